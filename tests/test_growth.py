"""No text takes time beyond its length: readers and finders on hostile texts doubled again and again, in seconds of the processor
that works on them (the library that multiplies matrices may keep others busy).

A few doublings here; with ``HYPOTHESIS_PROFILE=deep`` (``make fuzz``) ten, up to a million characters where nothing is parsed.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable
from html import escape
from time import thread_time
from typing import TypeVar

import pytest

from communique.analysis import parse
from communique.analysis.actors import find_actors
from communique.analysis.attribution import find_statements
from communique.analysis.attribution.manner import COURTESY
from communique.analysis.channels import find_channels
from communique.analysis.commitments import find_commitments
from communique.analysis.comparisons import find_comparisons
from communique.analysis.dates import find_dates
from communique.analysis.dating import date_report
from communique.analysis.engagements import find_engagements
from communique.analysis.engagements.groups import MOST as MENTIONS
from communique.analysis.follow_through import find_follow_through
from communique.analysis.gate import to_read
from communique.analysis.marks import mark
from communique.analysis.matters import between_sides
from communique.analysis.parse import LONGEST_SENTENCE, paragraphs, pipeline, prepared, read_all, read_one
from communique.analysis.topics import topics_in
from communique.model import Document
from communique.store.search import parse as parse_search
from communique.wire import plain_document, read_bytes
from communique.wire.days import read_day
from communique.wire.language import other_language
from communique.wire.layout import mark_parts
from communique.wire.markup import text_of_html
from communique.wire.plain import slug
from communique.wire.sniffing import ending_of
from one_story import (
    ADDRESS,
    HTML_BODY,
    PARAGRAPHS,
    TITLE,
    line,
    mail,
    newsml,
    newsml_item,
    nitf,
    page,
    pdf,
    plain,
    rss,
    table,
    warc_record,
    zipped,
)

T = TypeVar("T")
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
DAY = dt.date(2024, 3, 1)
# Four times the text may take eight times as long; by the square of its length it would take sixteen times.
MOST = 8.0
NOTHING = 0.05  # seconds that are too few to be measured well
FAST = 1e-6  # seconds for a character; what is quicker is more at the mercy of memory than of its own steps
STOP = 20.0  # seconds after which a text is long enough

UNITS = {
    "quotation marks": '"',
    "curly marks": "“",
    "open brackets": "(",
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "numbers listed": "1, ",
    "commas": ", ",
    "full stops": ".",
    "initials": "A. ",
    "hyphens": "a-",
    "line ends": "\n",
    "line ends of another system": "\r\n \r\n",
    "spaces": " ",
    "and": "and ",
    "slashes": "ROME/",
    "places": "ROME, ",
    "names": "Ann Lee and ",
    "bylines": "By Ann Lee and ",
    "brackets of captions": "(L, ",
    "corrections": "(Corrects (a) ",
    "slugs": "UPDATE 1-",
    "leads": "(LEAD) ",
    "links": "Related coverage:\n",
    "infinitives": "from Monday to ",
    "to try to": "to try ",
    "days": "Friday, March 3, 2023, ",
    "ages": "three days before ",
    "open tags": "<p>",
    "open attributes": '<a b="',
    "attributes without end": "<a b",
    "comments": "<!--",
    "references": "&#",
    "accents": "\u0301",
}
SENTENCES = {
    "quoted": '"We met," he said, ',
    "told on and on": "the minister said that ",
    "offices": "U.S. Secretary of State ",
    "states": "China, Japan and ",
    "who met whom": "Ann Lee, who met Wang Yi, ",
    "meetings": "Foreign Minister Wang Yi met Foreign Minister Yoko Kamikawa in Tokyo on Friday. ",
    "promises": "agreed to resume talks and to hold a summit and ",
    "paragraphs": "They met on Friday.\n\n",
    "lines": "China cut the military hotline. Japan restored it as promised. ",
    "comparisons": "It was the first visit since 2019, ",
    "questions": "Q: Did you meet? A: Yes.\n\n",
    "statements": "“We agreed,” Blinken said. ",
}
FINDERS: dict[str, Callable[[str], object]] = {
    "parts": mark_parts,
    "title": slug,
    "language": other_language,
    "marked-up words": text_of_html,
    "day": read_day,
    "dates": lambda text: find_dates(text, DAY),
    "dating": lambda text: date_report(plain_document(text, "a.txt")),
    "paragraphs": lambda text: paragraphs(plain_document(text, "a.txt")),
    "gate": lambda text: to_read(plain_document(text, "a.txt")),
    "search": parse_search,
    "a file": lambda text: read_bytes(text.encode(), "a.txt"),
    "JSON Lines": lambda text: read_bytes(text.encode(), "a.jsonl"),
    "a table": lambda text: read_bytes(text.encode() + b"\nThe envoys met.", "a.csv"),
    "a feed": lambda text: read_bytes(f"<rss><channel><item><description>{text}".encode(), "a.rss"),
    "a page": lambda text: read_bytes(f"<html><body><article><p>The envoys met.</p>{text}".encode(), "a.html"),
    "a story in NITF": lambda text: read_bytes(nitf().replace(b"<p>", f"<p>{escape(text)}".encode(), 1), "a.xml"),
    "the words of a mail": lambda text: read_bytes(f"Subject: a\nContent-Type: text/html\n\n{text}".encode(), "a.eml"),
    "the head of a mail": lambda text: read_bytes(f"Subject: {text}\nFrom: {text}\nDate: {text}\n\nThey met.".encode(), "a.eml"),
    "the type of a mail": lambda text: read_bytes(f"Subject: a\nContent-Type: {text}\n\nThey met.".encode(), "a.eml"),
}


REPORTS: dict[str, Callable[[int], bytes]] = {
    "a.jsonl": lambda number: line() * number,
    "a.json": lambda number: b"[" + b",".join([line()] * number) + b"]",
    "a.csv": lambda number: table() + table().partition(b"\n")[2] * number,
    "a.rss": lambda number: rss(f"<item><title>{TITLE}</title><description>They met.</description></item>" * number),
    "a.xml": lambda number: newsml(*map(newsml_item, range(number))),
    "a.zip": lambda number: zipped(**{f"m{n}_txt": plain() for n in range(number)}),
    "a.eml": lambda number: mail(**{f"m{n}_txt": plain() for n in range(number)}),
    "a.warc": lambda number: warc_record(ADDRESS, page()) * number,
    "a.pdf": lambda number: pdf(*[(TITLE, *PARAGRAPHS)] * number),
    "one page.pdf": lambda number: pdf((TITLE, *PARAGRAPHS * number)),
    "a.html": lambda number: page(body=HTML_BODY * number),
}


def text_of(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def spent(find: Callable[[], object]) -> float:
    # As ``timeit`` does it: what Python gathers up is of all that was made before, and is no step of a finder.
    gc.disable()
    begun = thread_time()
    try:
        find()
        return thread_time() - begun
    finally:
        gc.enable()


# Below the longest sentence a finder may weigh each word against each other, and nothing is cut and parsed again; a word and its space
# are some six characters, and even "offices", of six to the word, is cut at twice that length.
SMALLEST = 12 * LONGEST_SENTENCE


def too_steep(cost: Callable[[int], dict[str, float]], first: int, doublings: int, least: int = 0) -> list[str]:
    """The finders for which four times the text took too much longer; ``cost`` gives the seconds of each for a size."""
    known: dict[int, dict[str, float]] = {}
    steep: list[str] = []
    for size in (first << n for n in range(doublings + 1)):
        known[size] = cost(size)
        before = known.get(size // 4, {}) if size // 4 >= least else {}
        for name, seconds in known[size].items():
            if name in before and seconds > max(NOTHING, size * FAST, MOST * before[name]):
                again, less = cost(size)[name], cost(size // 4)[name]  # another program may have been in the way
                if min(seconds, again) > max(NOTHING, size * FAST, MOST * max(less, before[name])):
                    steep.append(f"{name}: {less:.2f} s for {size // 4:,} characters, {again:.2f} s for {size:,}")
        if steep or sum(known[size].values()) > STOP:
            break
    return steep


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("finder", FINDERS)
def test_words_that_are_not_parsed(finder: str) -> None:
    find = FINDERS[finder]
    find("The ministers met on Friday.")
    for unit in (UNITS | SENTENCES).values():
        first, doublings = (1024, 10) if DEEP else (1024, 3)
        assert too_steep(lambda size, unit=unit: {finder: spent(lambda: find(text_of(unit, size)))}, first, doublings) == [], unit


@pytest.mark.parametrize("name", REPORTS)
def test_reports_of_any_number(name: str) -> None:
    def cost(number: int) -> dict[str, float]:
        data = REPORTS[name](number)
        return {name: spent(lambda: read_bytes(data, name))}

    cost(1)
    first, doublings = (8, 10) if DEEP else (8, 3)
    assert too_steep(cost, first, doublings) == []


def seconds_of(text: str) -> dict[str, float]:
    """What each finder takes for a text."""
    found: dict[str, float] = {}

    def timed(name: str, find: Callable[[], T]) -> T:
        kept: list[T] = []
        found[name] = spent(lambda: kept.append(find()))
        return kept[0]

    reading = timed("parse", lambda: read_one(plain_document(text, "a.txt", published=DAY)))
    timexes = find_dates(reading.text, DAY)
    cast = timed("actors", lambda: find_actors(reading))
    timed("marks", lambda: mark(reading, cast, timexes))
    statements = timed("statements", lambda: find_statements(reading, cast, timexes))
    engagements = timed("engagements", lambda: find_engagements(reading, cast, timexes, statements))
    commitments = timed("commitments", lambda: find_commitments(reading, cast, timexes, engagements))
    channels = timed("channels", lambda: find_channels(reading, cast, timexes, engagements))
    timed("follow-through", lambda: find_follow_through(reading, cast, timexes, engagements))
    timed("comparisons", lambda: find_comparisons(reading, cast, timexes, engagements))
    timed("topics", lambda: topics_in(text))
    timed("a matter between sides", lambda: between_sides(reading, cast, (*engagements, *statements, *commitments, *channels)))
    return found


@pytest.mark.parametrize("name", UNITS | SENTENCES if DEEP else SENTENCES)
def test_words_that_are_parsed(name: str) -> None:
    unit = (UNITS | SENTENCES)[name]
    if unit.strip():
        seconds_of("The ministers met on Friday.")
        first, doublings = (128, 10) if DEEP else (SMALLEST, 2)
        assert too_steep(lambda size: seconds_of(text_of(unit, size)), first, doublings, SMALLEST) == []


def test_an_engagement_told_on_and_on_is_one_engagement() -> None:
    reading = read_one(plain_document(SENTENCES["meetings"] * 2 * MENTIONS, "a.txt", published=DAY))
    timexes, cast = find_dates(reading.text, DAY), find_actors(reading)
    assert [len(e.evidence) for e in find_engagements(reading, cast, timexes, ())] == [MENTIONS]


# ---------------------------------------------------------------- what was steep once


STEEP: dict[str, Callable[[], object]] = {
    "each infinitive looked at all before it": lambda: find_dates("from Monday to " * 15 + "to go to try to get " * 5, DAY),
    "each word of a byline was parted in all ways": lambda: mark_parts("They agree\n\nBy " + "Anna Leeee and " * 30 + "others, they met."),
    "white space on both sides of no colon": lambda: mark_parts("Related coverage" + " " * 60_000 + "x"),
    "comments were parted in all ways": lambda: ending_of("-", b"<!---->" * 400),
    "each paragraph looked at all parts": lambda: paragraphs(plain_document("a\n\n" * 40_000, "a.txt")),
    "each token looked at all": lambda: prepared(Document("a", "1, " * 25_000), pipeline()),
    "each full stop looked at all behind it": lambda: COURTESY.findall("." * 40_000),
}


@pytest.mark.parametrize("name", STEEP)
def test_what_took_minutes(name: str) -> None:
    assert spent(STEEP[name]) < 3.0


def test_a_word_without_end_is_cut_and_keeps_its_place() -> None:
    text = '"' * 2_000 + " The ministers met in Vienna."
    doc = read_one(Document("a", text)).doc
    assert max(map(len, text.split())) == 2_000
    assert doc.text[299] == " "
    last = doc[-2]
    assert text[last.idx : last.idx + len(last)] == "Vienna"


def test_a_sentence_without_end_is_cut() -> None:
    doc = read_one(Document("a", "the envoy met and " * 400)).doc
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE
    assert len(doc) > 3 * LONGEST_SENTENCE


def test_a_long_report_is_parsed_in_pieces_and_is_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "PIECE", 200)
    paragraph = "The foreign ministers of China and Japan met in Tokyo on Friday. They agreed to resume talks.\n\n"
    text = paragraph * 30
    whole, short = read_one(Document("a", text)), read_one(Document("b", paragraph))
    assert whole.doc.text == text
    assert len(whole.doc) == 600
    per = len(list(short.sentences()))
    assert len(list(whole.sentences())) == per * text.count("Tokyo")
    assert [t.tag_ for t in whole.doc[-len(short.doc) :]] == [t.tag_ for t in short.doc]


def test_no_more_is_parsed_at_once_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty-two long reports are not one batch."""
    monkeypatch.setattr(parse, "MOST_AT_ONCE", 200)
    nlp, sizes = pipeline(), []
    pipe = type(nlp).pipe

    def watched(self, docs, **rest):
        docs = list(docs)
        sizes.append(sum(map(len, docs)))
        return pipe(self, docs, **rest)

    monkeypatch.setattr(type(nlp), "pipe", watched)
    reports = [Document(str(n), "They met. " * 30) for n in range(5)]
    assert [reading.document.id for reading in read_all(reports)] == ["0", "1", "2", "3", "4"]
    assert sizes == [180, 180, 90]
