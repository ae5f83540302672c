"""What kind of thing a word names, marked on the tokens by our own finders: days, people, bodies, states and places.

The rules ask a token for ``ent_type_`` as they would after a recogniser of spaCy's; the finders of dates and actors know it better, and
their answer costs nothing more.

    "Lavrov told Fidan in Antalya on Friday": two PERSON, a GPE, a DATE
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.analysis.actors import ActorKind, Cast
from communique.analysis.parse import Reading

if TYPE_CHECKING:
    from communique.analysis.dates import Timex

LABELS = {
    ActorKind.PERSON: "PERSON",
    ActorKind.STATE: "GPE",
    ActorKind.BODY: "ORG",
    ActorKind.GROUP: "ORG",
    ActorKind.MINISTRY: "ORG",
}
UNNAMED = frozenset({"pronoun", "title", "description", "collective"})


def mark(reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> None:
    """Mark the word that carries each name, with what follows it in the phrase, and every word of a time expression."""
    tokens = list(reading.doc)
    starts = [token.idx for token in tokens]

    def put(start: int, end: int, label: str) -> None:
        for token in tokens[bisect_left(starts, start) : bisect_left(starts, end)]:
            token.ent_type_ = label

    for mention in cast.mentions:
        if mention.how not in UNNAMED and (label := LABELS.get(mention.actor.kind)):
            put(mention.head, mention.end, "NORP" if mention.how == "demonym" else label)
    for timex in timexes:
        put(timex.start, timex.end, "DATE")
