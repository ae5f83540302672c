"""Who appears in a document and where: actors, their mentions, and the cast that answers for a noun phrase.

A mention is a phrase of the reading text that stands for an actor; pronouns and "the two leaders" are mentions too, once resolved.
What cannot be resolved is no mention: a wrong antecedent is worse than none.

    "Kuleba and his Polish counterpart Radoslaw Sikorski met in Lviv, and the two ministers agreed to speak again."
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Modifiers through which a head noun passes what it stands for to the words after it: "Jake Sullivan, the national security adviser".
JOINED = frozenset({"conj", "appos"})
RELATIVE = frozenset({"WDT", "WP"})
# Where a mention in these ways stands in a list, the list is of actors and not of places.
PLACE = "place"


class ActorKind(StrEnum):
    """What an actor is; an unnamed one is described ("a senior U.S. official"), a collective has members."""

    PERSON = "person"
    STATE = "state"
    BODY = "body"
    GROUP = "group"
    MINISTRY = "ministry"
    COLLECTIVE = "collective"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can meet, say or promise.

    Args:
        name: the fullest name known ("Antony Blinken", "China", "Chinese Foreign Ministry", "a senior U.S. official").
        side: code of the state, short name of the body or group; None when the document does not tell.
        office: the office as said, normalised ("secretary of state"); None for what holds none.
        members: of a collective, in the order of the text.
    """

    kind: ActorKind
    name: str
    side: str | None = None
    office: str | None = None
    members: tuple[Actor, ...] = ()

    def each(self) -> tuple[Actor, ...]:
        """The members of a collective, else the actor itself."""
        return tuple(a for m in self.members for a in m.each()) if self.members else (self,)


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that stands for an actor.

    Args:
        start, end: reading offsets of the whole phrase, title and apposed office included.
        how: full name, surname, title, pronoun, metonym, demonym, place, collective or description.
        head: reading offset of the word that carries it ("Blinken" in "U.S. Secretary of State Antony Blinken").
    """

    start: int
    end: int
    actor: Actor
    how: str
    head: int


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of a document, in text order; a longer mention stands before a shorter one that it holds."""

    mentions: tuple[Mention, ...]
    people: tuple[Actor, ...] = ()
    starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> Cast:
        """Put mentions in order and list the people among them once each, fullest information first."""
        ordered = tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))
        people = dict.fromkeys(a for m in ordered for a in m.actor.each() if a.kind is ActorKind.PERSON)
        return cls(ordered, tuple(people), tuple(m.start for m in ordered))

    def at(self, offset: int) -> Mention | None:
        """The longest mention that covers a reading offset."""
        return self._best(offset, lambda m: True)

    def headed(self, offset: int) -> Mention | None:
        """The mention whose carrying word begins at a reading offset."""
        return self._best(offset, lambda m: m.head == offset)

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that lie wholly between two reading offsets, in text order."""
        low = bisect_right(self.starts, start - 1)
        return tuple(m for m in self.mentions[low : bisect_right(self.starts, end)] if m.end <= end)

    def places(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions of places, not of governments, between two reading offsets."""
        return tuple(m for m in self.within(start, end) if m.how == PLACE)

    def named(self, token: Token) -> tuple[Actor, ...]:
        """The actors that the noun phrase headed at a token stands for, in order, each once.

        Coordination and apposition are followed, collectives give their members, a relative pronoun gives what it refers to;
        empty when nothing is resolved or the phrase is a mere place.
        """
        return tuple(dict.fromkeys(a for m in self._phrase(_antecedent(token)) for a in m.actor.each()))

    def _phrase(self, token: Token) -> Iterator[Mention]:
        found = self.standing(token)
        if found is not None and found.how != PLACE:
            yield found
        for child in token.children:
            if child.dep_ not in JOINED or child.i < token.i:
                continue
            if child.dep_ == "appos" and found is not None:
                # The name after its office, or the office after the name: only what is listed with it is new.
                again = found.start <= child.idx < found.end or not _goes_on(child)
                heads = [c for c in child.children if c.dep_ == "conj"] if again else [child]
            else:
                heads = [child]
            for head in heads:
                yield from self._phrase(head)

    def standing(self, token: Token) -> Mention | None:
        """The mention that a single token, as head of its phrase, stands for."""
        found = self.headed(token.idx)
        if found is not None or token.pos_ == "PRON":
            # "his" in "his Turkish counterpart Hakan Fidan" is not Fidan.
            return found
        # "until 9.Orlov": a token glued to what stands before it.
        return self.at(token.idx) or self.at(token.idx + len(token) - 1)

    def _best(self, offset: int, fits: Callable[[Mention], bool]) -> Mention | None:
        best: Mention | None = None
        for i in range(bisect_right(self.starts, offset) - 1, -1, -1):
            mention = self.mentions[i]
            if mention.start < offset - 400:
                break
            if mention.end > offset and fits(mention) and (best is None or mention.end - mention.start > best.end - best.start):
                best = mention
        return best


def _antecedent(token: Token) -> Token:
    """ "who" in "Wang, who visited Moscow" stands for Wang."""
    if token.tag_ in RELATIVE and token.i:
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "ccomp", "advcl", "aux"} and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.i < token.i:
            return verb.head
    return token


def _goes_on(child: Token) -> bool:
    """The parser calls the second of "Blinken, Wang and Lavrov" an apposition: a list goes on with a conjunction."""
    return any(grand.dep_ == "conj" for grand in child.children)
