"""The diplomatic topics that a piece of text is about, found by the phrases of a table.

The packaged table is ``data/topics.toml``: some ninety topics and their phrases. A desk adds topics of its own in a file of the same
form, without code. Topics come in the order in which the text first touches them, each once.

    "They discussed counternarcotics, the Taiwan Strait and restoring military-to-military communication."
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Typographic apostrophes and hyphens read as plain ones, one character for one, so that "Ren’ai" and "one‑China" are found.
PLAIN = str.maketrans({"’": "'", "‘": "'", "\u2010": "-", "\u2011": "-", "–": "-", "\u00a0": " "})
WORD = re.compile(r"(?<![\w'])\w+")
STEM = 3


@dataclass(frozen=True, slots=True)
class Topics:
    """A table of topics ready for search.

    Args:
        words: first word of a phrase -> (pattern of the phrase, topic).
        stems: first three letters of a phrase whose first word is open ("sanction*") -> the same.
    """

    words: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]
    stems: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]

    def at(self, text: str, start: int, word: str) -> Iterator[str]:
        """Topics of the longest phrase that begins with the word at this place of a plain text: "Minsk agreements" is not about Minsk."""
        phrases = (*self.words.get(word, ()), *self.stems.get(word[:STEM], ()))
        found = [(match.end(), topic) for pattern, topic in phrases if (match := pattern.match(text, start))]
        longest = max((end for end, _ in found), default=0)
        yield from (topic for end, topic in found if end == longest)


def read_topics(toml: str) -> Topics:
    """A table of topics read from TOML: under ``[topics]`` a list of phrases for each name.

    Raises:
        ValueError: the text is not TOML, or a topic's phrases are not a list of words.
    """
    try:
        rows = tomllib.loads(toml).get("topics", {})
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"the topics are not TOML: {wrong}") from None
    words: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    stems: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for topic, phrases in rows.items():
        if not isinstance(phrases, list) or not all(isinstance(p, str) and WORD.match(p) for p in phrases):
            raise ValueError(f"the phrases of topic {topic!r} are not a list of words")
        for phrase in phrases:
            first = WORD.match(phrase.translate(PLAIN).lower())
            assert first is not None
            open_ended = phrase[first.end() :].startswith("*")
            index, key = (stems, first.group()[:STEM]) if open_ended else (words, first.group())
            index.setdefault(key, []).append((_pattern(phrase.translate(PLAIN)), topic))
    return Topics({w: tuple(p) for w, p in words.items()}, {s: tuple(p) for s, p in stems.items()})


def _pattern(phrase: str) -> re.Pattern[str]:
    """One phrase as a pattern: stars are endings, hyphens and spaces are alike, capitals are kept where all letters are capitals."""
    body = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\-", "[- ]").replace(r"\ ", r"[-\s]+")
    return re.compile(body + r"(?!\w)", 0 if phrase.isupper() else re.IGNORECASE)


@functools.cache
def packaged() -> Topics:
    """The table that comes with the package."""
    return read_topics(importlib.resources.files("communique.data").joinpath("topics.toml").read_text(encoding="utf-8"))


_desk: list[Topics] = []


@functools.cache
def add_topics(toml: str) -> None:
    """Add a desk's own topics to those that are looked for in this process; the same table counts once.

    Raises:
        ValueError: see ``read_topics``.
    """
    _desk.append(read_topics(toml))


def topics_in(text: str, topics: Topics | None = None) -> tuple[str, ...]:
    """The topics that the text touches, in order of first mention, each once.

    Args:
        text: any piece of text.
        topics: a table to use instead of the packaged one and those that were added.
    """
    tables = (topics,) if topics else (packaged(), *_desk)
    plain = text.translate(PLAIN)
    words = ((word.start(), word.group().lower()) for word in WORD.finditer(plain))
    return tuple(dict.fromkeys(topic for at, word in words for table in tables for topic in table.at(plain, at, word)))
