"""``communique copy``: a store into another one, from a file to a server or back."""

from __future__ import annotations

import click

from communique.cli.failures import StoreFailure
from communique.cli.options import db_option, open_store


@click.command()
@db_option
@click.argument("target", metavar="PATH|URL")
def copy(address: str | None, target: str) -> None:
    """Copy everything kept into another store, which must be empty.

    Reports, all that was ever found in them, and every decision; all of it or nothing. A store in PostgreSQL needs the extra
    ``communique[postgres]``.

    \b
    Examples:
      communique copy backup.db
      communique copy postgresql://desk@db.example.org/record
      communique copy --db postgresql://desk@db.example.org/record mine.db
    """
    from communique.store import Store, StoreError

    source = open_store(address)
    if source is None:
        return
    try:
        with source, Store(target) as other:
            number = source.copy_to(other)
    except StoreError as error:
        raise StoreFailure(error) from error
    click.echo(f"{number} report{'' if number == 1 else 's'} copied, with what was found in them and what was decided")
