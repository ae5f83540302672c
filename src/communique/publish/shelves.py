"""Where the claims of a kept record stand, in a file of SQLite: on which shelves, and in which entries.

"USA CHN 24286": the shelf of Washington and Beijing in November 2023
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cattrs.preconf.json import make_converter

from communique.ledger.redraw import Place
from communique.ledger.redraw.rehear import FOUND, LAST, UNDATED
from communique.model import EngagementEntry

TABLES = """
CREATE TABLE claims (kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, entry TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE INDEX claims_of_entries ON claims (entry, kind);
CREATE INDEX claims_of_documents ON claims (document, kind);
CREATE TABLE places (kind TEXT, shelf TEXT, sort INTEGER, day INTEGER, time INTEGER, least INTEGER, claim TEXT);
CREATE INDEX places_by_shelf ON places (shelf, kind, time, day);
CREATE INDEX places_by_claim ON places (claim, kind);
"""
# What a question is about lies here while it is asked.
SOUGHT = "CREATE TEMP TABLE IF NOT EXISTS sought (name TEXT, shelf TEXT, time INTEGER, least INTEGER, always INTEGER)"
# (CROSS: what is sought leads, and each of its shelves is looked up; the planner would else go through all places.)
LOOKED_UP = """SELECT s.name, s.shelf, s.least, p.claim, p.sort, p.day, p.least AS wants
    FROM sought s CROSS JOIN places p ON p.shelf = s.shelf AND p.kind = ?1"""
MET = f"({LOOKED_UP} AND p.time IS s.time WHERE NOT s.always UNION ALL {LOOKED_UP} WHERE s.always)"
# As many words as one question may hold.
AT_A_TIME = 500
converter = make_converter()


class File:
    """A file of SQLite, asked in portions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._read: dict[str, EngagementEntry] = {}
        connection.execute(SOUGHT)

    def engagement(self, body: str) -> EngagementEntry:
        """The engagement that was kept; the same words are read once."""
        if body not in self._read:
            self._read[body] = converter.structure(json.loads(body), EngagementEntry)
        return self._read[body]

    def ask(self, query: str, *values: Any) -> list[Any]:
        """The rows that a query gives."""
        return self.connection.execute(query, values).fetchall()

    def ask_all(self, query: str, names: Collection[str] | Collection[int], *values: Any) -> Iterator[Any]:
        """The rows that a query gives for all names, which stand for its ``IN ?``, before the other values."""
        every: list[Any] = sorted(set(names))
        for begin in range(0, len(every), AT_A_TIME):
            some = every[begin : begin + AT_A_TIME]
            marks = query.replace("IN ?", f"IN ({','.join('?' * len(some))})")
            yield from self.connection.execute(marks, (*some, *values))

    def seek(self, places: Iterable[tuple[str, str, int | None, int]]) -> None:
        """Lay out what a question is about: name, shelf, stretch of time (with those beside it and none; None is all), a number."""
        rows: list[tuple[str, str, int | None, int, bool]] = []
        for name, shelf, time, least in places:
            times = (None,) if time is None else (time - 1, time, time + 1, None)
            rows += [(name, shelf, at, least, time is None) for at in times]
        self.connection.execute("DELETE FROM sought")
        self.connection.executemany("INSERT INTO sought VALUES (?, ?, ?, ?, ?)", rows)

    def tell_all(self, statement: str, names: Collection[str], *values: Any) -> None:
        """Change the rows of all names."""
        for _ in self.ask_all(statement, names, *values):
            pass


class Desk:
    """The shelves of one kind of claim."""

    def __init__(self, file: File, kind: str) -> None:
        self._file, self._kind = file, kind

    def entries(self, claims: Collection[str]) -> Mapping[str, str]:
        """The entry of each claim that stands in one."""
        query = "SELECT id, entry FROM claims WHERE id IN ? AND kind = ? AND entry IS NOT NULL"
        return dict(self._file.ask_all(query, claims, self._kind))

    def members(self, entries: Collection[str]) -> Mapping[str, frozenset[str]]:
        """The claims of each entry."""
        found: dict[str, set[str]] = {}
        for entry, claim in self._file.ask_all("SELECT entry, id FROM claims WHERE entry IN ? AND kind = ?", entries, self._kind):
            found.setdefault(entry, set()).add(claim)
        return {entry: frozenset(claims) for entry, claims in found.items()}

    def of(self, documents: Collection[str]) -> frozenset[str]:
        """The claims of some documents that stand here."""
        return frozenset(r[0] for r in self._file.ask_all("SELECT id FROM claims WHERE document IN ? AND kind = ?", documents, self._kind))

    def places(self, claims: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """Where claims stand."""
        found: dict[str, list[Place]] = {}
        query = "SELECT claim, shelf, sort, day, time, least FROM places WHERE claim IN ? AND kind = ?"
        for claim, *place in self._file.ask_all(query, claims, self._kind):
            found.setdefault(claim, []).append(Place(*place))
        return found

    def found_from(self, seekers: Mapping[str, Sequence[Place]]) -> set[tuple[str, str]]:
        """The entries that claims with these places find, each with the one that finds it."""
        self._file.seek((name, p.shelf, p.time, p.least) for name, places in seekers.items() for p in places if p.sort != FOUND)
        query = f"""SELECT m.name, c.entry FROM {MET} m CROSS JOIN claims c ON c.kind = ?1 AND c.id = m.claim AND c.entry IS NOT NULL
            GROUP BY m.name, c.entry HAVING COUNT(DISTINCT m.shelf) >= m.least"""
        return set(self._file.ask(query, self._kind))

    def looking(self, places: Collection[Place]) -> frozenset[str]:
        """The claims that look where others stand."""
        return frozenset(claim for _, claim in self.looking_at(("", p, 0) for p in places))

    def looking_at(self, places: Iterable[tuple[str, Place, int]]) -> set[tuple[str, str]]:
        """The claims that look where something stands, each with its name: of reports since a day, and those that look last."""
        since: dict[tuple[str, str, int | None], int] = {}
        for name, place, day in places:
            key = name, place.shelf, place.time
            since[key] = min(day, since.get(key, day))
        self._file.seek((*key, day) for key, day in since.items())
        query = f"""SELECT name, claim FROM {MET} WHERE sort != ?2 AND (day >= least OR sort = ?3)
            GROUP BY name, claim HAVING COUNT(DISTINCT shelf) >= wants"""
        return set(self._file.ask(query, self._kind, FOUND, LAST))

    def stand(self, claim: str, document: str, entry: str | None, places: Sequence[Place]) -> None:
        """Put a claim on its shelves, in the place of where it stood."""
        connection = self._file.connection
        connection.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?)", (self._kind, claim, document, entry))
        connection.execute("DELETE FROM places WHERE claim = ? AND kind = ?", (claim, self._kind))
        rows = [(self._kind, p.shelf, p.sort, p.day, p.time, p.least, claim) for p in places]
        connection.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def leave(self, claims: Collection[str]) -> None:
        """Take claims away."""
        self._file.tell_all("DELETE FROM claims WHERE id IN ? AND kind = ?", claims, self._kind)
        self._file.tell_all("DELETE FROM places WHERE claim IN ? AND kind = ?", claims, self._kind)

    def lying(self, shelves: Collection[str], since: int = 0, until: int | None = None) -> frozenset[str]:
        """The claims on some shelves, of days between these; those of no known day lie there always."""
        query = "SELECT claim FROM places WHERE shelf IN ? AND kind = ? AND time IS NULL AND day BETWEEN ? AND ?"
        days = ((since, UNDATED if until is None else until), (UNDATED, UNDATED))
        return frozenset(r[0] for some in days for r in self._file.ask_all(query, shelves, self._kind, *some))
