"""Periods of the calendar: days, weeks, months, quarters, halves, seasons, years, decades, centuries, weekends.

A period knows its first and last day and its TIMEX3 value, can be shifted by whole units of its own grain, and can be cut to an early,
middle or late part. Nothing here reads words, and no function raises at the edge of the calendar: beyond year 1 or 9999 it gives None.

    "Talks resumed in late January, in the last week of the month." -> 21 to 31 January; 29 January to 4 February
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from communique.model import Precision

DAY = dt.timedelta(days=1)
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Grain(StrEnum):
    """The unit of a period."""

    DAY = "D"
    WEEKEND = "WE"
    WEEK = "W"
    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    SEASON = "S"
    YEAR = "Y"
    DECADE = "E"
    CENTURY = "C"


PRECISION = {
    Grain.DAY: Precision.DAY,
    Grain.WEEKEND: Precision.DAYS,
    Grain.WEEK: Precision.WEEK,
    Grain.MONTH: Precision.MONTH,
    Grain.QUARTER: Precision.SEASON,
    Grain.HALF: Precision.SEASON,
    Grain.SEASON: Precision.SEASON,
    Grain.YEAR: Precision.YEAR,
    Grain.DECADE: Precision.VAGUE,
    Grain.CENTURY: Precision.VAGUE,
}


# Days of a unit, about: which anchors are too long for it.
LENGTH = {
    Grain.DAY: 1,
    Grain.WEEKEND: 2,
    Grain.WEEK: 7,
    Grain.MONTH: 30,
    Grain.QUARTER: 91,
    Grain.SEASON: 91,
    Grain.HALF: 182,
    Grain.YEAR: 365,
    Grain.DECADE: 3652,
    Grain.CENTURY: 36524,
}


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its inclusive bounds and TIMEX3 value; ``index`` counts units of its grain and makes shifting plain."""

    grain: Grain
    first: dt.date
    last: dt.date
    value: str
    index: int

    def shift(self, units: int) -> Period | None:
        """The period so many units later (earlier when negative); None beyond the calendar."""
        return _of_index(self.grain, self.index + units)

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    def longer(self, grain: Grain) -> bool:
        """Whether the period is longer than a unit, so that it does not say which one of them is meant."""
        return LENGTH[self.grain] > LENGTH[grain]


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def day(date: dt.date) -> Period:
    """One day."""
    return Period(Grain.DAY, date, date, date.isoformat(), date.toordinal())


def month(year: int, number: int) -> Period:
    """A month of a year."""
    return Period(Grain.MONTH, dt.date(year, number, 1), _last_day(year, number), f"{year:04d}-{number:02d}", year * 12 + number - 1)


def of(grain: Grain, date: dt.date) -> Period | None:
    """The period of that grain in which a day lies (for seasons the northern ones: spring is March to May)."""
    match grain:
        case Grain.DAY:
            return day(date)
        case Grain.WEEK | Grain.WEEKEND:
            return _of_index(grain, (date.toordinal() - 1) // 7)
        case Grain.MONTH:
            return month(date.year, date.month)
        case Grain.QUARTER:
            return _of_index(grain, date.year * 4 + (date.month - 1) // 3)
        case Grain.HALF:
            return _of_index(grain, date.year * 2 + (date.month - 1) // 6)
        case Grain.SEASON:
            return _of_index(grain, (date.year * 12 + date.month - 3) // 3)
        case Grain.YEAR:
            return _of_index(grain, date.year)
        case Grain.DECADE:
            return _of_index(grain, date.year // 10)
        case Grain.CENTURY:
            return _of_index(grain, date.year // 100)


def year(number: int) -> Period | None:
    """A calendar year; None outside 1 to 9999."""
    return _of_index(Grain.YEAR, number)


def quarter(number: int, which: int) -> Period | None:
    """A calendar quarter, 1 to 4, of a year."""
    return _of_index(Grain.QUARTER, number * 4 + which - 1)


def half(number: int, which: int) -> Period | None:
    """A half, 1 or 2, of a year."""
    return _of_index(Grain.HALF, number * 2 + which - 1)


def season(number: int, code: str) -> Period | None:
    """A season of a year; winter begins in December of that year."""
    return _of_index(Grain.SEASON, (number * 12 + SEASONS[code] - 3) // 3)


def week(date: dt.date) -> Period | None:
    """The ISO week, Monday to Sunday, of a day."""
    return of(Grain.WEEK, date)


def weekend(date: dt.date) -> Period | None:
    """The Saturday and Sunday of the ISO week of a day."""
    return of(Grain.WEEKEND, date)


def _of_index(grain: Grain, index: int) -> Period | None:
    try:
        first, last, value = _bounds(grain, index)
    except (ValueError, OverflowError):
        return None
    return Period(grain, first, last, value, index)


def _bounds(grain: Grain, index: int) -> tuple[dt.date, dt.date, str]:
    match grain:
        case Grain.DAY:
            date = dt.date.fromordinal(index)
            return date, date, date.isoformat()
        case Grain.WEEK | Grain.WEEKEND:
            monday = dt.date.fromordinal(index * 7 + 1)
            iso = monday.isocalendar()
            name = f"{iso.year:04d}-W{iso.week:02d}"
            if grain is Grain.WEEKEND:
                return monday + 5 * DAY, monday + 6 * DAY, name + "-WE"
            return monday, monday + 6 * DAY, name
        case Grain.MONTH:
            found = month(index // 12, index % 12 + 1)
            return found.first, found.last, found.value
        case Grain.QUARTER:
            return *_months(index // 4, index % 4 * 3 + 1, 3), f"{index // 4:04d}-Q{index % 4 + 1}"
        case Grain.HALF:
            return *_months(index // 2, index % 2 * 6 + 1, 6), f"{index // 2:04d}-H{index % 2 + 1}"
        case Grain.SEASON:
            months = index * 3 + 2
            code = ("SP", "SU", "FA", "WI")[index % 4]
            return *_months(months // 12, months % 12 + 1, 3), f"{months // 12:04d}-{code}"
        case Grain.YEAR:
            return dt.date(index, 1, 1), dt.date(index, 12, 31), f"{index:04d}"
        case Grain.DECADE:
            return dt.date(max(index * 10, 1), 1, 1), dt.date(index * 10 + 9, 12, 31), f"{index:03d}"
        case Grain.CENTURY:
            return dt.date(max(index * 100, 1), 1, 1), dt.date(index * 100 + 99, 12, 31), f"{index:02d}"


def _months(number: int, start: int, count: int) -> tuple[dt.date, dt.date]:
    end = number * 12 + start - 1 + count - 1
    return dt.date(number, start, 1), _last_day(end // 12, end % 12 + 1)


def move(date: dt.date, units: int, unit: str) -> dt.date | None:
    """A day moved by days ("D"), weeks, months, quarters, years, decades or centuries; None beyond the calendar."""
    try:
        if unit in ("D", "W"):
            return date + units * (7 if unit == "W" else 1) * DAY
        months = date.year * 12 + date.month - 1 + units * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "L": 12000}[unit]
        last = _last_day(months // 12, months % 12 + 1)
        return last.replace(day=min(date.day, last.day))
    except (ValueError, OverflowError):
        return None


def part(period: Period, mod: str) -> tuple[dt.date, dt.date]:
    """The early (START), middle (MID) or late (END) part of a period.

    Of a month: 1-10, 11-20, 21 to its end. Of a week: Monday-Tuesday, Wednesday-Thursday, Friday-Sunday. Of longer
    periods thirds for MID and quarters at both ends ("late last year" is October to December).
    """
    first, last = period.first, period.last
    if mod not in ("START", "MID", "END") or period.grain in (Grain.DAY, Grain.WEEKEND):
        return first, last
    if period.grain is Grain.MONTH:
        cuts = {"START": (1, 10), "MID": (11, 20), "END": (21, last.day)}[mod]
        return first.replace(day=cuts[0]), first.replace(day=cuts[1])
    if period.grain is Grain.WEEK:
        lo, hi = {"START": (0, 1), "MID": (2, 3), "END": (4, 6)}[mod]
        return first + lo * DAY, first + hi * DAY
    if period.grain is Grain.YEAR:
        lo, hi = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}[mod]
        return dt.date(first.year, lo, 1), _last_day(first.year, hi)
    length = (last - first).days + 1
    third = length // 3
    if mod == "START":
        return first, first + (third - 1) * DAY
    if mod == "END":
        return last - (third - 1) * DAY, last
    return first + third * DAY, last - third * DAY
