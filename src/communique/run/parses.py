"""Parses kept in one file beside the store, so that an archive is read again with new rules at about half the cost.

Nothing rests on the file: it may be deleted at any time, and where it cannot be had, written or read all is parsed. A store in a
server's database has none. Several readers and workers use it at once. When it is full, what was unused the longest goes, but nothing
that this very reading made or used, lest an archive that is larger than the file drive itself out.

    communique read --again archive/      communique.db.parses holds no word of a report, only tags, roles and heads
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlalchemy as sa

ENDING = ".parses"
MOST = 4 * 2**30  # bytes; parses of some two million reports
ROOM = 1_000  # parses that go at a time
WAIT = 0.5  # seconds, while another reader writes
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
TABLES = (
    "CREATE TABLE IF NOT EXISTS parses (key BLOB PRIMARY KEY, made BLOB NOT NULL, used INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS parses_by_use ON parses (used)",
)
KNOWN = "SELECT key, made, used FROM parses WHERE typeof(made) = 'blob' AND key IN ({})"
KEPT = "INSERT OR REPLACE INTO parses (key, made, used) VALUES (?, ?, ?)"
USED = "UPDATE parses SET used = ? WHERE key = ?"
UNUSED = "DELETE FROM parses WHERE key IN (SELECT key FROM parses WHERE used < ? ORDER BY used LIMIT ?)"
HELD = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"


class Place(NamedTuple):
    """Where parses are kept, and since when the reading runs that uses them (seconds)."""

    file: str
    since: int


def beside(store: sa.URL) -> Place | None:
    """The place beside a store; None where that is no file."""
    file = store.database
    if store.get_backend_name() != "sqlite" or not file or file.startswith((":", "file:")):
        return None
    return Place(file + ENDING, int(time.time()))


@contextlib.contextmanager
def kept(place: Place | None) -> Iterator[KeptParses | None]:
    """The parses of a place, for as long as they are needed."""
    if place is None:
        yield None
        return
    parses = KeptParses(place)
    try:
        yield parses
    finally:
        parses.close()


class KeptParses:
    """See ``communique.analysis.recall.Parses``. The file is opened, or made, when first asked."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._connection: sqlite3.Connection | None = None
        self._readable = self._writable = True

    def known(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """See ``Parses``."""
        found: list[tuple[bytes, bytes, int]] = []
        if self._readable:
            try:
                found = self._opened().execute(KNOWN.format(", ".join("?" * len(keys))), keys).fetchall()
            except sqlite3.Error as error:
                self._readable = self._writable = False
                self._begin_anew(error)
        self._write(USED, [(self._place.since, key) for key, _, used in found if used < self._place.since])
        return {key: made for key, made, _ in found}

    def keep(self, made: Mapping[bytes, bytes]) -> None:
        """See ``Parses``."""
        self._write(KEPT, [(key, parse, self._place.since) for key, parse in made.items()])

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Write rows together or not at all; what cannot be written is not tried again until the file is opened anew."""
        if not self._writable or not rows:
            return
        try:
            connection = self._opened()
            with connection:  # commits, or takes back
                connection.execute("BEGIN IMMEDIATE")
                if statement == USED or self._has_room(connection):
                    connection.executemany(statement, rows)
        except sqlite3.Error as error:
            self._writable = False
            self._begin_anew(error)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._place.file, timeout=WAIT, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            # What a power cut spoils is noticed and made anew; nothing waits for the disk.
            self._connection.execute("PRAGMA synchronous = OFF")
            for statement in TABLES:
                self._connection.execute(statement)
        return self._connection

    def _has_room(self, connection: sqlite3.Connection) -> bool:
        """Whether more may be kept, after what was unused the longest has gone."""
        while connection.execute(HELD).fetchone()[0] >= MOST:
            if connection.execute(UNUSED, (self._place.since, ROOM)).rowcount == 0:
                return False
        return True

    def _begin_anew(self, error: Exception) -> None:
        """Remove a file that is damaged; it is made anew when it is next opened."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED:
            self.close()
            for ending in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    Path(self._place.file + ending).unlink()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
