"""The review queue of a record, and the entries with which one might be merged.

What is asked first is decided in the ledger (``doubts``); here it is drawn up once for a record.

    two meetings of Blinken and Qin on neighbouring days: the same one?
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Sequence

from communique.ledger.doubts import Case, cases
from communique.model import ChannelEntry, CommitmentEntry, Document, EngagementEntry
from communique.publish.find import Entry, claims_of
from communique.publish.pages.catalogue import Catalogue, Living
from communique.publish.pages.shelf import Facet

MOST = 200
CANDIDATES = 8
AROUND = 40  # entries before and after on the shelf among which a twin is looked for


def queue(catalogue: Catalogue) -> Sequence[Case]:
    """The first entries of a record that are worth a look."""
    if catalogue.queue is None:
        catalogue.queue = cases(catalogue.record, catalogue.claims.values(), catalogue.decisions)[:MOST]
    return catalogue.queue


def candidates(catalogue: Catalogue, entry: Entry, first: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Entries with which an entry might be merged: of the same kind and sides, the nearest in time first.

    Args:
        first: ids of those that are thought to be the same; they come first.
    """
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
    nearest = heapq.nsmallest(CANDIDATES, others, key=lambda e: (_apart(entry, e), e.id))
    named = [e for e in map(catalogue.entries.get, first) if e is not None and not isinstance(e, Document)]
    return tuple({e.id: e for e in (*named, *nearest)}.values())


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
