"""Reports as rows: JSON Lines, JSON, and tables in CSV whose columns are guessed from their names and told.

Of a row only the text must be there; id, title, source and day of publication are taken where they stand. A line may also be a ninjs
item.

    {"id": "hanoi-1", "published": "2023-05-03", "title": "Envoys meet in Hanoi", "text": "The two envoys met on Wednesday ..."}
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from communique.model import Document, Problem
from communique.wire.batch import Batch, Origin, failed, joined
from communique.wire.days import read_day
from communique.wire.newsroom import is_ninjs, ninjs_item, parse_json, read_items
from communique.wire.plain import LONGEST, as_text, check_text, plain_document

MARK = b"\xef\xbb\xbf"
# A line of JSON Lines may hold a long text in escapes and its metadata; beyond this it is no report.
LONGEST_LINE = 8 * LONGEST
# What tables call their columns, the surest name first.
COLUMNS = {
    "text": ("text", "body", "content", "fulltext", "article", "articletext", "articlebody", "story", "maintext", "bodytext"),
    "title": ("title", "headline", "head", "headlines", "articletitle"),
    "published": ("published", "date", "pubdate", "publishedat", "publicationdate", "datepublished", "publishdate", "timestamp"),
    "id": ("id", "guid", "uri", "url", "link", "docid", "articleid"),
    "source": ("source", "outlet", "publisher", "agency", "newspaper", "publication", "media"),
}
LONGEST_HEAD = 4_000  # characters of the first line looked at to tell how cells are parted
SAMPLE = 50  # rows looked at to guess
PROSE = 200  # characters on average make a column one of texts


def read_lines(data: bytes, origin: Origin) -> Batch:
    """Reports as JSON Lines ``{id, text, published, title, source}``; only ``text`` must be there."""
    numbered = enumerate(data.removeprefix(MARK).split(b"\n"), start=1)
    batch = joined(_read_line(line, f"{origin.name} line {number}", origin) for number, line in numbered if line.strip())
    return batch if any(batch) else failed(origin.name, "empty: there is no line in it")


def read_json(data: bytes, origin: Origin) -> Batch:
    """One report, one ninjs item, or a list of them."""
    loaded = parse_json(data, origin.name)
    if isinstance(loaded, Problem):
        return Batch((), (loaded,))
    rows = loaded if isinstance(loaded, list) else [loaded]
    items = [row for row in rows if isinstance(row, dict) and is_ninjs(row)]
    if items and len(items) == len(rows):
        return read_items(map(ninjs_item, items), origin)
    numbered = enumerate(rows, start=1)
    batch = joined(_read_row(row, f"{origin.name} item {number}" if len(rows) > 1 else origin.name, origin) for number, row in numbered)
    return batch if any(batch) else failed(origin.name, "empty: there is no report in it")


def read_table(data: bytes, origin: Origin) -> Batch:
    """Reports as rows of a CSV file; which column holds what is told as a note."""
    text = as_text(data, origin.name)
    if isinstance(text, Problem):
        return Batch((), (text,))
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.DictReader(text.splitlines(keepends=True), dialect=_dialect(text), restval="")
    rows = _rows(reader, origin.name)
    start = list(itertools.islice(rows, SAMPLE))
    columns = _columns(list(reader.fieldnames or ()), [row for row in start if isinstance(row, dict)], origin.columns)
    if isinstance(columns, str):
        return failed(origin.name, columns)
    note = Problem(origin.name, "columns: " + ", ".join(f"{field} from {column!r}" for field, column in columns.items()))
    numbered = enumerate(itertools.chain(start, rows), start=2)
    batch = joined(_read_cells(row, columns, f"{origin.name} row {number}", origin) for number, row in numbered)
    return batch._replace(notes=(note, *batch.notes)) if any(batch) else failed(origin.name, "empty: there is no row in it")


# ---------------------------------------------------------------- one row


def _read_line(line: bytes, name: str, origin: Origin) -> Batch:
    if len(line) > LONGEST_LINE:
        return failed(name, f"too long for a report: {len(line):,} bytes in one line, at most {LONGEST_LINE:,} are read")
    row = parse_json(line, name)
    return Batch((), (row,)) if isinstance(row, Problem) else _read_row(row, name, origin)


def _read_row(row: Any, name: str, origin: Origin) -> Batch:
    """The report of one object; a day that cannot be read is told and left out, the report is kept."""
    if isinstance(row, dict) and is_ninjs(row):
        return read_items([ninjs_item(row)], origin)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return failed(name, 'no report: each line must be an object with a "text"')
    fields = {key: value for key, value in row.items() if isinstance(value, str)}
    if isinstance(row.get("id"), int):
        fields["id"] = str(row["id"])
    return _read_fields(fields, name, origin)


def _read_fields(fields: Mapping[str, str], name: str, origin: Origin) -> Batch:
    known = {key: value for key, value in fields.items() if value.strip() or key == "text"}
    wrong = (check_text(known[key], name) for key in ("text", "title", "id", "source") if key in known)
    if (problem := next((problem for problem in wrong if problem is not None), None)) is not None:
        return Batch((), (problem,))
    day, basis = origin.published, "given"
    notes: tuple[Problem, ...] = ()
    if (written := known.get("published")) is not None:
        if (read := read_day(written)) is not None:
            day, basis = read, "metadata"
        else:
            notes = (Problem(known.get("id") or name, f"the day of publication cannot be read: {written[:40]!r}"),)
    told = {key: known.get(key) for key in ("id", "title", "source")}
    document: Document = plain_document(known["text"], name, **told, published=day, basis=basis)
    return Batch((document,), notes=notes)


# ---------------------------------------------------------------- tables


def _dialect(text: str) -> type[csv.Dialect]:
    """How the cells are parted; told by the first line, for prose is full of commas."""
    head = text[:LONGEST_HEAD].partition("\n")[0]
    try:
        return csv.Sniffer().sniff(head, delimiters=",;\t|")
    except csv.Error:
        return csv.excel


def _rows(reader: csv.DictReader[str], name: str) -> Iterator[dict[str, str] | Problem]:
    """Rows, and what is wrong where one cannot be read; after that there is no telling where the next begins."""
    try:
        yield from reader
    except csv.Error as error:
        yield Problem(f"{name} line {reader.line_num:,}", f"not CSV: {error}")


def _columns(names: list[str], sample: list[dict[str, str]], said: Mapping[str, str]) -> dict[str, str] | str:
    """Which column holds which field, or why that cannot be told."""
    for field, column in said.items():
        if field not in COLUMNS:
            return f"no field is called {field!r}; there are {', '.join(COLUMNS)}"
        if column not in names:
            return f"no column is called {column!r}; there are {', '.join(names)}"
    plain = {"".join(c for c in name.casefold() if c.isalnum()): name for name in reversed(names) if name}
    found = {field: plain[name] for field, known in COLUMNS.items() for name in reversed(known) if name in plain}
    found |= said
    if "text" not in found:
        lengths = {name: sum(len(row.get(name) or "") for row in sample) / max(len(sample), 1) for name in names if name}
        longest = max(lengths, key=lengths.__getitem__, default=None)
        if longest is None or lengths[longest] < PROSE:
            return f"no column of texts among {', '.join(names) or 'none'}; name it with --columns text=NAME"
        found["text"] = longest
    return {field: found[field] for field in COLUMNS if field in found}


def _read_cells(row: dict[str, str] | Problem, columns: Mapping[str, str], name: str, origin: Origin) -> Batch:
    if isinstance(row, Problem):
        return Batch((), (row,))
    cells: Iterable[tuple[str, str | None]] = ((field, row.get(column)) for field, column in columns.items())
    return _read_fields({field: cell for field, cell in cells if cell is not None}, name, origin)
