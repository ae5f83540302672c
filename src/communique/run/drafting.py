"""A draft read as a report is read, and held against the record; nothing of it is kept.

"Sullivan met Wang in Bangkok on Jan. 25": found, folded by itself, and looked up in the record
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from communique.ledger.build import fold
from communique.ledger.check import Verdict, check
from communique.model import Claim, Document, Engagement, Problem, Record
from communique.run.finding import find_all


@dataclass(frozen=True, slots=True)
class Checked:
    """What the record says to a draft.

    Args:
        verdicts: on each engagement, channel and comparison of the draft, in the order of its text.
        problems: what could not be read in it.
    """

    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]


def check_draft(drafts: Iterable[Document], record: Record, written: dt.date) -> Checked:
    """Hold drafts against the record.

    Args:
        drafts: as they came.
        record: the record.
        written: the day on which they were written, from which "on Friday" counts, unless they bring one of their own.
    """
    dated = [d if d.published else replace(d, published=written, published_basis="given") for d in drafts]
    verdicts: list[Verdict] = []
    problems: list[Problem] = []
    for found in find_all(dated):
        # Each by itself: what two drafts tell of one meeting must not be made one before it is checked.
        claims = [_undated(claim) for claim in found.claims]
        verdicts += check(fold([found.document], claims, (), None), record, claims)
        problems += found.problems
        if found.failure:
            problems.append(Problem(found.document.id, found.failure))
    return Checked(tuple(verdicts), tuple(problems))


def _undated(claim: Claim) -> Claim:
    """The claim without the day of the draft itself: a report tells the news of its day, a draft the background."""
    if isinstance(claim, Engagement) and claim.when and claim.when.span is None:
        return replace(claim, when=None)
    return claim
