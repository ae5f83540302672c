"""Who is who across documents: names, sides, office-holders of a day, places and standing lines.

Two names are one person when their words agree, or when a bare surname fits the one full name of its side; the same name on another side
is another person. "The two presidents" stand, for comparison only, for those who held the office on that day; the record itself names
nobody whom no document names.

    "Wang" of China in one report, "China's top diplomat Wang Yi" in the next
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable

from rapidfuzz import fuzz

from communique.ledger import offices
from communique.ledger.tenures import Holders, Tenures
from communique.ledger.words import folded, holds, words
from communique.model import Person

NOTHING = Tenures()
# A spelling variant differs by a letter or two: Zelensky / Zelenskyy, Sergei / Sergey.
VARIANT = 84
# A slip of two letters in a given name of six, beside the same family name.
MISSPELT, LONG = 83, 6
# Joe and Joseph share half their letters and more.
GIVEN = 60


@functools.cache
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name without titles and initials: "Joseph R. Biden, Jr." -> joseph, biden."""
    every = folded(name).split()
    kept = tuple(w for w in every if w not in words().titles and len(w) > 1)
    return kept or tuple(every)


@functools.cache
def same_name(one: str, other: str, side: str | None) -> bool:
    """Whether two names of one side can be one person's."""
    a, b = name_words(offices.canonical(one, side)), name_words(offices.canonical(other, side))
    if not a or not b:
        return False
    if a == b or sorted(a) == sorted(b) or "".join(a) == "".join(b):
        return True
    first = side in words().family_first
    if len(a) == 1 or len(b) == 1:
        bare, full = (a[0], b) if len(a) == 1 else (b[0], a)
        return _alike(bare, full[-1]) or (first and _alike(bare, full[0]))
    if first:
        return len(a) == len(b) and (_close(a, b) or (a[0] == b[0] and all(_misspelt(x, y) for x, y in zip(a[1:], b[1:], strict=True))))
    if not _alike(a[-1], b[-1]):
        return False
    return _given(a[0], b[0]) or bool(set(a[:-1]) & set(b[:-1]))


def _given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: Joe and Joseph, Bill and William; not Joe and Jill."""
    short = words().short
    one, other = short.get(one, one), short.get(other, other)
    return fuzz.ratio(one, other) >= GIVEN or fuzz.partial_ratio(one, other) >= VARIANT


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 5 and fuzz.ratio(one, other) >= VARIANT)


def _misspelt(one: str, other: str) -> bool:
    """Whether two given names are one with a slip: Zhaohe and Zhouhe beside one family name."""
    return one == other or (min(len(one), len(other)) >= LONG and fuzz.ratio(one, other) >= MISSPELT)


def _close(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return all(_alike(x, y) for x, y in zip(a, b, strict=True))


def same_person(one: Person, other: Person) -> bool:
    """Whether two participants of different documents are one person."""
    if one.side and other.side and one.side != other.side:
        return False
    return same_name(one.name, other.name, one.side or other.side)


def fullest(people: Iterable[Person]) -> tuple[Person, ...]:
    """One participant for each person, under the fullest name and with what any document says of side and office; in the order told."""
    found: list[Person] = []
    for person in people:
        at = next((i for i, known in enumerate(found) if same_person(known, person)), None)
        if at is None:
            found.append(person)
            continue
        known = found[at]
        better = len(name_words(person.name)) > len(name_words(known.name))
        name, span = (person.name, person.span) if better else (known.name, known.span)
        found[at] = Person(name, known.side or person.side, known.office or person.office, span)
    return tuple(found)


def office_holders(text: str, sides: Iterable[str], day: dt.date, learnt: Holders = NOTHING) -> tuple[Person, ...]:
    """Those whom words like "the summit of the two presidents" stand for on a day; matching keys, never people of the record.

    Args:
        text: the words of evidence.
        sides: the sides taking part.
        day: the day on which the offices were held.
        learnt: what the documents tell of offices, where the table knows nobody.
    """
    said = folded(text)
    roles = [role for role, surfaces in words().roles.items() if any(holds(said, s) for s in surfaces)]
    if not roles:
        return ()
    # "Foreign ministers, ahead of a summit": the narrower office wins over the leader.
    role = roles[-1] if len(roles) > 1 else roles[0]
    named = [(side, offices.holder(side, role, day) or learnt.holder(side, role, day)) for side in sides]
    return tuple(Person(name, side) for side, name in named if name)


@functools.cache
def same_place(one: str, other: str) -> bool | None:
    """True: the same or one within the other; False: in two countries; None: the tables cannot tell."""
    a, b = folded(one), folded(other)
    if holds(a, b) or holds(b, a):
        return True
    x, y = offices.country(one), offices.country(other)
    if x is None or y is None:
        return None
    if x != y:
        return False
    # "China" takes in "Beijing"; "Munich" and "Berlin" share a country and are two towns.
    return True if offices.is_country(one, x) or offices.is_country(other, y) else None


@functools.cache
def family(name: str) -> str | None:
    """The family of a standing line: "communication channels between the two militaries" -> military-to-military lines."""
    said = folded(name)
    table = words().families
    found = [(surface, table[surface]) for surface in table if holds(said, surface)]
    return max(found, key=lambda f: len(f[0]))[1] if found else None


@functools.cache
def families(text: str) -> tuple[str, ...]:
    """Every family that a text speaks of, sorted."""
    said = folded(text)
    return tuple(sorted({kind for surface, kind in words().families.items() if holds(said, surface)}))
