"""Public matters and events that a report names: words that news uses only in some years, and events of a known day.

Both are tables: ``dated_events`` (regular expressions with the first and last day of their use) and ``public_events`` (phrases that must
stand near each other, with the day of the event).

    "the euro" -> not before 1998; "the wall in Berlin fell on Thursday" -> within a week of 9 November 1989, a Thursday
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from communique.analysis.dates.signs import Direction
from communique.analysis.dating.evidence import Clue, Event, Matter
from communique.analysis.dating.places import Frame
from communique.data.tables import parts, table

NEAR = 220
# The first letters of a word, by which the rows that a text may fit are looked up.
LETTERS = 4
SOON, SLOW = 2, 26
WORD = re.compile(r"\w+")
PLAIN = re.compile(r"(?:\\b)?((?:[A-Za-z0-9 '’-](?![?*{])){2,})")
SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z“\"])|\n\s*\n")


def _day(value: str) -> dt.date | None:
    return dt.date.fromisoformat(value.replace("--", "2000-", 1)) if value else None


@dataclass(frozen=True, slots=True)
class _Words:
    """One row of ``dated_events``; where ``cues`` are given, one of them stands in every text that the pattern fits."""

    pattern: re.Pattern[str]
    cues: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    weight: float
    what: str
    yearly: bool


@functools.cache
def _matters() -> tuple[_Words, ...]:
    return tuple(
        _Words(
            re.compile(r["words"]), _cues(r["words"]), _day(r["first"]), _day(r["last"]), float(r["weight"]), r["what"],
            r["first"].startswith("--"),
        )
        for r in table("dated_events")
    )  # fmt: skip


def _cues(pattern: str) -> tuple[str, ...]:
    """The plain letters with which each alternative of a pattern begins; none where one of them begins otherwise."""
    depth, branches = 0, [""]
    for piece in re.findall(r"\\.|.", pattern):
        depth += (piece in "([") - (piece in ")]")
        if piece == "|" and not depth:
            branches.append("")
        else:
            branches[-1] += piece
    found = [PLAIN.match(branch) for branch in branches]
    return tuple(m.group(1) for m in found if m) if all(found) else ()


def find_matters(frame: Frame, stop: int) -> Iterator[Matter]:
    """Matters of the table whose words the report uses."""
    text = frame.text[:stop]
    for row in _matters():
        if row.cues and not any(cue in text for cue in row.cues):
            continue
        hit = row.pattern.search(text)
        if hit:
            yield Matter(frame.span(*hit.span()), row.first, row.last, row.weight, row.what, row.yearly)


@dataclass(frozen=True, slots=True)
class _Known:
    """One row of ``public_events``: all of ``phrases`` must stand near each other, one of the spellings of each."""

    phrases: tuple[tuple[str, ...], ...]
    first: dt.date
    last: dt.date
    known: dt.date
    what: str


@functools.cache
def _events() -> tuple[_Known, ...]:
    return tuple(
        _Known(
            tuple(parts(phrase.strip()) for phrase in r["phrases"].split(" & ")),
            dt.date.fromisoformat(r["day"]),
            dt.date.fromisoformat(r["last"] or r["day"]),
            dt.date.fromisoformat(r["known"] or r["day"]),
            r["what"],
        )
        for r in table("public_events")
    )


@functools.cache
def _by_beginning() -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    """The numbers of the events by the first letters of their first phrase, and of those to be looked for in every text."""
    found: dict[str, list[int]] = defaultdict(list)
    always = []
    for number, event in enumerate(_events()):
        for spelling in event.phrases[0]:
            word = WORD.match(spelling)
            # "G7" alone may be the beginning of a longer word.
            if word and (len(word[0]) >= LETTERS or word.end() < len(spelling)):
                found[word[0][:LETTERS]].append(number)
            else:
                always.append(number)
    return {beginning: tuple(numbers) for beginning, numbers in found.items()}, tuple(always)


def _possible(text: str) -> list[_Known]:
    """The events of which a first word stands in the text, in the order of the table."""
    by_beginning, always = _by_beginning()
    numbers = set(always)
    for beginning in by_beginning.keys() & {word[:LETTERS] for word in WORD.findall(text)}:
        numbers.update(by_beginning[beginning])
    return [_events()[number] for number in sorted(numbers)]


def find_events(frame: Frame, stop: int, clues: list[Clue]) -> Iterator[Event]:
    """Events of the table that the report names; fresh when a sentence of theirs names their own weekday in the past."""
    text = frame.text[: min(frame.trailer, stop)]
    told = [(c.span.start + (0 if c.span.title else frame.shift), c.weekday) for c in clues
            if c.weekday and c.day is None and c.direction is not Direction.AHEAD]  # fmt: skip
    found: dict[str, Event] = {}
    for event in _possible(text):
        for spelling in event.phrases[0]:
            if spelling in text:
                break
        else:
            continue
        hits = list(_together(text, event.phrases))
        if not hits:
            continue
        # What was in the news for days before it happened may be told of any of them.
        sudden = not SOON < (event.first - event.known).days < SLOW
        days = {day.isoweekday() for day in _days(event)} if sudden else set()
        fresh = next((hit for hit in hits if any(w in days and _one_sentence(text, hit, at) for at, w in told)), None)
        span = frame.span(*(fresh or hits[0]))
        # A later turn of a story takes the place of its beginning.
        found[event.phrases[0][0]] = Event(span, ((event.first, event.last),), event.known, event.what, fresh is not None)
    yield from found.values()


def _days(event: _Known) -> Iterator[dt.date]:
    for number in range(event.first.toordinal(), min(event.last.toordinal(), event.first.toordinal() + 6) + 1):
        yield dt.date.fromordinal(number)


def _together(text: str, phrases: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, int]]:
    """Places of the first phrase that have all others near them."""
    for spelling in phrases[0]:
        at = text.find(spelling)
        while at >= 0:
            around = text[max(0, at - NEAR) : at + NEAR]
            if all(any(s in around for s in phrase) for phrase in phrases[1:]):
                yield at, at + len(spelling)
            at = text.find(spelling, at + 1)


def _one_sentence(text: str, hit: tuple[int, int], at: int) -> bool:
    first, last = min(hit[0], at), max(hit[1], at)
    return last - first < NEAR and SENTENCE_END.search(text, first, last) is None
