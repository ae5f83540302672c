"""The agenda for planning desks: engagements as ninjs 3.1 event items, one JSON object a line.

Bounds of a period are the expected first and last day, for ninjs would want an hour for a certain one and the wire seldom tells it.
How sure the event is stands in the words of the IPTC's own list of event occurrence, from "may occur" to "then cancelled".

    {"uri": "urn:communique:engagement:E6cdfa494", "type": "event", "title": "Visit: Yoon Suk Yeol, Fumio Kishida", ...}
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from communique.model import EngagementEntry, Record, Status
from communique.publish.naming import last_told, revision, title_of, told
from communique.publish.parties import side_name
from communique.publish.timeline import in_order

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
OCCURRENCE = "http://cv.iptc.org/newscodes/eventoccurstatus/"
# eos2 occurrence highly uncertain, eos3 may occur, eos4 occurrence highly likely, eos5 occurs certainly, eos6 planned, then cancelled
CERTAINTY = {
    Status.HELD: "eos5",
    Status.UNDER_WAY: "eos5",
    Status.PLANNED: "eos4",
    Status.EXPECTED: "eos3",
    Status.INVITED: "eos3",
    Status.LAPSED: "eos2",
    Status.POSTPONED: "eos6",
    Status.CANCELLED: "eos6",
    Status.REFUSED: "eos6",
}


def planning_items(record: Record) -> str:
    """The items of a record, in the order of days."""
    return "".join(json.dumps(_item(entry), ensure_ascii=False) + "\n" for entry in in_order(record.engagements))


def _item(entry: EngagementEntry) -> dict[str, Any]:
    details: dict[str, Any] = {"eventStatus": OCCURRENCE + CERTAINTY[entry.status]}
    days = {"expectedStartDate": entry.start, "expectedEndDate": entry.end}
    if any(days.values()):
        details["dates"] = {name: day.isoformat() for name, day in days.items() if day}
    told_on = last_told(entry)
    item = {
        "standard": STANDARD,
        "uri": f"urn:communique:engagement:{quote(entry.id, safe='')}",
        "type": "event",
        "version": str(revision(entry) + 1),
        "versionCreated": f"{told_on}T00:00:00Z" if told_on else None,
        "pubStatus": "usable",
        "language": "en",
        "title": title_of(entry),
        "descriptions": [
            {"role": "status", "value": entry.status.value},
            *({"role": "evidence", "value": f"“{proof.span.text}” [{proof.document}]"} for proof, _ in told(entry)),
        ],
        "eventDetails": details,
        "people": [{"name": person.name, "rel": person.office or "participant"} for person in entry.people],
        "organisations": [{"name": side_name(code), "rel": "participant", "literal": code} for code in entry.sides],
        "places": [{"name": entry.place}] if entry.place else [],
        "subjects": [{"name": topic} for topic in entry.topics],
    }
    return {name: value for name, value in item.items() if value}
