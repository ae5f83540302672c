"""What became of something promised earlier, where a report says so: kept, under way, postponed, dropped or broken.

A verb of fulfilment or of turning away counts only with a word for what was promised ("agreement", "pledge", "obligations"), or after
"as promised" and "in keeping with".

    "Kabul honoured its pledge to free the prisoners, while Islamabad put off the accord's second stage."
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Slice
from spacy.tokens import Token

from communique.analysis.actors import Cast
from communique.analysis.clauses import auxiliaries, extent, negated, phrase_end, span_of
from communique.analysis.commitments.setting import Setting
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import agents, is_passive, is_verb, subject
from communique.analysis.parse import Reading, claim_id
from communique.model import Engagement, FollowThrough, Outcome, PartKind, When

TOLD_IN = (PartKind.BODY, PartKind.TITLE, PartKind.CORRECTION)
PARTNERS = frozenset({"with", "to", "on", "of", "between", "for"})
PARTICLES = frozenset({"back", "off", "out", "apart", "down"})
# What does the deed for those who agreed on it, and those who speak to each other.
MEANS = frozenset({"step", "measure", "work", "effort"})
OURS = frozenset({"you", "we", "i"})
GOING_ON = frozenset({"begin", "start", "continue", "fail", "refuse", "decline", "work", "move", "proceed"})
AHEAD = frozenset({"will", "shall", "would", "should", "must", "can", "could", "may", "might"})


@dataclass(frozen=True, slots=True)
class Words:
    """The table of outcomes.

    Args:
        verbs: verb, with its particle -> outcome; nouns: noun of action -> outcome.
        only: verb -> the nouns with which alone it counts.
        promised: nouns for what binds; carried_out, turned: nouns that count only with keeping, only with turning away.
        fallen: verbs of which the promise itself is the subject ("the deal collapsed").
        as_promised: openings that refer back to a promise.
    """

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    only: Mapping[str, frozenset[str]]
    promised: frozenset[str]
    carried_out: frozenset[str]
    turned: frozenset[str]
    fallen: frozenset[str]
    as_promised: tuple[str, ...]


@functools.cache
def packaged() -> Words:
    """The table that comes with the package."""
    rows = tomllib.loads(importlib.resources.files("communique.data").joinpath("follow_through.toml").read_text(encoding="utf-8"))
    sets = {name: frozenset(rows[name]) for name in ("promised", "carried_out", "turned", "fallen")}
    only = {verb: frozenset(nouns) for verb, nouns in rows["only"].items()}
    return Words(rows["verbs"], rows["nouns"], only, as_promised=tuple(rows["as_promised"]), **sets)


@dataclass(frozen=True, slots=True)
class Turn:
    """A word of fulfilment or turning away, what it is about, and the outcome."""

    word: Token
    promised: Token
    outcome: Outcome


def find_follow_through(
    reading: Reading, cast: Cast, timexes: Sequence[Timex], engagements: Sequence[Engagement]
) -> tuple[FollowThrough, ...]:
    """What a document says became of earlier promises, in text order, each once.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
        engagements: its engagement claims.
    """
    setting = Setting(reading, cast, engagements)
    found: list[FollowThrough] = []
    for sentence in reading.sentences(*TOLD_IN):
        for turn in turns(sentence):
            claim = _claim(setting, timexes, turn)
            if claim.by and not any(_same(claim, other) for other in found):
                found.append(claim)
    return tuple(found)


def turns(sentence: Slice) -> Iterator[Turn]:
    """The outcomes told in a sentence, at most one for each word."""
    for token in sentence:
        if is_verb(token):
            turn = _as_promised(token) or _by_verb(token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in packaged().nouns:
            turn = _by_noun(token)
        else:
            turn = None
        if turn is not None:
            yield turn


def _by_verb(verb: Token) -> Turn | None:
    """ "complied with its obligations", "pulled out of the accord", "has failed to honour its pledge"."""
    table = packaged()
    word = _worded(verb)
    if word in table.fallen:
        return _fallen(verb)
    outcome = table.verbs.get(word, "")
    # A decision to put off or to leave is the turn itself: "agreed to push back the deadline".
    decided = (
        outcome in {"postponed", "dropped"} and verb.dep_ == "xcomp" and verb.head.lemma_ in {"agree", "decide"} and _happened(verb.head)
    )
    fulfils = outcome == "kept" and verb.tag_ in {"VBZ", "VBP"} and any(_as_made(t) for t in _objects(verb))
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children):
        return None  # "would only be used if the EU breached its obligations"
    if not outcome or auxiliaries(verb) & AHEAD or not (decided or fulfils or _happened(verb)):
        return None
    promised = next((t for t in map(_meant, _objects(verb)) if _promised(t, word, outcome)), None)
    if promised is None:
        return None
    failed = verb.dep_ == "xcomp" and verb.head.lemma_ in {"fail", "refuse", "decline"}
    if negated(verb) or failed:
        return Turn(verb, promised, Outcome.BROKEN) if outcome == "kept" else None
    if outcome == "kept" and (verb.tag_ == "VBG" or verb.tag_ == "VB"):
        return Turn(verb, promised, Outcome.UNDER_WAY)
    return Turn(verb, promised, Outcome(outcome))


def _as_made(noun: Token) -> Token | None:
    """The words that tell when a promise was made: "fulfils a commitment that the leaders made in May"."""
    made = {"make", "give", "reach", "agree", "announce", "sign", "undertake"}
    return next((c for c in noun.children if c.dep_ in {"relcl", "acl"} and c.lemma_ in made and c.tag_ in {"VBD", "VBN"}), None)


def _worded(verb: Token) -> str:
    """The verb with the particle or preposition that the table knows it by: "pull out", "comply with"."""
    lemma = verb.lemma_.lower()
    pieces = [c.lower_ for c in verb.children if c.dep_ in {"prt", "prep"} or (c.dep_ == "advmod" and c.lower_ in PARTICLES)]
    known = [f"{lemma} {piece}" for piece in pieces]
    return next((word for word in known if word in packaged().verbs or word in packaged().fallen), lemma)


def _fallen(verb: Token) -> Turn | None:
    """ "the deal collapsed": broken, by whom is not said."""
    about = next((c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in packaged().promised), None)
    if about is None or not _happened(verb) or negated(verb) or auxiliaries(verb) & AHEAD:
        return None
    return Turn(verb, about, Outcome.BROKEN)


def _happened(verb: Token) -> bool:
    """The past, the perfect, the progressive, or an infinitive under such ("has begun to implement"); not a wish or a duty."""
    helping = auxiliaries(verb)
    if verb.tag_ in {"VBD", "VBN"} or helping & {"has", "have", "had", "is", "are", "was", "were", "been", "being"}:
        return True
    if verb.dep_ in {"xcomp", "advcl"} and "to" in helping and is_verb(verb.head) and verb.head.lemma_ in GOING_ON:
        return _happened(verb.head)
    if verb.dep_ in {"relcl", "acl", "advcl"} and "to" in helping:
        around = [verb.head, *verb.head.children, *verb.ancestors]
        return verb.head.lemma_ in {"step", "take", "measure"} and any(a.tag_ in {"VBN", "VBD"} for a in around)
    return verb.tag_ == "VBG" and verb.dep_ in {"xcomp", "conj"} and verb.head.lemma_ in {"begin", "start", "continue"}


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"} or child.dep_ == "nsubj" and verb.tag_ == "VBN" and not is_passive(verb):
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
            for prep in child.children:
                if prep.lower_ == "of":
                    yield from (c for c in prep.children if c.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ in {"with", "from", "on", "by", "of", "out"}:
            yield from (c for c in child.children if c.dep_ == "pobj")
            for inner in child.children:
                if inner.lower_ == "of":
                    yield from (c for c in inner.children if c.dep_ == "pobj")


def _meant(noun: Token) -> Token:
    """What "it" is in "a trade deal that was in doubt when Trump withdrew from it": the promise told last in the sentence."""
    if noun.lower_ not in {"it", "them"}:
        return noun
    told = [t for t in noun.sent if t.i < noun.i and t.lemma_.lower() in packaged().promised]
    return told[-1] if told else noun


def _promised(noun: Token, word: str, outcome: str) -> bool:
    """A word for something promised; a plan or a deadline counts only where a side turns away from it."""
    table = packaged()
    lemma = noun.lemma_.lower()
    if word in table.only:
        return lemma in table.only[word]
    return lemma in table.promised or lemma in (table.carried_out if outcome == "kept" else table.turned)


def _by_noun(noun: Token) -> Turn | None:
    """ "withdrawal from the accord", "in violation of the agreement", "implementation of the agreement is under way"."""
    outcome = packaged().nouns[noun.lemma_.lower()]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"from", "of"}:
            promised = next((c for c in child.children if c.dep_ == "pobj" and _promised(c, noun.lemma_.lower(), outcome)), None)
            if promised is not None:
                return Turn(noun, promised, Outcome(outcome))
    return None


def _as_promised(verb: Token) -> Turn | None:
    """ "As promised in Rome, the two sides launched ...", "in keeping with the commitment made in May, ..."."""
    if verb.tag_ not in {"VBD", "VBN", "VBP", "VBZ", "VBG"} or auxiliaries(verb) & AHEAD or negated(verb):
        return None
    for child in verb.children:
        if child.i > verb.i or child.dep_ not in {"advcl", "prep"}:
            continue
        words = child.doc[child.left_edge.i : child.right_edge.i + 1].text.lower()
        told = child.lemma_ in {"promise", "pledge", "agree"} and child.tag_ in {"VBN", "VBD"}
        if child.dep_ == "advcl" and words.startswith("as ") and told:
            going_on = verb.tag_ in {"VBG", "VBP", "VBZ"} and "have" not in auxiliaries(verb)
            return Turn(verb, child, Outcome.UNDER_WAY if going_on else Outcome.KEPT)
        if child.dep_ == "prep" and any(words.startswith(w) for w in packaged().as_promised):
            promised = next((t for t in child.subtree if t.lemma_.lower() in packaged().promised), None)
            if promised is not None:
                return Turn(verb, promised, Outcome.KEPT)
    return None


def _claim(setting: Setting, timexes: Sequence[Timex], turn: Turn) -> FollowThrough:
    reading = setting.reading
    holder = _holder(turn)
    edges = [extent(turn.word), (turn.promised.left_edge.i, turn.promised.right_edge.i)]
    if holder is not None and holder.sent.start == turn.word.sent.start and abs(holder.i - turn.word.i) < 25:
        edges.append((holder.left_edge.i if holder.i < turn.word.i else holder.i, holder.i))
    evidence = span_of(reading, min(a for a, _ in edges), max(b for _, b in edges))
    by = setting.sides(holder) if holder is None or holder != turn.promised else setting.participants(holder.idx)
    made = _as_made(turn.promised)
    if not by and made is not None:
        by = setting.within(made.left_edge.i, made.right_edge.i)
    if not by and is_verb(turn.word) and (holder is None or holder.lemma_ in MEANS or holder.lower_ in OURS):
        by = setting.participants(turn.word.idx)  # "the steps taken to implement the agreement", "as agreed, you and I address"
    return FollowThrough(
        id=claim_id(reading.document, "follow", evidence, turn.outcome),
        document=reading.document.id,
        what=" ".join(reading.doc[turn.promised.left_edge.i : phrase_end(turn.promised, PARTNERS) + 1].text.split()),
        by=by,
        outcome=turn.outcome,
        when=_when(setting, timexes, turn),
        standing=reading.part(turn.word.idx),
        evidence=(evidence,),
        rules=(f"{turn.outcome.value}: {turn.word.lemma_.lower()}",),
    )


def _holder(turn: Turn) -> Token | None:
    """Who did it: the subject, the agent of a passive, or the possessor of a noun."""
    word = turn.word
    if is_verb(word):
        return next(agents(word), None) if is_passive(word) else subject(word)
    owner = next((c for c in word.children if c.dep_ == "poss"), None)
    return owner or next((c for p in word.children if p.lower_ == "by" for c in p.children if c.dep_ == "pobj"), None)


def _when(setting: Setting, timexes: Sequence[Timex], turn: Turn) -> When | None:
    """The first period told beside the word."""
    published = setting.reading.document.published
    first, last = extent(turn.word)
    doc = setting.reading.doc
    for timex in timexes:
        if doc[first].idx <= timex.start <= doc[last].idx and timex.earliest and (published is None or timex.earliest <= published):
            return timex.when(setting.reading)
    return None


def _same(one: FollowThrough, other: FollowThrough) -> bool:
    """The same turn told again: of the same promise, however it is called ("the deadline", "his deadline")."""
    words, others = (frozenset(w for w in f.what.lower().split() if len(w) > 3) for f in (one, other))
    return one.outcome is other.outcome and bool(set(one.by) & set(other.by)) and (words <= others or others <= words)
