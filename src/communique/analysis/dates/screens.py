"""Screens that refuse a match whose words, in their place, name no time: "Prime Minister May", "2,000 troops", "a second man".

"Prime Minister May will march with the marines." -> no time at all
"""

from __future__ import annotations

import functools

from communique.analysis.dates.rules import Match
from communique.analysis.dates.signs import verbs
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


def generic_day(match: Match) -> bool:
    """ "today's world", "the leaders of tomorrow", "Russia Today": an age or a name, no day."""
    words, after = match.tokens.words, match.tokens.words[match.last + 1 : match.last + 2]
    if match.after in ("'s", "’s") and after and after[0] in lists()["ages_of"]:
        return True
    if match.before == "of" and match.first > 1 and words[match.first - 2] in lists()["people_of"]:
        return True
    return match.before in lists()["today_names"] and match.tokens.raw(match.first)[0].isupper()


def paper(match: Match) -> bool:
    """ "China Daily", "the party daily Granma", "the daily said": a paper; "20 percent annually", "the average daily volume": a rate."""
    tokens, word = match.tokens, match.tokens.words[match.first]
    following = tokens.raw(match.last)[:1] if match.last < len(tokens.words) else ""
    if word == "annually":
        return any(w[0].isdigit() for w in tokens.words[max(match.first - 5, 0) : match.first])
    titled = tokens.raw(match.first)[0].isupper() and match.first > 0 and tokens.raw(match.first - 1)[0].isupper()
    named = following.isupper() and match.after not in lexicon().values["MONTH"]
    return titled or named or match.before == "average" or match.after in verbs()["reporting"]


def clause_of_time(match: Match) -> bool:
    """ "at the time he left" is a conjunction."""
    following = match.tokens.raw(match.last)[:1] if match.last < len(match.tokens.words) else ""
    opens = match.first > 0 and match.tokens.raw(match.first - 1) == "At"
    return opens and (following.isupper() or match.after in ("he", "she", "it", "they", "we", "you", "when"))


def not_always(match: Match) -> bool:
    """Only "24 hours a day" and "seven days a week" say "always"."""
    words = match.tokens.words[match.first : match.last]
    return not ((words[0] == "24" and "hours" in words) or (words[0] in ("seven", "7") and "week" in words))


def following_day(match: Match) -> bool:
    """ "following Monday's attack" has a preposition, "the following Monday" none."""
    return match.tokens.words[match.first] in lists()["bare_relations"] and match.after in ("'s", "’s")


def verb_last(match: Match) -> bool:
    """ "will last three days": "last" as a verb."""
    return match.tokens.words[match.first] == "last" and match.before in lists()["before_verb"]


def suddenly(match: Match) -> bool:
    """ "changed almost overnight" tells how, not when."""
    return match.before in ("almost", "virtually", "practically", "not")


def holiday_name(match: Match) -> bool:
    """ "the Christmas party" is a party; a holiday alone is a day."""
    raw = match.tokens.raw(match.last - 1)
    return raw[0].islower() or match.after in lists()["holiday_nouns"]


def age(match: Match) -> bool:
    """ "a 5-year-old girl" tells no time, nor do "three-quarters", "one-quarter of", "two quarter-point cuts"."""
    words = match.tokens.words
    if words[match.last - 1] == "quarters" and "-" in words[match.first : match.last]:
        return True
    if words[match.last - 1] == "quarter" and match.after in ("of", "-"):
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
        generic_day,
        paper,
        clause_of_time,
        not_always,
        verb_last,
        following_day,
        holiday_name,
    )
}
