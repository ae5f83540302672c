"""Numbers in words and figures: "two and a half", "a couple of", "5 1/2", "1,200", "16th", "nineteen ninety-six", "'98".

"The two ministers spoke for two and a half hours." -> 2.5
"""

from __future__ import annotations

import datetime as dt

from communique.analysis.dates.tokens import LONGEST_NUMBER, Tokens, lexicon

NEAR_YEARS = 20


def day_number(word: str) -> int | None:
    """ "16", "16th", "sixteenth" as a day of a month."""
    figures = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit() else word
    if figures.isdigit():
        return int(figures)
    found = lexicon().values["ORDWORD"].get(word)
    return found if isinstance(found, int) else None


def full_year(two: int, published: dt.date | None) -> int:
    """A year of two figures: of this century when not far beyond the report's own year, else of the last."""
    base = published.year if published else 2000
    century = base // 100 * 100
    return century + two if century + two <= base + NEAR_YEARS else century - 100 + two


def quantity(tokens: Tokens, first: int, last: int) -> float | None:
    """The number that tokens first to last (exclusive) say; None when they say how many only vaguely ("several", "a few")."""
    values = lexicon().values
    total, part, seen, half = 0.0, 0.0, False, False
    for i in range(first, last):
        word = tokens.words[i]
        if word in ("few", "several", "many", "some", "numerous", "multiple"):
            return None
        if word in values["NUMWORD"]:
            part, seen = part + float(values["NUMWORD"][word]), True
        elif word in values["BIGNUM"]:
            part, seen = (part or 1.0) * float(values["BIGNUM"][word]), True
        elif word in ("couple", "dozen"):
            part, seen = (part or 1.0) * float(values["VAGUE"][word]), True
        elif word == "half":
            total, half = total + 0.5, True
        elif "/" in word and len(word) == 3 and word[2] != "0":
            total, half = total + int(word[0]) / int(word[2]), True
        elif word[0].isdigit():
            plain = word.replace(",", "")
            if len(plain) > LONGEST_NUMBER:
                return None
            part, seen = part + float(plain), True
    if not seen and not half:
        return 1.0
    return total + part
