"""Participants that stand in the clause around a noun: who holds, leads or attends what it names, and whom one speaks to in it.

"In talks with Wang, Blinken told ...", "Japan hosted the United States for a dialogue": what the noun itself does not say, its verb does.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.analysis.engagements.arcs import SUBJECTS, agents, governor, is_passive, is_verb, objects, phrases, subject
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.triggers import Trigger
from communique.model import Kind

SAYING = frozenset({"say", "tell", "announce", "add", "report", "confirm", "state", "write", "note", "float"})
COMMENTING = frozenset({"comment", "report", "remark", "speak", "talk", "ask", "respond", "answer", "reply"})
WISHING = frozenset({"extend", "express", "convey", "offer", "send"})
THANKING = frozenset({"thank", "praise", "congratulate", "commend", "applaud"})


def supporting(trigger: Trigger, owned: bool) -> Iterator[tuple[str, Token]]:
    """Participants that stand in the clause around the noun."""
    noun, support = trigger.token, frames().support
    top = noun
    while top.dep_ in {"conj", "pobj", "prep"} and top.head.lemma_.lower() in {"of", "round", "series", "day", "hour", "pair"}:
        top = top.head
    head = top.head
    if top.dep_ == "oprd" and head.dep_ == "pcomp" and head.head.dep_ == "prep":
        top = head.head.head  # "had hours of what they called candid discussions"
        head = top.head
    if is_verb(head) and top.dep_ in {"dobj", "nsubjpass", "attr", "oprd"}:
        yield from _of_support(trigger, top, head, support)
    elif is_verb(head) and top.dep_ == "nsubj":
        if any(c.dep_ == "dobj" and c.lemma_.lower() in frames().nouns for c in head.children):
            return  # "the talks covered the dialogue between Belgrade and Pristina"
        yield from (("partner", t) for t in phrases(head, ("with", "between")))
    elif top.dep_ == "pobj" and head.dep_ in {"prep", "agent", "dative"} or top.dep_ in {"conj", "appos"}:
        yield from _of_clause(trigger, top, owned)


def speaker_of(noun: Token) -> Token | None:
    """Who speaks of "talks with China" without saying whose: the subject of the verb of saying above."""
    for above in noun.ancestors:
        if is_verb(above) and above.lemma_ in SAYING:
            return subject(above)
    return None


def with_support(noun: Token) -> Iterator[Token]:
    """ "His talks were held with Wang": partners that hang on the supporting verb."""
    if noun.dep_ in {"dobj", "nsubjpass", "nsubj"} and is_verb(noun.head) and noun.head.lemma_.lower() in frames().support:
        yield from phrases(noun.head, ("with",))


def _of_support(trigger: Trigger, top: Token, verb: Token, support: frozenset[str]) -> Iterator[tuple[str, Token]]:
    particle = next((f"_{c.lower_}" for c in verb.children if c.dep_ == "prt"), "")
    lemma = verb.lemma_.lower() + particle
    off = any(lemma in frames().status[name] for name in ("postponed", "cancelled", "refused"))
    # "is considering a visit to China": who considers it would make it
    own_plan = trigger.kind is Kind.VISIT and any(lemma in frames().status[name] for name in ("planned", "expected"))
    posted = trigger.kind is Kind.LETTER and verb.lemma_ in {"send", "write", "deliver", "address"}
    if not off and not own_plan and not posted and verb.lemma_.lower() not in support:
        return
    yield from (("partner", t) for t in phrases(verb, ("on",) if "on" in trigger.frame.partner else ("with", "between")))
    if trigger.kind is Kind.LETTER:  # "sent the president a letter"
        yield from (("partner", c) for c in verb.children if c.dep_ == "dative")
        yield from (("partner", t) for t in phrases(verb, ("to",)))
    if top.dep_ == "nsubjpass":
        yield from (("subject", t) for t in agents(verb))
        return
    doer = subject(verb)
    if doer is not None and doer != top:
        yield "subject", doer


def _of_clause(trigger: Trigger, top: Token, owned: bool) -> Iterator[tuple[str, Token]]:
    """ "In talks with Wang, Blinken told ...": the clause's subject, and the person told when the noun has no participants of its own."""
    verb = governor(top)
    preposition = top.head.lower_ if top.dep_ == "pobj" else ""
    if verb is None or _of_others(trigger, top, verb, preposition, owned):
        return
    if verb.lemma_ in THANKING and any(t.lower_ == "for" and t.head == verb for t in top.ancestors):
        yield from (("clause", t) for t in objects(verb))  # "thanked the president for her part in the summit": she was there
        return
    near = verb
    while (
        verb.tag_ in {"VB", "VBG"} and not any(c.dep_ in SUBJECTS or c.tag_ == "MD" for c in verb.children) and governor(verb) is not None
    ):
        verb = governor(verb) or verb
    doer = next(agents(verb), None) if is_passive(verb) and near is verb else subject(verb)  # "is expected to brief Bush by telephone"
    if doer is not None:
        yield "clause", doer
    for teller in dict.fromkeys((near, verb)):
        yield from _addressed(teller, preposition)
    if trigger.frame.lemma in {"phone", "telephone"}:  # "discussed trade with Xi by phone"
        yield from (("told", t) for t in phrases(near, ("with",)))


def _of_others(trigger: Trigger, top: Token, verb: Token, preposition: str, owned: bool) -> bool:
    """Whether a contact that a clause names is none of those who act in it."""
    if preposition in {"regarding", "concerning"}:
        return True
    if preposition in {"about", "on"} and verb.lemma_ in frames().told | COMMENTING:
        return True  # "Yermak, commenting on the Ukrainian-Russian talks"
    if preposition in {"of", "about", "on", "from", "as", "than", "like"} and owned and verb.lemma_ not in {"withdraw", "pull", "back"}:
        return True
    if top.dep_ == "pobj" and top.head.dep_ == "agent" and trigger.kind is not Kind.CALL:
        return True  # "welcomed the efforts shown by the summit in Baghdad": others met there
    if preposition in {"after", "before", "following", "ahead"} and owned and not any(phrases(top, ("with",))):
        return True  # "met Putin after the CSTO summit": the summit is only the date
    first = top
    while first.dep_ == "conj":
        first = first.head
    # "agreed to reduce conflict, support dialogue and secure peace"
    return first.dep_ == "dobj" and first is not top and first.head.lemma_.lower() not in frames().support


def _addressed(teller: Token, preposition: str) -> Iterator[tuple[str, Token]]:
    """Whom somebody speaks to in a contact: "told Wang", "extended wishes to the Pope"; or has come to him for it."""
    if teller.lemma_ in frames().told:
        yield from (("told", t) for t in objects(teller))
    if teller.lemma_ in WISHING:
        yield from (("told", t) for t in phrases(teller, ("to",)))
    if preposition == "for" and teller.lemma_ == "host":  # "Japan hosted the United States for a dialogue"
        yield from (("hosted", t) for t in objects(teller))
