"""Alerts: which moves of the record a desk wants to be told of, and how each is told to a program and to a person.

A filter is saved in a file under a name: some sides, some statuses, and where to tell it. What a filter takes is told in full, with the
words of the report, so that nobody has to look it up to judge it.

    [alerts.beijing]
    between = ["U.S.", "China"]
    on = ["postponed", "overdue", "cut"]
    webhook = "https://hooks.example.org/desk"
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from communique.model import Document, Outcome, Record, State, Status
from communique.publish.days import day
from communique.publish.moves import Move, headline, moves, told
from communique.publish.parties import code_of
from communique.publish.selection import Selection, select

STATUSES = frozenset({*Status, *State, *Outcome, "open", "overdue", "partly kept"})
MOST = 100  # moves in one message
LISTS, WORDS = ("between", "on", "mail"), ("webhook", "atom", "ics")


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved filter and where what it takes is told.

    Args:
        between: only what involves all of these sides.
        on: the statuses that are news; all of them where none is named.
        webhook: an address that is sent JSON.
        mail: who is written to.
        atom, ics: files that are written anew.
    """

    name: str
    between: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    webhook: str | None = None
    mail: tuple[str, ...] = ()
    atom: str | None = None
    ics: str | None = None

    def part(self, record: Record) -> Record:
        """What of a record it looks at."""
        return select(record, Selection(self.between))


def read_alerts(toml: str) -> tuple[tuple[Alert, ...], Mapping[str, Any]]:
    """The alerts of a file, and what it says about mail.

    Raises:
        ValueError: something in it cannot be meant; the words say what.
    """
    loaded = tomllib.loads(toml)
    rows, mail = loaded.pop("alerts", {}), loaded.pop("mail", {})
    if loaded or not isinstance(rows, dict) or not rows or not isinstance(mail, dict):
        raise ValueError("it holds no alerts: write [alerts.NAME] and below it between, on, webhook, mail, atom or ics")
    return tuple(_alert(name, row) for name, row in rows.items()), mail


def _alert(name: str, row: Any) -> Alert:
    if not isinstance(row, dict):
        raise ValueError(f"[alerts.{name}] must be a table")
    for key, value in row.items():
        if key not in (*LISTS, *WORDS):
            raise ValueError(f"[alerts.{name}] knows no {key!r}; there are {', '.join((*LISTS, *WORDS))}")
        fits = isinstance(value, list) if key in LISTS else isinstance(value, str)
        if not fits or not all(isinstance(v, str) and v.isprintable() for v in (value if key in LISTS else [value])):
            raise ValueError(f"[alerts.{name}] {key} must be {'a list of words' if key in LISTS else 'words'}, in one line")
    unknown = [status for status in row.get("on", ()) if status not in STATUSES]
    if unknown:
        raise ValueError(f"[alerts.{name}] no status is called {unknown[0]!r}; there are {', '.join(sorted(STATUSES))}")
    fields: dict[str, Any] = {key: tuple(row.get(key, ())) for key in LISTS}
    fields["between"] = tuple(code_of(side) for side in fields["between"])
    fields |= {key: row.get(key) for key in WORDS}
    made = Alert(name, **fields)
    if not (made.webhook or made.mail or made.atom or made.ics):
        raise ValueError(f"[alerts.{name}] tells nobody: give it a webhook, mail, atom or ics")
    return made


def due(record: Record, alert: Alert, since: dt.date) -> tuple[Move, ...]:
    """The moves that an alert is about, told on or after a day, the earliest first."""
    found = [m for m in moves(alert.part(record)) if m.on >= since and (not alert.on or m.step.status in alert.on)]
    return tuple(sorted(found, key=lambda move: (move.on, move.entry.id, move.name)))


def key_of(move: Move) -> str:
    """By what a move is remembered. The claim tells it where one made it, for an entry's id may change with an older report."""
    return f"{move.step.status} {move.step.claim or f'{move.entry.id} {move.on}'}"


def as_object(alert: Alert, some: Sequence[Move], record: Record) -> dict[str, Any]:
    """Moves for a program."""
    documents = {document.id: document for document in record.documents}
    return {"alert": alert.name, "moves": [_move_object(move, documents) for move in some]}


def _move_object(move: Move, documents: Mapping[str, Document]) -> dict[str, Any]:
    proof = move.step.evidence
    report = documents.get(proof.document) if proof else None
    source = {"source": report.source if report else None}
    quote = {"document": proof.document, "start": proof.span.start, "end": proof.span.end, "text": proof.span.text} if proof else None
    told_as = {"status": move.step.status, "on": move.on.isoformat(), "headline": headline(move), "entry": move.entry.id}
    return {"id": key_of(move), **told_as, "reason": move.step.reason, "evidence": quote and quote | source}


def as_mail(alert: Alert, some: Sequence[Move], record: Record, sender: str, now: dt.datetime) -> EmailMessage:
    """Moves for a person. The same moves make the same Message-ID, so that a mail sent twice can be known for one."""
    documents = {document.id: document for document in record.documents}
    first = headline(some[0]) if len(some) == 1 else f"{len(some)} moves"
    seed = "\x1f".join([alert.name, *alert.mail, *(key_of(move) for move in some)])
    made = EmailMessage()
    made["Subject"] = _line(f"{alert.name}: {first}")
    made["From"] = sender
    made["To"] = ", ".join(alert.mail)
    made["Date"] = now
    made["Message-ID"] = f"<{hashlib.sha256(seed.encode('utf-8', 'replace')).hexdigest()[:32]}@communique.invalid>"
    made["Auto-Submitted"] = "auto-generated"
    blocks = [f"{day(move.on)} · {headline(move)}\n    {' '.join(told(move, documents).split())}\n    {move.entry.id}" for move in some]
    # Half a character in a report is no UTF-8 and comes out as a mark.
    made.set_content("\n\n".join(blocks).encode("utf-8", "replace").decode() + "\n")
    return made


def _line(words: str) -> str:
    """Words of reports in a header: one line, and nothing that is no character."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:200]
