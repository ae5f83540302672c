"""A database opened as a store: found or made, brought to the newest schema, its troubles told in plain words.

communique read --db postgresql://desk@server/record munich.txt
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from sqlalchemy import exc

from communique.store import databases, dialect, schema
from communique.store.trouble import PLAINLY, StoreError, Trouble


class Opened:
    """A store behind one address.

    Args:
        address: a path to an SQLite file or a database URL.
        create: make the store when there is none.
        reading_only: nothing will be written; works on a store that may not be written.
        wait: seconds to wait while another program writes.

    Raises:
        StoreError: missing, locked, newer, damaged, read-only, full, or not a store of communique.
    """

    def __init__(self, address: str | Path, *, create: bool = True, reading_only: bool = False, wait: float = dialect.WAIT) -> None:
        self.url = located(address)
        file = self.url.database if self.url.get_backend_name() == "sqlite" else None
        if file and file != ":memory:":
            self._find(Path(file), create=create)
        backend = self.url.get_backend_name()
        if backend not in databases.DIALECTS:
            kinds = "a path, sqlite:///PATH or postgresql://USER@HOST/NAME"
            raise StoreError(Trouble.UNREACHABLE, f"no store of the kind {backend!r}; use {kinds}")
        self._dialect = databases.DIALECTS[backend]
        try:
            self._engine = self._dialect.engine(self.url, reading_only=reading_only, wait=wait)
        except ModuleNotFoundError:
            raise StoreError(Trouble.UNREACHABLE, f"a store in {backend} needs its driver: pip install 'communique[postgres]'") from None
        try:
            self._prepare(create=create and not reading_only, reading_only=reading_only)
            if not reading_only:
                with self._writing():
                    pass  # a locked or read-only store says so now, not when an hour of reading is to be kept
        except BaseException:
            self.close()
            raise

    def _find(self, file: Path, *, create: bool) -> None:
        if file.is_dir():
            raise StoreError(Trouble.UNREACHABLE, f"{file} is a folder, not a store")
        if file.exists():
            return
        if not create:
            raise StoreError(Trouble.MISSING, f"there is no store at {file}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(Trouble.UNREACHABLE, f"the store's folder {file.parent} cannot be made: {error.strerror}") from error

    def _prepare(self, *, create: bool, reading_only: bool) -> None:
        with self._reading() as connection:
            version = schema.version_of(connection)
        if version == 0 and not create:
            raise StoreError(Trouble.MISSING, f"there is no store at {self._where}")
        if version is None:
            raise StoreError(Trouble.FOREIGN, f"{self._where} holds something else, not a store of communique; nothing was changed")
        if version > schema.CURRENT:
            raise StoreError(
                Trouble.NEWER,
                f"the store {self._where} was written by a newer communique (version {version}, this one knows {schema.CURRENT}); "
                "please update communique",
            )
        if version < schema.CURRENT and not (reading_only and version >= schema.READABLE):
            with self._writing() as connection:
                # Another program may have done it while this one waited for its turn.
                schema.migrate(connection, schema.version_of(connection) or 0)

    @property
    def _where(self) -> str:
        return str(self.url.database) if self.url.get_backend_name() == "sqlite" else self.url.render_as_string()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # ------------------------------------------------------------ transactions

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._answering(), self._engine.connect() as plain:
            connection = plain.execution_options(**dialect.WRITING)
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._answering(), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            trouble = self._dialect.trouble(error)
            if trouble is None:
                raise
            raise StoreError(trouble, PLAINLY[trouble].format(where=self._where, reason=error.orig)) from error


def located(address: str | Path) -> sa.URL:
    """The database URL of an address: a URL stays, anything else is a path to an SQLite file."""
    if isinstance(address, str) and ("://" in address):
        try:
            return sa.make_url(address)
        except exc.ArgumentError:
            raise StoreError(Trouble.UNREACHABLE, f"{address!r} is no address of a store") from None
    return sa.URL.create("sqlite", database=str(address))
