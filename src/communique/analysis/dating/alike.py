"""Dated reports that tell of the same: an undated report is nearly always read beside others of its days.

Reports are alike by the rare words they share, each counted once and weighed by how few of the reports have it; only the beginning
counts, where the news stands. What the likeness tells of the day is weighed by ``solve`` with the report's own words.

    "... Gahr Store and Rinkevics in Kirkenes on Wednesday" beside a report of 15 November 2023 with the same names -> that Wednesday
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.analysis.dating import shares
from communique.analysis.dating.evidence import Reason
from communique.analysis.parse import reading_text
from communique.model import Document, Span

WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
READ = 3000
# Among a few reports no word is rare and every likeness is chance.
FEWEST = 50
# A word that stands in more of the reports than this tells nothing of their day.
COMMON = 0.05
RAREST, NEAREST, QUOTED = 80, 5, 3
REACH = 7


@dataclass(frozen=True, slots=True)
class Alike:
    """A dated report that is like an undated one, how much (0 to 1), and the rarest words they share."""

    document: str
    day: dt.date
    likeness: float
    words: tuple[str, ...]


class Dated:
    """Dated reports, to be asked for those that are like another one; the answer hangs on their set, not on their order.

    Args:
        documents: those whose day came with them; undated ones and inferred days are left out, so that no guess feeds another.
        weighed_by: reports that tell how rare a word is, where these are only some of an archive; by default they themselves.
    """

    def __init__(self, documents: Iterable[Document], weighed_by: Dated | None = None) -> None:
        kept = sorted((d for d in documents if d.published_basis != "inferred"), key=lambda d: d.id)
        self._documents = [(d.id, d.published) for d in kept if d.published]
        self._places: dict[str, array[int]] = defaultdict(lambda: array("l"))
        texts = [sorted(_words(d)) for d in kept if d.published]
        for number, words in enumerate(texts):
            for word in words:
                self._places[word].append(number)
        self._scale = weighed_by or self
        self._lengths = [self._length(words) for words in texts]

    def __bool__(self) -> bool:
        return len(self._scale._documents) >= FEWEST

    def __len__(self) -> int:
        return len(self._documents)

    def _held(self, word: str) -> int:
        """How many of the reports that weigh the words have one."""
        return len(self._scale._places.get(word, ()))

    def _weight(self, word: str) -> float:
        """The rarer a word, the more; nothing for a common one."""
        held, every = max(self._held(word), 1), len(self._scale._documents)
        return 0.0 if held > max(COMMON * every, 3) else math.log(every / held)

    def _length(self, words: Iterable[str]) -> float:
        return math.sqrt(sum([self._weight(word) ** 2 for word in words])) or 1.0

    def telling(self, document: Document) -> Sequence[str]:
        """The words of a report that tell it from others, the rarest first."""
        return [w for _, _, w in sorted((self._held(w), -len(w), w) for w in _words(document) if self._weight(w))]

    def near(self, document: Document) -> tuple[Alike, ...]:
        """The reports most like it, the likest first; none where there are too few to tell."""
        if not self:
            return ()
        telling = [w for w in self.telling(document) if self._elsewhere(w, document.id)][:RAREST]
        shared: dict[int, float] = defaultdict(float)
        for word in telling:
            weight = self._weight(word) ** 2
            for number in self._places[word]:
                shared[number] += weight
        own = self._length(sorted(_words(document)))
        order = sorted((-weight / own / self._lengths[n], n) for n, weight in shared.items() if self._documents[n][0] != document.id)
        return tuple(
            Alike(*self._documents[n], -likeness, tuple(w for w in telling if n in self._places[w])[:QUOTED])
            for likeness, n in order[:NEAREST]
        )

    def _elsewhere(self, word: str, name: str) -> bool:
        held = self._places.get(word, ())
        return len(held) > 1 or any(self._documents[n][0] != name for n in held)


def _words(document: Document) -> frozenset[str]:
    return frozenset(WORD.findall(reading_text(document)[0][:READ].lower()))


def tells(alike: Alike) -> bool:
    """Whether a report is so much like another that its day says something of the other's."""
    return alike.likeness >= shares.ALIKE[1][0]


def days_of(alike: Iterable[Alike]) -> Iterator[int]:
    """The days around those of the reports, as ordinals."""
    for other in alike:
        yield from range(other.day.toordinal() - REACH, other.day.toordinal() + REACH + 1)


def weigh(alike: tuple[Alike, ...], day: int) -> float:
    """How well a day fits the days of the reports; they tell much the same as each other, so each counts in part."""
    return shares.TOLD_TWICE * sum([_fits(step, abs(day - other)) for step, other in _steps(alike)])


def weigh_most(alike: tuple[Alike, ...]) -> float:
    """The most that any day can get of them."""
    return shares.TOLD_TWICE * sum([_fits(step, 0) for step, _ in _steps(alike)])


@functools.lru_cache(maxsize=64)
def _steps(alike: tuple[Alike, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((sum(other.likeness >= least for least, *_ in shares.ALIKE) - 1, other.day.toordinal()) for other in alike)


@functools.lru_cache(maxsize=8192)
def _fits(step: int, away: int) -> float:
    """The logarithm of the share of reports so many days from one so much alike, for each single day."""
    _, same, beside, week, month, year, rest = shares.ALIKE[step]
    if away <= REACH:
        return math.log((same, beside)[away] if away < 2 else week)
    return math.log(month / 48 if away <= 31 else year / 670 if away <= 366 else rest / 15_000)


def reasons_of(alike: Iterable[Alike], document: Document, day: dt.date) -> Iterator[Reason]:
    """The reports of that day, or of the days beside it, that tell the same; with the words they share."""
    text, shift = reading_text(document)
    for other in alike:
        if abs((other.day - day).days) > 1 or not other.words:
            continue
        found = [next(m for m in WORD.finditer(text[:READ]) if m[0].lower() == word) for word in other.words]
        words = ", ".join(f"“{m[0]}”" for m in found)
        yield Reason(_span(document, found[0], shift), f"like {other.document} of {other.day.isoformat()}, which tells the same: {words}")


def _span(document: Document, found: re.Match[str], shift: int) -> Span:
    if found.start() < shift:
        return Span(found.start(), found.end(), found[0], title=True)
    return Span(found.start() - shift, found.end() - shift, found[0])
