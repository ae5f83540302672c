"""Claims of rank and recency held against the record: "first meeting since October", "the third meeting this year".

A comparison is confirmed or contradicted only by entries of the record; silence of the record leaves it unknown, since the record need not
hold every meeting.

    "The first meeting since October between the two ministers": confirmed by one in October and none between
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from communique.ledger import offices
from communique.ledger.counting import Met, Scope, counted, scope
from communique.ledger.engagements import entry_id
from communique.ledger.identity import same_person
from communique.ledger.periods import shifted, told
from communique.ledger.words import folded, holds, words
from communique.model import Comparison, ComparisonEntry, Engagement, EngagementEntry, Person, Status

CONFIRMED, CONTRADICTED, UNKNOWN = "confirmed", "contradicted", "unknown"
ORDINALS = {
    word: number
    for number, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1)
}
COUNTED = ("first since", "ordinal")
NOT_HELD = "the record does not hold the engagement it speaks of"
# Two engagements of the same people so near to each other may be one under two days.
SAME = dt.timedelta(days=10)
# "In five years" is round: an earlier one within four fifths of it speaks against it, one up to a quarter more bears it out.
WITHIN, ABOUT = 0.8, 1.25
# "It was the first such meeting ..." speaks of what the sentence before it told.
NEAR = 300
Verdict = tuple[str, list[EngagementEntry], str]


def entries(
    claims: Iterable[Comparison], engagements: Sequence[Engagement], entry_of: Mapping[str, EngagementEntry], met: Sequence[EngagementEntry]
) -> tuple[ComparisonEntry, ...]:
    """A verdict for each comparison, in the order heard.

    Args:
        claims: the comparisons.
        engagements: engagement claims, to find what a comparison is about where it does not name it.
        entry_of: engagement claim id to entry.
        met: all engagement entries.
    """
    shelf = Met(met)
    told_by: dict[str, list[Engagement]] = {}
    for engagement in engagements:
        told_by.setdefault(engagement.document, []).append(engagement)
    found = []
    for claim in claims:
        about = entry_of.get(subject(claim, told_by.get(claim.document, [])) or "")
        verdict, against, reason = judge(claim, about, shelf)
        found.append(ComparisonEntry(entry_id("R", claim.id), claim, verdict, tuple(e.id for e in against), reason))
    return tuple(found)


def subject(claim: Comparison, engagements: Sequence[Engagement]) -> str | None:
    """The engagement claim that a comparison is about: named, told by its own words or just before them, else the report's news."""
    if claim.engagement or not claim.evidence:
        return claim.engagement
    at = claim.evidence[0]
    spans = [(e, s) for e in engagements if e.status in (Status.HELD, Status.UNDER_WAY) for s in e.evidence if s.title == at.title]
    within = [e.id for e, s in spans if s.start < at.end and at.start < s.end]
    if within:
        return within[0]
    before = [(s.end, e.id) for e, s in spans if at.start - NEAR <= s.end <= at.start and not e.foreground]
    news = [e.id for e in engagements if e.foreground]
    if before:
        return max(before)[1]
    return news[0] if len(news) == 1 else None


def looks_at(claim: Comparison, about: EngagementEntry | None) -> tuple[tuple[str, ...], dt.date] | None:
    """Which engagements decide on a comparison: those held by all of some sides (one or two) that began by a day; None where none does."""
    if about is None or about.start is None or about.end is None or not about.sides:
        return None
    if claim.measure != "highest-ranking" and (claim.measure not in COUNTED or isinstance(scope(claim, about), str)):
        return None
    return tuple(sorted(set(about.sides))[:2]), shifted(about.end, SAME)


def judge(claim: Comparison, about: EngagementEntry | None, met: Met) -> Verdict:
    """Verdict, the entries that say so, and the reason."""
    if about is None or about.start is None or about.end is None or not about.sides:
        return UNKNOWN, [], NOT_HELD
    if claim.measure == "highest-ranking":
        return _highest(claim, about, met.between(about.sides))
    if claim.measure not in COUNTED:
        return UNKNOWN, [], f"no rule holds {claim.measure!r} against the record"
    what = scope(claim, about)
    if isinstance(what, str):
        return UNKNOWN, [], what
    if what.since and what.since.start > about.end:
        return UNKNOWN, [], "the time it counts from lies after the engagement"
    others = counted(what, about, met.like(what, about))
    if not met.holds(about) and any(_close(e, about) for e in others):
        return UNKNOWN, [e for e in others if _close(e, about)], "the record holds one within days of it, which may be the same"
    return _first(claim, what, about, others) if claim.measure == "first since" else _ordinal(claim, what, about, others)


def _close(one: EngagementEntry, about: EngagementEntry) -> bool:
    """Whether two that do not share a day lie within a few days of each other."""
    if not (one.start and one.end and about.start and about.end):
        return False
    return dt.timedelta(0) < max(about.start - one.end, one.start - about.end) <= SAME


def _first(claim: Comparison, what: Scope, about: EngagementEntry, others: Sequence[EngagementEntry]) -> Verdict:
    """ "First since October", "first in five years", "first ever"."""
    before = [e for e in others if e.end and about.start and e.end < about.start]
    if what.since is not None and what.within:
        return _told([e for e in before if e.start and e.start >= what.since.start], [])
    if what.since is not None:
        then = [e for e in before if e.start and e.end and e.start <= what.since.end and e.end >= what.since.start]
        between = [e for e in before if e.start and e.start > what.since.end]
        return _told(between, then)
    if what.back is not None and about.start is not None:
        gap = {e.id: (about.start - e.end).days for e in before if e.end and about.start}
        between = [e for e in before if gap[e.id] < WITHIN * what.back]
        return _told(between, [e for e in before if WITHIN * what.back <= gap[e.id] <= ABOUT * what.back])
    if what.office and " to " in f" {folded(claim.claim)} ":
        # "The first Irish leader to visit" stays the first on a second visit.
        before = [e for e in before if not any(same_person(p, q) for p in about.people for q in e.people)]
    return _told(before, [])


def _told(between: Sequence[EngagementEntry], then: Sequence[EngagementEntry]) -> Verdict:
    if between:
        return CONTRADICTED, list(between), "the record holds one in between"
    if then:
        return CONFIRMED, list(then), "the record holds one at that time and none in between"
    return UNKNOWN, [], "the record holds none at that time and none in between"


def _ordinal(claim: Comparison, what: Scope, about: EngagementEntry, others: Sequence[EngagementEntry]) -> Verdict:
    number = next((ORDINALS[w] for w in folded(claim.claim).split() if w in ORDINALS), None)
    if number is None or about.start is None:
        return UNKNOWN, [], "the words give no number"
    start = what.since.start if what.since else about.start - dt.timedelta(days=what.back) if what.back else None
    before = [e for e in others if e.end and e.end < about.start and (start is None or e.end >= start)]
    count = f"the record holds {len(before) or 'none'} before it" + (f" since {start}" if start else "")
    if len(before) + 1 > number:
        return CONTRADICTED, before, count
    if len(before) + 1 == number and number > 1:
        return CONFIRMED, before, count
    return UNKNOWN, before, f"{count}, and need not hold all"


def _highest(claim: Comparison, about: EngagementEntry, met: Sequence[EngagementEntry]) -> Verdict:
    """A visit to the same side by somebody of higher rank; only a period that the words give makes it a contradiction."""
    mine = min((r for p in about.people if (r := _rank(p, about)) is not None), default=None)
    if mine is None or about.start is None:
        return UNKNOWN, [], "the rank of the visitor is not known"
    guests = {p.side for p in about.people}
    higher = []
    for other in met:
        same = other.kind is about.kind and other.status is Status.HELD and other.start and other.end and other.end < about.start
        ranks = [_rank(p, other) for p in other.people if p.side in guests] if same else []
        if any(r is not None and r < mine for r in ranks):
            higher.append(other)
    since = told(claim.since)
    against = [e for e in higher if since and e.end and e.end >= since.start]
    if against:
        return CONTRADICTED, against, "the record holds an earlier one of higher rank"
    why = "earlier ones of higher rank, at a time that the words may not mean" if higher else "the record holds none of higher rank"
    return UNKNOWN, higher, why


def _rank(person: Person, entry: EngagementEntry) -> int | None:
    """The place of a person's office in the order of ranks, 0 the highest; None when the office is not known."""
    held = [person.office] if person.office else []
    held += offices.posts(person.name, person.side, entry.start) if entry.start else []
    ranks = [n for post in held for n, rank in enumerate(words().ranks) if holds(folded(post), rank)]
    # "Vice president" holds "president": the longer words of rank decide.
    deputy = any(holds(folded(post), w) for post in held for w in ("vice", "deputy", "assistant", "former"))
    return (max(ranks) if deputy else min(ranks)) if ranks else None
