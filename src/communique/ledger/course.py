"""The course of a standing line: the states it went through, in the order of the days that they hold for, not of the reports.

Claims of equal state and overlapping days make one step, that of the narrowest days. Claims are heard by the day that they tell of, so what
a later one can still touch is only the end of the course; the rest stands, and a course can be taken up where it stood.

    cut in August 2022, agreed to reopen in November 2023
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from communique.ledger.periods import told
from communique.ledger.sources import Sources, proves
from communique.ledger.status import History, SoFar, Telling
from communique.model import ChannelChange, State, Step

IN_PLACE = frozenset({State.LAUNCHED, State.WORKING, State.RESTORED})
# Undated words of equal state within a month are one telling.
MONTH = dt.timedelta(days=31)
# For so many days a report that says the same again, or in the words of another, tells nothing new.
MEMORY = 366


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a course stands on a day: all that claims of that day and later can still touch.

    Args:
        open: the claims that may be joined by later ones, each with the number of claims it speaks for.
        closed: those that wait for an open one to be told first.
        history: the status reached.
    """

    open: tuple[tuple[str, int], ...] = ()
    closed: tuple[tuple[str, int], ...] = ()
    history: SoFar = field(default_factory=SoFar)


class _Passage:
    """Claims that make one step: the one with the narrowest days speaks for all of them."""

    def __init__(self, claim: ChannelChange, times: int, sources: Sources) -> None:
        self.claim, self.times = claim, times
        self.place, self.period = place(claim, sources), told(claim.when)
        day = self.place[0]
        # The last day on which another claim may join.
        self.reach = self.period.end if self.period else day + min(MONTH, dt.date.max - day)

    def meets(self, other: _Passage) -> bool:
        """Whether another tells the same state of the same days."""
        if self.claim.state is not other.claim.state or (self.period is None) is not (other.period is None):
            return False
        return self.period.meets(other.period) if self.period and other.period else other.place[0] <= self.reach

    def narrower(self, other: _Passage) -> bool:
        """Whether its words give fewer days than those of another that it meets."""
        return bool(self.period and other.period and self.period.days < other.period.days)


class Course:
    """The steps of one line.

    Args:
        sources: the reports heard.
        stand: where the course is taken up.
        claims: those that it names, by id.
    """

    def __init__(self, sources: Sources, stand: Stand | None = None, claims: Mapping[str, ChannelChange] | None = None) -> None:
        stand, claims = stand or Stand(), claims or {}
        self._sources = sources
        self._open = [_Passage(claims[name], times, sources) for name, times in stand.open]
        self._closed = [_Passage(claims[name], times, sources) for name, times in stand.closed]
        self._history = History("channel", every=True, memory=MEMORY, so_far=stand.history)
        self.steps: list[Step] = []

    @property
    def status(self) -> str:
        """The state reached."""
        return self._history.status

    def hear(self, claims: Iterable[ChannelChange]) -> None:
        """Hear claims, none of which tells of a day before those heard earlier."""
        for new in sorted((_Passage(c, 1, self._sources) for c in claims), key=lambda p: p.place):
            self.pass_to(new.place[0])
            at = next((n for n, passage in enumerate(self._open) if passage.meets(new)), None)
            if at is None:
                self._open.append(new)
                continue
            times = self._open[at].times + 1
            if new.narrower(self._open[at]):
                self._open[at] = new
            self._open[at].times = times

    def pass_to(self, day: dt.date) -> None:
        """Go on to a day: what no claim of it or later can join is told, unless an earlier one is still open."""
        self._closed += [p for p in self._open if p.reach < day]
        self._open = [p for p in self._open if p.reach >= day]
        if self._closed:
            self._tell(min((p.place for p in self._open), default=None))

    def finish(self) -> None:
        """Tell all that was heard."""
        self._closed, self._open = [*self._closed, *self._open], []
        self._tell(None)

    def stand(self) -> Stand:
        """Where the course stands."""
        waiting, closed = (tuple((p.claim.id, p.times) for p in some) for some in (self._open, self._closed))
        return Stand(waiting, tuple(sorted(closed)), self._history.so_far())

    def _tell(self, until: tuple[dt.date, dt.date, str] | None) -> None:
        ready = [p for p in self._closed if until is None or p.place < until]
        self._closed = [p for p in self._closed if until is not None and p.place >= until]
        for passage in sorted(ready, key=lambda p: p.place):
            step = self._history.tell(self._telling(passage), passage.place[0].toordinal())
            self.steps += [step] if step else []

    def _telling(self, passage: _Passage) -> Telling:
        claim, when = passage.claim, passage.claim.when
        why = f"told by {passage.times} claims" if passage.times > 1 else ""
        start, end = (when.earliest, when.latest) if when and passage.period else (None, None)
        return Telling(stands(claim, self._sources), claim, self._sources.published(claim), proves(claim), start, end, why)


def stands(claim: ChannelChange, sources: Sources) -> State:
    """The state told; one that lies ahead of its report ("will open in spring") is agreed, not in place."""
    published = sources.published(claim)
    last = claim.when.latest if claim.when else None
    ahead = published is not None and last is not None and last > published
    return State.AGREED if ahead and claim.state in IN_PLACE else claim.state


def place(claim: ChannelChange, sources: Sources) -> tuple[dt.date, dt.date, str]:
    """A claim's place in the course of its line: by the day it tells of, then by its report."""
    published = sources.published(claim) or dt.date.max
    period = told(claim.when)
    # A promise told today about next spring is a state of today.
    start = min(period.start, published) if period else published
    return start, published, claim.id
