"""What pronouns and definite phrases stand for: "he", "the minister", "his Turkish counterpart", "they", "both sides", "the two leaders".

A pronoun takes the nearest subject of its sentence, else the main subject of the sentence before; a fronted "In his talks" takes the
subject that follows. A title takes the person of that office named last. What fits nothing stays unresolved: a wrong antecedent is
worse than none.

    "Fidan flew to Baghdad, where he met his Iraqi counterpart; the two ministers said their countries would share water data."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from communique.analysis.actors.cast import Actor, ActorKind
from communique.analysis.actors.discourse import ACTING, PEOPLE, POWERS, SUBJECTS, Discourse, Point, engaged, role
from communique.analysis.actors.tables import office_words, posts, state_names
from communique.analysis.actors.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Token

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their theirs themselves".split())
IT = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"NNS", "NNPS"})
SPEAKING = frozenset("i we you us me my your our".split())
BARE = frozenset({"sides", "parties", "leaders", "pair", "duo", "presidents", "ministers"})
# "The president" is not the vice president.
JUNIOR = frozenset({"vice", "deputy", "former", "assistant", "under"})
FAR = 3
ENVOYS = frozenset({"ambassador", "envoy"})
ANY = frozenset("a an one another two three some several many most".split())


class Reference:
    """Resolves the references of one document in reading order."""

    def __init__(self, words: Words, discourse: Discourse, people: dict[Actor, bool | None], quoted: Sequence[bool]) -> None:
        self.words, self.discourse, self.people, self.quoted = words, discourse, people, quoted

    # ---------------------------------------------------------------- he, she

    def he(self, token: Token, sentence: int, ahead: Sequence[Point]) -> Actor | None:
        """The person meant by "he", "his", "she", "her"."""
        male = token.lower_ in HE
        inside = self.quoted[token.i]
        here = [p for p in self.discourse.in_sentence(sentence, token.idx) if self._fits(p, male) and p.quoted == inside]
        excluded = _own_subject(token)
        not_he = {p.actor for p in here if excluded is not None and role(p.token).i == excluded.i}
        here = [p for p in here if p.actor not in not_he]
        praised = _judged(token)
        if praised is not None and (objects := [p for p in here if p.token.i == praised.i]):
            return objects[0].actor
        subjects = [p for p in here if p.subject or (token.dep_ == "poss" and _owns_subject(p))]
        if subjects:
            return subjects[-1].actor
        if inside:
            return here[-1].actor if len({p.actor for p in here}) == 1 else None
        if here:
            return here[0].actor if len({p.actor for p in here}) == 1 else None
        following = [p for p in ahead if p.subject and self._fits(p, male) and p.mention.start > token.idx and not p.quoted]
        if _fronted(token) and following:
            return following[0].actor
        return self._before(sentence, male, not_he)

    def _before(self, sentence: int, male: bool, not_he: set[Actor]) -> Actor | None:
        """The main subject of the sentence before, else its nearest subject, else the only person in it; a few sentences back."""
        for back in range(1, FAR + 1):
            points = [p for p in self.discourse.in_sentence(sentence - back) if self._fits(p, male) and not p.quoted]
            points = [p for p in points if p.actor not in not_he]
            if not points:
                continue
            main = [p for p in points if p.subject and role(p.token).head.dep_ == "ROOT"]
            subjects = main or [p for p in points if p.subject]
            if subjects:
                return subjects[-1].actor
            if len({p.actor for p in points}) == 1:
                return points[0].actor
            return None
        return None

    def _fits(self, point: Point, male: bool) -> bool:
        actor = point.actor
        if actor.kind is ActorKind.UNNAMED:
            return not actor.members and not actor.name.rstrip().endswith("s") and actor.office is not None
        if actor.kind is not ActorKind.PERSON:
            return False
        known = self.people.get(actor)
        return known is None or known == male

    # ---------------------------------------------------------------- they, it

    def they(self, token: Token, sentence: int) -> tuple[Actor, ...]:
        """The plural subject of the clause, else of the sentence before, else those who were engaged last.

        A crowd nearby ("residents", "farmers who defend their country") is meant rather than the sides: nothing is resolved.
        """
        if self.quoted[token.i]:
            return ()
        for back in (0, 1):
            found = self._plural_subject(sentence - back, token if not back else None)
            if found is not None:
                return found
            if self._crowded(token, back) or _spoken(token):
                return ()
        return self.pair(sentence, token.idx, frozenset())

    def _plural_subject(self, sentence: int, token: Token | None) -> tuple[Actor, ...] | None:
        """Coordinated actors or a described plurality as subject, that of the pronoun's own clauses first."""
        groups: dict[int, list[Actor]] = {}
        verbs: dict[int, int] = {}
        for point in self.discourse.in_sentence(sentence, token.idx if token is not None else None):
            if point.subject and not point.quoted:
                first = role(point.token)
                groups.setdefault(first.i, []).append(point.actor)
                verbs[first.i] = first.head.i
        above = [t.i for t in token.ancestors] if token is not None else []
        near = sorted(groups, key=lambda i: (above.index(verbs[i]) if verbs[i] in above else len(above), -i))
        crowded = token is not None and self._crowded(token, 0)
        for i in near:
            if crowded and verbs[i] not in above:
                continue
            each = tuple(dict.fromkeys(a for actor in groups[i] for a in actor.each()))
            if len(each) > 1 or (each[0].kind is ActorKind.UNNAMED and each[0].name.rstrip().endswith("s")):
                return each
        return None

    def _crowded(self, token: Token, back: int) -> bool:
        """A plural noun of people or powers, in the sentence before the pronoun or as subject of the sentence before it."""
        crowd = office_words().crowd
        first = token.sent.start
        if not back:
            return any(t.lower_ in crowd for t in token.doc[first : token.i])
        if first == 0:
            return False
        return any(
            t.dep_ in SUBJECTS and (t.lower_ in crowd or (t.tag_ in PLURAL and t.text[0].isupper())) for t in token.doc[first - 1].sent
        )

    def it(self, token: Token, sentence: int) -> Actor | None:
        """The institution or state that was subject last: "The ministry said ... It quoted Wang as saying"."""
        if self.quoted[token.i] or (token.lower_ == "it" and _empty(token)):
            return None
        subject = _governing_subject(token)
        if subject is not None:
            here = [p for p in self.discourse.in_sentence(sentence, token.idx) if p.subject and not p.quoted]
            named = [p for p in here if p.mention.start <= subject.idx < p.mention.end]
            return named[0].actor if named and named[0].actor.kind in ACTING else None
        if token.lower_ != "it" or token.i > token.sent.start + 1:
            return None
        before = [p for p in self.discourse.in_sentence(sentence - 1) if p.subject and not p.quoted and role(p.token).head.dep_ == "ROOT"]
        return before[-1].actor if before and before[-1].actor.kind in ACTING else None

    # ---------------------------------------------------------------- the minister, his counterpart

    def holder(self, said: str, side: str | None, before: int, *, definite: bool = False) -> Actor | None:
        """The person of this document whom a title means: the one named last, else the only one named later who has a side's post.

        Args:
            said: the office, normalised and singular.
            side: the side told with it.
            before: reading offset of the title.
            definite: "the diplomat", somebody known already.
        """
        envoys = definite and said.endswith("diplomat") and not self._nameless(before)
        fitting = (p for p in self.discourse.back() if p.mention.start < before and self._holds(p.actor, said, side, envoys))
        latest = next(fitting, None)
        if latest is not None:
            # "Obama said of Medvedev ... the president added": the subject of the sentence rather than its object.
            near = [p for p in self.discourse.in_sentence(latest.sentence, before) if p.subject and self._holds(p.actor, said, side)]
            return near[-1].actor if near and not latest.subject else latest.actor
        later = [a for a in self.people if side is not None and self._holds(a, said, side)]
        return later[0] if len(later) == 1 else None

    def _nameless(self, before: int) -> bool:
        """ "One senior diplomat said ... the diplomat added": whether a diplomat without a name is spoken of."""
        lowers = self.words.lowers
        places = (i for i, word in enumerate(lowers) if word in ("diplomat", "diplomats") and self.words.starts[i] < before)
        return any(ANY & set(lowers[max(i - 5, 0) : i]) for i in places)

    def _holds(self, actor: Actor, said: str, side: str | None, envoys: bool = False) -> bool:
        if actor.kind not in PEOPLE or not actor.office or (side is not None and actor.side != side):
            return False
        if actor.kind is ActorKind.UNNAMED and actor.name.endswith("s"):
            return False
        same = posts().get(said)
        alike = same is not None and same == posts().get(actor.office)
        # "The diplomat conveyed greetings": the foreign minister or ambassador named last, whose title is another
        envoy = envoys and (alike or bool(ENVOYS & set(actor.office.split())))
        return called(said, actor.office) or envoy or (alike and side is not None)

    # ---------------------------------------------------------------- the two leaders, both sides

    def pair(self, sentence: int, before: int, nouns: frozenset[str], number: int | None = None) -> tuple[Actor, ...]:
        """Those who stood together last; as people or as sides, two of them if a number is told."""
        as_sides = bool(nouns & office_words().pair_sides)
        as_people = bool(nouns & office_words().pair_people)
        for together in self._together(sentence, before):
            people = all(a.kind in PEOPLE for a in together)
            if as_people and not people:
                continue
            if as_sides:
                together = tuple(dict.fromkeys(_state(a) for a in together if a.side))
            if len(together) < 2 or (number is not None and len(together) != number):
                continue
            if as_people and not all(_rank_fits(nouns, a) for a in together):
                continue
            return together
        return ()

    def _together(self, sentence: int, before: int) -> Iterator[tuple[Actor, ...]]:
        here = self.discourse.in_sentence(sentence, before)
        yield from engaged(here, PEOPLE)
        yield from engaged(here, POWERS)
        for _, together in reversed(self.discourse.pairs):
            yield together


def called(said: str, office: str) -> bool:
    """Whether somebody in an office may be called by a title: "the minister" for a foreign minister, "the leader" for a president."""
    if said == office:
        return True
    parts, words = office.replace("-", " ").split(), said.replace("-", " ").split()
    if not words or JUNIOR & (set(parts) ^ set(words)):
        return False
    if f" {said} " in f" {office} " or f" {office} " in f" {said} ":
        return True
    if words[-1] == "leader":
        return posts().get(office) == "leader"
    return len(words) == 1 and words[0] in parts


def _rank_fits(nouns: Iterable[str], actor: Actor) -> bool:
    """ "The two leaders" are no spokesmen; "the two ministers" are ministers."""
    office = actor.office or ""
    if "spokes" in office:
        return False
    for noun, needed in (("ministers", ("minister", "secretary")), ("presidents", ("president",)), ("secretaries", ("secretary",))):
        if noun in nouns and office and not any(n in office for n in needed):
            return False
    return True


def _state(actor: Actor) -> Actor:
    if actor.kind in (ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP):
        return actor
    assert actor.side is not None
    name = state_names().get(actor.side, actor.side)
    return Actor(ActorKind.STATE if len(actor.side) == 3 and actor.side.isupper() else ActorKind.BODY, name, actor.side)


def _own_subject(token: Token) -> Token | None:
    """The subject of the clause whose object a pronoun is: in "Lavrov told him" he is not Lavrov."""
    if token.dep_ in ("dobj", "dative", "iobj") or (token.dep_ == "pobj" and token.head.head.pos_ in ("VERB", "AUX")):
        verb = token.head if token.dep_ != "pobj" else token.head.head
        return next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return None


def _owns_subject(point: Point) -> bool:
    """ "Oda's trip will follow her first summit": the possessor of a subject may be meant by "her"."""
    return point.token.dep_ == "poss" and point.token.head.dep_ in SUBJECTS


def _fronted(token: Token) -> bool:
    """The pronoun stands before the main subject: "In his talks with Blinken, Wang blamed ..."."""
    if token.dep_ in SUBJECTS:
        clause = token.head
        return clause.dep_ == "advcl" and clause.i < clause.head.i
    climbing = token
    while climbing.head.i != climbing.i and climbing.dep_ not in ("prep", "advcl"):
        climbing = climbing.head
    while climbing.dep_ in ("prep", "pobj") and climbing.head.i < climbing.i and climbing.head.pos_ not in ("VERB", "AUX"):
        climbing = climbing.head
    return climbing.dep_ in ("prep", "advcl") and climbing.head.i > token.i


def _judged(token: Token) -> Token | None:
    """In "thanked Duda for his support" the support is Duda's: the object of the verb of praise or blame."""
    if token.dep_ != "poss":
        return None
    above = token.head
    while above.dep_ in ("pobj", "conj", "pcomp", "dobj") and above.head.i != above.i:
        above = above.head
        if above.dep_ == "prep" and above.lower_ in ("for", "on", "of", "over") and above.head.lemma_ in office_words().judging:
            return next((c for c in above.head.children if c.dep_ == "dobj"), None)
    return None


def _spoken(token: Token) -> bool:
    """A sentence in the first or second person is somebody's speech, where "they" may be anybody."""
    return any(t.lower_ in SPEAKING for t in token.sent)


def _governing_subject(token: Token) -> Token | None:
    """The subject of the nearest clause around a pronoun: "Islamabad said it was ready", "Moscow reviewed its offer"."""
    for above in token.ancestors:
        subject = next((c for c in above.children if c.dep_ in SUBJECTS and c.i != token.i and c.i < token.i), None)
        if subject is not None and subject.tag_ not in ("WDT", "WP"):
            return subject
    return None


def _empty(token: Token) -> bool:
    """ "It is important that", "it remains to be seen": nobody."""
    verb = token.head
    if token.dep_ == "expl" or token.dep_ not in SUBJECTS:
        return True
    if any(c.dep_ == "acomp" and c.lower_ in office_words().animate for c in verb.children):
        return False
    if verb.lemma_ in ("be", "remain", "seem", "appear", "become", "take"):
        return True
    return token.dep_ == "nsubjpass" and any(c.dep_ == "ccomp" for c in verb.children)


__all__ = ["HE", "IT", "SHE", "THEY", "Reference", "called"]
