"""The record behind a view: the store opened, its claims folded as of a day, the part asked for selected, the lines printed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.failures import StoreFailure
from communique.cli.options import open_store

if TYPE_CHECKING:
    from communique.model import Claim, Record
    from communique.publish.lines import Line
    from communique.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a view ask for."""

    address: str | None = None
    between: tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None
    as_json: bool = False


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
    from communique.model import Record

    store = open_store(asked.address)
    if store is None:
        return Record(asked.as_of, (), (), (), (), (), (), ())
    with store:
        return fold_store(store, asked.as_of)[0]


def selected(asked: Asked, *kinds: str) -> Record:
    """The part of the record that is asked for; where ``kinds`` are given, only these lists of it may be there."""
    from communique.cli.options import default_store
    from communique.publish import drawn
    from communique.publish.selection import Selection, select

    selection, store = Selection(asked.between or (), asked.since, asked.until), str(asked.address or default_store())
    if kinds and asked.as_of is None:
        kept = drawn.take(store, selection, kinds)
        if kept is None and drawn.state(store) and (opened := open_store(store)):
            with opened:
                kept = drawn.take(store, selection, kinds) if caught_up(opened) else None
        if kept is not None:
            return kept
    return select(whole(asked), selection)


def caught_up(store: Store) -> bool:
    """Bring the record that is kept beside a great store up to date; False for a small one, and where it cannot be written.

    Raises:
        StoreFailure: the store cannot be read.
    """
    import sqlite3

    from communique.publish import drawn
    from communique.publish.catching_up import bring_up
    from communique.store import StoreError

    try:
        if store.url.get_backend_name() != "sqlite" or not drawn.state(str(store.url.database)) or store.counts().documents < drawn.GREAT:
            return False
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
    from communique.publish.selection import Selection
    from communique.publish.selection import nothing as words

    return words(Selection(asked.between or (), asked.since, asked.until), asked.as_of, what)


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
