"""Who held which office when, as the documents themselves tell it: "Foreign Minister Elina Valtonen met ..." in a report of May.

The table of offices knows the powers well and others hardly; what reports say of their participants stands beside it, with its days.
An office told of two people around one day is nobody's.

    three reports between March and June call her foreign minister: so the "foreign ministers" who met in April were her and her host
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from communique.ledger.sources import Sources, proves
from communique.ledger.words import words
from communique.model import Claim, Engagement

# Half a year around the day asked for.
AROUND = dt.timedelta(days=183)


class Holders(Protocol):
    """Whatever knows who held which office."""

    def holder(self, side: str, role: str, day: dt.date) -> str | None:
        """Who held an office of a side around a day; None when that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Tenures:
    """The days on which reports gave an office of a side to a person: (side, office) -> (day, name) in the order of the days."""

    told: Mapping[tuple[str, str], tuple[tuple[dt.date, str], ...]] = field(default_factory=dict)

    def holder(self, side: str, role: str, day: dt.date) -> str | None:
        """Who held an office of a side around a day: "leader", "foreign", "defence" or "security"; None where none or two are told."""
        for post in words().offices[role]:
            days = self.told.get((side, post), ())
            begin = bisect_left(days, day.toordinal() - AROUND.days, key=_ordinal)
            end = bisect_right(days, day.toordinal() + AROUND.days, begin, key=_ordinal)
            near = {name for _, name in days[begin:end]}
            if near:
                return near.pop() if len(near) == 1 else None
        return None


def _ordinal(told: tuple[dt.date, str]) -> int:
    return told[0].toordinal()


def learn(claims: Iterable[Claim], sources: Sources) -> Tenures:
    """The offices that the participants of engagements have in the reports' own words.

    Args:
        claims: every claim that counts.
        sources: the reports heard, for their days.
    """
    told: dict[tuple[str, str], set[tuple[dt.date, str]]] = {}
    for claim in claims:
        if isinstance(claim, Engagement):
            for side, office, day, name in offices_in(claim, sources.published(claim)):
                told.setdefault((side, office), set()).add((day, name))
    return Tenures({key: tuple(sorted(days)) for key, days in told.items()})


def offices_in(claim: Engagement, day: dt.date | None) -> Iterator[tuple[str, str, dt.date, str]]:
    """The offices of its participants that a claim tells, in its report's own voice: side, office, day, name."""
    for person in claim.people if day and proves(claim) else ():
        if day and person.side and person.office and " " in person.name:
            yield person.side, person.office, day, person.name
