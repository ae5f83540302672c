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
BINDING = frozenset({"bin", "bint", "ibn", "von", "van", "der", "abu", "ben"})


def carries(setting: Setting, title: Title, first: int, length: int) -> bool:
    """Whether a title really belongs to the run after it: "Major Non-NATO Ally", "Advisor for Public Engagement" name nobody."""
    words = setting.words
    backed = first in setting.votes or words.lowers[first] in name_words().given
    if words.lowers[title.head] in DOUBTFUL and not backed and not any(i in setting.votes for i in range(first, first + length)):
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
    if not shape and sum(i in setting.votes for i in range(first, last)) * 2 >= last - first:
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
    unclaimed = not any(i in setting.bodies for i in range(first, last))
    return met or (unclaimed and last in setting.verbs and (words.opens(first) or words.gaps[first] == ", "))
