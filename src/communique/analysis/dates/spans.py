"""Builders for durations, sets and expressions without a number: "within 60 days", "every week", "recently", "in the coming weeks".

Durations that run from or to the day of the report have bounds; others have none.

    "Aides will draft the text over the coming weeks." -> DURATION PXW, six weeks from the day of the report
"""

from __future__ import annotations

import datetime as dt

from communique.analysis.dates import periods
from communique.analysis.dates.anchors import Answer, Ground, dated, direction
from communique.analysis.dates.numbers import quantity
from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import Direction, verbs
from communique.analysis.dates.words import SHIFT
from communique.model import Precision

# How far "the coming weeks" and the like reach, in days.
REACH_OF = {"D": 10, "W": 42, "M": 183, "Q": 366}
MORE, LESS, ABOUT = (
    ("more", "over", "well"),
    ("less", "fewer", "under", "nearly", "almost", "just"),
    ("about", "around", "roughly", "approximately", "some"),
)
MODS = dict.fromkeys(MORE, "MORE_THAN") | dict.fromkeys(LESS, "LESS_THAN") | dict.fromkeys(ABOUT, "APPROX")
MODS |= {"at": "EQUAL_OR_MORE"} | dict.fromkeys(("up", "no", "within", "as"), "EQUAL_OR_LESS")
BEFORE_LENGTH = frozenset({"for", "in", "within", "of", "over", "by", "than", "about"})
FRACTION_OF = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24), "M": ("D", 30), "W": ("D", 7)}


def _unit(match: Match, name: str = "u") -> str | None:
    return match.letter(name, "UNIT") or match.letter(name, "UNITS") or ("D" if match.word(name).startswith("weekend") else None)


def amount(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units: 2.5 years P2Y6M, half an hour PT30M, several weeks PXW."""
    if unit == "2W":
        count, unit = (count * 2 if count else count), "W"
    if unit == "6M":
        count, unit = (count * 6 if count else count), "M"
    if count is None:
        return f"PT{'X'}{unit[1:]}" if unit.startswith("T") else f"PX{unit}"
    if unit in ("E", "C", "L"):
        count, unit = count * {"E": 10, "C": 100, "L": 1000}[unit], "Y"
    whole = int(count)
    pieces = [(whole, unit)] if whole else []
    if count != whole and unit in FRACTION_OF:
        smaller, factor = FRACTION_OF[unit]
        pieces.append((round((count - whole) * factor), smaller))
    elif count != whole:
        return f"P{'T' if unit[0] == 'T' else ''}{count:g}{unit.lstrip('T')}"
    days = "".join(f"{n}{u}" for n, u in pieces if not u.startswith("T"))
    clock = "".join(f"{n}{u[1:]}" for n, u in pieces if u.startswith("T"))
    return f"P{days}" + (f"T{clock}" if clock else "") if pieces else f"P0{unit}"


def _count(match: Match, name: str = "q") -> float | None:
    span = match.range(name)
    return quantity(match.tokens, *span) if span else 1.0


def _moved(day: dt.date, count: float, unit: str, sign: int) -> dt.date | None:
    if unit.startswith("T"):
        return day
    if unit in ("2W", "6M"):
        count, unit = (count * 14, "D") if unit == "2W" else (count * 6, "M")
    if abs(count) > 10_000_000:
        return None
    return periods.move(day, sign * round(count), unit)


def duration(match: Match, ground: Ground) -> Answer | None:
    """two days; more than two years; an hour and a half; within 60 days (counted from the day of the report)"""
    unit = _unit(match)
    if unit is None:
        return None
    if (
        match.word("q") == "one"
        and unit == "D"
        and match.last - match.first == 2
        and (direction(match).direction is Direction.AHEAD or match.after == "to")
        and match.before not in BEFORE_LENGTH
    ):
        return Answer("DATE", "FUTURE_REF")
    count = _count(match)
    if match.word("h") and count is not None:
        count += 0.5
    if match.word("u").startswith("weekend"):
        return None
    first = last = None
    within = "within" in (match.before, match.tokens.words[match.first])
    within = within or (match.before == "in" and _lies_ahead(match))
    if within and ground.published and count is not None:
        first, last = ground.published, _moved(ground.published, count, unit, 1)
    return Answer(
        "DURATION",
        amount(count, unit),
        first,
        last,
        Precision.VAGUE,
        "published" if first else "",
        MODS.get(match.tokens.words[match.first], ""),
    )


def _lies_ahead(match: Match) -> bool:
    """ "will host them in two weeks", but not "will be the first visit in almost nine years" nor "could end it in one day"."""
    before = set(match.tokens.words[max(match.first - 14, 0) : match.first])
    rank = before & {"first", "time", "most"} or any(word.endswith("est") for word in before)
    one = match.word("q") == "one"
    return not rank and not one and match.tokens.words[match.first] not in MODS and direction(match).direction is Direction.AHEAD


def quarter_century(match: Match, ground: Ground) -> Answer | None:
    """a quarter of a century; a quarter-century ago"""
    if not match.word("g"):
        return Answer("DURATION", "P25Y")
    found = periods.year(ground.published.year - 25) if ground.published else None
    return dated(found, "published", "APPROX") if found else Answer("DATE", "PAST_REF")


def unit_long(match: Match, ground: Ground) -> Answer | None:
    """day-long; months-long"""
    unit = _unit(match)
    if unit is None:
        return None
    return Answer("DURATION", amount(None if match.word("u").endswith("s") else 1.0, unit))


def running_duration(match: Match, ground: Ground) -> Answer | None:
    """the past two months; the next several days: bounded by the day of the report"""
    unit = _unit(match)
    if unit is None:
        return None
    count = _count(match)
    sign = SHIFT[match.word("r")]
    reach = count if count is not None else None
    bounds = _running(ground.published, reach, unit, sign) if _from_report(match, sign) else (None, None)
    return Answer("DURATION", amount(count, unit), *bounds, Precision.VAGUE, "published" if bounds[0] else "")


def _running(day: dt.date | None, count: float | None, unit: str, sign: int) -> tuple[dt.date | None, dt.date | None]:
    if day is None:
        return None, None
    if count is None:
        edge = periods.move(day, sign * REACH_OF[unit], "D") if unit in REACH_OF else None
    else:
        edge = _moved(day, count, unit, sign)
    if edge is None:
        return (day, None) if sign > 0 else (None, day)
    return (day, edge) if sign > 0 else (edge, day)


def _from_report(match: Match, sign: int) -> bool:
    """ "over the next weeks" of the report, not "the last two days of the talks" nor "spent the next four days in hiding"."""
    if match.after == "of":
        return False
    return (
        sign < 0 or match.word("r") != "next" or not verbs()["passes_time"] & set(match.tokens.words[max(match.first - 4, 0) : match.first])
    )


def first_units(match: Match, ground: Ground) -> Answer | None:
    """the first nine months"""
    unit = _unit(match)
    return Answer("DURATION", amount(_count(match) if match.range("q") else None, unit)) if unit else None


def vague_units(match: Match, ground: Ground) -> Answer | None:
    """the coming weeks; recent months"""
    unit = _unit(match)
    if unit is None:
        return None
    if match.word("r") == "recent" and unit == "Y":
        return Answer("DATE", "PAST_REF", anchor="published")
    sign = -1 if match.word("r") in ("last", "past", "recent", "previous", "preceding", "prior") else 1
    bounds = _running(ground.published, None, unit, sign) if _from_report(match, sign) else (None, None)
    return Answer("DURATION", amount(None, unit), *bounds, Precision.VAGUE, "published" if bounds[0] else "")


def bare_units(match: Match, ground: Ground) -> Answer | None:
    """for weeks; within days"""
    span = match.first if match.tokens.words[match.first] not in MODS else match.last - 1
    word = match.tokens.words[span] if match.tokens.words[span] != "or" else match.tokens.words[match.last - 1]
    unit = match.letter("u", "UNITS")
    if unit is None or not word:
        return None
    if match.before == "within" and ground.published:
        return Answer("DURATION", amount(None, unit), *_running(ground.published, None, unit, 1), Precision.VAGUE, "published")
    return Answer("DURATION", amount(None, unit))


def some_time(match: Match, ground: Ground) -> Answer | None:
    """some time; a while"""
    return Answer("DURATION", "PXX")


# ---------------------------------------------------------------- sets


def often(match: Match, ground: Ground) -> Answer | None:
    """daily; weekly"""
    value = match.letter("o", "OFTEN")
    return Answer("SET", value) if value else None


def every(match: Match, ground: Ground) -> Answer | None:
    """every year; every Monday; each July; every two weeks"""
    weekday, number, season = match.number("w", "WEEKDAY"), match.number("m", "MONTH"), match.letter("s", "SEASON")
    if weekday:
        part = match.letter("t", "DAYPART")
        return Answer("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if number:
        return Answer("SET", f"XXXX-{number:02d}")
    if season:
        return Answer("SET", f"XXXX-{season}")
    if match.word("t2"):
        return Answer("SET", f"XXXX-XX-XXT{match.letter('t2', 'DAYPART')}")
    unit = _unit(match)
    if unit is None:
        return None
    count = 2.0 if match.word("o") else quantity(match.tokens, match.first + 1, match.at("u") or match.last)
    return Answer("SET", amount(count, unit))


def weekdays_set(match: Match, ground: Ground) -> Answer | None:
    """Mondays; Tuesday nights"""
    number = match.number("w", "WEEKDAYS") or match.number("w2", "WEEKDAY")
    part = match.letter("t", "DAYPART") or match.letter("t2", "DAYPART")
    return Answer("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


def seasons_set(match: Match, ground: Ground) -> Answer | None:
    """the past three summers"""
    return Answer("SET", f"XXXX-{match.letter('s', 'SEASONS')}")


def times_in_unit(match: Match, ground: Ground) -> Answer | None:
    """twice a year"""
    unit = _unit(match)
    return Answer("SET", amount(1.0, unit)) if unit else None


def always(match: Match, ground: Ground) -> Answer | None:
    """24 hours a day, seven days a week: how, not when"""
    return None


def rate(match: Match, ground: Ground) -> Answer | None:
    """$2 billion a year: a price, no time"""
    return None


def per_unit(match: Match, ground: Ground) -> Answer | None:
    """two visits a year"""
    unit = _unit(match)
    return Answer("SET", amount(1.0, unit)) if unit else None


# ---------------------------------------------------------------- without a number


def reference(match: Match, ground: Ground) -> Answer | None:
    """now; currently; recently"""
    value = match.letter("f", "PRESENT") or match.letter("f", "PAST")
    return Answer("DATE", value) if value else None


def future(match: Match, ground: Ground) -> Answer | None:
    """soon; the future; but "soon became" tells of the past"""
    if match.word("f") and direction(match).direction is Direction.PAST:
        return None
    return Answer("DATE", "FUTURE_REF")


def past_reference(match: Match, ground: Ground) -> Answer | None:
    """the past"""
    return Answer("DATE", "PAST_REF")


def present_reference(match: Match, ground: Ground) -> Answer | None:
    """these days; current; but "then current" lies behind"""
    if match.tokens.words[match.first] == "then":
        return Answer("DATE", "PAST_REF")
    return Answer("DATE", "PRESENT_REF")


def at_the_time(match: Match, ground: Ground) -> Answer | None:
    """at the time: of what was last dated"""
    named = ground.last
    if named is None:
        return Answer("DATE", "PAST_REF")
    period = named.period
    return Answer("DATE", "PAST_REF", period.first, period.last, periods.PRECISION[period.grain], named.text)


def beside_event(match: Match, ground: Ground) -> Answer | None:
    """a day after (the summit): a length, its anchor is an event"""
    return duration(match, ground)
