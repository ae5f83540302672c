"""Who can act and where: states, seats of government used as metonyms, bodies, gatherings, places; and the index of their surfaces.

A surface is a way of writing. Several things may share one ("Georgia", "Congo"); the index returns all and says by ``shared`` that a
surface needs support from the text. Abbreviations keep their case: "US" is a state, "us" is a word.

    "Beijing and Washington agreed on the sidelines of the U.N. General Assembly in New York to talk again."
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from communique.data.tables import parts, table


@dataclass(frozen=True, slots=True)
class Side:
    """A state or territory that acts for itself.

    Args:
        code: ISO 3166-1 alpha-3 (XKX for Kosovo).
        name: the usual short name, without article.
        aliases: other names and short forms.
        adjectives: "Chinese", "U.S.".
        people: nouns for its people, singular and plural.
        prefixes: combining forms with hyphen: "Sino-".
        capitals: capital and other seats of government, the usual spelling first.
        shared: surfaces of these that are also something else.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    prefixes: tuple[str, ...]
    capitals: tuple[str, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A residence, ministry, parliament or service that stands for a part of one state: "the Kremlin", "Foggy Bottom".

    Args:
        kind: leader | government | ministry | parliament | military | agency | party | bank | residence.
    """

    name: str
    side: str
    kind: str
    aliases: tuple[str, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, a forum of states or a named group; ``code`` is its name as a side.

    Args:
        kind: organisation | forum | group.
        members: codes of the members, where they are few or well known.
        seat: the city of its seat, "" where it has none.
    """

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    seat: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forum:
    """A recurring gathering; ``body`` is who holds it, ``place`` and ``side`` where it is held, all "" where that changes."""

    name: str
    aliases: tuple[str, ...]
    body: str
    place: str
    side: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region, resort, palace or base, and the state it lies in."""

    name: str
    side: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a surface.

    Args:
        surface: as written in the table, case kept.
        kind: name | adjective | people | prefix | capital | seat | body | forum | place.
        code: the side or body it stands for; "" for a gathering of nobody's.
        shared: the surface is also something else (a first name, another place, a common word).
        thing: the row it comes from.
    """

    surface: str
    kind: str
    code: str
    shared: bool
    thing: Side | Seat | Body | Forum | Place


@functools.cache
def sides() -> Mapping[str, Side]:
    """All states by code."""
    lists = ("aliases", "adjectives", "people", "prefixes", "capitals", "shared")
    rows = (Side(r["code"], r["name"], *(parts(r[column]) for column in lists)) for r in table("sides"))
    return MappingProxyType({row.code: row for row in rows})


@functools.cache
def seats() -> tuple[Seat, ...]:
    """All metonyms that are no capitals."""
    return tuple(Seat(r["name"], r["side"], r["kind"], parts(r["aliases"]), parts(r["shared"])) for r in table("seats"))


@functools.cache
def bodies() -> Mapping[str, Body]:
    """All bodies, forums of states and groups by code."""
    rows = (
        Body(r["code"], r["name"], r["kind"], parts(r["aliases"]), parts(r["members"]), r["seat"], parts(r["shared"]))
        for r in table("bodies")
    )
    return MappingProxyType({row.code: row for row in rows})


@functools.cache
def forums() -> tuple[Forum, ...]:
    """All gatherings."""
    return tuple(Forum(r["name"], parts(r["aliases"]), r["body"], r["place"], r["side"], parts(r["shared"])) for r in table("forums"))


@functools.cache
def places() -> tuple[Place, ...]:
    """All places that are no capitals."""
    return tuple(Place(r["name"], r["side"], bool(r["shared"])) for r in table("places"))


def _entries() -> Iterator[Entry]:
    for side in sides().values():
        for kind, surfaces in (
            ("name", (side.name, *side.aliases)),
            ("adjective", side.adjectives),
            ("people", side.people),
            ("prefix", tuple(p.rstrip("-") for p in side.prefixes)),
            ("capital", side.capitals),
        ):
            yield from (Entry(s, kind, side.code, s in side.shared, side) for s in surfaces)
    for seat in seats():
        yield from (Entry(s, "seat", seat.side, s in seat.shared, seat) for s in (seat.name, *seat.aliases))
    for body in bodies().values():
        yield from (Entry(s, "body", body.code, s in body.shared, body) for s in (body.name, *body.aliases))
    for forum in forums():
        yield from (Entry(s, "forum", forum.body, s in forum.shared, forum) for s in (forum.name, *forum.aliases))
    for place in places():
        yield Entry(place.name, "place", place.side, place.shared, place)


@functools.cache
def lexicon() -> Mapping[str, tuple[Entry, ...]]:
    """All readings by surface in lower case with plain apostrophes; states first, then seats, bodies, gatherings, places."""
    found: dict[str, list[Entry]] = {}
    for entry in _entries():
        same = found.setdefault(folded(entry.surface), [])
        if all(e.thing is not entry.thing or e.kind != entry.kind for e in same):
            same.append(entry)
    return MappingProxyType({key: tuple(entries) for key, entries in found.items()})


def folded(surface: str) -> str:
    """The key of a surface in the lexicon."""
    return surface.replace("’", "'").lower()


def entries(surface: str) -> tuple[Entry, ...]:
    """The readings of a surface as written in a text, without its article; () where it has none.

    An abbreviation or a short name in capitals ("US", "WHO", "UK") is only taken with its capitals; names are taken in any
    case but all small.
    """
    found = lexicon().get(folded(surface), ())
    if surface.isupper():
        return found
    if surface[:1].isupper():
        return tuple(e for e in found if not _abbreviation(e.surface))
    return tuple(e for e in found if e.surface == surface)


def _abbreviation(surface: str) -> bool:
    return surface.isupper() and " " not in surface


def side_of(surface: str) -> str | None:
    """The one side or body that a surface stands for, None when there is none or more than one.

    A gathering or a place is no side: "Munich Security Conference" and "Munich" give None, "Berlin" gives "DEU".
    """
    codes = {e.code for e in entries(surface) if e.kind not in ("forum", "place")}
    return codes.pop() if len(codes) == 1 else None


@functools.cache
def heads() -> Mapping[str, int]:
    """First word of every surface, as it folds, and the greatest number of words of a surface that begins with it."""
    longest: dict[str, int] = {}
    for key in lexicon():
        pieces = key.split(" ")
        longest[pieces[0]] = max(longest.get(pieces[0], 0), len(pieces))
    return MappingProxyType(longest)


def longest(pieces: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]]:
    """The longest surface that begins at a word, and its readings; ``start, ()`` where there is none.

    Args:
        pieces: the words of a sentence as written, joined by single blanks in the tables ("U.N.", "Security", "Council").
        start: index of the word at which the surface shall begin.

    Returns:
        The index after the surface's last word, and the readings.
    """
    limit = heads().get(folded(pieces[start]), 0)
    for end in range(min(len(pieces), start + limit), start, -1):
        if found := entries(" ".join(pieces[start:end])):
            return end, found
    return start, ()


WORD = re.compile(r"[^\W_]+(?:[.&'’+/-][^\W_]+)*(?:\.|\+)?")
HYPHEN = re.compile(r"[-/–]")
GENITIVE = re.compile(r"['’]s?$")


def find_surfaces(text: str) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    """All surfaces in a text, longest first from the left, with their offsets; a final stop or a genitive is left out.

    Yields:
        Start, end and the readings of each.
    """
    spans = list(_pieces(text))
    pieces = [text[a:b] for a, b in spans]
    at = 0
    while at < len(pieces):
        end, found = longest(pieces, at)
        if found:
            yield spans[at][0], spans[end - 1][1], found
        at = max(end, at + 1)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words; "U.S.", "G-20" and "Guinea-Bissau" stay whole, "Sino-U.S." is parted, "Beijing's" loses its genitive."""
    for match in WORD.finditer(text):
        start, word = match.start(), match.group()
        if kept := _kept(word):
            yield start, start + len(kept)
            continue
        at = start
        for piece in HYPHEN.split(word):
            yield at, at + len(_kept(piece) or piece.rstrip("."))
            at += len(piece) + 1


def _kept(word: str) -> str:
    """The part of a word that begins or continues a surface: all of it, without its stop, or without its genitive; "" for none."""
    bare = GENITIVE.sub("", word.rstrip("."))
    return next((cut for cut in (word, word.rstrip("."), bare) if folded(cut) in _pieces_known()), "")


@functools.cache
def _pieces_known() -> frozenset[str]:
    return frozenset(piece for key in lexicon() for piece in key.split(" "))
