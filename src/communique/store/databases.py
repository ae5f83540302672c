"""The databases that a store can lie in, by the first word of its address.

postgresql://desk@localhost/record
"""

from __future__ import annotations

import sqlalchemy as sa

from communique.store.dialect import Dialect
from communique.store.postgres import Postgres
from communique.store.sqlite import Sqlite

DIALECTS: dict[str, Dialect] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def of(connection: sa.Connection | sa.Engine) -> Dialect:
    """The dialect of a connection or engine."""
    return DIALECTS[connection.dialect.name]
