"""One mention of contact with all that its sentence tells: participants, destination, status, circumstances.

"Lavrov is due in Ankara on Tuesday for talks with his Turkish counterpart" - one mention of talks, two sides, ahead, a date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.actors import Mention as ActorMention
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import is_passive, is_verb, objects, phrases, subject
from communique.analysis.engagements.modality import Reading as StatusReading
from communique.analysis.engagements.modality import status_of
from communique.analysis.engagements.participants import Slot, merged, slots
from communique.analysis.engagements.setting import Setting, reconciled, setting
from communique.analysis.engagements.triggers import Trigger, find_triggers
from communique.analysis.parse import Reading
from communique.model import Kind, PartKind, Status

DEFINITE = frozenset({"the", "this", "that", "these", "those", "their", "his", "her", "its", "both", "such"})
ANOTHER = frozenset(
    {
        "another",
        "second",
        "third",
        "fourth",
        "fifth",
        "previous",
        "last",
        "earlier",
        "next",
        "future",
        "new",
        "first",
        "other",
        "further",
        "separate",
    }
)
GATHERINGS = frozenset(
    {"summit", "conference", "assembly", "forum", "meeting", "session", "gathering", "ministerial", "talk", "consultation"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """What one sentence says of one contact.

    Args:
        actors: who takes part, a state only where none of its people is named.
        sides: their sides and, for a visit, the side visited; sorted.
        definite: "the meeting", "their talks": may join an engagement told before.
        another: "another meeting", "their previous talks": never the one told before.
        lead: stands in the title or in the first two sentences of the body.
        start, end: reading offsets of the words that prove it.
    """

    trigger: Trigger
    kind: Kind
    slots: tuple[Slot, ...]
    actors: tuple[Actor, ...]
    sides: tuple[str, ...]
    visited: str | None
    status: StatusReading
    setting: Setting
    definite: bool
    another: bool
    lead: bool
    standing: PartKind
    start: int
    end: int

    @property
    def people(self) -> tuple[Actor, ...]:
        """The named participants."""
        return tuple(a for a in self.actors if a.kind is ActorKind.PERSON)


def find_mentions(reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> Iterator[Mention]:
    """Every mention with a status, in text order; those that deny contact are left out."""
    triggers = list(find_triggers(reading))
    leads = _lead_sentences(reading)
    for trigger in triggers:
        token = trigger.token
        others = [t.token for t in triggers if t.token is not token and t.token.sent == token.sent]
        standing = reading.part(token.idx)
        headline = standing in {PartKind.TITLE, PartKind.TRAILER, PartKind.CAPTION}
        status = status_of(trigger, headline)
        if status is None:
            continue
        lead = token.sent.start in leads
        for goal in _goals(trigger, cast) or (None,):
            mention = _mention(trigger, others, reading, cast, timexes, status, lead, standing, goal)
            if _tells(mention):
                yield mention


def _tells(mention: Mention) -> bool:
    """Whether a word with everyday uses tells of contact here."""
    lemma = mention.trigger.frame.lemma
    if lemma == "be":  # "Mirzoyan was in Moscow", but not "talks were in Geneva" or "China is in Asia"
        return bool(mention.people) and mention.visited is not None and mention.setting.place is not None and mention.setting.place.how == "place"
    if lemma in {"speak", "talk"} and mention.kind is Kind.CALL:
        # Contact whose form is not told is none: "spoke to the Iranians about aid"
        words = {t.lower_ for t in mention.trigger.token.sent}
        return mention.lead and len({a.side for a in mention.people}) > 1 or bool(words & {"phone", "telephone", "call", "today", "yesterday"})
    return True


def _lead_sentences(reading: Reading) -> frozenset[int]:
    title = [s.start for s in reading.sentences(PartKind.TITLE)]
    body = [s.start for s in reading.sentences(PartKind.BODY)][:2]
    return frozenset(title + body)


def _mention(
    trigger: Trigger, others: Sequence[Token], reading: Reading, cast: Cast, timexes: Sequence[Timex],
    status: StatusReading, lead: bool, standing: PartKind, goal: ActorMention | None,
) -> Mention:  # fmt: skip
    token = trigger.token
    filled = slots(trigger, cast)
    where = setting(trigger, others, reading, cast, timexes)
    where = replace(where, dates=tuple(reconciled(t, status.status, reading.document.published) for t in where.dates))
    kind, visited = trigger.kind, None
    if goal is not None:
        visited, where = goal.actor.side, replace(where, place=goal)
    elif kind is Kind.VISIT and trigger.frame.lemma == "visit" and any(s.name == "object" for s in filled):
        kind = Kind.MEETING  # "will visit Treasury Secretary Baker next week"
    actors = merged(s.actor for s in filled)
    sides = {a.side for a in actors if a.side} | ({visited} if visited else set())
    kind = _settled(trigger, kind, filled, actors, sides)
    determiners = _determiners(token) if trigger.frame.noun else set()
    start, end = _words(token, filled, where, reading)
    return Mention(
        trigger, kind, filled, actors, tuple(sorted(sides)), visited, status, where,
        definite=bool(determiners & DEFINITE) and trigger.frame.noun,
        another=bool(determiners & ANOTHER),
        lead=lead, standing=standing, start=start, end=end,
    )  # fmt: skip


def _determiners(noun: Token) -> set[str]:
    """Articles, possessives and ordinals of a noun and of the "round" or "series" that carries it."""
    carriers = [noun]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in {"round", "series", "session"}:
        carriers.append(noun.head.head)
    return {c.lower_ for n in carriers for c in n.children if c.dep_ in {"det", "poss", "amod", "predet"}}


def _goals(trigger: Trigger, cast: Cast) -> tuple[ActorMention, ...]:
    """Where a visit goes, one place for each side: the object of the verb, or what follows "to", "in", "for"."""
    token, frame = trigger.token, trigger.frame
    if trigger.kind is not Kind.VISIT:
        return ()
    goals = list(objects(token)) if frame.takes == "place" else []
    goals += phrases(token, frame.toward or ("to", "in"))
    if frame.noun:
        carrier = token.head
        if is_verb(carrier) and token.dep_ in {"dobj", "nsubjpass", "nsubj"}:
            goals += phrases(carrier, ("to",))  # "paid a visit to", "his trip will also take him to Vienna and Paris"
        goals += [c for c in token.children if c.dep_ in {"compound", "nmod"}]
    found: dict[str | None, ActorMention] = {}
    for goal in goals:
        for spot in _spots(goal, cast):
            found.setdefault(spot.actor.side, spot)
    return tuple(found.values())


def _spots(goal: Token, cast: Cast) -> Iterator[ActorMention]:
    """Places, or states standing as places, that a goal phrase names; a visitor's own nationality is none."""
    listed = [goal, *(t for t in goal.subtree if t.dep_ in {"appos", "conj"} and t.i > goal.i)]
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


def _settled(trigger: Trigger, kind: Kind, filled: tuple[Slot, ...], actors: tuple[Actor, ...], sides: set[str]) -> Kind:
    """Of many sides, or of a body's own, a gathering is multilateral; a host's or writer's verb says its kind by itself."""
    if kind not in {Kind.MEETING, Kind.TALKS, Kind.MULTILATERAL}:
        return kind
    bodies = [s for s in filled if s.actor.kind is ActorKind.BODY and s.name in {"compound", "of", "owner"}]
    if bodies and trigger.token.lemma_.lower() in GATHERINGS:
        return Kind.MULTILATERAL
    states = {a.side for a in actors}
    if len(states) >= 4 or (len(states) >= 3 and trigger.token.lemma_.lower() in {"summit", "gather", "conference"}):
        return Kind.MULTILATERAL
    if kind is Kind.MULTILATERAL and len(sides) == 2 and trigger.frame.lemma in {"convene", "gather", "assemble", "session"}:
        return Kind.MEETING
    return kind


def _words(token: Token, filled: Sequence[Slot], where: Setting, reading: Reading) -> tuple[int, int]:
    """The words of the sentence from the first to the last thing that the mention stands on."""
    points = [token.idx, token.idx + len(token)]
    sentence = token.sent
    for slot in filled:
        if sentence.start <= slot.token.i < sentence.end:
            points += [slot.token.left_edge.idx, slot.token.idx + len(slot.token)]
    if where.place is not None and sentence.start_char <= where.place.start < sentence.end_char:
        points += [where.place.start, where.place.end]
    for timex in where.dates[:1]:
        points += [timex.start, timex.end]
    return max(min(points), sentence.start_char), min(max(points), sentence.end_char)


def hosted_by(mention: Mention) -> Actor | None:
    """Who receives the others, where the words tell: "received", "hosted"."""
    verb = mention.trigger.token
    if mention.trigger.frame.lemma not in {"host", "receive", "welcome"} or is_passive(verb):
        return None
    doer = subject(verb)
    return next((s.actor for s in mention.slots if doer is not None and s.token is doer), None)


def off(status: Status) -> bool:
    """Neither held nor ahead."""
    return status in {Status.POSTPONED, Status.CANCELLED, Status.REFUSED}
