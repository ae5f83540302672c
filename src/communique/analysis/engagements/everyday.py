"""Everyday words: whether "see", "speak", "go", "gather" or "summit" tell of contact between sides here.

"The foreign minister saw his Omani counterpart in Muscat" - contact; "she saw no reason to go to Geneva" - none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from communique.analysis.actors import ActorKind
from communique.analysis.engagements.agreement import MAIN_EVENT
from communique.analysis.engagements.arcs import SUBJECTS, agents
from communique.analysis.engagements.frames import frames
from communique.model import Kind, Status

if TYPE_CHECKING:
    from communique.analysis.engagements.mentions import Mention

# Where the summit is that of a mountain.
MOUNTAIN = re.compile(r"\b(?:climb(?:ed|ers?|ing)?|mountain(?:eers?|eering|s)?|base ?camp|Everest|peaks?|ascent)\b")
# Words that make an everyday verb tell of one of several meetings: "later saw his Iranian counterpart".
AGAIN = frozenset({"later", "earlier", "also", "separately", "then"})


def _of_climbers(doc: Doc) -> bool:
    """Whether a report is about a mountain; looked up once, however many summits it names."""
    if "mountain" not in doc.user_data:
        doc.user_data["mountain"] = len(set(MOUNTAIN.findall(doc.text))) > 1
    return bool(doc.user_data["mountain"])


def tells(mention: Mention) -> bool:
    """Whether a word with everyday uses tells of contact here."""
    lemma = mention.trigger.frame.lemma
    if lemma == "negotiate" and mention.status.rule == "will-not" and not any(s.name in {"partner", "object"} for s in mention.slots):
        return False  # "will not negotiate on fish until Britain moves": his terms
    if lemma == "gather" and next(agents(mention.trigger.token), None) is not None:
        return False  # "evidence gathered by U.S. officials"
    if lemma == "summit" and _of_climbers(mention.trigger.token.doc):
        return False
    if lemma == "return" and mention.sides == (mention.visited,):
        return False  # "before returning to Oslo on Friday": who comes home visits nobody
    if lemma == "shake" and mention.status.status is not Status.HELD:
        return False  # "had to be asked to shake hands"
    if lemma in {"see", "call_on", "engage"}:  # everyday words: two people of two sides, and a place or a day
        told = mention.setting.place is not None or any(d.rule != MAIN_EVENT for d in mention.setting.dates)
        told = told or mention.status.status is Status.REFUSED or any(c.lower_ in AGAIN for c in mention.trigger.token.children)
        return len({a.side for a in mention.people}) > 1 and told
    if lemma == "sign":  # "signed a communique with his Chinese counterpart in Beijing": face to face
        return len({a.side for a in mention.people}) > 1 and mention.setting.place is not None
    if mention.actors and all(a.kind is ActorKind.STATE for a in mention.actors):
        officials = any(s.token.lemma_.lower() in frames().roles for s in mention.slots)
        if frames().elsewhere & {t.lower_ for t in mention.trigger.token.sent} and not officials:
            return False  # "Germany met France in the final"
    if mention.trigger.frame.noun:
        return True
    if lemma in {"consult", "welcome", "greet"} and _both(mention.trigger.token):
        return False  # "The two leaders consulted on aid for Gaza": what they did in the contact just told
    if lemma == "go" and mention.status.status in {Status.EXPECTED, Status.REFUSED} and not mention.people:
        return False  # "the bulk of the business would go to the U.S.", "Brazil will not go to the IMF"
    if mention.trigger.frame.takes == "person" and lemma not in {"meet"}:
        # "welcomed strengthening exchanges", "hosted a forum": only a person is received, called or invited
        return any(s.name == "object" and s.actor.kind is not ActorKind.STATE for s in mention.slots) or lemma == "invite"
    if lemma in {"speak", "talk"}:
        return _talk(mention)
    if lemma == "be":  # "Mirzoyan was in Moscow", but not "talks were in Geneva" or "China is in Asia"
        place = mention.setting.place
        there = place is not None and place.how == "place" and _is_in(mention.trigger.token, place.head)
        there = there and not any(c.dep_ == "expl" for c in mention.trigger.token.children)  # "In Gaza, there is a chance"
        return bool(mention.people) and mention.visited is not None and there
    return True


def _private(mention: Mention) -> bool:
    """ "Spoke with the paper's John Smith about China": an interviewer is no side."""
    partners = [s.actor for s in mention.slots if s.name == "partner"]
    private = [a for a in partners if a.kind is ActorKind.PERSON and not a.side and not a.office]
    return private[:1] == partners[:1] != [] and all(a in private or a.kind is ActorKind.STATE for a in partners)


def _talk(mention: Mention) -> bool:
    """Whether "spoke" and "talked" tell of contact: with somebody, in public office, in a form that is told."""
    if _private(mention):
        return False
    words = {t.lower_ for t in mention.trigger.token.sent}
    if not any(s.name in {"partner", "object"} for s in mention.slots):
        people = {ActorKind.PERSON, ActorKind.UNNAMED}
        named = {s.actor.side for s in mention.slots if s.actor.kind in people and s.actor.side and s.token.pos_ != "PRON"}
        # "President Biden and President Macron spoke today" in the lead; further down "spoke for two hours" tells it, and "by phone"
        return len(named) > 1 and (mention.lead or mention.setting.duration is not None or bool(words & {"phone", "telephone"}))
    if mention.kind is Kind.CALL:
        # Contact whose form is not told is none: "spoke to the Iranians about aid"
        return len({a.side for a in mention.people}) > 1 or bool(words & {"phone", "telephone", "call", "today", "yesterday"})
    return True


def _both(verb: Token) -> bool:
    """Whether those who met stand together as the subject: "they", "the two leaders", "both sides"."""
    doer = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if doer is None:
        return False
    return doer.lower_ in {"they", "both"} or any(c.lower_ in {"two", "both"} for c in doer.children)


def _is_in(verb: Token, offset: int) -> bool:
    """ "Was in Doha", not "was in touch with mediators in Doha"."""
    place = next((t for t in verb.sent if t.idx <= offset < t.idx + len(t)), verb)
    below = [t for t in (place, *place.ancestors) if t.i > verb.i and verb in t.ancestors]
    return not any(t.pos_ == "NOUN" and t.lemma_ in {"touch", "contact", "talk", "charge"} for t in below)
