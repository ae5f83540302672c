"""PostgreSQL: a store that several people share, by URL; its own text search in place of FTS5. Needs the extra ``postgres``.

Writers take turns by an advisory lock, as they do in SQLite, so a document's claims and its mark "read" stand or fall together and two
readers of one report make one document of it.

    postgresql://desk@localhost/record
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import exc

from communique.store.search import Query, Term
from communique.store.trouble import Trouble

TURN = 0x636F6D6D  # the advisory lock of whoever writes
SIGNS = "-/_.+:&<>@'"  # the parser of PostgreSQL sees hosts, tags and numbers where a report has plain words
INDEX = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE TEXT SEARCH DICTIONARY communique_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION communique (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION communique ALTER MAPPING FOR asciiword, word WITH unaccent, communique_stem",
    f"CREATE FUNCTION communique_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS "
    f"$$ SELECT to_tsvector('communique', translate($1, '{SIGNS[:-1]}''', '{' ' * len(SIGNS)}')) $$",
    "ALTER TABLE passages ADD COLUMN words tsvector GENERATED ALWAYS AS (communique_words(text)) STORED",
    "CREATE INDEX passages_words ON passages USING gin (words)",
)
# https://www.postgresql.org/docs/current/errcodes-appendix.html
MEANING = {
    "55P03": Trouble.LOCKED,
    "40P01": Trouble.LOCKED,
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "42501": Trouble.READ_ONLY,
    "XX001": Trouble.DAMAGED,
    "XX002": Trouble.DAMAGED,
    "3D000": Trouble.UNREACHABLE,
}
CLASSES = {"08": Trouble.UNREACHABLE, "28": Trouble.UNREACHABLE, "53": Trouble.UNREACHABLE, "57": Trouble.UNREACHABLE}


class Postgres:
    """See ``Dialect``."""

    def engine(self, url: sa.URL, *, reading_only: bool, wait: float) -> sa.Engine:
        """See ``Dialect``.

        Raises:
            ModuleNotFoundError: the driver is not installed.
        """
        options = f"-c lock_timeout={max(1, round(wait * 1000))}" + (" -c default_transaction_read_only=on" if reading_only else "")
        arguments = {"options": options, "connect_timeout": max(2, math.ceil(wait))}
        # A server that was restarted in the night is found again in the morning.
        engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), connect_args=arguments, pool_pre_ping=True)

        @sa.event.listens_for(engine, "begin")
        def begin(connection: sa.Connection) -> None:
            if connection.get_execution_options().get("writes"):
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")

        return engine

    def make_index(self, connection: sa.Connection) -> None:
        """See ``Dialect``."""
        for statement in INDEX:
            connection.exec_driver_sql(statement)

    def search(self, query: Query) -> sa.TextClause:
        """See ``Dialect``."""
        terms: dict[str, str] = {}
        wanted = " && ".join(f"({' || '.join(_term(term, terms) for term in group)})" for group in query.wanted)
        unwanted = "".join(f" && !! {_term(term, terms)}" for term in query.unwanted)
        return sa.text(
            f"WITH asked AS (SELECT {wanted}{unwanted} AS query) "
            "SELECT passages.id, ts_headline('communique', passages.text, asked.query, "
            "'StartSel=\"' || :before || '\", StopSel=\"' || :after || '\", MinWords=16, MaxWords=32') FROM passages, asked "
            "WHERE passages.words @@ asked.query AND (passages.claim IS NOT NULL) = :told "
            "ORDER BY ts_rank_cd(passages.words, asked.query) DESC, passages.id LIMIT :limit"
        ).bindparams(**terms)

    def go_on_numbering(self, connection: sa.Connection, tables: Sequence[sa.Table]) -> None:
        """See ``Dialect``."""
        for table in tables:
            if "id" in table.c and isinstance(table.c.id.type, sa.Integer):
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")

    def damage(self, connection: sa.Connection) -> str | None:
        """See ``Dialect``. Every row is read; a page that cannot be read answers with an error, which ``trouble`` knows."""
        for name in sorted(sa.inspect(connection).get_table_names()):
            connection.exec_driver_sql(f'SELECT sum(length(kept::text)) FROM "{name}" AS kept')
        return None

    def trouble(self, error: exc.DBAPIError) -> Trouble | None:
        """See ``Dialect``."""
        state = getattr(error.orig, "sqlstate", None)
        if state is None:
            return Trouble.UNREACHABLE if isinstance(error, exc.OperationalError) else None
        return MEANING.get(state) or CLASSES.get(state[:2])


def _term(term: Term, terms: dict[str, str]) -> str:
    """The SQL of a term; its words go into ``terms`` as a parameter."""
    name = f"term{len(terms)}"
    plain = term.words.translate({ord(c): " " for c in SIGNS})
    if term.begins:
        *whole, last = plain.replace("\\", " ").split()
        terms[name] = " <-> ".join([*(f"'{word}'" for word in whole), f"'{last}':*"])
        return f"to_tsquery('communique', :{name})"
    terms[name] = plain
    return f"phraseto_tsquery('communique', :{name})"
