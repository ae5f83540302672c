"""The fold: all claims and decisions up to a day, computed into a record. Pure and the same whatever the order of reading.

Documents are heard by their day of publication; what a killed or corrected report said is set aside; people's decisions are applied to
the claims; then engagements, lines, promises, statements and comparisons are drawn up, each entry with the claims and reasons behind it.

    three reports of one summit: expected in June, hoped for in September, held in November -> one entry
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from communique.ledger import (
    channels,
    commitments,
    comparisons,
    engagements,
    fulfilment,
    neighbours,
    proposals,
    review,
    statements,
    tenures,
)
from communique.ledger.anchors import anchored
from communique.ledger.edits import last_word
from communique.ledger.facts import facts
from communique.ledger.gathering import gather
from communique.ledger.hopes import hopes
from communique.ledger.sources import Sources, audible, hear
from communique.ledger.status import Telling
from communique.model import (
    ChannelChange,
    ChannelEntry,
    Claim,
    Commitment,
    CommitmentEntry,
    Comparison,
    Decision,
    Document,
    Engagement,
    EngagementEntry,
    Problem,
    Record,
    Statement,
    proposed,
)

Kind = TypeVar("Kind", bound=Claim)
Living = TypeVar("Living", EngagementEntry, CommitmentEntry, ChannelEntry)
ACCEPTED = "accepted by a person"


def fold(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    decisions: Iterable[Decision],
    as_of: dt.date | None,
    former: Iterable[Claim] = (),
) -> Record:
    """The record as of a day.

    Args:
        documents: every document known; those published later than ``as_of``, or on no known day, are not heard when it is given.
        claims: every claim of these documents, in any order.
        decisions: every decision ever made; those made after ``as_of`` count too, for they correct the reading, not the events.
        as_of: the day; None for all that is known.
        former: claims of earlier readings on which decisions were made.
    """
    sources = hear(documents, as_of)
    every = tuple(claims)
    standing, withdrawn = audible(sources, every)
    # A decision never passes to what was only proposed.
    moved = anchored(decisions, [c for c in standing if not proposed(c)], (*withdrawn, *former), sources.withdrawn)
    judged = review.weigh(moved, frozenset(c.id for c in every), frozenset(c.id for c in withdrawn))
    edited, faults = review.apply(judged, standing)
    counted, waiting = proposals.apart(edited, judged.accepted)
    withdrawn = proposals.apart(withdrawn, judged.accepted)[0]
    met, entry_of = _engagements(counted, withdrawn, judged, sources)
    lines, line_of = _channels(counted, judged, sources)
    promised = _commitments(counted, judged, sources, met, entry_of, line_of)
    told = _only(counted, Engagement)
    return Record(
        as_of=as_of,
        documents=tuple(sources.documents.values()),
        engagements=tuple(with_reasons(e, judged) for e in met),
        commitments=tuple(with_reasons(e, judged) for e in promised),
        channels=tuple(with_reasons(e, judged) for e in lines),
        statements=statements.entries(_only(counted, Statement), told, entry_of, sources),
        comparisons=comparisons.entries(_only(counted, Comparison), told, entry_of, met),
        problems=(*sources.problems, *judged.problems, *faults, *_set_aside(withdrawn, sources)),
        proposals=proposals.entries(waiting, sources),
    )


def decided(
    documents: Iterable[Document], claims: Iterable[Claim], decisions: Iterable[Decision], former: Iterable[Claim]
) -> tuple[Decision, ...]:
    """All decisions, each on the claims that now stand for those it was made on."""
    sources = hear(documents, None)
    standing, withdrawn = audible(sources, claims)
    return anchored(decisions, [c for c in standing if not proposed(c)], (*withdrawn, *former), sources.withdrawn)


def with_reasons(entry: Living, judged: review.Review) -> Living:
    """The entry, marked where a person accepted one of its claims."""
    return dataclasses.replace(entry, reasons=(*entry.reasons, ACCEPTED)) if judged.accepted.intersection(entry.claims) else entry


def _only(claims: Iterable[Claim], kind: type[Kind]) -> list[Kind]:
    return [c for c in claims if isinstance(c, kind)]


def _set_aside(withdrawn: Iterable[Claim], sources: Sources) -> list[Problem]:
    count: dict[str, int] = {}
    for claim in withdrawn:
        count[claim.document] = count.get(claim.document, 0) + 1
    return [Problem(d, f"{n} claims set aside: the report was followed by {sources.withdrawn[d].id}") for d, n in count.items()]


def _engagements(
    claims: Sequence[Claim], withdrawn: Sequence[Claim], judged: review.Review, sources: Sources
) -> tuple[tuple[EngagementEntry, ...], Mapping[str, EngagementEntry]]:
    learnt = tenures.learn(claims, sources)
    members = [facts(c, sources.published(c), learnt) for c in _only(claims, Engagement)]
    index, clusters = gather(members, judged.bound, judged.apart)
    for claim in _only(withdrawn, Engagement):
        index.remember(facts(claim, sources.published(claim)))
    found = [engagements.entry(cluster, sources) for cluster in clusters]
    found.sort(key=engagements.order)
    settled = tuple(last_word(e, judged.edits) for e in neighbours.settle(found, claims, sources))
    return settled, {claim: e for e in settled for claim in e.claims}


def _channels(
    claims: Sequence[Claim], judged: review.Review, sources: Sources
) -> tuple[tuple[ChannelEntry, ...], Sequence[tuple[ChannelChange, str]]]:
    lines = channels.gather(_only(claims, ChannelChange), judged.bound, judged.apart)
    found = [last_word(channels.entry(line, sources), judged.edits) for line in lines]
    line_of = [(c, e.id) for line, e in zip(lines, found, strict=True) for c in line]
    return tuple(sorted(found, key=lambda e: (e.sides, e.name, e.id))), line_of


def _commitments(
    claims: Sequence[Claim],
    judged: review.Review,
    sources: Sources,
    met: Sequence[EngagementEntry],
    entry_of: Mapping[str, EngagementEntry],
    line_of: Sequence[tuple[ChannelChange, str]],
) -> tuple[CommitmentEntry, ...]:
    later = fulfilment.shelve(claims, met, entry_of, line_of, sources)
    every = {c.id: c for c in claims}
    made = _only(claims, Commitment)
    made = sorted([*made, *channels.promised(_only(claims, ChannelChange), made, sources)], key=sources.turn)
    told_by = {claim: entry.id for claim, entry in entry_of.items()}
    gathered = commitments.gather(made, sources, judged.bound, judged.apart)
    found = [promised(p, fulfilment.outcome(p, later, sources), every, told_by, judged, sources) for p in gathered]
    return tuple(sorted([*found, *hopes(met, every)], key=commitments.order))


def promised(
    promise: commitments.Promise,
    became: Sequence[tuple[Telling, str]],
    every: Mapping[str, Claim],
    told_by: Mapping[str, str],
    judged: review.Review,
    sources: Sources,
) -> CommitmentEntry:
    """The entry of a promise: what the rules say became of it, as people have linked and corrected it.

    Args:
        promise: its claims.
        became: what became of it, each with the id of what says so.
        every: claims by id, to find those that people linked.
        told_by: engagement claim id to the id of its entry.
        judged: what people decided.
        sources: the reports heard.
    """
    mine = [c.id for c in promise.claims]
    became = [(t, by) for t, by in became if not any((m, t.claim.id) in judged.unlinks for m in mine)]
    proofs = [every[k] for m in mine for k in judged.links.get(m, ()) if k in every]
    linked = [(fulfilment.by_hand(claim, sources), told_by.get(claim.id, claim.id)) for claim in proofs]
    return last_word(commitments.entry(promise, [*became, *linked], sources, [t.why for t, _ in (*became, *linked)]), judged.edits)
