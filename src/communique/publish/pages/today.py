"""Today: what the reports changed since a day, what lies ahead, and what passed without a sign in the record.

The day is that of the record, not of the clock: an archive is read as of its last report.

    since 10 January: "talks in Bangkok" new and held; ahead: a call "this spring"; overdue: more direct flights
"""

from __future__ import annotations

import bisect
import datetime as dt
import heapq
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
    since = asked.since or (day - DAY * USUAL if day else None)
    changed = _changed(catalogue, asked, since)
    ahead = [e for status in AHEAD for e in _met(catalogue, asked, status.value)]
    due = [c for status in DUE for c in _promised(catalogue, asked, status)]
    overdue, lapsed = _promised(catalogue, asked, OVERDUE), _met(catalogue, asked, "lapsed")
    return TodayView(
        day,
        since,
        tuple(_ways_back(asked, day, since)),
        tuple(changed[:SHOWN]),
        len(changed),
        heapq.nsmallest(SHOWN, ahead, key=lambda e: (e.start or e.end or dt.date.max, e.id)),
        len(ahead),
        heapq.nsmallest(SHOWN, due, key=lambda c: (c.due_end or c.due_start or dt.date.max, -(c.made or dt.date.min).toordinal(), c.id)),
        len(due),
        heapq.nlargest(SHOWN, overdue, key=lambda c: (c.due_end or dt.date.min, c.id)),
        len(overdue),
        heapq.nlargest(SHOWN, lapsed, key=lambda e: (e.end or e.start or dt.date.min, e.id)),
        len(lapsed),
    )


def _met(catalogue: Catalogue, asked: Asked, status: str) -> Sequence[EngagementEntry]:
    return catalogue.engagements.take([*(("side", side) for side in asked.between), ("status", status)])


def _promised(catalogue: Catalogue, asked: Asked, status: str) -> Sequence[CommitmentEntry]:
    return catalogue.commitments.take([*(("side", side) for side in asked.between), ("status", status)])


def _changed(catalogue: Catalogue, asked: Asked, since: dt.date | None) -> list[Moved]:
    """What moved after a day, the latest first."""
    first = bisect.bisect_left(catalogue.moves, since or dt.date.min, key=lambda move: move[0])
    moves = reversed(catalogue.moves[first:])
    return [Moved(*move) for move in moves if set(asked.between) <= set(sides_of(move[1]))]


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
