"""The gate before the parser and the rule it serves: what has no matter between sides is no part of the record.

"Wheat closed lower in Chicago." is held back; "Oslo and Ottawa agreed on quotas." is read.
"""

from __future__ import annotations

import datetime as dt

import pytest

from communique.analysis.gate import may_matter
from communique.analysis.matters import between_sides
from communique.analysis.parse import read_one
from communique.analysis.read import find_claims
from communique.cli import main
from communique.cli.demo import bundled
from communique.model import Document
from communique.run.finding import find_all

DAY = dt.date(2024, 3, 8)


def report(text: str, source: str | None = None) -> Document:
    return Document("report", text, source=source, published=DAY)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        pytest.param("Wheat closed lower in Chicago on Friday, traders said.", False, id="one side only"),
        pytest.param("The striker scored twice before the rain came.", False, id="no side"),
        pytest.param("Oslo and Ottawa agreed on quotas for cod.", True, id="two capitals"),
        pytest.param("OTTAWA, OSLO AGREE ON QUOTAS", True, id="a headline in capitals"),
        pytest.param("Denmark's minister was brief. He had called Lima that morning.", True, id="two sentences"),
        pytest.param("Norway raised its rate. Growth was slow. Prices fell. Peru kept its own.", False, id="far apart"),
        pytest.param("Blinken left for talks with Lavrov.", True, id="officials by family name"),
        pytest.param("The U.S. Treasury and the European Union differ.", True, id="a body and an abbreviation"),
    ],
)
def test_two_sides_pass(text: str, passes: bool) -> None:
    assert may_matter(report(text)) is passes


def test_what_an_office_issues_is_always_read() -> None:
    assert may_matter(report("The President thanked the nurses.", source="White House"))
    assert not may_matter(report("The President thanked the nurses.", source="Daily Post"))


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        pytest.param("Norwegian Foreign Minister Espen Barth Eide met Canadian Foreign Minister Melanie Joly in Oslo.", True, id="contact"),
        pytest.param("France said that Italy should lift its ban on French apples.", True, id="one side of another"),
        pytest.param("The French finance ministry said it had warned the Italian government.", True, id="of a government"),
        pytest.param("The minister said Danish apples were cheap and Italian pears dear.", False, id="goods by nationality"),
        pytest.param("Shares fell in Paris and Milan, analysts said.", False, id="places"),
        pytest.param("France's central bank said prices rose. Italian growth was slow.", False, id="figures at home"),
    ],
)
def test_a_matter_is_between_sides(text: str, matter: bool) -> None:
    reading = read_one(report(text))
    findings = find_claims(reading)
    assert between_sides(reading, findings.cast, findings.claims) is matter


def test_what_is_held_back_is_told_as_read_and_in_order() -> None:
    texts = ["Wheat fell, traders said.", "France said that Italy should lift its ban.", "Shares fell in Paris and Milan, analysts said."]
    found = list(find_all(report(text) for text in texts))
    assert [f.document.text for f in found] == texts
    assert [bool(f.claims) for f in found] == [False, True, False]
    assert all(f.failure is None for f in found)


def test_reading_tells_how_many_reports_have_nothing_between_sides(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COMMUNIQUE_DB", str(tmp_path / "record.db"))
    town, oslo = tmp_path / "town.txt", tmp_path / "oslo.txt"
    town.write_text("The town council voted on Tuesday to build a library. The mayor said it would open in spring.")
    oslo.write_text("Norwegian Foreign Minister Espen Barth Eide met Turkish Foreign Minister Hakan Fidan in Oslo on Tuesday.")
    assert main(["read", "--published", "2024-01-10", str(town), str(oslo)]) == 0
    assert "1 of them tells of nothing between sides." in capsys.readouterr().out


def test_every_example_passes_the_gate() -> None:
    assert [d.id for d in bundled()[0] if not may_matter(d)] == []
