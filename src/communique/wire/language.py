"""Whether a text is English, told by its smallest words; the rules read no other language and say so instead of guessing.

Only a clear case is refused: a text in another script, or one with many small words of another language and few of English. What is
too short to tell, a list of names, or a text with quotations in another language is read.

    "Le ministre a rencontré son homologue à la fin de la semaine dans la capitale ..." is French
"""

from __future__ import annotations

import functools
import re
from collections import Counter

from communique import data

SAMPLE = 20_000  # characters looked at
FEWEST = 25  # words; less may be anything
# Of running English words, some four in ten are among the smallest; of another language's, hardly any.
ENGLISH = 0.14
OTHER = 0.18
VARIED = 5  # different small words; one that is often there may be a unit or a name
MOST_LETTERS = 0.5


def other_language(text: str) -> str | None:
    """The language or script of a text that is clearly not English, None for every other text."""
    sample = text[:SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    counts = Counter(words)
    small = _small_words()
    if sum(counts[word] for word in small["English"]) > ENGLISH * len(words):
        return None
    if (script := _script(sample)) is not None:
        return script
    found = {name: [counts[word] for word in known if counts[word]] for name, known in small.items() if name != "English"}
    name, share = max(((name, sum(times)) for name, times in found.items()), key=lambda pair: pair[1])
    enough = len(words) >= FEWEST and share > OTHER * len(words) and len(found[name]) >= VARIED
    return name if enough else None


def _script(sample: str) -> str | None:
    """The script of most letters, where it is not the Latin one. Japanese is known by its own letters among Chinese ones."""
    letters = [c for c in sample if c.isalpha()]
    scripts: dict[str, tuple[str, str]] = {name: tuple(ends) for name, ends in data.words("languages")["scripts"].items()}
    counts = {name: sum(first <= c <= last for c in letters) for name, (first, last) in scripts.items()}
    if counts["Japanese"] * 10 > counts["Chinese"]:
        counts["Japanese"] += counts.pop("Chinese")
    name, count = max(counts.items(), key=lambda pair: pair[1])
    return name if len(letters) >= FEWEST and count > MOST_LETTERS * len(letters) else None


@functools.cache
def _small_words() -> dict[str, frozenset[str]]:
    """The small words of each language; those that English has too do not count for the others."""
    listed = {name: frozenset(said.split()) for name, said in data.words("languages")["words"].items()}
    return {name: small if name == "English" else small - listed["English"] for name, small in listed.items()}
