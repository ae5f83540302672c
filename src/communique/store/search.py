"""Full-text search: what a user typed becomes a query that cannot break, and documents and claims become passages.

Words are joined by "and"; "quoted words" stand together; ``-word`` leaves out; ``word*`` takes every ending; OR stands between
alternatives. Everything else is taken literally, and only so many words as anybody types are used.

    military "lines of communication" -Taiwan
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.model import (
    ChannelChange,
    Claim,
    Commitment,
    Comparison,
    Document,
    Engagement,
    FollowThrough,
    OfficeHeld,
    Statement,
)

MOST_WORDS = 32
MOST_CHARACTERS = 1000
TERM = re.compile(r'(?P<out>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
LINES = re.compile(r"\n[ \t\u00a0]*\n\s*")

# Marks around the words found, in characters that no report prints.
BEFORE, AFTER = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a search.

    Args:
        document: id of its document.
        claim: id of the claim the passage tells, None for a paragraph of the report.
        type: "paragraph" or the claim's type.
        excerpt: the words around the hit, each word found between ``BEFORE`` and ``AFTER``.
    """

    document: str
    claim: str | None
    type: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that stand together; with ``begins`` any ending of the last will do. No quotation mark, nothing unprintable."""

    words: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Passages that hold a term of each group of ``wanted`` (never empty) and none of ``unwanted``."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()


def parse(text: str) -> Query | None:
    """What a user typed, as a query; None when it holds nothing to search for."""
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    pending_or = False
    for match in list(TERM.finditer(text[:MOST_CHARACTERS]))[:MOST_WORDS]:
        word = match["phrase"] if match["phrase"] is not None else match["word"]
        if word == "OR" and match["phrase"] is None:
            pending_or = bool(wanted)
        elif term := _term(word, whole=match["phrase"] is not None):
            if match["out"]:
                unwanted.append(term)
            elif pending_or:
                wanted[-1] += (term,)
                pending_or = False
            else:
                wanted.append((term,))
    return Query(tuple(wanted), tuple(unwanted)) if wanted else None


def _term(word: str, *, whole: bool) -> Term | None:
    if not any(c.isalnum() for c in word):
        return None
    cleaned = "".join(c if c.isprintable() and c != '"' else " " for c in word).rstrip("*")
    return Term(cleaned, word.endswith("*") and not whole)


def paragraphs(document: Document) -> Iterator[str]:
    """The title and the paragraphs of a report; a text without blank lines is taken line by line."""
    if document.title:
        yield document.title
    pieces = LINES.split(document.text)
    if len(pieces) == 1:
        pieces = document.text.split("\n")
    yield from (piece.strip() for piece in pieces if piece.strip())


def telling(claim: Claim) -> str:
    """A claim in the words that people search for, its first evidence last."""
    match claim:
        case Engagement():
            said = [claim.kind, claim.status, *(p.name for p in claim.people), claim.place, claim.occasion, *claim.topics]
        case Statement():
            said = [claim.speaker, *claim.via, claim.stance, *claim.topics]
        case Commitment():
            said = [claim.strength, claim.what, *claim.topics]
        case ChannelChange():
            said = [claim.name, claim.state]
        case FollowThrough():
            said = [claim.what, claim.outcome]
        case Comparison():
            said = [claim.claim, claim.measure]
        case OfficeHeld():
            said = [claim.person, claim.office]
    return ", ".join(str(word) for word in said if word) + ": " + claim.evidence[0].text
