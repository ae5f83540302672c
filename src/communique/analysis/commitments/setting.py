"""The setting in which words of binding and change are read: the document, its cast and its engagements; who stands behind a noun phrase.

"They", "the two leaders" and "both sides" are the participants of the engagement that the text has just told of; "Tokyo's offer" and
"Polish officials" are their owner's; "we" is whoever speaks.

    "Both sides agreed ..." - after "Sunak met Modi in Delhi", they are Britain and India.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.actors import Actor, Cast
from communique.analysis.actors.cast import PLACE, ActorKind
from communique.analysis.actors.tables import office_words
from communique.analysis.commitments.cues import packaged
from communique.analysis.engagements.arcs import SUBJECTS, subject
from communique.analysis.parse import Reading
from communique.model import Engagement

# Heads of noun phrases that stand for those who met.
SAME = frozenset({"it", "he", "she", "its", "his", "her"})
SAYING = frozenset("say tell add state declare stress note write tweet announce warn claim argue reply respond insist".split())
# A text in which "we" are all who signed it.
JOINT = re.compile(r"\bjoint (?:statement|declaration|communiqu\w+|press release|readout)\b", re.IGNORECASE)
OWN = frozenset({"we", "our", "us", "i", "my"})
# Plurals that stand for no side, beside the titles of private people.
PRIVATE = frozenset(
    "people company firm bank maker carmaker producer exporter importer farmer business investor worker student family critic "
    "protester rebel soldier troop reporter expert supporter".split()
)
OTHERS = frozenset("some other many several certain most various numerous few".split())
COUNTS = {word: n for n, word in enumerate("three four five six seven eight nine ten".split(), 3)}
PARTICIPANTS = frozenset(
    "they both side leader minister country nation government party president official diplomat secretary counterpart chief head "
    "delegation ally neighbor neighbour capital participant member envoy negotiator representative interlocutor "
    "co-chair principal pair duo two parties sides man woman".split()
)


def sides_of(actors: Iterable[Actor]) -> tuple[str, ...]:
    """The sides that actors stand for, members of groups included, sorted, each once."""
    found: set[str] = set()
    for actor in actors:
        inner = [m.side for m in actor.members if m.side]
        found.update(inner or ([actor.side] if actor.side else []))
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Setting:
    """A reading with its cast and engagements."""

    reading: Reading
    cast: Cast
    engagements: Sequence[Engagement]

    def participants(self, offset: int) -> tuple[str, ...]:
        """Sides of the engagement told last before a reading offset, else of the document's own one."""
        placed = [(self.reading.offset(e.evidence[0]), e) for e in self.engagements if len(e.sides) > 1 and e.evidence]
        before = [(at, e) for at, e in placed if at <= offset and e.standing == self.reading.part(offset)] or [
            p for p in placed if p[0] <= offset
        ]
        if before:
            return max(before, key=lambda p: p[0])[1].sides
        own = [e for _, e in placed if e.foreground] or [e for _, e in placed]
        return own[0].sides if own else self._two()

    def _two(self) -> tuple[str, ...]:
        """The two sides that the first paragraphs name, where one names just two; else those of the people whom they name."""
        for part in self.reading.parts[:3]:
            named = sides_of(m.actor for m in self.cast.within(part.start, part.end) if m.how != PLACE)
            if len(named) == 2:
                return named
        lead = [m.actor for p in self.reading.parts[:3] for m in self.cast.within(p.start, p.end) if m.actor.kind is ActorKind.PERSON]
        return sides_of(lead) if len(sides_of(lead)) > 1 else ()

    def sides(self, head: Token | None) -> tuple[str, ...]:
        """Sides that a noun phrase stands for; a collective without an own answer takes the participants."""
        if head is None:
            return ()
        if self._of_others(head) or _of_things(head) and len(self.within(head.sent.start, head.i - 1)) < 2:
            return ()
        found = sides_of(self.cast.named(head))
        if len(found) < 2 and collective(head):
            told = self.participants(head.idx)
            if set(found) <= set(told) and _as_many(head, told):
                return told
        return found or (self._teller(head) if head.lower_ in SAME else self._owners(head))

    def _of_others(self, head: Token) -> bool:
        """Whether "they" are people told of just before who stand for no side: "The carmakers were here. They will invest"."""
        if head.lower_ != "they" or not head.sent.start:
            return False
        before = head.doc[head.sent.start - 1].sent
        plural = [t.lemma_.lower() for t in before if t.dep_ in SUBJECTS and t.tag_ == "NNS" and t.head == before.root]
        return bool(plural) and plural[-1] in PRIVATE | office_words().private

    def _teller(self, head: Token) -> tuple[str, ...]:
        """Who "it" is in "Ankara said it was willing", and "its" in "Ankara restated its will": the one who says so, who holds it."""
        for verb in head.ancestors:
            told = subject(verb)
            says = verb.lemma_.lower() in (packaged().speaking if head.dep_ == "poss" else SAYING)
            if says and told is not None and told != head and (told.lower_ not in SAME or self.cast.named(told)):
                return self.sides(told)
        return ()

    def announcer(self, verb: Token) -> tuple[str, ...]:
        """Who tells of what will be done without a doer: "Ankara said the council would be revived"; all who met, in their own text."""
        terms = (c for p in verb.children if p.dep_ == "prep" and p.lower_ == "under" for c in p.children)
        if any(c.lemma_.lower() in packaged().nouns for c in terms):
            return self.participants(verb.idx)  # "Under the agreement, a hotline will be set up"
        for above in verb.ancestors:
            told = subject(above)
            if above.lemma_.lower() in SAYING and told is not None:
                phrase = told.doc[told.left_edge.i : told.right_edge.i + 1].text
                return self.participants(verb.idx) if JOINT.search(phrase) else self.sides(told)
        return ()

    def _owners(self, head: Token) -> tuple[str, ...]:
        """Sides that own a noun phrase: "Tokyo's offer", "U.S. lawmakers", "the leaders of France and Italy"; for "we", whoever speaks."""
        if own_voice(head):
            return self._speaking(head)
        if head.lemma_.lower() in packaged().things["aid"]:
            return self._givers(head)
        inner = [c for c in head.children if c.dep_ in {"poss", "compound", "amod", "nmod", "nsubj"}]
        phrases = [p for p in head.children if p.dep_ in {"prep", "agent"} and p.lower_ in {"of", "from", "by"}]
        inner += [c for p in phrases for c in p.children if c.dep_ == "pobj"]
        found = {side for c in inner for side in sides_of(self.cast.named(c))}
        modifiers = [self.cast.at(c.idx) for c in inner if c.dep_ in {"compound", "amod", "nmod"}]
        found |= {m.actor.side for m in modifiers if m is not None and m.actor.side}
        return tuple(sorted(found))

    def _speaking(self, head: Token) -> tuple[str, ...]:
        """Who says "we": the subject of the verb of saying, the name before a colon, those who signed, the office whose text it is."""
        for verb in head.ancestors:
            if verb.lemma_.lower() in SAYING:
                told = subject(verb)
                return self.sides(told) if told is not None and not own_voice(told) else ()
        told_by = [(m.start, m.actor.side) for m in self.cast.within(0, head.idx) if self.reading.text[m.end : m.end + 1] == ":"]
        turns = [(at, side) for at, side in told_by if side]
        if turns:
            return (max(turns)[1],)  # a turn goes on over sentences and paragraphs
        if any(JOINT.search(self.reading.text[p.start : p.end]) for p in self.reading.parts[:2]):
            return self._two() or self.participants(head.idx)
        home = office_words().home.get((self.reading.document.source or "").lower())
        return (home,) if home else ()

    def _givers(self, head: Token) -> tuple[str, ...]:
        """Whose money it is: "some $2 million in Norwegian aid"."""
        aid = packaged().things["aid"]
        owners = (c for t in head.subtree if t.lemma_.lower() in aid for c in t.children if c.dep_ in {"compound", "amod", "nmod", "poss"})
        return tuple(sorted({m.actor.side for c in owners if (m := self.cast.at(c.idx)) is not None and m.actor.side}))

    def within(self, first: int, last: int) -> tuple[str, ...]:
        """Sides mentioned between two tokens, sorted."""
        doc = self.reading.doc
        inside = self.cast.within(doc[first].idx, doc[last].idx + len(doc[last].text))
        return sides_of(m.actor for m in inside)


def own_voice(token: Token) -> bool:
    """Whether the word is whoever speaks: "we agreed"; not the "US" of "US, China agree to talks"."""
    return token.lower_ in OWN and token.text != "US"


def collective(head: Token) -> bool:
    """Plural or dual words for those who met: "they", "both sides", "the two leaders"; not "officials in Oslo"."""
    if head.lower_ in {"they", "both", "their", "them"}:
        return True
    if any(c.lower_ in OTHERS for c in head.children):
        return False  # "some countries are willing to"
    owned = any(c.dep_ in {"poss", "compound", "nmod", "amod"} and c.ent_type_ in {"GPE", "NORP", "ORG"} for c in head.children)
    plural = head.tag_ in {"NNS", "NNPS"} or any(c.lower_ in {"neither", "either", "each"} for c in head.children)
    return head.lemma_.lower() in PARTICIPANTS and plural and not owned


def _as_many(head: Token, told: Sequence[str]) -> bool:
    """ "Six industrialised nations" are not the two who met."""
    number = next((COUNTS[c.lower_] for c in head.children if c.lower_ in COUNTS), None)
    return number is None or number == len(told)


def _of_things(head: Token) -> bool:
    """Whether "they" are things told of just before: "defended his tariffs, saying they will create jobs"."""
    before = [t.lemma_.lower() for t in head.doc[head.sent.start : head.i] if t.tag_ == "NNS"]
    if head.lower_ != "they" or not before or PARTICIPANTS & set(before):
        return False
    return any(before[-1] in words for words in packaged().things.values())
