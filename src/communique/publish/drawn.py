"""The record as it was last drawn up, kept beside a great store so that a view need not fold all of it again.

Nothing rests on this file: it holds for one state of the store and one version of the rules, is brought up to date (``catching_up``) when
the store has moved on, and may be deleted at any time. It is read without the layers that read a store, for these take longer to load
than a view to show.

    communique timeline --between USA,CHN --since 2023-06: a hundred entries out of 175,000
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, Record
from communique.publish.selection import Selection

if TYPE_CHECKING:
    from cattrs import Converter

# A smaller store is folded in a moment.
GREAT = 2_000  # reports
ENDING = ".drawn"
KINDS: dict[str, type] = {"engagements": EngagementEntry, "commitments": CommitmentEntry, "channels": ChannelEntry}
RULES = (
    "ledger",
    "ledger/redraw",
    "data",
    "model.py",
    "publish/drawn.py",
    "publish/book.py",
    "publish/courses.py",
    "publish/shelves.py",
    "publish/register.py",
    "publish/reports.py",
    "publish/reprints.py",
    "publish/catching_up.py",
)
STATE = "SELECT (SELECT COALESCE(MAX(id), 0) FROM readings), (SELECT COALESCE(MAX(id), 0) FROM decisions)"
TABLES = """
CREATE TABLE state (state TEXT NOT NULL);
CREATE TABLE entries (
    kind TEXT NOT NULL, id TEXT PRIMARY KEY, sides TEXT NOT NULL, first INTEGER, last INTEGER, one, two, begins INTEGER,
    body TEXT NOT NULL, held TEXT, of TEXT
) WITHOUT ROWID;
CREATE INDEX entries_looked_up ON entries (kind, last, first, sides);
CREATE INDEX entries_held ON entries (held, begins) WHERE held IS NOT NULL;
CREATE INDEX entries_of_others ON entries (of) WHERE of IS NOT NULL;
CREATE TABLE told (
    entry TEXT, day INTEGER, document TEXT, late INTEGER, at INTEGER, claim TEXT, year INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (entry, day, document, late, at, claim)
) WITHOUT ROWID;
CREATE TABLE chapters (
    entry TEXT, year INTEGER, first INTEGER, last INTEGER, stand TEXT, steps TEXT NOT NULL, PRIMARY KEY (entry, year)
) WITHOUT ROWID;
"""
# A line is kept in chapters, for what is told of it today leaves those of earlier years as they are.
COURSE = "SELECT steps FROM chapters WHERE entry = ? ORDER BY year"
CLAIMS = "SELECT claim FROM told WHERE entry = ? ORDER BY day, document, late, at, claim"
# What is asked for is found in the index alone; only its bodies are read.
SHOWN = "SELECT body FROM entries WHERE id IN (SELECT id FROM entries INDEXED BY entries_looked_up WHERE kind = ?"
TOUCHES = " AND (first IS NOT NULL OR last IS NOT NULL) AND COALESCE(first, 0) <= ? AND COALESCE(last, ?) >= ?"
NEVER = 10**7
Answer = TypeVar("Answer")


def state(store: str) -> str | None:
    """What the record of a store rests on: the last reading, the last decision and the rules; None where it is no file of SQLite."""
    if "://" in store or not Path(store).is_file():
        return None
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_opened(Path(store))) as connection:
        return json.dumps([*connection.execute(STATE).fetchone(), *rules()])
    return None


def reached(connection: sqlite3.Connection) -> tuple[int, ...] | None:
    """What a kept record was drawn from, as ``state`` has it; None for a file that holds none."""
    with contextlib.suppress(sqlite3.Error, ValueError):
        found = connection.execute("SELECT state FROM state").fetchone()
        return tuple(json.loads(found[0])) if found else None
    return None


def take(store: str, selection: Selection, kinds: tuple[str, ...]) -> Record | None:
    """Some lists of the part of the record that is asked for, the others empty; None where it has not been drawn up since."""
    if not set(kinds) <= KINDS.keys():
        return None
    found: dict[str, Any] = dict.fromkeys(("documents", *KINDS, "statements", "comparisons", "problems"), ())
    return ask(store, lambda file: Record(None, **found | {kind: tuple(_entries(file, kind, selection)) for kind in kinds}))


def ask(store: str, question: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
    """What the record beside a store answers; None where it has not been drawn up since, or the store moved on while it was asked."""
    now, file = state(store), Path(store + ENDING)
    if now is None or not file.is_file():
        return None
    with contextlib.suppress(sqlite3.Error, UnicodeError), contextlib.closing(_opened(file)) as connection:
        connection.execute("BEGIN")
        if connection.execute("SELECT state FROM state").fetchone() == (now,):
            answer = question(connection)
            return answer if state(store) == now else None
    return None


def _opened(file: Path) -> sqlite3.Connection:
    log = file.with_name(file.name + "-wal")
    # Where no log can be made beside it, the file is opened as one that nobody changes.
    still = not os.access(file.absolute().parent, os.W_OK) and not (log.exists() and log.stat().st_size)
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}", uri=True)


def rules() -> tuple[int, int]:
    """The size of all rules and when the latest was changed."""
    home = Path(__file__).resolve().parent.parent
    files = [file for name in RULES for file in ((home / name).glob("*.*") if (home / name).is_dir() else (home / name,))]
    told = [file.stat() for file in files]
    return sum(t.st_size for t in told), max(t.st_mtime_ns for t in told)


def _entries(connection: sqlite3.Connection, kind: str, selection: Selection) -> Iterator[Any]:
    from cattrs.preconf.json import make_converter

    asked = SHOWN + " AND sides LIKE ?" * len(selection.between)
    given: list[str | int] = [kind, *(f"% {side} %" for side in selection.between)]
    if selection.since or selection.until:
        asked += TOUCHES
        given += [selection.until.toordinal() if selection.until else NEVER, NEVER, selection.since.toordinal() if selection.since else 0]
    converter = make_converter()
    for (body,) in connection.execute(f"{asked}) ORDER BY one, two, id", given):
        yield entry(connection, converter, kind, body)


def entry(connection: sqlite3.Connection, converter: Converter, kind: str, body: str) -> Any:
    """An entry as it is shown: a line with its course."""
    told = json.loads(body)
    if kind == "channels":
        told["history"] = [step for (steps,) in connection.execute(COURSE, (told["id"],)) for step in json.loads(steps)]
        told["claims"] = [claim for (claim,) in connection.execute(CLAIMS, (told["id"],))]
    return converter.structure(told, KINDS[kind])
