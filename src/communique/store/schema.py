"""The tables and the numbered migrations that make them.

A migration is a small function; its place in ``MIGRATIONS`` is the version it brings the store to, and once published it never
changes. Readings keep what one run of the rules found in a document: a later reading takes the place of an earlier one in the
record, and the earlier claims stay in their table.

    A report of 16 Feb read twice is one document, one reading, one set of claims.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from communique.store import dialect

tables = sa.MetaData()

VERSION = sa.Table("store", tables, sa.Column("version", sa.Integer, nullable=False))

DOCUMENTS = sa.Table(
    "documents",
    tables,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("came_as", sa.Text, nullable=False, index=True),
    sa.Column("text_hash", sa.Text, nullable=False, index=True),
    sa.Column("source", sa.Text),
    sa.Column("published", sa.Date, index=True),
    sa.Column("published_basis", sa.Text, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("parts", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("replaces", sa.Text),
    sa.Column("slug", sa.Text, index=True),
)

READINGS = sa.Table(
    "readings",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("current", sa.Boolean, nullable=False),
)

CLAIMS = sa.Table(
    "claims",
    tables,
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.id"), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
)

PROBLEMS = sa.Table(
    "problems",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("reading", sa.Integer, sa.ForeignKey("readings.id"), nullable=False, index=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("span", sa.Text),
)

DECISIONS = sa.Table(
    "decisions",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("claims", sa.JSON, nullable=False),
    sa.Column("field", sa.Text),
    sa.Column("value", sa.Text),
    sa.Column("undoes", sa.Text),
    sa.Column("user", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)

PASSAGES = sa.Table(
    "passages",
    tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("claim", sa.Text),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)


def first_tables(connection: sa.Connection) -> None:
    """Version 1: documents, readings, claims, problems, decisions, and passages for the search."""
    tables.create_all(connection)
    dialect.of(connection).make_index(connection)
    connection.execute(sa.insert(VERSION).values(version=0))


MIGRATIONS: tuple[Callable[[sa.Connection], None], ...] = (first_tables,)
CURRENT = len(MIGRATIONS)


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
