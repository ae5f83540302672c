"""The timeline: lanes by pair of sides, by person or by side, and below them the same engagements as a list.

What a lane cannot hold is drawn as a count for each stretch of the axis, which leads to a nearer view.

    China and the United States, August 2022 to May 2024: a visit, a break, and the way back
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.model import EngagementEntry
from communique.publish.days import LASTING, period
from communique.publish.pages import wording
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.drawing import DAY, Axis, Mark, axis, stacked
from communique.publish.parties import side_name

LANES = 12
CROWDED = 45  # marks above which a lane shows counts
LISTED = 40  # entries on one page of the list
ALL_AT_ONCE = 1500  # engagements up to which the whole time is the first view
ZOOMS = (("10 years", 3652), ("3 years", 1096), ("a year", 366), ("3 months", 92), ("a month", 31))
WAYS = ("pair", "person", "side")


@dataclass(frozen=True, slots=True)
class Bar:
    """A count over a stretch of the axis; ``high`` in per cent of the lane."""

    left: float
    right: float
    high: float
    count: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane; either ``marks`` in rows or ``bars``."""

    label: str
    href: str
    count: int
    marks: tuple[Mark, ...]
    rows: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Zoom:
    """A way to another window."""

    label: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What the timeline shows.

    Args:
        left_out: lanes that found no room.
        pages: the number of pages of the list.
    """

    axis: Axis | None
    today: float | None
    lanes: tuple[Lane, ...]
    left_out: int
    zooms: tuple[Zoom, ...]
    entries: Sequence[EngagementEntry]
    total: int
    pages: int


def timeline_view(catalogue: Catalogue, asked: Asked) -> TimelineView:
    """The timeline of what is asked for."""
    since, until = asked.since, asked.until
    if since is None and until is None and catalogue.day and len(catalogue.record.engagements) > ALL_AT_ONCE:
        since, until = catalogue.day - DAY * 365, catalogue.day + DAY * 90
    shelves = catalogue.engagements
    found = shelves.places(asked.all_facets, since, until)
    window = _window(shelves.extent(found), since, until)
    pages = max(1, -(-len(found) // LISTED))
    page = min(asked.page, pages)
    shown = shelves.at(found[(page - 1) * LISTED : page * LISTED])
    if window is None:
        return TimelineView(None, None, (), 0, (), shown, len(found), pages)
    lanes, left_out = _lanes(catalogue, asked, shelves.count(_way(asked), found), (since, until), window)
    today = window.x(catalogue.day) if catalogue.day and window.holds(catalogue.day) else None
    zooms = tuple(_zooms(catalogue, asked, window))
    return TimelineView(window, today, lanes, left_out, zooms, shown, len(found), pages)


def _window(extent: tuple[dt.date, dt.date] | None, since: dt.date | None, until: dt.date | None) -> Axis | None:
    if extent is None:
        return None
    first, last = max(extent[0], since or extent[0]), min(extent[1], until or extent[1])
    margin = DAY * max(2, (last - first).days // 60)
    return axis(since or first - margin, until or last + margin)


def _way(asked: Asked) -> str:
    return asked.by if asked.by in WAYS else "person" if len(asked.between) > 1 else "pair"


def _zooms(catalogue: Catalogue, asked: Asked, window: Axis) -> Iterator[Zoom]:
    whole = asked.since is None and asked.until is None
    length = (window.last - window.first).days + 1
    to = asked.to
    yield Zoom("earlier", to("/timeline", since=window.first - DAY * (length // 2), until=window.last - DAY * (length // 2)), False)
    yield Zoom("all", to("/timeline", since=None, until=None), whole)
    end = min(window.last, catalogue.day) if catalogue.day and window.holds(catalogue.day) else window.last
    for label, days in ZOOMS:
        if days < length * 2 or days == length:
            yield Zoom(label, to("/timeline", since=end - DAY * (days - 1), until=end), days == length and not whole)
    yield Zoom("later", to("/timeline", since=window.first + DAY * (length // 2), until=window.last + DAY * (length // 2)), False)


def _lanes(
    catalogue: Catalogue, asked: Asked, counts: Counter[str], period: tuple[dt.date | None, dt.date | None], window: Axis
) -> tuple[tuple[Lane, ...], int]:
    way = _way(asked)
    if way != "person" and asked.between:
        counts = Counter({key: n for key, n in counts.items() if set(key.split(",")) & set(asked.between)})
    ranked = heapq.nsmallest(LANES, counts.items(), key=lambda pair: (-pair[1], pair[0]))
    taken = ((key, catalogue.engagements.take([*asked.all_facets, (way, key)], *period)) for key, _ in ranked)
    lanes = tuple(_lane(catalogue, asked, way, key, entries, window) for key, entries in taken)
    return tuple(lane for lane in lanes if lane.marks or lane.bars), max(0, len(counts) - LANES)


def _lane(catalogue: Catalogue, asked: Asked, way: str, key: str, entries: Sequence[EngagementEntry], window: Axis) -> Lane:
    if way == "person":
        label, href = catalogue.people.profiles[key].name, wording.person_path(key)
    else:
        label = " – ".join(side_name(side) for side in key.split(","))
        href = asked.to("/timeline", between=tuple(key.split(",")), by=None)
    entries = [e for e in entries if e.start or e.end]
    if len(entries) > CROWDED:
        return Lane(label, href, len(entries), (), 2, tuple(_bars(asked, entries, window, key if way != "person" else "")))
    marks, rows = stacked(_mark(entry, window) for entry in entries)
    return Lane(label, href, len(entries), marks, rows, ())


def _mark(entry: EngagementEntry, window: Axis) -> Mark:
    start, end = entry.start or window.first, entry.end or window.last
    left, right = window.stretch(start, end)
    shape = "point" if entry.start == entry.end else "lasting" if entry.precision in LASTING else "bounds"
    setting = f" in {entry.place}" if entry.place else ""
    label = f"{wording.when(entry)}: {entry.kind.value}, {entry.status.value}: {wording.heading(entry)}{setting}"
    return Mark(left, right, 0, shape, entry.status.value, label, wording.path(entry))


def _bars(asked: Asked, entries: Iterable[EngagementEntry], window: Axis, sides: str) -> Iterator[Bar]:
    whole = (window.last - window.first).days + 1
    steps = min(48, whole)
    width = whole / steps
    counts = Counter(int(max((((e.start or e.end or window.first) - window.first).days), 0) // width) for e in entries)
    most = max(counts.values())
    for step, count in sorted(counts.items()):
        since = window.first + DAY * int(step * width)
        until = max(since, window.first + DAY * int((step + 1) * width - 1))
        left, right = window.stretch(since, until)
        near = asked.to("/timeline", since=since, until=until, **({"between": tuple(sides.split(","))} if sides else {}))
        yield Bar(left, right, round(100 * count / most, 1), count, f"{count} engagements, {period(since, until, None)}", near)
