"""What a report says about the day it was published: dateline, captions, dates, weekdays, people in office, events of known date.

Each piece of evidence is a small fact with the words that hold it: a month and day with its tense, a weekday of the lead, a person with a
title. Nothing is weighed here.

    "LISBON, March 4 - Foreign Minister Paulo Rangel will host his counterpart on Friday." -> dateline 4 March; a minister in office
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from communique.analysis.dates.numbers import day_number
from communique.analysis.dates.rules import Match, chosen, matches
from communique.analysis.dates.screens import refused
from communique.analysis.dates.signs import Direction
from communique.analysis.dates.tense import tense
from communique.analysis.dates.tokens import Tokens, tokenise
from communique.analysis.parse import SEPARATOR, reading_text
from communique.data.tables import table, words
from communique.data.tenure import Office, by_name, plain
from communique.model import Document, PartKind, Span

LEAD = 700
READ = 20_000
TRAILER = re.compile(r"^\s*(?:Related coverage|Related stories|Read more|See also|More on this)\b:?", re.MULTILINE | re.IGNORECASE)
CAPTION = re.compile(
    r"\b(?:[Pp]hotos?|[Pp]ictured?|shake hands|shakes hands|shaking hands|poses?|posing|file photo)\b|\((?:[A-Z][\w./ ]{1,30})\)\s*$"
)
DATELINE = re.compile(r"^[^\n]{0,20}?\b[A-Z][A-Z.,'’/ -]{2,60}[^\n]{0,40}$")
# Days that are names of events or feasts and say little about the day of the report.
NAMED_DAYS = frozenset({(10, 7), (9, 11), (1, 6), (1, 20), (7, 4), (12, 25), (1, 1), (12, 31)})
NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|al-[A-Z]\w+|bin|van|von|de|la))*")


class Place(StrEnum):
    """Where in the report a piece of evidence stands."""

    DATELINE = "dateline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    TRAILER = "trailer"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that speak for the day: their span, what they say, and how they were understood."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Clue:
    """A date or weekday named in the report.

    Args:
        place: where it stands.
        direction: past, ahead or open.
        month, day: as named; None for a weekday alone.
        year: as written out.
        weekday: ISO weekday named with it or alone.
        closing: "through Monday": what is told ends with that day, most often the report's own.
    """

    place: Place
    direction: Direction
    span: Span
    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    closing: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """A person named, and the offices that the title before the name fits (all of theirs when there is none)."""

    span: Span
    offices: tuple[Office, ...]
    titled: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """Words that news uses of a matter only between two days (of every year, when ``yearly``)."""

    span: Span
    first: dt.date | None
    last: dt.date | None
    weight: float
    what: str
    yearly: bool = False

    def fits(self, day: dt.date) -> bool:
        """Whether a report of that day may speak so."""
        if not self.yearly:
            return (self.first or day) <= day <= (self.last or day)
        first, last, now = ((d.month, d.day) for d in (self.first or day, self.last or day, day))
        return first <= now <= last if first <= last else now >= first or now <= last


@dataclass(slots=True)
class Evidence:
    """All evidence of one report; ``years`` counts the years that it writes out on their own."""

    clues: list[Clue] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    years: dict[int, Span] = field(default_factory=dict)
    years_ahead: set[int] = field(default_factory=set)

    def reasons(self, day: dt.date) -> tuple[Reason, ...]:
        """The evidence that agrees with a day, strongest first."""
        named = f"{day.isoformat()}, a {day:%A}"
        found = [
            (_rank(clue, day), Reason(clue.span, f"{clue.place}: {clue.span.text} -> {named}")) for clue in self.clues if _agrees(clue, day)
        ]
        found += [
            (6, Reason(h.span, f"in office on {day.isoformat()}: {h.offices[0].person}, {h.offices[0].office}"))
            for h in self.holders
            if any(o.held(day) is not False for o in h.offices)
        ]
        found += [(5, Reason(e.span, e.what)) for e in self.events if e.fits(day)]
        found.sort(key=lambda pair: pair[0])
        return tuple(reason for _, reason in found[:8])


def _agrees(clue: Clue, day: dt.date) -> bool:
    same = clue.day is None or (clue.month, clue.day) == (day.month, day.day)
    return same and clue.year in (None, day.year) and clue.weekday in (None, day.isoweekday())


def _rank(clue: Clue, day: dt.date) -> int:
    order = {Place.DATELINE: 0, Place.CAPTION: 1, Place.LEAD: 2, Place.TRAILER: 3, Place.TITLE: 3, Place.BODY: 4}[clue.place]
    return order if clue.day is not None or clue.place is Place.LEAD else 7


# ---------------------------------------------------------------- reading


class _Frame:
    """The reading text with the document's parts, so that a place can be told for each offset."""

    def __init__(self, document: Document) -> None:
        self.text, self.shift = reading_text(document)
        self.document = document
        self.parts = tuple((p.start + self.shift, p.end + self.shift, p.kind) for p in document.parts)
        # A headline that stands in the text itself is not yet the lead.
        self.begins = next((a for a, _, kind in self.parts if kind in (PartKind.DATELINE, PartKind.BODY)), self.shift)
        trailer = TRAILER.search(self.text, self.shift)
        self.trailer = trailer.start() if trailer else len(self.text)

    def span(self, start: int, end: int) -> Span:
        if start < self.shift:
            return Span(start, min(end, self.shift - len(SEPARATOR)), self.text[start : min(end, self.shift - len(SEPARATOR))], title=True)
        return Span(start - self.shift, end - self.shift, self.text[start:end])

    def place(self, start: int, end: int) -> Place:
        if start < self.shift:
            return Place.TITLE
        for a, b, kind in self.parts:
            if a <= start < b and kind in (PartKind.CAPTION, PartKind.TRAILER, PartKind.DATELINE):
                return Place(kind.value)
        if start >= self.trailer:
            return Place.TRAILER
        if self._dateline(start, end):
            return Place.DATELINE
        if self._caption(start, end):
            return Place.CAPTION
        return Place.LEAD if start < self.begins + LEAD and "\n\n" not in self.text[self.begins : start].strip() else Place.BODY

    def _dateline(self, start: int, end: int) -> bool:
        """ "LISBON, March 4 (Reuters) -" at the head of the text."""
        if start > self.shift + 90 or not re.match(r"\.?\s*(?:\(|/|--?\s|[–—]|\[)", self.text[end : end + 6]):
            return False
        head = self.text[self.shift : start]
        letters = [c for c in head if c.isalpha()]
        return len(letters) >= 3 and head.strip()[:3].isupper() and "\n\n" not in head.strip()

    def _caption(self, start: int, end: int) -> bool:
        a = self.text.rfind("\n", 0, start) + 1
        b = self.text.find("\n", end)
        paragraph = self.text[a : len(self.text) if b < 0 else b]
        return len(paragraph) < 420 and CAPTION.search(paragraph) is not None


def find_evidence(document: Document) -> Evidence:
    """All evidence of a report; only its first 20,000 characters are read."""
    frame = _Frame(document)
    found = Evidence()
    tokens = tokenise(frame.text, 0, min(len(frame.text), READ))
    for match in chosen(matches(tokens), refused):
        _note(match, tokens, frame, found)
    found.holders.extend(_holders(frame))
    found.events.extend(_events(frame))
    return found


def _note(match: Match, tokens: Tokens, frame: _Frame, found: Evidence) -> None:
    start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
    build = match.rule.build
    if build in ("month_day", "month_days", "weekday", "clock_on_day", "clock_on_date"):
        clue = _clue(match, tokens, frame, start, end)
        if clue is not None:
            found.clues.append(clue)
    elif build == "iso_day":
        year, month, day = (int(piece) for piece in match.word("d").split("-"))
        found.clues.append(Clue(frame.place(start, end), Direction.OPEN, frame.span(start, end), month, day, year))
    at = match.at("y")
    if build in ("year", "month", "season", "years") and at is not None and tokens.words[at].isdigit():
        year = int(tokens.words[at])
        found.years.setdefault(year, frame.span(start, end))
        if tense(tokens, match.first, match.last).direction is Direction.AHEAD:
            found.years_ahead.add(year)


def _clue(match: Match, tokens: Tokens, frame: _Frame, start: int, end: int) -> Clue | None:
    if match.word("r") or (match.rule.build == "clock_on_day" and not match.word("w")):
        return None
    month = match.number("m", "MONTH")
    day = day_number(match.word("e") if match.rule.build == "clock_on_date" else match.word("d")) if month else None
    year = int(match.word("y")) if match.word("y") else None
    place = frame.place(start, end)
    told = tense(tokens, match.first, match.last)
    if match.before in ("through", "until") and month is None and place is Place.LEAD:
        told = tense(tokens, match.first - 1, match.last)
    weekday = match.number("w", "WEEKDAY")
    named = (month, day) in NAMED_DAYS and place in (Place.LEAD, Place.BODY, Place.TITLE)
    if month is not None and (day is None or not 1 <= day <= 31 or named):
        return None
    return Clue(place, told.direction, frame.span(start, end), month, day, year, weekday, match.before == "through")


# ---------------------------------------------------------------- people


@functools.cache
def _titles() -> tuple[re.Pattern[str], dict[str, frozenset[str]], frozenset[str]]:
    source = words("dating_titles")
    titles = {name: frozenset(offices) for name, offices in source["title"].items()}
    pattern = re.compile(rf"\b({'|'.join(sorted(map(re.escape, titles), key=len, reverse=True))}) (?=[A-Z])", re.IGNORECASE)
    return pattern, titles, frozenset(source["out_of_office"]["words"])


def _holders(frame: _Frame) -> Iterator[Holder]:
    """People in the offices table named in the report: right after a title (the offices that it fits), or by full name (all of theirs).

    "Former President" and the like are none; a full name without a title is told apart by ``titled``.
    """
    pattern, titles, gone = _titles()
    text = frame.text[: min(frame.trailer, READ)]
    ends = {m.end(): titles[m.group(1).lower()] for m in pattern.finditer(text)}
    seen: set[str] = set()
    for name in NAME.finditer(text):
        for start, person in _people(name.group()):
            at = name.start() + start
            if gone & set(text[max(0, at - 40) : at].lower().replace("-", " ").split()[-4:]):
                continue
            allowed = ends.get(at, frozenset("*"))
            titled = at in ends
            held = tuple(o for o in by_name().get(plain(person), ()) if "*" in allowed or o.office in allowed)
            if held and person not in seen and (" " in person or (titled and "*" not in allowed)):
                seen.add(person)
                yield Holder(frame.span(at, at + len(person)), held, titled)


def _people(name: str) -> Iterator[tuple[int, str]]:
    """The stretches of a capitalised sequence that the offices table knows: "Secretary of State Antony Blinken" holds one."""
    pieces = [(m.start(), m.end()) for m in re.finditer(r"\S+", name)][:12]
    i = 0
    while i < len(pieces):
        for count in range(min(4, len(pieces) - i), 0, -1):
            start, end = pieces[i][0], pieces[i + count - 1][1]
            person = name[start:end].rstrip(".’'")
            person = person[:-2] if person.endswith(("'s", "’s")) else person
            if plain(person) in by_name():
                yield start, person
                i += count - 1
                break
        i += 1


@functools.cache
def _known_events() -> tuple[tuple[re.Pattern[str], dt.date | None, dt.date | None, float, str, bool], ...]:
    def day(value: str) -> dt.date | None:
        return dt.date.fromisoformat(value.replace("--", "2000-", 1)) if value else None

    return tuple(
        (re.compile(r["words"]), day(r["first"]), day(r["last"]), float(r["weight"]), r["what"], r["first"].startswith("--"))
        for r in table("dated_events")
    )


def _events(frame: _Frame) -> Iterator[Event]:
    text = frame.text[:READ]
    for pattern, first, last, weight, what, yearly in _known_events():
        hit = pattern.search(text)
        if hit:
            yield Event(frame.span(*hit.span()), first, last, weight, what, yearly)
