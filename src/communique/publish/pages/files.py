"""What a view shows, as a file: CSV, JSON, iCalendar, Markdown, GraphML. The same filters, the same entries, nothing added.

Where a view shows entries of several kinds, its CSV has one row a quotation, whatever the kind of its entry.

    /export/engagements.csv?between=USA,CHN&since=2023-06
    /export/engagement/Ec53cf36c.md
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from communique.model import (
    ChannelEntry,
    CommitmentEntry,
    ComparisonEntry,
    Document,
    EngagementEntry,
    ProposalEntry,
    Record,
    StatementEntry,
)
from communique.publish import export
from communique.publish.calendar import calendar
from communique.publish.find import Entry
from communique.publish.markdown import markdown
from communique.publish.network import graphml
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.searching import SearchView
from communique.publish.pages.today import today_entries
from communique.publish.selection import reports_of
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
    "today": ("csv", "json", "ics", "md"),
    "search": ("csv", "json", "ics", "md"),
    "entry": ("csv", "json", "ics", "md"),
}
Made = tuple[bytes, str]


def made(record: Record, what: str, form: str) -> Made | None:
    """The file of a part of the record and its media type; None where nothing is made of that kind in that form."""
    return FORMS[form](record, what) if form in FORMS_OF.get(what, ()) else None


def today(catalogue: Catalogue, asked: Asked) -> Record:
    """What the first page counts: all that changed, lies ahead, is due or passed."""
    return _gathered(catalogue, today_entries(catalogue, asked))


def found(catalogue: Catalogue, view: SearchView) -> Record:
    """The entries and the reports that a search found."""
    return _gathered(catalogue, (hit.entry for hit in view.entries), (hit.document.id for hit in view.paragraphs))


def about(catalogue: Catalogue, entry: Entry | Document) -> Record:
    """An entry with what its page shows beside it, or a report with all that rests on it."""
    if isinstance(entry, Document):
        return _gathered(catalogue, catalogue.resting(entry.id), [entry.id])
    beside = (catalogue.said_at, catalogue.compared, catalogue.kept_by)
    return _gathered(catalogue, [entry, *(other for some in beside for other in some.get(entry.id, ()))])


def _gathered(catalogue: Catalogue, entries: Iterable[Entry], reports: Iterable[str] = ()) -> Record:
    """Entries of any kind with the reports they rest on, as a record; each once, in the order given."""
    whole = tuple({entry.id: entry for entry in entries}.values())
    alone = Record(
        catalogue.record.as_of,
        (),
        tuple(e for e in whole if isinstance(e, EngagementEntry)),
        tuple(e for e in whole if isinstance(e, CommitmentEntry)),
        tuple(e for e in whole if isinstance(e, ChannelEntry)),
        tuple(e for e in whole if isinstance(e, StatementEntry)),
        tuple(e for e in whole if isinstance(e, ComparisonEntry)),
        (),
        tuple(e for e in whole if isinstance(e, ProposalEntry)),
    )
    named = sorted({*reports, *reports_of(alone)})
    documents = tuple(catalogue.documents[name] for name in named if name in catalogue.documents)
    return dataclasses.replace(alone, documents=documents, problems=tuple(p for name in named for p in catalogue.problems.get(name, ())))


def part(catalogue: Catalogue, asked: Asked, what: str) -> Record:
    """What a view of one kind of entry shows, as a record with the reports it rests on; "record" takes every kind."""
    facets, since, until = tuple(asked.all_facets), asked.since, asked.until

    def taken(name: str, shelves: Any) -> tuple[Any, ...]:
        return tuple(shelves.take(facets, since, until)) if what in (name, "record") else ()

    met = taken("participants" if what == "participants" else "engagements", catalogue.engagements)
    promised, lines = taken("commitments", catalogue.commitments), taken("channels", catalogue.channels)
    said = taken("statements", catalogue.statements)
    whole = what == "documents" or (what == "record" and asked == Asked(as_of=asked.as_of))
    compared = catalogue.record.comparisons if what == "record" and whole else ()
    problems = catalogue.record.problems if whole else ()
    alone = Record(catalogue.record.as_of, (), met, promised, lines, said, compared, problems)
    named = reports_of(alone)
    return dataclasses.replace(alone, documents=tuple(d for d in catalogue.record.documents if whole or d.id in named))


def _json(record: Record, what: str) -> Made:
    rows = export.section(record, what) if what in export.FORMS else export.record_object(record)
    return json.dumps(rows, ensure_ascii=False, indent=2).encode(), "application/json"


def _csv(record: Record, what: str) -> Made:
    return csv_table(record, what if what in TABLES else "claims"), "text/csv; charset=utf-8"


def _graphml(record: Record, _: str) -> Made:
    return graphml(record).encode(), "application/graphml+xml"


def _ics(record: Record, _: str) -> Made:
    return calendar(record, dt.date.today()), "text/calendar; charset=utf-8"


def _md(record: Record, _: str) -> Made:
    return markdown(record).encode(), "text/markdown; charset=utf-8"


FORMS: dict[str, Callable[[Record, str], Made]] = {"csv": _csv, "json": _json, "ics": _ics, "md": _md, "graphml": _graphml}
