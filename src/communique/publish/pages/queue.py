"""The review queue: what a person should look at first, because much of the record hangs on it and little supports it.

Each item says why it is asked. What a person has accepted or edited does not come back.

    two meetings of Blinken and Qin on neighbouring days: the same one? nine claims and four statements hang on it
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.ledger.identity import same_person
from communique.ledger.matching import KIN
from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, PartKind, Status
from communique.publish.find import Entry, claims_of
from communique.publish.pages.catalogue import Catalogue, Living
from communique.publish.pages.shelf import Facet

MOST = 200
NEAR = dt.timedelta(days=3)
BY_HAND = "by a person"
CANDIDATES = 8
AROUND = 40  # entries before and after on the shelf among which a twin is looked for


@dataclass(frozen=True, slots=True)
class Item:
    """An entry to decide on.

    Args:
        weight: how much of the record the decision moves, times how doubtful the entry is.
        moves: how many claims, statements and promises hang on it.
        asks: why it is asked, in words.
        twin: id of an entry that may be the same.
    """

    entry: Living
    weight: float
    moves: int
    asks: tuple[str, ...]
    twin: str | None


def queue(catalogue: Catalogue) -> tuple[Item, ...]:
    """The items of a record, the weightiest first. It is drawn up once for a record."""
    if catalogue.queue is None:
        items = heapq.nlargest(MOST, _items(catalogue), key=lambda item: (item.weight, item.entry.id))
        catalogue.queue = tuple(items)
    return catalogue.queue


def _items(catalogue: Catalogue) -> Iterator[Item]:
    twins = _twins(catalogue)
    living: tuple[Sequence[Living], ...] = (catalogue.record.engagements, catalogue.record.commitments, catalogue.record.channels)
    for entry in (e for some in living for e in some):
        if not catalogue.own(entry) or any(BY_HAND in reason for reason in (*entry.reasons, *(s.reason for s in entry.history))):
            continue
        twin = twins.get(entry.id)
        doubts = [*_doubts(catalogue, entry), *([(3.0, "may be the same as another entry")] if twin else [])]
        if doubts:
            moves = _moves(catalogue, entry)
            yield Item(entry, moves * sum(d for d, _ in doubts), moves, tuple(words for _, words in doubts), twin)


def _moves(catalogue: Catalogue, entry: Living) -> int:
    hanging = (catalogue.said_at, catalogue.compared, catalogue.kept_by)
    return len(entry.claims) + sum(len(some.get(entry.id, ())) for some in hanging)


def _doubts(catalogue: Catalogue, entry: Living) -> Iterator[tuple[float, str]]:
    standings = {catalogue.claims[c].standing for c in entry.claims if c in catalogue.claims}
    if isinstance(entry, EngagementEntry):
        if entry.conflicts:
            yield 3.0, "the reports disagree"
        if entry.status is Status.LAPSED:
            yield 1.0, "no report says whether it was held"
        if not entry.people and len(entry.sides) < 2:
            yield 1.5, "only one side is named"
        if entry.start is None and entry.end is None:
            yield 1.0, "no day is told"
    if isinstance(entry, CommitmentEntry) and entry.status == "overdue":
        yield 1.0, "overdue: was it done?"
    if isinstance(entry, CommitmentEntry) and not entry.by:
        yield 1.5, "nobody is named who promised it"
    if isinstance(entry, ChannelEntry) and not entry.sides:
        yield 1.5, "no side is named"
    if standings and standings <= {PartKind.TRAILER, PartKind.CAPTION}:
        yield 2.0, "told only in a caption or a link line"
    elif len(entry.claims) == 1:
        yield 0.5, "one claim alone supports it"


def _twins(catalogue: Catalogue) -> dict[str, str]:
    """Engagements of the same sides on the same or neighbouring days that stand apart, each with the one before it."""
    by_sides: dict[tuple[str, ...], list[EngagementEntry]] = {}
    for entry in catalogue.engagements.entries:
        if entry.start and len(entry.sides) > 1:
            by_sides.setdefault(entry.sides, []).append(entry)
    found: dict[str, str] = {}
    for some in by_sides.values():
        for number, entry in enumerate(some):
            before = next((o for o in reversed(some[max(0, number - 4) : number]) if _alike(o, entry)), None)
            if before:
                found[entry.id] = before.id
    return found


def _alike(one: EngagementEntry, other: EngagementEntry) -> bool:
    """Whether two engagements might be one: forms that go together, days that touch, and no side with two different people."""
    if one.kind is not other.kind and frozenset({one.kind, other.kind}) not in KIN:
        return False
    if not (one.start and one.end and other.start and other.end) or other.start - one.end > NEAR:
        return False
    sides = {p.side for p in one.people} & {p.side for p in other.people}
    return all(any(same_person(p, q) for p in one.people if p.side == s for q in other.people if q.side == s) for s in sides)


def twins_of(catalogue: Catalogue, entry: Entry) -> tuple[Entry, ...]:
    """Entries with which an entry might be merged: of the same kind and sides, the nearest in time first."""
    match entry:
        case EngagementEntry():
            some: Sequence[Living] = catalogue.engagements.near(_sides(entry.sides), (entry.start, entry.end), AROUND)
        case CommitmentEntry():
            some = catalogue.commitments.near(_sides(entry.by), (entry.due_end, entry.due_start), AROUND)
        case ChannelEntry():
            some = catalogue.channels.take(_sides(entry.sides))[: 2 * AROUND]
        case _:
            return ()
    others = [e for e in some if e.id != entry.id and catalogue.own(e) and not set(claims_of(e)) & set(claims_of(entry))]
    return tuple(heapq.nsmallest(CANDIDATES, others, key=lambda e: (_apart(entry, e), e.id)))


def _sides(sides: Sequence[str]) -> list[Facet]:
    return [("side", side) for side in sides[:2]]


def _apart(one: Entry, other: Living) -> int:
    """Days between two entries."""
    a, b = _first(one), _first(other)
    return abs((a - b).days) if a and b else 10**6


def _first(entry: Entry) -> dt.date | None:
    match entry:
        case EngagementEntry():
            return entry.start or entry.end
        case CommitmentEntry():
            return entry.made or entry.due_end
        case ChannelEntry():
            return next((s.start or s.on for s in entry.history if s.start or s.on), None)
        case _:
            return None
