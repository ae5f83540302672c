"""The time of a report as a reckoning in its words implies it: months compared with a month of a year, and things that are counted.

"output fell in October, after rising in October 1985" -> the October told is that of 1986, and the report soon after it;
"the 80th anniversary of the Victory" -> 2025
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.analysis.dating.evidence import Implied
from communique.analysis.dating.places import Frame
from communique.data.tables import table

MONTHS = "|".join(calendar.month_name[1:])
SAME_MONTH = re.compile(rf"\b(?:in|for|of)\s({MONTHS})\b(?!\s+\d)[^;\"“”]{{0,140}}?\b\1\s((?:19|20)\d\d)\b")
REPORTED = 330
ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s")
YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class _Counted:
    """One row of ``series``: its words after the ordinal, and the time for which a number holds."""

    pattern: re.Pattern[str]
    base: int
    step: int
    opens: str
    days: int
    what: str


@functools.cache
def _series() -> tuple[_Counted, ...]:
    return tuple(
        _Counted(re.compile(r["words"].replace("{n} ", "")), int(r["base"]), int(r["step"]), r["opens"], int(r["days"]), r["what"])
        for r in table("series")
    )


def find_implied(frame: Frame, stop: int) -> Iterator[Implied]:
    """What the reckonings of a report imply, each kind once."""
    text = frame.text[:stop]
    if found := SAME_MONTH.search(text):
        # A month without its year beside the same month of a year is that of the year after, reported within the year.
        first = dt.date(int(found.group(2)) + 1, list(calendar.month_name).index(found.group(1)), 1)
        yield Implied(frame.span(*found.span()), first, first + dt.timedelta(REPORTED), f"{found.group(1)} {first.year} reported")
    seen: set[str] = set()
    for number in ORDINAL.finditer(text):
        for row in _series():
            counted = row.pattern.match(text, number.end())
            year = row.base + row.step * int(number.group(1))
            if counted and year in YEARS and row.what not in seen:
                seen.add(row.what)
                first = dt.date.fromisoformat(f"{year}-{row.opens}")
                span = frame.span(number.start(), counted.end())
                yield Implied(span, first, first + dt.timedelta(row.days), f"{row.what}: in {year}")
