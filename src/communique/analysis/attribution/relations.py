"""Who says what, as raw pieces of text: source, cue and content of every attribution, nested ones included.

Cues come from the table, contents from the parse and from the quotations beside a cue, sources from the parse. Drafts are token sets;
they become offsets only at the end, so that quotations can be joined to what the parse found.

    According to the spokesman, "the door is open," but the minister said talks "need time."
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.frames import frame_of
from communique.analysis.attribution.joining import attach
from communique.analysis.attribution.labels import labelled
from communique.analysis.attribution.lexicon import Manner, lexicon
from communique.analysis.attribution.phrases import cue_frames, subtree
from communique.analysis.attribution.sources import source_of, source_tokens
from communique.model import Stance

ACCORDING = Manner("according to", True, Stance.SAID)
MEASURES = frozenset({"logic", "principle", "need", "schedule", "timetable", "merit", "procedure"})  # "act according to that logic"
UNSAID = frozenset({"object", "preposition"})  # "did not address the drills": the reporter tells what was left out
LONGEST = 800  # tokens of a sentence


def drafts_of(text: Text) -> list[Draft]:
    """All attributions of a text, nested ones too, in the order of their cues."""
    drafts: list[Draft] = []
    pending: list[Draft] = []
    for token in _read(text.doc):
        frames = cue_frames(token)
        if not frames:
            if token.lower_ == "according":
                drafts.extend(_according(token))
            continue
        before = _this(token)
        if before and "clause" in frames and frames["clause"].reported:
            drafts.append(_draft(token, frames["clause"], "this", before))
            continue
        frame = frame_of(token, frames)
        if frame is not None and frame.manner.type == "said" and frame.rule in UNSAID and any(k.dep_ == "neg" for k in token.children):
            continue
        if frame is not None:
            drafts.append(_draft(token, frame.manner, frame.rule, set(frame.content)))
        elif token.pos_ == "VERB" and (manner := frames.get("quotation") or frames.get("clause")) and manner.reported:
            pending.append(_draft(token, manner, "quotation", set()))
    drafts.extend(labelled(text))
    attach(text, drafts, pending)
    _enclose(drafts)
    drafts = [d for d in drafts if d.content]
    for draft in drafts:
        _finish(draft)
    told = {d.head.i for d in drafts if d.manner.reported}
    # "The head of state said this in Kyiv" adds nothing where the sentence before told itself who spoke.
    kept = (d for d in drafts if d.content and not (d.rule == "this" and d.content & told))
    return sorted(kept, key=lambda d: d.head.i)


def _read(doc: Doc) -> Iterable[Token]:
    """Tokens of sentences that a reader could follow; a longer one is a list or lost its stops, and would cost its square."""
    for sentence in doc.sents:
        if sentence.end - sentence.start <= LONGEST:
            yield from sentence


def _this(token: Token) -> set[int]:
    """ "This was stated by the president": the sentence before is what was stated."""
    pointed = any(k.lower_ == "this" and k.dep_ in {"nsubjpass", "dobj"} and k.left_edge.i == k.right_edge.i for k in token.children)
    start = token.sent.start
    if not pointed or start == 0:
        return set()
    before = token.doc[start - 1].sent
    return set(range(before.start, before.end))


def _draft(token: Token, manner: Manner, rule: str, content: set[int]) -> Draft:
    cue = {token.i} | {k.i for k in token.children if k.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(k.i - token.i) < 5}
    if token.pos_ == "NOUN" and token.dep_ == "dobj" and token.head.lemma_.lower() in lexicon().light:
        cue.add(token.head.i)
    if token.pos_ == "ADJ" and (token.head.pos_ == "AUX" or token.head.lemma_ == "make"):
        cue.add(token.head.i)
    return Draft(token, manner, rule, cue - content, content)


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
    if draft.content and draft.rule not in {"according to", "around"}:
        draft.content |= _compound(draft.head.doc[max(draft.content)])


def _compound(last: Token) -> set[int]:
    """What a hyphen ties to the last word, with all that hangs on it: the parse may end "urged Kyiv to de-escalate tensions" at "de"."""
    found: set[int] = set()
    doc, i = last.doc, last.i
    while i + 2 < len(doc) and not doc[i].whitespace_ and doc[i + 1].text == "-" and not doc[i + 1].whitespace_:
        tied = doc[i + 2]
        if tied.dep_ in {"amod", "compound"} and tied.head.i > tied.i:
            tied = tied.head
        found |= {i + 1, i + 2} | {t.i for t in tied.subtree if t.i > i}
        i += 2
    return found


def _according(token: Token) -> Iterable[Draft]:
    """ "According to the ministry, ...": the rest of the sentence, from a colon or a conjunction that stands right before the phrase."""
    to = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    named = next((k for k in to.children if k.dep_ in {"pobj", "pcomp"}), None)
    if to.lower_ != "to" or named is None or named.lemma_.lower() in MEASURES:
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
