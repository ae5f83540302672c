"""Titles and offices in the words of a text: "Japan's new foreign minister", "Assistant Secretary of State for Asian affairs".

A title grows from the noun that carries it: to the left over modifiers, nationalities and a possessor, to the right over a complement.
Its side is told by a nationality or possessor on the left, by "of X" on the right, or by an office that only one side has.

    "Assistant Secretary of State Daniel Kritenbrink met Vietnam's deputy foreign minister and Canada's high commissioner."
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from communique.analysis.actors.offices import HONOURED, office_of, sole_side
from communique.analysis.actors.places import Places
from communique.analysis.actors.tables import CITY, PEOPLE, RESIDENCE, SEAT, OfficeWords, Place, name_words, office_words
from communique.analysis.actors.words import Words

# "Minister of X" is X's; "ambassador to X" and "envoy for X" are not.
OWNING = frozenset({"of"})
POSTED = frozenset(
    "ambassador envoy representative emissary delegate consul mission attache visitor negotiator mediator coordinator".split()
)
OPENING = frozenset({"of", "for", "to", "on"})
GENERALS = frozenset({"secretary", "attorney", "director", "inspector", "consul", "governor", "solicitor"})
# How words end that are matters and no names.
ABSTRACT = (
    "ment",
    "tion",
    "sion",
    "ness",
    "ship",
    "ity",
    "ics",
    "ance",
    "ence",
    "ing",
    "ism",
    "ers",
    "ure",
    "ies",
    "ments",
    "tions",
    "logy",
)
# Titles that are given names as well: "Amir Saeid Iravani".
GIVEN = frozenset({"amir", "emir", "imam", "shah"})
# "his counterpart at the Canadian ministry", "from Oman".
MEETING = frozenset({"of", "from", "in", "at"})
TAILS = frozenset({"elect", "designate", "general", "in", "counselor", "counsellor"})


@dataclass(frozen=True, slots=True)
class Title:
    """Words ``first`` to ``last`` - 1 are a title.

    Args:
        head: the word that carries it.
        office: the office as said, normalised; "" for a mere form of address or rank.
        side: the side that the words of the title tell.
        sole: the one side that has such an office, whatever the words say.
        sort: office, plural, rank, courtesy or private.
        owner: word of a possessor that is no place ("Biden's top security aide"), before ``first``; None without one.
    """

    first: int
    last: int
    head: int
    office: str
    side: str | None
    sort: str
    owner: int | None
    sole: str | None = None


def find_titles(words: Words, places: Places) -> list[Title]:
    """All titles of a text, in order, none inside another."""
    sorts, vocabulary = _sorts(), office_words()
    found: list[Title] = []
    for i, lower in enumerate(words.lowers):
        sort = sorts.get(lower)
        if sort is None or (found and i < found[-1].last and i != found[-1].head + 1 and not _continues(words, found[-1], i)):
            continue
        hit = places.at(i)
        if hit is not None and hit.last - hit.first > 1:
            continue
        if lower in GIVEN and words.capital(i) and _names_follow(words, i):
            continue
        title = _grow(words, places, vocabulary, i, sort)
        while found and title.first < found[-1].last and title.first <= found[-1].head:
            found.pop()
        if found and title.first < found[-1].last <= i:
            found[-1] = _cut(words, places, vocabulary, found[-1], title.first)
        if not found or title.first >= found[-1].last:
            found.append(title)
    return found


@functools.cache
def _sorts() -> dict[str, str]:
    v = office_words()
    lists = {"private": v.private, "courtesy": v.courtesy, "rank": v.rank, "plural": v.plural, "office": v.office}
    return {word: sort for sort, group in lists.items() for word in group}


def _cut(words: Words, places: Places, vocabulary: OfficeWords, title: Title, last: int) -> Title:
    """A title whose complement reached into the next one: "Crown Prince of Abu Dhabi and Deputy Supreme Commander"."""
    while last > title.head + 1 and words.lowers[last - 1] in vocabulary.link:
        last -= 1
    office = office_of(words, places, title.first, last) if title.office else ""
    return Title(title.first, last, title.head, office, title.side, title.sort, title.owner, title.sole)


def _names_follow(words: Words, i: int) -> bool:
    if i + 1 < len(words) and words.glued(i + 1):
        return True
    following = range(i + 1, min(i + 3, len(words)))
    return len(following) == 2 and all(
        words.spaced(k) and words.capital(k) and words.lowers[k] not in office_words().particle for k in following
    )


def _general_office(words: Words, head: int) -> bool:
    """ "Secretary General", "Attorney General" are offices, "General Laura Richardson" has a rank."""
    return head > 0 and words.lowers[head] == "general" and words.lowers[head - 1] in GENERALS


def _continues(words: Words, title: Title, i: int) -> bool:
    """ "Minister of State for Trade" is one title; in "President of Ecuador's envoy" a second one begins."""
    return words.owned(i)


def _grow(words: Words, places: Places, vocabulary: OfficeWords, head: int, sort: str) -> Title:
    last = head + 1
    while last < len(words) and words.glued(last) and words.lowers[last] in TAILS | _sorts().keys():
        last += 1
    if last < len(words) and words.lowers[last] == "elect" and words.spaced(last):
        last += 1
    if _general_office(words, head):
        sort = "office"
    if sort in ("courtesy", "rank"):
        first, side, owner = _leftward(words, places, vocabulary, head) if sort == "rank" else (head, None, None)
        return Title(first, last, head, "", side, sort, owner, sole_side(words.lowers[head], capital=True))
    first, side, owner = _leftward(words, places, vocabulary, head)
    last, of_side = _rightward(words, places, vocabulary, head, last)
    office = office_of(words, places, first, last)
    return Title(first, last, head, office, side or of_side, sort, owner, sole_side(office, capital=words.capital(head)))


def _leftward(words: Words, places: Places, vocabulary: OfficeWords, head: int) -> tuple[int, str | None, int | None]:
    """Where the title begins, the side of a nationality or possessor in it, and a possessor that is no place."""
    first, side, over = head, None, False
    while first > 0 and (over or words.spaced(first) or words.glued(first) or words.owned(first) or _bracketed(words, first - 1)):
        over = not over and _bracketed(words, first - 1)
        if over:
            first -= 1
            continue
        hit = places.ending(first - 1)
        if hit is not None and hit.first > 0 and words.lowers[hit.first - 1] in ("in", "at", "near"):
            break  # "While in Brussels President Orlov met ...": where he was, not whose president he is
        if hit is not None:
            if side is None and hit.place.kind not in (CITY, RESIDENCE) and not _vague(hit.place):
                side = hit.place.side
            first = hit.first
        elif _listed_modifiers(words, vocabulary, first):
            first -= 2
        elif _modifies(words, vocabulary, first):
            first -= 1
        elif words.owned(first):
            return first, side, first - 1
        else:
            break
    while first < head and words.lowers[first] in ("the", "of", "one"):
        first += 1
    return first, side, None


def _modifies(words: Words, vocabulary: OfficeWords, first: int) -> bool:
    """The word before belongs to a title; "under" only in "Under Secretary"."""
    lower = words.lowers[first - 1]
    if lower == "under":
        return words.lowers[first] == "secretary"
    return lower in vocabulary.modifier or (lower in _sorts() and not words.owned(first))


def _listed_modifiers(words: Words, vocabulary: OfficeWords, first: int) -> bool:
    """ "trade and industry commissioner": "and" between two modifiers belongs to the title."""
    if first < 2 or words.lowers[first - 1] != "and" or not words.spaced(first - 1):
        return False
    return words.lowers[first - 2] in vocabulary.modifier and words.lowers[first] in vocabulary.modifier and not words.capital(first)


def _bracketed(words: Words, i: int) -> bool:
    """ "Palestinian Authority (PA) Prime Minister": an abbreviation in brackets does not part a title."""
    return 0 < i < len(words) - 1 and words.gaps[i] == " (" and words.gaps[i + 1] == ") " and words.texts[i].isupper()


def chained(words: Words, title: Title, ending: Mapping[int, Title]) -> Title:
    """A title joined with those that stand right before it: "UNICEF Executive Director Dr.", "Crown Prince and Deputy Commander".

    Args:
        ending: titles by the word after their last.
    """
    while (before := _chained_to(words, title, ending)) is not None:
        own = title.office and (title.office not in HONOURED or not before.office)
        title = Title(
            before.first,
            title.last,
            title.head if own else before.head,
            title.office if own else before.office,
            title.side or before.side,
            title.sort if own else before.sort,
            title.owner or before.owner,
            title.sole or before.sole,
        )
    return title


def _chained_to(words: Words, title: Title, ending: Mapping[int, Title]) -> Title | None:
    """The title that ends where another begins, also before a bracket, "and" or a comma."""
    first = title.first - _bracketed(words, title.first - 1)
    before = ending.get(first) if words.spaced(first) or first < title.first else None
    if before is not None:
        return before if before.sort != "plural" else None
    if first < 2 or not words.capital(first):
        return None
    if words.spaced(first) and words.lowers[first - 1] == "and" and words.spaced(first - 1):
        before = ending.get(first - 1)
    elif words.gaps[first] == ", ":
        before = ending.get(first)
        if before is not None and before.side and (title.sort in ("courtesy", "rank") or title.office in HONOURED):
            return before
    # In "the president and Foreign Minister Orlov" there are two people.
    proper = before is not None and words.capital(before.head) and words.lowers[before.first - 1] != "the"
    return before if before is not None and proper and before.sort != "plural" else None


def _rightward(words: Words, places: Places, vocabulary: OfficeWords, head: int, start: int) -> tuple[int, str | None]:
    """Where the complement ends ("of Foreign Affairs", "to the United Nations") and the side it tells."""
    last, side, i = start, None, start
    opener = ""
    counterpart = words.lowers[head] == "counterpart"
    while i < len(words) and (
        words.spaced(i) or (i == last > start and words.glued(i)) or (i == last and words.owned(i) and places.ending(i - 1))
    ):
        lower = words.lowers[i]
        hit = places.starting(i)
        if i == start and lower not in (MEETING if counterpart else OPENING) or (lower in vocabulary.link and words.capital(i)):
            break
        if hit is not None:
            if words.lowers[i - 1] == "and" or (opener == "to" and lower == "u.s."):
                break
            if (
                side is None
                and hit.place.kind not in (CITY, RESIDENCE)
                and not _vague(hit.place)
                and (counterpart or opener in OWNING or _serves(words, head, opener, hit.place.kind))
            ):
                side = hit.place.side
            i = last = hit.last
        elif lower in vocabulary.link or (counterpart and i == start):
            opener = lower if lower in OPENING else opener
            i += 1
        elif words.lowers[i - 1] == "and" and words.capital(i) and lower in _sorts():
            break
        elif words.glued(i) and i == last:
            i = last = i + 1  # "for Political-Military Affairs"
        elif lower in vocabulary.complement or lower in vocabulary.modifier or (words.owned(i) and lower in vocabulary.institution):
            i += 1
            last = i
        elif (given := _given_ahead(words, i)) is not None:
            last = given
            break
        else:
            break
    return last, side


def _given_ahead(words: Words, i: int) -> int | None:
    """ "Special Assistant for Digital Matters Anna Pell": an unknown complement ends where a given name and another name word follow."""
    names = name_words()
    if not words.capital(i) or words.lowers[i] in names.given | names.family:
        return None
    if words.lowers[i - 1] not in office_words().link and not words.lowers[i].endswith(ABSTRACT):
        return None
    for k in range(i + 1, min(i + 7, len(words) - 1)):
        if not (words.spaced(k) or words.glued(k)) or not (words.capital(k) or words.lowers[k] in office_words().link):
            return None
        if words.lowers[k] in name_words().given and words.spaced(k + 1) and words.capital(k + 1):
            return k if words.capital(k - 1) else None
    return None


def _vague(place: Place) -> bool:
    """ "Politburo", "Communist Party": institutions of several states tell no side."""
    return place.shared and place.kind == SEAT


def _serves(words: Words, head: int, opener: str, kind: str) -> bool:
    """ "Assistant to the Palestinian minister", "spokesman for the Israeli army" serve them; an ambassador does not."""
    lower = words.lowers[head]
    if lower.startswith("spokes"):
        return opener in ("for", "to")
    return opener == "to" and lower not in POSTED and kind in (PEOPLE, SEAT)
