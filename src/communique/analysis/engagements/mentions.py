"""One mention of contact with all that its sentence tells: participants, destination, status, circumstances.

"Lavrov is due in Ankara on Tuesday for talks with his Turkish counterpart" - one mention of talks, two sides, ahead, a date.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.actors import Mention as ActorMention
from communique.analysis.dates import Timex
from communique.analysis.engagements.agreement import AHEAD, MAIN_EVENT, RECALLED, agreed, last_time, news, off, other_day, planned_for
from communique.analysis.engagements.arcs import agents, is_passive, phrases, subject
from communique.analysis.engagements.destinations import goals, here
from communique.analysis.engagements.everyday import tells
from communique.analysis.engagements.form import Form, form_of
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.kinds import COMING_TOGETHER, settled
from communique.analysis.engagements.leads import headings_in, lead_sentences
from communique.analysis.engagements.lists import Slot, token_at
from communique.analysis.engagements.modality import status_of
from communique.analysis.engagements.older import background, days_before, older, weekend
from communique.analysis.engagements.participants import merged, slots
from communique.analysis.engagements.setting import Setting, made_for_journey, setting
from communique.analysis.engagements.stops import Stop, stops
from communique.analysis.engagements.tense import Reading as StatusReading
from communique.analysis.engagements.triggers import Trigger, find_triggers
from communique.analysis.engagements.voices import Voices
from communique.analysis.parse import Reading
from communique.model import Kind, PartKind, Precision, Status

# States in whose cities others meet.
NEUTRAL = frozenset({"CHE", "AUT", "QAT", "OMN", "UN", "BEL", "EU"})


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
        travelled_to: the side to which the participants travel for it, where no partner is named.
        form: its round, its form and its host.
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
    form: Form
    travelled_to: str | None = None

    @property
    def abroad(self) -> bool:
        """An official's way to a part of the world of which no state is named."""
        official = any(p.office for p in self.people)
        return self.kind is Kind.VISIT and self.visited is None and official and _is_region(self.setting.place)

    @property
    def people(self) -> tuple[Actor, ...]:
        """The named participants."""
        return tuple(a for a in self.actors if a.kind is ActorKind.PERSON)


def _is_region(place: ActorMention | None) -> bool:
    return place is not None and place.actor.side is None


def find_mentions(reading: Reading, cast: Cast, timexes: Sequence[Timex], voices: Voices) -> Iterator[Mention]:
    """Every mention with a status, in text order; those that deny contact are left out."""
    triggers = list(find_triggers(reading))
    leads, headings = lead_sentences(reading), headings_in(reading)
    together = [list(some) for _, some in itertools.groupby(triggers, lambda t: t.token.sent.start)]
    for beside, trigger in ((some, trigger) for some in together for trigger in some):
        token = trigger.token
        # "is due in London for talks on Tuesday": what a journey is made for shares its day
        others = [
            t.token for t in beside if t.token != token and not _made_for(trigger, t) and not _carries(t, trigger)
            and not (token.dep_ == "conj" and token.head == t.token)  # "for a summit and a state dinner"
        ]  # fmt: skip
        standing = reading.part(token.idx)
        apart = standing in {PartKind.TITLE, PartKind.TRAILER, PartKind.CAPTION}
        headline = apart or (token.sent.start in headings and not trigger.frame.noun)
        status = status_of(trigger, headline)
        if status is None:
            continue
        lead = token.sent.start in leads
        several = stops(trigger, reading, cast, timexes)
        for stop in several:
            goal = stop.place if trigger.kind is Kind.VISIT else None
            mention = _at(stop, several, _mention(trigger, others, reading, cast, timexes, voices, status, lead, standing, goal))
            if tells(mention):
                yield mention
        places = goals(trigger, cast) or here(trigger, reading, cast)
        recalled = last_time(token, timexes) if trigger.kind is Kind.VISIT and trigger.frame.noun else None
        if recalled:  # "the first visit to China by a South Korean president since 2017" tells of two
            yield _mention(trigger, others, reading, cast, timexes, voices, status, lead, standing, next(iter(places), None), recalled)
        told_before = several or recalled is not None and status.rule in {"fragment", "past-preposition"}
        for goal in () if told_before else places[:1] if trigger.frame.lemma == "tour" else places or (None,):
            mention = _mention(trigger, others, reading, cast, timexes, voices, status, lead, standing, goal)
            if trigger.frame.lemma == "tour":  # "a tour that took him to Japan, South Korea and Vietnam" is one visit to all
                mention = replace(mention, sides=tuple(sorted({*mention.sides, *(g.actor.side for g in places if g.actor.side)})))
            if tells(mention):
                yield mention


def _at(stop: Stop, several: Sequence[Stop], mention: Mention) -> Mention:
    """The mention of one stop of several: its own day, or its own person and place."""
    if stop.person is None:
        return replace(mention, setting=replace(mention.setting, dates=(stop.date,) if stop.date is not None else ()))
    person = stop.person
    elsewhere = {s.person.actor.name for s in several if s.person is not None and s is not stop}
    token = token_at(mention.trigger.token, person.head)
    own = [s for s in mention.slots if s.actor.name not in elsewhere and s.actor.name != person.actor.name]
    filled = (*own, Slot(person.actor, "object", token))
    actors = merged(s.actor for s in filled)
    sides = tuple(sorted({a.side for a in actors if a.side}))
    where = replace(mention.setting, place=stop.place or mention.setting.place)
    end = max(mention.end, (stop.place or person).end)
    return replace(mention, slots=filled, actors=actors, sides=sides, setting=where, end=end, kind=mention.trigger.kind)


def _made_for(journey: Trigger, other: Trigger) -> bool:
    """Whether one comes together or travels for the other: "will gather for the summit", "is due in London for talks"."""
    at = other.token.head
    if other.token.dep_ == "pobj" and at.lower_ == "at" and at.head == journey.token:
        return True  # "their talks at a weekend summit"
    together = journey.frame.lemma in COMING_TOGETHER and other.kind is not Kind.VISIT
    return (journey.kind is Kind.VISIT or together) and journey.token in other.token.ancestors


def _carries(verb: Trigger, noun: Trigger) -> bool:
    """Whether a verb only carries the noun: "received a call on Thursday", "will gather for the summit in July"."""
    token = noun.token
    if token.dep_ == "pobj" and token.head.lower_ == "for" and verb.frame.lemma in COMING_TOGETHER | {"host"}:
        return token.head.head == verb.token
    return token.dep_ in {"dobj", "nsubjpass"} and token.head == verb.token


def _mention(
    trigger: Trigger, others: Sequence[Token], reading: Reading, cast: Cast, timexes: Sequence[Timex], voices: Voices,
    status: StatusReading, lead: bool, standing: PartKind, goal: ActorMention | None, recalled: Timex | None = None,
) -> Mention:  # fmt: skip
    token = trigger.token
    filled = slots(trigger, cast, voices)
    where = setting(trigger, others, reading, cast, timexes)
    if recalled is not None:
        status, where = StatusReading(Status.HELD, RECALLED, firm=True), replace(where, dates=(recalled,))
    status, where = _dated(trigger, status, where, reading, timexes, lead, standing)
    kind, visited = trigger.kind, None
    if _is_region(goal) and where.place is not None and where.place.start > token.idx and where.place.actor.side:
        goal = where.place  # "a trip to Asia to attend a summit in Manila"
    called_off = _called_off_by(trigger, cast, filled) if goal is None and off(status.status) else None
    if called_off is not None:
        visited = called_off
    if goal is not None:
        visited, where = goal.actor.side, replace(where, place=goal)
    elif kind is Kind.VISIT and trigger.frame.lemma == "visit" and any(s.name == "object" for s in filled):
        kind = Kind.MEETING  # "will visit Treasury Secretary Baker next week"
    if goal is not None:  # "urged Kabul to stop the attacks during a visit to Iran"
        filled = tuple(s for s in filled if s.name != "told")
    filled += _hosts(filled, where)
    actors = merged(s.actor for s in filled)
    sides = {a.side for a in actors if a.side} | ({visited} if visited else set())
    kind = settled(trigger, kind, filled, actors, sides)
    determiners = _determiners(token) if trigger.frame.noun else set()
    predicate = "first" in determiners and recalled is None and _first_of_late(token) or _said_of_it(token)
    start, end = _words(token, filled, where, cast)
    return Mention(
        trigger, kind, filled, actors, tuple(sorted(sides)), visited, status, where,
        definite=(bool(determiners & frames().definite) and trigger.frame.noun) or predicate,
        another=bool(determiners & frames().another) and not predicate,
        lead=lead, standing=standing, start=start, end=end, travelled_to=_travelled_to(token, filled, where),
        form=form_of(trigger, filled, cast),
    )  # fmt: skip


def _dated(
    trigger: Trigger, status: StatusReading, where: Setting, reading: Reading, timexes: Sequence[Timex], lead: bool, standing: PartKind
) -> tuple[StatusReading, Setting]:
    """Status and dates in agreement, the day of older contact counted, and the day of the report for its own news."""
    token, published = trigger.token, reading.document.published
    status, where = agreed(trigger, status, where, published)
    if off(status.status) and published is not None and (plan := planned_for(token, timexes, published)):
        return status, replace(where, dates=plan)
    before = days_before(token, reading, timexes, lead) if status.status is Status.HELD else None
    before = before or weekend(token, published, status.status in AHEAD)
    where = replace(where, dates=(before,)) if before is not None else where
    if not where.dates and background(token):
        return replace(status, rule=f"{status.rule}+background"), where
    of_the_day = (lead or status.rule == "news-present") and not where.dates and news(status, standing) and not older(token, reading)
    of_the_day = of_the_day and trigger.frame.lemma != "tour"  # "on a tour that takes him to Japan and Vietnam": more days than one
    # the title of a transcript: "Remarks by the Secretary and the Foreign Minister Before Their Meeting"
    remarks = standing is PartKind.TITLE and status.rule == "ahead-of" and token.head.lower_ == "before"
    of_the_day = of_the_day or (remarks and trigger.kind is not Kind.VISIT and not where.dates)
    if of_the_day and published is not None and not other_day(token, timexes, published):
        day = Timex(token.idx, token.idx, "", "DATE", published.isoformat(), published, published, Precision.DAY, MAIN_EVENT)
        where = replace(where, dates=(day,))
    return status, where


def _first_of_late(noun: Token) -> bool:
    """ "The first meeting since October", "their first meeting in two months": no meeting beside the one told."""
    return any(
        c.lower_ == "since" or (c.lower_ == "in" and any(o.lemma_ in {"week", "month", "year", "decade"} for o in c.children))
        for c in noun.children
    )


def _said_of_it(noun: Token) -> bool:
    """ "It was the first in-person meeting since ...", "the trip will be his first visit to": of the engagement told just before."""
    subjects = [c for c in noun.head.children if c.dep_ == "nsubj"] if noun.dep_ in {"attr", "dobj"} else []
    if noun.dep_ == "dobj" and noun.head.lemma_ != "mark":
        return False
    return any(c.lower_ in {"it", "this", "that"} or c.lemma_.lower() in frames().nouns for c in subjects)


def _hosts(filled: tuple[Slot, ...], where: Setting) -> tuple[Slot, ...]:
    """ "In Riga he met with government officials": officials of nobody named are those of the place."""
    if where.place is None or where.place.actor.side is None or len({s.actor.side for s in filled if s.actor.side}) != 1:
        return ()
    nameless = [s for s in filled if s.actor.side is None and s.name in {"partner", "object"} and s.token.lemma_.lower() in frames().roles]
    return tuple(Slot(Actor(ActorKind.STATE, where.place.actor.side, where.place.actor.side), s.name, s.token) for s in nameless[:1])


def _called_off_by(trigger: Trigger, cast: Cast, filled: tuple[Slot, ...]) -> str | None:
    """ "Turkey cancelled a visit by the Swedish defence minister": who puts off another's visit would have been the host."""
    noun, verb = trigger.token, trigger.token.head
    if trigger.kind is not Kind.VISIT or noun.dep_ not in {"dobj", "nsubjpass"} or not filled:
        return None
    doer = next(agents(verb), None) if is_passive(verb) else subject(verb)
    sides = {a.side for a in cast.named(doer)} if doer is not None else set()
    return sides.pop() if len(sides) == 1 and not sides & {s.actor.side for s in filled} else None


def _travelled_to(token: Token, filled: tuple[Slot, ...], where: Setting) -> str | None:
    """ "Barnier is due in London for talks": those to whom he travels, unless the city is one where others meet."""
    people = [s for s in filled if s.actor.kind is ActorKind.PERSON and s.actor.office]
    place = where.place
    if not people or len(filled) > len(people) or place is None or not made_for_journey(token):
        return None
    if any(t.lemma_.lower() not in frames().roles for t in phrases(token, ("with",))):
        return None  # "for talks with creditor banks"
    own = {s.actor.side for s in people}
    return place.actor.side if len(own) == 1 and place.actor.side not in own | NEUTRAL else None


def _determiners(noun: Token) -> set[str]:
    """Articles, possessives and ordinals of a noun and of the "round" or "series" that carries it."""
    carriers = [noun]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in {"round", "series", "session"}:
        carriers.append(noun.head.head)
    return {c.lower_ for n in carriers for c in n.children if c.dep_ in {"det", "poss", "amod", "predet"}}


def _words(token: Token, filled: Sequence[Slot], where: Setting, cast: Cast) -> tuple[int, int]:
    """The words of the sentence from the first to the last thing that the mention stands on, each name whole: "Joseph R. Biden, Jr."."""
    points = [token.idx, token.idx + len(token)]
    sentence = token.sent
    named = cast.within(sentence.start_char, sentence.end_char)
    for slot in filled:
        if sentence.start <= slot.token.i < sentence.end:
            first, last = slot.token.left_edge.idx, slot.token.right_edge.idx
            points += [first, slot.token.idx + len(slot.token)]
            # "negotiations between Russia and Ukraine": the second hangs on the first
            mine = (m for m in named if m.start <= slot.token.idx < m.end or (m.actor == slot.actor and first <= m.start <= last))
            points += [edge for m in mine for edge in (m.start, m.end)]
    if where.place is not None and sentence.start_char <= where.place.start < sentence.end_char:
        points += [where.place.start, where.place.end]
    for timex in where.dates[:1]:
        points += [timex.start, timex.end]
    return max(min(points), sentence.start_char), min(max(points), sentence.end_char)
