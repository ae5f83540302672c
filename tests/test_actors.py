"""Actors: people in every usual form with their sides, governments against places, institutions, and what refers to them.

"Dutch Prime Minister Pieter van der Velde and his Latvian counterpart met in Riga; the two leaders spoke of trade."
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.analysis.actors import Actor, ActorKind, Cast, find_actors
from communique.analysis.parse import Reading, read_one
from communique.model import Document


@functools.cache
def read(text: str, day: str | None = None, source: str | None = None) -> tuple[Reading, Cast]:
    published = dt.date.fromisoformat(day) if day else None
    reading = read_one(Document("report", text, source=source, published=published))
    return reading, find_actors(reading)


def people(text: str, day: str | None = None, source: str | None = None) -> dict[str, str | None]:
    return {a.name: a.side for a in read(text, day, source)[1].people}


def meant(text: str, phrase: str, day: str | None = None, source: str | None = None) -> list[str]:
    """Names of the actors for whom the longest mention stands that begins where the phrase does."""
    _, cast = read(text, day, source)
    start = text.index(phrase)
    return next(([a.name for a in m.actor.each()] for m in cast.mentions if m.start == start), [])


def named(text: str, word: str) -> list[str]:
    reading, cast = read(text)
    token = next(t for t in reading.doc if t.text == word)
    return [a.name for a in cast.named(token)]


NAMES = {
    "nationality and office": ("Norwegian Foreign Minister Eirik Halvorsen left.", {"Eirik Halvorsen": "NOR"}),
    "office of a country": ("Prime Minister of Iceland Katla Jonsdottir spoke.", {"Katla Jonsdottir": "ISL"}),
    "country after the name": ("President Jonas Kazlauskas of Lithuania spoke.", {"Jonas Kazlauskas": "LTU"}),
    "country in brackets": (
        "Ministers Lotte Maes (Belgium) and Paulo Neves (Portugal) co-chaired.",
        {"Lotte Maes": "BEL", "Paulo Neves": "PRT"},
    ),
    "office after the name": ("Mariam Al-Harthy, Oman's deputy foreign minister, will mediate.", {"Mariam Al-Harthy": "OMN"}),
    "possessive before the name": ("Liechtenstein's Anna Frick praised her hosts.", {"Anna Frick": "LIE"}),
    "two titles": ("Polish Secretary of State, Head of the Foreign Policy Bureau Jerzy Maj called.", {"Jerzy Maj": "POL"}),
    "title and form of address": ("South African National Security Advisor Dr. Thandi Mokoena called.", {"Thandi Mokoena": "ZAF"}),
    "abbreviation inside a title": ("Palestinian Authority (PA) Prime Minister Samir Nasser arrived.", {"Samir Nasser": "PSE"}),
    "serving somebody": ("Vera Dvorak, an aide to the Slovak president, agreed.", {"Vera Dvorak": "SVK"}),
    "sent somewhere": ("The Estonian ambassador to Canada, Kersti Lepik, was summoned.", {"Kersti Lepik": "EST"}),
    "officer of a body": ("NATO Secretary General Hugo Brandt spoke.", {"Hugo Brandt": "NATO"}),
    "office that one side has": ("Deputy Secretary of State Marian Holloway spoke.", {"Marian Holloway": "USA"}),
    "a country's own secretary of state": ("German Secretary of State Lena Vogel spoke.", {"Lena Vogel": "DEU"}),
    "plural with two sides": (
        "Hungarian and Slovak ministers Gabor Szalai and Juraj Hruska met.",
        {"Gabor Szalai": "HUN", "Juraj Hruska": "SVK"},
    ),
    "one title for two": ("Hamas officials Khalil Darwish and Osama Rifai left.", {"Khalil Darwish": "Hamas", "Osama Rifai": "Hamas"}),
    "second title without country": (
        "Syrian President Farouk Haddad and Foreign Minister Lina Aswad arrived.",
        {"Farouk Haddad": "SYR", "Lina Aswad": "SYR"},
    ),
    "named counterpart": (
        "Ghanaian Trade Minister Osei Boateng met his Turkish counterpart Kerem Aksoy.",
        {"Osei Boateng": "GHA", "Kerem Aksoy": "TUR"},
    ),
    "analyst has no side": ("Peter Lang, an analyst in Vienna, disagreed.", {"Peter Lang": None}),
    "East Asian order": ("South Korean President Yoon Tae-jun met Kishida Haruto.", {"Yoon Tae-jun": "KOR", "Kishida Haruto": None}),
    "Xi is no numeral": ("Chinese President Xi Jinping spoke.", {"Xi Jinping": "CHN"}),
    "Arabic particles": ("Sheikh Tariq bin Hamad Al Rashid, the emir of Qatar, spoke.", {"Tariq bin Hamad Al Rashid": "QAT"}),
    "Dutch particles": ("Dutch Prime Minister Pieter van der Velde spoke.", {"Pieter van der Velde": "NLD"}),
    "senator elsewhere": (
        "Foreign Minister Marise Payne left. Senator Payne said so. Senator Payne will return.",
        {"Marise Payne": "AUS"},
    ),
    "suffix after a comma": ("U.S. Senator Robert J. Hale, Jr. spoke today.", {"Robert J. Hale, Jr.": "USA"}),
    "hyphens and apostrophes": ("Irish Justice Minister Mary-Kate O’Donnell spoke.", {"Mary-Kate O’Donnell": "IRL"}),
    "place as given name": ("Israel Haddon, the Canadian envoy, flew to Jordan.", {"Israel Haddon": "CAN"}),
    "place as surname": ("Deputy Attorney General Lisa Monaco left.", {"Lisa Monaco": "USA"}),
    "surname that is a title": ("Australian envoy Mark King left.", {"Mark King": "AUS"}),
    "given name that is a title": ("Iranian Ambassador Amir Saeid Rahimi spoke.", {"Amir Saeid Rahimi": "IRN"}),
    "told of after a comma": ("Zdenka Havrlant, a former adviser, agreed.", {"Zdenka Havrlant": None}),
    "said and told of": ('"We wait," said Ruodi Casutt, the owner.', {"Ruodi Casutt": None}),
    "age after a comma": ("They asked Ruodi Casutt, 61, in vain.", {"Ruodi Casutt": None}),
    "an agency is nobody": ("The envoys left, RIA Vestnik reported.", {}),
    "a director general": ("OSCE Director General Casutt spoke.", {"Casutt": "OSCE"}),
    "a major ally is nobody": ("It became a Major Non-NATO Ally.", {}),
    "institutions are nobody": ("The Camp David Accords and the Munich Security Conference were cited.", {}),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES.keys())
def test_people_and_their_sides(text: str, expected: dict[str, str | None]) -> None:
    assert people(text) == expected


TABLE = {
    "two leaders": ("Biden and Xi spoke on Tuesday.", "2024-04-02", {"Joe Biden": "USA", "Xi Jinping": "CHN"}),
    "headline": ("Japan's new foreign minister Kamikawa to meet Blinken", "2023-09-18", {"Yoko Kamikawa": "JPN", "Antony Blinken": "USA"}),
    "an earlier holder": ("Merkel called for calm.", "2015-02-11", {"Angela Merkel": "DEU"}),
    "sent to a body": ("United Nations envoy Nikki Haley left for Juba.", "2017-10-20", {"Nikki Haley": "USA"}),
    "of a body": ("United Nations envoy Geir Pedersen left for Damascus.", "2021-10-20", {"Geir Pedersen": "UN"}),
    "a name within another's": (
        "Robert Francis Prevost recalled Pope Francis.",
        "2025-05-21",
        {"Robert Francis Prevost": None, "Francis": "VAT"},
    ),
    "an office of another side": ("Assistant Secretary Lewis travels to Riga.", "2022-06-11", {"Lewis": "USA"}),
    "two of a name": ("Wang spoke.", "2024-04-02", {}),
}


@pytest.mark.parametrize(("text", "day", "expected"), TABLE.values(), ids=TABLE.keys())
def test_surname_alone_is_whoever_holds_office_on_the_day(text: str, day: str, expected: dict[str, str]) -> None:
    assert people(text, day) == expected


def test_later_single_names_are_the_persons() -> None:
    text = "Dutch Prime Minister Pieter van der Velde met Chinese envoy Qian Weiguo. Van der Velde thanked Qian."
    assert meant(text, "Van der Velde") == ["Pieter van der Velde"]
    assert meant(text, "Qian.") == ["Qian Weiguo"]


def test_another_bearer_of_the_surname_is_somebody_else() -> None:
    text = "U.S. President Edward Harlan spoke. Martha Harlan listened."
    assert people(text) == {"Edward Harlan": "USA", "Martha Harlan": None}


def test_where_a_president_is_tells_not_whose_he_is() -> None:
    text = "U.S. President Edward Harlan left on Monday. While in Brussels President Harlan will meet the king."
    assert people(text)["Edward Harlan"] == "USA"
    assert people("While in Brussels President Edward Harlan will meet the king.") == {"Edward Harlan": None}


def test_of_one_surname_the_title_tells_who() -> None:
    text = "U.S. President Edward Harlan and First Lady Martha Harlan will fly to Oslo. There President Harlan will see the king."
    assert meant(text, "President Harlan") == ["Edward Harlan"]


HOME = {
    "own minister": ("Foreign Minister Pavel Orlov received Oman's ambassador.", "tass", {"Pavel Orlov": "RUS"}),
    "a guest beside his country": (
        "The President met today with Prime Minister Kofi Mensah in Accra, Ghana.",
        "whitehouse",
        {"Kofi Mensah": "GHA"},
    ),
    "two countries beside": (
        "CHICAGO, March 4 - South Korea turns from Japan to America, Trade Minister Woong-Bae Rha said.\n\nLast year there was a deficit "
        "with Japan. Rha spoke to Reuters.",
        "state",
        {"Woong-Bae Rha": None},
    ),
    "no office of that country": ("Vice Premier Chen Guang spoke with the Secretary.", "state", {"Chen Guang": None}),
}


@pytest.mark.parametrize(("text", "source", "expected"), HOME.values(), ids=HOME.keys())
def test_home_side(text: str, source: str, expected: dict[str, str | None]) -> None:
    assert people(text, None, source) == expected


def test_the_president_of_a_readout_is_in_office() -> None:
    assert meant("The President thanked Prime Minister Kofi Mensah of Ghana.", "The President", "2022-05-02", "whitehouse") == ["Joe Biden"]


STANDING = {
    "subject": ("Beijing said it would respond.", "Beijing", False),
    "partner": ("Talks between Moscow and Kyiv resumed.", "Kyiv", False),
    "possessor": ("Tokyo's decision surprised its allies.", "Tokyo", False),
    "whereabouts": ("The ministers met in Tokyo.", "Tokyo", True),
    "goal": ("The envoy flew from Tehran to Muscat.", "Muscat", True),
    "origin": ("The envoy flew from Tehran to Muscat.", "Tehran", True),
    "object of a visit": ("The minister visited Hanoi.", "Hanoi", True),
    "dateline": ("VIENNA, May 4 (Reuters) - Iran agreed to talks.", "VIENNA", True),
    "seat as a place": ("They met at the White House.", "White House", True),
    "seat as a government": ("The Kremlin denied the report.", "Kremlin", False),
    "city that governs nobody": ("Munich hosted the conference.", "Munich", True),
}


@pytest.mark.parametrize(("text", "phrase", "place"), STANDING.values(), ids=STANDING.keys())
def test_government_or_place(text: str, phrase: str, place: bool) -> None:
    _, cast = read(text)
    mention = cast.at(text.index(phrase))
    assert mention is not None
    assert (mention.how == "place") is place
    assert (mention in cast.places(0, len(text))) is place


REFERENCES = {
    "he": ("Spanish envoy Pablo Ortiz met Lena Vogel in Bonn. He left early.", "He", ["Pablo Ortiz"]),
    "she by name": ("German minister Lena Vogel told Pablo Ortiz that she would go.", "she", ["Lena Vogel"]),
    "him is not the subject": ("Carlos Ibarra met Lena Vogel. She thanked him.", "him", ["Carlos Ibarra"]),
    "fronted": ("In his talks with Maria Kostic, Slovenian minister Bojan Zupan warned of delay.", "his", ["Bojan Zupan"]),
    "they of a list": ("France and Spain said they would invest.", "they", ["France", "Spain"]),
    "they of a crowd": ("Protesters gathered in Tbilisi. They waved flags.", "They", []),
    "rain": ("It rained in Oslo.", "It", []),
    "the minister": ("Polish Foreign Minister Adam Wrona flew to Berlin. The minister was brief.", "The minister", ["Adam Wrona"]),
    "not the vice president": (
        "Zambian President Chola Banda met Malawian Vice President Grace Phiri. The president smiled.",
        "The president",
        ["Chola Banda"],
    ),
    "leader with nationality": (
        "Kenyan President Josphat Mwangi called Ugandan President Ronald Okello. The Ugandan leader agreed.",
        "The Ugandan leader",
        ["Ronald Okello"],
    ),
    "the ministry": ("China's Foreign Ministry said so. The ministry gave no details.", "The ministry", ["Chinese Foreign Ministry"]),
    "the bloc": ("The European Union met. Serbia wants to join the bloc.", "the bloc", ["European Union"]),
    "two leaders": (
        "Cuban President Raul Medina met Vietnamese President Tran Quoc Bao. The two leaders talked.",
        "The two leaders",
        ["Raul Medina", "Tran Quoc Bao"],
    ),
    "both sides": (
        "Greek envoy Nikos Andreou held talks with Cypriot envoy Maria Christou. Both sides agreed.",
        "Both sides",
        ["Greece", "Cyprus"],
    ),
    "three countries": (
        "Ethiopia, Egypt and Sudan met. The three countries disagreed.",
        "The three countries",
        ["Ethiopia", "Egypt", "Sudan"],
    ),
    "sides of a road": ("Both sides of the road were closed.", "Both sides", []),
    "ministers of three": (
        "The foreign ministers of France, Germany and Britain will meet.",
        "The foreign ministers",
        ["French foreign minister", "German foreign minister", "British foreign minister"],
    ),
    "his counterpart": (
        "Argentine Economy Minister Luis Ferreyra met his Brazilian counterpart.",
        "his Brazilian",
        ["Brazilian economy minister"],
    ),
}


@pytest.mark.parametrize(("text", "phrase", "expected"), REFERENCES.values(), ids=REFERENCES.keys())
def test_references(text: str, phrase: str, expected: list[str]) -> None:
    assert meant(text, phrase) == expected


OTHERS = {
    "ministry of a possessive": ("China's Foreign Ministry agreed.", ActorKind.MINISTRY, "Chinese Foreign Ministry", "CHN"),
    "as written": ("The US government agreed.", ActorKind.MINISTRY, "US government", "USA"),
    "side": ("The Ukrainian side agreed.", ActorKind.STATE, "Ukraine", "UKR"),
    "group": ("Hamas agreed.", ActorKind.GROUP, "Hamas", "Hamas"),
    "body": ("ASEAN agreed.", ActorKind.BODY, "ASEAN", "ASEAN"),
    "unnamed official": ("A senior Danish official agreed.", ActorKind.UNNAMED, "A senior Danish official", "DNK"),
    "unnamed spokesman": ("A spokesman for the Israeli army agreed.", ActorKind.UNNAMED, "A spokesman for the Israeli army", "ISR"),
    "European diplomats": ("Two European diplomats agreed.", ActorKind.UNNAMED, "Two European diplomats", "EU"),
}


@pytest.mark.parametrize(("text", "kind", "name", "side"), OTHERS.values(), ids=OTHERS.keys())
def test_other_actors(text: str, kind: ActorKind, name: str, side: str) -> None:
    found = {(a.kind, a.name, a.side) for m in read(text)[1].mentions for a in m.actor.each()}
    assert (kind, name, side) in found


def test_initials_run_into_the_name_are_read() -> None:
    assert "The president" in read("The president, John A.Smith, left for Lisbon.")[0].text
    assert read("The chairman, Lee C.H.Kim said he would stay.")[1].mentions


def test_named_follows_lists_appositions_and_relatives() -> None:
    listed = "Swiss envoy Urs Keller, Danish envoy Ida Lund and Pavel Dvorak met Lena Vogel, the German minister."
    assert named(listed, "Keller") == ["Urs Keller", "Ida Lund", "Pavel Dvorak"]
    assert named(listed, "Vogel") == ["Lena Vogel"]
    assert named("Czech envoy Pavel Dvorak, who visited Tirana, will host the talks.", "who") == ["Pavel Dvorak"]
    assert named("The ministers met in Tirana.", "Tirana") == []


def test_office_is_normalised() -> None:
    _, cast = read("Ukraine's new Minister of Foreign Affairs Taras Bondar called Secretary of Defense Paul Harmon.")
    assert [a.office for a in cast.people] == ["foreign minister", "secretary of defense"]


def test_collective_gives_its_members() -> None:
    one, two = Actor(ActorKind.STATE, "Chad", "TCD"), Actor(ActorKind.STATE, "Mali", "MLI")
    assert Actor(ActorKind.COLLECTIVE, "both", members=(one, two)).each() == (one, two)
    assert one.each() == (one,)


def test_empty_document_has_no_cast() -> None:
    assert read("")[1].mentions == ()


GOLD = [json.loads(line) for line in (Path(__file__).parent.parent / "evals" / "gold" / "actors.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", GOLD, ids=[row["id"] for row in GOLD])
def test_own_gold(row: dict[str, Any]) -> None:
    """Our own sentences stay as they are: people with their sides, and references."""
    text, day, source = row["text"], row.get("published"), row.get("source")
    assert people(text, day, source) == {name: side or None for name, side in row["people"]}
    for phrase, expected in row.get("refers", ()):
        start = re.search(rf"(?<!\w){re.escape(phrase)}", text)
        assert start is not None
        if phrase != "who":
            assert " + ".join(meant(text, text[start.start() :], day, source)) == expected


WORDS = "President Minister of the Oslo Norway's Anna van der Kim he they and said met al- U.S.-China His MEETS ministers embassy"
PIECES = st.sampled_from([*WORDS.split(), "both sides", "two leaders", ",", ".", "(", ")", "\n\n", '"', "Jr.", "—", "'s", "é"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25))
def test_mentions_lie_in_the_text_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    reading = read_one(Document("report", text))
    cast = find_actors(reading)
    assert [m.start for m in cast.mentions] == sorted(m.start for m in cast.mentions)
    for mention in cast.mentions:
        assert 0 <= mention.start <= mention.head < mention.end <= len(text)
        assert text[mention.start : mention.end] == text[mention.start : mention.end].strip()
        assert all(a.name for a in mention.actor.each())
    assert find_actors(reading) == cast
