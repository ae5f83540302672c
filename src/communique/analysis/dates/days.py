"""Builders for days and hours: dates, weekdays, today and tomorrow, parts of the day, clock times.

Each takes a match and the ground and gives the answer, or None when the words, seen closer, name no time.

    "The council convenes at 3 p.m. Thursday." -> TIME 2024-02-15T15:00 in a report of 14 February 2024
"""

from __future__ import annotations

import datetime as dt

from communique.analysis.dates import periods
from communique.analysis.dates.anchors import Answer, Ground, bare_weekday, dated, direction, nearest, year_of
from communique.analysis.dates.named import named_day
from communique.analysis.dates.numbers import day_number, full_year, quantity
from communique.analysis.dates.periods import DAY, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.tense import Direction, Tense
from communique.analysis.dates.timex import Alternative
from communique.analysis.dates.words import MODS
from communique.model import Precision


def calendar_day(year: int, month: int, number: int) -> Period | None:
    """A day that the calendar has; None otherwise."""
    try:
        return periods.day(dt.date(year, month, number))
    except ValueError:
        return None


def impossible(value: str) -> Answer:
    """A day that no calendar has: reported, without bounds."""
    return Answer("DATE", value, impossible=True)


def iso_day(match: Match, ground: Ground) -> Answer | None:
    """2024-02-16"""
    year, month, number = (int(piece) for piece in match.word("d").split("-"))
    found = calendar_day(year, month, number)
    return dated(found) if found else impossible(match.word("d"))


def slash_day(match: Match, ground: Ground) -> Answer | None:
    """2/16/2024; day first where the month would be above 12, both kept where both are possible."""
    first, second, end = (int(piece) for piece in match.word("d").split("/"))
    year = full_year(end, ground.published) if end < 100 else end
    american, other = calendar_day(year, first, second), calendar_day(year, second, first)
    if american is None:
        return dated(other) if other else impossible(f"{year:04d}-{first:02d}-{second:02d}")
    rest = (Alternative(other.value, other.first, other.last, 0.4),) if other is not None and other != american else ()
    return dated(american, alternatives=rest)


def _day_of(match: Match, ground: Ground, number: int | None) -> Answer | None:
    month = match.number("m", "MONTH")
    if month is None or number is None:
        return None
    at = match.at("y")
    year = int(match.tokens.words[at]) if at is not None else None
    weekday = match.number("w", "WEEKDAY")
    if not 1 <= number <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return impossible(f"{year if year is not None else 'XXXX'}-{month:02d}-{number:02d}")
    anchor = "written out" if year is not None else "published"
    if year is None and weekday is not None and ground.published is not None:
        year = _year_of_weekday(ground.published.year, month, number, weekday)
        anchor = "weekday"
    if year is None and (known := named_day(match, month, number, ground)):
        year, anchor = known
    if year is None:
        # "* Dec. 23: the envoy calls" in a chronology lies behind, whatever its tense.
        told = Tense(Direction.PAST, match.first, True) if match.after == ":" else direction(match)
        year = year_of(ground, month, told, number, "on" if match.after == ":" else match.before)
    if year is None:
        return Answer("DATE", f"XXXX-{month:02d}-{number:02d}", precision=Precision.DAY)
    found = calendar_day(year, month, number)
    return dated(found, anchor) if found else impossible(f"{year:04d}-{month:02d}-{number:02d}")


def _year_of_weekday(base: int, month: int, number: int, weekday: int) -> int | None:
    """ "Thursday, Feb. 15" fixes the year among the neighbours; None when none fits."""
    for year in (base, base - 1, base + 1):
        found = calendar_day(year, month, number)
        if found is not None and found.first.isoweekday() == weekday:
            return year
    return None


def month_day(match: Match, ground: Ground) -> Answer | None:
    """Feb. 16; Friday, 16 February 2024"""
    return _day_of(match, ground, day_number(match.word("d")))


def month_days(match: Match, ground: Ground) -> Answer | None:
    """Feb. 16-18: the value is that of the first day, the bounds take in all."""
    answer = _day_of(match, ground, day_number(match.word("d")))
    last = day_number(match.word("e"))
    if answer is None or answer.first is None or last is None or answer.impossible:
        return answer
    end = calendar_day(answer.first.year, answer.first.month, last)
    if end is None or end.first <= answer.first:
        return impossible(f"{answer.value[:8]}{last:02d}") if end is None else answer
    return Answer("DATE", answer.value, answer.first, end.first, Precision.DAYS, answer.anchor, period=answer.period)


def part_of_date(match: Match, ground: Ground) -> Answer | None:
    """the evening of March 3"""
    answer = month_day(match, ground)
    return answer if answer is None or answer.impossible else _with_part(match, answer)


def month_days_across(match: Match, ground: Ground) -> Answer | None:
    """May 31-June 8: the value is that of the first day, the bounds take in all."""
    answer = _day_of(match, ground, day_number(match.word("d")))
    month, last = match.number("n", "MONTH"), day_number(match.word("e"))
    if answer is None or answer.first is None or month is None or last is None or answer.impossible:
        return answer
    year = int(match.word("y2")) if match.word("y2") else answer.first.year + (month < answer.first.month)
    end = calendar_day(year, month, last)
    if end is None or end.first <= answer.first:
        return impossible(f"{year:04d}-{month:02d}-{last:02d}") if end is None else answer
    return Answer("DATE", answer.value, answer.first, end.first, Precision.DAYS, answer.anchor, period=answer.period)


def ordinal_day(match: Match, ground: Ground) -> Answer | None:
    """on the 16th: of the month in view"""
    number = day_number(match.word("d"))
    anchor, name = ground.anchor
    if number is None or anchor is None:
        return None
    base = anchor.first
    told = direction(match)
    around = [base.year * 12 + base.month - 1 + k for k in (-1, 0, 1)]
    options = [calendar_day(m // 12, m % 12 + 1, number) for m in around if m >= 12]
    if ground.published is None or name != "published":
        return dated(options[1], name) if len(options) > 1 and options[1] else None
    found = nearest(options, ground, told)
    return dated(found[0], name, alternatives=found[1]) if found else None


def _weekday_number(match: Match) -> int | None:
    return match.number("w", "WEEKDAY")


def _with_part(match: Match, answer: Answer) -> Answer:
    """A day with "morning" or "night" becomes a TIME."""
    part = match.letter("t", "DAYPART")
    mod = MODS.get(match.word("p"), "")
    type_, value = ("TIME", f"{answer.value}T{part}") if part else (answer.type, answer.value)
    return Answer(type_, value, answer.first, answer.last, answer.precision, answer.anchor, mod, answer.period, answer.alternatives)


def weekday(match: Match, ground: Ground) -> Answer | None:
    """Friday; last Friday; early Tuesday; Monday night"""
    number = _weekday_number(match)
    if number is None:
        return None
    told = direction(match)
    related = match.word("r")
    if ground.published is None:
        return _with_part(match, Answer("DATE", f"XXXX-WXX-{number}", precision=Precision.DAY))
    found = _related_weekday(number, ground, related, told) if related else bare_weekday(number, ground, told)
    if found is None:
        return None
    anchor = f"published {ground.published.isoformat()}"
    return _with_part(match, dated(found[0], anchor, alternatives=found[1]))


def _related_weekday(number: int, ground: Ground, related: str, told: Tense) -> tuple[Period, tuple[Alternative, ...]] | None:
    assert ground.published is not None
    day = ground.published
    anchor, _ = ground.anchor
    if related in ("previous", "preceding", "following", "ensuing", "subsequent") and anchor is not None:
        day = anchor.first
    back, ahead = (day.isoweekday() - number) % 7 or 7, (number - day.isoweekday()) % 7 or 7
    try:
        if related in ("last", "past", "previous", "preceding", "prior"):
            return periods.day(day - back * DAY), ()
        if related == "next":
            # "next Friday" on a Wednesday is the Friday of the next week, to most; the nearer one stays as an alternative.
            near = periods.day(day + ahead * DAY)
            far = periods.day(day + (8 - day.isoweekday() + number - 1) * DAY)
            return far, () if far == near else (Alternative(near.value, near.first, near.last, 0.4),)
        if related == "this":
            if told.direction is Direction.PAST and number <= day.isoweekday():
                return periods.day(day - (back % 7) * DAY), ()
            return periods.day(day + (ahead % 7) * DAY), ()
        return periods.day(day + ahead * DAY), ()
    except OverflowError:
        return None


def that_weekday(match: Match, ground: Ground) -> Answer | None:
    """that Friday: of the week in view"""
    number, (anchor, name) = _weekday_number(match), ground.anchor
    if number is None or anchor is None:
        return None
    week = periods.week(anchor.first)
    return _with_part(match, dated(periods.day(week.first + (number - 1) * DAY), name)) if week else None


def weekday_of_week(match: Match, ground: Ground) -> Answer | None:
    """Friday of next week"""
    number = _weekday_number(match)
    week = periods.week(ground.published) if ground.published else None
    week = week.shift({"last": -1, "this": 0, "next": 1}[match.word("a")]) if week else None
    return dated(periods.day(week.first + (number - 1) * DAY), "published") if week and number else None


def deictic(match: Match, ground: Ground) -> Answer | None:
    """today, yesterday afternoon, tomorrow"""
    shift = match.number("d", "DEICTIC")
    if ground.published is None or shift is None:
        return _with_part(match, Answer("DATE", "XXXX-XX-XX", precision=Precision.DAY))
    found = periods.day(ground.published).shift(shift)
    return _with_part(match, dated(found, "published")) if found else None


def beside_deictic(match: Match, ground: Ground) -> Answer | None:
    """the day before yesterday"""
    shift = (match.number("d", "DEICTIC") or 0) + (1 if match.word("s") == "after" else -1)
    found = periods.day(ground.published).shift(shift) if ground.published else None
    return dated(found, "published") if found else None


def _part_of(match: Match, found: Period | None, part: str) -> Answer | None:
    if found is None:
        return Answer("TIME", f"XXXX-XX-XXT{part}", precision=Precision.DAY)
    answer = dated(found, "published")
    return Answer(
        "TIME", f"{answer.value}T{part}", answer.first, answer.last, answer.precision, answer.anchor, MODS.get(match.word("p"), ""), found
    )


def tonight(match: Match, ground: Ground) -> Answer | None:
    """tonight"""
    return _part_of(match, periods.day(ground.published) if ground.published else None, "NI")


def this_daypart(match: Match, ground: Ground) -> Answer | None:
    """this morning; last night"""
    found = periods.day(ground.published).shift(-1 if match.word("a") == "last" else 0) if ground.published else None
    return _part_of(match, found, match.letter("t", "DAYPART") or "NI")


def overnight(match: Match, ground: Ground) -> Answer | None:
    """overnight"""
    return _part_of(match, periods.day(ground.published) if ground.published else None, "NI")


def the_daypart(match: Match, ground: Ground) -> Answer | None:
    """in the morning: of the day in view"""
    return _part_of(match, ground.day, match.letter("t", "DAYPART") or "NI")


def next_daypart(match: Match, ground: Ground) -> Answer | None:
    """the next morning"""
    found = ground.day.shift(-1 if match.word("a") == "previous" else 1) if ground.day else None
    return _part_of(match, found, match.letter("t", "DAYPART") or "NI")


def _hour(match: Match) -> str | None:
    """The time of day as TIMEX3 writes it after the T."""
    found = match.range("c")
    if found is None:
        return None
    words = match.tokens.words[found[0] : found[1]]
    if words[0] in ("noon", "midday", "noontime"):
        return "12:00"
    if words[0] == "midnight":
        return "24:00"
    figures = words[0].replace(":", "")
    if not figures.isdigit():
        return None
    clock = words[0] if ":" in words[0] else f"{figures[:2]}:{figures[2:]}" if len(figures) == 4 else f"{int(figures)}:00"
    hour, minute = int(clock.split(":")[0]), int(clock.split(":")[1])
    half = words[1].strip()[:1].lower() if len(words) > 1 else ""
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"


def _clock(match: Match, found: Period | None, answer: Answer | None = None) -> Answer | None:
    hour = _hour(match)
    if hour is None:
        return None
    if found is None:
        return Answer("TIME", f"XXXX-XX-XXT{hour}", precision=Precision.DAY)
    anchor = answer.anchor if answer else "published"
    return Answer(
        "TIME", f"{found.value}T{hour}", found.first, found.last, Precision.DAY, anchor, "", found, answer.alternatives if answer else ()
    )


def clock(match: Match, ground: Ground) -> Answer | None:
    """3 p.m.; 1530 GMT: on the day in view"""
    return _clock(match, ground.day)


def clock_on_day(match: Match, ground: Ground) -> Answer | None:
    """3 p.m. Thursday; noon tomorrow; Friday at 10:30"""
    answer = deictic(match, ground) if match.word("d") else weekday(match, ground)
    return _clock(match, answer.period if answer else None, answer)


def clock_on_date(match: Match, ground: Ground) -> Answer | None:
    """5 p.m. on March 3"""
    answer = _day_of(match, ground, day_number(match.word("e")))
    return answer if answer and answer.impossible else _clock(match, answer.period if answer else None, answer)


def hour_of_part(match: Match, ground: Ground) -> Answer | None:
    """4 in the morning"""
    count = quantity(match.tokens, *(match.range("c") or (0, 0)))
    found = ground.day
    if count is None or not 1 <= count <= 12 or found is None:
        return None
    hour = int(count) % 12 + (0 if match.word("t") == "morning" else 12)
    return Answer("TIME", f"{found.value}T{hour:02d}:00", found.first, found.last, Precision.DAY, "published", "", found)
