"""Decisions in words: the queue of what is worth a look, what was decided and by whom, and how far two reviewers agree.

3  1 Mar 2024  lee  place of Ec53cf36c set to “Nusa Dua” (the readout names it)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from communique.ledger.agreement import Agreement
from communique.ledger.doubts import Case, Doubt
from communique.ledger.review import LINK, UNLINK, taken_back
from communique.model import (
    Act,
    ChannelEntry,
    CommitmentEntry,
    ComparisonEntry,
    Decision,
    Document,
    EngagementEntry,
    Problem,
    ProposalEntry,
    Record,
    StatementEntry,
)
from communique.publish import export
from communique.publish.channels import channel_lines
from communique.publish.commitments import commitment_lines
from communique.publish.days import day
from communique.publish.find import Entry, claims_of, entries
from communique.publish.lines import BLANK, Line, Piece, line
from communique.publish.show import comparison_lines, proposal_lines
from communique.publish.statements import statement_lines
from communique.publish.timeline import engagement_lines

NOTHING = "Nothing in the record is in doubt, or a person has decided on all of it."
UNDECIDED = "Nobody has decided anything yet."
GRAVE = frozenset({Doubt.CONTRADICTED, Doubt.TWIN})


# ---------------------------------------------------------------- the queue


def queue(cases: Sequence[Case], most: int) -> tuple[Line, ...]:
    """The entries worth a look with their doubts, the weightiest first; at most so many."""
    if not cases:
        return (line(NOTHING),)
    shown = cases[:most]
    number = f"{len(cases)} entries are" if len(cases) > 1 else "1 entry is"
    told = f"; the first {most} of them" if len(cases) > most else ""
    lines = [line(f"{number} worth a look{told}. The one whose decision moves most of the record comes first."), BLANK]
    for case in shown:
        lines += [*case_lines(case), BLANK]
    return tuple(lines)


def case_lines(case: Case) -> tuple[Line, ...]:
    """One entry with its doubts and how much hangs on it."""
    doubts = [line((f"{doubt.value}: ", "off" if doubt in GRAVE else "waiting"), words, indent=4) for doubt, words in case.doubts]
    hangs = [line(f"{case.reach} other {'entry hangs' if case.reach == 1 else 'entries hang'} on it", indent=4)] if case.reach else []
    return (*entry_lines(case.entry), *doubts, *hangs)


def entry_lines(entry: Entry) -> tuple[Line, ...]:
    """An entry as its view shows it."""
    match entry:
        case StatementEntry():
            return tuple(statement_lines(entry))
        case ComparisonEntry():
            return comparison_lines(entry)
        case ProposalEntry():
            return proposal_lines(entry)
        case EngagementEntry():
            return engagement_lines(entry)
        case CommitmentEntry():
            return commitment_lines(entry)
        case ChannelEntry():
            return channel_lines(entry)


def queue_object(cases: Iterable[Case]) -> dict[str, Any]:
    """The queue for programs."""
    return {
        "queue": [
            {
                "entry": export.one(case.entry),
                "doubts": [{"doubt": doubt.value, "words": words} for doubt, words in case.doubts],
                "perhaps_one_with": list(case.twins),
                "reach": case.reach,
            }
            for case in cases
        ]
    }


# ---------------------------------------------------------------- the log


def log(decisions: Sequence[Decision], names: Mapping[str, str], problems: Iterable[Problem]) -> tuple[Line, ...]:
    """Every decision in the order made; those taken back say by which, those that do not hold any more say why.

    Args:
        names: for each claim the entry that rests on it, or did before it was rejected (see ``resting``).
        problems: those of the record.
    """
    gone, troubles = taken_back(decisions), tuple(problems)
    found: list[Line] = []
    for decision in decisions:
        found.append(line(*decision_pieces(decision, names, gone.get(decision.id)), indent=2, hang=4))
        found += [line((words, "waiting"), indent=6) for words in unheld(decision, troubles)]
    return tuple(found) or (line(UNDECIDED),)


def unheld(decision: Decision, problems: Iterable[Problem]) -> tuple[str, ...]:
    """Why a decision does not hold any more: its claims are gone, or its value fits none of them."""
    starts = (f"decision {decision.id} (", *(f"edit of {claim}:" for claim in decision.claims))
    return tuple(problem.what for problem in problems if problem.what.startswith(starts))


def resting(*records: Record) -> dict[str, str]:
    """For each claim the entry that rests on it; of several records the last that has it tells."""
    return {claim: entry.id for record in records for entry in entries(record).values() for claim in claims_of(entry)}


def decision_pieces(decision: Decision, names: Mapping[str, str], gone: str | None = None) -> Iterator[Piece]:
    """One decision: number, day, user, what, why."""
    yield (decision.id, "head")
    yield f"  {day(decision.at.date())}  {decision.user}  {deed(decision, names)}"
    if decision.why:
        yield (f" ({decision.why})", "quiet")
    if gone:
        yield (f"  taken back by {gone}", "waiting")


def deed(decision: Decision, names: Mapping[str, str]) -> str:
    """What was decided, with the ids of the entries that now rest on the claims."""
    on = ", ".join(dict.fromkeys(names.get(claim, f"claim {claim}") for claim in decision.claims))
    match decision.act:
        case Act.UNDO:
            return f"took back decision {decision.undoes}"
        case Act.ACCEPT:
            return f"accepted {on}"
        case Act.REJECT:
            return f"rejected {on}"
        case Act.MERGE:
            return f"merged into one: {on}"
        case Act.SPLIT:
            return f"split off: {on}"
        case Act.EDIT:
            return _edited(decision, on, names)


def _edited(decision: Decision, on: str, names: Mapping[str, str]) -> str:
    if decision.field in (LINK, UNLINK):
        proofs = ", ".join(dict.fromkeys(names.get(c, f"claim {c}") for c in (decision.value or "").split(",")))
        return f"linked {on} as kept by {proofs}" if decision.field == LINK else f"parted {on} from {proofs}"
    return f"{decision.field} of {on} set to “{decision.value}”" if decision.value else f"{decision.field} of {on} emptied"


def effect(decision: Decision, claims: Sequence[str], before: Record, after: Record) -> tuple[Line, ...]:
    """A decision just made, and the entries as they now stand.

    Args:
        claims: those it is about; for an undo those of the decision taken back.
        before, after: the record without it and with it.
    """
    names, by_id = resting(after), entries(after)
    lines = [line("Decision ", *decision_pieces(decision, resting(before)))]
    for key in dict.fromkeys(names[c] for c in claims if c in names):
        entry = by_id[key]
        lines += [] if isinstance(entry, Document) else entry_lines(entry)
    return (*lines, *(line((words, "waiting"), indent=2) for words in unheld(decision, after.problems)))


def replayed(added: Sequence[Decision], problems: Iterable[Problem], record: Record) -> tuple[Line, ...]:
    """What a replay appended, what could not be, and which decisions rest on claims that this record does not have."""
    names = resting(record)
    head = line(f"{len(added)} decision{'s' * (len(added) != 1)} replayed.")
    made = [line(*decision_pieces(decision, names), indent=2, hang=4) for decision in added]
    lost = [words for decision in added for words in unheld(decision, record.problems)]
    failed = [f"{p.document}: {p.what}" for p in problems]
    return (head, *made, *(line((words, "waiting"), indent=2) for words in (*lost, *failed)))


# ---------------------------------------------------------------- two reviewers


def agreed(found: Iterable[Agreement], one: str, other: str) -> tuple[Line, ...]:
    """How far two reviewers agree, a line for each field."""
    lines = [line((f"{one} and {other}", "head"))]
    for it in found:
        per_cent = f"{it.percent:.1f} %" if it.percent is not None else "–"
        kappa = f"kappa {it.kappa:.2f}" if it.kappa is not None else "kappa – (nothing to tell from chance)"
        lines.append(line(f"{it.field:<10} {it.agreed} of {it.judged}  {per_cent}  {kappa}", indent=2))
    return tuple(lines)


def agreed_object(found: Iterable[Agreement], one: str, other: str) -> dict[str, Any]:
    """The same for programs."""
    rows = [{"field": a.field, "judged": a.judged, "agreed": a.agreed, "percent": a.percent, "kappa": a.kappa} for a in found]
    return {"reviewers": [one, other], "agreement": rows}
