"""People's decisions: what they rejected, edited, merged and split, and what they took back.

Decisions are anchored on claims, so they outlive a re-reading. A decision that was undone is as if it had never been; one whose claims are
gone is listed as a problem, never lost.

    "merge": the meeting in Woodside and the summit near San Francisco are one
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from communique.ledger.edits import edit
from communique.model import Act, Claim, Decision, Problem


@dataclass(frozen=True, slots=True)
class Review:
    """What the decisions in force ask for.

    Args:
        rejected: ids of claims that shall not count.
        edits: claim id to the edits of it, in the order decided.
        bound, apart: claim id to the group merged or split off.
        links: commitment claim to the claims that keep it, by a person's word; unlinks: pairs that do not.
        accepted: ids of claims that a person has confirmed.
        problems: decisions that could not be carried out.
    """

    rejected: frozenset[str]
    edits: Mapping[str, tuple[Decision, ...]]
    bound: Mapping[str, str]
    apart: Mapping[str, str]
    links: Mapping[str, tuple[str, ...]]
    unlinks: frozenset[tuple[str, str]]
    accepted: frozenset[str]
    problems: tuple[Problem, ...]


LINK, UNLINK = "kept_by", "not_kept_by"


def order(decision: Decision) -> tuple[dt.datetime, int, str]:
    """The order in which decisions were made; of the same moment the store's running number decides."""
    return decision.at, len(decision.id), decision.id


def linked(decision: Decision) -> tuple[str, ...]:
    """The claims that a link or its undoing names as proof."""
    return tuple(filter(None, (decision.value or "").split(","))) if decision.field in (LINK, UNLINK) else ()


def taken_back(decisions: Iterable[Decision]) -> dict[str, str]:
    """The id of each decision that does not stand, with the id of the undo that took it back; an undone undo takes nothing back."""
    gone: dict[str, str] = {}
    for decision in sorted(decisions, key=order, reverse=True):
        if decision.act is Act.UNDO and decision.undoes and decision.id not in gone:
            gone.setdefault(decision.undoes, decision.id)
    return gone


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions not taken back, in the order made; an undone undo restores."""
    ordered = sorted(decisions, key=order)
    gone = taken_back(ordered)
    return tuple(d for d in ordered if d.act is not Act.UNDO and d.id not in gone)


@dataclass(slots=True)
class _Pile:
    """What the decisions ask for, as they are gone through in the order made; a later one overrules an earlier."""

    rejected: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    edits: dict[str, list[Decision]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    unlinks: set[tuple[str, str]] = field(default_factory=set)
    bound: dict[str, str] = field(default_factory=dict)
    apart: dict[str, str] = field(default_factory=dict)

    def take(self, decision: Decision, claims: Sequence[str]) -> None:
        """Lay a decision on its claims."""
        match decision.act:
            case Act.REJECT:
                self.rejected.update(claims)
            case Act.ACCEPT:
                self.accepted.update(claims)
                self.rejected.difference_update(claims)
            case Act.MERGE:
                _bind(self.bound, claims, decision.id)
                for claim in claims:
                    self.apart.pop(claim, None)
            case Act.SPLIT:
                for claim in claims:
                    self.apart[claim] = decision.id
                    self.bound.pop(claim, None)
            case Act.EDIT if decision.field:
                for claim in claims:
                    self._edit(claim, decision)

    def _edit(self, claim: str, decision: Decision) -> None:
        proofs = linked(decision)
        kept = [k for k in self.links.get(claim, []) if k not in proofs]
        if decision.field == LINK:
            self.links[claim] = [*kept, *proofs]
            self.unlinks.difference_update((claim, proof) for proof in proofs)
        elif decision.field == UNLINK:
            self.links[claim] = kept
            self.unlinks.update((claim, proof) for proof in proofs)
        else:
            self.edits.setdefault(claim, []).append(decision)


def weigh(decisions: Iterable[Decision], known: frozenset[str], aside: frozenset[str] = frozenset()) -> Review:
    """What the decisions in force ask for.

    Args:
        decisions: all that were ever made.
        known: ids of every claim that the latest readings tell.
        aside: those among them whose report was followed by another.
    """
    pile = _Pile()
    problems: list[Problem] = []
    for decision in in_force(decisions):
        rests = (*decision.claims, *linked(decision))
        missing = [c for c in rests if c not in known]
        if missing:
            problems.append(Problem("", f"decision {decision.id} ({decision.act}) rests on claims that are gone: {', '.join(missing)}"))
        elif rests and aside.issuperset(rests):
            problems.append(
                Problem("", f"decision {decision.id} ({decision.act}) rests on claims of a report that was followed by another")
            )
        pile.take(decision, [c for c in decision.claims if c in known])
    return Review(
        frozenset(pile.rejected),
        {claim: tuple(edits) for claim, edits in pile.edits.items()},
        pile.bound,
        pile.apart,
        {claim: tuple(links) for claim, links in pile.links.items()},
        frozenset(pile.unlinks),
        frozenset(pile.accepted),
        tuple(problems),
    )


def _bind(bound: dict[str, str], claims: Sequence[str], group: str) -> None:
    """Put claims into one group; groups that share a claim become one."""
    old = {bound[c] for c in claims if c in bound}
    for claim, its in list(bound.items()):
        if its in old:
            bound[claim] = group
    bound.update((c, group) for c in claims)


def apply(review: Review, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims as corrected, without the rejected ones, and the edits that could not be made."""
    kept: list[Claim] = []
    problems: list[Problem] = []
    for claim in claims:
        if claim.id in review.rejected:
            continue
        for decision in review.edits.get(claim.id, ()):
            edited = edit(claim, decision.field or "", decision.value)
            if isinstance(edited, Problem):
                problems.append(edited)
            else:
                claim = edited
        kept.append(claim)
    return tuple(kept), tuple(problems)
