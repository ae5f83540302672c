"""Standing lines between sides: one entry for each line and pair of sides, with the states it went through.

Reports speak of one line under many names ("military-to-military lines", "communication channels between the two militaries"): a table
gathers them. The history follows the days the states hold for, not the days of the reports.

    cut in August 2022, agreed to reopen in November 2023
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from communique.ledger.engagements import entry_id
from communique.ledger.identity import families, family
from communique.ledger.periods import month, told
from communique.ledger.sources import Sources, overlap, proves
from communique.ledger.status import Telling, history
from communique.ledger.words import content, folded, holds, stem, words
from communique.model import ChannelChange, ChannelEntry, Commitment, State, Strength

# A promise in as many characters as a line of a table holds.
LONGEST = 160
IN_PLACE = frozenset({State.LAUNCHED, State.WORKING, State.RESTORED})


def gather(claims: Iterable[ChannelChange], bound: Mapping[str, str], apart: Mapping[str, str]) -> list[list[ChannelChange]]:
    """Gather claims by line and sides, in the order heard.

    Args:
        claims: changes of state.
        bound, apart: claim id to the group that a person merged or split off.
    """
    lines: dict[tuple[str, ...], list[list[ChannelChange]]] = {}
    groups: dict[str, list[ChannelChange]] = {}
    every: list[list[ChannelChange]] = []
    for claim in claims:
        group = bound.get(claim.id) or apart.get(claim.id)
        line = groups.get(group) if group else None
        shelf = lines.setdefault(tuple(sorted(claim.sides)), [])
        if line is None and claim.id not in apart:
            line = next((known for known in shelf if _same(known[0], claim)), None)
        if line is None:
            line = []
            every.append(line)
            if claim.id not in apart:
                shelf.append(line)
        if group:
            groups[group] = line
        line.append(claim)
    return every


def promised(changes: Iterable[ChannelChange], commitments: Iterable[Commitment], sources: Sources) -> list[Commitment]:
    """A line agreed on is a promise to open it: the commitment, under the claim's own id, where no words beside it were read as one.

    Args:
        changes: what documents say of lines.
        commitments: the promises read as such, which stand for themselves.
        sources: the reports heard.
    """
    said: dict[str, list[Commitment]] = {}
    for promise in commitments:
        said.setdefault(promise.document, []).append(promise)
    return [
        to_open(change, sources.published(change))
        for change in changes
        if change.state is State.AGREED and proves(change) and not any(_says(c, change) for c in said.get(change.document, ()))
    ]


def _says(promise: Commitment, change: ChannelChange) -> bool:
    """Whether a promise rests on the words about a line, or promises the same line between its sides."""
    if overlap(promise, change):
        return True
    kin = kindred(change).intersection(families(promise.what))
    opens = any(holds(folded(promise.what), w) for w in words().opening)
    return opens and bool(kin) and set(change.sides) <= {*promise.by, *promise.toward}


def to_open(change: ChannelChange, day: dt.date | None) -> Commitment:
    """The promise that a line agreed on is."""
    said = change.evidence[0].text
    return Commitment(
        id=change.id,
        document=change.document,
        by=change.sides,
        toward=change.sides,
        what=said if len(said) <= LONGEST else said[: said.rfind(" ", 0, LONGEST)],
        strength=Strength.AGREED,
        due=change.when if day and change.when and change.when.latest and change.when.latest > day else None,
        made=None,
        condition=None,
        topics=(),
        standing=change.standing,
        evidence=change.evidence,
        rules=("an agreed line", *change.rules),
    )


def kindred(change: ChannelChange) -> frozenset[str]:
    """The families of lines that a change speaks of."""
    return frozenset(families(" ".join([change.name, *(e.text for e in change.evidence)])))


def line_of(claim: ChannelChange) -> str | None:
    """The family of the line: by its name, else by the sentence ("a working group to stem fentanyl")."""
    return family(claim.name) or family(" ".join(e.text for e in claim.evidence))


def _same(one: ChannelChange, other: ChannelChange) -> bool:
    a, b = line_of(one), line_of(other)
    if a or b:
        return a == b
    mine, its = _specific(one.name), _specific(other.name)
    if not mine or not its:
        # "The working groups" of one report are not the group of another; "the policy talks" of one are its "defence policy talks".
        short, long = sorted((folded(one.name).split(), folded(other.name).split()), key=len)
        return short == long or (one.document == other.document and set(short) <= set(long))
    return bool(mine & its) and fuzz.token_set_ratio(folded(one.name), folded(other.name)) >= 85


def _specific(name: str) -> frozenset[str]:
    """The words of a line's name that tell it from other lines."""
    return content(name) - {stem(w) for phrase in words().lines for w in phrase.split()}


def entry(line: Sequence[ChannelChange], sources: Sources) -> ChannelEntry:
    """The entry of one line; claims of equal state and overlapping days make one step, that of the narrowest days."""
    kept: list[ChannelChange] = []
    places: dict[tuple[State, bool, int], list[int]] = {}
    times: list[int] = []
    for claim in sorted(line, key=lambda c: _day(c, sources)):
        keys = _months(claim, sources)
        near = sorted({place for key in keys for place in places.get(key, ()) if _meet(kept[place], claim, sources)})
        if not near:
            near = [len(kept)]
            kept.append(claim)
            times.append(0)
        elif _width(claim, sources) < _width(kept[near[0]], sources):
            kept[near[0]] = claim
        times[near[0]] += 1
        for key in keys:
            places.setdefault(key, []).append(near[0])
    told_by = {c.id: n for c, n in zip(kept, times, strict=True)}
    kept.sort(key=lambda c: _day(c, sources))
    state, steps = history("channel", [_telling(c, sources, told_by[c.id]) for c in kept], every=True)
    names = dict.fromkeys(c.name for c in line)
    reasons = [f"one line under several names: {', '.join(names)}"] if len(names) > 1 else []
    weak = State(state) if state != "none" else line[0].state
    return ChannelEntry(
        entry_id("L", line[0].id),
        line_of(line[0]) or line[0].name,
        tuple(sorted(line[0].sides)),
        weak,
        tuple(steps),
        tuple(c.id for c in line),
        tuple(reasons),
    )


def _months(claim: ChannelChange, sources: Sources) -> list[tuple[State, bool, int]]:
    """Where a claim of equal state that it may meet is looked for: in the months it tells, else in those around its day."""
    period = told(claim.when)
    if period:
        return [(claim.state, True, at) for at in range(month(period.start), month(period.end) + 1)]
    start = month(_day(claim, sources)[0])
    return [(claim.state, False, at) for at in (start - 1, start, start + 1)]


def _telling(claim: ChannelChange, sources: Sources, times: int) -> Telling:
    period = told(claim.when)
    told_state = stands(claim, sources)
    why = f"told by {times} claims" if times > 1 else ""
    when = claim.when
    start, end = (when.earliest, when.latest) if when and period else (None, None)
    return Telling(told_state, claim, sources.published(claim), proves(claim), start, end, why)


def stands(claim: ChannelChange, sources: Sources) -> State:
    """The state told; one that lies ahead of its report ("will open in spring") is agreed, not in place."""
    published = sources.published(claim)
    last = claim.when.latest if claim.when else None
    ahead = published is not None and last is not None and last > published
    return State.AGREED if ahead and claim.state in IN_PLACE else claim.state


def _day(claim: ChannelChange, sources: Sources) -> tuple[dt.date, dt.date, str]:
    published = sources.published(claim) or dt.date.max
    period = told(claim.when)
    # A promise told today about next spring is a state of today.
    start = min(period.start, published) if period else published
    return start, published, claim.id


def _meet(one: ChannelChange, other: ChannelChange, sources: Sources) -> bool:
    a, b = told(one.when), told(other.when)
    if a and b:
        return a.meets(b)
    x, y = _day(one, sources), _day(other, sources)
    return abs((x[0] - y[0]).days) <= 31 if not (a or b) else False


def _width(claim: ChannelChange, sources: Sources) -> int:
    period = told(claim.when)
    return period.days if period else 10_000
