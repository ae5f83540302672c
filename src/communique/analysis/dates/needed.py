"""What a rule cannot do without: token codes of which any match holds at least one, so that a text without them is not tried.

"w:WEEKDAY (of | in)? a:(this | last | next) week" needs "week": most texts have none
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.analysis.dates.tokens import Lexicon

# Words and signs that nearly every text has tell nothing.
EVERYWHERE = ("the", "of", "in", "on", "to", "and", "a", "COMMA", "DOT", "HYPHEN", "WORD", "CAPITAL")


def needed(pieces: Sequence[str], words: Lexicon) -> frozenset[str]:
    """The codes of the rarest class that a pattern must hold; none where it may do without any.

    Args:
        pieces: of a pattern without macros.
    """
    common = frozenset(words.codes[name] for name in EVERYWHERE if name in words.codes)
    return _Reader(pieces, words, common).alternatives() or frozenset()


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pieces: Sequence[str], words: Lexicon, common: frozenset[str]) -> None:
        self._pieces, self._words, self._common = pieces, words, common
        self._at = 0

    def alternatives(self) -> frozenset[str] | None:
        """What every alternative up to the closing bracket needs, together; None when one of them needs nothing."""
        found = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            found.append(self._sequence())
        return None if None in found else frozenset(code for codes in found for code in codes or ())

    def _next(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ")"

    def _sequence(self) -> frozenset[str] | None:
        best: frozenset[str] | None = None
        while (piece := self._next()) not in ("|", ")"):
            self._at += 1
            codes: frozenset[str] | None = None
            if piece in ("(", "(?=", "(?!"):
                codes = self.alternatives()
                self._at += 1
            elif piece not in ("<", ">") and not piece.endswith(":"):
                codes = frozenset(self._words.members(piece))
            if piece in ("(?=", "(?!") or self._optional() or codes is None:
                continue
            if best is None or self._rank(codes) < self._rank(best):
                best = codes
        return best

    def _optional(self) -> bool:
        """Whether what was read may be missing; its quantifier is passed over."""
        after = self._next()
        if after in ("?", "*", "+") or after.startswith("{"):
            self._at += 1
        return after in ("?", "*") or after.startswith("{0")

    def _rank(self, codes: frozenset[str]) -> tuple[bool, int]:
        return not codes.isdisjoint(self._common), len(codes)
