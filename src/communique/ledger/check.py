"""A draft held against the record: each engagement with its day, each comparison, confirmed, contradicted or unknown.

The draft is folded by itself first, so that its own engagements are known with their people and days; then each is looked up in the
record. Nothing of the draft enters the record.

    "The two met in Bangkok on Jan. 25, their first talks since September": the record has 26 to 27 January, and talks in October
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.ledger.comparisons import CONFIRMED, CONTRADICTED, UNKNOWN, judge
from communique.ledger.identity import same_person, same_place
from communique.ledger.matching import KIN
from communique.model import EngagementEntry, Evidence, Record, Status

# A day in the draft this near to the record's is taken for the same engagement under a wrong day.
NEAR = dt.timedelta(days=10)
OFF = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says of one claim of a draft.

    Args:
        words: the draft's words.
        verdict: "confirmed", "contradicted" or "unknown".
        against: ids of the record's entries that say so.
        reason: why.
    """

    words: Evidence
    verdict: str
    against: tuple[str, ...]
    reason: str


def check(draft: Record, record: Record) -> tuple[Verdict, ...]:
    """Verdicts on a draft's engagements and comparisons, in the order of its text.

    Args:
        draft: the draft folded by itself.
        record: the record to hold it against.
    """
    by_side: dict[str, list[EngagementEntry]] = {}
    for entry in record.engagements:
        for side in entry.sides:
            by_side.setdefault(side, []).append(entry)
    found = []
    for entry in draft.engagements:
        verdict, against, reason = _engagement(entry, by_side.get(entry.sides[0], []) if entry.sides else [])
        found.append(Verdict(entry.evidence[0], verdict, tuple(e.id for e in against), reason))
    own = {claim: entry for entry in draft.engagements for claim in entry.claims}
    for comparison in draft.comparisons:
        about = own.get(comparison.claim.engagement or "") or _sole(draft)
        verdict, against, reason = judge(comparison.claim, about, by_side)
        words = Evidence(comparison.claim.document, comparison.claim.evidence[0])
        found.append(Verdict(words, verdict, tuple(e.id for e in against), reason))
    return tuple(sorted(found, key=lambda v: (v.words.document, not v.words.span.title, v.words.span.start, v.words.span.end)))


def _sole(draft: Record) -> EngagementEntry | None:
    held = [e for e in draft.engagements if e.status is Status.HELD]
    return held[0] if len(held) == 1 else None


def _engagement(entry: EngagementEntry, near: Iterable[EngagementEntry]) -> tuple[str, Sequence[EngagementEntry], str]:
    alike = [e for e in near if _alike(entry, e)]
    if entry.start is None or entry.end is None:
        return UNKNOWN, (), "the draft gives no day"
    same = [e for e in alike if e.start and e.end and e.start <= entry.end and entry.start <= e.end]
    told = [e for e in same if e.status is entry.status]
    if told:
        apart = [e for e in told if e.place and entry.place and same_place(e.place, entry.place) is False]
        return (CONTRADICTED, apart, f"the record has {apart[0].place}") if apart else (CONFIRMED, told, "the record has it on these days")
    off = [e for e in same if e.status in OFF and entry.status is Status.HELD]
    if off:
        return CONTRADICTED, off, f"the record has it {off[0].status.value}"
    close = [e for e in alike if e.start and e.end and e.status is Status.HELD and _gap(entry, e) <= NEAR]
    if close and entry.status is Status.HELD and entry.start == entry.end:
        return (
            CONTRADICTED,
            close,
            "the record has " + ", ".join(f"{e.start} to {e.end}" if e.start != e.end else str(e.start) for e in close),
        )
    return UNKNOWN, same, "the record holds none such"


def _gap(one: EngagementEntry, other: EngagementEntry) -> dt.timedelta:
    if not (one.start and one.end and other.start and other.end):
        return dt.timedelta.max
    return max(other.start - one.end, one.start - other.end)


def _alike(one: EngagementEntry, other: EngagementEntry) -> bool:
    """The same sides and people in the same or a kindred form; people decide only where both name some."""
    if set(one.sides) != set(other.sides) or (one.kind is not other.kind and frozenset({one.kind, other.kind}) not in KIN):
        return False
    sides = {p.side for p in one.people} & {q.side for q in other.people}
    return all(any(same_person(p, q) for p in one.people if p.side == side for q in other.people) for side in sides)
