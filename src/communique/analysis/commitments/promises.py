"""Promises in a sentence: a binding word, the deed it announces, and the one who binds himself; no decision yet.

Four forms: a verb with its complement ("agreed to resume"), an adjective ("is ready to send"), a noun ("its pledge to withdraw"), and
the plain future ("will lift sanctions"). Where forms nest, the outermost stands for all: "agreed that they will work" is one promise.

    "Canberra pledged to send Jakarta two patrol boats and said it would train their crews."
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span as Slice
from spacy.tokens import Token

from communique.analysis.clauses import auxiliaries, extent, negated
from communique.analysis.commitments.cues import Cue, packaged
from communique.analysis.engagements.arcs import SUBJECTS, agents, governor, is_passive, is_verb, subject
from communique.model import Strength

PREDICATES = frozenset({"acomp", "oprd", "attr", "xcomp"})
EXPECTED = frozenset({"expect", "schedule", "slate", "slat", "suppose"})
JOINTLY = frozenset({"joint", "jointly", "mutual", "mutually"})
FUTURE = frozenset({"will", "shall", "'ll"})
NEAR_FUTURE = frozenset({"would"})
# The plain future as a cue: one side's word, or an agreement when two sides say it.
WILL = Cue(Strength.PLEDGED, "will", shared=True)


@dataclass(frozen=True, slots=True)
class Promise:
    """A binding word with what hangs on it.

    Args:
        cue: the binding word; for the plain future the deed itself.
        form: "verb", "adjective", "noun" or "will".
        strength: how firmly, negation already counted.
        shared: by two sides at once it is an agreement.
        sure: "strong", "plain" or "weak", as the table has it; "will" for the plain future.
        deed: the promised verb or noun, light verbs passed through.
        content: head of the promised words (the light verb where there is one).
        holder: head of the noun phrase that binds itself; None where the words do not say.
        first, last: tokens of the whole clause, inclusive.
        rule: the form and the word.
    """

    cue: Token
    form: str
    strength: Strength
    shared: bool
    sure: str
    deed: Token
    content: Token
    holder: Token | None
    first: int
    last: int
    rule: str


def find_promises(sentence: Slice) -> tuple[Promise, ...]:
    """The promises of a sentence in text order; one inside the content of another is left out."""
    found = [p for token in sentence for p in _at(token)]
    telling = {p.cue.i for p in found if p.form == "verb" and any(o.cue.i == p.content.i for o in found)}
    found = [p for p in found if p.cue.i not in telling]  # "announced his intention to": the intention binds
    settled = {p.cue.head.i for p in found if p.form == "adjective" and p.cue.dep_ in PREDICATES}
    found = [p for p in found if p.form != "will" or p.cue.i not in settled]  # "will stay committed to": the adjective binds
    # "is expected to announce that it will": what is announced binds
    speech = packaged().deeds["speech"]
    found = [p for p in found if not (p.deed.lemma_.lower() in speech and any(_inside(o, p) for o in found))]
    return tuple(p for p in found if not any(_inside(p, other) for other in found if other is not p))


def _inside(one: Promise, other: Promise) -> bool:
    """Whether a promise lies in the content of another: "agreed that they will work", "reaffirmed its commitment to"."""
    above = [one.cue, *one.cue.ancestors]
    return other.content in above and one.cue.i != other.cue.i


def _at(token: Token) -> Iterator[Promise]:
    table = packaged()
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"}:
        particle = next((f" {c.lower_}" for c in token.children if c.dep_ == "prt"), "")
        cue = table.verbs.get(lemma + particle)
        settled = token.tag_ == "VBN" and token.lower_ in table.adjectives and not _transitive(token)
        if settled:
            made = _by_adjective(token, table.adjectives[token.lower_])
        else:
            made = _by_verb(token, cue) if cue and not (cue.ongoing and token.tag_ != "VBG") else None
        if made is None:
            made = _by_future(token)
        if made:
            yield made
    elif token.pos_ == "ADJ" and token.lower_ in table.adjectives:
        made = _by_adjective(token, table.adjectives[token.lower_])
        if made:
            yield made
    elif token.pos_ in {"NOUN", "PROPN"} and lemma in table.nouns:
        made = _by_noun(token, table.nouns[lemma])
        if made:
            yield made


def _transitive(participle: Token) -> bool:
    """ "has committed $2 million", "has committed to": the perfect, not "is committed to"."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in participle.children) and not is_passive(participle)


def _by_verb(verb: Token, cue: Cue) -> Promise | None:
    """ "agreed to resume", "agreed on a plan", "pledged $2 million", "It was agreed that ..."."""
    if is_passive(verb) and cue.strength in {Strength.PLANNED, Strength.INTENDED} and verb.lemma_ in EXPECTED:
        return _by_expectation(verb, cue)
    if verb.lemma_ in EXPECTED:
        return _by_hope(verb, cue)
    content = _complement(verb, cue)
    if content is None and is_passive(verb) and cue.strength is Strength.AGREED:
        # "The package was agreed" says of nothing what it is
        things = (c for c in verb.children if c.dep_ == "nsubjpass" and c.pos_ == "NOUN")
        content = next((c for c in things if c.right_edge.i - c.left_edge.i > 1 and not negated(c)), None)
    if content is None:
        return None
    strength = Strength.REFUSED if negated(verb) else cue.strength
    holder = next(agents(verb), None) if is_passive(verb) else _doer(verb)
    return _promise(verb, "verb", cue, strength, content, holder)


def _by_expectation(verb: Token, cue: Cue) -> Promise | None:
    """ "an agreement is expected to be signed", "is supposed to withdraw"."""
    content = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if content is None or negated(verb):
        return None
    return _promise(verb, "verb", cue, cue.strength, content, _doer(verb))


def _by_hope(verb: Token, cue: Cue) -> Promise | None:
    """ "expects further visits by senior officials": contacts to come, not one of them."""
    plural = packaged().objects["habit"] | packaged().objects["contact"]
    things = (c for c in verb.children if c.dep_ == "dobj" and c.tag_ == "NNS" and c.lemma_.lower() in plural)
    content = next(things, None)
    if verb.lemma_ != "expect" or content is None or negated(verb):
        return None
    return _promise(verb, "verb", replace(cue, sure="plain"), Strength.INTENDED, content, _doer(verb))


def _doer(verb: Token) -> Token | None:
    """The subject; of two the nearer, for the parser takes a place line for one: "VIENNA, May 3 - The ministers agreed to"."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i and c.tag_ not in {"WDT", "WP"}]
    return own[-1] if len(own) > 1 else subject(verb)


def _complement(head: Token, cue: Cue) -> Token | None:
    """The head of what is promised, right of the cue; after an object an infinitive tells its purpose ("agreed a deal to end the war")."""
    held = any(c.dep_ == "dobj" for c in head.children)
    thing = _thing(head, cue)
    if thing is not None:
        return thing
    for child in head.children:
        if child.i < head.i:
            continue
        verbal = is_verb(child)
        to = verbal and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        if cue.to and to and child.dep_ in ({"xcomp", "ccomp"} if held else {"xcomp", "ccomp", "advcl", "acl", "relcl", "dep"}):
            return child
        if cue.that and verbal and child.dep_ in {"ccomp", "acl", "relcl"} and (_marked(child) or head.pos_ != "NOUN"):
            return child if _ahead(child) else None
        if cue.gerund and child.dep_ in {"xcomp", "pcomp"} and child.tag_ == "VBG":
            return child
        if child.dep_ in {"prep", "prt"}:
            below = next((c for c in child.children if c.dep_ in {"pcomp", "pobj"}), None)
            inner = next((c for c in below.children if _infinitive(c) and c.dep_ in {"relcl", "acl"}), None) if below is not None else None
            if inner is not None and cue.to and (child.lower_ not in cue.on or _adverbial(below)):
                return inner  # "agreed at the time to reopen", "agreed on Tuesday to hold"
            if below is not None and child.lower_ in cue.on and not _adverbial(below):
                return below
    return None


def _thing(head: Token, cue: Cue) -> Token | None:
    """A direct object that is promised: "pledged support", "committed $2 million"."""
    if not (cue.object or cue.money) or head.pos_ != "VERB":
        return None
    if "with" in cue.on and any(c.dep_ == "prep" and c.lower_ == "with" for c in head.children):
        return None  # "threatened Lima with tariffs": the tariffs
    things = (c for c in head.children if c.dep_ == "dobj" and c.i > head.i and c.pos_ in {"NOUN", "PROPN", "SYM", "NUM"})
    aid = packaged().things["aid"]
    return next((c for c in things if cue.object or c.pos_ in {"SYM", "NUM"} or c.lemma_.lower() in aid), None)


def _adverbial(noun: Token | None) -> bool:
    """A time or manner, not what is agreed: "on Tuesday", "in principle"."""
    return noun is not None and (noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_.lower() in {"principle", "time", "condition", "behalf"})


def _marked(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" or c.lower_ == "that" for c in verb.children)


def _ahead(verb: Token) -> bool:
    """Whether a clause speaks of something to come: "that talks should resume", not "that ties are sound"."""
    return bool(auxiliaries(verb) & {"will", "would", "should", "shall", "to"})


def _by_adjective(adjective: Token, cue: Cue) -> Promise | None:
    """ "is ready to send", "remain committed to reducing"."""
    verb = adjective.head if adjective.dep_ in PREDICATES else adjective
    content = _complement(adjective, cue) or (_complement(verb, cue) if verb.i != adjective.i else None)
    if content is None or content.i == adjective.i:
        return None
    seeming = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in {"seem", "appear"} else verb
    no = negated(adjective) or negated(verb) or negated(seeming)
    strength = Strength.REFUSED if no else cue.strength
    return _promise(adjective, "adjective", cue, strength, content, _doer(verb), verb)


def _by_noun(noun: Token, cue: Cue) -> Promise | None:
    """ "its commitment to withdraw", "a pledge of $2 million", "Oslo's plan to"."""
    content = _complement(noun, cue)
    if content is None and noun.dep_ in {"dobj", "attr", "nsubjpass"}:
        content = _beside(noun, cue)
    if content is None:
        return None
    strength = Strength.REFUSED if negated(noun) else cue.strength
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass", "nsubj"} and is_verb(noun.head) else None
    return _promise(noun, "noun", cue, strength, content, _owner(noun), verb)


def _beside(noun: Token, cue: Cue) -> Token | None:
    """What the parser hangs on the verb instead of the noun: "reached a consensus on resolving", "an accord was reached to include"."""
    for child in noun.head.children:
        if child.i < noun.i:
            continue
        if cue.to and child.dep_ in {"xcomp", "advcl"} and _infinitive(child):
            return child
        if child.dep_ == "prep" and child.lower_ in cue.on:
            below = next((c for c in child.children if c.dep_ in {"pcomp", "pobj"}), None)
            if below is not None and not _adverbial(below):
                return below
    return None


def items(promise: Promise) -> tuple[Promise, ...]:
    """The items of a list of three or more deeds, each a promise of its own; a promise of one or two deeds stays whole.

    The parser hangs bare verbs of the list on the cue: "agreed to exchange prisoners, present their plans, and continue the talks".
    """
    if promise.form != "verb" or not is_verb(promise.content):
        return (promise,)
    listed = [promise.content]
    for head in (promise.content, promise.cue):
        queue = [c for c in head.children if c.dep_ in {"conj", "advcl"} and is_verb(c) and c.i > promise.content.i]
        while queue:
            verb = queue.pop(0)
            if verb.tag_ in {"VB", "VBP"} and not any(_apart(c, verb) for c in verb.children):
                listed.append(verb)
                queue.extend(c for c in verb.children if c.dep_ == "conj" and is_verb(c))
    ordered = sorted(listed, key=lambda t: t.i)
    bare = {a for a, b in pairwise(ordered) if b.i - a.i <= 2}  # "to strengthen and expand the partnership" is one
    ordered = [verb for verb in ordered if verb not in bare]
    if len(ordered) < 3:
        return (promise,)
    return tuple(replace(promise, content=v, deed=_deed(v), last=max(promise.cue.i, extent(v)[1])) for v in ordered)


def _apart(child: Token, verb: Token) -> bool:
    """What makes a verb no item of the list: a subject, a modal; of what the parser calls an adverbial clause, also "to" and any mark."""
    if verb.dep_ == "advcl" and child.dep_ in {"aux", "mark"}:
        return True
    return child.dep_ in SUBJECTS or (child.dep_ == "aux" and child.lower_ != "to")


def _infinitive(verb: Token) -> bool:
    return is_verb(verb) and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _owner(noun: Token) -> Token | None:
    """Whose pledge it is: possessor, "of" or "by" phrase, an adjective of nationality, or the subject of "made", "reaffirmed"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "between", "among"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "prep" and child.lower_ == "of" and "of" not in packaged().nouns[noun.lemma_.lower()].on:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    for child in noun.children:
        if child.dep_ in {"compound", "amod", "nmod"} and (child.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} or child.pos_ == "PROPN"):
            return child
    verb = noun.head if is_verb(noun.head) else governor(noun)
    if verb is not None and verb.lemma_ in packaged().speaking and not is_passive(verb):
        return _doer(verb)
    return None


def _by_future(verb: Token) -> Promise | None:
    """ "will lift sanctions", "is going to send", "said it would withdraw"."""
    helping = auxiliaries(verb)
    reported = verb.dep_ in {"ccomp", "acl", "relcl", "conj"} and bool(helping & NEAR_FUTURE)
    going = verb.dep_ == "xcomp" and verb.head.lower_ == "going" and verb.head.lemma_ == "go"
    if not (helping & FUTURE or reported or going):
        return None
    holder = _doer(verb.head if going else verb)
    if holder is None:
        return None
    strength = Strength.REFUSED if negated(verb) else Strength.PLEDGED
    return _promise(verb, "will", WILL, strength, verb, holder)


def _promise(
    cue: Token, form: str, word: Cue, strength: Strength, content: Token, holder: Token | None, verb: Token | None = None
) -> Promise:
    if content.i != cue.i and is_verb(content) and negated(content) and strength is not Strength.REFUSED:
        strength = Strength.REFUSED  # "pledged that it would not yield"
    spans = [extent(cue), extent(content)]
    if verb is not None:
        spans.append((verb.i, verb.i))
    if holder is not None and cue.i - 25 < holder.i and holder.sent.start == cue.sent.start:
        spans.append((holder.left_edge.i if holder.left_edge.i <= cue.i else holder.i, holder.i))
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    rule = f"{form}: {cue.lemma_.lower()}"
    shared = word.shared or any(c.lower_ in JOINTLY for c in cue.children)
    return Promise(cue, form, strength, shared, word.sure, _deed(content), content, holder, first, last, rule)


def _deed(content: Token) -> Token:
    """The verb behind light ones: "continue to send", "work to lift"; beside a contact the next deed: "to meet again and build on ..."."""
    table = packaged()
    deed = content
    for _ in range(4):
        if deed.lemma_.lower() not in table.light:
            break
        below = next((c for c in deed.children if c.dep_ in {"xcomp", "ccomp"} and is_verb(c) and c.i > deed.i), None)
        if below is None:
            break
        deed = below
    if deed.lemma_.lower() in table.deeds["contact"] and deed.dep_ in {"xcomp", "ccomp", "pcomp", "acl"}:
        return next((c for c in deed.children if c.dep_ == "conj" and is_verb(c) and c.i > deed.i), deed)
    return deed
