"""Reports that copy one another: updates of one story, reprints, digests; all of them are one source.

Two reports of the same days that share most sentences of the shorter one tell one story. Their claims all count, but a second telling
in the same words confirms nothing.

    "Lee to visit China from Jan. 4-7", "(LEAD) Lee to visit China next week": one story, one source
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from communique.model import Document

# Shorter sentences ("he said") are anybody's.
TELLING = 40
SHARE = 0.5
LEAST = 3
# A reprint follows within days; the same words a year later are a quotation.
DAYS = 7
LATEST = 21
NO_WORD = re.compile(r"\W+")
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|\n+")


@functools.lru_cache(maxsize=4096)
def sentences(text: str) -> frozenset[str]:
    """The sentences of a report that are long enough to tell it from others, without case and marks."""
    return frozenset(NO_WORD.sub(" ", s).casefold() for s in SENTENCE.split(text) if len(s) >= TELLING)


def copies(one: Document, other: Document) -> bool:
    """Whether two reports of the same days share most sentences of the shorter one."""
    if one.published is None or other.published is None or abs((one.published - other.published).days) > DAYS:
        return False
    a, b = sentences(one.text), sentences(other.text)
    return len(a & b) >= max(LEAST, SHARE * min(len(a), len(b)))


def stories(documents: Sequence[Document], followed: Mapping[str, Document]) -> Mapping[str, str]:
    """For each report that repeats another the first of its story; reports that stand alone are left out.

    Args:
        documents: in the order heard.
        followed: for each report that no longer counts, the one that took its place.
    """
    story: dict[str, str] = {}
    for document, first in repeated(documents):
        story[document] = story.get(first, first)
    for earlier, later in followed.items():
        if later.id != earlier:
            story.setdefault(later.id, story.get(earlier, earlier))
    return story


def repeated(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Each report that repeats one heard before it, with the first that it repeats."""
    shelf: dict[str, list[int]] = {}
    for n, document in enumerate(documents):
        found = sentences(document.text)
        shared = Counter(at for s in found for at in shelf.get(s, ()))
        near = (documents[at] for at in sorted(shared) if shared[at] >= LEAST)
        first = next((d for d in near if copies(d, document)), None)
        if first is not None:
            yield document.id, first.id
        for s in found:
            # Words that every release has ("attributable to the spokesperson") are looked up among the latest only.
            shelf[s] = [*shelf.get(s, ()), n][-LATEST:]


def likest(document: Document, others: Iterable[Document]) -> Document | None:
    """The latest earlier report of the same source that a later version repeats under another headline."""
    known = [d for d in others if d.id != document.id and d.source == document.source and _before(d, document) and copies(d, document)]
    return max(known, key=lambda d: (d.published is not None and d.published, d.id), default=None)


def _before(one: Document, other: Document) -> bool:
    return one.published is not None and other.published is not None and one.published <= other.published
