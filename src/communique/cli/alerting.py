"""``communique alert``: saved filters over the moves of the record, told to programs and people, each move once."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from communique.cli.failures import SomeFailed
from communique.cli.options import Day, db_option, json_option, now, today
from communique.cli.record import Asked, whole

if TYPE_CHECKING:
    from communique.model import Record
    from communique.publish.alerts import Alert
    from communique.publish.moves import Move
    from communique.run.delivering import MailServer

RECENT = dt.timedelta(days=7)
FILE = "file"
SIGN_IN = "COMMUNIQUE_SMTP_PASSWORD"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to tell moves: what it is called, to whom it leads, what it would say, and the act; None when the act went well."""

    name: str
    to: str
    says: Callable[[Sequence[Move]], str]
    tell: Callable[[Sequence[Move]], str | None]


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one alert in one way."""

    alert: str
    way: str
    to: str
    moves: int
    failure: str | None = None

    @property
    def words(self) -> str:
        """In a line."""
        if self.way == FILE:
            return f"{self.alert}: {self.to} " + (f"NOT written: {self.failure}" if self.failure else "written")
        number = f"{self.moves} move{'s' * (self.moves != 1)}" if self.moves else "nothing new"
        return f"{self.alert}: {number} by {self.way} to {self.to}" + (f" NOT sent: {self.failure}" if self.failure else "")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--since", type=Day(), metavar="DAY", help="What was told on or after that day. Default: within the last seven days.")
@click.option("--as-of", type=Day(last=True), metavar="DAY", help="The record as it stood on that day. Default: today.")
@click.option("--show", is_flag=True, help="Print what would be sent; nothing is sent, written or remembered.")
@click.option("--allow-private", is_flag=True, help="Send to addresses of this machine and of private networks too.")
@db_option
@json_option
def alert(
    file: Path, since: dt.date | None, as_of: dt.date | None, show: bool, allow_private: bool, address: str | None, as_json: bool
) -> None:
    """Tell what moved in the record (postponed, overdue, cut ...) by the saved filters of FILE, in TOML; each move once.

    A filter stands under [alerts.NAME]: between, a list of sides; on, a list of statuses; webhook, an address that gets JSON; mail, a list
    of addresses; atom and ics, files written anew. Under [mail] stand from and server (port, user, security = "starttls", "tls" or
    "none"), or folder, which .eml files are laid into; the password comes from COMMUNIQUE_SMTP_PASSWORD.

    What was taken is remembered beside FILE, under its name with the ending .told.jsonl. What is not taken is tried three times, and
    again at the next run.

    \b
    Examples:
      communique alert alerts.toml --show
      communique alert alerts.toml --since 2024-02-01
    """
    from communique.publish.alerts import due

    alerts, server = _filters(file)
    day = as_of or today()
    record = whole(Asked(address, as_of=day))
    told: list[Sent] = []
    for one in alerts:
        ways = tuple(_ways(one, record, file.parent, server, allow_private))
        told += _tell(one, due(record, one, since or day - RECENT), ways, file, show)
        if not show:
            told += _write_files(one, record, file.parent)
    if not show:
        _report(told, as_json)


def _filters(file: Path) -> tuple[tuple[Alert, ...], MailServer | None]:
    from communique.publish.alerts import read_alerts

    try:
        alerts, mail = read_alerts(file.read_text(encoding="utf-8"))
        server = _mail_server(mail, file.parent) if mail else None
    except (OSError, ValueError, LookupError) as error:
        raise click.UsageError(f"{file}: {error}") from error
    if server is None and (silent := [one.name for one in alerts if one.mail]):
        raise click.UsageError(f"{file}: {silent[0]} is to be mailed, and there is no [mail] with from and server (or folder)")
    return alerts, server


def _mail_server(row: Mapping[str, Any], beside: Path) -> MailServer:
    from communique.run.delivering import SECURITY, MailServer

    kinds = {"from": str, "server": str, "port": int, "security": str, "user": str, "folder": str}
    wrong = [key for key, value in row.items() if key not in kinds or not isinstance(value, kinds[key]) or not str(value).isprintable()]
    if wrong:
        raise ValueError(f"[mail] {wrong[0]}: there are {', '.join(kinds)}; port is a number, the others are words")
    if "from" not in row or not ("server" in row or "folder" in row):
        raise ValueError("[mail] needs from, and server or folder")
    if row.get("security", "starttls") not in SECURITY:
        raise ValueError(f"[mail] security is one of {', '.join(SECURITY)}")
    if row.get("security") == "none" and "user" in row:
        raise ValueError("[mail] no password is sent without encryption; leave out user, or set security to starttls or tls")
    rest = {key: row[key] for key in ("server", "port", "security", "user") if key in row}
    return MailServer(row["from"], **rest, password=os.environ.get(SIGN_IN), folder=beside / row["folder"] if "folder" in row else None)


def _ways(one: Alert, record: Record, beside: Path, server: MailServer | None, private: bool) -> Iterator[Way]:
    from communique.publish.alerts import as_mail, as_object
    from communique.run.delivering import deliver, send

    if (address := one.webhook) is not None:
        # The path of such an address is often a key, and is not told.
        yield Way(
            "webhook",
            urlsplit(address).hostname or address,
            lambda some: json.dumps(as_object(one, some, record), ensure_ascii=False, indent=2),
            lambda some: deliver(as_object(one, some, record), address, private=private),
        )
    if one.mail and server is not None:
        yield Way(
            "mail",
            ", ".join(one.mail),
            lambda some: as_mail(one, some, record, server.sender, now()).as_string(),
            lambda some: send(as_mail(one, some, record, server.sender, now()), server),
        )


def _tell(one: Alert, moves: Sequence[Move], ways: Sequence[Way], file: Path, show: bool) -> Iterator[Sent]:
    from communique.publish.alerts import MOST, key_of
    from communique.run.delivering import Told

    memory = Told(file.with_suffix(".told.jsonl"))
    if ways and not show:
        memory.begin()
    for way in ways:
        before = memory.before(one.name, way.name)
        new = [move for move in moves if key_of(move) not in before]
        if show:
            click.echo(way.says(new[:MOST]) if new else Sent(one.name, way.name, way.to, 0).words)
            continue
        told = 0
        failure = None
        for at in range(0, len(new), MOST):
            failure = way.tell(new[at : at + MOST])
            if failure is not None:
                break
            memory.add(one.name, way.name, [key_of(move) for move in new[at : at + MOST]])
            told += len(new[at : at + MOST])
        if told or failure is None:
            yield Sent(one.name, way.name, way.to, told)
        if failure is not None:
            yield Sent(one.name, way.name, way.to, len(new) - told, failure)


def _write_files(one: Alert, record: Record, beside: Path) -> Iterator[Sent]:
    from communique.publish.atom import atom
    from communique.publish.calendar import calendar

    part = one.part(record)
    title = f"What moved in the record: {one.name}"
    made: dict[str | None, Callable[[], bytes]] = {
        one.atom: lambda: atom(part, title, one.on).encode("utf-8", "replace"),
        one.ics: lambda: calendar(part, record.as_of or today()),
    }
    for name, write in made.items():
        if name is None:
            continue
        file = beside / name
        half = file.with_name(f"{file.name}.half")
        try:
            # Whoever reads it at this moment gets the whole of the old one or of the new one.
            half.write_bytes(write())
            half.replace(file)
        except OSError as error:
            yield Sent(one.name, FILE, name, 0, f"{error.strerror or error}")
        else:
            yield Sent(one.name, FILE, name, 0)


def _report(told: Sequence[Sent], as_json: bool) -> None:
    failed = [sent for sent in told if sent.failure is not None]
    if as_json:
        rows = [{"alert": s.alert, "way": s.way, "to": s.to, "moves": s.moves, "failure": s.failure} for s in told]
        click.echo(json.dumps({"sent": rows}, ensure_ascii=False, indent=2))
    else:
        for sent in told:
            click.echo(sent.words, err=sent.failure is not None)
    if failed:
        raise SomeFailed(f"{len(failed)} could not be sent; the next run tries again")
