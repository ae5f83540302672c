"""The gate before the parser: what of a report must be read, told by the names of sides in it.

A report that opens with two sides side by side, or is full of such passages, is read whole; of another only those passages are, with its
opening and the sentence before each; one that never brings two sides together is not read.

    "Washington and Tokyo agreed on steel quotas." is read whole; "Wheat closed lower in Chicago, U.S. traders said." is not read
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from communique.analysis.actors.tables import office_words
from communique.analysis.matters import issued
from communique.analysis.named_sides import NOBODY, WORD, people, sides
from communique.analysis.parse import Stretch, reading_text
from communique.model import Document, PartKind

# The end of a sentence, told by what stands on both sides of the stop; a headline or paragraph ends with its line.
SENTENCE = re.compile(r"(?<=[a-z0-9”\"’')%][a-z0-9”\"’')%])[.!?][\"”’')]*\s+(?=[\"“‘('*]?[A-Z])|\n\s*\n|\n {2}")
OPENING = 2  # sentences below the headline
# A report is one between sides if so much of its text is in sentences that bring two together, or so much with such an opening.
MUCH, SOME = 0.4, 0.3


def to_read(document: Document) -> tuple[Stretch, ...]:
    """The stretches of the reading text that must be read: all of it as one, passages where sides come together, or none."""
    text = reading_text(document)[0]
    if issued(document):
        return ((0, len(text)),)
    sentences = _sentences(text)
    meeting = _meeting(document, text, sentences)
    if not meeting:
        return ()
    share = sum(sentences[i][1] - sentences[i][0] for i in meeting) / len(text)
    opening = min(OPENING + bool(document.title), len(sentences))
    if share >= MUCH or (share >= SOME and meeting[0] < opening):
        return ((0, len(text)),)
    needed = {*range(opening - 1), *meeting, *(max(i - 1, 0) for i in meeting)}
    return tuple(_joined(sentences[i] for i in sorted(needed)))


def _sentences(text: str) -> list[Stretch]:
    ends = [match.end() for match in SENTENCE.finditer(text)]
    return [(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if start < end]


def _meeting(document: Document, text: str, sentences: Sequence[Stretch]) -> list[int]:
    """The sentences that bring two sides together, each with the one before."""
    told = [WORD.findall(text, start, end) for start, end in sentences]
    known = people(told, document.published.year if document.published else None)
    source = office_words().home.get((document.source or "").lower().replace(" ", ""))
    home = frozenset((source,)) if source else frozenset()
    written = _dateline(document, len(text) - len(document.text))
    found, before = [], NOBODY
    for i, words in enumerate(told):
        start, end = sentences[i]
        here = sides(words, known, len(WORD.findall(text, start, written[1])) if written[0] in range(start, end) else 0)
        if here.beside(before, home):
            found.append(i)
        before = here
    return found


def _dateline(document: Document, shift: int) -> Stretch:
    """Where the dateline stands; -1 for none."""
    found = next((part for part in document.parts if part.kind is PartKind.DATELINE), None)
    return (-1, -1) if found is None else (found.start + shift, found.end + shift)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches that follow each other as one."""
    begun: int | None = None
    last = 0
    for start, end in stretches:
        if begun is None or start != last:
            if begun is not None:
                yield begun, last
            begun = start
        last = end
    if begun is not None:
        yield begun, last
