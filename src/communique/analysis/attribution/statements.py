"""Statements: reported speech resolved to speakers, sides and relays, nested and relayed ones as records of their own.

"Miller said Blinken reiterated ..." is one statement by Blinken through Miller; Miller gets one too only where he adds words of his own.
A quotation that goes on after ", he said." is a statement of its own without a cue.

    "According to Poland's Foreign Ministry, Sikorski told Kuleba that the border would stay open."
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from communique.analysis.actors import ActorKind, Cast
from communique.analysis.attribution.continuing import continuations
from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.lexicon import lexicon
from communique.analysis.attribution.manner import stance_of
from communique.analysis.attribution.outermost import spans
from communique.analysis.attribution.relations import drafts_of
from communique.analysis.attribution.setting import audience_of, channel_of, citing_outlet, told_outlet, when_of
from communique.analysis.attribution.speakers import NOBODY, Speaker, antecedent, condition_of, is_outlet
from communique.analysis.attribution.subjects import topics_of
from communique.analysis.attribution.turns import turns_of
from communique.analysis.parse import Reading, claim_id
from communique.model import PartKind, Span, Stance, Statement

if TYPE_CHECKING:
    from communique.analysis.dates import Timex

QUESTIONS = frozenset({"Q", "QUESTION", "Question", "REPORTER", "Reporter"})
LEAVING = frozenset({"refrain", "avoid", "stop", "cease"})  # "must refrain from threatening others"
DIRECTIONS = frozenset({"north", "south", "east", "west", "coast", "border", "capital", "city", "port", "village", "base"})
SILENT = frozenset({PartKind.CAPTION, PartKind.TRAILER, PartKind.DATELINE, PartKind.BYLINE, PartKind.CORRECTION})


class Voices:
    """The reported attributions of a text and, for each token, those whose content it stands in."""

    def __init__(self, text: Text, cast: Cast) -> None:
        self.text = text
        self.cast = cast
        self.drafts = [d for d in drafts_of(text) if reports(d)]
        self.over: dict[int, list[Draft]] = {}
        for draft in sorted(self.drafts, key=lambda d: len(d.content)):
            for i in draft.content:
                self.over.setdefault(i, []).append(draft)
        self.turns = turns_of(text, cast, self.drafts)
        self.told: dict[str, list[str]] = {}

    def speaker(self, draft: Draft) -> Speaker:
        """Who says it."""
        return self.turns[id(draft)].speaker

    def still(self, draft: Draft, later: Draft) -> bool:
        """Whether a later attribution is of the same speaker, or of that speaker's own state."""
        return _same(self.speaker(later), self.speaker(draft))

    def relays(self, draft: Draft) -> Iterable[str]:
        """Through whom it reaches us, outermost last: a paper that cites or is told, then whoever tells the whole."""
        source = (self.text.reading.document.source or "").lower()
        as_told = draft.rule == "around" and draft.head.dep_ == "advcl"  # "as it has threatened" is the reporter's own
        for d in (draft, *(d for d in self.around(draft) if not as_told or d.rule == "label")):
            told = self.speaker(d)
            if d is not draft and told.name is not None and (told.actors or told.name.split()[-1] not in lexicon().words["issued"]):
                yield told.name
            if (name := self.turns[id(d)].quoter.name) is not None:
                yield name
            for outlet in self.papers(d):
                if outlet.lower().removeprefix("the ") not in source:
                    yield outlet

    def papers(self, draft: Draft) -> Iterable[str]:
        """The papers that cite a source or to which it spoke; an unnamed one goes on speaking to the same."""
        speaker = self.speaker(draft)
        found = [paper for paper in (citing_outlet(draft), told_outlet(draft)) if paper is not None]
        if speaker.anonymous and speaker.name is not None:
            found = found or self.told.get(speaker.name, [])
            self.told[speaker.name] = found
        return found

    def around(self, draft: Draft) -> list[Draft]:
        """The attributions that this one is told within, innermost first."""
        return [d for d in self.over.get(draft.head.i, ()) if d is not draft and len(d.content) > len(draft.content)]


def reports(draft: Draft) -> bool:
    """Whether an attribution is reported speech: by its cue, by a noun a speaking verb carries, or as a refusal to speak."""
    head = draft.head
    if draft.manner.stance is Stance.DECLINED:
        return any(head.doc[i].lemma_ in lexicon().words["saying"] for i in draft.content)
    if head.pos_ == "NOUN" and head.dep_ in {"dobj", "conj", "nsubjpass"} and head.head.lemma_.lower() in lexicon().words["speaking"]:
        return True
    if not draft.manner.reported or _asks(head) or _refers(draft):
        return False
    planned = any(k.dep_ == "aux" and k.lower_ == "to" for k in head.children) and head.dep_ in {"xcomp", "advcl", "acl", "relcl", "ccomp"}
    if planned and draft.rule not in {"clause", "quotation", "around"}:
        return False
    if draft.manner.type == "asked":
        return draft.rule == "infinitive" and condition_of(head.sent.text[head.idx - head.sent.start_char :][:60]) is None
    if draft.rule in {"object", "passive", "noun preposition", "preposition"}:
        return _worth(draft) and condition_of(" ".join(head.doc[i].text for i in sorted(draft.content))) is None
    return True


def _refers(draft: Draft) -> bool:
    """Whether a cue tells of no speech yet, or only of its source: "will tell him ...", "citing two people", "posted the text below"."""
    head = draft.head
    verb = head.head if head.pos_ in {"NOUN", "ADJ"} and head.head.i in draft.cue else head
    if draft.rule != "label" and any(k.dep_ == "aux" and k.lower_ in {"will", "'ll", "’ll"} for k in verb.children):
        return True
    if head.tag_ == "VBG" and any(h.lemma_.lower() in LEAVING for h in itertools.islice(head.ancestors, 3)):
        return True
    if _purpose(draft) or (head.lemma_.lower() == "attack" and head.pos_ == "NOUN" and _strikes(head)):
        return True
    objects = [k.lemma_.lower() for k in head.children if k.dep_ == "dobj"] if draft.rule == "object" else []
    issued = head.lemma_.lower() in lexicon().words["issuing"] and any(noun in lexicon().words["issued"] for noun in objects)
    return issued or (draft.rule == "object" and head.lemma_ == "cite" and head.tag_ == "VBG")


def _purpose(draft: Draft) -> bool:
    """Whether something is yet to be told: "opened an inquiry to clarify what happened"."""
    to = any(k.dep_ == "aux" and k.lower_ == "to" for k in draft.head.children) and draft.head.dep_ in {"advcl", "acl", "xcomp", "relcl"}
    return to and draft.rule == "clause" and draft.head.doc[min(draft.content)].tag_ in {"WP", "WRB", "WDT"} and not draft.own


def _strikes(noun: Token) -> bool:
    """Whether an attack is one of arms: "the attack on the south"."""
    aims = (g for k in noun.children if k.dep_ == "prep" for g in k.children if g.dep_ == "pobj")
    return any(g.lemma_.lower() in DIRECTIONS or g.ent_type_ in {"GPE", "LOC", "FAC"} for g in aims)


def _asks(token: Token) -> bool:
    """Whether the cue stands in a question of the text's own: "Can the ministry confirm that ...?"."""
    last = next((t for t in reversed(token.sent) if not t.is_space and not t.is_quote), token)
    return last.text == "?" and token.i == token.sent.root.i


def _worth(draft: Draft) -> bool:
    """Whether an object tells what was said: more than a name or pronoun ("criticised him"), and for "call" a name given."""
    words = [draft.head.doc[i] for i in draft.content if draft.head.doc[i].is_alpha]
    if len(words) < (1 if draft.manner.type in {"warned", "demanded", "denied"} else 2) or all(
        w.pos_ in {"PROPN", "PRON", "DET"} for w in words
    ):
        return False
    if draft.manner.type == "said" and any(k.lower_ == "what" for k in draft.head.children if k.dep_ == "dobj"):
        return False  # "what he described as hostile moves" is a phrase in another's sentence
    if draft.manner.type == "called" and draft.rule == "object":
        return bool(draft.own) or any(k.dep_ in {"oprd", "xcomp", "ccomp"} for k in draft.head.children)
    return True


def find_statements(reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> tuple[Statement, ...]:
    """The statements of a reading in text order.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
    """
    text = Text(reading)
    voices = Voices(text, cast)
    found: list[Statement] = []
    spoken = [d for d in voices.drafts if reading.part(d.head.idx) not in SILENT and _speaks(voices, d) and _counts(voices, d)]
    heads = {i: d for d in spoken for i in (*d.cue, d.head.i)}
    for draft in spoken:
        if not _told_by_others(voices, draft, heads):
            found.extend(_statements(voices, draft, reading.part(draft.head.idx), timexes))
    mains = [d for d in spoken if voices.speaker(d).actors]
    for draft, content in continuations(text, cast, mains, voices.still):
        found.append(_statement(voices, draft, content, set(), reading.part(draft.head.idx), timexes))
    return tuple(sorted((s for s in found if s.content), key=lambda s: (not s.content[0].title, s.content[0].start)))


def _speaks(voices: Voices, draft: Draft) -> bool:
    """Whether the source can speak: an actor, a described person or paper; not "the visit", "tariffs", "efforts to ..."."""
    subject, speaker = draft.subject, voices.speaker(draft)
    if _questions(voices, draft):
        return False
    if subject is None:
        return (
            draft.rule not in {"object", "preposition", "noun preposition", "infinitive", "passive"}
            or draft.manner.type == "agreed"
            or draft.head.dep_ == "nsubjpass"
            or (draft.rule == "passive" and draft.head.lemma_.lower() in lexicon().words["noting"] and speaker is not NOBODY)
        )
    subject = antecedent(subject)
    if speaker.actors or subject.pos_ in {"PROPN", "PRON"}:
        return subject.lower_ not in {"this", "that", "it", "which"} or speaker is not NOBODY
    return (
        draft.rule in {"according to", "quotation", "label"}
        or subject.lemma_.lower() in lexicon().words["people"] | lexicon().words["papers"]
        or subject.ent_type_ in {"ORG", "PERSON", "NORP"}
    )


def _questions(voices: Voices, draft: Draft) -> bool:
    """Whether a turn of a transcript is a reporter's question: "Q: ...", "AFP: ...", or one of nobody known that ends in a question."""
    speaker = voices.speaker(draft)
    if draft.rule != "label" or speaker.name is None:
        return False
    asks = (
        not any(a.kind is ActorKind.PERSON for a in speaker.actors) and draft.head.doc[max(draft.content, default=draft.head.i)].text == "?"
    )
    return asks or speaker.name in QUESTIONS or is_outlet(speaker.name)


def _told_by_others(voices: Voices, draft: Draft, heads: Mapping[int, Draft]) -> bool:
    """Whether all that an attribution tells is what another one says: the main word of its content is that other's cue."""
    root = root_of(draft)
    other = heads.get(root) if root is not None else None
    if other is None or other is draft:
        return False
    if voices.text.inside[other.head.i] >= 0 > voices.text.inside[draft.head.i] and draft.rule != "according to":
        return False
    return other.content < draft.content and not _same(voices.speaker(other), voices.speaker(draft))


def root_of(draft: Draft) -> int | None:
    """The token that carries the content: the one whose head stands outside, verbs first."""
    doc = draft.head.doc
    tops = [doc[i] for i in sorted(draft.content) if doc[i].head.i not in draft.content or doc[i].head.i == i]
    best = next((t for t in tops if t.pos_ in {"VERB", "AUX"}), tops[0] if tops else None)
    return best.i if best is not None else None


def _counts(voices: Voices, draft: Draft) -> bool:
    """Whether an attribution inside another one is a statement of its own: somebody else's words, not the speaker's own deed."""
    around = voices.around(draft)
    if not around:
        return True
    if any(_questions(voices, d) for d in around):
        return False
    speaker = voices.speaker(draft)
    if draft.subject is None or speaker is NOBODY or draft.subject.lower_ in {"i", "we", "you"}:
        return False
    if voices.text.inside[draft.head.i] >= 0 and (not speaker.actors or draft.rule not in {"clause", "around", "quotation"}):
        return False
    return not any(_same(speaker, voices.speaker(d)) for d in around)


def _same(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are one: the same name, or a person who says what their own state does ("Kirby said Washington ...")."""
    if one.name is not None and one.name == other.name:
        return True
    state = bool(one.actors) and all(a.kind is ActorKind.STATE for a in one.actors)
    return state and one.side is not None and one.side == other.side and other.name is not None


def _statements(voices: Voices, draft: Draft, standing: PartKind, timexes: Sequence[Timex]) -> Iterable[Statement]:
    text = voices.text
    carried = {i for n in (*draft.carried, *draft.following) for i in text.tokens[n]}
    yield _statement(voices, draft, draft.content - carried, draft.cue, standing, timexes)
    for numbers in _runs(text, [*draft.carried, *draft.following]):
        yield _statement(voices, draft, {i for n in numbers for i in text.tokens[n]}, set(), standing, timexes)


def _runs(text: Text, numbers: list[int]) -> list[list[int]]:
    """Carried quotations, those continued over paragraphs together."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and text.quotations[n].continues:
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _statement(voices: Voices, draft: Draft, content: set[int], cue: set[int], standing: PartKind, timexes: Sequence[Timex]) -> Statement:
    text, speaker = voices.text, voices.speaker(draft)
    words = _said(spans(text, content))
    relays = list(voices.relays(draft))
    said = " ".join(s.text for s in words)
    marked = [text.inside[i] >= 0 for i in content if not text.doc[i].is_punct and not text.doc[i].is_space and not text.doc[i].is_quote]
    quoted = "all" if marked and sum(marked) >= len(marked) - 1 else "part" if any(marked) else "none"
    quotes = tuple(
        text.reading.span(text.quotations[n].first, text.quotations[n].last)
        for n in dict.fromkeys(text.inside[i] for i in sorted(content))
        if n >= 0
    )
    carrier = draft.head.head.i if draft.head.pos_ in {"NOUN", "ADJ"} and draft.head.head.i in cue else draft.head.i
    cues = spans(text, _run(cue, carrier))
    return Statement(
        id=claim_id(text.reading.document, "statement", *words, *cues, speaker.name),
        document=text.reading.document.id,
        source=spans(text, draft.source),
        cue=cues,
        content=words,
        speaker=speaker.name,
        side=speaker.side,
        via=tuple(dict.fromkeys(n for n in relays if n != speaker.name)),
        anonymous=speaker.anonymous,
        condition=condition_of(draft.head.sent.text) if speaker.anonymous else None,
        channel=channel_of(draft),
        audience=audience_of(draft, voices.cast, text),
        stance=stance_of(draft.manner, draft.head.lemma_.lower(), [text.doc[i] for i in sorted(content)]),
        quoted=quoted,
        quotes=quotes,
        topics=topics_of(text, content, said),
        when=when_of(draft, text, timexes),
        reported=True,
        standing=standing,
        rules=(draft.rule if cue else "carried on",),
    )


def _run(numbers: set[int], through: int) -> set[int]:
    """The numbers that lie next to one another around one of them."""
    first = last = through
    while first - 1 in numbers:
        first -= 1
    while last + 1 in numbers:
        last += 1
    return set(range(first, last + 1)) & numbers


def _said(pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """The words said: quotation marks at the edges and a leading "that" left out."""
    return tuple(_bare(p) for p in pieces)


def _bare(span: Span) -> Span:
    start, words = span.start, span.text
    for lead in ("that ", "That ", "that, "):
        if words.startswith(lead):
            start, words = start + len(lead), words[len(lead) :]
    stripped = words.strip("\"“”„«»‘’' \n,")
    if not stripped:
        return span
    start += words.index(stripped)
    return Span(start, start + len(stripped), stripped, span.title)
