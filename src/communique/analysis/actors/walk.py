"""One walk over a document in reading order: every named actor is remembered, every reference met on the way is resolved.

"The Emir received Erdogan in Doha on Monday. He and his guest signed eight accords, and both sides spoke of trust."
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from communique import data
from communique.analysis.actors.cast import Actor, ActorKind, Mention
from communique.analysis.actors.described import Description
from communique.analysis.actors.discourse import SUBJECTS, Discourse, Point, role, top
from communique.analysis.actors.offices import singular
from communique.analysis.actors.person import Home
from communique.analysis.actors.references import BARE, HE, IT, SHE, THEY, Reference
from communique.analysis.actors.tables import adjectives, office_words
from communique.analysis.actors.words import Words
from communique.analysis.parse import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
INDEFINITE = frozenset({"a", "an", "one", "another"})
ANONYMOUS_AT_HOME = frozenset("ministry government defense defence presidential military intelligence ministers mps cabinet".split())
# "the ministry" is the institution of that noun named last, "the bloc" a body.
INSTITUTIONS = frozenset(
    "ministry department embassy government administration agency mission consulate delegation council commission group militia".split()
)
BLOCS = frozenset({"bloc", "alliance", "organization", "organisation"})
# Offices that one person at a time holds, so that "the X" needs no name.
SINGLE = frozenset(
    {"president", "prime minister", "chancellor", "premier", "foreign minister", "secretary of state", "king", "pope", "taoiseach"}
)
NAME = re.compile(r"\w{2,}")
NOMINAL = frozenset({"NOUN", "PROPN"})


class Walk:
    """The walk over one reading."""

    def __init__(self, reading: Reading, words: Words, tokens: Mapping[int, Token], people: dict[Actor, bool | None], home: Home) -> None:
        self.reading, self.words, self.tokens = reading, words, tokens
        self.home, self.official = home.side, home.official
        self.quoted = _quoted(reading)
        self.discourse = Discourse()
        self.plurals: dict[str, Actor] = {}
        self.reference = Reference(words, self.discourse, people, self.quoted)
        self.starts = [s.start for s in reading.doc.sents if not s.start or _ended(reading.doc[s.start - 1])]

    def references(self, named: Sequence[Mention], descriptions: Sequence[Description]) -> Iterator[Mention]:
        """The mentions that references make, resolved one after the other."""
        base = [self._point(m) for m in named]
        events: list[tuple[int, int, Point | Description | Token | int]] = []
        events.extend((p.mention.start, 0, p) for p in base)
        events.extend((self.words.starts[d.first], 1, d) for d in descriptions)
        covered = {i for d in descriptions for i in range(d.first, d.last)}
        covered |= {i for m in named if m.actor.kind is ActorKind.MINISTRY for i in self.words.range(m.start, m.end)}
        events.extend((self.words.starts[i], 2, i) for i in (*self._paired(), *self._institutions()) if i not in covered)
        pronouns = HE | SHE | THEY | IT
        events.extend((t.idx, 3, t) for t in self.reading.doc if t.lower_ in pronouns and t.pos_ in ("PRON", "DET"))
        ahead: dict[int, list[Point]] = {}
        for point in base:
            ahead.setdefault(point.sentence, []).append(point)
        current = 0
        for start, _, event in sorted(events, key=lambda e: e[:2]):
            sentence = event.sentence if isinstance(event, Point) else self._sentence_at(start)
            while current < sentence:
                self.discourse.close(current)
                current += 1
            if isinstance(event, Point):
                self.discourse.add(event)
                continue
            for mention in self._resolved(event, sentence, ahead.get(sentence, [])):
                self.discourse.add(self._point(mention))
                yield mention

    def _resolved(self, event: Description | Token | int, sentence: int, ahead: Sequence[Point]) -> Iterator[Mention]:
        if isinstance(event, Description):
            found = self._described(event, sentence)
        elif isinstance(event, int):
            lower = self.words.lowers[event]
            found = self._institution(event) if lower in INSTITUTIONS | BLOCS else self._pair(event, sentence)
        else:
            found = self._pronoun(event, sentence, ahead)
        if found is not None:
            yield found

    # ---------------------------------------------------------------- positions

    def _point(self, mention: Mention) -> Point:
        i = self.words.index(mention.head)
        token = top(self.tokens[min(i, len(self.words) - 1)], mention.start, mention.end)
        subject = role(token).dep_ in SUBJECTS
        return Point(mention, token, bisect_right(self.starts, token.i) - 1, subject, self.quoted[token.i])

    def _sentence_at(self, offset: int) -> int:
        token = self.tokens[min(self.words.index(offset), len(self.words) - 1)]
        return bisect_right(self.starts, token.i) - 1

    # ---------------------------------------------------------------- pronouns and pairs

    def _pronoun(self, token: Token, sentence: int, ahead: Sequence[Point]) -> Mention | None:
        lower = token.lower_
        actor: Actor | None
        if lower in THEY:
            actor = together(self.reference.they(token, sentence))
        elif lower in IT:
            actor = self.reference.it(token, sentence)
        else:
            actor = self.reference.he(token, sentence, ahead)
        return Mention(token.idx, token.idx + len(token), actor, "pronoun", token.idx) if actor is not None else None

    def _paired(self) -> Iterator[int]:
        """Words that carry "both sides", "the two countries", "the parties", "the pair"."""
        words = self.words
        for i, lower in enumerate(words.lowers):
            if i and words.spaced(i) and (lower in office_words().pair_sides or lower in ("pair", "duo")):
                if self._number(i) is not None or (lower in BARE and words.lowers[i - 1] == "the"):
                    yield i
            elif lower == "two" and i and words.lowers[i - 1] == "the" and self.tokens[i].dep_ in ("nsubj", "pobj", "dobj", "nsubjpass"):
                yield i

    def _institutions(self) -> Iterator[int]:
        """Words that carry "the ministry", "the bloc"."""
        words = self.words
        for i, lower in enumerate(words.lowers):
            if (
                lower in INSTITUTIONS | BLOCS
                and i
                and words.lowers[i - 1] == "the"
                and words.spaced(i)
                and self.tokens[i].dep_ != "compound"
            ):
                if not (i + 1 < len(words) and words.spaced(i + 1) and words.lowers[i + 1] in ("of", "for")):
                    yield i

    def _institution(self, i: int) -> Mention | None:
        """The institution or body named last that goes by the noun."""
        noun, start = self.words.lowers[i], self.words.starts[i - 1]
        for point in self.discourse.back():
            if point.mention.start >= start:
                continue
            actor = point.actor
            if noun in BLOCS and (actor.kind is ActorKind.BODY or actor.side in data.bodies()):
                body = actor if actor.kind is ActorKind.BODY else Actor(ActorKind.BODY, str(actor.side), actor.side)
                return Mention(start, self.words.ends[i], body, "description", self.words.starts[i])
            if noun in actor.name.lower().split() and actor.kind in (ActorKind.MINISTRY, ActorKind.GROUP):
                return Mention(start, self.words.ends[i], actor, "description", self.words.starts[i])
        if noun == "government" and self.home is not None:
            actor = Actor(ActorKind.MINISTRY, f"{adjectives().get(self.home, self.home)} government", self.home)
            return Mention(start, self.words.ends[i], actor, "description", self.words.starts[i])
        return None

    def _number(self, i: int) -> int | None:
        """ "two" of "the two countries", "both" of "both sides", also before an adjective or two."""
        for j in range(i - 1, max(i - 4, -1), -1):
            if not self.words.spaced(j + 1):
                return None
            if self.words.lowers[j] in NUMBERS:
                return NUMBERS[self.words.lowers[j]]
        return None

    def _pair(self, i: int, sentence: int) -> Mention | None:
        words = self.words
        if words.lowers[max(0, i - 3)] == "conference":
            return None
        following = words.lowers[i + 1] if i + 1 < len(words) and words.spaced(i + 1) else ""
        if following == "of" and words.lowers[i] in BARE:
            return None
        number = self._number(i) or (2 if words.lowers[i] in ("pair", "duo", "two") else None)
        actor = together(self.reference.pair(sentence, words.starts[i], frozenset({words.lowers[i]}), number))
        if actor is None:
            return None
        first = i
        while first > 0 and i - first < 4 and words.lowers[first] not in ("the", "both") and words.spaced(first):
            first -= 1
        return Mention(words.starts[first], words.ends[i], actor, "collective", words.starts[i])

    # ---------------------------------------------------------------- descriptions

    def _described(self, description: Description, sentence: int) -> Mention | None:
        words = self.words
        token = self.tokens[description.head]
        # "the Leaders Summit", "an official visit": the title only modifies what follows.
        follows = token.head.idx >= self.words.ends[description.last - 1]
        modifies = token.dep_ in ("compound", "amod") and follows and not description.sides
        if token.pos_ not in NOMINAL or modifies:
            return None
        start, end = words.starts[description.first], words.ends[description.last - 1]
        actor, how = self._who(description, sentence, start)
        return Mention(start, end, actor, how, words.starts[description.head]) if actor is not None else None

    def _who(self, description: Description, sentence: int, start: int) -> tuple[Actor | None, str]:
        words = self.words
        head = words.lowers[description.head]
        if head in ("counterpart", "counterparts", "colleague"):
            return self._counterpart(description, sentence, start), "description"
        if description.plural:
            several = self._several(description, sentence, start)
            return several, "collective" if several is not None and several.members else "description"
        indefinite = words.lowers[description.first] in INDEFINITE
        if not indefinite:
            if (
                self.official
                and not description.sides
                and words.capital(description.head)
                and (own := self._in_office(description)) is not None
            ):
                return own, "title"
            side = description.sides[0] if description.sides else None
            found = self.reference.holder(description.office, side, start, definite=description.definite)
            if found is not None:
                return found, "title"
            # "Japan PM to visit Seoul": a headline drops the article.
            bare = bool(description.sides) and words.capital(description.first)
            if (description.definite or bare) and (in_office := self._in_office(description)) is not None:
                return in_office, "title"
            if description.definite and not description.sides:
                return None, "title"
        return self._unnamed(description), "description"

    def _unnamed(self, description: Description) -> Actor | None:
        side = description.sides[0] if description.sides else None
        if side is None and self.home and ANONYMOUS_AT_HOME & set(description.office.split()):
            side = self.home
        if side is None and description.owner is not None:
            owner = next((p for p in self.discourse.back() if p.mention.end == self.words.ends[description.owner]), None)
            side = owner.actor.side if owner else None
        return Actor(ActorKind.UNNAMED, description.name(self.words), side, description.office)

    def _in_office(self, description: Description) -> Actor | None:
        """ "The President" of a readout that never names him, "the U.S. president": whoever is in office on that day."""
        day = self.reading.document.published
        office = "secretary of state" if description.office == "secretary" else description.office
        side = description.sides[0] if description.sides else self.home
        if side is None or day is None or office not in SINGLE:
            return None
        people = {o.person for o in data.in_office(side, office, day)}
        if len(people) != 1:
            return None
        holder = people.pop()
        words = set(NAME.findall(data.plain(holder))) - office_words().particle  # "al-Sharaa" is not "al-Assad"
        known = next((a for a in self.reference.people if a.side == side and words & set(NAME.findall(data.plain(a.name)))), None)
        return known or Actor(ActorKind.PERSON, holder, side, office)

    def _several(self, description: Description, sentence: int, start: int) -> Actor | None:
        words = self.words
        head = words.lowers[description.head]
        if len(description.sides) > 1:
            several = together(tuple(self._of_side(description, side, description.bare, start) for side in description.sides))
            if several is not None:
                self.plurals[description.bare] = several
            return several
        owners = self._of_pair(description, sentence, start) if not description.sides else ()
        if owners:
            office = description.bare.rpartition(" of ")[0] or description.bare
            return together(tuple(self._of_side(description, str(a.side), office, start) for a in owners))
        number = self._number(description.head)
        if not description.sides and words.lowers[description.first] == "the" and (known := self.plurals.get(description.bare)):
            return known
        if (
            not description.sides
            and head in office_words().pair_people
            and (number or (head in BARE and words.lowers[description.first] == "the"))
        ):
            return together(self.reference.pair(sentence, start, frozenset({head}), number))
        return self._unnamed(description)

    def _of_pair(self, description: Description, sentence: int, start: int) -> tuple[Actor, ...]:
        """The sides of "foreign ministers of the two countries", "envoys from both sides"."""
        sides = office_words().pair_sides
        lowers = self.words.lowers
        if lowers[description.head + 1 : description.head + 2] not in (("of",), ("from",)):
            return ()
        for i in range(description.head + 2, min(description.last + 4, len(lowers))):
            if lowers[i] in sides and (number := self._number(i)) is not None:
                return self.reference.pair(sentence, start, frozenset({self.words.lowers[i]}), number)
        return ()

    def _of_side(self, description: Description, side: str, office: str, start: int) -> Actor:
        """One of several described together: a person of the document with that side and office, else described."""
        found = self.reference.holder(singular(office), side, start)
        return found or Actor(ActorKind.UNNAMED, f"{adjectives().get(side, side)} {singular(office)}", side, singular(office))

    def _counterpart(self, description: Description, sentence: int, start: int) -> Actor | None:
        """ "his Iraqi counterpart": the office of whoever is the subject, for the sides told."""
        subjects = [p for p in self.discourse.in_sentence(sentence, start) if p.subject and p.actor.office]
        if not description.sides or not subjects:
            return None
        office = subjects[-1].actor.office or ""
        return together(tuple(self._of_side(description, side, office, start) for side in description.sides))


def together(actors: Sequence[Actor]) -> Actor | None:
    """One actor for several: a collective, or the only one."""
    if not actors:
        return None
    if len(actors) == 1:
        return actors[0]
    return Actor(ActorKind.COLLECTIVE, " and ".join(a.name for a in actors), None, None, tuple(actors))


def _ended(token: Token) -> bool:
    """A sentence really ends here; the parser also parts a sentence at "(ROK)" or "(PA)"."""
    return token.is_space or token.text[-1] in ".!?:;\"”’'…"


def _quoted(reading: Reading) -> list[bool]:
    """For every token, whether it stands inside quotation marks; a paragraph begins outside."""
    found: list[bool] = []
    inside = False
    parts = iter(p.start for p in reading.parts)
    following = next(parts, None)
    for token in reading.doc:
        while following is not None and token.idx >= following:
            inside, following = False, next(parts, None)
        if token.text in ("“", "``"):
            inside = True
        elif token.text in ("”", "''"):
            inside = False
        elif token.text == '"':
            inside = not inside
        found.append(inside)
    return found
