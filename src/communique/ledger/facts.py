"""What of an engagement claim counts when two are compared: kind, people, sides, period, place, standing.

Words such as "the two presidents" are filled with the holders of the day as keys of comparison. A visit's place is its host.

    "the summit of the two presidents in California in November"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from communique.ledger.identity import NOTHING, office_holders
from communique.ledger.offices import speaks
from communique.ledger.periods import AHEAD, AHEAD_STATUS, CALLED_OFF, Period, likely, shifted
from communique.ledger.tenures import Holders
from communique.model import Engagement, Kind, PartKind, Person, Status

# A gathering of more sides than these is looked up by its month alone, not by each pair of its sides.
MANY = 5
# Office words further from the start of the evidence speak of something else: "talks on Sunday ... as the two leaders had agreed".
NEAR = 160


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim prepared for comparison.

    Args:
        people: as named by the document.
        filled: where it names none of a side, those whom its words stand for.
        period: where it can lie in time; None when nothing tells.
        status: as told; what lies ahead of its report is planned, whatever the verb ("the May 14 visit").
    """

    claim: Engagement
    published: dt.date | None
    people: tuple[Person, ...]
    filled: tuple[Person, ...]
    sides: frozenset[str]
    period: Period | None
    status: Status

    @property
    def ahead(self) -> bool:
        """Told as coming."""
        return self.status in AHEAD_STATUS

    @property
    def called_off(self) -> bool:
        """Told as put off, called off or turned down."""
        return self.status in CALLED_OFF

    @property
    def happened(self) -> bool:
        """Told as held or begun, in the report's own voice."""
        return self.status in (Status.HELD, Status.UNDER_WAY) and self.claim.standing is not PartKind.TRAILER

    def of_side(self, side: str) -> tuple[Person, ...]:
        """The people that the document names of one side."""
        return tuple(p for p in self.people if p.side == side)

    def months(self) -> tuple[int, ...]:
        """The months in which it can lie; what was called off can be any plan of the year ahead, whatever day the news names."""
        if self.period is None:
            return ()
        if self.called_off and self.published:
            first, last = min(self.period.start, self.published), max(self.period.end, shifted(self.published, AHEAD))
            return Period(first, last, False).months()
        return self.period.months()

    def shelves(self) -> Iterator[tuple[str, ...]]:
        """Where to look for claims of the same engagement: pairs of sides, or the one side told, by month."""
        months = self.months()
        sides = sorted(self.sides)
        if len(sides) > MANY:
            pairs: list[tuple[str, ...]] = [("many",)]
        elif len(sides) > 1:
            pairs = [(a, b) for i, a in enumerate(sides) for b in sides[i + 1 :]]
        else:
            pairs = [(side,) for side in sides]
        for pair in pairs:
            for month in months:
                yield (*pair, str(month))


def facts(claim: Engagement, published: dt.date | None, learnt: Holders = NOTHING) -> Facts:
    """Prepare a claim.

    Args:
        claim: the engagement as one document tells it.
        published: the day of the document.
        learnt: the offices that the documents tell.
    """
    sides = frozenset(claim.sides) | {p.side for p in claim.people if p.side}
    period = likely(claim.when, claim.status, published, claim.standing)
    bare = sorted(sides - {p.side for p in claim.people})
    filled: tuple[Person, ...] = ()
    if bare and period and claim.kind is not Kind.VISIT and len(sides) <= MANY:
        said = claim.evidence[0].text[:NEAR]
        day = period.end if not (claim.status in AHEAD_STATUS or claim.status in CALLED_OFF) else period.start
        filled = office_holders(said, bare, day, learnt)
    return Facts(claim, published, _participants(claim, period), filled, sides, period, _status(claim, published))


def _status(claim: Engagement, published: dt.date | None) -> Status:
    if claim.status not in (Status.HELD, Status.UNDER_WAY) or not (published and claim.when and claim.when.earliest):
        return claim.status
    return Status.PLANNED if claim.when.earliest > published else claim.status


def _participants(claim: Engagement, period: Period | None) -> tuple[Person, ...]:
    """The people without spokespersons, who tell of a meeting and seldom take part: "Guo Jiakun said the talks went well"."""
    day = period.end if period else None
    return tuple(p for p in claim.people if day is None or not speaks(p.name, p.side, day))
