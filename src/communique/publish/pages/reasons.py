"""Why: the claims behind an entry or one of its cells, each with its words, the rule that found it and the way its days were counted.

One click on any cell leads here; a person's decisions stand among the reasons.

    place "Bali": two reports say so; day "14 Nov 2022": “Monday”, counted from the report of 14 November
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.ledger.review import in_force
from communique.model import (
    ChannelEntry,
    Claim,
    CommitmentEntry,
    ComparisonEntry,
    Decision,
    Document,
    EngagementEntry,
    Span,
    Step,
    When,
)
from communique.publish import why
from communique.publish.days import period
from communique.publish.find import Entry, claims_of
from communique.publish.pages.catalogue import Catalogue
from communique.publish.parties import people, sides
from communique.publish.telling import telling

# The cells of an entry and the fields of its claims that fill them.
CELLS = {
    "when": ("when", "due", "made", "since"),
    "due": ("due",),
    "made": ("made",),
    "status": ("status", "state", "strength", "outcome", "stance"),
    "people": ("people", "speaker", "person"),
    "sides": ("sides", "by", "toward", "side"),
    "kind": ("kind",),
    "place": ("place",),
    "occasion": ("occasion",),
    "duration": ("duration",),
    "topics": ("topics",),
    "what": ("what", "name", "claim"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One claim behind a cell: what it says there, its words, its report, its rules."""

    claim: Claim
    says: str
    value: str
    words: tuple[Span, ...]
    periods: tuple[tuple[str, When], ...]
    document: Document | None
    counts: bool


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why an entry, or one of its cells, is as it is."""

    entry: Entry | None
    cell: str
    steps: tuple[Step, ...]
    joined: tuple[str, ...]
    claims: tuple[Reason, ...]
    decisions: tuple[Decision, ...]


def why_view(catalogue: Catalogue, entry: Entry | Claim, cell: str) -> WhyView:
    """Why an entry is as it is, or one of its cells; for a claim that counts for nothing, what it says and who set it aside.

    Args:
        cell: a name of ``CELLS``; "" for all.
    """
    counted = catalogue.entries.get(entry.id)
    steps = counted.history if isinstance(counted, EngagementEntry | CommitmentEntry | ChannelEntry) else ()
    ids = dict.fromkeys([*(claims_of(counted) if counted else (entry.id,)), *(s.claim for s in steps if s.claim)])
    claims = [catalogue.claims[i] for i in ids if i in catalogue.claims]
    reasons = [r for c in claims if (r := _reason(catalogue, c, cell)) is not None]
    reasons.sort(key=lambda r: (_published(r), r.claim.document, r.claim.evidence[0]))
    made = tuple(d for d in in_force(catalogue.decisions) if set(d.claims) & set(ids) and _about(d, cell))
    return WhyView(
        counted if not isinstance(counted, Document) else None,
        cell,
        tuple(steps) if cell in ("", "status") else (),
        _joined(counted) if cell == "" else (),
        tuple(reasons),
        made,
    )


def _about(decision: Decision, cell: str) -> bool:
    asked = {*CELLS.get(cell, ()), cell, *(("start", "end") if cell in ("when", "due") else ())}
    return not cell or decision.field is None or decision.field in asked


def _joined(entry: Entry | Document | None) -> tuple[str, ...]:
    return (entry.reason,) if isinstance(entry, ComparisonEntry) else tuple(getattr(entry, "reasons", ()))


def _reason(catalogue: Catalogue, claim: Claim, cell: str) -> Reason | None:
    value = ""
    if cell:
        said = [getattr(claim, name, None) for name in CELLS.get(cell, ())]
        value = next((_plain(some) for some in said if some), "")
        if not value:
            return None
    periods = tuple((name, some) for name, some in why.periods(claim) if cell in ("", "when", "due", "made"))
    counts = claim.id in catalogue.entry_of
    return Reason(claim, telling(claim), value, _words(claim), periods, catalogue.documents.get(claim.document), counts)


def _words(claim: Claim) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(claim.evidence))


def _plain(value: object) -> str:
    if isinstance(value, When):
        return period(value.earliest, value.latest, value.precision)
    if isinstance(value, tuple):
        named = tuple(_people(value))
        return people(named) if named else sides(str(v) for v in value)
    return str(value)


def _people(value: tuple[object, ...]) -> Iterator:  # type: ignore[type-arg]
    return (v for v in value if hasattr(v, "office"))


def _published(reason: Reason) -> str:
    return reason.document.published.isoformat() if reason.document and reason.document.published else "9999"
