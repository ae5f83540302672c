"""What the record says to a draft: each claim with its verdict, the reason, and the entries that say so with their words.

contradicted  “Sullivan met Wang in Bangkok on Jan. 25”
    the record has 2024-01-26 to 2024-01-27
    26-27 Jan 2024 · talks · held: Jake Sullivan and Wang Yi  Ebfe16bfe
      “Sullivan and Wang talked in Bangkok on Friday and Saturday”  [bangkok, 27 Jan 2024]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from communique.ledger.check import Verdict
from communique.model import Document, Problem, Record
from communique.publish.days import day
from communique.publish.find import entries
from communique.publish.lines import BLANK, Line, line, quotation
from communique.publish.show import brief

NOTHING = "The draft tells of no engagement, channel or comparison that the record could speak to."
STYLE = {"confirmed": "held", "contradicted": "off", "unknown": "quiet"}
NEAREST = 3  # entries shown for what is unknown


def checked(verdicts: Sequence[Verdict], problems: Iterable[Problem], record: Record) -> tuple[Line, ...]:
    """Each verdict with the entries that say so, then how many of each there are."""
    lines: list[Line] = []
    for verdict in verdicts:
        lines += [*_verdict_lines(verdict, record), BLANK]
    lines += [line((f"not read: {problem.what}", "waiting")) for problem in problems]
    if not verdicts:
        return (*lines, line(NOTHING))
    counts = [f"{n} {word}" for word in STYLE if (n := sum(v.verdict == word for v in verdicts))]
    return (*lines, line((", ".join(counts), "head")))


def _verdict_lines(verdict: Verdict, record: Record) -> Iterator[Line]:
    yield line((f"{verdict.verdict:<12}", STYLE[verdict.verdict]), "  ", quotation(verdict.words.span.text, None), hang=14)
    yield line(verdict.reason, indent=4)
    by_id = entries(record)
    shown = list(zip(verdict.against or verdict.near, verdict.quotes, strict=True))
    for key, proof in shown if verdict.against else shown[:NEAREST]:
        entry = by_id[key]
        if not isinstance(entry, Document):
            yield line(brief(entry), (f"  {key}", "quiet"), indent=4)
        if proof:
            document = by_id.get(proof.document)
            told = f", {day(document.published)}" if isinstance(document, Document) and document.published else ""
            yield line(quotation(proof.span.text), (f"  [{proof.document}{told}]", "quiet"), indent=6)


def checked_object(verdicts: Iterable[Verdict], problems: Iterable[Problem]) -> dict[str, Any]:
    """The same for programs."""
    rows = [
        {
            "document": v.words.document,
            "start": v.words.span.start,
            "end": v.words.span.end,
            "text": v.words.span.text,
            "verdict": v.verdict,
            "against": list(v.against),
            "reason": v.reason,
            "near": list(v.near),
            "quotes": [{"document": q.document, "text": q.span.text} for q in v.quotes if q],
        }
        for v in verdicts
    ]
    return {"verdicts": rows, "problems": [problem.what for problem in problems]}
