"""People told by what they are: "a senior U.S. official", "the Turkish president", "the leaders of France and Germany".

Every title that no name carries is a description. One of several sides becomes a collective of one described person for each side;
one with a nationality may be a person whom the document names elsewhere (``references.py``).

    "A European diplomat said the U.S., Japanese and South Korean foreign ministers would meet in Jakarta."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.analysis.actors.places import Places, acts, listed_after, listed_before
from communique.analysis.actors.tables import office_words
from communique.analysis.actors.titles import Title
from communique.analysis.actors.words import Words

# What a complement leaves when its sides are taken out: "representative of the and the".
LOOSE = re.compile(r"(?: (?:of|for|from|to|the|and))+$")
DEFINITE = frozenset("the both his her their its".split())
COUNTED = frozenset("a an one two three four five six several some many other another top senior unnamed most all".split())


@dataclass(frozen=True, slots=True)
class Description:
    """Words ``first`` to ``last`` - 1 describe somebody.

    Args:
        head: the noun.
        office: normalised, singular or plural as said.
        sides: the sides told, in order.
        definite: "the minister", "his counterpart": somebody known already.
        plural: several people.
        owner: the word of a possessor ("Biden's aide", "his counterpart"); None without one.
    """

    first: int
    last: int
    head: int
    office: str
    sides: tuple[str, ...]
    definite: bool
    plural: bool
    owner: int | None

    @property
    def bare(self) -> str:
        """The office without what its sides leave behind: "foreign ministers" of "foreign ministers of the"."""
        return LOOSE.sub("", self.office)

    def name(self, words: Words) -> str:
        """The description as written, without "the"."""
        first = self.first + 1 if words.lowers[self.first] in ("the", "both") else self.first
        return words.joined(first, self.last)


def find_descriptions(words: Words, places: Places, titles: Sequence[Title], taken: frozenset[int]) -> Iterator[Description]:
    """All descriptions of people that stand outside the words taken by names and institutions."""
    nouns = office_words().unnamed
    for title in titles:
        lower = words.lowers[title.head]
        if title.sort not in ("office", "plural") or lower not in nouns or title.head in taken:
            continue
        if title.last < len(words) and (
            words.glued(title.last) or (lower in ("source", "sources") and "of" in words.lowers[title.head + 1 : title.head + 2])
        ):
            continue
        first, before = _left(words, places, title)
        plural = title.sort == "plural" or lower.endswith("s") or lower == "people"
        last, after = _right(words, places, title, plural)
        sides = tuple(dict.fromkeys((*before, *after)))
        if not sides and (side := title.side or title.sole):
            sides = (side,)
        definite = words.lowers[first] in DEFINITE or title.owner is not None
        yield Description(first, last, title.head, title.office, sides, definite, plural, title.owner)


def _left(words: Words, places: Places, title: Title) -> tuple[int, list[str]]:
    """Determiner and further nationalities before a title: "the U.S., Japanese and South Korean"."""
    first, sides = listed_before(words, places, title.first, title.head)
    if not sides and first > 0 and words.spaced(first) and words.texts[first - 1] == "European":
        sides.append("EU")
        first -= 1
    if first > 0 and words.spaced(first) and words.lowers[first - 1] in DEFINITE | COUNTED:
        first -= 1
    if first > 0 and words.spaced(first) and words.lowers[first - 1] in ("the", "both", "a"):
        first -= 1
    return first, sides


def _right(words: Words, places: Places, title: Title, plural: bool) -> tuple[int, list[str]]:
    """Sides of a complement: "of France, Germany and Britain", "from Oman"."""
    last = title.last
    inside = [hit for i in range(title.head + 1, title.last) if (hit := places.starting(i)) is not None and acts(hit)]
    of = any(words.lowers[i] == "of" for i in range(title.head + 1, title.last))
    sides = [hit.place.side for hit in inside if of]
    if last < len(words) and words.spaced(last) and words.lowers[last] == "from" and not sides:
        i = last + 1
        i += i < len(words) and words.lowers[i] == "the"
        hit = places.starting(i) if i < len(words) else None
        if hit is not None and acts(hit):
            sides.append(hit.place.side)
            last = hit.last
    if sides and plural:
        last, more = listed_after(words, places, last)
        sides.extend(more)
    return last, sides
