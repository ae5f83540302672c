"""The sides named in a sentence, word by word and without grammar: what the gate before the parser knows of a text.

Names of states, peoples, capitals, towns, bodies, seats and parts of the world are looked up, and family names of those in office. A body
is a side by itself, a state too unless something is in it or the report comes from it; a nationality is one beside words of office, a town
beside words of contact. A family name is its holder's only where the text gives it to nobody else.

    "French officials flew to Tokyo": France for its officials, Japan for the flight; "French wine sold in Tokyo" names no side
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique import data
from communique.analysis.actors.tables import CAPITAL, CITY, COUNTRY, PEOPLE, RESIDENCE, name_words, office_words, surfaces
from communique.analysis.engagements.frames import frames

WORD = re.compile(r"[A-Z](?:\.[A-Z])+|[^\W_]+(?:[’'][^\W\d_s][^\W_]*)?")
# Officials are named alone from shortly before their office to some years after it.
BEFORE, AFTER = 1, 6
CAPITALS = 4  # words this long in capitals are those of a headline, shorter ones abbreviations
# How much a name says by itself.
SIDE, STATE, NATIONALITY, WHERE = "side", "state", "nationality", "where"
WEIGHTS = {COUNTRY: STATE, CAPITAL: STATE, PEOPLE: NATIONALITY, CITY: WHERE, RESIDENCE: WHERE}

# The words of a name after its first, the side and how much the name says.
Row = tuple[tuple[str, ...], str, str]
# Holders of a family name: the side and the other words of the full name.
Holders = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides named in a sentence: those that act, those that are only where something is.

    Args:
        contact: whether it has words of contact.
        voiced: whether it has words of contact, of office or of what states do, names somebody in office or a body, or lets a state
            speak: trade and sport have none.
    """

    acting: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    contact: bool = False
    voiced: bool = False

    def beside(self, before: Sides, home: frozenset[str]) -> bool:
        """Whether two sides come together here, with the sentence before and an unnamed side that is always present."""
        if not (self.acting or self.where) or not (self.voiced or before.voiced):
            return False
        where = self.where | before.where if self.contact or before.contact else frozenset()
        return len(self.acting | before.acting | where | home) > 1


NOBODY = Sides()


@dataclass(frozen=True, slots=True)
class PassageWords:
    """Words that tell what a name in their sentence stands for, from ``matters.toml``."""

    acting: frozenset[str]
    contact: frozenset[str]
    deeds: frozenset[str]
    saying: frozenset[str]
    inside: frozenset[str]
    ordinary: frozenset[str]


@functools.cache
def passage_words() -> PassageWords:
    """The words, read once."""
    return PassageWords(**{kind: frozenset(words.split()) for kind, words in data.words("matters")["passages"].items()})


@functools.cache
def names() -> Mapping[str, tuple[Row, ...]]:
    """Names of sides by their first word, the longest first."""
    table: dict[str, list[Row]] = {}

    def enter(name: str, side: str, weight: str) -> None:
        first, *rest = WORD.findall(name) or [""]
        table.setdefault(first, []).append((tuple(rest), side, weight))

    for surface, place in surfaces().items():
        enter(surface, place.side, WEIGHTS.get(place.kind, SIDE))
    for region in frames().regions:
        enter(region.removeprefix("the ").title(), region, WHERE)
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items() if first}


@functools.lru_cache(maxsize=64)
def officials(year: int | None) -> Mapping[str, Holders]:
    """Those in office about a year by family name; all who ever were where it is unknown."""
    found: dict[str, dict[str, set[str]]] = {}
    for office in data.offices():
        began = office.began[0].year - BEFORE if office.began else dt.MINYEAR
        ended = office.ended[1].year + AFTER if office.ended else dt.MAXYEAR
        if year is None or began <= year <= ended:
            for name in (office.person, *office.aliases):
                words = WORD.findall(name)
                family = office.family if office.family in words else words[-1]
                if len(family) > 2:
                    found.setdefault(family, {}).setdefault(office.side, set()).update(word for word in words if word != family)
    return {family: tuple((side, frozenset(words)) for side, words in sides.items()) for family, sides in found.items()}


def people(sentences: Iterable[Sequence[str]], year: int | None) -> Mapping[str, str]:
    """The side that each family name of a text stands for: its holder's, unless the text introduces somebody else or leaves it open.

    Args:
        sentences: the words of each.
        year: the year of the text, if known.
    """
    known, given, titles = officials(year), name_words().given, office_words()
    introduced: dict[str, str] = {}
    titled: set[str] = set()
    strangers: set[str] = set()
    for words in sentences:
        for i, word in enumerate(words):
            holders = known.get(word)
            if holders is None:
                continue
            before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
            own = [side for side, others in holders if before in others or after in others]
            if own:
                introduced[word] = own[0]
            elif before.lower() in given:
                strangers.add(word)
            elif before and (before.lower() in titles.office or before.lower() in titles.rank):
                titled.add(word)
            else:
                titled.update(() if _ordinary(word) else (word,))
    alone = {word: known[word][0][0] for word in titled - strangers if len(known[word]) == 1}
    return alone | introduced


def _ordinary(family: str) -> bool:
    word = family.lower()
    return word in passage_words().ordinary or word in name_words().given


def sides(words: Sequence[str], known: Mapping[str, str], dateline: int = 0) -> Sides:
    """The sides named in the words of a sentence.

    Args:
        known: the sides of people named alone.
        dateline: how many of the words are those of a dateline, which names where a report was written.
    """
    told = passage_words()
    found: dict[str, set[str]] = {}
    speaks = False
    for i, side, weight in _named(words, known):
        if weight == STATE and (i < dateline or (i and words[i - 1].lower() in told.inside)):
            weight = WHERE
        speaks = speaks or (weight == STATE and words[i + 1 : i + 2] != [] and words[i + 1].lower() in told.saying)
        found.setdefault(weight, set()).add(side)
    if not found:
        return NOBODY
    lower = {word.lower() for word in words}
    office, contact = not told.acting.isdisjoint(lower), not told.contact.isdisjoint(lower)
    acting = found.get(SIDE, set()) | found.get(STATE, set()) | (found.get(NATIONALITY, set()) if office else set())
    voiced = office or contact or speaks or SIDE in found or not told.deeds.isdisjoint(lower)
    return Sides(frozenset(acting), frozenset(found.get(WHERE, ())), contact, voiced)


def _named(words: Sequence[str], known: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Names of sides in a sentence: place, side and how much the name says."""
    table = names()
    for i, word in enumerate(words):
        if not word[0].isupper():
            continue
        written = _written(word)
        for rest, side, weight in table.get(written, ()):
            if not rest or tuple(map(_written, words[i + 1 : i + 1 + len(rest)])) == rest:
                yield i, side, weight
                break
        else:
            if written in known:
                yield i, known[written], SIDE


def _written(word: str) -> str:
    """A word of a headline in capitals as it is written elsewhere."""
    return word.title() if len(word) >= CAPITALS and word.isupper() and "." not in word else word
