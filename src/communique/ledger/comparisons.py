"""Claims of rank and recency held against the record: "first meeting since October", "the third meeting this year".

A comparison is confirmed or contradicted only by entries of the record; silence of the record leaves it unknown, since the record need not
hold every meeting.

    "The first meeting since October between the two ministers": confirmed by one in October and none between
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.ledger.engagements import entry_id
from communique.ledger.identity import same_person
from communique.ledger.periods import told
from communique.ledger.sources import Sources
from communique.ledger.words import folded
from communique.model import Comparison, ComparisonEntry, Engagement, EngagementEntry, Kind, Status

CONFIRMED, CONTRADICTED, UNKNOWN = "confirmed", "contradicted", "unknown"
ORDINALS = {w: n for n, w in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)}
FACE = frozenset({Kind.MEETING, Kind.TALKS})


def entries(
    claims: Iterable[Comparison],
    told_of: Sequence[Engagement],
    entry_of: Mapping[str, EngagementEntry],
    met: Sequence[EngagementEntry],
    sources: Sources,
) -> tuple[ComparisonEntry, ...]:
    """A verdict for each comparison, in the order heard.

    Args:
        claims: the comparisons.
        told_of: engagement claims, to find what a comparison is about where the claim does not name it.
        entry_of: engagement claim id to entry.
        met: all engagement entries.
        sources: the reports heard.
    """
    by_side: dict[str, list[EngagementEntry]] = {}
    for entry in met:
        for side in entry.sides:
            by_side.setdefault(side, []).append(entry)
    found = []
    for claim in claims:
        about = entry_of.get(claim.engagement or "")
        verdict, against, reason = judge(claim, about, by_side)
        found.append(ComparisonEntry(entry_id("R", claim.id), claim, verdict, tuple(e.id for e in against), reason))
    return tuple(found)


def judge(
    claim: Comparison, about: EngagementEntry | None, by_side: Mapping[str, Sequence[EngagementEntry]]
) -> tuple[str, list[EngagementEntry], str]:
    """Verdict, the entries that say so, and the reason."""
    if about is None or about.start is None:
        return UNKNOWN, [], "the record does not hold the engagement it speaks of"
    others = [e for e in by_side.get(about.sides[0], ()) if e.id != about.id and _comparable(about, e)] if about.sides else []
    match claim.measure:
        case "first since":
            return _first_since(claim, about, others)
        case "ordinal":
            return _ordinal(claim, about, others)
        case _:
            return UNKNOWN, [], f"no rule holds {claim.measure!r} against the record"


def _comparable(about: EngagementEntry, other: EngagementEntry) -> bool:
    """An engagement that the same comparison counts: held, between the same people, or sides where people are not told."""
    if other.status is not Status.HELD or other.start is None or other.end is None:
        return False
    if other.kind is not about.kind and not {other.kind, about.kind} <= FACE:
        return False
    if not about.people:
        return set(about.sides) == set(other.sides)
    sides = {p.side for p in about.people}
    return all(any(same_person(p, q) for p in about.people if p.side == side for q in other.people) for side in sides)


def _first_since(claim: Comparison, about: EngagementEntry, others: Sequence[EngagementEntry]) -> tuple[str, list[EngagementEntry], str]:
    since = told(claim.since, None)
    start = about.start
    if since is None or start is None:
        return UNKNOWN, [], "the words give no day to count from"
    between = [e for e in others if e.start and e.end and e.start > since.end and e.end < start]
    if between:
        return CONTRADICTED, between, "the record holds one in between"
    then = [e for e in others if e.start and e.end and e.start <= since.end and e.end >= since.start]
    if then:
        return CONFIRMED, then, "the record holds one at that time and none in between"
    return UNKNOWN, [], "the record holds none at that time and none in between"


def _ordinal(claim: Comparison, about: EngagementEntry, others: Sequence[EngagementEntry]) -> tuple[str, list[EngagementEntry], str]:
    number = next((ORDINALS[w] for w in folded(claim.claim).split() if w in ORDINALS), None)
    if number is None or about.start is None:
        return UNKNOWN, [], "the words give no number"
    since = told(claim.since, None)
    before = [e for e in others if e.end and e.end < about.start and (since is None or e.end >= since.start)]
    if len(before) + 1 > number:
        return CONTRADICTED, before, f"the record holds {len(before)} before it"
    if len(before) + 1 == number and (since is not None or number > 1):
        return CONFIRMED, before, f"the record holds {len(before)} before it"
    return UNKNOWN, before, f"the record holds {len(before)} before it and need not hold all"
