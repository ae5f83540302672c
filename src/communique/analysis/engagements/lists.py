"""People told together in a list: coordinated subjects, names hung under an apposition, and lists that the parse has broken.

"Under Secretary Lago and Deputy Minister Onal, with their delegations, met in Ankara." - both met
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.actors import Mention as ActorMention
from communique.analysis.engagements.arcs import SUBJECTS, agents, is_verb

LONGEST_TITLE = 20
WITHIN_TITLES = frozenset({"of", "for", "to", "and", "&", "as", "well"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One participant: the actor, the slot's name and the token that heads the phrase."""

    actor: Actor
    name: str
    token: Token


def beside_subject(cast: Cast, verb: Token | None, found: Iterable[Slot]) -> Iterator[Slot]:
    """People listed with the subject, by the parse or, where it is lost in their titles, by the words between them."""
    for slot in [s for s in found if s.name in {"subject", "clause"} and s.actor.kind is ActorKind.PERSON]:
        yield from _hung_on_titles(cast, slot)
        if verb is not None and slot.token.i < verb.i:
            yield from _enumerated(cast, slot, verb, (verb.sent.start_char, verb.idx))


def beside_partner(cast: Cast, trigger: Token, found: Iterable[Slot]) -> Iterator[Slot]:
    """People listed with the partner whom the parse has lost in their titles.

    "Spoke with Emirati Deputy Foreign Minister Almarar and Omani Foreign Minister Albusaidi." - both
    """
    partners = [s for s in found if s.name in {"partner", "object"} and s.actor.kind is ActorKind.PERSON and s.token.i > trigger.i]
    for slot in partners[:1]:
        for beside in _enumerated(cast, slot, trigger, (trigger.idx + len(trigger), trigger.sent.end_char)):
            if beside.token.i > slot.token.i and beside.token.dep_ not in SUBJECTS:
                yield beside


def named_after(cast: Cast, trigger: Token, found: Iterable[Slot]) -> Iterator[Slot]:
    """Those whom a word for partners leaves to a list after it.

    "Held talks with his U.S. counterparts, Treasury Secretary Bessent and Trade Representative Greer, in Paris." - with both
    """
    for slot in (s for s in found if s.name in {"partner", "object"} and s.token.lemma_ in {"counterpart", "colleague"}):
        end = slot.token.idx + len(slot.token)
        told = cast.within(end, slot.token.sent.end_char)
        people = [m for m in told if m.how != "pronoun" and m.actor.kind is ActorKind.PERSON and m.actor.side == slot.actor.side]
        if people and slot.token.doc.text[end : people[0].start] == ", ":
            links = [",", *(_link(trigger, a, b) for a, b in pairwise(people))]
            for mention, _ in takewhile(lambda pair: pair[1], zip(people, links, strict=True)):
                yield Slot(mention.actor, slot.name, token_at(trigger, mention.head))


def _hung_on_titles(cast: Cast, slot: Slot) -> Iterator[Slot]:
    """People listed with the subject that the parse has hung on a word of their titles.

    "The Deputy Secretary, Director General for Asian Affairs Funakoshi Takehiro and Ambassador Lim met in Seoul."
    """
    head = slot.token
    while head.dep_ in {"conj", "appos"}:
        head = head.head
    if head.dep_ not in SUBJECTS or not is_verb(head.head) or head.i > head.head.i:
        return
    for mention in cast.within(head.left_edge.idx, head.head.idx):
        if mention.actor.kind is not ActorKind.PERSON or mention.how == "pronoun":
            continue
        token = token_at(head, mention.head)
        if _listed_with(token, head) or _listed_with(token_at(head, mention.start), head):
            yield Slot(mention.actor, slot.name, token)


def _enumerated(cast: Cast, slot: Slot, verb: Token, within: tuple[int, int]) -> Iterator[Slot]:
    """The list of names around a participant as the words show it: commas, and "and" before the last."""
    told = (m for m in cast.within(*within) if m.how != "pronoun" and m.actor.side is not None)
    people = [m for m in told if m.actor.kind in {ActorKind.PERSON, ActorKind.UNNAMED}]
    at = next((i for i, m in enumerate(people) if m.start <= slot.token.idx < m.end), None)
    if at is None:
        return
    links = [_link(verb, a, b) for a, b in pairwise(people)]
    for last in (i + 1 for i, link in enumerate(links) if link == "and"):
        first = last - 1
        while first and links[first - 1] == ",":
            first -= 1
        if first <= at <= last:
            for mention in people[first : last + 1]:
                yield Slot(mention.actor, slot.name, token_at(verb, mention.head))


def between(noun: Token, cast: Cast) -> Iterator[Slot]:
    """Who stands after "between", as the words show it: "a call between US president Trump and Russian president Putin"."""
    at = next((t for t in noun.doc[noun.i + 1 : min(noun.i + 5, noun.sent.end)] if t.lower_ == "between"), None)
    if at is None or any(is_verb(t) for t in noun.doc[noun.i + 1 : at.i]):
        return  # "the talks covered the dialogue between Belgrade and Pristina"
    told = [m for m in cast.within(at.idx + len(at), noun.sent.end_char) if m.how != "pronoun" and m.actor.side is not None]
    for one, other in pairwise(told):
        if one.start - at.idx < 12 and _link(noun, one, other) == "and":
            yield from (Slot(m.actor, "between", token_at(noun, m.head)) for m in (one, other))


def _link(near: Token, one: ActorMention, other: ActorMention) -> str:
    """What joins two names: "and", a comma, or nothing; only titles may stand between."""
    between = [t for t in near.sent if one.end <= t.idx < other.start and not t.is_space]
    if len(between) > LONGEST_TITLE or any(t.pos_ in {"VERB", "AUX", "PRON", "SCONJ"} or t.lower_.endswith("ing") for t in between):
        return ""
    if any(t.pos_ == "ADP" and t.lower_ not in WITHIN_TITLES or t.is_punct and t.text not in ",-" for t in between):
        return ""
    words = [t.lower_ for t in between]
    return "and" if "and" in words or "&" in words else "," if "," in words else ""


def _listed_with(token: Token, subject_head: Token) -> bool:
    """Whether a token joins the subject through coordination and apposition alone."""
    while token != subject_head:
        if token.dep_ not in {"conj", "appos", "compound", "nmod", "amod"} and not (
            token.dep_ in SUBJECTS and token.head == subject_head.head
        ):
            return False
        if token.head == token or token.dep_ in SUBJECTS:
            return token.dep_ in SUBJECTS
        token = token.head
    return True


def token_at(near: Token, offset: int) -> Token:
    """The token of a sentence at a reading offset."""
    return next((t for t in near.sent if t.idx <= offset < t.idx + len(t)), near)


def listed(head: Token) -> Iterator[Token]:
    """A head and what the parser hangs under its apposition or makes a second subject.

    "Jake Sullivan, the national security adviser, and Wang Yi held talks": Wang is a subject of his own.
    """
    yield head
    if head.dep_ in SUBJECTS and is_verb(head.head):
        yield from (c for c in head.head.children if c.dep_ in SUBJECTS and c.i > head.i and c.i < head.head.i)
    for child in head.children:
        if child.dep_ == "acl" and child.lemma_ in {"head", "lead"}:  # "a delegation headed by Wang"
            yield from agents(child)
        if child.dep_ == "appos" and child.i > head.i:
            yield from (t for t in child.subtree if t.dep_ == "conj" and t.head.dep_ in {"appos", "conj"} and t.pos_ in {"PROPN", "NOUN"})
