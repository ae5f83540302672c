"""Communiqués as PDF: the words of all pages in the order of the file, lines joined to paragraphs.

A PDF has lines with places and no paragraphs; a wider gap than usual between two lines, or a first line set in, begins one. The day of
publication is not in it: what its maker writes there is the day of making the file.

    "JOINT STATEMENT" / "1. The two leaders met in Tokyo and agreed to" + "resume mutual visits."
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator
from typing import Any, NamedTuple

from communique.extras import needed
from communique.wire.batch import Batch, Origin, failed
from communique.wire.plain import LONGEST, check_text, plain_document

MOST_PAGES = 2_000
GAP = 1.35  # times the usual distance of lines
SOFT_HYPHEN = re.compile("(?:\ufffe|\u0002|\u00ad)$")
PAGE_NUMBER = re.compile(r"(?:page )?[-–— ]*\d{1,4}(?: ?(?:/|of) ?\d{1,4})?[-–— ]*", re.IGNORECASE)


class Line(NamedTuple):
    """A line of a page; the baseline's distance from the foot of the page."""

    words: str
    height: float


def read_pdf(data: bytes, origin: Origin) -> Batch:
    """The text of a PDF.

    Raises:
        MissingExtraError: pypdfium2 is not installed.
    """
    pdfium = needed("pypdfium2", "pdf", "PDF")
    try:
        opened = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return failed(origin.name, f"no PDF that can be opened: {error}")
    try:
        if len(opened) > MOST_PAGES:
            return failed(origin.name, f"too long for a report: {len(opened):,} pages")
        paragraphs: list[str] = []
        for number in range(len(opened)):
            paragraphs += _paragraphs(list(_lines(opened[number])))
            if sum(map(len, paragraphs)) > LONGEST:
                return failed(origin.name, f"too long for a report: more than {LONGEST:,} characters")
    except pdfium.PdfiumError as error:
        return failed(origin.name, f"a page of the PDF cannot be read: {error}")
    finally:
        opened.close()
    text = "\n\n".join(paragraphs)
    if not text:
        return failed(origin.name, "no words in this PDF: it may be a scan, whose words nobody has recognised yet")
    if wrong := check_text(text, origin.name):
        return Batch((), (wrong,))
    return Batch((plain_document(text, origin.name, published=origin.published),))


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page, its number left out."""
    words = page.get_textpage()
    text, start = words.get_text_range(), 0
    for piece in text.splitlines(keepends=True):
        bare = piece.strip()
        if bare and not PAGE_NUMBER.fullmatch(bare):
            at = start + len(piece) - len(piece.lstrip())
            yield Line(bare, words.get_charbox(at, loose=True)[1])
        start += len(piece)


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    steps = [above.height - below.height for above, below in itertools.pairwise(lines)]
    down = [step for step in steps if step > 0]
    usual = statistics.median_low(down) if down else 0.0
    paragraph = ""
    for at, line in enumerate(lines):
        if paragraph and (steps[at - 1] > GAP * usual or steps[at - 1] <= 0):
            yield paragraph
            paragraph = ""
        # A word that was parted at the end of its line is one word again.
        parted = SOFT_HYPHEN.search(paragraph)
        paragraph = paragraph[: parted.start()] + line.words if parted else f"{paragraph} {line.words}".lstrip()
    if paragraph:
        yield paragraph
