"""A report that attacks whoever shows it: markup and script in its id, title, source, text, names, places and topics."""

from __future__ import annotations

import datetime as dt

from communique.model import (
    ChannelChange,
    Commitment,
    Comparison,
    Document,
    Engagement,
    Kind,
    Part,
    PartKind,
    Person,
    Precision,
    Span,
    Stance,
    State,
    Statement,
    Status,
    Strength,
    When,
)

SCRIPT = "<script>alert(1)</script>"
IMAGE = '<img src=x onerror="alert(2)">'
BREAK = "'\"><svg onload=alert(3)>"
SIDE = "<b>Neverland</b>"
TEXT = (
    f"NEVERLAND, March 3 - Foreign Minister {SCRIPT} met {IMAGE} on Monday in {BREAK}.\n\n"
    f'"{SCRIPT} is the first red line," {IMAGE} said. The two agreed to open {BREAK} by May.\n\n'
    '</article></main><style>*{display:none}</style><a href="javascript:alert(4)">{{ 7*7 }} ${alert(5)} %7b</a>\n'
)
DAY = When(dt.date(2024, 3, 4), dt.date(2024, 3, 4), Precision.DAY, None, SCRIPT, BREAK, IMAGE)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


DOCUMENT = Document(
    f"{SCRIPT}/../{BREAK}?q=&#x",
    TEXT,
    title=f"{IMAGE} meets {SCRIPT}",
    source=BREAK,
    published=dt.date(2024, 3, 4),
    published_basis="given",
    parts=(Part(PartKind.DATELINE, 0, 22), Part(PartKind.BODY, 22, len(TEXT))),
)
SAID = span(f"{SCRIPT} is the first red line")
MET = span(f"Foreign Minister {SCRIPT} met {IMAGE} on Monday in {BREAK}")
PEOPLE = (Person(SCRIPT, SIDE, IMAGE, span(SCRIPT)), Person(IMAGE, BREAK, BREAK, span(IMAGE)))
BODY = PartKind.BODY
CLAIMS = (
    Engagement("eattack000001", DOCUMENT.id, Kind.MEETING, Status.HELD, PEOPLE, (BREAK, SIDE), DAY, BREAK, IMAGE, SCRIPT,
               (SCRIPT, IMAGE), True, BODY, (MET,), (SCRIPT,)),
    Statement("sattack000001", DOCUMENT.id, (span(IMAGE),), (span("said"),), (SAID,), IMAGE, SIDE, (SCRIPT,),
              False, SCRIPT, BREAK, SCRIPT, Stance.WARNED, "all", (SAID,), (SCRIPT,), DAY, True, BODY, (BREAK,)),
    Commitment("cattack000001", DOCUMENT.id, (SIDE,), (BREAK,), f"open {BREAK}", Strength.AGREED, DAY, DAY, SCRIPT, (IMAGE,), BODY,
               (span(f"The two agreed to open {BREAK}"),), (SCRIPT,)),
    ChannelChange("lattack000001", DOCUMENT.id, f"line {SCRIPT}", (BREAK, SIDE), State.AGREED, DAY, BODY,
                  (span(f"open {BREAK}"),), (SCRIPT,)),
    Comparison("rattack000001", DOCUMENT.id, f"first {SCRIPT}", SCRIPT, "eattack000001", (SIDE,), None, BODY, (MET,), (BREAK,)),
)  # fmt: skip
