"""The decision over a document: which groups of mentions are engagements, their status, day and place, and what words prove them.

A main event told in the past without a date happened on the day of the report; a meeting within a dated visit of the same person
takes the visit's dates; a caption may prove and date; a trailer only announces.

    "Xi received Blinken in Beijing on Monday." - held, on that Monday, in Beijing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.dates import Timex
from communique.analysis.engagements.joining import AHEAD, Group, join
from communique.analysis.engagements.mentions import Mention, find_mentions
from communique.analysis.parse import Reading, claim_id
from communique.analysis.topics import topics_in
from communique.model import Engagement, Kind, PartKind, Person, Precision, Status, When

LONGEST = 420


def find_engagements(reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> tuple[Engagement, ...]:
    """The engagements that a document tells of.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
    """
    groups = [g for g in join(find_mentions(reading, cast, timexes)) if _stands(g)]
    claims = [_claim(group, reading) for group in groups]
    claims = _dates_from_visits(claims)
    unique = {c.id: c for c in claims}
    return tuple(unique.values())


def _stands(group: Group) -> bool:
    """A trailer proves nothing held; weak words need their own two sides; a visit needs a visitor."""
    if all(m.standing is PartKind.TRAILER for m in group.mentions) and group.status not in AHEAD:
        return False
    if group.kind is Kind.VISIT:
        return any(m.visited and set(m.sides) - {m.visited} for m in group.mentions)
    actors = [a for m in group.mentions for a in m.actors]
    if all(a.kind is ActorKind.STATE for a in actors) and all(m.trigger.frame.weak for m in group.mentions):
        return any(m.setting.dates for m in group.mentions)
    return True


def _claim(group: Group, reading: Reading) -> Engagement:
    document = reading.document
    best = max(
        group.mentions, key=lambda m: (m.standing is not PartKind.TRAILER, len(m.sides) > 1, len(m.people), bool(m.setting.dates), -m.start)
    )
    status = group.status
    when = _when(group, reading, status)
    evidence = tuple(dict.fromkeys(_span(m, reading) for m in (best, *group.mentions)))
    places = [m.setting.place for m in (best, *group.mentions) if m.setting.place is not None]
    place = max(places, key=lambda p: p.actor.name != reading.text[p.start : p.end], default=None)
    return Engagement(
        id=claim_id(document, "engagement", evidence[0], group.kind, ",".join(sorted(group.sides))),
        document=document.id,
        kind=group.kind,
        status=_dated_status(status, when, document.published),
        people=_people(group, reading),
        sides=tuple(sorted(group.sides)),
        when=when,
        place=reading.text[place.start : place.end] if place else None,
        occasion=next((m.setting.occasion for m in group.mentions if m.setting.occasion), None),
        duration=next((m.setting.duration for m in group.mentions if m.setting.duration), None),
        topics=topics_in(" ".join(s.text for s in evidence)),
        foreground=any(m.lead for m in group.mentions),
        standing=best.standing,
        evidence=evidence,
        rules=tuple(dict.fromkeys(f"{m.trigger.frame.lemma}:{m.status.rule}" for m in group.mentions)),
    )


def _people(group: Group, reading: Reading) -> tuple[Person, ...]:
    found: dict[str, Person] = {}
    for mention in group.mentions:
        for slot in mention.slots:
            for actor in slot.actor.each():
                if actor.kind is ActorKind.PERSON and (actor.name not in found or (actor.office and not found[actor.name].office)):
                    token = slot.token
                    found[actor.name] = Person(actor.name, actor.side, actor.office, reading.span(token.idx, token.idx + len(token)))
    return tuple(found.values())


def _span(mention: Mention, reading: Reading) -> object:
    start, end = mention.start, mention.end
    if end - start > LONGEST:
        token = mention.trigger.token
        start, end = max(start, token.idx - LONGEST // 2), min(end, token.idx + LONGEST // 2)
    return reading.span(start, end)


def _when(group: Group, reading: Reading, status: Status) -> When | None:
    published = reading.document.published
    date = group.date
    if date is not None:
        when = date.when(reading)
        return _cut(when, status, published)
    if published is not None and status is Status.HELD and any(m.lead and _tells_news(m) for m in group.mentions):
        return When(published, published, Precision.DAY, None, "main-event", "published", published.isoformat())
    return None


def _tells_news(mention: Mention) -> bool:
    """Main news: a finite past verb, or a noun whose clause is the lead's own."""
    return (
        mention.status.status is Status.HELD and not mention.another and mention.status.rule not in {"adjective-past", "past-preposition"}
    )


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
    """Nothing that begins after the report was published has been held."""
    if when is None or published is None or when.earliest is None:
        return status
    if status is Status.HELD and when.earliest > published:
        return Status.PLANNED
    return status


def _dates_from_visits(claims: list[Engagement]) -> list[Engagement]:
    """A meeting without a day of its own, by a person on a dated visit, lies within the visit."""
    visits = [c for c in claims if c.kind is Kind.VISIT and c.when is not None]
    found = []
    for claim in claims:
        if claim.when is None and claim.kind in {Kind.MEETING, Kind.TALKS}:
            names = {p.name for p in claim.people}
            visit = next(
                (v for v in visits if names & {p.name for p in v.people} and set(claim.sides) <= set(v.sides)
                 and (claim.status in AHEAD) == (v.status in AHEAD)), None,
            )  # fmt: skip
            if visit is not None and visit.when is not None:
                claim = replace(claim, when=replace(visit.when, rule=f"{visit.when.rule}+visit"))
        found.append(claim)
    return found


def actor_sides(actors: Sequence[Actor]) -> frozenset[str]:
    """The sides of some actors."""
    return frozenset(a.side for a in actors if a.side)
