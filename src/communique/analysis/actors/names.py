"""Names of people: runs of capitalised words with what speaks for a person behind them.

A run is proven by a title before it, an office apposed after it, a known given name or East Asian family name, a particle,
the table of offices, or the parser's own vote; institutions, events and headline words are cut off. What the whole document makes of
single surnames is decided in ``people.py``.

    "Crown Prince Mohammed bin Salman hosted Linda Thomas-Greenfield and Joseph R. Biden, Jr. in Jeddah."
"""

from __future__ import annotations

from communique.analysis.actors.offices import HONOURED
from communique.analysis.actors.proof import carries, looks_like_one
from communique.analysis.actors.setting import JUNIOR, Name, Setting
from communique.analysis.actors.tables import CAPITAL, CITY, COUNTRY, name_words, office_words
from communique.analysis.actors.titles import Title, chained
from communique.analysis.actors.words import Words

LONGEST = 12
# Words of offices that are surnames too.
SURNAMES = frozenset(
    "sen king prince pope judge marshal major son baron count lord bishop pastor priest farmer driver coach duke justice page".split()
)
MIDDLE = frozenset({"sheikh", "shah", "imam", "sultan", "prince"})
# Given names that are ordinary words, after an East Asian family name: "Liu He", "To Lam".
SMALL = frozenset("he so an in on no you do her we it hu".split())
ARTICLES = frozenset("the a an who is then now".split())


def find_names(setting: Setting) -> list[Name]:
    """Proven names and bare capitalised runs, in order."""
    words = setting.words
    before = {t.last: t for t in setting.titles}
    before |= {t.last: chained(words, t, before) for t in setting.titles if t.sort != "plural"}
    # "Ambassador (Pavel) Orlov"
    before |= {t.last + 1: t for t in setting.titles if t.last + 1 < len(words) and words.gaps[t.last : t.last + 2] == (" (", ") ")}
    inside = {i for t in setting.titles for i in range(t.first, t.last)}
    # A title word after a given name is a surname: "Stephen King", "Amal Prince".
    inside -= {t.head for t in setting.titles if t.last - t.first == 1 and words.lowers[t.head] in MIDDLE and _in_name(setting, t.head)}
    inside -= {
        t.head for t in setting.titles if t.last - t.first == 1 and words.lowers[t.head] in SURNAMES and _surname_like(setting, t.head)
    }
    found: list[Name] = []
    i = 0
    while i < len(words):
        title = before.get(i)
        last = _run(setting, i, inside, title)
        if last is None:
            i += 1
            continue
        i += _noise(setting, i, last)
        title = title if title is not None and _follows(words, title, i, last) else None
        bracketed = title is not None and i == title.last + 1 and not words.texts[i - 1].isupper()
        found.append(_judge(setting, i - bracketed, last, title))
        i = last
        while (following := _shared(words, found[-1], i, inside, setting)) is not None:
            last = _run(setting, following, inside, found[-1].title)
            if last is None:
                break
            found.append(_judge(setting, following, last, found[-1].title))
            i = last
    return found


def _noise(setting: Setting, first: int, last: int) -> int:
    """ "APNSA Karen Whitfield", "Welcoming Anna Berg": one word too many before a given name."""
    words, names = setting.words, name_words()
    if last - first < 3 or words.lowers[first] in names.given | names.family or words.lowers[first + 1] not in names.given:
        return 0
    acronym = words.texts[first].isupper() and len(words.texts[first]) > 2 and not words.texts[first + 1].isupper()
    return int(acronym or words.lowers[first] in setting.common or words.lowers[first].endswith("ing"))


def _shared(words: Words, name: Name, i: int, inside: set[int], setting: Setting) -> int | None:
    """ "Dutch envoys Jan Smit and Ida Kok", "Presidents Biden and Xi": where the next name under the same plural begins."""
    if name.title is None or name.title.sort != "plural" or i >= len(words):
        return None
    if words.gaps[i] == ", " and i not in inside:
        return i
    if words.spaced(i) and words.lowers[i] == "and" and i + 1 < len(words) and words.spaced(i + 1) and i + 1 not in inside:
        return i + 1
    return None


def _in_name(setting: Setting, i: int) -> bool:
    """ "President Hassan Sheikh Mohamud": a title between a given name and a surname."""
    words = setting.words
    before = i > 0 and words.spaced(i) and words.capital(i - 1) and words.lowers[i - 1] in name_words().given
    return before and i + 1 < len(words) and words.spaced(i + 1) and words.capital(i + 1)


def _surname_like(setting: Setting, i: int) -> bool:
    words = setting.words
    if i == 0 or not words.capital(i) or not words.spaced(i):
        return False
    before = words.lowers[i - 1]
    vocabulary = office_words()
    if not words.capital(i - 1) or setting.places.at(i - 1) or before in vocabulary.modifier | vocabulary.complement | vocabulary.never:
        return False
    if i - 1 in setting.covering or i in setting.shouted:
        return False
    return not (i + 1 < len(words) and words.spaced(i + 1) and words.capital(i + 1))


def _follows(words: Words, title: Title, first: int, last: int) -> bool:
    """The name stands right after the title, or between commas: "China's top diplomat, Wang Yi, said".

    In "at the request of the President of Turkey, Marko Babic informed him" a new clause begins after the comma.
    """
    if words.spaced(title.last):
        return True
    if words.gaps[title.last] == " (":
        # "Ambassador (Pavel) Orlov"
        return first == title.last + 1
    closed = last >= len(words) or not words.gaps[last][:1].isspace()
    return words.gaps[title.last] == ", " and title.sort == "office" and closed


def _run(setting: Setting, start: int, inside: set[int], title: Title | None) -> int | None:
    """Where the run of name words that begins at a word ends; None when none begins there."""
    words, vocabulary = setting.words, office_words()
    if not _opens(setting, start, inside, title):
        return None
    i = start + 1
    while i < len(words) and i - start < LONGEST:
        lower = words.lowers[i]
        if words.glued(i):
            if setting.places.at(i) is not None and setting.places.at(i - 1) is not None:
                break
            i += 1
        elif lower in vocabulary.suffix and words.gaps[i] in (" ", ", ") and (lower in JUNIOR or words.texts[i].isupper()):
            if not (words.spaced(i + 1) and words.lowers[i + 1] in ("bin", "ibn")):
                return i + 1
            i += 1
        elif words.lowers[i] == words.lowers[i - 1] and len(words.lowers[i]) > 2:
            break
        elif not words.spaced(i) or (i in inside and not (words.lowers[i - 1] in ("al", "el", "bin", "ibn") and words.capital(i))):
            break
        elif _goes_on(setting, i, start, inside, title is not None):
            i += 1
        else:
            break
    while i > start + 1 and words.lowers[i - 1] in vocabulary.particle and not words.capital(i - 1):
        i -= 1
    return i


def _opens(setting: Setting, i: int, inside: set[int], title: Title | None) -> bool:
    words, vocabulary = setting.words, office_words()
    lower = words.lowers[i]
    if i in inside or not words.texts[i][0].isalpha() or lower in JUNIOR:
        return False
    if lower in vocabulary.opening and not words.capital(i):
        # "von der Leyen", "al-Sharaa", "bin Salman" without the given name.
        if i and words.glued(i):
            return False
        j = i + 1
        while j < len(words) and words.lowers[j] in vocabulary.opening and (words.spaced(j) or words.glued(j)):
            j += 1
        return (
            j < len(words) and words.capital(j) and (words.glued(j) or (words.spaced(j) and lower != "la")) and setting.places.at(j) is None
        )
    if not words.capital(i) or (words.glued(i) and setting.places.at(i - 1) is None and i - 1 not in inside):
        return False
    titled = title is not None and words.spaced(i)
    if lower in vocabulary.never and not (titled and lower not in ("the", "of", "and")):
        return False
    hit = setting.places.at(i)
    if hit is not None:
        return hit.first == i and _person_not_place(setting, i, hit.last, titled, inside)
    return not (i in setting.shouted and lower in vocabulary.headline)


def _person_not_place(setting: Setting, i: int, after: int, titled: bool, inside: set[int]) -> bool:
    """ "Israel Katz", "Prime Minister Jordan Bardella", "Mr. Santiago": a place name that begins a person's."""
    words = setting.words
    hit = setting.places.at(i)
    assert hit is not None
    if hit.last - hit.first > 1 or hit.place.kind not in (COUNTRY, CAPITAL, CITY):
        return False
    more = after < len(words) and words.spaced(after) and words.capital(after) and after not in inside and setting.places.at(after) is None
    more = more and words.lowers[after] not in office_words().never | office_words().thing
    if titled:
        return more or hit.place.kind == CITY
    followed = after + 1 in setting.verbs or (after + 1 < len(words) and words.gaps[after + 1] == ", ")
    return more and words.lowers[i] in name_words().given | name_words().doubtful and followed


def _goes_on(setting: Setting, i: int, start: int, inside: set[int], titled: bool) -> bool:
    words, vocabulary = setting.words, office_words()
    lower = words.lowers[i]
    if not words.capital(i):
        if lower not in vocabulary.particle:
            return False
        j = i + 1
        while j < len(words) and words.lowers[j] in vocabulary.particle and (words.spaced(j) or words.glued(j)):
            j += 1
        return j < len(words) and words.capital(j) and (words.spaced(j) or words.glued(j)) and j not in inside
    if i in setting.shouted and (lower in vocabulary.headline or lower in setting.common or (lower.endswith("ing") and len(lower) > 5)):
        return False
    hit = setting.places.at(i)
    if hit is not None:
        # "Jack London", "Zeid Ra'ad": a surname that is a city too, after a given name and at the end of the run.
        if hit.last - hit.first > 1 or (words.texts[i].isupper() and not words.texts[start].isupper()):
            return False
        if words.lowers[i - 1] in vocabulary.particle:
            return True
        given = i == start + 1 and words.lowers[start] in name_words().given
        if hit.place.kind not in (CITY, CAPITAL):
            return given and titled and i not in setting.shouted and not words.owned(i + 1)
        return hit.place.kind == CITY and (given or (titled and i not in setting.shouted))
    if lower in SMALL and i == start + 1 and words.lowers[start] in name_words().family and i not in setting.shouted:
        return True
    if i == start + 1 and lower in name_words().doubtful and words.lowers[start] in name_words().given:
        # "Theresa May" is no month unless a day follows.
        return i + 1 >= len(words) or not words.texts[i + 1][0].isdigit()
    # "Dong Jun held talks" is no month.
    named = i == start + 1 and words.lowers[start] in name_words().family and i + 1 in setting.verbs and i not in setting.shouted
    return lower not in vocabulary.never or named


def _judge(setting: Setting, first: int, last: int, title: Title | None) -> Name:
    """A run of name words with its title and apposed office, proven or not."""
    words, vocabulary = setting.words, office_words()
    apposed = _apposed(setting, last)
    numeral = words.lowers[last - 1] in JUNIOR or (words.lowers[last - 1] in vocabulary.suffix and words.texts[last - 1].isupper())
    length = last - first - numeral
    lowers = words.lowers[first:last]
    things = any(w in vocabulary.thing for w in lowers[lowers[0] in name_words().given :])
    if title is not None and not things and carries(setting, title, first, length):
        if title.sort == "office" and title.office not in HONOURED:
            # In "Prime Minister Oda, the emir of Qatar and others" the emir is somebody else.
            apposed = None
        return Name(first, last, title, apposed, proven=True)
    ordinary = lowers[0] in setting.common and words.opens(first) and lowers[0] not in name_words().given
    if length < 2 or things or ordinary:
        return Name(first, last, None, apposed)
    return Name(first, last, None, apposed, proven=apposed is not None or looks_like_one(setting, first, last))


def _apposed(setting: Setting, last: int) -> Title | None:
    """The office after the name: ", the White House national security adviser", " (Ukraine's foreign minister)"."""
    words = setting.words
    if last >= len(words) or words.gaps[last] not in (", ", " (", " – ", " — ", " - "):
        return None
    i = last
    while i < min(last + 4, len(words)) and words.lowers[i] in ARTICLES and (i == last or words.spaced(i)):
        i += 1
    title = setting.covering.get(i)
    if title is None or title.first < last or title.sort not in ("office", "private") or _holder_follows(setting, title):
        return None
    return title


def _holder_follows(setting: Setting, title: Title) -> bool:
    """In "Blinken, Foreign Minister Kuleba and others" the office belongs to the next name."""
    words = setting.words
    i = title.last
    return (
        i < len(words)
        and words.spaced(i)
        and words.capital(i)
        and setting.places.at(i) is None
        and words.lowers[i] not in office_words().never
    )
