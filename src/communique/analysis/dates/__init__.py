"""Time expressions of news English: found without a parse, read as TIMEX3 values and as days of the calendar.

``find_dates`` cuts the text into tokens, lets the rules of ``data/time_rules.toml`` find expressions, and resolves each from its ground
(day of the report, last explicit date, quarter in force, tense). Linear in the length of the text, free of any clock; impossible days
are reported, not split.

    "Both ministers will meet again on Feb. 16." (published 14 February 2024) -> DATE 2024-02-16
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from communique.analysis.dates import beside, clock, days, holidays, ranges, spans, units
from communique.analysis.dates.anchors import Answer, Ground
from communique.analysis.dates.rules import Match, chosen, matches
from communique.analysis.dates.screens import refused
from communique.analysis.dates.timex import Alternative, Timex
from communique.analysis.dates.tokens import Tokens, chunks, lexicon, tokenise

__all__ = ["Alternative", "Timex", "find_dates"]

Builder = Callable[[Match, Ground], Answer | None]
PARAGRAPH = lexicon().codes["PARA"]


def _builder(name: str) -> Builder:
    for module in (days, ranges, clock, units, beside, spans, holidays):
        found = getattr(module, name, None)
        if callable(found):
            return found  # type: ignore[no-any-return]
    raise KeyError(name)


def find_dates(text: str, published: dt.date | None, *, spans: Sequence[tuple[int, int]] | None = None) -> tuple[Timex, ...]:
    """The time expressions of a text, in order, none overlapping.

    Args:
        text: the text; offsets of the answer count its code points.
        published: the day of the report; without it, what depends on it has no bounds.
        spans: only these stretches are read (all of the text when None).

    Returns:
        one Timex for each expression; a day that no calendar has comes with rule "impossible" and without bounds.
    """
    ground = Ground(published)
    found: list[Timex] = []
    for start, end in spans if spans is not None else ((0, len(text)),):
        for a, b in chunks(text, start, end):
            found.extend(_read(tokenise(text, a, b), ground))
    return tuple(found)


def _read(tokens: Tokens, ground: Ground) -> Iterator[Timex]:
    at = 0
    base = ground.paragraph
    for match in chosen(matches(tokens), refused):
        base += tokens.codes.count(PARAGRAPH, at, match.first)
        at = match.first
        ground.paragraph = base
        answer = _builder(match.rule.build)(match, ground)
        if answer is None:
            continue
        start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
        words = tokens.text[start:end]
        ground.note(answer, words, match.before, match.after)
        rule = "impossible" if answer.impossible else match.rule.name
        yield Timex(
            start,
            end,
            words,
            answer.type,
            answer.value,
            answer.first,
            answer.last,
            answer.precision,
            rule,
            answer.anchor,
            answer.alternatives,
            answer.mod,
        )
    ground.paragraph = base + tokens.codes.count(PARAGRAPH, at)
