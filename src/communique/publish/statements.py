"""Statements: who said what, through whom, in the voice in which it came.

Wang Yi (China), through Chinese Foreign Ministry, warned:
    “the first red line that must not be crossed”
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from communique.model import Record, Stance, Statement, StatementEntry
from communique.publish.days import day
from communique.publish.lines import BLANK, QUOTE, Line, line, quotation
from communique.publish.parties import sides

EMPTY = "No statement in the record answers to that."


def statements(record: Record, empty: str = EMPTY) -> tuple[Line, ...]:
    """All statements by report, in the order of publication and of the text."""
    lines: list[Line] = []
    heading: tuple[dt.date | None, str] | None = None
    sources = {document.id: document.source for document in record.documents}
    for entry in in_order(record.statements):
        if heading != (entry.published, entry.claim.document):
            heading = (entry.published, entry.claim.document)
            lines += [BLANK] if lines else []
            outlet = sources.get(entry.claim.document)
            lines += [line((day(entry.published), "head"), f" · {outlet}" if outlet else "", (f"  {entry.claim.document}", "quiet"))]
        lines += statement_lines(entry)
    return tuple(lines) or (line(empty),)


def in_order(entries: Iterable[StatementEntry]) -> list[StatementEntry]:
    """By day of publication, report and place in the text."""

    def key(entry: StatementEntry) -> tuple[dt.date, str, bool, int]:
        first = entry.claim.evidence[0]
        return entry.published or dt.date.max, entry.claim.document, not first.title, first.start

    return sorted(entries, key=key)


def statement_lines(entry: StatementEntry, *, full: bool = False) -> Iterator[Line]:
    """One statement: speaker, relay and manner; the words; at which engagement."""
    claim = entry.claim
    yield line((speaker(claim), "head"), relay(claim), f", {manner(claim)}:", (f"  {entry.id}", "quiet"), indent=2)
    yield line(words(claim, None if full else QUOTE), indent=4)
    if claim.condition:
        yield line((f"({claim.condition})", "quiet"), indent=4)
    if full and entry.engagement:
        yield line(("at ", "quiet"), entry.engagement, indent=4)


def speaker(claim: Statement) -> str:
    """The speaker and the side; a report that names nobody stays without a name."""
    name = claim.speaker or "speaker not named"
    codes = claim.side.split(", ") if claim.side else []
    adds = [code for code in codes if sides([code]).casefold() not in name.casefold()]
    return f"{name} ({sides(adds)})" if adds else name


def relay(claim: Statement) -> str:
    """Through whom it came, and to whom it was said."""
    through = f", through {', then '.join(reversed(claim.via))}" if claim.via else ""
    return through + (f", to {claim.audience}" if claim.audience else "")


def manner(claim: Statement) -> str:
    """The manner in a word."""
    return "declined to say" if claim.stance is Stance.DECLINED else claim.stance.value


def words(claim: Statement, most: int | None) -> tuple[str, str]:
    """What was said: in quotation marks where all of it was quoted, bare where it was reported."""
    text = " … ".join(span.text for span in claim.content)
    quoted = quotation(text, most)
    bare = quoted[0] if claim.quoted == "all" else quoted[0][1:-1]
    return (bare, "quote" if claim.quoted == "all" else "")
