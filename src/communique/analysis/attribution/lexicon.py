"""The words that say, warn, deny, believe: the table of cues and what each takes as its content.

The table is ``data/cues.toml``. A word may stand in several groups; each complement it takes belongs to the first group that names it,
so that "agree" with an infinitive and "agree" with a clause may differ in kind.

    "The ministry warned of consequences and urged Tokyo to reconsider."
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from communique.model import Stance


@dataclass(frozen=True, slots=True)
class Manner:
    """What a cue makes of its content.

    Args:
        type: said, asked, agreed, warned, demanded, denied, opposed, believed, intended, shown ...
        reported: speech or writing; false for belief, intention and perception.
        stance: the manner of the statement that the word alone gives.
    """

    type: str
    reported: bool
    stance: Stance


Frames = Mapping[str, Manner]


@dataclass(frozen=True, slots=True)
class Sharpening:
    """What words in the content make of the manner; with ``cues`` only after those words of saying."""

    stance: Stance
    cues: frozenset[str]
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words by part of speech: lemma -> complement -> manner; ``light`` verbs carry a cue noun, ``outlets`` relay.

    ``words`` holds the lists of the table by name, ``stances`` what sharpens a manner, in the order of trial.
    """

    verbs: Mapping[str, Frames]
    nouns: Mapping[str, Frames]
    adjectives: Mapping[str, Frames]
    light: frozenset[str]
    outlets: frozenset[str]
    words: Mapping[str, frozenset[str]]
    stances: tuple[Sharpening, ...]


def _frames(groups: Iterable[Mapping[str, Any]]) -> dict[str, Frames]:
    found: dict[str, dict[str, Manner]] = {}
    for group in groups:
        manner = Manner(group["type"], group["reported"], Stance(group.get("stance", "said")))
        for word in group["words"]:
            for complement in group["takes"]:
                found.setdefault(word, {}).setdefault(complement, manner)
    return dict(found)


@functools.cache
def lexicon() -> Lexicon:
    """The packaged table."""
    rows = tomllib.loads(importlib.resources.files("communique.data").joinpath("cues.toml").read_text(encoding="utf-8"))
    return Lexicon(
        _frames(rows["verb"]),
        _frames(rows["noun"]),
        _frames(rows["adjective"]),
        frozenset(rows["light"]["words"]),
        frozenset(rows["outlets"]["words"]),
        {name: frozenset(words) for name, words in rows["words"].items()},
        tuple(
            Sharpening(Stance(row["name"]), frozenset(row.get("cues", ())), re.compile(row["pattern"], re.IGNORECASE))
            for row in rows["stance"]
        ),
    )
