"""Today: what the reports changed since a day, what lies ahead, and what passed without a sign in the record.

The day is that of the record, not of the clock: an archive is read as of its last report.

    since 10 January: "talks in Bangkok" new and held; ahead: a call "this spring"; overdue: more direct flights
"""

from __future__ import annotations

import bisect
import datetime as dt
import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, Step
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue, Living
from communique.publish.pages.drawing import DAY
from communique.publish.pages.timeline import Zoom
from communique.publish.timeline import AHEAD, DUE, OVERDUE

SHOWN = 30
BACK = (("a day", 1), ("7 days", 7), ("30 days", 30), ("90 days", 90), ("a year", 365))
USUAL = 30


@dataclass(frozen=True, slots=True)
class Moved:
    """A change: the entry, the step that made it, and where it stood before; None for what is new."""

    on: dt.date
    entry: Living
    step: Step
    was: str | None


@dataclass(frozen=True, slots=True)
class TodayView:
    """What the first page shows; each list with how many there are in all."""

    day: dt.date | None
    since: dt.date | None
    back: tuple[Zoom, ...]
    changed: tuple[Moved, ...]
    changes: int
    ahead: Sequence[EngagementEntry]
    aheads: int
    due: Sequence[CommitmentEntry]
    dues: int
    overdue: Sequence[CommitmentEntry]
    overdues: int
    lapsed: Sequence[EngagementEntry]
    lapses: int


def today_view(catalogue: Catalogue, asked: Asked) -> TodayView:
    """The first page."""
    day = catalogue.day
    since = _since(catalogue, asked)
    changed, changes = _changed(catalogue, asked, since, SHOWN)
    # Each list is in order already: the first or last ones of each are enough.
    ahead, due = [_met(catalogue, asked, s.value) for s in AHEAD], [_promised(catalogue, asked, s) for s in DUE]
    coming = [e for s in AHEAD for e in _met(catalogue, asked, s.value, day)[:SHOWN]]
    overdue, lapsed = _promised(catalogue, asked, OVERDUE), _met(catalogue, asked, "lapsed")
    dated = itertools.islice((e for e in reversed(lapsed) if e.start or e.end), SHOWN)
    return TodayView(
        day,
        since,
        tuple(_ways_back(asked, day, since)),
        changed,
        changes,
        _nearest(coming, [e for some in ahead for e in some[:SHOWN]]),
        sum(map(len, ahead)),
        heapq.nsmallest(SHOWN, (c for some in due for c in some[:SHOWN]), key=lambda c: (c.due_end or c.due_start or dt.date.max, c.id)),
        sum(map(len, due)),
        tuple(reversed(overdue[-SHOWN:])),
        len(overdue),
        tuple(dated),
        len(lapsed),
    )


def today_entries(catalogue: Catalogue, asked: Asked) -> Iterator[Living]:
    """All that the first page counts, shown there or not: what changed, the latest first, what lies ahead, is due, or passed."""
    moves, _ = _changed(catalogue, asked, _since(catalogue, asked), None)
    yield from (move.entry for move in moves)
    yield from (e for status in (*(s.value for s in AHEAD), "lapsed") for e in _met(catalogue, asked, status))
    yield from (c for status in (*DUE, OVERDUE) for c in _promised(catalogue, asked, status))


def _since(catalogue: Catalogue, asked: Asked) -> dt.date | None:
    return asked.since or (catalogue.day - DAY * USUAL if catalogue.day else None)


def _nearest(coming: Sequence[EngagementEntry], others: Sequence[EngagementEntry]) -> Sequence[EngagementEntry]:
    """What is to come, the nearest first; then what was put off from days that are over, and what has no day."""

    def begins(entry: EngagementEntry) -> tuple[dt.date, str]:
        return entry.start or entry.end or dt.date.max, entry.id

    ids = {e.id for e in coming}
    return [*sorted(coming, key=begins), *sorted((e for e in others if e.id not in ids), key=begins)][:SHOWN]


def _met(catalogue: Catalogue, asked: Asked, status: str, since: dt.date | None = None) -> Sequence[EngagementEntry]:
    return catalogue.engagements.take([*(("side", side) for side in asked.between), ("status", status)], since)


def _promised(catalogue: Catalogue, asked: Asked, status: str) -> Sequence[CommitmentEntry]:
    return catalogue.commitments.take([*(("side", side) for side in asked.between), ("status", status)])


def _changed(catalogue: Catalogue, asked: Asked, since: dt.date | None, most: int | None) -> tuple[tuple[Moved, ...], int]:
    """What moved since a day, the latest first and no more than ``most``, and how much did."""
    first = bisect.bisect_left(catalogue.moves, since or dt.date.min, key=lambda move: move[0])
    moves = catalogue.moves[first:]
    if asked.between:
        wanted = set(asked.between)
        moves = [move for move in moves if wanted.issubset(sides_of(move[1]))]
    return tuple(Moved(*move) for move in itertools.islice(reversed(moves), most)), len(moves)


def sides_of(entry: Living) -> Iterable[str]:
    """The sides that an entry involves."""
    match entry:
        case CommitmentEntry():
            return (*entry.by, *entry.toward)
        case EngagementEntry() | ChannelEntry():
            return entry.sides


def _ways_back(asked: Asked, day: dt.date | None, since: dt.date | None) -> Iterator[Zoom]:
    if day is None:
        return
    for label, days in BACK:
        begin = day - DAY * days
        yield Zoom(label, asked.to("/", since=None if days == USUAL else begin), begin == since)
