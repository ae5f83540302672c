"""How the pages put things: days as bounds in words, who met whom, the tone of a status, the address of words in their report.

"some time in Nov 2023" · "Joe Biden and Xi Jinping" · /document/munich?words=120-163
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote

from starlette.requests import Request

from communique.ledger.changes import status
from communique.model import (
    PROPOSED,
    ChannelEntry,
    CommitmentEntry,
    ComparisonEntry,
    Document,
    EngagementEntry,
    Evidence,
    Person,
    Precision,
    ProposalEntry,
    Span,
    StatementEntry,
    Step,
)
from communique.publish.days import LASTING, period
from communique.publish.find import Entry
from communique.publish.lines import TONES
from communique.publish.parties import side_name
from communique.publish.telling import telling
from communique.wire.layout import headline

PATHS = (
    (EngagementEntry, "/engagement/"),
    (CommitmentEntry, "/commitment/"),
    (ChannelEntry, "/channel/"),
    (StatementEntry, "/statement/"),
    (ComparisonEntry, "/comparison/"),
    (ProposalEntry, "/proposal/"),
    (Document, "/document/"),
)
SIGNS = frozenset(re.findall(r'symbol id="s-([a-z-]+)"', (Path(__file__).parent / "static" / "glyphs.svg").read_text(encoding="utf-8")))
NAMED = 3  # people whom a heading names
SNIPPET = 220  # characters of a quotation in a list


def bounds(start: dt.date | None, end: dt.date | None, precision: Precision | None = None) -> str:
    """A period in words; a month or year within which a day is not known says so."""
    said = period(start, end, precision)
    vague = start is not None and end is not None and start != end and precision not in LASTING and precision is not None
    return f"some time in {said}" if vague and said[:4] not in ("some", "the ") else said


def when(entry: Entry) -> str:
    """The days of an entry, in words."""
    match entry:
        case EngagementEntry():
            return bounds(entry.start, entry.end, entry.precision)
        case CommitmentEntry():
            return f"due {period(entry.due_start, entry.due_end)}" if entry.due_start or entry.due_end else "no time set"
        case StatementEntry() | ProposalEntry():
            return period(entry.published, entry.published)
        case _:
            return ""


def standing(entry: Entry) -> str:
    """Where an entry stands, in a word."""
    match entry:
        case StatementEntry():
            return entry.claim.stance.value
        case ComparisonEntry():
            return entry.verdict
        case ProposalEntry():
            return PROPOSED
        case _:
            return status(entry)


def heading(entry: Entry | Document) -> str:
    """What an entry is, in a line."""
    match entry:
        case EngagementEntry():
            return who(entry.people, entry.sides)
        case CommitmentEntry():
            return entry.what
        case ChannelEntry():
            return entry.name
        case StatementEntry():
            return entry.claim.speaker or "speaker not named"
        case ComparisonEntry():
            return entry.claim.claim
        case ProposalEntry():
            return telling(entry.claim)
        case Document():
            return entry.title or headline(entry.text, entry.parts) or entry.id


def sort_of(entry: Entry | Document) -> str:
    """What kind of thing it is, in a word."""
    match entry:
        case EngagementEntry():
            return entry.kind.value
        case Document():
            return "report"
        case _:
            return type(entry).__name__.removesuffix("Entry").lower()


def who(people: Iterable[Person], sides: Iterable[str]) -> str:
    """The people, and the sides for which nobody is named: "Antony Blinken · China"."""
    named = tuple(people)
    names = [p.name for p in named[:NAMED]]
    if len(named) > NAMED:
        names.append(f"{len(named) - NAMED} more")
    joined = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
    bare = [side_name(side) for side in sides if all(p.side != side for p in named)]
    return " · ".join(filter(None, [joined, ", ".join(bare)])) or "participants not named"


def tone(word: str) -> str:
    """The tone of a status word, as the lists of the terminal have it."""
    return TONES.get(word, {"confirmed": "held", "contradicted": "off"}.get(word, "quiet"))


def signed(word: str) -> bool:
    """Whether a word has a sign."""
    return sign(word) in SIGNS


def sign(word: str) -> str:
    """The name of a status word's sign."""
    return word.replace(" ", "-")


def path(entry: Entry | Document) -> str:
    """The lasting address of an entry."""
    return next(begin for kind, begin in PATHS if isinstance(entry, kind)) + quote(entry.id, safe="")


def person_path(key: str) -> str:
    """The address of a person."""
    return "/person/" + quote(key, safe="/")


def place(document: str, span: Span) -> str:
    """The address of words in their report."""
    where = "title" if span.title else "words"
    return f"/document/{quote(document, safe='')}?{where}={span.start}-{span.end}#here"


def proof(evidence: Evidence) -> str:
    """The address of evidence."""
    return place(evidence.document, evidence.span)


def snippet(text: str, most: int = SNIPPET) -> str:
    """Words on one line, shortened at a word's end."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def last_told(history: Iterable[Step]) -> Step | None:
    """The latest step that a report told."""
    return next((step for step in reversed(tuple(history)) if step.evidence), None)


def path_of(request: Request) -> str:
    """The path of a request with everything quoted as ``path`` quotes it."""
    begin, _, key = request.url.path.lstrip("/").partition("/")
    return f"/{begin}/{quote(unquote(key), safe='')}"
