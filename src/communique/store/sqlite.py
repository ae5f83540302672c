"""SQLite: one file, write-ahead log, FTS5 for the search. The store of whoever names no other.

military "lines of communication" -Taiwan   becomes   ("military") AND ("lines of communication") NOT "Taiwan"
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.pool import StaticPool

from communique.store.search import Query, Term
from communique.store.trouble import PLAINLY, StoreError, Trouble

FTS5 = (
    "CREATE VIRTUAL TABLE passages_index USING fts5(text, content='passages', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN INSERT INTO passages_index(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN "
    "INSERT INTO passages_index(passages_index, rowid, text) VALUES ('delete', old.id, old.text); END",
)
SQLITE_MEANING = {
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNREACHABLE,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.DAMAGED,
    sqlite3.SQLITE_IOERR_WRITE: Trouble.FULL,
    sqlite3.SQLITE_IOERR_FSYNC: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,
}


# To rank takes time for each passage that answers: of words in more passages than these, the ones read last are ranked.
MOST_RANKED = 30_000


class Sqlite:
    """See ``Dialect``."""

    def engine(self, url: sa.URL, *, reading_only: bool, wait: float) -> sa.Engine:
        """See ``Dialect``. A store that may not be written is opened without touching the files beside it."""
        file = url.database
        memory = not file or file == ":memory:"
        if not memory:
            url = _read_only(url) if reading_only else _writable(url)
        engine = sa.create_engine(url, connect_args={"timeout": wait}, **({"poolclass": StaticPool} if memory else {}))

        @sa.event.listens_for(engine, "connect")
        def prepare(raw: Any, _: object) -> None:
            # The driver's own transactions begin at the first write; ours begin where they are opened, so that a
            # document's claims and its mark "read" stand or fall together.
            raw.isolation_level = None
            raw.execute("PRAGMA foreign_keys = ON")
            if not reading_only and not memory:
                # An unwritable file says so at the first write, where it can be told from a damaged one.
                with contextlib.suppress(sqlite3.OperationalError):
                    raw.execute("PRAGMA journal_mode = WAL")
                raw.execute("PRAGMA synchronous = NORMAL")

        @sa.event.listens_for(engine, "begin")
        def begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

        return engine

    def make_index(self, connection: sa.Connection) -> None:
        """See ``Dialect``."""
        for statement in FTS5:
            connection.exec_driver_sql(statement)

    def search(self, query: Query) -> sa.TextClause:
        """See ``Dialect``."""
        return sa.text(
            "SELECT passages.id, snippet(passages_index, 0, :before, :after, '…', 32) FROM passages_index "
            "JOIN passages ON passages.id = passages_index.rowid "
            "WHERE passages_index MATCH :query AND passages_index.rowid > COALESCE((SELECT rowid FROM passages_index "
            "WHERE passages_index MATCH :query ORDER BY rowid DESC LIMIT 1 OFFSET :most), 0) "
            "AND (passages.claim IS NOT NULL) = :told ORDER BY rank, passages.id LIMIT :limit"
        ).bindparams(query=_match(query), most=MOST_RANKED)

    def go_on_numbering(self, connection: sa.Connection, tables: Sequence[sa.Table]) -> None:
        """See ``Dialect``. SQLite looks at the greatest number by itself."""

    def damage(self, connection: sa.Connection) -> str | None:
        """See ``Dialect``."""
        said = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
        return None if said == "ok" else said

    def trouble(self, error: exc.DBAPIError) -> Trouble | None:
        """See ``Dialect``."""
        code = getattr(error.orig, "sqlite_errorcode", None)
        if code is None:
            return Trouble.DAMAGED if type(error.orig) is sqlite3.DatabaseError else None
        return SQLITE_MEANING.get(code) or SQLITE_MEANING.get(code & 0xFF)


def _read_only(url: sa.URL) -> sa.URL:
    """The same file opened for reading; ``immutable`` where even the log beside it cannot be made.

    Raises:
        StoreError: whoever wrote last was broken off, and what the log beside it holds cannot be put in where it lies.
    """
    file = Path(str(url.database)).absolute()
    log, index = (file.with_name(file.name + ending) for ending in ("-wal", "-shm"))
    query = {"mode": "ro", "uri": "true"}
    if not os.access(file.parent, os.W_OK):
        if not log.exists() or not log.stat().st_size:
            query["immutable"] = "1"
        elif not index.exists():
            reason = f"writing was broken off and nothing may be written here; copy it with {log.name} to another folder"
            raise StoreError(Trouble.UNREACHABLE, PLAINLY[Trouble.UNREACHABLE].format(where=url.database, reason=reason))
    return url.set(database=file.as_uri(), query=query)


def _writable(url: sa.URL) -> sa.URL:
    """The address as it is.

    Raises:
        StoreError: the file or its folder, where the log has to lie, may not be written.
    """
    file = Path(str(url.database)).absolute()
    for place, reason in ((file, "it is read-only"), (file.parent, "its folder is read-only")):
        if place.exists() and not os.access(place, os.W_OK):
            raise StoreError(Trouble.READ_ONLY, PLAINLY[Trouble.READ_ONLY].format(where=url.database, reason=reason))
    return url


def _match(query: Query) -> str:
    """The query in the language of FTS5, every word quoted."""
    wanted = " AND ".join(f"({' OR '.join(map(_term, terms))})" for terms in query.wanted)
    return wanted + "".join(f" NOT {_term(term)}" for term in query.unwanted)


def _term(term: Term) -> str:
    return f'"{term.words}"{" *" if term.begins else ""}'
