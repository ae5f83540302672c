"""What moved in the record: each time that an engagement, a promise or a line got another status, with the words that say so.

A report that only repeats what is known is no move. A move keeps its name, so that whoever was told of it need not be told again.

    5 Feb 2023 -> postponed: Visit: Antony Blinken, China, “postponed a trip to Beijing”
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from communique.model import ChannelEntry, CommitmentEntry, Document, EngagementEntry, Record, Step
from communique.publish.days import period
from communique.publish.naming import Lasting, title_of


class Move(NamedTuple):
    """A step by which an entry got another status, on the day it was told."""

    on: dt.date
    entry: Lasting
    step: Step

    @property
    def name(self) -> str:
        """What tells it from every other move of the entry: the claim that made it, or for the calendar's, status and day."""
        # The calendar may move an entry twice in the same way; then the day tells the moves apart.
        return self.step.claim or f"{self.step.status} {self.on}"


def moves(record: Record) -> Iterator[Move]:
    """Every move, entry by entry, each entry's in their order."""
    entries: Iterable[Lasting] = (*record.engagements, *record.commitments, *record.channels)
    for entry in entries:
        status: str | None = None
        for step in entry.history:
            if step.on is not None and step.status != status:
                yield Move(step.on, entry, step)
            status = step.status


def headline(move: Move) -> str:
    """A move in one line: "postponed: Visit: Antony Blinken, China, 5 Feb 2023"."""
    when = _when(move.entry)
    return f"{move.step.status}: {title_of(move.entry)}" + (f", {when}" if when else "")


def told(move: Move, documents: dict[str, Document]) -> str:
    """The words that made it with their report, or the calendar's reason."""
    step = move.step
    source = documents.get(step.document or "")
    report = ", ".join(filter(None, [source.source if source else None, step.document]))
    return f"“{step.evidence.span.text}” [{report}]" if step.evidence else step.reason


def _when(entry: Lasting) -> str | None:
    match entry:
        case EngagementEntry() if entry.start or entry.end:
            return period(entry.start, entry.end, entry.precision)
        case CommitmentEntry() if entry.due_start or entry.due_end:
            return f"due {period(entry.due_start, entry.due_end)}"
        case EngagementEntry() | CommitmentEntry() | ChannelEntry():
            return None
