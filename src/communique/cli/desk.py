"""Making a decision from the command line: the record before, the decision appended, and the record after it.

Decided at 12:00 by lee: the meeting of 15 November stands at Filoli.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from communique.cli.failures import StoreFailure
from communique.cli.options import now, open_store
from communique.cli.record import fold_store, page

if TYPE_CHECKING:
    from communique.ledger.doubts import Case
    from communique.model import Act, Decision, Record
    from communique.publish.lines import Line
    from communique.store import Store


@dataclass(slots=True)
class Desk:
    """An open store, the record it makes, and who decides.

    Args:
        store: open for writing.
        record: the record as it stands; drawn up anew after each decision.
        user, reason: who decides, and why.
    """

    store: Store
    record: Record
    user: str
    reason: str = ""
    made: list[Decision] = field(default_factory=list)

    def decide(self, keys: Sequence[str], act: Act, name: str | None = None, value: str | None = None) -> tuple[Line, ...]:
        """Make a decision about entries and keep it; the lines tell what it changed."""
        from communique.ledger.decisions import DecisionError, decide

        try:
            decision = decide(
                self.record, [key_of(self.record, k) for k in keys], act, name, value, by=self.user, at=now(), reason=self.reason
            )
        except DecisionError as error:
            raise click.UsageError(str(error)) from error
        return self._keep(decision, decision.claims)

    def undo(self, key: str | None = None) -> tuple[Line, ...]:
        """Take back a decision: the one with an id, else the last that stands."""
        from communique.ledger.decisions import DecisionError, take_back

        every = self.store.decisions()
        try:
            decision = take_back(every, key, by=self.user, at=now(), reason=self.reason)
        except DecisionError as error:
            raise click.UsageError(str(error)) from error
        by_id = {d.id: d for d in every}
        back = by_id[decision.undoes or ""]
        while back.undoes:
            back = by_id[back.undoes]
        return self._keep(decision, back.claims)

    def _keep(self, decision: Decision, claims: Sequence[str]) -> tuple[Line, ...]:
        from communique.publish.decisions import effect
        from communique.store import StoreError

        try:
            kept = self.store.decide(decision)
        except StoreError as error:
            raise StoreFailure(error) from error
        before, self.record = self.record, fold_store(self.store, None)[0]
        self.made.append(kept)
        return effect(kept, claims, before, self.record)


@contextmanager
def desk(address: str | None, user: str = "", reason: str = "") -> Iterator[Desk]:
    """A store opened to decide on what it holds."""
    store = open_store(address, writing=True)
    if store is None:
        raise click.exceptions.Exit(0)
    with store:
        yield Desk(store, fold_store(store, None)[0], user, reason)


def key_of(record: Record, key: str) -> str:
    """The whole id that the beginning of one stands for."""
    from communique.publish.find import NoSuchEntryError
    from communique.publish.find import key_of as find

    try:
        return find(record, key)
    except NoSuchEntryError as error:
        raise click.UsageError(str(error)) from error


def doubtful(store: Store, record: Record, between: tuple[str, ...] | None = None) -> tuple[Case, ...]:
    """What is worth a look, the weightiest first; only what some sides share, where they are named."""
    from communique.ledger.build import decided
    from communique.ledger.doubts import cases
    from communique.publish.find import entries
    from communique.publish.selection import Selection, select

    claims = store.claims()
    part = entries(select(record, Selection(between or ())))
    found = cases(record, claims, decided(store.documents(), claims, store.decisions(), store.former()))
    return tuple(case for case in found if case.entry.id in part)


def tell(lines: Sequence[Line], made: Sequence[Decision], as_json: bool) -> None:
    """What was decided, for people or for programs."""
    from communique.store.log import decision_object

    if as_json:
        click.echo(json.dumps({"decisions": [decision_object(d) for d in made]}, ensure_ascii=False, indent=2))
    else:
        page(lines)
