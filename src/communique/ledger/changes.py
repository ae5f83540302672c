"""What changed in the record between two days: what is new, moved, put off, kept, overdue or contradicted.

Entries of the two records are paired by the claims they share, so an id that changed with an older report found late does not make an
entry new. Each change carries the step that made it, with its quotation; a change without a step was made by the calendar's silence or
by days that became known.

    between 18 September and 16 February: the summit "expected" became "held"; the talks in spring are new
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from communique.model import ChannelEntry, CommitmentEntry, EngagementEntry, Record, Step

Entry = EngagementEntry | CommitmentEntry | ChannelEntry


class Novelty(StrEnum):
    """In what an entry differs from what it was."""

    NEW = "new"
    STATUS = "status"
    MOVED = "moved"
    CONTRADICTED = "contradicted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Args:
        entry: id in the later record (in the earlier one for what is gone).
        novelty: what kind of difference.
        before, after: status, days or conflict in words; ``before`` is None for what is new, ``after`` for what is gone.
        step: the step that made it, None where no single step did.
    """

    entry: str
    novelty: Novelty
    before: str | None
    after: str | None
    step: Step | None


def changes(before: Record, after: Record) -> tuple[Change, ...]:
    """The differences from one record to a later one, engagements first, then commitments, then channels, each in record order.

    Args:
        before: the record as of the earlier day.
        after: the record as of the later day, of the same documents and decisions.
    """
    found: list[Change] = []
    pairs: Sequence[tuple[Iterable[Entry], Iterable[Entry]]] = (
        (before.engagements, after.engagements),
        (before.commitments, after.commitments),
        (before.channels, after.channels),
    )
    for old, new in pairs:
        found += _between(list(old), list(new))
    return tuple(found)


def _between(old: Sequence[Entry], new: Sequence[Entry]) -> list[Change]:
    by_claim: Mapping[str, Entry] = {claim: entry for entry in old for claim in entry.claims}
    found: list[Change] = []
    seen: set[str] = set()
    for entry in new:
        was = next((by_claim[c] for c in entry.claims if c in by_claim), None)
        if was is None:
            found.append(Change(entry.id, Novelty.NEW, None, status(entry), entry.history[0] if entry.history else None))
            continue
        seen.update(by_claim[c].id for c in entry.claims if c in by_claim)
        found += _differences(was, entry)
    found += [Change(entry.id, Novelty.GONE, status(entry), None, None) for entry in old if entry.id not in seen]
    return found


def _differences(was: Entry, now: Entry) -> list[Change]:
    found = []
    if status(was) != status(now):
        found.append(Change(now.id, Novelty.STATUS, status(was), status(now), _mover(now)))
    if days(was) != days(now):
        found.append(Change(now.id, Novelty.MOVED, days(was), days(now), None))
    if isinstance(was, EngagementEntry) and isinstance(now, EngagementEntry):
        found += [Change(now.id, Novelty.CONTRADICTED, None, c, None) for c in now.conflicts if c not in was.conflicts]
    return found


def _mover(entry: Entry) -> Step | None:
    """The step that brought an entry to where it stands: the first of the last that tell it."""
    found = None
    for step in reversed(entry.history):
        if step.status == status(entry):
            found = step
        elif found:
            break
    return found


def status(entry: Entry) -> str:
    """Where an entry stands: its status, or a line's state."""
    return entry.state.value if isinstance(entry, ChannelEntry) else str(entry.status)


def days(entry: Entry) -> str | None:
    """The days an entry is bound to, in ISO form; None for a line and for what has none."""
    match entry:
        case EngagementEntry():
            bounds = (entry.start, entry.end)
        case CommitmentEntry():
            bounds = (entry.due_start, entry.due_end)
        case _:
            return None
    return None if bounds == (None, None) else f"{bounds[0] or ''}..{bounds[1] or ''}"
