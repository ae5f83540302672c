"""The words of a reading text as names need them: initials, "Jr.", "O'Connor" and "el-Sisi" in pieces with what stands between them.

The parser cuts names at hyphens and keeps "U.S.-China" in one piece; actors are matched on these words instead and tied to the
parse by offsets. ``gaps[i]`` is the text between word i - 1 and word i: a blank joins, a hyphen glues, "'s " is a possessive.

    "Yoon Suk-yeol met the el-Sisi government's envoy before Sino-U.S. talks."
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from communique import data

WORD = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z](?:\.[A-Z])+(?![A-Za-z])"
    r"|(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|Gen|Lt|Col|Maj|Capt|Adm|Brig|Sgt|Sen|Rep|Gov|Prof|Amb|Hon|Rev|Mme)\."
    r"|[A-Z]\.(?= ?[A-Z]| (?:van|von|der?|den|da|di|du|la|al|el|bin|ten|ter) )|Ch\.(?= [A-Z])"
    r"|(?!(?<=['’])[sS]\b)[^\W_]+(?:['’`ʻ](?!(?:[sS]|ll|re|ve|d|m)\b)[^\W\d_]+)*"
)
BLANKS = " ()\u00a0\u202f\n"
HYPHENS = frozenset("-\u2010\u2011\u2013")


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel tuples: where each word starts and ends, the word, its lower-case form without accents, and the text before it."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    lowers: tuple[str, ...]
    gaps: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut a text into words."""
        matches = list(WORD.finditer(text))
        starts = tuple(m.start() for m in matches)
        ends = tuple(m.end() for m in matches)
        texts = tuple(m.group() for m in matches)
        gaps = tuple(text[a:b] for a, b in zip((0, *ends), starts, strict=False))
        return cls(starts, ends, texts, tuple(t.lower() if t.isascii() else data.plain(t) for t in texts), gaps)

    def __len__(self) -> int:
        return len(self.texts)

    def spaced(self, i: int) -> bool:
        """Only white space inside the line stands before word i."""
        return 0 < i < len(self.gaps) and self.gaps[i] in (" ", "\u00a0", "  ", "\u202f")

    def glued(self, i: int) -> bool:
        """A hyphen ties word i to the one before."""
        return 0 < i < len(self.gaps) and self.gaps[i] in HYPHENS

    def owned(self, i: int) -> bool:
        """Word i follows a possessive: "Japan's minister", "the United States' envoy"."""
        return 0 < i < len(self.gaps) and self.gaps[i] in ("'s ", "’s ", "' ", "’ ", "'S ", "’S ")

    def capital(self, i: int) -> bool:
        """Word i begins with a capital letter, as "d'Alema" does in spirit."""
        text = self.texts[i]
        return text[0].isupper() or (len(text) > 3 and text[0] in "dl" and text[1] in "'’" and text[2].isupper())

    def opens(self, i: int) -> bool:
        """Word i begins a sentence, a quotation or a paragraph."""
        return i == 0 or any(c in self.gaps[i] for c in '.!?\n:"“”«;—')

    def index(self, offset: int) -> int:
        """The word that covers an offset, else the next one."""
        return bisect_left(self.ends, offset + 1)

    def range(self, start: int, end: int) -> range:
        """The words that lie wholly between two offsets."""
        return range(bisect_left(self.starts, start), bisect_right(self.ends, end))

    def joined(self, i: int, j: int) -> str:
        """Words i to j - 1 as written, white space and brackets between them made a single blank."""
        gaps = (" " if gap and not gap.strip(BLANKS) else gap for gap in self.gaps[i + 1 : j])
        return "".join((self.texts[i], *(gap + text for gap, text in zip(gaps, self.texts[i + 1 : j], strict=True))))
