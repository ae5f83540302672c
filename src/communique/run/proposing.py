"""From what a language model or another program says about a report to proposed claims: the door through which all of it must pass.

A proposal quotes its report to the letter; the place of the words is found here, whatever the proposal says of it. Names and sides that the
report does not name are refused, days are read from the quoted words by our own rules, and what is left without a value stays without
one. What is refused is told with its reason, and what the rules have read already is not proposed again.

    {"type": "engagement", "kind": "meeting", "status": "held", "sides": ["China", "U.S."], "quote": "the envoys sat down in Oslo"}
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique import data
from communique.analysis.dates import Timex, find_dates
from communique.ledger import offices
from communique.ledger.edits import side
from communique.model import (
    PROPOSED,
    ChannelChange,
    Claim,
    Commitment,
    Document,
    Engagement,
    Kind,
    PartKind,
    Person,
    Span,
    Stance,
    State,
    Statement,
    Status,
    Strength,
    When,
    proposed,
)

SHORTEST, LONGEST = 3, 600  # words and characters of a quotation
MOST = 200  # proposals for one report
Row = Mapping[str, Any]


class RefusedError(Exception):
    """A proposal that is not taken; the words say why."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What became of the proposals for one report.

    Args:
        claims: those taken.
        refused: why each of the others was not.
        known: how many the rules, or an earlier proposal, tell already.
    """

    claims: tuple[Claim, ...] = ()
    refused: tuple[str, ...] = ()
    known: int = 0


@dataclass(frozen=True, slots=True)
class _Report:
    """A report and who makes proposals for it."""

    document: Document
    proposer: str


def propose(document: Document, rows: Iterable[object], proposer: str, known: Sequence[Claim]) -> Proposed:
    """The claims that proposals for a report amount to.

    Args:
        rows: objects with type, quote, and the fields of their type.
        proposer: the model or program, for the mark on each claim.
        known: the claims of the report that are kept already.
    """
    report = _Report(document, proposer)
    taken: dict[str, Claim] = {}
    refused: list[str] = []
    again = 0
    for number, row in enumerate(rows):
        if number >= MOST:
            refused.append(f"more than {MOST} proposals for one report")
            break
        try:
            claim = _claim(report, row)
        except RefusedError as error:
            refused.append(str(error))
            continue
        if claim.id in taken or any(_same(claim, other) for other in known):
            again += 1
        else:
            taken[claim.id] = claim
    return Proposed(tuple(taken.values()), tuple(refused), again)


def _same(one: Claim, other: Claim) -> bool:
    """Whether two claims of a kind rest on some of the same words; two proposals differ by their ids alone."""
    if proposed(other):
        return one.id == other.id
    a, b = one.evidence[0], other.evidence[0]
    return type(one) is type(other) and a.title == b.title and a.start < b.end and b.start < a.end


def _claim(report: _Report, row: object) -> Claim:
    if not isinstance(row, Mapping):
        raise RefusedError("a proposal that is no object")
    build = BUILDERS.get(row.get("type")) if isinstance(row.get("type"), str) else None
    if build is None:
        raise RefusedError(f"a proposal of no known type; there are {', '.join(BUILDERS)}")
    return build(report, row, _quoted(report.document, row))


def _quoted(document: Document, row: Row) -> Span:
    """The words that a proposal quotes, at the place where they stand."""
    quote = row.get("quote")
    words = quote.strip() if isinstance(quote, str) else ""
    if len(words.split()) < SHORTEST or len(words) > LONGEST:
        raise RefusedError(f"a quotation of fewer than {SHORTEST} words or more than {LONGEST} characters")
    said = row.get("start")
    if isinstance(said, int) and not isinstance(said, bool) and said >= 0 and document.text[said : said + len(words)] == words:
        return Span(said, said + len(words), words)
    found = _located(document, words)
    if found is None:
        raise RefusedError("a quotation that does not stand in its report")
    return found


def _located(document: Document, words: str) -> Span | None:
    """The first place of some words, in the text or else in the title; to the letter."""
    for text, title in ((document.text, False), (document.title or "", True)):
        if (start := text.find(words)) >= 0:
            return Span(start, start + len(words), words, title)
    return None


# ---------------------------------------------------------------- one type of claim each


def _engagement(report: _Report, row: Row, quote: Span) -> Claim:
    sides = _sides(report, row.get("sides"))
    if len(sides) < 2:
        raise RefusedError("an engagement of fewer than two sides")
    kind, status = _word(row, "kind", Kind), _word(row, "status", Status)
    if status is Status.LAPSED:
        raise RefusedError("a status that no report tells: lapsed")
    place = _verbatim(report, row.get("place"))
    made = _id(report, "engagement", quote, kind, status, ",".join(sides))
    return Engagement(
        made, report.document.id, kind, status, _people(report, row, sides), sides, _when(report, quote), place.text if place else None,
        None, None, (), False, _standing(report, quote), (quote,), _mark(report),
    )  # fmt: skip


def _commitment(report: _Report, row: Row, quote: Span) -> Claim:
    by = _sides(report, row.get("by"))
    if not by:
        raise RefusedError("a commitment of nobody")
    strength = _word(row, "strength", Strength)
    what = _verbatim(report, row.get("what")) or quote
    made = _id(report, "commitment", quote, strength, ",".join(by))
    return Commitment(
        made, report.document.id, by, _sides(report, row.get("toward")), what.text, strength, _when(report, quote), None, None, (),
        _standing(report, quote), (quote,), _mark(report),
    )  # fmt: skip


def _channel(report: _Report, row: Row, quote: Span) -> Claim:
    name, sides, state = _verbatim(report, row.get("name")), _sides(report, row.get("sides")), _word(row, "state", State)
    if name is None or not sides:
        raise RefusedError("a channel without a name or sides that its report names")
    made = _id(report, "channel", quote, state, name.text)
    standing = _standing(report, quote)
    return ChannelChange(made, report.document.id, name.text, sides, state, _when(report, quote), standing, (quote,), _mark(report))


def _statement(report: _Report, row: Row, quote: Span) -> Claim:
    speaker, stance = _verbatim(report, row.get("speaker")), _word(row, "stance", Stance)
    if speaker is None:
        raise RefusedError("a statement of a speaker whom its report does not name")
    of = _sides(report, [row["side"]] if row.get("side") else None)
    made = _id(report, "statement", quote, stance, speaker.text)
    return Statement(
        made, report.document.id, (speaker,), (), (quote,), speaker.text, of[0] if of else None, (), False, None, None, None, stance,
        "none", (), (), None, True, _standing(report, quote), _mark(report),
    )  # fmt: skip


BUILDERS: dict[Any, Callable[[_Report, Row, Span], Claim]] = {
    "engagement": _engagement,
    "commitment": _commitment,
    "channel": _channel,
    "statement": _statement,
}

# ---------------------------------------------------------------- fields


def _id(report: _Report, kind: str, quote: Span, *more: str) -> str:
    """An id that the same proposal gets again, whoever makes it."""
    seed = "\x1f".join([report.document.id, kind, str(quote.start), str(quote.end), str(quote.title), *more])
    return f"p{hashlib.sha256(seed.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _mark(report: _Report) -> tuple[str, ...]:
    return (PROPOSED, report.proposer)


def _word(row: Row, name: str, words: Any) -> Any:
    """A word of a closed list; nothing is put in where it is missing."""
    try:
        return words(row.get(name))
    except ValueError:
        raise RefusedError(f"a {name} that is none of: {', '.join(words)}") from None


def _sides(report: _Report, said: object) -> tuple[str, ...]:
    """The sides that are said, each known and named by the report."""
    if not isinstance(said, list):
        return ()
    named = _named(f"{report.document.title or ''}\n{report.document.text}")
    codes = {side(name) for name in said if isinstance(name, str)}
    if unknown := sorted(code for code in codes if code not in named or not (code in data.sides() or code in data.bodies())):
        raise RefusedError(f"a side that its report does not name: {unknown[0][:40]}")
    return tuple(sorted(codes))


@functools.lru_cache(maxsize=64)
def _named(text: str) -> frozenset[str]:
    return frozenset(offices.sides_named(text))


@functools.lru_cache(maxsize=64)
def _dates(text: str, published: dt.date | None) -> tuple[Timex, ...]:
    return find_dates(text, published)


def _people(report: _Report, row: Row, sides: Sequence[str]) -> tuple[Person, ...]:
    """Those among the people said whose names stand in the report; a side only where it takes part."""
    found: dict[str, Person] = {}
    some = row.get("people")
    for said in some if isinstance(some, list) else ():
        told = said if isinstance(said, Mapping) else {"name": said}
        name = _verbatim(report, told.get("name"))
        if name is None:
            raise RefusedError(f"a name that does not stand in its report: {str(told.get('name'))[:40]}")
        of = side(told["side"]) if isinstance(told.get("side"), str) else None
        found[name.text] = Person(name.text, of if of in sides else None, None, name)
    return tuple(found.values())


def _verbatim(report: _Report, said: object) -> Span | None:
    """Words that stand in the report as they are said; None for all others."""
    words = said.strip() if isinstance(said, str) else ""
    return _located(report.document, words) if words else None


def _when(report: _Report, quote: Span) -> When | None:
    """The one date among the quoted words, as our own rules read it."""
    if quote.title:
        return None
    inside = [
        t
        for t in _dates(report.document.text, report.document.published)
        if quote.start <= t.start and t.end <= quote.end and t.type in ("DATE", "TIME") and t.earliest
    ]
    if len(inside) != 1:
        return None
    told = inside[0]
    return When(told.earliest, told.latest, told.precision, Span(told.start, told.end, told.text), told.rule, told.anchor, told.value)


def _standing(report: _Report, quote: Span) -> PartKind:
    if quote.title:
        return PartKind.TITLE
    return next((p.kind for p in report.document.parts if p.start <= quote.start < p.end), PartKind.BODY)
