"""The record in Python: read reports or open a store, narrow it, take what you need as objects, rows or data frames.

A ledger never changes; narrowing gives another one. Days are dates or "2023-06-19"; sides are codes or names.

    ledger = communique.read("reports/")
    ledger.between("U.S.", "China").since("2023-06-01").to_arrow("participants").to_pandas()
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from communique.ledger.build import fold
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
)
from communique.publish.columns import arrow
from communique.publish.find import Entry, find_entry
from communique.publish.notebook import notebook_table
from communique.publish.parties import code_of
from communique.publish.selection import Selection, select
from communique.publish.tables import TABLES
from communique.publish.timeline import in_order
from communique.store import Store
from communique.wire import follow, joined, read_path

Day = dt.date | str
IN_MEMORY = "sqlite://"


@dataclass(frozen=True)
class Ledger:
    """What reports say, and the record that it amounts to.

    Args:
        reports: every report read.
        claims: what they say.
        decisions: what people decided about it.
        problems: what could not be read.
        selection: what is asked for.
        day: the day as of which the record stands; None for all that was read.
        former: claims of earlier readings on which decisions were made.
    """

    reports: tuple[Document, ...]
    claims: tuple[Claim, ...]
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    selection: Selection = field(default_factory=Selection)
    day: dt.date | None = None
    former: tuple[Claim, ...] = ()

    @cached_property
    def record(self) -> Record:
        """The part of the record that is asked for."""
        return select(fold(self.reports, self.claims, self.decisions, self.day, self.former), self.selection)

    def as_of(self, day: Day) -> Ledger:
        """The record as it stood on a day: nothing published later shows."""
        return dataclasses.replace(self, day=_day(day))

    def between(self, *sides: str) -> Ledger:
        """Only what involves all of these sides.

        Raises:
            UnknownSideError: no side has that name.
        """
        return self._narrowed(between=tuple(dict.fromkeys(code_of(side) for side in sides)))

    def since(self, day: Day) -> Ledger:
        """Only what may fall on or after a day."""
        return self._narrowed(since=_day(day))

    def until(self, day: Day) -> Ledger:
        """Only what may fall on or before a day."""
        return self._narrowed(until=_day(day))

    def _narrowed(self, **changes: Any) -> Ledger:
        return dataclasses.replace(self, selection=dataclasses.replace(self.selection, **changes))

    @property
    def engagements(self) -> tuple[EngagementEntry, ...]:
        """Who met whom, in the order of days."""
        return tuple(in_order(self.record.engagements))

    @property
    def commitments(self) -> tuple[CommitmentEntry, ...]:
        """What was promised, and what became of it."""
        return self.record.commitments

    @property
    def channels(self) -> tuple[ChannelEntry, ...]:
        """Standing lines and their states."""
        return self.record.channels

    @property
    def statements(self) -> tuple[StatementEntry, ...]:
        """Who said what."""
        return self.record.statements

    @property
    def comparisons(self) -> tuple[ComparisonEntry, ...]:
        """Claims of rank and recency, held against the record."""
        return self.record.comparisons

    @property
    def proposals(self) -> tuple[ProposalEntry, ...]:
        """What a language model or another program proposed and nobody has accepted; nothing rests on it."""
        return self.record.proposals

    def __iter__(self) -> Iterator[EngagementEntry]:
        return iter(self.engagements)

    def __len__(self) -> int:
        return len(self.record.engagements)

    def __getitem__(self, key: str) -> Entry | Document:
        """The entry or report with an id; its beginning will do.

        Raises:
            NoSuchEntryError: nothing answers, or more than one thing does.
        """
        return find_entry(self.record, key)

    def rows(self, table: str = "engagements") -> list[dict[str, Any]]:
        """A table as dictionaries; ``communique.publish.tables.TABLES`` names them."""
        made = TABLES[table]
        return [dict(zip(made.columns, row, strict=True)) for row in made.rows(self.record)]

    def to_arrow(self, table: str = "engagements") -> Any:
        """A table as a ``pyarrow.Table``, which pandas, polars and DuckDB take.

        Raises:
            MissingExtraError: pyarrow is not installed.
        """
        return arrow(self.record, table)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The engagements for whoever speaks Arrow: ``polars.DataFrame(ledger)``."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<Ledger: {len(self):,} engagements, {len(self.commitments):,} commitments from {len(self.record.documents):,} reports>"

    def _repr_html_(self) -> str:
        return notebook_table(self.record)


def read(
    *paths: str | Path, published: Day | None = None, db: str | Path | None = None, columns: Mapping[str, str] | None = None
) -> Ledger:
    """Read reports: files of any known format, folders, archives.

    Args:
        published: the day of publication of all of them, whatever they say.
        db: a store to keep them in; without one they are kept in memory.
        columns: for tables: which column holds what, e.g. ``{"text": "body"}``.

    Returns:
        The ledger of everything in the store; what could not be read is in its ``problems``, nothing is raised for a report.

    Raises:
        StoreError: the store cannot be opened or written.
    """
    from communique.run.installation import installed_version
    from communique.run.reading import read_in

    now, day = dt.datetime.now(dt.UTC), _day(published) if published is not None else None
    batch = joined(read_path(Path(path), day, now=now, columns=columns) for path in paths)
    with Store(db or IN_MEMORY) as store:
        outcomes = list(read_in(store, follow(batch.documents), rules=installed_version(), now=now, published=day))
        failures = tuple(Problem(o.document.id, o.failure) for o in outcomes if o.failure is not None)
        return dataclasses.replace(_of(store), problems=(*batch.problems, *batch.passed_over, *failures))


def load(db: str | Path) -> Ledger:
    """The ledger of a store.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    with Store(db, create=False, reading_only=True) as store:
        return _of(store)


def _of(store: Store) -> Ledger:
    return Ledger(store.documents(), store.claims(), store.decisions(), former=store.former())


def _day(day: Day) -> dt.date:
    return dt.date.fromisoformat(day) if isinstance(day, str) else day
