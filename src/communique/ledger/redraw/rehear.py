"""Which claims gather anew when some come, go or change: only those that look where something changed, in the order heard.

Gathering hears claims in turn, and each looks only at the entries on its own shelves. So a set of whole entries, heard alone, gathers as
it does among all others; and a changed entry is felt only by claims that are heard later and look at its shelves. Entries are taken in
until no claim that could decide otherwise is left out.

    a report of today on a meeting in Woodside: heard again are the entries of its two sides that may lie in November
"""

from __future__ import annotations

import abc
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Member = TypeVar("Member")
Group = TypeVar("Group")
# The claims of each entry.
Groups = Mapping[str, frozenset[str]]
# How a claim stands on a shelf: it is found there, it looks there too, or it looks there once all are heard.
FOUND, LOOKS, LAST = 0, 1, 2
UNDATED = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Place:
    """A claim's place on a shelf.

    Args:
        shelf: what lies together: "USA CHN 24285".
        sort: how it stands there.
        day: when its report was published, as a number; an undated one is heard last.
        time: the stretch of time within which claims on a shelf see each other; None sees all.
        least: how many shelves it must share with what it joins.
    """

    shelf: str
    sort: int
    day: int
    time: int | None = None
    least: int = 1


class Shelves(Protocol):
    """Where the kept claims of one kind stand, and in which entries."""

    def entries(self, claims: Collection[str]) -> Mapping[str, str]:
        """The entry of each claim that stands in one."""
        ...

    def members(self, entries: Collection[str]) -> Mapping[str, frozenset[str]]:
        """The claims of each entry."""
        ...

    def places(self, claims: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """Where claims stand."""
        ...

    def found_from(self, seekers: Mapping[str, Sequence[Place]]) -> set[tuple[str, str]]:
        """The entries that claims with these places find, each with the one that finds it."""
        ...

    def looking_at(self, places: Iterable[tuple[str, Place, int]]) -> set[tuple[str, str]]:
        """The claims that look where something stands, each with its name: of reports since a day, and those that look last."""
        ...


@dataclass(frozen=True, slots=True)
class Heard(Generic[Group]):
    """What gathered anew.

    Args:
        groups: every group heard, by the id of its entry.
        changed: the entries among them that are new, whose claims changed, or one of whose claims did.
        gone: the entries that are no more.
        felt: where the claims of all these stand or stood.
    """

    groups: Mapping[str, Group]
    changed: frozenset[str]
    gone: frozenset[str]
    felt: frozenset[Place]


@dataclass(slots=True)
class _Part:
    """Claims that changed their entry together, before and after, and the first day from which these entries differ."""

    claims: frozenset[str]
    since: int


class Rehearing(abc.ABC, Generic[Member, Group]):
    """A hearing of some claims among those kept; one for each way of gathering."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._members: dict[str, Member] = {}
        self._old: dict[str, Sequence[Place]] = {}
        self._new: dict[str, Sequence[Place]] = {}
        self._asked: set[str] = set()

    @abc.abstractmethod
    def prepare(self, claims: Collection[str]) -> Mapping[str, Member]:
        """Kept claims as they are compared."""

    @abc.abstractmethod
    def gather(self, members: Sequence[Member]) -> Mapping[str, Group]:
        """The groups that members make, by the id of their entry; in any order given."""

    @abc.abstractmethod
    def alike(self, one: Member, other: Member) -> bool:
        """Whether one can bring the other into its entry: where no claim of an entry can, the other never joins it."""

    @abc.abstractmethod
    def claims_in(self, group: Group) -> Sequence[str]:
        """The claims of a group."""

    @abc.abstractmethod
    def places_of(self, member: Member) -> Sequence[Place]:
        """Where a member stands."""

    def hear(self, fresh: Mapping[str, Member], gone: Collection[str], besides: Collection[str] = ()) -> Heard[Group]:
        """Hear claims that are new or changed, without those that are gone.

        Args:
            fresh: new and changed claims.
            gone: kept claims that count no more.
            besides: entries that are wanted whole for other reasons.
        """
        self._members.update(fresh)
        touched = frozenset((*fresh, *gone))
        self._note(touched)
        self._asked.clear()
        wanted = {*besides, *self._shelves.entries(touched).values(), *self._found_from(fresh)}
        loaded: set[str] = set()
        before, groups, now = dict[str, frozenset[str]](), dict[str, Group](), dict[str, frozenset[str]]()
        parts: list[_Part] = []
        while wanted - loaded or (fresh and not groups):
            loaded |= wanted
            before = dict(self._shelves.members(loaded))
            groups = dict(self._heard(before, fresh, gone))
            self._new.clear()
            now = {e: frozenset(self.claims_in(g)) for e, g in groups.items()}
            parts = self._parts(before, now, touched)
            wanted = self._reach(parts, gone)
        changed = frozenset(e for e, claims in now.items() if before.get(e) != claims or not claims.isdisjoint(touched))
        felt = frozenset(p for part in parts for c in part.claims for p in self._places(c))
        return Heard(groups, changed, frozenset(before.keys() - now.keys()), felt)

    def _parts(self, before: Groups, now: Groups, touched: frozenset[str]) -> list[_Part]:
        """The claims of entries that changed, those that exchanged claims together, and the day from which they differ."""
        found: list[tuple[frozenset[str], frozenset[str]]] = []
        for claims, others in ((now, before), (before, now)):
            for entry, mine in claims.items():
                its = others.get(entry, frozenset())
                differ = (mine & touched) | (mine ^ its)
                if differ:
                    found.append((mine | its, differ))
        self._note({claim for _, differ in found for claim in differ})
        return [_Part(claims, min(map(self._day, differ))) for claims, differ in found]

    def _note(self, claims: Collection[str]) -> None:
        missing = [c for c in claims if c not in self._old]
        self._old |= dict.fromkeys(missing, ()) | dict(self._shelves.places(missing))

    def _heard(self, before: Mapping[str, frozenset[str]], fresh: Collection[str], gone: Collection[str]) -> Mapping[str, Group]:
        kept = {c for claims in before.values() for c in claims if c not in gone}
        self._prepare(kept)
        return self.gather([self._members[c] for c in sorted(kept.union(fresh))])

    def _prepare(self, claims: Collection[str]) -> None:
        self._members.update(self.prepare([c for c in claims if c not in self._members]))

    def _places(self, claim: str) -> Sequence[Place]:
        """Where a claim stands now and stood before."""
        self._note([claim])
        return [*self._old[claim], *(self._standing(claim) if claim in self._members else ())]

    def _standing(self, claim: str) -> Sequence[Place]:
        if claim not in self._new:
            self._new[claim] = self.places_of(self._members[claim])
        return self._new[claim]

    def _day(self, claim: str) -> int:
        return min((p.day for p in self._places(claim)), default=UNDATED)

    def _found_from(self, claims: Collection[str]) -> set[str]:
        """What claims find that may take them in, of those that have not been asked about in this hearing."""
        new = [c for c in claims if c not in self._asked]
        self._asked.update(new)
        pairs = self._shelves.found_from({c: self._standing(c) for c in new}) if new else set()
        members = self._shelves.members({entry for _, entry in pairs})
        self._prepare({c for claims in members.values() for c in claims})
        return {entry for claim, entry in pairs if self._any_alike(members[entry], claim)}

    def _reach(self, parts: Sequence[_Part], gone: Collection[str]) -> set[str]:
        """The entries that feel changes or may yet be joined: what later claims of the parts find, and who looks at them later."""
        self._note({c for part in parts for c in part.claims})
        later = {c for part in parts for c in part.claims if c not in gone and self._day(c) >= part.since}
        places = ((str(n), p, part.since) for n, part in enumerate(parts) for c in part.claims for p in self._places(c))
        pairs = self._shelves.looking_at(places)
        self._prepare({claim for _, claim in pairs})
        near = {claim for n, claim in pairs if self._any_alike(parts[int(n)].claims.difference(gone), claim)}
        return self._found_from(later) | set(self._shelves.entries(near).values())

    def _any_alike(self, claims: Iterable[str], claim: str) -> bool:
        """Whether one of some claims can bring another into its entry."""
        other = self._members.get(claim)
        return other is not None and any(self.alike(self._members[c], other) for c in claims if c != claim and c in self._members)
