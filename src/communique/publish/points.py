"""Two accounts point by point: what both sides raised, what only one did, the formulas they quote, and their different verbs.

A point is a topic. Nothing is judged: a side that leaves a point out is only said to have left it out.

    Taiwan: Washington "stressed", Beijing "warned"; only Beijing quotes "the first red line"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.model import StatementEntry

FORMULA = 3  # words from which a quotation is a formula and no mere word in marks


@dataclass(frozen=True, slots=True)
class Point:
    """One topic and how each side put it.

    Args:
        sides: those that raised it, in the order given.
        verbs: for each side the words of saying, each once; empty where only quotations are given.
        manners: for each side the manners ("warned", "said"), each once.
    """

    topic: str
    sides: tuple[str, ...]
    verbs: Mapping[str, tuple[str, ...]]
    manners: Mapping[str, tuple[str, ...]]

    @property
    def differs(self) -> bool:
        """Whether two sides raised it in manners of which none is shared."""
        told = [set(self.manners[side]) for side in self.sides]
        return len(told) > 1 and not set.intersection(*told)


@dataclass(frozen=True, slots=True)
class Points:
    """All points of two or more accounts.

    Args:
        both: topics that more than one side raised.
        alone: for each side the topics that no other raised.
        formulas: for each side the quoted words, those that another side quotes too left out.
        shared: formulas that more than one side quotes.
    """

    both: tuple[Point, ...]
    alone: Mapping[str, tuple[Point, ...]]
    formulas: Mapping[str, tuple[str, ...]]
    shared: tuple[str, ...]


def points(accounts: Mapping[str, Sequence[StatementEntry]]) -> Points:
    """Lay accounts side by side.

    Args:
        accounts: statements by side; the empty side (speakers for no side) is left out.
    """
    told = {side: tuple(some) for side, some in accounts.items() if side}
    topics = dict.fromkeys(topic for some in told.values() for spoken in some for topic in spoken.claim.topics)
    all_points = [_point(topic, told) for topic in topics]
    quoted = {side: _formulas(some) for side, some in told.items()}
    shared = _shared(quoted)
    return Points(
        tuple(p for p in all_points if len(p.sides) > 1),
        {side: tuple(p for p in all_points if p.sides == (side,)) for side in told},
        {side: tuple(words for key, words in some.items() if key not in shared) for side, some in quoted.items()},
        tuple(shared.values()),
    )


def _point(topic: str, told: Mapping[str, Sequence[StatementEntry]]) -> Point:
    on_topic = {side: [s.claim for s in some if topic in s.claim.topics] for side, some in told.items()}
    sides = tuple(side for side, claims in on_topic.items() if claims)
    verbs = {side: tuple(dict.fromkeys(span.text.lower() for claim in on_topic[side] for span in claim.cue)) for side in sides}
    manners = {side: tuple(dict.fromkeys(claim.stance.value for claim in on_topic[side])) for side in sides}
    return Point(topic, sides, verbs, manners)


def _formulas(some: Sequence[StatementEntry]) -> dict[str, str]:
    """Quoted words of some length, by their plain form, in the order of the text."""
    found: dict[str, str] = {}
    for spoken in some:
        for span in spoken.claim.quotes:
            if len(span.text.split()) >= FORMULA:
                found.setdefault(plain(span.text), span.text)
    return found


def plain(words: str) -> str:
    """Words for comparing: small letters, no punctuation."""
    return " ".join("".join(c for c in words.lower() if c.isalnum() or c.isspace()).split())


def _shared(quoted: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    counts: dict[str, int] = {}
    for some in quoted.values():
        for key in some:
            counts[key] = counts.get(key, 0) + 1
    return {key: words for some in quoted.values() for key, words in some.items() if counts[key] > 1}
