"""What was proposed and waits for a person: kept apart from what counts, until it is accepted.

Whatever a language model or another program proposes has its words in a report like every claim, but no rule stands behind it. It is shown
as proposed and moves nothing; accepted, it counts like a claim that was read; rejected, it is gone.

    proposed by a model: a meeting, “the envoys sat down in Oslo” -> the timeline has no such meeting until somebody accepts it
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.ledger.engagements import entry_id
from communique.ledger.sources import Sources
from communique.model import Claim, ProposalEntry, proposed


def apart(claims: Iterable[Claim], accepted: frozenset[str]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims that count, and those that were proposed and that nobody has accepted."""
    every = tuple(claims)
    waiting = {c.id for c in every if proposed(c) and c.id not in accepted}
    return tuple(c for c in every if c.id not in waiting), tuple(c for c in every if c.id in waiting)


def entries(waiting: Iterable[Claim], sources: Sources) -> tuple[ProposalEntry, ...]:
    """What waits, in the order in which the reports are heard."""
    return tuple(
        ProposalEntry(entry_id("P", c.id), c, sources.published(c), c.rules[1] if len(c.rules) > 1 else "")
        for c in sorted(waiting, key=sources.turn)
    )
