"""Web pages and feeds: the story of a page without its menus and teasers, the entries of RSS and Atom.

A page's day is taken only from where a page says it to machines (its header, its markup), never guessed from its words; a page that says
none is dated from its own words like any report.

    <meta property="article:published_time" content="2023-05-03T10:15:00Z">
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Mapping
from typing import Any

from communique.extras import needed
from communique.model import Problem
from communique.wire.batch import Batch, Origin, failed, joined, passed_over
from communique.wire.days import read_day
from communique.wire.markup import text_of_html
from communique.wire.plain import check_text, plain_document

HEAD = 2_048  # bytes in which a page must say its charset
SAID_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*(?:["']\s*)?([\w.:-]+)""", re.IGNORECASE)
XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# What HTML says of a page without a charset that is not UTF-8, and of what calls itself Latin-1.
WESTERN = "cp1252"
DATES_AS_SAID = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
SHORTEST = 150  # characters; less is a list of links or an error page


def read_page(data: bytes, origin: Origin, address: str | None = None, charset: str | None = None) -> Batch:
    """The story of a web page.

    Args:
        address: where it was found; its id.
        charset: what its server said of it.

    Raises:
        MissingExtraError: trafilatura is not installed.
    """
    text = _decoded(data, origin.name, charset)
    if isinstance(text, Problem):
        return Batch((), (text,))
    trafilatura = needed("trafilatura", "html", "HTML")
    found = trafilatura.bare_extraction(text, url=address, include_comments=False, with_metadata=True, date_extraction_params=DATES_AS_SAID)
    lines = [line for line in (found.text or "").split("\n") if line.strip()] if found is not None else []
    # The headline stands apart; said once more at the head of the story it would be read twice.
    story = "\n\n".join(lines[1:] if lines and lines[0].strip() == found.title else lines)
    if len(story) < SHORTEST:
        return passed_over(origin.name, "no story in this page")
    if wrong := check_text(story, origin.name):
        return Batch((), (wrong,))
    day = read_day(found.date) if found.date else None
    document = plain_document(
        story,
        origin.name,
        id=address,
        title=found.title or None,
        source=found.sitename or found.hostname or None,
        published=day or origin.published,
        basis="metadata" if day else "given",
    )
    return Batch((document,))


def read_feed(data: bytes, origin: Origin) -> Batch:
    """The entries of a feed, each as long as the feed gives it.

    Raises:
        MissingExtraError: feedparser is not installed.
    """
    if re.search(rb"<!ENTITY", data, re.IGNORECASE):
        return failed(origin.name, "XML is refused: it declares entities of its own")
    parser = needed("feedparser", "feeds", "RSS and Atom")
    try:
        feed = parser.parse(io.BytesIO(data))
    except (ValueError, KeyError) as error:
        # Bytes that are of no charset at all are too much for it.
        return failed(origin.name, f"a feed too damaged to be read: {error}")
    if not feed.entries:
        fault = f": {feed.bozo_exception}" if feed.get("bozo") else ""
        return failed(origin.name, f"no feed, or one without entries{fault}")
    return joined(_read_entry(entry, feed.feed, origin) for entry in feed.entries)


def links(data: bytes) -> tuple[str, ...]:
    """The addresses to which the entries of a feed lead.

    Raises:
        MissingExtraError: feedparser is not installed.
    """
    feed = needed("feedparser", "feeds", "RSS and Atom").parse(io.BytesIO(data))
    return tuple(dict.fromkeys(entry["link"] for entry in feed.entries if entry.get("link")))


def _read_entry(entry: Mapping[str, Any], feed: Mapping[str, Any], origin: Origin) -> Batch:
    name = f"{origin.name} ({entry.get('id') or entry.get('link') or entry.get('title') or 'entry'})"
    contents = [content["value"] for content in entry.get("content") or () if content.get("value")]
    text = text_of_html(contents[0] if contents else entry.get("summary") or "")
    if not text:
        return passed_over(name, "no words in this entry")
    if wrong := check_text(text, name):
        return Batch((), (wrong,))
    written = entry.get("published") or entry.get("updated")
    day = read_day(written) if written else None
    document = plain_document(
        text,
        origin.name,
        id=entry.get("id") or entry.get("link"),
        title=text_of_html(entry.get("title") or "").replace("\n\n", " ") or None,
        source=(entry.get("source") or {}).get("title") or feed.get("title") or None,
        published=day or origin.published,
        basis="metadata" if day else "given",
    )
    notes = (Problem(name, f"the day of publication cannot be read: {written[:40]!r}"),) if written and day is None else ()
    return Batch((document,), notes=notes)


def _decoded(data: bytes, name: str, charset: str | None) -> str | Problem:
    """The page as text by the first of: its mark, its server's word, its own word, UTF-8, what the web falls back to."""
    mark = next((encoding for start, encoding in MARKS.items() if data.startswith(start)), None)
    own = SAID_CHARSET.search(data[:HEAD]) or XML_CHARSET.search(data[:HEAD])
    said = mark or charset or (own[1].decode("ascii", "replace") if own else None)
    try:
        if said is None:
            try:
                return data.decode("utf-8")
            except UnicodeDecodeError:
                return data.decode(WESTERN)
        western = codecs.lookup(said).name in ("iso8859-1", "ascii")
        return data.decode(WESTERN if western else said)
    except LookupError:
        return Problem(name, f"no charset is called {said!r}")
    except UnicodeDecodeError as error:
        return Problem(
            name, f"not in the charset {said or WESTERN} that it is said to be in: byte 0x{data[error.start]:02x} at {error.start:,}"
        )
