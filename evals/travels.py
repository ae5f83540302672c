"""Trips in the record against trips that really took place: those of the U.S. President and Secretary of State.

The Office of the Historian lists each stop by day and country. A stop counts as told when a text of those weeks names the traveller and
the place in one sentence with a word of travel; it is right when the record has an engagement of the traveller there on those days. What
the record says of their visits abroad is contradicted when the list knows the traveller to have been nowhere near on those days.

    "Secretary Kerry will travel to Oslo on June 15": 2016-06-14 to 2016-06-16, Norway
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.corpus import claims_of, read, record

from communique.ledger.build import fold
from communique.ledger.identity import same_name
from communique.ledger.offices import country
from communique.model import Document, EngagementEntry, Kind, Precision, Record, Status
from communique.wire import read_bytes

OWN = Path(__file__).parent / "gold" / "travels.jsonl"
# A text tells a trip ahead for a month, and for ten days after it.
BEFORE, AFTER = dt.timedelta(days=30), dt.timedelta(days=10)
# A day lost or won on the way: the list counts local days, reports count their own.
SLIP = dt.timedelta(days=1)
LONGEST = 20
TRAVEL = r"(?:travel|visit|trip|arriv|depart|flew|fly|welcomed|hosted|summit in|(?:met|meet|meeting|talks|spoke|is|was|be) [^.]{0,60}\bin)"
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a trip as the list has it."""

    start: dt.date
    end: dt.date
    name: str
    land: str
    places: tuple[str, ...]

    def on(self, start: dt.date, end: dt.date) -> bool:
        """Whether days meet those of the stop, give or take one."""
        return self.start - SLIP <= end and start <= self.end + SLIP

    def takes_in(self, start: dt.date, end: dt.date) -> bool:
        """Whether days lie within the stop, give or take one."""
        return self.start - SLIP <= start and end <= self.end + SLIP


def stops(path: Path) -> list[Stop]:
    """The list, without stops whose country our tables do not know."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [s for row in rows if (s := _stop(row))]


def _stop(row: dict[str, str]) -> Stop | None:
    head, _, tail = row["country"].partition(", ")
    land = country(row["country"]) or country(f"{tail} {head}".strip()) or country(head)
    if land is None:
        return None
    places = (head, *(p.strip() for p in row["locale"].split(",") if p.strip()))
    return Stop(dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"]), row["name"], land, places)


def told(stop: Stop, documents: Iterable[Document]) -> bool:
    """Whether some text of those weeks tells the stop: the traveller, the place and a word of travel in one sentence."""
    surname = stop.name.split()[-1]
    place = "|".join(re.escape(p) for p in stop.places)
    pattern = re.compile(rf"(?=.*\b{re.escape(surname)}\b)(?=.*\b(?:{place})\b).*\b{TRAVEL}", re.IGNORECASE)
    near = (d for d in documents if d.published and stop.start - BEFORE <= d.published <= stop.end + AFTER)
    return any(
        pattern.search(s)
        for d in near
        if surname in d.text or surname in (d.title or "")
        for s in SENTENCE.split(f"{d.title or ''}\n{d.text}")
    )


def has(record: Record, stop: Stop) -> bool:
    """Whether the record has the traveller in that country on those days."""
    return any(
        e.start and e.end and stop.takes_in(e.start, e.end) and there(e) == stop.land and _takes_part(e, stop.name)
        for e in _near(record, stop.start)
    )


def there(entry: EngagementEntry) -> str | None:
    """The country in which an engagement lies: of its place, else the host of a visit."""
    if entry.place and (land := country(entry.place)):
        return land
    hosts = set(entry.sides) - {p.side for p in entry.people}
    return hosts.pop() if entry.kind is Kind.VISIT and len(hosts) == 1 else None


def _takes_part(entry: EngagementEntry, name: str) -> bool:
    return any(p.side == "USA" and same_name(p.name, name, "USA") for p in entry.people)


@functools.cache
def _by_month(record: Record) -> dict[tuple[int, int], list[EngagementEntry]]:
    shelf: dict[tuple[int, int], list[EngagementEntry]] = {}
    for entry in record.engagements:
        if entry.start and entry.end and entry.kind not in (Kind.CALL, Kind.LETTER):
            shelf.setdefault((entry.start.year, entry.start.month), []).append(entry)
    return shelf


def _near(record: Record, day: dt.date) -> Iterable[EngagementEntry]:
    for month in {((day + dt.timedelta(days=n)).year, (day + dt.timedelta(days=n)).month) for n in (-31, 0, 31)}:
        yield from _by_month(record).get(month, ())


def contradicted(entry: EngagementEntry, every: Sequence[Stop]) -> bool | None:
    """Whether the list denies a visit abroad that the record has as made; None where the list says nothing of its traveller."""
    if entry.kind is not Kind.VISIT or entry.status is not Status.HELD or not (entry.start and entry.end):
        return None
    land = there(entry)
    if land in (None, "USA") or entry.precision not in (Precision.DAY, Precision.DAYS) or (entry.end - entry.start).days > LONGEST:
        return None
    mine = [s for s in every if _takes_part(entry, s.name)]
    # The list must know the traveller in office on those days: a trip before and one after.
    if not any(s.start <= entry.end for s in mine) or not any(s.end >= entry.start for s in mine):
        return None
    return not any(s.land == land and s.on(entry.start, entry.end) for s in mine)


def measured(record: Record, documents: Sequence[Document], every: Sequence[Stop]) -> dict[str, float]:
    """Percent of the stops told that the record has, and of the record's visits that the list does not contradict."""
    wanted = [s for s in every if told(s, documents)]
    right = sum(has(record, s) for s in wanted)
    judged = [no for e in record.engagements if (no := contradicted(e, every)) is not None]
    return {"stops_right": 100 * right / max(1, len(wanted)), "visits_not_contradicted": 100 - 100 * sum(judged) / max(1, len(judged))}


def own() -> dict[str, float]:
    """Our own reports of real trips, against the stops that they tell."""
    documents = read_bytes(OWN.read_bytes(), "travels.jsonl").documents
    return measured(fold(documents, claims_of(documents), [], None), documents, stops(OWN.with_suffix(".csv")))


def shared(root: Path) -> dict[str, float]:
    """The corpus under a root against the whole list."""
    return measured(record(root), read(root)[0], stops(root / "data" / "reference" / "us_travels_1980_2026.csv"))
