"""What a comparison counts: which kinds of engagement, whose, where, and from which day on.

The words are gone through piece by piece, and what is not understood narrows the count in a way that the record cannot follow: then no
verdict is given. "The first formal talks" may well have informal ones before them.

    "first visit to China by a U.S. secretary of state since 2018": visits, by holders of that office, from 2018 on
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique import data
from communique.ledger import offices
from communique.ledger.facts import MANY
from communique.ledger.identity import name_words, same_person, same_place
from communique.ledger.periods import Period, told
from communique.ledger.words import folded, holds, side_words
from communique.model import Comparison, EngagementEntry, Kind, Person, Status

KINDS: Mapping[str, frozenset[Kind]] = {
    "visit": frozenset({Kind.VISIT}),
    "call": frozenset({Kind.CALL}),
    "face": frozenset({Kind.MEETING, Kind.TALKS, Kind.MULTILATERAL}),
}
RANK = re.compile(r"(?:for the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))(?: ever)? ")
THIS = re.compile(r"\b(?:so far )?(?:this (?:year|month|week)|of the year)\b")
DEPUTY = ("vice", "deputy", "assistant", "former", "under")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted.

    Args:
        kinds: kinds of engagement.
        office: where it counts holders of an office, its words.
        place: where it counts only what was held there.
        since: the period named after "since", or the one within which it counts.
        within: it counts within that period ("this year", "in 2023").
        back: days to count back from the engagement ("in five years"), and whether that is a round number.
    """

    kinds: frozenset[Kind]
    office: str | None
    place: str | None
    since: Period | None
    within: bool
    back: int | None


@functools.cache
def _words() -> Mapping[str, Any]:
    return data.words("counting")


@functools.cache
def _contact() -> re.Pattern[str]:
    nouns = sorted((n for some in _words()["contacts"].values() for n in some), key=len, reverse=True)
    return re.compile(rf"\b(?P<noun>{'|'.join(nouns)})s?\b")


@functools.cache
def _span() -> re.Pattern[str]:
    numbers = "|".join([*_words()["numbers"], r"\d+"])
    loose = r"(?:more than|less than|nearly|almost|about|over|around|the past|the last) "
    return re.compile(rf"\bin (?:{loose})*(?:(?P<number>{numbers}) )?(?P<unit>{'|'.join(_words()['spans'])})s?\b")


def scope(claim: Comparison, about: EngagementEntry) -> Scope | str:
    """What a comparison counts, or why the record cannot count it.

    Args:
        claim: the comparison.
        about: the engagement it is about.
    """
    said = re.sub(r"\bin person\b", "", folded(claim.claim))
    ranked = RANK.match(said)
    rest = said[ranked.end() :] if ranked else said
    if rest.startswith("time "):
        kinds: frozenset[Kind] | None = next((k for k in KINDS.values() if about.kind in k), None)
        before, behind = "", rest.removeprefix("time ")
    else:
        found = _contact().search(rest)
        if found is None:
            return "the words name no meeting, visit or call"
        kinds = next(KINDS[sort] for sort, nouns in _words()["contacts"].items() if found["noun"] in nouns)
        before, behind = rest[: found.start()], rest[found.end() :]
    if kinds is None or about.kind not in kinds:
        return "the record does not hold the engagement it speaks of"
    since, back, behind = _time(claim, behind)
    if since is None and back is None and re.search(r"\b(?:since|under|this|in (?:\w+ ){0,3}(?:years?|months?|weeks?|decades?))\b", behind):
        return "the words give no day to count from"
    office, before, behind = _office(before, behind)
    place, behind = _place(behind)
    strange = _strange(before, [*_words()["plain"]["words"]], about) or _strange(behind, _words()["plain"]["again"], about)
    if strange:
        return f"the record cannot tell which of them were “{strange}”"
    return Scope(kinds, office, place, since, not re.search(r"\bsince\b", said), back)


def _time(claim: Comparison, behind: str) -> tuple[Period | None, int | None, str]:
    """The time that the words name, and the words without it."""
    since = told(claim.since)
    if since is not None:
        behind = THIS.sub("", behind)
        return since, None, re.sub(r"\bsince\b.*$", "", behind)
    span = _span().search(behind)
    if span:
        number = span["number"] or "1"
        days = (int(number) if number.isdigit() else _words()["numbers"][number]) * _words()["spans"][span["unit"]]
        return None, days, behind[: span.start()] + behind[span.end() :]
    return None, None, re.sub(r"\bever\b|\bto date\b", "", behind)


def _office(before: str, behind: str) -> tuple[str | None, str, str]:
    """The office whose holders are counted: "visit by a U.S. secretary of state", "first Irish leader to visit"."""
    holder = re.search(r"\bby an? (?P<office>.+?)(?= to\b| in\b| from\b|$)", behind)
    if holder:
        return _bare(holder["office"]), before, behind[: holder.start()] + behind[holder.end() :]
    doer = re.search(r"^(?P<office>.+?) to (?:ever )?$", before)
    if doer:
        return _bare(doer["office"]), "", behind
    return None, before, behind


def _bare(office: str) -> str:
    """An office without its country, in the words of the table of offices."""
    return " ".join(w for w in office.split() if w not in side_words() and w not in ("u", "s", "us", "sitting", "serving"))


def _place(behind: str) -> tuple[str | None, str]:
    """A place that narrows the count: "the first visit to China", "their third meeting in Vienna"."""
    found = re.search(r"\b(?:in|to) (?P<place>[\w ]+?)(?= by\b| between\b| with\b| of\b|$)", behind.strip())
    if found and offices.country(found["place"].title()):
        return found["place"].title(), behind.strip()[: found.start()] + behind.strip()[found.end() :]
    return None, behind


def _strange(words: str, plain: Iterable[str], about: EngagementEntry) -> str:
    """The words that narrow the count beyond what is known of the engagement itself."""
    known = {*plain, *side_words(), "us"}
    for person in about.people:
        known |= {*name_words(person.name), *folded(person.office or "").split()}
        if about.start:
            known |= {w for post in offices.posts(person.name, person.side, about.start) for w in folded(post).split()}
    return " ".join(w for w in words.split() if w not in known and not (w in _words()["wide"]["words"] and not about.people))


# ---------------------------------------------------------------- what falls under it


class Met:
    """The engagements of a record, so that a comparison looks only at those of its sides and people."""

    def __init__(self, entries: Iterable[EngagementEntry]) -> None:
        self._sides: dict[frozenset[str], list[EngagementEntry]] = {}
        self._pairs: dict[frozenset[str], list[EngagementEntry]] = {}
        self._many: list[EngagementEntry] = []
        self._held: set[str] = set()
        for entry in entries:
            sides = frozenset(entry.sides)
            self._sides.setdefault(sides, []).append(entry)
            if entry.status is not Status.HELD or not entry.start or not entry.end:
                continue
            self._held.add(entry.id)
            if len(sides) > MANY:
                self._many.append(entry)
            else:
                for pair in itertools.combinations(sides, 2):
                    self._pairs.setdefault(frozenset(pair), []).append(entry)
        self._people: dict[frozenset[str], dict[Person, list[EngagementEntry]]] = {}

    def between(self, sides: Iterable[str]) -> Sequence[EngagementEntry]:
        """The engagements of exactly these sides."""
        return self._sides.get(frozenset(sides), ())

    def holds(self, entry: EngagementEntry) -> bool:
        """Whether an engagement stands in the record as held on known days."""
        return entry.id in self._held

    def like(self, what: Scope, about: EngagementEntry) -> Iterable[EngagementEntry]:
        """Others held between two of the sides of an engagement, by its people where these are counted."""
        pair = frozenset(sorted(set(about.sides))[:2])
        found: Iterable[EngagementEntry] = self._with(pair)
        if what.office is None and about.people:
            known, side = self._known(pair), about.people[0].side
            alike = [p for p in known if any(same_person(q, p) for q in about.people if q.side == side)]
            found = {entry.id: entry for person in alike for entry in known[person]}.values()
        return (entry for entry in found if entry.id != about.id)

    def _with(self, pair: frozenset[str]) -> Iterator[EngagementEntry]:
        yield from self._pairs.get(pair, ())
        yield from (entry for entry in self._many if pair.issubset(entry.sides))

    def _known(self, pair: frozenset[str]) -> Mapping[Person, Sequence[EngagementEntry]]:
        found = self._people.get(pair)
        if found is None:
            found = self._people[pair] = {}
            for entry in self._with(pair):
                for person in entry.people:
                    found.setdefault(Person(person.name, person.side), []).append(entry)
        return found


def counted(what: Scope, about: EngagementEntry, others: Iterable[EngagementEntry]) -> list[EngagementEntry]:
    """The engagements that fall under a scope, in the order of days; those of one and the same days count once."""
    found = [e for e in others if e.start and e.end and _falls(what, about, e)]
    found.sort(key=lambda e: (e.start or dt.date.max, e.end or dt.date.max, e.id))
    kept: list[EngagementEntry] = []
    for entry in found:
        last = kept[-1].end if kept else None
        if last is None or entry.start is None or entry.start > last + dt.timedelta(days=1):
            kept.append(entry)
    return kept


def _falls(what: Scope, about: EngagementEntry, other: EngagementEntry) -> bool:
    if other.kind not in what.kinds or not set(about.sides) <= set(other.sides) or len(about.sides) < 2:
        return False
    if what.place and not (other.place and same_place(other.place, what.place)):
        return False
    if what.office is None:
        sides = {p.side for p in about.people}
        return bool(sides) and all(any(same_person(p, q) for p in about.people if p.side == side for q in other.people) for side in sides)
    guests = {p.side for p in about.people}
    return any(p.side in guests and holds_office(p, what.office, other) for p in other.people)


def holds_office(person: Person, office: str, entry: EngagementEntry) -> bool:
    """Whether a person held an office at an engagement, as told or by the table; a deputy does not hold it."""
    held = [person.office] if person.office else []
    held += offices.posts(person.name, person.side, entry.start) if entry.start else []
    wanted = folded(office)
    return any(holds(folded(post), wanted) and not any(holds(folded(post), d) and not holds(wanted, d) for d in DEPUTY) for post in held)
