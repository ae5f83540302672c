"""The table of binding words: which word binds how firmly, what may follow it, and how much each sign weighs.

Read once from ``data/commitments.toml``; the rules look words up here and never name one themselves.

    "ready to provide", "agreed on", "a pledge of", "will lift"
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from communique.model import Strength


@dataclass(frozen=True, slots=True)
class Cue:
    """One binding word.

    Args:
        strength: how firmly it binds.
        to, that, object, gerund: it takes an infinitive, a clause, a direct object, a gerund.
        money: its object must be a sum or a kind of aid ("committed $2 million", not "committed crimes").
        ongoing: it binds only while it goes on ("is considering", not "considers").
        shared: told by two sides at once it is an agreement ("the two governments announced joint exercises").
        on: prepositions whose object is the deed.
        sure: "strong", "plain" or "weak"; a weak one is an everyday word, which needs another side beside it.
    """

    strength: Strength
    sure: str = "plain"
    to: bool = False
    that: bool = False
    object: bool = False
    money: bool = False
    gerund: bool = False
    ongoing: bool = False
    shared: bool = False
    on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All cues by word class, the classes of deeds and the weights."""

    verbs: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    deeds: Mapping[str, frozenset[str]]
    things: Mapping[str, frozenset[str]]
    objects: Mapping[str, frozenset[str]]
    agents: frozenset[str]
    light: frozenset[str]
    speaking: frozenset[str]
    wishing: frozenset[str]
    weights: Mapping[str, float]


@functools.cache
def packaged() -> Table:
    """The table that comes with the package."""
    rows = tomllib.loads(importlib.resources.files("communique.data").joinpath("commitments.toml").read_text(encoding="utf-8"))

    def cues(name: str) -> dict[str, Cue]:
        return {
            word: Cue(**{**row, "strength": Strength(row["strength"]), "on": tuple(row.get("on", ()))}) for word, row in rows[name].items()
        }

    return Table(
        cues("verbs"),
        cues("adjectives"),
        cues("nouns"),
        {name: frozenset(words) for name, words in rows["deeds"].items()},
        {name: frozenset(words) for name, words in rows["things"].items()},
        {name: frozenset(words) for name, words in rows["objects"].items()},
        frozenset(rows["holders"]["agents"]),
        frozenset(rows["light"]["verbs"]),
        frozenset(rows["speaking"]["verbs"]),
        frozenset(rows["wishing"]["verbs"]),
        rows["weights"],
    )
