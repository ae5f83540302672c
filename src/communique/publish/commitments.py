"""Commitments: what a side said it will do, by when, and what became of it.

agreed 16 Feb 2024 · no day told · open
    United States, China: senior officials should follow up the pair's discussions
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from communique.model import CommitmentEntry, Record
from communique.publish.days import day, period
from communique.publish.history import history_lines
from communique.publish.lines import BLANK, Line, line, status
from communique.publish.parties import sides

EMPTY = "No commitment in the record answers to that."


def commitments(record: Record, empty: str = EMPTY) -> tuple[Line, ...]:
    """All commitments in the order in which they were made or first told; those without a day last."""
    lines: list[Line] = []
    for entry in in_order(record.commitments):
        lines += [*commitment_lines(entry), BLANK]
    return tuple(lines) or (line(empty),)


def in_order(entries: Iterable[CommitmentEntry]) -> list[CommitmentEntry]:
    """By the day they were made; where nothing tells it, by the day they were first told."""

    def first(entry: CommitmentEntry) -> dt.date:
        return entry.made or next((step.on for step in entry.history if step.on), dt.date.max)

    return sorted(entries, key=lambda c: (first(c), c.due_end or dt.date.max, c.id))


def commitment_lines(entry: CommitmentEntry, *, full: bool = False) -> tuple[Line, ...]:
    """One commitment: strength, day, time allowed, status; who to whom; what; and its history."""
    made = f"{entry.strength.value} {day(entry.made)}" if entry.made else entry.strength.value
    due = f" · due {period(entry.due_start, entry.due_end)}" if entry.due_start or entry.due_end else " · no time set"
    head = line((made, "head"), due, " · ", status(entry.status), (f"  {entry.id}", "quiet"), indent=2)
    toward = [side for side in entry.toward if side not in entry.by]
    parties = sides(entry.by) + (f" toward {sides(toward)}" if toward else "")
    kept = [line(("kept by ", "kept"), ", ".join(entry.kept_by), indent=4)] if entry.kept_by else []
    said = line(f"{parties}: " if parties else "", entry.what, indent=4)
    return (head, said, *kept, *history_lines(entry.history, full=full))
