"""Weighing the evidence: a posterior over the days on which a report may have been published.

First the years that the people in office, the events and the written years leave open; then, within them, every day near one that is
named, by the dates and weekdays named. Weights are shares of belief measured on dated news and kept as round numbers below.

    Dateline "March 4", "on Monday" in the lead, a president of 2017 to 2021 -> 4 March 2019, the only Monday among the five
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Callable, Collection, Iterator

from communique.analysis.dates.signs import Direction
from communique.analysis.dating.evidence import Clue, Event, Evidence, Place
from communique.data.tenure import offices

FIRST_YEAR = 1975
OUT_OF_OFFICE = 0.03
UNTITLED = 0.3
MOST_YEARS = 12
NEGLIGIBLE = 8.0
CLOSE = 1.5
BEFORE, AFTER = 15, 45
STEP, FAR_YEARS = 5, 6
LAST_ORDINAL = dt.date.max.toordinal()
# Where the publication lies after a day named: share of belief for 0, 1, 2 ... days, then what is left for the year after.
DATELINE = {0: 0.93, 1: 0.05, -1: 0.005, 2: 0.005}
CAPTION = {0: 0.55, 1: 0.2, 2: 0.05, 3: 0.02, 4: 0.02, 5: 0.01, 6: 0.01, 7: 0.01}
PAST = {0: 0.25, 1: 0.16, 2: 0.07, 3: 0.05, 4: 0.04, 5: 0.03, 6: 0.03, 7: 0.025}
AHEAD = {0: 0.12, -1: 0.12, -2: 0.07, -3: 0.05, -4: 0.05, -5: 0.04, -6: 0.04, -7: 0.035}
TRAILER_AHEAD = {0: 0.3, 1: 0.12, -1: 0.12, 2: 0.05, -2: 0.08, 3: 0.03, -3: 0.05}
# A bare weekday: the report's own day first, then the days after it.
WEEKDAY_LEAD = {0: 0.56, 1: 0.19, 2: 0.08, 3: 0.055, 4: 0.045, 5: 0.035, 6: 0.035}
WEEKDAY_CLOSING = {0: 0.65, 1: 0.1, 2: 0.04, 3: 0.05, 4: 0.05, 5: 0.05, 6: 0.06}
WEEKDAY_LEAD_AHEAD = {0: 0.2, 6: 0.2, 5: 0.16, 4: 0.14, 3: 0.12, 2: 0.1, 1: 0.08}
WEEKDAY_BODY = {0: 0.3, 1: 0.25, 2: 0.15, 3: 0.1, 4: 0.08, 5: 0.06, 6: 0.06}
ORDER = {place: i for i, place in enumerate((Place.DATELINE, Place.CAPTION, Place.LEAD, Place.TRAILER, Place.TITLE, Place.BODY))}
# A day named by its date and again as the weekday of the lead is hardly a coincidence.
TOGETHER = 1.2
YEAR_AFTER = {0: 0.22, 1: 0.28, 2: 0.13, 3: 0.09, 4: 0.06, 5: 0.04, 6: 0.03, -1: 0.03}
YEAR_AHEAD = {0: 0.3, -1: 0.3, 1: 0.12, -2: 0.06, -3: 0.05, -4: 0.04, -5: 0.04, 2: 0.02}
YEAR_ELSE = 0.008


@functools.cache
def last_day() -> dt.date:
    """The last day that the tables of the package know of: later ones cannot be told apart by people and events."""
    return max(o.began[0] for o in offices() if o.began)


def _log(share: float) -> float:
    return math.log(max(share, 1e-9))


def _year_weight(evidence: Evidence, year: int) -> float:
    total = 0.0
    for holder in evidence.holders:
        inside = any(_overlaps(o.began and o.began[0], o.ended and o.ended[1], year) for o in holder.offices)
        total += 0.0 if inside else _log(OUT_OF_OFFICE if holder.titled else UNTITLED)
    for event in evidence.events:
        if not event.yearly and not _overlaps(event.first, event.last, year):
            total += _log(1 - event.weight)
    return total + _written_years(evidence, year)


def _open(evidence: Evidence, weights: dict[int, float]) -> list[int]:
    """The years left open, likeliest first; here full dates count too, which otherwise weigh only as days."""
    with_dates = {
        year: weight + sum(0.6 * _log(YEAR_AFTER.get(year - c.year, YEAR_ELSE)) for c in evidence.clues if c.year is not None)
        for year, weight in weights.items()
    }
    top = max(with_dates.values(), default=0.0)
    years = sorted((y for y, w in with_dates.items() if top - w < NEGLIGIBLE), key=lambda y: -with_dates[y])
    return [] if sum(top - with_dates[y] < CLOSE for y in years) > MOST_YEARS else years[: 2 * MOST_YEARS]


def _written_years(evidence: Evidence, year: int) -> float:
    """Years written out: the latest told of the past counts most; one told ahead bounds the report from above."""
    total = 0.0
    past = [y for y in evidence.years if y not in evidence.years_ahead]
    if past:
        total += _log(YEAR_AFTER.get(year - max(past), YEAR_ELSE))
        total += sum(0.3 * _log(YEAR_AFTER.get(year - y, YEAR_ELSE)) for y in sorted(past)[:-1][-3:])
    for named in evidence.years_ahead:
        total += 0.6 * _log(YEAR_AHEAD.get(year - named, YEAR_ELSE))
    return total


def _overlaps(first: dt.date | None, last: dt.date | None, year: int) -> bool:
    return (first is None or first.year <= year) and (last is None or last.year >= year)


def posterior(evidence: Evidence, earliest: dt.date | None = None, latest: dt.date | None = None) -> tuple[tuple[dt.date, float], ...]:
    """Days with their weights, best first; empty when nothing names a day or no year stands out.

    Args:
        earliest: no earlier day is possible.
        latest: no later day is possible (the day on which the report was read); by default the last day that the tables know of.
    """
    earliest, latest = earliest or dt.date(FIRST_YEAR, 1, 1), latest or last_day()
    if not any(clue.day is not None for clue in evidence.clues):
        return ()
    weights = {year: _year_weight(evidence, year) for year in range(earliest.year, latest.year + 1)}
    years = _open(evidence, weights)
    judge = _judge_of(evidence, weights)
    scores = {day: judge(day) for day in _candidates(evidence, years) if earliest <= day <= latest}
    if not scores:
        return ()
    best = max(scores.values())
    shares = {day: math.exp(score - best) for day, score in scores.items() if best - score < NEGLIGIBLE}
    # Days far from every named one are tried in steps and stand for those between them: they cannot win, but they leave doubt.
    far = sum(STEP * math.exp(judge(day) - best) for day in _between(years, scores) if earliest <= day <= latest)
    total = sum(shares.values()) + far
    return tuple((day, round(share / total, 4)) for day, share in sorted(shares.items(), key=lambda pair: (-pair[1], pair[0])))


def _judge_of(evidence: Evidence, weights: dict[int, float]) -> Callable[[dt.date], float]:
    """The logarithm of how well a day of publication fits all evidence."""
    by_weekday = any(c.day is None and c.place is Place.LEAD for c in evidence.clues)
    judges = [judge for clue in _telling(evidence) if (judge := _judge(clue, by_weekday)) is not None]
    judges += _bounded(evidence)
    judges.append(functools.partial(_together, *_named(evidence)))
    return lambda day: weights[day.year] + sum(judge(day) for judge in judges)


def _between(years: list[int], near: Collection[dt.date]) -> Iterator[dt.date]:
    """Every fifth day of the likeliest years that is not among those near a named day; five steps through all weekdays."""
    for year in years[:FAR_YEARS]:
        for number in range(dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal() + 1, STEP):
            day = dt.date.fromordinal(number)
            if day not in near:
                yield day


def _named(evidence: Evidence) -> tuple[frozenset[tuple[int, int]], frozenset[int]]:
    """The days named with month and day, and the weekdays that the lead tells of without looking ahead."""
    days = frozenset((c.month, c.day) for c in evidence.clues if c.month and c.day and _pins(c) and c.place is not Place.DATELINE)
    leads = frozenset(
        c.weekday for c in evidence.clues if c.day is None and c.weekday and c.place is Place.LEAD and c.direction is not Direction.AHEAD
    )
    return days, leads


def _pins(clue: Clue) -> bool:
    """A dateline, caption, trailer, or a day of the lead with its weekday or year can be the report's own; a bare "May 3" rather not."""
    told = clue.year is not None or clue.weekday is not None
    return clue.place in (Place.DATELINE, Place.CAPTION, Place.TRAILER) or (told and clue.place is Place.LEAD)


def _together(days: frozenset[tuple[int, int]], weekdays: frozenset[int], day: dt.date) -> float:
    return TOGETHER if (day.month, day.day) in days and day.isoweekday() in weekdays else 0.0


def _candidates(evidence: Evidence, years: list[int]) -> set[dt.date]:
    """The days near one that is named, in each of the years left open."""
    found: set[dt.date] = set()
    for clue in evidence.clues[:40]:
        if clue.day is None or clue.month is None:
            continue
        for year in {clue.year} if clue.year is not None else years:
            try:
                named = dt.date(year or 1, clue.month, clue.day).toordinal()
            except ValueError:
                continue
            found.update(dt.date.fromordinal(n) for n in range(max(named - BEFORE, 1), named + AFTER) if n <= LAST_ORDINAL)
    open_years = set(years)
    return {day for day in found if day.year in open_years}


def _telling(evidence: Evidence) -> list[Clue]:
    """The clues that count: each named day once, two weekdays of the lead, three of the body."""
    kept: list[Clue] = []
    seen: set[tuple[int | None, int | None, int | None, Place | None]] = set()
    room = {Place.LEAD: 2, Place.TITLE: 1, Place.BODY: 3, Place.CAPTION: 1, Place.DATELINE: 1, Place.TRAILER: 1}
    for clue in sorted(evidence.clues, key=lambda c: (c.day is not None and c.year is None, ORDER[c.place])):
        key = (clue.month, clue.day, clue.weekday if clue.day is None else None, clue.place if clue.day is None else None)
        if key in seen:
            continue
        seen.add(key)
        if clue.day is None:
            if room[clue.place] == 0:
                continue
            room[clue.place] -= 1
        kept.append(clue)
    return kept[:14]


def _bounded(evidence: Evidence) -> list[Callable[[dt.date], float]]:
    """The people and events again, now to the day, for those that begin or end within a year."""
    judges: list[Callable[[dt.date], float]] = []
    for holder in evidence.holders:
        gone = _log(OUT_OF_OFFICE if holder.titled else UNTITLED)
        judges.append(functools.partial(_in_office, tuple((o.began and o.began[0], o.ended and o.ended[1]) for o in holder.offices), gone))
    for event in evidence.events:
        judges.append(functools.partial(_in_season, event, _log(1 - event.weight)))
    return judges


def _in_office(periods: tuple[tuple[dt.date | None, dt.date | None], ...], gone: float, day: dt.date) -> float:
    """Nothing while in office, and nothing in a year without any office (that is weighed with the years)."""
    near = [p for p in periods if _overlaps(*p, day.year)]
    return gone if near and not any((first or day) <= day <= (last or day) for first, last in near) else 0.0


def _in_season(event: Event, gone: float, day: dt.date) -> float:
    if event.yearly or _overlaps(event.first, event.last, day.year):
        return 0.0 if event.fits(day) else gone
    return 0.0


def _judge(clue: Clue, by_weekday: bool) -> Callable[[dt.date], float] | None:
    """How well a day of publication fits a clue, as a logarithm."""
    if clue.day is None:
        return _weekday_judge(clue)
    near, before, after = _shares(clue, by_weekday)
    month, number = clue.month or 1, clue.day

    def judge(day: dt.date) -> float:
        options = (clue.year,) if clue.year is not None else (day.year - 1, day.year, day.year + 1)
        best = 1e-6
        for year in options:
            try:
                named = dt.date(year, month, number)
            except ValueError:
                continue
            if clue.weekday is not None and named.isoweekday() != clue.weekday:
                continue
            gap = (day - named).days
            share = near.get(gap)
            if share is None:
                share = _tail(abs(gap), after if gap > 0 else before, clue.year is not None)
            best = max(best, share)
        return _log(best)

    return judge


def _shares(clue: Clue, by_weekday: bool) -> tuple[dict[int, float], float, float]:
    """Shares for the days near a named day, and the mass left for days of publication long before and long after it."""
    if clue.place is Place.DATELINE:
        return DATELINE, 1e-4, 1e-3
    if clue.place is Place.CAPTION:
        return CAPTION, 1e-4, 0.1
    if clue.place is Place.TRAILER:
        return (TRAILER_AHEAD, 0.15, 0.1) if clue.direction is Direction.AHEAD else (PAST, 0.02, 0.3)
    if clue.year is not None and clue.place is not Place.LEAD:
        # A year is written out for days further off: "due March 30, 1992".
        ahead = clue.direction is Direction.AHEAD
        return dict.fromkeys(range(-30, 31), 0.004), 0.6 if ahead else 0.1, 0.1 if ahead else 0.6
    if by_weekday and not _pins(clue):
        # A report that says "on Friday" for this week says "May 3" for days further off.
        ahead = clue.direction is Direction.AHEAD
        return dict.fromkeys(range(-6, 7), 0.012), 0.6 if ahead else 0.05, 0.05 if ahead else 0.6
    if clue.direction is Direction.AHEAD:
        scale = 1.0 if clue.year is None else 0.3
        return {gap: scale * share for gap, share in AHEAD.items()}, 0.45, 0.03
    if clue.direction is Direction.PAST:
        return PAST, 0.02, 0.35
    return {g: (PAST.get(g, 0.0) + AHEAD.get(g, 0.0)) / 2 for g in {*PAST, *AHEAD}}, 0.2, 0.25


def _tail(gap: int, mass: float, written: bool) -> float:
    """A tail that thins out with the distance; days with their year written out are often years old, those without are not."""
    if written:
        return mass * (0.4 / 365 if gap < 365 else 0.3 / 730 if gap < 1095 else 0.3 / 3650)
    return mass * 12.0 / (gap + 12.0) ** 2


def _weekday_judge(clue: Clue) -> Callable[[dt.date], float] | None:
    if clue.place in (Place.TRAILER, Place.CAPTION):
        return None
    if clue.closing:
        shares = WEEKDAY_CLOSING
    elif clue.place in (Place.LEAD, Place.DATELINE, Place.TITLE):
        shares = WEEKDAY_LEAD_AHEAD if clue.direction is Direction.AHEAD else WEEKDAY_LEAD
    else:
        shares = WEEKDAY_LEAD_AHEAD if clue.direction is Direction.AHEAD else WEEKDAY_BODY
    logs = [_log(shares[(weekday - (clue.weekday or 1)) % 7]) for weekday in range(1, 8)]
    return lambda day: logs[day.isoweekday() - 1]
