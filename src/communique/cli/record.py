"""The record behind a view: the store opened, its claims folded as of a day, the part asked for selected, the lines printed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from communique.cli.failures import StoreFailure
from communique.cli.options import open_store

if TYPE_CHECKING:
    import sqlite3

    from communique.model import Claim, Decision, Record
    from communique.publish.lines import Line
    from communique.publish.part import Part
    from communique.publish.selection import Selection
    from communique.store import Store

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a view ask for."""

    address: str | None = None
    between: tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    as_json: bool = False

    @property
    def selection(self) -> Selection:
        """The sides and the period asked for."""
        from communique.publish.selection import Selection

        return Selection(self.between or (), self.since, self.until)


class Whole:
    """The record as of a day, folded from everything in a store; asked like a ``Part``, it gives all that it has."""

    def __init__(self, store: Store, as_of: dt.date | None) -> None:
        self._store = store
        self._record, self._claims = fold_store(store, as_of)

    def around(self, _: str) -> Record:
        """See ``Part``."""
        return self._record

    def holding(self, _: Collection[str], __: Collection[str]) -> Record:
        """See ``Part``."""
        return self._record

    def said(self, selection: Selection) -> Record:
        """See ``Part``."""
        from communique.publish.selection import select

        return select(self._record, selection)

    def decisions(self) -> tuple[Decision, ...]:
        """See ``Part``."""
        from communique.ledger.build import decided

        made = self._store.decisions()
        return decided(self._store.documents(), self._claims, made, self._store.former()) if made else ()


def fold_store(store: Store, as_of: dt.date | None) -> tuple[Record, tuple[Claim, ...]]:
    """The record of a store as of a day (everything read when None), and all its claims.

    Raises:
        StoreFailure: the store cannot be read.
    """
    from communique.ledger.build import fold
    from communique.store import StoreError

    try:
        documents, claims, decisions, former = store.documents(), store.claims(), store.decisions(), store.former()
    except StoreError as error:
        raise StoreFailure(error) from error
    return fold(documents, claims, decisions, as_of, former), claims


def whole(asked: Asked) -> Record:
    """The record as of a day, nothing left out; an empty one where nothing has been read yet."""
    store = open_store(asked.address)
    if store is None:
        return empty(asked)
    with store:
        return fold_store(store, asked.as_of)[0]


def empty(asked: Asked) -> Record:
    """The record where nothing has been read yet."""
    from communique.model import Record

    return Record(asked.as_of, (), (), (), (), (), (), ())


def selected(asked: Asked, *kinds: str) -> Record:
    """The part of the record that is asked for; only the lists of these kinds may be there."""
    from communique.cli.options import default_store
    from communique.publish import drawn
    from communique.publish.selection import select

    store = str(asked.address or default_store())
    if asked.as_of is None:
        kept = drawn.take(store, asked.selection, kinds)
        if kept is None and drawn.state(store) and (opened := open_store(store)):
            with opened:
                kept = drawn.take(store, asked.selection, kinds) if caught_up(opened) else None
        if kept is not None:
            return kept
    return select(whole(asked), asked.selection)


def answer(asked: Asked, question: Callable[[Store, Part | Whole], Answer]) -> Answer | None:
    """What a question gives that needs but a part of the record; None where nothing has been read yet.

    Raises:
        StoreFailure: the store cannot be read.
    """
    from communique.store import StoreError

    store = open_store(asked.address)
    if store is None:
        return None
    with store:
        try:
            found = _of_kept(store, question) if asked.as_of is None else None
            if found is None and asked.as_of is None and caught_up(store):
                found = _of_kept(store, question)
            return found if found is not None else question(store, Whole(store, asked.as_of))
        except StoreError as error:
            raise StoreFailure(error) from error


def _of_kept(store: Store, question: Callable[[Store, Part | Whole], Answer]) -> Answer | None:
    """What the record kept beside a store answers; None where none has been drawn up since the last reading or decision."""
    from communique.publish import drawn

    def asked(connection: sqlite3.Connection) -> Answer:
        from communique.publish.part import Part

        return question(store, Part(store, connection))

    return drawn.ask(str(store.url.database), asked) if store.url.get_backend_name() == "sqlite" else None


def caught_up(store: Store) -> bool:
    """Bring the record that is kept beside a great store up to date; False for a small one, and where it cannot be written.

    Raises:
        StoreFailure: the store cannot be read.
    """
    import sqlite3

    from communique.publish import drawn
    from communique.store import StoreError

    try:
        if store.url.get_backend_name() != "sqlite" or not drawn.state(str(store.url.database)) or store.size() < drawn.GREAT:
            return False
        from communique.publish.catching_up import bring_up

        file = Path(f"{store.url.database}{drawn.ENDING}")
        if not file.exists():
            click.echo("The record is drawn up beside the store, once; what is read later is drawn into it.", err=True)
        bring_up(store, file)
    except StoreError as error:
        raise StoreFailure(error) from error
    except (sqlite3.Error, OSError):
        return False
    return True


def nothing(asked: Asked, what: str = "Nothing") -> str:
    """What to say where the record holds nothing of what is asked for."""
    from communique.publish.selection import nothing as words

    return words(asked.selection, asked.as_of, what)


def give(asked: Asked, as_lines: Callable[[], Iterable[Line]], as_object: Callable[[], Any]) -> None:
    """Print for people or for programs."""
    if asked.as_json:
        click.echo(json.dumps(as_object(), ensure_ascii=False, indent=2))
    else:
        page(as_lines())


def page(lines: Iterable[Line]) -> None:
    """Print lines to standard output, as wide as the terminal."""
    from rich.console import Console

    from communique.publish.lines import show

    show(lines, Console(highlight=False, emoji=False, markup=False))
