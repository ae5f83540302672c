"""Screens that refuse a match whose words, in their place, name no time: "Prime Minister May", "2,000 troops", "a second man".

    "Prime Minister May will march with the marines." -> no time at all
"""

from __future__ import annotations

from communique.analysis.dates.rules import Match
from communique.analysis.dates.tokens import Tokens, lexicon

NAME_MONTHS = frozenset({"may", "march", "april", "june", "august"})
SHORT_MONTHS = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"})
MONTH_BEFORE = frozenset("last next this since until till by in of from through early late mid during before after between for and to on or late-".split()) | {",", "-", "("}
NO_YEAR_AFTER = frozenset(
    "meters metres miles km kilometers kilometres feet foot pounds people troops soldiers dollars euros yen tons tonnes points degrees words barrels shares percent hours "
    "million billion trillion workers jobs homes houses members cases deaths students rubles yuan mph kg".split()
) | {"%"}
NO_YEAR_BEFORE = frozenset("no page flight room route highway resolution boeing article chapter nearly about some over than exceed least almost roughly approximately only".split())
UNITS_BEFORE = frozenset("for in of over within after took take takes by spent last past next many before lasted through during from than until were are with several some these those the "
                         "no and or counted".split())
UNITS_AFTER = frozenset("of after before later earlier".split())


def refused(match: Match) -> bool:
    """Whether the screen named by the match's rule refuses it."""
    screen = SCREENS.get(match.rule.screen)
    return screen is not None and screen(match)


def _raw_before(match: Match) -> str:
    return match.tokens.raw(match.first - 1) if match.first else ""


def month_name(match: Match) -> bool:
    """ "May", "March", "June", "April" and "August" are names too; "Jan" and "Mar" are months only with a dot."""
    at = match.at("m")
    if at is None:
        return False
    tokens = match.tokens
    word, before = tokens.words[at], tokens.words[at - 1] if at else ""
    following = tokens.raw(at + 1) if at + 1 < len(tokens.words) else ""
    if word in SHORT_MONTHS and following != ".":
        return True
    if word not in NAME_MONTHS:
        return False
    if before in MONTH_BEFORE:
        return before in (",", "and", "to", "for", "of", "-", "(", "on") and _names_person(tokens, at, following)
    if before in lexicon().values["EARLYLATE"] or before in lexicon().values["EARLIERLATER"]:
        return False
    if at == 0 or before in ".\n\"“" or before.startswith("\n"):
        return not following.islower() or word in ("may", "march")
    return tokens.raw(at - 1)[0].isupper() or following[:1].isupper() or word in ("may", "march")


def _names_person(tokens: Tokens, at: int, following: str) -> bool:
    return following[:1].isupper() or (tokens.words[at] == "may" and following.islower() and tokens.words[at - 1] in ("and", "to", ",", "for", "of"))


def year_number(match: Match) -> bool:
    """A figure of four digits is a year unless it counts or prices something."""
    at = match.at("y")
    if at is None:
        return False
    tokens = match.tokens
    before, after = (tokens.words[at - 1] if at else ""), (tokens.words[at + 1] if at + 1 < len(tokens.words) else "")
    if after in NO_YEAR_AFTER or before in NO_YEAR_BEFORE or before in "$€£#":
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
        return following in ("Times", "Telegraph", "Mirror", "Mail", "Express", "Post", "Herald") or (at > 0 and tokens.words[at - 1] in ("black", "bloody", "ruby"))
    return following != "." and not (following == "," and at + 2 < len(tokens.words) and tokens.words[at + 2] in {**lexicon().values["MONTH"], **lexicon().values["MONTHABBR"]})


def bare_units(match: Match) -> bool:
    """ "weeks" alone is a length of time only after or before words that measure."""
    if match.tokens.words[match.last - 1] in ("seconds", "quarters", "semesters"):
        return True
    return not (match.before in UNITS_BEFORE or match.after in UNITS_AFTER)


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
    """ "fall" and "spring" are verbs as well."""
    at = match.at("s")
    return at is not None and match.tokens.words[at] in ("fall", "spring") and match.tokens.words[at - 1] in ("to", "of", "for") if at else False


def the_unit(match: Match) -> bool:
    """ "the day" is a time when it is not described: "the day of reckoning", "the year that" are not."""
    if match.word("p"):
        return False
    if match.word("u") in ("second", "minute", "hour", "century", "decade"):
        return True
    if match.word("u") == "weekend":
        return False
    return match.before not in ("in", "for", "during", "over", "throughout", "through", "of", "on", "since") or match.after in ("of", "that", "when", "he", "she", "they", "-", "'s")


def decade_of_age(match: Match) -> bool:
    """ "in his 30s" is an age; "temperatures in the 80s" stays a decade."""
    return match.before in ("his", "her", "their", "my", "your", "our")


def titled(match: Match) -> bool:
    """ "This Week" is a programme, not a week."""
    return match.tokens.raw(match.last - 1)[0].isupper() and match.tokens.raw(match.last - 1) in ("Week", "Year", "Day")


def high_noon(match: Match) -> bool:
    """ "High Noon" is a film."""
    return match.before == "high"


def holiday_name(match: Match) -> bool:
    """ "the Christmas party" is a party; a holiday alone is a day."""
    raw = match.tokens.raw(match.last - 1)
    return raw[0].islower() or match.after in ("party", "parties", "tree", "gift", "gifts", "shopping", "card", "cards", "holiday", "holidays", "season", "island")


def age(match: Match) -> bool:
    """ "a 5-year-old girl" tells no time."""
    return match.after in ("old", "olds") or (match.after == "-" and match.last + 1 < len(match.tokens.words) and match.tokens.words[match.last + 1] in ("old", "olds"))


SCREENS = {"month_name": month_name, "year_number": year_number, "weekday_name": weekday_name, "bare_units": bare_units, "one_unit": one_unit, "season_word": season_word,
           "the_unit": the_unit, "age": age, "decade_of_age": decade_of_age, "titled": titled, "high_noon": high_noon, "holiday_name": holiday_name}
