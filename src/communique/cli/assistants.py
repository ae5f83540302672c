"""``communique mcp``: the record for assistants, over standard input and output."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from communique.cli.failures import ExtraMissing
from communique.cli.options import db_option, login, now, open_store
from communique.cli.record import Asked, fold_store, whole

if TYPE_CHECKING:
    from communique.model import Decision, Record


@click.command()
@db_option
@click.option("--write", is_flag=True, help="Let the assistant decide too: accept, reject, edit, merge, split, undo.")
@click.option("--by", "user", metavar="USER", default=login, show_default="your login name", help="Whose assistant it is, for the log.")
def mcp(address: str | None, write: bool, user: str) -> None:
    """Answer assistants that speak the Model Context Protocol, over standard input and output. Needs communique[mcp].

    The tools only read: engagements, commitments, channels, statements, entry, search. Their answers are entries with the words that
    prove them and where these stand. Name this command in the assistant's configuration.

    With --write there are tools for decisions too. Each goes into the log of decisions, signed "USER (assistant)", with a reason, and can
    be taken back like any other. What was only proposed an assistant cannot accept.

    \b
    Examples:
      communique mcp
      communique mcp --db record.db
      communique mcp --write --by lee
    """
    from communique.extras import MissingExtraError

    if write and not user.strip():
        raise click.UsageError("name whose assistant it is: --by USER")
    try:
        made = served(address, user if write else None)
    except MissingExtraError as error:
        raise ExtraMissing(str(error)) from error
    if (address is not None or write) and (store := open_store(address, writing=write)) is not None:
        store.close()  # what is wrong with a store that was named is told now, not to the assistant
    made.run("stdio")


def served(address: str | None, user: str | None) -> Any:
    """The server over a store; with tools that write where a user is named.

    Raises:
        MissingExtraError: the package mcp is not installed.
    """
    from communique.publish.assistant_decisions import DecidingTools
    from communique.publish.assistants import server
    from communique.run.installation import installed_version

    def record(as_of: dt.date | None) -> Record:
        return whole(Asked(address, as_of=as_of))

    def deciding(refusal: type[Exception]) -> DecidingTools:
        assert user is not None
        return DecidingTools(lambda: record(None), lambda: _decisions(address), lambda made: _keep(address, made), user, now, refusal)

    def words(said: str, limit: int, as_of: dt.date | None) -> dict[str, Any]:
        return searched(address, said, limit, as_of)

    return server(record, words, installed_version(), deciding if user else None)


def _decisions(address: str | None) -> tuple[Decision, ...]:
    store = open_store(address)
    if store is None:
        return ()
    with store:
        return store.decisions()


def _keep(address: str | None, made: Decision) -> Decision:
    store = open_store(address, writing=True)
    assert store is not None  # a decision rests on an entry, so there is a store
    with store:
        return store.decide(made)


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
