"""A briefing on what two or more sides have with each other, in Markdown: for the folder of whoever meets the other side tomorrow.

What changed, what lies ahead, what is overdue, in which state the lines are, and what each side said last on each topic. Every line
leads to the words of a report; what no report says does not stand in it.

    - **5 Feb 2023**, visit, postponed: Antony Blinken (secretary of state, United States), Beijing[^2]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.ledger.changes import Novelty, days, status
from communique.ledger.hopes import follows, told_by
from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, Evidence, Record, StatementEntry, Status, Strength
from communique.publish import export
from communique.publish.changed import GONE, NEW, Living, Turn, changed_object, in_words, step_of
from communique.publish.channels import in_order as lines_in_order
from communique.publish.days import day, period
from communique.publish.footnotes import Footnotes, escaped
from communique.publish.lines import QUOTE
from communique.publish.parties import people, side_name, sides
from communique.publish.statements import in_order, manner, relay, speaker, words
from communique.publish.timeline import OVERDUE, pending

MOST = 12  # engagements, and promises, without a time shown, the newest
TOPICS = 12  # groups of topics shown, those raised last first
QUIET = {
    "What changed": "Nothing changed in the record.",
    "Ahead and open": "Nothing that lies ahead is in the record.",
    "Passed without a sign, or put off": "Nothing passed without a sign in the record.",
    "Lines": "No line between them is in the record.",
    "Last words": "No statement of theirs is tied to what they have with each other.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Topics on which the sides' last words are the same statements, and these by side; None where a side said nothing."""

    topics: tuple[str, ...]
    said: Mapping[str, StatementEntry | None]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What stands in a briefing.

    Args:
        between: the sides.
        since: the day from which changes count.
        until: the day of the briefing.
        made: what changed.
        ahead: what is still to come or open.
        late: what passed without a sign, or was put off from days that are over.
        lines: standing lines.
        words: the sides' last words by topic.
    """

    between: tuple[str, ...]
    since: dt.date
    until: dt.date | None
    made: tuple[Turn, ...]
    ahead: tuple[Living, ...]
    late: tuple[Living, ...]
    lines: tuple[ChannelEntry, ...]
    words: tuple[Words, ...]


def brief_on(record: Record, made: Iterable[Turn], between: Sequence[str], since: dt.date) -> Briefing:
    """Gather a briefing.

    Args:
        record: the part of the record that the sides share, as of the day of the briefing.
        made: what changed since a day (see ``changed.turns``).
        between: the sides.
        since: that day.
    """
    until = record.as_of or max((d.published for d in record.documents if d.published), default=None)
    left = pending(record)
    met = told_by(record)
    promised = [c for c in left.commitments if not follows(c, met)]
    every: tuple[Living, ...] = (*sorted(left.engagements, key=_turn), *sorted(promised, key=_turn))
    late = {e.id: e for e in every if status(e) in (Status.LAPSED, OVERDUE) or _over(e, until)}
    changes = tuple(turn for turn in made if turn.section != GONE)
    ahead = tuple(e for e in every if e.id not in late)
    last = tuple(_last_words(record, between))
    return Briefing(tuple(between), since, until, changes, ahead, tuple(late.values()), tuple(lines_in_order(record.channels)), last)


def _turn(entry: Living) -> tuple[str, int, str]:
    """What has a time comes first, by it; the rest newest first."""
    told = max((s.on.toordinal() for s in entry.history if s.on), default=0)
    return days(entry) or "~", -told, entry.id


def _over(entry: Living, today: dt.date | None) -> bool:
    """Whether the days told of an engagement are over, though nobody has said that it was held."""
    return isinstance(entry, EngagementEntry) and bool(entry.end and today and entry.end < today)


def markdown(told: Briefing, record: Record) -> str:
    """The briefing as Markdown with footnotes."""
    notes, ahead = Footnotes(record.documents), {e.id for e in told.ahead}
    sections = {
        "What changed": [_change(turn, notes) for turn in told.made if turn.section != NEW or turn.entry.id not in ahead],
        "Ahead and open": list(_ahead(told, notes)),
        "Passed without a sign, or put off": [_line(e, notes) for e in told.late],
        "Lines": [_line(e, notes) for e in told.lines],
        "Last words": [row for last in told.words for row in _words(last, notes)],
    }
    title = f"# {' and '.join(side_name(code) for code in told.between)}: {day(told.until)}"
    about = f"Changes since {day(told.since)}. Each line is what reports say; the footnotes give their words."
    body = [row for name, rows in sections.items() for row in (f"## {name}", "", *(rows or [QUIET[name]]), "")]
    return "\n".join([title, "", about, "", *body, *notes.lines()]).rstrip("\n") + "\n"


def briefing_object(told: Briefing) -> dict[str, Any]:
    """The same for programs."""
    return {
        **changed_object(told.made, told.since, told.until),
        "between": list(told.between),
        "ahead": [export.one(e) for e in told.ahead],
        "passed": [export.one(e) for e in told.late],
        "channels": [export.one(e) for e in told.lines],
        "last_words": [
            {"topics": list(w.topics), "said": {side: export.one(s) if s else None for side, s in w.said.items()}} for w in told.words
        ],
    }


def _change(turn: Turn, notes: Footnotes) -> str:
    """What became of an entry, with the words that made each change."""
    told = "; ".join(in_words(c) for c in turn.changes if c.novelty is not Novelty.NEW)
    steps = [step_of(change, turn.entry) for change in turn.changes]
    marks = notes.mark(*(step.evidence for step in steps if step)) or _marks(turn.entry, notes)
    head = "New: " if any(c.novelty is Novelty.NEW for c in turn.changes) else ""
    return f"- {head}{_entry(turn.entry)}{f' ({escaped(told)})' if told else ''}{marks}"


def _ahead(told: Briefing, notes: Footnotes) -> Iterator[str]:
    """What is ahead; of what has no time only the newest, and how many more there are."""
    new = {turn.entry.id for turn in told.made if turn.section == NEW}
    for name, some in (
        ("engagement", [e for e in told.ahead if isinstance(e, EngagementEntry)]),
        ("commitment", [e for e in told.ahead if isinstance(e, CommitmentEntry)]),
    ):
        timeless = [e for e in some if _timeless(e)]
        left = {e.id for e in timeless[MOST:]}
        yield from (_line(e, notes, "New: " if e.id in new else "") for e in some if e.id not in left)
        if left:
            number = f"{len(left)} older {name}{'s' * (len(left) > 1)}"
            yield f"- and {number} without a time: `communique agenda --between {','.join(told.between)}`"


def _timeless(entry: Living) -> bool:
    return days(entry) is None


def _line(entry: Living, notes: Footnotes, head: str = "") -> str:
    return f"- {head}{_entry(entry)}{_marks(entry, notes)}"


def _marks(entry: Living, notes: Footnotes) -> str:
    """The words of the step by which an entry stands where it does, and of the one before it."""
    told = [step.evidence for step in entry.history if step.evidence and step.status != "withdrawn"]
    rest: tuple[Evidence, ...] = () if isinstance(entry, ChannelEntry) else entry.evidence[:1]
    return notes.mark(*told[-2:]) or notes.mark(*rest)


def _entry(entry: Living) -> str:
    match entry:
        case EngagementEntry():
            head = f"**{period(entry.start, entry.end, entry.precision)}**, {entry.kind.value}, {entry.status.value}: "
            about = [people(entry.people) or sides(entry.sides), entry.place, f"beside {entry.occasion}" if entry.occasion else None]
            told = head + escaped(", ".join(filter(None, about)))
            return told + "".join(f"; reports disagree: {escaped(conflict)}" for conflict in entry.conflicts)
        case CommitmentEntry():
            due = f", due {period(entry.due_start, entry.due_end)}" if entry.due_start or entry.due_end else ""
            made = f" {day(entry.made)}" if entry.made else ""
            stands = entry.strength.value if entry.strength is Strength.REFUSED else f"{entry.status}, {entry.strength.value}"
            return f"**{stands}{made}**{due}: {escaped(f'{sides(entry.by)}: {entry.what}')}"
        case ChannelEntry():
            last = next((s for s in reversed(entry.history) if s.status == entry.state), None)
            since = (
                period(last.start, last.end) if last and (last.start or last.end) else f"told {day(last.on)}" if last and last.on else ""
            )
            return f"**{escaped(entry.name)}**: {entry.state.value}{f', {since}' if since else ''}"


# ---------------------------------------------------------------- last words


def _last_words(record: Record, between: Sequence[str]) -> Iterator[Words]:
    """For each topic the last that each side said on it, the topic raised last first; topics of the same words stand together."""
    last: dict[str, dict[str, StatementEntry]] = {}
    for entry in in_order(_theirs(record)):
        for side in (entry.claim.side or "").split(", "):
            for topic in entry.claim.topics if side in between and entry.published else ():
                last.setdefault(topic, {})[side] = entry
    newest = sorted(last, key=lambda topic: (-max(s.published.toordinal() for s in last[topic].values() if s.published), topic))
    groups: dict[tuple[str | None, ...], list[str]] = {}
    for topic in newest:
        groups.setdefault(tuple(said.id if (said := last[topic].get(side)) else None for side in between), []).append(topic)
    for topics in list(groups.values())[:TOPICS]:
        yield Words(tuple(topics), {side: last[topics[0]].get(side) for side in between})


def _words(last: Words, notes: Footnotes) -> Iterator[str]:
    yield f"- **{escaped(', '.join(last.topics))}**"
    said = {entry.id: entry for entry in last.said.values() if entry}
    yield from (f"  - {_said(entry, notes)}" for entry in said.values())
    silent = [side for side, entry in last.said.items() if entry is None]
    if silent:
        yield f"  - {sides(silent)}: nothing in the record"


def _theirs(record: Record) -> list[StatementEntry]:
    """Statements made at what the sides have with each other, or in the reports that tell of it."""
    met = {entry.id for entry in record.engagements}
    telling = {proof.document for e in record.engagements for proof in e.evidence}
    telling |= {proof.document for c in record.commitments for proof in c.evidence}
    telling |= {step.document for line in record.channels for step in line.history if step.document}
    return [s for s in record.statements if s.engagement in met or (s.engagement is None and s.claim.document in telling)]


def _said(entry: StatementEntry, notes: Footnotes) -> str:
    claim = entry.claim
    told, _ = words(claim, QUOTE)
    marks = notes.mark(*(Evidence(claim.document, span) for span in claim.content))
    return f"{escaped(speaker(claim) + relay(claim))}, {manner(claim)}, {day(entry.published)}: {escaped(told)}{marks}"
