"""Who held which office on a day: dated offices since 1980 for the powers that the wire writes about, since 2000 for the rest.

A day known only to its month or year bounds the period; the table never invents one. ``Office.held`` answers yes, no, or that it
cannot tell, and ``person_named`` is silent when two people of that name held office on the day.

    "Secretary of State Antony Blinken met Director Wang Yi", "then-Foreign Minister Qin Gang": offices change, names stay.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from communique.data.tables import parts, table, words
from communique.data.titles import posts

Bound = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Office:
    """A person in an office during a period.

    Args:
        person: the usual full name in the order of the wire ("Wang Yi", "Antony Blinken").
        side: state or body.
        office: normal form ("foreign minister", "secretary of state").
        start, end: as the table knows them: a day, month or year in ISO form; start "" is unknown, end "" is still in office
            as far as known, end "?" is unknown.
        aliases: other spellings of the full name.
        family: the family name, or the part of the name used alone.
        source: where the row comes from.
        began, ended: the first and last day that start and end allow; None where unknown or (end) open.
    """

    person: str
    side: str
    office: str
    start: str
    end: str
    aliases: tuple[str, ...]
    family: str
    source: str
    began: Bound | None
    ended: Bound | None

    def held(self, day: dt.date) -> bool | None:
        """Whether the person held the office on a day; None where the table cannot tell."""
        if (self.began and day < self.began[0]) or (self.ended and day > self.ended[1]):
            return False
        sure_begun = self.began is not None and day >= self.began[1]
        sure_still = self.end == "" if self.ended is None else day <= self.ended[0]
        return True if sure_begun and sure_still else None


@functools.cache
def bounds(value: str) -> Bound | None:
    """First and last day of an ISO day, month or year; None for "" and "?".

    Raises:
        ValueError: the value is none of these.
    """
    if value in ("", "?"):
        return None
    if len(value) == 10:
        day = dt.date.fromisoformat(value)
        return day, day
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)


@functools.lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """A name for comparing: small letters without accents, hyphens and blanks alike ("Erdoğan" -> "erdogan")."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_LETTERS)) if not unicodedata.combining(c))
    return " ".join(name.replace("-", " ").lower().split())


_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae",
                          "’": "'", "‘": "'", "ʻ": "'", "ə": "a", "Ə": "A"})  # fmt: skip


@functools.cache
def offices() -> tuple[Office, ...]:
    """All rows of the table, in its order."""
    return tuple(
        Office(
            r["person"], r["side"], r["office"], r["start"], r["end"], parts(r["aliases"]), r["family"], r["source"],
            bounds(r["start"]), bounds(r["end"]),
        )
        for r in table("offices")
    )  # fmt: skip


@functools.cache
def by_name() -> Mapping[str, tuple[Office, ...]]:
    """Offices by plain full name, plain alias and plain family name.

    A family name alone means no senator and no first lady: "Sullivan called Wang" is about the national security adviser.
    """
    found: dict[str, list[Office]] = {}
    minor = frozenset(words("titles")["full_name_only"]["offices"])
    for office in offices():
        names = (office.person, *office.aliases) if office.office in minor else (office.person, *office.aliases, office.family)
        for name in dict.fromkeys(plain(n) for n in names):
            found.setdefault(name, []).append(office)
    return MappingProxyType({name: tuple(held) for name, held in found.items()})


@functools.cache
def by_post() -> Mapping[tuple[str, str], tuple[Office, ...]]:
    """Offices by side and office."""
    found: dict[tuple[str, str], list[Office]] = {}
    for office in offices():
        found.setdefault((office.side, office.office), []).append(office)
    return MappingProxyType({post: tuple(held) for post, held in found.items()})


def holders(name: str, day: dt.date | None = None) -> tuple[Office, ...]:
    """The offices held by people of a name (full, other spelling or family name alone), on a day or ever.

    Offices of which the table cannot tell whether they were held on the day are left out when another of that name surely was.
    """
    return _on(by_name().get(plain(name), ()), day)


def in_office(side: str, office: str, day: dt.date | None = None) -> tuple[Office, ...]:
    """Who held an office of a side on a day, or ever; more than one on a day when the table cannot tell them apart.

    Args:
        office: in any words of the wire; where the side has none of the name, what it calls the same office ("defense chief").
    """
    held = (by_post().get((side, post), ()) for post in posts(office))
    return _on(next((found for found in held if found), ()), day)


def person_named(name: str, day: dt.date | None = None, side: str | None = None) -> str | None:
    """The one person of a name in office on a day (of a side, where given); None for nobody and for two people."""
    people = {o.person for o in holders(name, day) if side is None or o.side == side}
    return people.pop() if len(people) == 1 else None


def _on(found: tuple[Office, ...], day: dt.date | None) -> tuple[Office, ...]:
    if day is None:
        return found
    sure = tuple(o for o in found if o.held(day) is True)
    return sure or tuple(o for o in found if o.held(day) is None)
