"""Builders for named months, seasons, quarters, halves, years, decades and centuries.

A name without a year takes the one that tense and nearness to the day of the report favour.

    "The leaders last met in early November." (published 14 February 2024) -> DATE 2023-11, 1 to 10 November 2023
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from communique.analysis.dates import periods
from communique.analysis.dates.anchors import Answer, Ground, dated, direction, nearest
from communique.analysis.dates.days import day_of, month_day
from communique.analysis.dates.numbers import day_number, full_year, quantity
from communique.analysis.dates.periods import DAY, Grain, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import Direction, Tense
from communique.analysis.dates.timex import Alternative
from communique.analysis.dates.tokens import lexicon
from communique.analysis.dates.words import GRAIN, SHIFT, cut, part_word
from communique.model import Precision

# Reports speak of the quarter just ended in every tense ("will take a third-quarter charge" in October).
AGAINST_QUARTER = 180
# Days by which a month may be nearer and still lose to the tense, and how near its verb must stand to decide alone.
AGAINST_BESIDE, AGAINST_FAR, NEAR_VERB = 150, 300, 4
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def _year_named(match: Match, ground: Ground, name: str = "y") -> int | None:
    word = match.word(name)
    if not word:
        return None
    if word[0] in "'’`":
        return full_year(int(word[1:]), ground.published)
    return int(word)


def _related_year(match: Match, ground: Ground) -> int | None:
    related = match.word("a")
    if related not in ("this", "last", "next") or ground.published is None:
        return None
    return ground.published.year + SHIFT[related]


def _preposition(match: Match) -> str:
    """The word before a month, or before the first of several: "for July and August"."""
    at, months = match.first - 1, lexicon().values["MONTH"]
    while at > 0 and (match.tokens.words[at] in ("and", "or", ",") or match.tokens.words[at] in months):
        at -= 1
    return match.tokens.words[at] if at >= 0 else ""


def _against_month(match: Match, told: Tense) -> int | None:
    """How much the tense weighs: all for "spoke in January"; less for "lent it through June", "will see the July figures"."""
    if not told.strong or told.at is None:
        return None
    if told.direction is Direction.PAST:
        return AGAINST_BESIDE if _preposition(match) in ("through", "by", "for", "of") else None
    if match.before != "in":
        return AGAINST_BESIDE
    return None if abs(match.first - told.at) <= NEAR_VERB else AGAINST_FAR


def _month_of(number: int, ground: Ground, match: Match) -> Answer | None:
    if ground.published is None:
        return None
    base = ground.published.year
    told = direction(match)
    options = [periods.month(base + k, number) for k in (-1, 0, 1) if 1 <= base + k <= 9999]
    found = nearest(options, ground, told, _against_month(match, told))
    return dated(found[0], "published", part_word(match), alternatives=found[1]) if found else None


def month(match: Match, ground: Ground) -> Answer | None:
    """November; late January; June 2019; last August; May of this year"""
    number = match.number("m", "MONTH")
    if number is None:
        return None
    year = _year_named(match, ground)
    related = match.word("a")
    # "between December and January 2025" begins in the year before.
    if year is not None and (match.number("n", "MONTH") or number) < number:
        year -= 1
    if year is not None and 1 <= year <= 9999:
        return dated(periods.month(year, number), "written out", part_word(match))
    if related and match.tokens.words[match.last - 1] == "year" and (year := _related_year(match, ground)):
        return dated(periods.month(year, number), "published", part_word(match))
    if related and ground.published is not None:
        return _related_month(number, related, ground, match)
    answer = _month_of(number, ground, match)
    if answer is not None and answer.period is not None and match.word("p") in ("earlier", "later"):
        return cut(match, answer.period, ground, answer.anchor)
    return answer or Answer("DATE", f"XXXX-{number:02d}", precision=Precision.MONTH, mod=part_word(match))


def _related_month(number: int, related: str, ground: Ground, match: Match) -> Answer | None:
    day = ground.published
    assert day is not None
    if related == "this":
        found = nearest([periods.month(day.year, number)], ground, direction(match))
    else:
        # "last August" is the August gone by, never the month that is running, nor the one before it, which is "last month".
        back = (day.month - number) % 12 or 12
        just = back == 1 and related == "last" and number != 12
        ahead = (number - day.month) % 12 or 12
        index = day.year * 12 + day.month - 1 + (ahead if SHIFT[related] > 0 else -back)
        if not 24 <= index < 120000:
            return None
        near = periods.month(index // 12, index % 12 + 1)
        other = (Alternative(near.value, near.first, near.last, 0.4),) if just else ()
        found = (periods.month(near.first.year - just, number), other)
    return dated(found[0], "published", part_word(match)) if found else None


def week_of_month(match: Match, ground: Ground) -> Answer | None:
    """the second week of March: its days 8 to 14; the last week its last seven days"""
    day = ground.published
    running = periods.month(day.year, day.month).shift(SHIFT[match.word("a")]) if match.word("a") and day else None
    base = dated(running, "published") if running else month(match, ground)
    if base is None or base.period is None:
        return base
    which = match.word("n")
    first, last = base.period.first, base.period.last
    if which in ("last", "final"):
        start, end = last - 6 * DAY, last
    else:
        start = first + 7 * (QUARTERS[which] - 1) * DAY
        end = start + 6 * DAY
    week = periods.week(start)
    return Answer("DATE", week.value if week else base.value, start, end, Precision.WEEK, base.anchor, "", week)


def week_of_day(match: Match, ground: Ground) -> Answer | None:
    """the week of March 6"""
    found = month_day(match, ground)
    week = periods.week(found.first) if found and found.first and not found.impossible else None
    return dated(week, found.anchor if found else "") if week else found


def half(match: Match, ground: Ground) -> Answer | None:
    """the second half of February; the first half of next year"""
    late = match.word("h") in ("second", "last", "latter")
    number = match.number("m", "MONTH")
    if number is not None:
        base = month(match, ground)
        return base if base is None or base.period is None else _half_of(base.period, late, base.anchor)
    if (match.word("b") or match.word("b2")) == "month" and ground.published is not None:
        return _half_of(
            periods.month(ground.published.year, ground.published.month).shift(SHIFT.get(match.word("a"), 0)), late, "published"
        )
    year = _year_named(match, ground, "y2") or _related_year(match, ground) or (ground.published.year if ground.published else None)
    found = periods.half(year, 2 if late else 1) if year else None
    return dated(found, "written out" if match.word("y2") else "published") if found else None


def _half_of(found: Period | None, late: bool, anchor: str) -> Answer | None:
    """The first half of a month ends on its 15th, the second begins there."""
    if found is None:
        return None
    middle = found.first.replace(day=15)
    first, last = (middle, found.last) if late else (found.first, middle)
    return Answer("DATE", found.value, first, last, Precision.DAYS, anchor, "END" if late else "START", found)


def season(match: Match, ground: Ground) -> Answer | None:
    """this spring; last fall; the winter of 1994"""
    code = match.letter("s", "SEASON")
    if code is None:
        return None
    year = _year_named(match, ground)
    if year is None and match.word("a") and match.tokens.words[match.last - 1] == "year":
        year = _related_year(match, ground)
    if year is not None:
        found = periods.season(year, code)
        return dated(found, "written out", part_word(match)) if found else None
    if ground.published is None:
        return Answer("DATE", f"XXXX-{code}", precision=Precision.SEASON)
    base, related = ground.published, match.word("a")
    known = [p for k in (-2, -1, 0, 1, 2) if (p := periods.season(base.year + k, code)) is not None]
    if SHIFT.get(related, 0) < 0:
        found = max((p for p in known if p.last < base), key=lambda p: p.first, default=None)
    elif SHIFT.get(related, 0) > 0:
        found = min((p for p in known if p.first > base), key=lambda p: p.first, default=None)
    elif related == "this":
        # "this winter" in January is the one that began in December.
        found = next((p for p in known if p.holds(base)), None) or periods.season(base.year, code)
    else:
        near = nearest(known, ground, direction(match))
        found = near[0] if near else None
    return dated(found, "published", part_word(match)) if found else None


def bare_season(match: Match, ground: Ground) -> Answer | None:
    """in the spring; by summer"""
    return season(match, ground)


def quarter(match: Match, ground: Ground) -> Answer | None:
    """the third quarter; next year's first quarter; the fourth quarter of 2023"""
    number = QUARTERS[match.word("q") or match.word("q2") or match.word("q3")]
    year = _year_named(match, ground) or _related_year(match, ground)
    return _quarter(number, year, ground, match)


def _quarter(number: int, year: int | None, ground: Ground, match: Match) -> Answer | None:
    if year is not None:
        found = periods.quarter(year, number)
        if found is None:
            return None
        leads = not match.word("y") and ground.published is not None and found.last < ground.published and ground.published.year == year
        return dataclasses.replace(dated(found, "written out" if match.word("y") else "published", part_word(match)), leads=leads)
    if ground.published is None:
        return Answer("DATE", f"XXXX-Q{number}", precision=Precision.SEASON)
    told = direction(match)
    against = AGAINST_QUARTER if told.direction is Direction.PAST else AGAINST_QUARTER // 3
    near = nearest([periods.quarter(ground.published.year + k, number) for k in (-1, 0, 1)], ground, told, against)
    if near is None:
        return None
    answer = dated(near[0], "published", part_word(match), alternatives=near[1])
    gone = near[0].last <= ground.published or (told.direction is Direction.PAST and near[0].first <= ground.published)
    # "After a flat second quarter, sales rose": what is compared with is not the quarter in force.
    return dataclasses.replace(answer, leads=gone and match.before not in ("after", "than", "from", "with", "against"))


def quarter_letter(match: Match, ground: Ground) -> Answer | None:
    """Q3 2024"""
    number = int(match.word("n"))
    return _quarter(number, _year_named(match, ground), ground, match) if 1 <= number <= 4 else None


def quarter_ended(match: Match, ground: Ground) -> Answer | None:
    """the quarter (ended July 31): the one in force, by its name, else the calendar quarter that ends nearest"""
    if ground.quarter is not None:
        return dated(ground.quarter, "quarter in force")
    at, number = match.at("m"), day_number(match.word("d"))
    ended = day_of(dataclasses.replace(match, first=at, last=at + 2), ground, number) if at is not None else None
    if ended is None or ended.first is None:
        return None
    middle = periods.move(ended.first, -45, "D")
    found = periods.of(Grain.QUARTER, middle) if middle else None
    return dataclasses.replace(dated(found, "its last day"), leads=True) if found else None


def two_quarters(match: Match, ground: Ground) -> Answer | None:
    """the first two quarters of 2025"""
    found = periods.half(int(match.word("y")), 1 if match.word("h") == "first" else 2)
    return dated(found, "written out") if found else None


def year_ago_period(match: Match, ground: Ground) -> Answer | None:
    """the year-ago quarter: a year before the quarter in force; a comparison, from which nothing later is counted"""
    kind, found = match.word("k"), None
    if match.word("q"):
        base = _quarter(QUARTERS[match.word("q")], None, ground, match)
        found = base.period.shift(-4) if base and base.period else None
    elif ground.quarter is not None and kind != "month":
        found = ground.quarter.shift(-4)
    elif ground.published is not None:
        grain = GRAIN.get(kind, Grain.YEAR)
        running = periods.of(grain, ground.published)
        found = running.shift(-12 if grain is Grain.MONTH else -4 if grain is Grain.QUARTER else -1) if running else None
    return dataclasses.replace(dated(found, "a year before"), period=None) if found else None


def year_period(match: Match, ground: Ground) -> Answer | None:
    """the 1988 period: the quarter in force, of that year"""
    year = int(match.word("y"))
    if ground.quarter is not None:
        number = ground.quarter.index % 4 + 1
        found = periods.quarter(year, number)
    else:
        found = periods.year(year)
    return dated(found, "quarter in force" if ground.quarter else "written out") if found else None


def year(match: Match, ground: Ground) -> Answer | None:
    """1994; early 2025; the end of 1990; fiscal 2024"""
    number = _year_named(match, ground)
    found = periods.year(number) if number is not None else None
    if found is None:
        return None
    mod = part_word(match)
    answer = dated(found, "written out", mod)
    if mod == "END" and match.word("p") in ("later", "rest", "remainder") and ground.published and found.holds(ground.published):
        return Answer("DATE", answer.value, ground.published, found.last, Precision.YEAR, "published", mod, found)
    return answer


def years(match: Match, ground: Ground) -> Answer | None:
    """2021-2023; 2023/24: a value for the first, bounds over all"""
    start, end = int(match.word("y")), int(match.word("e"))
    end = start // 100 * 100 + end if end < 100 else end
    first, last = periods.year(start), periods.year(end)
    if first is None or last is None or not 0 < end - start <= 60:
        return None
    return Answer("DATE", first.value, first.first, last.last, Precision.YEAR, "written out", "", first)


def year_words(match: Match, ground: Ground) -> Answer | None:
    """nineteen ninety-six"""
    found = match.range("c")
    if found is None:
        return None
    if match.word("c") == "two":
        period = periods.year(int(quantity(match.tokens, found[0], match.last) or 0))
        return dated(period, "written out") if period else None
    rest = quantity(match.tokens, found[0] + 1, match.last)
    number = (1900 if match.word("c") == "nineteen" else 1800) + int(rest or 0)
    if not rest or not 10 <= rest <= 99:
        return None
    named = match.number("m", "MONTH")
    period = (
        periods.month(number, named)
        if named
        else periods.season(number, code)
        if (code := match.letter("s", "SEASON"))
        else periods.year(number)
    )
    return dated(period, "written out") if period else None


def decade(match: Match, ground: Ground) -> Answer | None:
    """the 1980s; the late '90s; the nineties"""
    figures = match.word("d").strip("'’`s").rstrip("'’")
    base = ground.published.year if ground.published else 2000
    if figures:
        start = int(figures) if len(figures) == 4 else full_year(int(figures), ground.published)
    else:
        start = full_year(10 * (match.number("w", "DECADEWORD") or 0), ground.published)
    if start > base + 30:
        return None
    period = periods.of(Grain.DECADE, dt.date(start, 1, 1)) if 1 <= start <= 9999 else None
    mod = part_word(match) or {"first": "START"}.get(match.word("h"), "END" if match.word("h") else "")
    return dated(period, "written out", mod) if period else None


def century(match: Match, ground: Ground) -> Answer | None:
    """the 19th century"""
    number = day_number(match.word("n"))
    period = periods.of(Grain.CENTURY, dt.date((number - 1) * 100 + 1, 1, 1)) if number and 1 <= number <= 99 else None
    return dated(period, "written out", part_word(match)) if period else None
