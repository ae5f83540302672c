"""The decision over a document: which groups of mentions are engagements, their status, day and place, and what words prove them.

A main event told in the past without a date happened on the day of the report; a meeting within a dated visit of the same person
takes the visit's dates; a caption may prove and date; a trailer only announces.

    "Xi received Blinken in Beijing on Monday." - held, on that Monday, in Beijing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.actors import Mention as ActorMention
from communique.analysis.dates import Timex
from communique.analysis.engagements.agenda import with_agenda
from communique.analysis.engagements.agreement import AHEAD, MAIN_EVENT, off
from communique.analysis.engagements.arcs import is_verb
from communique.analysis.engagements.causes import cause_of
from communique.analysis.engagements.groups import Group
from communique.analysis.engagements.joining import join
from communique.analysis.engagements.mentions import Mention, find_mentions
from communique.analysis.engagements.rounds import going_on
from communique.analysis.engagements.span import lasting, one_end, tour
from communique.analysis.engagements.tense import HAD_BEEN, OFF, class_of, lemma_of
from communique.analysis.engagements.voices import Voices
from communique.analysis.parse import Reading, claim_id
from communique.analysis.topics import topics_in
from communique.data import bodies, holders
from communique.model import Engagement, Kind, PartKind, Person, Precision, Span, Statement, Status, When

LONGEST = 420
PLAIN_PAST = frozenset({"past", "said-at"})


def find_engagements(
    reading: Reading, cast: Cast, timexes: Sequence[Timex], statements: Sequence[Statement] = ()
) -> tuple[Engagement, ...]:
    """The engagements that a document tells of.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
        statements: what is said in it, which tells whose "I" and "we" are.
    """
    voices = Voices.of(reading, cast, statements)
    mentions = list(find_mentions(reading, cast, timexes, voices))
    groups = [g for g in join(going_on(mentions)) if _stands(g, reading.document.published)]
    home = _home(reading, cast, mentions)
    claims = [_claim(group, reading) for group in groups]
    claims = [_on_a_visit(claim, claims, reading.document.published) for claim in _off_with_visits(claims)]
    claims = _same_day(_dates_from_visits(claims), reading.document.published)
    claims = [_at_home(claim, reading, home) for claim in claims]
    unique = {c.id: c for c in claims}
    return tuple(with_agenda(tuple(unique.values()), reading, cast))


def _stands(group: Group, day: dt.date | None) -> bool:
    """A trailer proves nothing held; weak words need their own two sides; a visit needs a visitor."""
    if all(m.standing is PartKind.TRAILER for m in group.mentions) and group.status not in AHEAD:
        return False
    if group.kind is Kind.VISIT:
        mutual = any(
            m.trigger.frame.noun and m.trigger.token.head.lemma_ == "exchange" for m in group.mentions
        )  # "agreed to exchange visits"
        return (
            mutual
            or any(m.abroad for m in group.mentions)
            or any(m.visited and set(m.sides) - {m.visited} and _one_visit(m) for m in group.mentions)
        )
    actors = [a for m in group.mentions for a in m.actors]
    told = [s.actor for m in group.mentions for s in m.slots]  # "the U.S. and China held talks, with Tai leading" tells of the state too
    for side in {a.side for a in actors if a.side}:
        if all(a.kind is ActorKind.PERSON and not a.office and not _known(a, day) for a in (*actors, *told) if a.side == side):
            return False  # a journalist or a traveller speaks for no side
    if all(a.kind is ActorKind.STATE for a in actors) and all(m.trigger.frame.weak and not m.another for m in group.mentions):
        return any(m.setting.dates for m in group.mentions)
    return True


def _known(actor: Actor, day: dt.date | None) -> bool:
    """Whether the table of offices knows somebody of a full name in the service of the side."""
    return " " in actor.name and any(o.side == actor.side for o in holders(actor.name, day))


def _one_visit(mention: Mention) -> bool:
    """ "trips to Cuba with a tour company" and Australians warned not to go are anybody's: several visits need a traveller or a time."""
    nationals = [s for s in mention.slots if s.actor.kind is ActorKind.STATE and _anybody(s.token)]
    if nationals and not mention.people:
        return False
    plural = mention.trigger.frame.noun and mention.trigger.token.tag_ in {"NNS", "NNPS"}
    return not plural or bool(mention.people) or any(d.rule != MAIN_EVENT for d in mention.setting.dates)


# A topic that is but the name of an engagement.
ITSELF = "leaders' summit"
WHO = re.compile(r", who\b[^,]*,")
SOME = frozenset({"group", "number", "dozen", "hundred", "thousand", "family"})


def _anybody(token: Token) -> bool:
    """ "Australians", "59 white South Africans": not "the Koreans", who may be their delegation."""
    if token.lemma_ in SOME:
        return any(t.tag_ == "NNPS" for t in token.subtree if t.i > token.i)  # "a group of 59 South Africans"
    return token.tag_ == "NNPS" and all(c.dep_ in {"nummod", "amod", "compound"} for c in token.lefts)


def _home(reading: Reading, cast: Cast, mentions: Sequence[Mention]) -> ActorMention | None:
    """The city that a report is dated from, unless the lead tells of contact in another."""
    at = next((p for p in reading.parts if p.kind is PartKind.DATELINE), None)
    home = next(iter(cast.places(at.start, at.end)), None) if at is not None else None
    told = [m.setting.place for m in mentions if m.lead and m.kind in {Kind.MEETING, Kind.TALKS} and m.standing is PartKind.BODY]
    words = {reading.text[p.start : p.end].lower() for p in told if p is not None and p.actor.name != reading.text[p.start : p.end]}
    return home if home is None or words <= {reading.text[home.start : home.end].lower()} else None


def _place(group: Group, best: Mention, reading: Reading, cause: Span | None) -> str | None:
    """Where it is: the town rather than its state, but the state for a journey to several towns; not where its cause happened."""
    if group.kind is Kind.CALL:
        return None  # "spoke by phone to discuss the crisis in Oslo": a call takes place nowhere
    named = {m.setting.place: reading.text[m.setting.place.start : m.setting.place.end] for m in (best, *group.mentions) if m.setting.place}
    named = {place: text.title() if reading.part(place.start) is PartKind.DATELINE else text for place, text in named.items()}
    if cause is not None:
        start = reading.offset(cause)
        named = {place: text for place, text in named.items() if not start <= place.start < start + len(cause.text)}
    states = [text for place, text in named.items() if text == place.actor.name]
    towns = [text for place, text in named.items() if text != place.actor.name]
    if group.kind is Kind.VISIT and len(set(towns)) > 1 and states:
        return states[0]
    # "met him during a stay in Beijing ... talks at the Great Hall of the People in Beijing": the house rather than its town
    houses = (text for place, text in named.items() if towns and reading.text.startswith(f" in {towns[0]}", place.end))
    return next(houses, None) or next(iter(towns or states), None)


def _at_home(claim: Engagement, reading: Reading, home: ActorMention | None) -> Engagement:
    """News of the day that names no place, of a side in whose city the report was written, was made there."""
    published, when = reading.document.published, claim.when
    if claim.place is not None or home is None or published is None or when is None or claim.kind not in {Kind.MEETING, Kind.TALKS}:
        return claim
    today = when.earliest == when.latest and when.earliest in {published, published - dt.timedelta(days=1)}
    summoned = any(rule.startswith("summon:") for rule in claim.rules)  # whoever summons is the host
    if not today or summoned or home.actor.side not in claim.sides or claim.status not in {Status.HELD, Status.UNDER_WAY}:
        return claim
    return replace(claim, place=reading.text[home.start : home.end].title())


def _claim(group: Group, reading: Reading) -> Engagement:
    document = reading.document
    best = max(group.mentions, key=_proof)
    status = group.status
    when = _when(group, reading, status)
    cause = _cause(group, reading) if off(status) else None
    evidence = tuple(dict.fromkeys(_span(m, reading) for m in (best, *group.mentions)))
    # a name before a description: "the Munich Security Conference" before "a security conference in the German city"
    occasion = max((m.setting.occasion for m in group.mentions if m.setting.occasion), key=lambda o: o[:1].isupper(), default=None)
    return Engagement(
        id=claim_id(document, "engagement", evidence[0], group.kind, ",".join(sorted(group.sides))),
        document=document.id,
        kind=group.kind,
        status=_dated_status(status, when, document.published),
        people=_people(group, reading),
        sides=tuple(sorted(group.sides)),
        when=when,
        place=_place(group, best, reading, cause),
        occasion=occasion,
        duration=max((m.setting.duration for m in group.mentions if m.setting.duration), key=len, default=None),
        topics=_topics(group, evidence, occasion),
        foreground=any(m.lead for m in group.mentions),
        standing=best.standing,
        evidence=evidence,
        round=next((m.form.round for m in group.mentions if m.form.round), None),
        form=next((m.form.form for m in group.mentions if m.form.form), None),
        host=next((m.form.host for m in group.mentions if m.form.host in group.sides or m.form.host), None),
        cause=cause,
        rules=tuple(dict.fromkeys(f"{m.trigger.frame.lemma}:{m.status.rule}" for m in group.mentions)),
    )


def _topics(group: Group, evidence: tuple[Span, ...], occasion: str | None) -> tuple[str, ...]:
    """What its words are about, but for those that only name it: a visit to Taiwan or beside the G-20 is not on them."""
    own = [m.setting.place.actor.name for m in group.mentions if m.setting.place] + [w for w in (occasion or "").split() if not w.islower()]
    own += [name for side in group.sides if (body := bodies().get(side)) is not None for name in (body.code, body.name)]
    # "Wang, who was expected at this week's meetings on trade, had talks": told of him, not of the talks
    text = WHO.sub(" ", " ".join(s.text for s in evidence))
    for name in sorted(filter(None, own), key=len, reverse=True):
        text = text.replace(name.strip(",."), " ")
    return tuple(t for t in topics_in(text) if t != ITSELF)


def _proof(mention: Mention) -> tuple[object, ...]:
    """How well the words of a mention prove its engagement."""
    own = mention.standing is not PartKind.TRAILER
    return own, mention.visited is not None, len(mention.sides) > 1, len(mention.people), bool(mention.setting.dates), -mention.start


def _people(group: Group, reading: Reading) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for mention in group.mentions:
        for slot in mention.slots:
            for actor in slot.actor.each():
                if actor.kind is ActorKind.PERSON and (actor.name not in found or (actor.office and not found[actor.name].office)):
                    token = slot.token
                    found[actor.name] = Person(actor.name, actor.side, actor.office, reading.span(token.idx, token.idx + len(token)))
    return tuple(found.values())


def _cause(group: Group, reading: Reading) -> Span | None:
    """Why it is off: the fullest words that a mention tells, those of the text before the title's."""
    found: list[Span] = []
    for mention in group.mentions:
        token = mention.trigger.token
        verbs = [t for t in (token, *token.ancestors) if is_verb(t)]
        telling = next((v for v in verbs if class_of(lemma_of(v)) in OFF), verbs[0] if verbs else None)
        if off(mention.status.status) and telling is not None and (cause := cause_of(telling, reading)) is not None:
            found.append(cause)
    return max(found, key=lambda span: (not span.title, len(span.text)), default=None)


def _span(mention: Mention, reading: Reading) -> Span:
    start, end = mention.start, mention.end
    if end - start > LONGEST:
        token = mention.trigger.token
        start, end = max(start, token.idx - LONGEST // 2), min(end, token.idx + LONGEST // 2)
    return reading.span(start, end)


def _when(group: Group, reading: Reading, status: Status) -> When | None:
    date = group.date
    if date is None or tour(group, date, status):
        return None
    if date.rule == MAIN_EVENT:
        told = When(date.earliest, date.latest, Precision.DAY, None, MAIN_EVENT, "published", date.value)
    else:
        told = _cut(date.when(reading), status, reading.document.published)
    return one_end(group, _cut(lasting(group, told, reading), status, reading.document.published))


def _cut(when: When, status: Status, published: dt.date | None) -> When:
    """What is held ends by the day of the report; what lies ahead does not begin before it."""
    if published is None or when.earliest is None or when.latest is None:
        return when
    if status is Status.HELD and when.earliest <= published < when.latest:
        return replace(when, latest=published)
    if status in AHEAD and when.earliest < published <= when.latest and when.precision not in {Precision.DAY, Precision.DAYS}:
        return replace(when, earliest=published)
    return when


def _dated_status(status: Status, when: When | None, published: dt.date | None) -> Status:
    """Nothing that begins after the report was published has been held, or goes on: "when the eighth round starts on Tuesday"."""
    if when is None or published is None or when.earliest is None:
        return status
    if status in {Status.HELD, Status.UNDER_WAY} and when.earliest > published:
        return Status.PLANNED
    return status


def _off_with_visits(claims: list[Engagement]) -> list[Engagement]:
    """ "He had been scheduled to hold talks with ..." beside his postponed visit: off as the visit is."""
    off = [c for c in claims if c.kind is Kind.VISIT and c.status in OFF]
    found = []
    for claim in claims:
        if any(rule.endswith(f":{HAD_BEEN}") for rule in claim.rules) and claim.status in AHEAD:
            names = {p.name for p in claim.people}
            visit = next((v for v in off if names & {p.name for p in v.people} and set(v.sides) == set(claim.sides)), None)
            claim = replace(claim, status=visit.status) if visit is not None else claim
        found.append(claim)
    return found


def _dates_from_visits(claims: list[Engagement]) -> list[Engagement]:
    """A meeting on a visit lies within it, and an undated visit on the day of the one dated meeting that it is made for."""
    return [_within(claim, claims) for claim in claims]


def _within(claim: Engagement, claims: list[Engagement]) -> Engagement:
    names = {p.name for p in claim.people}
    kinds = {Kind.VISIT} if claim.kind in {Kind.MEETING, Kind.TALKS} else {Kind.MEETING, Kind.TALKS} if claim.kind is Kind.VISIT else set()
    if claim.when is not None and claim.place is not None or not kinds:
        return claim
    beside = [
        c for c in claims
        if c.kind in kinds and c.when is not None and names & {p.name for p in c.people} and set(claim.sides) == set(c.sides)
        and (c.status in AHEAD, c.status in OFF) == (claim.status in AHEAD, claim.status in OFF)  # a trip put off had no meetings
    ]  # fmt: skip
    if len({(c.when.earliest, c.when.latest) for c in beside if c.when is not None}) != 1 or beside[0].when is None:
        return claim
    other, day = beside[0], beside[0].when
    when = claim.when or replace(day, rule=f"{day.rule}+{other.kind}")
    same = (day.earliest, day.latest) == (when.earliest, when.latest)
    return replace(claim, when=when, place=claim.place or (other.place if same else None))


def _on_a_visit(claim: Engagement, claims: list[Engagement], published: dt.date | None) -> Engagement:
    """ "Store visited Helsinki on Tuesday. ... He met the president.": the dated visit that opens the report, not the day of the report."""
    if (
        claim.when is None
        or claim.when.rule != MAIN_EVENT
        or claim.kind not in {Kind.MEETING, Kind.TALKS}
        or claim.status is not Status.HELD
    ):
        return claim
    names = {p.name for p in claim.people}
    for c in claims:
        told = c.kind is Kind.VISIT and c.foreground and c.status is Status.HELD and c.evidence[0].start < claim.evidence[0].start
        told = told and not claim.evidence[0].title and bool(names & {p.name for p in c.people}) and set(claim.sides) == set(c.sides)
        over = c.when is not None and (c.when.latest is None or claim.when.latest is None or c.when.latest < claim.when.latest)
        if told and over and c.when is not None and c.when.rule != MAIN_EVENT and c.when.earliest is not None:
            begun = any(rule.startswith(("arrive:", "land:")) for rule in c.rules)  # he may stay until the report
            last = published if begun or c.when.latest is None else c.when.latest
            return replace(claim, when=replace(c.when, latest=last), place=claim.place or c.place)
    return claim


def _same_day(claims: list[Engagement], published: dt.date | None) -> list[Engagement]:
    """ "The envoy also met ...": undated contact of a person whose news of the day the report tells, in a plain past tense."""
    if published is None:
        return claims
    today = {p.name for c in claims if c.foreground and c.status is Status.HELD and _on(c, published) for p in c.people}
    if not today and sum(c.status is Status.HELD for c in claims) == 1:
        # "he said at a Security Council meeting": where the report's words were spoken, with no other news beside it
        today = {p.name for c in claims if c.status is Status.HELD and all(r.endswith(":said-at") for r in c.rules) for p in c.people}
    found = []
    for claim in claims:
        plain = any(r.split(":", 1)[1] in PLAIN_PAST or r.split(":", 1)[1].endswith("-past") for r in claim.rules)
        if (
            claim.when is None
            and claim.status is Status.HELD
            and plain
            and today & {p.name for p in claim.people}
            and claim.kind is not Kind.VISIT
        ):
            claim = replace(claim, when=When(published, published, Precision.DAY, None, "same-day", "published", published.isoformat()))
        found.append(claim)
    return found


def _on(claim: Engagement, day: dt.date) -> bool:
    return claim.when is not None and claim.when.earliest == claim.when.latest == day
