"""The terms of a promise: what, by when, on what condition, and when it was made; each from its own words.

"They agreed on Monday to reopen the line within three months if the truce holds."
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from communique.analysis.clauses import trimmed
from communique.analysis.commitments.promises import Promise
from communique.analysis.commitments.setting import Setting
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import is_verb
from communique.analysis.parse import Reading
from communique.model import When

LONGEST = 160
TOLD = 5  # words that may name the one to whom it is promised
UNTIL = frozenset({"until", "till", "through"})
LEFT_OUT = frozenset({"acl", "advcl", "appos", "conj", "prep", "relcl", "xcomp"})
QUOTES = ('"', "“”")
CONDITION = frozenset({"if", "unless", "provided", "once"})


def what_of(promise: Promise) -> str:
    """The promised words, without "to" or "that" before them; cut before a relative clause where long."""
    doc = promise.cue.doc
    first = min(promise.content.left_edge.i, promise.content.i)
    if first <= promise.cue.i < promise.content.i:
        first = promise.cue.i + 1
    elif promise.content.i == promise.cue.i:
        # "the council would be revived" says what only as a whole
        first = next((c.left_edge.i for c in promise.cue.children if c.dep_ == "nsubjpass"), promise.cue.i)
    last = max(promise.content.right_edge.i, promise.content.i) if is_verb(promise.content) else promise.last
    first, last = trimmed(doc, first, max(first, min(last, promise.last)))
    told = next((t.i for t in doc[first : first + TOLD] if t.lower_ == "that" and t.dep_ == "mark"), None)
    if told is not None and promise.form == "verb":
        first = told  # "promised Trump that Russia would": the parser takes the one told for a subject
    while first < last and doc[first].lower_ in {"to", "that", "on"}:
        first += 1
    text = doc[first : last + 1].text
    if len(text) > LONGEST:
        last = _last_whole(doc, first, last)
        text = doc[first : last + 1].text.rstrip(" ,;")
    for mark in QUOTES:
        if sum(text.count(c) for c in mark) % 2:
            text = text.translate({ord(c): None for c in mark})
    return " ".join(text.split())


def _last_whole(doc: Doc, first: int, last: int) -> int:
    """The last token of promised words that are too long, where what follows may be left out: before a phrase or clause of its own.

    "... such as counternarcotics | to help foster confidence": never in the midst of one.
    """
    short = [i for i in range(first + 1, last + 1) if doc[i].idx - doc[first].idx <= LONGEST]
    return next((i - 1 for i in reversed(short) if _opens(doc[i], first)), max(first, len(short) + first - 1))


def _opens(token: Token, first: int) -> bool:
    """Whether a phrase or clause begins here that hangs on words before it."""
    head = next((t for t in (token, *token.ancestors) if t.dep_ in LEFT_OUT and t.left_edge.i == token.i), None)
    return head is not None and first <= head.head.i < token.i


def due_of(reading: Reading, promise: Promise, timexes: Sequence[Timex]) -> When | None:
    """The first period told inside the promised words that does not lie wholly before publication."""
    published = reading.document.published
    a, b = _edges(promise.content.left_edge, reading.doc[promise.last])
    for timex in timexes:
        if a <= timex.start < b and timex.type in {"DATE", "TIME", "DURATION"} and (timex.earliest or timex.latest):
            if published is None or timex.latest is None or timex.latest >= published:
                until = next((t for t in promise.cue.sent if t.idx >= timex.start), promise.cue).nbor(-1).lower_ in UNTIL
                return dataclasses.replace(timex, earliest=None).when(reading) if until else timex.when(reading)
    return None


def made_of(setting: Setting, promise: Promise, timexes: Sequence[Timex]) -> When | None:
    """The day told beside the cue ("agreed on Monday"), else the day of the engagement told in the same sentence."""
    sentence = promise.cue.sent
    left, right = sentence.start_char, promise.content.left_edge.idx
    for timex in timexes:
        if left <= timex.start < right and timex.type in {"DATE", "TIME"} and timex.earliest and promise.form != "will":
            return timex.when(setting.reading)
    for engagement in setting.engagements:
        at = setting.reading.offset(engagement.evidence[0])
        if sentence.start_char <= at < sentence.end_char and engagement.status.value in {"held", "under way"}:
            return engagement.when
    return None


def condition_of(promise: Promise) -> str | None:
    """The clause of condition, as written."""
    for head in (promise.cue, promise.content, promise.deed):
        for child in head.children:
            if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in CONDITION for c in child.children):
                return child.doc[child.left_edge.i : child.right_edge.i + 1].text
    return None


def _edges(first: Token, last: Token) -> tuple[int, int]:
    return first.idx, last.idx + len(last.text)
