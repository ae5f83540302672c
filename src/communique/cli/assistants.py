"""``communique mcp``: the record for assistants, over standard input and output."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from communique.cli.failures import ExtraMissing
from communique.cli.options import db_option, open_store
from communique.cli.record import Asked, fold_store, whole
from communique.run.installation import installed_version

if TYPE_CHECKING:
    from communique.model import Record


@click.command()
@db_option
def mcp(address: str | None) -> None:
    """Answer assistants that speak the Model Context Protocol, over standard input and output. Needs communique[mcp].

    The tools only read: engagements, commitments, channels, statements, entry, search. Their answers are entries with the words that
    prove them and where these stand. Name this command in the assistant's configuration.

    \b
    Examples:
      communique mcp
      communique mcp --db record.db
    """
    from communique.extras import MissingExtraError
    from communique.publish.assistants import server

    def record(as_of: dt.date | None) -> Record:
        return whole(Asked(address, as_of=as_of))

    try:
        made = server(record, lambda words, limit, as_of: searched(address, words, limit, as_of), installed_version())
    except MissingExtraError as error:
        raise ExtraMissing(str(error)) from error
    if address is not None and (store := open_store(address)) is not None:
        store.close()  # what is wrong with a store that was named is told now, not to the assistant
    made.run("stdio")


def searched(address: str | None, words: str, limit: int, as_of: dt.date | None) -> dict[str, Any]:
    """Entries and paragraphs that hold the words, as a program gets them."""
    from communique.publish.found import found_object, passage
    from communique.store import AFTER, BEFORE

    store = open_store(address)
    if store is None:
        return {"entries": [], "paragraphs": []}
    with store:
        hits = store.search(words, limit)
        record, _ = fold_store(store, as_of)
    return found_object(record, [passage(hit.document, hit.claim, hit.excerpt, BEFORE, AFTER) for hit in hits])
