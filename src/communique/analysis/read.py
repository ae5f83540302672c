"""The order of the finders: one parsed document in, its claims out.

"U.S. Secretary of State Antony Blinken met Chinese Foreign Minister Qin Gang in Beijing on Sunday, the State Department said."
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.analysis.actors import Cast, find_actors
from communique.analysis.attribution import find_statements
from communique.analysis.channels import find_channels
from communique.analysis.commitments import find_commitments
from communique.analysis.comparisons import find_comparisons
from communique.analysis.dates import Timex, find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.follow_through import find_follow_through
from communique.analysis.marks import mark
from communique.analysis.parse import Reading
from communique.model import Claim, Document, Problem


@dataclass(frozen=True, slots=True)
class Findings:
    """A document with everything found in it."""

    document: Document
    cast: Cast
    timexes: tuple[Timex, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def find_claims(reading: Reading) -> Findings:
    """Run every finder over one document. Statements come first, since they tell whose "I" is; commitments reuse the people engaged."""
    timexes = find_dates(reading.text, reading.document.published, spans=reading.stretches)
    cast = find_actors(reading)
    mark(reading, cast, timexes)
    statements = find_statements(reading, cast, timexes)
    engagements = find_engagements(reading, cast, timexes, statements)
    claims: tuple[Claim, ...] = (
        *engagements,
        *statements,
        *find_commitments(reading, cast, timexes, engagements),
        *find_channels(reading, cast, timexes, engagements),
        *find_follow_through(reading, cast, timexes, engagements),
        *find_comparisons(reading, cast, timexes, engagements),
    )
    problems = tuple(
        Problem(reading.document.id, f"no such day: {t.text}", reading.span(t.start, t.end)) for t in timexes if t.rule == "impossible"
    )
    return Findings(reading.document, cast, timexes, claims, problems)
