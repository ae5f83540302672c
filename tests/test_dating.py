"""The publication day of an undated report: found with reasons that quote its words, or left open."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.analysis.dating import date_report, find_evidence
from communique.analysis.dating.evidence import Place
from communique.analysis.dating.years import last_day
from communique.data.tables import source, table
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
    assert found.posterior[0][1] >= 0.9
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


SETTLED = [
    (
        "dateline and the one official in office then",
        "TOKYO, March 9 (Agency) - Finance Minister Kiichi Miyazawa met Treasury Secretary James Baker. Foreign Minister Tadashi "
        "Kuranari and National Security Adviser Frank Carlucci also took part.",
        dt.date(1987, 3, 9),
    ),
    (
        "stamp of the page",
        "Published 14 March 2023 09:30 GMT\n\nThe two envoys met on Tuesday in Oslo. Finland waits to join NATO, said Secretary of State "
        "Antony Blinken.",
        dt.date(2023, 3, 14),
    ),
    (
        "dateline on an official's trip",
        "MOSCOW, April 14 (Agency) - U.S. Secretary of State George Shultz met Soviet Foreign Minister Eduard Shevardnadze again.",
        dt.date(1987, 4, 14),
    ),
    (
        "dateline and an anniversary",
        "MINSK, May 8 (Agency) - Envoys gathered on Thursday for the 80th anniversary of the Victory. President Donald Trump wrote, "
        "said Secretary of State Marco Rubio.",
        dt.date(2025, 5, 8),
    ),
]


@pytest.mark.parametrize(("text", "day"), [row[1:] for row in SETTLED], ids=[row[0] for row in SETTLED])
def test_year_found_by_people_trips_and_counts(text: str, day: dt.date) -> None:
    found = date_report(Document("d", text))
    assert (found.published, found.posterior[:1]) == (day, ((day, found.posterior[0][1]),))


def test_event_and_weekday_give_the_week() -> None:
    text = "A gas leak at the Union Carbide plant in Bhopal killed hundreds on Monday, a spokesman said."
    assert date_report(Document("d", text)).posterior[0][0] == dt.date(1984, 12, 3)


ABSTAINS = [
    ("nothing said", "The two sides agreed to keep talking."),
    ("a weekday alone", "The two ministers met on Friday, a spokesman said."),
    ("a dateline alone leaves the year open", "VIENNA, March 4 (Agency) - Envoys of both sides met on Tuesday."),
    ("a past date is not the day of the report", "The premier said on Tuesday that the pact of May 12 would stand."),
    ("a wrong year is worse than none", "VIENNA, March 4 (Agency) - President Emmanuel Macron met Chancellor Angela Merkel."),
    ("the year of a footer is none", "VIENNA, March 4 (Agency) - Envoys met. © 2017 Agency. All rights reserved"),
    (
        "a bond due in a year is no year of issue",
        "PARIS, April 1 (Agency) - The bank is selling a bond due April 1, 1999.",
    ),
    ("a project's number is no year", "VIENNA, March 4 (Agency) - Envoys spoke of Project 2025."),
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
    assert [(h.span.text, h.former) for h in evidence.holders] == [("Bill Clinton", True), ("Joe Biden", False)]
    day = dt.date(2022, 5, 3)
    assert [h.fits(day) for h in evidence.holders] == [True, True]
    assert [h.fits(dt.date(1998, 5, 3)) for h in evidence.holders] == [False, False]


def told(text: str) -> list[tuple[str, str, bool]]:
    """Years that a text tells, with their tense and whether they are the end of a term."""
    return [(t.first.isoformat(), t.direction.value, t.due) for t in find_evidence(Document("d", text)).years]


YEARS = [
    pytest.param("Exports fell in 1986.", [("1986-01-01", "past", False)], id="told of the past"),
    pytest.param("Exports will grow in 1988.", [("1988-01-01", "ahead", False)], id="told ahead"),
    pytest.param("The ministry forecast growth of 3 percent in 1988.", [("1988-01-01", "open", False)], id="a forecast told in the past"),
    pytest.param("He spoke of the 2018 elections.", [("2018-01-01", "open", False)], id="an election may lie ahead"),
    pytest.param("They met in March 2019.", [("2019-03-01", "past", False)], id="month"),
    pytest.param("They met in late 2019.", [("2019-09-01", "past", False)], id="part of a year"),
    pytest.param("The notes mature March 26, 1990.", [("1990-03-01", "ahead", True)], id="the end of a term"),
    pytest.param("It rose since the beginning of 1986.", [("1986-01-01", "past", False)], id="a beginning is no term"),
    pytest.param("Copyright 2017 Agency.", [], id="copyright"),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_years_with_their_tense(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert told(text) == expected


IMPLIED = [
    pytest.param("The deficit rose in October from 6 million in October 1985.", "1986-10-01", id="the same month of the year before"),
    pytest.param("The 80th anniversary of the Victory was marked.", "2025-01-01", id="anniversary"),
    pytest.param("They met at the 78th session of the General Assembly.", "2023-08-15", id="session"),
    pytest.param("A bill of the 118th Congress.", "2023-01-03", id="Congress"),
    pytest.param("The 20th Congress of the party met.", None, id="no Congress of the United States"),
    pytest.param("It fell in October and in March 1985.", None, id="two months are not compared"),
]


@pytest.mark.parametrize(("text", "first"), IMPLIED)
def test_what_a_reckoning_implies(text: str, first: str | None) -> None:
    assert [i.first.isoformat() for i in find_evidence(Document("d", text)).implied] == ([first] if first else [])


HOLDERS = [
    pytest.param("Minister Manuel Ortiz spoke.", [], id="a given name is no family name"),
    pytest.param("President Macron spoke.", ["Macron"], id="title and family name"),
    pytest.param("Macron spoke.", [], id="family name alone"),
    pytest.param("Nominee Antony Blinken spoke.", [], id="not yet in office"),
]


@pytest.mark.parametrize(("text", "names"), HOLDERS)
def test_people_in_office(text: str, names: list[str]) -> None:
    assert [h.span.text for h in find_evidence(Document("d", text)).holders] == names


STAMPS = [
    pytest.param("Updated: May 3, 2021\n\nThe ministers met.", Place.STAMP, id="after a label"),
    pytest.param("Wednesday 5 May 2021 17:16 BST The ministers met.", Place.STAMP, id="before a time of day"),
    pytest.param("May 3, 2021 (Daily Agency) The ministers met.", Place.STAMP, id="before the outlet"),
    pytest.param("The ministers met on May 3, 2021 in Oslo.", Place.LEAD, id="in a sentence"),
]


@pytest.mark.parametrize(("text", "place"), STAMPS)
def test_stamps_of_a_page(text: str, place: Place) -> None:
    assert [clue.place for clue in find_evidence(Document("d", text)).clues] == [place]


def test_events_need_all_their_words_near_each_other() -> None:
    near = "A gas leak at the Union Carbide plant in Bhopal killed many on Monday."
    assert [(e.what, e.fresh) for e in find_evidence(Document("d", near)).events] == [("gas leak in Bhopal", True)]
    assert not find_evidence(Document("d", "Bhopal is a city. " + "Nothing happened there. " * 40 + "Union Carbide sold gas.")).events
    older = near.replace("Monday", "Thursday")
    assert [e.fresh for e in find_evidence(Document("d", older)).events] == [False]


@pytest.mark.parametrize("name", ["public_events", "us_trips", "dated_events", "series"])
def test_tables_of_days_are_in_order(name: str) -> None:
    rows = table(name)
    assert source(name).startswith("source:")
    assert rows
    for row in rows:
        first, last = row.get("day") or row.get("first") or "", row.get("last") or ""
        assert not last or not first or first.startswith("--") or first <= last, row
        for phrase in (row.get("phrases") or "").split(" & "):
            assert all(spelling == spelling.strip() and len(spelling) > 1 for spelling in phrase.split("|") if row.get("phrases")), row


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
