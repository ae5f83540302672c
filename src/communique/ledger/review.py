"""People's decisions: what they rejected, edited, merged and split, and what they took back.

Decisions are anchored on claims, so they outlive a re-reading. A decision that was undone is as if it had never been; one whose claims are
gone is listed as a problem, never lost.

    "merge": the meeting in Woodside and the summit near San Francisco are one
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from communique.model import Act, Claim, Decision, Kind, Person, Precision, Problem, State, Status, Strength, When


@dataclass(frozen=True, slots=True)
class Review:
    """What the decisions in force ask for.

    Args:
        rejected: ids of claims that shall not count.
        edits: claim id to the (field, value) pairs, in the order decided.
        bound, apart: claim id to the group merged or split off.
        links: commitment claim to the claims that keep it, by a person's word; unlinks: pairs that do not.
        accepted: ids of claims that a person has confirmed.
        problems: decisions that could not be carried out.
    """

    rejected: frozenset[str]
    edits: Mapping[str, tuple[tuple[str, str | None], ...]]
    bound: Mapping[str, str]
    apart: Mapping[str, str]
    links: Mapping[str, tuple[str, ...]]
    unlinks: frozenset[tuple[str, str]]
    accepted: frozenset[str]
    problems: tuple[Problem, ...]


LINK, UNLINK = "kept_by", "not_kept_by"


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions not taken back, in the order made; an undone undo restores."""
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    gone: set[str] = set()
    for decision in reversed(ordered):
        if decision.act is Act.UNDO and decision.undoes and decision.id not in gone:
            gone.add(decision.undoes)
    return tuple(d for d in ordered if d.act is not Act.UNDO and d.id not in gone)


@dataclass(slots=True)
class _Pile:
    """What the decisions ask for, as they are gone through in the order made; a later one overrules an earlier."""

    rejected: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    edits: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
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
                    self._edit(claim, decision.field, decision.value)

    def _edit(self, claim: str, name: str, value: str | None) -> None:
        kept = [k for k in self.links.get(claim, []) if k != value]
        if name == LINK and value:
            self.links[claim] = [*kept, value]
            self.unlinks.discard((claim, value))
        elif name == UNLINK and value:
            self.links[claim] = kept
            self.unlinks.add((claim, value))
        else:
            self.edits.setdefault(claim, []).append((name, value))


def weigh(decisions: Iterable[Decision], known: frozenset[str]) -> Review:
    """What the decisions in force ask for.

    Args:
        decisions: all that were ever made.
        known: ids of every claim that counts now.
    """
    pile = _Pile()
    problems: list[Problem] = []
    for decision in in_force(decisions):
        missing = [c for c in decision.claims if c not in known]
        if missing:
            problems.append(Problem("", f"decision {decision.id} ({decision.act}) rests on claims that are gone: {', '.join(missing)}"))
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
        for name, value in review.edits.get(claim.id, ()):
            edited = edit(claim, name, value)
            if isinstance(edited, Problem):
                problems.append(edited)
            else:
                claim = edited
        kept.append(claim)
    return tuple(kept), tuple(problems)


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _people(value: str) -> tuple[Person, ...]:
    """ "Antony Blinken (USA), Wang Yi (CHN)" as participants."""
    found = []
    for part in _list(value):
        name, _, side = part.partition("(")
        found.append(Person(name.strip(), side.rstrip(") ") or None))
    return tuple(found)


PARSE: Mapping[str, Callable[[str], object]] = {
    "kind": Kind,
    "status": Status,
    "strength": Strength,
    "state": State,
    "people": _people,
    "sides": lambda v: tuple(sorted(_list(v))),
    "by": _list,
    "toward": _list,
    "topics": _list,
}
PLAIN = frozenset({"place", "occasion", "duration", "name", "what", "speaker", "side", "condition", "audience"})
NEEDED = frozenset({"name", "what"})


def edit(claim: Claim, name: str, value: str | None) -> Claim | Problem:
    """The claim with one field as a person wants it, or why that cannot be.

    Args:
        claim: the claim as read.
        name: a field of the claim, or "start" and "end" for its days.
        value: the new value in words; None empties the field.
    """
    fields = {f.name for f in dataclasses.fields(claim)}
    try:
        if name in ("start", "end"):
            slot = "due" if "due" in fields else "when"
            return _dated(claim, slot, name, value)
        if name not in fields:
            raise ValueError(f"{type(claim).__name__} has no field {name!r}")
        if name in PARSE and value is not None:
            return _with(claim, name, PARSE[name](value))
        if name in PLAIN and (value or name not in NEEDED):
            return _with(claim, name, value or None)
        raise ValueError(f"{name!r} cannot be set to {value!r}")
    except ValueError as error:
        return Problem(claim.document, f"edit of {claim.id}: {error}", claim.evidence[0] if claim.evidence else None)


def _dated(claim: Claim, slot: str, name: str, value: str | None) -> Claim:
    when: When | None = getattr(claim, slot, None)
    start, end = (when.earliest, when.latest) if when else (None, None)
    day = dt.date.fromisoformat(value) if value else None
    start, end = (day, end) if name == "start" else (start, day)
    if start and end and start > end:
        raise ValueError(f"{start} lies after {end}")
    precision = Precision.DAY if start == end else Precision.DAYS
    changed = When(start, end, precision, when.span if when else None, "set by a person") if start or end else None
    return _with(claim, slot, changed)


def _with(claim: Claim, name: str, value: object) -> Claim:
    fields = {f.name: getattr(claim, f.name) for f in dataclasses.fields(claim)}
    return type(claim)(**(fields | {name: value}))
