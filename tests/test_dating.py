"""The publication day of an undated report: found with reasons that quote its words, or left open."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.analysis.dating import date_report
from communique.analysis.dating.evidence import Place, find_evidence
from communique.analysis.dating.solve import last_day
from communique.model import Document, Part, PartKind

CAPTION = """Foreign Minister Enrique Manalo met his Japanese counterpart Yoko Kamikawa on Thursday in Manila, both ministries said.

The two agreed to open talks on coast guard patrols later this year.

Philippine Foreign Secretary Enrique Manalo (R) and Japanese Foreign Minister Yoko Kamikawa shake hands in Manila on Nov. 9, 2023. (Agency)
"""
TRAILER = """The two ministers met on Friday in Oslo, U.S. Secretary of State Antony Blinken said.

The war in Ukraine is about to enter its third year.

Related coverage:

Ministers to meet in Oslo on Feb. 16
"""
DATELINE = """VIENNA, March 4 (Agency) - Envoys of both sides met on Monday, said U.S. Secretary of State Antony Blinken.

Russia's war against Ukraine, about to enter its third year, was first on their list.
"""


def dated(text: str, **more: object) -> dt.date | None:
    """The day given to a text."""
    return date_report(Document("d", text), **more).published  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [(CAPTION, dt.date(2023, 11, 9)), (TRAILER, dt.date(2024, 2, 16)), (DATELINE, dt.date(2024, 3, 4))],
    ids=["caption and weekday", "trailer, weekday and a war's age", "dateline, weekday, office and war"],
)
def test_day_found(text: str, day: dt.date) -> None:
    found = date_report(Document("d", text))
    assert (found.published, found.basis) == (day, "inferred")
    assert found.posterior[0][0] == day
    assert found.posterior[0][1] >= 0.85
    assert sum(weight for _, weight in found.posterior) <= 1.001


@pytest.mark.parametrize("text", [CAPTION, TRAILER, DATELINE], ids=["caption", "trailer", "dateline"])
def test_reasons_quote_the_report(text: str) -> None:
    document = Document("d", text)
    reasons = date_report(document).reasons
    assert reasons
    assert all(document.quote(reason.span) == reason.span.text for reason in reasons)


def test_what_came_with_the_report_wins() -> None:
    document = Document("d", CAPTION, published=dt.date(2020, 1, 1), published_basis="metadata")
    assert (date_report(document).published, date_report(document).basis) == (dt.date(2020, 1, 1), "metadata")
    given_day = Document("d", CAPTION, published=dt.date(2020, 1, 1))
    assert date_report(given_day).basis == "given"


ABSTAINS = [
    ("nothing said", "The two sides agreed to keep talking."),
    ("a weekday alone", "The two ministers met on Friday, a spokesman said."),
    ("a dateline alone leaves the year open", "VIENNA, March 4 (Agency) - Envoys of both sides met on Tuesday."),
    ("a past date is not the day of the report", "The premier said on Tuesday that the pact of May 12 would stand."),
    ("empty", ""),
]


@pytest.mark.parametrize("text", [row[1] for row in ABSTAINS], ids=[row[0] for row in ABSTAINS])
def test_no_day_is_guessed(text: str) -> None:
    found = date_report(Document("d", text))
    assert (found.published, found.basis, found.reasons) == (None, "unknown", ())


def test_a_known_year_settles_a_dateline() -> None:
    text = "VIENNA, March 4 (Agency) - Envoys of both sides met again."
    assert dated(text) is None
    assert dated(text, earliest=dt.date(2019, 1, 1), latest=dt.date(2019, 12, 31)) == dt.date(2019, 3, 4)


def test_no_day_after_the_day_of_reading() -> None:
    assert dated(CAPTION, latest=dt.date(2023, 11, 1)) is None


def test_a_former_president_is_not_in_office() -> None:
    evidence = find_evidence(Document("d", "Former President Bill Clinton and President Joe Biden met on May 3."))
    assert [holder.span.text for holder in evidence.holders] == ["Joe Biden"]


def test_places_follow_the_parts_of_the_document() -> None:
    text = "The ministers met. Seen here on May 3, 2021. More on May 5."
    parts = (Part(PartKind.CAPTION, 19, 44), Part(PartKind.TRAILER, 45, len(text)))
    places = [clue.place for clue in find_evidence(Document("d", text, parts=parts)).clues]
    assert places == [Place.CAPTION, Place.TRAILER]


def test_a_named_day_is_no_date_of_the_report() -> None:
    """ "October 7" as the name of an attack once dated a July report to the anniversary."""
    assert find_evidence(Document("d", "The October 7 attack still weighs on the talks.")).clues == []


def test_the_tables_end_somewhere() -> None:
    assert dt.date(2024, 1, 1) < last_day() < dt.date(2100, 1, 1)


@given(st.text(alphabet=st.sampled_from("Feb. 16 Monday on will met President Joe Biden 2023,\n(Agency) photo"), max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found = date_report(Document("d", text))
    assert (found.published is None) == (found.basis == "unknown")
