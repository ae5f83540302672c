"""Standing lines between sides: one entry for each line and pair of sides, with the states it went through.

Reports speak of one line under many names ("military-to-military lines", "communication channels between the two militaries"): a table
gathers them, and ``course`` draws up the history.

    "talks between the two defence ministries" and "military talks": one line
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from communique.ledger.course import Course
from communique.ledger.engagements import entry_id
from communique.ledger.identity import families, family
from communique.ledger.sources import Sources, overlap, proves
from communique.ledger.status import NONE
from communique.ledger.words import content, folded, holds, stem, words
from communique.model import ChannelChange, ChannelEntry, Commitment, State, Step, Strength

# A promise in as many characters as a line of a table holds.
LONGEST = 160


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
            line = next((known for known in shelf if same_line(known[0], claim)), None)
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


def same_line(one: ChannelChange, other: ChannelChange) -> bool:
    """Whether a claim tells of the line that another opened between the same sides."""
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
    """The entry of one line, of its claims in the order heard."""
    course = Course(sources)
    course.hear(line)
    course.finish()
    return shown(line[0], dict.fromkeys(c.name for c in line), course.status, course.steps, [c.id for c in line])


def shown(first: ChannelChange, names: Collection[str], status: str, steps: Iterable[Step], claims: Iterable[str]) -> ChannelEntry:
    """The entry of a line as its course makes it.

    Args:
        first: the claim heard first.
        names: what the line is called, in the order heard.
        status: the state reached; "none" where nothing proves one.
        steps, claims: its history, and all its claims in the order heard.
    """
    reasons = (f"one line under several names: {', '.join(names)}",) if len(names) > 1 else ()
    state = State(status) if status != NONE else first.state
    name, sides = line_of(first) or first.name, tuple(sorted(first.sides))
    return ChannelEntry(entry_id("L", first.id), name, sides, state, tuple(steps), tuple(claims), reasons)
