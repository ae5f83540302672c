"""Who says what, as raw pieces of text: source, cue and content of every attribution, nested ones included.

Cues come from the table, contents from the parse and from the quotations beside a cue, sources from the parse. Drafts are token sets;
they become offsets only at the end, so that quotations can be joined to what the parse found.

    According to the spokesman, "the door is open," but the minister said talks "need time."
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from communique.analysis.attribution.frames import Frame, cue_frames, frame_of, subtree
from communique.analysis.attribution.lexicon import Manner, lexicon
from communique.analysis.attribution.quotations import Quotation, find_quotations
from communique.analysis.attribution.sources import source_of, source_tokens
from communique.analysis.parse import Reading
from communique.model import Stance

ACCORDING = Manner("according to", True, Stance.SAID)
SAID = Manner("said", True, Stance.SAID)
REACH = 40
HEADLINE = 250
LABEL = re.compile(
    r"[\"“(]?([A-Z][\w.’'-]*(?: (?:[A-Z0-9][\w.’'&-]*|of|the|at|on|in|for|and|&|camp|sources?|reports?|aides?|officials?|spokes\w+|ministry|poll|study|president)){0,7}):\s"
)
NO_SPEAKER = frozenset(
    """related coverage|update|the latest|analysis|exclusive|breaking|opinion|editorial|live|timeline|explainer|factbox|video|photos|watch|read more
    note|correction|editor's note|contact|source|sources|photo|read|full text|topics|subject|date|more|related|see also|news analysis|fact check""".replace(
        "\n    ", "|"
    ).split("|")
)


@dataclass(slots=True)
class Draft:
    """An attribution in the making: token numbers of its parts."""

    head: Token
    manner: Manner
    rule: str
    cue: set[int]
    content: set[int]
    subject: Token | None = None
    source: set[int] = field(default_factory=set)
    own: list[int] = field(default_factory=list)
    carried: list[int] = field(default_factory=list)
    following: list[int] = field(default_factory=list)


class Text:
    """A reading with its quotations, seen by token numbers."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc: Doc = reading.doc
        self.quotations = find_quotations(reading.text, [(p.start, p.end) for p in reading.parts])
        self.inside: list[int] = [-1] * len(self.doc)
        self.tokens: list[range] = []
        at = 0
        for number, q in enumerate(self.quotations):
            while at < len(self.doc) and self.doc[at].idx + len(self.doc[at]) <= q.start:
                at += 1
            first = at
            while at < len(self.doc) and self.doc[at].idx < q.end:
                self.inside[at] = number
                at += 1
            self.tokens.append(range(first, at))
        starts = [p.start for p in reading.parts]
        self.paragraph: list[int] = []
        number = -1
        for token in self.doc:
            while number + 1 < len(starts) and starts[number + 1] <= token.idx:
                number += 1
            self.paragraph.append(number)

    def paragraph_tokens(self) -> list[range]:
        """The tokens of each paragraph."""
        bounds = [range(0, 0)] * len(self.reading.parts)
        for i, number in enumerate(self.paragraph):
            if number >= 0:
                bounds[number] = range(bounds[number].start if bounds[number] else i, i + 1)
        return bounds


def drafts_of(text: Text) -> list[Draft]:
    """All attributions of a text, nested ones too, in the order of their cues."""
    drafts: list[Draft] = []
    pending: list[Draft] = []
    for token in text.doc:
        frames = cue_frames(token)
        if not frames:
            if token.lower_ == "according":
                drafts.extend(_according(token))
            continue
        frame = frame_of(token, frames)
        if frame is not None:
            drafts.append(_draft(token, frame.manner, frame.rule, set(frame.content)))
        elif token.pos_ == "VERB" and (manner := frames.get("quotation") or frames.get("clause")) and manner.reported:
            pending.append(_draft(token, manner, "quotation", set()))
    drafts.extend(_labelled(text))
    _attach(text, drafts, pending)
    _enclose(drafts)
    drafts = [d for d in drafts if d.content]
    for draft in drafts:
        _finish(draft)
    return sorted((d for d in drafts if d.content), key=lambda d: d.head.i)


def _draft(token: Token, manner: Manner, rule: str, content: set[int]) -> Draft:
    cue = {token.i} | {k.i for k in token.children if k.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(k.i - token.i) < 5}
    if token.pos_ == "NOUN" and token.dep_ == "dobj" and token.head.lemma_.lower() in lexicon().light:
        cue.add(token.head.i)
    if token.pos_ == "ADJ" and token.head.pos_ == "AUX":
        cue.add(token.head.i)
    return Draft(token, manner, rule, cue - content, content)


def _labelled(text: Text) -> Iterable[Draft]:
    """Paragraphs that begin with their speaker and a colon: headlines ("Lavrov: Talks ...") and transcripts ("Q: ...")."""
    labels = [LABEL.match(text.reading.text, p.start, p.end) for p in text.reading.parts]
    names = Counter(m.group(1) for m in labels if m)
    spans = text.paragraph_tokens()
    for number, match in enumerate(labels):
        if match is None or match.group(1).lower() in NO_SPEAKER:
            continue
        name, part = match.group(1), text.reading.parts[number]
        headline = number == 0 and part.end - part.start < HEADLINE and not name.startswith(("The ", "A ", "How ", "Why ", "What "))
        if not headline and not (names[name] > 1 or name.isupper()) or text.reading.text[match.end() : match.end() + 1].isdigit():
            continue
        tokens = [t for t in text.doc[spans[number].start : spans[number].stop] if not t.is_space]
        colon = next((t for t in tokens if t.idx + len(t) >= match.end(1) + 1 and ":" in t.text), None)
        source = {t.i for t in tokens if t.idx < match.end(1)}
        if colon is None or not source or any(t.pos_ in {"VERB", "AUX"} and not t.text.istitle() for t in text.doc[min(source) : colon.i]):
            continue
        draft = Draft(colon, SAID, "label", {colon.i}, {t.i for t in tokens if t.i > colon.i}, text.doc[max(source)])
        draft.source = source
        yield draft


def _finish(draft: Draft) -> None:
    if draft.rule == "label":
        return
    if draft.subject is None and draft.rule != "according to":
        draft.subject = source_of(draft.head)
    if draft.subject is not None:
        if draft.subject.i in draft.content:
            draft.subject = None
        else:
            draft.source = source_tokens(draft.subject, draft.content | draft.cue)
    draft.content -= draft.source | draft.cue


def _according(token: Token) -> Iterable[Draft]:
    """ "According to the ministry, ...": the rest of the sentence, from a colon or a conjunction that stands right before the phrase."""
    to = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    named = next((k for k in to.children if k.dep_ in {"pobj", "pcomp"}), None)
    if to.lower_ != "to" or named is None:
        return
    phrase = subtree(to) | {token.i}
    first, last = token.sent.start, token.sent.end
    left = min(i for i in phrase)
    doc = token.doc
    for i in range(first, left):
        if doc[i].text in {":", ";"} and not any(doc[k].is_quote for k in range(first, i)):
            first = i + 1
    before = [doc[i] for i in range(max(first, left - 2), left)]
    if len(before) == 2 and before[1].text == "," and before[0].pos_ in {"SCONJ", "CCONJ", "ADP"}:
        first = left
    yield Draft(token, ACCORDING, "according to", {token.i, to.i}, set(range(first, last)) - phrase, named)


def _enclose(drafts: Sequence[Draft]) -> None:
    """What is told according to somebody is told whole, and the phrase that says so is nobody's words.

    "Xi replied that China was ready, according to a readout": the readout tells of Xi's reply, though the parse hangs it into the reply.
    """
    at: dict[int, list[Draft]] = {}
    for draft in drafts:
        for i in draft.content if draft.rule == "according to" else ():
            at.setdefault(i, []).append(draft)
    for draft in sorted(drafts, key=lambda d: len(d.content)):
        for outer in at.get(draft.head.i, ()):
            if outer is draft:
                continue
            if outer.head.i in draft.content and outer.head.i > draft.head.i:
                draft.content -= set(range(outer.head.i, outer.head.sent.end)) - outer.content
            if outer.head.i not in draft.content:
                outer.content |= draft.content - outer.cue


def _attach(text: Text, drafts: list[Draft], pending: list[Draft]) -> None:
    """Give every quotation to the cue that reports it; drafts that waited for one join the others."""
    last: Draft | None = None
    mains = _mains(drafts)
    labelled = {text.paragraph[d.head.i] for d in drafts if d.rule == "label"}
    for number, q in enumerate(text.quotations):
        span = text.tokens[number]
        if q.paragraph in labelled:
            last = None
        if not span or q.paragraph in labelled:
            continue
        inside = set(span)
        owners = [d for d in drafts if d.head.i not in inside and (d.content & inside or _adjoins(text, d, span))]
        if owners:
            for d in owners:
                if len(d.content & inside) * 3 >= min(len(inside), 12) or d.rule != "object":
                    d.content |= inside
                    d.own.append(number)
            last = max(owners, key=lambda d: len(d.content))
            continue
        found = _after(text, q, span, pending) or _before(text, q, span, pending)
        if found is not None:
            found.content |= inside
            found.own.append(number)
            if found not in drafts:
                drafts.append(found)
            last = found
        else:
            main = mains[bisect_left(mains, span[0], key=_place) - 1] if mains and mains[0].head.i < span[0] else None
            if last is None or (main is not None and main.head.i > last.head.i and text.paragraph[main.head.i] > text.paragraph[last.head.i]):
                last = main
            if last is not None:
                _go_on(text, number, span, last)


def _place(draft: Draft) -> int:
    return draft.head.i


def _mains(drafts: Sequence[Draft]) -> list[Draft]:
    """Reported attributions that stand in no other one, by place: a quotation that fills a paragraph goes on with the last of them."""
    mains: list[Draft] = []
    inside: set[int] = set()
    for draft in sorted((d for d in drafts if d.manner.reported), key=lambda d: -len(d.content)):
        if draft.head.i not in inside:
            mains.append(draft)
            inside |= draft.content
    return sorted(mains, key=_place)


def _after(text: Text, q: Quotation, span: range, pending: Sequence[Draft]) -> Draft | None:
    """A cue right after the quotation: "...," Wang told reporters."""
    paragraph = text.paragraph[span[-1]]
    for d in pending:
        i = d.head.i
        if span[-1] < i <= span[-1] + REACH and text.paragraph[i] == paragraph and text.inside[i] < 0:
            between = text.doc[span[-1] + 1 : i]
            if not any(t.text in {".", ";"} or text.inside[t.i] >= 0 for t in between) and d.head.sent.start <= span[-1] + 1:
                return d
            return None
    return None


def _before(text: Text, q: Quotation, span: range, pending: Sequence[Draft]) -> Draft | None:
    """A cue before the quotation: Wang said, "..."; or a colon that ends the paragraph before."""
    for d in reversed(pending):
        i = d.head.i
        if i < span[0] and i >= span[0] - REACH and text.inside[i] < 0:
            between = text.doc[i + 1 : span[0]]
            if any(t.text in {".", ";", "!", "?"} or text.inside[t.i] >= 0 for t in between):
                return None
            ends = next((t.text for t in reversed(list(between)) if not t.is_space), "")
            if text.paragraph[i] == text.paragraph[span[0]] or ends == ":":
                return d
            return None
    return None


def _adjoins(text: Text, draft: Draft, span: range) -> bool:
    """Whether a quotation begins right where a clause breaks off: "said the bill puts in place 'bulkheads'"."""
    return span[0] - 1 in draft.content and span[0] - 1 == max(draft.content) and draft.head.i < span[0] and text.doc[span[0] - 1].pos_ not in {"PUNCT", "SPACE"}


def _go_on(text: Text, number: int, span: range, last: Draft) -> None:
    """Join a quotation with no cue of its own to the one before it: broken by ", he said,", carried on, or a paragraph of its own."""
    q = text.quotations[number]
    previous = text.doc[span[0] - 1] if span[0] else None
    while previous is not None and previous.is_space:
        previous = text.doc[previous.i - 1] if previous.i else None
    mark = previous.text if previous is not None else ""
    same = text.paragraph[last.head.i] == text.paragraph[span[0]]
    if q.continues or (same and q.words >= 3 and (mark in {".", "!", "?", ",", ":"} or (previous is not None and previous.is_quote))):
        last.content |= set(span)
        (last.own if q.continues or mark == "," else last.carried).append(number)
    elif not same and q.words >= 4 and text.paragraph[span[0]] - text.paragraph[last.head.i] <= 1 + len(last.following) and _alone(text, q):
        last.following.append(number); last.content |= set(span)


def _alone(text: Text, q: Quotation) -> bool:
    """Whether a quotation fills its paragraph."""
    part = text.reading.parts[q.paragraph]
    return part.end - part.start - (q.end - q.start) < 4
