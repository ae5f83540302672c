"""The record in Python: reading, narrowing, tables and what notebooks show; the notebook in docs/ runs as it stands."""

from __future__ import annotations

import ast
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import communique
from communique import Ledger, api
from communique.model import Act, Decision, Document
from communique.publish.find import NoSuchEntryError
from communique.publish.notebook import notebook_table
from communique.publish.parties import UnknownSideError
from communique.run import engines
from communique.run.finding import Found
from communique.store import Store, StoreError
from ledger_dispatches import read
from sample import EMPTY, MEETING, RECORD
from test_cli import one_claim_each

WIRE = """
== plan 2023-01-17
    planned visit | Antony Blinken USA, CHN | 2023-02-05 | Beijing | "Blinken will be in Beijing on February 5"
== off 2023-02-03
    postponed visit | Antony Blinken USA, CHN | Beijing | "Blinken put off his trip to Beijing"
== tokyo 2023-03-16
    held meeting | Fumio Kishida JPN, Yoon Suk Yeol KOR | 2023-03-16 | Tokyo | "Kishida met Yoon in Tokyo on Thursday"
"""


@pytest.fixture
def ledger() -> Ledger:
    documents, claims = read(WIRE)
    return Ledger(tuple(documents), tuple(claims))


def told(some: Ledger) -> list[tuple[str, str]]:
    return [(str(entry.start), entry.status.value) for entry in some]


def test_a_ledger_is_narrowed_and_stays_what_it_was(ledger: Ledger) -> None:
    assert told(ledger) == [("2023-02-05", "postponed"), ("2023-03-16", "held")]
    assert told(ledger.between("U.S.", "China")) == [("2023-02-05", "postponed")]
    assert told(ledger.since("2023-03-01")) == told(ledger.between("Japan").until(dt.date(2023, 12, 31))) == [("2023-03-16", "held")]
    assert told(ledger.as_of("2023-01-31")) == [("2023-02-05", "planned")]
    assert told(ledger.between("U.S.", "China").since("2023-03-01")) == []
    assert len(ledger) == 2
    assert repr(ledger) == "<Ledger: 2 engagements, 0 commitments from 3 reports>"


def test_a_slip_says_what_is_meant(ledger: Ledger) -> None:
    with pytest.raises(UnknownSideError, match="did you mean China"):
        ledger.between("Chinna")
    with pytest.raises(NoSuchEntryError):
        ledger["zzzz"]
    with pytest.raises(ValueError, match="yesterday"):
        ledger.since("yesterday")


def test_entries_by_id_rows_and_columns(ledger: Ledger) -> None:
    entry = ledger.engagements[0]
    assert ledger[entry.id] is entry
    assert ledger.rows()[0]["people"] == "Antony Blinken"
    assert ledger.to_arrow("participants").column("side").to_pylist() == ["USA", "CHN", "JPN", "KOR"]
    assert pa.table(ledger).column("status").to_pylist() == ["postponed", "held"]


def test_reading_into_a_store_and_loading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_all", one_claim_each)
    (tmp_path / "a.txt").write_text("The envoys met in Tokyo on Thursday.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.csv").write_text("matter\nThe envoys met in Seoul on Friday.\n", encoding="utf-8")
    some = communique.read(tmp_path, published="2023-03-16", db=tmp_path / "r.db", columns={"text": "matter"})
    assert len(some.reports) == 2
    assert {d.published for d in some.reports} == {dt.date(2023, 3, 16)}
    assert [problem.what for problem in some.problems] == ["empty: there is no text in it"]
    assert communique.load(tmp_path / "r.db").record == some.record
    with pytest.raises(StoreError):
        communique.load(tmp_path / "none.db")


def test_a_decision_outlives_a_reading_anew_here_too(tmp_path: Path) -> None:
    (document,), (claim,) = read(
        '\n== tokyo 2023-03-16\nheld meeting | Fumio Kishida JPN, Yoon Suk Yeol KOR | 2023-03-16 | "Kishida met Yoon"\n'
    )
    at = dt.datetime(2023, 3, 17, tzinfo=dt.UTC)
    with Store(tmp_path / "r.db") as store:
        store.keep(document, (claim,))
        store.decide(Decision("", Act.REJECT, (claim.id,), None, None, None, "lee", at, ""))
        store.keep(document, (replace(claim, id="e-anew"),))
    assert len(communique.load(tmp_path / "r.db")) == 0


def test_a_report_that_the_rules_fail_on_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(documents: Iterable[Document], **_: object) -> Iterator[Found]:
        for document in documents:
            yield Found(document, failure="odd")

    monkeypatch.setattr(engines, "find_all", fails)
    (tmp_path / "a.txt").write_text("The envoys met.", encoding="utf-8")
    (problem,) = communique.read(tmp_path).problems
    assert problem.what == "odd"


def test_a_notebook_shows_escaped_words_and_counts() -> None:
    nasty = replace(MEETING, place="<script>alert(1)</script>")
    shown = notebook_table(replace(RECORD, engagements=(nasty,)))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "1 engagements, 1 commitments, 1 channels, 1 statements, 2 reports" in shown
    assert "<q>Yoon met Kishida in Tokyo on Thursday</q>" in shown
    many = replace(EMPTY, engagements=tuple(replace(MEETING, id=f"E{n}") for n in range(60)))
    assert notebook_table(many).count("<tr>") == 51
    assert "60 engagements" in notebook_table(many)
    assert "the last 50 engagements" in notebook_table(many)


def test_the_package_alone_loads_nothing() -> None:
    code = "import sys, communique; assert not {'spacy', 'sqlalchemy', 'communique.api'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert set(communique.__all__) <= {*vars(api)}
    with pytest.raises(AttributeError, match="no attribute 'readd'"):
        communique.readd  # noqa: B018


def test_the_notebook_runs(root: Path) -> None:
    """Cell after cell in one room, as a notebook does; the last value of each is what it shows."""
    cells = json.loads((root / "docs" / "first-steps.ipynb").read_text(encoding="utf-8"))["cells"]
    room: dict[str, Any] = {}
    shown = []
    for cell in cells:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), room)
            if isinstance(last, ast.Expr):
                shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), room))
    ledger, met, before, words, row, events = shown
    assert ledger.problems == ()
    assert ("2023-02-05", "visit", "postponed") in met
    assert ("visit", "postponed") not in before
    assert "postponed" in {status for status, _ in words}
    assert row["engagement"]
    assert events.num_rows == 5
