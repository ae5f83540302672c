"""Claims to JSON and back, and the law of evidence: a claim whose words do not stand at their place is refused.

A claim is kept as one JSON object beside the name of its type. Nothing is left out and nothing is filled in: what comes back equals
what went in.

    "The two ministers met in Vienna on Friday" -> {"kind": "meeting", "evidence": [{"start": 0, "end": 41, ...}], ...}
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from cattrs.preconf.json import make_converter

from communique.model import (
    ChannelChange,
    Claim,
    Commitment,
    Comparison,
    Document,
    Engagement,
    FollowThrough,
    OfficeHeld,
    Part,
    Problem,
    Span,
    Statement,
)

TYPES: dict[str, type[Claim]] = {
    "engagement": Engagement,
    "statement": Statement,
    "commitment": Commitment,
    "channel": ChannelChange,
    "follow-through": FollowThrough,
    "comparison": Comparison,
    "office": OfficeHeld,
}
NAMES = {kind: name for name, kind in TYPES.items()}

_converter = make_converter()


def name_of(claim: Claim) -> str:
    """The type of a claim in one word, as the store writes it."""
    return NAMES[type(claim)]


def to_json(value: object) -> str:
    """A claim, a tuple of parts or a span as compact JSON."""
    return json.dumps(_converter.unstructure(value), ensure_ascii=False, separators=(",", ":"))


def claim_from(name: str, body: str) -> Claim:
    """The claim that ``to_json`` wrote; ``name`` is that of its type.

    Raises:
        KeyError: no such type of claim.
    """
    claim: Claim = _converter.structure(json.loads(body), TYPES[name])
    return claim


def parts_from(body: str) -> tuple[Part, ...]:
    """The parts of a document that ``to_json`` wrote."""
    return _converter.structure(json.loads(body), tuple[Part, ...])


def span_from(body: str | None) -> Span | None:
    """The span that ``to_json`` wrote, if any."""
    return None if body is None else _converter.structure(json.loads(body), Span)


def spans(value: Any) -> Iterator[Span]:
    """Every span within a claim: its evidence, its dates' words, its people's names."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))


def proven(document: Document, claims: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims that may be kept, and a problem for each one refused.

    Refused are claims without evidence, with words that do not stand at their place, of another document, or told twice under one id.
    """
    kept: dict[str, Claim] = {}
    problems = []
    for claim in claims:
        objection = _objection(document, claim, kept)
        if objection is None:
            kept[claim.id] = claim
        elif kept.get(claim.id) != claim:
            problems.append(Problem(document.id, f"{name_of(claim)} claim refused: {objection}"))
    return tuple(kept.values()), tuple(problems)


def _objection(document: Document, claim: Claim, kept: dict[str, Claim]) -> str | None:
    if claim.document != document.id:
        return f"it belongs to {claim.document}"
    if not claim.evidence:
        return "it has no words of evidence"
    if claim.id in kept:
        return f"its id {claim.id} is taken by another claim of this report"
    wrong = next((s for s in spans(claim) if not s.text or s.start < 0 or document.quote(s) != s.text), None)
    return None if wrong is None else f"the words {wrong.text[:60]!r} do not stand at {wrong.start}-{wrong.end}"
