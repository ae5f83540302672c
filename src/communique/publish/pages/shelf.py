"""Entries in order with the days they may touch, so that a period or a facet is found without asking every entry of the record.

All entries of one kind stand on one shelf, each at its place; for each facet (a side, a topic, a status) the places are known.

    between USA and CHN since June 2023: the places of CHN that are places of USA too, and of these the ones since June
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

Kind = TypeVar("Kind")
Days = tuple[dt.date | None, dt.date | None]
Facet = tuple[str, str]
OPEN_START, OPEN_END = 0, 10**8


class Shelves(Generic[Kind]):
    """One kind of entry by its facets. An entry without any day lies outside of every period.

    Args:
        entries: in the order in which they shall be shown.
        facets: the facets of an entry.
        days: the days it may touch.
    """

    def __init__(self, entries: Iterable[Kind], facets: Callable[[Kind], Iterable[Facet]], days: Callable[[Kind], Days]) -> None:
        self.entries: list[Kind] = list(entries)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._places: dict[Facet, list[int]] = {}
        self._sets: dict[Facet, frozenset[int]] = {}
        self._names: dict[str, dict[int, tuple[str, ...]]] = {}
        for place, entry in enumerate(self.entries):
            self._enter(place, dict.fromkeys(facets(entry)), days(entry))
        counts: dict[str, list[tuple[int, str]]] = {}
        for (group, name), places in self._places.items():
            counts.setdefault(group, []).append((-len(places), name))
        self._ranked = {group: {name: -count for count, name in sorted(some)} for group, some in counts.items()}
        # Statements lie on single days in order: a period is a stretch of the shelf.
        self._straight = self._starts == self._ends and self._starts == sorted(self._starts)

    def _enter(self, place: int, facets: Iterable[Facet], days: Days) -> None:
        start, end = days
        self._starts.append(start.toordinal() if start else OPEN_START if end else OPEN_END)
        self._ends.append(end.toordinal() if end else OPEN_END if start else OPEN_START)
        grouped: dict[str, list[str]] = {}
        for facet in facets:
            self._places.setdefault(facet, []).append(place)
            grouped.setdefault(facet[0], []).append(facet[1])
        for group, names in grouped.items():
            self._names.setdefault(group, {})[place] = tuple(names)

    def names(self, group: str) -> dict[str, int]:
        """Every name of a group of facets ("topic") and how many entries have it, the most frequent first."""
        return self._ranked.get(group, {})

    def places(self, facets: Iterable[Facet], since: dt.date | None = None, until: dt.date | None = None) -> Sequence[int]:
        """The places of the entries that have all the facets and may touch the period, in order."""
        wanted = sorted(set(facets), key=lambda facet: len(self._places.get(facet, ())))
        if not wanted:
            return self._within(range(len(self.entries)), since, until)
        found: Sequence[int] = self._places.get(wanted[0], ())
        if len(wanted) > 1 and found:
            found = sorted(self._set(wanted[0]).intersection(*map(self._set, wanted[1:])))
        return self._within(found, since, until)

    def _set(self, facet: Facet) -> frozenset[int]:
        found = self._sets.get(facet)
        if found is None:
            found = self._sets[facet] = frozenset(self._places.get(facet, ()))
        return found

    def _within(self, places: Sequence[int], since: dt.date | None, until: dt.date | None) -> Sequence[int]:
        if since is None and until is None:
            return places
        first = since.toordinal() if since else OPEN_START + 1
        last = until.toordinal() if until else OPEN_END - 1
        starts, ends = self._starts, self._ends
        if self._straight:
            begin, end = bisect_left(starts, first), bisect_right(starts, last)
            return places[bisect_left(places, begin) : bisect_left(places, end)]
        return [p for p in places if starts[p] <= last and ends[p] >= first]

    def take(self, facets: Iterable[Facet], since: dt.date | None = None, until: dt.date | None = None) -> Sequence[Kind]:
        """The entries that have all the facets and may touch the period, in order."""
        return self.at(self.places(facets, since, until))

    def at(self, places: Sequence[int]) -> Sequence[Kind]:
        """The entries at some places."""
        entries = self.entries
        return entries if len(places) == len(entries) else [entries[p] for p in places]

    def count(self, group: str, places: Iterable[int]) -> Counter[str]:
        """How often each name of a group stands at some places."""
        names = self._names.get(group, {})
        return Counter(itertools.chain.from_iterable(names.get(place, ()) for place in places))

    def extent(self, places: Iterable[int]) -> tuple[dt.date, dt.date] | None:
        """The first and last day that the entries at some places may touch; open ends do not count."""
        days = [d for p in places for d in (self._starts[p], self._ends[p]) if OPEN_START < d < OPEN_END]
        return (dt.date.fromordinal(min(days)), dt.date.fromordinal(max(days))) if days else None

    def near(self, facets: Iterable[Facet], days: Days, most: int) -> Sequence[Kind]:
        """Entries that have the facets and stand nearest on the shelf to where something of some days would stand."""
        places = self.places(facets)
        start = days[0] or days[1]
        middle = len(places)
        if start is not None:
            middle = bisect_left(places, start.toordinal(), key=lambda p: self._starts[p] or self._ends[p])
        return self.at(places[max(0, middle - most) : middle + most])
