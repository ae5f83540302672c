"""Whose side each person of a document is on, and in which office.

The side comes from the text first (nationality, "of X", apposition, "X's"), then from offices that one side alone has, then from the dated
table of offices, then from what stands beside the name, at last from the side at home in the source. Nothing of these: no side.

    "Syrian President Farouk Haddad and Foreign Minister Lina Aswad received Norway's Kari Dahl."
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from communique import data
from communique.analysis.actors.offices import singular
from communique.analysis.actors.person import Home, Naming, Person
from communique.analysis.actors.places import Places, listed_before, origin_after
from communique.analysis.actors.setting import Name
from communique.analysis.actors.tables import BODY, CITY, GROUP, RESIDENCE, office_words, posts
from communique.analysis.actors.words import Words

# What stands between two officials of one side.
BESIDE = (("and",), ("and", "the"), ("accompanied", "by"))
APPOINTING = (("named",), ("appointed",), ("nominated",))
NEVER = (dt.date.min, dt.date.min)
# Votes for a side: what stands in the title outweighs what stands after the name, both outweigh the table.
IN_TITLE, APPOSED, AFTER, TABLE, ONLY, HOME = 4.0, 3.0, 3.0, 2.5, 2.0, 1.0

# Whoever shares a leader's surname through marriage is not meant by it alone.


class Sides:
    """Gives the people of one document their sides and offices."""

    def __init__(self, words: Words, places: Places, day: dt.date | None, home: Home, namings: Sequence[Naming]) -> None:
        self.words, self.places, self.day = words, places, day
        self.home, self.official, self.namings = home.side, home.official, namings
        self._shared = self._distributed()
        self._claimed = {i: n.person for n in namings for i in n.covered()}

    def settle(self, persons: Iterable[Person]) -> None:
        """Let the text vote, then the table, then what stands beside the name."""
        persons = list(persons)
        for naming in self.namings:
            if naming.name is not None:
                self._vote(naming.person, naming.name)
        for person in persons:
            self._look_up(person)
        self._lend_offices()
        for person in persons:
            self._guess(person)

    def _distributed(self) -> dict[tuple[int, int], str | None]:
        """ "Hungarian and Slovak foreign ministers A and B": the first is Hungarian, the second Slovak; unequal lists give no side."""
        found: dict[tuple[int, int], str | None] = {}
        under: dict[int, list[Name]] = {}
        for naming in self.namings:
            if naming.name is not None and naming.name.title is not None and naming.name.title.sort == "plural":
                under.setdefault(id(naming.name.title), []).append(naming.name)
        for names in under.values():
            title = names[0].title
            assert title is not None
            _, sides = listed_before(self.words, self.places, title.first, title.head)
            for k, name in enumerate(names):
                if len(sides) > 1:
                    found[id(title), name.first] = sides[k] if len(sides) == len(names) else None
        return found

    def _lend_offices(self) -> None:
        """ "Fidan told his Iraqi counterpart Fuad Hussein": the counterpart has the office of the one named before."""
        for before, naming in zip(self.namings, self.namings[1:], strict=False):
            title = naming.name.title if naming.name else None
            if title is not None and title.office.endswith(("counterpart", "colleague")) and not naming.person.offices:
                naming.person.offices.extend(before.person.offices[:1])

    def _vote(self, person: Person, name: Name) -> None:
        for title, weight in ((name.title, IN_TITLE), (name.apposed, APPOSED)):
            if title is None:
                continue
            person.courtesies.update(self.words.lowers[title.first : title.last])
            if title.sort == "private":
                person.private = True
                continue
            if (
                title.office
                and title.sort == "office"
                and title.office not in person.offices
                and title.office not in ("counterpart", "colleague")
            ):
                person.offices.append(title.office)
            elif title.sort == "plural":
                person.offices.append(singular(title.office))
            side = self._shared.get((id(title), name.first), title.side)
            if side:
                person.vote(side, weight)
            elif title.sole and title.sole not in person.votes:  # said twice it is no surer: others have senators too
                person.vote(title.sole, ONLY)
        origin = origin_after(self.words, self.places, name.last)
        if origin is not None:
            # "ASEAN Chair Prime Minister Sok Sen of Cambodia" speaks for Cambodia.
            of_body = name.title is not None and name.title.side in data.bodies() and origin.place.side in data.sides()
            person.vote(origin.place.side, AFTER + IN_TITLE * of_body)
        if name.title is None and (side := self._before(name.first)) is not None:
            person.vote(side, AFTER)

    def _before(self, first: int) -> str | None:
        """ "Iran's Abbas Araghchi": the side whose possessive stands before the name."""
        hit = self.places.ending(first - 1) if first and self.words.owned(first) else None
        return hit.place.side if hit is not None and hit.place.kind not in (CITY, RESIDENCE) else None

    def _look_up(self, person: Person) -> None:
        """The table's offices of the person, by full name; on the day if possible, else around it."""
        if not person.full:
            return
        names = (person.name, f"{person.tokens[0]} {person.tokens[-1]}")
        found = next((f for n in names if self.day and (f := data.holders(n, self.day))), ())
        known = found or next((k for n in names if (k := data.by_name().get(data.plain(n), ()))), ())
        # "Francis" is the pope of that name before anybody else's surname.
        if any(o.person == person.name for o in data.by_name().get(data.plain(person.name), ())):
            found = tuple(o for o in found if o.person == person.name)
            known = found or tuple(o for o in data.by_name()[data.plain(person.name)] if o.person == person.name)
        near = [o for o in known if self._near(o)]
        if not found and self.day is not None:
            # Out of office on the day: what the person was last.
            past = [o for o in near if o.began is not None and o.began[0] <= self.day]
            near = [max(past, key=lambda o: o.began or NEVER)] if past else near
        sides = {o.side for o in near}
        told = {side for side, weight in person.votes.items() if weight >= APPOSED}
        envoy = told <= data.bodies().keys() and any(o.office.startswith("ambassador to") for o in near)
        if len(sides) == 1 and (envoy or not (told and sides.isdisjoint(told))):
            for body in told - sides if envoy else ():
                del person.votes[body]  # "United Nations envoy Nikki Haley" was sent there by another
            person.vote(sides.pop(), TABLE)
        if not person.offices and found:
            person.offices.append(found[0].office)

    def _near(self, office: data.Office) -> bool:
        """A person in office long before or after the day is likely another of that name."""
        if self.day is None or office.began is None or posts().get(office.office) == "leader":
            return True
        return -5 <= self.day.year - office.began[0].year <= 25

    def _guess(self, person: Person) -> None:
        """The side of somebody whom neither the text nor the table gives one: what stands beside, else home."""
        if person.votes or not person.offices or person.private:
            return
        side = self._served(person) or self._coordinated(person) or self._beside(person)
        if side is None and self.home and self._holds_at_home(person):
            here = next(n for n in self.namings if n.person is person)
            side = self.home if data.in_office(self.home, person.offices[0]) or not self._foreign(here) else None
        if side is not None:
            person.vote(side, HOME)

    def _served(self, person: Person) -> str | None:
        """ "Biden's top security aide Jake Sullivan" is of Biden's side."""
        for naming in self.namings:
            for title in (naming.name.title, naming.name.apposed) if naming.name and naming.person is person else ():
                if title is not None and title.owner is not None:
                    owner = next((n.person for n in self.namings if n.last == title.owner + 1), None)
                    return owner.side if owner is not None else None
        return None

    def _coordinated(self, person: Person) -> str | None:
        """ "Syrian President Farouk Haddad and Foreign Minister Lina Aswad", "The Czech premier named Finance Minister Eva Novak"."""
        for before, naming in zip(self.namings, self.namings[1:], strict=False):
            title = naming.name.title if naming.name else None
            if naming.person is not person or title is None:
                continue
            between = self.words.lowers[before.last : title.first]
            if between[-1:] in APPOINTING and len(between) < 5:
                return before.person.side
            if between in BESIDE and before.name and before.name.title and before.name.title.side:
                return before.name.title.side
        return None

    def _beside(self, person: Person) -> str | None:
        """The one foreign side told in the sentences that name the person and not used up by others' titles."""
        if not self.home or self._holds_at_home(person) or not _leads(person.offices[0]):
            return None
        for naming in self.namings:
            if naming.person is not person or naming.name is None or naming.name.title is None:
                continue  # who is named again further on is told beside other matters
            for away in (0, -1, -2, 1):
                sides = self._foreign(naming, away)
                if len(sides) == 1:
                    return sides.pop()
                if sides:
                    break
        return None

    def _foreign(self, naming: Naming, away: int = 0) -> set[str]:
        """The sides told in a naming's sentence, or some sentences away, but for home and those in others' titles."""
        first, last = self._sentence(naming.first)
        for _ in range(abs(away)):
            if (away < 0 and first == 0) or (away > 0 and last >= len(self.words)):
                return set()
            first, last = self._sentence(first - 1 if away < 0 else last)
        near = (self.places.at(i) for i in range(first, last) if self._claimed.get(i, naming.person) is naming.person)
        return {h.place.side for h in near if h is not None and h.place.kind not in (BODY, GROUP)} - {self.home or ""}

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
        if any(word in office_words().absent.get(self.home, "").split() for word in office.replace("-", " ").split()):
            return False
        ever = data.in_office(self.home, office)
        now = {o.person for o in data.in_office(self.home, office, self.day)} if self.day else set()
        if now:
            return any(data.plain(name).split()[-1] == person.surname or data.plain(name).split()[0] == person.surname for name in now)
        return bool(ever) or (self.official and not _leads(office))


def _leads(office: str) -> bool:
    """Whether an office is so high that it belongs to a country and not to one of its institutions."""
    head = re.split(r" (?:of|to|for|on) ", office)[0].replace("-", " ").split()
    return bool(head) and head[-1] in office_words().leading and not office_words().lesser & set(head)
