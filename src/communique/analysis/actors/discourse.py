"""What has been mentioned so far, sentence by sentence: subjects, people, pairs of sides; the memory that references are resolved in.

"Mirziyoyev received Tokayev in Khiva. The two presidents discussed water; they agreed to meet again."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.analysis.actors.cast import PLACE, Actor, ActorKind, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PEOPLE = frozenset({ActorKind.PERSON, ActorKind.UNNAMED})
POWERS = frozenset({ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP})
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
        for kinds in (POWERS, PEOPLE):
            # The surest of a sentence comes last, where it is found first.
            for together in reversed(dict.fromkeys(engaged(points, kinds))):
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


def engaged(points: Sequence[Point], kinds: frozenset[ActorKind]) -> Iterator[tuple[Actor, ...]]:
    """Actors of different sides who stand together in a sentence, the surest first.

    A list or collective ("Modi and Albanese", "the Dutch and Belgian ministers"); a partner after "with" and whose talks they are; subject
    and object of one verb; at last the subject of a clause that reports nobody's words and the next of another side.
    """
    fitting = [p for p in points if p.actor.side and p.actor.kind in kinds and not p.quoted]
    lists: dict[int, list[Actor]] = {}
    for point in fitting:
        lists.setdefault(role(point.token).i, []).append(point.actor)
    for point in points:
        if point.actor.members and all(m.kind in kinds for m in point.actor.members):
            yield point.actor.members
    for second in reversed(fitting):
        first = _partner(second, fitting)
        if first is not None and first.actor.side != second.actor.side:
            yield tuple(dict.fromkeys((*lists[role(first.token).i], *lists[role(second.token).i])))
    subjects = {role(p.token).i for p in fitting if p.subject}
    for subject in (True, False):
        for i, together in lists.items():
            if (i in subjects) is subject and len({a.side for a in together}) > 1:
                yield tuple(dict.fromkeys(together))
        first = next((p for p in fitting if p.subject and not _reports(p)), None) if subject else None
        other = first and next((p for p in fitting if p.actor.side != first.actor.side and p.mention.start > first.mention.start), None)
        if first and other:
            yield tuple(dict.fromkeys((*lists[role(first.token).i], *lists[role(other.token).i])))


def _partner(point: Point, fitting: Sequence[Point]) -> Point | None:
    """Whom a point is engaged with: "A's talks with B", "A met with B", "A received B"."""
    token = role(point.token)
    above = token.head
    if token.dep_ == "pobj" and above.lower_ == "with":
        above = above.head
        owners = [p for p in fitting if p.token.dep_ == "poss" and p.token.head.i == above.i]
        if owners:
            return owners[0]
        while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i:
            above = above.head
        if _has_clause(above):
            return None
    elif token.dep_ not in ("dobj", "dative"):
        return None
    return next((p for p in fitting if p.subject and role(p.token).head.i == above.i), None)


def _has_clause(verb: Token) -> bool:
    return any(c.dep_ == "ccomp" for c in verb.children)


def _reports(point: Point) -> bool:
    verb = role(point.token).head
    return _has_clause(verb) or (verb.dep_ == "parataxis") or verb.lemma_ in ("say", "add", "tell")
