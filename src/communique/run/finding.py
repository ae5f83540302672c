"""Documents to claims, in batches; a document that fails is named with its reason and the others go on.

Only here the language pipeline is loaded, and only when there is something new to read. A report without a day of publication is
dated first, with reasons, because every "on Friday" in it hangs on that day.

What has no matter between sides is found to say nothing; only what its words show may hold one is parsed.

    "Blinken on Friday agreed with Wang ..." with "to meet in Munich on Feb. 16" below it was published on 16 Feb 2024.
"""

from __future__ import annotations

import dataclasses
import functools
import gc
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model import Claim, Document, Problem
from communique.run.parses import Place, kept

if TYPE_CHECKING:
    from communique.analysis.dating import Dating
    from communique.analysis.parse import Reading, Stretch
    from communique.analysis.recall import Parses

BATCH = 64
# A report of a million characters is an archive that lost its seams; the pipeline refuses it too.
LONGEST = 1_000_000
LIKELIEST = 3  # days named for a report whose words do not settle it


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one document.

    Args:
        document: with its day of publication, when that could be told.
        reasons: how that day was inferred; empty for a given one.
        failure: why nothing could be found; None when all went well.
    """

    document: Document
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    reasons: tuple[str, ...] = ()
    failure: str | None = None


def dated(document: Document) -> tuple[Document, tuple[str, ...]]:
    """The document with its day of publication, and the reasons for an inferred one; for an undated one the likeliest days."""
    if document.published is not None:
        return document, ()
    from communique.analysis.dating import date_report

    return told_by(document, date_report(document))


def told_by(document: Document, dating: Dating) -> tuple[Document, tuple[str, ...]]:
    """A document with the day that was found for it, and how."""
    if dating.published is None:
        return document, tuple(f"perhaps {day.isoformat()} ({weight:.0%} likely)" for day, weight in dating.posterior[:LIKELIEST])
    # Several office holders and one weekday named twice say the same thing once.
    reasons = dict.fromkeys(r.text if r.span.text in r.text else f"“{r.span.text}”: {r.text}" for r in dating.reasons)
    return dataclasses.replace(document, published=dating.published, published_basis=dating.basis), tuple(reasons)


def find_all(
    documents: Iterable[Document], *, batch: int = BATCH, topics: str | None = None, place: Place | None = None
) -> Iterator[Found]:
    """What each document says, in order; nothing is raised for a document, its failure is told instead.

    Args:
        place: where parses are kept.

    Raises:
        ValueError: ``topics``, a desk's own as TOML, are no table of topics.
    """
    if topics is not None:
        from communique.analysis.topics import add_topics

        add_topics(topics)
    rest = iter(documents)
    with kept(place) as parses:
        while some := tuple(itertools.islice(rest, batch)):
            yield from _find_batch(some, parses)


@functools.cache
def _ready() -> None:
    """The pipeline loaded, and what came with it set apart: it is never garbage, and need not be looked through for any."""
    from communique.analysis.pipeline import pipeline

    pipeline()
    gc.freeze()


def _find_batch(documents: tuple[Document, ...], parses: Parses | None) -> Iterator[Found]:
    from communique.analysis.matters import between_sides
    from communique.analysis.read import find_claims

    stretches = [_to_read(document) for document in documents]
    if any(stretches):
        _ready()
    some = [(document, stretch) for document, stretch in zip(documents, stretches, strict=True) if stretch]
    readings = parsed(tuple(document for document, _ in some), tuple(stretch for _, stretch in some), parses)
    for document, stretch in zip(documents, stretches, strict=True):
        if not stretch:
            yield Found(document)
            continue
        document, reading, reasons, failure = next(readings)
        if reading is None:
            yield Found(document, failure=failure)
            continue
        try:
            findings = find_claims(reading)
            claims = findings.claims if between_sides(reading, findings.cast, findings.claims) else ()
        except Exception as error:
            yield Found(document, failure=told(error))
        else:
            yield Found(findings.document, claims, findings.problems, reasons)


def _to_read(document: Document) -> tuple[Stretch, ...]:
    """What of a report goes on to the parser; one too long goes on too, to be named there."""
    from communique.analysis.gate import to_read

    return ((0, len(document.text)),) if len(document.text) > LONGEST else to_read(document)


def parsed(
    documents: tuple[Document, ...], stretches: Sequence[tuple[Stretch, ...]] | None = None, parses: Parses | None = None
) -> Iterator[tuple[Document, Reading | None, tuple[str, ...], str | None]]:
    """Dated and parsed documents, or the given stretches of them: (document, reading, reasons for its day, failure)."""
    from communique.analysis.parse import read_all, read_one

    ready: list[tuple[Document, tuple[str, ...], str | None]] = []
    for document in documents:
        if len(document.text) > LONGEST:
            ready.append((document, (), f"{len(document.text):,} characters in one report; at most {LONGEST:,} can be read"))
            continue
        try:
            ready.append((*dated(document), None))
        except Exception as error:
            ready.append((document, (), told(error)))
    sound = [document for document, _, failure in ready if failure is None]
    only = [None if stretches is None else stretches[i] for i, (_, _, failure) in enumerate(ready) if failure is None]
    try:
        readings: list[Reading | Exception] = list(read_all(sound, stretches=only, parses=parses))
    except Exception:
        # One text the parser chokes on must not take the batch with it.
        readings = [_attempt(read_one, document, some) for document, some in zip(sound, only, strict=True)]
    following = iter(readings)
    for document, reasons, failure in ready:
        reading = next(following) if failure is None else None
        if isinstance(reading, Exception):
            yield document, None, (), told(reading)
        else:
            yield document, reading, reasons, failure


def _attempt(read_one, document: Document, stretches: tuple[Stretch, ...] | None) -> Reading | Exception:  # type: ignore[no-untyped-def]
    try:
        reading: Reading = read_one(document, stretches)
        return reading
    except Exception as error:
        return error


def told(error: Exception) -> str:
    """Why the rules failed on a text, for the person who reads it in."""
    return f"the rules failed on it ({type(error).__name__}: {error})"
