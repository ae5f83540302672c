"""Channels: each line between sides as a bar over the years, its states one after the other, and the events that changed it.

Where a state began at some time within bounds, the bar is hatched over them; before the first word of it there is no bar.

    military-to-military lines: cut in August 2022, agreed to be restored some time in November 2023, restored 10 Jan 2024
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.model import ChannelEntry, State, Step
from communique.publish.days import period
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.drawing import DAY, Axis, axis
from communique.publish.parties import sides

SHOWN = 25
LATEST = 12  # steps of a line told in words; its own page has them all


@dataclass(frozen=True, slots=True)
class Stretch:
    """A state over a stretch of the axis; ``sure`` is false over the bounds within which it began."""

    left: float
    right: float
    state: str
    sure: bool
    label: str


@dataclass(frozen=True, slots=True)
class LineBar:
    """A channel and its bar."""

    entry: ChannelEntry
    stretches: tuple[Stretch, ...]
    events: tuple[tuple[float, Step], ...]

    @property
    def latest(self) -> tuple[Step, ...]:
        """The steps told in words."""
        return self.entry.history[-LATEST:]

    @property
    def earlier(self) -> int:
        """How many steps came before these."""
        return len(self.entry.history) - len(self.latest)


@dataclass(frozen=True, slots=True)
class LinesView:
    """The channels of a page on one axis."""

    axis: Axis | None
    today: float | None
    bars: tuple[LineBar, ...]
    total: int
    pages: int
    states: tuple[tuple[str, int], ...]


def lines_view(catalogue: Catalogue, asked: Asked) -> LinesView:
    """The channels asked for."""
    found = catalogue.channels.take(asked.all_facets, asked.since, asked.until)
    pages = max(1, -(-len(found) // SHOWN))
    page = min(asked.page, pages)
    shown = found[(page - 1) * SHOWN : page * SHOWN]
    window = line_axis(shown, catalogue.day)
    counts = tuple(
        (s.value, len(catalogue.channels.take([*asked.all_facets, ("status", s.value)], asked.since, asked.until))) for s in State
    )
    today = window.x(catalogue.day) if window and catalogue.day else None
    bars = tuple(line_bar(e, window) for e in shown) if window else ()
    return LinesView(window, today, bars, len(found), pages, tuple(c for c in counts if c[1]))


def line_axis(entries: Sequence[ChannelEntry], day: dt.date | None) -> Axis | None:
    """The axis on which the bars of some channels stand, up to the day of the record."""
    known = sorted(d for e in entries for s in e.history for d in (s.start, s.end, s.on) if d)
    if not known:
        return None
    last = max(day or known[-1], known[-1])
    margin = DAY * max(10, (last - known[0]).days // 40)
    return axis(known[0] - margin, last + margin)


def line_bar(entry: ChannelEntry, window: Axis) -> LineBar:
    """One channel on an axis."""
    begun = [(step, *_beginning(step)) for step in entry.history]
    dated = [(step, first, last) for step, first, last in begun if first and last]
    return LineBar(entry, tuple(_stretches(entry, dated, window)), tuple((window.x(first), step) for step, first, _ in dated))


def _beginning(step: Step) -> tuple[dt.date | None, dt.date | None]:
    """The bounds within which a state began, as far as told; else the day on which it was told."""
    ahead = step.on is not None and step.start is not None and step.start > step.on
    if ahead or not (step.start or step.end):
        return step.on, step.on
    first, last = step.start or step.end, step.end or step.start
    # What was told on a day had begun by then.
    return first, min(last, step.on) if last and step.on and first and step.on >= first else last


def _stretches(entry: ChannelEntry, dated: Sequence[tuple[Step, dt.date | None, dt.date | None]], window: Axis) -> Iterator[Stretch]:
    for number, (step, first, last) in enumerate(dated):
        if first is None or last is None:
            continue
        after = dated[number + 1][1] if number + 1 < len(dated) else None
        until = after - DAY if after else window.last
        told = f"{sides(entry.sides)}: {entry.name}: {step.status}"
        if last > first:
            left, right = window.stretch(first, min(last, until))
            yield Stretch(left, right, step.status, False, f"{told}, begun some time in {period(first, last)}")
        begin = last if last > first else first
        if until >= begin:
            left, right = window.stretch(begin, until)
            yield Stretch(left, right, step.status, True, f"{told} from {period(begin, begin)}")
