"""What changed between two days: one line an entry, under what became of it, with the words that made the change.

Held
  15 Nov 2023 · meeting · held: Joe Biden and Xi Jinping  E16c6cbaa
      expected → held  “he met U.S. President Joe Biden in California on Wednesday”
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.ledger.changes import Change, Novelty, days
from communique.ledger.hopes import follows, told_by
from communique.model import ChannelEntry, CommitmentEntry, Document, EngagementEntry, Record, Step
from communique.publish.days import day
from communique.publish.find import entries
from communique.publish.lines import BLANK, Line, line, quotation
from communique.publish.selection import Selection, select
from communique.publish.show import brief

Living = EngagementEntry | CommitmentEntry | ChannelEntry

# What a new status means to a reader, in the order of the sections.
SECTIONS: Mapping[str, frozenset[str]] = {
    "Held": frozenset({"held"}),
    "Kept": frozenset({"kept", "partly kept"}),
    "Dropped or broken": frozenset({"dropped", "broken"}),
    "Put off or called off": frozenset({"postponed", "cancelled", "refused"}),
    "Passed without a sign in the record": frozenset({"lapsed", "overdue"}),
}
CONTRADICTED, LINES, MOVED, NEW, GONE, OTHER = (
    "Reports that disagree",
    "Lines",
    "Moved",
    "New",
    "No longer in the record",
    "Announced or under way",
)
ORDER = (CONTRADICTED, *SECTIONS, LINES, OTHER, MOVED, NEW, GONE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of one entry between two days: the entry as it now stands (as it stood, where it is gone) and its changes."""

    section: str
    entry: Living
    changes: tuple[Change, ...]


def turns(found: Iterable[Change], before: Record, after: Record, between: Sequence[str] = ()) -> tuple[Turn, ...]:
    """The changes of each entry together, section by section. What only reports without a day tell is new on no day, and left out.

    Args:
        found: the changes (see ``ledger.changes``).
        before, after: the records they lead from and to.
        between: only what involves all of these sides.
    """
    wanted = Selection(tuple(between))
    known = {**_living(select(before, wanted)), **_living(select(after, wanted))}
    changes: dict[str, list[Change]] = {}
    for change in found:
        if change.entry in known:
            changes.setdefault(change.entry, []).append(change)
    met = {**told_by(before), **told_by(after)}
    # A plan to meet that stands among the commitments too is told as the engagement that it is.
    own = {key: e for key in changes if not (isinstance(e := known[key], CommitmentEntry) and follows(e, met))}
    own = {key: e for key, e in own.items() if any(step.on for step in e.history if step.claim)}
    made = [Turn(_section(entry, changes[key]), entry, tuple(changes[key])) for key, entry in own.items()]
    return tuple(sorted(made, key=_place))


def _place(turn: Turn) -> tuple[int, int, str, str, str]:
    """By section, then kind of entry, then its days, or where it has none, the day it was first told."""
    kind = (EngagementEntry, CommitmentEntry, ChannelEntry).index(type(turn.entry))
    told = min((step.on.isoformat() for step in turn.entry.history if step.on), default="")
    return ORDER.index(turn.section), kind, days(turn.entry) or "~", told, turn.entry.id


def _living(record: Record) -> dict[str, Living]:
    every: tuple[Living, ...] = (*record.engagements, *record.commitments, *record.channels)
    return {entry.id: entry for entry in every}


def _section(entry: Living, changes: Sequence[Change]) -> str:
    novelties = {change.novelty for change in changes}
    if Novelty.CONTRADICTED in novelties:
        return CONTRADICTED
    if Novelty.GONE in novelties:
        return GONE
    status = next((change.after for change in changes if change.novelty in (Novelty.STATUS, Novelty.NEW)), None)
    if status is None:
        return MOVED
    if isinstance(entry, ChannelEntry):
        return LINES
    return next((title for title, some in SECTIONS.items() if status in some), NEW if Novelty.NEW in novelties else OTHER)


def changed(made: Sequence[Turn], record: Record, since: dt.date, empty: str) -> tuple[Line, ...]:
    """The changes, section by section.

    Args:
        made: what became of each entry.
        record: the later record.
        since: the earlier day.
        empty: what to say where nothing changed.
    """
    if not made:
        return (line(empty),)
    until = record.as_of or max((d.published for d in record.documents if d.published), default=None)
    lines = [line((f"From {day(since)} to {day(until)}", "head")), BLANK]
    heading = None
    for turn in made:
        if turn.section != heading:
            lines += [BLANK] if heading else []
            heading = turn.section
            lines.append(line((heading, "head")))
        lines.append(line(brief(turn.entry), (f"  {turn.entry.id}", "quiet"), indent=2))
        lines += _change_lines(turn, record)
    return tuple(lines)


def _change_lines(turn: Turn, record: Record) -> Iterator[Line]:
    shown: Step | None = None
    for change in turn.changes:
        step = step_of(change, turn.entry)
        yield _change_line(change, None if step is shown else step, record)
        shown = step


def _change_line(change: Change, step: Step | None, record: Record) -> Line:
    words = [quotation(step.evidence.span.text)] if step and step.evidence else []
    if step and not words:
        words = [(f"({step.reason})", "quiet")]
    document = entries(record).get(step.document) if step and step.document else None
    told = f", {day(document.published)}" if isinstance(document, Document) and document.published else ""
    source = [(f"  [{step.document}{told}]", "quiet")] if step and step.document else []
    return line(in_words(change), "  " if words else "", *words, *source, indent=6)


def step_of(change: Change, entry: Living) -> Step | None:
    """The step behind a change: for what is new the one by which it stands where it does, for other days the last that told them."""
    told = [s for s in reversed(entry.history) if s.evidence]
    match change.novelty:
        case Novelty.NEW:
            return next((s for s in told if s.status == change.after), change.step)
        case Novelty.MOVED:
            return next((s for s in told if s.start), None)
        case _:
            return change.step


def in_words(change: Change) -> str:
    """A change in words."""
    match change.novelty:
        case Novelty.NEW:
            return f"new, {change.after}"
        case Novelty.GONE:
            return f"was {change.before}; its reports were withdrawn or joined to another entry"
        case Novelty.MOVED:
            return f"days: {_period(change.before)} → {_period(change.after)}"
        case Novelty.CONTRADICTED:
            return f"disagreement: {change.after}"
        case Novelty.STATUS:
            return f"{change.before} → {change.after}"


def _period(told: str | None) -> str:
    """Days as ``ledger.changes`` gives them, one day as one."""
    first, _, last = (told or "").partition("..")
    if first == last:
        return first or "none told"
    return f"{first} to {last}" if first and last else f"from {first} on" if first else f"by {last}"


def changed_object(made: Iterable[Turn], since: dt.date, as_of: dt.date | None) -> dict[str, Any]:
    """The same for programs."""
    rows = []
    for turn in made:
        for change in turn.changes:
            step = step_of(change, turn.entry)
            proof = step.evidence if step else None
            quote = (
                {"document": proof.document, "start": proof.span.start, "end": proof.span.end, "text": proof.span.text} if proof else None
            )
            told = {"entry": change.entry, "change": change.novelty.value, "before": change.before, "after": change.after}
            rows.append({"section": turn.section, **told, "reason": step.reason if step else None, "evidence": quote})
    return {"since": since.isoformat(), "as_of": as_of.isoformat() if as_of else None, "changes": rows}
