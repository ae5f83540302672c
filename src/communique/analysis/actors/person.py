"""A person while a document is read: the words of the name, votes for a side, offices said, what tells "he" from "she".

"Mrs. Thatcher", "Margaret Thatcher" and "Prime Minister Thatcher" are one person with three namings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from communique import data
from communique.analysis.actors.cast import Actor, ActorKind
from communique.analysis.actors.setting import Name
from communique.analysis.actors.tables import name_words
from communique.analysis.actors.titles import Title


@dataclass(slots=True)
class Person:
    """A person while the document is read; ``tokens`` are the words of the name without particles, in small letters."""

    name: str
    tokens: tuple[str, ...]
    votes: dict[str, float] = field(default_factory=dict)
    offices: list[str] = field(default_factory=list)
    private: bool = False
    courtesies: set[str] = field(default_factory=set)
    full: bool = True

    @property
    def surname(self) -> str:
        """The name that stands for the person alone: the first in East Asian order, else the last."""
        names, first = name_words(), self.tokens[0]
        if first in names.family and len(self.tokens) <= 3:
            # "Lee Jae-yong" and "Kim Jong Un" against "Lee Harvey Oswald" and "Kim Beazley".
            eastern = len(self.tokens) == 3 and self.tokens[1] not in names.given - names.family
            if first not in names.given or eastern:
                return first
        return self.tokens[-1]

    def vote(self, side: str, weight: float) -> None:
        """Count evidence for a side."""
        self.votes[side] = self.votes.get(side, 0.0) + weight

    @property
    def side(self) -> str | None:
        """The side with most votes; None for a private person and for nobody's."""
        best = sorted(self.votes.items(), key=lambda vote: -vote[1])[:2]
        if not best or (self.private and not self.offices):
            return None
        return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else None

    @property
    def male(self) -> bool | None:
        """What the name or form of address tells of "he" and "she"; None when nothing."""
        if self.courtesies & name_words().hers:
            return False
        if self.courtesies & name_words().his:
            return True
        first = next((t for t in self.tokens if len(t) > 1), "")
        his, hers = first in name_words().male, first in name_words().female
        return his if his != hers else None

    def actor(self) -> Actor:
        """The person as the cast shows it."""
        return Actor(ActorKind.PERSON, self.name, self.side, self.offices[0] if self.offices else None)


@dataclass(frozen=True, slots=True)
class Naming:
    """Words ``first`` to ``last`` - 1 name a person; ``name`` keeps its title."""

    first: int
    last: int
    person: Person
    name: Name | None
    full: bool

    @property
    def title(self) -> Title | None:
        """The title that stands right before the name, not one that it shares with a name before it."""
        title = self.name.title if self.name else None
        return title if title is not None and self.first - title.last <= 1 else None

    def covered(self) -> Iterator[int]:
        """The words of the title, the name and the office apposed to it."""
        title = self.title
        yield from range(title.first if title is not None else self.first, self.last)
        apposed = self.name.apposed if self.name else None
        if apposed is not None:
            yield from range(apposed.first, apposed.last)


@dataclass(frozen=True, slots=True)
class Home:
    """The side at home in a source, None when it has none; an official one leaves its own officials' side unsaid."""

    side: str | None
    official: bool = False


def alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Two full names may be one person's: "Joseph R. Biden" and "Joe Biden" are not, "Sergey Lavrov" and "Sergei Lavrov" are."""
    if set(one) == set(two):
        return True
    short, long = sorted((one, two), key=len)
    big = [t for t in short if len(t) > 1]
    if len(big) >= 2 and set(big) <= set(long):
        return True
    if one[-1] != two[-1] or min(len(one), len(two)) < 2:
        return False
    a, b = one[0], two[0]
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if a[:3] == b[:3] and abs(len(a) - len(b)) <= 2:
        return True
    first, second = (data.by_name().get(" ".join(n), ()) for n in (one, two))
    return bool({o.person for o in first} & {o.person for o in second})
