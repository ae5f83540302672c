"""From mentions to engagements: which sentences of one report tell of the same contact.

Mentions join on the remoteness of their kind, their sides and people, their dates and places; two different people of one side, two
days apart or two places keep them apart. "The meeting" joins what was told before and opens nothing by itself.

    "Blinken met Wang in Munich on Friday. ... The talks lasted an hour. They had last met in October." - two engagements.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.analysis.actors import Actor, ActorKind
from communique.analysis.dates import Timex
from communique.analysis.engagements.agreement import AHEAD, MAIN_EVENT, RECALLED, off
from communique.analysis.engagements.arcs import SUBJECTS
from communique.analysis.engagements.groups import Group
from communique.analysis.engagements.mentions import Mention
from communique.analysis.engagements.modality import remote
from communique.analysis.engagements.triggers import REMOTE
from communique.model import Kind, PartKind, Status

# "The conversation lasted an hour" may be of a call or of a meeting; "the summit" is of neither kind of call.
SPOKEN = frozenset({"talk", "discussion", "conversation", "dialogue", "contact", "consultation"})
NEWS = dt.timedelta(days=2)
# So many engagements back in one report "the meeting" may refer, and no further.
REACH = 200
# How far apart the days of one journey to one state may lie.
JOURNEY = dt.timedelta(days=5)
# What those who met once hold again, and how it is told to happen.
ROUNDS = frozenset({"round", "talk", "negotiation", "session", "meeting", "consultation", "summit"})
HAPPENS = frozenset({"resume", "continue", "reopen", "restart", "reconvene", "hold", "take", "begin", "start", "open", "conclude", "end"})


def join(mentions: Iterable[Mention]) -> list[Group]:
    """Group mentions in text order; each joins the best group that nothing speaks against, or opens one."""
    groups: list[Group] = []
    left: list[Mention] = []
    for told in mentions:
        near = groups[-REACH:]
        best = max(near, key=lambda g: (affinity(g, told), g.mentions[-1].start), default=None)
        if best is not None and affinity(best, told) > 0:
            best.add(told)
        elif opens(mention := _hosted(heir(near, told))):
            groups.append(Group([mention]))
        else:
            left.append(told)
    for mention in (m for m in left if m.lead):
        best = max(groups, key=lambda g: (_of_the_lead(g, mention), g.mentions[0].start), default=None)
        if best is not None and _of_the_lead(best, mention) > 0:
            best.add(mention)
    return groups


def _hosted(mention: Mention) -> Mention:
    """Talks that somebody travels for are with those whom he visits, when they are no talks told before."""
    if mention.travelled_to is None or opens(mention):
        return mention
    actors = (*mention.actors, Actor(ActorKind.STATE, mention.travelled_to, mention.travelled_to))
    return replace(mention, actors=actors, sides=tuple(sorted({*mention.sides, mention.travelled_to})))


def heir(groups: Sequence[Group], mention: Mention) -> Mention:
    """A further round of those who were at the table: "The next round will be held in Athens", "Formal talks resume next week".

    Nobody is named, so the sides are those of the talks told last; what has participants of its own inherits nothing.
    """
    noun = mention.trigger.token
    if mention.slots or noun.lemma_.lower() not in ROUNDS:
        return mention
    dated = any(d.rule != MAIN_EVENT for d in mention.setting.dates)
    resumed = dated and noun.dep_ in SUBJECTS and noun.head.lemma_ in HAPPENS and noun.tag_ == "NNS"
    if not resumed and not (mention.another and (dated or noun.tag_ == "NN")):
        return mention
    tables = [g for g in groups if g.kind in {Kind.MEETING, Kind.TALKS} and len(g.sides) > 1]
    last = max(tables, key=lambda g: g.mentions[-1].start, default=None)
    if last is None or any(_same_date(g, mention) for g in tables) or not mention.another and len({g.sides for g in tables}) > 1:
        return mention
    sides = tuple(sorted(last.sides))
    return replace(mention, actors=tuple(Actor(ActorKind.STATE, s, s) for s in sides), sides=sides, kind=last.kind)


def _of_the_lead(group: Group, mention: Mention) -> float:
    """The lead may name one side alone and the other further down: "the chief negotiator will meet his EU counterpart today"."""
    if not mention.lead or mention.another or not mention.sides or not set(mention.sides) <= group.sides:
        return 0.0
    if (group.status in AHEAD) != (mention.status.status in AHEAD) or remote(group.kind) != remote(mention.kind):
        return 0.0
    if (group.kind is Kind.VISIT) != (mention.kind is Kind.VISIT) or _apart_in_time(group, mention) or _other_people(group, mention):
        return 0.0
    if all(m.status.rule.endswith("+background") for m in group.mentions):
        return 0.0  # "held discussions with the premiers on the talks with Washington": the talks are not the news
    return 1.0 + _nearness(group, mention)


def opens(mention: Mention) -> bool:
    """Whether a mention can stand alone: two sides, or a body's own gathering, and more than an everyday word."""
    if len(mention.sides) >= 2 or mention.abroad:
        return True
    if {(s.name, s.actor.kind) for s in mention.slots} == {("compound", ActorKind.BODY)} and mention.trigger.token.lemma_.lower() in {
        "talk",
        "negotiation",
    }:
        return False  # "EU trade talks" are with another
    place = mention.setting.place
    if mention.kind is Kind.MULTILATERAL and mention.sides and any(p.office for p in mention.people):
        # a minister at a conference in another state
        return place is not None and place.actor.side is not None and place.actor.side not in mention.sides
    return (
        mention.kind is Kind.MULTILATERAL
        and len(mention.sides) == 1
        and any(a.kind in {ActorKind.BODY, ActorKind.GROUP, ActorKind.UNNAMED} for a in mention.actors)
        and (bool(mention.setting.dates) or mention.lead or mention.trigger.token.lemma_.lower() == "summit")
    )


def affinity(group: Group, mention: Mention) -> float:
    """How well a mention fits a group; 0 when something speaks against it."""
    frame = mention.trigger.frame
    loose = mention.definite and len(mention.sides) < 2 and frame.lemma in SPOKEN
    loose = loose or frame.lemma in {"speak", "talk"} and not frame.noun and _all_named(group, mention) and not _by_phone(mention)
    if remote(group.kind) != remote(mention.kind) and not loose:
        return 0.0
    if (group.kind is Kind.VISIT) != (mention.kind is Kind.VISIT):
        return 0.0
    if {a.side for a in mention.actors if a.kind is ActorKind.BODY} - group.sides and group.kind is not Kind.MULTILATERAL:
        return 0.0  # "they will meet again two months after the APEC summit"
    if _apart_in_time(group, mention) or _other_people(group, mention) or _other_place(group, mention):
        return 0.0
    if not _same_standing(group, mention):
        return 0.0
    shared = group.sides & set(mention.sides)
    refers = mention.definite and not mention.another
    if not mention.sides:
        return 0.1 + _nearness(group, mention) if refers else 0.0
    if not (set(mention.sides) <= group.sides or group.sides <= set(mention.sides)):
        return 0.0
    if (
        group.sides != set(mention.sides)
        and min(len(group.sides), len(mention.sides)) > 1
        and not (_named(group, mention) or _same_date(group, mention))
    ):
        return 0.0  # a meeting of two is not the talks with a third
    if mention.another and (not _same_date(group, mention) or (group.status in AHEAD) != (mention.status.status in AHEAD)):
        return 0.0
    if group.kind is mention.kind is Kind.MULTILATERAL and group.sides == set(mention.sides):
        return 0.5 + _nearness(group, mention)  # a body's officials gather, and its summit
    if len(mention.sides) == 1 and not refers:
        return 0.3 if _named(group, mention) else 0.0
    return (
        1.0
        + len(shared)
        + (2.0 if _named(group, mention) else 0.0)
        + (1.0 if _same_date(group, mention) else 0.0)
        + _nearness(group, mention)
    )


def _nearness(group: Group, mention: Mention) -> float:
    """The same place told before, and how recently the group was spoken of."""
    place = mention.setting.place
    same = place is not None and any(m.setting.place is not None and m.setting.place.actor.side == place.actor.side for m in group.mentions)
    return (1.5 if same else 0.0) + 0.5 / (1 + abs(mention.start - group.mentions[-1].start) / 400)


def _named(group: Group, mention: Mention) -> bool:
    return any(p.name in names for p in mention.people for names in group.people.values())


def _all_named(group: Group, mention: Mention) -> bool:
    """Whether it is between people of both sides whom the group names."""
    return len({p.side for p in mention.people if any(p.name in names for names in group.people.values())}) > 1


def _by_phone(mention: Mention) -> bool:
    return any(REMOTE.search(t.text) for t in mention.trigger.token.sent)


def _same_date(group: Group, mention: Mention) -> bool:
    date = group.date
    return bool(date and mention.setting.dates and not disjoint(date, mention.setting.dates[0]) and mention.setting.dates[0].earliest)


def disjoint(a: Timex, b: Timex) -> bool:
    """Whether two periods have no day in common; an open bound excludes nothing."""
    if MAIN_EVENT in (a.rule, b.rule) and a.earliest and b.earliest and abs(a.earliest - b.earliest) <= NEWS:
        return False  # a headline of Sunday tells the meeting of Saturday
    if a.latest and b.earliest and a.latest < b.earliest:
        return True
    return bool(b.latest and a.earliest and b.latest < a.earliest)


def _apart_in_time(group: Group, mention: Mention) -> bool:
    date = group.date
    if not date or not mention.setting.dates or not disjoint(date, mention.setting.dates[0]):
        return False
    return not _legs(group, mention, date, mention.setting.dates[0])


def _legs(group: Group, mention: Mention, one: Timex, other: Timex) -> bool:
    """Days of one journey: "will leave for Beijing on Sunday. ... On Tuesday he will travel on to Shanghai."""
    same = mention.visited is not None and any(m.visited == mention.visited for m in group.mentions) and _named(group, mention)
    if not same or mention.another or (group.status in AHEAD) != (mention.status.status in AHEAD):
        return False
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return max(one.earliest, other.earliest) - min(one.latest, other.latest) <= JOURNEY


def _other_people(group: Group, mention: Mention) -> bool:
    for person in mention.people:
        known = group.people.get(person.side)
        own = {p.name for p in mention.people if p.side == person.side}
        if known and not known & own:
            return True
    return False


def _other_place(group: Group, mention: Mention) -> bool:
    place = mention.setting.place
    if place is None:
        return False
    for told in (m.setting.place for m in group.mentions):
        if told is not None and told.actor.side and place.actor.side and told.actor.side != place.actor.side:
            return True
    return False


def _same_standing(group: Group, mention: Mention) -> bool:
    """Held and ahead are two engagements, unless the words point to the same one or to the same day."""
    status = mention.status.status
    past = {Status.HELD, Status.UNDER_WAY}
    firm = [m.status.status for m in group.mentions if len(m.sides) > 1]
    rounds = bool(firm) and len(mention.sides) > 1 and not mention.definite and not mention.people
    ahead = group.status in AHEAD or rounds and all(s in AHEAD for s in firm)
    dated = any(d.rule != MAIN_EVENT for d in mention.setting.dates)
    if mention.definite and not mention.another and len(mention.sides) < 2 and not dated:
        # "the first visit by a premier since 2017 ... will join the trip", "... their recent talks in Riga. The meeting was a step":
        # of what the text is about, not of what it looks back to
        return not group.mentions[0].status.rule.endswith((RECALLED, "+background"))
    if _undecided(mention) or all(map(_undecided, group.mentions)):
        return True
    going_on = group.status is Status.UNDER_WAY and status in AHEAD
    if going_on and mention.definite and not mention.another and not dated and _all_named(group, mention):
        return True  # "are holding talks today. ... will travel to London for the talks with Frost"
    if mention.standing is PartKind.TITLE or group.mentions[0].standing is PartKind.TITLE:
        ahead_title = ahead and status in past and bool(group.date) and _same_date(group, mention)
        return ahead_title or (ahead == (status in AHEAD)) or off(status) or off(group.status)
    if off(status) or off(group.status):
        return True
    if ahead == (status in AHEAD):
        return True
    return _same_date(group, mention) and _precise(group, mention)


def _undecided(mention: Mention) -> bool:
    """ "Why the king's trip is more than a visit" may be said of one ahead, under way or past."""
    return mention.status.status is Status.UNDER_WAY and mention.status.rule.endswith("-present")


def _precise(group: Group, mention: Mention) -> bool:
    """Whether both name a day or two: a summit "expected later this year" is not the meeting of today."""
    return all(
        d is not None and d.earliest is not None and d.latest is not None and d.latest - d.earliest <= NEWS
        for d in (group.date, mention.setting.dates[0])
    )
