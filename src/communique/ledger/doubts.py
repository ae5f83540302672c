"""What in the record is most worth a person's look: entries with a doubt, the one whose decision moves most of the record first.

The order: the gravest doubt first (reports that contradict each other, then entries that may be one, a promise kept by a report of the deed
alone, weak words, silence of the record, inferred days, missing fields); among equals the entry on which most hangs (what was said there,
promises it keeps, comparisons it settles); then the latest told. What a person has decided comes back only with what was told since.
What was proposed waits behind all that stands in the record, until somebody accepts or rejects it.

    first: "place: Woodside (november), Bali (rumour)"; last: a call of which no day is told
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from communique.ledger.changes import Entry
from communique.ledger.comparisons import CONTRADICTED
from communique.ledger.hopes import follows, told_by
from communique.ledger.identity import same_person, same_place
from communique.ledger.matching import KIN
from communique.ledger.review import in_force
from communique.ledger.words import content
from communique.model import (
    Act,
    ChannelEntry,
    Claim,
    CommitmentEntry,
    ComparisonEntry,
    Decision,
    Document,
    EngagementEntry,
    PartKind,
    ProposalEntry,
    Record,
    Status,
    Step,
)


class Doubt(StrEnum):
    """Why an entry is worth a look, the gravest first."""

    CONTRADICTED = "contradicted"
    TWIN = "perhaps one"
    DEED = "kept by a deed"
    WEAK = "weak source"
    SILENT = "silence"
    INFERRED = "inferred day"
    MISSING = "missing"
    PROPOSED = "proposed"


GRAVITY = {doubt: n for n, doubt in enumerate(Doubt)}
LOW = frozenset({PartKind.TRAILER, PartKind.CAPTION})
# Two entries of the same people so near in time may be one.
NEAR = dt.timedelta(days=3)
# An engagement lasts, or is told no closer than, so many days at most to be taken for another; a promise is told again within a year.
WIDE, SHELF, YEAR = 31, 40, 365
# Two promises that share so much of their words may be one.
ALIKE = 0.6
One = TypeVar("One", EngagementEntry, CommitmentEntry, ChannelEntry)


@dataclass(frozen=True, slots=True)
class Case:
    """An entry to be looked at.

    Args:
        entry: the entry.
        doubts: why, the gravest first, each with its words.
        twins: ids of the entries that may be the same.
        reach: how many other entries hang on it.
    """

    entry: Entry | ProposalEntry
    doubts: tuple[tuple[Doubt, str], ...]
    twins: tuple[str, ...]
    reach: int


def cases(record: Record, claims: Iterable[Claim], decisions: Iterable[Decision]) -> tuple[Case, ...]:
    """The entries in doubt, in the order of the module's rule.

    Args:
        record: the record as it stands.
        claims: all claims, for the standing of their words.
        decisions: all decisions, on the claims that now stand for theirs (see ``build.decided``).
    """
    look = _look(record, claims, decisions)
    hanging = _reach(record)
    twins = {**_twins(record.engagements, _one_meeting), **_twins(record.commitments, _one_promise), **_twins(record.channels, _one_line)}
    found = []
    every: tuple[Entry, ...] = (*record.engagements, *record.commitments, *record.channels)
    for entry in every:
        # A plan to meet that stands among the commitments too is looked at once, as an engagement.
        if (isinstance(entry, CommitmentEntry) and follows(entry, look.met)) or _settled(entry, look):
            continue
        near = twins.get(entry.id, ())
        doubts = sorted(_doubts(entry, look, near), key=lambda d: GRAVITY[d[0]])
        if doubts:
            found.append(Case(entry, tuple(doubts), near, hanging.get(entry.id, 0)))
    found += [Case(p, ((Doubt.PROPOSED, f"by {p.proposer}; it counts for nothing until accepted"),), (), 0) for p in record.proposals]
    return tuple(sorted(found, key=_turn))


@dataclass(frozen=True, slots=True)
class _Look:
    """What is asked of every entry, looked up once.

    Args:
        claims, documents: by id.
        met: the engagement or line of each claim that tells one.
        proofs: ids of what keeps a promise as an entry of its own.
        contradicted: comparisons that the record contradicts, by the claim of their engagement.
        decisions: those in force, by claim.
    """

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    met: Mapping[str, EngagementEntry | ChannelEntry]
    proofs: frozenset[str]
    contradicted: Mapping[str, Sequence[ComparisonEntry]]
    decisions: Mapping[str, Sequence[Decision]]


def _look(record: Record, claims: Iterable[Claim], decisions: Iterable[Decision]) -> _Look:
    contradicted: dict[str, list[ComparisonEntry]] = {}
    for comparison in record.comparisons:
        if comparison.verdict == CONTRADICTED and comparison.claim.engagement:
            contradicted.setdefault(comparison.claim.engagement, []).append(comparison)
    made: dict[str, list[Decision]] = {}
    for decision in in_force(decisions):
        for claim in decision.claims:
            made.setdefault(claim, []).append(decision)
    proofs = frozenset(e.id for e in record.engagements) | {e.id for e in record.channels}
    documents = {d.id: d for d in record.documents}
    return _Look({c.id: c for c in claims}, documents, told_by(record), proofs, contradicted, made)


def _turn(case: Case) -> tuple[int, int, int, str]:
    if isinstance(case.entry, ProposalEntry):
        told = case.entry.published.toordinal() if case.entry.published else 0
    else:
        told = max((s.on.toordinal() for s in case.entry.history if s.on and s.claim), default=0)
    return GRAVITY[case.doubts[0][0]], -case.reach, -told, case.entry.id


def _settled(entry: Entry, look: _Look) -> bool:
    """Whether a person has decided on it and nothing was told since; an edit of one field settles the entry as it was that day."""
    mine = [d for claim in entry.claims for d in look.decisions.get(claim, ())]
    rest = set(entry.claims).difference(*(d.claims for d in mine))
    edited = max((d.at.date() for d in mine if d.act is Act.EDIT), default=None)
    if not mine or not rest or edited is None:
        return bool(mine) and not rest
    reports = [look.documents.get(look.claims[c].document) for c in rest if c in look.claims]
    return all(report is None or report.published is None or report.published <= edited for report in reports)


# ---------------------------------------------------------------- doubts


def _doubts(entry: Entry, look: _Look, twins: Sequence[str]) -> Iterator[tuple[Doubt, str]]:
    if isinstance(entry, EngagementEntry):
        yield from ((Doubt.CONTRADICTED, conflict) for conflict in entry.conflicts)
        told = [comparison for claim in entry.claims for comparison in look.contradicted.get(claim, ())]
        yield from ((Doubt.CONTRADICTED, f"“{comparison.claim.claim}”: {comparison.reason}") for comparison in told)
        yield from ((Doubt.MISSING, words) for words in _missing(entry))
    # Where the reports' disagreement names the other entry, it has been told.
    yield from ((Doubt.TWIN, f"with {twin}") for twin in twins if not any(twin in c for c in getattr(entry, "conflicts", ())))
    if isinstance(entry, CommitmentEntry) and not look.proofs.issuperset(entry.kept_by):
        if not any("linked by a person" in reason for reason in entry.reasons):
            yield Doubt.DEED, "kept by the report of a deed, which the words alone tie to it"
    behind = [look.claims[c] for c in entry.claims if c in look.claims]
    reports = {c.document: report for c in behind if (report := look.documents.get(c.document))}
    if behind and all(c.standing in LOW for c in behind):
        yield Doubt.WEAK, f"told only in a {' or '.join(sorted({c.standing.value for c in behind}))}"
    elif len(reports) == 1 and next(iter(reports.values())).published is None:
        yield Doubt.WEAK, "rests on one report without a day"
    if (last := _last(entry)) and last.claim is None and last.status in (Status.LAPSED, "overdue"):
        yield Doubt.SILENT, last.reason
    if {report.published_basis for report in reports.values()} == {"inferred"}:
        yield Doubt.INFERRED, "its days hang on publication days that were inferred"


def _last(entry: Entry) -> Step | None:
    return entry.history[-1] if entry.history else None


def _missing(entry: EngagementEntry) -> Iterator[str]:
    if entry.status is Status.HELD and entry.start is None and entry.end is None:
        yield "held, and no day is told"
    if entry.status is Status.HELD and not entry.people:
        yield "held, and nobody is named"


def _reach(record: Record) -> dict[str, int]:
    """How many entries hang on each: statements made there, promises it keeps, comparisons it is held against."""
    named = [s.engagement for s in record.statements if s.engagement]
    named += [key for c in record.commitments for key in c.kept_by]
    named += [key for c in record.comparisons for key in c.against]
    count: dict[str, int] = {}
    for key in named:
        count[key] = count.get(key, 0) + 1
    return count


# ---------------------------------------------------------------- entries that may be one


def _twins(entries: Iterable[One], same: Callable[[One, One], bool]) -> dict[str, tuple[str, ...]]:
    """For each entry those told before it that may be the same; each pair stands on the later one."""
    shelves: dict[tuple[tuple[str, ...], int], list[One]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for entry in sorted(entries, key=_first_told):
        parties = entry.by if isinstance(entry, CommitmentEntry) else entry.sides
        time = _time(entry)
        near = [other for shelf in range(time - 1, time + 2) for other in shelves.get((parties, shelf), ()) if same(other, entry)]
        if near:
            found[entry.id] = tuple(other.id for other in near)
        shelves.setdefault((parties, time), []).append(entry)
    return found


def _time(entry: Entry) -> int:
    """Roughly when: two that may be one lie on one shelf or on neighbouring ones."""
    match entry:
        case EngagementEntry():
            return entry.start.toordinal() // SHELF if entry.start else 0
        case CommitmentEntry():
            return _first_told(entry)[0].toordinal() // YEAR
        case ChannelEntry():
            return 0


def _first_told(entry: Entry) -> tuple[dt.date, str]:
    return min((s.on for s in entry.history if s.on), default=dt.date.max), entry.id


def _one_meeting(one: EngagementEntry, other: EngagementEntry) -> bool:
    """The same people in a kindred form within a few days; where one of the two names nobody, the same form on the same days."""
    if one.kind is not other.kind and frozenset({one.kind, other.kind}) not in KIN:
        return False
    if not (one.start and one.end and other.start and other.end) or {one.status, other.status} & {Status.CANCELLED, Status.REFUSED}:
        return False
    if max((one.end - one.start).days, (other.end - other.start).days) > WIDE or len(one.sides) < 2:
        # A hope for "this year" lies near everything.
        return False
    if one.place and other.place and same_place(one.place, other.place) is False:
        return False
    gap = max(other.start - one.end, one.start - other.end)
    sides = {p.side for p in one.people} & {q.side for q in other.people}
    if not sides:
        return one.kind is other.kind and gap <= dt.timedelta(0)
    return gap <= NEAR and all(any(same_person(p, q) for p in one.people if p.side == s for q in other.people) for s in sides)


def _one_promise(one: CommitmentEntry, other: CommitmentEntry) -> bool:
    """Much of the words, and times that do not exclude each other."""
    a, b = content(one.what), content(other.what)
    if len(a & b) < 3 or len(a & b) < ALIKE * min(len(a), len(b)):
        return False
    if one.due_start and one.due_end and other.due_start and other.due_end:
        return one.due_start <= other.due_end and other.due_start <= one.due_end
    return True


def _one_line(one: ChannelEntry, other: ChannelEntry) -> bool:
    """All that one name says is in the other: "hotline", "hotline between the two navies"."""
    a, b = content(one.name), content(other.name)
    return len(one.sides) > 1 and bool(a and b) and (a <= b or b <= a)
