"""Builders for hours of a day: "3 p.m. Thursday", "noon tomorrow", "1500 GMT", "4 in the morning".

An hour belongs to the day that its own clause names, before or after it, else to the last day named above.

    "The council convenes at 3 p.m. Thursday." -> TIME 2024-02-15T15:00 in a report of 14 February 2024
"""

from __future__ import annotations

import dataclasses

from communique.analysis.dates.anchors import Answer, Ground
from communique.analysis.dates.days import day_of, deictic, weekday
from communique.analysis.dates.numbers import day_number, quantity
from communique.analysis.dates.periods import Period
from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import verbs
from communique.analysis.dates.tense import ends_sentence
from communique.analysis.dates.tokens import lexicon
from communique.model import Precision

# How many words after an hour its day may stand, and which words show that they begin something else.
REACH = 7
OTHER_PHRASE = frozenset({"for", "to", "from", "of", "by", "with", ";", ":", '"', "”"})


def _hour(match: Match) -> str | None:
    """The time of day as TIMEX3 writes it after the T."""
    found = match.range("c")
    if found is None:
        return None
    words = [w.replace(".", ":") if w[0].isdigit() else w for w in match.tokens.words[found[0] : found[1]]]
    if words[0] in ("noon", "midday", "noontime"):
        return "12:00"
    if words[0] == "midnight":
        return "24:00"
    figures = words[0].replace(":", "")
    if not figures.isdigit():
        return None
    clock = words[0] if ":" in words[0] else f"{figures[:2]}:{figures[2:]}" if len(figures) == 4 else f"{int(figures)}:00"
    hour, minute = int(clock.split(":")[0]), int(clock.split(":")[1])
    half = words[1].strip()[:1].lower() if len(words) > 1 else ""
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"


def _clock(match: Match, found: Period | None, answer: Answer | None = None) -> Answer | None:
    hour = _hour(match)
    if hour is None:
        return None
    if found is None:
        return Answer("TIME", f"XXXX-XX-XXT{hour}", precision=Precision.DAY)
    anchor = answer.anchor if answer else "published"
    return Answer(
        "TIME", f"{found.value}T{hour}", found.first, found.last, Precision.DAY, anchor, "", found, answer.alternatives if answer else ()
    )


def clock(match: Match, ground: Ground) -> Answer | None:
    """3 p.m.; 1530 GMT: on the day that follows in its clause, else on the day in view"""
    answer = _day_ahead(match, ground)
    return _clock(match, answer.period if answer else ground.day, answer)


def _day_ahead(match: Match, ground: Ground) -> Answer | None:
    """ "at 10 a.m. (0700 GMT) in Geneva on Thursday", "4 p.m. Eastern, May 18": the day named next, where no other phrase begins."""
    tokens, values = match.tokens, lexicon().values
    for i in range(match.last, min(match.last + REACH, len(tokens.words))):
        word, following = tokens.words[i], tokens.words[i + 1] if i + 1 < len(tokens.words) else ""
        if word in values["WEEKDAY"] and following not in ("'s", "’s"):
            return weekday(dataclasses.replace(match, first=i, last=i + 1, groups={"w": (i, i + 1)}), ground)
        if word in values["DEICTIC"]:
            return deictic(dataclasses.replace(match, first=i, last=i + 1, groups={"d": (i, i + 1)}), ground)
        if word in values["MONTH"] and (number := day_number(following)):
            return day_of(dataclasses.replace(match, first=i, last=i + 2, groups={"m": (i, i + 1)}), ground, number)
        if ends_sentence(tokens, i) or word in verbs()["clause_ends"] or word in OTHER_PHRASE:
            return None
    return None


def clock_on_day(match: Match, ground: Ground) -> Answer | None:
    """3 p.m. Thursday; noon tomorrow; Friday at 10:30"""
    answer = deictic(match, ground) if match.word("d") else weekday(match, ground)
    return _clock(match, answer.period if answer else None, answer)


def clock_on_date(match: Match, ground: Ground) -> Answer | None:
    """5 p.m. on March 3"""
    answer = day_of(match, ground, day_number(match.word("e")))
    return answer if answer and answer.impossible else _clock(match, answer.period if answer else None, answer)


def hour_of_part(match: Match, ground: Ground) -> Answer | None:
    """4 in the morning"""
    count = quantity(match.tokens, *(match.range("c") or (0, 0)))
    found = ground.day
    if count is None or not 1 <= count <= 12 or found is None:
        return None
    hour = int(count) % 12 + (0 if match.word("t") == "morning" else 12)
    return Answer("TIME", f"{found.value}T{hour:02d}:00", found.first, found.last, Precision.DAY, "published", "", found)
