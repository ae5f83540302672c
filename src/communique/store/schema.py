"""The tables and the numbered migrations that make them.

A migration is a small function; its place in ``MIGRATIONS`` is the version it brings the store to, and once published it never
changes. Readings keep what one run of the rules found in a document: a later reading takes the place of an earlier one in the
record, and the earlier claims stay in their table.

    A report of 16 Feb read twice is one document, one reading, one set of claims.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from communique.store import databases
from communique.store.words import Words

tables = sa.MetaData()

VERSION = sa.Table("store", tables, sa.Column("version", sa.Integer, nullable=False))

DOCUMENTS = sa.Table(
    "documents",
    tables,
    sa.Column("id", Words, primary_key=True),
    sa.Column("came_as", Words, nullable=False, index=True),
    sa.Column("text_hash", Words, nullable=False, index=True),
    sa.Column("source", Words),
    sa.Column("published", sa.Date, index=True),
    sa.Column("published_basis", Words, nullable=False, index=True),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("title", Words),
    sa.Column("text", Words, nullable=False),
    sa.Column("parts", Words, nullable=False),
    sa.Column("version", Words, nullable=False),
    sa.Column("replaces", Words),
    sa.Column("slug", Words, index=True),
)

READINGS = sa.Table(
    "readings",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document", Words, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("rules", Words, nullable=False),
    sa.Column("at", Words, nullable=False),
    sa.Column("current", sa.Boolean, nullable=False),
)

CLAIMS = sa.Table(
    "claims",
    tables,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.id"), primary_key=True),
    sa.Column("id", Words, primary_key=True, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("type", Words, nullable=False),
    sa.Column("body", Words, nullable=False),
)

PROBLEMS = sa.Table(
    "problems",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.id"), nullable=False, index=True),
    sa.Column("what", Words, nullable=False),
    sa.Column("span", Words),
)

DECISIONS = sa.Table(
    "decisions",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("act", Words, nullable=False),
    sa.Column("claims", sa.JSON, nullable=False),
    sa.Column("field", Words),
    sa.Column("value", Words),
    sa.Column("undoes", Words),
    sa.Column("user", Words, nullable=False),
    sa.Column("at", Words, nullable=False),
    sa.Column("why", Words, nullable=False),
)

PASSAGES = sa.Table(
    "passages",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document", Words, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("claim", Words),
    sa.Column("type", Words, nullable=False),
    sa.Column("text", Words, nullable=False),
)

KEPT = (DOCUMENTS, READINGS, CLAIMS, PROBLEMS, DECISIONS, PASSAGES)


def first_tables(connection: sa.Connection) -> None:
    """Version 1: documents, readings, claims, problems, decisions, and passages for the search."""
    tables.create_all(connection)
    databases.of(connection).make_index(connection)
    connection.execute(sa.insert(VERSION).values(version=0))


def look_up_open_days(connection: sa.Connection) -> None:
    """Version 2: reports whose day was inferred are looked up, and not looked for among all."""
    for index in DOCUMENTS.indexes:
        if DOCUMENTS.c.published_basis in index.columns.values():
            index.create(connection, checkfirst=True)


MIGRATIONS: tuple[Callable[[sa.Connection], None], ...] = (first_tables, look_up_open_days)
CURRENT = len(MIGRATIONS)
# The oldest version with the tables and columns of today: a store that is only read is read as it is.
READABLE = 1


def version_of(connection: sa.Connection) -> int | None:
    """The version of the store; 0 when the database is empty, None when it belongs to something else."""
    names = set(sa.inspect(connection).get_table_names())
    if VERSION.name in names and DOCUMENTS.name in names:
        return int(connection.execute(sa.select(VERSION.c.version)).scalar_one())
    return None if names else 0


def migrate(connection: sa.Connection, version: int) -> None:
    """Bring a store from ``version`` to ``CURRENT``."""
    for step in MIGRATIONS[version:]:
        step(connection)
    connection.execute(sa.update(VERSION).values(version=CURRENT))
