"""The gate before the parser: a report whose words never bring two sides together cannot hold a matter between sides.

Names of states, peoples, capitals, towns, bodies and seats are looked up word by word, and family names of those in office; two
sides within two sentences let a report pass. It knows no grammar and errs by letting pass: what it holds back has nothing that
``matters`` would find.

    "Washington and Tokyo agreed on steel quotas." passes; "Wheat closed lower in Chicago, U.S. traders said." does not
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from communique import data
from communique.analysis.actors.tables import office_words, surfaces
from communique.analysis.matters import issued
from communique.analysis.parse import reading_text
from communique.model import Document

WORD = re.compile(r"[A-Z](?:\.[A-Z])+|[^\W_]+(?:[’'][^\W\d_s][^\W_]*)?")
# The end of a sentence, told by what stands on both sides of the stop; a headline or paragraph ends with its line.
SENTENCE = re.compile(r"(?<=[a-z0-9”\"’')%][a-z0-9”\"’')%])[.!?][\"”’')]*\s+(?=[\"“‘('*]?[A-Z])|\n\s*\n|\n {2}")
# Officials are named alone from shortly before their office to some years after it.
BEFORE, AFTER = 1, 6
CAPITALS = 4  # words this long in capitals are those of a headline, shorter ones abbreviations

# The words of a name after its first, and the side.
Row = tuple[tuple[str, ...], str]


@functools.cache
def names() -> Mapping[str, tuple[Row, ...]]:
    """Names of sides by their first word, the longest first."""
    table: dict[str, list[Row]] = {}
    for surface, place in surfaces().items():
        first, *rest = WORD.findall(surface) or [""]
        table.setdefault(first, []).append((tuple(rest), place.side))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items() if first}


@functools.lru_cache(maxsize=64)
def officials(year: int | None) -> Mapping[str, str]:
    """Sides by the family names of those in office about a year; of all who ever were where it is unknown."""
    found: dict[str, str] = {}
    for office in data.offices():
        began = office.began[0].year - BEFORE if office.began else dt.MINYEAR
        ended = office.ended[1].year + AFTER if office.ended else dt.MAXYEAR
        if year is None or began <= year <= ended:
            families = {office.family or office.person.split()[-1], *(alias.split()[-1] for alias in office.aliases)}
            found.update((family, office.side) for family in families if len(family) > 2)
    return found


def may_matter(document: Document) -> bool:
    """Whether a report must be read: an office's own text, or one that names two sides within two sentences."""
    if issued(document):
        return True
    known = officials(document.published.year if document.published else None)
    before: frozenset[str] = frozenset()
    home = office_words().home.get((document.source or "").lower().replace(" ", ""))
    for sentence in SENTENCE.split(reading_text(document)[0]):
        here = frozenset(_sides(WORD.findall(sentence), known))
        if here and len(here | before | ({home} if home else set())) > 1:
            return True
        before = here
    return False


def _sides(words: Sequence[str], known: Mapping[str, str]) -> Iterator[str]:
    table = names()
    for i, word in enumerate(words):
        if not word[0].isupper():
            continue
        written = _written(word)
        for rest, side in table.get(written, ()):
            if not rest or tuple(map(_written, words[i + 1 : i + 1 + len(rest)])) == rest:
                yield side
                break
        else:
            if written in known:
                yield known[written]


def _written(word: str) -> str:
    """A word of a headline in capitals as it is written elsewhere."""
    return word.title() if len(word) >= CAPITALS and word.isupper() and "." not in word else word
