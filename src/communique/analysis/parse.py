"""Sentences and tokens: spaCy over a document's title and text, loaded only when something must be read.

All finders work on one string, the *reading text*: the title (when it came apart), a blank line, the text. One parse covers it, so
``token.idx`` is the offset in the reading text; ``Reading.span`` turns such offsets into spans of the document. Sentences never cross
a paragraph. Characters that confuse the tokeniser are replaced one for one, so offsets stay true.

    "Blinken, who met Xi on Monday, said both sides agreed to keep lines open."
"""

from __future__ import annotations

import hashlib
import itertools
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communique.analysis.pipeline import pipeline
from communique.analysis.recall import Parses, recalled
from communique.model import Document, Part, PartKind, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Slice

SEPARATOR = "\n\n"
# Reading offsets of the first character and one past the last.
Stretch = tuple[int, int]
# No-break and thin spaces, soft hyphens and exotic hyphens become plain ones before parsing; one character for one.
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2010": "-", "\u00ad": "-", "\t": " "})
# After these a capital does not begin a sentence: "U.S. Secretary of State Antony Blinken on Friday agreed ..."
ABBREVIATED = frozenset(
    "U.S. U.N. U.K. E.U. Mr. Mrs. Ms. Dr. Gen. Lt. Col. Maj. Adm. Capt. Sen. Rep. Gov. St. Jr. Prof. Amb. Hon. No.".split()
)
# Nor after a pair that is one word: "chaired the U.S.-Mexico High-Level Dialogue".
PAIRED = re.compile(r"U\.[SKN]\.[-–]\w")
BLANK_LINE = r"\n[ \t\u00a0]*\n\s*"
BREAK = re.compile(BLANK_LINE + r"|\n")
WRAPPED = re.compile(BLANK_LINE)
# The tokeniser looks at a word once more for each sign at its ends; what is this long without a space is no word and is cut.
ENDLESS = re.compile(r"\S{300}(?=\S)")
# Tokens; the longest sentence of a report has some two hundred, more has only a list whose entries end without a full stop.
LONGEST_SENTENCE = 300
# Tokens of one piece of a long document, some 50,000 characters, and of all that is parsed in one go.
PIECE = 10_000
MOST_AT_ONCE = 2 * PIECE
# A line that goes on in the next one: long, and without the end of a sentence.
GOES_ON = re.compile(r"^[^\n]{45,100}(?<![.!?:\"”’)])\n(?=[^\s])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed document. ``parts`` are in reading offsets, one for each paragraph, title first.

    Args:
        text: the reading text, blank where it was not read.
        shift: the reading offset at which the document's text begins.
        stretches: what of the reading text was read, in order; all of it as one, as a rule.
    """

    document: Document
    text: str
    shift: int
    doc: Doc
    parts: tuple[Part, ...]
    stretches: tuple[Stretch, ...]

    @property
    def gap(self) -> int:
        """The first reading offset that was not read; the end of the text when all was."""
        return self.stretches[0][1]

    def span(self, start: int, end: int) -> Span:
        """The document's span for reading offsets; white space at both ends is left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < self.shift:
            end = min(end, self.shift - len(SEPARATOR))
            return Span(start, end, (self.document.title or "")[start:end], title=True)
        start, end = start - self.shift, end - self.shift
        return Span(start, end, self.document.text[start:end])

    def offset(self, span: Span) -> int:
        """The reading offset at which a span of the document starts."""
        return span.start if span.title else span.start + self.shift

    def part(self, offset: int) -> PartKind:
        """What the paragraph at a reading offset is (body when between paragraphs)."""
        at = bisect_right(self.parts, offset, key=lambda part: part.start) - 1
        return self.parts[at].kind if at >= 0 and offset < self.parts[at].end else PartKind.BODY

    def sentences(self, *kinds: PartKind) -> Iterator[Slice]:
        """Sentences in reading order; with kinds given, only those of such parts."""
        for sentence in self.doc.sents:
            first = next((t for t in sentence if not t.is_space), None)
            if first is not None and (not kinds or self.part(first.idx) in kinds):
                yield sentence


def reading_text(document: Document) -> tuple[str, int]:
    """Title, blank line, text; and the offset at which the text begins."""
    if not document.title:
        return document.text, 0
    return document.title + SEPARATOR + document.text, len(document.title) + len(SEPARATOR)


def paragraphs(document: Document) -> tuple[Part, ...]:
    """The paragraphs of the reading text with their kinds; a paragraph lies in the part that holds its first character."""
    text, shift = reading_text(document)
    found: list[Part] = []
    if shift:
        found.append(Part(PartKind.TITLE, 0, shift - len(SEPARATOR)))
    start = shift
    breaks = WRAPPED if hard_wrapped(document.text) else BREAK
    # A single line end breaks only where words follow.
    last = len(text.rstrip())
    edges = [m.span() for m in breaks.finditer(text, shift) if len(m[0]) > 1 or m.end() <= last] + [(len(text), len(text))]
    for end, following in edges:
        found.extend(Part(kind, a, b) for kind, a, b in _pieces(document, shift, start, end) if text[a:b].strip())
        start = following
    return tuple(found)


def hard_wrapped(text: str) -> bool:
    """Whether lines end by their width and not by their sense, as old wires sent them; then only a blank line ends a paragraph."""
    lines = text.count("\n") - 2 * len(WRAPPED.findall(text))
    return lines > 3 and 2 * sum(1 for _ in GOES_ON.finditer(text)) > lines


def _pieces(document: Document, shift: int, start: int, end: int) -> Iterator[tuple[PartKind, int, int]]:
    """Cut a paragraph where a part of the document begins or ends inside it (a caption glued to the body)."""
    at = start
    parts = document.parts
    first = bisect_right(parts, start - shift, key=lambda part: part.end)
    for part in itertools.takewhile(lambda part: part.start + shift < end, (parts[i] for i in range(first, len(parts)))):
        a, b = part.start + shift, part.end + shift
        if a > at:
            yield PartKind.BODY, at, a
        yield part.kind, max(a, at), min(b, end)
        at = min(b, end)
    if at < end:
        yield PartKind.BODY, at, end


def _only(text: str, stretches: Iterable[Stretch]) -> str:
    """A text with all blank except some stretches, each character in its place."""
    pieces, at = [], 0
    for start, end in stretches:
        pieces += [" " * (start - at), text[start:end]]
        at = end
    return "".join((*pieces, " " * (len(text) - at)))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document's tokens with the beginnings of sentences that are sure, and what its reading needs besides."""

    doc: Doc
    text: str
    shift: int
    parts: tuple[Part, ...]
    stretches: tuple[Stretch, ...]


def prepared(document: Document, nlp: Language, stretches: Sequence[Stretch] | None = None) -> Prepared:
    """A sentence begins at each paragraph and each stretch, and none at white space or after an abbreviation."""
    text, shift = reading_text(document)
    stretches = ((0, len(text)),) if stretches is None else tuple(stretches)
    text = _only(text, stretches)
    parts = paragraphs(document)
    doc = nlp.make_doc(ENDLESS.sub(lambda run: run[0][:-1] + " ", text.translate(PLAIN)))
    words = [token.text for token in doc]
    places = [token.idx for token in doc]
    opening: set[int] = set()
    for start in (*(part.start for part in parts), *(start for start, _ in stretches)):
        at = bisect_right(places, start) - 1
        if at >= 0 and start < places[at] + len(words[at]):
            opening.add(next((i for i in range(at, len(words)) if not words[i].isspace()), at))
    starts = [0] * len(words)
    closed = False
    for i, word in enumerate(words):
        if word.isspace():
            starts[i] = -1 if i else 1
        elif i in opening or _after_site(words, i):
            starts[i] = 1
        elif closed:
            starts[i] = -1
        closed = (word.islower() and word.isalpha()) or word == "," or _goes_on(words, i)
    return Prepared(_started(doc, starts), text, shift, parts, stretches)


def _started(doc: Doc, starts: Sequence[int]) -> Doc:
    """Tokens with the beginnings of sentences set at once: 1 begins one, -1 does not, 0 is left to the parser."""
    import numpy

    if starts:
        marks: Any = numpy.asarray(starts, dtype="int64").astype("uint64")
        doc.from_array(["SENT_START"], marks)
    return doc


def _after_site(words: Sequence[str], i: int) -> bool:
    """Whether a sentence has just ended with the site whose name looks like an initial: 'he posted on X. "Russia will ...'."""
    return i > 1 and words[i - 1] == "X." and words[i - 2] == "on" and (words[i][0].isupper() or words[i][0] in "\"“'‘")


def _goes_on(words: Sequence[str], i: int) -> bool:
    """Whether no sentence can end with a token that is no plain word: an abbreviation, "(ROK)"."""
    word = words[i]
    if word in ABBREVIATED or (word[:2] == "U." and PAIRED.match(word)):
        return True
    return word == ")" and i > 1 and words[i - 2] == "(" and words[i - 1].isupper()


def _together(docs: Iterable[Doc], most: int) -> Iterator[list[Doc]]:
    """What is parsed in one go: at most so many, and no more tokens than the parser may hold."""
    some: list[Doc] = []
    for doc in docs:
        if some and (len(some) == most or sum(map(len, some)) + len(doc) > MOST_AT_ONCE):
            yield some
            some = []
        some.append(doc)
    if some:
        yield some


def _pieces_of(doc: Doc) -> Iterator[Doc]:
    """A long document in pieces that end with a paragraph, for the parser's memory grows with what it holds at once."""
    starts = [token.is_sent_start for token in doc]
    begun = 0
    while len(doc) - begun > PIECE:
        end = next((at for at in range(begun + PIECE, begun, -1) if starts[at]), begun + PIECE)
        yield _copy(doc, starts, begun, end)
        begun = end
    yield _copy(doc, starts, begun, len(doc)) if begun else doc


def _copy(doc: Doc, starts: Sequence[bool | None], begun: int, end: int) -> Doc:
    """Tokens as a document of their own, not yet parsed."""
    some = doc[begun:end]
    return type(doc)(doc.vocab, [t.text for t in some], [bool(t.whitespace_) for t in some], sent_starts=list(starts[begun:end]))


def _joined(parsed: list[Doc]) -> Doc:
    doc = type(parsed[0]).from_docs(parsed, ensure_whitespace=False)
    assert doc is not None
    return doc


def _cut(doc: Doc, nlp: Language) -> Doc:
    """A parsed piece; where a sentence runs on without an end, parsed once more with it cut to sentences of the longest length."""
    if all(len(sentence) <= LONGEST_SENTENCE for sentence in doc.sents):
        return doc
    starts: list[bool | None] = [None] * len(doc)
    for sentence in doc.sents:
        for at in range(sentence.start, sentence.end, LONGEST_SENTENCE):
            starts[at] = True
    return nlp(_copy(doc, starts, 0, len(doc)))


def read_all(
    documents: Iterable[Document],
    batch: int = 32,
    stretches: Iterable[Sequence[Stretch] | None] = itertools.repeat(None),
    parses: Parses | None = None,
) -> Iterator[Reading]:
    """Parse documents in order, in batches; where stretches are given for a document only those, as if the rest were blank.

    Args:
        parses: where parses are kept; what is there is not parsed again.
    """
    nlp = pipeline()
    pending: deque[tuple[Document, Prepared, int]] = deque()

    def docs() -> Iterator[Doc]:
        for document, some in zip(documents, stretches, strict=False):
            ready = prepared(document, nlp, some)
            pieces = list(_pieces_of(ready.doc))
            pending.append((document, ready, len(pieces)))
            yield from pieces

    def parsed(some: Iterable[Doc]) -> Iterator[Doc]:
        return (_cut(doc, nlp) for doc in nlp.pipe(some, batch_size=batch))

    together = _together(docs(), batch)
    piece = (doc for some in together for doc in (parsed(some) if parses is None else recalled(some, nlp, parses, parsed)))
    while (first := next(piece, None)) is not None:
        document, ready, number = pending.popleft()
        doc = first if number == 1 else _joined([first, *itertools.islice(piece, number - 1)])
        yield Reading(document, ready.text, ready.shift, doc, ready.parts, ready.stretches)


def read_one(document: Document, stretches: Sequence[Stretch] | None = None) -> Reading:
    """Parse one document, or some stretches of it."""
    return next(read_all([document], stretches=[stretches]))


def begin(tokens: Token | Slice) -> int:
    """Reading offset of the first character."""
    return tokens.idx if hasattr(tokens, "idx") else tokens.start_char


def finish(tokens: Token | Slice) -> int:
    """Reading offset one past the last character."""
    return tokens.idx + len(tokens.text) if hasattr(tokens, "idx") else tokens.end_char


def claim_id(document: Document, kind: str, *pieces: object) -> str:
    """A claim's id: stable under re-reading as long as document, kind and the words of evidence stay."""
    seed = "\x1f".join([document.id, kind, *(f"{p.start}-{p.end}{'t' * p.title}" if isinstance(p, Span) else str(p) for p in pieces)])
    return f"{kind[0]}{hashlib.sha256(seed.encode()).hexdigest()[:12]}"
