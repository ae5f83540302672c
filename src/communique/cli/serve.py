"""``communique serve``: the pages, on this machine; elsewhere only behind a sign-in."""

from __future__ import annotations

import getpass
import ipaddress
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.failures import StoreFailure
from communique.cli.options import data_folder, db_option, default_store

if TYPE_CHECKING:
    from communique.publish.pages.access import Access
    from communique.store import Store

PORT = 8024
MISSING = "the pages need more packages: pip install communique[pages]"


@click.command()
@db_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; any but this machine's own needs a sign-in."
)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port to listen at.")
@click.option(
    "--users", "users_file", type=click.Path(path_type=Path), envvar="COMMUNIQUE_USERS", help="A file of users, see communique user."
)
@click.option("--name", help="The name under which decisions are made where nobody signs in. Default: your own on this machine.")
def serve(address: str | None, host: str, port: int, users_file: Path | None, name: str | None) -> None:
    """Serve the pages: Today, Timeline, Commitments, Channels, Actors, Statements, Search, Review; and an API.

    On this machine's own address nobody signs in. Anywhere else it is refused unless there are users (--users) or a token of sixteen
    characters or more (in COMMUNIQUE_TOKEN); put a proxy with TLS before it there.

    \b
    Examples:
      communique serve
      COMMUNIQUE_TOKEN=... communique serve --host 0.0.0.0 --users users.json
    """
    try:
        import uvicorn

        from communique.publish.pages.app import make_app
        from communique.publish.pages.audit import Audit
    except ImportError as error:
        raise click.ClickException(MISSING) from error
    local = is_loopback(host)
    door = _door(local, users_file, name)
    store, writable = _store(address)
    log = None if local else data_folder() / "audit.jsonl"
    app = make_app(store, door, Audit(log), writable=writable, hosts=None if local else ())
    click.echo(f"communique serves {store.url.database} at http://{f'[{host}]' if ':' in host else host}:{port}   (Ctrl-C stops it)")
    with store:
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


@click.command()
@click.argument("name")
@click.option(
    "--file",
    "users_file",
    type=click.Path(path_type=Path),
    envvar="COMMUNIQUE_USERS",
    help="The file. Default: users.json in your data folder.",
)
@click.option(
    "--role", type=click.Choice(["reader", "reviewer", "admin"]), default="reader", show_default=True, help="What the user may do."
)
@click.option("--remove", is_flag=True, help="Take the user out.")
def user(name: str, users_file: Path | None, role: str, remove: bool) -> None:
    """Set a user of the pages, NAME, with role and password; the password is asked for.

    A reader reads, a reviewer decides too, an admin also sees the audit log.

    \b
    Example:
      communique user kim --role reviewer --file users.json
    """
    from communique.publish.pages.access import Role, UsersError, new_user, read_users, write_users

    file = users_file or data_folder() / "users.json"
    try:
        users = read_users(file) if file.exists() else {}
        if remove:
            if users.pop(name, None) is None:
                raise click.UsageError(f"{file} has no user {name!r}")
        else:
            users[name] = new_user(name, click.prompt("Password", hide_input=True, confirmation_prompt=True), Role(role))
    except UsersError as error:
        raise click.UsageError(str(error)) from error
    write_users(file, users)
    click.echo(f"{file}: {', '.join(f'{u.name} ({u.role.value})' for u in users.values()) or 'no users'}")


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _door(local: bool, users_file: Path | None, name: str | None) -> Access:
    """Who may come in.

    Raises:
        click.UsageError: the address is not this machine's own and nobody could sign in.
    """
    from communique.publish.pages.access import LEAST_TOKEN, Access, UsersError, read_users

    token = os.environ.get("COMMUNIQUE_TOKEN") or None
    if token is not None and len(token) < LEAST_TOKEN:
        raise click.UsageError(f"COMMUNIQUE_TOKEN needs {LEAST_TOKEN} characters or more")
    try:
        users = read_users(users_file) if users_file else {}
    except UsersError as error:
        raise click.UsageError(str(error)) from error
    if local and not users_file:
        return Access(local=name or getpass.getuser(), token=token)
    if not users and token is None:
        raise click.UsageError("any address but this machine's own needs users (--users FILE) or a token (COMMUNIQUE_TOKEN)")
    return Access(users=users, token=token)


def _store(address: str | None) -> tuple[Store, bool]:
    """The store, and whether decisions can be kept in it.

    Raises:
        StoreFailure: it cannot be opened; exit code 4.
        click.UsageError: the store named does not exist.
    """
    from communique.store import Store, StoreError, Trouble

    try:
        return Store(address or default_store(), create=address is None), True
    except StoreError as error:
        if error.trouble is Trouble.MISSING:
            raise click.UsageError(str(error)) from error
        if error.trouble is not Trouble.READ_ONLY:
            raise StoreFailure(error) from error
    return Store(address or default_store(), create=False, reading_only=True), False
