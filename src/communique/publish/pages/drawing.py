"""Where things stand in a drawing: days on an axis, engagements in rows of a lane, states along a bar, sides around a network.

Places are per cent of the width, so one drawing fits a telephone and a wall; bounds are drawn as bounds, never as the day between.

    "some time in November 2023": a bracket from the 1st to the 30th
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.publish.days import MONTHS

ROOM = 1.1  # per cent of the width that half a sign takes
DAY = dt.timedelta(days=1)
PULL = 0.9  # how strongly the middle of a network draws
# How many days a window may have for its ticks to be years, quarters, months, weeks; below that, days.
STEPS = ((365 * 24, "decade"), (365 * 6, "years"), (365 * 2, "quarters"), (100, "months"), (21, "weeks"), (0, "days"))


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis; every second label is ``minor``, for narrow screens."""

    x: float
    label: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """A window of days, both inclusive, with its ticks."""

    first: dt.date
    last: dt.date
    ticks: tuple[Tick, ...]

    def x(self, day: dt.date) -> float:
        """Where a day begins, in per cent of the width, cut at the window's edges."""
        whole = (self.last - self.first).days + 1
        return round(min(max((day - self.first).days / whole, 0.0), 1.0) * 100, 2)

    def stretch(self, start: dt.date, end: dt.date) -> tuple[float, float]:
        """Where a period begins and ends."""
        left = self.x(start)
        return left, max(self.x(end + DAY), left) if end < dt.date.max else 100.0

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies within the window."""
        return self.first <= day <= self.last


def axis(first: dt.date, last: dt.date) -> Axis:
    """The axis of a window."""
    plain = Axis(first, max(first, last), ())
    marks = [(day, label) for day, label in _ticks(plain.first, plain.last) if plain.holds(day)]
    ticks = tuple(Tick(plain.x(day), label, bool(i % 2)) for i, (day, label) in enumerate(marks))
    return Axis(plain.first, plain.last, ticks)


def _ticks(first: dt.date, last: dt.date) -> list[tuple[dt.date, str]]:
    unit = next(name for least, name in STEPS if (last - first).days >= least)
    if unit in ("decade", "years"):
        every = max(1, math.ceil((last.year - first.year) / 14))
        return [(dt.date(year, 1, 1), str(year)) for year in range(first.year, last.year + 1) if not year % every]
    if unit in ("quarters", "months"):
        months = [divmod(n, 12) for n in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
        every = 3 if unit == "quarters" else max(1, math.ceil(len(months) / 13))
        return [
            (dt.date(y, m + 1, 1), f"{MONTHS[m]} {y}" if m == 0 or unit == "quarters" else MONTHS[m]) for y, m in months if not m % every
        ]
    step = 7 if unit == "weeks" else 1
    begin = first + DAY * (-first.weekday() % 7) if unit == "weeks" else first
    days = [begin + DAY * n for n in range(0, (last - begin).days + 1, step)]
    return [(day, f"{day.day} {MONTHS[day.month - 1]}") for day in days]


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing in a lane.

    Args:
        left, right: per cent; equal bounds are one day.
        row: counted from the top.
        shape: "point" (one day), "lasting" (it lasted from left to right) or "bounds" (somewhere between).
        status: the word that names the sign.
        label: what it is, in words.
        href: where it leads.
    """

    left: float
    right: float
    row: int
    shape: str
    status: str
    label: str
    href: str

    @property
    def middle(self) -> float:
        """Where the sign stands."""
        return round((self.left + self.right) / 2, 2)


def stacked(marks: Iterable[Mark]) -> tuple[tuple[Mark, ...], int]:
    """Marks in rows so that none covers another, and the number of rows."""
    taken: list[float] = []
    placed = []
    for mark in sorted(marks, key=lambda m: (m.left, m.right)):
        begin, end = min(mark.left, mark.middle - ROOM), max(mark.right, mark.middle + ROOM)
        row = next((n for n, until in enumerate(taken) if until <= begin), len(taken))
        if row == len(taken):
            taken.append(end)
        taken[row] = end
        placed.append(Mark(mark.left, mark.right, row, mark.shape, mark.status, mark.label, mark.href))
    return tuple(placed), max(len(taken), 1)


@dataclass(frozen=True, slots=True)
class Node:
    """A point of a network; ``size`` is its radius."""

    key: str
    label: str
    x: float
    y: float
    size: float
    href: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of a network from one node to another; ``width`` by how often they met."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    label: str
    href: str


def placed(names: Sequence[str], weights: Mapping[tuple[str, str], int], *, rounds: int = 90) -> dict[str, tuple[float, float]]:
    """Places for the nodes of a network in a unit square: those who met draw together, all keep apart. The same every time.

    Args:
        names: the nodes, the most important first.
        weights: how often each pair met.
    """
    count = len(names)
    at = {n: [0.5 + 0.4 * math.cos(2.4 * i) * math.sqrt((i + 1) / count), 0.5 + 0.4 * math.sin(2.4 * i) * math.sqrt((i + 1) / count)]
          for i, n in enumerate(names)}  # fmt: skip
    wish = 0.9 / math.sqrt(max(count, 1))
    for turn in range(rounds):
        heat = 0.08 * (1 - turn / rounds)
        push = {n: [(0.5 - at[n][0]) * PULL, (0.5 - at[n][1]) * PULL] for n in names}
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                _press(at[one], at[other], push[one], push[other], weights.get((one, other), 0) + weights.get((other, one), 0), wish)
        for n in names:
            long = math.hypot(*push[n]) or 1.0
            for k in (0, 1):
                at[n][k] += push[n][k] / long * min(long, heat)
    return _spread({n: (x, y) for n, (x, y) in at.items()}, weights)


def _press(a: list[float], b: list[float], pa: list[float], pb: list[float], weight: int, wish: float) -> None:
    dx, dy = a[0] - b[0], a[1] - b[1]
    apart = math.hypot(dx, dy) or 0.001
    force = wish * wish / apart - (apart * apart / wish * min(1.0, 0.35 + 0.1 * weight) if weight else 0.0)
    dx, dy = dx / apart * force, dy / apart * force
    pa[0] += dx
    pa[1] += dy
    pb[0] -= dx
    pb[1] -= dy


def _spread(at: Mapping[str, tuple[float, float]], links: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """The places around the middle of the square: as wide as it allows, but with no line longer than it need be."""
    if not at:
        return {}
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    longest = max((math.hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]) for a, b in links), default=0.0)
    scale = min(1 / ((max(xs) - min(xs)) or 1), 1 / ((max(ys) - min(ys)) or 1), 0.6 / (longest or 1))
    return {n: (0.5 + (x - middle[0]) * scale, 0.5 + (y - middle[1]) * scale) for n, (x, y) in at.items()}
