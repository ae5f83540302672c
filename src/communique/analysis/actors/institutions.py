"""Ministries, governments, embassies, delegations and "the Chinese side": institutions that act for a state.

An institution grows from its noun like a title: nationality or possessor on the left, "of X" on the right. Its name is made from the
side's adjective and the words between, so "China's Foreign Ministry" and "the Chinese Foreign Ministry" are one.

    "Japan's defense ministry and the Ministry of Foreign Affairs of Mongolia confirmed the visit; the Mongolian side was brief."
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.analysis.actors.cast import Actor, ActorKind
from communique.analysis.actors.places import Places, listed_after, listed_before
from communique.analysis.actors.tables import BODY, CAPITAL, CITY, COUNTRY, PEOPLE, RESIDENCE, SEAT, adjectives, office_words, state_names
from communique.analysis.actors.words import Words

# "the ministry": alone these refer to the one named before.
ALONE = frozenset("ministry department embassy consulate government administration delegation mission agency commission council".split())
# Too common to be an institution without a nationality beside it.
BOUND = frozenset(
    "side office state team teams forces council command bureau mission cabinet army military navy police leadership regime".split()
)
AFFAIRS = {
    "ministry of foreign affairs": "Foreign Ministry",
    "foreign affairs ministry": "Foreign Ministry",
    "ministry of external affairs": "Foreign Ministry",
    "external affairs ministry": "Foreign Ministry",
    "ministry of defense": "Defense Ministry",
    "ministry of defence": "Defence Ministry",
    "ministry of national defense": "Defense Ministry",
    "department of state": "State Department",
    "department of defense": "Defense Department",
}


@dataclass(frozen=True, slots=True)
class Institution:
    """Words ``first`` to ``last`` - 1 name an institution.

    Args:
        head: its noun.
        core: its words without nationality.
        side: the side told.
        sides: all sides of a plural with a list of them.
        said: the nationality as an adjective, as written ("US", "Turkish"); None when it is told by a possessive or "of X".
    """

    first: int
    last: int
    head: int
    core: str
    side: str | None
    said: str | None
    sides: tuple[str, ...] = ()

    def actor(self) -> Actor:
        """The institution as the cast shows it; "the Ukrainian side" is Ukraine, "the governments of Chad and Mali" are both states."""
        if len(self.sides) > 1:
            states = tuple(Actor(ActorKind.STATE, state_names().get(side, side), side) for side in self.sides)
            return Actor(ActorKind.COLLECTIVE, " and ".join(a.name for a in states), members=states)
        if self.core in ("side", "state", "authorities") and self.side:
            return Actor(ActorKind.STATE, state_names().get(self.side, self.side), self.side)
        named = self.said or adjectives().get(self.side or "", self.side or "")
        return Actor(ActorKind.MINISTRY, f"{named} {self.core}".strip(), self.side)


def find_institutions(words: Words, places: Places, taken: frozenset[int]) -> Iterator[Institution]:
    """All institutions of a text outside the words taken by people and their titles."""
    nouns = office_words().institution
    for i, lower in enumerate(words.lowers):
        if lower in nouns and i not in taken and places.at(i) is None:
            found = _grow(words, places, i)
            if found is not None and not taken.intersection(range(found.first, found.last)):
                yield found


def _grow(words: Words, places: Places, head: int) -> Institution | None:
    modifiers = office_words().modifier
    first, side, said = head, None, None
    while first > 0 and words.lowers[first - 1] != "the" and (words.spaced(first) or words.glued(first) or words.owned(first)):
        hit = places.ending(first - 1)
        if hit is not None:
            if hit.place.kind in (CITY, RESIDENCE) and side is None and _lodged(words, head):
                break
            if side is None and not words.owned(first) and hit.place.kind in (PEOPLE, COUNTRY, BODY):
                said = words.joined(hit.first, hit.last)
            side = side or hit.place.side
            first = hit.first
            if not (first and words.spaced(first) and places.ending(first - 1)):
                break
        elif words.lowers[first - 1] in modifiers and words.lowers[first - 1] not in ("the", "its", "his", "her", "their", "our"):
            first -= 1
        elif (
            words.capital(first - 1)
            and words.capital(head)
            and words.spaced(first)
            and words.lowers[first - 1] in office_words().complement
        ):
            first -= 1
        else:
            break
    last, of_side = _complement(words, places, head + 1)
    side = side or of_side or _seated(words, places, last)
    core = _core(words, places, first, last)
    if side is None and (
        words.lowers[head] in BOUND
        or words.lowers[head].endswith(("ies", "ments", "ions"))
        or core.lower() in ALONE
        or first == head
        and last == head + 1
    ):
        return None
    return _listed(words, places, Institution(first, last, head, core, side, said))


def _listed(words: Words, places: Places, found: Institution) -> Institution:
    """ "the governments of Chad and Mali", "the Ukrainian and Russian delegations"."""
    if not words.lowers[found.head].endswith(("s", "ies")) or words.lowers[found.head] in ("forces", "authorities"):
        return found
    first, before = listed_before(words, places, found.first, found.head)
    last, after = listed_after(words, places, found.last) if found.last > found.head + 1 else (found.last, [])
    sides = tuple(dict.fromkeys((*before, *([found.side] if found.side else []), *after)))
    return replace(found, first=first, last=last, sides=sides) if len(sides) > 1 else found


def _lodged(words: Words, head: int) -> bool:
    """ "the Washington embassy" is not the embassy of Washington."""
    return words.lowers[head] in ("embassy", "consulate", "office")


def _complement(words: Words, places: Places, start: int) -> tuple[int, str | None]:
    """ "of Foreign Affairs of Ukraine": where it ends and the side."""
    if not (words.spaced(start) and words.lowers[start] in ("of", "for")):
        return start, None
    last, side, i, listing = start, None, start, False
    while i < len(words) and words.spaced(i):
        hit = places.starting(i)
        if hit is not None:
            if listing:
                break
            side, i = side or hit.place.side, hit.last
            last = i
        elif words.lowers[i] in ("of", "for", "the", "and"):
            listing = listing or words.lowers[i] == "and"
            i += 1
        elif words.lowers[i] in office_words().complement and words.capital(i):
            i += 1
            last = i
        else:
            break
    return last, side


def _seated(words: Words, places: Places, last: int) -> str | None:
    """ "the foreign ministry in Tehran" is Iran's."""
    if not (words.spaced(last) and words.lowers[last] == "in" and words.spaced(last + 1)):
        return None
    hit = places.starting(last + 1)
    return hit.place.side if hit is not None and hit.place.kind == CAPITAL else None


def _core(words: Words, places: Places, first: int, last: int) -> str:
    kept = []
    for i in range(first, last):
        hit = places.at(i)
        if hit is not None and hit.place.kind != SEAT:
            continue
        kept.append(words.texts[i])
    while kept and kept[-1].lower() in ("of", "the", "for"):
        kept.pop()
    core = " ".join(kept)
    return AFFAIRS.get(core.lower(), core)
