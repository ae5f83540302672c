"""What an address asks for: sides, person, period, day of the record, facets, page. The address is the whole state of a view.

Whatever is asked for wrongly is told in words; whatever is left out is not asked for.

    /timeline?between=USA,CHN&since=2023-06&status=held
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from communique.publish.pages.shelf import Facet
from communique.publish.parties import UnknownSideError, code_of

LONGEST = 300  # characters of one value in an address
MOST_PAGES = 100_000


class MistakenError(ValueError):
    """An address asks for something that cannot be; the message says what."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is asked to show; empty values ask for nothing.

    Args:
        by: how a timeline or network is divided: "pair", "person" or "side".
        q: words to search for.
    """

    between: tuple[str, ...] = ()
    person: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    kind: str = ""
    status: str = ""
    topic: str = ""
    speaker: str = ""
    stance: str = ""
    by: str = ""
    q: str = ""
    page: int = 1

    @property
    def facets(self) -> Iterator[Facet]:
        """The facets asked for, sides apart."""
        for name in ("person", "kind", "status", "topic", "speaker", "stance"):
            if value := getattr(self, name):
                yield name, value

    @property
    def all_facets(self) -> Iterator[Facet]:
        """The facets asked for, with the sides."""
        yield from (("side", side) for side in self.between)
        yield from self.facets

    @property
    def narrowed(self) -> bool:
        """Whether anything but a period, a day of the record and a page is asked for."""
        return any(True for _ in self.all_facets) or bool(self.q)

    def to(self, path: str, **changes: object) -> str:
        """The address of a view that asks for the same, with changes; None or "" takes out. A change goes back to the first page."""
        asked = dataclasses.replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        pairs = [(f.name, _written(getattr(asked, f.name))) for f in dataclasses.fields(asked)]
        query = urlencode([(name, value) for name, value in pairs if value], safe=",/:", quote_via=quote)
        return f"{path}?{query}" if query else path


def asked_in(values: Mapping[str, str], groups: Collection[str] = ()) -> Asked:
    """What the query of an address asks for.

    Args:
        groups: sides that the record knows by names that no table has.

    Raises:
        MistakenError: a day, side or page that cannot be.
    """
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    for name, value in given.items():
        if len(value) > LONGEST or "\x00" in value:
            raise MistakenError(f"{name} is too long or holds what no word holds")
    plain = {name: given[name] for name in ("person", "kind", "status", "topic", "speaker", "stance", "by", "q") if name in given}
    days = {name: _day(name, given[name], last=name != "since") for name in ("since", "until", "as_of") if name in given}
    return Asked(between=_sides(given.get("between", ""), groups), page=_page(given.get("page", "1")), **days, **plain)  # type: ignore[arg-type]


def _written(value: object) -> str:
    match value:
        case None | "" | ():
            return ""
        case tuple():
            return ",".join(value)
        case int():
            return str(value) if value > 1 else ""
        case _:
            return str(value)


def _sides(value: str, groups: Collection[str]) -> tuple[str, ...]:
    try:
        names = (name.strip() for name in value.split(",") if name.strip())
        return tuple(dict.fromkeys(name if name in groups else code_of(name) for name in names))
    except UnknownSideError as error:
        raise MistakenError(str(error)) from error


def _page(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value[:9]) <= MOST_PAGES:
        raise MistakenError(f"{value!r} is no page")
    return int(value)


def _day(name: str, value: str, *, last: bool) -> dt.date:
    """A day as YYYY-MM-DD; a month or year stands for its first day, or its last one."""
    pieces = value.split("-")
    try:
        if len(pieces[0]) != 4 or len(pieces) > 3 or not all(p.isascii() and p.isdigit() for p in pieces):
            raise ValueError(value)
        year, month, *rest = (*map(int, pieces), *([12 if last else 1] if len(pieces) == 1 else []))
        return dt.date(year, month, rest[0] if rest else calendar.monthrange(year, month)[1] if last else 1)
    except ValueError:
        raise MistakenError(f"{name}: {value!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY") from None
