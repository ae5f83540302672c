"""Random bytes and words at every door: a reader names what is wrong and never throws, a finder proves each claim or finds none.

The same hundred examples each here, some thousands of new ones with ``HYPOTHESIS_PROFILE=deep`` (``make fuzz``).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from communique.analysis.attribution import find_attributions
from communique.analysis.dates import find_dates
from communique.analysis.dating import date_report
from communique.analysis.parse import read_one
from communique.model import Document
from communique.run.assisting import said
from communique.run.finding import find_all
from communique.run.langextract import read_annotated
from communique.run.proposing import BUILDERS, propose
from communique.run.raw import InputError, document_from
from communique.store.claims import proven
from communique.store.log import read_log
from communique.wire import Batch, plain_document, read_bytes
from communique.wire.days import read_day, read_moment
from communique.wire.layout import mark_parts
from one_story import STORIES, TEXT

QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
# Words and signs that the rules look for, put together without sense.
PIECES = (
    "the a two both sides his their Foreign Minister Ministry President Secretary of State envoy spokesperson Wang Yi Blinken "
    "Ann Lee U.S. China Japan EU UN Geneva Tokyo met meet meeting talks call visit will to has been agreed pledged said says "
    "told that who which and or , . : ; - – — “ ” \" ‘ ’ ( ) [ ] ' 's on in at from until since before after by for with "
    "Monday Friday March 3 31 2023 1999 30 first next last second week month year days ago tomorrow hotline military cut "
    "restored suspended postponed cancelled not never no deny if would could may Q: A: (L) (Reuters) -- Photo Related "
    "coverage: CORRECTED- UPDATE 1- © & % $ 12 1,000 0 00 \n \n\n \t \u00a0 \u00ad \u200b \u202e é \u0301 😀"
)
WORDS = st.lists(st.sampled_from(PIECES.split(" ")) | st.text(max_size=6), max_size=60).map(" ".join)
FIELDS = "id text title published source uri type headline headlines bodies body_text body_xhtml value role version pubStatus".split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), inner, max_size=6),
    max_leaves=12,
)


def sound(batch: Batch) -> None:
    """No reader failed, and what is read can be a report."""
    assert [p.what for p in batch.problems if "reader failed" in p.what] == []
    for document in batch.documents:
        assert document.text.strip()
        assert document.id
        assert "".join(c for p in document.parts for c in document.text[p.start : p.end] if not c.isspace()) == "".join(
            c for c in document.text if not c.isspace()
        )


@QUIET
@given(data=st.data(), name=st.sampled_from(sorted(STORIES)))
def test_a_story_cut_and_spliced(data: st.DataObject, name: str) -> None:
    story = STORIES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(story)))
        end = data.draw(st.integers(at, min(len(story), at + 40)))
        piece = data.draw(
            st.binary(max_size=12) | st.sampled_from([b"<", b"]]>", b"--", b'"', b"{", b"\xff\xfe", b"&#x0;", b"=?utf-8?b?", b"\r\n"])
        )
        story = story[:at] + piece * data.draw(st.sampled_from([1, 1, 1, 300])) + story[end:]
    sound(read_bytes(story, data.draw(st.sampled_from([name, "standard input"]))))


@QUIET
@given(
    name=st.sampled_from(sorted(STORIES)), charset=st.sampled_from(["utf-16", "utf-32", "cp1252", "koi8-r", "utf-7", "shift_jis", "cp037"])
)
def test_a_story_in_another_charset(name: str, charset: str) -> None:
    sound(read_bytes(STORIES[name].decode("utf-8", "ignore").encode(charset, "replace"), name))


@QUIET
@given(row=JSON, ending=st.sampled_from([".json", ".jsonl"]))
def test_any_json(row: object, ending: str) -> None:
    sound(read_bytes(json.dumps(row).encode(), f"a{ending}"))
    list(read_log([json.dumps(row)], "log"))
    list(read_annotated(json.dumps(row).encode(), "annotated"))
    with contextlib.suppress(InputError):
        document_from(json.dumps(row), 1)


TOLD = plain_document(TEXT, "a.txt", title="Leaders meet", published=dt.date(2023, 3, 16))
QUOTES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 200)).map(lambda place: TEXT[place[0] : place[0] + place[1]])
PROPOSALS = st.dictionaries(
    st.sampled_from("kind status sides people place by toward what strength name state speaker side stance start".split()),
    JSON | QUOTES | st.sampled_from(["JPN", "Japan", "meeting", "held", "agreed", "cut", "said", ["JPN", "KOR"], [{"name": "Kishida"}]]),
)


@QUIET
@given(
    rows=st.lists(
        st.builds(lambda fields, sort, quote: fields | {"type": sort, "quote": quote}, PROPOSALS, st.sampled_from(list(BUILDERS)), QUOTES)
        | JSON
    )
)
def test_a_proposal_of_anything_is_refused_or_stands_in_its_report(rows: list[object]) -> None:
    made = propose(TOLD, rows, "a model", ())
    assert proven(TOLD, made.claims)[1] == ()
    assert all(claim.id and claim.document == TOLD.id for claim in made.claims)


@QUIET
@given(answer=JSON.map(lambda given: json.dumps(given).encode()) | st.binary(max_size=60), within=st.booleans())
def test_an_answer_of_anything_is_rows_or_a_reason(answer: bytes, within: bool) -> None:
    told = json.dumps({"choices": [{"message": {"content": answer.decode("utf-8", "replace")}}]}).encode() if within else answer
    assert isinstance(said(told), list | str)


NESTS = {
    ".json": b'{"a":[',
    ".xml": b"<nitf><p>",
    ".html": b"<div><!--",
    ".rss": b"<rss><channel>",
    ".txt": b"(\xe2\x80\x9c[",
    ".csv": b'"\n',
}


@pytest.mark.parametrize("ending", NESTS)
def test_any_depth(ending: str) -> None:
    for depth in (1, 150, 5_000):
        sound(read_bytes(NESTS[ending] * depth + b" They met.", f"a{ending}"))


@pytest.mark.parametrize("depth", [1, 150, 5_000])
def test_any_depth_of_a_mail(depth: int) -> None:
    head = b"Subject: a\n"
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    sound(read_bytes(head + parts + b"Content-Type: text/plain\n\nThey met.\n", "a.eml"))
    sound(read_bytes((head + b"Content-Type: message/rfc822\n\n") * depth + head + b"\nThey met.", "a.eml"))


@QUIET
@given(words=st.text(max_size=60) | WORDS)
def test_any_day_of_publication(words: str) -> None:
    day, moment = read_day(words), read_moment(words)
    assert day is None or isinstance(day, dt.date)
    assert moment is None or moment.tzinfo is not None


@QUIET
@given(text=WORDS | st.text(max_size=200), published=st.none() | DAYS)
def test_dates_in_any_words_stand_at_their_places(text: str, published: dt.date | None) -> None:
    last = 0
    for found in find_dates(text, published):
        assert text[found.start : found.end] == found.text
        assert found.start >= last
        assert not (found.earliest and found.latest) or found.earliest <= found.latest
        last = found.end
    date_report(Document("a", text))


@QUIET
@given(text=WORDS | st.text(max_size=200), title=st.none() | WORDS)
def test_parts_of_any_words_cover_them_once(text: str, title: str | None) -> None:
    at = 0
    for part in mark_parts(text, title):
        assert at <= part.start < part.end
        assert not text[at : part.start].strip()
        at = part.end
    assert not text[at:].strip()


@QUIET
@given(text=WORDS, title=st.none() | WORDS.filter(str.strip), published=st.none() | DAYS)
def test_every_claim_in_any_words_is_proven(text: str, title: str | None, published: dt.date | None) -> None:
    assume(text.strip())
    (found,) = find_all([plain_document(text, "a.txt", title=title, published=published)])
    assert found.failure is None
    assert proven(found.document, found.claims)[1] == ()


@QUIET
@given(text=WORDS)
def test_quotations_in_any_words_stand_at_their_places(text: str) -> None:
    assume(text.strip())
    for found in find_attributions(read_one(Document("a", text))):
        for span in (*found.source, *found.cue, *found.content):
            assert text[span.start : span.end] == span.text != ""
