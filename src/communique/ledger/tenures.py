"""Who held which office when, as the documents themselves tell it: "Foreign Minister Elina Valtonen met ..." in a report of May.

The table of offices knows the powers well and others hardly; what reports say of their participants stands beside it, with its days.
An office told of two people around one day is nobody's.

    three reports between March and June call her foreign minister: so the "foreign ministers" who met in April were her and her host
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from communique.ledger.sources import Sources, proves
from communique.ledger.words import words
from communique.model import Claim, Engagement

# Half a year around the day asked for.
AROUND = dt.timedelta(days=183)


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
        day = sources.published(claim)
        if not isinstance(claim, Engagement) or day is None or not proves(claim):
            continue
        for person in claim.people:
            if person.side and person.office and " " in person.name:
                told.setdefault((person.side, person.office), set()).add((day, person.name))
    return Tenures({key: tuple(sorted(days)) for key, days in told.items()})
