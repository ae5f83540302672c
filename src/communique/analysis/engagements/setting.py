"""When, where, beside what and for how long: the circumstances of one mention, chosen by the shortest way through the parse.

A date that hangs on a verb of saying belongs to the saying, and no date is taken across another event of the same sentence.

    "Wang said on Sunday that Xi had met Putin in Kazan in October" - October and Kazan go with the meeting, Sunday does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.analysis.actors import Cast, Mention
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import is_verb
from communique.analysis.engagements.triggers import BESIDE, Trigger
from communique.analysis.parse import Reading
from communique.model import Status

SAYING = frozenset({"say", "tell", "announce", "add", "report", "confirm", "state", "write", "note", "quote"})
FAR = 9.0


@dataclass(frozen=True, slots=True)
class Setting:
    """The circumstances of a mention; dates best first."""

    dates: tuple[Timex, ...]
    place: Mention | None
    occasion: str | None
    duration: str | None


def setting(trigger: Trigger, others: Sequence[Token], reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> Setting:
    """Find the circumstances of a trigger in its sentence; ``others`` are the sentence's other triggers."""
    token = trigger.token
    a, b = token.sent.start_char, token.sent.end_char
    scored: list[tuple[float, int, Timex]] = []
    duration = None
    for timex in timexes:
        if not a <= timex.start < b:
            continue
        head = _head(token, timex.start, timex.end)
        if head is None:
            continue
        cost = distance(token, head, others)
        if timex.type == "DURATION" and cost <= FAR:
            duration = duration or reading.text[timex.start : timex.end]
        if timex.earliest is None and timex.latest is None or timex.type == "SET":
            continue
        if cost <= FAR:
            scored.append((cost, timex.start, timex))
    scored.sort(key=lambda row: row[:2])
    return Setting(
        tuple(t for _, _, t in scored),
        _place(trigger, others, cast),
        _occasion(token),
        duration,
    )


def reconciled(timex: Timex, status: Status, published: dt.date | None) -> Timex:
    """The reading of a date that agrees with what the words say of the contact, where the date has another reading.

    "approved the proposal to hold a fifth round on Friday": the Friday ahead, though the only finite verb is past.
    """
    if published is None or timex.earliest is None or timex.latest is None:
        return timex
    ahead = status in {Status.PLANNED, Status.EXPECTED, Status.INVITED}
    wrong = timex.latest < published if ahead else status is Status.HELD and timex.earliest > published
    if not wrong:
        return timex
    for other in timex.alternatives:
        if other.earliest is None or other.latest is None:
            continue
        if (other.latest >= published) if ahead else (other.earliest <= published):
            return replace(timex, value=other.value, earliest=other.earliest, latest=other.latest, rule=f"{timex.rule}+{status.name.lower()}")
    return timex


def _head(trigger: Token, start: int, end: int) -> Token | None:
    """The token of a stretch of the trigger's sentence whose head lies outside it."""
    inside = [t for t in trigger.sent if start <= t.idx < end and not t.is_space]
    return next((t for t in inside if not start <= t.head.idx < end or t.head is t), inside[0] if inside else None)


def distance(token: Token, other: Token, barriers: Sequence[Token] = ()) -> float:
    """Length of the way through the parse, with clauses, verbs of saying and other events made long."""
    up = [token, *token.ancestors]
    there = [other, *other.ancestors]
    common = next((t for t in up if t in there), None)
    if common is None:
        return 99.0
    way = up[: up.index(common) + 1] + there[: there.index(common)]
    cost = float(len(way) - 1)
    for step in way:
        if step is token or step is other:
            continue
        if step in barriers:
            cost += 6
        elif is_verb(step) and step.lemma_ in SAYING:
            cost += 7
        elif is_verb(step) and step.dep_ in {"relcl", "advcl", "ccomp"} and step is not common:
            cost += 2
    return cost + 0.02 * abs(token.i - other.i)


def _place(trigger: Trigger, others: Sequence[Token], cast: Cast) -> Mention | None:
    token = trigger.token
    best: tuple[float, Mention] | None = None
    for mention in cast.places(token.sent.start_char, token.sent.end_char):
        head = _head(token, mention.start, mention.end)
        if head is None:
            continue
        carrier = next((t for t in (head, *head.ancestors) if t.dep_ == "prep"), None)
        if carrier is None or carrier.lower_ not in {"in", "at", "near", "outside", "to", "into", "through", "for"}:
            continue
        cost = distance(token, head, others)
        if cost <= FAR and (best is None or cost < best[0]):
            best = cost, mention
    return best[1] if best else None


def _occasion(token: Token) -> str | None:
    """ "on the sidelines of a security conference": the gathering beside which it was held."""
    for word in token.sent:
        if word.lower_ in BESIDE and distance(token, word) <= 7:
            for of in word.children:
                if of.lower_ == "of":
                    gathering = next((c for c in of.children if c.dep_ == "pobj"), None)
                    if gathering is not None:
                        return _phrase(gathering)
    return None


def _phrase(noun: Token) -> str:
    """A noun with what stands left of it and its "of" phrases, without relative clauses."""
    left = noun.left_edge.i
    right = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "on", "in"} and child.i == right:
            right = child.right_edge.i + 1
            break
    words = noun.doc[left:right]
    while len(words) > 1 and words[0].lower_ in {"the", "a", "an", "this", "last"}:
        words = words[1:]
    return words.text
