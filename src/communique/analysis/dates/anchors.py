"""The ground on which an expression is resolved: the day of the report, the last explicit date, the quarter in force, the tense around it.

An expression gives an under-specified answer ("a Friday", "a November", "a day earlier"); the ground picks the anchor and the direction.
There is no clock: without a day of publication nothing that depends on it gets bounds.

    "The treaty talks ended in November." (published 14 February 2024) -> November 2023, because "ended" looks back
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.analysis.dates import periods
from communique.analysis.dates.periods import DAY, Grain, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.tense import Direction, Tense, tense
from communique.analysis.dates.timex import Alternative
from communique.model import Precision

# In days: how much nearer the other year's day must be before it beats the tense ("met on April 20" in February looks ten months back).
AGAINST_STRONG = 400
AGAINST_WEAK = 150
# A day of eleven months ago would carry its year; so for days the tense weighs less.
AGAINST_DAY = 200
# "was sealed on Dec. 3" tells of its day; "the Dec. 3 vote", "put off to Dec. 3" name one beside their verb.
AGAINST_ON, AGAINST_BESIDE, NEVER = 300, 150, 1000
FOCUS_AGE = 3
# A report on these lengths is not one on a quarter: "in the first nine months, up from a year earlier".
LONGER_REPORTS = frozenset({"P6M", "P9M", "P12M", "P1Y"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression stands for; ``period`` is set when it names a definite period that later expressions may count from, ``leads``
    when it puts a quarter in force."""

    type: str
    value: str
    first: dt.date | None = None
    last: dt.date | None = None
    precision: Precision = Precision.VAGUE
    anchor: str = ""
    mod: str = ""
    period: Period | None = None
    alternatives: tuple[Alternative, ...] = ()
    impossible: bool = False
    leads: bool = False


@dataclass(slots=True)
class Ground:
    """What has been read so far in one text."""

    published: dt.date | None
    focus: Period | None = None
    focus_text: str = ""
    focus_paragraph: int = 0
    paragraph: int = 0
    quarter: Period | None = None
    unit: dict[Grain, Period] = field(default_factory=dict)

    def note(self, answer: Answer, text: str) -> None:
        """Remember a definite period for those that count from it."""
        period = answer.period
        if answer.value in LONGER_REPORTS:
            self.quarter = None
        if period is None:
            return
        self.focus, self.focus_text, self.focus_paragraph = period, text, self.paragraph
        self.unit[period.grain] = period
        if answer.leads:
            self.quarter = period

    @property
    def anchor(self) -> tuple[Period | None, str]:
        """The last definite period named not too far above, else the day of the report, with its name."""
        if self.focus is not None and self.paragraph - self.focus_paragraph <= FOCUS_AGE:
            return self.focus, self.focus_text
        return (periods.day(self.published), "published") if self.published else (None, "")

    @property
    def day(self) -> Period | None:
        """The last definite day named not too far above, else the day of the report: what "in the afternoon" belongs to."""
        found, _ = self.anchor
        if found is not None and found.grain is not Grain.DAY:
            found = periods.day(self.published) if self.published else None
        return found


def direction(match: Match) -> Tense:
    """The tense around a match."""
    return tense(match.tokens, match.first, match.last)


def dated(period: Period, anchor: str = "", mod: str = "", type_: str = "DATE", alternatives: tuple[Alternative, ...] = ()) -> Answer:
    """The answer for a definite period, cut to its early, middle or late part."""
    first, last = periods.part(period, mod)
    precision = periods.PRECISION[period.grain]
    if mod and period.grain is Grain.MONTH:
        precision = Precision.DAYS
    return Answer(type_, period.value, first, last, precision, anchor, mod, period, alternatives)


def nearest(
    candidates: Iterable[Period | None], ground: Ground, told: Tense, against: int | None = None
) -> tuple[Period, tuple[Alternative, ...]] | None:
    """The candidate that tense and nearness to the day of the report favour, and the runner-up where the margin is small."""
    if ground.published is None:
        return None
    day, scored = ground.published, []
    for period in candidates:
        if period is None:
            continue
        gap = 0 if period.holds(day) else min(abs((period.first - day).days), abs((period.last - day).days))
        lies = Direction.OPEN if period.holds(day) else Direction.AHEAD if period.first > day else Direction.PAST
        cost = gap
        if told.direction is not Direction.OPEN and lies not in (told.direction, Direction.OPEN):
            cost += against or (AGAINST_STRONG if told.strong else AGAINST_WEAK)
        # With no tense to go by the past is likelier: news tells more of what was.
        elif told.direction is Direction.OPEN and lies is Direction.AHEAD:
            cost += 30
        scored.append((cost, period.first, period))
    if not scored:
        return None
    scored.sort(key=lambda s: (s[0], s[1]))
    best = scored[0]
    others = [s for s in scored[1:2] if s[0] - best[0] < 60]
    return best[2], tuple(Alternative(p.value, p.first, p.last, round(0.5 - (c - best[0]) / 150, 2)) for c, _, p in others)


def bare_weekday(number: int, ground: Ground, told: Tense) -> tuple[Period, tuple[Alternative, ...]] | None:
    """A bare weekday: the report's own day when it fits, else the last one before it, or the next one where the clause looks ahead."""
    if ground.published is None:
        return None
    day = ground.published
    back = (day.isoweekday() - number) % 7
    try:
        past, ahead = periods.day(day - back * DAY), periods.day(day + (7 - back) % 7 * DAY)
    except OverflowError:
        return None
    if back == 0:
        return past, ()
    likely = 0.9 if told.strong else 0.7
    # "The envoy arrives in Taipei on Thursday" under a picture in a Friday report: yesterday, not in six days.
    shown = not told.strong and back <= 2
    # Without any tense, tomorrow is nearer than six days ago.
    near = told.direction is Direction.OPEN and back == 6
    if near or (told.direction is Direction.AHEAD and not shown):
        return ahead, (Alternative(past.value, past.first, past.last, round(1 - likely, 2)),)
    return past, (Alternative(ahead.value, ahead.first, ahead.last, round(1 - likely, 2)),)


def year_of(ground: Ground, month: int, told: Tense, day: int, before: str) -> int | None:
    """The year of a month and day named without one, with the word before them; None while the day of publication is unknown."""
    if ground.published is None:
        return None
    base = ground.published.year
    options: list[Period | None] = []
    for number in (base - 1, base, base + 1):
        try:
            options.append(periods.day(dt.date(number, month, day)))
        except ValueError:
            continue
    found = nearest(options, ground, told, _against(told, before))
    return found[0].first.year if found else None


def _against(told: Tense, before: str) -> int | None:
    """How much the tense weighs for a day, by the word before it."""
    if before == "since":
        return NEVER
    if not told.strong:
        return None
    if told.direction is not Direction.PAST:
        return AGAINST_DAY
    return AGAINST_ON if before in ("on", "of", "after", "following", "before") else AGAINST_BESIDE
