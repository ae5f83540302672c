"""A small record made by hand for the tests of views and commands: Japan and South Korea in 2023, in our own words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from communique.model import (
    ChannelEntry,
    Commitment,
    CommitmentEntry,
    Comparison,
    ComparisonEntry,
    Document,
    Engagement,
    EngagementEntry,
    Evidence,
    Kind,
    PartKind,
    Person,
    Precision,
    Record,
    Span,
    Stance,
    State,
    Statement,
    StatementEntry,
    Status,
    Step,
    Strength,
    When,
)

READ_AT = dt.datetime(2023, 3, 17, 8, 0, tzinfo=dt.UTC)
AHEAD = Document(
    "tokyo-ahead",
    "South Korean President Yoon Suk Yeol will visit Tokyo on March 16 for talks with Prime Minister Fumio Kishida.",
    source="Wire",
    published=dt.date(2023, 3, 9),
    published_basis="given",
)
HELD = Document(
    "tokyo-held",
    "Yoon met Kishida in Tokyo on Thursday. The two agreed to resume shuttle diplomacy.\n\n"
    '"We will open a new chapter," Kishida said.\n\n'
    "The neighbors also agreed to restart a security dialogue that has been suspended since 2018.",
    title="Yoon, Kishida meet in Tokyo",
    source="Wire",
    published=dt.date(2023, 3, 16),
    published_basis="inferred",
)


def span(document: Document, words: str) -> Span:
    """The span of words that stand in a document's text."""
    start = document.text.index(words)
    return Span(start, start + len(words), words)


def proof(document: Document, words: str) -> Evidence:
    return Evidence(document.id, span(document, words))


def step(status: str, document: Document, words: str, claim: str, reason: str = "told so") -> Step:
    return Step(status, document.published, None, None, document.id, proof(document, words), claim, reason)


YOON = Person("Yoon Suk Yeol", "KOR", "President")
KISHIDA = Person("Fumio Kishida", "JPN", "Prime Minister")
WILL_VISIT = "will visit Tokyo on March 16"
MET = "Yoon met Kishida in Tokyo on Thursday"
AGREED = "The two agreed to resume shuttle diplomacy"
DIALOGUE = "agreed to restart a security dialogue that has been suspended since 2018"
THURSDAY = When(dt.date(2023, 3, 16), dt.date(2023, 3, 16), Precision.DAY, span(HELD, "Thursday"), "weekday", "2023-03-16", "2023-03-16")

MEETING_CLAIM = Engagement(
    "e-met",
    HELD.id,
    Kind.MEETING,
    Status.HELD,
    (YOON, KISHIDA),
    ("JPN", "KOR"),
    THURSDAY,
    "Tokyo",
    None,
    None,
    (),
    True,
    PartKind.BODY,
    (span(HELD, MET),),
    ("meet:past",),
)
PLAN_CLAIM = replace(
    MEETING_CLAIM,
    id="e-plan",
    document=AHEAD.id,
    status=Status.PLANNED,
    when=None,
    evidence=(span(AHEAD, WILL_VISIT),),
    rules=("visit:will",),
)
SAID_CLAIM = Statement(
    "s-said",
    HELD.id,
    (span(HELD, "Kishida said"),),
    (span(HELD, "said"),),
    (span(HELD, "We will open a new chapter,"),),
    "Fumio Kishida",
    "JPN",
    (),
    False,
    None,
    None,
    None,
    Stance.SAID,
    "all",
    (span(HELD, "We will open a new chapter,"),),
    (),
    None,
    True,
    PartKind.BODY,
)
AGREED_CLAIM = Commitment(
    "c-shuttle",
    HELD.id,
    ("JPN", "KOR"),
    ("JPN", "KOR"),
    "resume shuttle diplomacy",
    Strength.AGREED,
    None,
    THURSDAY,
    None,
    (),
    PartKind.BODY,
    (span(HELD, AGREED),),
    ("agree:to",),
)
FIRST_CLAIM = Comparison(
    "r-first", HELD.id, "a new chapter", "ordinal", "e-met", ("JPN", "KOR"), None, PartKind.BODY, (span(HELD, "a new chapter"),)
)
CLAIMS = (PLAN_CLAIM, MEETING_CLAIM, SAID_CLAIM, AGREED_CLAIM, FIRST_CLAIM)

MEETING = EngagementEntry(
    "E-tokyo",
    Kind.MEETING,
    Status.HELD,
    (YOON, KISHIDA),
    ("JPN", "KOR"),
    dt.date(2023, 3, 16),
    dt.date(2023, 3, 16),
    Precision.DAY,
    "Tokyo",
    None,
    None,
    ("security",),
    (step("planned", AHEAD, WILL_VISIT, "e-plan"), step("held", HELD, MET, "e-met", "a report that it was held")),
    (proof(AHEAD, WILL_VISIT), proof(HELD, MET)),
    ("e-plan", "e-met"),
    ("same people, and the days agree",),
    (),
)
SEOUL = replace(
    MEETING,
    id="E-seoul",
    kind=Kind.VISIT,
    status=Status.EXPECTED,
    people=(KISHIDA,),
    start=dt.date(2023, 5, 1),
    end=dt.date(2023, 6, 30),
    precision=Precision.VAGUE,
    place="Seoul",
    topics=(),
    history=(step("expected", HELD, AGREED, "e-met"),),
)
LAPSED = replace(
    SEOUL,
    id="E-lapsed",
    status=Status.LAPSED,
    start=None,
    end=None,
    history=(
        *SEOUL.history,
        Step("lapsed", dt.date(2023, 7, 1), None, None, None, None, None, "its time is over and no report says that it was held"),
    ),
)
SHUTTLE = CommitmentEntry(
    "C-shuttle",
    ("JPN", "KOR"),
    ("JPN", "KOR"),
    "resume shuttle diplomacy",
    Strength.AGREED,
    dt.date(2023, 3, 16),
    None,
    None,
    "open",
    (),
    (step("open", HELD, AGREED, "c-shuttle"),),
    (proof(HELD, AGREED),),
    ("c-shuttle",),
    (),
    (),
)
LINE = ChannelEntry(
    "L-dialogue",
    "security dialogue",
    ("JPN", "KOR"),
    State.AGREED,
    (
        Step("suspended", None, dt.date(2018, 1, 1), dt.date(2018, 12, 31), HELD.id, proof(HELD, "suspended since 2018"), "l-1", "told so"),
        step("agreed", HELD, DIALOGUE, "l-2"),
    ),
    ("l-1", "l-2"),
    (),
)
SAID = StatementEntry("S-said", SAID_CLAIM, HELD.published, "E-tokyo")
FIRST = ComparisonEntry("R-first", FIRST_CLAIM, "unknown", ("E-tokyo",), "nothing in the record is older")

RECORD = Record(None, (AHEAD, HELD), (SEOUL, MEETING, LAPSED), (SHUTTLE,), (LINE,), (SAID,), (FIRST,), ())
EMPTY = Record(None, (), (), (), (), (), (), ())
