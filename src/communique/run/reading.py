"""Reading in: documents go into the store one by one, each whole or not at all.

What is known already is passed over; what fails is named; a run that is broken off leaves everything kept so far, and the next one
goes on where it stopped, because known words are not read twice.

    Three reports, one of them empty: two are kept, one is named, the record holds what the two say.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.model import Document, Problem
from communique.run.finding import BATCH, find_all
from communique.store import News, Store
from communique.wire import slug
from communique.wire.layout import headline


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    Args:
        document: as kept, with its day of publication.
        news: how it stands to what was known.
        claims: how many claims were kept; 0 for a known or failed one.
        reasons: how its day of publication was inferred.
        problems: what could not be read or decided in it.
        failure: why it could not be read; None when it could.
        kept: it was kept now; false for a known or failed one.
    """

    document: Document
    news: News
    claims: int = 0
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    failure: str | None = None
    kept: bool = False


def read_in(
    store: Store,
    documents: Iterable[Document],
    *,
    rules: str,
    now: dt.datetime,
    published: dt.date | None = None,
    again: bool = False,
) -> Iterator[Outcome]:
    """Read documents into the store, telling what became of each.

    Args:
        rules: the version of the rules, kept with every reading.
        now: the time of reading (UTC).
        published: the day of publication of all of them, whatever they say themselves.
        again: read known documents again with the rules of today; earlier claims stay in the store.

    Raises:
        StoreError: the store cannot be written; the documents told before are kept.
    """
    waiting: list[tuple[Document, News]] = []
    seen: set[str] = set()
    for document in documents:
        if published is not None:
            document = dataclasses.replace(document, published=published, published_basis="given")
        if len(waiting) >= BATCH or {document.id, document.text} & seen:
            # What waits may be the earlier version of this very report.
            yield from _read_batch(store, waiting, rules, now)
            waiting, seen = [], set()
        admitted, news = store.admit(_following(store, document))
        if news is News.KNOWN and not again:
            yield Outcome(admitted, news)
            continue
        waiting.append((admitted, news))
        seen |= {document.id, document.text}
    yield from _read_batch(store, waiting, rules, now)


def _slug(document: Document) -> str | None:
    return slug(document.title or headline(document.text, document.parts) or "") or None


def _following(store: Store, document: Document) -> Document:
    """A later version with the id of the report it replaces, where that one was read on another day."""
    if document.replaces is None or (earlier := store.latest_with(document.replaces)) is None:
        return document
    return dataclasses.replace(document, replaces=earlier)


def _read_batch(store: Store, waiting: list[tuple[Document, News]], rules: str, now: dt.datetime) -> Iterator[Outcome]:
    found_all = find_all([document for document, _ in waiting])
    for (_, news), found in zip(waiting, found_all, strict=True):
        if found.failure is not None:
            yield Outcome(found.document, news, failure=found.failure)
            continue
        refused = store.keep(
            found.document, found.claims, found.problems, reasons=found.reasons, slug=_slug(found.document), rules=rules, at=now
        )
        number = len(found.claims) - len(refused)
        yield Outcome(found.document, news, number, found.reasons, found.problems + refused, kept=True)
