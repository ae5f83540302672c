"""Comparisons of rank and recency: the words, the measure, what it is counted from, and the engagement meant."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.analysis.actors import find_actors
from communique.analysis.comparisons import find_comparisons
from communique.analysis.dates import find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.marks import mark
from communique.analysis.parse import read_one
from communique.model import Comparison, Document, Engagement

DAY = dt.date(2024, 2, 16)  # a Friday


def read(text: str) -> tuple[tuple[Comparison, ...], tuple[Engagement, ...]]:
    document = Document("d", text, published=DAY, published_basis="given")
    reading = read_one(document)
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    engagements = find_engagements(reading, cast, timexes)
    found = find_comparisons(reading, cast, timexes, engagements)
    for claim in found:
        assert all(document.quote(span) == span.text == claim.claim for span in claim.evidence)
    return found, engagements


SENTENCES = [
    pytest.param(
        "It was the first meeting since October between the Kenyan and Ugandan ministers.",
        [("first since", "first meeting since October between the Kenyan and Ugandan ministers")],
        id="first-since",
    ),
    pytest.param(
        "It was the first in-person meeting of leading envoys of Kenya and Uganda since the election in August.",
        [("first since", "first in-person meeting of leading envoys of Kenya and Uganda since the election in August")],
        id="first-in-person-since",
    ),
    pytest.param(
        "He is the highest-ranking U.S. official to visit Cuba under the present government.",
        [("highest-ranking", "highest-ranking U.S. official to visit Cuba under the present government")],
        id="highest-ranking",
    ),
    pytest.param(
        "She became the most senior Danish official to have set foot in Fiji in two decades.",
        [("highest-ranking", "most senior Danish official to have set foot in Fiji in two decades")],
        id="most-senior",
    ),
    pytest.param(
        "It is the third meeting of Chile and Peru this year.",
        [("ordinal", "third meeting of Chile and Peru this year")],
        id="third-this-year",
    ),
    pytest.param(
        "This is the first visit by a Greek president to Chad.",
        [("first since", "first visit by a Greek president to Chad")],
        id="first-visit-by-a",
    ),
    pytest.param(
        "The envoys of Iran and Iraq sat down for the first time since the war.",
        [("first since", "for the first time since the war")],
        id="for-the-first-time",
    ),
    pytest.param(
        "He will be the first Irish leader to visit Ghana.",
        [("first since", "first Irish leader to visit Ghana")],
        id="first-leader-to",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(claim.measure, claim.claim) for claim in read(sentence)[0]] == expected


NONE = [
    pytest.param("The first meeting was short.", id="nothing-bounds-it"),
    pytest.param("First Minister Rhys spoke in the second round of talks.", id="an-office"),
    pytest.param("Wang is the most senior diplomat in the party.", id="rank-without-a-deed"),
    pytest.param("The fourth round will be held later this year.", id="a-plan"),
    pytest.param("It was the salesman's third call this year.", id="nobody-of-a-side"),
    pytest.param("France scored the first goal since May.", id="sport"),
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_none(sentence: str) -> None:
    assert [claim.claim for claim in read(sentence)[0]] == []


def test_it_is_about_the_engagement_told_before() -> None:
    found, engagements = read(
        "Kenyan Foreign Minister Musalia Mudavadi met his Ugandan counterpart Jeje Odongo in Kampala on Thursday. "
        "It was the first meeting of the two ministers since October."
    )
    assert [claim.engagement for claim in found] == [engagements[0].id]
    assert found[0].sides == ("KEN", "UGA")
    assert found[0].since is not None
    assert found[0].since.latest == dt.date(2023, 10, 31)


def test_of_two_engagements_in_a_sentence_it_is_about_the_last_before_it():
    found, engagements = read(
        "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Kampala on Jan. 8, and Ruto met Tanzanian President "
        "Samia Suluhu Hassan in Dodoma on Feb. 1, their first meeting since October."
    )
    assert [c.engagement for c in found] == [next(e.id for e in engagements if "TZA" in e.sides)]
