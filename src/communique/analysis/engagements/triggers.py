"""Where a text tells of contact: the words of the frame table in a sentence, with their first reading as a kind.

High recall is wanted here; whether a mention stands is decided over the whole document, when all evidence is at hand.

    "Sullivan and Wang held talks in Malta over the weekend" - one trigger, "talks"; "held" only supports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.engagements.arcs import is_passive, objects, phrases
from communique.analysis.engagements.frames import Frame, frames
from communique.analysis.parse import Reading
from communique.model import Kind, PartKind

REMOTE = re.compile(
    r"\b(?:by|over the|on the|via|a|tele)?[ -]?(?:tele)?phone\b|\btelephonic|\bvideo ?(?:link|conference|call)|\bvirtual|\bvideo talk", re.I
)
REMOTE_TALK = re.compile(r"video|phone|telephone|virtual", re.I)
# "called President Kim a partner", "called on", "called for": no telephone.
NOT_CALLS = frozenset({"for", "on", "off", "upon", "out", "attention"})
GATHERED = frozenset({"summit", "conference", "forum", "assembly"})
MET = frozenset({"meet", "meeting", "encounter", "talk", "conversation", "chat"})
BESIDE = frozenset({"sideline", "sidelines", "margin", "margins", "fringe", "fringes", "edges"})
TOLD = frozenset(
    {
        "tell",
        "inform",
        "warn",
        "ask",
        "urge",
        "assure",
        "discuss",
        "agree",
        "congratulate",
        "thank",
        "confer",
        "consult",
        "brief",
        "update",
        "remind",
        "press",
    }
)
NOT_AFTER = frozenset({"room", "place", "point", "minutes", "agenda", "hall", "venue", "show", "shop", "schedule"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of contact, its frame and the kind it tells here; when elided, the possessor that stands for it ("than Sullivan's")."""

    token: Token
    frame: Frame
    kind: Kind
    elided: bool = False


def find_triggers(reading: Reading) -> Iterator[Trigger]:
    """Every word of the frame table that may tell of contact, in text order."""
    table = frames()
    for token in reading.doc:
        if reading.part(token.idx) in {PartKind.BYLINE, PartKind.DATELINE}:
            continue
        frame = _verb(token, table.verbs) or _noun(token, table.nouns)
        if frame is not None:
            yield Trigger(token, frame, _kind(token, frame))
            yield from (Trigger(owner, frame, frame.kind, elided=True) for owner in _elided(token) if frame.noun)


def _elided(noun: Token) -> Iterator[Token]:
    """Possessors compared with the noun: "discussions as substantive as Sullivan's over the weekend"."""
    for adjective in noun.children:
        if adjective.dep_ in {"amod", "acl", "relcl"}:
            for owner in phrases(adjective, ("as", "than")):
                if any(c.dep_ == "case" for c in owner.children):
                    yield owner


def _verb(token: Token, verbs: dict[str, Frame]) -> Frame | None:
    frame = verbs.get(token.lemma_.lower()) if token.pos_ in {"VERB", "AUX"} else None
    # A headline's capitals make the tagger see names: "Xi to Meet Putin in Kazan"
    if frame is None and token.lower_ in {"meet", "meets", "visit", "visits"} and token.i and token.nbor(-1).lower_ in {"to", "will"}:
        frame = verbs.get(token.lower_.rstrip("s"))
    frame = _together(token, verbs) or frame
    if token.lower_ == "due" and token.dep_ == "acomp" and any(phrases(token, ("in", "at"))):
        return verbs["due"]  # "is due in Ankara on Tuesday"
    if frame is None or token.dep_ in {"amod", "compound"}:  # "in the coming weeks", "visiting scholars"
        return None
    if frame.kind is Kind.VISIT and any(c.lower_ in {"times", "twice", "daily", "weekly"} for c in token.children):
        return None  # airlines "fly ten times a week to Japan"
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if frame.lemma == "call" and following == "on" and not any(c.dep_ in {"xcomp", "advcl", "ccomp"} for c in token.children):
        return verbs["call_on"]  # "called on President Zelenskyy on Friday", but not "called on him to withdraw"
    if frame.lemma == "call" and (following in NOT_CALLS or _names(token)):
        return None
    if frame.lemma == "host" and not any(objects(token)):
        return None
    return frame if _complete(token, frame) else None


def _together(verb: Token, verbs: dict[str, Frame]) -> Frame | None:
    """ "came together in Riga", "passed through New York": verbs that tell of contact with the word after them."""
    joined = {word: frame for word in ("together", "through") if (frame := verbs.get(f"{verb.lemma_}_{word}")) is not None}
    if not joined:
        return None
    after = {c.lower_ for c in verb.children if c.dep_ in {"advmod", "prt", "prep"} and c.i > verb.i}
    return next((frame for word, frame in joined.items() if word in after), None)


def _names(verb: Token) -> bool:
    """ "called Kim a partner", "called the claim false": naming, not telephoning."""
    roles = {c.dep_ for c in verb.children}
    return bool(roles & {"ccomp", "prt"}) or {"dobj", "oprd"} <= roles or any(c.dep_ == "oprd" and c.pos_ == "ADJ" for c in verb.children)


def _complete(verb: Token, frame: Frame) -> bool:
    """Verbs that tell of contact only together with another word: "shook hands with", "sat down with", "is in Moscow"."""
    if frame.lemma == "meet" and any(
        c.dep_ == "dobj" and c.pos_ == "NOUN" and c.text[0].islower() and c.lemma_.lower() not in frames().roles for c in verb.children
    ):
        return False  # "met the conditions", "in meeting its needs"; a name that the tagger does not know is a person
    if frame.lemma in {
        "gather",
        "assemble",
        "convene",
        "reconvene",
    }:  # "gathered evidence", "convened his cabinet": people come together, or none do
        return is_passive(verb) or not any(c.dep_ == "dobj" for c in verb.children)
    if frame.lemma == "come" and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.children):
        return False  # "when it comes to Haiti"
    if frame.lemma == "expect":  # "is expected in Cairo on Sunday"
        return is_passive(verb) and any(phrases(verb, frame.toward)) and not any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children)
    if frame.lemma == "shake":
        return any(c.lemma_ == "hand" for c in verb.children)
    if frame.lemma == "lead":  # "led a delegation to Doha"
        return any(c.lemma_ in {"delegation", "mission", "team"} for c in objects(verb)) and any(phrases(verb, frame.toward))
    if frame.lemma == "sit":
        return any(c.lower_ in {"down", "across"} for c in verb.children)
    following = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    if frame.lemma == "see":  # "saw Trump at the White House", but not "saw him as a rival"
        return following != "as" and not any(c.dep_ in {"ccomp", "xcomp", "prt"} or c.lower_ == "as" for c in verb.children)
    if frame.lemma == "return" and any(c.dep_ == "dobj" for c in verb.children):
        return False  # "to return the marbles to Greece"
    if frame.lemma in {"leave", "head"}:  # "left for Ankara", but not "left the room", "a delegation headed by"
        return any(phrases(verb, frame.toward))
    if frame.lemma == "be":
        return verb.dep_ not in {"aux", "auxpass"} and any(c.dep_ == "prep" and c.lower_ == "in" for c in verb.children)
    return True


def _noun(token: Token, nouns: dict[str, Frame]) -> Frame | None:
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    frame = nouns.get(token.lemma_.lower())
    remote = any(REMOTE_TALK.fullmatch(c.lower_) for c in token.children if c.dep_ in {"compound", "amod"})  # "a video talk"
    if frame is None or (frame.plural and not token.lower_.endswith("s") and not remote):
        return None
    if frame.lemma == "dialogue" and _discussed(token):
        return None  # what they discussed is no talks of theirs
    if frame.lemma in {"phone", "telephone"}:  # "told Wang by telephone": the only word that tells of the call
        return frame if token.dep_ == "pobj" and token.head.lower_ in {"by", "over"} and token.head.head.lemma_ in TOLD else None
    if token.dep_ in {"compound", "nmod"} and token.head.lower_ in NOT_AFTER | {"table"}:
        return None
    if frame.lemma == "call" and any(c.lower_ == "courtesy" for c in token.children):
        return nouns["courtesy_call"]
    if frame.lemma == "call" and any(_appeals(c) for c in token.children):
        return None  # "his call for direct contact" is an appeal
    if frame.lemma == "contact" and ((token.tag_ == "NNS" and token.head.lower_ == "on") or _kept_up(token)):
        return None  # "agreed on further contacts", "remain in close contact": a habit
    left = {c.lower_ for c in token.children if c.dep_ in {"compound", "amod", "nmod"}}
    if left & frames().no_contact:
        return None
    if token.lemma_.lower() in {"round", "session", "series"} and any(t.lemma_.lower() in nouns for t in phrases(token, ("of",))):
        return None  # "a round of talks": the talks tell it
    if _beside(token):
        return None  # what a meeting is held beside is its occasion
    if (frame.event and not _eventful(token)) or _everyday(token, frame) or _of_another_day(token):
        return None
    # "a meeting of minds", "a round of applause", "a session of parliament" are left to the test of sides.
    if token.dep_ in {"compound", "nmod"} and nouns.get(token.head.lemma_.lower()) is not None:
        return None  # "summit meeting", "visit talks": the head tells it
    return frame


def _everyday(noun: Token, frame: Frame) -> bool:
    """ "Told his mostly American audience", "advised against all travel to": listeners, and anybody's travel."""
    if frame.lemma == "audience":
        governing = {noun.head.lemma_, noun.head.head.lemma_}
        return not any(phrases(noun, ("with",))) and not governing & {"grant", "receive", "request", "seek", "hold"}
    anybody = noun.head.lower_ == "against" or any(c.lower_ in {"all", "any", "no", "non-essential"} for c in noun.children)
    return frame.lemma == "travel" and anybody


def _of_another_day(noun: Token) -> bool:
    """ "Met on Monday on the latest in the Iran-US talks", "laid the groundwork for the meeting last week"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "of", "for"}:
        return False
    above = noun.head.head
    return bool({above.lower_, *(c.lower_ for c in above.children if c.dep_ == "dobj")} & {"latest", "developments", "groundwork"})


def _discussed(noun: Token) -> bool:
    verb = next((h for h in noun.ancestors if h.pos_ == "VERB"), None)
    return verb is not None and verb.lemma_ in {"discuss", "review"} and noun.i > verb.i


def _kept_up(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head.lemma_ in {"remain", "stay", "keep", "be"}


def _appeals(child: Token) -> bool:
    """ "His call on Kabul", "calls to leave"; not "a call on Monday"."""
    if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB":
        return True
    return child.lower_ in {"for", "on"} and not any(c.ent_type_ in {"DATE", "TIME"} for c in child.children)


def gathered_at(met: Token) -> list[Token]:
    """The gatherings at which people met: "their talks at a weekend summit", "had an encounter at the conference"."""
    if met.lemma_.lower() not in MET:
        return []
    carriers = [met, met.head] if met.dep_ == "dobj" else [met]
    preps = [p for c in carriers for p in c.children if p.lower_ == "at" and p.dep_ == "prep"]
    return [c for p in preps for c in p.children if c.dep_ == "pobj" and c.lemma_.lower() in GATHERED]


def _beside(noun: Token) -> bool:
    """ "On the sidelines of gatherings such as the G-20 summit": a sideline word before, no verb since; "met at the summit"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "at" and noun.lemma_.lower() in GATHERED:
        other = noun.head.head
        if any(noun in gathered_at(t) for t in (other, *other.children)):
            return True
    for token in reversed(noun.doc[max(noun.sent.start, noun.i - 25) : noun.i]):
        if token.lower_ in BESIDE:
            return True
        if token.pos_ in {"VERB", "AUX"} and token.lower_ not in {"including", "such"}:
            return False
    return False


def _eventful(noun: Token) -> bool:
    """Whether a noun that may name an institution is told as a gathering: "at the forum", "the session opened"."""
    table = frames()
    if noun.dep_ in {"pobj", "conj"} and noun.head.lower_ in table.eventful_prepositions:
        return True
    if noun.head.lemma_.lower() in table.eventful and noun.dep_ in {"dobj", "nsubj", "nsubjpass", "pobj"}:
        return True
    carrier = noun.head.head if noun.dep_ == "pobj" else noun.head
    if carrier.lower_ in BESIDE:
        return False
    return any(c.dep_ == "acl" and c.lemma_.lower() in table.eventful for c in noun.children) or (
        noun.dep_ == "pobj" and carrier.lemma_.lower() in table.eventful
    )


def _kind(token: Token, frame: Frame) -> Kind:
    words = " ".join(t.lower_ for t in token.subtree if abs(t.i - token.i) < 12)
    if frame.kind in {Kind.MEETING, Kind.TALKS, Kind.CALL} and token.lower_ != "session":
        near = " ".join(c.text for c in token.children if c.dep_ in {"compound", "amod", "nmod"})
        if REMOTE.search(near) or REMOTE_TALK.search(near):
            return Kind.CALL
        governing = token.head if token.dep_ in {"dobj", "nsubjpass"} else token
        hanging = [c for t in (token, governing) for c in t.children if c.dep_ == "prep" and c.lower_ in {"by", "over", "on", "via"}]
        if any(REMOTE.search(" ".join(t.text for t in c.subtree)) for c in hanging):
            return Kind.CALL
    if frame.lemma in {"speak", "talk", "conversation"} and re.search(r"\bin person\b|\bface to face\b|\bmargins\b|\bsidelines\b", words):
        return Kind.MEETING
    return frame.kind
