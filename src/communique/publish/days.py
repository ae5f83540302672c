"""Days and periods in words: bounds as bounds, never a day that nobody told.

16 Feb 2024 · 16-17 Sep 2023 · Nov 2023 · some time between 1 Mar and 31 May 2024
"""

from __future__ import annotations

import calendar
import datetime as dt

from communique.model import Precision, When

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNTOLD = "no day told"
LASTING = frozenset({Precision.DAYS, Precision.DAY})


def day(value: dt.date | None) -> str:
    """One day: "16 Feb 2024"; words for a missing one."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else UNTOLD


def period(start: dt.date | None, end: dt.date | None, precision: Precision | None = None) -> str:
    """A period in words.

    Args:
        start, end: bounds, both inclusive; None where the words leave it open.
        precision: the unit of the words; "day" and "days" mean that the bounds are the days themselves, anything else that it lies
            somewhere between them.
    """
    if start is None or end is None:
        return f"from {day(start)} on" if start else f"by {day(end)}" if end else UNTOLD
    if start == end:
        return day(start)
    if _whole_months(start, end):
        if (start.year, start.month) == (end.year, end.month):
            return f"{MONTHS[start.month - 1]} {start.year}"
        if start.year == end.year and (start.month, end.month) == (1, 12):
            return str(start.year)
    if third := _third(start, end):
        return f"{third} {MONTHS[start.month - 1]} {start.year}"
    if precision in LASTING:
        return _lasting(start, end)
    if precision is Precision.WEEK and (end - start).days == 6:
        return f"the week of {day(start)}"
    return f"some time between {_shortened(start, end)} and {day(end)}"


def when(value: When | None) -> str:
    """The period of a claim in words."""
    return period(value.earliest, value.latest, value.precision) if value else UNTOLD


def _whole_months(start: dt.date, end: dt.date) -> bool:
    return start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]


def _third(start: dt.date, end: dt.date) -> str | None:
    """Whether the bounds are what "early", "mid-" and "late" stand for."""
    if (start.year, start.month) != (end.year, end.month):
        return None
    last = calendar.monthrange(end.year, end.month)[1]
    return {(1, 10): "early", (11, 20): "mid", (21, last): "late"}.get((start.day, end.day))


def _lasting(start: dt.date, end: dt.date) -> str:
    dash = "-" if (start.year, start.month) == (end.year, end.month) else " - "
    return f"{_shortened(start, end)}{dash}{day(end)}"


def _shortened(start: dt.date, end: dt.date) -> str:
    """A first day without the month or year that it shares with the last."""
    if start.year != end.year:
        return day(start)
    return str(start.day) if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
