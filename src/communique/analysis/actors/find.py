"""The order of the actor finders: places, titles, names, people, institutions, references; one reading in, its cast out.

"Wang Yi, China's top diplomat, will travel to Moscow on Tuesday, the ministry said."
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from communique.analysis.actors.cast import Actor, Cast, Mention
from communique.analysis.actors.described import find_descriptions
from communique.analysis.actors.institutions import Institution, find_institutions
from communique.analysis.actors.names import find_names
from communique.analysis.actors.people import People
from communique.analysis.actors.person import Home, Naming
from communique.analysis.actors.places import Places, find_places, origin_after
from communique.analysis.actors.setting import Setting
from communique.analysis.actors.sides import Sides
from communique.analysis.actors.standing import find_standing
from communique.analysis.actors.tables import CAPITAL, CITY, office_words
from communique.analysis.actors.titles import Title, find_titles
from communique.analysis.actors.walk import Walk
from communique.analysis.actors.words import Words
from communique.analysis.parse import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

# Cities where foreign officials and bodies fill the report.
HUBS = frozenset({"Geneva", "New York", "European Union", "Vienna", "The Hague", "Davos"})


def find_actors(reading: Reading) -> Cast:
    """All actors of a reading with their mentions."""
    words = Words.of(reading.text)
    if not len(words):
        return Cast.of(())
    places = find_places(words)
    titles = find_titles(words, places)
    setting = _setting(reading, words, places, titles)
    home = home_of(reading, words, places)
    people = People(words, places, reading.document.published)
    people.read(find_names(setting), setting.common)
    Sides(words, places, reading.document.published, home, people.namings).settle(people.persons)
    tokens = _tokens(reading, words)
    taken = frozenset(i for n in people.namings for i in (*n.covered(), *range(n.last, _end(words, places, n))))
    spoken = frozenset(i for t in titles if t.sort in ("office", "plural") for i in range(t.first, t.last))
    institutions = list(find_institutions(words, places, taken | spoken))
    held = taken | {i for f in institutions for i in range(f.first, f.last)}
    descriptions = list(find_descriptions(words, places, titles, held))
    held |= {i for d in descriptions for i in range(d.first, d.last)}
    opening = frozenset(words.index(p.start) for p in reading.parts)
    loose = Places(h for h in places.hits if h.first not in held)
    named = [
        *_person_mentions(words, places, people.namings),
        *_institution_mentions(words, institutions),
        *find_standing(words, loose, tokens, opening),
    ]
    named.sort(key=lambda m: (m.start, -m.end))
    walk = Walk(reading, words, tokens, {p.actor(): p.male for p in people.persons}, home)
    return Cast.of([*named, *walk.references(named, descriptions)])


def home_of(reading: Reading, words: Words, places: Places) -> Home:
    """The side whose "president" needs no nationality: that of the source (the Kremlin, an agency, a paper), else of the dateline."""
    vocabulary = office_words()
    source = (reading.document.source or "").lower().replace(" ", "")
    prefix = reading.document.id.lower().split("-")[0].split(":")[0]
    official = vocabulary.home.get(source) or vocabulary.home.get(prefix)
    if official:
        return Home(official, official=True)
    place = _dateline(reading, words, places)
    if place:
        return Home(place, official=True)
    return Home(vocabulary.outlet.get(source) or vocabulary.outlet.get(prefix))


def _dateline(reading: Reading, words: Words, places: Places) -> str | None:
    """ "BUENOS AIRES, Oct 19 -" at the beginning of the text."""
    first = words.index(reading.shift)
    hit = places.starting(first) if first < len(words) else None
    if hit is None or hit.last >= len(words) or hit.place.kind not in (CITY, CAPITAL):
        return None
    if hit.place.name in HUBS:
        return None
    gap = words.gaps[hit.last]
    capitals = all(words.texts[i].isupper() for i in range(hit.first, hit.last))
    return hit.place.side if (capitals and not gap.isspace()) or gap.strip() in ("(", "—", "–", "-", "--") else None


def _setting(reading: Reading, words: Words, places: Places, titles: list[Title]) -> Setting:
    verbs = frozenset(words.index(t.idx) for t in reading.doc if t.pos_ == "VERB")
    shouted: set[int] = set()
    for part in reading.parts:
        # A headline ends without a full stop; a sentence full of names does not.
        if reading.text[part.start : part.end].rstrip().endswith((".", "!", "?", '"', "”", ",")):
            continue
        inside = words.range(part.start, part.end)
        long = [i for i in inside if len(words.texts[i]) > 3]
        if len(inside) < 30 and sum(words.capital(i) for i in long) >= 0.7 * len(long):
            shouted.update(inside)
    common = frozenset(t for t in words.texts if t.islower()) - office_words().particle
    covering = {i: t for t in titles for i in range(t.first, t.last)}
    return Setting(words, places, titles, covering, verbs, frozenset(shouted), common)


def _tokens(reading: Reading, words: Words) -> Mapping[int, Token]:
    """The token at each word."""
    tokens = list(reading.doc)
    starts = [t.idx for t in tokens]
    return {i: tokens[bisect_right(starts, start) - 1] for i, start in enumerate(words.starts)}


def _start(naming: Naming) -> int:
    title = naming.title
    return title.first if title is not None else naming.first


def _institution_mentions(words: Words, institutions: list[Institution]) -> Iterator[Mention]:
    for found in institutions:
        yield Mention(words.starts[found.first], words.ends[found.last - 1], found.actor(), "full name", words.starts[found.head])


def _end(words: Words, places: Places, naming: Naming) -> int:
    """Where a naming ends: "President Macron of France" is one phrase."""
    origin = origin_after(words, places, naming.last)
    return origin.last if origin is not None and words.spaced(naming.last) and origin.place.kind not in (CITY, CAPITAL) else naming.last


def _person_mentions(words: Words, places: Places, namings: list[Naming]) -> Iterator[Mention]:
    actors: dict[int, Actor] = {}
    for naming in namings:
        actor = actors.setdefault(id(naming.person), naming.person.actor())
        start, end, head = words.starts[_start(naming)], words.ends[_end(words, places, naming) - 1], words.starts[naming.last - 1]
        yield Mention(start, end, actor, "full name" if naming.full else "surname", head)
        apposed = naming.name.apposed if naming.name else None
        if apposed is not None:
            yield Mention(words.starts[apposed.first], words.ends[apposed.last - 1], actor, "title", words.starts[apposed.head])
