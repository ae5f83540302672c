"""Builders for days of the year with a name: Thanksgiving, Christmas Eve, Easter Monday, Election Day.

Their rules are data (``data/time_words.toml``): a month and day, a weekday of a month, or a distance from Easter.

    "The prisoners were home by Christmas Eve." -> DATE 2024-12-24 in a report of the last days of 2024
"""

from __future__ import annotations

import datetime as dt

from communique.analysis.dates import periods
from communique.analysis.dates.anchors import AGAINST_DAY, Answer, Ground, dated, direction, nearest
from communique.analysis.dates.days import calendar_day
from communique.analysis.dates.periods import DAY, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.tokens import lexicon


def holiday(match: Match, ground: Ground) -> Answer | None:
    """Thanksgiving Day; last Christmas; New Year's Eve; Easter week"""
    first = match.word("h") or match.word("h2") or ("good" if match.word("h3") else "")
    second = match.word("i") or match.word("i2") or match.word("h3")
    values = lexicon().values
    rule = values["HOLIDAYS"].get(f"{first} {second}") if second else values["HOLIDAY"].get(first)
    if not isinstance(rule, str) or ground.published is None:
        return None
    if match.word("y"):
        written = holiday_of(rule, int(match.word("y")))
        return dated(written, "written out") if written else None
    base, related = ground.published, match.tokens.words[match.first]
    options = [found for k in (-1, 0, 1) if (found := holiday_of(rule, base.year + k)) is not None]
    if related == "last":
        options = [p for p in options if p.first < base][-1:]
    elif related == "next":
        options = [p for p in options if p.first > base][:1]
    near = nearest(options, ground, direction(match), AGAINST_DAY)
    found = near[0] if near else None
    if found is not None and match.word("k"):
        found = periods.weekend(found.first) if match.word("k") == "weekend" else periods.week(found.first)
    return dated(found, "published") if found else None


def holiday_of(rule: str, year: int) -> Period | None:
    """The day of a year that a holiday's rule names: "12-25", "11:4:4" (fourth Thursday of November), "E-2" (two days before Easter)."""
    if not 1600 <= year <= 9998:
        return None
    if rule[0] == "E":
        return easter(year).shift(int(rule[1:]))
    if "-" in rule and ":" not in rule:
        return calendar_day(year, int(rule[:2]), int(rule[3:]))
    month, weekday, which = (int(piece) for piece in rule.split(":"))
    first = dt.date(year, month, 1)
    if which < 0:
        last = periods.month(year, month).last
        return periods.day(last - ((last.isoweekday() - weekday) % 7) * DAY)
    if which == 0:
        # Election Day: the Tuesday after the first Monday.
        return periods.day(first + ((1 - first.isoweekday()) % 7 + 1) * DAY)
    return periods.day(first + ((weekday - first.isoweekday()) % 7 + 7 * (which - 1)) * DAY)


def easter(year: int) -> Period:
    """Easter Sunday of the western calendar (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * sunday) // 451
    months = epact + sunday - 7 * correction + 114
    return periods.day(dt.date(year, months // 31, months % 31 + 1))
