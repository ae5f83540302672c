"""Words of office in their normal form, and what a side calls the same office.

The table of offices has one name for each office; the wire has many. "Minister of foreign affairs", "FM" and "external affairs
minister" are foreign ministers; Britain's foreign minister is its foreign secretary.

    "Defense Minister Shin Won-sik and U.S. defense chief Lloyd Austin spoke by phone."
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from communique.data.tables import words

PORTFOLIO = re.compile(r"(?:(?P<before>.+) minister|minister (?:of|for) (?P<after>.+))")
BELOW = re.compile(r"(?:deputy|vice|first deputy|senior deputy) (?P<above>.+)")


@functools.cache
def _normal() -> Mapping[str, str]:
    kinds = words("titles")["offices"].values()
    return MappingProxyType({word.lower(): office for kind in kinds for word, office in kind.items()})


@functools.cache
def normal_office(title: str) -> str:
    """The office that a title stands for, in the words of the table; a title it does not know comes back in small letters.

    Args:
        title: the words without name and nationality: "Minister of National Defense", "deputy foreign minister".
    """
    title = " ".join(title.lower().replace("’", "'").removeprefix("the ").split())
    if title in _normal():
        return _normal()[title]
    if match := BELOW.fullmatch(title):
        return f"deputy {normal_office(match['above'])}"
    if match := PORTFOLIO.fullmatch(title):
        field = (match["before"] or match["after"]).removeprefix("the ")
        portfolios: dict[str, str] = words("titles")["portfolios"]
        return f"{portfolios[field]} minister" if field in portfolios else title
    return title


def posts(title: str) -> Iterator[str]:
    """The names under which the table may hold an office: as written, in normal form, then what a side may call it instead."""
    office = normal_office(title)
    yield from dict.fromkeys((title, office, *words("titles")["equivalents"].get(office, ())))
