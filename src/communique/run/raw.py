"""The raw analysis of JSON Lines: what was found in each document, as the yardsticks read it. Needs no store.

Input is one object a line, ``{id, text, published, title?}`` (``dct`` counts as ``published``); output keeps its order. The layers
are ``time`` (expressions with value and bounds), ``statements`` (pieces as written, and resolved speakers) and ``record``
(engagements, commitments, channels, follow-through).

    {"id": "a", "text": "The ministers met in Vienna on Friday.", "published": "2024-02-17"}
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from communique.model import (
    ChannelChange,
    Claim,
    Commitment,
    Document,
    Engagement,
    FollowThrough,
    Span,
    Statement,
    When,
)
from communique.run.finding import BATCH, Found, dated, find_all, parsed, told
from communique.wire import plain_document, read_day

if TYPE_CHECKING:
    from communique.analysis.parse import Reading

Row = dict[str, Any]
Day = str | None


class InputError(ValueError):
    """A line that is not what the contract asks for."""


def document_from(line: str, number: int) -> Document:
    """The document of one line.

    Raises:
        InputError: the line is no JSON object with an id and a text, or its day cannot be read.
    """
    try:
        row = json.loads(line)
        given = row.get("published") or row.get("dct")
        published = read_day(given) if given else None
        if given and published is None:
            raise ValueError(f"no day: {given[:40]!r}")
        text, title = row["text"], row.get("title") or None
        if not isinstance(text, str) or not isinstance(title, str | None):
            raise TypeError("text and title are strings")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"line {number}: not an object with id, text and published ({error})") from error
    if title and text.lstrip().startswith(title):
        title = None  # the text holds its title itself; read once, it is found once
    name = str(row.get("id", number))
    return plain_document(text, name, id=name, title=title, published=published)


def analyse(documents: Iterable[Document], layer: str) -> Iterator[tuple[Row, str | None]]:
    """One row a document, in order, and the reason where a document failed (its row then holds empty lists)."""
    return LAYERS[layer](documents)


def _times(documents: Iterable[Document]) -> Iterator[tuple[Row, str | None]]:
    for document in documents:
        yield _guarded(document.id, {"timexes": []}, functools.partial(_timexes, document))


def _timexes(document: Document) -> Row:
    from communique.analysis.dates import find_dates

    found = find_dates(document.text, dated(document)[0].published)
    return {
        "timexes": [
            {"start": t.start, "end": t.end, "text": t.text, "type": str(t.type), "value": t.value}
            | {"earliest": day(t.earliest), "latest": day(t.latest)}
            for t in found
        ]
    }


def _statements(documents: Iterable[Document]) -> Iterator[tuple[Row, str | None]]:
    nothing: Row = {"attributions": [], "statements": []}
    rest = iter(documents)
    while some := tuple(itertools.islice(rest, BATCH)):
        for document, reading, _, failure in parsed(some):
            if reading is None:
                yield {"id": document.id} | nothing, failure
            else:
                yield _guarded(document.id, nothing, functools.partial(_said, reading))


def _said(reading: Reading) -> Row:
    """Pieces as written and statements resolved, of the text; what the title says is left out, for its places are not the text's."""
    from communique.analysis.actors import find_actors
    from communique.analysis.attribution import find_attributions, find_statements
    from communique.analysis.dates import find_dates
    from communique.analysis.marks import mark

    timexes = find_dates(reading.text, reading.document.published)
    cast = find_actors(reading)
    mark(reading, cast, timexes)
    pieces = [a for a in find_attributions(reading) if not any(span.title for span in a.content)]
    claims = find_statements(reading, cast, timexes)
    return {
        "attributions": [{"source": _places(a.source), "cue": _places(a.cue), "content": _places(a.content)} for a in pieces],
        "statements": [statement(claim) for claim in claims if claim.reported and not claim.content[0].title],
    }


def _guarded(name: str, nothing: Row, find: Callable[[], Row]) -> tuple[Row, str | None]:
    """A row of what is found; of nothing, and the reason, where the rules fail on a text."""
    try:
        return {"id": name} | find(), None
    except Exception as error:
        return {"id": name} | nothing, told(error)


def _records(documents: Iterable[Document]) -> Iterator[tuple[Row, str | None]]:
    for found in find_all(documents):
        yield record(found), found.failure


LAYERS: dict[str, Callable[[Iterable[Document]], Iterator[tuple[Row, str | None]]]] = {
    "time": _times,
    "statements": _statements,
    "record": _records,
}


def record(found: Found) -> Row:
    """Engagements, commitments, channels and follow-through of one document."""
    row: Row = {"id": found.document.id, "engagements": [], "commitments": [], "channels": [], "follow_through": []}
    for claim in found.claims:
        match claim:
            case Engagement():
                row["engagements"].append(engagement(claim))
            case Commitment():
                row["commitments"].append(commitment(claim))
            case ChannelChange():
                period = _period(claim.when)
                sides = list(claim.sides)
                row["channels"].append({"name": claim.name, "sides": sides, "state": claim.state.value, **period, **_evidence(claim)})
            case FollowThrough():
                by = list(claim.by)
                row["follow_through"].append({"what": claim.what, "by": by, "outcome": claim.outcome.value, **_evidence(claim)})
    return row


def engagement(claim: Engagement) -> Row:
    """An engagement as the reading guide writes it."""
    return {
        "kind": claim.kind.value,
        "people": [person.name for person in claim.people],
        "sides": list(claim.sides),
        **_period(claim.when),
        "place": claim.place,
        "occasion": claim.occasion,
        "status": claim.status.value,
        "foreground": claim.foreground,
        **_evidence(claim),
    }


def commitment(claim: Commitment) -> Row:
    """A commitment as the reading guide writes it; the period is when it is due."""
    sides = {"by": list(claim.by), "toward": list(claim.toward)}
    return {**sides, "what": claim.what, "strength": claim.strength.value, **_period(claim.due), **_evidence(claim)}


def statement(claim: Statement) -> Row:
    """A statement as the reading guide writes it; speech broken by ", he said," gives its longest piece."""
    return {
        "content": max(claim.content, key=lambda span: len(span.text)).text,
        "cue": claim.cue[0].text if claim.cue else None,
        "speaker": claim.speaker,
        "side": claim.side,
        "via": list(claim.via),
        "stance": claim.stance.value,
        "quoted": claim.quoted,
    }


def day(value: dt.date | None) -> Day:
    """An ISO day, or None."""
    return value.isoformat() if value else None


def _period(when: When | None) -> dict[str, Day]:
    return {"start": day(when.earliest) if when else None, "end": day(when.latest) if when else None}


def _evidence(claim: Claim) -> dict[str, str]:
    return {"evidence": claim.evidence[0].text}


def _places(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
