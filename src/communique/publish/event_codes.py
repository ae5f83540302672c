"""The record as event rows in PLOVER and CAMEO codes: one row a directed pair of sides.

An engagement of many sides becomes pairs only here, and ``entry`` counts them as one again. The column ``modality`` holds what those
schemes describe and coders leave empty: whether it is told ahead, only possible, negated, or looked back on. What the record does not
tell gives no row: a statement names no side at whom it is aimed.

    entry=E6cdfa494 start=2023-03-16 source=KOR target=JPN plover=CONSULT mode=visit cameo=042 status=held
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from communique import data
from communique.model import CommitmentEntry, EngagementEntry, Kind, Record, Status

Codes = dict[str, str]
# From here on a report does not tell the news any more, it looks back.
HISTORICAL = dt.timedelta(days=31)
HAPPENED = frozenset({Status.HELD, Status.UNDER_WAY})
Row = tuple[str | dt.date | None, ...]


def event_rows(record: Record) -> Iterator[Row]:
    """Rows of engagements between sides and of commitments by one side toward another."""
    for engagement in record.engagements:
        for source, target in itertools.permutations(engagement.sides, 2):
            codes = _meeting(engagement, source, target)
            days = (engagement.start, engagement.end)
            yield _row(engagement.id, days, source, target, codes, engagement.status.value, engagement.place)
    for commitment in record.commitments:
        for source, target in itertools.product(commitment.by, commitment.toward):
            if source != target:
                codes = data.words("event_codes")["strength"][commitment.strength.value]
                yield _row(commitment.id, (_made(commitment), None), source, target, codes, commitment.status, None)


def _row(
    entry: str, days: tuple[dt.date | None, dt.date | None], source: str, target: str, codes: Codes, status: str, place: str | None
) -> Row:
    return (entry, *days, source, target, codes["plover"], codes["mode"] or None, codes["modality"] or None, codes["cameo"], status, place)


def _meeting(entry: EngagementEntry, source: str, target: str) -> Codes:
    table = data.words("event_codes")
    if entry.status not in HAPPENED:
        codes: Codes = table["status"][entry.status.value]
        return codes
    held: Codes = table["held"][_form(entry, source, target)]
    return {**held, "modality": "historical" if _looked_back_on(entry) else ""}


def _form(entry: EngagementEntry, source: str, target: str) -> str:
    """The form of a held engagement from one side's end; "any" where the place does not tell whose guest one is."""
    if entry.kind is Kind.CALL:
        return "call"
    if entry.kind is Kind.LETTER:
        return "any"
    at = _country(entry.place) if entry.place else None
    if at == target:
        return "visit"
    if at == source:
        return "host"
    if at is None or at in entry.sides:
        return "any"
    return "third"


def _country(place: str) -> str | None:
    """The state in which a place lies, where its name leaves no doubt."""
    found = {e.code for e in data.entries(place) if e.kind in ("place", "capital", "name")}
    return found.pop() if len(found) == 1 else None


def _looked_back_on(entry: EngagementEntry) -> bool:
    """Whether even the first report that it was held came long after."""
    told = [step.on for step in entry.history if step.on and step.status in HAPPENED]
    return bool(told and entry.end and min(told) - entry.end > HISTORICAL)


def _made(entry: CommitmentEntry) -> dt.date | None:
    return entry.made or next((step.on for step in entry.history if step.on), None)
