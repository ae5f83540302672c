"""Days as EDTF (ISO 8601-2), the form in which scholars write what is known of a date and no more.

A day, month or year stands as it is; several days that something lasts are an interval; bounds within which a day is not known are one of
a set, open where the words leave them open.

    2024-02-16 · 2023-11 · 2023-09-16/2023-09-17 · [2024-03-01..2024-05-31] · [..2024-12-31]
"""

from __future__ import annotations

import calendar
import datetime as dt

from communique.model import Precision
from communique.publish.days import LASTING


def edtf(start: dt.date | None, end: dt.date | None, precision: Precision | None) -> str | None:
    """A period as EDTF; None where nothing is known.

    Args:
        start, end: bounds, both inclusive; None where the words leave it open.
        precision: the unit of the words: "day" and "days" mean that it lasts from one bound to the other.
    """
    if start is None or end is None:
        return f"[{start or ''}..{end or ''}]" if start or end else None
    if start == end:
        return start.isoformat()
    if precision in LASTING:
        return f"{start}/{end}"
    if start.day == 1 and start.year == end.year and end.day == calendar.monthrange(end.year, end.month)[1]:
        if start.month == end.month:
            return f"{start:%Y-%m}"
        if (start.month, end.month) == (1, 12):
            return f"{start:%Y}"
    return f"[{start}..{end}]"
