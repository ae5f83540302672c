"""What was found: a time expression with its TIMEX3 type and value, and the days that its words allow.

"They will meet in late March." (published 4 March 2025) -> DATE 2025-03, 21 to 31 March 2025
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model import Precision, When

if TYPE_CHECKING:
    from communique.analysis.parse import Reading


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the same words that the text does not rule out, with its share of belief (0 to 1)."""

    value: str
    earliest: dt.date | None
    latest: dt.date | None
    score: float


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression.

    Args:
        start, end: code points of the text that was searched.
        text: the words.
        type: DATE, TIME, DURATION or SET.
        value: the TIMEX3 value.
        earliest, latest: bounds in days, both inclusive; None where the words (or an unknown publication day) leave them open.
        precision: the unit of the words.
        rule: name of the rule that read them; "impossible" for a day that no calendar has.
        anchor: the day, or the words, from which they were counted.
        alternatives: other readings with their scores, best first; empty when the text decides.
        mod: TIMEX3 modifier (START, MID, END, APPROX, MORE_THAN ...), empty when none.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    earliest: dt.date | None
    latest: dt.date | None
    precision: Precision
    rule: str
    anchor: str = ""
    alternatives: tuple[Alternative, ...] = ()
    mod: str = ""

    def when(self, reading: Reading) -> When:
        """The expression as a period of the record; its offsets must be reading offsets."""
        return When(self.earliest, self.latest, self.precision, reading.span(self.start, self.end), self.rule, self.anchor, self.value)
