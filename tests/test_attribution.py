"""Who said what: quotations under any marks, relations, speakers and relays, and texts nobody should have to read.

"Miller said Blinken reiterated that talks go on": one statement, by Blinken, through Miller.
"""

from __future__ import annotations

import functools
import itertools
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.analysis.actors import find_actors
from communique.analysis.attribution import find_attributions, find_statements
from communique.analysis.attribution.quotations import find_quotations
from communique.analysis.parse import Reading, read_one
from communique.model import Document, Part, PartKind, Stance, Statement

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@functools.cache
def read(text: str, title: str | None = None) -> Reading:
    return read_one(Document("report", text, title=title))


@functools.cache
def said(text: str) -> tuple[Statement, ...]:
    reading = read(text)
    return find_statements(reading, find_actors(reading), ())


def told(text: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(s.speaker, s.side, s.via) for s in said(text)]


def contents(text: str) -> list[str]:
    return [max(s.content, key=lambda span: len(span.text)).text for s in said(text)]


# ---------------------------------------------------------------- quotations

QUOTED = {
    "straight": ('"We will talk," he said. "The door stays open."', ['"We will talk,"', '"The door stays open."']),
    "curly": ("He called it “a start” today.", ["“a start”"]),
    "single": ("'On trade we agree,' she said.", ["'On trade we agree,'"]),
    "two strokes": ("''We agree,'' she said. ''Fully.''", ["''We agree,''", "''Fully.''"]),
    "guillemets": ("«Bon voyage», he said.", ["«Bon voyage»"]),
    "corner brackets": ("「平和」 is the word.", ["「平和」"]),
    "possessives are no marks": ("The ministers' talks were 'frank', they said.", ["'frank'"]),
    "possessive inside": ("He said 'the officials' plan is bad' and left.", ["'the officials' plan is bad'"]),
    "nested": ('He said "the "five" met" today.', ['"the "five" met"']),
    "never opened": ('It ended." He left.', []),
    "stray in the middle": ('The 6" pipe broke.', []),
    "open at a colon": ('He said: "We go on.', ['"We go on.']),
    "open at the start": ("“We go on. And on.", ["“We go on. And on."]),
}


@pytest.mark.parametrize(("text", "marked"), QUOTED.values(), ids=QUOTED)
def test_quotations_of_a_paragraph(text: str, marked: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text, [(0, len(text))])] == marked


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = "“First we talk.\n“Then we sign,” he said."
    first, second = find_quotations(text, [(0, 15), (16, len(text))])
    assert (first.continues, second.continues) == (False, True)


@given(st.text(alphabet="ab ,.:\"'“”‘’«»`\n", max_size=120))
def test_quotations_lie_in_order_within_the_text(text: str) -> None:
    found = find_quotations(text, [(0, len(text))])
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 <= q.start < q.first <= q.last <= q.end <= len(text) for q in found)


# ---------------------------------------------------------------- raw relations

RAW = {
    "outermost only": (
        "Miller said Blinken reiterated that talks go on.",
        [("Miller", "said", "Blinken reiterated that talks go on")],
    ),
    "around the cue": (
        "Seoul, the envoy said, will send aid.",
        [("the envoy", "said", "Seoul … will send aid")],
    ),
    "according to": (
        "Two ships turned back, according to the coast guard.",
        [("the coast guard", "according to", "Two ships turned back")],
    ),
    "shared subject": (
        "The minister denied the report and urged calm.",
        [("The minister", "denied", "the report"), ("The minister", "urged", "calm")],
    ),
    "participle after the clause": (
        "He said the talks had failed, adding that new ones were needed.",
        [("He", "said", "the talks had failed"), ("He", "adding", "that new ones were needed")],
    ),
    "cue noun": (
        "Paris laughed at the envoy's claim that the line was cut.",
        [("the envoy's", "claim", "that the line was cut")],
    ),
    "belief is marked too": ("Analysts believe the truce will hold.", [("Analysts", "believe", "the truce will hold")]),
    "transcript": (
        "MR. PRICE: We are ready.\n\nMR. PRICE: That is all.",
        [("MR. PRICE", ":", "We are ready"), ("MR. PRICE", ":", "That is all")],
    ),
}


@pytest.mark.parametrize(("text", "relations"), RAW.values(), ids=RAW)
def test_relations(text: str, relations: list[tuple[str, str, str]]) -> None:
    found = find_attributions(read(text))
    assert [tuple(" … ".join(s.text for s in part) for part in (a.source, a.cue, a.content)) for a in found] == relations


def test_callers_can_choose_reported_speech() -> None:
    found = find_attributions(read("Analysts believe the truce will hold. The envoy said it must."))
    assert [(a.type, a.reported) for a in found] == [("believed", False), ("said", True)]


# ---------------------------------------------------------------- speakers and relays

BLINKEN = "U.S. Secretary of State Antony Blinken met Chinese Foreign Minister Wang Yi in Vienna. "
RELAYED = {
    "nested": (
        "State Department spokesman Matthew Miller said U.S. Secretary of State Antony Blinken reiterated that talks go on.",
        [("Antony Blinken", "USA", ("Matthew Miller",))],
    ),
    "according to": (
        "Chinese Foreign Minister Wang Yi told Blinken that ties must improve, according to China's Foreign Ministry.",
        [("Wang Yi", "CHN", ("Chinese Foreign Ministry",))],
    ),
    "quoted as saying": (
        "Japan's Foreign Ministry quoted Prime Minister Fumio Kishida as saying the ban should be lifted.",
        [("Fumio Kishida", "JPN", ("Japanese Foreign Ministry",))],
    ),
    "the agency behind the ministry": (
        "North Korea's Foreign Ministry denounced the declaration as a grave provocation, the KCNA news agency reported.",
        [("North Korean Foreign Ministry", "PRK", ("KCNA",))],
    ),
    "citing": (
        "The talks will resume on Monday, Reuters reported, citing two people familiar with the plan.",
        [("two people familiar with the plan", None, ("Reuters",))],
    ),
    "his own state's words": (
        "White House spokesman John Kirby said Washington welcomed any effort to end the war.",
        [("John Kirby", "USA", ())],
    ),
    "joint": (
        "France and Germany called for a diplomatic solution to the dispute.",
        [("government of France and government of Germany", "FRA, DEU", ())],
    ),
    "he goes on": (
        "Polish Foreign Minister Radoslaw Sikorski said the border would stay open. He added that trains would run.",
        [("Radoslaw Sikorski", "POL", ()), ("Radoslaw Sikorski", "POL", ())],
    ),
    "they of one source": (
        '"The plan is dead," a Polish diplomat said.\n\n"Nobody will revive it," they added.',
        [("a Polish diplomat", "POL", ()), ("a Polish diplomat", "POL", ())],
    ),
    "adding after a clause with its own subject": (
        "French Foreign Minister Catherine Colonna insisted the bloc would hold, adding: 'We have always shown unity.'",
        [("Catherine Colonna", "FRA", ()), ("Catherine Colonna", "FRA", ())],
    ),
    "the two leaders": (
        "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow. The two leaders agreed to meet again.",
        [("Xi Jinping and Vladimir Putin", "CHN, RUS", ())],
    ),
    "this was stated": (
        "Partner countries give much support. This was stated by Ukrainian President Volodymyr Zelenskyy at a meeting.",
        [("Volodymyr Zelenskyy", "UKR", ())],
    ),
    "his statement is the ministry's": (
        "A statement by China's Foreign Ministry said the talks were frank.",
        [("Chinese Foreign Ministry", "CHN", ())],
    ),
    "the words of a body's resolution": (
        "A UN resolution demanded the withdrawal of all troops.",
        [("United Nations", "UN", ())],
    ),
    "one diplomat is nobody named": (
        'Hungarian Foreign Minister Peter Szijjarto left early. "We will not be pushed," one senior diplomat said.',
        [("one senior diplomat", None, ())],
    ),
    "the expert is the one named before": (
        "Security expert Lars Berg praised the plan in Oslo.\n\nThe expert said that ships would sail.",
        [("Lars Berg", None, ()), ("Lars Berg", None, ())],
    ),
    "an expert nobody named": (
        "Security expert Lars Berg left. A trade expert stayed. The expert said that ships would sail.",
        [("The expert", None, ())],
    ),
    "two experts": (
        "Security expert Lars Berg met the energy expert Ivan Petrov. The expert said that ships would sail.",
        [("The expert", None, ())],
    ),
    "the negotiator of the side": (
        "Michel Barnier, the EU's chief negotiator, arrived in London. The EU's top negotiator said talks were slow.",
        [("Michel Barnier", "EU", ())],
    ),
    "the negotiator of another side": (
        "Michel Barnier, the EU's chief negotiator, arrived in London. The UK's top negotiator said talks were slow.",
        [("UK's top negotiator", "GBR", ())],
    ),
    "nobody named stays nobody": ("There would be no deal, it was said.", [(None, None, ())]),
}


@pytest.mark.parametrize(("text", "speakers"), RELAYED.values(), ids=RELAYED)
def test_speakers_and_relays(text: str, speakers: list[tuple[str | None, str | None, tuple[str, ...]]]) -> None:
    assert [(s.casefold() if s else s, side, via) for s, side, via in told(text)] == [
        (s.casefold() if s else s, side, via) for s, side, via in speakers
    ]


def test_an_unnamed_source_keeps_its_condition() -> None:
    (spoken,) = said("A senior Polish official, who spoke on condition of anonymity, said the envoy would return.")
    assert (spoken.anonymous, spoken.condition, spoken.side) == (True, "on condition of anonymity", "POL")


def test_the_audience_is_no_part_of_the_words_said() -> None:
    (spoken,) = said("Polish Foreign Minister Radoslaw Sikorski told reporters that the talks were useful.")
    assert (spoken.audience, spoken.content[0].text) == ("reporters", "the talks were useful")


def test_a_quotation_after_he_said_is_a_statement_of_its_own() -> None:
    first, second = said('"The door is open," Polish Foreign Minister Radoslaw Sikorski said. "Nobody has closed it."')
    assert (first.speaker, second.speaker) == ("Radoslaw Sikorski", "Radoslaw Sikorski")
    assert (second.cue, second.quoted) == ((), "all")


def test_a_turn_of_a_transcript_goes_on_and_questions_are_no_statements() -> None:
    text = (
        "MODERATOR: State Department spokesman Matthew Miller is here.\n\nQ: Is there a date?\n\n"
        "MR. MILLER: There is none.\n\nI said so on Monday.\n\nQ: And for Seoul?"
    )
    assert [s.speaker for s in said(text)] == ["MODERATOR", "Matthew Miller"]
    assert "I said so on Monday" in " ".join(span.text for span in said(text)[1].content)


def test_what_a_hyphen_ties_stays_in_one_piece() -> None:
    assert contents("The President urged Russia to de-escalate tensions with Ukraine.") == ["Russia to de-escalate tensions with Ukraine"]


def test_a_noun_and_the_verb_that_carries_it_are_one_cue() -> None:
    (spoken,) = said("The ministry expressed confidence that the truce would hold.")
    assert (spoken.cue[0].text, spoken.content[0].text) == ("expressed confidence", "the truce would hold")


def test_a_bare_verb_goes_with_the_modal_and_not_with_the_cue() -> None:
    (spoken,) = said('The Foreign Ministry quoted Wang as saying Paris should act "at once" and abide by the treaty.')
    assert spoken.content[0].text == 'Paris should act "at once" and abide by the treaty'


def test_made_clear() -> None:
    (spoken,) = said("The ministry made it clear that the truce would hold.")
    assert spoken.content[0].text == "the truce would hold"


LISTS = {
    "after to": (
        "Both sides stressed the need to widen exchanges, properly manage differences, explore new trade and promote stable ties.",
        "the need to widen exchanges, properly manage differences, explore new trade and promote stable ties",
    ),
    "after agreed to": (
        "The two sides agreed to keep up contact and dialogue, effectively manage disputes, and expand beneficial trade.",
        "to keep up contact and dialogue, effectively manage disputes, and expand beneficial trade",
    ),
    "aim of what is called for": (
        "Norway called for concrete action by Sweden to halt the flow of timber.",
        "concrete action by Sweden to halt the flow of timber",
    ),
    "second noun called for": (
        "The president called for de-escalation and a return to diplomacy.",
        "de-escalation and a return to diplomacy",
    ),
    "parts of a concern": (
        "The ministry raised concerns about trade, including steel duties, fishing rights in the north, and the pace of visas.",
        "trade, including steel duties, fishing rights in the north, and the pace of visas",
    ),
    "a verb with a hyphen": ("Norway called on Sweden to de-escalate tensions.", "Sweden to de-escalate tensions"),
    "was clear": (
        "The president was clear that, if Norway takes a further step, Sweden will respond.",
        "if Norway takes a further step, Sweden will respond",
    ),
}


@pytest.mark.parametrize(("text", "content"), LISTS.values(), ids=LISTS)
def test_content_reaches_to_its_end(text: str, content: str) -> None:
    assert contents(text) == [content]


def test_what_is_described_within_a_sentence_is_no_statement() -> None:
    assert said("Antony Blinken focused on what he described as hostile moves.") == ()


def test_to_undertake_an_act_is_no_word() -> None:
    assert said("Norway undertakes a further round of drills.") == ()


READOUT = "Wang Yi met Antony Blinken in Oslo. Wang Yi said that trade had grown. "


def test_a_readout_goes_on_in_the_voice_of_its_speaker() -> None:
    _, going_on = said(READOUT + "Dialogue is better than silence. The two sides should open more ports. The talks lasted an hour.")
    assert (going_on.speaker, going_on.cue, going_on.stance) == ("Wang Yi", (), Stance.DEMANDED)
    assert going_on.content[0].text == "Dialogue is better than silence. The two sides should open more ports"


def test_background_in_the_present_is_the_reporters() -> None:
    assert len(said(READOUT + "The two countries are large traders. Ships sail daily.")) == 1


def test_the_subject_of_the_sentence_before_takes_the_word() -> None:
    text = "Antony Blinken said Washington would act. Wang Yi gave a long answer to the remarks. He said that talks were fair."
    assert [s.speaker for s in said(text)] == ["Antony Blinken", "Wang Yi"]


MANNERS = {
    "warned": ("The ministry warned that talks could fail.", Stance.WARNED),
    "urged": ("The ministry urged Tokyo to reconsider.", Stance.DEMANDED),
    "accused": ("The ministry accused Tokyo of delay.", Stance.OPPOSED),
    "welcomed": ("The ministry welcomed the new truce.", Stance.WELCOMED),
    "denied": ("The ministry denied that ships were lost.", Stance.DENIED),
    "declined": ("The ministry declined to comment on the report.", Stance.DECLINED),
    "concern": ("The ministry voiced concern over the drills.", Stance.RAISED_CONCERN),
    "called for": ("The ministry called for an end to the drills.", Stance.DEMANDED),
    "plain": ("The ministry said the ship was in port.", Stance.SAID),
    "words give it away": ("The ministry said the map was unacceptable.", Stance.OPPOSED),
    "to concern is no concern": ("The ministry said the question concerns both coasts.", Stance.SAID),
    "progress is no praise": ("The ministry said progress was slow.", Stance.SAID),
    "help for others is no help": ("The ministry said attempts to support the rebels had ended.", Stance.SAID),
    "none is no denial": ("The ministry said there were no ships in port.", Stance.SAID),
    "not agreed": ("The ministry said terms had not been agreed yet.", Stance.SAID),
    "good word": ("The ministry said it was a good development.", Stance.WELCOMED),
    "hailed": ("The ministry hailed the new truce.", Stance.WELCOMED),
    "no support": ("The ministry said Oslo could not support the map.", Stance.OPPOSED),
    "harm to come": ("The ministry said duties would harm both economies.", Stance.WARNED),
    "should as if": ("The ministry said ships would sail should the talks end.", Stance.SAID),
    "willingness": ("The ministry expressed willingness to open a line.", Stance.OFFERED),
    "which ones are meant": ("The minister said talks were the way to settle matters on which we disagree.", Stance.SAID),
    "we disagree": ("The minister said we disagree on the map.", Stance.OPPOSED),
    "what was discussed": ("The minister said they discussed the illegal drills near Oslo.", Stance.SAID),
    "drills are illegal": ("The minister said the drills near Oslo were illegal.", Stance.OPPOSED),
    "no rejection": ("The minister said the vote was not a rejection of the pact.", Stance.SAID),
    "a rejection": ("The minister said the vote was a rejection of the pact.", Stance.OPPOSED),
    "the cause is not under not": ("The minister said talks had not moved because of the reckless drills.", Stance.OPPOSED),
    "asked for": ("The minister said the pact must be fair and balanced.", Stance.DEMANDED),
    "it is": ("The minister said the pact was fair and balanced.", Stance.WELCOMED),
    "hoped for": ("The minister said Oslo hopes for a breakthrough.", Stance.SAID),
    "reached": ("The minister said the vote was a breakthrough.", Stance.WELCOMED),
    "would welcome": ("The minister said Oslo would welcome a pact.", Stance.WELCOMED),
    "whether": ("The minister said voters would decide whether Oslo should sign the pact.", Stance.SAID),
    "to stop one's own": ("The ministry promised to stop shelling the port.", Stance.AGREED),
    "to stop another": ("The ministry vowed to stop the pipeline.", Stance.OPPOSED),
}


@pytest.mark.parametrize(("text", "stance"), MANNERS.values(), ids=MANNERS)
def test_manner(text: str, stance: Stance) -> None:
    assert [s.stance for s in said(text)] == [stance]


SILENT = {
    "thought": "The minister hopes the truce will hold.",
    "a deed": "The ministry called the ambassador on Friday.",
    "the terms of speaking": "The official spoke on condition of anonymity.",
    "a reporter's question": "Asked whether the truce would hold, the minister left.",
    "things do not speak": "The visit highlights the deep ties between the two.",
    "when one speaks": "Speaking on the eve of the summit, the minister waved.",
    "where one speaks": "Speaking on a visit to Oslo, the minister waved.",
    "an attack of arms": "The army's attack on the south killed two.",
    "yet to be told": "The ministry opened an inquiry to clarify what happened.",
    "a scare quote": 'The so-called "line" was never drawn.',
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_no_statement(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize("kind", [PartKind.CAPTION, PartKind.TRAILER])
def test_captions_and_trailers_make_no_statements(kind: PartKind) -> None:
    text = "The envoy said talks go on."
    reading = read_one(Document("report", text, parts=(Part(kind, 0, len(text)),)))
    assert find_statements(reading, find_actors(reading), ()) == ()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the three reports are not here")
@pytest.mark.parametrize(
    ("report", "speaker", "via", "words"),
    [
        ("000", "Wang Yi", ("Chinese Foreign Ministry",), "both sides should"),
        ("000", "Wang Yi", ("Chinese Foreign Ministry",), "the United States should view"),
        ("000", "Antony Blinken", ("Matthew Miller",), "the United States will continue"),
        ("001", "Wang Yi", ("Chinese Foreign Ministry",), "the Taiwan issue is"),
        ("001", "A senior Biden administration official", (), "The topics ranged"),
        ("002", "Xi Jinping", ("Chinese Foreign Ministry",), "China seeks"),
    ],
)
def test_the_three_reports(report: str, speaker: str, via: tuple[str, ...], words: str) -> None:
    text = next(SEEDS.glob(f"{report}_*")).read_text(encoding="utf-8")
    spoken = next(s for s in said(text) if s.content[0].text.startswith(words))
    assert (spoken.speaker, spoken.via) == (speaker, via)
    if words == "The topics ranged":
        assert spoken.condition == "on condition of anonymity"


# ---------------------------------------------------------------- what nobody should have to read


def proven(reading: Reading) -> None:
    """Every span is in the document word for word."""
    for spoken in find_statements(reading, find_actors(reading), ()):
        assert spoken.content
        for span in (*spoken.content, *spoken.cue, *spoken.source, *spoken.quotes):
            assert reading.document.quote(span) == span.text
    for relation in find_attributions(reading):
        for span in (*relation.source, *relation.cue, *relation.content):
            assert reading.document.quote(span) == span.text


BAD = {
    "unbalanced marks": '“““”” "a "b said he „ « » ‹ 「 』 ‘ ’ " said the minister “We go. ‘On ' * 20,
    "all capitals": 'THE MINISTER SAID TALKS WOULD GO ON. "WE AGREE," HE SAID. CHINA WARNED JAPAN.',
    "cues without end": "said " * 400,
    "sources without end": "according to the ministry, " * 300,
    "told of told": "He said that she said that " * 40 + "it was so.",
    "nothing but marks": "\" ' ” “ " * 60,
    "empty": "",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_input_is_read_without_failing(text: str) -> None:
    proven(read(text))


def test_a_long_quotation_is_one_statement_in_linear_time() -> None:
    def spent(times: int) -> float:
        text = '"' + "We will keep the line open and say so. " * times + '" the minister said.'
        reading = read(text)
        cast = find_actors(reading)
        start = time.thread_time()
        assert len(find_statements(reading, cast, ())) == 1
        return time.thread_time() - start

    spent(10)
    assert any(spent(800) < 40 * spent(100) + 0.5 for _ in range(3))


def test_many_speakers() -> None:
    text = "\n\n".join(f'"Point {i} is fine," Ivan Petrov{i} said. "And {i} too."' for i in range(120))
    reading = read(text)
    assert len(find_statements(reading, find_actors(reading), ())) == 240
    labels = "\n\n".join(f"SPEAKER {chr(65 + i % 26)}{chr(65 + i // 26)}: I agree with point {i}." for i in range(120))
    assert len(find_attributions(read(labels))) == 120


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Wang",
                "said",
                "that",
                '"We',
                'go."',
                ",",
                ".",
                "“",
                "”",
                "according to",
                "the ministry",
                "told",
                "Blinken",
                "\n\n",
                "he",
                ":",
                "warned",
            ]
        ),
        max_size=40,
    )
)
def test_every_span_is_proven(words: list[str]) -> None:
    proven(read_one(Document("report", " ".join(words))))
