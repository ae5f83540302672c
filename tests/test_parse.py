"""Sentences, paragraphs and spans: offsets that stay true, breaks that wires make, lemmas that the model misses."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from communique.analysis.actors import find_actors
from communique.analysis.dates import find_dates
from communique.analysis.marks import mark
from communique.analysis.parse import claim_id, hard_wrapped, paragraphs, read_one, reading_text
from communique.analysis.pipeline import MODEL, lemmas, pipeline
from communique.model import Document, Part, PartKind, Span

WRAPPED = (
    "OSLO, March 3 - Norwegian officials said on Tuesday that the credit line was agreed by\n"
    "the two governments after talks that lasted for more than three days, and that its first\n"
    "part would be paid in April if parliament ratified the accord before the end of\n"
    "the month. A spokesman declined to comment on the terms of the loan and added\n"
    "that both sides were content.\n"
)
LISTED = "Talks in Oslo.\nThe ministers met on Monday.\nThey agreed to meet again.\nNo day was set.\nThe text is below.\n"


def test_a_hard_wrapped_text_is_one_paragraph() -> None:
    assert hard_wrapped(WRAPPED)
    assert len(paragraphs(Document("d", WRAPPED))) == 1


def test_lines_that_end_sentences_are_paragraphs() -> None:
    assert not hard_wrapped(LISTED)
    assert len(paragraphs(Document("d", LISTED))) == 5


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    reading = read_one(Document("d", "U.S. Secretary of State John Kerry met Gen. Khalifa Haftar. They spoke for an hour."))
    assert [s.text.strip() for s in reading.sentences()] == [
        "U.S. Secretary of State John Kerry met Gen. Khalifa Haftar.",
        "They spoke for an hour.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sherman spoke on Monday with United Arab Emirates (UAE) Deputy Foreign Minister Khalifa Almarar and Minister Badr Albusaidi.",
        "The envoys, Ambassador Lim and Director General Funakoshi, met in Seoul.",
    ],
    ids=["after-an-acronym-in-brackets", "after-a-comma"],
)
def test_no_sentence_ends_without_a_mark(text: str) -> None:
    assert [s.text for s in read_one(Document("d", text)).sentences()] == [text]


def test_the_title_is_read_first_and_keeps_its_own_places() -> None:
    document = Document("d", "The envoys met in Doha.", title="Envoys meet")
    reading = read_one(document)
    at = reading.text.index("Doha")
    assert reading.span(at, at + 4) == Span(18, 22, "Doha")
    assert reading.span(0, 6) == Span(0, 6, "Envoys", title=True)
    assert reading.part(0) is PartKind.TITLE
    assert [s.text.strip() for s in reading.sentences(PartKind.TITLE)] == ["Envoys meet"]


def test_a_part_inside_a_line_is_cut_out() -> None:
    text = "BERN (ATS) - The envoys met."
    parts = paragraphs(Document("d", text, parts=(Part(PartKind.DATELINE, 0, 13),)))
    assert [(p.kind, text[p.start : p.end]) for p in parts] == [(PartKind.DATELINE, "BERN (ATS) - "), (PartKind.BODY, "The envoys met.")]


@pytest.mark.parametrize(("form", "lemma"), [("hoped", "hope"), ("slated", "slate"), ("reopened", "reopen")])
def test_lemmas_that_the_model_gets_wrong(form: str, lemma: str) -> None:
    assert lemmas()[form] == lemma
    word = next(t for t in read_one(Document("d", f"The visit was {form} for May.")).doc if t.text == form)
    assert word.lemma_ == lemma


def test_a_claim_keeps_its_id_as_long_as_its_words_stay() -> None:
    document = Document("d", "They met.")
    assert claim_id(document, "engagement", Span(0, 4, "They")) == claim_id(document, "engagement", Span(0, 4, "They"))
    assert claim_id(document, "engagement", Span(0, 4, "They")) != claim_id(document, "engagement", Span(0, 4, "They", title=True))


@settings(max_examples=60, deadline=None)
@given(title=st.none() | st.text("ab .\n\u00a0", min_size=1, max_size=12), text=st.text("aB. \n\t\u00a0\u2011’é", max_size=80))
def test_every_token_stands_in_the_document(title: str | None, text: str) -> None:
    document = Document("d", text, title=title)
    reading = read_one(document)
    assert reading.text == reading_text(document)[0]
    for token in reading.doc:
        if not token.is_space:
            span = reading.span(token.idx, token.idx + len(token))
            assert document.quote(span) == span.text


def test_names_and_days_are_marked_by_our_own_finders() -> None:
    reading = read_one(Document("d", "Estonian envoy Kersti Lepik told NATO in Ankara on Friday that Turkey had agreed."))
    mark(reading, find_actors(reading), find_dates(reading.text, None))
    marked = {t.text: t.ent_type_ for t in reading.doc if t.ent_type_}
    assert marked == {"Lepik": "PERSON", "NATO": "ORG", "Ankara": "GPE", "Friday": "DATE", "Turkey": "GPE"}


HEARD = (
    "There is no plan, and there's little hope. Let's wait: they ain't gonna sign, you gotta see it. Y'all know.",
    "U.S. Secretary of State Antony Blinken met Wang Yi in Munich on Friday.\n\nThe two had hoped to meet that month, and did so.",
    "It is they who met. But the talks, which had been put off, didn't begin; c'mon, somethin' was goin' on.",
)


def forms_of(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.dep_, t.head.text, t.pos_, lemmas().get(t.lower_, t.lemma_)) for t in doc]


@pytest.mark.parametrize("most", [50_000, 12, 2], ids=["all remembered", "some forgotten", "hardly any"])
def test_what_is_remembered_is_what_the_model_says(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = importlib.import_module(MODEL).load()
    monkeypatch.setattr("communique.analysis.pipeline.MOST", most)
    quick = pipeline.__wrapped__()
    for text in (*HEARD, *HEARD):
        assert forms_of(quick(text)) == forms_of(plain(text))
