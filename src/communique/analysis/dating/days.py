"""How well a day fits the days and weekdays that a report names, its dateline, stamps, captions and fresh events.

Every clue becomes a judge: a function from a day (as an ordinal) to the logarithm of the share of reports that name such a day from there.

    Dateline "March 4" -> 4 March, rarely a day beside it; "on Tuesday" in the lead -> a Tuesday or the day after one
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import math
from collections.abc import Callable, Iterator

from communique.analysis.dates.signs import Direction
from communique.analysis.dating import shares
from communique.analysis.dating.evidence import RANK, Clue, Evidence, Place
from communique.analysis.dating.years import log

Judge = Callable[[int], float]
# A judge with the most it can say for any day: what cannot win any more need not be heard to the end.
Heard = tuple[Judge, float]
BEFORE, AFTER = 8, 10
MOST_CLUES = 12
OWN = frozenset({Place.DATELINE, Place.STAMP})
NEAR_OWN = 5
YEARS = range(1900, 2101)
REACH, NEVER = 8000, math.log(1e-6)


def judges_of(evidence: Evidence) -> list[Heard]:
    """The judges of all clues that tell something, those that tell most first; days are ordinals."""
    by_weekday = any(c.day is None and c.place is Place.LEAD for c in evidence.clues)
    week = [log(share) for share in shares.WEEK]
    judges = [_day_judge(clue, by_weekday) for clue in _telling(evidence)]
    judges += [_fresh_judge(e.times) for e in evidence.events if e.fresh]
    judges += [_weekday_judge(clue, table) for clue, table in _weekdays(evidence)]
    if together := _together(evidence):
        judges.append((lambda day: shares.TOGETHER if day in together else 0.0, shares.TOGETHER))
    return [*judges, (lambda day: week[(day - 1) % 7], max(week))]


def candidates(evidence: Evidence, years: set[int]) -> Iterator[int]:
    """Every day near one that is named, in each of the years, and near each fresh event."""
    clues = _telling(evidence)
    own = [c for c in clues if c.place in OWN]
    before, after = (NEAR_OWN, NEAR_OWN) if own else (BEFORE, AFTER)
    for clue in own or clues:
        for named in (clue.year and [_ordinal(clue.year, clue.month, clue.day)]) or [_ordinal(y, clue.month, clue.day) for y in years]:
            if named:
                yield from range(named - before, named + after + 1)
    for first, last in (time for event in evidence.events if event.fresh for time in event.times):
        yield from range(first.toordinal() - 1, min(last.toordinal(), first.toordinal() + 30) + AFTER + 1)


@functools.lru_cache(maxsize=8192)
def _ordinal(year: int, month: int | None, day: int | None) -> int:
    """A day as an ordinal; 0 where there is none such."""
    try:
        return dt.date(year, month or 1, day or 1).toordinal()
    except ValueError:
        return 0


# ---------------------------------------------------------------- named days


def _telling(evidence: Evidence) -> list[Clue]:
    """The days named, each once, the likeliest places first."""
    kept: dict[tuple[int | None, int | None], Clue] = {}
    for clue in sorted((c for c in evidence.clues if c.day is not None), key=lambda c: (c.year is None, RANK[c.place])):
        kept.setdefault((clue.month, clue.day), clue)
    return list(kept.values())[:MOST_CLUES]


def _day_judge(clue: Clue, by_weekday: bool) -> Heard:
    logs, most = _logs(clue.place, clue.direction, clue.year is not None, pins(clue), by_weekday)
    places = _places(clue.month, clue.day, clue.year, clue.weekday)
    number = len(places)

    def judge(day: int) -> float:
        at = bisect.bisect_right(places, day)
        behind = ahead = NEVER
        if at:
            gap = day - places[at - 1]
            behind = logs[gap if gap < REACH else REACH]
        if at < number:
            gap = places[at] - day
            ahead = logs[-gap if gap < REACH else -REACH]
        return behind if behind > ahead else ahead

    return judge, most


@functools.cache
def _logs(place: Place, direction: Direction, written: bool, pinned: bool, by_weekday: bool) -> tuple[list[float], float]:
    """Logarithms of the shares by the days from a named day to the report, and the highest of them.

    Those of the days before the named one stand at negative places, counted from the end.
    """
    near, before, after = _shares(place, direction, written, pinned, by_weekday)
    tails = _tails(written)
    logs = [log(after) + tail for tail in tails] + [log(before) + tail for tail in reversed(tails[1:])]
    for gap, share in near.items():
        logs[gap] = log(share)
    return logs, max(*logs, NEVER)


@functools.lru_cache(maxsize=1024)
def _places(month: int | None, day: int | None, year: int | None, weekday: int | None) -> list[int]:
    """The days of all years (or of the one) that bear a name and, where it has one, fall on its weekday."""
    named = (_ordinal(y, month, day) for y in ((year,) if year is not None else YEARS))
    return [n for n in named if n and (weekday is None or (n - 1) % 7 + 1 == weekday)]


def _shares(place: Place, direction: Direction, written: bool, pinned: bool, by_weekday: bool) -> tuple[dict[int, float], float, float]:
    """Shares for the days near a named day, and the mass left for days of publication long before and long after it."""
    ahead = direction is Direction.AHEAD
    if place is Place.DATELINE:
        return shares.DATELINE, 1e-4, 1e-3
    if place is Place.STAMP:
        return shares.STAMP, 1e-3, 1e-2
    if place is Place.CAPTION:
        return shares.CAPTION, 1e-4, 0.3
    if place is Place.TRAILER:
        return (shares.TRAILER_AHEAD, 0.15, 0.1) if ahead else (shares.PAST, 0.02, 0.3)
    if written and place is not Place.LEAD:
        # A year is written out for days further off: "due March 30, 1992".
        behind, before = dict.fromkeys(range(31), 0.003), dict.fromkeys(range(-30, 0), 0.003)
        return (before, 0.6, 0.1) if ahead else (behind, 0.05, 0.6) if direction is Direction.PAST else (behind | before, 0.2, 0.6)
    if by_weekday and not pinned:
        # A report that says "on Friday" for this week says "May 3" for days further off.
        return dict.fromkeys(range(-6, 7), 0.012), 0.6 if ahead else 0.1, 0.05 if ahead else 0.6
    past_shares, ahead_shares = (shares.PAST, shares.AHEAD) if pinned else (shares.BARE_PAST, shares.BARE_AHEAD)
    if ahead:
        scale = 0.3 if written else 1.0
        return {gap: scale * share for gap, share in ahead_shares.items()}, 0.55, 0.06
    if direction is Direction.PAST:
        return past_shares, 0.06, 0.4
    both = {*past_shares, *ahead_shares}
    return {g: (past_shares.get(g, 0.0) + ahead_shares.get(g, 0.0)) / 2 for g in both}, 0.2, 0.25


@functools.cache
def _tails(written: bool) -> list[float]:
    """A tail that thins out with the distance; days with their year written out are often years old, those without are not."""
    if written:
        steps = [(0.4 / 365, 365), (0.3 / 730, 1095), (0.3 / 3650, REACH + 1)]
        return [math.log(next(share for share, until in steps if gap < until)) for gap in range(REACH + 1)]
    return [math.log(12.0 / (gap + 12.0) ** 2) for gap in range(REACH + 1)]


def pins(clue: Clue) -> bool:
    """A dateline, caption, trailer, or a day of the lead with its weekday or year can be the report's own; a bare "May 3" rather not."""
    told = clue.year is not None or clue.weekday is not None
    return clue.place in (Place.DATELINE, Place.STAMP, Place.CAPTION, Place.TRAILER) or (told and clue.place is Place.LEAD)


# ---------------------------------------------------------------- weekdays


def _weekdays(evidence: Evidence) -> Iterator[tuple[Clue, dict[int, float]]]:
    """The bare weekdays that count, with their shares: one of the past and one ahead in the lead, a few of the rest."""
    bare = [c for c in evidence.clues if c.day is None and c.weekday and c.place not in (Place.TRAILER, Place.CAPTION)]
    past = [c for c in bare if c.direction is not Direction.AHEAD and not c.closing]
    ahead = [c for c in bare if c.direction is Direction.AHEAD and not c.closing]
    lead = [c for c in past if c.place is not Place.BODY]
    for clue in [c for c in bare if c.closing][:1]:
        yield clue, shares.WEEKDAY_CLOSING
    if lead:
        yield lead[0], shares.WEEKDAY_FURTHER if evidence.close else _lead_shares(lead[0], past)
    elif past:
        yield past[0], shares.WEEKDAY_FURTHER if evidence.close else shares.WEEKDAY_BODY
    for clue in ahead[:1]:
        yield clue, shares.WEEKDAY_FURTHER_AHEAD if evidence.close else shares.WEEKDAY_AHEAD


def _lead_shares(first: Clue, past: list[Clue]) -> dict[int, float]:
    """ "said on Tuesday ... on Monday": the report is rather of Tuesday; "on Monday ... on Tuesday": hardly of Monday."""
    own = first.weekday or 1
    others = {c.weekday for c in past}
    if own % 7 + 1 in others:
        return shares.WEEKDAY_LEAD_BEFORE_OTHER
    return shares.WEEKDAY_LEAD_AFTER_OTHER if (own - 2) % 7 + 1 in others else shares.WEEKDAY_LEAD


def _weekday_judge(clue: Clue, table: dict[int, float]) -> Heard:
    logs = [log(table[(weekday - (clue.weekday or 1)) % 7]) for weekday in range(1, 8)]
    return (lambda day: logs[(day - 1) % 7]), max(logs)


# ---------------------------------------------------------------- both


def _fresh_judge(times: tuple[tuple[dt.date, dt.date], ...]) -> Heard:
    """An event of the last days: the report is of one of its days or soon after the last."""
    spans = [(first.toordinal(), last.toordinal()) for first, last in times]

    def judge(day: int) -> float:
        gaps = (day - last if day > last else min(day - first, 0) for first, last in spans)
        return log(max(shares.FRESH.get(gap, shares.FRESH_ELSE) for gap in gaps))

    return judge, log(max(shares.FRESH.values()))


def _together(evidence: Evidence) -> frozenset[int]:
    """The days named with month and day that fall on a weekday of which the lead tells without looking ahead."""
    leads = {c.weekday for c in evidence.clues if c.day is None and c.place is Place.LEAD and c.direction is not Direction.AHEAD}
    pinned = [c for c in evidence.clues if c.day is not None and pins(c) and c.place not in OWN]
    return frozenset(n for c in pinned for n in _places(c.month, c.day, None, c.weekday) if (n - 1) % 7 + 1 in leads)
