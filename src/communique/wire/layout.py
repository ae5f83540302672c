"""What each stretch of a report is: headline, dateline, byline, body, photo caption, link trailer, note about a correction.

The text is never cut or changed; stretches are marked, in order and without overlap, and every word that is not white space lies in
exactly one of them. Whatever no habit of the wire explains is body.

    "Photo taken from a ministry's account shows the two envoys (L, R) before their talks in Hanoi on May 3, 2023. (AP/Kyodo)"
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from communique.model import Part, PartKind
from communique.wire.habits import habits

# A blank line, or in wrapped copy an indented line, begins a paragraph.
BLANK = re.compile(r"\r?\n[ \t\u00a0\r]*\n\s*|\r?\n(?=[ \t]{2,}\S)")
LINE = re.compile(r"\r?\n")
SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)\]]*$")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FULL_STOP = re.compile(r"[.][\"'”’)]*$")
ABBREVIATION = re.compile(r"(?:\b\w\.){2,}$")
COPYRIGHT = re.compile(r"(?:Copyright\b[^.\n]{0,20}|©\s*)\d{4}\b[^\n]*$")
# Copy wrapped by hand at the width of a terminal is one paragraph, however many lines it has.
WIDTH = 100
LONGEST_TITLE = 180
LONGEST_CAPTION = 600
LONGEST_BYLINE = 160
LONGEST_HEADLINE = 160
# Head matter: slug, headline, second deck, byline. Deeper down a short line is a heading inside the body.
HEAD = 4


def mark_parts(text: str, title: str | None = None) -> tuple[Part, ...]:
    """What each stretch of a text is.

    Args:
        text: the text exactly as it came.
        title: the title that came apart from it, if any; then only the same words again count as a title inside the text.

    Returns:
        Parts in order, none empty, none overlapping; only white space lies between them.
    """
    blocks = list(_blocks(text))
    heads = _titles(text, blocks, title)
    parts: list[Part] = []
    dated = linked = False
    for at, (start, end) in enumerate(blocks):
        words = text[start:end]
        linked = bool(habits().heading.match(words)) or (linked and _is_headline(words))
        if at in heads or linked:
            parts.append(Part(PartKind.TITLE if at in heads else PartKind.TRAILER, start, end))
            continue
        kind = _whole(words, at, at == len(blocks) - 1)
        if kind is not PartKind.BODY:
            parts.append(Part(kind, start, end))
            continue
        opening = [] if dated else list(_opening(text, start, end))
        dated = True
        parts.extend(opening)
        parts.extend(_within(text, opening[-1].end if opening else start, end))
    return tuple(parts)


def find_dateline(words: str) -> tuple[int, str | None]:
    """The length of the dateline at the start of a paragraph (0 when there is none), and the agency that it names."""
    found = habits().dateline.match(words)
    if found:
        return found.end(), next((agency for agency in found.groups() if agency), None)
    bare = habits().bare.match(words)
    if bare and bare["place"] not in habits().not_places and len(bare["place"]) > 3 and "U.S." not in bare["place"]:
        return bare.end(), None
    return 0, None


def _opening(text: str, start: int, end: int) -> Iterator[Part]:
    """What is run into the first body paragraph: a note in brackets, the writers' names, the dateline."""
    for kind in (PartKind.CORRECTION, PartKind.BYLINE, PartKind.DATELINE):
        while start < end and text[start].isspace():
            start += 1
        length = _opens(kind, text[start:end])
        if length:
            yield from _piece(kind, text, start, start + length)
        start += length


def _opens(kind: PartKind, words: str) -> int:
    if kind is PartKind.DATELINE:
        return find_dateline(words)[0]
    found = (habits().note if kind is PartKind.CORRECTION else habits().writers).match(words)
    return found.end() if found else 0


def headline(text: str, parts: tuple[Part, ...]) -> str | None:
    """The headline that stands in the text itself: of a slug line and a headline, the headline."""
    titles = [text[p.start : p.end] for p in parts if p.kind is PartKind.TITLE]
    return next((t for t in titles if " " in t.strip()), titles[0] if titles else None)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs as (start, end) without the white space around them."""
    edges = [(m.start(), m.end()) for m in BLANK.finditer(text)] + [(len(text), len(text))]
    start = 0
    for end, following in edges:
        pieces = [(start, end)] if _wrapped(text[start:end]) else _lines(text, start, end)
        for a, b in pieces:
            stretch = text[a:b]
            if stretch.strip():
                yield a + len(stretch) - len(stretch.lstrip()), a + len(stretch.rstrip())
        start = following


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [start, *(m.end() for m in LINE.finditer(text, start, end)), end]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]


def _wrapped(block: str) -> bool:
    """Whether the lines of a block are one paragraph, wrapped by hand: none is wide, and some go on in lower case."""
    lines = block.strip().splitlines()
    return all(len(line) <= WIDTH for line in lines) and any(line[:1].islower() for line in lines[1:])


def _titles(text: str, blocks: list[tuple[int, int]], title: str | None) -> frozenset[int]:
    """Which of the first blocks are headlines: short lines without a full stop, before a paragraph that is prose."""
    if title is not None:
        return frozenset({0} if blocks and _same(text[slice(*blocks[0])], title) else ())
    found: list[int] = []
    for at, (start, end) in enumerate(blocks[:HEAD]):
        words = text[start:end]
        if _whole(words, at, last=False) is PartKind.BYLINE:
            continue
        if "\n" in words or len(words) > LONGEST_TITLE or SENTENCE_END.search(words) or _whole(words, at, last=False) is not PartKind.BODY:
            break
        if find_dateline(words)[0]:
            break
        found.append(at)
    prose = any(re.search(r"[.!?][\"'”’)\]]*$", text[a:b]) for a, b in blocks[len(found) :])
    return frozenset(found[:2] if prose else ())


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _is_headline(words: str) -> bool:
    """Whether a paragraph after "Related coverage:" is one more link: short, and not closed like a sentence of the body.

    A headline may end in an abbreviation: "Envoys to meet on Sept. 18 in N.Y."
    """
    return len(words) <= LONGEST_HEADLINE and not (FULL_STOP.search(words) and not ABBREVIATION.search(words))


def _whole(words: str, at: int, last: bool) -> PartKind:
    """What a paragraph is as a whole; body where nothing tells otherwise."""
    table = habits()
    note = table.note.match(words)
    if table.correction.match(words) and (note is None or note.end() == len(words)):
        return PartKind.CORRECTION
    short = len(words) <= LONGEST_BYLINE
    if short and (table.contributed.search(words) or (table.byline.match(words) and (at < HEAD or last) and "\n" not in words)):
        return PartKind.BYLINE
    if COPYRIGHT.match(words) or (short and table.teaser.match(words)):
        return PartKind.TRAILER
    if len(words) <= LONGEST_CAPTION and _is_caption(words):
        return PartKind.CAPTION
    return PartKind.BODY


def _is_caption(words: str) -> bool:
    """Whether a whole paragraph is a caption: it opens like one, or it tells what is seen and who stands where or who took it."""
    table = habits()
    credits = list(table.credit.finditer(words))
    closing = bool(credits) and not words[credits[-1].end() :].strip(" .")
    if table.caption.match(words):
        return closing or not credits
    if table.pictured.search(words):
        return True
    seen = bool(table.seen.search(words))
    if closing:
        return bool(table.position.search(words)) or (seen and bool(YEAR.search(words)))
    return seen and bool(table.spelt.search(words))


def _within(text: str, start: int, end: int) -> Iterator[Part]:
    """A body paragraph, and what is glued into it: a caption between two sentences, the editors' names or a notice at its end."""
    while start < end and text[start].isspace():
        start += 1
    table = habits()
    tail = table.signature.search(text[start:end]) or COPYRIGHT.search(text[start:end])
    closing = start + tail.start() if tail else end
    at = start
    for caption in table.caption.finditer(text[start:closing]):
        opening = start + caption.start()
        credit = table.credit.search(text, opening, min(closing, opening + LONGEST_CAPTION))
        if opening < at or credit is None:
            continue
        yield from _piece(PartKind.BODY, text, at, opening)
        yield Part(PartKind.CAPTION, opening, credit.end())
        at = credit.end()
    yield from _piece(PartKind.BODY, text, at, closing)
    if tail:
        kind = PartKind.BYLINE if tail.re is table.signature else PartKind.TRAILER
        yield from _piece(kind, text, closing, end)


def _piece(kind: PartKind, text: str, start: int, end: int) -> Iterator[Part]:
    """The stretch without the white space around it, if anything is left."""
    stretch = text[start:end]
    if stretch.strip():
        yield Part(kind, start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()))
