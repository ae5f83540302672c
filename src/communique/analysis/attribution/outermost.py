"""The raw attributions of a reading: offsets of source, cue and content, outermost only.

"Miller said Blinken reiterated that talks go on": one attribution, whose source is Miller.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.relations import drafts_of
from communique.analysis.parse import Reading
from communique.model import Span

Pieces = tuple[tuple[int, int], ...]
Spans = tuple[Span, ...]
EDGES = " \t\n\r\u00a0,;:–—-"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content as pieces of the document, in order; the source may be empty.

    Args:
        type: what the cue does: said, according to, asked, agreed, warned, demanded, denied, opposed, believed, intended, shown ...
        reported: a cue of speech or writing; false for belief, intention and perception.
    """

    source: Spans
    cue: Spans
    content: Spans
    type: str
    reported: bool


def find_attributions(reading: Reading) -> tuple[Attribution, ...]:
    """The outermost attributions of a reading in text order."""
    text = Text(reading)
    kept = sorted(
        (d for d in outermost(drafts_of(text)) if text.inside[d.head.i] < 0 or d.rule == "label"), key=lambda d: min(d.content | d.cue)
    )
    return tuple(a for a in (_attribution(text, d) for d in kept) if a.content)


def outermost(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts whose cue does not stand in the content of another."""
    taken: set[int] = set()
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: -len(d.content)):
        if draft.head.i not in taken:
            kept.append(draft)
            taken |= draft.content
    return kept


def _attribution(text: Text, draft: Draft) -> Attribution:
    source, cue, content = (spans(text, numbers) for numbers in (draft.source, draft.cue, draft.content))
    if draft.rule == "label":
        cue = (text.reading.span(draft.head.idx, draft.head.idx + len(draft.head)),)
    return Attribution(source, cue, content, draft.manner.type, draft.manner.reported)


def spans(text: Text, numbers: Iterable[int]) -> Spans:
    """Runs of tokens as spans of the document."""
    return tuple(text.reading.span(a, b) for a, b in pieces(text, numbers))


def pieces(text: Text, numbers: Iterable[int]) -> Pieces:
    """Runs of tokens as offsets, white space and punctuation at their edges left out; runs without a word are left out."""
    runs: list[tuple[int, int]] = []
    previous = -2
    ordered = sorted(numbers)
    while len(ordered) > 1 and (text.doc[ordered[-1]].pos_ == "CCONJ" or text.doc[ordered[-1]].is_space):
        ordered.pop()
    for i in ordered:
        token = text.doc[i]
        start, end = token.idx, token.idx + len(token)
        if previous == i - 1 and runs:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        previous = i
    trimmed = (_trim(text.reading.text, a, b) for a, b in runs)
    return tuple((a, b) for a, b in trimmed if any(c.isalnum() for c in text.reading.text[a:b]))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES + ".":
        end -= 1
    return start, end
