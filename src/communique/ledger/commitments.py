"""Promises across documents: which claims tell the same one, and the entry they make.

The same sides, the same words that matter and dates that do not exclude each other make one commitment. What became of it is decided from
later claims (see ``fulfilment``); a promise whose time is over without any is overdue, and never called broken.

    "agreed to reopen military-to-military lines" in November, "the two militaries resumed talks" in January
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from communique.ledger.engagements import entry_id
from communique.ledger.identity import families
from communique.ledger.periods import Period, narrowest, told
from communique.ledger.sources import Sources, proves
from communique.ledger.status import Telling, by_calendar, history, table
from communique.ledger.words import content, folded, same_figures
from communique.model import Commitment, CommitmentEntry, Evidence, Strength

APART = dt.timedelta(days=540)
FIRMNESS = (Strength.AGREED, Strength.PLEDGED, Strength.PLANNED, Strength.INTENDED, Strength.REFUSED)


@dataclass(slots=True)
class Promise:
    """The claims of one commitment as they gather."""

    claims: list[Commitment] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    open: bool = False

    @property
    def first(self) -> Commitment:
        """The claim heard first."""
        return self.claims[0]

    @property
    def what(self) -> str:
        """The promise in the words told first."""
        return self.first.what

    @property
    def sides(self) -> frozenset[str]:
        """Every side that promises or is promised to."""
        return frozenset(s for c in self.claims for s in (*c.by, *c.toward))

    @property
    def by(self) -> frozenset[str]:
        """The sides that bind themselves."""
        return frozenset(s for c in self.claims for s in c.by)

    def due(self) -> Period | None:
        """The narrowest time set by any claim."""
        return narrowest(p for c in self.claims if (p := told(c.due)))

    def text(self) -> str:
        """All words of the promise: what and evidence."""
        return " ".join([*(c.what for c in self.claims), *(e.text for c in self.claims for e in c.evidence)])


def made_on(claim: Commitment, sources: Sources) -> dt.date | None:
    """The last day on which the promise can have been made: as told, else that of the report."""
    if claim.made and claim.made.latest:
        return claim.made.latest
    return sources.published(claim)


def same_promise(one: Commitment, other: Commitment, sources: Sources) -> tuple[str, ...]:
    """The reasons why two claims tell one commitment; empty when they do not."""
    if (one.strength is Strength.REFUSED) is not (other.strength is Strength.REFUSED):
        return ()
    if set(one.by).isdisjoint(other.by) or not ({*one.by, *one.toward} & {*other.by, *other.toward}) >= _core(one, other):
        return ()
    if not same_figures(one.what, other.what):
        return ()
    a, b = told(one.due), told(other.due)
    if a and b and not a.meets(b):
        return ()
    x, y = made_on(one, sources), made_on(other, sources)
    if x and y and abs(x - y) > APART:
        return ()
    shared, every = content(one.what) & content(other.what), content(one.what) | content(other.what)
    if not shared and not (families(one.what) and families(other.what)):
        return ()
    alike = fuzz.ratio(folded(one.what), folded(other.what))
    if one.document == other.document and alike < 80:
        return ()
    least = min(len(content(one.what)), len(content(other.what)))
    if len(shared) >= 2 and (len(shared) >= 0.5 * len(every) or (least >= 4 and len(shared) >= 0.6 * least)):
        return ("same sides", "same words: " + ", ".join(sorted(shared)))
    kin = set(families(one.what)) & set(families(other.what))
    if (kin and len(shared) >= 0.5 * least) or (shared and alike >= 85):
        return ("same sides", "same line: " + ", ".join(sorted(kin or shared)))
    return ()


def _core(one: Commitment, other: Commitment) -> set[str]:
    """The sides both must have: those of the claim that names fewer."""
    return min(({*c.by, *c.toward} for c in (one, other)), key=lambda s: (len(s), sorted(s)))


class _Shelf:
    """Promises by side, word and time: a claim looks only at those that share a side and a word and were made within its reach.

    Those whose day nobody knows, and those that a person has merged, are within reach of all.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._places: dict[tuple[str, str], dict[int, int]] = {}
        self._promises: dict[tuple[str, str], dict[int | None, dict[int, Promise]]] = {}

    def put(self, promise: Promise, claim: Commitment) -> None:
        """Make a promise findable by one of its claims."""
        time = None if promise.open else self._time(claim)
        for key in shelves(claim):
            places = self._places.setdefault(key, {})
            place = places.setdefault(id(promise), len(places))
            self._promises.setdefault(key, {}).setdefault(time, {})[place] = promise

    def candidates(self, claim: Commitment) -> Iterator[Promise]:
        """The promises within reach that share words enough with a claim, in the order of its words, then as they were opened."""
        common: dict[int, set[str]] = {}
        promises: dict[int, Promise] = {}
        for key in shelves(claim):
            for promise in self._near(key, self._time(claim)):
                promises[id(promise)] = promise
                common.setdefault(id(promise), set()).add(key[1])
        least = min(2, len(content(claim.what)))
        return (promise for name, promise in promises.items() if len(common[name]) >= least)

    def _near(self, key: tuple[str, str], time: int | None) -> list[Promise]:
        times = self._promises.get(key, {})
        some = times if time is None else [t for t in (time - 1, time, time + 1, None) if t in times]
        found = {place: promise for t in some for place, promise in times[t].items()}
        return [found[place] for place in sorted(found)]

    def _time(self, claim: Commitment) -> int | None:
        return stretch(claim, self._sources)


def stretch(claim: Commitment, sources: Sources) -> int | None:
    """The stretch of time in which a promise was made, so long that none reaches over more than the next; None where no day is known."""
    day = made_on(claim, sources)
    return day.toordinal() // APART.days if day else None


def gather(claims: Iterable[Commitment], sources: Sources, bound: Mapping[str, str], apart: Mapping[str, str]) -> list[Promise]:
    """Gather claims into commitments, each looking only at promises that share a side and a word.

    Args:
        claims: in the order heard.
        sources: the reports heard.
        bound, apart: claim id to the group that a person merged or split off.
    """
    promises, shelf, groups = list[Promise](), _Shelf(sources), dict[str, Promise]()
    for claim in claims:
        group = bound.get(claim.id) or apart.get(claim.id)
        promise = groups.get(group) if group else None
        reasons: tuple[str, ...] = ("merged by a person",) if promise and claim.id in bound else ()
        if promise is None and claim.id not in apart:
            promise, reasons = _joined(claim, shelf, sources)
        if promise is None:
            promise = Promise()
            promises.append(promise)
        opened = claim.id in bound and not promise.open
        if group:
            groups[group] = promise
            promise.open = promise.open or claim.id in bound
        promise.claims.append(claim)
        promise.reasons.extend(r for r in reasons if r not in promise.reasons)
        for known in promise.claims if opened else (claim,):
            if known.id not in apart:
                shelf.put(promise, known)
    return promises


def shelves(claim: Commitment) -> Iterable[tuple[str, str]]:
    """Where a promise stands and looks: by each side that binds itself and each word that matters."""
    marks = content(claim.what) | set(families(claim.what))
    return [(side, mark) for side in sorted(set(claim.by)) for mark in sorted(marks)]


def _joined(claim: Commitment, shelf: _Shelf, sources: Sources) -> tuple[Promise | None, tuple[str, ...]]:
    """The first promise opened that tells the same, among those that share words with the claim."""
    for promise in shelf.candidates(claim):
        every = (same_promise(known, claim, sources) for known in promise.claims)
        if promise.open:
            reasons = next(filter(None, every), ())
        else:
            told = list(itertools.takewhile(bool, every))
            reasons = told[0] if len(told) == len(promise.claims) else ()
        if reasons:
            return promise, reasons
    return None, ()


def order(entry: CommitmentEntry) -> tuple[dt.date, dt.date, str]:
    """The place of an entry in the record: by the day it was made, then by the day it is due."""
    return entry.made or dt.date.max, entry.due_end or dt.date.max, entry.id


def open_until(promise: Promise, entry: CommitmentEntry) -> dt.date | None:
    """The last day of a promise, after which the calendar moves it; None where it does not."""
    due = promise.due()
    return due.last if due and promise.first.strength is not Strength.REFUSED and entry.status in table("commitment").calendar else None


def entry(promise: Promise, later: Sequence[tuple[Telling, str]], sources: Sources, why: Sequence[str]) -> CommitmentEntry:
    """The entry of one commitment.

    Args:
        promise: its claims.
        later: what became of it, in the order heard, each with the id of the entry or claim that says so.
        sources: the reports heard.
        why: further reasons, of links made.
    """
    tellings = [_made(c, sources) for c in promise.claims]
    status, steps = history("commitment", [*tellings, *(t for t, _ in later)])
    due = promise.due()
    refused = promise.first.strength is Strength.REFUSED
    moved = None if refused else by_calendar("commitment", status, due.last if due else None, sources.today)
    if moved:
        status = moved.status
        steps.append(moved)
    steps.sort(key=lambda s: s.on or dt.date.max)
    made = next((c.made for c in promise.claims if c.made and c.made.earliest and c.made.earliest == c.made.latest), None)
    spans = [Evidence(c.document, e) for c in promise.claims for e in c.evidence]
    spans += [s.evidence for s in steps if s.evidence]
    return CommitmentEntry(
        id=entry_id("C", promise.first.id),
        by=tuple(sorted(promise.by)),
        toward=tuple(sorted({s for c in promise.claims for s in c.toward})),
        what=promise.what,
        strength=min((c.strength for c in promise.claims), key=FIRMNESS.index),
        made=made.earliest if made else None,
        due_start=due.first if due else None,
        due_end=due.last if due else None,
        status=status,
        topics=tuple(dict.fromkeys(t for c in promise.claims for t in c.topics)),
        history=tuple(steps),
        evidence=tuple(dict.fromkeys(spans)),
        claims=tuple(c.id for c in promise.claims),
        kept_by=tuple(dict.fromkeys(by for t, by in later if t.told in ("kept", "partly kept", "under way"))),
        reasons=tuple(dict.fromkeys([*promise.reasons, *why])),
    )


def _made(claim: Commitment, sources: Sources) -> Telling:
    start, end = (claim.made.earliest, claim.made.latest) if claim.made else (None, None)
    return Telling("made", claim, sources.published(claim), proves(claim), start, end, claim.strength.value, sources.story(claim))
