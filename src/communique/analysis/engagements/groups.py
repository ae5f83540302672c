"""What several mentions of one engagement tell together: its kind, its sides and people, its days, what became of it.

"Blinken will fly to Beijing on Friday. ... The two-day trip had been put off in February." - one visit, its days told once
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from communique.analysis.dates import Timex
from communique.analysis.engagements.agreement import LATER, MAIN_EVENT, off
from communique.analysis.engagements.mentions import Mention
from communique.model import Kind, PartKind, Precision, Status

MOST = 200  # mentions of one engagement in one report
DAYS = frozenset({Precision.DAY, Precision.DAYS})
# "hopes to meet by the end of the year, with a summit in November as a chance": the chance sets no day for the hope.
MERE = frozenset({"noun-chance", "noun-opportunity", "noun-possibility"})


@dataclass(slots=True)
class Group:
    """Mentions of one engagement, in text order, and what they tell together.

    Every further mention is held against every group, so what a group tells is worked out once for each mention that joins it.

    Args:
        mentions: at least one; ``add`` brings a further one.
        sides: every side that a mention names.
        people: names of the people by side.
        kind: the kind told most firmly, a mention with its own sides before one that only refers.
        date: the narrowest date told by any mention, the first of its own candidates only.
        status: what became of it: words that call it off, then those that say it took place, then the firmest word ahead.
    """

    mentions: list[Mention]
    sides: frozenset[str] = frozenset()
    people: dict[str | None, set[str]] = field(default_factory=dict)
    kind: Kind = Kind.MEETING
    date: Timex | None = None
    status: Status = Status.EXPECTED

    def __post_init__(self) -> None:
        for mention in self.mentions:
            self._name(mention)
        self._tell()

    def add(self, mention: Mention) -> None:
        """One more mention of it; what is told so often is told, and each is weighed against all before it."""
        if len(self.mentions) >= MOST:
            return
        self.mentions.append(mention)
        self._name(mention)
        self._tell()

    def _name(self, mention: Mention) -> None:
        self.sides |= set(mention.sides)
        for person in mention.people:
            self.people.setdefault(person.side, set()).add(person.name)

    def _tell(self) -> None:
        self.kind = max(self.mentions, key=lambda m: (len(m.sides) > 1, len(m.people), len(m.sides), -m.start)).kind
        self.date = self._dated()
        self.status = self._standing()

    def _dated(self) -> Timex | None:
        dated = [m for m in self.mentions if m.setting.dates]
        told = [m.setting.dates[0] for m in dated if m.status.rule not in MERE] or [m.setting.dates[0] for m in dated]
        dates = [d for d in told if d.rule != MAIN_EVENT] or told
        bounded = [d for d in dates if d.earliest and d.latest]
        if self.kind is Kind.VISIT and (journey := _journey(bounded)) is not None:
            return journey
        return min(bounded, key=_narrowness, default=dates[0] if dates else None)

    def _standing(self) -> Status:
        proving = [m for m in self.mentions if m.standing is not PartKind.TRAILER] or self.mentions
        told = [m.status for m in proving]
        for reading in told:
            if reading.firm and off(reading.status):
                return reading.status
        ranked = (
            Status.HELD,
            Status.UNDER_WAY,
            Status.POSTPONED,
            Status.CANCELLED,
            Status.PLANNED,
            Status.INVITED,
            Status.EXPECTED,
            Status.REFUSED,
        )
        own = [m.status for m in proving if m.sides or m.setting.dates] or told
        # "the trip comes as ..." tells of a visit ahead as well as of one under way
        plain = [r for r in own if not r.rule.endswith("-present")] or own
        return min((r.status for r in plain), key=ranked.index)


def _narrowness(date: Timex) -> tuple[object, ...]:
    """Days before "later this month", and before weeks; then the shorter period."""
    width = (date.latest or dt.date.max) - (date.earliest or dt.date.min)
    return bool(LATER.match(date.text)), date.precision not in DAYS, width, date.start


def _journey(dates: Sequence[Timex]) -> Timex | None:
    """From the first to the last of the days of a journey, where several that do not meet are told."""
    days = [d for d in dates if d.precision in DAYS]
    first = min(days, key=lambda d: (d.earliest or dt.date.max, d.start), default=None)
    last = max(days, key=lambda d: d.latest or dt.date.min, default=None)
    if first is None or last is None or first.latest is None or last.earliest is None or first.latest >= last.earliest:
        return None
    return replace(first, latest=last.latest, precision=Precision.DAYS, rule=f"{first.rule}+journey", alternatives=())
