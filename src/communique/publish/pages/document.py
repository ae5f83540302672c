"""One report with all its evidence marked: each stretch of its text knows which claims use it, overlapping ones are split.

The parts that are not the report's own voice (dateline, caption, link lines) are told apart; nothing is cut out.

    "[the two met] in Bali on Monday": a meeting rests on the words in brackets
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.model import PROPOSED, Claim, Document, OfficeHeld, PartKind, Problem, StatementEntry, proposed
from communique.publish.find import Entry
from communique.publish.pages import wording
from communique.publish.pages.catalogue import Catalogue
from communique.store.claims import name_of

OWN_VOICE = frozenset({PartKind.BODY, PartKind.TITLE})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text.

    Args:
        marks: numbers of the notes that use it, the narrowest first.
        kinds: the kinds of claims among them.
        part: what it is where it is not the report's own voice.
        here: it is the words asked for.
        first: numbers of the notes whose first words begin here.
    """

    text: str
    marks: tuple[int, ...]
    kinds: tuple[str, ...]
    part: str
    here: bool
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a report is evidence for: an entry, or a claim that counts for nothing now and why."""

    number: int
    kind: str
    label: str
    status: str
    href: str
    claim: str
    counts: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What the page of a report shows."""

    document: Document
    title: tuple[Stretch, ...]
    text: tuple[Stretch, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    reasons: tuple[str, ...]
    followed_by: tuple[Document, ...]


def document_view(
    catalogue: Catalogue, document: Document, reasons: tuple[str, ...], *, words: tuple[int, int] | None, in_title: bool
) -> DocumentView:
    """The page of a report.

    Args:
        reasons: how its day of publication was found.
        words: the place of words to be shown, in the title or the text.
    """
    claims = [c for c in catalogue.claims_in.get(document.id, ()) if not isinstance(c, OfficeHeld)]
    claims.sort(key=lambda c: (not c.evidence[0].title, c.evidence[0].start, c.evidence[0].end))
    notes = tuple(_note(catalogue, number, claim) for number, claim in enumerate(claims, 1))
    parts = [(p.start, p.end, p.kind.value) for p in document.parts if p.kind not in OWN_VOICE]
    title = document.title or ""
    return DocumentView(
        document,
        tuple(_stretches(title, notes, claims, [], words if in_title else None, title=True)),
        tuple(_stretches(document.text, notes, claims, parts, None if in_title else words, title=False)),
        notes,
        tuple(catalogue.problems.get(document.id, ())),
        reasons,
        tuple(catalogue.followers.get(document.id, ())),
    )


def _note(catalogue: Catalogue, number: int, claim: Claim) -> Note:
    entry = catalogue.entries.get(catalogue.entry_of.get(claim.id, ""))
    if entry is None or isinstance(entry, Document):
        status = PROPOSED if proposed(claim) else "does not count"
        return Note(number, name_of(claim), _bare(claim), status, f"/why/{claim.id}", claim.id, False)
    return Note(number, name_of(claim), label(entry), wording.standing(entry), wording.path(entry), claim.id, True)


def label(entry: Entry) -> str:
    """An entry in a line, with its days."""
    if isinstance(entry, StatementEntry):
        return f"{wording.heading(entry)}: {' … '.join(span.text for span in entry.claim.content)}"
    days = wording.when(entry)
    return f"{wording.heading(entry)} ({days})" if days else wording.heading(entry)


def _bare(claim: Claim) -> str:
    return wording.snippet(claim.evidence[0].text, 80)


def _stretches(
    text: str, notes: Iterable[Note], claims: Iterable[Claim], parts: Sequence[tuple[int, int, str]],
    words: tuple[int, int] | None, *, title: bool,
) -> Iterator[Stretch]:  # fmt: skip
    """The text cut wherever a span or part begins or ends."""
    spans = [(s.start, s.end, n) for n, c in zip(notes, claims, strict=True) for s in dict.fromkeys(c.evidence) if s.title is title]
    edges = {0, len(text)} | {edge for start, end, _ in (*spans, *parts) for edge in (start, end)} | set(words or ())
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    begun: dict[int, int] = {}
    for start, _, note in sorted(spans, key=lambda s: s[0]):
        begun.setdefault(note.number, start)
    opening: dict[int, list[tuple[int, int, Note]]] = {}
    for span in spans:
        opening.setdefault(span[0], []).append(span)
    active: list[tuple[int, int, Note]] = []
    for start, end in itertools.pairwise(cuts):
        active = [s for s in active if s[1] > start] + [s for s in opening.get(start, ()) if s[1] > start]
        using = sorted({(n.number, e - s, n.kind) for s, e, n in active}, key=lambda u: (u[1], u[0]))
        numbers = tuple(dict.fromkeys(number for number, _, _ in using))
        part = next((kind for s, e, kind in parts if s <= start < e), "")
        here = words is not None and words[0] <= start < words[1]
        first = tuple(n for n in sorted(numbers) if begun[n] == start)
        yield Stretch(text[start:end], numbers, tuple(dict.fromkeys(kind for _, _, kind in using)), part, here, first)
