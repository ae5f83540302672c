"""Why an entry stands as it does: each claim behind it with its rule and its words, and the rules that joined and moved them.

claim e81c… of [munich], 16 Feb 2024: meeting, held
    “Blinken met Wang in Munich on Friday”      found by: verb frame, weekday of the report
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from communique.ledger.review import in_force
from communique.model import (
    ChannelChange,
    ChannelEntry,
    Claim,
    Commitment,
    CommitmentEntry,
    Comparison,
    ComparisonEntry,
    Decision,
    Document,
    Engagement,
    EngagementEntry,
    FollowThrough,
    OfficeHeld,
    PartKind,
    Record,
    Statement,
    Step,
    When,
)
from communique.publish import export
from communique.publish.days import day, when
from communique.publish.decisions import decision_pieces, resting
from communique.publish.find import Entry, claims_of
from communique.publish.lines import BLANK, Line, line, quotation, status
from communique.publish.show import brief
from communique.publish.telling import telling
from communique.store.claims import name_of, to_json
from communique.store.log import decision_object


def why_entry(record: Record, entry: Entry, claims: Iterable[Claim], decisions: Sequence[Decision] = ()) -> tuple[Line, ...]:
    """An entry's moves, matches and decisions, then every claim it rests on as read, in the order of publication."""
    documents = {document.id: document for document in record.documents}
    behind = _behind(record, entry, claims)
    lines = [line((brief(entry), "head"), (f"  {entry.id}", "quiet")), BLANK, *_moves(entry), *_joined(entry)]
    names = resting(record)
    lines += [line(("decided: ", "quiet"), *decision_pieces(d, names), indent=2) for d in _decided(entry, decisions)]
    for claim in behind:
        lines += [BLANK, *claim_lines(claim, documents.get(claim.document))]
    return tuple(lines)


def why_object(record: Record, entry: Entry, claims: Iterable[Claim], decisions: Sequence[Decision] = ()) -> dict[str, Any]:
    """The same for programs: the entry, the decisions on it, and the claims behind it as they were read."""
    told = [{"claim": claim.id, "type": name_of(claim), **json.loads(to_json(claim))} for claim in _behind(record, entry, claims)]
    made = [decision_object(decision) for decision in _decided(entry, decisions)]
    return {"entry": export.one(entry), "decisions": made, "claims": told}


def behind(entry: Entry) -> set[str]:
    """The claims that an entry rests on, and those that moved it."""
    return set(claims_of(entry)) | {step.claim for step in _history(entry) if step.claim}


def _behind(record: Record, entry: Entry, claims: Iterable[Claim]) -> list[Claim]:
    documents = {document.id: document for document in record.documents}
    wanted = behind(entry)
    return sorted((c for c in claims if c.id in wanted), key=lambda c: (_published(documents, c), c.document, c.evidence[0]))


def _decided(entry: Entry, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions in force that rest on the entry's claims."""
    return [d for d in in_force(decisions) if not set(d.claims).isdisjoint(claims_of(entry))]


def claim_lines(claim: Claim, document: Document | None) -> Iterator[Line]:
    """One claim: what it says, the words, and the rules that found it."""
    source = " · ".join(filter(None, [document.source, day(document.published)])) if document else ""
    origin = (f"  {claim.id} [{claim.document}{f', {source}' if source else ''}]", "quiet")
    yield line((telling(claim), "head"), origin, indent=2)
    for words in claim.evidence:
        yield line(quotation(words.text, None), (" in the title" if words.title else "", "quiet"), indent=4)
    for name, period in periods(claim):
        yield line(f"{name}: {when(period)}", *_resolved(period), indent=4)
    if isinstance(claim, Engagement | ChannelChange) and claim.cause:
        yield line("why: ", quotation(claim.cause.text, None), indent=4)
    if claim.standing is not PartKind.BODY:
        yield line((f"standing: {claim.standing.value}", "quiet"), indent=4)
    if claim.rules:
        yield line(("found by: ", "quiet"), ", ".join(claim.rules), indent=4)


def periods(claim: Claim) -> Iterator[tuple[str, When]]:
    """The days that a claim gives, each with the name of its cell."""
    named: tuple[tuple[str, When | None], ...]
    match claim:
        case Engagement() | Statement() | ChannelChange() | FollowThrough():
            named = (("when", claim.when),)
        case Commitment():
            named = (("due", claim.due), ("made", claim.made))
        case Comparison():
            named = (("since", claim.since),)
        case OfficeHeld():
            named = ()
    yield from ((name, period) for name, period in named if period is not None)


def _resolved(period: When) -> Iterator[tuple[str, str]]:
    """The words of a date and how they were resolved; a day without words is the report's own."""
    said = f"“{period.span.text}”" if period.span else "the report's own day"
    counted = f", counted from {period.anchor}" if period.anchor else ""
    rule = f", rule {period.rule}" if period.rule else ""
    yield (f"  ({said}{rule}{counted})", "quiet")


def _history(entry: Entry) -> tuple[Step, ...]:
    return entry.history if isinstance(entry, EngagementEntry | CommitmentEntry | ChannelEntry) else ()


def _moves(entry: Entry) -> Iterator[Line]:
    for step in _history(entry):
        by = f" by {step.claim}" if step.claim else " by the calendar"
        yield line(day(step.on) if step.on else "", "  ", status(step.status), f"  {step.reason}", (by, "quiet"), indent=2)


def _joined(entry: Entry) -> Iterator[Line]:
    reasons = (entry.reason,) if isinstance(entry, ComparisonEntry) else getattr(entry, "reasons", ())
    yield from (line(("because: ", "quiet"), reason, indent=2) for reason in reasons)


def _published(documents: dict[str, Document], claim: Claim) -> str:
    document = documents.get(claim.document)
    return document.published.isoformat() if document and document.published else "9999"
