"""What a search found: entries of the record first, then paragraphs of reports, each hit marked.

“... reopen military-to-military [lines] of communication ...”
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from communique.model import Document, Record
from communique.publish.days import day
from communique.publish.find import claims_of, entries
from communique.publish.lines import BLANK, Line, Piece, line
from communique.publish.show import brief


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that holds the words sought: pieces of text, each with whether it is a hit; ``claim`` where a claim tells it."""

    document: str
    claim: str | None
    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The words, hits in square brackets."""
        return "".join(f"[{words}]" if hit else words for words, hit in self.pieces)


def passage(document: str, claim: str | None, excerpt: str, before: str, after: str) -> Passage:
    """A passage from an excerpt in which hits stand between two marks."""
    pieces: list[tuple[str, bool]] = []
    for number, stretch in enumerate(excerpt.split(before)):
        hit, _, rest = stretch.partition(after) if number else ("", "", stretch)
        pieces += [(hit, True)] if hit else []
        pieces += [(rest, False)] if rest else []
    return Passage(document, claim, tuple(pieces))


def found(record: Record, passages: Iterable[Passage]) -> tuple[Line, ...]:
    """Entries and paragraphs that hold the words, best first. What is not part of the record as of its day does not show."""
    lines: list[Line] = []
    hits = in_record(record, passages)
    by_id = entries(record)
    for name in hits.entries:
        entry = by_id[name]
        if not isinstance(entry, Document):
            lines += [line(brief(entry), (f"  {name}", "quiet"), indent=2)]
    if lines:
        lines = [line(("In the record", "head")), *lines, BLANK]
    if hits.paragraphs:
        lines += [line(("In the reports", "head"))]
    for hit in hits.paragraphs:
        report = by_id[hit.document]
        told = day(report.published) if isinstance(report, Document) and report.published else "undated"
        pieces: tuple[Piece, ...] = tuple(
            (f"[{words}]", "found") if marked else " ".join(words.split("\n")) for words, marked in hit.pieces
        )
        lines += [Line((f"{told}  ", *pieces, (f"  {hit.document}", "quiet")), 2, 13)]
    return tuple(lines) or (line("Nothing in the record or the reports holds these words."),)


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids of entries, and paragraphs, best first."""

    entries: tuple[str, ...]
    paragraphs: tuple[Passage, ...]


def in_record(record: Record, passages: Iterable[Passage]) -> Hits:
    """Passages that belong to a record: a claim's passage leads to the entry that rests on it."""
    documents = {document.id for document in record.documents}
    resting = {claim: entry.id for entry in entries(record).values() for claim in claims_of(entry)}
    shown = [p for p in passages if p.document in documents]
    names = dict.fromkeys(resting[p.claim] for p in shown if p.claim in resting)
    return Hits(tuple(names), tuple(p for p in shown if p.claim is None))


def found_object(record: Record, passages: Iterable[Passage]) -> dict[str, Any]:
    """The same for programs: ids of entries, and paragraphs with hits in square brackets."""
    hits = in_record(record, passages)
    return {"entries": list(hits.entries), "paragraphs": [{"document": hit.document, "text": hit.text} for hit in hits.paragraphs]}
