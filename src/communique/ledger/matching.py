"""Which claims tell of the same engagement, and why: the same people, a shared day, a compatible kind and place.

Claims are heard in the order of publication. Each looks only at the entries of its own sides and months, joins the one that fits it
best, or opens its own. A vague time takes in a precise one; two precise and different days never meet. The reasons are kept as words.

    "The two leaders met in Woodside on Wednesday" joins "a summit later this year" of five months before
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from communique.ledger.facts import Facts
from communique.ledger.identity import same_name, same_person, same_place
from communique.model import Kind, PartKind, Status

ENOUGH = 4.5
# As long as this one meeting stays in the news.
NEWS = dt.timedelta(days=21)
# "This weekend" in one plan, "on March 15-16" in another: the meeting on Monday is still theirs.
SHIFT = dt.timedelta(days=2)
NO_DAY = "no day told"
# Forms that reports use for one and the same contact; every other pair of kinds stays two entries.
KIN = (
    frozenset({Kind.MEETING, Kind.TALKS}),
    frozenset({Kind.MULTILATERAL, Kind.TALKS}),
    frozenset({Kind.MULTILATERAL, Kind.MEETING}),
    frozenset({Kind.CALL, Kind.TALKS}),
)


@dataclass(frozen=True, slots=True)
class Match:
    """How well two claims agree, and in what."""

    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Cluster:
    """The claims of one engagement as they gather.

    Args:
        open: a person has merged claims that the rules would keep apart.
        closed: a person has split it off.
        withdrawn: what killed or corrected reports said of it; shown in its history, never counted.
    """

    members: list[Facts] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    open: bool = False
    closed: bool = False
    withdrawn: list[Facts] = field(default_factory=list)

    def add(self, member: Facts, reasons: Iterable[str] = ()) -> None:
        """Take in a claim with the reasons for it."""
        self.members.append(member)
        self.reasons.extend(r for r in reasons if r not in self.reasons)


def compare(one: Facts, other: Facts) -> Match | None:
    """How well two claims agree on one engagement; None where they cannot be the same.

    Args:
        one: the claim heard earlier.
        other: the claim heard now.
    """
    if not _one_document(one, other):
        return None
    parts = [_kinds(one, other), _sides(one, other), _people(one, other), _periods(one, other), _places(one, other)]
    found = [p for p in parts if p is not None]
    if len(found) < len(parts):
        return None
    if _occasion(one, other):
        found.append((1.0, "same occasion"))
    anonymous = found[2][0] <= 0
    sure = found[3][0] >= 3 or found[4][0] >= 2 or len(found) > 5
    if anonymous and not sure:
        # "U.S. and Chinese officials met last month" fits too many meetings to be any of them.
        return None
    return Match(sum(p[0] for p in found), tuple(p[1] for p in found if p[1]))


def _one_document(one: Facts, other: Facts) -> bool:
    """A document's own claims are already told apart, unless two hopes or two equal days are one thing said twice."""
    if one.claim.document != other.claim.document:
        return True
    low = PartKind.TRAILER in (one.claim.standing, other.claim.standing) or PartKind.CAPTION in (one.claim.standing, other.claim.standing)
    if one.ahead and other.ahead:
        return True
    exact = bool(one.period and other.period and one.period.precise and other.period.precise and one.period.meets(other.period))
    return exact and (low or (one.claim.status == other.claim.status and one.claim.kind == other.claim.kind))


def _kinds(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.claim.kind, other.claim.kind
    if a is b:
        return 1.0, f"both a {a}"
    if frozenset({a, b}) not in KIN:
        return None
    if Kind.MULTILATERAL in (a, b) and len(one.sides | other.sides) < 3:
        return None
    return (0.5, f"{a} and {b}") if Kind.CALL not in (a, b) or one.ahead or other.ahead else None


def _sides(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.sides, other.sides
    if not a or not b:
        return (0.0, "") if _shared(one, other) else None
    if a == b:
        return 0.5, "same sides"
    many = one.claim.kind is Kind.MULTILATERAL and other.claim.kind is Kind.MULTILATERAL
    if (a <= b or b <= a) and (many or min(len(a), len(b)) != 2):
        # A text may name one side only, or leave out one of many; but a meeting of two is not one of three.
        return 0.0, "sides told in part"
    return (0.0, "sides shared") if many and len(a & b) > 1 else None


def _shared(one: Facts, other: Facts) -> list[str]:
    everybody = other.people + other.filled
    return [p.name for p in one.people + one.filled if any(same_person(p, q) for q in everybody)]


def _people(one: Facts, other: Facts) -> tuple[float, str] | None:
    """Shared people on every side where both name some; a side where they name different ones tells two engagements."""
    agreed = 0
    for side in sorted(one.sides & other.sides):
        a, b = one.of_side(side), other.of_side(side)
        if a and b:
            if not any(same_name(p.name, q.name, side) for p in a for q in b):
                return None
            agreed += 1
    shared = _shared(one, other)
    if not shared:
        # Two visitors are two visits: Xi in Riyadh is not the crown prince in Beijing.
        visitors = one.claim.people and other.claim.people and Kind.VISIT in (one.claim.kind, other.claim.kind)
        return None if visitors else (0.0, "")
    reason = "same people: " + ", ".join(shared)
    if any(p.name in shared for p in one.filled) or any(same_name(p.name, s, p.side) for p in other.filled for s in shared):
        reason += " (an office stands for its holder of that day)"
    visit = one.claim.kind is Kind.VISIT and other.claim.kind is Kind.VISIT
    agreed += sum(1 for p in one.filled + other.filled if p.name in shared)
    return (4.0 if agreed > 1 or len(shared) > 1 or (visit and one.sides == other.sides) else 2.0), reason


def _periods(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.period, other.period
    if a is None or b is None:
        return None
    if other.called_off and one.ahead and other.published and a.end >= other.published:
        # "The visit was put off in February": the day of the news, not of the visit.
        return (2.0 if a.meets(b) else 1.0), "the plan it calls off"
    if not a.meets(b) or _unproved(one, other) or _unproved(other, one):
        return None
    if _ahead_of(one, other) or _ahead_of(other, one):
        return None
    if a.precise and b.precise:
        return 3.0, "same days"
    if not a.told or not b.told:
        days = [f.published for f in (one, other) if f.published]
        apart = not a.told and not b.told and one.happened and other.happened and len(days) == 2 and abs(days[0] - days[1]) > NEWS
        # "They had hours of talks" in September and again in February, no day told in either: hardly the same talks.
        return None if apart else (0.0, NO_DAY)
    wide = max(a.days, b.days)
    score = 2.0 if wide <= 31 else 1.5 if wide <= 100 else 1.0
    return score, "a vague time takes in a precise one" if a.precise or b.precise else "times overlap"


def _ahead_of(plan: Facts, event: Facts) -> bool:
    """A plan printed on or after the days of what was held looks beyond it: "they will meet again this year"."""
    if not plan.ahead or not event.happened or plan.period is None or event.period is None or plan.published is None:
        return False
    return not plan.period.precise and event.period.end <= plan.published and event.period.precise


def _unproved(plan: Facts, event: Facts) -> bool:
    """What was called off is joined only by what was held on days told for both; a plan by undated news only for set days just past."""
    if not event.happened or plan.period is None or event.period is None:
        return False
    if plan.called_off:
        return not (plan.period.told and event.period.told)
    if not plan.ahead or event.period.told or event.published is None:
        return False
    # "They have held many calls and meetings" in May does not make good "in April".
    return not plan.period.precise or event.published - plan.period.end > NEWS


def _places(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.claim.place, other.claim.place
    if not a or not b:
        return 0.0, ""
    same = same_place(a, b)
    if same:
        return 2.0, f"same place: {max(a, b, key=lambda p: (len(p), p))}"
    days = bool(one.period and other.period and one.period.precise and other.period.precise)
    if same is False:
        # Two countries: one engagement only where people and day leave no other reading (a conflict, shown as such).
        return (-2.0, "") if days and one.claim.kind is other.claim.kind is not Kind.VISIT else None
    return (-0.5, "") if days else (-1.0, "")


def _occasion(one: Facts, other: Facts) -> bool:
    a, b = one.claim.occasion, other.claim.occasion
    return bool(a and b and same_place(a, b))


class Index:
    """Entries by pairs of sides and months: a new claim costs by its candidates, not by the size of the record."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], list[Cluster]] = {}

    def add(self, cluster: Cluster, member: Facts) -> None:
        """Make the cluster findable where a member can lie."""
        for key in self._keys(member):
            shelf = self._places.setdefault(key, [])
            if not any(c is cluster for c in shelf):
                shelf.append(cluster)

    def candidates(self, member: Facts) -> Iterator[Cluster]:
        """Clusters that share a pair of sides and a month with a claim, in the order they were opened."""
        seen: set[int] = set()
        for key in member.shelves():
            for cluster in self._places.get(key, ()):
                if id(cluster) not in seen:
                    seen.add(id(cluster))
                    yield cluster

    def remember(self, member: Facts) -> None:
        """Note a withdrawn claim at the entry that it would have joined, if there is one."""
        cluster, _ = _best(self, member)
        if cluster:
            cluster.withdrawn.append(member)

    @staticmethod
    def _keys(member: Facts) -> Iterator[tuple[str, ...]]:
        yield from member.shelves()
        # A report that tells one side only still finds the entry of both.
        months = member.period.months() if member.period else ()
        if len(member.sides) > 1:
            yield from ((side, str(month)) for side in sorted(member.sides) for month in months)


def fits(cluster: Cluster, member: Facts) -> Match | None:
    """How well a claim fits a cluster: with every member possible, as good as its best."""
    best: Match | None = None
    stretched = False
    for known in cluster.members:
        match = compare(known, member)
        if match is not None:
            best = match if best is None or match.score > best.score else best
        elif not cluster.open:
            if not _elastic(known, member):
                return None
            stretched = True
    if best is None or best.score < ENOUGH or (stretched and NO_DAY in best.reasons):
        # A hope without a day would else carry every later hope along.
        return None
    return best


def _elastic(known: Facts, member: Facts) -> bool:
    """A plan whose days differ does not shut out what a fellow plan takes in: a vague hope never, a set day when it is a few days off."""
    if not known.ahead or known.period is None or member.period is None or known.period.meets(member.period):
        return False
    gap = max(member.period.start - known.period.end, known.period.start - member.period.end)
    if known.period.precise and not (member.happened and gap <= SHIFT):
        return False
    return compare(dataclasses.replace(known, period=member.period), member) is not None


def gather(claims: Iterable[Facts], bound: dict[str, str], apart: dict[str, str]) -> tuple[Index, list[Cluster]]:
    """Gather claims into engagements.

    Args:
        claims: in the order heard.
        bound: claim id to the group that a person merged it into.
        apart: claim id to the group that a person split off.

    Returns:
        The index for look-ups, and the clusters in the order opened.
    """
    index, clusters = Index(), list[Cluster]()
    groups: dict[str, Cluster] = {}
    for member in claims:
        group = bound.get(member.claim.id) or apart.get(member.claim.id)
        cluster = groups.get(group) if group else None
        reasons: tuple[str, ...] = ("merged by a person",) if member.claim.id in bound and cluster else ()
        if cluster is None and member.claim.id not in apart:
            cluster, reasons = _best(index, member)
        if cluster is None:
            cluster = Cluster(closed=member.claim.id in apart)
            clusters.append(cluster)
            if cluster.closed:
                reasons = ("split off by a person",)
        if group:
            groups[group] = cluster
            cluster.open = cluster.open or member.claim.id in bound
        cluster.add(member, reasons)
        index.add(cluster, member)
    return index, clusters


def _best(index: Index, member: Facts) -> tuple[Cluster | None, tuple[str, ...]]:
    """The best fitting cluster; of equal ones the latest for the past, the first opened for the future."""
    found = [(m, i, c) for i, c in enumerate(index.candidates(member)) if (m := fits(c, member))]
    if not found:
        return None, ()
    past = member.claim.status is Status.HELD
    match, _, cluster = max(found, key=lambda f: (not f[2].closed, f[0].score, _latest(f[2]) if past else 0, -f[1]))
    return cluster, match.reasons


def _latest(cluster: Cluster) -> int:
    return max((m.period.end.toordinal() for m in cluster.members if m.period and m.period.precise), default=0)
