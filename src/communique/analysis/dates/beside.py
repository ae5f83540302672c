"""Builders for units counted from an anchor: "last week", "later this month", "the following year", "three weeks ago", "a day earlier".

The anchor is the day of the report, the last explicit date, or the quarter in force; running periods are cut to what words and tense leave.

    "They pledged to sign by the end of this year." -> DATE 2024 (END), from the day of the report to 31 December 2024
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from communique.analysis.dates import periods
from communique.analysis.dates.anchors import Answer, Ground, dated, direction, some
from communique.analysis.dates.numbers import quantity
from communique.analysis.dates.periods import Grain, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import Direction
from communique.analysis.dates.words import FROM_FOCUS, GRAIN, SHIFT, UNIT_GRAIN, cut, part_word
from communique.model import Precision

# Weeks further than this are not counted.
FAR = 5000
# After these "the next year" runs on from the report.
RUNNING = frozenset({"over", "for", "in", "during", "within", "of", "through", "throughout", "into", "until", "by", "at"})


def related_unit(match: Match, ground: Ground) -> Answer | None:
    """last week; early next month; the following year; later this year"""
    grain, related = GRAIN.get(match.word("u")), match.word("r")
    if grain is None:
        return None
    if grain in (Grain.DECADE, Grain.CENTURY) and related == "past":
        return Answer("DURATION", "P10Y" if grain is Grain.DECADE else "P100Y")
    if grain is Grain.YEAR and related == "last" and ground.quarter is not None and _compares(match):
        found = ground.quarter.shift(-4)
        return dataclasses.replace(dated(found, "quarter in force"), period=None) if found else None
    if related == "last" and match.tokens.words[match.first] == "the" and match.after == "of":
        return None  # "the last day of his visit"
    shift = SHIFT[related]
    anchor, name = (periods.day(ground.published), "published") if ground.published else (None, "")
    if related in FROM_FOCUS or _in_narrative(match, ground, grain):
        anchor, name = ground.anchor(grain)
    if anchor is None:
        unknown = {
            Grain.DAY: "XXXX-XX-XX",
            Grain.WEEK: "XXXX-WXX",
            Grain.WEEKEND: "XXXX-WXX-WE",
            Grain.MONTH: "XXXX-XX",
            Grain.QUARTER: "XXXX-QX",
        }
        return Answer("DATE", unknown.get(grain, "XXXX"), precision=periods.PRECISION[grain])
    if grain is Grain.WEEKEND and shift == 0:
        return the_weekend(match, ground)
    if name != "published" and anchor.longer(grain) and related not in ("this", "current", "present"):
        return some(anchor, grain, name, *_moved(anchor, shift, grain))
    base = periods.of(grain, anchor.last if shift > 0 else anchor.first)
    found = base.shift(shift) if base else None
    if found is None:
        return None
    answer = cut(match, found, ground, name)
    opens = match.tokens.words[match.first]
    runs = (related in ("past", "coming") and opens in ("the", related)) or (related == "last" and opens == "the")
    if runs and name == "published" and grain is not Grain.DAY:
        return _running(answer, grain, shift, anchor.first)
    return answer


def _in_narrative(match: Match, ground: Ground, grain: Grain) -> bool:
    """ "was released in 2006 and sung abroad the next year", "the next day": counted from what was told, not from the report."""
    if match.tokens.words[match.first] != "the" or match.word("r") in ("last", "past"):
        return False
    if grain is Grain.DAY:
        return True
    told, day = ground.last, ground.published
    behind = told is not None and day is not None and told.paragraph == ground.paragraph and told.period.last < day
    return behind and match.word("r") == "next" and match.before not in RUNNING and direction(match).direction is not Direction.AHEAD


def _moved(anchor: Period, units: int, grain: Grain) -> tuple[dt.date | None, dt.date | None]:
    """The days on which a unit counted from any day of the anchor can lie."""
    unit = {Grain.WEEKEND: "W", Grain.HALF: "Q", Grain.SEASON: "Q"}.get(grain, grain.value)
    return periods.move(anchor.first, units, unit), periods.move(anchor.last, units, unit)


def _running(answer: Answer, grain: Grain, shift: int, day: dt.date) -> Answer:
    """ "over the past year", "in the coming month": valued as last year and next month, but they run from or to the day of the report."""
    edge = None if grain is Grain.WEEKEND else periods.move(day, shift, grain.value)
    if edge is None:
        return answer
    first, last = (edge, day) if shift < 0 else (day, edge)
    return dataclasses.replace(answer, first=first, last=last, precision=Precision.VAGUE)


def _compares(match: Match) -> bool:
    """ "earnings of $24 million, compared with $30 million last year": the same quarter of last year."""
    before = match.tokens.words[max(match.first - 10, 0) : match.first]
    return "$" in before and bool({"compared", "against", "versus"} & set(before))


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
    if match.after == "ahead" and ground.published and (edge := periods.move(ground.published, 1, grain.value)):
        return Answer("DURATION", f"P1{grain.value}", ground.published, edge, Precision.VAGUE, "published")
    if grain is Grain.QUARTER and ground.quarter is not None:
        return dated(ground.quarter, "quarter in force", part_word(match))
    if grain is Grain.QUARTER and ground.published is not None:
        running = periods.of(grain, ground.published)
        found = running if running is None or direction(match).direction is Direction.AHEAD else running.shift(-1)
        return dataclasses.replace(dated(found, "published", part_word(match)), leads=True) if found else None
    anchor, name = ground.anchor(grain)
    if (anchor is None or anchor.longer(grain)) and ground.published:
        anchor, name = periods.day(ground.published), "published"
    if grain in (Grain.YEAR, Grain.MONTH, Grain.WEEK) and ground.published and (anchor is None or anchor.grain is grain or match.word("p")):
        anchor, name = periods.day(ground.published), "published"
    found = periods.of(grain, anchor.first) if anchor else None
    return cut(match, found, ground, name) if found else None


def same_unit(match: Match, ground: Ground) -> Answer | None:
    """that same day; that year"""
    grain = GRAIN.get(match.word("u"))
    if grain is None:
        return None
    anchor, name = ground.anchor(grain)
    if match.after == "as" and ground.published:
        # "The move came the same day as the verdict": the day of the news itself.
        anchor, name = periods.day(ground.published), "published"
    if anchor and anchor.longer(grain):
        return some(anchor, grain, name, anchor.first, anchor.last)
    found = periods.of(grain, anchor.first) if anchor else None
    return dated(found, name, part_word(match)) if found else None


def year_end(match: Match, ground: Ground) -> Answer | None:
    """year-end"""
    if ground.published is None:
        return None
    told = direction(match)
    gone = told.direction is Direction.PAST and (ground.published.month < 7 or match.before == "since")
    base = ground.published.year - gone
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
    return (
        Answer("DATE", found.value, found.first, dt.date(found.first.year, 3, 31), Precision.SEASON, "published", "START", found)
        if found
        else None
    )


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
    return {
        "about": "APPROX",
        "around": "APPROX",
        "nearly": "LESS_THAN",
        "almost": "LESS_THAN",
        "over": "MORE_THAN",
        "more": "MORE_THAN",
    }.get(word, "")


def ago(match: Match, ground: Ground) -> Answer | None:
    """three weeks ago; a year ago: in a report on a quarter, the same quarter of the year before"""
    if match.word("u") == "year" and match.word("q") in ("a", "one") and ground.quarter is not None:
        found = ground.quarter.shift(-4)
        return dataclasses.replace(dated(found, "quarter in force"), period=None) if found else None
    if ground.published is None:
        return Answer("DATE", "PAST_REF")
    return _counted(match, ground, ground.published, -1, "published")


def vague_ago(match: Match, ground: Ground) -> Answer | None:
    """years ago"""
    return Answer("DATE", "PAST_REF")


def long_ago(match: Match, ground: Ground) -> Answer | None:
    """long ago"""
    return Answer("DATE", "PAST_REF")


def ago_on_weekday(match: Match, ground: Ground) -> Answer | None:
    """two weeks ago on Friday: the Friday of that week; two weeks from Friday"""
    number, span, sign = match.number("w", "WEEKDAY"), match.range("q"), 1 if match.word("g2") else -1
    count = quantity(match.tokens, *span) if span else None
    if ground.published is None or count is None or abs(count) > FAR or number is None:
        return None
    if sign > 0:
        ahead = (number - ground.published.isoweekday()) % 7
        found = periods.day(ground.published).shift(ahead + 7 * round(count))
    else:
        week = periods.week(ground.published)
        week = week.shift(-round(count)) if week else None
        found = periods.day(week.first).shift(number - 1) if week else None
    return dated(found, "published") if found else None


def unit_beyond(match: Match, ground: Ground) -> Answer | None:
    """the week before last; the year after next"""
    base = periods.of(GRAIN[match.word("u")], ground.published) if ground.published else None
    found = base.shift(-2 if match.word("g") else 2) if base else None
    return dated(found, "published") if found else None


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
        return dataclasses.replace(dated(found, "quarter in force"), period=None) if found else None
    grain = GRAIN.get(unit.removesuffix("s").replace("centurie", "century"))
    anchor, name = ground.anchor(grain or Grain.DAY)
    if match.word("g") in ("hence", "from") and ground.published:
        anchor, name = periods.day(ground.published), "published"
    # "what to do the day after" counts from nothing that was told, nor does "four decades later" count from the report.
    if anchor is None or (name == "published" and not match.range("q")):
        return None
    if name == "published" and match.word("g") in ("later", "afterward"):
        return Answer("DATE", "XXXX")
    count = quantity(match.tokens, *span) if (span := match.range("q")) else 1.0
    if grain and anchor.longer(grain) and count is not None:
        return some(anchor, grain, name, *_moved(anchor, sign * round(count), grain))
    return _counted(match, ground, anchor.first, sign, name)
