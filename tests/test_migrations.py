"""Stores of every released schema, kept as SQL in ``schemas/``, are brought forward: nothing lost, nothing twice, and as if made anew.

``python tests/test_migrations.py`` writes the file of the schema of today; once released, such a file never changes.
"""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pytest

from communique.cli import main
from communique.model import Act, Decision
from communique.store import Store, schema
from sample import CLAIMS, HELD, READ_AT

SCHEMAS = Path(__file__).parent / "schemas"
OWN = tuple(claim for claim in CLAIMS if claim.document == HELD.id)
REJECTED = Decision("1", Act.REJECT, ("e-met",), None, None, None, "ana", READ_AT, "not a meeting")
# What makes a store: every table, index and trigger but those that the text index makes for itself.
MADE = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'passages_index_%' "
    "ORDER BY type = 'trigger', type = 'index', name"
)


def shape(file: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(file) as raw:
        return [(kind, name, " ".join(sql.split())) for kind, name, sql in raw.execute(MADE)]


def written(file: Path) -> str:
    """A store as SQL."""
    with sqlite3.connect(file) as raw:
        lines = [f"{sql};" for _, _, sql in raw.execute(MADE)]
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'passages_index%' ORDER BY name"):
            columns = [column for _, column, *_ in raw.execute(f"PRAGMA table_info({name})")]
            told = " || ', ' || ".join(f"quote({column})" for column in columns)
            lines += [f"INSERT INTO {name} VALUES ({row});" for (row,) in raw.execute(f"SELECT {told} FROM {name}")]
    return "\n".join(lines) + "\n"


def filled(file: Path) -> None:
    with Store(file) as store:
        store.keep(HELD, OWN, reasons=("weekday",), slug="envoys-meet", rules="1", at=READ_AT)
        store.decide(REJECTED)


@pytest.mark.parametrize("version", range(1, schema.CURRENT + 1))
def test_a_store_of_a_released_schema_is_brought_forward(version: int, tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    with sqlite3.connect(file) as raw:
        raw.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
    for _ in range(2):  # and it stays so
        with Store(file) as store:
            assert (store.documents(), store.claims(), store.decisions()) == ((HELD,), OWN, (REJECTED,))
            assert {hit.claim for hit in store.search("shuttle")} == {None, "c-shuttle"}
            assert store.damage() is None
            with store._reading() as connection:
                assert schema.version_of(connection) == schema.CURRENT
    filled(tmp_path / "anew.db")
    assert shape(file) == shape(tmp_path / "anew.db")


@pytest.mark.parametrize("version", range(schema.READABLE, schema.CURRENT + 1))
def test_a_store_of_an_older_schema_that_is_only_read_is_read_as_it_is(version: int, tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    with sqlite3.connect(file) as raw:
        raw.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
    with Store(file, create=False, reading_only=True) as store:
        assert (store.documents(), store.claims(), store.decisions()) == ((HELD,), OWN, (REJECTED,))
        with store._reading() as connection:
            assert schema.version_of(connection) == version
    assert main(["timeline", "--db", str(file)]) == 0


def test_every_schema_has_its_file() -> None:
    """A change of the tables is a new version with a migration and a file, never a change of a released one."""
    assert sorted(int(file.stem) for file in SCHEMAS.glob("*.sql")) == list(range(1, schema.CURRENT + 1))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        filled(Path(folder) / "record.db")
        (SCHEMAS / f"{schema.CURRENT}.sql").write_text(written(Path(folder) / "record.db"), encoding="utf-8")
