"""Who binds himself towards whom: the parties of a promise.

"They", "the two leaders", "both sides" and an agreement without a subject mean the participants of the engagement that the text has
just told of; a promise of one side goes to the other sides named in it, else to the engagement's other side.

    "The ministers agreed to reopen the line." - by both ministers' countries, told two sentences before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.actors import Actor, Cast
from communique.analysis.actors.find import home_side
from communique.analysis.commitments.promises import Promise
from communique.analysis.engagements.arcs import phrases
from communique.analysis.parse import Reading
from communique.model import Engagement, Strength

# Heads of noun phrases that stand for those who met.
OWN = frozenset({"we", "our", "us", "i", "my"})
PARTICIPANTS = frozenset(
    "they both side leader minister country nation government party president official diplomat secretary counterpart chief head delegation "
    "ally neighbor neighbour capital participant member envoy negotiator pair duo two parties sides".split()
)


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides of a promise, sorted; ``mentioned``: other sides named inside its content."""

    by: tuple[str, ...]
    toward: tuple[str, ...]
    mentioned: tuple[str, ...]
    engaged: bool
    rules: tuple[str, ...] = ()


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
        return own[0].sides if own else ()

    def sides(self, head: Token | None) -> tuple[str, ...]:
        """Sides that a noun phrase stands for; a collective without an own answer takes the participants."""
        if head is None:
            return ()
        found = sides_of(self.cast.named(head))
        if len(found) < 2 and collective(head):
            told = self.participants(head.idx)
            if set(found) <= set(told):
                return told
        return found or self._owners(head)

    def _owners(self, head: Token) -> tuple[str, ...]:
        """Sides that own a noun phrase: "Tokyo's offer", "U.S. lawmakers", "the leaders of France and Italy", "we" in an office's own text."""
        if head.lower_ in OWN:
            home = home_side(self.reading)
            return (home,) if home else ()
        inner = [c for c in head.children if c.dep_ in {"poss", "compound", "amod", "nmod", "nsubj"}]
        inner += [c for p in head.children if p.dep_ in {"prep", "agent"} and p.lower_ in {"of", "from", "by"} for c in p.children if c.dep_ == "pobj"]
        found = {side for c in inner for side in sides_of(self.cast.named(c))}
        found |= {m.actor.side for c in inner if (m := self.cast.at(c.idx)) is not None and m.actor.side and c.dep_ in {"compound", "amod", "nmod"}}
        return tuple(sorted(found))

    def within(self, first: int, last: int) -> tuple[str, ...]:
        """Sides mentioned between two tokens, sorted."""
        doc = self.reading.doc
        inside = self.cast.within(doc[first].idx, doc[last].idx + len(doc[last].text))
        return sides_of(m.actor for m in inside)


def collective(head: Token) -> bool:
    """Plural or dual words for those who met: "they", "both sides", "the two leaders"; not "officials in Oslo"."""
    if head.lower_ in {"they", "both", "their", "them"}:
        return True
    owned = any(c.dep_ in {"poss", "compound", "nmod", "amod"} and c.ent_type_ in {"GPE", "NORP", "ORG"} for c in head.children)
    return head.lemma_.lower() in PARTICIPANTS and head.tag_ in {"NNS", "NNPS"} and not owned


def parties_of(setting: Setting, promise: Promise) -> Parties:
    """The parties of a promise; ``by`` is empty where nothing tells."""
    rules: list[str] = []
    by = set(setting.sides(promise.holder))
    partners = {side for token in phrases(promise.cue, ("with",)) for side in sides_of(setting.cast.named(token))}
    told = setting.participants(promise.cue.idx)
    if promise.strength is Strength.AGREED:
        if by:
            by |= partners
        elif promise.holder is None or promise.holder.lower_ == "it":
            by = set(told)
            rules.append("participants")
    if promise.holder is not None and by and not setting.cast.named(promise.holder):
        rules.append("participants" if collective(promise.holder) else "owner")
    mentioned = tuple(s for s in setting.within(promise.content.left_edge.i, promise.last) if s not in by)
    toward = set(mentioned) | (partners - by)
    if len(by) > 1:
        toward |= by
    elif by and not toward and set(told) > by:
        toward = set(told) - by
        rules.append("other participant")
    return Parties(tuple(sorted(by)), tuple(sorted(toward)), mentioned, bool(set(told) > by) if by else bool(told), tuple(rules))
