"""Sentences of a readout that go on in the speaker's voice without a cue.

A narrator tells of a meeting in the past tense; where the next sentences of the paragraph turn to the present and say what the sides
should do, what a side is ready for, or "we" and "I", the speaker before them is still heard. A run with none of these is left out: it
may be the reporter's own background.

    "Lind said trade had grown. The two countries are good neighbours. They should open more crossings." [the last two are Lind's]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Span, Token

from communique.analysis.actors import ActorKind, Cast
from communique.analysis.attribution.drafts import Draft, Text

ASKING = frozenset({"must", "should"})
FIRST_PERSON = frozenset({"we", "us", "our", "i", "my"})
DISPOSED = frozenset({"ready", "willing", "eager", "prepared", "committed", "determined", "opposed", "open", "grateful", "confident"})
SIDES = frozenset({ActorKind.STATE, ActorKind.COLLECTIVE})
ALLOWED = frozenset({"clause", "object", "that"})  # how the cue before took its content


def continuations(
    text: Text, cast: Cast, drafts: Sequence[Draft], goes_on: Callable[[Draft, Draft], bool]
) -> Iterator[tuple[Draft, set[int]]]:
    """Each run of such sentences with the attribution it goes on from.

    Args:
        drafts: the reported attributions.
        goes_on: whether the second attribution is of the first one's speaker, so that its sentence does not end the run.
    """
    heads: dict[int, list[Draft]] = {}
    for draft in drafts:
        heads.setdefault(draft.head.sent.start, []).append(draft)
    covered = {i for draft in drafts for i in draft.content}
    last: Draft | None = None
    run: list[Span] = []
    kept = 0
    for sentence in text.doc.sents:
        here = heads.get(sentence.start, [])
        same = last is not None and text.paragraph[sentence.root.i] == text.paragraph[last.head.i]
        if same and last is not None and here and run and all(goes_on(last, d) for d in here):
            continue
        if same and not here and sentence.root.i not in covered and (run or _present(sentence)) and _told(sentence, text, cast):
            run.append(sentence)
            kept = len(run) if _asks(sentence, text, cast) or _speaking(sentence, text) or _disposed(sentence, cast) else kept
            continue
        if last is not None and kept:
            yield last, {t.i for one in run[:kept] for t in one if not t.is_space}
        last, run, kept = _opener(sentence, here, text), [], 0
    if last is not None and kept:
        yield last, {t.i for one in run[:kept] for t in one if not t.is_space}


def _opener(sentence: Span, here: Sequence[Draft], text: Text) -> Draft | None:
    """The attribution that rules a sentence, told in the past tense and to its end: what follows may go on with it."""
    for draft in here:
        if draft.subject is None or draft.rule not in ALLOWED or max(draft.content, default=-1) < draft.head.i:
            continue
        main = draft.head.i == sentence.root.i or draft.subject.left_edge.i == sentence.start
        if main and draft.head.tag_ == "VBD" and text.inside[draft.head.i] < 0:
            return draft
    return None


def _present(sentence: Span) -> bool:
    """Whether a sentence is told in the present or with a modal."""
    verbs = [sentence.root, *(k for k in sentence.root.children if k.dep_ in {"aux", "auxpass"})]
    return sentence.root.pos_ in {"VERB", "AUX"} and any(v.tag_ in {"VBZ", "VBP", "MD"} for v in verbs)


def _told(sentence: Span, text: Text, cast: Cast) -> bool:
    """Whether a sentence is told and not quoted, or asks what the sides themselves can do; a term in quotation marks does no harm."""
    quoted = sum(text.inside[t.i] >= 0 for t in sentence)
    return quoted * 2 < len(sentence) and ("?" not in sentence.text or _side(sentence.root, cast))


def _speaking(sentence: Span, text: Text) -> bool:
    """Whether a sentence speaks of "us" or "me" outside quotation marks, as no narrator of a meeting does."""
    return any(t.lower_ in FIRST_PERSON and t.tag_ in {"PRP", "PRP$"} and text.inside[t.i] < 0 for t in sentence)


def _disposed(sentence: Span, cast: Cast) -> bool:
    """Whether a side is told to be ready, eager or opposed in the present: "Oslo is ready for talks"."""
    return any(
        t.lemma_.lower() in DISPOSED and t.dep_ == "acomp" and t.head.tag_ in {"VBZ", "VBP"} and _side(t.head, cast) for t in sentence
    )


def _asks(sentence: Span, text: Text, cast: Cast) -> bool:
    """Whether a sentence says what should be: of a state, both sides, "we" or "they", or of a term it opens with in quotation marks."""
    term = text.inside[sentence.start] >= 0
    return any(t.lower_ in ASKING and t.dep_ == "aux" and (term or _side(t.head, cast)) for t in sentence)


def _side(verb: Token, cast: Cast) -> bool:
    subject = next((k for k in verb.children if k.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return False
    return subject.lower_ in {"we", "they"} or any(a.kind in SIDES for a in cast.named(subject))
