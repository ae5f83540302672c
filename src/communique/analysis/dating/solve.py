"""Weighing the evidence: a posterior over the days on which a report may have been published.

First the people, matters and years bound the time (``years``); then, within it, every day near one that is named is judged by the dates and
weekdays named (``days``). All other days are tried in steps: they leave doubt, but cannot win.

    Dateline "March 4", "on Monday" in the lead, a president of 2017 to 2021 -> 4 March 2019, the only Monday among the five
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Collection, Iterable, Iterator

from communique.analysis.dating.alike import Alike, days_of, weigh, weigh_most
from communique.analysis.dating.days import OWN, Heard, candidates, judges_of
from communique.analysis.dating.evidence import Evidence
from communique.analysis.dating.years import FIRST_DAY, Weights, last_day, weigh_years

MOST_YEARS = 16
NEGLIGIBLE = 8.0
# Days so far behind the best add nothing that a rounded weight could show.
FAINT = 16.0
# A dateline or stamp outweighs much else: near its day, years of far less weight are still tried.
HARDLY = 16.0
# Steps through the other days; it shares no factor with a week, so that all weekdays are met alike.
STEP = 19


def posterior(
    evidence: Evidence, earliest: dt.date | None = None, latest: dt.date | None = None, alike: tuple[Alike, ...] = ()
) -> tuple[tuple[dt.date, float], ...]:
    """Days with their weights, best first; empty when nothing names a day or no years stand out.

    Args:
        earliest: no earlier day is possible.
        latest: no later day is possible (the day on which the report was read); by default the last day that the tables know of, or
            that a report like it has.
        alike: dated reports that tell the same.
    """
    earliest, latest = earliest or FIRST_DAY, latest or max([last_day(), *(other.day for other in alike)])
    named = any(c.day is not None for c in evidence.clues) or any(e.fresh for e in evidence.events)
    if earliest > latest or not (named or alike):
        return ()
    weights = weigh_years(evidence, earliest, latest)
    if not alike and weights.years_open() > MOST_YEARS:
        return ()
    judges = judges_of(evidence)
    if alike:
        judges.insert(0, (lambda day: weigh(alike, day), weigh_most(alike)))
    bounds = range(earliest.toordinal(), latest.toordinal() + 1)
    near = {*_near(evidence, weights), *(day for day in days_of(alike) if day in bounds)}
    scores = _heard(near, weights, judges, NEGLIGIBLE)
    if not scores:
        return ()
    best = max(scores.values())
    kept = {day: math.exp(value - best) for day, value in scores.items() if best - value < NEGLIGIBLE}
    far = sum(STEP * math.exp(value - best) for value in _heard(_far(weights, near), weights, judges, FAINT, best - FAINT).values())
    total = sum(kept.values()) + far
    order = sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((dt.date.fromordinal(day), round(share / total, 4)) for day, share in order)


def _heard(days: Iterable[int], weights: Weights, judges: list[Heard], margin: float, least: float = -math.inf) -> dict[int, float]:
    """The scores of the days that may still count; a day is dropped as soon as the rest of the judges cannot bring it up again."""
    found = {}
    rests = [*itertools.accumulate((most for _, most in reversed(judges)), initial=0.0)][::-1]
    steps = [(judge, rest) for (judge, _), rest in zip(judges, rests[1:], strict=True)]
    for weight, day in sorted(((weights.at(day), day) for day in days), reverse=True):
        value = weight
        if value + rests[0] < least:
            break
        for judge, rest in steps:
            value += judge(day)
            if value + rest < least:
                break
        else:
            found[day] = value
            least = max(least, value - margin)
    return found


def _near(evidence: Evidence, weights: Weights) -> set[int]:
    """The days near a named one that the years leave open."""
    own = any(c.place in OWN and c.day for c in evidence.clues)
    stretches = weights.open(HARDLY if own else NEGLIGIBLE)
    years = {year for first, last in stretches for year in range(dt.date.fromordinal(first).year, dt.date.fromordinal(last).year + 1)}
    days = set(candidates(evidence, years))
    return {day for day in days if weights.pieces[0][0] <= day <= weights.pieces[-1][1] and weights.at(day) > weights.top - HARDLY}


def _far(weights: Weights, near: Collection[int]) -> Iterator[int]:
    """Days in steps through the stretches left open that are not near a named day."""
    following = 0
    for first, last in weights.open(NEGLIGIBLE):
        following = max(following, first)
        while following <= last:
            if following not in near:
                yield following
            following += STEP
