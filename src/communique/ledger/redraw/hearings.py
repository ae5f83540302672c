"""The two ways of gathering that can be heard anew: engagements by sides and months, promises by sides and words.

"agreed to reopen military lines": looked for on the shelves of each side for "military", "reopen", "lines"
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from communique.ledger import commitments, gathering
from communique.ledger.commitments import Promise
from communique.ledger.engagements import entry_id
from communique.ledger.facts import Facts
from communique.ledger.gathering import ENOUGH, Cluster, Index
from communique.ledger.matching import a_week, compare, that_week
from communique.ledger.redraw.rehear import FOUND, LAST, LOOKS, UNDATED, Place, Rehearing, Shelves
from communique.ledger.review import Review
from communique.ledger.sources import Sources
from communique.ledger.words import content
from communique.model import Commitment

FactsOf = Callable[[Collection[str]], Mapping[str, Facts]]
PromisesOf = Callable[[Collection[str]], Mapping[str, Commitment]]


def fellows(judged: Review, claims: Collection[str]) -> frozenset[str]:
    """The claims that people merged or split off together with some."""
    groups = [judged.bound, judged.apart]
    named = {group for of in groups for claim in claims if (group := of.get(claim))}
    return frozenset(claim for of in groups for claim, group in of.items() if group in named)


class Engaged(Rehearing[Facts, Cluster]):
    """Claims of engagements; ``index`` is that of the last hearing."""

    def __init__(self, shelves: Shelves, prepared: FactsOf, judged: Review, sources: Sources) -> None:
        super().__init__(shelves)
        self._prepared, self._judged, self._sources = prepared, judged, sources
        self.index = Index()

    def prepare(self, claims: Collection[str]) -> Mapping[str, Facts]:
        """Kept claims as they are compared."""
        return self._prepared(claims)

    def gather(self, members: Sequence[Facts]) -> Mapping[str, Cluster]:
        """As the fold gathers them."""
        heard = sorted(members, key=lambda m: self._sources.turn(m.claim))
        self.index, clusters = gathering.gather(heard, self._judged.bound, self._judged.apart)
        return {entry_id("E", c.members[0].claim.id): c for c in clusters}

    def alike(self, one: Facts, other: Facts) -> bool:
        """Whether they match well, or one tells of talks in the week of the other."""
        first, then = sorted((one, other), key=lambda m: self._sources.turn(m.claim))
        match = compare(first, then)
        return bool(match and match.score >= ENOUGH) or that_week(one, other) or that_week(other, one)

    def claims_in(self, group: Cluster) -> Sequence[str]:
        """The claims of a cluster."""
        return [m.claim.id for m in group.members]

    def places_of(self, member: Facts) -> Sequence[Place]:
        """The shelves of its sides and months."""
        return places(member)


def places(member: Facts) -> list[Place]:
    """Where a claim of an engagement stands and looks."""
    day = member.published.toordinal() if member.published else UNDATED
    looks = LAST if a_week(member) else LOOKS
    sought = set(member.shelves())
    return [Place(" ".join(key), looks if key in sought else FOUND, day) for key in dict.fromkeys(gathering.found_on(member))]


class Promised(Rehearing[Commitment, Promise]):
    """Claims of commitments."""

    def __init__(self, shelves: Shelves, prepared: PromisesOf, judged: Review, sources: Sources) -> None:
        super().__init__(shelves)
        self._prepared, self._judged, self._sources = prepared, judged, sources
        self._open: set[str] = set()

    def prepare(self, claims: Collection[str]) -> Mapping[str, Commitment]:
        """Kept claims as they are compared."""
        return self._prepared(claims)

    def gather(self, members: Sequence[Commitment]) -> Mapping[str, Promise]:
        """As the fold gathers them."""
        heard = sorted(members, key=self._sources.turn)
        found = commitments.gather(heard, self._sources, self._judged.bound, self._judged.apart)
        self._open.update(c.id for p in found if p.open for c in p.claims)
        return {entry_id("C", p.first.id): p for p in found}

    def alike(self, one: Commitment, other: Commitment) -> bool:
        """Whether they tell the same promise."""
        first, then = sorted((one, other), key=self._sources.turn)
        return bool(commitments.same_promise(first, then, self._sources))

    def claims_in(self, group: Promise) -> Sequence[str]:
        """The claims of a promise."""
        return [c.id for c in group.claims]

    def places_of(self, member: Commitment) -> Sequence[Place]:
        """The shelves of its sides and words; what a person has bound together sees all times."""
        published = self._sources.published(member)
        day = published.toordinal() if published else UNDATED
        time = None if member.id in self._open else commitments.stretch(member, self._sources)
        least = min(2, len(content(member.what)))
        return [Place(f"{side} {mark}", LOOKS, day, time, least) for side, mark in commitments.shelves(member)]
