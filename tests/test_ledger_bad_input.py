"""What the record makes of contradictions and late news: each has one defined result, and no claim or decision is lost.

a report killed after others had relied on it; a deed reported five years late; bounds in the wrong order
"""

from __future__ import annotations

import datetime as dt

from communique.ledger.build import fold
from communique.model import Act, Decision, Person
from ledger_dispatches import read, show


def test_bounds_in_the_wrong_order_are_taken_in_their_order():
    documents, claims = read(
        """
        == plan 2023-01-02
        planned visit | Antony Blinken USA, CHN | 2023-02-07..2023-02-03 | Beijing | "Blinken will be in Beijing from 7 to 3 February"
        """
    )
    entry = fold(documents, claims, [], None).engagements[0]
    assert (entry.start, entry.end) == (dt.date(2023, 2, 3), dt.date(2023, 2, 7))


def test_two_reports_of_two_days_are_both_shown():
    documents, claims = read(
        """
        == one 2023-06-20
        held meeting | Antony Blinken USA, Xi Jinping CHN | 2023-06-19 | Beijing | "Xi received Blinken on Monday"
        == two 2023-06-20
        held meeting | Antony Blinken USA, Xi Jinping CHN | 2023-06-18 | Beijing | "Xi received Blinken on Sunday"
        """
    )
    record = fold(documents, claims, [], None)
    assert [str(e.start) for e in record.engagements] == ["2023-06-18", "2023-06-19"]
    assert all(any("in other reports" in c for c in e.conflicts) for e in record.engagements)


def test_a_person_of_two_offices_is_one_participant():
    """Wang Yi led the party's foreign affairs office and the ministry; one report gives this office, one that."""
    documents, claims = read(
        """
        == one 2024-02-16
        held meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | "Foreign Minister Wang Yi met Blinken"
        == two 2024-02-17
        held meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | "Director Wang Yi met Blinken"
        """
    )
    posts = ["foreign minister", "director of the Central Foreign Affairs Office"]
    for claim, post in zip(claims, posts, strict=True):
        people = tuple(Person(p.name, p.side, post if p.side == "CHN" else None) for p in claim.people)
        object.__setattr__(claim, "people", people)
    (entry,) = fold(documents, claims, [], None).engagements
    assert [(p.name, p.office) for p in entry.people] == [("Antony Blinken", None), ("Wang Yi", "foreign minister")]


def test_a_deed_reported_five_years_late_belongs_to_a_newer_promise():
    told = """
        == promise 2018-01-10
        pledged commitment | KEN > SOM | "open two border crossings near Mandera"
        == report {}
        kept deed | KEN | "Kenya kept its promise to open border crossings near Mandera"
        """
    statuses = [fold(*read(told.format(day)), [], None).commitments[0].status for day in ("2018-06-10", "2023-06-10")]
    assert statuses == ["kept", "open"]


def test_a_late_report_of_the_past_is_heard_when_it_came():
    documents, claims = read(
        """
        == plan 2018-03-01
        planned meeting | Uhuru Kenyatta KEN, Abiy Ahmed ETH | 2018-05-07 | Nairobi | "Abiy will meet Kenyatta on May 7"
        == late 2023-05-02
        held meeting | Uhuru Kenyatta KEN, Abiy Ahmed ETH | 2018-05-07 | Nairobi | "they met in Nairobi on May 7, 2018"
        """
    )
    assert [s.status for s in fold(documents, claims, [], dt.date(2022, 1, 1)).engagements[0].history] == ["planned", "lapsed"]
    assert [s.status for s in fold(documents, claims, [], None).engagements[0].history] == ["planned", "held"]


def test_what_others_told_stands_when_the_report_they_relied_on_is_killed():
    documents, claims = read(
        """
        == first 2024-03-02
        held call | Joe Biden USA, Xi Jinping CHN | 2024-03-02 | "Biden and Xi spoke by telephone on Saturday"
        agreed commitment | USA, CHN > USA, CHN | "reopen their consulates"
        == second 2024-03-02
        held call | Joe Biden USA, Xi Jinping CHN | 2024-03-02 | "the agency reported a call between Biden and Xi"
        == end 2024-03-03 kills first
        """
    )
    record = fold(documents, claims, [], None)
    assert show(record).splitlines() == [
        "held call: Joe Biden, Xi Jinping; 2024-03-02",
        '  2024-03-02 held [second] "the agency reported a call between Biden and Xi"',
        '  2024-03-03 withdrawn [first] "Biden and Xi spoke by telephone on Saturday"',
    ]
    assert any(p.document == "first" and "2 claims set aside" in p.what for p in record.problems)


def test_a_decision_on_what_is_gone_is_listed_and_waits():
    documents, claims = read(
        """
        == report 2024-03-02
        held call | Joe Biden USA, Xi Jinping CHN | 2024-03-02 | "Biden and Xi spoke"
        """
    )
    decision = Decision("7", Act.REJECT, ("gone", claims[0].id), None, None, None, "reviewer", dt.datetime(2024, 3, 3, tzinfo=dt.UTC), "no")
    record = fold(documents, claims, [decision], None)
    assert not record.engagements
    assert [p.what for p in record.problems] == ["decision 7 (reject) rests on claims that are gone: gone"]
    # As long as no claim of it is there it only waits; the day the claim is read again it holds.
    nothing = fold(documents, [], [decision], None)
    assert "gone" in nothing.problems[0].what
    assert claims[0].id in nothing.problems[0].what
