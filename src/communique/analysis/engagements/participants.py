"""Who takes part: the slots of a mention filled from the parse, each with the tokens that fill it.

Participants stand in the subject and the object of a verb, after "with", "between", "of"; before a noun as possessor or compound;
in the subject of a supporting verb; or in the clause to which a phrase like "during a visit" belongs.

    "In a phone call on Friday, Sullivan told Wang ..." - the call's owners are the clause's subject and the person told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.engagements.arcs import agents, governor, is_passive, is_verb, objects, phrases, subject
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.triggers import Trigger
from communique.model import Kind

BETWEEN = ("between", "among", "involving")
TAKES_PART = frozenset(
    {ActorKind.PERSON, ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP, ActorKind.MINISTRY, ActorKind.UNNAMED, ActorKind.COLLECTIVE}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One participant: the actor, the slot's name and the token that heads the phrase."""

    actor: Actor
    name: str
    token: Token


def slots(trigger: Trigger, cast: Cast) -> tuple[Slot, ...]:
    """The participants of one mention in the order found; the same actor only once."""
    fill = _noun_slots if trigger.frame.noun else _verb_slots
    found: dict[tuple[object, ...], Slot] = {}
    for name, token in fill(trigger):
        for actor in cast.named(token) or described(token, cast):
            if actor.kind in TAKES_PART:
                found.setdefault((actor.name, actor.side), Slot(actor, name, token))
    return tuple(found.values())


def described(token: Token, cast: Cast) -> tuple[Actor, ...]:
    """The states whose unnamed people a phrase tells of: "Latvian government officials", "the Iranian and U.S. delegations"."""
    if token.lemma_.lower() not in frames().roles:
        return ()
    found: list[Actor] = []
    for child in token.subtree:
        if child.i >= token.i or child.dep_ not in {"amod", "compound", "nmod", "poss", "conj", "appos"}:
            continue
        mention = cast.standing(child)
        if mention is not None and mention.actor.kind in {ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP}:
            found.extend(mention.actor.each())
    for owner in phrases(token, ("of", "from")):
        found.extend(a for m in [cast.standing(owner)] if m is not None for a in m.actor.each() if a.kind is not ActorKind.PERSON)
    return tuple(dict.fromkeys(found))


def _verb_slots(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    verb, frame = trigger.token, trigger.frame
    passive = is_passive(verb)
    doer = subject(verb)
    if doer is not None and (not passive or frame.takes != "place"):
        yield ("object" if passive and frame.takes else "subject"), doer
    if passive or verb.tag_ == "VBN":
        yield from (("subject", t) for t in agents(verb))
    if frame.takes == "person":
        yield from (("object", t) for t in objects(verb) if not is_verb(t))
    yield from (("partner", t) for t in phrases(verb, frame.partner))
    if frame.partner and not any(phrases(verb, frame.partner)):
        yield from (("partner", t) for t in _surface_partner(verb, frame.partner))


def _surface_partner(verb: Token, prepositions: tuple[str, ...]) -> Iterator[Token]:
    """ "met yesterday in the city with X": the first such preposition after the verb, before any other verb of the sentence."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 15, verb.sent.end)]:
        if is_verb(token) and token.dep_ not in {"aux", "auxpass", "amod"}:
            return
        if token.lower_ in prepositions:
            yield from (c for c in token.children if c.dep_ == "pobj")
            return


def _noun_slots(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    noun = trigger.token
    own = list(_own(trigger))
    yield from own
    yield from _supporting(trigger, bool(own))


def _own(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    noun = trigger.token
    for child in noun.children:
        if child.dep_ == "poss":
            yield "owner", child
        elif child.dep_ in {"compound", "amod", "nmod"} and child.pos_ in {"PROPN", "ADJ", "NOUN"}:
            # "Iran-US talks", "the Biden-Xi summit": the first of the pair hangs under the second
            yield from (("compound", t) for t in child.subtree if t.pos_ in {"PROPN", "ADJ", "NOUN"})
    yield from (("between", t) for t in phrases(noun, BETWEEN))
    yield from (("partner", t) for t in phrases(noun, ("with",)))
    if trigger.kind is not Kind.VISIT:
        yield from (("of", t) for t in phrases(noun, ("of",)) if noun.lemma_ not in {"round", "series"})
    yield from (("subject", t) for t in phrases(noun, ("by",)))
    for child in noun.children:  # "a meeting attended by X", "talks led by X"
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield from (("subject", t) for t in agents(child))
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in {"round", "series", "day", "hour", "spate", "set"}:
        yield from (("partner", t) for t in phrases(noun.head.head, ("with", "between")))


def _supporting(trigger: Trigger, owned: bool) -> Iterator[tuple[str, Token]]:
    """Participants that stand in the clause around the noun."""
    noun, support = trigger.token, frames().support
    top = noun
    while top.dep_ in {"conj", "pobj", "prep"} and top.head.lemma_.lower() in {"of", "round", "series", "day", "hour", "pair"}:
        top = top.head
    head = top.head
    if is_verb(head) and top.dep_ in {"dobj", "nsubjpass", "attr", "oprd"}:
        yield from _of_support(top, head, support)
    elif is_verb(head) and top.dep_ == "nsubj":
        yield from (("partner", t) for t in phrases(head, ("with", "between")))
    elif top.dep_ == "pobj" and head.dep_ in {"prep", "agent", "dative"} or top.dep_ in {"conj", "appos"}:
        yield from _of_clause(top, owned)


def _of_support(top: Token, verb: Token, support: frozenset[str]) -> Iterator[tuple[str, Token]]:
    if verb.lemma_.lower() not in support:
        return
    yield from (("partner", t) for t in phrases(verb, ("with", "between")))
    if top.dep_ == "nsubjpass":
        yield from (("subject", t) for t in agents(verb))
        return
    doer = subject(verb)
    if doer is not None and doer is not top:
        yield "subject", doer


def _of_clause(top: Token, owned: bool) -> Iterator[tuple[str, Token]]:
    """ "In talks with Wang, Blinken told ...": the clause's subject, and the person told when the noun has no participants of its own."""
    verb = governor(top)
    if verb is None:
        return
    preposition = top.head.lower_ if top.dep_ == "pobj" else ""
    if preposition in {"of", "about", "on", "from", "as", "than", "like"} and owned:
        return
    while verb.dep_ in {"xcomp", "ccomp", "advcl"} and subject(verb) is None and is_verb(verb.head):
        verb = verb.head
    doer = next(agents(verb), None) if is_passive(verb) else subject(verb)
    if doer is not None:
        yield "clause", doer
    if verb.lemma_ in {"tell", "urge", "warn", "ask", "assure", "inform", "press", "thank", "brief"}:
        yield from (("told", t) for t in objects(verb))


def merged(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Participants without those that another already stands for: a state beside its named person, a member beside its collective."""
    flat: list[Actor] = []
    for actor in actors:
        flat.extend(actor.members or (actor,))
    named = {a.side for a in flat if a.kind is ActorKind.PERSON}
    kept = {(a.name, a.side): a for a in flat if a.kind is ActorKind.PERSON or a.side not in named}
    return tuple(kept.values())
