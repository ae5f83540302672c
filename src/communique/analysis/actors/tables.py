"""The packaged tables as the finders of actors use them: surfaces of places, words of offices and of names.

"Fidan, Türkiye's foreign minister since 2023, flew to Abu Dhabi."
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from communique import data

# What a surface may name. A seat ("the Kremlin") acts as a government; a people is a demonym.
COUNTRY, PEOPLE, CAPITAL, CITY, BODY, GROUP, SEAT, RESIDENCE = "country", "people", "capital", "city", "body", "group", "seat", "residence"


@dataclass(frozen=True, slots=True)
class Place:
    """A named state, people, capital, city, body, group or seat of power.

    Args:
        name: the usual name of what is meant ("China" for "Chinese").
        side: its code or short name.
        kind: country, people, capital, city, body, group, seat or residence.
        adjective: "Chinese" for China; the name itself where there is none.
        shared: the surface has other meanings too ("Quad", "MAC") and wants support from the text.
    """

    name: str
    side: str
    kind: str
    adjective: str
    shared: bool = False


@functools.cache
def surfaces() -> dict[str, Place]:
    """Every name of a place, people, body, group or seat; what is more often meant wins where two share a name."""
    table: dict[str, Place] = {}
    for place in data.places():
        _enter(table, [place.name], Place(place.name, place.side, CITY, place.name, place.shared))
    for side in data.sides().values():
        for capital in side.capitals:
            _enter(table, [capital], Place(capital, side.code, CAPITAL, _adjective(side), capital in side.shared))
    for seat in data.seats():
        kind = RESIDENCE if seat.kind == "residence" else SEAT
        for surface in (seat.name, *seat.aliases):
            _enter(table, [surface], Place(seat.name, seat.side, kind, seat.name, surface in seat.shared))
    for body in data.bodies().values():
        kind = GROUP if body.kind == "group" else BODY
        for surface in (body.code, body.name, *body.aliases):
            _enter(table, [surface], Place(body.name, body.code, kind, body.code, surface in body.shared))
    # Who speaks from Brussels is hardly ever Belgium.
    _enter(table, ["Brussels"], Place("European Union", "EU", CAPITAL, "EU", False))
    for side in data.sides().values():
        prefixes = [p.rstrip("-") for p in side.prefixes]
        _enter(table, [*side.people, *prefixes, *side.adjectives], Place(side.name, side.code, PEOPLE, _adjective(side)))
        _enter(table, [side.name, *side.aliases], Place(side.name, side.code, COUNTRY, _adjective(side)))
    return table


def _enter(table: dict[str, Place], names: Iterable[str], place: Place) -> None:
    # "the mainland", "the bloc" are references, resolved later and not by name.
    table.update((name, place) for name in names if name and not name.startswith("the ") and not name.islower())


def _adjective(side: data.Side) -> str:
    return side.adjectives[0] if side.adjectives else side.name


@functools.cache
def posts() -> dict[str, str]:
    """The post that an office fills: both "secretary of state" and "foreign minister" are the foreign one."""
    return {office: post for post, offices in office_words().post.items() for office in offices.split("|")}


def prominent(office: str) -> bool:
    """Whether a holder of the office may be named by surname alone: "Lavrov", hardly a ministry's spokesman."""
    return office in posts() or office.replace(" ", "-") in office_words().prominent


@functools.cache
def _surnames() -> dict[str, tuple[data.Office, ...]]:
    """Offices by the last word of every spelling of a full name: "Zelensky" beside "Zelenskyy"."""
    table: dict[str, list[data.Office]] = {}
    for office in data.offices():
        for word in {data.plain(name).split()[-1] for name in (office.person, *office.aliases)}:
            table.setdefault(word, []).append(office)
    return {word: tuple(offices) for word, offices in table.items()}


def holders(name: str, day: dt.date | None) -> tuple[data.Office, ...]:
    """The offices that people of a name, in any spelling, held on a day (ever, when no day is known)."""
    found = data.holders(name, day)
    if found or " " in name:
        return found
    spelled = _surnames().get(data.plain(name), ())
    return tuple(o for o in spelled if day is None or o.held(day) is not False)


@functools.cache
def adjectives() -> dict[str, str]:
    """How a side is said before a noun: "Chinese", "U.S.", "EU"."""
    return {code: _adjective(side) for code, side in data.sides().items()} | {"USA": "U.S."}


@functools.cache
def state_names() -> dict[str, str]:
    """The usual name of every side."""
    return {code: side.name for code, side in data.sides().items()} | {code: body.name for code, body in data.bodies().items()}


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The words of which titles are made."""

    office: frozenset[str]
    plural: frozenset[str]
    rank: frozenset[str]
    courtesy: frozenset[str]
    private: frozenset[str]
    modifier: frozenset[str]
    complement: frozenset[str]
    link: frozenset[str]
    never: frozenset[str]
    headline: frozenset[str]
    thing: frozenset[str]
    particle: frozenset[str]
    opening: frozenset[str]
    suffix: frozenset[str]
    institution: frozenset[str]
    unnamed: frozenset[str]
    locative: frozenset[str]
    motion: frozenset[str]
    geographic: frozenset[str]
    same: dict[str, str]
    only: dict[str, str]
    leading: frozenset[str]
    facing: frozenset[str]
    prominent: frozenset[str]
    waters: frozenset[str]
    animate: frozenset[str]
    lesser: frozenset[str]
    form: frozenset[str]
    crowd: frozenset[str]
    judging: frozenset[str]
    pair_people: frozenset[str]
    pair_sides: frozenset[str]
    absent: dict[str, str]
    post: dict[str, str]
    issuing: frozenset[str]
    home: dict[str, str]
    outlet: dict[str, str]


@functools.cache
def office_words() -> OfficeWords:
    """The words of titles, from ``names_offices.toml``."""
    table: dict[str, Any] = {
        key: frozenset(value.split()) if isinstance(value, str) else value
        for key, value in data.words("names_offices").items()
        if key != "source"
    }
    # "high-level" is written as one word here and cut into two in a text.
    table["modifier"] |= {piece for word in table["modifier"] for piece in word.split("-")}
    return OfficeWords(**table)


@dataclass(frozen=True, slots=True)
class NameWords:
    """Given names with what they tell of "he" and "she", family names that stand first, doubtful ones."""

    male: frozenset[str]
    female: frozenset[str]
    family: frozenset[str]
    doubtful: frozenset[str]
    ending: frozenset[str]
    hers: frozenset[str]
    his: frozenset[str]
    given: frozenset[str]


@functools.cache
def name_words() -> NameWords:
    """The words of names, from ``names_given.toml``."""
    table = data.words("names_given")
    lists = {k: frozenset(str(v).split()) for k, v in table.items() if k != "source"}
    return NameWords(**lists, given=lists["male"] | lists["female"])
