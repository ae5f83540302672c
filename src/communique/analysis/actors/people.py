"""Who is who in one document: full names establish people, later single names are theirs, and each gets a side and an office.

The side comes from the text first (nationality, "of X", apposition), then from offices that one side alone has, then from the dated
table of offices, then from the side at home in the source. A surname without a full name is looked up on the document's day.

    "Finnish President Alexander Stubb met Kishida; Stubb said the two had spoken for an hour."
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from communique import data
from communique.analysis.actors.cast import Actor, ActorKind
from communique.analysis.actors.names import Name
from communique.analysis.actors.places import Places
from communique.analysis.actors.tables import BODY, PEOPLE, name_words, office_words
from communique.analysis.actors.titles import Title
from communique.analysis.actors.words import Words

# Votes for a side: what stands in the title outweighs what stands after the name, both outweigh the table.
IN_TITLE, APPOSED, AFTER, TABLE, HOME = 4.0, 3.0, 3.0, 2.5, 1.0

# Whoever shares a leader's surname through marriage is not meant by it alone.
# Offices that a country does not have.
FOREIGN_TO = {
    "USA": frozenset("prime chancellor king queen emir premier minister sheikh sultan prince crown parliament deputy-prime elect taoiseach ministerial".split()),
    "CHN": frozenset("prime chancellor king queen emir sheikh sultan prince crown secretary-of-state elect".split()),
    "RUS": frozenset("chancellor king queen emir sheikh sultan prince crown premier elect".split()),
    "UKR": frozenset("chancellor king queen emir sheikh sultan prince crown elect".split()),
    "KOR": frozenset("chancellor king queen emir sheikh sultan prince crown".split()),
    "IRN": frozenset("chancellor king queen emir sheikh sultan prince crown premier prime".split()),
}
LEADING = frozenset("president minister chancellor king queen premier emir sultan prince president-elect pope secretary sheikh speaker".split())
UNLED = frozenset({"first lady", "first gentleman"})


@dataclass(slots=True)
class Person:
    """A person while the document is read; ``tokens`` are the words of the name without particles, in small letters."""

    name: str
    tokens: tuple[str, ...]
    votes: Counter[str] = field(default_factory=Counter)
    offices: list[str] = field(default_factory=list)
    private: bool = False
    courtesies: set[str] = field(default_factory=set)
    full: bool = True

    @property
    def surname(self) -> str:
        """The name that stands for the person alone: the first in East Asian order, else the last."""
        if self.tokens[0] in name_words().family and self.tokens[0] not in name_words().given and len(self.tokens) <= 3:
            return self.tokens[0]
        return self.tokens[-1]

    @property
    def side(self) -> str | None:
        """The side with most votes; None for a private person and for nobody's."""
        best = self.votes.most_common(2)
        if not best or (self.private and not self.offices):
            return None
        return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else None

    @property
    def male(self) -> bool | None:
        """What the name or form of address tells of "he" and "she"; None when nothing."""
        if self.courtesies & HERS:
            return False
        if self.courtesies & HIS:
            return True
        first = next((t for t in self.tokens if len(t) > 1), "")
        his, hers = first in name_words().male, first in name_words().female
        return his if his != hers else None

    def actor(self) -> Actor:
        """The person as the cast shows it."""
        return Actor(ActorKind.PERSON, self.name, self.side, self.offices[0] if self.offices else None)


HERS = frozenset(
    "mrs. mrs ms. ms miss queen princess lady dame madam madame mme chairwoman spokeswoman sheikha baroness congresswoman duchess empress".split()
)
HIS = frozenset("mr. mr sir lord king prince sheikh chairman spokesman congressman emperor pope baron duke emir".split())


@dataclass(frozen=True, slots=True)
class Naming:
    """Words ``first`` to ``last`` - 1 name a person; ``name`` keeps its title."""

    first: int
    last: int
    person: Person
    name: Name | None
    full: bool

    def covered(self) -> Iterator[int]:
        """The words of the title, the name and the office apposed to it."""
        title = self.name.title if self.name else None
        yield from range(title.first if title is not None else self.first, self.last)
        apposed = self.name.apposed if self.name else None
        if apposed is not None:
            yield from range(apposed.first, apposed.last)


class People:
    """The people of one document and where they are named."""

    def __init__(self, words: Words, places: Places, day: dt.date | None, home: str | None) -> None:
        self.words, self.places, self.day, self.home = words, places, day, home
        self.persons: list[Person] = []
        self.namings: list[Naming] = []
        self._by_token: dict[str, list[Person]] = {}

    def read(self, names: Iterable[Name], common: frozenset[str], votes: frozenset[int]) -> None:
        """Establish people from proven full names, then give every single name its person."""
        names = list(names)
        rest: list[Name] = []
        for name in names:
            tokens = self._tokens(name.first, name.last)
            if name.proven and len([t for t in tokens if len(t) > 1]) >= 2:
                self._name(name, self._establish(name, tokens), full=True)
            else:
                rest.append(name)
        for name in rest:
            self._single(name, common, votes)
        self.namings.sort(key=lambda n: n.first)
        for naming in self.namings:
            if naming.name is not None:
                self._vote(naming.person, naming.name)
        for person in self.persons:
            self._look_up(person)
        self._lend_offices()
        for person in self.persons:
            self._guess(person)

    def _lend_offices(self) -> None:
        """ "Fidan told his Iraqi counterpart Fuad Hussein": the counterpart has the office of the one named before."""
        for before, naming in zip(self.namings, self.namings[1:], strict=False):
            title = naming.name.title if naming.name else None
            if title is not None and title.office.endswith("counterpart") and not naming.person.offices:
                naming.person.offices.extend(before.person.offices[:1])

    # ---------------------------------------------------------------- who

    def _tokens(self, first: int, last: int) -> tuple[str, ...]:
        vocabulary = office_words()
        lowers = self.words.lowers[first:last]
        kept = tuple(w.rstrip(".") for w in lowers if w not in vocabulary.suffix and not (w in vocabulary.particle and len(w) < 5))
        return kept or tuple(lowers)

    def _establish(self, name: Name, tokens: tuple[str, ...]) -> Person:
        for person in self._by_token.get(tokens[-1], []) + self._by_token.get(tokens[0], []):
            if person.full and alike(person.tokens, tokens):
                if len(tokens) > len(person.tokens) and not any(len(t) == 1 for t in tokens):
                    person.name, person.tokens = self._spelling(name), tokens
                    self._index(person)
                return person
        person = Person(self._spelling(name), tokens)
        self._add(person)
        return person

    def _spelling(self, name: Name) -> str:
        spelled = self.words.joined(name.first, name.last)
        if spelled.isupper():
            known = {o.person for o in data.by_name().get(data.plain(spelled), ())}
            return known.pop() if len(known) == 1 else spelled.title()
        return spelled

    def _add(self, person: Person) -> None:
        self.persons.append(person)
        self._index(person)

    def _index(self, person: Person) -> None:
        for token in person.tokens:
            if len(token) > 1 and person not in self._by_token.setdefault(token, []):
                self._by_token[token].append(person)

    def _name(self, name: Name, person: Person, *, full: bool, first: int | None = None, last: int | None = None) -> None:
        self.namings.append(Naming(first if first is not None else name.first, last if last is not None else name.last, person, name, full))

    def _single(self, name: Name, common: frozenset[str], votes: frozenset[int]) -> None:
        """A run that is no proven full name: known people in it, else a titled surname, else one from the table."""
        known = list(self._known(name, common))
        if known:
            for first, last, person in known:
                titled = name if first == name.first else Name(first, last, None, name.apposed if last == name.last else None)
                self.namings.append(Naming(first, last, person, titled, last - first > 1))
            return
        last = name.last
        lower = self.words.lowers[name.first]
        title = name.title if name.proven else None
        if not title and (lower in common or last - name.first > 3):
            return
        person = self._from_table(name, title)
        if person is None and title is not None and title.sort != "plural":
            tokens = self._tokens(name.first, last)
            person = Person(self._spelling(name), tokens, full=False)
            self._add(person)
        if person is not None:
            self._name(name, person, full=False)

    def _known(self, name: Name, common: frozenset[str]) -> Iterator[tuple[int, int, Person]]:
        i = name.first
        while i < name.last:
            person = self._whose(i, name, common)
            if person is None:
                i += 1
                continue
            last = i + 1
            while last < name.last and (
                self.words.lowers[last].rstrip(".") in person.tokens or self.words.lowers[last] in office_words().suffix
            ):
                last += 1
            first = i
            while first > name.first and self.words.lowers[first - 1] in office_words().particle:
                first -= 1
            yield first, last, person
            i = last

    def _whose(self, i: int, name: Name, common: frozenset[str]) -> Person | None:
        """The person of this document to whom a single word of a name belongs."""
        lower = self.words.lowers[i]
        candidates = self._by_token.get(lower, [])
        if not candidates or not self.words.texts[i][0].isupper():
            return None
        alone = len(self._tokens(name.first, name.last)) == 1
        if not alone and not (name.title is None and self._rest_is_noise(i, name, candidates)):
            return None
        surnames = [p for p in candidates if p.surname == lower]
        if not surnames and name.title is None and all(p.tokens[0] == lower for p in candidates) and lower in name_words().given | name_words().doubtful:
            return None
        pool = surnames or candidates
        if name.title is not None and name.title.side and len(pool) > 1:
            pool = [p for p in pool if name.title.side in p.votes or self._titled(p, name.title.side)] or pool
        if lower in common and self.words.opens(i) and name.title is None:
            return None
        return self._latest(pool, i) if len(pool) > 1 else pool[0]

    def _titled(self, person: Person, side: str) -> bool:
        return any(n.person is person and n.name and n.name.title and n.name.title.side == side for n in self.namings)

    def _rest_is_noise(self, i: int, name: Name, candidates: list[Person]) -> bool:
        """In "Blinken Meets Wang" each stands alone; "Hunter Biden" is not Joe."""
        vocabulary = office_words()
        for j in (i - 1, i + 1):
            if not name.first <= j < name.last:
                continue
            lower = self.words.lowers[j]
            mine = any(lower.rstrip(".") in p.tokens for p in candidates)
            if (
                not mine
                and lower not in vocabulary.headline | vocabulary.never | vocabulary.thing | vocabulary.suffix | vocabulary.particle
            ):
                return False
        return True

    def _latest(self, pool: list[Person], i: int) -> Person:
        """Of several people of one surname, the one named last before word i."""
        at = {id(p): -1 for p in pool}
        for naming in self.namings:
            if id(naming.person) in at and naming.first < i:
                at[id(naming.person)] = max(at[id(naming.person)], naming.first)
        return max(pool, key=lambda p: at[id(p)])

    def _from_table(self, name: Name, title: Title | None) -> Person | None:
        """The one holder of an office of that name on the document's day."""
        spelled = self.words.joined(name.first, name.last)
        lower = spelled.lower()
        if title is None and (lower in name_words().doubtful or lower in name_words().given or self.words.texts[name.first].islower()):
            return None
        found = data.holders(spelled, self.day)
        if not found and title is not None:
            found = data.by_name().get(data.plain(spelled), ())
        if title is not None and title.side:
            found = tuple(o for o in found if o.side == title.side)
        found = tuple(o for o in found if o.office not in UNLED)
        people = {o.person for o in found}
        if len(people) > 1 and title is not None and title.office:
            people = {o.person for o in found if o.office == title.office} or people
        if len(people) != 1:
            return None
        usual = people.pop()
        for person in self.persons:
            if person.name == usual:
                return person
        person = Person(usual, tuple(data.plain(usual).split()))
        self._add(person)
        return person

    # ---------------------------------------------------------------- whose side

    def _vote(self, person: Person, name: Name) -> None:
        for title, weight in ((name.title, IN_TITLE), (name.apposed, APPOSED)):
            if title is None:
                continue
            person.courtesies.update(self.words.lowers[title.first : title.last])
            if title.sort == "private":
                person.private = True
                continue
            if title.office and title.sort == "office" and title.office not in person.offices and title.office != "counterpart":
                person.offices.append(title.office)
            elif title.sort == "plural":
                person.offices.append(singular(title.office))
            if title.side:
                person.votes[title.side] += weight
        hit = self._after(name.last)
        if hit is not None:
            person.votes[hit] += AFTER

    def _after(self, last: int) -> str | None:
        """ "President Emmanuel Macron of France": the side after the name."""
        words = self.words
        if last + 1 >= len(words) or not words.spaced(last) or words.lowers[last] != "of":
            return None
        i = last + 2 if words.lowers[last + 1] == "the" else last + 1
        hit = self.places.starting(i)
        if hit is None or hit.place.kind == PEOPLE:
            return None
        return hit.place.side

    def _look_up(self, person: Person) -> None:
        """The table's offices of the person, by full name; on the day if possible."""
        if not person.full:
            return
        names = (person.name, f"{person.tokens[0]} {person.tokens[-1]}")
        known = next((k for n in names if (k := data.by_name().get(data.plain(n), ()))), ())
        found = next((f for n in names if self.day and (f := data.holders(n, self.day))), ())
        sides = {o.side for o in found or known}
        if len(sides) == 1 and not (person.votes and sides.isdisjoint(person.votes)):
            person.votes[sides.pop()] += TABLE
        if not person.offices and found:
            person.offices.append(found[0].office)

    def _guess(self, person: Person) -> None:
        """The side of somebody whom neither the text nor the table gives one: what stands beside, else home."""
        if person.votes or not person.offices or person.private:
            return
        side = self._coordinated(person) or self._beside(person)
        if side is None and self.home and self._holds_at_home(person):
            side = self.home
        if side is not None:
            person.votes[side] += HOME

    def _coordinated(self, person: Person) -> str | None:
        """ "Syrian President Ahmed al-Sharaa and Foreign Minister Assad al-Shaibani": the second is of the first one's side."""
        for k, naming in enumerate(self.namings):
            title = naming.name.title if naming.name else None
            if naming.person is not person or title is None or not k:
                continue
            before = self.namings[k - 1]
            joined = title.first - before.last <= 1 and self.words.lowers[title.first - 1] == "and"
            if joined and before.name and before.name.title and before.name.title.side and before.last == title.first - 1:
                return before.name.title.side
        return None

    def _beside(self, person: Person) -> str | None:
        """The one foreign side told in the sentences that name the person and not used up by others' titles."""
        if not self.home or self._holds_at_home(person):
            return None
        used = {i for n in self.namings if n.person is not person for i in n.covered()}
        sides: set[str] = set()
        for naming in self.namings:
            if naming.person is person:
                first, last = self._sentence(naming.first)
                for _ in range(3):
                    found = {h.place.side for h in self.places.hits if first <= h.first < last and h.first not in used and h.place.kind != BODY}
                    found.discard(self.home)
                    if found or first == 0:
                        break
                    first, last = self._sentence(first - 1)
                sides |= found
        return sides.pop() if len(sides) == 1 else None

    def _sentence(self, i: int) -> tuple[int, int]:
        first, last = i, i + 1
        while first > 0 and not self._ends(first):
            first -= 1
        while last < len(self.words) and not self._ends(last):
            last += 1
        return first, last

    def _ends(self, i: int) -> bool:
        return any(c in self.words.gaps[i] for c in ".!?\n")

    def _holds_at_home(self, person: Person) -> bool:
        """The side at home has such an office and, as far as known, nobody else holds it."""
        if self.home is None:
            return False
        office = person.offices[0]
        if any(word in FOREIGN_TO.get(self.home, ()) for word in office.replace("-", " ").split()):
            return False
        ever = data.in_office(self.home, office)
        now = {o.person for o in data.in_office(self.home, office, self.day)} if self.day else set()
        if now:
            return any(data.plain(name).split()[-1] == person.surname or data.plain(name).split()[0] == person.surname for name in now)
        return bool(ever) or re.split(r" (?:of|to|for|on) ", office)[0].split()[-1] not in LEADING


def singular(office: str) -> str:
    """ "foreign ministers" -> "foreign minister"."""
    head, _, tail = office.partition(" of ")
    head = head.removesuffix("ies") + "y" if head.endswith("ies") else head.removesuffix("s")
    return head + (f" of {tail}" if tail else "")


def alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Two full names may be one person's: "Joseph R. Biden" and "Joe Biden" are not, "Sergey Lavrov" and "Sergei Lavrov" are."""
    if set(one) == set(two):
        return True
    short, long = sorted((one, two), key=len)
    big = [t for t in short if len(t) > 1]
    if len(big) >= 2 and set(big) <= set(long):
        return True
    if one[-1] != two[-1] or min(len(one), len(two)) < 2:
        return False
    a, b = one[0], two[0]
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if a[:3] == b[:3] and abs(len(a) - len(b)) <= 2:
        return True
    first, second = (data.by_name().get(" ".join(n), ()) for n in (one, two))
    return bool({o.person for o in first} & {o.person for o in second})
