"""How claims gather into engagements: each joins the entry that fits it best, or opens its own.

Claims are heard in the order of publication, and each looks only at the entries of its own sides and months, so a further report costs by
its candidates. Every member of an entry must allow the newcomer, and one must match it well; people's merges and splits come first.

    "The two leaders met in Woodside on Wednesday" joins "a summit later this year" of five months before
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from communique.ledger.facts import Facts
from communique.ledger.matching import NO_DAY, SHIFT, Match, compare, that_week
from communique.ledger.periods import AHEAD
from communique.ledger.sources import UNDATED
from communique.model import Status

# The score from which two claims are one engagement: the people and the form agree, and something of time or place besides.
ENOUGH = 4.5


@dataclass(slots=True)
class Cluster:
    """The claims of one engagement as they gather.

    Args:
        open: a person has merged claims that the rules would keep apart.
        closed: a person has split it off; it takes no other claims, or the rest would follow what was split off first.
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


class Index:
    """Entries by pairs of sides and months: a new claim costs by its candidates, not by the size of the record."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], dict[int, Cluster]] = {}

    def add(self, cluster: Cluster, member: Facts) -> None:
        """Make the cluster findable where a member can lie."""
        for key in found_on(member):
            self._places.setdefault(key, {}).setdefault(id(cluster), cluster)

    def candidates(self, member: Facts) -> Iterator[Cluster]:
        """Clusters that share a pair of sides and a month with a claim, in the order they were opened."""
        seen: set[int] = set()
        for key in member.shelves():
            for name, cluster in self._places.get(key, {}).items():
                if name not in seen:
                    seen.add(name)
                    yield cluster

    def remember(self, member: Facts) -> None:
        """Note a withdrawn claim at the entry that it would have joined, if there is one."""
        cluster, _ = _best(self, member)
        if cluster:
            cluster.withdrawn.append(member)


def found_on(member: Facts) -> Iterator[tuple[str, ...]]:
    """The shelves on which a claim is found: those on which it looks itself, and those of each side alone."""
    yield from member.shelves()
    # A report that tells one side only still finds the entry of both.
    if len(member.sides) > 1:
        yield from ((side, str(month)) for side in sorted(member.sides) for month in member.months())


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
    if gap > AHEAD:
        # Hopes renewed year after year would else become one meeting of all these years.
        return False
    if known.period.precise and not (member.happened and gap <= SHIFT):
        return False
    return compare(dataclasses.replace(known, period=member.period), member) is not None


def gather(claims: Iterable[Facts], bound: Mapping[str, str], apart: Mapping[str, str]) -> tuple[Index, list[Cluster]]:
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
    return index, _with_their_week(index, clusters)


def _with_their_week(index: Index, clusters: list[Cluster]) -> list[Cluster]:
    """Once all are heard, talks planned for a week without names join the first that the two sides held in it."""
    gone: set[int] = set()
    for cluster in clusters:
        if cluster.closed or cluster.open or not all(m.ahead and not m.people for m in cluster.members):
            continue
        held = [
            (not event.people, event.period.start, n, other)
            for n, other in enumerate(index.candidates(cluster.members[0]))
            for event in other.members
            if event.period and not other.closed and other is not cluster and all(that_week(m, event) for m in cluster.members)
        ]
        if held:
            other = min(held, key=lambda h: h[:3])[3]
            for member in cluster.members:
                other.add(member, ("the talks planned for that week",))
                index.add(other, member)
            other.members.sort(key=lambda m: m.published or UNDATED)
            gone.add(id(cluster))
    return [c for c in clusters if id(c) not in gone]


def _best(index: Index, member: Facts) -> tuple[Cluster | None, tuple[str, ...]]:
    """The best fitting cluster; of equal ones the latest for the past, the first opened for the future."""
    found = [(m, i, c) for i, c in enumerate(index.candidates(member)) if not c.closed and (m := fits(c, member))]
    if not found:
        return None, ()
    past = member.claim.status is Status.HELD
    match, _, cluster = max(found, key=lambda f: (f[0].score, _latest(f[2]) if past else 0, -f[1]))
    return cluster, (*match.reasons, f"score {match.score:g}, where {ENOUGH:g} is enough")


def _latest(cluster: Cluster) -> int:
    return max((m.period.end.toordinal() for m in cluster.members if m.period and m.period.precise), default=0)
