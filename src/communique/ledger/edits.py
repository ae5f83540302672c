"""What a person's edit may say, and what it makes of a claim and of an entry.

An edit names a field and gives its value in words: days as "2024-02-16", "2024-02-16..2024-02-17" or "2024-02", people as "Wang Yi (foreign
minister, China), Antony Blinken (USA)", sides by code or name. It changes the claims it is anchored on, so that everything computed from
them follows, and it stands on the entry itself, so that further reports do not talk it away.

    edit place "Filoli": "Biden met Xi at a country house" now stands as a meeting at Filoli
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from communique import data
from communique.ledger import offices
from communique.ledger.identity import same_person
from communique.model import (
    ChannelChange,
    ChannelEntry,
    Claim,
    Commitment,
    CommitmentEntry,
    Decision,
    Engagement,
    EngagementEntry,
    Evidence,
    FollowThrough,
    Kind,
    Person,
    Precision,
    Problem,
    Stance,
    State,
    Statement,
    Status,
    Step,
    Strength,
    When,
)

Living = TypeVar("Living", EngagementEntry, CommitmentEntry, ChannelEntry)

DAYS = ("days", "start", "end")
# What a person may change of each kind of claim, in the order in which help tells it.
EDITABLE: Mapping[type[Claim], tuple[str, ...]] = {
    Engagement: ("kind", "status", "people", "actor", "sides", *DAYS, "place", "occasion", "duration", "topics"),
    Commitment: ("by", "toward", "what", "strength", *DAYS, "condition", "topics"),
    ChannelChange: ("name", "sides", "state", *DAYS),
    Statement: ("speaker", "side", "actor", "stance", "audience", "condition", "topics"),
    FollowThrough: ("what", "by", *DAYS),
}
NEEDED = frozenset({"name", "what", "kind", "status", "strength", "state", "stance", "actor"})
BY_HAND = "set by a person"
# A span of days longer than this is a period within which something lies.
SEVERAL = 20


def side(name: str) -> str:
    """The code of a side given by code or name; a group without one stands under its own name."""
    plain = name.strip()
    if plain.upper() in data.sides() or plain.upper() in data.bodies():
        return plain.upper()
    named = offices.sides_named(plain)
    return named[0] if len(named) == 1 else plain


def person(text: str) -> Person:
    """ "Wang Yi (foreign minister, China)" as a participant; office and side may be missing."""
    name, _, described = text.partition("(")
    *office, last = [piece.strip() for piece in described.rstrip(") ").split(",")]
    if not name.strip():
        raise ValueError(f"{text.strip()!r} names nobody")
    return Person(name.strip(), side(last) if last else None, ", ".join(office) or None)


def period(text: str) -> When:
    """ "2024-02-16", "2024-02-16..2024-02-17", "2024-02" or "2024" as a period set by a person."""
    first, dots, last = text.partition("..")
    start, end = _bounds(first)[0], _bounds(last if dots else first)[1]
    if start > end:
        raise ValueError(f"{start} lies after {end}")
    unit = {0: Precision.DAY, 1: Precision.MONTH, 2: Precision.YEAR}[2 - first.strip().count("-")]
    if dots:
        unit = Precision.DAYS if (end - start).days <= SEVERAL else Precision.VAGUE
    return When(start, end, unit, None, BY_HAND)


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a day, a month or a year in ISO form."""
    plain = text.strip()
    if re.fullmatch(r"\d{4}", plain):
        return dt.date(int(plain), 1, 1), dt.date(int(plain), 12, 31)
    if re.fullmatch(r"\d{4}-\d\d", plain):
        first = dt.date.fromisoformat(f"{plain}-01")
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    try:
        day = dt.date.fromisoformat(plain)
    except ValueError:
        raise ValueError(f"{plain!r} is no day; write YYYY-MM-DD, FIRST..LAST, YYYY-MM or YYYY") from None
    return day, day


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _sides(value: str) -> tuple[str, ...]:
    return tuple(sorted({side(name) for name in _list(value)}))


def _people(value: str) -> tuple[Person, ...]:
    return tuple(person(part) for part in re.split(r",(?![^()]*\))", value) if part.strip())


def _one_of(words: type[Kind] | type[Status] | type[Strength] | type[State] | type[Stance]) -> Callable[[str], object]:
    def chosen(value: str) -> object:
        try:
            return words(value.strip())
        except ValueError:
            raise ValueError(f"{value!r} is none of: {', '.join(words)}") from None

    return chosen


# How the words of each field are read; a field not named here takes them as they are.
READ: Mapping[str, Callable[[str], object]] = {
    "kind": _one_of(Kind),
    "status": _one_of(Status),
    "strength": _one_of(Strength),
    "state": _one_of(State),
    "stance": _one_of(Stance),
    "people": _people,
    "actor": person,
    "sides": _sides,
    "by": _sides,
    "toward": _sides,
    "side": side,
    "topics": _list,
    "days": period,
    "start": lambda v: _bounds(v)[0],
    "end": lambda v: _bounds(v)[1],
}
MANY = frozenset({"people", "sides", "by", "toward", "topics"})


def read(kind: type[Claim], name: str, value: str | None) -> Any:
    """The value that an edit's words give a field of a kind of claim; an empty one empties the field.

    Raises:
        ValueError: there is no such field, it cannot be empty, or the words give no value for it.
    """
    fields = EDITABLE.get(kind, ())
    if name not in fields:
        raise ValueError(f"no field {name!r} to edit here; there are: {', '.join(fields) or 'none'}")
    if value is None or not value.strip():
        if name in NEEDED:
            raise ValueError(f"{name!r} cannot be empty")
        return () if name in MANY else None
    return READ.get(name, str.strip)(value)


def edit(claim: Claim, name: str, value: str | None) -> Claim | Problem:
    """The claim with one field as a person wants it, or why that cannot be.

    Args:
        claim: the claim as read.
        name: a field of the claim; "days", "start" and "end" are those of its time, "actor" is who takes part or speaks.
        value: the new value in words; None empties the field.
    """
    try:
        return _changed(claim, name, read(type(claim), name, value))
    except ValueError as error:
        return Problem(claim.document, f"edit of {claim.id}: {error}", claim.evidence[0] if claim.evidence else None)


def _changed(claim: Claim, name: str, value: Any) -> Claim:
    if name in DAYS:
        slot = "due" if isinstance(claim, Commitment) else "when"
        return _with(claim, **{slot: _when(getattr(claim, slot), name, value)})
    if isinstance(claim, Statement) and name == "actor":
        return _with(claim, speaker=value.name, side=value.side or claim.side, anonymous=False)
    if isinstance(claim, Engagement) and name in ("people", "actor"):
        return _with(claim, people=_joined(claim.people, name, value), sides=_with_sides(claim.sides, name, value))
    return _with(claim, **{name: value})


def _when(told: When | None, name: str, value: Any) -> When | None:
    """A period with its days, or one bound, set."""
    if name == "days":
        return dataclasses.replace(value, span=told.span if told else None) if value else None
    start, end = (told.earliest, told.latest) if told else (None, None)
    start, end = (value, end) if name == "start" else (start, value)
    if start and end and start > end:
        raise ValueError(f"{start} lies after {end}")
    precision = Precision.DAY if start == end else Precision.DAYS
    return When(start, end, precision, told.span if told else None, BY_HAND) if start or end else None


def _joined(known: tuple[Person, ...], name: str, value: Any) -> tuple[Person, ...]:
    """The people set, or the one actor among those known; each keeps the office that the report gave."""
    if name == "actor":
        value = (*(p for p in known if not same_person(p, value)), value)
    before = {p: next((k for k in known if same_person(k, p)), p) for p in value}
    return tuple(Person(p.name, p.side or k.side, p.office or k.office, k.span if k.name == p.name else None) for p, k in before.items())


def _with_sides(sides: tuple[str, ...], name: str, value: Any) -> tuple[str, ...]:
    """An actor brings the side along; people who are set leave the sides to ``sides``."""
    added = {value.side} if name == "actor" and value.side else set()
    return tuple(sorted({*sides, *added}))


def _with(claim: Claim, **values: object) -> Claim:
    fields = {f.name: getattr(claim, f.name) for f in dataclasses.fields(claim)}
    return type(claim)(**(fields | values))


# ---------------------------------------------------------------- on the entry


CLAIM_OF: Mapping[type, type[Claim]] = {EngagementEntry: Engagement, CommitmentEntry: Commitment, ChannelEntry: ChannelChange}


def last_word(entry: Living, decisions: Mapping[str, Iterable[Decision]]) -> Living:
    """The entry with a person's edits standing on it, whatever its reports say together.

    Args:
        entry: as computed from the edited claims.
        decisions: the edits in force by claim, in the order made.
    """
    mine = dict.fromkeys(d for claim in entry.claims for d in decisions.get(claim, ()))
    for decision in sorted(mine, key=lambda d: (d.at, len(d.id), d.id)):
        try:
            value = read(CLAIM_OF[type(entry)], decision.field or "", decision.value)
            entry = dataclasses.replace(entry, **_on_entry(entry, decision, value))
        except ValueError:
            # Told as a problem of the claim already.
            continue
    return entry


def _on_entry(entry: Living, decision: Decision, value: Any) -> dict[str, Any]:
    name = decision.field or ""
    if name in DAYS:
        first, last = ("due_start", "due_end") if isinstance(entry, CommitmentEntry) else ("start", "end")
        if isinstance(entry, ChannelEntry):
            return {}
        when = _when(When(getattr(entry, first), getattr(entry, last), Precision.DAYS), name, value)
        days = {first: when.earliest if when else None, last: when.latest if when else None}
        return days | ({"precision": when.precision if when else None} if isinstance(entry, EngagementEntry) else {})
    if isinstance(entry, EngagementEntry) and name in ("people", "actor"):
        return {"people": _joined(entry.people, name, value), "sides": _with_sides(entry.sides, name, value)}
    if name in ("status", "state"):
        return _moved(entry, decision, value)
    return {name: value} if hasattr(entry, name) else {}


def _moved(entry: Living, decision: Decision, value: Status | State) -> dict[str, Any]:
    """A status set by a person is a step of its own; what a report published after that day says moves it on."""
    day = decision.at.date()
    if any(step.claim and step.on and step.on > day for step in entry.history):
        return {}
    proof = next((s for s in reversed(entry.history) if s.claim in decision.claims), None)
    words: Evidence | None = proof.evidence if proof else None
    why = f"{BY_HAND}: {decision.user}" + (f", {decision.why}" if decision.why else "")
    document, claim = (proof.document, proof.claim) if proof else (None, None)
    # The calendar's silence and the same status told by the edited claims give way to the person's word.
    kept: tuple[Step, ...] = tuple(s for s in entry.history if s.claim and not (s.claim in decision.claims and s.status == value))
    step = Step(value.value, day, None, None, document, words, claim, why)
    field = "state" if isinstance(value, State) else "status"
    return {field: value, "history": (*kept, step)}
