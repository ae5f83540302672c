"""The timeline: lanes by pair of sides, by person or by side, and below them the same engagements as a list.

What a lane cannot hold is drawn as a count for each stretch of the axis, which leads to a nearer view.

    China and the United States, August 2022 to May 2024: a visit, a break, and the way back
"""

from __future__ import annotations

import datetime as dt
import itertools
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
CROWDED = 70  # marks above which a lane shows counts
LISTED = 40  # entries on one page of the list
ALL_AT_ONCE = 1500  # engagements up to which the whole time is the first view
ZOOMS = (("10 years", 3652), ("3 years", 1096), ("a year", 366), ("3 months", 92), ("a month", 31))
WAYS = ("pair", "person", "side")
MANY = 6  # sides above which an engagement is a gathering and no matter of pairs


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
        undated: how many of the engagements have no day and stand in no lane.
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
    undated: int
    pages: int


def timeline_view(catalogue: Catalogue, asked: Asked) -> TimelineView:
    """The timeline of what is asked for."""
    since, until = asked.since, asked.until
    if since is None and until is None and catalogue.day and len(catalogue.record.engagements) > ALL_AT_ONCE:
        since, until = catalogue.day - DAY * 365, catalogue.day + DAY * 90
    found = catalogue.engagements.take(asked.all_facets, since, until)
    dated = [e for e in found if e.start or e.end]
    window = _window(dated, since, until)
    pages = max(1, -(-len(found) // LISTED))
    page = min(asked.page, pages)
    shown = found[(page - 1) * LISTED : page * LISTED]
    if window is None:
        return TimelineView(None, None, (), 0, (), shown, len(found), len(found), pages)
    lanes, left_out = _lanes(catalogue, asked, dated, window)
    today = window.x(catalogue.day) if catalogue.day and window.holds(catalogue.day) else None
    zooms = tuple(_zooms(catalogue, asked, window))
    return TimelineView(window, today, lanes, left_out, zooms, shown, len(found), len(found) - len(dated), pages)


def _window(dated: Sequence[EngagementEntry], since: dt.date | None, until: dt.date | None) -> Axis | None:
    if not dated:
        return None
    first = since or min(e.start or e.end or dt.date.max for e in dated)
    last = until or max(e.end or e.start or dt.date.min for e in dated)
    margin = DAY * max(2, (last - first).days // 60)
    return axis(first if since else first - margin, last if until else last + margin)


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


def _lanes(catalogue: Catalogue, asked: Asked, dated: Iterable[EngagementEntry], window: Axis) -> tuple[tuple[Lane, ...], int]:
    way = asked.by if asked.by in WAYS else "person" if len(asked.between) > 1 else "pair"
    entries_of: dict[str, list[EngagementEntry]] = {}
    for entry in dated:
        for key in _keys(catalogue, entry, way, asked):
            entries_of.setdefault(key, []).append(entry)
    ranked = sorted(entries_of, key=lambda k: (-len(entries_of[k]), k))
    lanes = tuple(_lane(catalogue, asked, way, key, entries_of[key], window) for key in ranked[:LANES])
    return lanes, max(0, len(ranked) - LANES)


def _keys(catalogue: Catalogue, entry: EngagementEntry, way: str, asked: Asked) -> Iterator[str]:
    match way:
        case "person":
            yield from dict.fromkeys(catalogue.people.key(who) for who in entry.people)
        case "pair" if len(entry.sides) > 1:
            if len(entry.sides) <= MANY:
                pairs = itertools.combinations(sorted(entry.sides), 2)
                yield from (",".join(pair) for pair in pairs if not asked.between or set(pair) & set(asked.between))
        case _:
            yield from entry.sides


def _lane(catalogue: Catalogue, asked: Asked, way: str, key: str, entries: Sequence[EngagementEntry], window: Axis) -> Lane:
    if way == "person":
        label, href = catalogue.people.profiles[key].name, f"/person/{key}"
    else:
        label = " – ".join(side_name(side) for side in key.split(","))
        href = asked.to("/timeline", between=tuple(key.split(",")), by=None)
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
