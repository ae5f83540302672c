"""What a report may say about the day it was published: the pieces of evidence, as plain facts with the words that hold them.

The finders are ``named`` (days, weekdays, years), ``people`` (offices), ``matters`` (public matters and events), ``trips`` and ``implied``
(reckonings); ``places`` tells where words stand. Nothing is weighed here.

    "LISBON, March 4 - Foreign Minister Paulo Rangel will host his counterpart on Friday." -> dateline 4 March; a minister in office
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from communique.analysis.dates.signs import Direction
from communique.data.tenure import Office
from communique.model import Span


class Place(StrEnum):
    """Where in the report a piece of evidence stands."""

    DATELINE = "dateline"
    STAMP = "stamp"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    TRAILER = "trailer"
    TITLE = "title"


RANK = {
    Place.DATELINE: 0, Place.STAMP: 0, Place.CAPTION: 1, Place.LEAD: 2, Place.TRAILER: 3, Place.TITLE: 3, Place.BODY: 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that speak for the day: their span, what they say, and how they were understood."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Clue:
    """A date or weekday named in the report.

    Args:
        place: where it stands.
        direction: past, ahead or open.
        month, day: as named; None for a weekday alone.
        year: as written out.
        weekday: ISO weekday named with it or alone.
        closing: "through Monday": what is told ends with that day, most often the report's own.
    """

    place: Place
    direction: Direction
    span: Span
    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    closing: bool = False

    def fits(self, day: dt.date) -> bool:
        """Whether the clue names that day, or its weekday."""
        same = self.day is None or (self.month, self.day) == (day.month, day.day)
        return same and self.year in (None, day.year) and self.weekday in (None, day.isoweekday())


@dataclass(frozen=True, slots=True)
class Told:
    """A year written out: the first and last day that the words leave open, and whether they look ahead.

    Args:
        due: "due 1992", "until March 11, 1992": an end that may lie years ahead.
    """

    span: Span
    first: dt.date
    last: dt.date
    direction: Direction
    due: bool = False

    @property
    def whole(self) -> bool:
        """A year or more, not a month or day of one."""
        return (self.last - self.first).days > 200


@dataclass(frozen=True, slots=True)
class Implied:
    """ "In October, after ... in October 1985", "the 80th anniversary of": the days of the report that a reckoning implies."""

    span: Span
    first: dt.date
    last: dt.date
    what: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A person named, and the offices that the title before the name fits (all of theirs when there is none).

    Args:
        titled: the title stands before the name.
        former: the title says that the office is over ("former President").
    """

    span: Span
    offices: tuple[Office, ...]
    titled: bool = True
    former: bool = False

    def fits(self, day: dt.date) -> bool:
        """Whether a report of that day may call the person so."""
        return any(o.held(day) is not False for o in self.offices) is not self.former


@dataclass(frozen=True, slots=True)
class Matter:
    """Words that news uses of a matter only between two days (of every year, when ``yearly``)."""

    span: Span
    first: dt.date | None
    last: dt.date | None
    weight: float
    what: str
    yearly: bool = False

    def fits(self, day: dt.date) -> bool:
        """Whether a report of that day may speak so."""
        if not self.yearly:
            return (self.first or day) <= day <= (self.last or day)
        first, last, now = ((d.month, d.day) for d in (self.first or day, self.last or day, day))
        return first <= now <= last if first <= last else now >= first or now <= last


@dataclass(frozen=True, slots=True)
class Event:
    """A public event of known days that the report names.

    Args:
        times: its first and last day; several where the words fit several events ("Kerry in Geneva").
        known: the first day on which it may be spoken of.
        fresh: the report tells of it as of the last days: its own sentence names its weekday in the past, or the dateline is its place.
    """

    span: Span
    times: tuple[tuple[dt.date, dt.date], ...]
    known: dt.date
    what: str
    fresh: bool

    def fits(self, day: dt.date) -> bool:
        """Whether a report of that day may speak of it, and soon after it where it is fresh."""
        return self.known <= day and (not self.fresh or any((day - last).days < 8 and day >= first for first, last in self.times))


@dataclass(slots=True)
class Evidence:
    """All evidence of one report; ``close`` tells that it calls the days around its own "today", "yesterday" and "tomorrow"."""

    clues: list[Clue] = field(default_factory=list)
    years: list[Told] = field(default_factory=list)
    implied: list[Implied] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    close: bool = False

    def reasons(self, day: dt.date) -> tuple[Reason, ...]:
        """The evidence that agrees with a day, strongest first."""
        named = f"{day.isoformat()}, a {day:%A}"
        found = [(_rank(c), Reason(c.span, f"{c.place}: {c.span.text} -> {named}")) for c in self.clues if c.fits(day)]
        found += [(3, Reason(e.span, e.what)) for e in self.events if e.fresh and e.fits(day)]
        found += [(5, Reason(m.span, m.what)) for m in self.matters if m.fits(day)]
        found += [(5, Reason(e.span, e.what)) for e in self.events if not e.fresh and e.fits(day)]
        found += [(6, _office(h, day)) for h in self.holders if h.fits(day)]
        found += [(7, Reason(t.span, f"a year told: {t.span.text}")) for t in self.years if abs(t.first.year - day.year) <= 1]
        found += [(5, Reason(i.span, i.what)) for i in self.implied if i.first <= day <= i.last]
        found.sort(key=lambda pair: pair[0])
        return tuple(reason for _, reason in found[:8])


def _rank(clue: Clue) -> int:
    return RANK[clue.place] if clue.day is not None or clue.place is Place.LEAD else 8


def _office(holder: Holder, day: dt.date) -> Reason:
    held = next((o for o in holder.offices if o.held(day) is not False), holder.offices[-1])
    how = "no longer in office" if holder.former else "in office"
    return Reason(holder.span, f"{how} on {day.isoformat()}: {held.person}, {held.office}")
