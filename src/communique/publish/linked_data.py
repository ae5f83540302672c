"""The record as linked data (JSON-LD): schema.org events and actions, their evidence as Web Annotations, their origin in PROV-O.

Each quotation is an annotation whose target is the report, with the exact words and their place in it, so that any annotation client
can show them. An event has a status only where schema.org has a word for it: what was expected or has lapsed is given without one.

    {"@type": "Event", "name": "Visit: Yoon Suk Yeol, Fumio Kishida", "startDate": "2023-03-16", "eventStatus": "EventScheduled"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from communique.model import CommitmentEntry, Document, EngagementEntry, Evidence, Person, Record, StatementEntry, Status
from communique.publish.naming import Lasting, title_of, told
from communique.publish.parties import side_name
from communique.publish.timeline import in_order

Node = dict[str, Any]
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
    "datePublished": {"@type": "xsd:date"},
    "eventStatus": {"@type": "@vocab"},
    "actionStatus": {"@type": "@vocab"},
    "oa:start": {"@type": "xsd:nonNegativeInteger"},
    "oa:end": {"@type": "xsd:nonNegativeInteger"},
}
EVENT_STATUS = {
    Status.HELD: "EventScheduled",
    Status.UNDER_WAY: "EventScheduled",
    Status.PLANNED: "EventScheduled",
    Status.POSTPONED: "EventPostponed",
    Status.CANCELLED: "EventCancelled",
    Status.REFUSED: "EventCancelled",
}
ACTION_STATUS = {
    "open": "PotentialActionStatus",
    "postponed": "PotentialActionStatus",
    "overdue": "PotentialActionStatus",
    "under way": "ActiveActionStatus",
    "partly kept": "ActiveActionStatus",
    "kept": "CompletedActionStatus",
    "dropped": "FailedActionStatus",
    "broken": "FailedActionStatus",
}


def json_ld(record: Record) -> str:
    """The graph as JSON text."""
    graph = [
        *(_report(document) for document in record.documents),
        *(node for entry in in_order(record.engagements) for node in (_event(entry), *_annotations(entry))),
        *(node for promise in record.commitments for node in (_action(promise), *_annotations(promise))),
        *(_quotation(statement) for statement in record.statements),
    ]
    program = {"@id": _iri("program"), "@type": ["SoftwareApplication", "prov:SoftwareAgent"], "name": "communique"}
    return json.dumps({"@context": CONTEXT, "@graph": [program, *graph]}, ensure_ascii=False, indent=1) + "\n"


def _iri(*names: str) -> str:
    return ":".join(["urn:communique", *(quote(name, safe="") for name in names)])


def _link(*names: str) -> Node:
    return {"@id": _iri(*names)}


def _told(node: Node) -> Node:
    """A node without what is missing."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}


def _report(document: Document) -> Node:
    return _told(
        {
            "@id": _iri("document", document.id),
            "@type": ["NewsArticle", "prov:Entity"],
            "identifier": document.id,
            "headline": document.title,
            "publisher": document.source,
            "datePublished": str(document.published) if document.published else None,
            "prov:wasRevisionOf": _link("document", document.replaces) if document.replaces else None,
        }
    )


def _event(entry: EngagementEntry) -> Node:
    covered = {person.side for person in entry.people}
    sides = [_side(code) for code in entry.sides if code not in covered]
    return _told(
        {
            "@id": _iri("engagement", entry.id),
            "@type": ["Event", "prov:Entity"],
            "identifier": entry.id,
            "name": title_of(entry),
            "additionalType": entry.kind.value,
            "startDate": str(entry.start) if entry.start else None,
            "endDate": str(entry.end) if entry.end else None,
            "eventStatus": EVENT_STATUS.get(entry.status),
            "description": f"status in the record: {entry.status.value}",
            "location": {"@type": "Place", "name": entry.place} if entry.place else None,
            "superEvent": {"@type": "Event", "name": entry.occasion} if entry.occasion else None,
            "attendee": [*(_person(person) for person in entry.people), *sides],
            "keywords": list(entry.topics),
            **_origin(proof.document for proof in entry.evidence),
        }
    )


def _action(entry: CommitmentEntry) -> Node:
    return _told(
        {
            "@id": _iri("commitment", entry.id),
            "@type": ["Action", "prov:Entity"],
            "identifier": entry.id,
            "name": title_of(entry),
            "agent": [_side(code) for code in entry.by],
            "participant": [_side(code) for code in entry.toward if code not in entry.by],
            "actionStatus": ACTION_STATUS.get(entry.status),
            "description": f"status in the record: {entry.status}",
            "startDate": str(entry.due_start) if entry.due_start else None,
            "endDate": str(entry.due_end) if entry.due_end else None,
            "keywords": list(entry.topics),
            **_origin(proof.document for proof in entry.evidence),
        }
    )


def _quotation(entry: StatementEntry) -> Node:
    claim = entry.claim
    sort = "Thing" if claim.anonymous else "Person" if claim.side and claim.speaker != claim.side else "Organization"
    creator = {"@type": sort, "name": claim.speaker} if claim.speaker else None
    return _told(
        {
            "@id": _iri("statement", entry.id),
            "@type": ["Quotation", "prov:Entity"],
            "identifier": entry.id,
            "text": " … ".join(span.text for span in claim.content),
            "creator": creator,
            "about": _link("engagement", entry.engagement) if entry.engagement else None,
            "keywords": list(claim.topics),
            "isPartOf": _link("document", claim.document),
            **_origin([claim.document]),
        }
    )


def _origin(documents: Iterable[str]) -> Node:
    """From which reports, and by what."""
    derived = [_link("document", name) for name in dict.fromkeys(documents)]
    return {"prov:wasDerivedFrom": derived, "prov:wasAttributedTo": _link("program")}


def _annotations(entry: Lasting) -> Iterator[Node]:
    """One annotation a quotation; what the words made of the entry is its comment."""
    kind = "engagement" if isinstance(entry, EngagementEntry) else "commitment"
    for number, (proof, step) in enumerate(told(entry)):
        comment = {"@type": "oa:TextualBody", "prov:value": step.status} if step else None
        yield _told(
            {
                "@id": _iri("evidence", entry.id, str(number)),
                "@type": "oa:Annotation",
                "oa:motivatedBy": {"@id": "oa:linking"},
                "oa:hasBody": [body for body in (_link(kind, entry.id), comment) if body],
                "oa:hasTarget": _target(proof),
            }
        )


def _target(proof: Evidence) -> Node:
    span = proof.span
    selectors: list[Node] = [{"@type": "oa:TextQuoteSelector", "oa:exact": span.text}]
    if not span.title:
        # A place in the title cannot be told by a position in the text.
        selectors.append({"@type": "oa:TextPositionSelector", "oa:start": span.start, "oa:end": span.end})
    return {"@type": "oa:SpecificResource", "oa:hasSource": _link("document", proof.document), "oa:hasSelector": selectors}


def _person(person: Person) -> Node:
    affiliation = _side(person.side) if person.side else None
    return _told({"@type": "Person", "name": person.name, "jobTitle": person.office, "affiliation": affiliation})


def _side(code: str) -> Node:
    return {"@id": _iri("side", code), "@type": "Organization", "name": side_name(code), "identifier": code}
