"""A record with all that pages look up in it: entries by id, claim, report, side, person, topic and day. Built once, then only read.

No page goes through the whole record; each takes from the shelves what it shows.

    everything that rests on one report, everything said at one meeting, every formula on one topic
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from communique.ledger.changes import status
from communique.ledger.doubts import Case
from communique.model import (
    ChannelEntry,
    Claim,
    CommitmentEntry,
    ComparisonEntry,
    Decision,
    Document,
    EngagementEntry,
    Problem,
    ProposalEntry,
    Record,
    StatementEntry,
    Step,
)
from communique.publish import channels, find, statements, timeline
from communique.publish.find import Entry, claims_of
from communique.publish.pages.people import Directory
from communique.publish.pages.shelf import Facet, Shelves
from communique.publish.selection import days

Living = EngagementEntry | CommitmentEntry | ChannelEntry
Kind = TypeVar("Kind")
MANY = 6  # sides or people above which an engagement is a gathering and no matter of pairs
Move = tuple[dt.date, Living, Step, str | None]


class Catalogue:
    """One record, everything in it by what it is looked for.

    Args:
        record: the record.
        claims: every claim of the store, those that no longer count too.
        mark: the state of the store from which it was drawn.
        decisions: all decisions, on the claims that now stand for theirs.
    """

    def __init__(self, record: Record, claims: Iterable[Claim], mark: tuple[int, int], decisions: tuple[Decision, ...] = ()) -> None:
        self.record = record
        self.mark = mark
        self.decisions = decisions
        self.day: dt.date | None = record.as_of or max((d.published for d in record.documents if d.published), default=None)
        self.entries: dict[str, Entry | Document] = find.entries(record)
        # What is only proposed rests nowhere.
        counted = (e for e in self.entries.values() if not isinstance(e, ProposalEntry))
        self.entry_of: dict[str, str] = {c: e.id for e in counted for c in claims_of(e)}
        self.claims: dict[str, Claim] = {}
        self.claims_in: dict[str, list[Claim]] = {}
        for claim in claims:
            self.claims[claim.id] = claim
            self.claims_in.setdefault(claim.document, []).append(claim)
        self._shelve()
        self.said_at: dict[str, list[StatementEntry]] = _grouped(record.statements, lambda s: s.engagement)
        self.said_in: dict[str, list[StatementEntry]] = _grouped(record.statements, lambda s: s.claim.document)
        self.compared: dict[str, list[ComparisonEntry]] = _grouped(
            record.comparisons, lambda c: self.entry_of.get(c.claim.engagement or "")
        )
        self.kept_by: dict[str, list[CommitmentEntry]] = {}
        for promise in record.commitments:
            for keeper in promise.kept_by:
                self.kept_by.setdefault(keeper, []).append(promise)
        self.followers: dict[str, list[Document]] = _grouped(record.documents, lambda d: d.replaces)
        self.problems: dict[str, list[Problem]] = _grouped(record.problems, lambda p: p.document)
        self.queue: tuple[Case, ...] | None = None
        self.moves: list[Move] = sorted(_moves(record), key=lambda m: (m[0], m[1].id))

    def _shelve(self) -> None:
        record = self.record
        self.people = Directory(record.engagements)
        self.ranked_people = self.people.in_order()
        self.documents = {d.id: d for d in record.documents}
        published = {d.id: d.published for d in record.documents}
        person_facets = self.people.facets
        self.engagements = Shelves(
            timeline.in_order(record.engagements), lambda e: (*engagement_facets(e), *person_facets(e)), lambda e: days(e, published)
        )
        self.commitments = Shelves(timeline.by_due(record.commitments), commitment_facets, lambda c: days(c, published))
        self.channels = Shelves(channels.in_order(record.channels), channel_facets, lambda c: days(c, published))
        spoken = statements.in_order(record.statements)
        self.statements = Shelves(spoken, statement_facets, lambda s: days(s, published))
        self.groups = frozenset(self.engagements.names("side"))
        self.side_names = tuple(self.engagements.names("side").items())[:60]
        self.topic_names = sorted(self.engagements.names("topic"))
        self.statement_topics = sorted(self.statements.names("topic"))

    def part(self, entry: EngagementEntry) -> Record:
        """The part of the record that an engagement's accounts rest on: its reports, all they tell, and all that was said there."""
        reports = dict.fromkeys(proof.document for proof in entry.evidence)
        reports |= dict.fromkeys(s.claim.document for s in self.said_at.get(entry.id, ()))
        said = {s.id: s for report in reports for s in self.said_in.get(report, ())}
        met = {e.id: e for report in reports for e in self.resting(report) if isinstance(e, EngagementEntry)}
        return Record(
            self.record.as_of,
            tuple(self.documents[r] for r in reports if r in self.documents),
            tuple(met.values()),
            (),
            (),
            tuple(said.values()),
            tuple(self.compared.get(entry.id, ())),
            (),
        )

    def resting(self, document: str) -> list[Entry]:
        """The entries that rest on a report, each once, in the order in which its text tells them."""
        ids = dict.fromkeys(self.entry_of[c.id] for c in self.claims_in.get(document, ()) if c.id in self.entry_of)
        return [e for e in map(self.entries.get, ids) if e is not None and not isinstance(e, Document)]

    def own(self, entry: Living) -> bool:
        """Whether an entry is decided on by itself; a plan to meet that stands among the commitments is decided on as an engagement."""
        return any(self.entry_of[claim] == entry.id for claim in entry.claims)

    def own_or_said(self, entry: Entry) -> bool:
        """Whether an entry is decided on by itself; see ``own``."""
        return self.own(entry) if isinstance(entry, CommitmentEntry) else True

    def find(self, key: str) -> Entry | Document:
        """The entry with an id, or the one that rests on the claim with it.

        Raises:
            NoSuchEntryError: nothing has the id.
        """
        found = self.entries.get(key) or self.entries.get(self.entry_of.get(key, ""))
        return found if found is not None else self.entries[find.begun_by(key, self._names)]

    def whole(self, key: str) -> str:
        """The id that a key begins; the key itself where it is one, or begins none or several."""
        try:
            return key if key in self.entries or key in self.entry_of else find.begun_by(key, self._names)
        except find.NoSuchEntryError:
            return key

    @functools.cached_property
    def _names(self) -> list[str]:
        return sorted(self.entries)


def _grouped(entries: Iterable[Kind], key: Callable[[Kind], str | None]) -> dict[str, list[Kind]]:
    found: dict[str, list[Kind]] = {}
    for entry in entries:
        name = key(entry)
        if name is not None:
            found.setdefault(name, []).append(entry)
    return found


def _moves(record: Record) -> Iterator[Move]:
    """Each step that made an entry or changed where it stands, with where it stood before."""
    living: tuple[tuple[Living, ...], ...] = (record.engagements, record.commitments, record.channels)
    for entry in (e for some in living for e in some):
        was: str | None = None
        for step in entry.history:
            if step.status != was:
                if step.on is not None:
                    yield step.on, entry, step, was
                was = step.status


def engagement_facets(entry: EngagementEntry) -> Iterator[Facet]:
    """Sides, pairs of sides, kind, status and topics; "few" for what is no gathering."""
    yield from (("side", side) for side in entry.sides)
    yield from (("topic", topic) for topic in entry.topics)
    yield "kind", entry.kind.value
    if 1 < len(entry.sides) <= MANY:
        yield from (("pair", ",".join(pair)) for pair in itertools.combinations(sorted(entry.sides), 2))
    else:
        yield from (("pair", side) for side in entry.sides)
    if len(entry.sides) <= MANY and len(entry.people) <= MANY:
        yield "size", "few"
    yield "status", entry.status.value


def commitment_facets(entry: CommitmentEntry) -> Iterator[Facet]:
    """Sides, strength, status and topics."""
    yield from (("side", side) for side in (*entry.by, *entry.toward))
    yield from (("topic", topic) for topic in entry.topics)
    yield "strength", entry.strength.value
    yield "status", entry.status


def channel_facets(entry: ChannelEntry) -> Iterator[Facet]:
    """Sides and state."""
    yield from (("side", side) for side in entry.sides)
    yield "status", status(entry)


def statement_facets(entry: StatementEntry) -> Iterator[Facet]:
    """Side, topics, manner and speaker."""
    claim = entry.claim
    yield from (("side", side) for side in (claim.side or "").split(", ") if side)
    yield from (("topic", topic) for topic in claim.topics)
    yield "stance", claim.stance.value
    if claim.speaker:
        yield "speaker", claim.speaker
