"""Screens that refuse a match whose words, in their place, name no time: "Prime Minister May", "2,000 troops", "a second man".

"Prime Minister May will march with the marines." -> no time at all
"""

from __future__ import annotations

import functools

from communique.analysis.dates.rules import Match
from communique.analysis.dates.tokens import Tokens, lexicon
from communique.data.tables import words


@functools.cache
def lists() -> dict[str, frozenset[str]]:
    """The word lists of ``data/time_screens.toml``."""
    return {name: frozenset(found) for name, found in words("time_screens").items() if isinstance(found, list)}


def refused(match: Match) -> bool:
    """Whether the screen named by the match's rule refuses it."""
    screen = SCREENS.get(match.rule.screen)
    return screen is not None and screen(match)


def month_name(match: Match) -> bool:
    """ "May", "March", "June", "April" and "August" are names too; "Jan" and "Mar" are months only with a dot."""
    at = match.at("m")
    if at is None:
        return False
    tokens = match.tokens
    word, before = tokens.words[at], tokens.words[at - 1] if at else ""
    following = tokens.raw(at + 1) if at + 1 < len(tokens.words) else ""
    if word in lexicon().values["MONTHABBR"] and following != ".":
        return True
    if word not in lists()["name_months"] or (before in ("the", "a", "an") and following.islower()):
        return False
    if before in lists()["month_before"]:
        return before in (",", "and", "to", "for", "of", "-", "(", "on") and _names_person(tokens, at, following)
    if before in lexicon().values["EARLYLATE"] or before in lexicon().values["EARLIERLATER"]:
        return False
    if at == 0 or before in '.\n"“' or before.startswith("\n"):
        return not following.islower() or word in ("may", "march")
    return tokens.raw(at - 1)[0].isupper() or following[:1].isupper() or word in ("may", "march")


def _names_person(tokens: Tokens, at: int, following: str) -> bool:
    return following[:1].isupper() or (
        tokens.words[at] == "may" and following.islower() and tokens.words[at - 1] in ("and", "to", ",", "for", "of")
    )


def year_number(match: Match) -> bool:
    """A figure of four digits is a year unless it counts or prices something."""
    at = match.at("y")
    if at is None:
        return False
    tokens = match.tokens
    before, after = (tokens.words[at - 1] if at else ""), (tokens.words[at + 1] if at + 1 < len(tokens.words) else "")
    if after in lists()["no_year_after"] or before in lists()["no_year_before"] or before in "$€£#":
        return True
    if after in ("-", "/") and at + 2 < len(tokens.words) and tokens.glued(at + 1) and tokens.words[at + 2][0].isdigit():
        return True
    if before in ("-", "/", ":", ".") and tokens.glued(at) and at > 1 and (tokens.words[at - 2][-1].isdigit() or before in ":/"):
        return True
    if before in ("to", "of", "from") and int(tokens.words[at]) < 1700:
        return True
    return int(tokens.words[at]) < 1600 and before not in ("in", "since", "of", "by")


def weekday_name(match: Match) -> bool:
    """Short names of weekdays are weekdays only before a dot, a comma or a month; "Black Friday" and "Sunday Times" are none."""
    at = match.at("w")
    if at is None:
        return False
    tokens = match.tokens
    word = tokens.words[at]
    following = tokens.raw(at + 1) if at + 1 < len(tokens.words) else ""
    if word in lexicon().values["WEEKDAY"]:
        return following in lists()["papers"] or (at > 0 and tokens.words[at - 1] in lists()["named_weekdays"])
    return following != "." and not (
        following == ","
        and at + 2 < len(tokens.words)
        and tokens.words[at + 2] in {**lexicon().values["MONTH"], **lexicon().values["MONTHABBR"]}
    )


def bare_units(match: Match) -> bool:
    """ "weeks" alone is a length of time only after or before words that measure."""
    if match.tokens.words[match.last - 1] in ("seconds", "quarters", "semesters"):
        return True
    return not (match.before in lists()["units_before"] or match.after in lists()["units_after"])


def one_unit(match: Match) -> bool:
    """ "a second", "a minute" and "a day" in "a second man", "a day trip"; "the second year" is an ordinal."""
    words = match.tokens.words
    if age(match):
        return True
    if words[match.last - 1] in ("quarter", "quarters", "second") and match.after == "of":
        return True
    if words[match.last - 1] in ("second", "quarter", "century") and words[match.first] in ("a", "another", "the", "some"):
        return words[match.last - 1] != "century"
    return words[match.first] in ("some", "many") and words[match.last - 1] in lexicon().values["UNIT"]


def season_word(match: Match) -> bool:
    """ "fall" and "spring" are verbs as well: "prices are expected to fall next year"."""
    at = match.at("s")
    if not at:
        return False
    return match.tokens.words[at] in ("fall", "spring") and match.tokens.words[at - 1] in ("to", "of", "for", "will", "it")


def that_clause(match: Match) -> bool:
    """ "argued that Sunday's vote was fair" has a conjunction, "all that Sunday" does not."""
    return match.after in ("'s", "’s") or match.before in ("said", "says", "told", "argued", "hopes", "hoped", "claims", "claimed")


def the_unit(match: Match) -> bool:
    """ "the day" is a time when it is not described: "the day of reckoning", "the year that" are not."""
    if match.word("p"):
        return False
    if match.word("u") in ("second", "minute", "hour", "century", "decade"):
        return True
    if match.word("u") == "weekend":
        return False
    return match.before not in lists()["unit_before"] or match.after in lists()["unit_not_after"]


def decade_of_age(match: Match) -> bool:
    """ "in his 30s" is an age; "temperatures in the 80s" stays a decade."""
    return match.before in ("his", "her", "their", "my", "your", "our")


def titled(match: Match) -> bool:
    """ "This Week" is a programme, not a week; "following weekend talks" has a preposition."""
    if match.tokens.words[match.first] in lists()["bare_relations"] and match.before not in ("for", "over", "in"):
        return True
    return match.tokens.raw(match.last - 1)[0].isupper() and match.tokens.raw(match.last - 1) in ("Week", "Year", "Day")


def high_noon(match: Match) -> bool:
    """ "High Noon" is a film."""
    return match.before == "high"


def suddenly(match: Match) -> bool:
    """ "changed almost overnight" tells how, not when."""
    return match.before in ("almost", "virtually", "practically", "not")


def holiday_name(match: Match) -> bool:
    """ "the Christmas party" is a party; a holiday alone is a day."""
    raw = match.tokens.raw(match.last - 1)
    return raw[0].islower() or match.after in lists()["holiday_nouns"]


def age(match: Match) -> bool:
    """ "a 5-year-old girl" tells no time, nor does "three-quarters"."""
    words = match.tokens.words
    if words[match.last - 1] == "quarters" and "-" in words[match.first : match.last]:
        return True
    after = words[match.last : match.last + 2]
    return (
        "aged" in words[max(match.first - 4, 0) : match.first] or after[:1] in (["old"], ["olds"]) or after in (["-", "old"], ["-", "olds"])
    )


SCREENS = {
    screen.__name__: screen
    for screen in (
        month_name,
        year_number,
        weekday_name,
        bare_units,
        one_unit,
        season_word,
        that_clause,
        the_unit,
        age,
        decade_of_age,
        titled,
        high_noon,
        suddenly,
        holiday_name,
    )
}
