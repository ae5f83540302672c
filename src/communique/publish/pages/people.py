"""Who takes part in engagements, over the whole record: one profile for each person, under the fullest name.

A bare family name goes to the one person of its side who bears it; where two do, it stays by itself.

    "Antony Blinken (secretary of state)" and "Blinken": USA/antony-blinken, whom Wang Yi met four times
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from communique.ledger.identity import name_words
from communique.ledger.offices import canonical
from communique.model import EngagementEntry, Person

NOBODY = "-"  # stands for the side of a person of whom none is told
CROWD = 12  # people above which a gathering makes no acquaintances


@dataclass(slots=True)
class Profile:
    """A person of the record.

    Args:
        key: side and name as they stand in an address.
        name: the fullest form.
        offices: each office told, with the first and last day of the engagements for which it was told.
        met: keys of those met, and how often.
        count: the number of engagements.
        last: the last day of a dated engagement.
    """

    key: str
    name: str
    side: str | None
    offices: dict[str, tuple[dt.date | None, dt.date | None]] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    count: int = 0
    last: dt.date | None = None


class Directory:
    """The profiles of all who take part in some engagements."""

    def __init__(self, engagements: Iterable[EngagementEntry]) -> None:
        entries = tuple(engagements)
        self._keys: dict[tuple[str, str | None], str] = {}
        self._name({(p.name, p.side) for e in entries for p in e.people})
        self.profiles: dict[str, Profile] = {}
        for entry in entries:
            self._enter(entry)

    def key(self, who: Person) -> str:
        """The key of a participant."""
        return self._keys.get((who.name, who.side)) or _key(who.name, who.side)

    def facets(self, entry: EngagementEntry) -> Iterator[tuple[str, str]]:
        """The people of an engagement as facets."""
        return (("person", self.key(who)) for who in entry.people)

    def in_order(self) -> list[Profile]:
        """All profiles, those who met most first."""
        return sorted(self.profiles.values(), key=lambda p: (-p.count, p.name))

    def _name(self, named: set[tuple[str, str | None]]) -> None:
        full: dict[tuple[str | None, str], set[str]] = {}
        for name, side in named:
            words = name_words(canonical(name, side))
            if len(words) > 1:
                for word in {words[0], words[-1]}:
                    full.setdefault((side, word), set()).add(_key(name, side))
        for name, side in named:
            words = name_words(canonical(name, side))
            bearers = full.get((side, words[0]), set()) if len(words) == 1 else set()
            self._keys[name, side] = next(iter(bearers)) if len(bearers) == 1 else _key(name, side)

    def _enter(self, entry: EngagementEntry) -> None:
        keys = [self.key(who) for who in entry.people]
        day = entry.start or entry.end
        for who, key in zip(entry.people, keys, strict=True):
            name = canonical(who.name, who.side)
            profile = self.profiles.setdefault(key, Profile(key, name, who.side))
            profile.name = max(profile.name, name, key=len)
            profile.count += 1
            if who.office:
                profile.offices[who.office] = _widened(profile.offices.get(who.office, (None, None)), day)
            if day and (profile.last is None or day > profile.last):
                profile.last = day
            if len(keys) <= CROWD:
                profile.met.update(other for other in keys if other != key)


def _key(name: str, side: str | None) -> str:
    words = name_words(canonical(name, side)) or (name.casefold(),)
    return f"{side or NOBODY}/{'-'.join(words)}"


def _widened(known: tuple[dt.date | None, dt.date | None], day: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    first, last = known
    if day is None:
        return known
    return min(first or day, day), max(last or day, day)
