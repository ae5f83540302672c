"""Builders for several days named together: "Feb. 16-18", "Feb. 16 and 17", "from Feb. 27 to March 2", "from Monday to Thursday".

The value is that of the first day; its bounds take in all of them where the words make them one period.

    "They will hold talks on Feb. 16 and 17." -> DATE 2024-02-16, 16 to 17 February; DATE 2024-02-17
"""

from __future__ import annotations

import dataclasses

from communique.analysis.dates.anchors import Answer, Ground, direction
from communique.analysis.dates.days import calendar_day, day_of, impossible, month_day, weekday
from communique.analysis.dates.numbers import day_number
from communique.analysis.dates.periods import DAY, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.screens import lists
from communique.analysis.dates.signs import Direction
from communique.model import Precision


def month_days(match: Match, ground: Ground) -> Answer | None:
    """Feb. 16-18: the value is that of the first day, the bounds take in all."""
    answer = day_of(match, ground, day_number(match.word("d")))
    last = day_number(match.word("e"))
    if answer is None or answer.first is None or last is None or answer.impossible:
        return answer
    end = calendar_day(answer.first.year, answer.first.month, last)
    if end is None or end.first <= answer.first:
        return impossible(f"{answer.value[:8]}{last:02d}") if end is None else answer
    return Answer("DATE", answer.value, answer.first, end.first, Precision.DAYS, answer.anchor, period=answer.period)


def month_days_across(match: Match, ground: Ground) -> Answer | None:
    """May 31-June 8: the value is that of the first day, the bounds take in all."""
    answer = day_of(match, ground, day_number(match.word("d")))
    month, last = match.number("n", "MONTH"), day_number(match.word("e"))
    if answer is None or answer.first is None or month is None or last is None or answer.impossible:
        return answer
    year = int(match.word("y2")) if match.word("y2") else answer.first.year + (month < answer.first.month)
    end = calendar_day(year, month, last)
    if end is None or end.first <= answer.first:
        return impossible(f"{year:04d}-{month:02d}-{last:02d}") if end is None else answer
    return Answer("DATE", answer.value, answer.first, end.first, Precision.DAYS, answer.anchor, period=answer.period)


def day_range(match: Match, ground: Ground) -> Answer | None:
    """(from) Feb. 27 (to March 2); (between) Dec. 30 (and Jan. 2, 2025): the first day, with bounds over all"""
    answer, last = month_day(match, ground), day_number(match.word("e"))
    month = match.number("n", "MONTH") or match.number("o", "MONTH")
    if answer is None or answer.period is None or last is None or month is None or _moved(match):
        return answer
    first = answer.period.first
    year = int(match.word("z")) if match.word("z") else first.year + (month < first.month)
    return _until(answer, calendar_day(year, month, last))


def listed_days(match: Match, ground: Ground) -> Answer | None:
    """Feb. 16 (and 17); 16 (and 17) February: the first day, with bounds over all where they are neighbours"""
    answer, last, at = month_day(match, ground), day_number(match.word("e")), match.at("e")
    if answer is None or answer.period is None or last is None or at is None or not _day_follows(match, at):
        return answer
    first = answer.period.first
    count = match.tokens.words[match.first : at].count(",") + 1
    end = calendar_day(first.year, first.month, last)
    return _until(answer, end) if match.before == "between" or last - first.day == count else answer


def further_day(match: Match, ground: Ground) -> Answer | None:
    """(Feb. 16 and) 17"""
    at = match.at("d")
    return month_day(match, ground) if at is not None and _day_follows(match, at) else None


def weekday_range(match: Match, ground: Ground) -> Answer | None:
    """Monday (to Thursday): the first day, with bounds over all"""
    answer, last = weekday(match, ground), match.number("e", "WEEKDAY")
    if answer is None or answer.period is None or last is None or _moved(match):
        return answer
    return _until(answer, answer.period.shift((last - answer.period.first.isoweekday()) % 7))


def weekday_list(match: Match, ground: Ground) -> Answer | None:
    """Thursday (and Friday): the first day, with bounds over all where they are neighbours on one side of the report"""
    answer, last, at, day = weekday(match, ground), match.number("e", "WEEKDAY"), match.at("e"), ground.published
    if answer is None or answer.period is None or last is None or at is None or day is None:
        return answer
    first = answer.period.first
    count = match.tokens.words[match.first : at].count(",") + 1
    across = first <= day < first + count * DAY and direction(match).direction is Direction.PAST
    return answer if across or (last - first.isoweekday()) % 7 != count else _until(answer, answer.period.shift(count))


def _until(answer: Answer, end: Period | None) -> Answer:
    if end is None or answer.period is None or end.first <= answer.period.first:
        return answer
    return dataclasses.replace(answer, last=end.last, precision=Precision.DAYS)


def _moved(match: Match) -> bool:
    return bool(lists()["moved"] & set(match.tokens.words[max(match.first - 6, 0) : match.first]))


def _day_follows(match: Match, at: int) -> bool:
    """Whether the number at a place is a day and counts nothing."""
    if (match.at("m") or 0) > at:
        return True
    following = match.tokens.words[at + 1] if at + 1 < len(match.tokens.words) else ""
    return not following[:1].isalpha() or following in lists()["after_day"]
