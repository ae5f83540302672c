"""How a status moves: the table of moves, and the history that a row of told statuses makes of it.

The table is data (``status.toml``) that can be read without knowing the code: from, told, becomes, why. Each move names the claim that
made it; only the calendar moves an entry without one.

    "The summit took place on Wednesday": planned -> held, a report that it was held
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from communique import data
from communique.ledger.words import folded
from communique.model import ChannelChange, Claim, Engagement, Evidence, Step

NONE = "none"
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


def history(entry: str, tellings: Iterable[Telling], every: bool = False) -> tuple[str, list[Step]]:
    """The status reached and the steps to it.

    Args:
        entry: which table.
        tellings: in the order heard.
        every: keep what moves nothing as a step too: a line that was asked for again while it stays cut.
    """
    moves, status, steps = table(entry), NONE, list[Step]()
    heard: set[tuple[str, str]] = set()
    said: set[str] = set()
    for telling in tellings:
        moved = moves.move(status, telling.told, telling.proves)
        if moved:
            status, why = moved
            steps.append(step(telling, status, why))
        elif telling.told == status and (telling.story or telling.claim.document, status) not in heard and not _copied(telling, said):
            steps.append(step(telling, status, "told again"))
        elif every and telling.told != status:
            steps.append(step(telling, telling.told, f"it stays {status}"))
        heard.add((telling.story or telling.claim.document, status))
        said |= _words(telling)
    return status, steps


def _words(telling: Telling) -> set[str]:
    return {folded(e.text) for e in telling.claim.evidence if len(e.text) >= TELLING}


def _copied(telling: Telling, said: set[str]) -> bool:
    """Whether all that is told was told before in the same words: a digest, a quotation of the earlier report."""
    words = _words(telling)
    return bool(words) and words <= said


def by_calendar(entry: str, status: str, end: dt.date | None, today: dt.date | None) -> Step | None:
    """The calendar's move once ``end`` lies before ``today``; None when it does not move."""
    move = table(entry).calendar.get(status)
    if move is None or end is None or today is None or end >= today:
        return None
    return Step(move[0], dt.date.fromordinal(end.toordinal() + 1), None, None, None, None, None, move[1])
