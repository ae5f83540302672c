"""Tables: what a row is, that all join, and that no cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from communique.cli.export import TABLE_NAMES
from communique.model import Precision
from communique.publish.edtf import edtf
from communique.publish.tables import TABLES, as_words, csv_table
from sample import EMPTY, MEETING, RECORD

D = dt.date


def rows(name: str, record=RECORD) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_table(record, name).decode(), newline="")))


def test_the_command_names_every_table() -> None:
    assert tuple(TABLES) == TABLE_NAMES


def test_one_row_an_engagement() -> None:
    assert [row["id"] for row in rows("engagements")] == ["E-tokyo", "E-seoul", "E-lapsed"]
    first, *_, last = rows("engagements")
    assert (first["people"], first["sides"], first["reports"]) == ("Yoon Suk Yeol; Fumio Kishida", "JPN; KOR", "2")
    assert (last["start"], last["end"]) == ("", "")


def test_one_row_a_participant_and_one_for_a_side_without_a_person() -> None:
    told = [(row["engagement"], row["name"], row["side"]) for row in rows("participants")]
    assert told[:4] == [
        ("E-tokyo", "Yoon Suk Yeol", "KOR"),
        ("E-tokyo", "Fumio Kishida", "JPN"),
        ("E-seoul", "Fumio Kishida", "JPN"),
        ("E-seoul", "", "KOR"),
    ]


def test_one_row_a_claim_and_its_words_stand_where_it_says() -> None:
    texts = {document.id: document.text for document in RECORD.documents}
    claims = rows("claims")
    assert {row["of"] for row in claims} == {"engagement", "commitment", "channel", "statement", "comparison"}
    assert [row for row in claims if texts[row["document"]][int(row["start"]) : int(row["end"])] != row["words"]] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_every_cell_of_its_type(name: str) -> None:
    table = TABLES[name]
    made = list(table.rows(RECORD))
    assert made
    for row in made:
        assert len(row) == len(table.columns)
        wrong = [c for c, (column, kind) in zip(row, table.columns.items(), strict=True) if c is not None and type(c) is not kind]
        assert wrong == []


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_record_is_a_head_without_rows(name: str) -> None:
    assert csv_table(EMPTY, name).decode() == ",".join(TABLES[name].columns) + "\r\n"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_formula_becomes_words(words: str) -> None:
    (row,) = rows("engagements", replace(EMPTY, engagements=(replace(MEETING, place=words),)))
    assert row["place"] == f"'{words}"


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_no_cell_begins_like_a_formula_and_words_survive(words: str) -> None:
    assert not as_words(words).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    (row,) = rows("engagements", replace(EMPTY, engagements=(replace(MEETING, place=words),)))
    assert row["place"].removeprefix("'") == words.removeprefix("'")


@pytest.mark.parametrize(
    ("start", "end", "precision", "written"),
    [
        (D(2024, 2, 16), D(2024, 2, 16), Precision.DAY, "2024-02-16"),
        (D(2023, 9, 16), D(2023, 9, 17), Precision.DAYS, "2023-09-16/2023-09-17"),
        (D(2023, 11, 1), D(2023, 11, 30), Precision.MONTH, "2023-11"),
        (D(2024, 2, 1), D(2024, 2, 29), Precision.DAYS, "2024-02-01/2024-02-29"),
        (D(2024, 1, 1), D(2024, 12, 31), None, "2024"),
        (D(2024, 3, 1), D(2024, 5, 31), Precision.SEASON, "[2024-03-01..2024-05-31]"),
        (None, D(2024, 12, 31), Precision.VAGUE, "[..2024-12-31]"),
        (D(2024, 1, 8), None, Precision.VAGUE, "[2024-01-08..]"),
        (None, None, None, None),
    ],
)
def test_days_as_the_library_of_edtf_reads_them(start: D | None, end: D | None, precision: Precision | None, written: str | None) -> None:
    assert edtf(start, end, precision) == written
    if written is not None:
        read = parse_edtf(written)
        assert str(read) == written
        if start and end:
            assert (tuple(read.lower_strict())[:3], tuple(read.upper_strict())[:3]) == (start.timetuple()[:3], end.timetuple()[:3])
