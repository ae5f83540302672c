"""In which form a contact is held: the number of its round, words such as "trilateral" or "indirect", and who plays host.

"Oman hosted the fourth round of indirect talks between Iran and the United States." - round 4, indirect, Oman's
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.actors import Cast
from communique.analysis.engagements.arcs import agents, is_passive, subject
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.lists import Slot
from communique.analysis.engagements.triggers import Trigger

ORDINAL = re.compile(r"^(\d{1,3})(?:st|nd|rd|th)$")
ROUNDS = frozenset({"round", "session", "edition"})
HOSTING = frozenset({"host", "receive", "welcome"})


@dataclass(frozen=True, slots=True)
class Form:
    """The number of the round, words of form as written, the side that hosts; None where the words do not tell."""

    round: int | None = None
    form: str | None = None
    host: str | None = None


def form_of(trigger: Trigger, filled: Sequence[Slot], cast: Cast) -> Form:
    """The form that the words around a trigger tell."""
    token = trigger.token
    if not trigger.frame.noun:
        hosts = {s.actor.side for s in filled if s.name == "subject"} if trigger.frame.lemma in HOSTING else set()
        return Form(host=next(iter(hosts), None) if len(hosts) == 1 else None)
    carriers = [token, *_carriers(token)]
    words = sorted((t for c in carriers for t in c.children if t.lower_ in frames().forms), key=lambda t: t.i)
    return Form(_round(carriers), ", ".join(t.text for t in words) or None, _host(carriers, cast))


def _carriers(noun: Token) -> list[Token]:
    """The "round" or "session" of the talks."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return [above] if above is not None and above.lemma_.lower() in ROUNDS else []


def _round(carriers: Sequence[Token]) -> int | None:
    for noun in carriers:
        if noun.lemma_.lower() not in ROUNDS:
            continue
        for child in noun.children:
            if (number := ORDINAL.match(child.lower_)) is not None:
                return int(number[1])
            if child.lower_ in frames().ordinals:
                return frames().ordinals.index(child.lower_) + 1
    return None


def _host(carriers: Sequence[Token], cast: Cast) -> str | None:
    """The side of who hosts it: "talks hosted by Egypt", "Egypt hosted the talks"."""
    for noun in carriers:
        verbs = [c for c in noun.children if c.dep_ == "acl" and c.lemma_ == "host"]
        verbs += [noun.head] if noun.head.lemma_ == "host" and noun.dep_ in {"dobj", "nsubjpass"} else []
        for verb in verbs:
            passive = is_passive(verb) or verb.tag_ == "VBN" and verb.dep_ == "acl"
            doer = next(agents(verb), None) if passive else subject(verb)
            sides = {a.side for a in cast.named(doer)} if doer is not None else set()
            if len(sides) == 1:
                return sides.pop()
    return None
