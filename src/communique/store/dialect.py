"""What differs between databases: how to connect, the text index, and what an error means.

A dialect is a class with these methods in a file of its own (``sqlite``, ``postgres``) and a line in ``databases``.

    A store that another program is writing to answers "database is locked"; a reader of the wire needs to know what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy import exc

from communique.store.search import Query
from communique.store.trouble import Trouble

WAIT = 5.0  # seconds to wait for another program to finish writing
WRITING = {"writes": True}


class Dialect(Protocol):
    """The differences that the store has to know."""

    def engine(self, url: sa.URL, *, reading_only: bool, wait: float) -> sa.Engine:
        """An engine for the address; nothing is opened yet."""

    def make_index(self, connection: sa.Connection) -> None:
        """Make the text index over the passages table, kept up by the database itself."""

    def search(self, query: Query) -> sa.TextClause:
        """A query that gives (passage id, marked excerpt) by rank.

        Its parameters are ``before`` and ``after`` (marks around a hit), ``told`` (passages of claims, else paragraphs), ``limit``.
        """

    def go_on_numbering(self, connection: sa.Connection, tables: Sequence[sa.Table]) -> None:
        """After rows came in with their numbers, let new ones take the numbers that follow."""

    def damage(self, connection: sa.Connection) -> str | None:
        """What a look through the whole database finds wrong."""

    def trouble(self, error: exc.DBAPIError) -> Trouble | None:
        """What an error of the database means; None when it is a mistake of this program."""
