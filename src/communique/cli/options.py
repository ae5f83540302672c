"""Options shared by the commands, and opening the store: where it lies, and what to say when it will not open."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from communique.cli.failures import StoreFailure

if TYPE_CHECKING:
    from communique.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A day as YYYY-MM-DD; a month or year stands for its first day, or its last one for ``--until`` and ``--as-of``."""

    name = "day"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day that the words give."""
        if isinstance(value, dt.date):
            return value
        if value == "today":
            return today()
        pieces = value.split("-")
        try:
            numbers = [int(piece) for piece in pieces]
            if len(pieces[0]) != 4 or len(numbers) > 3:
                raise ValueError(value)
            if len(numbers) == 3:
                return dt.date(*numbers)
            year, month = numbers[0], numbers[1] if len(numbers) > 1 else (12 if self.last else 1)
            if not self.last:
                return dt.date(year, month, 1)
            following = dt.date(year + month // 12, month % 12 + 1, 1)
            return following - dt.timedelta(days=1)
        except ValueError:
            self.fail(f"{value!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY", param, ctx)


class Sides(click.ParamType[tuple[str, ...]]):
    """Two or more sides, as codes or names, with commas between them."""

    name = "sides"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The codes of the sides named."""
        from communique.publish.parties import UnknownSideError, code_of

        if isinstance(value, tuple):
            return value
        names = [name.strip() for name in value.split(",") if name.strip()]
        if not names:
            self.fail('no side is named; write codes or names with commas between them ("USA,CHN")', param, ctx)
        try:
            return tuple(dict.fromkeys(code_of(name) for name in names))
        except UnknownSideError as error:
            self.fail(str(error), param, ctx)


def today() -> dt.date:
    """The day by the clock of this machine; asked here and nowhere deeper."""
    return dt.date.today()


def now() -> dt.datetime:
    """The time by the clock of this machine, in UTC."""
    return dt.datetime.now(dt.UTC)


def data_folder() -> Path:
    """Where this user's programs keep their data, by the custom of the platform."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "communique"


def default_store() -> Path:
    """The store of a user who names none."""
    return data_folder() / "communique.db"


def db_option(command: Command) -> Command:
    """``--db``: which store."""
    help_text = "The store: a path or a database URL. Default: communique.db in your data folder."
    return click.option("--db", "address", envvar="COMMUNIQUE_DB", metavar="PATH|URL", help=help_text)(command)


def json_option(command: Command) -> Command:
    """``--json``: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of text for people.")(command)


def as_of_option(command: Command) -> Command:
    """``--as-of``: the record as it stood."""
    help_text = "The record as it stood on that day: nothing published later shows. Default: all that was read."
    return click.option("--as-of", type=Day(last=True), metavar="DAY", help=help_text)(command)


def between_option(command: Command) -> Command:
    """``--between``: only what these sides share."""
    help_text = 'Only what involves all of these sides: codes or names ("USA,CHN", "U.S.,China").'
    return click.option("--between", type=Sides(), metavar="SIDES", help=help_text)(command)


def period_options(command: Command) -> Command:
    """``--since`` and ``--until``: only what may fall within."""
    command = click.option("--until", type=Day(last=True), metavar="DAY", help="Only what may fall on or before that day.")(command)
    return click.option("--since", type=Day(), metavar="DAY", help="Only what may fall on or after that day.")(command)


def view_options(command: Command) -> Command:
    """Everything that a view takes."""
    for option in (json_option, as_of_option, period_options, between_option, db_option):
        command = option(command)
    return command


def login() -> str:
    """The name under which this user is known to the machine; empty where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def decision_options(command: Command) -> Command:
    """``--by`` and ``--reason``: who decides, and why."""
    by = click.option("--by", "user", metavar="USER", default=login, show_default="your login name", help="Who decides.")
    return by(click.option("--reason", metavar="WORDS", default="", help="Why; kept with the decision.")(command))


def open_store(address: str | None, *, writing: bool = False, create: bool = False) -> Store | None:
    """The store at an address; None when the user's own one has not been made yet and is not to be.

    Args:
        address: a path or URL; None for the user's own.
        writing: something will be written.
        create: make it when there is none.

    Raises:
        StoreFailure: it cannot be opened; exit code 4.
        click.UsageError: the store named does not exist.
    """
    from communique.store import Store, StoreError, Trouble

    try:
        return Store(address or default_store(), create=create, reading_only=not writing)
    except StoreError as error:
        if error.trouble is not Trouble.MISSING:
            raise StoreFailure(error) from error
        if address is None:
            click.echo("The record is empty: nothing has been read yet. Begin with: communique read FILE...", err=True)
            return None
        raise click.UsageError(f"{error}; make one with: communique read --db {address} FILE...") from error
