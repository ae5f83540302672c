"""A part of the record of a great store: what is around one entry or report, what some claims tell, what some sides said.

It is a record like the whole, with less in it: each entry stands there as the fold of everything has it, and nothing is left out that a
view of this part shows. What is drawn comes from the kept record; statements and comparisons are made by the ledger from the claims of
their reports.

    communique show Ec53cf36c: one summit of 175,000 entries, with what was said there and the reports that told of it
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from communique.ledger import commitments, comparisons, engagements, proposals, statements
from communique.ledger.redraw import Entry
from communique.ledger.review import in_force, linked
from communique.ledger.sources import UNDATED
from communique.model import (
    ChannelEntry,
    Claim,
    CommitmentEntry,
    Comparison,
    Decision,
    Engagement,
    EngagementEntry,
    Record,
    Statement,
)
from communique.publish import drawn
from communique.publish.catching_up import Kept
from communique.publish.reports import Reports
from communique.publish.selection import Selection, reports_of, select
from communique.publish.shelves import File, converter
from communique.store import Store


class Part:
    """The record that is kept beside a store, asked for its parts.

    Args:
        store: where documents and claims are.
        connection: to the kept record, which is drawn up to the last reading and decision.
    """

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        file = File(connection)
        self._store, self._file, self._kept = store, file, Kept(file, store, Reports(file, store))
        self._register = self._kept.register
        self._drawn: dict[str, Entry] = {}

    def around(self, key: str) -> Record:
        """What a view of one entry or report shows: itself, what was said there or rests on it, and its reports.

        Args:
            key: its id or the beginning of it, or a claim that it rests on.

        Raises:
            NoSuchEntryError: nothing answers, or more than one thing does.
        """
        names = {key} if self._register.known(key) else self._resting([key]) or {self._register.begun_by(key)}
        entries, said = self._entries(names), self._register.said(names)
        reports = reports_of(_record(entries)) | {row.document for row in said.values()} | self._register.reports_of(names)
        claims = {c for entry in entries for c in entry.claims} | {row.claim for row in said.values()}
        if not entries and not said:
            reports = names
            names = self._told_in(reports) | self._lines_in(reports)
        elif any(isinstance(entry, EngagementEntry) for entry in entries):
            names |= self._told_in(reports)
        return self._part(names | self._resting(self._decided_with(claims)), reports)

    def holding(self, claims: Collection[str], documents: Collection[str]) -> Record:
        """The entries that rest on some claims, and some reports."""
        return self._part(self._resting(claims), documents)

    def said(self, selection: Selection) -> Record:
        """The statements that a selection takes, with their reports."""
        names = self._register.statements(selection)
        return select(self._part(names, {row.document for row in self._register.said(names).values()}), selection)

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, each on the claims that now stand for its own."""
        return self._kept.decided

    # ---------------------------------------------------------------- which entries

    def _resting(self, claims: Collection[str]) -> set[str]:
        """The names of the entries that rest on claims."""
        desks = (self._kept.engaged, self._kept.promised, self._kept.lines)
        return {name for desk in desks for name in desk.entries(claims).values()} | {*self._register.said_by(claims).values()}

    def _told_in(self, documents: Collection[str]) -> set[str]:
        """The names of the engagements and commitments that quote some reports, and of what each of these says."""
        return {*self._register.quoting(documents), *self._register.said_in(documents)}

    def _lines_in(self, documents: Collection[str]) -> set[str]:
        """The names of the lines that some reports tell of."""
        return {*self._kept.lines.entries(self._kept.lines.of(documents)).values()}

    def _decided_with(self, claims: Collection[str]) -> set[str]:
        """The claims that decisions on some claims name."""
        made = [d for d in in_force(self._kept.decided) if not set(d.claims).isdisjoint(claims)]
        return {c for decision in made for c in (*decision.claims, *linked(decision))}

    # ---------------------------------------------------------------- the entries themselves

    def _part(self, names: Collection[str], documents: Collection[str]) -> Record:
        """A record of some entries and reports."""
        said, kept = self._register.said(names).values(), self._kept
        spoken = self._heard(kept.claims({row.claim for row in said}).values())
        compared = [c for c in spoken if isinstance(c, Comparison)]
        met = [c for c in self._heard(kept.told_in({c.document for c in spoken}, (Engagement,))) if isinstance(c, Engagement)]
        entry_of = self._entry_of({c.id for c in met} | {c.engagement for c in compared if c.engagement})
        proposed = {row.claim: row.document for row in said if row.kind == "proposals"}
        return _record(
            self._entries(names),
            documents=sorted(self._store.some_documents(documents), key=lambda d: (d.published or UNDATED, d.id)),
            statements=statements.entries([c for c in spoken if isinstance(c, Statement)], met, entry_of, kept.sources),
            comparisons=comparisons.entries(compared, met, entry_of, self._comparable(compared, met, entry_of)),
            proposals=proposals.entries([c for c in kept.waiting_in({*proposed.values()}) if c.id in proposed], kept.sources),
        )

    def _entries(self, names: Collection[str]) -> Sequence[Entry]:
        """Those of some entries that are drawn."""
        new = [name for name in names if name not in self._drawn]
        for name, kind, body in self._file.ask_all("SELECT id, kind, body FROM entries WHERE id IN ?", new):
            self._drawn[name] = drawn.entry(self._file.connection, converter, kind, body)
        return [self._drawn[name] for name in names if name in self._drawn]

    def _heard(self, claims: Iterable[Claim]) -> Sequence[Claim]:
        """Claims in the order heard."""
        return sorted(claims, key=self._kept.sources.turn)

    def _entry_of(self, claims: Collection[str]) -> Mapping[str, EngagementEntry]:
        """The engagements that claims stand in."""
        names = self._kept.engaged.entries(claims)
        shown = {e.id: e for e in self._entries({*names.values()}) if isinstance(e, EngagementEntry)}
        return {claim: shown[name] for claim, name in names.items()}

    def _comparable(
        self, claims: Sequence[Comparison], met: Sequence[Engagement], entry_of: Mapping[str, EngagementEntry]
    ) -> Sequence[EngagementEntry]:
        """Every engagement that comparisons may be held against."""
        told: dict[str, list[Engagement]] = {}
        for claim in met:
            told.setdefault(claim.document, []).append(claim)
        until: dict[tuple[str, ...], dt.date] = {}
        for counted in claims:
            subject = comparisons.subject(counted, told.get(counted.document, ()))
            if looked := comparisons.looks_at(counted, entry_of.get(subject or "")):
                until[looked[0]] = max(looked[1], until.get(looked[0], looked[1]))
        names = {name for sides, day in until.items() for name in self._register.held(sides, day)}
        return sorted((e for e in self._entries(names) if isinstance(e, EngagementEntry)), key=engagements.order)


def _record(entries: Iterable[Entry], **lists: Iterable[Any]) -> Record:
    """A record of entries, each in its place in the order of the record, and of further lists."""
    shown = tuple(entries)
    found: dict[str, Any] = dict.fromkeys(("documents", "statements", "comparisons", "problems"), ())
    found |= {name: tuple(some) for name, some in lists.items()}
    return Record(
        None,
        engagements=tuple(sorted((e for e in shown if isinstance(e, EngagementEntry)), key=engagements.order)),
        commitments=tuple(sorted((e for e in shown if isinstance(e, CommitmentEntry)), key=commitments.order)),
        channels=tuple(sorted((e for e in shown if isinstance(e, ChannelEntry)), key=lambda e: (e.sides, e.name, e.id))),
        **found,
    )
