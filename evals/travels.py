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
# A text that announces a trip to several countries gives the days of the whole.
TRIP = 10
TRAVEL = r"(?:travel\w*|visit(?:s|ed|ing)?|trip|arriv(?:e|es|ed|ing)|depart(?:s|ed)?|fl(?:y|ies|ew|ying)|head(?:s|ed|ing) to)"
MEETING = r"(?:met|meets?|meeting|talks|received|hosted|welcomed|spoke)"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d"
A_DAY = re.compile(rf"\b(?:{MONTH}|\d+ {MONTH[:-3]}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|to|yester)day|tomorrow|this week)")
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
    inner = row["country"].partition("(")[2].rstrip(")")
    land = country(inner) if inner else country(row["country"]) or country(f"{tail} {head}".strip()) or country(head)
    if land is None:
        return None
    places = (head, *(p.strip() for p in row["locale"].split(",") if p.strip()))
    return Stop(dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"]), row["name"], land, places)


def told(stop: Stop, documents: Iterable[Document]) -> bool:
    """Whether some text of those weeks tells the stop and its day: traveller, word of travel or meeting, and place in one sentence.

    The day must be told beside it, or the text be of those days.
    """
    surname, place = re.escape(stop.name.split()[-1]), "|".join(re.escape(p) for p in stop.places)
    going = re.compile(rf"\b{surname}\b.{{0,80}}\b{TRAVEL}\b.{{0,80}}\b(?<!from )(?:{place})\b")
    there = re.compile(rf"\b{surname}\b.{{0,60}}\b{MEETING}\b.{{0,80}}\bin (?:{place})\b")
    for document in documents:
        if not document.published or not stop.start - BEFORE <= document.published <= stop.end + AFTER:
            continue
        of_the_days = stop.start <= document.published <= stop.end + SLIP
        for sentence in SENTENCE.split(f"{document.title or ''}\n{document.text}"):
            if (going.search(sentence) or (of_the_days and there.search(sentence))) and (of_the_days or A_DAY.search(sentence)):
                return True
    return False


def has(record: Record, stop: Stop) -> bool:
    """Whether the record has the traveller in that country on those days."""
    return any(
        e.start and e.end and _those_days(stop, e.start, e.end) and there(e) == stop.land and _takes_part(e, stop.name)
        for e in _near(record, stop.start)
    )


def _those_days(stop: Stop, start: dt.date, end: dt.date) -> bool:
    """Days within the stop, or those of the trip that it was a part of, as a text announces them."""
    return stop.takes_in(start, end) or (start - SLIP <= stop.start and stop.end <= end + SLIP and (end - start).days <= TRIP)


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
    """Whether the list denies that somebody was abroad as the record has it; None where the list says nothing of its traveller."""
    if entry.kind in (Kind.CALL, Kind.LETTER) or entry.status is not Status.HELD or not (entry.start and entry.end):
        return None
    land = there(entry)
    if land in (None, "USA") or entry.precision not in (Precision.DAY, Precision.DAYS) or (entry.end - entry.start).days > LONGEST:
        return None
    mine = [s for s in every if _takes_part(entry, s.name)]
    # The list must know the traveller in office on those days: a trip before and one after.
    if not any(s.start <= entry.end for s in mine) or not any(s.end >= entry.start for s in mine):
        return None
    if any(s.land == land and s.on(entry.start, entry.end) for s in mine):
        return False
    # On a day of arrival or departure the list may leave out a stop on the way.
    return not any(s.start == entry.end or s.end == entry.start for s in mine)


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
