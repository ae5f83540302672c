"""Channels: the standing lines between sides, the state each is in, and the states it went through.

military-to-military communication · United States, China · agreed
    Aug 2022  cut  “Beijing has cut military-to-military communication channels ...”
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.model import ChannelEntry, Record, Step
from communique.publish.days import day, period
from communique.publish.lines import BLANK, QUOTE, Line, line, quotation, status
from communique.publish.parties import sides

EMPTY = "No channel in the record answers to that."


def channels(record: Record, empty: str = EMPTY) -> tuple[Line, ...]:
    """All channels by sides and name."""
    lines: list[Line] = []
    for entry in in_order(record.channels):
        lines += [*channel_lines(entry), BLANK]
    return tuple(lines) or (line(empty),)


def in_order(entries: Iterable[ChannelEntry]) -> list[ChannelEntry]:
    """By sides, then name."""
    return sorted(entries, key=lambda c: (c.sides, c.name.casefold(), c.id))


def channel_lines(entry: ChannelEntry, *, full: bool = False) -> tuple[Line, ...]:
    """One channel: name, sides, state; and its states with the period each was told for."""
    head = line((entry.name, "head"), f" · {sides(entry.sides)} · " if entry.sides else " · ", status(entry.state.value), indent=2)
    return (Line((*head.pieces, (f"  {entry.id}", "quiet")), 2), *state_lines(entry.history, full=full))


def state_lines(history: Iterable[Step], *, full: bool = False) -> Iterator[Line]:
    """One line a state: since when by the words, else the day on which it was told; the state; the words."""
    steps = tuple(history)
    width = max((len(step.status) for step in steps), default=0)
    for step in steps:
        told = _told(step)
        words = quotation(step.evidence.span.text, None if full else QUOTE) if step.evidence else (f"({step.reason})", "quiet")
        source = (f"  [{step.document}]", "quiet") if full and step.document else ""
        yield line(status(step.status, width), f"  {told}  " if told else "  ", words, source, indent=6, hang=width + 2)
        if step.cause and not (step.evidence and step.cause.span.text in step.evidence.span.text):
            yield line("why: ", quotation(step.cause.span.text, None if full else QUOTE), indent=8 + width)


def _told(step: Step) -> str:
    """The period of a state; one that lies ahead is the line's, not the agreement's: "plan to begin a dialogue this spring"."""
    since = period(step.start, step.end) if step.start or step.end else ""
    if step.on and (not since or (step.start and step.start > step.on)):
        return f"told {day(step.on)}, for {since}" if since else f"told {day(step.on)}"
    return since
