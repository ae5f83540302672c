"""Builders for days and hours: dates, weekdays, today and tomorrow, parts of the day, clock times.

Each takes a match and the ground and gives the answer, or None when the words, seen closer, name no time.

    "The council convenes at 3 p.m. Thursday." -> TIME 2024-02-15T15:00 in a report of 14 February 2024
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from communique.analysis.dates import periods
from communique.analysis.dates.anchors import Answer, Ground, bare_weekday, dated, direction, nearest, some, year_of
from communique.analysis.dates.named import named_day
from communique.analysis.dates.numbers import day_number, full_year
from communique.analysis.dates.periods import DAY, Grain, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import Direction, Tense
from communique.analysis.dates.tense import sentence
from communique.analysis.dates.timex import Alternative
from communique.analysis.dates.words import FROM_FOCUS, MODS, SHIFT
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


def day_of(match: Match, ground: Ground, number: int | None) -> Answer | None:
    """The day of the month that a match names, of the year that it names or that its tense and neighbours favour."""
    month = match.number("m", "MONTH")
    if month is None or number is None:
        return None
    at = match.at("y")
    year = int(match.tokens.words[at]) - ((match.number("n", "MONTH") or month) < month) if at is not None else None
    if year is None and match.word("a"):
        year = _other_year(match.word("a"), ground)
    weekday = match.number("w", "WEEKDAY")
    if not 1 <= number <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return impossible(f"{year if year is not None else 'XXXX'}-{month:02d}-{number:02d}")
    anchor = "written out" if year is not None and not match.word("a") else "published"
    if year is None and weekday is not None and ground.published is not None:
        year = _year_of_weekday(ground.published.year, month, number, weekday)
        anchor = "weekday"
    if year is None and (known := named_day(match, month, number, ground)):
        year, anchor = known
    if year is None:
        # "* Dec. 23: the envoy calls" in a chronology lies behind, whatever its tense.
        told = Tense(Direction.PAST, match.first) if match.after == ":" else direction(match)
        year = _year_of_range(match, ground, month, number) or year_of(ground.story, month, told, number, match.before)
    if year is None:
        return Answer("DATE", f"XXXX-{month:02d}-{number:02d}", precision=Precision.DAY)
    found = calendar_day(year, month, number)
    return dated(found, anchor) if found else impossible(f"{year:04d}-{month:02d}-{number:02d}")


def _year_of_range(match: Match, ground: Ground, month: int, number: int) -> int | None:
    """ "From Jan. 29 to Feb. 3, 30 people were held": the second day takes the year of the first, or the next."""
    first = ground.last
    words = match.tokens.words[max(match.first - 3, 0) : match.first]
    if first is None or first.period.grain is not Grain.DAY or words[-1:] not in (["to"], ["through"], ["until"], ["till"]):
        return None
    if words[-2:-1] != [first.text.rpartition(" ")[2].lower()]:
        return None
    return first.period.first.year + ((month, number) < (first.period.first.month, first.period.first.day))


def _other_year(word: str, ground: Ground) -> int | None:
    """The year of "Feb. 2 last year" and "Feb. 10 of that year"."""
    if word in ("this", "last", "next"):
        return ground.published.year + SHIFT[word] if ground.published else None
    anchor, _ = ground.anchor(Grain.YEAR)
    return anchor.first.year if anchor else None


def _year_of_weekday(base: int, month: int, number: int, weekday: int) -> int | None:
    """ "Thursday, Feb. 15" fixes the year among the neighbours; None when none fits."""
    for year in (base, base - 1, base + 1):
        found = calendar_day(year, month, number)
        if found is not None and found.first.isoweekday() == weekday:
            return year
    return None


def month_day(match: Match, ground: Ground) -> Answer | None:
    """Feb. 16; Friday, 16 February 2024"""
    return day_of(match, ground, day_number(match.word("d")))


def part_of_date(match: Match, ground: Ground) -> Answer | None:
    """the evening of March 3"""
    answer = month_day(match, ground)
    return answer if answer is None or answer.impossible else _with_part(match, answer)


def ordinal_day(match: Match, ground: Ground) -> Answer | None:
    """on the 16th: of the month in view"""
    number = day_number(match.word("d"))
    anchor, name = ground.anchor(Grain.MONTH)
    if anchor is not None and anchor.longer(Grain.MONTH) and ground.published:
        anchor, name = periods.day(ground.published), "published"
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


def day_of_month(match: Match, ground: Ground) -> Answer | None:
    """the 25th of this month"""
    number, base = day_number(match.word("d")), ground.published
    month = periods.month(base.year, base.month).shift(SHIFT[match.word("a")]) if base else None
    if number is None or month is None:
        return Answer("DATE", "XXXX-XX-XX", precision=Precision.DAY)
    found = calendar_day(month.first.year, month.first.month, number)
    return dated(found, "published") if found else impossible(f"{month.value}-{number:02d}")


def weekday_ordinal(match: Match, ground: Ground) -> Answer | None:
    """Tuesday the 20th: of the nearest month in which that day is a Tuesday"""
    number, weekday_number, base = day_number(match.word("d")), match.number("w", "WEEKDAY"), ground.published
    if number is None or base is None:
        return weekday(match, ground)
    around = [base.year * 12 + base.month - 1 + k for k in range(-6, 7)]
    days = [calendar_day(m // 12, m % 12 + 1, number) for m in around if 12 <= m < 120000]
    found = nearest([d for d in days if d is not None and d.first.isoweekday() == weekday_number], ground, direction(match))
    return dated(found[0], "weekday", alternatives=found[1]) if found else None


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
    near, name = ground.anchor(Grain.DAY)
    if related in FROM_FOCUS and near is not None and near.longer(Grain.DAY):
        return _with_part(match, some(near, Grain.DAY, name, near.first, near.last + 7 * DAY))
    found = _related_weekday(number, ground, related, told) if related else bare_weekday(number, ground, told)
    if found is None:
        return None
    if not related and (later := _after_the_first(match, ground, found[0])):
        found = later, ()
    anchor = f"published {ground.published.isoformat()}"
    return _with_part(match, dated(found[0], anchor, alternatives=found[1]))


def _after_the_first(match: Match, ground: Ground, found: Period) -> Period | None:
    """ "from Monday to Thursday", "will dine on Tuesday before flying home on Thursday": a day after the one named before it."""
    named = ground.last
    if named is None or named.period.grain is not Grain.DAY or named.paragraph != ground.paragraph or found.first >= named.period.first:
        return None
    tokens = match.tokens
    start, _ = sentence(tokens, match.first, match.last)
    word = named.text.lower().rpartition(" ")[2]
    between = tokens.words[start : match.first]
    if word not in between:
        return None
    between = between[len(between) - between[::-1].index(word) :]
    ahead = ground.published is not None and found.first >= ground.published
    if between in (["to"], ["through"], ["until"], ["till"], ["-"], ["–"]) or (ahead and {"before", "then"} & set(between)):
        return found.shift(7 * -(-(named.period.index - found.index) // 7))
    return None


def _related_weekday(number: int, ground: Ground, related: str, told: Tense) -> tuple[Period, tuple[Alternative, ...]] | None:
    assert ground.published is not None
    day = ground.published
    anchor, _ = ground.anchor(Grain.DAY)
    if related in FROM_FOCUS and anchor is not None:
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
            if told.direction is Direction.PAST and (told.strong or number <= day.isoweekday()):
                return periods.day(day - (back % 7) * DAY), ()
            return periods.day(day + (ahead % 7) * DAY), ()
        return periods.day(day + ahead * DAY), ()
    except OverflowError:
        return None


def that_weekday(match: Match, ground: Ground) -> Answer | None:
    """that Friday: of the week in view"""
    number, (anchor, name) = _weekday_number(match), ground.anchor(Grain.WEEK)
    if number is None or anchor is None:
        return None
    if anchor.longer(Grain.WEEK):
        return _with_part(match, some(anchor, Grain.DAY, name, anchor.first, anchor.last))
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
    """overnight: between two days; "overnight into Tuesday" names the second"""
    named = match.after in ("into", "to") and match.last + 1 < len(match.tokens.words)
    at = match.last + 1
    second = weekday(dataclasses.replace(match, first=at, last=at + 1, groups={"w": (at, at + 1)}), ground) if named else None
    day = second.period if second else periods.day(ground.published) if ground.published else None
    if day is None:
        return Answer("TIME", "XXXX-XX-XXTNI", precision=Precision.DAY)
    ahead = second is None and direction(match).direction is Direction.AHEAD
    first, last = (day, day.shift(1)) if ahead else (day.shift(-1), day)
    value = f"{(first if second else day).value if first else day.value}TNI"
    return Answer("TIME", value, first.first if first else None, last.last if last else None, Precision.DAYS, "published", "", day)


def the_daypart(match: Match, ground: Ground) -> Answer | None:
    """in the morning: of the day in view"""
    return _part_of(match, ground.day, match.letter("t", "DAYPART") or "NI")


def next_daypart(match: Match, ground: Ground) -> Answer | None:
    """the next morning"""
    found = ground.day.shift(-1 if match.word("a") == "previous" else 1) if ground.day else None
    return _part_of(match, found, match.letter("t", "DAYPART") or "NI")
