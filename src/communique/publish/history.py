"""The life of an entry, step by step: the day a step was told, what it made of the entry, and the words.

10 Nov 2022  planned   “Biden will hold talks with Xi on Monday in Bali”
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.model import Step
from communique.publish.days import day
from communique.publish.lines import QUOTE, Line, line, quotation, status


def history_lines(history: Iterable[Step], *, full: bool = False) -> Iterator[Line]:
    """One line a step; a step set by the calendar gives its reason in place of words. ``full`` keeps quotations whole."""
    steps = tuple(history)
    width = max((len(step.status) for step in steps), default=0)
    for step in steps:
        told = f"{day(step.on) if step.on else 'undated' if step.document else '':>11}  "
        words = quotation(step.evidence.span.text, None if full else QUOTE) if step.evidence else (f"({step.reason})", "quiet")
        source = (f"  [{step.document}]", "quiet") if full and step.document else ""
        yield line(told, status(step.status, width), "  ", words, source, indent=6, hang=15 + width)
        if step.cause and not (step.evidence and step.cause.span.text in step.evidence.span.text):
            yield line("why: ", quotation(step.cause.span.text, None if full else QUOTE), indent=19 + width)
