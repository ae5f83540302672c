"""The record as a small SQLite database for Datasette: the tables with their keys, full-text search, and the metadata beside it.

This is a copy for reading and sharing, not the store: no report's text is in it, only the words that the record rests on.

    datasette record.db --metadata record.metadata.json
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator

from communique.model import Record
from communique.publish.tables import TABLES, Cell, Table

TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", dt.date: "TEXT"}
KEYED = frozenset({"engagements", "commitments", "statements", "documents"})
# What each column of one table points to in another.
LINKS = {
    ("participants", "engagement"): "engagements",
    ("statements", "engagement"): "engagements",
    ("statements", "document"): "documents",
    ("claims", "document"): "documents",
    ("channels", "document"): "documents",
}
LABELS = {"engagements": "people", "commitments": "what", "statements": "content", "documents": "title", "participants": "name"}
SEARCHED = {"statements": ("speaker", "content"), "claims": ("words",), "commitments": ("what",)}
FACETS = {"engagements": ("kind", "status"), "participants": ("side",), "commitments": ("status",), "events": ("plover", "modality")}
TOLD = {
    "engagements": "One row an engagement: who met whom, when and where, and where it stands.",
    "participants": "One row a person at an engagement; a side without a named person has a row of its own.",
    "commitments": "One row a commitment, by whom, toward whom, until when, and what became of it.",
    "channels": "One row a state that a standing line between sides went through.",
    "statements": "One row a statement: who said what, through whom.",
    "claims": "One row a quotation: which entry rests on it and where the words stand.",
    "events": "Directed pairs of sides in PLOVER and CAMEO codes.",
    "documents": "The reports read, without their texts.",
}


def database(record: Record) -> bytes:
    """The database as the bytes of its file."""
    with sqlite3.connect(":memory:") as made:
        for name in sorted(TABLES, key=lambda name: name not in KEYED):
            table = TABLES[name]
            made.execute(_created(name, table))
            marks = ", ".join("?" * len(table.columns))
            made.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _rows(record, table))
        for name, columns in SEARCHED.items():
            listed = ", ".join(f'"{column}"' for column in columns)
            made.execute(f'CREATE VIRTUAL TABLE "{name}_fts" USING fts5({listed}, content="{name}")')
            made.execute(f'INSERT INTO "{name}_fts" (rowid, {listed}) SELECT rowid, {listed} FROM "{name}"')
        made.commit()
        return made.serialize()


def metadata(record: Record, name: str) -> str:
    """What Datasette shows about it, as JSON; ``name`` is the file's without its ending."""
    as_of = f" as of {record.as_of.isoformat()}" if record.as_of else ""
    tables = {
        table: {
            "description": TOLD[table],
            **({"label_column": LABELS[table]} if table in LABELS else {}),
            **({"facets": list(FACETS[table])} if table in FACETS else {}),
            **({"fts_table": f"{table}_fts"} if table in SEARCHED else {}),
        }
        for table in TABLES
    }
    about = {"title": f"The record{as_of}", "description": "Every row rests on quotations; the table claims has them."}
    return json.dumps({**about, "databases": {name: {"tables": tables}}}, indent=2) + "\n"


def _created(name: str, table: Table) -> str:
    columns = []
    for column, kind in table.columns.items():
        key = " PRIMARY KEY" if name in KEYED and column == "id" else ""
        link = LINKS.get((name, column))
        columns.append(f'"{column}" {TYPES[kind]}{key}' + (f' REFERENCES "{link}"("id")' if link else ""))
    return f'CREATE TABLE "{name}" ({", ".join(columns)})'


def _rows(record: Record, table: Table) -> Iterator[tuple[Cell, ...]]:
    """Rows in the values that SQLite keeps."""
    for row in table.rows(record):
        yield tuple(cell.isoformat() if isinstance(cell, dt.date) else cell for cell in row)
