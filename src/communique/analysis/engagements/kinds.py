"""Which form an engagement takes when who takes part is known: a meeting of two, or a gathering of many.

"Biden met with G7 leaders." - many, though only one is named
"""

from __future__ import annotations

import functools

from communique.analysis.actors import Actor, ActorKind
from communique.analysis.engagements.lists import Slot
from communique.analysis.engagements.triggers import Trigger
from communique.data import bodies
from communique.model import Kind

GATHERINGS = frozenset(
    {"summit", "conference", "assembly", "forum", "meeting", "session", "gathering", "ministerial", "talk", "consultation"}
)
MEMBERS = frozenset({"leaders", "allies", "group", "members", "ministers"})
# Who or what makes talks a negotiation, though ministers hold them.
NEGOTIATING = frozenset(
    "round rounds day days hour hours negotiator negotiators delegation delegations dialogue consultations envoy mediated mediation".split()
)
COMING_TOGETHER = frozenset({"meet", "gather", "convene", "reconvene", "assemble"})


def settled(trigger: Trigger, kind: Kind, filled: tuple[Slot, ...], actors: tuple[Actor, ...], sides: set[str]) -> Kind:
    """Of many sides, or of a body's own, a gathering is multilateral; a host's or writer's verb says its kind by itself."""
    if kind not in {Kind.MEETING, Kind.TALKS, Kind.MULTILATERAL}:
        return kind
    own = {s.actor.side for s in filled if s.name in {"compound", "of", "owner", "between"} and s.actor.side}
    bodies = [s for s in filled if s.actor.kind is ActorKind.BODY and s.name in {"compound", "of", "owner"}]
    if bodies and len(own) == 1 and trigger.token.lemma_.lower() in GATHERINGS - {"talk", "consultation"}:
        return Kind.MULTILATERAL  # "the NATO summit", but not "the UK-EU summit"
    if any(s.name in {"partner", "object"} and s.actor.side in _of_many() and s.token.lower_ in MEMBERS for s in filled):
        return Kind.MULTILATERAL  # "met with G7 leaders"
    sole = actors[0] if len(actors) == 1 else None
    if (
        sole is not None
        and sole.kind is not ActorKind.PERSON
        and (sole.kind is ActorKind.BODY or sole.side in _of_many())
        and trigger.token.lemma_.lower() in GATHERINGS | COMING_TOGETHER
    ):
        return Kind.MULTILATERAL  # "the Security Council will hold talks", "the G7 is to meet"
    if actors and all(a.kind is ActorKind.BODY for a in actors) and trigger.token.lemma_.lower() in {"meeting", "summit", "session"}:
        return Kind.MULTILATERAL  # "the meetings of the IMF and the World Bank"
    if kind is Kind.TALKS and _face_to_face(trigger, actors, sides):
        return Kind.MEETING
    many = {"summit": 3, "gather": 3, "conference": 3, "meet": 4, "meeting": 4}.get(trigger.token.lemma_.lower(), 6)
    if len({a.side for a in actors if a.side}) >= many:
        return Kind.MULTILATERAL  # "talks" of many delegations stay talks
    if kind is Kind.MULTILATERAL and len(sides) == 2 and trigger.frame.lemma in {"convene", "gather", "assemble", "session"}:
        return Kind.MEETING
    return kind


def _face_to_face(trigger: Trigger, actors: tuple[Actor, ...], sides: set[str]) -> bool:
    """ "The foreign minister held talks with his counterpart, Hakan Fidan": two who hold office, one of each side, have met."""
    officials = {a.side for a in actors if a.kind is ActorKind.PERSON and a.office}
    people = {a.side for a in actors if a.kind is ActorKind.PERSON}
    one = trigger.token.lemma_.lower() == "discussion" and trigger.token.tag_ == "NN"  # "had a frank discussion with Wang in Vienna"
    if not (one or trigger.token.lemma_.lower() == "talk") or len(sides) != 2 or people != sides or not officials:
        return False
    topics = {c.lower_ for c in trigger.token.children if c.dep_ == "compound" and c.pos_ == "NOUN"}
    return not topics - {"summit", "weekend"} and not NEGOTIATING & {t.lower_ for t in trigger.token.sent}  # "peace talks" are talks


@functools.cache
def _of_many() -> frozenset[str]:
    """Bodies whose members are states; to meet "G7 leaders" is to meet many."""
    return frozenset(b.code for b in bodies().values() if len(b.members) > 2)
