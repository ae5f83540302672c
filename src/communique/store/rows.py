"""Rows and what they stand for: documents, readings and decisions to and from their tables.

A readout of two lines may come again on another day with the same words; a wire story under two names is one story.

    "President Biden spoke today with President Macron." of 5 May and the same words of 9 July are two readouts.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from communique.model import PROPOSED, Act, Claim, Decision, Document, Problem, Version
from communique.store import claims as forms
from communique.store import search
from communique.store.schema import CLAIMS, DOCUMENTS, PASSAGES, PROBLEMS, READINGS

# What was proposed for a document stands as a reading of its own, told by its rules; READ takes the readings by our rules alone.
PROPOSED_BY = f"{PROPOSED}: "
READ = sa.not_(READINGS.c.rules.startswith(PROPOSED_BY, autoescape=True))


class News(StrEnum):
    """How a document stands to what the store holds."""

    NEW = "new"
    KNOWN = "known"
    LATER = "later version"
    REDATED = "redated"


def text_hash(document: Document) -> str:
    """The fingerprint of a report's words, the same wherever it came from."""
    return hashlib.sha256(f"{document.title or ''}\x1f{document.text}".encode("utf-8", "surrogatepass")).hexdigest()


def same_report(document: Document, row: Any) -> bool:
    """Whether equal words are the same report: a readout's two lines may come again on another day."""
    if row.came_as == document.id:
        return True
    days_differ = document.published is not None and row.published != document.published and row.published_basis != "inferred"
    return not days_differ and document.version.value == row.version


def standing(document: Document, row: Any) -> tuple[Document, News]:
    """How words that are kept already stand when they come again: known, unless with a day that the store does not have yet."""
    own = dataclasses.replace(document, id=row.id)
    inferred = row.published_basis == "inferred"
    if document.published is None:
        # A day that was once given stays given, also when the report is read again without it.
        kept = own if inferred else dataclasses.replace(own, published=row.published, published_basis=row.published_basis)
        return kept, News.KNOWN
    settled = not inferred or document.published_basis == "inferred"
    return own, News.KNOWN if settled and document.published == row.published else News.REDATED


def write_document(connection: sa.Connection, document: Document, reasons: tuple[str, ...], slug: str | None) -> None:
    """Insert a document or bring it up to date; its words never change."""
    row: dict[str, Any] = {
        "text_hash": text_hash(document),
        "parts": forms.to_json(document.parts),
        "version": document.version.value,
        "reasons": list(reasons),
        "slug": slug,
    }
    row |= {name: getattr(document, name) for name in ("source", "published", "published_basis", "title", "text", "replaces")}
    known = connection.execute(sa.update(DOCUMENTS).where(DOCUMENTS.c.id == document.id).values(**row)).rowcount
    if not known:
        connection.execute(sa.insert(DOCUMENTS).values(id=document.id, came_as=_came_as(connection, document), **row))


def _came_as(connection: sa.Connection, document: Document) -> str:
    """The id a document came with: its own, or for a later version under the same id, that of the one it replaces."""
    earlier = connection.execute(sa.select(DOCUMENTS.c.came_as).where(DOCUMENTS.c.id == document.replaces)).scalar()
    return earlier if earlier and document.id.startswith(f"{earlier}#") else document.id


def write_claims(connection: sa.Connection, reading: int, claims: tuple[Claim, ...], problems: tuple[Problem, ...]) -> None:
    """Keep what one reading found and what it could not read, in order."""
    kept = [
        {"reading": reading, "id": claim.id, "position": at, "type": forms.name_of(claim), "body": forms.to_json(claim)}
        for at, claim in enumerate(claims)
    ]
    if kept:
        connection.execute(sa.insert(CLAIMS), kept)
    troubles = [{"reading": reading, "what": p.what, "span": forms.to_json(p.span) if p.span else None} for p in problems]
    if troubles:
        connection.execute(sa.insert(PROBLEMS), troubles)


def write_proposals(
    connection: sa.Connection, document: Document, claims: tuple[Claim, ...], proposer: str, at: dt.datetime
) -> tuple[Claim, ...]:
    """Keep proposed claims that are not kept yet; gives those."""
    known = set(connection.execute(sa.select(CLAIMS.c.id).where(CLAIMS.c.id.in_([c.id for c in claims]))).scalars())
    new = tuple(c for c in claims if c.id not in known)
    if new:
        values = {"document": document.id, "rules": f"{PROPOSED_BY}{proposer}", "at": at.isoformat(), "current": True}
        key = connection.execute(sa.insert(READINGS).values(**values)).inserted_primary_key
        assert key is not None
        write_claims(connection, key[0], new, ())
    return new


def write_passages(connection: sa.Connection, document: Document, claims: tuple[Claim, ...]) -> None:
    """Put a document's paragraphs and claims where the search finds them, in place of earlier ones."""
    connection.execute(sa.delete(PASSAGES).where(PASSAGES.c.document == document.id))
    rows = [{"document": document.id, "claim": None, "type": "paragraph", "text": text} for text in search.paragraphs(document)]
    rows += [{"document": document.id, "claim": c.id, "type": forms.name_of(c), "text": search.telling(c)} for c in claims]
    if rows:
        connection.execute(sa.insert(PASSAGES), rows)


def document_from(row: Any) -> Document:
    """The document that a row keeps."""
    fields = {name: getattr(row, name) for name in ("id", "text", "title", "source", "published", "published_basis", "replaces")}
    return Document(**fields, parts=forms.parts_from(row.parts), version=Version(row.version))


def decision_from(row: Any) -> Decision:
    """The decision that a row keeps."""
    at = dt.datetime.fromisoformat(row.at)
    return Decision(str(row.id), Act(row.act), tuple(row.claims), row.field, row.value, row.undoes, row.user, at, row.why)
