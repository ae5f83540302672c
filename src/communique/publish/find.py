"""Finding an entry by its id or the beginning of one.

communique show e3f2
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Sequence

from communique.model import (
    ChannelEntry,
    CommitmentEntry,
    ComparisonEntry,
    Document,
    EngagementEntry,
    ProposalEntry,
    Record,
    StatementEntry,
)

Entry = EngagementEntry | CommitmentEntry | ChannelEntry | StatementEntry | ComparisonEntry | ProposalEntry
ENOUGH = 3  # characters of an id that may stand for it
NEAR = 1000  # ids that are looked through for one that was meant


class NoSuchEntryError(LookupError):
    """No entry, or more than one, has that id."""


def entries(record: Record) -> dict[str, Entry | Document]:
    """Everything in a record by id, documents included."""
    lists: tuple[tuple[Entry | Document, ...], ...] = (
        record.documents,
        record.proposals,
        record.comparisons,
        record.statements,
        record.channels,
        record.commitments,
        record.engagements,
    )
    return {entry.id: entry for some in lists for entry in some}


def find_entry(record: Record, key: str) -> Entry | Document:
    """The entry with an id; the beginning of an id will do, and a claim's id stands for the entry it supports.

    Raises:
        NoSuchEntryError: nothing answers, or more than one thing does.
    """
    known = entries(record)
    if key in known:
        return known[key]
    supporting = {claim: entry for entry in known.values() for claim in claims_of(entry)}
    return supporting[key] if key in supporting else known[begun_by(key, sorted(known))]


def begun_by(key: str, names: Sequence[str]) -> str:
    """The one id that begins with a key.

    Args:
        key: three characters or more.
        names: every id, sorted.

    Raises:
        NoSuchEntryError: none does, or more than one.
    """
    begun = _beginning(key, names) if len(key) >= ENOUGH else []
    if len(begun) == 1:
        return begun[0]
    near = begun or difflib.get_close_matches(key, _beginning(key[:ENOUGH], names, NEAR), n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else "; the views print each entry's id at its side"
    raise NoSuchEntryError(f"{'more than one entry begins with' if begun else 'no entry has the id'} {key!r}{hint}")


def _beginning(key: str, names: Sequence[str], most: int = 5) -> list[str]:
    begin = bisect_left(names, key)
    return [name for name in names[begin : begin + most] if name.startswith(key)]


def key_of(record: Record, key: str) -> str:
    """The whole id that a key stands for: of an entry, or of a single claim behind one.

    Raises:
        NoSuchEntryError: nothing answers, or more than one thing does.
    """
    entry = find_entry(record, key)
    return key if key in claims_of(entry) else entry.id


def claims_of(entry: Entry | Document) -> tuple[str, ...]:
    """The ids of the claims that an entry rests on."""
    match entry:
        case EngagementEntry() | CommitmentEntry() | ChannelEntry():
            return entry.claims
        case StatementEntry() | ComparisonEntry() | ProposalEntry():
            return (entry.claim.id,)
        case Document():
            return ()
