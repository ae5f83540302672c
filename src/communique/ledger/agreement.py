"""How far two reviewers agree, from the log of decisions: per cent and Cohen's kappa, for the standing of entries and for each field.

What both have judged is compared: whether it stands (accepted or edited against rejected) and, where at least one edited a field, the
value; who leaves a field alone holds it to be as read. A reviewer's own later decision counts, what the reviewer took back does not.

    lee sets the place to "Filoli", kim accepts the entry: no agreement on the place
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from communique.ledger.review import in_force
from communique.model import Act, Decision

STANDING, AS_READ = "standing", "as read"
ACCEPTED, REJECTED = "accepted", "rejected"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree on one thing.

    Args:
        field: "standing", or a field that one of them edited.
        judged: how many entries both have judged.
        agreed: on how many of them they agree.
        kappa: agreement beyond chance; None where both always said one and the same, or nothing was judged by both.
    """

    field: str
    judged: int
    agreed: int
    kappa: float | None

    @property
    def percent(self) -> float | None:
        """Agreement in per cent."""
        return 100 * self.agreed / self.judged if self.judged else None


@dataclass(slots=True)
class _Judged:
    """What one reviewer holds of one entry."""

    standing: str = ACCEPTED
    fields: dict[str, str] = field(default_factory=dict)


def reviewers(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Everybody who has decided something, sorted."""
    return tuple(sorted({d.user for d in decisions}))


def agreement(decisions: Iterable[Decision], one: str, other: str) -> tuple[Agreement, ...]:
    """How far two reviewers agree: standing first, then each field that one of them edited.

    Args:
        decisions: the whole log.
        one, other: the two reviewers.
    """
    log = [d for d in decisions if d.act in (Act.ACCEPT, Act.REJECT, Act.EDIT, Act.UNDO)]
    unit = _units(d for d in log if d.user in (one, other))
    a, b = (_judgements([d for d in log if d.user == user], unit) for user in (one, other))
    both = [(a[u], b[u]) for u in sorted(a.keys() & b.keys())]
    found = [_measured(STANDING, [(x.standing, y.standing) for x, y in both])]
    standing = [(x, y) for x, y in both if x.standing == y.standing == ACCEPTED]
    for name in sorted({name for x, y in standing for name in (*x.fields, *y.fields)}):
        pairs = [(x.fields.get(name, AS_READ), y.fields.get(name, AS_READ)) for x, y in standing if name in x.fields or name in y.fields]
        found.append(_measured(name, pairs))
    return tuple(found)


def _units(decisions: Iterable[Decision]) -> dict[str, str]:
    """For each claim the entry that it was judged with: decisions that share a claim speak of one entry."""
    unit: dict[str, str] = {}
    for decision in decisions:
        known = {unit[c] for c in decision.claims if c in unit}
        name = min(known | set(decision.claims), default="")
        for claim, its in list(unit.items()):
            if its in known:
                unit[claim] = name
        unit.update((c, name) for c in decision.claims)
    return unit


def _judgements(decisions: Sequence[Decision], unit: dict[str, str]) -> dict[str, _Judged]:
    found: dict[str, _Judged] = {}
    for decision in in_force(decisions):
        for name in {unit[c] for c in decision.claims}:
            held = found.setdefault(name, _Judged())
            held.standing = REJECTED if decision.act is Act.REJECT else ACCEPTED
            if decision.act is Act.EDIT and decision.field:
                held.fields[decision.field] = (decision.value or "").casefold()
    return found


def _measured(name: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    agreed = sum(x == y for x, y in pairs)
    if not pairs:
        return Agreement(name, 0, 0, None)
    number = len(pairs)
    said = {word for pair in pairs for word in pair}
    chance = sum(sum(x == w for x, _ in pairs) * sum(y == w for _, y in pairs) for w in said) / number**2
    kappa = (agreed / number - chance) / (1 - chance) if chance < 1 else None
    return Agreement(name, number, agreed, kappa)
