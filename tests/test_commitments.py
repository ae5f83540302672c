"""Commitments in single reports: who binds himself towards whom, how firmly, by when; and what only sounds like one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.analysis.actors import find_actors
from communique.analysis.commitments import find_commitments
from communique.analysis.commitments.acceptance import kept, score
from communique.analysis.commitments.cues import packaged
from communique.analysis.dates import find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.marks import mark
from communique.analysis.parse import read_one
from communique.model import Commitment, Document, Strength

DAY = dt.date(2024, 2, 16)  # a Friday


def told(text: str, title: str | None = None, source: str | None = None) -> tuple[Commitment, ...]:
    document = Document("d", text, title=title, published=DAY, published_basis="given", source=source)
    reading = read_one(document)
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    found = find_commitments(reading, cast, timexes, find_engagements(reading, cast, timexes))
    for claim in found:
        assert claim.evidence
        assert all(document.quote(span) == span.text for span in claim.evidence)
    assert len({claim.id for claim in found}) == len(found)
    return found


def line(claim: Commitment) -> str:
    """A claim as one line: strength, by > toward, what."""
    return f"{claim.strength} {'+'.join(claim.by)} > {'+'.join(claim.toward)}: {claim.what}"


SENTENCES = [
    pytest.param(
        "In a call on Monday, Putin promised Trump that Russia would work with Ukraine on a memorandum.",
        ["pledged RUS > UKR: Russia would work with Ukraine on a memorandum"],
        id="the-one-told-is-no-part-of-what-is-promised",
    ),
    pytest.param(
        "In this new initiative, Norway intends to strengthen and expand its partnership with Brazil to protect forests and, in doing so, "
        "address some of the challenges facing people around the world.",
        ["intended NOR > BRA: strengthen and expand its partnership with Brazil to protect forests"],
        id="two-verbs-of-one-object-are-one-deed",
    ),
    pytest.param(
        "Norway and Brazil agreed that their ministers should follow up the talks on Guyana and Venezuela.",
        ["agreed BRA+NOR > BRA+NOR: their ministers should follow up the talks on Guyana and Venezuela"],
        id="what-a-promise-is-about-is-no-recipient",
    ),
    pytest.param(
        "Norway and Brazil agreed to reopen the fisheries talks at the level of ministers and deputies and to work side by side on lasting "
        "problems of the northern ocean such as overfishing to help restore trust between the two coast guards.",
        [
            "agreed BRA+NOR > BRA+NOR: reopen the fisheries talks at the level of ministers and deputies and to work side by side on "
            "lasting problems of the northern ocean such as overfishing"
        ],
        id="long-words-are-cut-before-a-phrase",
    ),
    pytest.param(
        "Japan and India agreed to resume their maritime dialogue.",
        ["agreed IND+JPN > IND+JPN: resume their maritime dialogue"],
        id="two-sides-agree",
    ),
    pytest.param(
        "Kenya agreed with Ethiopia to open a second border crossing.",
        ["agreed ETH+KEN > ETH+KEN: open a second border crossing"],
        id="agree-with-partner",
    ),
    pytest.param(
        "Canada pledged to send Ukraine twenty armoured vehicles.",
        ["pledged CAN > UKR: send Ukraine twenty armoured vehicles"],
        id="pledge-to-send",
    ),
    pytest.param(
        "Poland will provide Moldova with two generators.",
        ["pledged POL > MDA: provide Moldova with two generators"],
        id="plain-future-is-a-pledge",
    ),
    pytest.param(
        "Norway and Sweden will deepen cooperation on border security.",
        ["agreed NOR+SWE > NOR+SWE: deepen cooperation on border security"],
        id="plain-future-of-two-is-an-agreement",
    ),
    pytest.param(
        "France plans to increase arms sales to Greece.",
        ["planned FRA > GRC: increase arms sales to Greece"],
        id="plan",
    ),
    pytest.param(
        "Qatar is ready to facilitate contacts with Venezuela.",
        ["intended QAT > VEN: facilitate contacts with Venezuela"],
        id="ready",
    ),
    pytest.param(
        "Turkey said it was willing to export grain to Egypt.",
        ["intended TUR > EGY: export grain to Egypt"],
        id="willing",
    ),
    pytest.param(
        "Hungary refused to send weapons to Ukraine.",
        ["refused HUN > UKR: send weapons to Ukraine"],
        id="refuse",
    ),
    pytest.param(
        "Serbia did not agree to lift its ban on imports from Kosovo.",
        ["refused SRB > XKX: lift its ban on imports from Kosovo"],
        id="did-not-agree",
    ),
    pytest.param(
        "Spain reaffirmed its commitment to providing Senegal with patrol boats.",
        ["pledged ESP > SEN: providing Senegal with patrol boats"],
        id="noun-of-binding",
    ),
    pytest.param(
        "Italy announced it would lift its sanctions on Syria.",
        ["pledged ITA > SYR: lift its sanctions on Syria"],
        id="announced-that",
    ),
    pytest.param(
        "Peru and Chile agreed on Tuesday to reopen the ferry line.",
        ["agreed CHL+PER > CHL+PER: reopen the ferry line"],
        id="a-day-is-not-what-was-agreed",
    ),
    pytest.param(
        "Peru and Chile agreed at the time to reopen the ferry line.",
        ["agreed CHL+PER > CHL+PER: reopen the ferry line"],
        id="at-the-time-is-not-what-was-agreed",
    ),
    pytest.param(
        "Germany is considering sanctions on Belarus.",
        ["intended DEU > BLR: sanctions on Belarus"],
        id="is-considering",
    ),
    pytest.param(
        "Italy committed $30 million in aid to Tunisia.",
        ["pledged ITA > TUN: $30 million in aid to Tunisia"],
        id="commit-money",
    ),
    pytest.param(
        "Austria pledged that it would not send soldiers to Mali.",
        ["refused AUT > MLI: send soldiers to Mali"],
        id="a-pledge-not-to",
    ),
    pytest.param(
        "Canada threatened Denmark with new tariffs.",
        ["pledged CAN > DNK: new tariffs"],
        id="what-one-is-threatened-with",
    ),
    pytest.param(
        "Kenya reiterates its readiness to send Somalia police trainers.",
        ["intended KEN > SOM: send Somalia police trainers"],
        id="its-is-who-reiterates",
    ),
    pytest.param(
        "Norway and Finland made a joint commitment to train Ukrainian pilots.",
        ["agreed FIN+NOR > FIN+NOR+UKR: train Ukrainian pilots"],
        id="a-joint-commitment-is-an-agreement",
    ),
    pytest.param(
        "India will stay committed to helping Nepal.",
        ["pledged IND > NPL: helping Nepal"],
        id="will-stay-committed",
    ),
    pytest.param(
        "Kenya will review a treaty with Somalia.",
        ["pledged KEN > SOM: review a treaty with Somalia"],
        id="a-treaty-reviewed-is-no-talk",
    ),
    pytest.param(
        "Norway agreed to fund a donors' conference in Egypt.",
        ["agreed NOR > : fund a donors' conference in Egypt"],
        id="the-place-of-a-gathering-is-no-recipient",
    ),
    pytest.param(
        "The Spanish foreign minister said two consulates in Morocco would be reopened.",
        ["pledged ESP > MAR: two consulates in Morocco would be reopened"],
        id="announced-without-a-doer",
    ),
    pytest.param(
        "Korea has ruled out a new tariff on Peru.",
        ["refused KOR > PER: a new tariff on Peru"],
        id="ruled-out-a-tariff",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences(sentence: str, expected: list[str]) -> None:
    assert [line(claim) for claim in told(sentence)] == expected


NONE = [
    pytest.param("Biden met Xi. The U.S. will conclude that China has violated the truce.", id="to-conclude-that"),
    pytest.param(
        "Biden met NATO chief Jens Stoltenberg. The carmakers were there. They are going to build plants in Europe.", id="they-are-firms"
    ),
    pytest.param("Sunak met Modi. I will take the question on India, Sunak said.", id="to-take-a-question"),
    pytest.param("Barnier met Frost in London. Barnier said Britain will bear all the cost of a failure.", id="foretold-by-the-other-side"),
    pytest.param("Putin met Zelenskyy in Istanbul. Before, they would close the crossing every winter.", id="before-they-would"),
    pytest.param("U.S. Vice President Mike Pence will delay a trip to Egypt by a few days.", id="a-trip-delayed-is-an-engagement"),
    pytest.param("Barnier met Frost. If Brussels refused to list the UK as a third country, exports would stop.", id="if-it-refused"),
    pytest.param("Britain met Norway. No compromise on herring had yet been agreed.", id="no-compromise-agreed"),
    pytest.param("Sunak met Modi. Six industrialised nations agreed to let currencies rise.", id="six-are-not-the-two-who-met"),
    pytest.param("The map shows the waters Britain will take back control of after leaving the EU.", id="told-beside-of-a-thing"),
    pytest.param("Sweden will agree to a serious conversation with Russia only if it has no other option.", id="will-agree-only-if"),
    pytest.param("Billstrom will go to Geneva for talks with Russia. He will be joined by his deputy.", id="joined-by-another"),
    pytest.param("Norway and Brazil met on Monday. The package was agreed.", id="nothing-said-of-what-was-agreed"),
    pytest.param(
        "Norway met Brazil on Monday. Some countries are willing to lift tariffs on China, she said.", id="some-are-not-those-who-met"
    ),
    pytest.param("Norway met Brazil on Monday. Their envoy would prefer that they agree to a quota.", id="would-prefer-that-they-agree"),
    pytest.param("Norway reiterated its strong and enduring commitment to Ukraine.", id="a-side-is-no-deed"),
    pytest.param("Norway and Brazil met on Monday. They will drive up prices in Brazil.", id="harm-is-no-deed"),
    pytest.param("Germany and Austria agreed to meet in Vienna on Monday.", id="one-meeting-is-an-engagement"),
    pytest.param("The Thai prime minister will visit Laos next week.", id="a-visit-is-an-engagement"),
    pytest.param("The Thai prime minister will make a three-day visit to Laos next week.", id="make-a-visit-is-an-engagement"),
    pytest.param("Britain and Japan will discuss trade and security.", id="speech-is-no-deed"),
    pytest.param("Egypt urged Sudan to reopen the crossing.", id="urging-the-other-side"),
    pytest.param("Portugal and Brazil believe that peace will prevail.", id="attitude"),
    pytest.param("The summit will be the third between Mexico and Canada.", id="state"),
    pytest.param("Will Chile lift the tariffs on Peru?", id="question"),
    pytest.param("Nobody knows whether Chile will lift the tariffs on Peru.", id="whether"),
    pytest.param("Denmark initially planned to cut aid to Mali.", id="superseded"),
    pytest.param("The militia was committing crimes against civilians in Sudan.", id="to-commit-a-crime"),
    pytest.param("Greece and Malta would agree to share the cost.", id="would-agree"),
    pytest.param("Germany met France in the final and will play Spain next.", id="sport"),
    pytest.param("The credit line for Cuba was agreed by the shippers.", id="agreed-by-no-side"),
    pytest.param("The U.S. aircraft maker agreed last month to pay its shareholders a dividend.", id="a-maker-is-no-side"),
    pytest.param("The company agreed to pay shareholders a dividend.", id="companies-are-no-sides"),
    pytest.param("The UN urged Kenya and Somalia to agree to a ceasefire.", id="a-promise-demanded"),
    pytest.param("Orban spoke in Prague, where he will open a Hungarian school with Czech aid.", id="told-aside"),
    pytest.param("Serbia said a statement would be issued with Croatia.", id="words-given-are-no-deed"),
    pytest.param("Biden voiced his hope that China would reopen its markets.", id="a-hope-that-another-will"),
    pytest.param("Lee will leave for Oslo on Monday to thank Norway.", id="to-leave-for-is-to-travel"),
    pytest.param("Biden met Kishida on Friday. Biden has defended his tariffs by arguing they will boost wages.", id="they-are-tariffs"),
    pytest.param("I would just make a point to Canada, the Danish minister said.", id="a-point-made"),
    pytest.param("It is inconceivable that Chile would lift the tariffs on Peru.", id="inconceivable"),
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_none(sentence: str) -> None:
    assert [line(claim) for claim in told(sentence)] == []


def test_they_are_those_who_met() -> None:
    found = told(
        "Indian Prime Minister Narendra Modi met French President Emmanuel Macron. The two leaders agreed to expand joint exercises."
    )
    assert [line(claim) for claim in found] == ["agreed FRA+IND > FRA+IND: expand joint exercises"]


@pytest.mark.parametrize("sentence", ["Both men agreed to reopen the border posts.", "Neither side will block the other's ships."])
def test_those_who_met_by_other_words(sentence: str) -> None:
    (claim,) = told(f"Sunak met Modi in Delhi on Friday. {sentence}")
    assert (claim.strength, claim.by) == (Strength.AGREED, ("GBR", "IND"))


def test_what_an_agreement_lays_down_is_by_those_who_met() -> None:
    (claim,) = told("Sunak met Modi in Delhi on Friday. Under the agreement, a border post will be reopened, Modi said.")
    assert (claim.strength, claim.by) == (Strength.AGREED, ("GBR", "IND"))


def test_they_are_who_agreed_before_not_whom_it_was_about() -> None:
    found = told("Sunak met Modi in Delhi. The leaders agreed that experts will inspect the plant. They also agreed to reopen the ports.")
    assert "agreed GBR+IND > GBR+IND: reopen the ports" in [line(claim) for claim in found]


def test_a_place_line_binds_nobody() -> None:
    (claim,) = told(
        "WOODSIDE, California, Nov. 15 - U.S. President Joe Biden and Chinese President Xi Jinping agreed on Wednesday to resume "
        "military contacts, the White House said."
    )
    assert claim.by == ("CHN", "USA")


def test_a_turn_of_speech_goes_on_over_paragraphs() -> None:
    (claim,) = told("Vladimir Putin: Mr President, good afternoon.\n\nWe will send Tajikistan two more helicopters.")
    assert (claim.by, claim.toward) == (("RUS",), ("TJK",))


def test_an_agreement_without_a_subject_is_by_those_who_met() -> None:
    found = told(
        "Kazakh President Kassym-Jomart Tokayev met Turkish President Recep Tayyip Erdogan. It was agreed to double trade by 2030."
    )
    assert [(claim.strength, claim.by) for claim in found] == [(Strength.AGREED, ("KAZ", "TUR"))]


def test_a_list_of_three_deeds_is_three_commitments() -> None:
    found = told("Armenia and Georgia agreed to exchange prisoners, reopen the crossing, and continue the negotiations.")
    assert [claim.what for claim in found] == ["exchange prisoners", "reopen the crossing", "continue the negotiations"]
    assert {claim.strength for claim in found} == {Strength.AGREED}


def test_two_deeds_stay_one_commitment() -> None:
    (claim,) = told("Armenia and Georgia agreed to reopen the crossing and to fight smuggling.")
    assert "reopen" in claim.evidence[0].text
    assert "smuggling" in claim.evidence[0].text


def test_contacts_to_come_are_an_intention() -> None:
    (claim,) = told("Singapore expects further visits by senior Chinese officials over the coming weeks.")
    assert claim.strength is Strength.INTENDED
    assert claim.due is not None
    assert (claim.due.earliest, claim.due.latest) == (DAY, DAY + dt.timedelta(weeks=6))


def test_due_period_made_and_condition() -> None:
    (claim,) = told("Nepal on Thursday agreed with India to open the dam by the end of the year if the rains allow it.")
    assert claim.due is not None
    assert claim.due.latest == dt.date(2024, 12, 31)
    assert claim.made is not None
    assert claim.made.earliest == dt.date(2024, 2, 15)
    assert claim.condition == "if the rains allow it"


def test_until_sets_an_end_and_no_beginning() -> None:
    (claim,) = told("China agreed to purchase Swedish grain every year through 2028.")
    assert claim.due is not None
    assert (claim.due.earliest, claim.due.latest) == (None, dt.date(2028, 12, 31))


def test_a_past_day_is_no_due_period() -> None:
    (claim,) = told("Nepal agreed to return the art that India lent it in 2019.")
    assert claim.due is None


def test_the_body_is_told_once_and_the_title_left_out() -> None:
    found = told("Cuba agreed to release ten Mexican fishermen.", title="Cuba to release fishermen, agrees to free Mexican crew")
    assert [claim.evidence[0].title for claim in found] == [False]


def test_the_intention_announced_binds_not_the_announcement() -> None:
    (claim,) = told("Australia announced its intention to sell Indonesia patrol boats.")
    assert claim.strength is Strength.INTENDED
    assert claim.rules[0] == "noun: intention"


def test_we_in_an_offices_own_text_is_that_office() -> None:
    (claim,) = told("We will provide Haiti with an additional $20 million in assistance.", source="state")
    assert claim.by == ("USA",)


SIGNS = sorted(packaged().weights.keys() - {"bias"})


@given(st.lists(st.sampled_from(SIGNS), unique=True))
@settings(max_examples=50)
def test_a_sign_of_weight_below_zero_never_saves_a_promise(signs: list[str]) -> None:
    for sign in SIGNS:
        if packaged().weights[sign] < 0 and not kept(signs):
            assert not kept([*signs, sign])


def test_the_score_is_the_sum_of_the_table() -> None:
    assert score([]) == packaged().weights["bias"]
    assert score(["strong", "joint"]) == pytest.approx(
        packaged().weights["bias"] + packaged().weights["strong"] + packaged().weights["joint"]
    )


def test_every_class_of_deeds_and_things_has_a_weight() -> None:
    table = packaged()
    assert set(table.deeds) | set(table.things) <= set(table.weights)


def test_we_in_a_joint_statement_are_those_who_signed() -> None:
    (claim,) = told("We will strengthen cooperation on fisheries.", title="Joint Statement by the United States and Norway", source="state")
    assert (claim.strength, claim.by) == (Strength.AGREED, ("NOR", "USA"))


WISHES = [
    pytest.param("China hopes the United States will work with it.", id="hope"),
    pytest.param("Chile expects that Peru will lift the tariffs on its wine.", id="expect"),
    pytest.param("Nobody in Ghana believes that Togo will reopen the border with Ghana.", id="believe"),
]


@pytest.mark.parametrize("sentence", WISHES)
def test_a_hope_about_the_other_side_binds_nobody(sentence: str) -> None:
    """A spokesman's "we hope they will work with us in the same direction" had been read as the other side's pledge."""
    assert [line(claim) for claim in told(sentence)] == []
