"""What part of a record to show: what some sides share, within a period.

An entry belongs to a period when its bounds may touch it; one without a day belongs where it was told.

    between USA and CHN since June 2023: the meetings both took part in, and what either of them said
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from communique.model import (
    ChannelEntry,
    Claim,
    Commitment,
    CommitmentEntry,
    ComparisonEntry,
    EngagementEntry,
    ProposalEntry,
    Record,
    Statement,
    StatementEntry,
    Step,
)
from communique.publish.days import day
from communique.publish.parties import side_name

Entry = EngagementEntry | CommitmentEntry | ChannelEntry | StatementEntry | ComparisonEntry | ProposalEntry
Kind = TypeVar("Kind", EngagementEntry, CommitmentEntry, ChannelEntry, StatementEntry, ComparisonEntry, ProposalEntry)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; the empty selection takes all."""

    between: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    def within(self, days: tuple[dt.date | None, dt.date | None]) -> bool:
        """Whether a period with open ends may touch the one asked for. Without any day it does not, unless none was asked for."""
        start, end = days
        if self.since is None and self.until is None:
            return True
        if start is None and end is None:
            return False
        before = self.until is not None and start is not None and start > self.until
        after = self.since is not None and end is not None and end < self.since
        return not (before or after)


def nothing(selection: Selection, as_of: dt.date | None = None, what: str = "Nothing") -> str:
    """What to say where a selection finds nothing: "No commitment between Kenya and Uganda in the record since 1 Mar 2024." """
    sides = [side_name(code) for code in selection.between]
    words = [what]
    words += [f"between {', '.join(sides[:-1])} and {sides[-1]}"] if len(sides) > 1 else [f"on {sides[0]}"] if sides else []
    words += ["in the record"]
    words += [f"since {day(selection.since)}"] if selection.since else []
    words += [f"until {day(selection.until)}"] if selection.until else []
    words += [f"as of {day(as_of)}"] if as_of else []
    return " ".join(words) + "."


def select(record: Record, selection: Selection) -> Record:
    """The part of a record that a selection takes. Statements belong to those who speak, comparisons to their engagements' sides."""
    documents = {document.id: document.published for document in record.documents}

    def taken(entries: tuple[Kind, ...], sides: Callable[[Kind], Iterable[str]], *, one: bool = False) -> tuple[Kind, ...]:
        wanted = set(selection.between)

        def fits(entry: Kind) -> bool:
            involved = set(sides(entry))
            shared = bool(wanted & involved) if one else wanted <= involved
            return (not wanted or shared) and selection.within(days(entry, documents))

        return tuple(entry for entry in entries if fits(entry))

    part = dataclasses.replace(
        record,
        engagements=taken(record.engagements, lambda e: e.sides),
        commitments=taken(record.commitments, lambda c: (*c.by, *c.toward)),
        channels=taken(record.channels, lambda c: c.sides),
        statements=taken(record.statements, lambda s: (s.claim.side or "").split(", "), one=True),
        comparisons=taken(record.comparisons, lambda c: c.claim.sides),
        proposals=taken(record.proposals, lambda p: _sides(p.claim)),
    )
    return part if selection == Selection() else _with_own_documents(part)


def _sides(claim: Claim) -> tuple[str, ...]:
    """The sides that a claim names."""
    if isinstance(claim, Commitment):
        return (*claim.by, *claim.toward)
    return tuple((claim.side or "").split(", ")) if isinstance(claim, Statement) else tuple(getattr(claim, "sides", ()))


def reports_of(part: Record) -> set[str]:
    """The ids of the reports that the entries of a part of a record rest on."""
    proofs = [*(e.evidence for e in part.engagements), *(c.evidence for c in part.commitments)]
    histories = [*(e.history for e in part.engagements), *(c.history for c in part.commitments), *(c.history for c in part.channels)]
    named = {proof.document for some in proofs for proof in some} | {step.document for steps in histories for step in steps}
    named |= {entry.claim.document for some in (part.statements, part.comparisons, part.proposals) for entry in some}
    return {document for document in named if document}


def _with_own_documents(part: Record) -> Record:
    """A part of a record with the reports that it rests on and their problems, and no others."""
    named = reports_of(part)
    return dataclasses.replace(
        part,
        documents=tuple(document for document in part.documents if document.id in named),
        problems=tuple(problem for problem in part.problems if problem.document in named),
    )


def days(entry: Entry, documents: dict[str, dt.date | None]) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that an entry may touch; for one without a day, the days on which it was told."""
    match entry:
        case EngagementEntry():
            own = (entry.start, entry.end)
        case CommitmentEntry():
            own = (entry.made or entry.due_start, entry.due_end or entry.made)
        case ChannelEntry():
            return _told(entry.history)
        case StatementEntry() | ProposalEntry():
            return (entry.published, entry.published)
        case ComparisonEntry():
            told = documents.get(entry.claim.document)
            return (told, told)
    return own if any(own) else _told(entry.history)


def _told(history: Iterable[Step]) -> tuple[dt.date | None, dt.date | None]:
    known = sorted(d for step in history for d in (step.start, step.end, step.on) if d)
    return (known[0], known[-1]) if known else (None, None)
