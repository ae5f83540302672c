"""The tables of offices and places as the ledger asks them: the usual form of a name, the holder of an office, the country of a place.

"the two presidents" of China and the United States, 15 November 2023: Xi Jinping and Joe Biden
"""

from __future__ import annotations

import datetime as dt
import functools

from communique import data
from communique.ledger.words import words


@functools.cache
def canonical(name: str, side: str | None) -> str:
    """The usual form of a full name that the table of offices knows ("Antony J. Blinken"); else the name itself."""
    if " " not in name.strip():
        return name
    people = {o.person for o in data.holders(name) if side is None or o.side == side}
    return people.pop() if len(people) == 1 else name


@functools.cache
def holder(side: str, role: str, day: dt.date) -> str | None:
    """Who held an office of a side on a day; None where the table does not know or knows several.

    Args:
        side: the side.
        role: "leader", "foreign", "defence" or "security".
        day: the day.
    """
    posts = words().offices[role]
    if role == "leader" and side in words().premiers:
        posts = ("prime minister", "chancellor", *posts)
    for post in posts:
        people = {o.person for o in data.in_office(side, post, day)}
        if people:
            return people.pop() if len(people) == 1 else None
    return None


@functools.cache
def posts(name: str, side: str | None, day: dt.date) -> list[str]:
    """The offices that a person held on a day, as far as the table knows."""
    return [o.office for o in data.holders(name, day) if side is None or o.side == side]


@functools.cache
def speaks(name: str, side: str | None, day: dt.date) -> bool:
    """Whether a person speaks for an office on a day and holds no other."""
    held = posts(name, side, day)
    return bool(held) and all("spokes" in post or "press secretary" in post for post in held)


@functools.cache
def country(place: str) -> str | None:
    """The country in which a place lies: "near San Francisco" -> USA; None where the tables know none or several."""
    codes = [{e.code for e in found if e.kind in ("name", "capital", "place", "seat")} for _, _, found in data.find_surfaces(place)]
    known = [c for c in codes if c]
    sole = set[str].intersection(*known) if known else set()
    return sole.pop() if len(sole) == 1 else None


@functools.cache
def sides_named(text: str) -> tuple[str, ...]:
    """The sides and bodies that a text names without doubt, sorted."""
    codes = [{e.code for e in found if e.kind not in ("place", "forum") and not e.shared} for _, _, found in data.find_surfaces(text)]
    return tuple(sorted({c.pop() for c in codes if len(c) == 1} - {""}))


def is_country(place: str, code: str) -> bool:
    """Whether the words name a country as a whole, not a place within it."""
    side = data.sides().get(code)
    return side is not None and place.removeprefix("the ").strip() in (side.name, *side.aliases)
