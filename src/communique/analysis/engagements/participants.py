"""Who takes part: the slots of a mention filled from the parse, each with the tokens that fill it.

Participants stand in the subject and the object of a verb, after "with", "between", "of"; before a noun as possessor or compound;
in the subject of a supporting verb; or in the clause to which a phrase like "during a visit" belongs.

    "In a phone call on Friday, Sullivan told Wang ..." - the call's owners are the clause's subject and the person told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.engagements.arcs import ELSEWHERE, agents, governor, is_passive, is_verb, objects, phrases, subject
from communique.analysis.engagements.clauses import speaker_of, supporting, with_support
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.lists import Slot, beside_partner, beside_subject, between, listed, named_after, token_at
from communique.analysis.engagements.triggers import Trigger
from communique.analysis.engagements.voices import Voices
from communique.model import Kind

NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
BETWEEN = ("between", "among", "involving")
TAKES_PART = frozenset(
    {ActorKind.PERSON, ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP, ActorKind.MINISTRY, ActorKind.UNNAMED, ActorKind.COLLECTIVE}
)


def slots(trigger: Trigger, cast: Cast, voices: Voices) -> tuple[Slot, ...]:
    """The participants of one mention in the order found; the same actor only once."""
    found: dict[tuple[object, ...], Slot] = {}
    for name, head in _told(trigger, cast):
        for token in listed(head):
            for actor in _actors(token, cast, voices):
                if name == "speaker":
                    actor = Actor(ActorKind.STATE, actor.side or "", actor.side)  # his government's talks, not his own
                if actor.kind in TAKES_PART and not (name == "hosted" and actor.kind is ActorKind.PERSON):  # to host a person is a meeting
                    found.setdefault((actor.name, actor.side), Slot(actor, name, token))
    if trigger.frame.noun and found and all(s.actor.kind is ActorKind.BODY for s in found.values()):
        for token in _attending(trigger.token):  # "the prime minister will attend the NATO summit"
            for actor in _actors(token, cast, voices):
                if actor.side is not None and actor.kind in TAKES_PART:
                    found.setdefault((actor.name, actor.side), Slot(actor, "attending", token))
    if trigger.frame.noun and len({s.actor.side for s in found.values()} - {None}) < 2:
        for slot in between(trigger.token, cast):
            found.setdefault((slot.actor.name, slot.actor.side), slot)
    verb = governor(trigger.token) if trigger.frame.noun else trigger.token
    for slot in beside_subject(cast, verb, found.values()):
        found.setdefault((slot.actor.name, slot.actor.side), slot)
    for slot in beside_partner(cast, trigger.token, found.values()):
        found.setdefault((slot.actor.name, slot.actor.side), slot)
    for slot in named_after(cast, trigger.token, tuple(found.values())):
        found.setdefault((slot.actor.name, slot.actor.side), slot)
    for slot in _nearby(trigger, cast, {s.name for s in found.values()}):
        found.setdefault((slot.actor.name, slot.actor.side), slot)
    return tuple(slot for slot in found.values() if not _has_the_word(slot.token))


def _has_the_word(name: Token) -> bool:
    """Who is given the word in a transcript or is spoken to takes no part: "President Trump: He is", "Mr. President, your envoy"."""
    after = name.nbor(1).text if name.i + 1 < name.sent.end else ""
    before = name.doc[name.sent.start : name.i + 1]
    if after == ":":
        return all(t.is_title or t.is_upper for t in before)
    spoken_to = before[-2:].text in {"Mr. President", "Madam President", "Mr. Secretary", "Madam Secretary", "Mr. Prime Minister"}
    return after == "," and spoken_to and any(t.lower_ in {"you", "your"} for t in name.sent)


def _told(trigger: Trigger, cast: Cast) -> tuple[tuple[str, Token], ...]:
    """The heads that fill the slots; "during their meeting with Wang" is not of the pair told before, of whom Wang is one."""
    if not trigger.frame.noun:
        return tuple(_verb_slots(trigger))
    told = tuple(_noun_slots(trigger))
    partners = {actor.name for name, head in told if name == "partner" for actor in cast.named(head)}
    owners = [h for name, h in told if name == "owner" and h.lower_ == "their"]
    if not any(partners & {m.name for a in cast.named(h) for m in a.each()} for h in owners):
        return told
    return (*(pair for pair in told if pair[1] not in owners), *supporting(trigger, owned=True))


def _attending(noun: Token) -> Iterator[Token]:
    """Who attends what the noun names: the subject of "attend", "take part in", "join"."""
    verb = governor(noun)
    if verb is not None and verb.lemma_ in {"attend", "join", "participate", "take", "address", "host", "chair", "represent"}:
        doer = next(agents(verb), None) if is_passive(verb) else subject(verb)
        if doer is not None and noun not in doer.subtree:
            yield from listed(doer)


def _actors(token: Token, cast: Cast, voices: Voices) -> tuple[Actor, ...]:
    """What a phrase names, and the states whose unnamed people it tells of where the names leave a side open."""
    speaker = voices.speaker(token.idx, token.text)
    pair = _pair(token, cast)
    if pair:
        return pair
    named = (speaker,) if speaker is not None else cast.named(token)
    if any(a.kind is ActorKind.PERSON for a in named):
        return named
    sides = {a.side for a in named}
    return named + tuple(a for a in described(token, cast) if a.side not in sides)


def _pair(token: Token, cast: Cast) -> tuple[Actor, ...]:
    """Both states of a pair that is one word: "the U.S.-Mexico dialogue"."""
    if not set("-–/") & set(token.text):
        return ()
    inside = cast.within(token.idx, token.idx + len(token))
    states = tuple(dict.fromkeys(a for m in inside for a in m.actor.each() if a.kind in {ActorKind.STATE, ActorKind.BODY}))
    return states if len(states) > 1 else ()


def _nearby(trigger: Trigger, cast: Cast, filled: set[str]) -> Iterator[Slot]:
    """Participants next to a verb that the parse has lost: the person just before it, the one just after "with".

    "On the sidelines of the summit in Baku, President of Ukraine Volodymyr Zelenskyy met with ..."
    """
    verb = trigger.token
    if trigger.frame.noun:
        return
    if not filled & {"subject", "clause"} and not is_passive(verb):
        before = [m for m in cast.within(verb.sent.start_char, verb.idx) if m.actor.kind is ActorKind.PERSON]
        # "her father spoke with": he did, not she
        if before and token_at(verb, before[-1].head).dep_ == "poss":
            return
        if before and not any(is_verb(t) and t.dep_ != "aux" for t in verb.sent if before[-1].end <= t.idx < verb.idx):
            yield Slot(before[-1].actor, "subject", token_at(verb, before[-1].head))
    if trigger.frame.partner and not filled & {"partner", "object"}:
        for token in verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]:
            if token.lower_ in trigger.frame.partner and not _of_talks(token):
                after = cast.within(token.idx + len(token), verb.sent.end_char)
                owner = after and after[0].actor.kind is ActorKind.STATE and token_at(verb, after[0].head).dep_ == "poss"
                if after and after[0].start - token.idx < 12 and after[0].how != "place" and not owner:  # "with Manila's creditors"
                    yield from (Slot(a, "partner", token_at(verb, after[0].head)) for a in after[0].actor.each())
                return


def described(token: Token, cast: Cast) -> tuple[Actor, ...]:
    """The states whose unnamed people a phrase tells of: "Latvian government officials", "the Iranian and U.S. delegations"."""
    if token.lemma_.lower() not in frames().roles:
        return ()
    found: list[Actor] = []
    for child in token.subtree:
        if child.i >= token.i or child.dep_ not in {"amod", "compound", "nmod", "poss", "conj", "appos"}:
            continue
        mention = cast.standing(child)
        if mention is not None:  # "their leaders", "the U.S. and Chinese presidents"
            found.extend(a for a in mention.actor.each() if a.kind in {ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP})
    for owner in phrases(token, ("of", "from")):  # "the foreign secretaries of India and Pakistan"
        for named in (owner, *(t for t in owner.subtree if t.dep_ == "conj" and t.i > owner.i)):
            mention = cast.standing(named)
            if mention is not None:
                found.extend(a for a in mention.actor.each() if a.kind is not ActorKind.PERSON)
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
    yield from (("partner", t) for t in phrases(verb, frame.partner) if not _of_talks(t.head))
    if frame.partner and not any(phrases(verb, frame.partner)):
        yield from (("partner", t) for t in _surface_partner(verb, frame.partner))


def _surface_partner(verb: Token, prepositions: tuple[str, ...]) -> Iterator[Token]:
    """ "met yesterday in the city with X": the first such preposition after the verb, before any other verb of the sentence."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 15, verb.sent.end)]:
        if is_verb(token) and token.dep_ not in {"aux", "auxpass", "amod"}:
            return
        if token.lower_ in prepositions:
            if not _of_talks(token):
                yield from (c for c in token.children if c.dep_ == "pobj")
            return


def _of_talks(preposition: Token) -> bool:
    """ "Speaking before talks with the king": their partner, no partner of the speaking; "met for talks with" is one occasion."""
    noun = preposition.head
    return noun.lemma_.lower() in frames().nouns and noun.head.lower_ in ELSEWHERE | {"following"}


def _noun_slots(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    noun = trigger.token
    own = list(_own(trigger))
    yield from own
    # "a visit by senior officials", "a summit between Biden and Xi" have their people; whoever expects or attends adds nobody
    # "the Iran-US talks" and "the Biden-Xi summit" name both sides themselves
    paired = any(t.i + 1 < noun.i and t.nbor(1).text in {"-", "–"} and t.nbor(2).pos_ == "PROPN" for name, t in own if name == "compound")
    if not paired and not any(name in {"owner", "between", "subject"} for name, _ in own):
        yield from supporting(trigger, any(name != "compound" for name, _ in own))
    else:
        yield from (("partner", t) for t in with_support(trigger.token))
    named = {name for name, t in own if name != "compound" or t.text[:1].isupper()}  # "trade talks with China" are nobody's yet
    if named == {"partner"} and trigger.kind is not Kind.VISIT:
        speaker = speaker_of(trigger.token)
        if speaker is not None:
            yield "speaker", speaker


def _own(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    noun = trigger.token
    if trigger.elided:
        yield "owner", noun
    for child in noun.children:
        if child.dep_ == "poss":
            yield "owner", child
        elif child.lower_ == "round":
            continue  # "the Uruguay round negotiations" are named after a place
        elif child.dep_ in {"compound", "amod", "nmod"} and (child.pos_ in NAMING or "/" in child.text):
            # "Iran-US talks", "the Biden-Xi summit": the first of the pair hangs under the second
            yield from (("compound", t) for t in child.subtree if t.pos_ in NAMING or "/" in t.text)
    yield from (("between", t) for t in phrases(noun, BETWEEN))
    yield from (("partner", t) for t in phrases(noun, trigger.frame.partner))
    if trigger.kind is not Kind.VISIT:
        yield from (("of", t) for p in noun.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj")
    if trigger.kind in {Kind.CALL, Kind.LETTER}:
        yield from (("partner", t) for t in phrases(noun, ("from", "to")))  # "received a call from", "a letter to"
    yield from (("subject", t) for t in phrases(noun, ("by",)))
    for child in noun.children:  # "a meeting attended by X", "talks led by X"
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield from (("subject", t) for t in agents(child))
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in {"round", "series", "day", "hour", "spate", "set"}:
        yield from (("partner", t) for t in phrases(noun.head.head, ("with", "between")))


def merged(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Participants without those that another already stands for: a state beside its named person, a member beside its collective."""
    flat: list[Actor] = []
    for actor in actors:
        flat.extend(actor.members or (actor,))
    named = {a.side for a in flat if a.kind is ActorKind.PERSON}
    kept = {(a.name, a.side): a for a in flat if a.kind is ActorKind.PERSON or a.side not in named}
    return tuple(kept.values())
