"""What the finder of names knows of a text before it begins, and a name as it is found.

"Envoy Samir Nasser, an aide to the Slovak president, left": a title before, a name, an office after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.analysis.actors.places import Places
from communique.analysis.actors.titles import Title
from communique.analysis.actors.words import Words

JUNIOR = frozenset({"jr", "jr.", "sr", "sr."})


@dataclass(frozen=True, slots=True)
class Name:
    """Words ``first`` to ``last`` - 1 are a name, ``title`` stands before it, ``apposed`` after it."""

    first: int
    last: int
    title: Title | None = None
    apposed: Title | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the finder of names knows of a text before it begins.

    Args:
        covering: the title at each word that stands in one.
        verbs: words that are verbs.
        shouted: words that stand in a line where nearly every word has a capital.
        common: words that the document also writes small.
    """

    words: Words
    places: Places
    titles: Sequence[Title]
    covering: Mapping[int, Title]
    verbs: frozenset[int]
    shouted: frozenset[int]
    common: frozenset[str]
