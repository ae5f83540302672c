"""The timeline and the agenda: engagements with their lives, each step with its words.

The timeline is what was, in the order of days; the agenda is what is ahead, then what has passed without a sign in the record.

    16 Feb 2024 · meeting · held
        Antony Blinken (Secretary of State, United States) and Wang Yi (...)
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from communique.model import CommitmentEntry, EngagementEntry, Record, Status, Step
from communique.publish.commitments import commitment_lines
from communique.publish.days import period
from communique.publish.history import history_lines
from communique.publish.lines import BLANK, Line, line, status
from communique.publish.parties import people, side_name, sides

AHEAD = frozenset({Status.PLANNED, Status.EXPECTED, Status.INVITED, Status.POSTPONED, Status.UNDER_WAY})
OVERDUE = "overdue"
DUE = frozenset({"open", "under way", "postponed"})
EMPTY = "Nothing in the record answers to that."
# Sorts what has no day behind what has one.
FAR = dt.date.max


def timeline(record: Record, empty: str = EMPTY) -> tuple[Line, ...]:
    """All engagements in the order of days, by year; those without a day last."""
    lines: list[Line] = []
    heading = None
    for entry in in_order(record.engagements):
        year = str(first.year) if (first := entry.start or entry.end) else "Without a day"
        if year != heading:
            heading = year
            lines += [line((year, "head"))]
        lines += [*engagement_lines(entry), BLANK]
    return tuple(lines) or (line(empty),)


def pending(record: Record) -> Record:
    """What is not done with: ahead, open, or passed without a sign. Nothing else is left in the lists that an agenda has."""
    engagements = tuple(e for e in in_order(record.engagements) if e.status in AHEAD or e.status is Status.LAPSED)
    commitments = tuple(c for c in by_due(record.commitments) if c.status in DUE or c.status == OVERDUE)
    return dataclasses.replace(record, engagements=engagements, commitments=commitments)


def agenda(record: Record, empty: str = EMPTY) -> tuple[Line, ...]:
    """What is ahead: engagements told ahead and commitments still open, the nearest first; then what lapsed or is overdue."""
    left = pending(record)
    lapsed = [e for e in left.engagements if e.status is Status.LAPSED]
    overdue = [c for c in left.commitments if c.status == OVERDUE]
    lines = [
        *_section("Engagements ahead", [e for e in left.engagements if e.status is not Status.LAPSED], ()),
        *_section("Commitments open", (), [c for c in left.commitments if c.status != OVERDUE]),
        *_section("Passed without a sign in the record", lapsed, overdue),
    ]
    return tuple(lines) or (line(empty),)


def in_order(entries: Iterable[EngagementEntry]) -> list[EngagementEntry]:
    """By first day, then last day; what has no day comes last, by the day it was first told."""
    return sorted(entries, key=lambda e: (e.start or e.end or FAR, e.end or FAR, _told(e.history), e.id))


def by_due(entries: Iterable[CommitmentEntry]) -> list[CommitmentEntry]:
    """By the day they are due; what has no such day comes last, by the day it was made."""
    return sorted(entries, key=lambda c: (c.due_end or c.due_start or FAR, c.made or FAR, c.id))


def engagement_lines(entry: EngagementEntry, *, full: bool = False) -> tuple[Line, ...]:
    """One engagement: day, kind, status; who; where; and its history. ``full`` keeps quotations whole."""
    when = period(entry.start, entry.end, entry.precision)
    head = line((when, "head"), " · ", entry.kind.value, " · ", status(entry.status.value), (f"  {entry.id}", "quiet"), indent=2)
    who = people(entry.people)
    parties = sides(entry.sides)
    setting = [entry.place, entry.occasion and f"beside {entry.occasion}", entry.duration]
    third = entry.host is not None and entry.host not in {person.side for person in entry.people}
    hosted = f"hosted by {side_name(entry.host)}" if entry.host and (full or third) else None
    form = [f"round {entry.round}" if entry.round else None, entry.form, hosted]
    about = [", ".join(filter(None, setting)), ", ".join(filter(None, form)), f"on {', '.join(entry.topics)}" if entry.topics else ""]
    described = [
        line(who or parties, indent=4),
        *([line(parties, indent=4)] if who and parties and _adds(entry) else []),
        *([line(" · ".join(filter(None, about)), indent=4)] if any(about) else []),
        *(line((f"disagreement: {conflict}", "waiting"), indent=4) for conflict in entry.conflicts),
    ]
    return (head, *described, *history_lines(entry.history, full=full))


def _section(title: str, engagements: Iterable[EngagementEntry], commitments: Iterable[CommitmentEntry]) -> list[Line]:
    body: list[Line] = []
    for engagement in engagements:
        body += [*engagement_lines(engagement), BLANK]
    for commitment in commitments:
        body += [*commitment_lines(commitment), BLANK]
    return [line((title, "head")), *body] if body else []


def _adds(entry: EngagementEntry) -> bool:
    """Whether the sides tell more than the people do: a third side, or people whose side is not known."""
    return set(entry.sides) != {person.side for person in entry.people}


def _told(history: Iterable[Step]) -> dt.date:
    return next((step.on for step in history if step.on), FAR)
