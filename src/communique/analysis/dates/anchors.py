"""The ground on which an expression is resolved: the day of the report, the last explicit date, the quarter in force, the tense around it.

An expression gives an under-specified answer ("a Friday", "a November", "a day earlier"); the ground picks the anchor and the direction.
There is no clock: without a day of publication nothing that depends on it gets bounds.

    "The treaty talks ended in November." (published 14 February 2024) -> November 2023, because "ended" looks back
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.analysis.dates import periods
from communique.analysis.dates.periods import DAY, Grain, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import Direction, Tense
from communique.analysis.dates.tense import tense
from communique.analysis.dates.timex import Alternative
from communique.model import Precision

# In days: how much nearer the other year's day must be before it beats the tense ("met on April 20" in February looks ten months back).
AGAINST_STRONG = 400
AGAINST_WEAK = 150
# A day of eleven months ago would carry its year; so for days the tense weighs less.
AGAINST_DAY = 200
# "was sealed on Dec. 3" tells of its day; "the Dec. 3 vote", "put off to Dec. 3" name one beside their verb.
AGAINST_ON, AGAINST_BESIDE, NEVER = 300, 150, 1000
# "will carry out the Jan. 28 memorandum": a day that names a thing stands in any tense.
AGAINST_NAMED = 100
FOCUS_AGE = 3
ASIDE = frozenset({"since", "than"})
OWNERS = frozenset({"the", "a", "its", "their", "his", "her", "'s", "’s"})
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


@dataclass(frozen=True, slots=True)
class Named:
    """A definite period that the text has named, its words, their paragraph, and whether they head the line of a chronology."""

    period: Period
    text: str
    paragraph: int
    heads: bool = False


@dataclass(slots=True)
class Ground:
    """What has been read so far in one text: ``last`` is the last definite period, ``event`` the last that does not just describe
    a thing ("the 2015 deal") or the year that is running."""

    published: dt.date | None
    last: Named | None = None
    event: Named | None = None
    paragraph: int = 0
    quarter: Period | None = None
    told_of: dict[str, bool] = field(default_factory=dict)

    def tells_of(self, words: re.Pattern[str], text: str) -> bool:
        """Whether the report has these words anywhere; looked for once."""
        if words.pattern not in self.told_of:
            self.told_of[words.pattern] = words.search(text) is not None
        return self.told_of[words.pattern]

    def note(self, answer: Answer, text: str, before: str, after: str) -> None:
        """Remember a definite period for those that count from it; "the first since 2019" tells of nothing that happened then."""
        period = answer.period
        if answer.value in LONGER_REPORTS:
            self.quarter = None
        if period is None or before in ASIDE:
            return
        if self.last is not None and self.last.heads and self.last.paragraph == self.paragraph:
            return
        self.last = Named(period, text, self.paragraph, after == ":" and period.grain is Grain.DAY)
        if not (period.longer(Grain.HALF) and (before in OWNERS or (self.published is not None and period.holds(self.published)))):
            self.event = self.last
        # A look at the running quarter does not end a report on the one gone by.
        running = self.published is not None and period.last >= self.published
        if answer.leads and not (running and self.quarter is not None):
            self.quarter = period

    def anchor(self, grain: Grain) -> tuple[Period | None, str]:
        """From what a unit is counted: the last definite period named not too far above, else the day of the report, with its name."""
        named = self.event if self.last is not None and self.last.period.longer(grain) else self.last
        if named is not None and self.paragraph - named.paragraph <= FOCUS_AGE:
            return named.period, named.text
        return (periods.day(self.published), "published") if self.published else (None, "")

    @property
    def story(self) -> Ground:
        """The ground of a chronology's line, "May 24, 2019: the minister says she will go on June 7", else this one."""
        head = self.last
        return Ground(head.period.first) if head is not None and head.heads and head.paragraph == self.paragraph else self

    @property
    def day(self) -> Period | None:
        """The last definite day named not too far above, else the day of the report: what "in the afternoon" belongs to."""
        found, _ = self.anchor(Grain.DAY)
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


def some(anchor: Period, grain: Grain, name: str, first: dt.date | None, last: dt.date | None) -> Answer:
    """A unit of a longer period: "in March 2019 they met; two days later ..." has bounds but no day."""
    year = f"{anchor.first.year:04d}" if anchor.first.year == anchor.last.year else "XXXX"
    base = anchor.value if anchor.grain is Grain.MONTH and grain is Grain.DAY else year
    rest = {Grain.DAY: "-XX" if base != year else "-XX-XX", Grain.WEEK: "-WXX", Grain.WEEKEND: "-WXX-WE", Grain.QUARTER: "-QX"}
    return Answer("DATE", base + rest.get(grain, "-XX" if grain is Grain.MONTH else ""), first, last, Precision.VAGUE, name)


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
            cost += against or (AGAINST_STRONG if told.strong and not told.wish else AGAINST_WEAK)
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
    # What somebody decided to do "Sunday" was done yesterday in a Monday report, not planned for six days on.
    shown = (not told.strong and back <= 2) or (told.wish and back == 1)
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
    if before in ("since", "ended"):
        return NEVER
    if not told.strong:
        return None
    if told.direction is not Direction.PAST:
        return AGAINST_NAMED if before in OWNERS else AGAINST_DAY
    return AGAINST_ON if before in ("on", "of", "from", "between", "after", "following", "before") else AGAINST_BESIDE
