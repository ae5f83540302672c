"""Trips abroad of the highest officials of the United States, by person and city, as a report names them.

The person must be named with the office in the title or lead, and the city be that of the dateline.

    "GENEVA, Nov 24 - U.S. Secretary of State John Kerry ..." -> one of Kerry's days in Geneva; the dateline tells which
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from communique.analysis.dating.evidence import Event, Holder
from communique.analysis.dating.places import LEAD, Frame
from communique.data.tables import table

Days = tuple[tuple[dt.date, dt.date], ...]
# A city in the dateline proves no trip, so that none is ever unknown.
EVER = dt.date(1900, 1, 1)
CITY = 40


@functools.cache
def _trips() -> Mapping[str, Mapping[str, Days]]:
    """Days by person and city."""
    found: dict[str, dict[str, list[tuple[dt.date, dt.date]]]] = defaultdict(lambda: defaultdict(list))
    for row in table("us_trips"):
        found[row["person"]][row["city"]].append((dt.date.fromisoformat(row["first"]), dt.date.fromisoformat(row["last"])))
    return {person: {city: tuple(days) for city, days in cities.items()} for person, cities in found.items()}


def find_trips(frame: Frame, holders: list[Holder]) -> Iterator[Event]:
    """Trips to the city of the dateline by the people in office that the title or lead names."""
    head = frame.text[: frame.shift + LEAD]
    dateline = frame.text[frame.shift : frame.shift + CITY]
    for holder in holders:
        if not holder.titled or holder.former or holder.span.text not in head:
            continue
        for person in dict.fromkeys(o.person for o in holder.offices if o.person in _trips()):
            for city, days in _trips()[person].items():
                if dateline.startswith(city.upper()):
                    yield Event(frame.span(frame.shift, frame.shift + len(city)), days, EVER, f"{person} in {city}", True)
