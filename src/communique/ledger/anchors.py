"""Where a decision rests once the claims that it was made on are told anew: in other words by new rules, or by a corrected report.

A claim's id hangs on its words, so a rule that takes in one word more gives it another. The decision then passes to the one claim of the
same kind that rests on some of the same words, or, in the report that follows, on words that read the same. Where there is none, or more
than one, the decision stays where it was made and is listed; it never moves to a guess.

    rejected: “met in Vienna”; read anew: “the ministers met in Vienna on Friday” -> the rejection holds
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from communique.ledger.review import linked
from communique.ledger.words import folded
from communique.model import Claim, Decision, Document


def anchored(
    decisions: Iterable[Decision], standing: Sequence[Claim], past: Iterable[Claim], followed: Mapping[str, Document]
) -> tuple[Decision, ...]:
    """The decisions, each on the claims that now tell what it was made on.

    Args:
        decisions: as they were made.
        standing: the claims that count.
        past: claims that count no more: of earlier readings, and of reports that were corrected, updated or killed.
        followed: the report that each withdrawn one was followed by.
    """
    made = tuple(decisions)
    count = {c.id for c in standing}
    wanted = {k for d in made for k in (*d.claims, *linked(d))} - count
    if not wanted:
        return made
    told: dict[str, list[Claim]] = {}
    for claim in standing:
        told.setdefault(claim.document, []).append(claim)
    heirs: dict[str, str] = {}
    for claim in past:
        heir = _heir(claim, told, followed) if claim.id in wanted else None
        if heir:
            heirs[claim.id] = heir
    return tuple(_moved(d, heirs) for d in made) if heirs else made


def _heir(claim: Claim, told: Mapping[str, Sequence[Claim]], followed: Mapping[str, Document]) -> str | None:
    """The one claim that tells what a past claim told."""
    place, seen = claim.document, {claim.document}
    while place in followed and followed[place].id not in seen:
        place = followed[place].id
        seen.add(place)
    alike = [c for c in told.get(place, ()) if type(c) is type(claim)]
    if place == claim.document:
        found = [c.id for c in alike if _shares(claim, c)]
    else:
        words = _words(claim)
        found = [c.id for c in alike if _words(c) == words]
    return found[0] if len(found) == 1 else None


def _shares(one: Claim, other: Claim) -> bool:
    """Whether the words that prove two claims of one report meet."""
    if not one.evidence or not other.evidence:
        return False
    a, b = one.evidence[0], other.evidence[0]
    return a.title == b.title and a.start < b.end and b.start < a.end


def _words(claim: Claim) -> str:
    return folded(claim.evidence[0].text) if claim.evidence else ""


def _moved(decision: Decision, heirs: Mapping[str, str]) -> Decision:
    claims = tuple(dict.fromkeys(heirs.get(c, c) for c in decision.claims))
    proofs = linked(decision)
    value = ",".join(dict.fromkeys(heirs.get(c, c) for c in proofs)) if proofs else decision.value
    return dataclasses.replace(decision, claims=claims, value=value)
