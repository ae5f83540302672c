"""The record kept beside a great store: views answer from it as they would from the fold, and never once it is behind.

communique timeline --between USA,CHN --since 2023-11
"""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.cli import main, record
from communique.publish import catching_up, drawn
from communique.publish.selection import Selection
from communique.store import Store
from ledger_dispatches import read

STORY = """
== plan 2023-11-10
planned meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | "Biden will meet Xi on Nov. 15"
expected visit | Xi Jinping CHN, FRA | "Xi may visit France"
== here 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi on Wednesday"
agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | due 2024-01-01..2024-03-31 | "reopen the military lines"
agreed channel | military lines | CHN, USA | 2023-11-15 | "agreed to reopen military lines"
== kishida 2023-12-01
planned visit | Fumio Kishida JPN, KOR | 2023-12-11..2023-12-12 | Seoul | "Kishida will visit Seoul"
"""
ASKED = [
    ("timeline",),
    ("timeline", "--json"),
    ("timeline", "--between", "USA,CHN"),
    ("timeline", "--since", "2023-12-01"),
    ("timeline", "--until", "2023-11-30"),
    ("timeline", "--since", "2024-11", "--between", "China,France"),
    ("agenda", "--between", "Japan,Korea"),
    ("agenda", "--json"),
    ("commitments", "--since", "2024-03-31"),
    ("commitments", "--since", "2024-04-01"),
    ("channels", "--json"),
    ("channels", "--until", "2023-01"),
]
Run = Callable[..., str]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "record.db"
    documents, claims = read(STORY)
    with Store(file) as store:
        for document in documents:
            store.keep(document, tuple(c for c in claims if c.document == document.id))
    monkeypatch.setenv("COMMUNIQUE_DB", str(file))
    return file


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_program(*arguments: str) -> str:
        assert main(list(arguments)) == 0
        return capsys.readouterr().out

    return run_program


def never(*_: object) -> None:
    raise AssertionError("folded again")


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_view_answers_from_the_kept_record_as_from_the_fold(asked, run, monkeypatch):
    folded = run(*asked)
    monkeypatch.setattr(drawn, "GREAT", 0)
    assert run("timeline", "--since", "2023-12")
    monkeypatch.setattr(record, "whole", never)
    assert run(*asked) == folded


def test_a_view_of_a_kept_record_loads_no_layer_of_the_store_and_looks_up_in_an_index(run, db, monkeypatch):
    monkeypatch.setattr(drawn, "GREAT", 1)
    run("timeline")
    asked = "from communique.cli import main; main(['timeline', '--between', 'USA,CHN']); import sys; print('sqlalchemy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "Xi" in told.stdout
    assert told.stdout.splitlines()[-1] == "False"
    with contextlib.closing(sqlite3.connect(f"{db}{drawn.ENDING}")) as connection:
        query = f"EXPLAIN QUERY PLAN {drawn.SHOWN} AND sides LIKE ?{drawn.TOUCHES})"
        plan = [row[-1] for row in connection.execute(query, ("engagements", "% USA %", 1, 1, 1))]
    assert any("COVERING INDEX entries_looked_up" in step for step in plan)
    assert not any(step.startswith("SCAN") for step in plan)


def test_a_small_store_keeps_nothing_beside_it(run, db):
    run("timeline")
    assert not Path(f"{db}{drawn.ENDING}").exists()


@pytest.mark.parametrize("spoil", ["decided", "read", "rules", "damaged", "of another day"])
def test_a_kept_record_that_is_behind_is_not_shown(spoil, run, db, monkeypatch):
    monkeypatch.setattr(drawn, "GREAT", 0)
    before = run("timeline")
    kept = Path(f"{db}{drawn.ENDING}")
    match spoil:
        case "decided":
            entry = next(word for word in before.split() if word.startswith("E"))
            run("review", "reject", entry)
        case "read":
            documents, claims = read('== late 2023-12-20\nheld visit | Fumio Kishida JPN, KOR | 2023-12-11 | Seoul | "he was in Seoul"')
            with Store(db) as store:
                store.keep(documents[0], tuple(claims))
        case "rules":
            monkeypatch.setattr(drawn, "rules", lambda: (1, 1))
        case "damaged":
            kept.write_bytes(b"SQLite format 3\0" + b"?" * 5000)
        case _:
            assert run("timeline", "--as-of", "2023-11-12") != before
    folded = run("timeline")
    kept.unlink()
    assert run("timeline") == folded
    assert (folded == before) == (spoil in ("rules", "damaged", "of another day"))


def test_a_folder_that_cannot_be_written_only_costs_time(run, db, monkeypatch):
    monkeypatch.setattr(drawn, "GREAT", 0)

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(catching_up, "_portion", full)
    assert "Woodside" in run("timeline")
    assert drawn.take(str(db), Selection((), None, None), ("engagements",)) is None


def test_reading_brings_the_kept_record_up_to_date(run, db, monkeypatch, tmp_path):
    monkeypatch.setattr(drawn, "GREAT", 0)
    report = tmp_path / "oslo.txt"
    report.write_text("OSLO - Norwegian Foreign Minister Espen Barth Eide met Turkish Foreign Minister Hakan Fidan in Oslo.")
    run("read", str(report), "--published", "2024-01-09")
    monkeypatch.setattr(record, "caught_up", never)
    assert "Fidan" in run("timeline", "--since", "2024-01-01")
