"""What a view shows, as a file: CSV, JSON, iCalendar, Markdown, GraphML. The same filters, the same entries, nothing added.

/export/engagements.csv?between=USA,CHN&since=2023-06
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from communique.model import Record
from communique.publish import export
from communique.publish.calendar import calendar
from communique.publish.markdown import markdown
from communique.publish.network import graphml
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue
from communique.publish.tables import TABLES, csv_table

# What can be made of each; the participants are those of the engagements.
FORMS_OF: Mapping[str, tuple[str, ...]] = {
    "record": ("csv", "json", "ics", "md"),
    "engagements": ("csv", "json", "ics", "md"),
    "commitments": ("csv", "json", "ics", "md"),
    "channels": ("csv", "json", "md"),
    "statements": ("csv", "json", "md"),
    "documents": ("csv", "json", "md"),
    "participants": ("csv", "graphml"),
}
Made = tuple[bytes, str]


def made(catalogue: Catalogue, asked: Asked, what: str, form: str) -> Made | None:
    """The file and its media type; None where nothing is made of that kind."""
    if form not in FORMS_OF.get(what, ()):
        return None
    return FORMS[form](part(catalogue, asked, what), what)


def part(catalogue: Catalogue, asked: Asked, what: str) -> Record:
    """What a view of one kind of entry shows, as a record with the reports it rests on; "record" takes every kind."""
    facets, since, until = tuple(asked.all_facets), asked.since, asked.until

    def taken(name: str, shelves: Any) -> tuple[Any, ...]:
        return tuple(shelves.take(facets, since, until)) if what in (name, "record") else ()

    met, promised = (
        taken("participants" if what == "participants" else "engagements", catalogue.engagements),
        taken("commitments", catalogue.commitments),
    )
    lines, said = taken("channels", catalogue.channels), taken("statements", catalogue.statements)
    named = {p.document for e in (*met, *promised) for p in e.evidence} | {s.document for e in lines for s in e.history}
    named |= {s.claim.document for s in said}
    whole = what == "documents" or (what == "record" and asked == Asked(as_of=asked.as_of))
    documents = tuple(d for d in catalogue.record.documents if whole or d.id in named)
    compared = catalogue.record.comparisons if what == "record" and whole else ()
    problems = catalogue.record.problems if whole else ()
    return Record(catalogue.record.as_of, documents, met, promised, lines, said, compared, problems)


def _json(record: Record, what: str) -> Made:
    rows = export.record_object(record) if what == "record" else export.section(record, what)
    return json.dumps(rows, ensure_ascii=False, indent=2).encode(), "application/json"


def _csv(record: Record, what: str) -> Made:
    return csv_table(record, what if what in TABLES else "engagements"), "text/csv; charset=utf-8"


def _graphml(record: Record, _: str) -> Made:
    return graphml(record).encode(), "application/graphml+xml"


def _ics(record: Record, _: str) -> Made:
    return calendar(record, dt.date.today()), "text/calendar; charset=utf-8"


def _md(record: Record, _: str) -> Made:
    return markdown(record).encode(), "text/markdown; charset=utf-8"


FORMS: dict[str, Callable[[Record, str], Made]] = {"csv": _csv, "json": _json, "ics": _ics, "md": _md, "graphml": _graphml}
