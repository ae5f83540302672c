"""The record as plain tables: one row an engagement, a participant, a commitment, a channel, a statement, a claim, a coded event.

Every table can stand alone and all join on ``id`` and ``engagement``; a missing value is an empty cell. What spreadsheets would run
as a formula is written as words.

    id,kind,status,start,end,precision,sides,people,place,...
    E6cdfa494,visit,held,2023-03-16,2023-03-16,day,JPN; KOR,Yoon Suk Yeol; Fumio Kishida,Tokyo,...
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from communique.model import Record, StatementEntry
from communique.publish.commitments import in_order as by_making
from communique.publish.edtf import edtf
from communique.publish.event_codes import event_rows
from communique.publish.naming import Lasting, told
from communique.publish.timeline import in_order

Cell = str | int | bool | dt.date | None
Row = tuple[Cell, ...]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BETWEEN = "; "  # between the members of one cell


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and how their rows are made.

    Args:
        columns: names with the type of their cells, in order.
        rows: the rows of a record.
    """

    columns: dict[str, type]
    rows: Callable[[Record], Iterable[Row]]


def csv_table(record: Record, name: str) -> bytes:
    """A table as CSV (RFC 4180), UTF-8 without a mark.

    Raises:
        KeyError: no table has that name; ``TABLES`` has the names.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TABLES[name].columns)
    writer.writerows([as_words(cell) for cell in row] for row in TABLES[name].rows(record))
    return out.getvalue().encode("utf-8", "replace")


def as_words(cell: Cell) -> str:
    """A cell in words; what a spreadsheet would take for a formula begins with an apostrophe."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case dt.date():
            return cell.isoformat()
        case int():
            return str(cell)
        case _:
            return f"'{cell}" if cell.startswith(FORMULA) else cell


def _engagements(record: Record) -> Iterator[Row]:
    for e in in_order(record.engagements):
        who = _joined(person.name for person in e.people)
        where: Row = (e.start, e.end, e.precision.value if e.precision else None, _joined(e.sides), who, e.place, e.occasion, e.duration)
        reports = {proof.document for proof in e.evidence}
        yield (
            e.id,
            e.kind.value,
            e.status.value,
            *where,
            _joined(e.topics),
            len(reports),
            _joined(e.conflicts),
            edtf(e.start, e.end, e.precision),
        )


def _participants(record: Record) -> Iterator[Row]:
    """One row a person at an engagement; a side that no person stands for has a row without a name."""
    for e in in_order(record.engagements):
        what: Row = (e.id, e.kind.value, e.status.value, e.start, e.end)
        for person in e.people:
            yield (*what, person.name, person.office, person.side)
        for side in e.sides:
            if side not in {person.side for person in e.people}:
                yield (*what, None, None, side)


def _commitments(record: Record) -> Iterator[Row]:
    for c in by_making(record.commitments):
        terms: Row = (_joined(c.by), _joined(c.toward), c.what, c.strength.value, c.made, c.due_start, c.due_end)
        yield (c.id, c.status, *terms, _joined(c.topics), _joined(c.kept_by), edtf(c.due_start, c.due_end, None))


def _channels(record: Record) -> Iterator[Row]:
    """One row a state that a channel went through."""
    for c in record.channels:
        for step in c.history:
            words = step.evidence.span.text if step.evidence else None
            yield (c.id, c.name, _joined(c.sides), step.status, step.start, step.end, step.on, step.document, words)


def _statements(record: Record) -> Iterator[Row]:
    for entry in record.statements:
        c = entry.claim
        voice: Row = (c.speaker, c.side, _joined(c.via), c.anonymous, c.condition, c.audience, c.stance.value)
        quotes = BETWEEN.join(span.text for span in c.quotes) or None
        yield (entry.id, *voice, _content(entry), quotes, _joined(c.topics), entry.engagement, entry.published, c.document)


def _claims(record: Record) -> Iterator[Row]:
    """One row a quotation: whose entry, what it says of it, and where the words stand."""
    lasting: list[tuple[str, Iterable[Lasting]]] = [
        ("engagement", in_order(record.engagements)),
        ("commitment", by_making(record.commitments)),
        ("channel", record.channels),
    ]
    for what, entries in lasting:
        for entry in entries:
            for proof, step in told(entry):
                says: Row = (step.status, step.on, step.claim, step.reason) if step else (None, None, None, None)
                span = proof.span
                yield (entry.id, what, *says, proof.document, "title" if span.title else "text", span.start, span.end, span.text)
    for said in record.statements:
        words = said.claim.content[0] if said.claim.content else None
        place: Row = ("title" if words.title else "text", words.start, words.end, _content(said)) if words else (None, None, None, None)
        yield (said.id, "statement", said.claim.stance.value, said.published, said.claim.id, None, said.claim.document, *place)
    for compared in record.comparisons:
        for span in compared.claim.evidence:
            says = (compared.verdict, None, compared.claim.id, compared.reason, compared.claim.document)
            yield (compared.id, "comparison", *says, "title" if span.title else "text", span.start, span.end, span.text)


def _documents(record: Record) -> Iterator[Row]:
    for d in record.documents:
        yield (d.id, d.source, d.published, d.published_basis, d.title, d.version.value, d.replaces)


def _content(entry: StatementEntry) -> str:
    return " … ".join(span.text for span in entry.claim.content)


def _joined(members: Iterable[str]) -> str | None:
    return BETWEEN.join(members) or None


def _columns(words: str) -> dict[str, type]:
    """Columns written as names; a day, a number and a yes or no carry their type behind a colon."""
    types: dict[str, type] = {"": str, "day": dt.date, "number": int, "yes": bool}
    return {name: types[kind] for name, _, kind in (word.partition(":") for word in words.split())}


TABLES: dict[str, Table] = {
    "engagements": Table(
        _columns("id kind status start:day end:day precision sides people place occasion duration topics reports:number conflicts edtf"),
        _engagements,
    ),
    "participants": Table(_columns("engagement kind status start:day end:day name office side"), _participants),
    "commitments": Table(
        _columns("id status by toward what strength made:day due_start:day due_end:day topics kept_by due_edtf"),
        _commitments,
    ),
    "channels": Table(_columns("id name sides state start:day end:day told:day document words"), _channels),
    "statements": Table(
        _columns(
            "id speaker side via anonymous:yes condition audience stance content quotes topics engagement published:day document",
        ),
        _statements,
    ),
    "claims": Table(_columns("entry of says told:day claim reason document within start:number end:number words"), _claims),
    "events": Table(_columns("entry start:day end:day source target plover mode modality cameo status place"), event_rows),
    "documents": Table(_columns("id source published:day published_basis title version replaces"), _documents),
}
