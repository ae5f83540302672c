"""What the engagements of a record tell of each other once each stands: a visit proved by a meeting on it, a later date, a doubtful double.

No entry is merged here. A planned visit was made when its visitor met the hosts there in its time; what was put off and held later at
another time stays put off and points to the later entry; two entries a day apart that no report tells side by side are shown as a conflict.

    "Harris will travel to Paris in November", "Vice President Harris met Macron in Paris on Wednesday"
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from communique.ledger import offices
from communique.ledger.identity import same_person, same_place
from communique.model import EngagementEntry, Kind, Precision, Status, Step

# A visit announced for a longer time than this is not proved by any one meeting.
LONG = 100
LATER = dt.timedelta(days=366)
AHEAD = frozenset({Status.INVITED, Status.EXPECTED, Status.PLANNED, Status.LAPSED})
FACE = frozenset({Kind.MEETING, Kind.TALKS, Kind.MULTILATERAL})
DAY = frozenset({Precision.DAY, Precision.DAYS})


def settle(entries: Sequence[EngagementEntry], published: Mapping[str, dt.date | None]) -> tuple[EngagementEntry, ...]:
    """The entries with what their neighbours tell, in the same order.

    Args:
        entries: each drawn up on its own.
        published: the day of each document.
    """
    shelf: dict[frozenset[str], list[EngagementEntry]] = {}
    for entry in entries:
        shelf.setdefault(frozenset(entry.sides), []).append(entry)
    return tuple(_settled(entry, shelf[frozenset(entry.sides)], published) for entry in entries)


def _settled(entry: EngagementEntry, near: Iterable[EngagementEntry], published: Mapping[str, dt.date | None]) -> EngagementEntry:
    others = [o for o in near if o.id != entry.id]
    if entry.kind is Kind.VISIT and entry.status in AHEAD:
        met = next((o for o in others if _met_there(entry, o)), None)
        if met:
            entry = _proved(entry, met)
    if entry.status in (Status.POSTPONED, Status.CANCELLED):
        later = [f"held later: {o.id}" for o in others if _held_later(entry, o)]
        entry = dataclasses.replace(entry, reasons=(*entry.reasons, *later[:1]))
    if entry.status is Status.HELD:
        earlier = [f"put off before: {o.id}" for o in others if o.status is Status.POSTPONED and _held_later(o, entry)]
        doubles = tuple(f"day: {_days(o)} in other reports ({o.id})" for o in others if _double(entry, o, published))
        entry = dataclasses.replace(entry, reasons=(*entry.reasons, *earlier), conflicts=(*entry.conflicts, *doubles))
    return entry


def _days(entry: EngagementEntry) -> str:
    return str(entry.start) if entry.start == entry.end else f"{entry.start} to {entry.end}"


def _met_there(visit: EngagementEntry, meeting: EngagementEntry) -> bool:
    """A meeting of the visitor with the hosts, in the hosts' country, in the time of the visit."""
    if meeting.kind not in FACE or meeting.status is not Status.HELD or not meeting.place or not visit.people:
        return False
    if not (visit.start and visit.end and meeting.start and meeting.end) or (visit.end - visit.start).days > LONG:
        return False
    if meeting.precision not in DAY or not (visit.start <= meeting.start and meeting.end <= visit.end):
        return False
    there = offices.country(meeting.place)
    guests = [p for p in visit.people if p.side and p.side != there]
    if there not in visit.sides or (visit.place and same_place(visit.place, meeting.place) is False):
        return False
    return any(same_person(p, q) for p in guests for q in meeting.people)


def _proved(visit: EngagementEntry, meeting: EngagementEntry) -> EngagementEntry:
    told = next(s for s in meeting.history if s.status == Status.HELD)
    why = f"the visitor met the hosts there: {meeting.id}"
    step = Step(Status.HELD, told.on, told.start, told.end, told.document, told.evidence, told.claim, why)
    history = (*(s for s in visit.history if s.claim), step)
    evidence = (*visit.evidence, *((told.evidence,) if told.evidence else ()))
    return dataclasses.replace(visit, status=Status.HELD, history=history, evidence=evidence, reasons=(*visit.reasons, step.reason))


def _held_later(put_off: EngagementEntry, held: EngagementEntry) -> bool:
    """The same people in the same form, at a time after the one put off."""
    if held.kind is not put_off.kind or held.status is not Status.HELD or not held.start:
        return False
    since = put_off.end or max((s.on for s in put_off.history if s.on), default=None)
    if since is None or not since < held.start <= since + LATER:
        return False
    if put_off.place and held.place and same_place(put_off.place, held.place) is False:
        return False
    return any(same_person(p, q) for p in put_off.people for q in held.people)


def _double(one: EngagementEntry, other: EngagementEntry, published: Mapping[str, dt.date | None]) -> bool:
    """Two entries a day apart, told by different reports of the same days: one event under two dates, or two; the reader must see both."""
    if other.status is not Status.HELD or one.kind is not other.kind or not {one.precision, other.precision} <= DAY:
        return False
    if not (one.start and one.end and other.start and other.end):
        return False
    gap = max((other.start - one.end).days, (one.start - other.end).days)
    here, there = ({e.document for e in entry.evidence} for entry in (one, other))
    if gap != 1 or here & there or (one.place and other.place and same_place(one.place, other.place) is False):
        return False
    days = [[d for name in names if (d := published.get(name))] for names in (here, there)]
    close = any(abs((a - b).days) <= 3 for a in days[0] for b in days[1])
    return close and all(any(same_person(p, q) for q in other.people) for p in one.people) and bool(one.people)
