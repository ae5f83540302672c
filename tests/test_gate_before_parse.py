"""The gate before the parser and the rule it serves: what has no matter between sides is no part of the record.

"Wheat closed lower in Chicago." is held back; "Oslo and Ottawa agreed on quotas." is read.
"""

from __future__ import annotations

import datetime as dt

import pytest

from communique.analysis.gate import to_read
from communique.analysis.matters import between_sides
from communique.analysis.parse import read_one, reading_text
from communique.analysis.read import find_claims
from communique.cli import main
from communique.cli.demo import bundled
from communique.model import Document, Engagement
from communique.run.finding import find_all
from communique.wire import plain_document

DAY = dt.date(2024, 3, 8)


def report(text: str, source: str | None = None) -> Document:
    return Document("report", text, source=source, published=DAY)


def read_of(text: str, title: str | None = None, source: str | None = None) -> list[str]:
    """The words that must be read, each stretch by itself."""
    document = Document("report", text, title=title, source=source, published=DAY)
    whole = reading_text(document)[0]
    return [whole[start:end].strip() for start, end in to_read(document)]


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
        pytest.param("Danish wool and Peruvian cotton rose.", False, id="nationalities of goods"),
        pytest.param("Danish and Peruvian envoys were silent.", True, id="nationalities of officials"),
        pytest.param("Prices rose in Denmark and in Peru.", False, id="where things are"),
        pytest.param("Denmark beat Peru by two goals.", False, id="states that neither speak nor act"),
        pytest.param("Denmark recalled its trawlers from Peru.", True, id="what states do"),
        pytest.param("Denmark said its trawlers were off Peru.", True, id="a state that speaks"),
        pytest.param("The Danish premier arrived in Peru.", True, id="where somebody goes"),
        pytest.param("The Danish premier will tour Southeast Asia.", True, id="a part of the world"),
        pytest.param("Ann Blinken sang with Canada's choir.", False, id="another of that name"),
        pytest.param("Antony Blinken wrote to Canada.", True, id="the full name of an official"),
        pytest.param("Canada may lift its tax. You can wait.", False, id="names that are words"),
        pytest.param("President Bush wrote to Canada.", False, id="an official of another time"),
    ],
)
def test_two_sides_pass(text: str, passes: bool) -> None:
    assert bool(read_of(text)) is passes


FILLER = "The town hall was full. Choirs sang for an hour. The rain stopped at noon. Children waved flags on the square. "


def test_a_report_of_something_else_is_read_where_two_sides_meet() -> None:
    text = FILLER * 3 + "The mayor thanked the guests. Norway's minister had called Canada that day. " + FILLER * 3
    assert read_of(text, title="A town sings") == [
        "A town sings\n\nThe town hall was full.",
        "The mayor thanked the guests. Norway's minister had called Canada that day.",
    ]


def test_a_report_that_opens_with_two_sides_is_read_whole() -> None:
    text = "Norway's foreign minister called Canada's on Friday. " + FILLER
    assert read_of(text) == [text.strip()]
    assert len(read_of(text + FILLER * 9)) == 1, "only the opening"
    assert len(read_of(text + FILLER * 9)[0]) < 200


def test_where_a_report_was_written_is_no_side_but_for_who_goes_there() -> None:
    def passes(text: str) -> bool:
        return bool(to_read(plain_document(text, "a.txt", published=DAY)))

    assert not passes("LIMA, March 8 (Reuters) - Norway raised its rate on Friday.")
    assert passes("LIMA, March 8 (Reuters) - Norway's foreign minister arrived on Friday.")


def test_what_is_read_in_passages_keeps_its_places() -> None:
    told = "Norwegian Foreign Minister Espen Barth Eide met Canadian Foreign Minister Melanie Joly in Oslo on Friday."
    document = Document("report", FILLER * 4 + told + "\n\n" + FILLER * 4, title="A town sings", published=DAY)
    (found,) = find_all([document])
    (claim,) = [claim for claim in found.claims if isinstance(claim, Engagement)]
    assert claim.sides == ("CAN", "NOR")
    assert all(document.text[span.start : span.end] == span.text for span in claim.evidence)
    assert claim.evidence[0].start >= len(FILLER * 4)


def test_what_an_office_issues_is_always_read() -> None:
    assert read_of("The President thanked the nurses.", source="White House")
    assert not read_of("The President thanked the nurses.", source="Daily Post")


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        pytest.param("Norwegian Foreign Minister Espen Barth Eide met Canadian Foreign Minister Melanie Joly in Oslo.", True, id="contact"),
        pytest.param("France said that Italy should lift its ban on French apples.", True, id="one side of another"),
        pytest.param("The French finance ministry said it had warned the Italian government.", True, id="of a government"),
        pytest.param("The minister said Danish apples were cheap and Italian pears dear.", False, id="goods by nationality"),
        pytest.param("Shares fell in Paris and Milan, analysts said.", False, id="places"),
        pytest.param("France's central bank said prices rose. Italian growth was slow.", False, id="figures at home"),
        pytest.param("A French wine merchant said Italy should lift its ban.", False, id="a private voice"),
        pytest.param("The French senate leader said Italy should lift its ban.", False, id="a house of parliament"),
        pytest.param("French President Emmanuel Macron said Italy should lift its ban.", True, id="a head of state"),
        pytest.param("The mayor agreed to reopen a direct line to the harbour.", False, id="a line at home"),
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
    assert [d.id for d in bundled()[0] if not to_read(d)] == []
