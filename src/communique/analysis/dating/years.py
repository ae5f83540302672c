"""What the people, matters, events and years of a report say about its day: a sum of step functions over all days.

Each piece of evidence leaves some stretch of days untouched and takes weight from the others: a minister in office from 2019 to 2021, a
currency that began in 1999, a year told in the past. The newest of them counts again, for news is mostly about what is new.

    "President Macron", "in 2019", "COVID-19" -> hardly before 2020, most likely in 2020 or 2021
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from communique.analysis.dates.signs import Direction
from communique.analysis.dating import shares
from communique.analysis.dating.evidence import Evidence, Holder, Matter, Told
from communique.data.tenure import offices

FIRST_DAY = dt.date(1975, 1, 1)
HALF_YEAR = 183
OTHERS = 0.3


@functools.cache
def last_day() -> dt.date:
    """The last day that the tables of the package know of: later ones cannot be told apart by people and events."""
    return max(o.began[0] for o in offices() if o.began)


def log(share: float) -> float:
    """The logarithm of a share of belief."""
    return math.log(max(share, 1e-9))


class Steps:
    """A sum of step functions over the days from ``earliest`` to ``latest``: weights as logarithms."""

    def __init__(self, earliest: dt.date, latest: dt.date) -> None:
        self.earliest, self.latest = earliest, latest
        self.changes: dict[int, float] = defaultdict(float, {earliest.toordinal(): 0.0})

    def add(self, first: dt.date | None, last: dt.date | None, weight: float) -> None:
        """Add a weight to all days from ``first`` to ``last``; None is open."""
        first, last = max(first or self.earliest, self.earliest), min(last or self.latest, self.latest)
        if first <= last and weight:
            self.changes[first.toordinal()] += weight
            self.changes[last.toordinal() + 1] -= weight

    def pieces(self) -> tuple[tuple[int, int, float], ...]:
        """The stretches of equal weight: first and last day as ordinals, and the weight."""
        places = sorted(self.changes)
        ends = [*(p - 1 for p in places[1:]), self.latest.toordinal()]
        values = itertools.accumulate(self.changes[p] for p in places)
        return tuple((a, b, v) for a, b, v in zip(places, ends, values, strict=True) if a <= min(b, self.latest.toordinal()))


class Weights:
    """The finished sum, to be asked day by day."""

    def __init__(self, steps: Steps) -> None:
        self.pieces = steps.pieces()
        self.starts = [a for a, _, _ in self.pieces]
        self.top = max((v for _, _, v in self.pieces), default=0.0)

    def at(self, day: int) -> float:
        """The weight of a day, given as an ordinal."""
        return self.pieces[bisect.bisect_right(self.starts, day) - 1][2]

    def open(self, least: float) -> list[tuple[int, int]]:
        """The stretches whose weight is at most ``least`` below the highest."""
        return [(first, last) for first, last, weight in self.pieces if weight > self.top - least]

    def years_open(self) -> float:
        """How many years there would be if the weight were spread evenly."""
        return sum((b - a + 1) * math.exp(v - self.top) for a, b, v in self.pieces) / 365.25


def weigh_years(evidence: Evidence, earliest: dt.date, latest: dt.date) -> Weights:
    """All evidence that bounds the time of the report."""
    steps = Steps(earliest, latest)
    for holder in evidence.holders:
        _holder(steps, holder)
    for matter in evidence.matters:
        _matter(steps, matter)
    for event in evidence.events:
        steps.add(None, event.known - dt.timedelta(1), log(shares.UNKNOWN_EVENT))
    _newest(steps, [*_beginnings(evidence)], _ages(sum(not h.former for h in evidence.holders)), shares.OFFICE_ELSE)
    _newest(steps, [*_live(evidence)], shares.EVENT_AGE, shares.EVENT_ELSE)
    _told(steps, evidence.years)
    for implied in evidence.implied:
        steps.add(implied.first, implied.last, -log(shares.NOT_IMPLIED))
    return Weights(steps)


def _holder(steps: Steps, holder: Holder) -> None:
    """Before the first of the offices, between them and after the last a report hardly calls the person so."""
    periods = _merged(holder)
    before = log(shares.BEFORE_OFFICE if holder.titled else shares.UNTITLED_BEFORE)
    after = log(shares.AFTER_OFFICE if holder.titled else shares.UNTITLED_AFTER)
    if holder.former:
        steps.add(None, periods[0][0], before)
        for first, last in periods:
            steps.add(first, last, log(shares.STILL_IN_OFFICE))
        return
    if periods[0][0]:
        steps.add(None, periods[0][0] - dt.timedelta(1), before)
    for (_, last), (following, _) in itertools.pairwise([*periods, (None, None)]):
        if last:
            steps.add(last + dt.timedelta(1), following and following - dt.timedelta(1), after)


def _merged(holder: Holder) -> list[tuple[dt.date | None, dt.date | None]]:
    """The periods in which one of the offices may have been held, in their order, without overlaps."""
    periods = sorted(
        ((o.began[0] if o.began else dt.date.min, o.ended[1] if o.ended else dt.date.max) for o in holder.offices), key=lambda p: p[0]
    )
    merged: list[tuple[dt.date, dt.date]] = []
    for first, last in periods:
        if merged and first.toordinal() <= merged[-1][1].toordinal() + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return [(None if a == dt.date.min else a, None if b == dt.date.max else b) for a, b in merged]


def _matter(steps: Steps, matter: Matter) -> None:
    doubt = log(1 - matter.weight)
    if not matter.yearly:
        if matter.first:
            steps.add(None, matter.first - dt.timedelta(1), doubt)
        if matter.last:
            steps.add(matter.last + dt.timedelta(1), None, doubt)
        return
    first, last = matter.first or FIRST_DAY, matter.last or FIRST_DAY
    for year in range(steps.earliest.year, steps.latest.year + 1):
        opens, closes = first.replace(year=year), last.replace(year=year)
        if opens <= closes:
            steps.add(dt.date(year, 1, 1), opens - dt.timedelta(1), doubt)
            steps.add(closes + dt.timedelta(1), dt.date(year, 12, 31), doubt)
        else:
            steps.add(closes + dt.timedelta(1), opens - dt.timedelta(1), doubt)


def _ages(people: int) -> list[float]:
    """How long the newest of so many people has been in office, by half years: the more they are, the likelier one is new."""
    stay = math.exp(-0.5 * min(people, shares.CABINET) / shares.TENURE)
    return [0.9 * (1 - stay) * stay**i + shares.OFFICE_ELSE for i in range(16)]


def _beginnings(evidence: Evidence) -> Iterator[dt.date]:
    """First days of the offices that the report speaks of."""
    for holder in evidence.holders:
        if not holder.former:
            yield from (o.began[0] for o in holder.offices if o.began)


def _live(evidence: Evidence) -> Iterator[dt.date]:
    """The days from which the events of the report are in the news."""
    for event in evidence.events:
        yield from (max(event.known, first - dt.timedelta(HALF_YEAR)) for first, _ in event.times)


def _newest(steps: Steps, beginnings: Iterable[dt.date], ages: Sequence[float], rest: float) -> None:
    """Weight by the age of the newest beginning that a day has behind it."""
    known = sorted(set(beginnings))
    for first, following in itertools.pairwise([*known, None]):
        assert first is not None
        end = following - dt.timedelta(1) if following else steps.latest
        for i, share in enumerate(ages):
            opens = first + dt.timedelta(i * HALF_YEAR)
            steps.add(opens, min(end, opens + dt.timedelta(HALF_YEAR - 1)), log(share))
        steps.add(first + dt.timedelta(len(ages) * HALF_YEAR), end, log(rest))
    if known:
        steps.add(None, known[0] - dt.timedelta(1), log(rest))


def _told(steps: Steps, years: list[Told]) -> None:
    """Years written out: the latest told of the past counts most; the first told ahead bounds the report from above."""
    past = [t for t in years if t.direction is Direction.PAST and not t.due and t.first <= steps.latest]
    for told in past:
        steps.add(None, told.first - dt.timedelta(1), 0.5 * log(shares.YEAR_TOO_LATE if told.whole else shares.MONTH_TOO_LATE))
    if past:
        latest = max(past, key=lambda t: (t.first.year, t.first))
        if latest.whole:
            _by_year(steps, latest.first.year, shares.YEAR_AFTER, 1.0)
        else:
            _by_days(steps, latest.first, shares.MONTH_AFTER, 1)
        for year in sorted({t.first.year for t in past} - {latest.first.year}, reverse=True)[:2]:
            _by_year(steps, year, shares.YEAR_AFTER, OTHERS)
    newest = max((t.first for t in past), default=dt.date.min)
    unsure = [t for t in years if t.direction is Direction.OPEN and not t.due and newest < t.first <= steps.latest]
    if unsure:
        _by_year(steps, max(t.first.year for t in unsure), shares.YEAR_OPEN, 0.7)
    for told in years:
        if told.due:
            steps.add(told.last + dt.timedelta(1), None, log(shares.YEAR_TOO_LATE))
    ahead = [t for t in years if t.direction is Direction.AHEAD and not t.due]
    if ahead:
        first = min(ahead, key=lambda t: t.last)
        if first.whole:
            _by_year(steps, first.last.year, shares.YEAR_AHEAD, 1.0)
        else:
            _by_days(steps, first.last, shares.MONTH_AHEAD, -1)
            _by_days(steps, first.last, shares.MONTH_PASSED, 1)


def _by_days(steps: Steps, day: dt.date, near: tuple[tuple[int, float], ...], sign: int) -> None:
    """Weight by how many days the report is after a day (before it, where the sign is -1); shares are spread over their stretches."""
    before = 0
    rest = shares.MONTH_ELSE / 3650
    for until, share in near:
        opens, closes = sorted((day + dt.timedelta(sign * (before + (sign < 0))), day + dt.timedelta(sign * (until - (sign > 0)))))
        steps.add(opens, closes, log(share / (until - before)) - log(rest))
        before = until


def _by_year(steps: Steps, year: int, near: dict[int, float], power: float) -> None:
    """Weight by how many years the report is after a year."""
    rest = log(shares.YEAR_ELSE)
    for away, share in near.items():
        steps.add(dt.date(year + away, 1, 1), dt.date(year + away, 12, 31), power * (log(share) - rest))
    steps.add(None, None, power * rest)
