"""Periods of time as the ledger compares them: what a claim's words allow, cut by the day on which they were printed.

What is told as held lies before the report, what is told ahead lies after it. A claim that gives no day gets a period only for the
comparison, and the record never shows it.

    "The two leaders may meet later this year" (of 19 June) -> 19 June to 31 December
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from communique.model import PartKind, Precision, Status, When

# How far back an undated mention of something held may reach, and how far ahead an undated plan.
BACK = dt.timedelta(days=120)
NOW = dt.timedelta(days=3)
AHEAD = dt.timedelta(days=366)
AHEAD_STATUS = frozenset({Status.PLANNED, Status.EXPECTED, Status.INVITED})
CALLED_OFF = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})
# A trip told by its days lasts three weeks at most; longer ones are periods within which something lies.
SEVERAL = 20
DAYS = frozenset({Precision.DAY, Precision.DAYS})


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both inclusive, for comparison.

    Args:
        precise: the words give a day, or a few days.
        told: false when the words gave no day at all.
        open: the side that the words leave open and the ledger closed a year away ("start" or "end"); the record never shows that day.
    """

    start: dt.date
    end: dt.date
    precise: bool
    told: bool = True
    open: str = ""

    @property
    def first(self) -> dt.date | None:
        """The first day that the words allow; None where they leave it open."""
        return None if self.open == "start" or not self.told else self.start

    @property
    def last(self) -> dt.date | None:
        """The last day that the words allow; None where they leave it open."""
        return None if self.open == "end" or not self.told else self.end

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.end - self.start).days + 1

    def meets(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def months(self, most: int = 24) -> tuple[int, ...]:
        """The months touched, counted from year 0; at most ``most`` of them."""
        first, last = month(self.start), month(self.end)
        return tuple(range(first, min(last, first + most - 1) + 1))


def month(day: dt.date) -> int:
    """Months since year 0."""
    return day.year * 12 + day.month - 1


def shifted(day: dt.date, by: dt.timedelta) -> dt.date:
    """A day moved, held within the calendar's own limits: a slip of the pen may date a meeting to the year 9999."""
    number = day.toordinal() + by.days
    return dt.date.fromordinal(min(max(number, dt.date.min.toordinal()), dt.date.max.toordinal()))


def told(when: When | None) -> Period | None:
    """The period that the words themselves give; an open side is closed a year away. None when they give none.

    Bounds that contradict each other ("from 7 to 3 May") are taken in their order.
    """
    if when is None:
        return None
    first, last = when.earliest, when.latest
    if first is not None and last is not None:
        first, last = min(first, last), max(first, last)
        return Period(first, last, when.precision in DAYS and (last - first).days <= SEVERAL)
    if first is not None:
        return Period(first, shifted(first, AHEAD), False, open="end")
    if last is not None:
        return Period(shifted(last, -AHEAD), last, False, open="start")
    return None


def likely(when: When | None, status: Status, published: dt.date | None, standing: PartKind) -> Period | None:
    """The period in which a claim's engagement can lie, for comparison with others.

    Args:
        when: the claim's own words of time.
        status: as told; what is held lies behind the report, what is planned before it.
        published: the report's day.
        standing: a link line keeps its old words ("to meet on Feb. 16") after the day has passed, so it is not cut.
    """
    period = told(when)
    if published is None:
        return period
    if status in CALLED_OFF:
        return period or Period(shifted(published, -BACK), shifted(published, AHEAD), False, False)
    if status in AHEAD_STATUS:
        if period is None:
            return Period(published, shifted(published, AHEAD), False, False)
        if period.precise or standing is PartKind.TRAILER or period.end <= published:
            return period
        return Period(max(period.start, published), max(period.end, published), False, open=period.open)
    if period is None:
        # "Xi, who is visiting Riyadh": under way means these days.
        back = NOW if status is Status.UNDER_WAY else BACK
        return Period(shifted(published, -back), published, False, False)
    if period.precise or period.start > published:
        return period
    return Period(period.start, min(period.end, published), period.start == min(period.end, published))


def narrowest(periods: Iterable[Period]) -> Period | None:
    """The shortest period; of equal ones the earliest."""
    return min(periods, key=lambda p: (p.days, p.start), default=None)


def extent(periods: Iterable[Period]) -> Period | None:
    """The period from the first to the last day of precise ones; None without any."""
    precise = [p for p in periods if p.precise]
    if not precise:
        return None
    return Period(min(p.start for p in precise), max(p.end for p in precise), True)
