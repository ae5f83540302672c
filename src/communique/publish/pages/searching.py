"""Search over everything: entries of the record and paragraphs of the reports, each hit marked and its place in the report known.

/search?q="red line": two statements, one engagement, four paragraphs
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.model import Document, Span
from communique.publish.find import Entry
from communique.publish.found import Passage, passage
from communique.publish.pages import wording
from communique.publish.pages.catalogue import Catalogue
from communique.store import AFTER, BEFORE, Hit

LIMIT = 30


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry and the words of it that answer."""

    entry: Entry
    passage: Passage


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """A paragraph and where it stands; ``href`` shows it in its report."""

    document: Document
    passage: Passage
    href: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """What was found, best first."""

    entries: tuple[FoundEntry, ...]
    paragraphs: tuple[FoundParagraph, ...]


def search_view(catalogue: Catalogue, hits: Iterable[Hit]) -> SearchView:
    """The hits that belong to the record as of its day."""
    entries: dict[str, FoundEntry] = {}
    paragraphs = []
    for hit in hits:
        found = passage(hit.document, hit.claim, hit.excerpt, BEFORE, AFTER)
        document = catalogue.documents.get(hit.document)
        if document is None:
            continue
        if hit.claim is None:
            paragraphs.append(FoundParagraph(document, found, _address(document, found)))
            continue
        entry = catalogue.entries.get(catalogue.entry_of.get(hit.claim, ""))
        if entry is not None and not isinstance(entry, Document):
            entries.setdefault(entry.id, FoundEntry(entry, found))
    return SearchView(tuple(entries.values()), tuple(paragraphs))


def _address(document: Document, found: Passage) -> str:
    """Where a paragraph stands in its report."""
    words = "".join(text for text, _ in found.pieces).strip("…")
    for title, text in ((True, document.title or ""), (False, document.text)):
        start = text.find(words)
        if start >= 0 and words:
            return wording.place(document.id, Span(start, start + len(words), words, title))
    return wording.path(document)
