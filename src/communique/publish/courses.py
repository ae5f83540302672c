"""The courses of the standing lines in the file of a kept record: which claims tell of each, and its history in chapters of a year.

A line of fifty years is told of a thousand times; what a report of today says of it is in its last chapter, and only that is drawn anew.

    "military talks, cut in August 2022": read in December 2023, heard again from the chapter of 2022 on
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from communique.ledger.course import Stand
from communique.ledger.redraw import Opened, Told
from communique.model import Step
from communique.publish.shelves import File, converter

TABLES = """
CREATE TABLE opened (shelf TEXT, entry TEXT, status TEXT, PRIMARY KEY (shelf, entry)) WITHOUT ROWID;
CREATE INDEX opened_by_entry ON opened (entry);
CREATE INDEX told_of_years ON told (entry, year);
CREATE INDEX told_by_claim ON told (claim);
CREATE INDEX told_by_name ON told (entry, name, day, document, late, at);
CREATE INDEX chapters_by_first ON chapters (entry, first);
CREATE INDEX chapters_by_last ON chapters (entry, last);
"""
TOLD = "SELECT entry, day, document, late, at, claim, year, name FROM told"
TURN = ("day", "document", "late", "at", "claim")


class Courses:
    """The courses of the lines, each in chapters of the years that its claims tell of."""

    def __init__(self, file: File) -> None:
        self._file = file

    def opened(self, shelf: str) -> Sequence[Opened]:
        """The lines on a shelf, in the order in which they were opened."""
        found = self._file.ask("SELECT entry, status FROM opened WHERE shelf = ?", shelf)
        lines = [Opened(self._at_end(entry, "ASC"), self._at_end(entry, "DESC"), status) for entry, status in found]
        return sorted(lines, key=lambda line: line.first.turn)

    def _at_end(self, entry: str, way: str) -> Told:
        order = ", ".join(f"{name} {way}" for name in TURN)
        return _told(self._file.ask(f"{TOLD} WHERE entry = ? ORDER BY {order} LIMIT 1", entry)[0])

    def open(self, shelves: Collection[str], entry: str, status: str | None) -> None:
        """Note on which shelves a line lies, and the status it reached."""
        self._file.connection.execute("DELETE FROM opened WHERE entry = ?", (entry,))
        self._file.connection.executemany("INSERT INTO opened VALUES (?, ?, ?)", [(shelf, entry, status) for shelf in shelves])

    def told(self, claims: Collection[str]) -> Mapping[str, Told]:
        """Where claims stand in the courses of their lines."""
        return {told.claim: told for told in map(_told, self._file.ask_all(f"{TOLD} WHERE claim IN ?", claims))}

    def tell(self, told: Iterable[Told]) -> None:
        """Put claims into the courses of their lines."""
        rows = [(t.entry, *t.turn, t.year, t.name) for t in told]
        self._file.connection.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def untell(self, told: Iterable[Told]) -> None:
        """Take claims out of the courses of their lines."""
        where = " AND ".join(f"{name} = ?" for name in ("entry", *TURN))
        self._file.connection.executemany(f"DELETE FROM told WHERE {where}", [(t.entry, *t.turn) for t in told])

    def firsts(self, entries: Collection[str]) -> Mapping[str, Told]:
        """The claim of each line that was heard first."""
        return {entry: self._at_end(entry, "ASC") for entry in entries}

    def names(self, entry: str) -> Sequence[str]:
        """What a line is called, in the order heard."""
        order = ", ".join(TURN)
        found: list[tuple[tuple[object, ...], str]] = []
        name = ""
        # One look for each name, not one for each claim.
        while more := self._file.ask(f"{TOLD} WHERE entry = ? AND name > ? ORDER BY name, {order} LIMIT 1", entry, name):
            told = _told(more[0])
            name = told.name
            found.append((told.turn, name))
        return [name for _, name in sorted(found)]

    def years(self, entry: str, since: int) -> Sequence[int]:
        """The years from one on that claims of a line tell of."""
        query = "SELECT DISTINCT year FROM told WHERE entry = ? AND year >= ? ORDER BY year"
        return [year for (year,) in self._file.ask(query, entry, since)]

    def of_year(self, entry: str, year: int) -> Collection[str]:
        """The claims of a line that tell of a year."""
        return [claim for (claim,) in self._file.ask("SELECT claim FROM told WHERE entry = ? AND year = ?", entry, year)]

    def chapter(self, entry: str, year: int) -> tuple[int, Stand] | None:
        """The chapter of a year, or the last one before it: its year, and where the course stood at its beginning."""
        query = "SELECT year, stand FROM chapters WHERE entry = ? AND year <= ? ORDER BY year DESC LIMIT 1"
        found = self._file.ask(query, entry, year)
        return (found[0][0], converter.structure(json.loads(found[0][1]), Stand)) if found and found[0][1] else None

    def write(self, entry: str, year: int, until: int | None, stand: Stand | None, steps: Sequence[Step]) -> None:
        """Keep the chapter of the years up to another, in the place of all that were of these."""
        last = "" if until is None else " AND year < ?"
        self._file.connection.execute(
            f"DELETE FROM chapters WHERE entry = ? AND year >= ?{last}", (entry, year) if until is None else (entry, year, until)
        )
        days = sorted(day.toordinal() for step in steps for day in (step.start, step.end, step.on) if day)
        row = (entry, year, days[0] if days else None, days[-1] if days else None, _json(stand) if stand else None, _json(list(steps)))
        self._file.connection.execute("INSERT INTO chapters VALUES (?, ?, ?, ?, ?, ?)", row)

    def days(self, entry: str) -> tuple[int | None, int | None]:
        """The first and the last day that the history of a line touches."""
        ((first, last),) = self._file.ask(
            "SELECT (SELECT MIN(first) FROM chapters WHERE entry = ?1), (SELECT MAX(last) FROM chapters WHERE entry = ?1)", entry
        )
        return first, last

    def drop(self, entry: str) -> None:
        """Take a line away."""
        for table in ("opened", "told", "chapters"):
            self._file.connection.execute(f"DELETE FROM {table} WHERE entry = ?", (entry,))


def _told(row: Sequence[object]) -> Told:
    entry, day, document, late, at, claim, year, name = row
    return Told(entry, (day, document, bool(late), at, claim), year, name)  # type: ignore[arg-type]


def _json(value: object) -> str:
    return json.dumps(converter.unstructure(value), ensure_ascii=False, separators=(",", ":"))
