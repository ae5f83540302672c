"""Entries in one line, as a calendar, a table of contents or a graph names them, and the words that each rests on.

Meeting: Antony Blinken, Wang Yi · Talks: Japan, South Korea · Japan, South Korea agreed: resume shuttle diplomacy
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, Evidence, Step
from communique.publish.parties import side_name, sides

Lasting = EngagementEntry | CommitmentEntry | ChannelEntry


class Told(NamedTuple):
    """A quotation of an entry, and the step that it made; None where it only supports what others moved."""

    evidence: Evidence
    step: Step | None


def title_of(entry: Lasting) -> str:
    """An entry in one line, without its day."""
    match entry:
        case EngagementEntry():
            return f"{entry.kind.value.capitalize()}: {who(entry) or 'participants not told'}"
        case CommitmentEntry():
            by = sides(entry.by)
            return f"{by} {entry.strength.value}: {entry.what}" if by else f"{entry.strength.value.capitalize()}: {entry.what}"
        case ChannelEntry():
            return f"{entry.name} ({sides(entry.sides)})" if entry.sides else entry.name


def who(entry: EngagementEntry) -> str:
    """People, then the sides that no person stands for."""
    covered = {person.side for person in entry.people}
    return ", ".join([*(person.name for person in entry.people), *(side_name(code) for code in entry.sides if code not in covered)])


def told(entry: Lasting) -> Iterator[Told]:
    """Every quotation of an entry once: the steps in their order, then what supports them without a step of its own."""
    seen: set[Evidence] = set()
    for step in entry.history:
        if step.evidence is not None:
            seen.add(step.evidence)
            yield Told(step.evidence, step)
    for proof in () if isinstance(entry, ChannelEntry) else entry.evidence:
        if proof not in seen:
            seen.add(proof)
            yield Told(proof, None)


def last_told(entry: Lasting) -> dt.date | None:
    """The last day on which anything was said of an entry, or the calendar moved it."""
    return max((step.on for step in entry.history if step.on), default=None)


def revision(entry: Lasting) -> int:
    """A number that rises with each report about an entry and each move by the calendar.

    Two for each claim and one for the calendar's move, which a later claim may take back: so the number never falls.
    """
    told_by = {*entry.claims, *(step.claim for step in entry.history if step.claim)}
    return 2 * (len(told_by) - 1) + any(step.claim is None for step in entry.history) if told_by else 0
