"""What became of promises: kept, under way, postponed, dropped, broken; and words that tell of no promise."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.analysis.actors import find_actors
from communique.analysis.dates import find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.follow_through import find_follow_through, packaged
from communique.analysis.marks import mark
from communique.analysis.parse import read_one
from communique.model import Document, FollowThrough, Outcome

DAY = dt.date(2024, 2, 16)  # a Friday


def told(text: str) -> tuple[FollowThrough, ...]:
    document = Document("d", text, published=DAY, published_basis="given")
    reading = read_one(document)
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    found = find_follow_through(reading, cast, timexes, find_engagements(reading, cast, timexes))
    for claim in found:
        assert claim.evidence
        assert all(document.quote(span) == span.text for span in claim.evidence)
    return found


def line(claim: FollowThrough) -> str:
    """A claim as one line: outcome, by, what."""
    return f"{claim.outcome} {'+'.join(claim.by)}: {claim.what}"


SENTENCES = [
    pytest.param("Norway complied with its obligations to Iceland.", ["kept NOR: its obligations to Iceland"], id="complied"),
    pytest.param("Togo honoured its pledge to free the sailors.", ["kept TGO: its pledge to free the sailors"], id="honoured"),
    pytest.param("Egypt is implementing the agreement with Sudan.", ["under way EGY: the agreement with Sudan"], id="implementing"),
    pytest.param("Kenya has begun to implement the accord.", ["under way KEN: the accord"], id="begun-to-implement"),
    pytest.param("Canada pulled out of the treaty.", ["dropped CAN: the treaty"], id="pulled-out"),
    pytest.param("Britain scrapped the deal with Rwanda.", ["dropped GBR: the deal with Rwanda"], id="scrapped"),
    pytest.param("Hungary reneged on its commitments.", ["broken HUN: its commitments"], id="reneged"),
    pytest.param("Chile failed to honour the accord with Peru.", ["broken CHL: the accord with Peru"], id="failed-to-honour"),
    pytest.param("Italy put off the signing of the accord.", ["postponed ITA: the signing of the accord"], id="put-off"),
    pytest.param("Japan agreed to push back the deadline.", ["postponed JPN: the deadline"], id="agreed-to-push-back"),
    pytest.param(
        "The fate of the trade deal was in doubt when Mexico withdrew from it.", ["dropped MEX: the trade deal"], id="withdrew-from-it"
    ),
    pytest.param(
        "Vladimir Putin met Armenian Prime Minister Nikol Pashinyan in Sochi on Thursday. "
        "Putin informed his guest about the steps taken to implement the agreements of 2020.",
        ["under way ARM+RUS: the agreements of 2020"],
        id="steps-taken",
    ),
    pytest.param(
        "Japan agreed to push back the deadline for the talks. Tokyo's decision to extend the deadline calmed markets.",
        ["postponed JPN: the deadline for the talks"],
        id="told-again",
    ),
    pytest.param("Iran's withdrawal from the pact alarmed Kuwait.", ["dropped IRN: the pact"], id="withdrawal"),
    pytest.param(
        "The opening of the embassy fulfils a commitment that Kenya and Somalia made in May.",
        ["kept KEN+SOM: a commitment that Kenya and Somalia made in May"],
        id="fulfils-what-was-made",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences(sentence: str, expected: list[str]) -> None:
    assert [line(claim) for claim in told(sentence)] == expected


NONE = [
    pytest.param("Britain said the powers would only be used if the EU breached its obligations first.", id="if-it-breached"),
    pytest.param("Norway should comply with its obligations.", id="a-duty"),
    pytest.param("Norway will implement the agreement.", id="ahead"),
    pytest.param("Togo broke the record.", id="no-promise"),
    pytest.param("Canada kept the border open.", id="kept-open"),
    pytest.param("Iran denied that it violated the airspace of Iraq.", id="no-promise-violated"),
    pytest.param("Italy postponed the match against Spain.", id="sport"),
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_none(sentence: str) -> None:
    assert [line(claim) for claim in told(sentence)] == []


def test_in_keeping_with_a_promise() -> None:
    (claim,) = told("In keeping with the commitment made in Oslo in 2022, Ghana and Togo opened the crossing.")
    assert claim.outcome is Outcome.KEPT
    assert claim.by == ("GHA", "TGO")


def test_as_promised() -> None:
    (claim,) = told("As promised in May, Denmark is sending Ukraine new howitzers.")
    assert claim.outcome is Outcome.UNDER_WAY
    assert claim.by == ("DNK",)


def test_an_agreement_that_collapsed_is_of_those_who_met() -> None:
    found = told("Armenian and Georgian ministers met in Tbilisi in May. The agreement collapsed.")
    assert [(claim.outcome, claim.by) for claim in found] == [(Outcome.BROKEN, ("ARM", "GEO"))]


def test_every_outcome_of_the_table_is_an_outcome() -> None:
    table = packaged()
    assert {*table.verbs.values(), *table.nouns.values()} <= {o.value for o in Outcome}
    assert set(table.only) <= set(table.verbs)
