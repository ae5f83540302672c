"""Text columns that give back what they were given, in every database, and sort by code point everywhere.

PostgreSQL keeps no NUL in a text, and a report may hold one; there it is written as two characters that stand for it.

    "The ministers\\0 met." comes back with its NUL, so that every offset still fits
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

ESCAPE = "\x1a"
WRITTEN = {"\0": f"{ESCAPE}0", ESCAPE: f"{ESCAPE}1"}
READ = {written: meant for meant, written in WRITTEN.items()}


class Words(sa.types.TypeDecorator[str]):
    """Text, kept exactly."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Sorted by code point, as SQLite does."""
        return dialect.type_descriptor(sa.Text(collation="C") if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """What is written."""
        if value is None or dialect.name != "postgresql":
            return value
        return value.replace(ESCAPE, WRITTEN[ESCAPE]).replace("\0", WRITTEN["\0"])

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """What was meant."""
        if value is None or dialect.name != "postgresql" or ESCAPE not in value:
            return value
        meant = value.replace(WRITTEN["\0"], "\0")
        return meant.replace(WRITTEN[ESCAPE], ESCAPE)
