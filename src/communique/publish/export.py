"""The record as one JSON object, as ``record.schema.json`` beside this file describes it.

Evidence is the document, the place and the words; a title's words say so, because their place is counted in the title. Nothing is
left out: a missing day is null, an empty list is empty. Proposed claims stand apart, and only where there are some.

    {"as_of": "2024-02-17", "engagements": [{"kind": "meeting", "status": "held", "start": "2024-02-16", ...}], ...}
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import json
from collections.abc import Callable, Iterable
from typing import Any

from communique.model import (
    ChannelEntry,
    CommitmentEntry,
    ComparisonEntry,
    Document,
    EngagementEntry,
    Evidence,
    Person,
    Problem,
    ProposalEntry,
    Record,
    Span,
    StatementEntry,
    Step,
)
from communique.store.claims import name_of, to_json

Row = dict[str, Any]


def record_object(record: Record) -> Row:
    """The whole record; documents that none of its entries rests on stay in it, for they were read."""
    whole: Row = {"as_of": _day(record.as_of), **{name: [form(entry) for entry in getattr(record, name)] for name, form in FORMS.items()}}
    return whole | {"proposals": [proposal(entry) for entry in record.proposals]} if record.proposals else whole


def section(record: Record, *names: str) -> Row:
    """Some lists of the record with its day, in the same form as in the whole."""
    return {"as_of": _day(record.as_of), **{name: [FORMS[name](entry) for entry in getattr(record, name)] for name in names}}


def one(
    entry: Document | EngagementEntry | CommitmentEntry | ChannelEntry | StatementEntry | ComparisonEntry | ProposalEntry,
) -> Row:
    """One entry in the form it has in the record; a document with its text."""
    match entry:
        case Document():
            return document(entry) | {"text": entry.text}
        case EngagementEntry():
            return engagement(entry)
        case CommitmentEntry():
            return commitment(entry)
        case ChannelEntry():
            return channel(entry)
        case StatementEntry():
            return statement(entry)
        case ComparisonEntry():
            return comparison(entry)
        case ProposalEntry():
            return proposal(entry)


@functools.cache
def schema() -> Row:
    """The JSON Schema of the record."""
    text = importlib.resources.files("communique.publish").joinpath("record.schema.json").read_text(encoding="utf-8")
    loaded: Row = json.loads(text)
    return loaded


def document(entry: Document) -> Row:
    """A document without its text."""
    known = {"id": entry.id, "source": entry.source, "published": _day(entry.published), "published_basis": entry.published_basis}
    return {**known, "title": entry.title, "version": entry.version.value, "replaces": entry.replaces}


def engagement(entry: EngagementEntry) -> Row:
    """An engagement with its life."""
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "status": entry.status.value,
        "people": [_person(person) for person in entry.people],
        "sides": list(entry.sides),
        "start": _day(entry.start),
        "end": _day(entry.end),
        "precision": entry.precision.value if entry.precision else None,
        "place": entry.place,
        "occasion": entry.occasion,
        "duration": entry.duration,
        "round": entry.round,
        "form": entry.form,
        "host": entry.host,
        "topics": list(entry.topics),
        "history": _history(entry.history),
        "evidence": _proofs(entry.evidence),
        "claims": list(entry.claims),
        "reasons": list(entry.reasons),
        "conflicts": list(entry.conflicts),
    }


def commitment(entry: CommitmentEntry) -> Row:
    """A commitment and what became of it."""
    return {
        "id": entry.id,
        "by": list(entry.by),
        "toward": list(entry.toward),
        "what": entry.what,
        "strength": entry.strength.value,
        "made": _day(entry.made),
        "due_start": _day(entry.due_start),
        "due_end": _day(entry.due_end),
        "status": entry.status,
        "topics": list(entry.topics),
        "history": _history(entry.history),
        "evidence": _proofs(entry.evidence),
        "claims": list(entry.claims),
        "kept_by": list(entry.kept_by),
        "reasons": list(entry.reasons),
    }


def channel(entry: ChannelEntry) -> Row:
    """A channel and its states."""
    states = [
        {
            "state": step.status,
            "start": _day(step.start),
            "end": _day(step.end),
            "on": _day(step.on),
            "document": step.document,
            "evidence": _proof(step.evidence),
            "reason": step.reason,
            "cause": _proof(step.cause),
        }
        for step in entry.history
    ]
    named = {"id": entry.id, "name": entry.name, "sides": list(entry.sides), "state": entry.state.value, "history": states}
    return {**named, "claims": list(entry.claims), "reasons": list(entry.reasons)}


def statement(entry: StatementEntry) -> Row:
    """A statement with its relay."""
    claim = entry.claim
    return {
        "id": entry.id,
        "speaker": claim.speaker,
        "side": claim.side,
        "via": list(claim.via),
        "anonymous": claim.anonymous,
        "condition": claim.condition,
        "audience": claim.audience,
        "cue": " ".join(span.text for span in claim.cue) or None,
        "stance": claim.stance.value,
        "content": " … ".join(span.text for span in claim.content),
        "quoted": claim.quoted,
        "quotes": [span.text for span in claim.quotes],
        "topics": list(claim.topics),
        "engagement": entry.engagement,
        "document": claim.document,
        "evidence": [_place(claim.document, span) for span in claim.evidence],
    }


def comparison(entry: ComparisonEntry) -> Row:
    """A comparison and whether the record bears it out."""
    claim = entry.claim
    told = {"id": entry.id, "claim": claim.claim, "measure": claim.measure, "verdict": entry.verdict, "against": list(entry.against)}
    return {**told, "reason": entry.reason, "document": claim.document, "evidence": [_place(claim.document, s) for s in claim.evidence]}


def proposal(entry: ProposalEntry) -> Row:
    """A proposed claim, with what it says in the form in which it is kept."""
    claim = entry.claim
    proposed = {"id": entry.id, "type": name_of(claim), "proposer": entry.proposer, "published": _day(entry.published)}
    evidence = [_place(claim.document, span) for span in claim.evidence]
    return proposed | {"document": claim.document, "evidence": evidence, "claim": json.loads(to_json(claim))}


def problem(entry: Problem) -> Row:
    """Something that could not be read or decided."""
    place = _place(entry.document, entry.span) if entry.span else None
    return {"document": entry.document, "what": entry.what, "evidence": place}


FORMS: dict[str, Callable[[Any], Row]] = {
    "documents": document,
    "engagements": engagement,
    "commitments": commitment,
    "channels": channel,
    "statements": statement,
    "comparisons": comparison,
    "problems": problem,
}


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _person(who: Person) -> Row:
    return {"name": who.name, "side": who.side, "office": who.office}


def _place(document_id: str, span: Span) -> Row:
    place: Row = {"document": document_id, "start": span.start, "end": span.end, "text": span.text}
    return place | {"title": True} if span.title else place


def _proof(evidence: Evidence | None) -> Row | None:
    return _place(evidence.document, evidence.span) if evidence else None


def _proofs(evidence: Iterable[Evidence]) -> list[Row]:
    return [_place(proof.document, proof.span) for proof in evidence]


def _history(steps: Iterable[Step]) -> list[Row]:
    return [
        {
            "status": step.status,
            "on": _day(step.on),
            "document": step.document,
            "evidence": _proof(step.evidence),
            "reason": step.reason,
            "cause": _proof(step.cause),
        }
        for step in steps
    ]
