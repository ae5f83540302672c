"""What has been mentioned so far, sentence by sentence: subjects, people, pairs of sides; the memory that references are resolved in.

    "Mirziyoyev received Tokayev in Khiva. The two presidents discussed water; they agreed to meet again."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.analysis.actors.cast import PLACE, Actor, ActorKind, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PEOPLE = frozenset({ActorKind.PERSON, ActorKind.UNNAMED})
ACTING = frozenset({ActorKind.STATE, ActorKind.MINISTRY, ActorKind.BODY, ActorKind.GROUP})


@dataclass(frozen=True, slots=True)
class Point:
    """A mention in its sentence: the top token of its phrase, the verb it is subject of, whether it stands inside a quotation."""

    mention: Mention
    token: Token
    sentence: int
    subject: bool
    quoted: bool

    @property
    def actor(self) -> Actor:
        """The actor mentioned."""
        return self.mention.actor


class Discourse:
    """The points of a document up to where it has been read, newest last."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.pairs: list[tuple[int, tuple[Actor, ...]]] = []

    def add(self, point: Point) -> None:
        """Remember a mention; places are no actors."""
        if point.mention.how != PLACE:
            self.points.append(point)

    def in_sentence(self, sentence: int, before: int | None = None) -> list[Point]:
        """The points of a sentence, in order, up to a reading offset."""
        found = []
        for point in reversed(self.points):
            if point.sentence < sentence:
                break
            if point.sentence == sentence and (before is None or point.mention.start < before):
                found.append(point)
        return found[::-1]

    def back(self) -> Iterator[Point]:
        """All points, newest first."""
        return reversed(self.points)

    def close(self, sentence: int) -> None:
        """At the end of a sentence: note who stood together in it, for "the two leaders" and "both sides"."""
        points = self.in_sentence(sentence)
        for together in (*_engaged(points, PEOPLE), *_engaged(points, frozenset({ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP}))):
            if (sentence, together) not in self.pairs[-6:]:
                self.pairs.append((sentence, together))


def top(token: Token, start: int, end: int) -> Token:
    """The token of a phrase whose head lies outside it."""
    while token.head.i != token.i and start <= token.head.idx < end:
        token = token.head
    return token


def role(token: Token) -> Token:
    """The first of a coordination, or what an apposition explains: it has the part that all of them play."""
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    return token


def _engaged(points: Iterable[Point], kinds: frozenset[ActorKind]) -> Iterator[tuple[Actor, ...]]:
    """Actors of different sides who stand together in a sentence: coordinated ones, else the subject and the next of another side."""
    fitting = [p for p in points if p.actor.kind in kinds and p.actor.side and not p.quoted]
    lists: dict[int, list[Actor]] = {}
    for point in fitting:
        lists.setdefault(role(point.token).i, []).append(point.actor)
    for first in fitting:
        if not first.subject:
            continue
        other = next((p for p in fitting if p.actor.side != first.actor.side and p.mention.start > first.mention.start), None)
        if other is not None and len(lists.get(role(first.token).i, ())) == 1:
            others = lists.get(role(other.token).i, [other.actor])
            yield tuple(dict.fromkeys([first.actor, *others]))
            break
    for together in lists.values():
        if len({a.side for a in together}) > 1:
            yield tuple(dict.fromkeys(together))
