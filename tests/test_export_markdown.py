"""The briefing: each line has its footnotes, each footnote its words, and no words of a report become markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from communique.publish.markdown import escaped, markdown
from sample import EMPTY, MEETING, RECORD


def test_a_line_tells_when_what_who_where_and_leads_to_the_words() -> None:
    made = markdown(RECORD)
    line = next(row for row in made.splitlines() if "16 Mar 2023** · meeting" in row)
    assert line == (
        "- **16 Mar 2023** · meeting · held: Yoon Suk Yeol (President, South Korea) and Fumio Kishida (Prime Minister, Japan), "
        "Tokyo, on security [^2][^3]"
    )
    assert "[^3]: Wire, tokyo-held, 16 Mar 2023: “Yoon met Kishida in Tokyo on Thursday”" in made.splitlines()


def test_every_mark_has_one_note_and_every_note_a_mark() -> None:
    made = markdown(RECORD)
    notes = re.findall(r"^\[\^(\d+)\]:", made, re.MULTILINE)
    assert sorted(set(notes)) == sorted(notes) == sorted(set(re.findall(r"\[\^(\d+)\](?!:)", made)))


def test_sections_in_the_order_of_a_briefing() -> None:
    heads = [row for row in markdown(RECORD).splitlines() if row.startswith("#")]
    assert heads == ["# The record", "## Engagements ahead", "## Engagements", "## Commitments", "## Channels", "## Statements"]


def test_an_empty_record_says_so() -> None:
    assert markdown(EMPTY) == "# The record\n\nNothing in the record answers to that.\n"


MARKUP = [
    "<script>alert(1)</script>",
    "[here](javascript:alert(1))",
    "![x](http://example.org/x)",
    "**bold**",
    "# head",
    "http://example.org",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("words", MARKUP)
def test_words_of_a_report_are_never_markup(words: str) -> None:
    made = markdown(replace(EMPTY, engagements=(replace(MEETING, place=words),)))
    (tokens,) = [
        t.children for t in MarkdownIt("gfm-like", {"linkify": False}).parse(made) if t.type == "inline" and "meeting" in t.content
    ]
    assert words in "".join(t.content for t in tokens or ())
    assert {t.type for t in tokens or ()} <= {"text", "text_special", "strong_open", "strong_close"}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_words_are_text(words: str) -> None:
    (_, inline, _) = MarkdownIt("commonmark").parse(f"Place: {escaped(words)} end")
    assert {t.type for t in inline.children or ()} <= {"text", "text_special"}
    assert "".join(t.content for t in inline.children or ()) == f"Place: {' '.join(words.split())} end"
