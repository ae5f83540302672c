"""Standing lines and the changes of their state: which noun is a line, what has become of it, between whom, when."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.analysis.actors import find_actors
from communique.analysis.channels import find_channels
from communique.analysis.channels.table import packaged
from communique.analysis.dates import find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.marks import mark
from communique.analysis.parse import read_one
from communique.model import ChannelChange, Document, State

DAY = dt.date(2024, 2, 16)  # a Friday


def told(text: str, title: str | None = None) -> tuple[ChannelChange, ...]:
    document = Document("d", text, title=title, published=DAY, published_basis="given")
    reading = read_one(document)
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    found = find_channels(reading, cast, timexes, find_engagements(reading, cast, timexes))
    for claim in found:
        assert claim.evidence
        assert all(document.quote(span) == span.text for span in claim.evidence)
    return found


def line(claim: ChannelChange) -> str:
    """A claim as one line: state, sides, name."""
    return f"{claim.state} {'+'.join(claim.sides)} {claim.name}"


def test_why_a_line_was_cut() -> None:
    (claim,) = told("China suspended its military hotline with Japan after a Japanese minister visited Taipei.")
    assert claim.cause is not None
    assert claim.cause.text == "after a Japanese minister visited Taipei"


SENTENCES = [
    pytest.param("India and Pakistan restored their military hotline.", ["restored IND+PAK military hotline"], id="restored"),
    pytest.param(
        "Beijing cut military-to-military communication channels with Tokyo after the visit.",
        ["cut CHN+JPN military-to-military communication channels"],
        id="cut-with",
    ),
    pytest.param(
        "Spain and Morocco launched a working group on migration.", ["launched ESP+MAR working group on migration"], id="launched"
    ),
    pytest.param("Colombia and Venezuela agreed to reopen their embassies.", ["agreed COL+VEN embassies"], id="agreed-to"),
    pytest.param(
        "Peru and Ecuador agreed on the need to unblock their Joint Border Commission.",
        ["agreed ECU+PER Joint Border Commission"],
        id="agreed-on-the-necessity",
    ),
    pytest.param(
        "Finland and Norway will establish a joint committee on fisheries.",
        ["agreed FIN+NOR joint committee on fisheries"],
        id="will-establish",
    ),
    pytest.param(
        "Jordan urged Syria to restore diplomatic relations with Turkey.", ["proposed JOR+SYR+TUR diplomatic relations"], id="urged"
    ),
    pytest.param("Mexico expelled the Ecuadorian ambassador.", ["cut ECU+MEX Ecuadorian ambassador"], id="expelled-ambassador"),
    pytest.param("Poland recalled its ambassador from Hungary.", ["suspended HUN+POL ambassador"], id="recalled-ambassador"),
    pytest.param("Sudan severed diplomatic ties with Kenya.", ["cut KEN+SDN diplomatic ties"], id="severed-ties"),
    pytest.param("Sweden closed its embassy in Libya.", ["cut LBY+SWE embassy"], id="closed-embassy"),
    pytest.param("Serbia said it would pause talks with Kosovo.", ["suspended SRB+XKX talks"], id="says-it-will-pause-the-talks"),
    pytest.param(
        "Chile and Bolivia will restore the diplomatic relations broken off in 1978.",
        ["cut BOL+CHL diplomatic relations", "agreed BOL+CHL diplomatic relations"],
        id="a-line-cut-before-is-to-be-restored",
    ),
    pytest.param("Chile and Bolivia patched up their diplomatic relations.", ["restored BOL+CHL diplomatic relations"], id="patched-up"),
    pytest.param(
        "Russia will recall its ambassador from Estonia and close its embassy in Tallinn.",
        ["agreed EST+RUS ambassador", "agreed EST+RUS embassy"],
        id="the-future-reaches-the-second-verb",
    ),
    pytest.param(
        "Norway and Japan welcomed the opening of a hotline between their coast guards.",
        ["launched JPN+NOR hotline"],
        id="welcomed-the-opening",
    ),
    pytest.param(
        "Kenya restored diplomatic ties with Somalia. Mogadishu had severed the ties in December.",
        ["restored KEN+SOM diplomatic ties", "cut KEN+SOM ties"],
        id="the-other-end-is-told-before",
    ),
    pytest.param("Serbia suspended talks with Kosovo over the border.", ["suspended SRB+XKX talks"], id="suspended-talks"),
    pytest.param(
        "Denmark and Canada held the first meeting of the joint commission on the Arctic.",
        ["launched CAN+DNK joint commission on the Arctic"],
        id="first-meeting-launches",
    ),
    pytest.param("Chile and Bolivia agreed to hold annual summits.", ["agreed BOL+CHL annual summits"], id="regular-summits"),
    pytest.param(
        "This is the strategic dialogue that France and Egypt are relaunching.",
        ["restored EGY+FRA strategic dialogue"],
        id="relative-clause",
    ),
    pytest.param(
        "Algeria and Tunisia instructed the joint committee to resume as early as possible.",
        ["agreed DZA+TUN joint committee"],
        id="instructed-to-reconvene",
    ),
    pytest.param(
        "Launching a Joint Fisheries Dialogue: Iceland and Norway are launching a new dialogue, convened once a year.",
        ["agreed ISL+NOR Joint Fisheries Dialogue"],
        id="being-launched-under-its-name",
    ),
    pytest.param(
        "Japan's Yoko Kamikawa and her Indian counterpart, S. Jaishankar, chaired the inaugural India-Japan Cyber Dialogue.",
        ["launched IND+JPN inaugural India-Japan Cyber Dialogue"],
        id="inaugural",
    ),
    pytest.param(
        "Peru and Ecuador set up a Joint Border Working Group (JBWG). The JBWG will convene twice a year.",
        ["launched ECU+PER Joint Border Working Group (JBWG)", "agreed ECU+PER JBWG"],
        id="shall-convene",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences(sentence: str, expected: list[str]) -> None:
    assert [line(claim) for claim in told(sentence)] == expected


NONE = [
    pytest.param("Beijing met Oslo. It trades with countries with which it has established diplomatic ties.", id="with-which"),
    pytest.param("India and Pakistan did not restore the hotline.", id="denied"),
    pytest.param("Ghana refused to reopen its embassy in Mali.", id="refused"),
    pytest.param("India and Pakistan agreed to keep the dialogue going.", id="to-continue-is-no-change"),
    pytest.param("Talks between the EU and Britain ended on Friday.", id="a-round-that-ends"),
    pytest.param("Talks between the EU and Britain are stalled over fish.", id="stalled-talks"),
    pytest.param("Italy and Malta marked the anniversary of the establishment of diplomatic relations.", id="anniversary"),
    pytest.param("The special envoy for Yemen returned from Saudi Arabia.", id="an-envoy-comes-home"),
    pytest.param("The airline opened a new line to Peru from Chile.", id="a-line-of-transport"),
    pytest.param("France opened the channel of the river in Belgium.", id="a-channel-of-water"),
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_none(sentence: str) -> None:
    assert [line(claim) for claim in told(sentence)] == []


def test_when_it_changed() -> None:
    (claim,) = told("Saudi Arabia and Iran restored diplomatic relations in March 2023.")
    assert claim.when is not None
    assert (claim.when.earliest, claim.when.latest) == (dt.date(2023, 3, 1), dt.date(2023, 3, 31))


def test_a_line_to_come_has_its_period() -> None:
    (claim,) = told("Greece and Egypt plan to begin a dialogue on energy this spring.")
    assert (claim.state, claim.name) == (State.AGREED, "dialogue on energy")
    assert claim.when is not None
    assert claim.when.earliest == dt.date(2024, 3, 1)


def test_a_date_may_part_the_line_from_its_subject() -> None:
    (claim,) = told("Greece and Egypt plan to open a dialogue this spring on the tracking of satellites.")
    assert claim.name == "dialogue on the tracking of satellites"


def test_the_same_change_told_twice_is_one() -> None:
    found = told(
        "Spain and Morocco launched a working group on migration. The working group on migration was launched by Morocco and Spain."
    )
    assert len(found) == 1


def test_an_abbreviation_is_the_line() -> None:
    found = told(
        "Ghana and Togo praised the Joint Border Commission (JBC). The ministers of Ghana and Togo decided to revive the JBC this year."
    )
    assert [(claim.name, claim.state) for claim in found] == [("JBC", State.AGREED)]


def test_every_state_of_the_table_is_a_state() -> None:
    table = packaged()
    assert {*table.states.values(), *table.nouns.values()} <= {s.value for s in State}
    assert all(line.states <= {s.value for s in State} for line in table.lines.values())
