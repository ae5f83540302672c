"""Days and hours of publication as files write them: ISO 8601, RFC 2822, NITF's bare digits, "May 3, 2023".

A day that could be two ("03/05/2023") is none. No day is taken from a text here; that is for the analysis.

    "20230503T101500Z" is 3 May 2023
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")


def read_day(written: str) -> dt.date | None:
    """A day of publication as files write it: ISO with or without an hour, RFC 2822, "May 3, 2023"; None when it is none of these."""
    plain = _plain(written)
    if moment := _moment(plain):
        return moment.date()
    bare = re.sub(r"[ T]\d+:\d\d.*$", "", plain)
    for form in DAY_FORMS:
        try:
            return dt.datetime.strptime(bare, form).date()
        except ValueError:
            continue
    return None


def read_moment(written: str) -> dt.datetime | None:
    """An hour as files write it; without a time zone it is UTC, and a bare day ends with its last second."""
    plain = _plain(written)
    moment = _moment(plain)
    if moment and re.fullmatch(r"\d{4}-?\d\d-?\d\d", plain):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC) if moment else None


def _moment(plain: str) -> dt.datetime | None:
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(plain)
        except (ValueError, OverflowError):  # the second for a year or an hour of dozens of digits
            continue
    return None


def _plain(written: str) -> str:
    return re.sub(r" ?, ?", ", ", " ".join(re.sub(r"[^\w:+,./-]+", " ", written).split()))
