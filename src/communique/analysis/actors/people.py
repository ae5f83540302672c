"""Who is who in one document: full names establish people, later single names are theirs.

A surname without a full name is looked up in the dated table of offices on the document's day; a name that several people of the
document share is the last one's named. The sides are given in ``sides.py``.

    "Finnish President Alexander Stubb met Kishida; Stubb said the two had spoken for an hour."
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from communique import data
from communique.analysis.actors.person import Naming, Person, alike
from communique.analysis.actors.places import Places, origin_after
from communique.analysis.actors.setting import JUNIOR, Name
from communique.analysis.actors.tables import holders, name_words, office_words, posts, prominent
from communique.analysis.actors.titles import Title
from communique.analysis.actors.words import Words

# Whoever shares a leader's surname through marriage is not meant by it alone.
UNLED = frozenset({"first lady", "first gentleman"})


class People:
    """The people of one document and where they are named."""

    def __init__(self, words: Words, places: Places, day: dt.date | None) -> None:
        self.words, self.places, self.day = words, places, day
        self.persons: list[Person] = []
        self.namings: list[Naming] = []
        self._by_token: dict[str, list[Person]] = {}
        self._alone: Counter[str] = Counter()

    def read(self, names: Iterable[Name], common: frozenset[str]) -> None:
        """Establish people from proven full names, then give every single name its person."""
        names = list(names)
        rest: list[Name] = []
        self._alone.update(self.words.lowers[n.first] for n in names if n.last - n.first == 1)
        for name in names:
            tokens = self._tokens(name.first, name.last)
            if name.proven and len(tokens) >= 2 and (len(tokens[0]) == 1 or len([t for t in tokens if len(t) > 1]) >= 2):
                self._name(name, self._establish(name, tokens), full=True)
            else:
                rest.append(name)
        for name in rest:
            self._single(name, common)
        self.namings.sort(key=lambda n: n.first)

    # ---------------------------------------------------------------- who

    def _tokens(self, first: int, last: int) -> tuple[str, ...]:
        vocabulary = office_words()
        lowers = self.words.lowers[first:last]
        kept = tuple(w.rstrip(".") for w in lowers if w not in JUNIOR and not (w in vocabulary.particle and len(w) < 5))
        return kept or tuple(lowers)

    def _establish(self, name: Name, tokens: tuple[str, ...]) -> Person:
        for person in self._by_token.get(tokens[-1], []) + self._by_token.get(tokens[0], []):
            if person.full and alike(person.tokens, tokens):
                longer = len(tokens) > len(person.tokens) and not any(len(t) == 1 for t in tokens)
                if longer and (tokens[0] == person.tokens[0] or tokens[0] in name_words().given):
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

    def _single(self, name: Name, common: frozenset[str]) -> None:
        """A run that is no proven full name: known people in it, else a titled surname, else one from the table."""
        if self._paired(name):
            for i in (name.first, name.first + 1):
                self._single(Name(i, i + 1), common)
            return
        known = list(self._known(name, common))
        if known:
            for first, last, person in known:
                titled = name if first == name.first else Name(first, last, None, name.apposed if last == name.last else None)
                self.namings.append(Naming(first, last, person, titled, last - first > 1))
            return
        last = name.last
        lower = self.words.lowers[name.first]
        title = name.title if name.proven else None
        if not title and last - name.first > 1 and self._shouts(name):
            for i in range(name.first, last):
                self._single(Name(i, i + 1), common)
            return
        if not title and (lower in common or last - name.first > 3):
            return
        holder = self._from_table(name, title)
        if holder is None and title is not None and title.sort != "plural":
            holder = Person(self._spelling(name), self._tokens(name.first, last), full=False)
            self._add(holder)
        if holder is not None:
            self._name(name, holder, full=False)

    def _paired(self, name: Name) -> bool:
        """ "The Baker-Chung meeting" has two people, "Thomas-Greenfield" is one."""
        if name.last - name.first != 2 or not self.words.glued(name.first + 1) or name.title is not None:
            return False
        one, two = self.words.lowers[name.first : name.last]
        if one in office_words().particle:
            return False
        return not any(two in p.tokens for p in self._by_token.get(one, ())) and self.words.capital(name.first + 1)

    def _shouts(self, name: Name) -> bool:
        """ "PUTIN HAIL TIES": a run of words in capitals may hold names anywhere."""
        return all(t.isupper() for t in self.words.texts[name.first : name.last])

    def _known(self, name: Name, common: frozenset[str]) -> Iterator[tuple[int, int, Person]]:
        i = name.first
        while i < name.last:
            found = self._whose(i, name, common)
            if found is None:
                i += 1
                continue
            person = found
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
        if not surnames and self._called(name) is not None:
            return None  # "Pope Francis" beside "Robert Francis Prevost"
        if not surnames and name.title is None and not self._called_by(lower, candidates):
            return None
        pool = surnames or candidates
        if name.title is not None and name.title.side and len(pool) > 1:
            pool = [p for p in pool if name.title.side in p.votes or self._titled(p, name.title.side)] or pool
        if name.title is not None and name.title.office and len(pool) > 1:
            # "President Biden" after "First Lady Jill Biden" is not she.
            pool = [p for p in pool if self._posted(p, name.title.office)] or pool
        if lower in common and self.words.opens(i) and name.title is None:
            return None
        return self._latest(pool, i) if len(pool) > 1 else pool[0]

    def _called(self, name: Name) -> str | None:
        """The title with the name, where the table knows somebody by both: "Pope Francis"."""
        said = self.words.joined(name.title.first, name.last) if name.title is not None else ""
        return said if data.by_name().get(data.plain(said)) else None

    def _called_by(self, lower: str, candidates: list[Person]) -> bool:
        """A name that is not the surname stands for somebody unless it is a given name; that only where no surname stands alone."""
        if lower in name_words().doubtful:
            return False
        if lower not in name_words().given or any(p.tokens[0] != lower for p in candidates):
            return True
        # "Abiy Ahmed" is Abiy in every later sentence, never Ahmed.
        return len(candidates) == 1 and not self._alone[candidates[0].surname]

    def _titled(self, person: Person, side: str) -> bool:
        return any(n.person is person and n.name and n.name.title and n.name.title.side == side for n in self.namings)

    def _posted(self, person: Person, office: str) -> bool:
        named = {n.name.title.office for n in self.namings if n.person is person and n.name and n.name.title and n.name.title.office}
        return office in (named or {o.office for o in holders(person.name, self.day)})

    def _rest_is_noise(self, i: int, name: Name, candidates: list[Person]) -> bool:
        """In "Blinken Meets Wang" each stands alone; "Hunter Biden" is not Joe."""
        vocabulary = office_words()
        for j in (i - 1, i + 1):
            if not name.first <= j < name.last:
                continue
            lower = self.words.lowers[j]
            mine = any(lower.rstrip(".") in p.tokens for p in candidates)
            if not mine and lower not in vocabulary.headline | vocabulary.never | vocabulary.thing | JUNIOR | vocabulary.particle:
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
        spelled = self._called(name) or self.words.joined(name.first, name.last)
        lower = spelled.lower()
        if title is None and (
            lower in name_words().doubtful | office_words().thing or lower in name_words().given or self.words.texts[name.first].islower()
        ):
            return None
        found = self._fitting(name, title, spelled)
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

    def _fitting(self, name: Name, title: Title | None, spelled: str) -> tuple[data.Office, ...]:
        """The offices of people of a name on the day that go with the title and the side told; out of the day only like offices."""
        found = holders(spelled, self.day) if len(spelled) > 1 else ()
        if title is None:
            found = tuple(o for o in found if prominent(o.office))
        elif not found or self.day is None or not any(_like(o, title) for o in found):
            ever = data.by_name().get(data.plain(spelled), ())
            found = tuple(o for o in (*found, *ever) if _like(o, title)) or (found if self.day is not None else ())
        origin = origin_after(self.words, self.places, name.last)
        side = (title.side if title is not None else None) or (origin.place.side if origin is not None else None)
        # "Assistant Secretary Lewis" is no British secretary of that name
        side = side or (title.sole if title is not None else None)
        return tuple(o for o in found if o.office not in UNLED and (side is None or o.side == side))


def _like(office: data.Office, title: Title) -> bool:
    """Whether an office may be called by a title: "Secretary" for a secretary of state, any by a mere form of address."""
    said = set(title.office.split())
    return not said or bool(said & set(office.office.split())) or posts().get(office.office) == posts().get(title.office, "")
