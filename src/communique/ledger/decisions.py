"""The making of a decision: from the entries that a person sees to the claims on which the decision is anchored.

Whoever shows the record (commands, pages) calls ``decide`` or ``take_back`` and appends what comes back to the store; nothing else makes
decisions. An edit of a status rests on the claims that tell it, every other act on all claims of the entries, so it holds when one of them
is lost to a new rule.

    decide(record, ["Ec53cf36c"], Act.EDIT, "place", "Nusa Dua", by="lee", at=now, reason="the readout names it")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from communique.ledger import edits
from communique.ledger.hopes import follows, told_by
from communique.ledger.review import LINK, UNLINK, in_force, taken_back
from communique.model import (
    Act,
    ChannelEntry,
    Claim,
    CommitmentEntry,
    Comparison,
    ComparisonEntry,
    Decision,
    EngagementEntry,
    ProposalEntry,
    Record,
    Statement,
    StatementEntry,
    Status,
)

Entry = EngagementEntry | CommitmentEntry | ChannelEntry | StatementEntry | ComparisonEntry | ProposalEntry
JOINABLE = (EngagementEntry, CommitmentEntry, ChannelEntry)


class DecisionError(ValueError):
    """What a person asks for cannot be decided; the message says why and what would do."""


def decide(
    record: Record,
    ids: Sequence[str],
    act: Act,
    field: str | None = None,
    value: str | None = None,
    *,
    by: str,
    at: dt.datetime,
    reason: str = "",
) -> Decision:
    """The decision that a person makes about entries of the record, without the id that the store will give it.

    Args:
        record: the record that the person sees.
        ids: whole ids of entries, or of single claims behind them (to split off, or to reject one of several).
        act: ACCEPT, REJECT, EDIT, MERGE or SPLIT; to take one back see ``take_back``.
        field: for an edit: one of ``editable``; "kept_by" and "not_kept_by" link a commitment to what keeps it, or part the two.
        value: for an edit: the value in words (see ``edits``), None to empty the field; for a link the id of an entry or a claim.
        by, at, reason: who, when (UTC) and why.

    Raises:
        DecisionError: it cannot be decided.
    """
    _signed(by, at)
    entries, claims = _named(record, ids)
    match act:
        case Act.MERGE:
            _mergeable(entries)
        case Act.SPLIT:
            _separable(entries, claims)
        case Act.EDIT:
            claims, value = _edit(record, entries, claims, field or "", value)
        case Act.UNDO:
            raise DecisionError("a decision is taken back by its own id")
    field, value = (field, value) if act is Act.EDIT else (None, None)
    return Decision("", act, claims, field, value, None, by.strip(), at, reason.strip())


def _signed(by: str, at: dt.datetime) -> None:
    if not by.strip():
        raise DecisionError("a decision needs the name of the person who makes it")
    if at.tzinfo is None:
        raise DecisionError("a decision needs a time with its zone")


def _named(record: Record, ids: Sequence[str]) -> tuple[list[Entry], tuple[str, ...]]:
    """The entries that ids stand for, each once, and the claims that they name."""
    if not ids:
        raise DecisionError("name at least one entry")
    found = [_entry(record, key) for key in dict.fromkeys(ids)]
    claims = tuple(dict.fromkeys(claim for entry, some in found for claim in some))
    return list({entry.id: entry for entry, _ in found}.values()), claims


def take_back(decisions: Iterable[Decision], key: str | None = None, *, by: str, at: dt.datetime, reason: str = "") -> Decision:
    """The decision that takes an earlier one back: the one with an id, else the latest that stands. To undo an undo restores.

    Raises:
        DecisionError: there is none, or it was taken back already.
    """
    _signed(by, at)
    every = tuple(decisions)
    if key is None:
        standing = in_force(every)
        if not standing:
            raise DecisionError("no decision stands that could be taken back")
        return Decision("", Act.UNDO, (), None, None, standing[-1].id, by, at, reason)
    wanted = next((d for d in every if d.id == key), None)
    if wanted is None:
        raise DecisionError(f"no decision has the id {key!r}")
    undone = taken_back(every).get(key)
    if undone:
        raise DecisionError(f"decision {key} was taken back by {undone}; to restore it, undo {undone}")
    return Decision("", Act.UNDO, (), None, None, key, by, at, reason)


def editable(entry: Entry) -> tuple[str, ...]:
    """The fields of an entry that a person may edit."""
    links = (LINK, UNLINK) if isinstance(entry, CommitmentEntry) else ()
    return (*edits.EDITABLE.get(_kind(entry), ()), *links)


def claims_behind(entry: Entry) -> tuple[str, ...]:
    """The ids of the claims that an entry rests on."""
    return entry.claims if isinstance(entry, JOINABLE) else (entry.claim.id,)


def _kind(entry: Entry) -> type[Claim]:
    match entry:
        case StatementEntry():
            return Statement
        case ComparisonEntry():
            return Comparison
        case ProposalEntry():
            return type(entry.claim)
        case _:
            return edits.CLAIM_OF[type(entry)]


def _entry(record: Record, key: str) -> tuple[Entry, tuple[str, ...]]:
    """The entry with an id and all its claims, or the entry of one claim and that claim."""
    lists: tuple[Iterable[Entry], ...] = (
        record.engagements,
        record.channels,
        record.commitments,
        record.statements,
        record.comparisons,
        record.proposals,
    )
    every = [entry for some in lists for entry in some]
    for entry in every:
        if entry.id == key:
            _own(record, entry)
            return entry, claims_behind(entry)
    for entry in every:
        if key in claims_behind(entry):
            return entry, (key,)
    raise DecisionError(f"no entry and no claim of the record has the id {key!r}")


def _own(record: Record, entry: Entry) -> None:
    """A plan to meet, or a line agreed on, that stands among the commitments is decided where it stands as an engagement or a channel."""
    first = follows(entry, told_by(record)) if isinstance(entry, CommitmentEntry) else None
    if first:
        raise DecisionError(f"{entry.id} follows from {first.id}; decide on that one")


def _mergeable(entries: Sequence[Entry]) -> None:
    if len(entries) < 2:
        raise DecisionError("a merge needs at least two different entries")
    if not all(isinstance(e, JOINABLE) for e in entries) or len({type(e) for e in entries}) > 1:
        raise DecisionError("only engagements with engagements, commitments with commitments and channels with channels can be merged")


def _separable(entries: Sequence[Entry], claims: Sequence[str]) -> None:
    if len(entries) > 1:
        raise DecisionError(f"the claims belong to different entries: {', '.join(e.id for e in entries)}")
    every = claims_behind(entries[0])
    if len(every) == 1:
        raise DecisionError(f"{entries[0].id} rests on one claim; there is nothing to split off")
    if len(claims) == len(every):
        raise DecisionError(f"name the claims to split off, not all of them; {entries[0].id} rests on {', '.join(every)}")


def _edit(
    record: Record, entries: Sequence[Entry], claims: tuple[str, ...], field: str, value: str | None
) -> tuple[tuple[str, ...], str | None]:
    """The claims that an edit is anchored on, and its value once it is known to be one."""
    if len(entries) > 1:
        raise DecisionError("edit one entry at a time")
    entry = entries[0]
    if field in (LINK, UNLINK):
        if not isinstance(entry, CommitmentEntry):
            raise DecisionError(f"{entry.id} is no commitment; only what was promised can be kept")
        return claims, _proofs(record, entry, field, value)
    try:
        edits.read(_kind(entry), field, value)
        _in_order(entry, field, value)
    except ValueError as error:
        raise DecisionError(str(error)) from None
    if field in ("status", "state") and isinstance(entry, JOINABLE):
        claims = _telling(entry) or claims
    return claims, value.strip() or None if value else None


def _in_order(entry: Entry, field: str, value: str | None) -> None:
    """A first day does not lie after the last one, nor a last one before the first."""
    if field not in ("start", "end") or not value:
        return
    due = isinstance(entry, CommitmentEntry)
    other = getattr(entry, ("due_" if due else "") + ("end" if field == "start" else "start"), None)
    day = edits.read(_kind(entry), field, value)
    if other and (day > other if field == "start" else day < other):
        raise ValueError(f"the {'first' if field == 'start' else 'last'} day {day} does not fit {other}; set both: days FIRST..LAST")


def _telling(entry: EngagementEntry | CommitmentEntry | ChannelEntry) -> tuple[str, ...]:
    """The claims of the last status that a report tells."""
    told = [step for step in entry.history if step.claim in entry.claims]
    return tuple(dict.fromkeys(s.claim for s in told if s.claim and s.status == told[-1].status))


def _proofs(record: Record, promise: CommitmentEntry, field: str, value: str | None) -> str:
    """The claims by which something keeps a promise: of an engagement the first that says it was held, else the latest told."""
    if not value or not value.strip():
        raise DecisionError("name the entry or the claim that keeps it")
    key = value.strip()
    try:
        proof, claims = _entry(record, key)
    except DecisionError:
        # The report of a deed is a claim without an entry of its own, known by the step that it made.
        if key in promise.kept_by:
            return key
        raise
    if isinstance(proof, ProposalEntry):
        raise DecisionError(f"{proof.id} is only proposed; accept it first")
    if proof.id == promise.id:
        raise DecisionError("a promise does not keep itself")
    if field == LINK and isinstance(proof, EngagementEntry) and promise.made and proof.end and proof.end < promise.made:
        raise DecisionError(f"{proof.id} was over on {proof.end}, before the promise of {promise.made}")
    if field == UNLINK:
        steps = [s.claim for s in promise.history if s.claim and s.claim in claims]
        return ",".join(dict.fromkeys([*claims, *steps]))
    if len(claims) > 1 and isinstance(proof, JOINABLE):
        held = [s.claim for s in proof.history if s.claim in claims and s.status == Status.HELD]
        last = [s.claim for s in proof.history if s.claim in claims]
        return (held or last[-1:] or [claims[0]])[0] or claims[0]
    return claims[0]
