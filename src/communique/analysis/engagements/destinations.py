"""Where a visit goes: the places that its words name, one for each side.

"Tillerson's trip will also take him to Vienna and Paris." - Austria and France
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.actors import Mention as ActorMention
from communique.analysis.engagements.arcs import is_verb, objects, phrases, subject
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.triggers import Trigger
from communique.analysis.parse import Reading
from communique.model import Kind, PartKind


def goals(trigger: Trigger, cast: Cast) -> tuple[ActorMention, ...]:
    """Where a visit goes, one place for each side: the object of the verb, or what follows "to", "in", "for"."""
    token, frame = trigger.token, trigger.frame
    if trigger.kind is not Kind.VISIT:
        return ()
    goals = list(objects(token)) if frame.takes == "place" else []
    back = list(phrases(token, ("from",))) if frame.lemma == "return" else []
    if frame.noun and frame.lemma == "return" and not back:
        return ()  # "a return to talks": only who is back from somewhere has been there
    onward = phrases(token, frame.toward or ("to", "in"))
    if frame.lemma == "return":  # "returned to Oslo after a visit to Riyadh"
        onward = (t for t in onward if t.head.head == token)
    goals += back or onward  # who returned from Riyadh had been there
    if frame.noun:
        carrier = token.head
        if is_verb(carrier) and token.dep_ in {"dobj", "nsubjpass", "nsubj"}:
            goals += phrases(carrier, ("to",))  # "paid a visit to", "his trip will also take him to Vienna and Paris"
        goals += [c for c in token.children if c.dep_ in {"compound", "nmod"}]
        for clause in token.children:  # "a tour that took him to Japan and Vietnam"
            if clause.dep_ in {"relcl", "acl"} and clause.lemma_ in {"take", "bring", "lead", "include"}:
                goals += [*phrases(clause, ("to",)), *(objects(clause) if clause.lemma_ == "include" else ())]
    found: dict[str | None, ActorMention] = {}
    for goal in goals:
        if goal.head.lower_ == "for" and goal.lemma_.lower() in frames().nouns:
            continue  # "left for talks with the IMF"
        for spot in _spots(goal, cast):
            found.setdefault(spot.actor.side, spot)
    return tuple(found.values()) or tuple(_regions(goals))[:1]


def here(trigger: Trigger, reading: Reading, cast: Cast) -> tuple[ActorMention, ...]:
    """ "Arrived here from Helsinki": where the report was written, for a traveller of another side."""
    token, traveller = trigger.token, subject(trigger.token)
    if trigger.frame.lemma != "arrive" or traveller is None or any(phrases(token, ("in", "at", "to"))):
        return ()
    dateline = next((p for p in reading.parts if p.kind is PartKind.DATELINE), None)
    home = next(iter(cast.places(dateline.start, dateline.end)), None) if dateline is not None else None
    own = {a.side for a in cast.named(traveller) if a.kind is ActorKind.PERSON and a.office}
    return (home,) if home is not None and own and home.actor.side not in own else ()


def _regions(goals: Iterable[Token]) -> Iterator[ActorMention]:
    """A part of the world that a goal names: "Blinken's trip to the Middle East"."""
    for goal in goals:
        words = [*(c for c in goal.children if c.dep_ in {"compound", "amod"} and c.i < goal.i), goal]
        for first in range(len(words)):
            name = " ".join(w.lower_ for w in words[first:])
            if name in frames().regions:
                start, end = words[first].idx, goal.idx + len(goal)
                yield ActorMention(start, end, Actor(ActorKind.GROUP, goal.doc.text[start:end]), "place", goal.idx)
                break


def _spots(goal: Token, cast: Cast) -> Iterator[ActorMention]:
    """Places, or states standing as places, that a goal phrase names; a visitor's own nationality is none."""
    listed = [goal, *(t for t in goal.subtree if t.dep_ in {"appos", "conj"} and t.i > goal.i)]
    if goal.lemma_ in {"capital", "city", "resort", "town", "port"}:  # "flew to the Indonesian capital"
        listed += [c for c in goal.children if c.dep_ in {"amod", "compound", "poss"}]
    # "to Morocco and Algeria March 26-30": the date has taken the last place's part
    listed += [c for t in listed if cast.standing(t) is None and t.pos_ == "PROPN" for c in t.children if c.dep_ == "compound"]
    if not any(cast.standing(t) for t in listed):
        listed = [t for t in goal.subtree if t.dep_ == "pobj" and 0 < t.i - goal.i < 6]  # "the capital of Qatar"
    for token in listed:
        found = cast.standing(token)
        if (
            found is not None
            and found.actor.kind in {ActorKind.STATE, ActorKind.BODY}
            and found.how not in {"pronoun", "collective"}
            and found.actor.side
        ):
            yield found
