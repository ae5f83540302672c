"""Quotations of a text, paragraph by paragraph, whatever marks are used and however badly they are balanced.

A mark is read by its neighbours: it opens before a word and closes after one. An opening mark that is never closed holds to the end of
its paragraph when the next paragraph goes on with an opening mark, or when it begins the paragraph or follows a comma or colon; else it
is a stray. One pass over the characters, so a quotation of any length costs no more than its length.

    "We will talk," he said. "The door stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MARKS = re.compile(r"[\"“”„‟«»＂〝〞「」『』‹›]|``|''|['‘’‚‛`]")
OPENERS = frozenset("“„‟«〝「『‹‘‚‛`") | {"``"}
CLOSERS = frozenset("”»〞」』›")
SINGLES = frozenset("'‘’‚‛`")
BEFORE_OPENING = frozenset(" \t\n\u00a0\u2009([{-–—:;,/…")
WORDS = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between marks, in reading offsets; ``start`` and ``end`` take the marks in, ``first`` and ``last`` leave them out.

    Args:
        paragraph: number of the paragraph it stands in.
        continues: it goes on with a quotation that the paragraph before left open.
        words: how many words it holds.
        single: it stands between single marks.
    """

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    continues: bool
    words: int
    single: bool


@dataclass(slots=True)
class _Open:
    start: int
    first: int
    single: bool
    inner: list[tuple[int, int, int, int, bool]]


def find_quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> tuple[Quotation, ...]:
    """Outermost quotations in text order.

    Args:
        text: the whole text.
        paragraphs: start and end of each paragraph, in order.
    """
    bounds = list(paragraphs)
    found: list[Quotation] = []
    carried = False
    for number, (start, end) in enumerate(bounds):
        following = bounds[number + 1][0] if number + 1 < len(bounds) else None
        goes_on = following is not None and text[following] in OPENERS | {'"', "'"}
        pieces, opened = _in_paragraph(text, start, end, goes_on)
        for a, b, first, last, single in pieces:
            continues = carried and not text[start:a].strip()
            found.append(Quotation(a, b, first, last, number, continues, sum(1 for _ in WORDS.finditer(text, first, last)), single))
        carried = opened
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int, goes_on: bool) -> tuple[list[tuple[int, int, int, int, bool]], bool]:
    """Pieces (start, end, first, last, single) of one paragraph, and whether its last quotation stays open."""
    stack: list[_Open] = []
    done: list[tuple[int, int, int, int, bool]] = []
    lone = _apostrophes(text, start, end)
    for mark in MARKS.finditer(text, start, end):
        single = mark.group() in SINGLES
        if single and mark.start() in lone:
            continue
        if _opens(text, mark, start, end, bool(stack) and any(o.single == single for o in stack)):
            if len(stack) < 3:
                stack.append(_Open(mark.start(), mark.end(), single, []))
            continue
        matching = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].single == single), None)
        if matching is not None:
            opened = stack[matching]
            del stack[matching:]
            piece = (opened.start, mark.end(), opened.first, mark.start(), single)
            (stack[-1].inner if stack else done).append(piece)
    return _unclosed(text, start, end, stack, done, goes_on)


def _unclosed(
    text: str, start: int, end: int, stack: list[_Open], done: list[tuple[int, int, int, int, bool]], goes_on: bool
) -> tuple[list[tuple[int, int, int, int, bool]], bool]:
    """What becomes of marks still open at the paragraph's end: a quotation to its end, or strays whose inner quotations count."""
    for opened in stack:
        before = text[start : opened.start].rstrip()[-1:]
        if goes_on or (not opened.single and before in {"", ",", ":"}):
            done.append((opened.start, end, opened.first, end, opened.single))
            return done, goes_on
        done.extend(opened.inner)
    return done, False


def _opens(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> bool:
    """Whether a mark opens, by its shape, its neighbours and whether one of its kind is open."""
    shape = mark.group()
    if shape in OPENERS:
        return True
    if shape in CLOSERS or shape == "’":
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    can_open = not after.isspace() and (before in BEFORE_OPENING or before in "\"“'‘")
    can_close = not before.isspace()
    return not inside if can_open == can_close else can_open


def _apostrophes(text: str, start: int, end: int) -> frozenset[int]:
    """Single marks that are apostrophes: within a word, before a short form, or after a plural's s with a true closing mark still ahead.

    "The ministers' talks were 'frank', he said": the first mark is a possessive, since no single quotation is open there.
    """
    lone: set[int] = set()
    possible: list[int] = []
    inside = False
    for mark in MARKS.finditer(text, start, end):
        if mark.group() not in SINGLES:
            continue
        at = mark.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if before.isalnum() and after.isalnum():
            lone.add(at)
        elif mark.group() in {"‘", "‚", "‛", "`"} or (
            mark.group() == "'" and not before.isalnum() and before not in ".,!?;…)" and not after.isspace()
        ):
            if mark.group() == "'" and after.isdigit():
                lone.add(at)
                continue
            lone.update(possible[:-1])
            possible, inside = [], True
        elif not inside:
            lone.add(at)
        elif before == "s" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower():
            possible.append(at)
        else:
            lone.update(possible)
            possible, inside = [], False
    lone.update(possible[:-1])
    return frozenset(lone)


def covering(quotations: Sequence[Quotation], start: int, end: int) -> Quotation | None:
    """The quotation that holds the stretch, found by halving."""
    low, high = 0, len(quotations)
    while low < high:
        middle = (low + high) // 2
        if quotations[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    if low < len(quotations) and quotations[low].start <= start and end <= quotations[low].end:
        return quotations[low]
    return None
