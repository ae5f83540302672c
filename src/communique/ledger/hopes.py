"""A plan to meet without a day is a promise too: it is kept when the meeting is held, and overdue when its time is over.

A meeting announced for a day stands in the agenda and needs no promise beside it. "By the end of the year", "in the spring" bind the sides
to come together, and the desk that follows them wants to see what came of it. Where one of those who are to meet speaks of his own hope, it
binds his side alone. Where the same words were read as a commitment already, that commitment stands and nothing is added; a gathering of
many is nobody's promise.

    "The two leaders hope to meet by the end of this year": kept near San Francisco in November
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from communique.ledger.engagements import entry_id
from communique.ledger.periods import narrowest, told
from communique.ledger.sources import overlap, proves
from communique.model import (
    ChannelEntry,
    Claim,
    Commitment,
    CommitmentEntry,
    Engagement,
    EngagementEntry,
    Kind,
    Record,
    Statement,
    Status,
    Strength,
)

# A plan with a window of more days than these has no day yet.
SET = 14
BINDING = {Status.PLANNED: Strength.PLANNED, Status.EXPECTED: Strength.INTENDED}
BECAME = {
    Status.HELD: "kept",
    Status.UNDER_WAY: "under way",
    Status.POSTPONED: "postponed",
    Status.CANCELLED: "dropped",
    Status.REFUSED: "dropped",
    Status.LAPSED: "overdue",
}
TOLD = frozenset(Status)


def hopes(entries: Iterable[EngagementEntry], claims: Mapping[str, Claim]) -> list[CommitmentEntry]:
    """A commitment for each engagement that was planned or hoped for without a day.

    Args:
        entries: the engagements of the record.
        claims: every claim that counts, by id.
    """
    promised: dict[str, list[Commitment]] = {}
    said: dict[str, list[Statement]] = {}
    for claim in claims.values():
        if isinstance(claim, Commitment):
            promised.setdefault(claim.document, []).append(claim)
        elif isinstance(claim, Statement):
            said.setdefault(claim.document, []).append(claim)
    found = []
    for entry in entries:
        plans = open_plans(entry, claims)
        if plans and len(entry.sides) > 1 and not any(overlap(p, c) for p in plans for c in promised.get(p.document, ())):
            found.append(_promise(entry, plans, [s for c in plans for s in said.get(c.document, ()) if overlap(c, s) and _own(s, entry)]))
    return found


def open_plans(entry: EngagementEntry, claims: Mapping[str, Claim]) -> list[Engagement]:
    """Those of an engagement's claims that plan or hope for it without a day."""
    return [c for k in entry.claims if isinstance(c := claims[k], Engagement) and _open(c)]


def _own(said: Statement, entry: EngagementEntry) -> bool:
    """Whether one of those who are to meet says it, for his side: "Biden said he hopes"; not a spokesman of what both are to do."""
    return said.side in entry.sides and any(p.name == said.speaker and p.side == said.side for p in entry.people)


Source = EngagementEntry | ChannelEntry


def told_by(record: Record) -> dict[str, Source]:
    """The engagement or line that each claim tells, for ``follows``."""
    every: tuple[Source, ...] = (*record.engagements, *record.channels)
    return {claim: entry for entry in every for claim in entry.claims}


def follows(promise: CommitmentEntry, told: Mapping[str, Source]) -> Source | None:
    """The engagement or line that a commitment follows from, all of whose claims are its; None for one that some claim promises."""
    found = [told.get(claim) for claim in promise.claims]
    return found[0] if found and all(found) else None


def _open(claim: Engagement) -> bool:
    period = told(claim.when)
    if period is None or period.precise or period.open or period.days <= SET:
        return False
    return claim.status in BINDING and claim.kind is not Kind.MULTILATERAL and proves(claim)


def _wanted(plan: Engagement, own: Sequence[Statement]) -> str:
    """The words of the hope, from where its speaker's own begin: "meeting with Xi again", without "expressed his hope of"."""
    words = plan.evidence[0]
    starts = [s.content[0].start for s in own if s.document == plan.document and s.content[0].title == words.title]
    begun = next((start for start in starts if words.start <= start < words.end), words.start)
    return words.text[begun - words.start :]


def _promise(entry: EngagementEntry, plans: Sequence[Engagement], own: Sequence[Statement]) -> CommitmentEntry:
    first = plans[0]
    hoping = {s.side for s in own if s.side} if all(any(s.document == c.document for s in own) for c in plans) else set()
    by = tuple(sorted(hoping)) or entry.sides
    due = narrowest(p for c in plans if (p := told(c.when)))
    steps = [dataclasses.replace(s, status=BECAME.get(Status(s.status), "open")) for s in entry.history if s.status in TOLD]
    return CommitmentEntry(
        id=entry_id("C", first.id),
        by=by,
        toward=tuple(s for s in entry.sides if s not in by) or entry.sides,
        what=_wanted(first, own),
        strength=BINDING[first.status],
        made=None,
        due_start=due.first if due else None,
        due_end=due.last if due else None,
        status=BECAME.get(entry.status, "open"),
        topics=entry.topics,
        history=tuple(steps),
        evidence=entry.evidence,
        claims=tuple(c.id for c in plans),
        kept_by=(entry.id,) if entry.status is Status.HELD else (),
        reasons=(f"a plan to meet, without a day: {entry.id}",),
    )
