"""Who speaks: the actor a source stands for, or the words that describe an unnamed one, and the condition they set.

"A senior official, who briefed reporters on condition of anonymity, said the envoy would return."
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.lexicon import lexicon
from communique.analysis.attribution.phrases import subtree
from communique.data import bodies

OUTLET = re.compile(r"\b(?:media|news agency|newspaper|broadcaster|television|radio|TV|daily|news outlet|news site)\b")
RANKS = {
    "head of state": ("president", "king", "queen", "emperor", "emir", "sultan"),
    "head of government": ("prime minister", "premier", "chancellor"),
}
CONDITION = re.compile(
    r"on (?:the )?(?:strict )?condition (?:of anonymity|that [^,.;]{3,80})|not to be (?:named|identified|quoted by name)|anonymously"
    r"|(?:declined|asked|requested|refused) (?:not )?to be (?:named|identified)|was not authorized to [^,.;]{3,60}|spoke on background",
    re.IGNORECASE,
)
SPEAKING_BODIES = frozenset({ActorKind.BODY, ActorKind.MINISTRY, ActorKind.STATE, ActorKind.GROUP})
ANSWERS = frozenset({"A", "ANSWER", "Answer", "Spokesperson", "Spokesman", "Spokeswoman", "SPOKESPERSON"})
ADMINISTRATION = re.compile(r"(?i)(?:^|\bsenior |\ba |\ban )administration officials?$")
PRINCIPALS = frozenset({"leader", "president", "minister", "premier", "head"})
CUTS = frozenset({"relcl", "acl", "advcl", "punct"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source.

    Args:
        name: full name, body or description; None when the text does not say who speaks.
        side: code of the side; "FRA, DEU" for a joint statement.
        anonymous: described, not named.
        actors: the actors it stands for; empty for a mere description.
    """

    name: str | None
    side: str | None
    anonymous: bool
    actors: tuple[Actor, ...] = ()


NOBODY = Speaker(None, None, False)


def speaker_of(text: Text, cast: Cast, head: Token | None) -> Speaker:
    """The speaker that a source phrase stands for."""
    if head is None:
        return NOBODY
    head = antecedent(head)
    beside = (a for k in head.conjuncts if k.i > head.i and k.pos_ in {"NOUN", "PROPN"} for a in cast.named(k))
    named = cast.named(head)
    actors = tuple(dict.fromkeys((*named, *beside))) if named else _issuers(cast, head)  # "The President and the Prime Minister"
    if _indefinite(head) and any(a.kind is ActorKind.PERSON for a in actors):
        actors = ()
    if not actors or (head.lemma_.lower() in PRINCIPALS and any(a.kind is ActorKind.UNNAMED for a in actors)):
        actors = _pair(cast, head) or actors
    if not actors or all(a.kind is ActorKind.UNNAMED or a.name[:1].islower() or " head of " in f" {a.name} " for a in actors):
        holder = by_rank(cast, head)
        actors = (holder,) if holder is not None else actors
    if actors:
        return speaker_for(actors)
    if head.pos_ == "PRON" and head.lower_ not in {"one", "another", "some", "many", "both", "others", "several", "most"}:
        return NOBODY
    words = described(text, head)
    if words is None:
        return NOBODY
    name = outlet(words)
    side = None if is_outlet(name) else _side_within(cast, text, head) or _home(name)
    return Speaker(name, side, head.pos_ != "PROPN")


def _indefinite(head: Token) -> bool:
    """ "One senior diplomat" is nobody named before."""
    return head.pos_ == "NOUN" and any(
        k.lower_ in {"a", "an", "one", "another", "two", "three", "some"} and k.dep_ in {"det", "nummod"} for k in head.children
    )


def labelled_speaker(text: Text, cast: Cast, draft: Draft) -> Speaker:
    """The speaker whom a label names, by the surname: "MR. MILLER"; a label that names no person of the document stays as it is."""
    label = text.doc[min(draft.source) : max(draft.source) + 1].text
    words = [w.strip(".,").casefold() for w in label.split()]
    if label in ANSWERS and (answering := _answering(cast, draft)) is not NOBODY:
        return answering
    named = [a for a in cast.people if words[-1] in {n.casefold() for n in a.name.split()}]
    if len(named) == 1 or (named and len(words) > 1):
        return speaker_for((named[0],))
    actors = cast.named(draft.subject) if draft.subject is not None else ()
    if actors and not any(a.kind in {ActorKind.PERSON, ActorKind.UNNAMED} for a in actors):
        return speaker_for(actors)
    name = outlet(label)
    anonymous = name.isupper() and name == label and len(words) > 2
    return Speaker(name.lower() if anonymous else name, _home(name) if anonymous else None, anonymous)


def _answering(cast: Cast, draft: Draft) -> Speaker:
    """ "A:" is whoever the words before the first question say to answer: the spokesperson they name first."""
    first = next((m.actor for m in cast.within(0, draft.head.idx) if m.actor.office and "spokes" in m.actor.office), None)
    return speaker_for((first,)) if first is not None else NOBODY


def _home(name: str) -> str | None:
    """ "A senior administration official", of no other country named, is one of the United States."""
    return "USA" if ADMINISTRATION.search(name) else None


def speaker_for(actors: tuple[Actor, ...]) -> Speaker:
    """One speaker for all of some actors; papers and agencies speak for no side."""
    sides = tuple(dict.fromkeys(a.side for a in actors if a.side))
    anonymous = all(a.kind is ActorKind.UNNAMED for a in actors)
    name = outlet(_joined([_name(a) for a in actors]))
    return Speaker(name, None if is_outlet(name) else ", ".join(sides) or None, anonymous, actors)


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for."""
    if token.tag_ in {"WDT", "WP"} and token.i:
        verb = next((h for h in token.ancestors if h.dep_ == "relcl"), None)
        if verb is not None and verb.head.i < token.i:
            return verb.head
    return token


def _issuers(cast: Cast, head: Token) -> tuple[Actor, ...]:
    """Whoever issued a paper: "a statement by the ministry", "Kyiv's note"."""
    if head.lemma_.lower() not in lexicon().words["issued"]:
        return ()
    if any(k.lower_ == "joint" for k in head.children):
        together = [m.actor for m in cast.within(0, head.idx) if m.actor.kind is ActorKind.COLLECTIVE and len(m.actor.members) > 1]
        return together[-1].each() if together else ()
    for kid in head.children:
        if kid.dep_ == "poss" and (found := cast.named(kid)):
            return found
        if kid.dep_ == "prep" and kid.lower_ in {"of", "from", "by"}:
            for named in kid.children:
                if named.dep_ == "pobj" and (found := cast.named(named)):
                    return found
    before = [m.actor for m in cast.within(head.left_edge.idx, head.idx) if m.actor.kind in SPEAKING_BODIES]
    return before[:1][0].each() if before else ()


def _name(actor: Actor) -> str:
    """A body by its whole name; a state speaks through its government."""
    if actor.kind is ActorKind.STATE:
        return f"government of {actor.name}"
    body = bodies().get(actor.side or "")
    if body is not None and actor.kind is not ActorKind.PERSON and actor.name in {body.code, body.seat}:
        return body.name
    return actor.name


def outlet(name: str) -> str:
    """An agency or paper by its bare name: "the KCNA news agency" is KCNA; other names as they are."""
    bare = re.sub(r"^(?:the|The) ", "", name)
    bare = re.sub(r" (?:news agency|agency|newspaper|television|channel)$", "", bare)
    return bare if bare in lexicon().outlets else name


def is_outlet(name: str) -> bool:
    """Whether a name is that of a paper, agency or broadcaster, which speaks for no side."""
    bare = name.removeprefix("the ").removeprefix("The ")
    return bare in lexicon().outlets or bool(OUTLET.search(name))


def _pair(cast: Cast, head: Token) -> tuple[Actor, ...]:
    """ "The two leaders", "both ministers", "the two heads of state", and "the leaders" of a text in which two met."""
    before = {k.lower_ for k in head.children}
    lemma = head.lemma_.lower()
    of_others = any(k.dep_ == "prep" for k in head.children) and lemma != "head"
    if head.tag_ != "NNS" or of_others or not (before & {"two", "both"} or ("the" in before and lemma in PRINCIPALS)):
        return ()
    return two_people(cast, head.idx)


def two_people(cast: Cast, offset: int) -> tuple[Actor, ...]:
    """The two people named most up to a place, of different sides, if no third is named as often."""
    counts = Counter(m.actor for m in cast.within(0, offset) if m.actor.kind is ActorKind.PERSON and m.actor.side)
    ranked = counts.most_common(3)
    if len(ranked) < 2 or ranked[0][0].side == ranked[1][0].side or (len(ranked) > 2 and ranked[2][1] >= ranked[1][1]):
        return ()
    first = {m.actor: m.start for m in reversed(cast.within(0, offset))}
    return tuple(sorted((actor for actor, _ in ranked[:2]), key=lambda a: first[a]))


def by_rank(cast: Cast, head: Token) -> Actor | None:
    """The person whose office a description of rank names: "the Armenian head of state" is its president."""
    said = head.doc[head.left_edge.i : head.right_edge.i + 1].text.lower()
    ranks = next((offices for rank, offices in RANKS.items() if rank in said), None)
    if ranks is None:
        return None
    sides = {m.actor.side for m in cast.within(head.left_edge.idx, head.right_edge.idx + len(head.right_edge)) if m.actor.side}
    fitting = [a for a in cast.people if a.office and any(r in a.office.lower() for r in ranks) and (not sides or a.side in sides)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    counts = Counter(m.actor for m in cast.mentions if m.actor in fitting)
    return counts.most_common(1)[0][0] if counts else None


def described(text: Text, head: Token) -> str | None:
    """The noun phrase as written, relative clauses and participles left out."""
    inside = subtree(head)
    for kid in head.children:
        if kid.dep_ in CUTS and kid.i > head.i:
            inside -= {i for i in inside if i >= min(kid.left_edge.i, kid.i)}
            break
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    words = text.doc[first : last + 1].text.strip(" ,;:\"'“”")
    return " ".join(words.split()) or None


def _side_within(cast: Cast, text: Text, head: Token) -> str | None:
    """The side named inside a description: "two Polish diplomats", "officials in Ankara"."""
    first, last = head.left_edge, head.right_edge
    sides = tuple(
        dict.fromkeys(
            m.actor.side for m in cast.within(first.idx, min(last.idx + len(last), head.idx + 80)) if m.actor.side and m.start <= head.idx
        )
    )
    return sides[0] if len(sides) == 1 else None


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def condition_of(sentence: str) -> str | None:
    """The condition under which an unnamed source spoke, as written."""
    found = CONDITION.search(sentence)
    return found.group() if found else None
