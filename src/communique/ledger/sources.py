"""Which reports count on a day, and in which order they are heard.

As of a day only what was published on or before it is heard. A corrected or updated report takes the place of the one it follows; a
killed one is withdrawn by its kill. What was withdrawn keeps its place in the list of documents, so the reader sees that it was there.
Reports are heard in the order of their publication, whatever the order in which they were read.

    "KILL: the earlier report that the two ministers met in Vienna is withdrawn."
"""

from __future__ import annotations

import datetime as dt
import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from communique.ledger.periods import AHEAD_STATUS, shifted
from communique.ledger.stories import DAYS, likest, stories
from communique.ledger.words import folded
from communique.model import Claim, Document, Engagement, PartKind, Problem, Span, Version

# A report without a day is heard last: its words can add to the record, never come before dated ones.
UNDATED = dt.date.max
NEAR = dt.timedelta(days=DAYS)


@dataclass(frozen=True, slots=True)
class Sources:
    """The reports heard as of a day.

    Args:
        documents: every visible document by id, in the order of publication.
        withdrawn: for each document that no longer counts, the one that replaced or killed it.
        today: the day the record is drawn up for: ``as_of``, else the latest publication day.
        problems: what could not be placed.
        stories: for each report that repeats another, the first of its story.
    """

    documents: Mapping[str, Document]
    withdrawn: Mapping[str, Document]
    today: dt.date | None
    problems: tuple[Problem, ...]
    stories: Mapping[str, str] = field(default_factory=dict)

    def published(self, claim: Claim) -> dt.date | None:
        """The day on which the claim's document was published, None while unknown."""
        return self.day(claim.document)

    def day(self, document: str) -> dt.date | None:
        """The day on which a document was published, None while unknown."""
        return self.documents[document].published

    def story(self, claim: Claim) -> str:
        """The first report of the story that the claim's document tells: its updates and reprints are one source."""
        return self.stories.get(claim.document, claim.document)

    def turn(self, claim: Claim) -> tuple[dt.date, str, bool, bool, int, str]:
        """The claim's turn to be heard: by publication, then document, what happened before what is hoped for, then place in the text."""
        first = words(claim)
        ahead = isinstance(claim, Engagement) and claim.status in AHEAD_STATUS
        day = self.published(claim) or UNDATED
        return day, claim.document, ahead, not (first and first.title), first.start if first else 0, claim.id


def words(claim: Claim) -> Span | None:
    """The first words of evidence; None only for a statement whose words were all lost."""
    return claim.evidence[0] if claim.evidence else None


def proves(claim: Claim) -> bool:
    """Whether the claim stands in the report's own voice: a link under "Related coverage" does not."""
    return claim.standing is not PartKind.TRAILER


def overlap(one: Claim, other: Claim) -> bool:
    """Whether two claims of one document rest on some of the same words."""
    return one.document == other.document and any(
        a.title == b.title and a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence
    )


def hear(documents: Iterable[Document], as_of: dt.date | None) -> Sources:
    """The reports visible as of a day, withdrawn ones marked.

    Args:
        documents: all documents known.
        as_of: the day; None hears everything, undated reports too.
    """
    every = {d.id: d for d in documents}
    heard = [d for d in every.values() if as_of is None or (d.published is not None and d.published <= as_of)]
    heard.sort(key=lambda d: (d.published or UNDATED, d.id))
    withdrawn: dict[str, Document] = {}
    problems: list[Problem] = []
    known = AllKnown(every)
    for document in heard:
        if document.published is None:
            problems.append(Problem(document.id, "no publication day is known: shown only in the record without a day"))
        if document.version is Version.FIRST and document.replaces is None:
            continue
        parent = parent_of(document, known)
        if parent is None:
            problems.append(Problem(document.id, f"follows a report that is not in the record: {document.replaces or 'not named'}"))
        else:
            withdrawn[parent] = document
    withdrawn |= {d.id: d for d in heard if d.version is Version.KILL}
    days = [d.published for d in heard if d.published is not None]
    today = as_of or max(days, default=None)
    return Sources({d.id: d for d in heard}, withdrawn, today, tuple(problems), stories(heard, withdrawn))


class Known(Protocol):
    """The documents as a later version looks for the one it follows."""

    @property
    def every(self) -> Mapping[str, Document]:
        """All documents by id."""
        ...

    def headed(self, name: str) -> Iterable[Document]:
        """The documents whose headline ends with a name."""
        ...

    def before(self, document: Document) -> Iterable[Document]:
        """The documents of the same source in the days before one."""
        ...


class AllKnown:
    """All documents by id, by the end of the headline, by source and day."""

    def __init__(self, every: Mapping[str, Document]) -> None:
        self.every = every

    @functools.cached_property
    def _headlines(self) -> list[tuple[str, str]]:
        return sorted((headline_of(d)[::-1], d.id) for d in self.every.values())

    @functools.cached_property
    def _sources(self) -> dict[str | None, list[tuple[dt.date, str]]]:
        found: dict[str | None, list[tuple[dt.date, str]]] = {}
        for document in self.every.values():
            if document.published:
                found.setdefault(document.source, []).append((document.published, document.id))
        return {source: sorted(days) for source, days in found.items()}

    def headed(self, name: str) -> Iterator[Document]:
        """The documents whose headline ends with a name."""
        begun = name[::-1]
        for at in range(bisect_left(self._headlines, (begun, "")), len(self._headlines)):
            headline, document = self._headlines[at]
            if not headline.startswith(begun):
                return
            yield self.every[document]

    def before(self, document: Document) -> Iterator[Document]:
        """The documents of the same source in the days before one."""
        day, days = document.published, self._sources.get(document.source, [])
        if day:
            begin, end = bisect_left(days, (shifted(day, -NEAR), "")), bisect_right(days, day, key=lambda told: told[0])
            yield from (self.every[name] for _, name in days[begin:end])


def parent_of(document: Document, known: Known) -> str | None:
    """The report that a later version follows: by its id, else the latest earlier one under the same headline or with the same words.

    A "2nd LD" is not the parent of the "LEAD" it follows, though both bear the headline; no report follows itself in a round.
    """
    named, every = document.replaces, known.every
    if not named:
        return None
    if named in every:
        return None if _follows(every[named], document, every) else named
    day = document.published or UNDATED
    same = [d for d in known.headed(named) if (d.published or UNDATED) <= day and not _follows(d, document, every)]
    if same:
        return max(same, key=lambda d: (d.published or dt.date.min, d.version is not Version.FIRST, d.id)).id
    recast = likest(document, (d for d in known.before(document) if not _follows(d, document, every)))
    return recast.id if recast else None


def _follows(document: Document, other: Document, every: Mapping[str, Document]) -> bool:
    """Whether a document is another, or a later version of it."""
    seen: set[str] = set()
    at: Document | None = document
    while at is not None and at.id not in seen:
        if at.id == other.id:
            return True
        seen.add(at.id)
        at = every.get(at.replaces or "")
    return False


def headline_of(document: Document) -> str:
    """The headline as the key that readers of wire copy give it: its words joined by hyphens."""
    part = next((p for p in document.parts if p.kind is PartKind.TITLE), None)
    said = document.title or (document.text[part.start : part.end] if part else "")
    return folded(said).replace(" ", "-")


def audible(sources: Sources, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims that count and those withdrawn with their report, each in the order heard; a claim read twice counts once."""
    known = {c.id: c for c in claims if c.document in sources.documents}
    ordered = sorted(known.values(), key=sources.turn)
    return tuple(c for c in ordered if c.document not in sources.withdrawn), tuple(c for c in ordered if c.document in sources.withdrawn)
