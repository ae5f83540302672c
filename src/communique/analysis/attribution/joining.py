"""Which cue reports which quotation: by the parse, by standing beside it, or by going on with the quotation before.

"The door is open," the envoy said. "Nobody closed it." [both are his; the second has no cue of its own]
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.phrases import cue_frames
from communique.analysis.attribution.quotations import Quotation

REACH = 40  # tokens between a quotation and its cue


def attach(text: Text, drafts: list[Draft], pending: list[Draft]) -> None:
    """Give every quotation to the cue that reports it; drafts that waited for one join the others."""
    last: Draft | None = None
    mains = _mains(drafts)
    held = _held(text, drafts)
    joined: set[int] = set()
    labelled = {text.paragraph[i] for d in drafts if d.rule == "label" for i in d.content}
    for number, q in enumerate(text.quotations):
        span = text.tokens[number]
        if q.paragraph in labelled:
            last = None
        if not span or q.paragraph in labelled:
            continue
        inside = set(span)
        owners = [d for d in held.get(number, ()) if d.head.i not in inside]
        if owners:
            for d in owners:
                if len(d.content & inside) * 3 >= min(len(inside), 12) or d.rule != "object":
                    d.content |= inside | _beyond(text, span)
                    d.own.append(number)
            last = max(owners, key=lambda d: len(d.content))
            continue
        found = _after(text, span, pending) or _before(text, span, pending)
        if found is not None:
            found.content |= inside
            found.own.append(number)
            if id(found) not in joined:
                joined.add(id(found))
                drafts.append(found)
            last = found
        else:
            main = mains[bisect_left(mains, span[0], key=_place) - 1] if mains and mains[0].head.i < span[0] else None
            if last is None or (
                main is not None and main.head.i > last.head.i and text.paragraph[main.head.i] > text.paragraph[last.head.i]
            ):
                last = main
            if last is not None:
                _go_on(text, number, span, last)
    for draft in drafts:
        draft.content -= _after_closing(text, draft)


def _after_closing(text: Text, draft: Draft) -> set[int]:
    """What the parse hangs on a whole quotation though it stands behind it: "“Stay here,” she said, until the boats came"."""
    if not draft.own or draft.rule in {"label", "according to"}:
        return set()
    first = text.tokens[min(draft.own)]
    if min(draft.content, default=-1) < first[0] or text.doc[first[-1] - 1].text not in {",", ".", "!", "?"}:
        return set()
    return {i for i in draft.content if i > first[-1] and text.inside[i] < 0}


def _beyond(text: Text, span: range) -> set[int]:
    """A phrase behind the closing mark that hangs on a quoted word: "do “what they like” to their neighbours"."""
    after = text.doc[span[-1] + 1] if span[-1] + 1 < len(text.doc) else None
    return (
        {t.i for t in after.subtree}
        if after is not None and after.dep_ == "prep" and after.lower_ != "according" and after.head.i in span
        else set()
    )


def _place(draft: Draft) -> int:
    return draft.head.i


def _held(text: Text, drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """For each quotation the drafts whose content reaches into it or breaks off right before it."""
    held: dict[int, list[Draft]] = {}
    for draft in drafts:
        numbers = {text.inside[i] for i in draft.content}
        last = max(draft.content, default=-1)
        if 0 <= last < len(text.doc) - 1 and draft.head.i < last and text.doc[last].pos_ not in {"PUNCT", "SPACE"}:
            # "said the bill puts in place 'bulkheads'": the parse ends the clause at the mark
            numbers.add(text.inside[last + 1])
        for number in numbers - {-1}:
            held.setdefault(number, []).append(draft)
    return held


def _mains(drafts: Sequence[Draft]) -> list[Draft]:
    """Reported attributions that stand in no other one, by place: a quotation that fills a paragraph goes on with the last of them."""
    mains: list[Draft] = []
    inside: set[int] = set()
    for draft in sorted((d for d in drafts if d.manner.reported), key=lambda d: -len(d.content)):
        if draft.head.i not in inside:
            mains.append(draft)
            inside |= draft.content
    return sorted(mains, key=_place)


def _after(text: Text, span: range, pending: Sequence[Draft]) -> Draft | None:
    """A cue right after the quotation: "...," Wang told reporters."""
    first = bisect_right(pending, span[-1], key=_place)
    for draft in pending[first : first + REACH]:
        i = draft.head.i
        if i > span[-1] + REACH:
            return None
        if text.paragraph[i] == text.paragraph[span[-1]] and text.inside[i] < 0:
            between = text.doc[span[-1] + 1 : i]
            broken = any(t.text in {".", ";"} or text.inside[t.i] >= 0 for t in between)
            return draft if not broken and draft.head.sent.start <= span[-1] + 1 else None
    return None


def _before(text: Text, span: range, pending: Sequence[Draft]) -> Draft | None:
    """A cue before the quotation: Wang said, "..."; or a colon that ends the paragraph before."""
    last = bisect_left(pending, span[0], key=_place)
    for draft in reversed(pending[max(0, last - REACH) : last]):
        i = draft.head.i
        if i < span[0] - REACH:
            return None
        if text.inside[i] < 0:
            between = text.doc[i + 1 : span[0]]
            if any(t.text in {".", ";", "!", "?"} or text.inside[t.i] >= 0 for t in between):
                return None
            ends = next((t.text for t in reversed(list(between)) if not t.is_space), "")
            return draft if text.paragraph[i] == text.paragraph[span[0]] or ends == ":" else None
    return None


def _go_on(text: Text, number: int, span: range, last: Draft) -> None:
    """Join a quotation with no cue of its own to the one before it: broken by ", he said,", carried on, or a paragraph of its own."""
    q = text.quotations[number]
    previous = text.doc[span[0] - 1] if span[0] else None
    while previous is not None and previous.is_space:
        previous = text.doc[previous.i - 1] if previous.i else None
    mark = previous.text if previous is not None else ""
    same = text.paragraph[last.head.i] == text.paragraph[span[0]]
    if mark in {".", "!", "?"} and not q.continues and _named(text, span):
        return
    if q.continues or (same and q.words >= 3 and (mark in {".", "!", "?", ",", ":"} or (previous is not None and previous.is_quote))):
        last.content |= set(span)
        (last.own if q.continues or mark == "," else last.carried).append(number)
    elif not same and q.words >= 4 and text.paragraph[span[0]] - text.paragraph[last.head.i] <= 1 + len(last.following) and _alone(text, q):
        last.following.append(number)
        last.content |= set(span)


def _named(text: Text, span: range) -> bool:
    """Whether a quotation only opens a sentence of the text's own: "“Open borders” should remain the rule." """
    sentence = text.doc[span[0]].sent
    after = [t for t in sentence if t.i > span[-1] and not t.is_punct and not t.is_space]
    return len(after) > 2 and text.inside[sentence.root.i] < 0 and sentence.root.i > span[-1] and not cue_frames(sentence.root)


def _alone(text: Text, q: Quotation) -> bool:
    """Whether a quotation fills its paragraph."""
    part = text.reading.parts[q.paragraph]
    return part.end - part.start - (q.end - q.start) < 4
