"""Sides and people in words, and the codes of sides that a user names.

USA -> United States; "U.S." -> USA; Antony Blinken (Secretary of State, United States)
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable

from communique import data
from communique.model import Person


class UnknownSideError(ValueError):
    """A name that stands for no side."""


@functools.cache
def _names() -> dict[str, str]:
    """The short name of every side that has a code."""
    return {body.code: body.name for body in data.bodies().values()} | {side.code: side.name for side in data.sides().values()}


@functools.cache
def _codes() -> dict[str, str]:
    """Every name of a side, folded, to its code; a code stands for itself."""
    codes: dict[str, str] = {}
    for body in data.bodies().values():
        codes |= {_folded(name): body.code for name in (*body.aliases, body.name, body.code)}
    for side in data.sides().values():
        codes |= {_folded(name): side.code for name in (*side.capitals, *side.adjectives, *side.aliases, side.name)}
    # A code is never overruled by a name that reads the same.
    return codes | {_folded(code): code for code in data.sides()}


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def code_of(name: str) -> str:
    """The code of a side named by code or by name.

    Raises:
        UnknownSideError: no side has that name; the nearest names are told.
    """
    found = _codes().get(_folded(name))
    if found is None:
        near = difflib.get_close_matches(name, sorted({*_names(), *_names().values()}), n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; use a code like USA or a name like China"
        raise UnknownSideError(f"no side is called {name!r}{hint}")
    return found


def side_name(code: str) -> str:
    """The short name of a side; a group without a code is its own name."""
    return _names().get(code, code)


def sides(codes: Iterable[str]) -> str:
    """Sides in words."""
    return ", ".join(side_name(code) for code in codes)


def person(who: Person) -> str:
    """A participant with office and side, as far as known."""
    said = [who.office or "", side_name(who.side) if who.side else ""]
    described = ", ".join(word for word in said if word)
    return f"{who.name} ({described})" if described else who.name


def people(who: Iterable[Person]) -> str:
    """Participants, the last two joined by "and"."""
    names = [person(one) for one in who]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def tables_loaded() -> dict[str, int]:
    """How many rows the tables of sides, bodies, offices and places hold."""
    loaders = {"sides": data.sides, "bodies": data.bodies, "seats": data.seats, "forums": data.forums, "places": data.places}
    return {name: len(load()) for name, load in loaders.items()} | {"offices": len(data.offices())}
