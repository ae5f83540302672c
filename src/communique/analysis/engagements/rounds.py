"""The next round of what a text has just told: a meeting to come whose sides are not named again is between those who met.

Only what lies ahead is filled, and only where the words themselves count on from an earlier one ("another", "the next", "a further").

    "Iranian and Omani negotiators met on Friday. The next round will be held in Muscat in May." - between Iran and Oman
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.analysis.actors import Actor, ActorKind
from communique.analysis.engagements.agreement import AHEAD
from communique.analysis.engagements.arcs import clause
from communique.analysis.engagements.mentions import Mention
from communique.model import Kind, PartKind

GOING_ON = frozenset(
    {"another", "next", "further", "new", "additional", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"}
)
ROUNDS = frozenset("round talk meeting session negotiation consultation dialogue discussion".split())


def going_on(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, in text order, with the sides of the contact told last where a further round of it names none."""
    told: Mention | None = None
    for mention in mentions:
        if told is not None and _further(mention, told):
            states = tuple(Actor(ActorKind.STATE, side, side) for side in told.sides)
            start, end = _clause(mention)
            mention = replace(mention, sides=told.sides, actors=states, start=start, end=end)
        elif len(mention.sides) > 1 and mention.kind is not Kind.VISIT and mention.standing is not PartKind.TRAILER:
            told = mention
        yield mention


def _clause(mention: Mention) -> tuple[int, int]:
    """The clause around the word, which alone proves little: "the venue for further talks has not been chosen"."""
    first, last = clause(mention.trigger.token)
    words = [t for t in mention.trigger.token.doc[first:last] if not (t.is_punct or t.is_space)]
    return min(mention.start, words[0].idx), max(mention.end, words[-1].idx + len(words[-1]))


def _further(mention: Mention, told: Mention) -> bool:
    token = mention.trigger.token
    if not mention.trigger.frame.noun or token.lemma_.lower() not in ROUNDS or mention.status.status not in AHEAD:
        return False
    if mention.people or not set(mention.sides) <= set(told.sides) or len(mention.sides) == len(told.sides):
        return False
    carrier = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    words = {c.lower_ for t in (token, carrier) for c in t.children if c.dep_ in {"det", "amod", "nmod", "compound"}}
    return bool(words & GOING_ON) and told.kind is not Kind.LETTER
