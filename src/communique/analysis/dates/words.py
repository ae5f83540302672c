"""Words of units and of their parts, and the cutting of a period by them: what several builders share.

"later this month" keeps what is left of the month, "the beginning of March" its first ten days
"""

from __future__ import annotations

from communique.analysis.dates.anchors import Answer, Ground, dated, direction
from communique.analysis.dates.periods import DAY, Grain, Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import Direction

GRAIN = {
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
    "century": Grain.CENTURY,
    "weekend": Grain.WEEKEND,
}
UNIT_GRAIN = {
    "D": Grain.DAY,
    "W": Grain.WEEK,
    "2W": Grain.WEEK,
    "M": Grain.MONTH,
    "Q": Grain.QUARTER,
    "6M": Grain.MONTH,
    "Y": Grain.YEAR,
    "E": Grain.YEAR,
    "C": Grain.YEAR,
    "L": Grain.YEAR,
}
BACK = ("last", "past", "previous", "preceding", "prior")
ON = ("next", "coming", "following", "upcoming", "ensuing", "subsequent")
SHIFT = dict.fromkeys(BACK, -1) | dict.fromkeys(ON, 1) | dict.fromkeys(("this", "current", "present"), 0)
# These count from what was last dated, not from the report.
FROM_FOCUS = frozenset({"previous", "preceding", "following", "ensuing", "subsequent", "prior"})
START = ("early", "earlier", "beginning", "start", "outset", "onset", "turn")
END = ("late", "later", "end", "close", "rest", "remainder")
MODS = dict.fromkeys(START, "START") | dict.fromkeys(END, "END") | dict.fromkeys(("mid", "middle"), "MID")


def part_word(match: Match) -> str:
    """The part of a period that the words name: START, MID, END, or none."""
    return MODS.get(match.word("p") or match.word("p2"), "")


def cut(match: Match, found: Period, ground: Ground, name: str) -> Answer:
    """Cut a running period to what its words and tense leave: "later this month", "this week" told in the past."""
    mod, day = part_word(match), ground.published
    answer = dated(found, name, mod)
    if day is None or not found.holds(day) or found.grain is Grain.DAY:
        return answer
    words = match.tokens.words[match.first : match.last]
    first, last = (answer.first, answer.last) if mod else (found.first, found.last)
    if "later" in words or "rest" in words or "remainder" in words:
        first, last = day, found.last
    elif "earlier" in words:
        first, last = found.first, day
    elif mod == "END" and "end" in words and match.before in ("by", "before", "until", "till"):
        first, last = day, found.last
    elif not mod and found.grain in (Grain.WEEK, Grain.MONTH):
        told = direction(match).direction
        if told is Direction.AHEAD and day == found.last and found.grain is Grain.WEEK:
            # "This week he will travel", said on a Sunday, is of the days to come.
            return Answer(answer.type, answer.value, day, day + 6 * DAY, answer.precision, name, mod, found)
        first = day if told is Direction.AHEAD and day < found.last else first
        last = day if told is Direction.PAST and day > found.first else last
    return Answer(answer.type, answer.value, first, last, answer.precision, name, mod, found)
