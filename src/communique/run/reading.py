"""Reading in: documents go into the store one by one, each whole or not at all.

What is known already is passed over; what fails is named; a run that is broken off leaves everything kept so far, and the next one
goes on where it stopped, because known words are not read twice.

    Three reports, one of them empty: two are kept, one is named, the record holds what the two say.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from communique.model import Document, Problem
from communique.run.among import newly_dated
from communique.run.engines import Engine, Here, Result
from communique.run.finding import BATCH, Found
from communique.run.parses import beside
from communique.store import News, Store
from communique.wire import slug
from communique.wire.layout import headline

NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


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
        among: it is a report kept before that got another day among the reports around it.
    """

    document: Document
    news: News
    claims: int = 0
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    failure: str | None = None
    kept: bool = False
    among: bool = False


def read_in(
    store: Store,
    documents: Iterable[Document],
    *,
    rules: str,
    now: dt.datetime,
    published: dt.date | None = None,
    again: bool = False,
    engine: Engine | None = None,
) -> Iterator[Outcome]:
    """Read documents into the store, telling what became of each.

    Args:
        rules: the version of the rules, kept with every reading.
        now: the time of reading (UTC).
        published: the day of publication of all of them, whatever they say themselves.
        again: read known documents again with the rules of today; earlier claims stay in the store.
        engine: where the finding is done; this process when None.

    Raises:
        StoreError: the store cannot be written; the documents told before are kept.
    """
    work, new = _Work(engine or Here(place=beside(store.url))), set[str]()
    for outcome in _read_all(store, documents, work, rules=rules, now=now, published=published, again=again):
        new |= {outcome.document.id} if outcome.kept else set()
        yield outcome
    if new:
        yield from _date_among(store, work, new, rules, now)


def _read_all(
    store: Store, documents: Iterable[Document], work: _Work, *, rules: str, now: dt.datetime, published: dt.date | None, again: bool
) -> Iterator[Outcome]:
    """Every document by its own words alone."""
    for document in documents:
        if published is not None:
            document = dataclasses.replace(document, published=published, published_basis="given")
        if work.may_hold(document):
            # What is under way may be the earlier version of this very report.
            yield from _keep(store, work.finish(), rules, now)
        admitted, news = store.admit(_following(store, document))
        if news is News.KNOWN and not again:
            yield Outcome(admitted, news)
            continue
        work.take(admitted, news, {document.id, document.text})
        yield from _keep(store, work.done(), rules, now)
    yield from _keep(store, work.finish(), rules, now)


def _date_among(store: Store, work: _Work, new: set[str], rules: str, now: dt.datetime) -> Iterator[Outcome]:
    """Read again the reports to which the dated ones of the whole store give another day than they have."""
    told: dict[str, tuple[str, ...]] = {}
    # All are dated before the first is kept: none is dated among others in a half-dated store.
    for document, reasons in tuple(newly_dated(store, new)):
        told[document.id] = reasons
        work.take(document, News.KNOWN, {document.id, document.text})
        yield from _keep(store, work.done(), rules, now, told)
    yield from _keep(store, work.finish(), rules, now, told)


class _Work:
    """Documents on their way through an engine, in order: a batch that is filling up, and batches that were given out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._filling: list[tuple[Document, News]] = []
        self._marks: set[str] = set()
        self._given: deque[tuple[list[News], set[str], Result]] = deque()

    def may_hold(self, document: Document) -> bool:
        """Whether a report with the same id or the same words is under way."""
        here = {document.id, document.text}
        return bool(here & self._marks) or any(here & marks for _, marks, _ in self._given)

    def take(self, document: Document, news: News, marks: set[str]) -> None:
        """One more document, as it will be kept; ``marks`` are the id and the words with which it came."""
        self._filling.append((document, news))
        self._marks |= marks
        if len(self._filling) >= BATCH:
            self._give()

    def _give(self) -> None:
        if self._filling:
            result = self._engine.submit([document for document, _ in self._filling])
            self._given.append(([news for _, news in self._filling], self._marks, result))
            self._filling, self._marks = [], set()

    def done(self) -> Iterator[tuple[News, Found]]:
        """What was found in the oldest batches, as soon as the engine has enough to do."""
        while len(self._given) >= self._engine.ahead:
            yield from self._oldest()

    def finish(self) -> Iterator[tuple[News, Found]]:
        """What was found in everything under way."""
        self._give()
        while self._given:
            yield from self._oldest()

    def _oldest(self) -> Iterator[tuple[News, Found]]:
        news, _, result = self._given.popleft()
        yield from zip(news, result(), strict=True)


def _slug(document: Document) -> str | None:
    return slug(document.title or headline(document.text, document.parts) or "") or None


def _following(store: Store, document: Document) -> Document:
    """A later version with the id of the report it replaces, where that one was read on another day."""
    if document.replaces is None or (earlier := store.latest_with(document.replaces)) is None:
        return document
    return dataclasses.replace(document, replaces=earlier)


def _keep(
    store: Store, some: Iterable[tuple[News, Found]], rules: str, now: dt.datetime, told: Mapping[str, tuple[str, ...]] = NOTHING
) -> Iterator[Outcome]:
    """Keep what was found; ``told`` has the reasons of the days that were found beforehand."""
    for news, found in some:
        reasons = told.get(found.document.id) or found.reasons
        if found.failure is not None:
            yield Outcome(found.document, news, failure=found.failure)
            continue
        refused = store.keep(found.document, found.claims, found.problems, reasons=reasons, slug=_slug(found.document), rules=rules, at=now)
        number = len(found.claims) - len(refused)
        among = found.document.id in told
        yield Outcome(found.document, news, number, reasons, found.problems + refused, kept=True, among=among)
