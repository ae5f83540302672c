"""How a status moves: the table of moves, and the history that a row of told statuses makes of it.

The table is data (``status.toml``) that can be read without knowing the code: from, told, becomes, why. Each move names the claim that
made it; only the calendar moves an entry without one.

    "The summit took place on Wednesday": planned -> held, a report that it was held
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from communique import data
from communique.ledger.words import folded
from communique.model import ChannelChange, Claim, Engagement, Evidence, Step

Key = TypeVar("Key", bound=Hashable)
NONE = "none"
# The day of what no report dates.
UNDATED = dt.date.max.toordinal()
# Words too few to be a copy: "met on Friday".
TELLING = 40


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim that tells a status.

    Args:
        told: the status as told.
        claim: the claim; its first evidence is the quotation of the step.
        published: the day of its report.
        proves: it stands in the report's own voice.
        start, end: the days the words give.
        why: said beside the table's own reason.
        story: the first report of its story; a reprint tells nothing again.
    """

    told: str
    claim: Claim
    published: dt.date | None
    proves: bool = True
    start: dt.date | None = None
    end: dt.date | None = None
    why: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class SoFar:
    """Where a history stands.

    Args:
        status: the status reached.
        last: the latest day that a telling held for, as a number.
        heard: which source told which status, and on which day last.
        said: the marks of the words told, and the day on which they were told last.
    """

    status: str = NONE
    last: int = 0
    heard: tuple[tuple[tuple[str, str], int], ...] = ()
    said: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The moves of one kind of entry: (from, told, weak) -> (becomes, needs proof, why), and the moves of the calendar."""

    moves: Mapping[tuple[str, str, bool], tuple[str, bool, str]]
    calendar: Mapping[str, tuple[str, str]]

    def move(self, status: str, told: str, proves: bool) -> tuple[str, str] | None:
        """What a telling makes of a status, and why; None when it leaves it alone."""
        strong = self.moves.get((status, told, False))
        if strong and (proves or not strong[1]):
            return strong[0], strong[2]
        weak = self.moves.get((status, told, True))
        return (weak[0], weak[2]) if weak and not proves else None


@functools.cache
def table(entry: str) -> Table:
    """The moves for "engagement", "commitment" or "channel"."""
    raw = data.words("status")
    moves = {
        (start, row["told"], row.get("weak", False)): (row["becomes"], row.get("proof", False), row["why"])
        for row in raw[entry]
        for start in row["from"]
    }
    calendar = {start: (row["becomes"], row["why"]) for row in raw["calendar"] if row["entry"] == entry for start in row["from"]}
    return Table(moves, calendar)


def evidence(claim: Claim) -> Evidence | None:
    """The quotation that proves a claim."""
    return Evidence(claim.document, claim.evidence[0]) if claim.evidence else None


def step(telling: Telling, status: str, reason: str) -> Step:
    """A step made by a telling."""
    reason = f"{reason}: {telling.why}" if telling.why else reason
    claim = telling.claim
    why = claim.cause if isinstance(claim, Engagement | ChannelChange) else None
    cause = Evidence(claim.document, why) if why else None
    return Step(status, telling.published, telling.start, telling.end, claim.document, evidence(claim), claim.id, reason, cause)


class History:
    """The steps that tellings make of a status, one after the other.

    Args:
        entry: which table of moves.
        every: keep what moves nothing as a step too: a line that was asked for again while it stays cut.
        memory: for how many days it is known who told what, and in which words; None is always.
        so_far: where an earlier history of the entry stood.
    """

    def __init__(self, entry: str, *, every: bool = False, memory: int | None = None, so_far: SoFar | None = None) -> None:
        so_far = so_far or SoFar()
        self._moves, self._every, self._memory = table(entry), every, memory
        self.status, self._last = so_far.status, so_far.last
        self._heard, self._said = dict(so_far.heard), dict(so_far.said)

    def tell(self, telling: Telling, day: int = 0) -> Step | None:
        """The step that a telling makes, if it makes one.

        Args:
            telling: the next in the order heard.
            day: the day it holds for, as a number; none lies before that of an earlier telling, and ``UNDATED`` forgets nothing.
        """
        self._last = self._last if day == UNDATED else day
        source = telling.story or telling.claim.document
        words = _words(telling)
        copied = bool(words) and all(self._known(self._said, word) for word in words)
        made = self._step(telling, self._known(self._heard, (source, self.status)), copied)
        self._heard[source, self.status] = day
        self._said |= dict.fromkeys(words, day)
        return made

    def _step(self, telling: Telling, heard: bool, copied: bool) -> Step | None:
        moved = self._moves.move(self.status, telling.told, telling.proves)
        if moved:
            self.status, why = moved
            return step(telling, self.status, why)
        if telling.told == self.status:
            # What its own report told already, or all of it another in the same words (a digest), is not told again.
            return None if heard or copied else step(telling, self.status, "told again")
        return step(telling, telling.told, f"it stays {self.status}") if self._every else None

    def _known(self, days: Mapping[Key, int], key: Key) -> bool:
        return key in days and (self._memory is None or days[key] >= self._last - self._memory)

    def so_far(self) -> SoFar:
        """Where it stands, without what it no longer knows."""
        heard = tuple(sorted((key, day) for key, day in self._heard.items() if self._known(self._heard, key)))
        return SoFar(self.status, self._last, heard, tuple(sorted((w, day) for w, day in self._said.items() if self._known(self._said, w))))


def history(entry: str, tellings: Iterable[Telling]) -> tuple[str, list[Step]]:
    """The status reached and the steps to it.

    Args:
        entry: which table.
        tellings: in the order heard.
    """
    told = History(entry)
    steps = [told.tell(telling) for telling in tellings]
    return told.status, [made for made in steps if made]


def _words(telling: Telling) -> set[str]:
    """What a telling says, each quotation as a short mark of its own."""
    said = (folded(e.text) for e in telling.claim.evidence if len(e.text) >= TELLING)
    return {hashlib.blake2b(text.encode(), digest_size=8).hexdigest() for text in said}


def by_calendar(entry: str, status: str, end: dt.date | None, today: dt.date | None) -> Step | None:
    """The calendar's move once ``end`` lies before ``today``; None when it does not move."""
    move = table(entry).calendar.get(status)
    if move is None or end is None or today is None or end >= today:
        return None
    return Step(move[0], dt.date.fromordinal(end.toordinal() + 1), None, None, None, None, None, move[1])
