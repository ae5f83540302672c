"""What an engagement was about: the sentences that give its agenda, joined to the engagement they speak of.

A sentence of agenda has a verb of discussing whose subject took part, or that tells it of the talks themselves; its topics and its words
go to the engagement told last before it, or in it.

    "The two ministers met in Oslo. They also discussed Haiti and exchanged views on fisheries." - both topics are the meeting's.
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from communique.analysis.actors import ActorKind, Cast
from communique.analysis.parse import Reading
from communique.analysis.topics import topics_in
from communique.model import Engagement, Kind, Span, Status

HEARD = frozenset({Status.HELD, Status.UNDER_WAY, Status.PLANNED})


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    rows = tomllib.loads(importlib.resources.files("communique.data").joinpath("topics.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in rows["agenda"].items()}


def with_agenda(claims: Sequence[Engagement], reading: Reading, cast: Cast) -> list[Engagement]:
    """The claims with the topics and words of the agenda sentences that speak of each."""
    found = {claim.id: claim for claim in claims}
    for sentence in reading.doc.sents:
        for point in () if "?" in sentence.text else _points(sentence):
            said = reading.text[point[0].idx : point[1].idx + len(point[1])]
            topics = topics_in(said)
            whole = reading.span(sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
            upto = replace(
                whole, end=reading.span(point[0].idx, point[0].idx + 1).end
            )  # "issues that NATO leaders will consider" comes later
            claim = _told_of(tuple(found.values()), upto, point[2], cast) if topics else None
            if claim is None:
                continue
            inside = any(e.title == whole.title and whole.start <= e.start and e.end <= whole.end for e in claim.evidence)
            evidence = claim.evidence if inside else (*claim.evidence, whole)
            found[claim.id] = replace(claim, topics=tuple(dict.fromkeys((*claim.topics, *topics))), evidence=evidence)
    return list(found.values())


def _points(sentence: Sentence) -> Iterator[tuple[Token, Token, Token | None]]:
    """First and last token of what is discussed, and whoever discusses it."""
    words = _words()
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in words["verbs"] and not _wished(token):
            subject = _subject(token)
            if lemma == "include" and (subject is None or subject.lemma_.lower() not in words["meetings"]):
                continue
            for kid in (*token.children, *(t for t in token.subtree if t.lower_ == "about" and t.head != token)):
                thing = kid if kid.dep_ in {"dobj", "nsubjpass"} else _about(kid) if lemma in words["about"] else None
                if thing is not None and thing.lemma_.lower() not in words["views"]:
                    yield thing.left_edge, thing.right_edge, subject if kid.dep_ != "nsubjpass" else None
        elif token.pos_ == "NOUN" and lemma in words["views"]:
            for kid in token.children:
                thing = _about(kid)
                if thing is not None:
                    yield thing.left_edge, thing.right_edge, _subject(next((h for h in token.ancestors if h.pos_ == "VERB"), token))
        elif lemma == "agenda" and token.dep_ == "dobj" and token.head.lemma_.lower() in words["topped"]:
            thing = next((k for k in token.head.children if k.dep_ == "nsubj"), None)
            if thing is not None:
                yield thing.left_edge, thing.right_edge, None


def _wished(verb: Token) -> bool:
    """What should or could be discussed has not been: "they must address climate change"."""
    return any(k.dep_ == "aux" and k.tag_ == "MD" and k.lower_ not in {"will", "'ll", "’ll"} for k in (*verb.children, *verb.head.children))


def _about(prep: Token) -> Token | None:
    if prep.dep_ != "prep" or prep.lower_ not in {"on", "about", "upon", "over"}:
        return None
    return next((k for k in prep.children if k.dep_ in {"pobj", "pcomp"}), None)


def _subject(verb: Token) -> Token | None:
    """Who discusses: the verb's subject, or that of the verb it hangs on ("met to discuss")."""
    for head in (verb, *verb.ancestors):
        subject = next((k for k in head.children if k.dep_ == "nsubj"), None)
        if subject is not None:
            return subject
    return None


def _told_of(claims: Sequence[Engagement], whole: Span, subject: Token | None, cast: Cast) -> Engagement | None:
    """The engagement that an agenda sentence speaks of: told in it, or of those told before the main one that its subject took part in."""
    before = [
        (max(e.start for e in claim.evidence if _before(e, whole)), claim)
        for claim in claims
        if claim.kind is not Kind.VISIT and claim.status in HEARD and any(_before(e, whole) for e in claim.evidence)
    ]
    fitting = [(place, claim) for place, claim in before if subject is None or _took_part(subject, claim, cast)]
    ranked = sorted(fitting, key=lambda f: (f[0] >= whole.start, f[1].foreground, bool(f[1].people), f[0]))
    return ranked[-1][1] if ranked else None


def _before(proof: Span, whole: Span) -> bool:
    return proof.title or (not whole.title and proof.start < whole.end)


def _took_part(subject: Token, claim: Engagement, cast: Cast) -> bool:
    """Whether the subject is one of those who met, all of them together, or the talks themselves."""
    if subject.lemma_.lower() in _words()["talks"] or subject.lower_ in {"they", "both"}:
        return True
    actors = cast.named(subject)
    names = {p.name for p in claim.people}
    sides = {a.side for a in actors}
    if any(a.kind in {ActorKind.STATE, ActorKind.COLLECTIVE} for a in actors):
        return subject.pos_ != "NOUN" and len(sides & set(claim.sides)) > 0  # "the Chinese readout discussed" is one side's word
    return bool(names & {one.name for a in actors for one in a.each()})
