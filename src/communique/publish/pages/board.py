"""The board of commitments: a column for each standing, in it what is due first, each with who owes it to whom and its words.

open: "increase direct passenger flights", due some time between 1 Jan and 31 Mar 2024, by China and the United States
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from communique.model import CommitmentEntry
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue

COLUMNS = (
    ("Open", ("open", "under way", "postponed")),
    ("Overdue or lapsed", ("overdue", "lapsed")),
    ("Kept", ("kept", "partly kept")),
    ("Dropped or broken", ("dropped", "broken")),
)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Column:
    """One standing: what is shown of it, how many there are, and where the rest is."""

    name: str
    entries: Sequence[CommitmentEntry]
    count: int
    more: str | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """The columns; ``single`` when one status alone is asked for, page by page."""

    columns: tuple[Column, ...]
    single: bool
    pages: int
    total: int


def board_view(catalogue: Catalogue, asked: Asked) -> BoardView:
    """The board of what is asked for."""
    if asked.status:
        found = catalogue.commitments.take(asked.all_facets, asked.since, asked.until)
        pages = max(1, -(-len(found) // SHOWN))
        page = min(asked.page, pages)
        shown = found[(page - 1) * SHOWN : page * SHOWN]
        return BoardView((Column(asked.status, shown, len(found), None),), True, pages, len(found))
    columns = tuple(_column(catalogue, asked, name, statuses) for name, statuses in COLUMNS)
    return BoardView(columns, False, 1, sum(c.count for c in columns))


def _column(catalogue: Catalogue, asked: Asked, name: str, statuses: tuple[str, ...]) -> Column:
    facets = tuple(asked.all_facets)
    by_status = {s: catalogue.commitments.take([*facets, ("status", s)], asked.since, asked.until) for s in statuses}
    count = sum(map(len, by_status.values()))
    found = [c for some in by_status.values() for c in some[:SHOWN]]
    if statuses[0] in ("overdue", "kept", "dropped"):
        found = [c for some in by_status.values() for c in some[-SHOWN:]]
        found.sort(key=lambda c: (c.due_end or c.made or dt.date.min, c.id), reverse=True)
    else:
        found.sort(key=lambda c: (c.due_end or c.due_start or dt.date.max, c.id))
    fullest = max(by_status, key=lambda s: len(by_status[s]))
    more = asked.to("/commitments", status=fullest) if count > SHOWN else None
    return Column(name, found[:SHOWN], count, more)
