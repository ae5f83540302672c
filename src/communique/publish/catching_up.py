"""The kept record of a great store brought up to date: what was read and decided since is drawn in, and nothing else is touched.

ten thousand reports of a day, in portions, each of which is kept whole or not at all
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from communique.ledger import proposals, review
from communique.ledger.anchors import anchored
from communique.ledger.redraw import Changed, Entry, Wait, redraw
from communique.ledger.review import Review
from communique.model import Claim, Decision, Engagement, proposed
from communique.publish import book, courses, drawn, register, reports, reprints, shelves
from communique.publish.book import Book
from communique.publish.register import Register
from communique.publish.reports import Reports
from communique.publish.shelves import File
from communique.store import Store

PORTION = 20_000  # readings drawn in at a time
WAIT = 600.0  # seconds, while another program draws
JUDGED = "CREATE TABLE judged (claim TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;"


class Kept(Book):
    """The book with the claims of a store.

    Args:
        file: where it is kept.
        store: where the claims are.
        known: the reports.
    """

    def __init__(self, file: File, store: Store, known: Reports) -> None:
        super().__init__(file, known.sources())
        self._store, self._reports = store, known
        self.register = Register(file)
        self._told: dict[str, list[Claim]] = {}
        self._counting: dict[str, Claim] = {}
        self._waiting: dict[str, Claim] = {}
        self.decided, self.judged = self._judge()

    def claims(self, ids: Collection[str]) -> Mapping[str, Claim]:
        """Claims that count, as corrected."""
        self._counted(self._store.some_claims(ids=[name for name in ids if name not in self._counting]))
        return {name: self._counting[name] for name in ids if name in self._counting}

    def told_in(self, documents: Collection[str], kinds: tuple[type[Claim], ...] = ()) -> Sequence[Claim]:
        """The claims of documents that count, as corrected; all, or those of some kinds."""
        new = [d for d in documents if d not in self._told]
        if kinds:
            known = [c for d in documents for c in self._told.get(d, ()) if isinstance(c, kinds)]
            return known + self._counted(self._store.some_claims(documents=new, kinds=kinds))
        self._told |= {d: [] for d in new}
        for claim in self._counted(self._store.some_claims(documents=new)):
            self._told[claim.document].append(claim)
        return [c for d in documents for c in self._told[d]]

    def waiting_in(self, documents: Collection[str]) -> Sequence[Claim]:
        """What was proposed for documents and nobody has accepted."""
        self.told_in(documents)
        return [c for c in self._waiting.values() if c.document in documents]

    def draw(self, entry: Entry, waits: Sequence[Wait] = (), open_until: dt.date | None = None, of: str | None = None) -> None:
        """Keep an entry as it is shown, and note which reports it quotes."""
        super().draw(entry, waits, open_until, of)
        self.register.quote(entry)

    def claims_aside(self, ids: Collection[str]) -> Sequence[Engagement]:
        """Engagements told by reports that count no more."""
        return [c for c in self._store.some_claims(ids=ids) if isinstance(c, Engagement)]

    def _counted(self, claims: Sequence[Claim]) -> list[Claim]:
        documents = {c.document for c in claims}
        self._reports.withdrawn.load(documents)
        self._reports.days.load(documents)
        standing = [c for c in claims if c.document not in self._reports.withdrawn]
        counted, waiting = proposals.apart(review.apply(self.judged, standing)[0], self.judged.accepted)
        self._counting |= {c.id: c for c in counted}
        self._waiting |= {c.id: c for c in waiting}
        return list(counted)

    def aside_in(self, documents: Collection[str]) -> list[Engagement]:
        """The engagements told by those of some reports that count no more."""
        told = self._store.some_claims(documents=[d for d in documents if d in self._reports.withdrawn])
        return [c for c in proposals.apart(told, self.judged.accepted)[0] if isinstance(c, Engagement)]

    # ---------------------------------------------------------------- decisions

    def _judge(self) -> tuple[tuple[Decision, ...], Review]:
        """The decisions, each on the claims that now stand for its own, and what they ask for."""
        made = self._store.decisions()
        if not made:
            return (), review.weigh((), frozenset())
        rests = {c for d in made for c in (*d.claims, *review.linked(d))}
        former = self._store.former()
        documents = {c.document for c in (*self._store.some_claims(ids=rests), *former)}
        new = documents
        while new:
            new = {self._reports.withdrawn[d].id for d in new if d in self._reports.withdrawn} - documents
            documents = documents | new
        told = self._store.some_claims(documents=documents)
        standing = [c for c in told if c.document not in self._reports.withdrawn]
        aside = [c for c in told if c.document in self._reports.withdrawn]
        moved = anchored(made, [c for c in standing if not proposed(c)], (*aside, *former), self._reports.withdrawn)
        return moved, review.weigh(moved, frozenset(c.id for c in told), frozenset(c.id for c in aside))

    def decided_anew(self) -> frozenset[str]:
        """The claims of which people now say something else, noted."""
        said = _said(self.judged)
        before = dict(self._file.ask("SELECT claim, said FROM judged"))
        changed = {c for c in said.keys() | before.keys() if said.get(c) != before.get(c)}
        self._file.connection.execute("DELETE FROM judged")
        self._file.connection.executemany("INSERT INTO judged VALUES (?, ?)", said.items())
        return frozenset(changed)


def _said(judged: Review) -> dict[str, str]:
    """What decisions ask of each claim."""
    found: dict[str, list[object]] = {}
    for name in ("rejected", "accepted"):
        for claim in getattr(judged, name):
            found.setdefault(claim, []).append(name)
    for name in ("edits", "bound", "apart", "links"):
        for claim, asked in getattr(judged, name).items():
            found.setdefault(claim, []).append([name, [d.id for d in asked] if name == "edits" else asked])
    for claim, proof in sorted(judged.unlinks):
        found.setdefault(claim, []).append(["unlinks", proof])
    return {claim: json.dumps(asked) for claim, asked in found.items()}


def bring_up(store: Store, file: Path) -> None:
    """Draw in all that was read and decided since the file was written; make it where there is none, or where the rules have changed.

    Raises:
        sqlite3.Error: the file cannot be written.
        StoreError: the store cannot be read.
    """
    with contextlib.closing(sqlite3.connect(file, timeout=WAIT, isolation_level=None)) as connection:
        behind = True
        while behind:
            connection.execute("BEGIN IMMEDIATE")
            try:
                behind = _portion(store, connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _portion(store: Store, connection: sqlite3.Connection) -> bool:
    """Draw in one portion; gives whether there may be more."""
    rules, mark = drawn.rules(), store.mark()
    at = drawn.reached(connection)
    if at is None or at[2:] != rules:
        _clear(connection)
        at = (0, 0, *rules)
    if at[:2] == mark:
        return False
    until = min(mark[0], at[0] + PORTION)
    file = File(connection)
    if not _draw(store, file, store.read_between(at[0], until)):
        _clear(connection)
        until = 0
    connection.execute("UPDATE state SET state = ?", (json.dumps([until, mark[1] if until else 0, *rules]),))
    return until < mark[0]


def _clear(connection: sqlite3.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f"DROP TABLE {name}")
    tables = "".join(part.TABLES for part in (drawn, shelves, book, courses, reports, reprints, register))
    for statement in f"{tables}{JUDGED}".split(";"):
        connection.execute(statement)
    connection.execute("INSERT INTO state VALUES ('[]')")


def _draw(store: Store, file: File, names: Sequence[str]) -> bool:
    """Draw in what some documents say now and what was decided; gives False where the latest day lies further back than it did."""
    known = Reports(file, store)
    before = known.today()
    followed, retold = known.admit(store.some_documents(names))
    today = known.today()
    if before and (today is None or today < before):
        return False
    kept = Kept(file, store, known)
    decided = kept.decided_anew()
    documents = frozenset(names) | followed | {c.document for c in store.some_claims(ids=decided)}
    fresh = {c.id: c for c in kept.told_in(documents)}
    kept.register.note(documents, fresh.values(), kept.waiting_in(documents), kept.sources)
    stood = {c for desk in (kept.engaged, kept.lines, kept.promised, kept.deeds) for c in desk.of(documents)}
    redraw(kept, Changed(documents, fresh, frozenset(stood - fresh.keys()), kept.aside_in(documents), retold, kept.due(today)))
    return True
