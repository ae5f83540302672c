"""The record as a Markdown briefing: what is ahead, what was, what was promised, which lines are open; each line with its footnotes.

A footnote is a quotation with its report, so that every sentence of a briefing can be checked where it stands.

    - **16 Mar 2023** · meeting · held: Yoon Suk Yeol (President, South Korea) and Fumio Kishida (...), Tokyo [^1]
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, Evidence, Record, StatementEntry
from communique.publish.commitments import in_order as by_making
from communique.publish.days import day, period
from communique.publish.footnotes import Footnotes, escaped
from communique.publish.naming import Lasting, told
from communique.publish.parties import people, side_name, sides
from communique.publish.timeline import AHEAD, in_order

EMPTY = "Nothing in the record answers to that."


def markdown(record: Record) -> str:
    """The briefing as text; footnotes as GitHub, Pandoc and Obsidian read them."""
    notes = Footnotes(record.documents)
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


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "", *lines, ""] if lines else []


def _marks(entry: Lasting, notes: Footnotes) -> str:
    """The words that moved it; the words themselves where none did. What was withdrawn proves nothing."""
    standing = [(proof, step) for proof, step in told(entry) if step is None or step.status != "withdrawn"]
    return "".join(notes.mark(proof) for proof, step in standing if step) or "".join(notes.mark(proof) for proof, _ in standing)


def _engagement(entry: EngagementEntry, notes: Footnotes) -> str:
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


def _commitment(entry: CommitmentEntry, notes: Footnotes) -> str:
    due = f"due {period(entry.due_start, entry.due_end)}" if entry.due_start or entry.due_end else "no time set"
    made = f" {day(entry.made)}" if entry.made else ""
    toward = [side for side in entry.toward if side not in entry.by]
    parties = sides(entry.by) + (f" toward {sides(toward)}" if toward else "")
    said = escaped(f"{parties}: {entry.what}" if parties else entry.what)
    kept = f", kept by {', '.join(entry.kept_by)}" if entry.kept_by else ""
    return f"- **{entry.strength.value}{made}** · {due} · {entry.status}{kept}: {said} {_marks(entry, notes)}".rstrip()


def _channel(entry: ChannelEntry, notes: Footnotes) -> Iterable[str]:
    """A line for the channel, and one for each state that it went through."""
    yield f"- **{escaped(entry.name)}** · {escaped(sides(entry.sides))} · {entry.state.value}"
    for step in entry.history:
        told_of = period(step.start, step.end) if step.start or step.end else f"told {day(step.on)}"
        yield f"  - {step.status}, {told_of} {notes.mark(step.evidence) if step.evidence else f'({escaped(step.reason)})'}"


def _statement(entry: StatementEntry, notes: Footnotes) -> str:
    claim = entry.claim
    speaker = ", ".join(filter(None, [claim.speaker or "unnamed", side_name(claim.side) if claim.side else None]))
    via = f", via {', '.join(claim.via)}" if claim.via else ""
    marks = "".join(notes.mark(Evidence(claim.document, span)) for span in claim.content)
    content = " … ".join(span.text for span in claim.content)
    return f"- **{day(entry.published)}** · {escaped(speaker + via)} · {claim.stance.value}: {escaped(content)} {marks}".rstrip()
