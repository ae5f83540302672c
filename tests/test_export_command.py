"""``communique export``: every format from a store, the part asked for, and where the bytes go."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest

from communique.cli.export import export
from communique.model import Document
from communique.run import engines
from communique.run.finding import Found
from sample import THURSDAY
from test_cli import Run, finders, one_claim_each, reports, run
from test_cli import db as undated

__all__ = ["finders", "reports", "run", "undated"]

ON_STANDARD_OUTPUT = [["ics"], ["csv"], ["csv", "participants"], ["md"], ["html"], ["ninjs"], ["jsonld"], ["graphml"], ["ftm"]]


@pytest.fixture
def db(run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two reports of one meeting; one of them tells the day."""

    def dated(documents: Iterable[Document], **_: object) -> Iterator[Found]:
        for found in one_claim_each(documents):
            (claim,) = found.claims
            when = replace(THURSDAY, span=None) if found.document.id.startswith("held") else None
            yield replace(found, claims=(replace(claim, when=when),))

    monkeypatch.setattr(engines, "find_all", dated)
    file = tmp_path / "record.db"
    assert run("read", "--db", file, "--published", "2023-03-16", reports)[0] == 0
    return file


@pytest.mark.parametrize("name", sorted(export.commands))
def test_every_format_explains_itself(run: Run, name: str) -> None:
    code, out, _ = run("export", name, "--help")
    assert code == 0
    assert name == "schema" or f"communique export {name} " in out


@pytest.mark.parametrize("arguments", ON_STANDARD_OUTPUT, ids=" ".join)
def test_the_part_asked_for_is_written(run: Run, db: Path, arguments: list[str]) -> None:
    code, everything, _ = run("export", *arguments, "--db", db)
    assert code == 0
    assert "Kishida" in everything
    assert run("export", *arguments, "--db", db, "--between", "Japan,South Korea")[1] == everything
    for nothing in (["--between", "USA,CHN"], ["--as-of", "2023-03-15"], ["--since", "2024"], ["--until", "2022"]):
        code, out, _ = run("export", *arguments, "--db", db, *nothing)
        assert code == 0
        assert "Kishida" not in out


@pytest.mark.parametrize("arguments", ON_STANDARD_OUTPUT, ids=" ".join)
def test_before_anything_was_read_an_export_is_empty_but_whole(run: Run, arguments: list[str]) -> None:
    code, out, err = run("export", *arguments)
    assert code == 0
    assert bool(out) is (arguments[0] not in {"ninjs", "ftm"}), "no lines are what JSON Lines of nothing are"
    assert "Begin with: communique read FILE..." in err


def test_a_feed_is_named_by_its_sides(run: Run, db: Path) -> None:
    code, out, _ = run("export", "atom", "--db", db, "--between", "Japan,Korea")
    assert code == 0
    assert "<title>What moved in the record: Japan, South Korea</title>" in out
    assert "held: Meeting: Yoon Suk Yeol, Fumio Kishida, 16 Mar 2023" in out
    assert "<entry>" not in run("export", "atom", "--db", db, "--between", "USA,CHN")[1]


def test_what_cannot_stand_in_a_calendar_is_told(run: Run, undated: Path) -> None:
    code, out, err = run("export", "ics", "--db", undated)
    assert code == 0
    assert icalendar.Calendar.from_ical(out).events == []
    assert err == "1 engagement without a day, or without an end, cannot stand in a calendar.\n"


def test_files_for_other_programs(run: Run, db: Path, tmp_path: Path) -> None:
    """Through a real pipe, for bytes are no text."""
    for name, magic in {"xlsx": b"PK", "parquet": b"PAR1"}.items():
        done = subprocess.run([sys.executable, "-m", "communique", "export", name, "--db", db], capture_output=True, check=True)
        assert done.stdout.startswith(magic)
        assert done.stderr == b""


def test_a_database_is_written_beside_its_metadata_and_nothing_is_overwritten(run: Run, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "shared.db"
    assert run("export", "sqlite", file, "--db", db)[0] == 0
    assert json.loads((tmp_path / "shared.metadata.json").read_text(encoding="utf-8"))["databases"].keys() == {"shared"}
    for taken in (file, db):
        before = taken.read_bytes()
        code, _, err = run("export", "sqlite", taken, "--db", db)
        assert code == 2
        assert "nothing is overwritten" in err
        assert taken.read_bytes() == before


def test_a_missing_package_ends_with_one_and_the_way_to_get_it(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    code, out, err = run("export", "xlsx", "--db", db)
    assert (code, out) == (1, "")
    assert "XLSX needs the package xlsxwriter: pip install 'communique[tables]'" in err
