"""The ledger's lists of words: office words, families of channels, common words of promises, ranks.

They are data (``ledger_words.toml``), loaded once; matching against them ignores case, accents and hyphens.

    "Beijing has cut military-to-military communication channels" -> the family of military lines
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from communique import data

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists, folded for comparison. ``roles`` maps an office word to its surfaces, ``families`` a surface to its line."""

    roles: Mapping[str, tuple[str, ...]]
    offices: Mapping[str, tuple[str, ...]]
    premiers: frozenset[str]
    family_first: frozenset[str]
    titles: frozenset[str]
    short: Mapping[str, str]
    families: Mapping[str, str]
    common: frozenset[str]
    engaging: tuple[str, ...]
    meeting: frozenset[str]
    lines: tuple[str, ...]
    standing: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    joint: tuple[str, ...]
    again: tuple[str, ...]
    ranks: tuple[str, ...]


@functools.cache
def folded(text: str) -> str:
    """Lower case, no accents, single blanks between words: "Elysée" -> "elysee", "Military-to-Military" -> "military to military"."""
    plain = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(WORD.findall(plain.replace("’", "'").replace(".", "").casefold()))


def holds(text: str, surface: str) -> bool:
    """Whether a folded text holds a folded surface as whole words; a surface of eight letters or more may go on ("counternarcotic-s")."""
    return f" {surface}" in f" {text}" if len(surface) >= 8 else f" {surface} " in f" {text} "


@functools.cache
def content(text: str) -> frozenset[str]:
    """The words of a promise that tell it from others, without endings: "increasing direct flights" -> increas, direct, flight."""
    said = (w for w in folded(text).split() if len(w) > 3 or w.isdigit())
    return frozenset(stem(w) for w in said if w not in words().common and w not in side_words())


@functools.cache
def side_words() -> frozenset[str]:
    """The words of all names of sides: which side promises is compared apart, "United States" tells no promise from another."""
    every = (n for s in data.sides().values() for n in (s.name, *s.aliases, *s.adjectives, *s.people))
    return frozenset(w for name in every for w in folded(name).split())


def same_figures(one: str, other: str) -> bool:
    """Whether two texts can speak of one amount: "10 percent" is not "50 percent"; a text without figures says nothing against it."""
    a, b = _figures(one), _figures(other)
    return not a or not b or bool(a & b)


@functools.cache
def _figures(text: str) -> frozenset[str]:
    return frozenset(w for w in folded(text).split() if w.isdigit())


def stem(word: str) -> str:
    """A word without its commonest endings; only ever compared with another stem."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@functools.cache
def words() -> Words:
    """The packaged lists."""
    raw = data.words("ledger_words")
    return Words(
        roles={role: tuple(folded(s) for s in surfaces) for role, surfaces in raw["roles"].items()},
        offices={role: tuple(names) for role, names in raw["offices"].items()},
        premiers=frozenset(raw["premiers"]["sides"]),
        family_first=frozenset(raw["names"]["family_first"]),
        short=dict(raw["short"]),
        titles=frozenset(raw["names"]["titles"]),
        families={folded(s): family for family, surfaces in raw["families"].items() for s in surfaces},
        common=frozenset(raw["promises"]["common"]),
        engaging=tuple(folded(s) for s in raw["promises"]["engaging"]),
        meeting=frozenset(raw["promises"]["meeting"]),
        lines=tuple(folded(s) for s in raw["promises"]["lines"]),
        standing=tuple(folded(s) for s in raw["promises"]["standing"]),
        opening=tuple(folded(s) for s in raw["promises"]["opening"]),
        closing=tuple(folded(s) for s in raw["promises"]["closing"]),
        again=tuple(folded(s) for s in raw["promises"]["again"]),
        joint=tuple(folded(s) for s in raw["promises"]["joint"]),
        ranks=tuple(folded(s) for s in raw["ranks"]["order"]),
    )
