"""Readouts and briefings: who is heard sentence by sentence, what a pointing word is about, the manner, and the agenda of the meeting.

"They discussed fisheries. Berg stressed that the issue must be settled." - Berg speaks of fisheries, which both discussed.
"""

from __future__ import annotations

import datetime as dt
import functools

import pytest

from communique.analysis.actors import find_actors
from communique.analysis.attribution import find_statements
from communique.analysis.dates import find_dates
from communique.analysis.engagements import find_engagements
from communique.analysis.marks import mark
from communique.analysis.parse import read_one
from communique.model import Document, Engagement, Stance, Statement

DAY = dt.date(2024, 2, 16)  # a Friday


@functools.cache
def said(text: str) -> tuple[Statement, ...]:
    reading = read_one(Document("readout", text))
    return find_statements(reading, find_actors(reading), ())


@functools.cache
def met(text: str, title: str | None = None) -> tuple[Engagement, ...]:
    reading = read_one(Document("readout", text, title=title, published=DAY, published_basis="given"))
    cast, timexes = find_actors(reading), find_dates(reading.text, DAY)
    mark(reading, cast, timexes)
    return find_engagements(reading, cast, timexes, find_statements(reading, cast, timexes))


def words(statement: Statement) -> str:
    return " … ".join(span.text for span in statement.content)


# ---------------------------------------------------------------- what belongs to the words said

CONTENTS = {
    "a participle has the subject of its verb": (
        "Wang Yi praised the long ties between the two ports, highlighting the trust of both peoples.",
        ["the long ties between the two ports", "the trust of both peoples"],
    ),
    "two futures": (
        "The ministers expressed hope that the talks will be useful, and will bring relief to both coasts.",
        ["the talks will be useful, and will bring relief to both coasts"],
    ),
    "a list after willingness": (
        "Wang Yi expressed his willingness to work with Oslo to widen trade, properly settle disputes, and keep the line open.",
        ["to work with Oslo to widen trade, properly settle disputes, and keep the line open"],
    ),
    "the reason given": (
        "Wang Yi warned against shifting the blame on Beijing, since it was Oslo that had sent the ships.",
        ["shifting the blame on Beijing … since it was Oslo that had sent the ships"],
    ),
    "made a thing clear": ("Wang Yi also made clear China's opposition to the use of force.", ["China's opposition to the use of force"]),
    "an aim behind a noun": (
        "The ministers recalled their commitment to strengthen patrols at sea.",
        ["their commitment to strengthen patrols at sea"],
    ),
    "an aim behind an aside": (
        "The minister highlighted the commitment of Oslo, alongside others, to continue patrols at sea.",
        ["the commitment of Oslo, alongside others, to continue patrols at sea"],
    ),
    "condolences": (
        "The president expressed his condolences over the crash that killed two.",
        ["the crash that killed two"],
    ),
    "another's commitment": ("The minister reaffirmed the bloc's commitment to a fair deal.", ["the bloc's commitment to a fair deal"]),
    "parts behind a noun": (
        "The ministry expressed support for dialogue, starting with the talks on fisheries in May.",
        ["dialogue, starting with the talks on fisheries in May"],
    ),
    "a phrase behind the marks": (
        "Wang Yi said ships may do “whatever they please” to any boat in the bay.",
        ["ships may do “whatever they please” to any boat in the bay"],
    ),
    "another's word behind the first": (
        "A Polish diplomat said 'the door is still there' while the mayor of Oslo said talks had ended.",
        ["the door is still there", "talks had ended"],
    ),
    "while in the passive": (
        "Wang Yi said ties must grow, while doubts must be voiced in private.",
        ["ties must grow, while doubts must be voiced in private"],
    ),
}


@pytest.mark.parametrize(("text", "contents"), CONTENTS.values(), ids=CONTENTS)
def test_what_is_said(text: str, contents: list[str]) -> None:
    assert [words(s) for s in said(text)] == contents


SILENT = {
    "a paper put out": "The ministry published the following readout on Friday.",
    "speech to come": "Antony Blinken will tell Wang Yi that the ban must go.",
    "a source cited": "The ships turned back, the paper wrote on Friday, citing two people at the port.",
    "by telephone": "The presidents spoke on the phone to discuss fisheries.",
    "what is to be left off": "All must refrain from threatening to use force.",
    "things strike": "Windows broke as the shelling hit the yard.",
    "another's support": "Alexander Stubb raised Oslo's support for the rebels.",
    "acting by a rule": "Oslo does not act according to that logic.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_is_no_statement_of_its_own(text: str) -> None:
    assert [words(s) for s in said(text) if "citing" not in text or s.cue[0].text == "citing"] == []


# ---------------------------------------------------------------- who is heard

LEADERS = "Finnish President Alexander Stubb met Estonian President Alar Karis in Turku. "
HEARD = {
    "both sides, then they": (
        "Both Finland and Estonia stressed the importance of the cable. They expressed their readiness to repair it.",
        ["FIN, EST", "FIN, EST"],
    ),
    "they are the presidents": (
        LEADERS + "The presidents recalled that their two countries were neighbours. They emphasised the need to keep the ferry.",
        ["FIN, EST", "FIN, EST"],
    ),
    "it was noted": (LEADERS + "Stubb said trade had grown. It was noted that the ferry must sail daily.", ["FIN", "FIN"]),
    "attention was drawn": (LEADERS + "Stubb said trade had grown. Attention was drawn to the state of the cable.", ["FIN", "FIN"]),
    "a need was stressed": (LEADERS + "Stubb said trade had grown. The importance of the cable was stressed.", ["FIN", "FIN"]),
    "a president and a prime minister": (
        LEADERS + "The two presidents dined. Stubb and Karis also welcomed a deal on the ferry.",
        ["FIN, EST"],
    ),
    "informed about": (LEADERS + "Stubb also informed his counterpart about the talks on the cable.", ["FIN"]),
    "understanding": (LEADERS + "Karis expressed understanding of the delay.", ["EST"]),
    "the two heads of state": (LEADERS + "The two heads of state agreed to meet again.", ["FIN, EST"]),
    "the leaders": (LEADERS + "The leaders agreed to meet again.", ["FIN, EST"]),
    "it was agreed after others were told of": (
        LEADERS + "Stubb told Karis of the talks between the delegations of Sweden and Norway. It was agreed to meet again.",
        ["FIN", "FIN, EST"],
    ),
    "it was agreed": (LEADERS + "It was agreed to meet again.", ["FIN, EST"]),
}


@pytest.mark.parametrize(("text", "sides"), HEARD.values(), ids=HEARD)
def test_who_is_heard(text: str, sides: list[str]) -> None:
    assert [s.side for s in said(text)] == sides


def test_they_are_people_where_people_spoke() -> None:
    text, _ = HEARD["they are the presidents"]
    assert said(text)[1].speaker == "Alexander Stubb and Alar Karis"


WANG = "Wang Yi met Antony Blinken in Oslo. Wang Yi said that trade had grown. "
GOING_ON = {
    "in the first person": ("These are questions for both peoples. I am willing to work with him.", True),
    "a question to the sides": ("Can the two countries open more ports? We owe an answer to our peoples.", True),
    "a side that is ready": ("China is ready for further talks.", True),
    "a term in quotation marks": ("“Open ports” should remain the rule and not the exception in this trade.", True),
    "the reporter's present": ("China is a large trader.", False),
}


@pytest.mark.parametrize(("more", "heard"), GOING_ON.values(), ids=GOING_ON)
def test_how_a_speaker_goes_on(more: str, heard: bool) -> None:
    found = said(WANG + more)
    assert [words(s) for s in found[1:]] == ([more.strip("“.")] if heard else [])
    assert {s.speaker for s in found} == {"Wang Yi"}


# ---------------------------------------------------------------- transcripts

BRIEFING = (
    "Pekka Aalto briefed the press on the call between President Alexander Stubb and President Alar Karis. "
    "Aide to the President Pekka Aalto: Good evening! The call has just ended. President Karis spoke of the cable. "
    "He said that the cable was safe. Question: Was the ferry raised? Pekka Aalto: No, it was not. "
    "Question: Will there be another call? Pekka Aalto: I cannot tell you that today."
)


def test_turns_within_one_paragraph() -> None:
    turns = [s for s in said(BRIEFING) if s.rules == ("label",)]
    assert [s.speaker for s in turns] == ["Pekka Aalto"] * 3
    assert words(turns[1]) == "No, it was not"


def test_he_in_a_turn_is_another_than_the_one_who_has_it() -> None:
    (safe,) = (s for s in said(BRIEFING) if words(s) == "the cable was safe")
    assert (safe.speaker, safe.via) == ("Alar Karis", ("Pekka Aalto",))


def test_a_bare_letter_marks_a_question() -> None:
    text = (
        "SENIOR ADMINISTRATION OFFICIAL: Thank you all. The call was long.\n\nQ Thanks. Did he threaten anyone?\n\n"
        "SENIOR ADMINISTRATION OFFICIAL: He did not.\n\nQ And the ferry?"
    )
    first, second = said(text)
    assert (first.speaker, first.side, first.anonymous, first.stance) == ("senior administration official", "USA", True, Stance.SAID)
    assert words(second) == "He did not"


def test_an_answer_is_the_spokespersons_to_the_end() -> None:
    text = (
        "Finnish government spokesperson Pekka Aalto answered a question on the ferry.\n\nQ: Will it sail?\n\n"
        "A: It will sail in May.\n\nWe note that tickets are sold."
    )
    (spoken,) = (s for s in said(text) if s.rules == ("label",))
    assert (spoken.speaker, spoken.side) == ("Pekka Aalto", "FIN")
    assert "tickets are sold" in words(spoken)


def test_one_question_and_its_answer() -> None:
    text = (
        "Finnish government spokesperson Pekka Aalto answered a question on Friday.\n\n"
        "Herald reporter: The mayor said the ferry was full. What is your comment?\n\n"
        "Pekka Aalto: The ferry is not full.\n\nIt has never been full."
    )
    (answer,) = (s for s in said(text) if s.rules == ("label",))
    assert (answer.speaker, answer.side) == ("Pekka Aalto", "FIN")
    assert "It has never been full" in words(answer)


def test_a_paper_tells_of_the_quotation_and_of_its_speaker() -> None:
    text = '"We have made progress," Alexander Stubb said on Friday, according to Estonian state television.'
    assert [(s.speaker, len(s.via)) for s in said(text)] == [("Alexander Stubb", 1)]


def test_a_turn_of_nobody_known_that_ends_in_a_question_is_one() -> None:
    text = "Weekly Herald: Is there a date?\n\nMinister Aalto: There is none.\n\nWeekly Herald: And a place?\n\nMinister Aalto: Oslo."
    assert [words(s) for s in said(text)] == ["There is none", "Oslo"]


def test_five_hundred_turns_in_one_paragraph() -> None:
    text = " ".join(f"Question: Is point {i} settled? Pekka Aalto: It is settled." for i in range(250))
    assert len(said(text)) == 250


# ---------------------------------------------------------------- manner

MANNERS = {
    "a pledge to strike back": ("The ministry vowed to retaliate within days.", Stance.THREATENED),
    "a pledge to block": ("The ministry vowed to block the deal.", Stance.OPPOSED),
    "a pledge of backing": ("The ministry promised full support for the truce.", Stance.SUPPORTED),
    "support pledged": ("The ministry pledged support for the rescue.", Stance.SUPPORTED),
    "support voiced": ("The ministry voiced support for the rights of fishermen.", Stance.SUPPORTED),
    "a pledge": ("The ministry promised to answer in May.", Stance.AGREED),
    "called bad": ("The ministry called the map a dangerous joke.", Stance.OPPOSED),
    "called good": ("The ministry called the visit a success.", Stance.WELCOMED),
    "asked somebody to act": ("The ministry asked Oslo to open the port.", Stance.DEMANDED),
    "suggested a step": ("The ministry suggested the two sides expand the ferry line.", Stance.OFFERED),
    "would respond if": ("The ministry said Oslo would respond decisively if the line was crossed.", Stance.THREATENED),
    "suffering to come": ("The ministry said a siege would cause great suffering.", Stance.WARNED),
    "no good to come is no warning": ("The ministry said the talks would bring about better ties.", Stance.SAID),
    "concerns voiced": ("The ministry voiced the deep concerns of the fishermen about the drills.", Stance.RAISED_CONCERN),
    "no such intention": ("The ministry said there was no intention to close the port.", Stance.DENIED),
    "never said": ("The ministry said nobody had ever promised a port.", Stance.DENIED),
    "should before its subject": ("The ministry said costs would rise should Oslo go on.", Stance.SAID),
    "should after its subject": ("The ministry said Oslo should open the port.", Stance.DEMANDED),
    "supports firmly": ("The ministry said Oslo firmly supported the truce.", Stance.SUPPORTED),
    "a good call": ("The ministry said it was a very good phone call.", Stance.SAID),
    "to a great deal": ("The ministry said the drafts overlap to a great deal.", Stance.SAID),
    "let him speak": ("The ministry said it would let the envoy speak for himself.", Stance.DECLINED),
}


@pytest.mark.parametrize(("text", "stance"), MANNERS.values(), ids=MANNERS)
def test_manner(text: str, stance: Stance) -> None:
    assert [s.stance for s in said(text)] == [stance]


# ---------------------------------------------------------------- topics

ABOUT = {
    "its own words": ("The two discussed Syria. Stubb said Taiwan mattered.", ("Taiwan",)),
    "this issue": ("The two discussed Syria. Stubb said that talks on this issue should go on.", ("Syria",)),
    "it": ("The two discussed the Iran nuclear deal. Stubb stressed that it must be kept.", ("Iran", "Iran nuclear deal")),
    "it stands for nothing": ("The two discussed Syria. Stubb said it was vital to talk.", ()),
    "the words before in the sentence": (
        "The meeting turned to Syria, with Finland emphasising the importance of the dialogue on this topic.",
        ("Syria",),
    ),
}


@pytest.mark.parametrize(("text", "topics"), ABOUT.values(), ids=ABOUT)
def test_what_a_statement_is_about(text: str, topics: tuple[str, ...]) -> None:
    assert said(LEADERS + text)[-1].topics == topics


MEETING = "Secretary of State Antony Blinken met Foreign Minister Wang Yi in Munich on Friday. "
AGENDA = {
    "discussed": ("They also discussed Haiti.", ("Haiti",)),
    "met to discuss": ("The ministers met to discuss Haiti and Syria.", ("Haiti", "Syria")),
    "exchanged views": ("The two sides exchanged views on Haiti.", ("Haiti",)),
    "an exchange of views": ("The meeting also included a candid exchange of views on Haiti.", ("Haiti",)),
    "focused on": ("The conversation focused on Haiti.", ("Haiti",)),
    "topped the agenda": ("The crisis in Haiti topped the agenda.", ("Haiti",)),
    "of no talks": ("The ministry said it would review sanctions.", ()),
    "ought to be discussed": ("Both sides should discuss Haiti.", ()),
    "a question": ("Did they discuss Haiti?", ()),
    "one side's paper": ("The Chinese readout discussed Haiti.", ()),
}


@pytest.mark.parametrize(("more", "topics"), AGENDA.values(), ids=AGENDA)
def test_the_agenda_of_a_meeting(more: str, topics: tuple[str, ...]) -> None:
    claim = met(MEETING + more)[0]
    assert claim.topics == topics
    assert any(span.text in more for span in claim.evidence) == bool(topics)


def test_the_agenda_goes_to_the_meeting_told_in_the_sentence() -> None:
    text = MEETING + "Blinken also spoke by phone with Foreign Minister Hakan Fidan of Turkey about Syria."
    assert {"+".join(c.sides): c.topics for c in met(text)} == {"CHN+USA": (), "TUR+USA": ("Syria",)}


def test_a_gathering_told_of_later_in_the_sentence_has_another_agenda() -> None:
    text = "Joe Biden spoke today with President Emmanuel Macron. They discussed sanctions that NATO leaders will consider in July."
    assert met(text)[0].topics == ("sanctions", "NATO")


def test_the_place_of_a_meeting_is_no_topic() -> None:
    (claim,) = met("Antony Blinken met Wang Yi in New York on Friday, on the margins of the United Nations General Assembly.")
    assert (claim.topics, claim.occasion is not None) == ((), True)


# ---------------------------------------------------------------- what readouts call a meeting

CALLED = {
    "a video talk": ("Dong Jun held a video talk with his American counterpart Lloyd Austin on Friday.", ["call"]),
    "a dialogue discussed": (
        "President Joe Biden spoke with President Xi Jinping of China on Friday. The presidents discussed a dialogue on ransomware.",
        ["call"],
    ),
    "an interviewer": ("Antony Blinken spoke with John Smith of the Weekly Herald about China on Friday.", []),
    "when it comes to": ("When it comes to Haiti, the United States has made its concern clear.", []),
}


@pytest.mark.parametrize(("text", "kinds"), CALLED.values(), ids=CALLED)
def test_what_is_held(text: str, kinds: list[str]) -> None:
    assert [claim.kind for claim in met(text)] == kinds


def test_a_headline_within_the_text_tells_the_past() -> None:
    text = "Wang Yi meets with U.S. Secretary of State Blinken\n\nOn Friday, Wang Yi held talks with Antony Blinken in Munich."
    assert [claim.status for claim in met(text)] == ["held"]


def test_talks_elsewhere_give_a_call_no_place() -> None:
    claims = met("Antony Blinken spoke today with Wang Yi. They continued the discussions in Munich.")
    assert [claim.place for claim in claims if claim.kind == "call"] == [None]
