"""Entries in order with the days they may touch, so that a period or a facet is found without asking every entry of the record.

All entries of one kind stand on one shelf; for each facet (a side, a topic, a status) there is a shelf of its own. What several facets
share is looked for on the shortest of them.

    between USA and CHN since June 2023: the shelf of CHN, then who of it has USA too
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Kind = TypeVar("Kind")
Days = tuple[dt.date | None, dt.date | None]
Facet = tuple[str, str]
OPEN_START, OPEN_END = 0, 10**8


class Shelf(Generic[Kind]):
    """Entries in order; ``starts`` and ``ends`` are day numbers, an entry without any day lies outside of every period."""

    __slots__ = ("ends", "entries", "starts")

    def __init__(self) -> None:
        self.entries: list[Kind] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, entry: Kind, days: Days) -> None:
        """Put an entry behind the others."""
        start, end = days
        self.entries.append(entry)
        self.starts.append(start.toordinal() if start else OPEN_START if end else OPEN_END)
        self.ends.append(end.toordinal() if end else OPEN_END if start else OPEN_START)

    def within(self, since: dt.date | None, until: dt.date | None) -> Sequence[Kind]:
        """The entries that may touch a period; all where none is asked for."""
        if since is None and until is None:
            return self.entries
        first = since.toordinal() if since else OPEN_START + 1
        last = until.toordinal() if until else OPEN_END - 1
        return [e for e, start, end in zip(self.entries, self.starts, self.ends, strict=True) if start <= last and end >= first]


class Shelves(Generic[Kind]):
    """One kind of entry by its facets.

    Args:
        entries: in the order in which they shall be shown.
        facets: the facets of an entry.
        days: the days it may touch.
    """

    __slots__ = ("_by", "_facets", "whole")

    def __init__(self, entries: Iterable[Kind], facets: Callable[[Kind], Iterable[Facet]], days: Callable[[Kind], Days]) -> None:
        self.whole: Shelf[Kind] = Shelf()
        self._by: dict[Facet, Shelf[Kind]] = {}
        self._facets = facets
        for entry in entries:
            period = days(entry)
            self.whole.add(entry, period)
            for facet in dict.fromkeys(facets(entry)):
                self._by.setdefault(facet, Shelf()).add(entry, period)

    def at(self, facet: Facet) -> Sequence[Kind]:
        """The entries with a facet."""
        found = self._by.get(facet)
        return found.entries if found else ()

    def names(self, group: str) -> dict[str, int]:
        """Every name of a group of facets ("topic") and how many entries have it, the most frequent first."""
        found = {name: len(shelf.entries) for (its, name), shelf in self._by.items() if its == group}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def take(self, facets: Iterable[Facet], since: dt.date | None = None, until: dt.date | None = None) -> Sequence[Kind]:
        """The entries that have all the facets and may touch the period, in order."""
        wanted = set(facets)
        shelves = [self._by.get(facet) for facet in wanted]
        if None in shelves:
            return ()
        shortest = min((s for s in shelves if s), key=lambda s: len(s.entries), default=self.whole)
        found = shortest.within(since, until)
        return found if len(wanted) < 2 else [entry for entry in found if wanted <= set(self._facets(entry))]
