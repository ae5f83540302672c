"""Whose words a stretch of text is: within a quotation "I" and "my visit" are the speaker's, "we" his side's.

"I will soon meet the new chancellor," Zelenskyy told reporters. - a meeting ahead, of Zelenskyy
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.parse import Reading
from communique.model import Statement

ALONE = frozenset({"i", "me", "my", "mine"})
TOGETHER = frozenset({"we", "us", "our", "ours"})


@dataclass(frozen=True, slots=True)
class Voices:
    """Stretches of words said (reading offsets) with who says them, in text order."""

    turns: tuple[tuple[int, int, Actor], ...] = ()

    @classmethod
    def of(cls, reading: Reading, cast: Cast, statements: Sequence[Statement]) -> Voices:
        """The voices of a document: its statements whose speaker and side are known."""
        people = {p.name: p for p in cast.people}
        turns = []
        for statement in statements:
            if statement.side is None or statement.speaker is None or statement.quoted == "none":
                continue
            speaker = people.get(statement.speaker) or Actor(ActorKind.STATE, statement.side, statement.side)
            for span in statement.content:
                start = reading.offset(span)
                turns.append((start, start + len(span.text), speaker))
        return cls(tuple(sorted(turns, key=lambda t: t[:2])))

    def speaker(self, offset: int, word: str) -> Actor | None:
        """Who "I" or "we" at an offset is; None for other words and outside of quotations."""
        spoken, word = word, word.lower()
        if word not in ALONE | TOGETHER or (spoken.isupper() and len(spoken) > 1):  # "US" is no "us"
            return None
        for start, end, actor in self.turns:
            if start <= offset < end:
                if word in ALONE:
                    return actor if actor.kind is ActorKind.PERSON else None
                return Actor(ActorKind.STATE, actor.side or "", actor.side)
        return None
