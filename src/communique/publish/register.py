"""The register of a kept record: under which names its entries stand, and which of them rest on a report.

What a single report says (a statement, a comparison, a proposal) is an entry of its own that is not drawn: the store has its claim, and the
register tells who said it and when. Of engagements and commitments it tells which reports they quote, or once quoted.

    S7c1a09e2b4f0: a statement of China's, 16 February 2024, in the report "munich"
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from communique.ledger.engagements import entry_id
from communique.ledger.sources import Sources
from communique.model import ChannelEntry, Claim, CommitmentEntry, Comparison, EngagementEntry, Statement
from communique.publish.find import ENOUGH, NEAR, begun_by
from communique.publish.selection import Selection
from communique.publish.shelves import File

TABLES = """
CREATE TABLE said (id TEXT PRIMARY KEY, kind TEXT, claim TEXT, document TEXT, sides TEXT, day INTEGER) WITHOUT ROWID;
CREATE INDEX said_in ON said (document, kind);
CREATE INDEX said_looked_up ON said (kind, day, sides);
CREATE TABLE quoted (document TEXT, entry TEXT, PRIMARY KEY (document, entry)) WITHOUT ROWID;
"""
LETTERS = {"statements": "S", "comparisons": "R", "proposals": "P"}
# Every table in which something stands under its id, and what begins with some letters there.
NAMED = ("entries", "said", "reports")
BEGUN = "SELECT id FROM {} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
HELD = "SELECT id FROM entries INDEXED BY entries_held WHERE held IS NOT NULL AND begins <= ?"


@dataclass(frozen=True, slots=True)
class Said:
    """What a single report says: the kind of its entry, its claim and its report."""

    kind: str
    claim: str
    document: str


class Register:
    """Entries by name, by claim and by report.

    Args:
        file: where they are noted.
    """

    def __init__(self, file: File) -> None:
        self._file = file

    # ---------------------------------------------------------------- noting

    def note(self, documents: Collection[str], told: Iterable[Claim], waiting: Iterable[Claim], sources: Sources) -> None:
        """Note what some reports say, in the place of what they said: the claims that count, and those that were proposed."""
        self._file.tell_all("DELETE FROM said WHERE document IN ?", documents)
        rows = [_row("statements", c, sources, (c.side or "").split(", ")) for c in told if isinstance(c, Statement)]
        rows += [_row("comparisons", c, sources) for c in told if isinstance(c, Comparison)]
        rows += [_row("proposals", c, sources) for c in waiting]
        self._file.connection.executemany("INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?, ?)", rows)

    def quote(self, entry: EngagementEntry | CommitmentEntry | ChannelEntry) -> None:
        """Note which reports an entry quotes. (A line tells only what its own claims tell, and is found by these.)"""
        if not isinstance(entry, ChannelEntry):
            rows = {(proof.document, entry.id) for proof in entry.evidence}
            self._file.connection.executemany("INSERT OR IGNORE INTO quoted VALUES (?, ?)", rows)

    # ---------------------------------------------------------------- looking up

    def known(self, key: str) -> bool:
        """Whether something stands under a name."""
        return key in self._beginning(key, 1)

    def begun_by(self, key: str) -> str:
        """The one name that begins with a key.

        Raises:
            NoSuchEntryError: none does, or more than one.
        """
        return begun_by(key, sorted({*self._beginning(key, NEAR), *self._beginning(key[:ENOUGH], NEAR)}))

    def _beginning(self, key: str, most: int) -> list[str]:
        found = {name for table in NAMED for (name,) in self._file.ask(BEGUN.format(table), key, f"{key}\U0010ffff", most)}
        return sorted(found)[:most]

    def said(self, names: Collection[str]) -> dict[str, Said]:
        """Those of some names under which stands what a single report says."""
        found = self._file.ask_all("SELECT id, kind, claim, document FROM said WHERE id IN ?", names)
        return {name: Said(*row) for name, *row in found}

    def said_by(self, claims: Collection[str]) -> dict[str, str]:
        """What a single report says, by its claim."""
        rows = self.said({entry_id(letter, claim) for claim in claims for letter in LETTERS.values()})
        return {row.claim: name for name, row in rows.items() if row.claim in claims}

    def said_in(self, documents: Collection[str]) -> frozenset[str]:
        """What some reports say."""
        return frozenset(name for (name,) in self._file.ask_all("SELECT id FROM said WHERE document IN ?", documents))

    def statements(self, selection: Selection) -> frozenset[str]:
        """The statements that a selection may take."""
        query, values = "SELECT id FROM said WHERE kind = 'statements'", list[str | int]()
        if selection.between:
            query += f" AND ({' OR '.join('sides LIKE ?' for _ in selection.between)})"
            values += [f"% {side} %" for side in selection.between]
        if selection.since:
            query, values = f"{query} AND day >= ?", [*values, selection.since.toordinal()]
        if selection.until:
            query, values = f"{query} AND day <= ?", [*values, selection.until.toordinal()]
        return frozenset(name for (name,) in self._file.ask(query, *values))

    def quoting(self, documents: Collection[str]) -> frozenset[str]:
        """The engagements and commitments that may quote some reports."""
        return frozenset(name for (name,) in self._file.ask_all("SELECT entry FROM quoted WHERE document IN ?", documents))

    def reports_of(self, entries: Collection[str]) -> frozenset[str]:
        """The reports whose claims stand in some entries."""
        return frozenset(name for (name,) in self._file.ask_all("SELECT document FROM claims WHERE entry IN ?", entries))

    def held(self, sides: Collection[str], until: dt.date) -> frozenset[str]:
        """The engagements held on known days by all of some sides that began by a day."""
        query = HELD + " AND '|' || held || '|' LIKE ?" * len(sides)
        return frozenset(name for (name,) in self._file.ask(query, until.toordinal(), *(f"%|{side}|%" for side in sides)))


def _row(kind: str, claim: Claim, sources: Sources, sides: Iterable[str] = ()) -> tuple[str | int | None, ...]:
    day = sources.published(claim)
    words = f" {' '.join(sides)} "
    return entry_id(LETTERS[kind], claim.id), kind, claim.id, claim.document, words, day.toordinal() if day else None
