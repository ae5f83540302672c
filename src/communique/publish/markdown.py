"""The record as a Markdown briefing: what is ahead, what was, what was promised, which lines are open; each line with its footnotes.

A footnote is a quotation with its report, so that every sentence of a briefing can be checked where it stands.

    - **16 Mar 2023** · meeting · held: Yoon Suk Yeol (President, South Korea) and Fumio Kishida (...), Tokyo [^1]
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.model import ChannelEntry, CommitmentEntry, Document, EngagementEntry, Evidence, Record, StatementEntry
from communique.publish.commitments import in_order as by_making
from communique.publish.days import day, period
from communique.publish.naming import Lasting, told
from communique.publish.parties import people, side_name, sides
from communique.publish.timeline import AHEAD, in_order

EMPTY = "Nothing in the record answers to that."


class _Notes:
    """Footnotes in the order of their first use; the same words are one note."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._numbers: dict[Evidence, int] = {}

    def mark(self, proof: Evidence) -> str:
        """The mark of a quotation in the text."""
        return f"[^{self._numbers.setdefault(proof, len(self._numbers) + 1)}]"

    def lines(self) -> list[str]:
        """The notes themselves."""
        return [f"[^{number}]: {self._source(proof)}: “{escaped(proof.span.text)}”" for proof, number in self._numbers.items()]

    def _source(self, proof: Evidence) -> str:
        document = self._documents.get(proof.document)
        told_on = day(document.published) if document and document.published else None
        return ", ".join(escaped(word) for word in (document and document.source, proof.document, told_on) if word)


def markdown(record: Record) -> str:
    """The briefing as text; footnotes as GitHub, Pandoc and Obsidian read them."""
    notes = _Notes(record.documents)
    ordered = in_order(record.engagements)
    ahead = [_engagement(e, notes) for e in ordered if e.status in AHEAD]
    past = [_engagement(e, notes) for e in ordered if e.status not in AHEAD]
    sections = [
        *_section("Engagements ahead", ahead),
        *_section("Engagements", past),
        *_section("Commitments", [_commitment(c, notes) for c in by_making(record.commitments)]),
        *_section("Channels", [line for c in record.channels for line in _channel(c, notes)]),
        *_section("Statements", [_statement(s, notes) for s in record.statements]),
    ]
    title = f"# The record as of {day(record.as_of)}" if record.as_of else "# The record"
    return "\n".join([title, "", *(sections or [EMPTY, ""]), *notes.lines()]).rstrip("\n") + "\n"


def escaped(words: str) -> str:
    """Words on one line in which nothing is taken for markup or a link."""
    plain = re.sub(r"([\\`*_{}\[\]<>#|~$^!&])", r"\\\1", " ".join(words.split()))
    return re.sub(r"(?i)\b(https?|ftp|mailto):", r"\1\\:", re.sub(r"^([-+]|\d+[.)])(?=\s)", r"\\\1", plain))


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "", *lines, ""] if lines else []


def _marks(entry: Lasting, notes: _Notes) -> str:
    """The words that moved it; the words themselves where none did. What was withdrawn proves nothing."""
    standing = [(proof, step) for proof, step in told(entry) if step is None or step.status != "withdrawn"]
    return "".join(notes.mark(proof) for proof, step in standing if step) or "".join(notes.mark(proof) for proof, _ in standing)


def _engagement(entry: EngagementEntry, notes: _Notes) -> str:
    head = f"- **{period(entry.start, entry.end, entry.precision)}** · {entry.kind.value} · {entry.status.value}"
    about = [
        people(entry.people) or sides(entry.sides),
        entry.place,
        f"beside {entry.occasion}" if entry.occasion else None,
        entry.duration,
        f"on {', '.join(entry.topics)}" if entry.topics else None,
        *(f"disagreement: {conflict}" for conflict in entry.conflicts),
    ]
    return f"{head}: {', '.join(escaped(word) for word in about if word)} {_marks(entry, notes)}".rstrip()


def _commitment(entry: CommitmentEntry, notes: _Notes) -> str:
    due = f"due {period(entry.due_start, entry.due_end)}" if entry.due_start or entry.due_end else "no time set"
    made = f" {day(entry.made)}" if entry.made else ""
    toward = [side for side in entry.toward if side not in entry.by]
    parties = sides(entry.by) + (f" toward {sides(toward)}" if toward else "")
    said = escaped(f"{parties}: {entry.what}" if parties else entry.what)
    kept = f", kept by {', '.join(entry.kept_by)}" if entry.kept_by else ""
    return f"- **{entry.strength.value}{made}** · {due} · {entry.status}{kept}: {said} {_marks(entry, notes)}".rstrip()


def _channel(entry: ChannelEntry, notes: _Notes) -> Iterable[str]:
    """A line for the channel, and one for each state that it went through."""
    yield f"- **{escaped(entry.name)}** · {escaped(sides(entry.sides))} · {entry.state.value}"
    for step in entry.history:
        told_of = period(step.start, step.end) if step.start or step.end else f"told {day(step.on)}"
        yield f"  - {step.status}, {told_of} {notes.mark(step.evidence) if step.evidence else f'({escaped(step.reason)})'}"


def _statement(entry: StatementEntry, notes: _Notes) -> str:
    claim = entry.claim
    speaker = ", ".join(filter(None, [claim.speaker or "unnamed", side_name(claim.side) if claim.side else None]))
    via = f", via {', '.join(claim.via)}" if claim.via else ""
    marks = "".join(notes.mark(Evidence(claim.document, span)) for span in claim.content)
    content = " … ".join(span.text for span in claim.content)
    return f"- **{day(entry.published)}** · {escaped(speaker + via)} · {claim.stance.value}: {escaped(content)} {marks}".rstrip()
