"""Builders for months, seasons, quarters, halves, years, decades, centuries, and units counted from an anchor.

"In November", "late last year", "the third quarter", "three weeks ago", "a day earlier", "later this month", "that week".

    "They pledged to sign by the end of this year." -> DATE 2024 (END), from the day of the report to 31 December 2024
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from communique.analysis.dates import periods
from communique.analysis.dates.anchors import Answer, Ground, dated, direction, nearest
from communique.analysis.dates.days import MODS
from communique.analysis.dates.numbers import day_number, full_year, quantity
from communique.analysis.dates.periods import DAY, Grain, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.tense import Direction
from communique.model import Precision

GRAIN = {"day": Grain.DAY, "week": Grain.WEEK, "month": Grain.MONTH, "quarter": Grain.QUARTER, "year": Grain.YEAR, "decade": Grain.DECADE,
         "century": Grain.CENTURY, "weekend": Grain.WEEKEND}
SHIFT = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1, "ensuing": 1,
         "subsequent": 1, "this": 0, "current": 0, "present": 0}
FROM_FOCUS = frozenset({"previous", "preceding", "following", "ensuing", "subsequent", "prior"})
# Reports speak of the quarter just ended in every tense ("will take a third-quarter charge" in October).
AGAINST_QUARTER = 180
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
UNIT_GRAIN = {"D": Grain.DAY, "W": Grain.WEEK, "2W": Grain.WEEK, "M": Grain.MONTH, "Q": Grain.QUARTER, "6M": Grain.MONTH, "Y": Grain.YEAR, "E": Grain.YEAR,
              "C": Grain.YEAR, "L": Grain.YEAR}


def _mod(match: Match) -> str:
    word = match.word("p") or match.word("p2")
    return {"beginning": "START", "start": "START", "outset": "START", "onset": "START", "turn": "START", "middle": "MID", "end": "END", "close": "END",
            "rest": "END", "remainder": "END", **MODS}.get(word, "")


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


def _month_of(number: int, ground: Ground, match: Match) -> Answer | None:
    if ground.published is None:
        year = ground.focus.first.year if ground.focus and ground.focus.grain is Grain.YEAR else None
        return dated(periods.month(year, number), ground.focus_text, _mod(match)) if year else None
    base = ground.published.year
    found = nearest([periods.month(base + k, number) for k in (-1, 0, 1) if 1 <= base + k <= 9999], ground, direction(match))
    return dated(found[0], "published", _mod(match), alternatives=found[1]) if found else None


def month(match: Match, ground: Ground) -> Answer | None:
    """November; late January; June 2019; last August; May of this year"""
    number = match.number("m", "MONTH")
    if number is None:
        return None
    year = _year_named(match, ground)
    related = match.word("a")
    if year is not None and 1 <= year <= 9999:
        return dated(periods.month(year, number), "written out", _mod(match))
    if related and match.tokens.words[match.last - 1] == "year" and (year := _related_year(match, ground)):
        return dated(periods.month(year, number), "published", _mod(match))
    if related and ground.published is not None:
        return _related_month(number, related, ground, match)
    return _month_of(number, ground, match) or Answer("DATE", f"XXXX-{number:02d}", precision=Precision.MONTH, mod=_mod(match))


def _related_month(number: int, related: str, ground: Ground, match: Match) -> Answer | None:
    day = ground.published
    assert day is not None
    if related == "this":
        found = nearest([periods.month(day.year, number)], ground, direction(match))
    else:
        # "last August" is the August gone by, never the month that is running.
        back = (day.month - number) % 12 or 12
        ahead = (number - day.month) % 12 or 12
        index = day.year * 12 + day.month - 1 + (ahead if SHIFT[related] > 0 else -back)
        found = (periods.month(index // 12, index % 12 + 1), ()) if 12 <= index < 120000 else None
    return dated(found[0], "published", _mod(match)) if found else None


def week_of_month(match: Match, ground: Ground) -> Answer | None:
    """the second week of March: its days 8 to 14; the last week its last seven days"""
    base = month(match, ground)
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
    from communique.analysis.dates.days import month_day

    found = month_day(match, ground)
    week = periods.week(found.first) if found and found.first and not found.impossible else None
    return dated(week, found.anchor if found else "") if week else found


def half(match: Match, ground: Ground) -> Answer | None:
    """the second half of February; the first half of next year"""
    late = match.word("h") in ("second", "last", "latter")
    number = match.number("m", "MONTH")
    if number is not None:
        base = month(match, ground)
        if base is None or base.period is None:
            return base
        first, last = base.period.first, base.period.last
        bounds = (first.replace(day=15), last) if late else (first, first.replace(day=15))
        return Answer("DATE", base.value, *bounds, Precision.DAYS, base.anchor, "END" if late else "START", base.period)
    unit = match.word("b") or match.word("b2")
    if unit == "month" and ground.published is not None:
        running = periods.month(ground.published.year, ground.published.month).shift(SHIFT.get(match.word("a"), 0))
        bounds = (running.first.replace(day=15), running.last) if late and running else (running.first, running.first.replace(day=15)) if running else (None, None)
        return Answer("DATE", running.value, *bounds, Precision.DAYS, "published", "END" if late else "START", running) if running else None
    year = _year_named(match, ground, "y2") or _related_year(match, ground) or (ground.published.year if ground.published else None)
    found = periods.half(year, 2 if late else 1) if year else None
    return dated(found, "written out" if match.word("y2") else "published") if found else None


def season(match: Match, ground: Ground) -> Answer | None:
    """this spring; last fall; the winter of 1994"""
    code = match.letter("s", "SEASON")
    if code is None:
        return None
    year = _year_named(match, ground)
    if year is not None:
        found = periods.season(year, code)
        return dated(found, "written out", _mod(match)) if found else None
    if ground.published is None:
        return Answer("DATE", f"XXXX-{code}", precision=Precision.SEASON)
    base, related = ground.published, match.word("a")
    options = [periods.season(base.year + k, code) for k in (-2, -1, 0, 1, 2)]
    known = [p for p in options if p is not None]
    if SHIFT.get(related, 0) < 0:
        found = max((p for p in known if p.last < base), key=lambda p: p.first, default=None)
    elif SHIFT.get(related, 0) > 0:
        found = min((p for p in known if p.first > base), key=lambda p: p.first, default=None)
    else:
        near = nearest(options if not related else [p for p in known if abs((p.first - base).days) < 300], ground, direction(match))
        found = near[0] if near else None
    return dated(found, "published", _mod(match)) if found else None


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
        return dated(found, "written out" if match.word("y") else "published", _mod(match)) if found else None
    if ground.published is None:
        return Answer("DATE", f"XXXX-Q{number}", precision=Precision.SEASON)
    told = direction(match)
    against = AGAINST_QUARTER if told.direction is Direction.PAST else AGAINST_QUARTER // 3
    near = nearest([periods.quarter(ground.published.year + k, number) for k in (-1, 0, 1)], ground, told, against)
    if near is None:
        return None
    answer = dated(near[0], "published", _mod(match), alternatives=near[1])
    return dataclasses.replace(answer, leads=near[0].last <= ground.published or (told.direction is Direction.PAST and near[0].first <= ground.published))


def quarter_letter(match: Match, ground: Ground) -> Answer | None:
    """Q3 2024"""
    number = int(match.word("n"))
    return _quarter(number, _year_named(match, ground), ground, match) if 1 <= number <= 4 else None


def two_quarters(match: Match, ground: Ground) -> Answer | None:
    """the first two quarters of 2025"""
    found = periods.half(int(match.word("y")), 1 if match.word("h") == "first" else 2)
    return dated(found, "written out") if found else None


def year_ago_period(match: Match, ground: Ground) -> Answer | None:
    """the year-ago quarter: a year before the quarter in force"""
    kind = match.word("k")
    if match.word("q"):
        base = _quarter(QUARTERS[match.word("q")], None, ground, match)
        found = base.period.shift(-4) if base and base.period else None
        return dated(found, "quarter in force") if found else None
    if ground.quarter is not None and kind != "month":
        found = ground.quarter.shift(-4)
        return dated(found, "quarter in force") if found else None
    grain = GRAIN.get(kind, Grain.YEAR)
    base_period = periods.of(grain, ground.published) if ground.published else None
    found = base_period.shift(-12 if grain is Grain.MONTH else -4 if grain is Grain.QUARTER else -1) if base_period else None
    return dated(found, "published") if found else None


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
    mod = _mod(match)
    answer = dated(found, "written out", mod)
    if mod == "END" and match.tokens.words[match.first] in ("later", "rest", "remainder") and ground.published and found.holds(ground.published):
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
    rest = quantity(match.tokens, found[0] + 1, match.last)
    number = (1900 if match.word("c") == "nineteen" else 1800) + int(rest or 0)
    period = periods.year(number) if rest and 10 <= rest <= 99 else None
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
    mod = _mod(match) or {"first": "START"}.get(match.word("h"), "END" if match.word("h") else "")
    return dated(period, "written out", mod) if period else None


def century(match: Match, ground: Ground) -> Answer | None:
    """the 19th century"""
    number = day_number(match.word("n"))
    period = periods.of(Grain.CENTURY, dt.date((number - 1) * 100 + 1, 1, 1)) if number and 1 <= number <= 99 else None
    return dated(period, "written out", _mod(match)) if period else None


# ---------------------------------------------------------------- units beside an anchor


def related_unit(match: Match, ground: Ground) -> Answer | None:
    """last week; early next month; the following year; later this year"""
    grain, related = GRAIN.get(match.word("u")), match.word("r")
    if grain is None:
        return None
    if grain in (Grain.DECADE, Grain.CENTURY) and related == "past":
        return Answer("DURATION", "P10Y" if grain is Grain.DECADE else "P100Y")
    if grain is Grain.YEAR and related == "last" and ground.quarter is not None and _compares(match):
        found = ground.quarter.shift(-4)
        return dated(found, "quarter in force") if found else None
    shift = SHIFT[related]
    anchor, name = (periods.day(ground.published), "published") if ground.published else (None, "")
    if related in FROM_FOCUS or (grain is Grain.DAY and match.tokens.words[match.first] == "the"):
        anchor, name = ground.anchor
    if anchor is None:
        return Answer("DATE", "XXXX-XX-XX" if grain is Grain.DAY else f"XXXX-W{'XX'}" if grain is Grain.WEEK else "XXXX", precision=periods.PRECISION[grain])
    if grain is Grain.WEEKEND and shift == 0:
        return the_weekend(match, ground)
    base = periods.of(grain, anchor.last if shift > 0 else anchor.first)
    found = base.shift(shift) if base else None
    return _cut(match, found, ground, name) if found else None


def _compares(match: Match) -> bool:
    """ "earnings of $24 million, compared with $30 million last year": the same quarter of last year."""
    before = match.tokens.words[max(match.first - 10, 0) : match.first]
    return "$" in before and bool({"compared", "against", "versus"} & set(before))


def _cut(match: Match, found: Period, ground: Ground, name: str) -> Answer:
    """Cut a running period to what its words and tense leave: "later this month", "this week" told in the past."""
    mod, day = _mod(match), ground.published
    answer = dated(found, name, mod)
    if day is None or not found.holds(day) or found.grain is Grain.DAY:
        return answer
    words = match.tokens.words[match.first : match.last]
    first, last = (answer.first, answer.last) if mod else (found.first, found.last)
    if "later" in words or "rest" in words or "remainder" in words:
        first, last = day, found.last
    elif "earlier" in words:
        first, last = found.first, day
    elif mod == "END" and "end" in words and match.before in ("by", "before", "until", "till"):
        first, last = day, found.last
    elif not mod and found.grain in (Grain.WEEK, Grain.MONTH):
        told = direction(match).direction
        first = day if told is Direction.AHEAD else first
        last = day if told is Direction.PAST else last
    return Answer(answer.type, answer.value, first, last, answer.precision, name, mod, found)


def the_weekend(match: Match, ground: Ground) -> Answer | None:
    """the weekend: the one running, else the last one, or the next where the clause looks ahead"""
    day = ground.published
    running = periods.weekend(day) if day else None
    if day is None or running is None:
        return Answer("DATE", "XXXX-WXX-WE", precision=Precision.DAYS)
    told = direction(match)
    # "Sullivan's talks over the weekend" in a Monday report lie behind, whatever the verbs around say, unless they say "will".
    early = day.isoweekday() <= 3 and not (told.at is not None and match.tokens.words[told.at] in ("will", "ll"))
    found = running if running.holds(day) or (told.direction is Direction.AHEAD and not early) else running.shift(-1)
    if match.word("r") == "this" and told.direction is not Direction.PAST:
        found = running
    return dated(found, "published") if found else None


def latest_unit(match: Match, ground: Ground) -> Answer | None:
    """the latest quarter: the one gone by"""
    grain = GRAIN.get(match.word("u"))
    if grain is Grain.QUARTER and ground.quarter is not None:
        return dated(ground.quarter, "quarter in force")
    base = periods.of(grain, ground.published) if grain and ground.published else None
    found = base.shift(-1) if base else None
    return dated(found, "published") if found else None


def latest_period(match: Match, ground: Ground) -> Answer | None:
    """the latest period: the quarter in force"""
    return dated(ground.quarter, "quarter in force") if ground.quarter else None


def unit_end(match: Match, ground: Ground) -> Answer | None:
    """this year's end"""
    grain = GRAIN[match.word("u")]
    base = periods.of(grain, ground.published) if ground.published else None
    found = base.shift(SHIFT[match.tokens.words[match.first]]) if base else None
    return dated(found, "published", "END") if found else None


def the_unit(match: Match, ground: Ground) -> Answer | None:
    """the week; later in the day; the end of the year: of the period in view"""
    unit = match.word("u")
    grain = GRAIN.get(unit)
    if grain is None:
        return None
    if match.after in ("ended", "ending", "to", "through") and not match.word("p") and grain is not Grain.QUARTER:
        return Answer("DURATION", f"P1{'Y' if grain is Grain.YEAR else grain.value}")
    if grain is Grain.WEEKEND:
        return the_weekend(match, ground)
    if grain is Grain.QUARTER and ground.quarter is not None:
        return dated(ground.quarter, "quarter in force", _mod(match))
    if grain is Grain.QUARTER and ground.published is not None:
        running = periods.of(grain, ground.published)
        found = running if running is None or direction(match).direction is Direction.AHEAD else running.shift(-1)
        return dataclasses.replace(dated(found, "published", _mod(match)), leads=True) if found else None
    anchor, name = ground.anchor
    if grain is Grain.DAY and (anchor is None or anchor.grain is not Grain.DAY) and ground.published:
        anchor, name = periods.day(ground.published), "published"
    if grain in (Grain.YEAR, Grain.MONTH, Grain.WEEK) and ground.published and (anchor is None or anchor.grain is grain or match.word("p")):
        anchor, name = periods.day(ground.published), "published"
    found = periods.of(grain, anchor.first) if anchor else None
    return _cut(match, found, ground, name) if found else None


def same_unit(match: Match, ground: Ground) -> Answer | None:
    """that same day; that year"""
    grain = GRAIN.get(match.word("u"))
    anchor, name = ground.anchor
    found = periods.of(grain, anchor.first) if grain and anchor else None
    return dated(found, name, _mod(match)) if found else None


def year_end(match: Match, ground: Ground) -> Answer | None:
    """year-end"""
    if ground.published is None:
        return None
    told = direction(match)
    base = ground.published.year - (1 if told.direction is Direction.PAST and ground.published.month < 7 else 0)
    try:
        end = periods.day(dt.date(base, 12, 31))
    except ValueError:
        return None
    if "-" in match.tokens.words[match.first : match.last]:
        return dated(end, "published")
    return Answer("DATE", f"{base:04d}", end.first, end.last, Precision.DAY, "published", "END", end)


def new_year(match: Match, ground: Ground) -> Answer | None:
    """the new year: its first quarter"""
    day = ground.published
    if day is None:
        return None
    found = periods.year(day.year if day.month < 4 else day.year + 1)
    return Answer("DATE", found.value, found.first, dt.date(found.first.year, 3, 31), Precision.SEASON, "published", "START", found) if found else None


def _counted(match: Match, ground: Ground, base: dt.date, sign: int, name: str) -> Answer | None:
    span = match.range("q")
    unit = match.letter("u", "UNIT") or match.letter("u", "UNITS")
    count = quantity(match.tokens, *span) if span else 1.0
    if unit is None:
        return None
    if count is None:
        return Answer("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", anchor=name)
    if unit.startswith("T"):
        return Answer("TIME", f"{base.isoformat()}", base, base, Precision.DAY, name)
    days = {"2W": 14}.get(unit)
    moved = periods.move(base, sign * round(count * (days or 1)), "D" if days else "M" if unit == "6M" else unit)
    if moved is None:
        return None
    if unit == "W" and count % 1 or unit == "Y" and count % 1:
        moved = periods.move(base, sign * round(count * (7 if unit == "W" else 12)), "D" if unit == "W" else "M") or moved
    found = periods.of(UNIT_GRAIN[unit], moved)
    # What is counted from an anchor is no anchor itself: "$10 million a year ago. ... A year ago, the bank ..." counts once.
    return dataclasses.replace(dated(found, name, _more(match)), period=None) if found else None


def _more(match: Match) -> str:
    word = match.tokens.words[match.first]
    return {"about": "APPROX", "around": "APPROX", "nearly": "LESS_THAN", "almost": "LESS_THAN", "over": "MORE_THAN", "more": "MORE_THAN"}.get(word, "")


def ago(match: Match, ground: Ground) -> Answer | None:
    """three weeks ago; a year ago: in a report on a quarter, the same quarter of the year before"""
    if match.word("u") == "year" and match.word("q") in ("a", "one") and ground.quarter is not None:
        found = ground.quarter.shift(-4)
        return dated(found, "quarter in force") if found else None
    if ground.published is None:
        return Answer("DATE", "PAST_REF")
    return _counted(match, ground, ground.published, -1, "published")


def vague_ago(match: Match, ground: Ground) -> Answer | None:
    """years ago"""
    return Answer("DATE", "PAST_REF")


def long_ago(match: Match, ground: Ground) -> Answer | None:
    """long ago"""
    return Answer("DATE", "PAST_REF")


def ago_weekday(match: Match, ground: Ground) -> Answer | None:
    """a week ago Friday"""
    number = match.number("w", "WEEKDAY")
    span = match.range("q")
    count = quantity(match.tokens, *span) if span else None
    if ground.published is None or count is None:
        return None
    if number is None:
        moved = periods.move(ground.published, -round(count), "Y" if match.word("u").startswith("year") else "W")
        return dated(periods.day(moved), "published") if moved else None
    back = (ground.published.isoweekday() - number) % 7
    moved = periods.move(ground.published, -round(count) * 7 - back, "D")
    return dated(periods.day(moved), "published") if moved else None


def beside_anchor(match: Match, ground: Ground) -> Answer | None:
    """a day earlier; two months later; the week before"""
    sign = 1 if match.word("g") in ("later", "after", "afterward", "afterwards", "hence", "from") else -1
    unit = match.word("u")
    if unit == "year" and match.word("q") in ("a", "one", "") and sign < 0 and ground.quarter is not None:
        found = ground.quarter.shift(-4)
        return dated(found, "quarter in force") if found else None
    anchor, name = ground.anchor
    if match.word("g") in ("hence", "from") and ground.published:
        anchor, name = periods.day(ground.published), "published"
    if anchor is None:
        return None
    return _counted(match, ground, anchor.first, sign, name)
