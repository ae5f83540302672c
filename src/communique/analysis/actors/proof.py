"""What proves that a run of capitalised words is a person's name: its title, its words, what it does, the table of offices.

"Liechtenstein's Anneliese Frick praised Major Hugo Brandt" has two people; "Major Non-NATO Ally" is nobody.
"""

from __future__ import annotations

from communique import data
from communique.analysis.actors.setting import Setting
from communique.analysis.actors.tables import name_words, office_words
from communique.analysis.actors.titles import ABSTRACT, Title

# Ranks that are ordinary adjectives or nouns too; and what only stands inside a name.
DOUBTFUL = frozenset({"major", "private", "air", "captain", "general", "lady"})
SAYING = frozenset({"said", "says", "added"})
APPOSED = 8  # words in which an apposition says what somebody is
BINDING = frozenset({"bin", "bint", "ibn", "von", "van", "der", "abu", "ben"})


def carries(setting: Setting, title: Title, first: int, length: int) -> bool:
    """Whether a title really belongs to the run after it: "Major Non-NATO Ally", "Advisor for Public Engagement" name nobody."""
    words = setting.words
    backed = words.lowers[first] in name_words().given
    # "Director General Mori" is one; "Major Non-NATO Ally" is none.
    if words.lowers[title.head] in DOUBTFUL and title.head == title.first and not backed:
        return False
    if length == 1 and not backed and _no_surname(setting, title, first):
        return False
    return len(words.texts[first]) > 1 and not (title.sort == "plural" and words.opens(first))


def _no_surname(setting: Setting, title: Title, i: int) -> bool:
    """A single word after a title that is an abbreviation, goes on with the office, or follows a mere calling."""
    text = setting.words.texts[i]
    abbreviation = len(text) < 6 and i not in setting.shouted and text[1:] != text[1:].lower()
    return abbreviation or title.sort == "private" or (title.last > title.head + 1 and text.endswith(ABSTRACT))


def looks_like_one(setting: Setting, first: int, last: int) -> bool:
    """Whether a run of two or more words without title or office is a person's name by its words or its place."""
    words = setting.words
    lowers = words.lowers[first:last]
    if last - first == 2 and words.glued(last - 1):
        return False
    shape = words.texts[last - 1].isupper() and len(words.texts[last - 1]) > 1 and not words.texts[first].isupper()
    if not shape and _told_of(setting, first, last):
        return True
    if lowers[0] in name_words().given or any(w in BINDING for w in lowers[1:]) or lowers[-1].endswith(tuple(name_words().ending)):
        return True
    if lowers[0] in name_words().family and last - first <= 3 and lowers[0] not in name_words().doubtful:
        return True
    if len(words.texts[first]) == 2 and words.texts[first][1] == "." and len(lowers[-1]) > 2:
        return True
    if _acts_like_one(setting, first, last):
        return True
    return data.plain(words.joined(first, last)) in data.by_name()


def _acts_like_one(setting: Setting, first: int, last: int) -> bool:
    """ "Liechtenstein's Anneliese Frick praised", "Marko Babic informed him", "thanked Kemal Arslan": whoever acts or is met."""
    words = setting.words
    if first in setting.shouted or last - first > 3:
        return False
    if words.owned(first) and setting.places.ending(first - 1) is not None:
        return last in setting.verbs
    if any(w in office_words().headline or w in setting.common for w in words.lowers[first:last]):
        return False
    met = first > 0 and words.lowers[first - 1] in office_words().facing and (last == len(words) or not words.gaps[last][0].isspace())
    acronym = len(words.texts[first]) > 1 and words.texts[first].isupper()  # ", RIA Novosti reported"
    return met or (not acronym and last in setting.verbs and (words.opens(first) or words.gaps[first] == ", "))


def _told_of(setting: Setting, first: int, last: int) -> bool:
    """ "Ewa Lis, a former envoy", "Ewa Lis, who", "Ewa Lis, 61,", "said Ewa Lis, the": whoever is told of after a comma."""
    words = setting.words
    if last - first > 3 or last + 1 >= len(words) or words.gaps[last] != ", " or any(i in setting.shouted for i in range(first, last)):
        return False
    following = words.lowers[last]
    if following in {"who", "whose"} or (following.isdigit() and len(following) == 2 and words.gaps[last + 1].startswith(",")):
        return True
    if following not in {"a", "an", "the", "former"}:
        return False
    said = first > 0 and words.lowers[first - 1] in SAYING
    ends = next((i for i in range(last + 1, min(last + APPOSED, len(words))) if not words.spaced(i)), last + APPOSED)
    return said or (following != "the" and any(i in setting.covering for i in range(last + 1, ends)))
