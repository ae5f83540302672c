"""Who has the word: speakers of all attributions in order, so that "he", "they" and "the minister" go on with whoever spoke last.

"The border stays open," a Polish diplomat said. "We want calm," they added. The minister said he agreed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.analysis.actors import ActorKind, Cast
from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.lexicon import lexicon
from communique.analysis.attribution.setting import cited, quoting
from communique.analysis.attribution.speakers import NOBODY, Speaker, labelled_speaker, speaker_for, speaker_of, two_people

SINGULAR = frozenset({"he", "she", "him", "her"})
GOING_ON = SINGULAR | {"they", "one", "it"}


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, and who quotes them where "quoted him as saying" tells so."""

    speaker: Speaker
    quoter: Speaker = NOBODY


def turns_of(text: Text, cast: Cast, drafts: Iterable[Draft]) -> dict[int, Turn]:
    """The turn of each draft, by its identity."""
    found: dict[int, Turn] = {}
    sides: dict[str, str] = {}
    last, place, office = NOBODY, -1, NOBODY
    drafts = list(drafts)
    nested = Counter(i for d in drafts if d.rule != "label" for i in d.content)
    for draft in drafts:
        source = cited(draft) or draft.subject
        speaker = labelled_speaker(text, cast, draft) if draft.rule == "label" else speaker_of(text, cast, source)
        near = place >= 0 and text.paragraph[draft.head.i] - text.paragraph[place] <= 1
        if source is not None and near and draft.rule != "label" and _goes_on(source.lower_, speaker, last):
            speaker = speaker if _took_over(cast, source, speaker) else last
        if source is not None and _same_paper(source, speaker):
            speaker = office
        if source is not None and source.lower_ in {"another", "one"} and last.anonymous and speaker.side is None:
            speaker = replace(speaker, side=last.side)
        if source is not None and source.lower_ == "they" and near and _those_people(speaker, last):
            speaker = last
        if source is None and draft.manner.type == "agreed":
            speaker = _together(cast, draft.head.idx)
        if near and last.actors and _noted(draft):
            speaker = last
        if source is not None and speaker.anonymous and draft.rule != "label":
            speaker = _with_side(speaker, source.lemma_.lower(), sides)
            speaker = speaker if last.anonymous else _described_before(text, cast, source, speaker)
        quoter = speaker_of(text, cast, quoting(draft))
        if quoter is NOBODY and quoting(draft) is not None:
            quoter = office
        found[id(draft)] = Turn(speaker, quoter)
        for heard in (quoter, speaker):
            if heard.actors and not any(a.kind is ActorKind.PERSON for a in heard.actors):
                office = heard
        if speaker.name is None:  # "I want to note that Lind replied ...": Lind has the word, nobody else is named
            nested.subtract(draft.content)
        if draft.rule == "label":
            last, place = NOBODY, -1  # whoever has a turn says "I"; "he" is another
        elif speaker is not NOBODY and text.inside[draft.head.i] < 0 and nested[draft.head.i] <= 0:
            last, place = speaker, max(max(draft.content), draft.head.i)
    return found


def _described_before(text: Text, cast: Cast, noun: Token, speaker: Speaker) -> Speaker:
    """ "The expert" is the one person whom the text so far calls an expert, of the side told, if nobody unnamed is called so in between."""
    lemma = noun.lemma_.lower()
    people = lexicon().words["people"] - lexicon().words["papers"]  # not "the agency", which its head only leads
    if noun.tag_ != "NN" or lemma not in people or not any(k.lower_ == "the" or k.dep_ == "poss" for k in noun.children):
        return speaker
    called = {
        m.actor: m.end
        for m in cast.within(0, noun.idx)
        if m.actor.kind is ActorKind.PERSON
        and speaker.side in {None, m.actor.side}
        and lemma in {*text.reading.text[m.start : m.end].casefold().split(), *(m.actor.office or "").split()}
    }
    if len(called) != 1:
        return speaker
    (person, since), *_ = called.items()
    others = (t for t in text.doc[: noun.i] if t.idx >= since and t.lemma_.lower() == lemma and t.tag_ == "NN")
    unnamed = any(k.lower_ in {"a", "an", "one", "another"} for t in others for k in t.children)
    return speaker if unnamed else speaker_for((person,))


def _those_people(speaker: Speaker, last: Speaker) -> bool:
    """Whether "they" are those people who just spoke rather than their states: "The presidents recalled ... They emphasised ..."."""
    people = len(last.actors) > 1 and all(a.kind is ActorKind.PERSON for a in last.actors)
    states = bool(speaker.actors) and all(a.kind is ActorKind.STATE for a in speaker.actors)
    return people and states and {a.side for a in last.actors} == {a.side for a in speaker.actors}


def _noted(draft: Draft) -> bool:
    """ "It was stressed that ...", "Attention was drawn to ..." in a report on a meeting goes on with whoever spoke last."""
    if draft.head.lemma_.lower() == "attention":
        return draft.subject is None
    subject = next((k for k in draft.head.children if k.dep_ == "nsubjpass"), None)
    if subject is None or draft.source or draft.head.lemma_.lower() not in lexicon().words["noting"]:
        return False
    return draft.rule == "passive" or (subject.lower_ == "it" and draft.rule == "clause")


def _together(cast: Cast, offset: int) -> Speaker:
    """ "It was agreed" is what the two who met agreed, else those whom the report last named together."""
    both = two_people(cast, offset)
    groups = [m.actor for m in cast.within(0, offset) if m.actor.kind is ActorKind.COLLECTIVE and len(m.actor.members) > 1]
    if not both and groups:
        both = groups[-1].each()
    return speaker_for(both) if both else NOBODY


def _goes_on(word: str, speaker: Speaker, last: Speaker) -> bool:
    """Whether a pronoun goes on with the last speaker: where it is unresolved, or an unnamed source keeps talking."""
    if word not in GOING_ON or last is NOBODY:
        return False
    if last.anonymous and word != "it":
        return True
    people = bool(last.actors) and all(a.kind is ActorKind.PERSON for a in last.actors)
    if word in SINGULAR:
        return people and len(last.actors) == 1
    return speaker is NOBODY and (len(last.actors) > 1 if word == "they" else word == "it" and not people)


def _took_over(cast: Cast, pronoun: Token, speaker: Speaker) -> bool:
    """Whether the person a pronoun stands for is the subject of the sentence before: "Berg gave a long reply. He called it unfair." """
    start = pronoun.sent.start
    if pronoun.lower_ not in SINGULAR or not speaker.actors or start == 0:
        return False
    subject = next((k for k in pronoun.doc[start - 1].sent.root.children if k.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and subject.pos_ != "PRON" and cast.named(subject) == speaker.actors


def _same_paper(source: Token, speaker: Speaker) -> bool:
    """ "The statement said" goes on with the office that spoke last."""
    words = {k.lower_ for k in source.children}
    return (
        not speaker.actors and source.lemma_.lower() in lexicon().words["issued"] and "joint" not in words and bool(words & {"the", "its"})
    )


def _with_side(speaker: Speaker, noun: str, sides: dict[str, str]) -> Speaker:
    """ "Officials" after "Polish officials" speak for the same side."""
    if speaker.side is not None:
        sides[noun] = speaker.side
        return speaker
    side = sides.get(noun) or sides.get(noun.removesuffix("s"))
    return Speaker(speaker.name, side, True, speaker.actors) if side else speaker
