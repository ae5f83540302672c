"""States, peoples, capitals, cities, bodies, groups and seats of power by their names: the longest match at every word.

Whether a name acts as a government or is a mere place is not decided here but by the parse (``standing.py``).

    "The Sino-U.S. hotline was raised in Canberra, where NATO's chief met the Australian premier."
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from communique import data
from communique.analysis.actors.tables import CAPITAL, CITY, COUNTRY, PEOPLE, RESIDENCE, Place, office_words, surfaces
from communique.analysis.actors.words import HYPHENS, Words

# A surface, the gaps between its words, and what it names.
Row = tuple[tuple[str, ...], tuple[str, ...], Place]
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``first`` to ``last`` - 1 name a place, people, body or group."""

    first: int
    last: int
    place: Place


class Places:
    """The hits of a reading, found by word."""

    __slots__ = ("_at", "hits")

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.hits = tuple(hits)
        self._at = {i: hit for hit in self.hits for i in range(hit.first, hit.last)}

    def at(self, i: int) -> Hit | None:
        """The hit that covers word i."""
        return self._at.get(i)

    def starting(self, i: int) -> Hit | None:
        """The hit that begins at word i."""
        hit = self._at.get(i)
        return hit if hit is not None and hit.first == i else None

    def ending(self, i: int) -> Hit | None:
        """The hit whose last word is word i."""
        hit = self._at.get(i)
        return hit if hit is not None and hit.last == i + 1 else None

    def without(self, ranges: Iterable[tuple[int, int]]) -> Places:
        """The hits that do not lie inside given ranges of words (a person called Jordan or Santiago)."""
        taken = {i for a, b in ranges for i in range(a, b)}
        return Places(h for h in self.hits if not taken.issuperset(range(h.first, h.last)))


@functools.cache
def _by_first() -> dict[str, tuple[Row, ...]]:
    """Surfaces by their first word, longest first, each with its words and the gaps between them."""
    table: dict[str, list[Row]] = {}
    for surface, place in surfaces().items():
        words = Words.of(surface)
        if words.texts:
            table.setdefault(words.texts[0], []).append((words.texts, words.gaps[1:], place))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in table.items()}


def find_places(words: Words) -> Places:
    """All place, people, body and group names of a text."""
    table = _by_first()
    hits: list[Hit] = []
    i, n = 0, len(words)
    while i < n:
        text = words.texts[i]
        rows = table.get(text)
        hit = _match(words, i, tuple(t.replace("’", "'") for t in words.texts[i : i + LONGEST]), rows) if rows else None
        if hit is None and text.isupper() and len(text) > 3:
            hit = _capitals(words, i)
        if hit is None:
            i += 1
        else:
            hits.append(hit)
            i = hit.last
    hits = [_with_form(words, hit) for hit in hits if not _water(words, hit)]
    hits = [_region(words, hit, hits) for hit in hits]
    known = {h.place.side for h in hits if not h.place.shared}
    return Places(h for h in hits if not h.place.shared or h.place.kind in (COUNTRY, CAPITAL, CITY) or h.place.side in known)


def _with_form(words: Words, hit: Hit) -> Hit:
    """ "the Republic of Zambia", "the Hashemite Kingdom of Jordan": the form of the state belongs to its name."""
    first, form = hit.first - 2, office_words().form
    if hit.place.kind != COUNTRY or first < 0 or words.texts[first + 1] != "of" or words.texts[first] not in form:
        return hit
    while first > 0 and words.spaced(first) and words.texts[first - 1] in form:
        first -= 1
    if words.texts[first - 1] == "People" and words.gaps[first] in ("'s ", "’s "):  # "the People's Democratic Republic of Algeria"
        first -= 1
    return Hit(first, hit.last, hit.place)


@functools.cache
def _regions() -> dict[str, Place]:
    """Parts of one state that share their name with another: Georgia."""
    named = surfaces()
    return {
        p.name: Place(p.name, p.side, CITY, p.name, p.shared)
        for p in data.places()
        if p.name in named and named[p.name].kind == COUNTRY and named[p.name].side != p.side
    }


def _side_by_side(words: Words, a: Hit, b: Hit) -> bool:
    """ "Armenia, Georgia and Turkey": two members of a list."""
    if a.last == b.first:
        return words.gaps[b.first] == ", "
    return a.last + 1 == b.first and words.lowers[a.last] in {"and", "or"}


def _region(words: Words, hit: Hit, hits: Iterable[Hit]) -> Hit:
    """ "Harris spoke in Savannah, Georgia": where nothing else in the text is of the state of that name, nor is it listed beside states."""
    region = _regions().get(words.texts[hit.first])
    if region is None or hit.place.kind != COUNTRY or hit.last - hit.first != 1:
        return hit
    for other in hits:
        if other.place.side == hit.place.side and (other.place.kind == PEOPLE or other.place.name != hit.place.name):
            return hit
        if other.place.kind == COUNTRY and _side_by_side(words, *sorted((hit, other), key=lambda h: h.first)):
            return hit
    return Hit(hit.first, hit.last, region) if any(h.place.side == region.side for h in hits) else hit


def _water(words: Words, hit: Hit) -> bool:
    """ "the South China Sea", "the Gulf of Oman", "the Korean Peninsula" are no states."""
    waters = office_words().waters
    if hit.place.kind not in (COUNTRY, PEOPLE):
        return False
    if hit.last < len(words) and words.spaced(hit.last) and words.capital(hit.last) and words.lowers[hit.last] in waters:
        return True
    of = hit.first - 1 - (hit.first > 1 and words.lowers[hit.first - 1] == "the")
    return of > 0 and words.lowers[of] == "of" and words.capital(of - 1) and words.lowers[of - 1] in waters


def _match(words: Words, i: int, window: tuple[str, ...], rows: Iterable[Row]) -> Hit | None:
    for surface, gaps, place in rows:
        size = len(surface)
        if window[:size] == surface and all(_alike(a, b) for a, b in zip(words.gaps[i + 1 : i + size], gaps, strict=True)):
            return Hit(i, i + size, place)
    return None


def _capitals(words: Words, i: int) -> Hit | None:
    """ "CHINA, SOUTH KOREA AGREE" in a headline set in capitals."""
    window = tuple(t.title() if t.isupper() else "" for t in words.texts[i : i + LONGEST])
    rows = _by_first().get(window[0])
    return _match(words, i, window, rows) if rows else None


def _alike(gap: str, expected: str) -> bool:
    return (
        gap == expected or gap.replace("’", "'") == expected or (expected == " " and gap.isspace()) or (expected == "-" and gap in HYPHENS)
    )


def origin_after(words: Words, places: Places, last: int) -> Hit | None:
    """ "President Emmanuel Macron of France", "Lotte Maes (Belgium)": the country or body after a name."""
    if last + 1 >= len(words):
        return None
    if words.gaps[last] == " (" and (hit := places.starting(last)) is not None:
        return hit if hit.last < len(words) and words.gaps[hit.last].startswith(")") else None
    if not words.spaced(last) or words.lowers[last] != "of":
        return None
    hit = places.starting(last + 2 if words.lowers[last + 1] == "the" else last + 1)
    return hit if hit is not None and hit.place.kind != PEOPLE else None


def listed_before(words: Words, places: Places, first: int, head: int) -> tuple[int, list[str]]:
    """Where a list of nationalities that ends at a phrase begins, and their sides: "the U.S., Japanese and South Korean ministers".

    Args:
        first: first word of the phrase ("South" of "South Korean ministers").
        head: its noun.
    """
    sides = [hit.place.side for i in range(first, head) if (hit := places.starting(i)) is not None and acts(hit)]
    while first > 0:
        gap, before = words.gaps[first], first - 1
        if sides and words.spaced(first) and words.lowers[before] == "and" and before > 0:
            gap, before = words.gaps[before], before - 1
        if sides and words.texts[before] == "European" and gap in (" ", ", "):
            sides.insert(0, "EU")
            first = before
            continue
        hit = places.ending(before)
        joined = gap in (" ", ", ") and (before < first - 1 or gap == ", ")
        if not (sides and hit is not None and joined and acts(hit)):
            break
        sides.insert(0, hit.place.side)
        first = hit.first
    return first, sides


def listed_after(words: Words, places: Places, last: int) -> tuple[int, list[str]]:
    """Where a list that goes on after a side ends, and its further sides: "the ministers of France, Germany and Britain"."""
    sides: list[str] = []
    while last < len(words) and words.gaps[last] in (" ", ", "):
        i = last
        if words.lowers[i] == "and":
            i += 1
        elif words.gaps[i] == " ":
            break
        if i < len(words) and words.lowers[i] == "the":
            i += 1
        hit = places.starting(i) if i < len(words) else None
        if hit is None or not acts(hit) or (hit.last < len(words) and words.owned(hit.last)):
            break
        sides.append(hit.place.side)
        last = hit.last
    return last, sides


def acts(hit: Hit) -> bool:
    """A state, people, capital, body, group or seat can act; a city or residence cannot."""
    return hit.place.kind not in (CITY, RESIDENCE)
