"""Engagements in single reports: kind, status, sides, day and place, and everyday contact that is none."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.analysis.actors import find_actors
from communique.analysis.dates import find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.parse import read_one
from communique.model import Document, Engagement

DAY = dt.date(2024, 2, 16)  # a Friday


def told(text: str, title: str | None = None, source: str | None = None) -> tuple[Engagement, ...]:
    document = Document("d", text, title=title, published=DAY, published_basis="given", source=source)
    reading = read_one(document)
    found = find_engagements(reading, find_actors(reading), find_dates(reading.text, DAY))
    for claim in found:
        assert claim.evidence
        assert all(document.quote(span) == span.text for span in claim.evidence)
    return found


def line(claim: Engagement) -> str:
    """A claim as one line: status kind sides, bounds, place."""
    bounds = ""
    if claim.when is not None and claim.when.earliest is not None:
        bounds = claim.when.earliest.isoformat()
        if claim.when.latest != claim.when.earliest:
            bounds += f"/{claim.when.latest}"
    return " ".join(filter(None, [claim.status, claim.kind, "+".join(claim.sides), bounds, f"@{claim.place}" if claim.place else ""]))


SENTENCES = [
    pytest.param(
        "Japanese Foreign Minister Yoko Kamikawa met with her South Korean counterpart Cho Tae-yul in Seoul on Thursday.",
        ["held meeting JPN+KOR 2024-02-15 @Seoul"],
        id="met-with-counterpart",
    ),
    pytest.param(
        "Indian External Affairs Minister S. Jaishankar will meet with French Foreign Minister Stephane Sejourne in Paris on Monday.",
        ["planned meeting FRA+IND 2024-02-19 @Paris"],
        id="will-meet",
    ),
    pytest.param(
        "British Prime Minister Rishi Sunak spoke by phone with Israeli Prime Minister Benjamin Netanyahu on Thursday.",
        ["held call GBR+ISR 2024-02-15"],
        id="spoke-by-phone",
    ),
    pytest.param(
        "Turkish President Recep Tayyip Erdogan postponed a visit to Iraq that was planned for next week.",
        ["postponed visit IRQ+TUR 2024-02-19/2024-02-25 @Iraq"],
        id="postponed-visit",
    ),
    pytest.param(
        "Brazilian President Luiz Inacio Lula da Silva arrived in Cairo on Wednesday for talks with Egyptian President Abdel Fattah al-Sisi.",
        ["held visit BRA+EGY 2024-02-14 @Cairo", "held talks BRA+EGY 2024-02-14 @Cairo"],
        id="arrived-for-talks",
    ),
    pytest.param(
        "The foreign ministers of Armenia and Azerbaijan are expected to hold talks in Berlin later this month.",
        ["expected talks ARM+AZE 2024-02-16/2024-02-29 @Berlin"],
        id="expected-to-hold-talks",
    ),
    pytest.param(
        "Polish President Andrzej Duda was invited to visit Kenya, his office said.",
        ["invited visit KEN+POL @Kenya"],
        id="invited",
    ),
    pytest.param(
        "During a visit to Canberra last week, New Zealand Defence Minister Judith Collins told her Australian counterpart Richard Marles "
        "that both navies would train together.",
        ["held visit AUS+NZL 2024-02-05/2024-02-11 @Canberra"],
        id="during-a-visit",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_engagements_told(text: str, expected: list[str]) -> None:
    assert sorted(line(c) for c in told(text)) == sorted(expected)


NOTHING = [
    pytest.param("Germany met France in the final on Saturday after beating Spain on penalties.", id="sport"),
    pytest.param("The board of Toyota will hold its annual meeting in Nagoya on Tuesday.", id="company"),
    pytest.param("Two climbers reached the summit of Mount Everest in Nepal on Thursday, a Chinese guide said.", id="mountain"),
    pytest.param("The French defendant told the court in Paris that he had visited Italy twice.", id="court"),
    pytest.param("No meeting between the United States and North Korea is planned, a State Department spokesman said.", id="denied"),
    pytest.param("Heavy rain moving from Belgium will visit the Netherlands on Friday, forecasters said.", id="weather"),
    pytest.param("The new film about Winston Churchill's meeting with destiny opens in Britain and Canada on Friday.", id="film"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_engagement(text: str) -> None:
    assert [line(c) for c in told(text)] == []
