"""Days that have become names: "the October 7 attack" in a report of the next July is still that of 2023.

The days, and the words that must stand near them, are data (``data/named_days.csv``).

    "Hostages taken on October 7 were freed on Sunday." (published July 2024) -> DATE 2023-10-07
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass

from communique.analysis.dates.anchors import Ground
from communique.analysis.dates.rules import Match
from communique.data.tables import table

# How many words around a day tell that it is the one with the name.
NAMED_REACH = 12
# Nearer to the same day of another year than this, the words must stand around it: "met again on October 7" may be news.
ANNIVERSARY = 45


@dataclass(frozen=True, slots=True)
class _NamedDay:
    year: int
    near: re.Pattern[str]
    anywhere: re.Pattern[str]
    what: str


@functools.cache
def _named_days() -> dict[tuple[int, int], _NamedDay]:
    found = {}
    for r in table("named_days"):
        near, anywhere = (re.compile(rf"\b(?:{r[column]})\b", re.IGNORECASE) for column in ("near", "anywhere"))
        found[int(r["month"]), int(r["day"])] = _NamedDay(int(r["year"]), near, anywhere, r["what"])
    return found


def named_day(match: Match, month: int, number: int, ground: Ground) -> tuple[int, str] | None:
    """The year of a day that has become a name, and what it names: "the October 7 attack" in a report of the next July."""
    named, day = _named_days().get((month, number)), ground.published
    if named is None or day is None or day < dt.date(named.year, month, number):
        return None
    around = " ".join(match.tokens.words[max(match.first - NAMED_REACH, 0) : match.last + NAMED_REACH])
    far = all(
        abs((dt.date(year, month, number) - day).days) > ANNIVERSARY for year in (day.year - 1, day.year, day.year + 1) if 0 < year < 10_000
    )
    meant = named.near.search(around) or (far and ground.tells_of(named.anywhere, match.tokens.text))
    return (named.year, named.what) if meant else None
