"""Days that have become names: "the October 7 attack" in a report of the next July is still that of 2023.

The days, and the words that must stand near them, are data (``data/named_days.csv``).

    "Hostages taken on October 7 were freed on Sunday." (published July 2024) -> DATE 2023-10-07
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from communique.analysis.dates.anchors import Ground
from communique.analysis.dates.rules import Match
from communique.data.tables import table

# How many words around a day tell that it is the one with the name.
NAMED_REACH = 12


@functools.cache
def _named_days() -> dict[tuple[int, int], tuple[int, re.Pattern[str], str]]:
    rows = table("named_days")
    return {(int(r["month"]), int(r["day"])): (int(r["year"]), re.compile(rf"\b(?:{r['near']})\b"), r["what"]) for r in rows}


def named_day(match: Match, month: int, number: int, ground: Ground) -> tuple[int, str] | None:
    """The year of a day that has become a name, and what it names: "the October 7 attack" in a report of the next July."""
    year, near, what = _named_days().get((month, number), (0, None, ""))
    if near is None or ground.published is None or ground.published < dt.date(year, month, number):
        return None
    around = " ".join(match.tokens.words[max(match.first - NAMED_REACH, 0) : match.last + NAMED_REACH])
    return (year, what) if near.search(around) else None
