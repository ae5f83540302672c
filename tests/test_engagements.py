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
        "The photo shows Antony Blinken shaking hands with China's Wang Yi in Munich on Feb. 15, 2024.",
        ["held meeting CHN+USA 2024-02-15 @Munich"],
        id="shown-in-a-photo",
    ),
    pytest.param(
        "French President Emmanuel Macron will make a state visit to Japan in May. "
        "It marks Macron's first visit to Japan since taking office.",
        ["planned visit FRA+JPN 2024-05-01/2024-05-31 @Japan"],
        id="it-marks-the-visit-just-told",
    ),
    pytest.param(
        "Sergei Lavrov on Thursday cancelled a visit to Turkey. "
        "He had been scheduled to see his Turkish counterpart, Hakan Fidan, in Istanbul.",
        ["cancelled visit RUS+TUR @Turkey", "cancelled meeting RUS+TUR @Istanbul"],
        id="off-with-the-visit",
    ),
    pytest.param(
        "Vladimir Putin, speaking before talks with King Abdullah of Jordan, praised the truce.",
        ["planned talks JOR+RUS"],
        id="the-partner-of-the-talks-is-not-spoken-to",
    ),
    pytest.param(
        "Vladimir Putin was among the first to telephone the Turkish leader after the coup.",
        ["held call RUS+TUR 2024-02-16"],
        id="among-the-first-to",
    ),
    pytest.param(
        "Antony Blinken will visit Armenia and Georgia next week, the U.S. State Department said.",
        ["planned visit ARM+USA 2024-02-19/2024-02-25 @Armenia", "planned visit GEO+USA 2024-02-19/2024-02-25 @Georgia"],
        id="georgia-beside-states",
    ),
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
        "Brazilian President Luiz Inacio Lula da Silva arrived in Cairo on Wednesday for talks with Egyptian "
        "President Abdel Fattah al-Sisi.",
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
    pytest.param(
        "Japanese Prime Minister Fumio Kishida and South Korean President Yoon Suk-yeol are expected to hold "
        "talks over the phone this week.",
        ["expected call JPN+KOR 2024-02-16/2024-02-18"],
        id="talks-over-the-phone-are-a-call",
    ),
    pytest.param(
        "The first meeting since July between the foreign ministers of India and China took place in Munich on Thursday.",
        ["held meeting CHN+IND 2024-02-15 @Munich"],
        id="since-july-is-not-its-date",
    ),
    pytest.param(
        "The trip by British Foreign Secretary David Cameron to Poland will follow his meeting with Polish Foreign Minister "
        "Radoslaw Sikorski in London on Jan. 10.",
        ["held meeting GBR+POL 2024-01-10 @London", "planned visit GBR+POL @Poland"],
        id="what-a-trip-follows-is-past",
    ),
    pytest.param(
        "French President Emmanuel Macron approved a proposal to hold talks with Brazilian President Luiz "
        "Inacio Lula da Silva in Brasilia on Tuesday.",
        ["expected talks BRA+FRA 2024-02-20 @Brasilia"],
        id="a-proposal-puts-the-weekday-ahead",
    ),
    pytest.param(
        "Italian Prime Minister Giorgia Meloni returned from Ethiopia on Thursday.",
        ["held visit ETH+ITA 2024-02-15 @Ethiopia"],
        id="returned-from",
    ),
    pytest.param(
        "Pakistani Foreign Minister Jalil Abbas Jilani urged Kabul to stop the attacks during a visit to Iran on Wednesday.",
        ["held visit IRN+PAK 2024-02-14 @Iran"],
        id="a-visit-belongs-to-the-finite-verb",
    ),
    pytest.param(
        "Norwegian Foreign Minister Espen Barth Eide met with government officials in Hanoi on Wednesday.",
        ["held meeting NOR+VNM 2024-02-14 @Hanoi"],
        id="nameless-officials-are-those-of-the-place",
    ),
    pytest.param(
        "Leaders will gather for the NATO summit in Washington in July.",
        ["planned multilateral NATO 2024-07-01/2024-07-31 @Washington"],
        id="a-body-gathers",
    ),
    pytest.param(
        "Australian Prime Minister Anthony Albanese called off a trip to Papua New Guinea.",
        ["cancelled visit AUS+PNG @Papua New Guinea"],
        id="called-off",
    ),
    pytest.param(
        "Saudi Foreign Minister Prince Faisal bin Farhan received a call from Iranian Foreign Minister "
        "Hossein Amir-Abdollahian on Thursday.",
        ["held call IRN+SAU 2024-02-15"],
        id="a-call-from",
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
    pytest.param("Spanish Prime Minister Pedro Sanchez urged London to return the statues to Spain.", id="return-of-things"),
    pytest.param("German prosecutors gathered evidence on French exports to Russia.", id="evidence-gathered"),
    pytest.param("Chinese Premier Li Qiang welcomed growing exports to Brazil.", id="a-trend-welcomed"),
    pytest.param("Canberra warned Australians on Friday not to visit China.", id="anybody-warned"),
    pytest.param("Vice President Kamala Harris spoke to American voters in Savannah, Georgia, on Thursday.", id="georgia-of-the-south"),
    pytest.param(
        "The package that Mexican Finance Minister Luis Ortega negotiated with the Philippines' commercial creditors was a bargain.",
        id="with-its-creditors",
    ),
    pytest.param("Trips to Cuba with an American tour company have become dearer.", id="anybody's-trips"),
    pytest.param("The new film about Winston Churchill's meeting with destiny opens in Britain and Canada on Friday.", id="film"),
]


def test_two_sentences_tell_of_one_meeting_and_a_third_of_another() -> None:
    text = (
        "Greek Prime Minister Kyriakos Mitsotakis met Turkish President Recep Tayyip Erdogan in Athens on Thursday.\n\n"
        "The meeting lasted two hours. It was the first between them since December.\n\n"
        "Erdogan is expected to receive Mitsotakis in Ankara in May."
    )
    found = sorted(line(c) for c in told(text))
    assert found == ["expected meeting GRC+TUR 2024-05-01/2024-05-31 @Ankara", "held meeting GRC+TUR 2024-02-15 @Athens"]


def test_news_of_the_day_gives_way_to_a_day_told() -> None:
    found = told(
        "Canadian Foreign Minister Melanie Joly met her Ukrainian counterpart Dmytro Kuleba in Kyiv on Feb. 15.",
        title="Canada's Joly meets Ukraine's Kuleba",
    )
    assert [line(c) for c in found] == ["held meeting CAN+UKR 2024-02-15 @Kyiv"]


def test_a_headline_alone_is_of_the_day() -> None:
    found = told("The two ministers discussed trade.", title="Canada's Joly meets Ukraine's Kuleba")
    assert [line(c) for c in found] == ["held meeting CAN+UKR 2024-02-16"]


def test_a_trailer_announces_and_proves_nothing() -> None:
    text = (
        "The yen fell on Friday.\n\nRelated coverage:\n\n"
        "Japan's Kamikawa to meet Blinken in Rio on Feb. 21\n\nJapan's Kishida met Xi in San Francisco\n"
    )
    from communique.wire import plain_document

    document = plain_document(text, "d.txt", published=DAY)
    reading = read_one(document)
    found = find_engagements(reading, find_actors(reading), find_dates(reading.text, DAY))
    assert [c.status for c in found] == ["planned"]


@pytest.mark.parametrize("text", NOTHING)
def test_no_engagement(text: str) -> None:
    assert [line(c) for c in told(text)] == []
