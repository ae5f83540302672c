"""The record for investigators: FollowTheMoney entities as JSON Lines, as Aleph and OpenSanctions tools read them.

Engagements are events, with the people and governments involved and the reports that prove them. A calendar day stands there only
where the record has one; the status and the quotations are in the text, for the model has no place for what is only planned.

    {"id": "E6cdfa494", "schema": "Event", "properties": {"name": ["Visit: Yoon Suk Yeol, ..."], "startDate": ["2023-03-16"], ...}}
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from communique import data
from communique.model import Document, EngagementEntry, Person, Record
from communique.publish.naming import title_of, told
from communique.publish.parties import side_name
from communique.publish.timeline import in_order

Entity = dict[str, Any]


def entities(record: Record) -> str:
    """One entity a line: reports, governments and bodies, people, engagements."""
    engagements = in_order(record.engagements)
    people = {_person_id(person): person for entry in engagements for person in entry.people}
    sides = sorted({side for entry in engagements for side in entry.sides} | {p.side for p in people.values() if p.side})
    lines = [
        *(_report(document) for document in record.documents),
        *(_side(code) for code in sides),
        *(_person(person) for person in people.values()),
        *(_event(entry) for entry in engagements),
    ]
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in lines)


def _entity(id: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    told_of = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in told_of.items() if values}}


def _report(document: Document) -> Entity:
    day = [str(document.published)] if document.published else []
    return _entity(_report_id(document.id), "Article", title=[document.title or document.id], publisher=[document.source], publishedAt=day)


def _side(code: str) -> Entity:
    """A government, or a body of states."""
    schema = "PublicBody" if code in data.sides() else "Organization"
    return _entity(_side_id(code), schema, name=[side_name(code)], country=[_short(code)])


def _person(person: Person) -> Entity:
    country = [_short(person.side) if person.side else None]
    return _entity(_person_id(person), "Person", name=[person.name], position=[person.office], country=country)


def _event(entry: EngagementEntry) -> Entity:
    covered = {person.side for person in entry.people}
    involved = [*(_person_id(p) for p in entry.people), *(_side_id(code) for code in entry.sides if code not in covered)]
    quotations = [f"{step.status}: {proof.span.text}" if step else proof.span.text for proof, step in told(entry)]
    return _entity(
        entry.id,
        "Event",
        name=[title_of(entry)],
        summary=[f"{entry.kind.value}, {entry.status.value}"],
        description=quotations,
        startDate=[str(entry.start) if entry.start else None],
        endDate=[str(entry.end) if entry.end else None],
        location=[entry.place],
        country=dict.fromkeys(_short(code) for code in entry.sides),
        keywords=entry.topics,
        involved=involved,
        proof=dict.fromkeys(_report_id(proof.document) for proof in entry.evidence),
        recordId=[entry.id],
    )


def _person_id(person: Person) -> str:
    return "person-" + hashlib.sha256(f"{person.name}|{person.side or ''}".encode()).hexdigest()[:16]


def _side_id(code: str) -> str:
    return "side-" + hashlib.sha256(code.encode()).hexdigest()[:16]


def _report_id(name: str) -> str:
    return "report-" + hashlib.sha256(name.encode()).hexdigest()[:16]


@functools.cache
def _shorts() -> dict[str, str]:
    return {row["code"]: row["short"].lower() for row in data.table("country_codes")}


def _short(code: str) -> str | None:
    """The two letters that the model calls a country by; none for a body."""
    return _shorts().get(code)
