"""The record of a great store in a file beside it: its entries, and where their claims lie, so that a part can be drawn anew.

The file is the desk of ``ledger.redraw``: it answers what stands on a shelf, and takes back what was drawn. Nothing rests on it; it can be
made again from the store at any time.

    a report of today touches eight entries of 175,000: eight rows are read, and eight written
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from communique.ledger import commitments, engagements, neighbours
from communique.ledger.redraw import Entry, Wait
from communique.ledger.redraw.rehear import UNDATED
from communique.ledger.sources import Sources
from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, Status
from communique.publish.courses import Courses
from communique.publish.drawn import KINDS
from communique.publish.selection import days
from communique.publish.shelves import Desk, File, converter

TABLES = """
CREATE TABLE alone (
    id TEXT PRIMARY KEY, sides TEXT, first INTEGER, last INTEGER, kind TEXT, off INTEGER, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX alone_by_sides ON alone (sides, last, first, kind, off);
CREATE TABLE due (id TEXT PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX due_by_day ON due (day);
CREATE TABLE waits (entry TEXT, shelf TEXT, since INTEGER, until INTEGER);
CREATE INDEX waits_by_shelf ON waits (shelf, until, since, entry);
CREATE INDEX waits_by_entry ON waits (entry);
CREATE TABLE offices (claim TEXT, side TEXT, office TEXT, day INTEGER, name TEXT);
CREATE INDEX offices_by_side ON offices (side, office, day);
CREATE INDEX offices_by_claim ON offices (claim);
CREATE TABLE asked (claim TEXT, side TEXT, role TEXT, day INTEGER, answer TEXT);
CREATE INDEX asked_by_side ON asked (side, role, day);
CREATE INDEX asked_by_claim ON asked (claim);
CREATE TABLE papers (document TEXT, sides TEXT, claim TEXT, day INTEGER);
CREATE INDEX papers_by_document ON papers (document);
CREATE INDEX papers_by_sides ON papers (sides, day);
"""
# Months that an engagement lies in at most, to be looked for by its last.
LONG = 24


def joined(sides: Iterable[str]) -> str:
    """Sides as one word."""
    return "|".join(sorted(sides))


class Offices:
    """Who held which office by which claim, and which claim asked."""

    def __init__(self, file: File) -> None:
        self._file = file

    def offices(self, claim: str, told: Iterable[tuple[str, str, dt.date, str]]) -> frozenset[tuple[str, str, dt.date, str]]:
        """Note the offices that a claim tells, in the place of those it told; gives what is told now and was not, or the reverse."""
        old = {
            (side, office, dt.date.fromordinal(day), name)
            for side, office, day, name in self._file.ask("SELECT side, office, day, name FROM offices WHERE claim = ?", claim)
        }
        new = set(told)
        self._file.connection.execute("DELETE FROM offices WHERE claim = ?", (claim,))
        rows = [(claim, side, office, day.toordinal(), name) for side, office, day, name in new]
        self._file.connection.executemany("INSERT INTO offices VALUES (?, ?, ?, ?, ?)", rows)
        return frozenset(old ^ new)

    def holders(self, side: str, office: str, since: dt.date, until: dt.date) -> frozenset[str]:
        """Those whom reports of some days give an office."""
        query = "SELECT DISTINCT name FROM offices WHERE side = ? AND office = ? AND day BETWEEN ? AND ?"
        return frozenset(r[0] for r in self._file.ask(query, side, office, since.toordinal(), until.toordinal()))

    def asks(self, claim: str, asked: Iterable[tuple[str, str, dt.date, str | None]]) -> None:
        """Note which offices a claim asked for, in the place of those it asked for: side, role, day, and the answer."""
        self._file.connection.execute("DELETE FROM asked WHERE claim = ?", (claim,))
        rows = [(claim, side, role, day.toordinal(), answer) for side, role, day, answer in asked]
        self._file.connection.executemany("INSERT INTO asked VALUES (?, ?, ?, ?, ?)", rows)

    def asking(self, side: str, role: str, since: dt.date, until: dt.date) -> Sequence[tuple[str, dt.date, str | None]]:
        """The claims that asked for an office of days between these, with the day and the answer."""
        query = "SELECT claim, day, answer FROM asked WHERE side = ? AND role = ? AND day BETWEEN ? AND ?"
        found = self._file.ask(query, side, role, since.toordinal(), until.toordinal())
        return [(claim, dt.date.fromordinal(day), answer) for claim, day, answer in found]


class Book(Offices):
    """All entries, each with what it takes to draw it anew.

    Args:
        file: where they are kept.
        sources: the reports heard.
    """

    def __init__(self, file: File, sources: Sources) -> None:
        super().__init__(file)
        self.sources = sources
        self.engaged, self.aside, self.lines = Desk(file, "engagement"), Desk(file, "aside"), Desk(file, "channel")
        self.promised, self.deeds, self.courses = Desk(file, "commitment"), Desk(file, "deed"), Courses(file)
        self._known_alone: dict[str, EngagementEntry] = {}
        self._known_held: dict[str, EngagementEntry] = {}

    # ---------------------------------------------------------------- engagements on their own

    def drawn_alone(self, ids: Collection[str]) -> Mapping[str, EngagementEntry]:
        """Engagements before their neighbours told of them."""
        new = [name for name in ids if name not in self._known_alone]
        for name, body in self._file.ask_all("SELECT id, body FROM alone WHERE id IN ?", new):
            self._known_alone[name] = self._file.engagement(body)
        return {name: self._known_alone[name] for name in ids if name in self._known_alone}

    def near(self, entry: EngagementEntry) -> Sequence[EngagementEntry]:
        """The engagements that may tell of one or be told of by it, before their neighbours told of them."""
        lies, reach = neighbours.lies(entry), neighbours.reach(entry)
        query, values = "SELECT id FROM alone WHERE sides = ?", list[Any]([joined(entry.sides)])
        if lies and lies[0] > lies[1]:
            query += " AND last IS NULL"
        elif lies and reach:
            query = f"""{query} AND last IS NULL UNION ALL {query} AND last BETWEEN ? AND ? AND first <= ?
                AND ((last >= ? AND first <= ?) OR (kind = ? AND (off OR ?)))"""
            values += [
                values[0],
                reach[0],
                reach[1] + LONG,
                reach[1],
                lies[0] - 1,
                lies[1] + 1,
                entry.kind.value,
                neighbours.put_off(entry),
            ]
        found = self.drawn_alone([name for (name,) in self._file.ask(query, *values)])
        return [o for o in found.values() if neighbours.may_tell(entry, o)]

    def within(self, sides: Sequence[str], months: tuple[int, int]) -> Sequence[EngagementEntry]:
        """Engagements of exactly these sides that may lie in some months, before their neighbours told of them."""
        query = "SELECT id FROM alone WHERE sides = ? AND (last IS NULL OR (last BETWEEN ? AND ? AND first <= ?))"
        found = self._file.ask(query, joined(sides), months[0], months[1] + LONG, months[1])
        return [*self.drawn_alone([name for (name,) in found]).values()]

    def draw_alone(self, entry: EngagementEntry, open_until: dt.date | None) -> None:
        """Keep an engagement as its claims alone make it, with the last day on which it can still come."""
        first, last = neighbours.lies(entry) or (None, None)
        if first is not None and last is not None and last - first > LONG:
            last = None  # looked at by all, so that the others can be found by their last month
        row = (entry.id, joined(entry.sides), first, last, entry.kind.value, neighbours.put_off(entry), _body(entry))
        self._file.connection.execute("INSERT OR REPLACE INTO alone VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._known_alone[entry.id] = entry
        self._due(entry.id, open_until)

    def papers(
        self, document: str, papers: Iterable[tuple[Sequence[str], str, dt.date | None]]
    ) -> frozenset[tuple[tuple[str, ...], dt.date | None]]:
        """Note the joint statements in a document: sides, claim, day; gives those noted now and before."""
        before = self._file.ask("SELECT sides, day FROM papers WHERE document = ?", document)
        rows = [(document, joined(sides), claim, day.toordinal() if day else None) for sides, claim, day in papers]
        if before or rows:
            self._file.connection.execute("DELETE FROM papers WHERE document = ?", (document,))
            self._file.connection.executemany("INSERT INTO papers VALUES (?, ?, ?, ?)", rows)
        every = {*before, *((sides, day) for _, sides, _, day in rows)}
        return frozenset((tuple(sides.split("|")), dt.date.fromordinal(day) if day else None) for sides, day in every)

    def papers_of(self, sides: Sequence[str], since: dt.date, until: dt.date) -> Sequence[str]:
        """The claims of the joint statements of exactly these sides, published on some days."""
        query = "SELECT claim FROM papers WHERE sides = ? AND day BETWEEN ? AND ?"
        return [claim for (claim,) in self._file.ask(query, joined(sides), since.toordinal(), until.toordinal())]

    # ---------------------------------------------------------------- entries as they are shown

    def entries(self, ids: Collection[str]) -> Mapping[str, Entry]:
        """Entries as they are shown."""
        rows = self._file.ask_all("SELECT id, kind, body FROM entries WHERE id IN ?", ids)
        return {name: self._entry(kind, body) for name, kind, body in rows}

    def _entry(self, kind: str, body: str) -> Entry:
        if kind == "engagements":
            return self._file.engagement(body)
        entry: Entry = converter.structure(json.loads(body), KINDS[kind])
        return entry

    def held(self, wait: Wait) -> Sequence[EngagementEntry]:
        """Engagements held between exactly the sides of a shelf that began within some days."""
        query = "SELECT id FROM entries WHERE held = ? AND begins BETWEEN ? AND ?"
        names = [name for (name,) in self._file.ask(query, wait.shelf.partition(" ")[2], wait.since, wait.until)]
        new = self._file.ask_all("SELECT id, body FROM entries WHERE id IN ?", [n for n in names if n not in self._known_held])
        self._known_held |= {name: self._file.engagement(body) for name, body in new}
        return sorted((self._known_held[name] for name in names), key=engagements.order)

    def draw(self, entry: Entry, waits: Sequence[Wait] = (), open_until: dt.date | None = None, of: str | None = None) -> None:
        """Keep an entry as it is shown; a promise with what it waits for, a hope with the engagement it is ``of``."""
        connection = self._file.connection
        self._known_held.pop(entry.id, None)
        met = isinstance(entry, EngagementEntry) and entry.status is Status.HELD and entry.start and entry.end
        held = joined(entry.sides) if met and isinstance(entry, EngagementEntry) else None
        connection.execute(f"INSERT OR REPLACE INTO entries VALUES ({','.join('?' * 11)})", (*_row(entry), held, of))
        if isinstance(entry, CommitmentEntry) and of is None:
            connection.execute("DELETE FROM waits WHERE entry = ?", (entry.id,))
            connection.executemany("INSERT INTO waits VALUES (?, ?, ?, ?)", [(entry.id, w.shelf, w.since, w.until) for w in waits])
            self._due(entry.id, open_until)

    def draw_line(self, entry: ChannelEntry) -> None:
        """Keep a line as it is shown, but for its history and its claims: these are its course."""
        kind, name, sides, _, _, *rest = _row(dataclasses.replace(entry, history=(), claims=()))
        row = (kind, name, sides, *self.courses.days(entry.id), *rest, None, None)
        self._file.connection.execute(f"INSERT OR REPLACE INTO entries VALUES ({','.join('?' * 11)})", row)

    def _due(self, entry: str, open_until: dt.date | None) -> None:
        self._file.connection.execute("DELETE FROM due WHERE id = ?", (entry,))
        if open_until is not None:
            self._file.connection.execute("INSERT INTO due VALUES (?, ?)", (entry, open_until.toordinal()))

    def due(self, today: dt.date | None) -> frozenset[str]:
        """The entries that the calendar moves by a day."""
        return (
            frozenset(name for (name,) in self._file.ask("SELECT id FROM due WHERE day < ?", today.toordinal())) if today else frozenset()
        )

    def drop(self, ids: Collection[str]) -> None:
        """Take entries away, and the hopes that are of them."""
        for name in (*ids, *self.hopes_of(ids)):
            self._known_alone.pop(name, None)
            self._known_held.pop(name, None)
            self.courses.drop(name)
            for table in ("entries", "alone", "due"):
                self._file.connection.execute(f"DELETE FROM {table} WHERE id = ?", (name,))
            self._file.connection.execute("DELETE FROM waits WHERE entry = ?", (name,))

    def hopes_of(self, engagements: Collection[str]) -> Sequence[str]:
        """The promises that plans to meet make."""
        return [name for (name,) in self._file.ask_all("SELECT id FROM entries WHERE of IN ?", engagements)]

    def waiting(self, shelves: Collection[str], day: int | None, least: int = 1) -> frozenset[str]:
        """The entries that wait for something on so many of some shelves, told of a day; None and the undated are of every day."""
        query, values = "SELECT entry, COUNT(DISTINCT shelf) FROM waits WHERE shelf IN ?", list[int]()
        if day is not None and day != UNDATED:
            query, values = f"{query} AND until >= ? AND since <= ?", [day, day]
        count: dict[str, int] = {}
        for entry, number in self._file.ask_all(f"{query} GROUP BY entry", shelves, *values):
            count[entry] = count.get(entry, 0) + number
        return frozenset(entry for entry, number in count.items() if number >= least)


def _row(entry: Entry) -> tuple[str | int | None, ...]:
    """Kind, id, sides, the first and last day it touches, its place in the order of the record, the day it begins, and itself."""
    first, last = (day.toordinal() if day else None for day in days(entry, {}))
    begins: dt.date | None = None
    one: str | int
    two: str | int
    match entry:
        case EngagementEntry():
            kind, sides, begins = "engagements", entry.sides, entry.start
            one, two = (day.toordinal() for day in engagements.order(entry)[:2])
        case CommitmentEntry():
            kind, sides = "commitments", (*entry.by, *entry.toward)
            one, two = (day.toordinal() for day in commitments.order(entry)[:2])
        case ChannelEntry():
            kind, sides, one, two = "channels", entry.sides, "\x01".join(entry.sides), entry.name
    return kind, entry.id, f" {' '.join(sides)} ", first, last, one, two, begins.toordinal() if begins else None, _body(entry)


def _body(entry: Entry) -> str:
    return json.dumps(converter.unstructure(entry), ensure_ascii=False, separators=(",", ":"))
