"""Days, weekdays and years that a report names, with their places and tenses.

The expressions are those of the time layer; here only what may bound the day of the report is kept.

    "... said on Tuesday. The talks of May 3, 2021 ..." -> a weekday of the lead, told in the past; a day with its year in the body
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re

from communique.analysis.dates.numbers import day_number
from communique.analysis.dates.rules import Match, chosen, matches
from communique.analysis.dates.screens import refused
from communique.analysis.dates.signs import Direction
from communique.analysis.dates.tense import sentence, tense
from communique.analysis.dates.tokens import Tokens, tokenise
from communique.analysis.dating.evidence import Clue, Evidence, Place, Told
from communique.analysis.dating.places import Frame
from communique.data.tables import words

# Days that are names of events or feasts and say little about the day of the report.
NAMED_DAYS = frozenset({(10, 7), (9, 11), (1, 6), (1, 20), (7, 4), (12, 25), (1, 1), (12, 31)})
DAYS = frozenset({"month_day", "month_days", "weekday", "clock_on_day", "clock_on_date"})
QUARTERS = {"first": 1, "second": 4, "third": 7, "fourth": 10, "final": 10}
PARTS = {"early": (1, 4), "start": (1, 3), "beginning": (1, 3), "mid": (5, 8), "middle": (5, 8), "late": (9, 12), "end": (10, 12)}
COPYRIGHT = re.compile(r"(?:©|\(c\)|[Cc]opyright)\s*$")
YEARS = range(1900, 2100)
BACK = 3
FORECAST = 14


def find_named(frame: Frame, stop: int, found: Evidence) -> None:
    """Put the days, weekdays and years of the first ``stop`` characters into the evidence."""
    tokens = tokenise(frame.text, 0, min(len(frame.text), stop))
    near = frozenset(words("dating_titles")["close"]["words"])
    found.close = len(near & set(tokens.words)) > 0
    for match in chosen(matches(tokens), refused):
        start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
        if match.rule.build in DAYS:
            clue = _clue(match, tokens, frame, start, end)
            if clue is not None:
                found.clues.append(clue)
        elif match.rule.build == "iso_day":
            year, month, day = (int(piece) for piece in match.word("d").split("-"))
            found.clues.append(Clue(frame.place(start, end, full=True), Direction.OPEN, frame.span(start, end), month, day, year))
        told = _told(match, tokens, frame, start, end)
        if told is not None:
            found.years.append(told)


def _clue(match: Match, tokens: Tokens, frame: Frame, start: int, end: int) -> Clue | None:
    if match.word("r") or (match.rule.build == "clock_on_day" and not match.word("w")):
        return None
    month = match.number("m", "MONTH")
    day = day_number(match.word("e") if match.rule.build == "clock_on_date" else match.word("d")) if month else None
    year = int(match.word("y")) if match.word("y") else None
    place = frame.place(start, end, full=year is not None)
    direction = _direction(match, tokens)
    if match.before in ("through", "until") and month is None and place is Place.LEAD:
        direction = tense(tokens, match.first - 1, match.last).direction
    weekday = match.number("w", "WEEKDAY")
    named = (month, day) in NAMED_DAYS and place in (Place.LEAD, Place.BODY, Place.TITLE)
    if month is not None and (day is None or not 1 <= day <= 31 or named):
        return None
    return Clue(place, direction, frame.span(start, end), month, day, year, weekday, match.before == "through")


def _direction(match: Match, tokens: Tokens) -> Direction:
    """The tense; "due", "until" and the like right before a date look ahead whatever the verb."""
    if _due(match, tokens):
        return Direction.AHEAD
    return tense(tokens, match.first, match.last).direction


def _due(match: Match, tokens: Tokens) -> bool:
    ahead = words("dating_titles")["due"]
    if match.before in ahead["right_before"]:
        return True
    near = tokens.words[max(0, match.first - BACK) : match.last]
    # "The beginning of 1986" is no end of a term.
    return any(word in ahead["words"] and "of" not in near[i : i + 2] for i, word in enumerate(near))


def _told(match: Match, tokens: Tokens, frame: Frame, start: int, end: int) -> Told | None:
    """A year written out, alone or with a month, season, quarter or day; none where it names a thing ("Project 2025")."""
    at = match.at("y")
    if at is None or not tokens.words[at].isdigit() or int(tokens.words[at]) not in YEARS:
        return None
    loose = words("dating_titles")["loose_year"]
    if match.before in loose["after"] or COPYRIGHT.search(frame.text, max(0, start - 14), start):
        return None
    first, last = _period(match, int(tokens.words[at]), tokens.words[match.first : match.last])
    return Told(frame.span(start, end), first, last, _year_direction(match, tokens), _due(match, tokens))


def _year_direction(match: Match, tokens: Tokens) -> Direction:
    """The tense; open where the year is that of a forecast ("was seen at 3 percent in 1988", "its target for 1988")."""
    direction = _direction(match, tokens)
    if match.after in words("dating_titles")["loose_year"]["before"]:
        return Direction.OPEN
    if direction is not Direction.PAST:
        return direction
    first, last = sentence(tokens, match.first, match.last)
    near = tokens.words[max(first, match.first - FORECAST) : min(last, match.last + FORECAST)]
    foretold = match.before == "for" or not _forecast().isdisjoint(near)
    return Direction.OPEN if foretold else direction


@functools.cache
def _forecast() -> frozenset[str]:
    return frozenset(words("dating_titles")["forecast"]["words"])


def _period(match: Match, year: int, spoken: list[str]) -> tuple[dt.date, dt.date]:
    month = match.number("m", "MONTH")
    if match.rule.build in ("month", "month_day", "month_days", "clock_on_date") and month:
        return dt.date(year, month, 1), _month_end(year, month)
    if match.word("q") in QUARTERS:
        opens = QUARTERS[match.word("q")]
        return dt.date(year, opens, 1), _month_end(year, opens + 2)
    part = next((PARTS[word] for word in spoken if word in PARTS), None)
    if match.rule.build == "year" and part:
        return dt.date(year, part[0], 1), _month_end(year, part[1])
    return dt.date(year, 1, 1), dt.date(year + (match.rule.build == "years"), 12, 31)


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
