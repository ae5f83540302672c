"""Standing lines between sides and the changes of their state: hotlines, working groups, dialogues, embassies, diplomatic relations.

A line counts only where a word of change stands with it; whether the change has happened, is agreed or only asked for is told by the
verbs above that word.

    "Colombia reopened its embassy in Caracas in 2023 after the two countries agreed to restore diplomatic relations."
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
from communique.analysis.clauses import auxiliaries, extent, negated, span_of
from communique.analysis.commitments.parties import Setting, sides_of
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import agents, is_passive, is_verb, phrases, subject
from communique.analysis.parse import Reading, claim_id
from communique.model import ChannelChange, Engagement, PartKind, State, When

# What is done to people sent and to no body.
SENDING = frozenset({"recall", "expel", "return", "expulsion"})
TOLD_IN = (PartKind.BODY, PartKind.TITLE, PartKind.CORRECTION)


@dataclass(frozen=True, slots=True)
class Line:
    """What a head noun needs to be a standing line.

    Args:
        needs: words of which one must stand around it; empty: none.
        verbs: words of change that need none of those.
        named: a proper name, or two sides in its noun phrase, do as well.
        states: the states it may take; empty: any.
        real: only what has happened counts ("suspended the talks").
        sends: people sent ("recalled its ambassador"), not a body.
        held: meetings that become a line when they are agreed to be regular ("hold annual summits").
    """

    needs: frozenset[str]
    verbs: frozenset[str]
    named: bool
    states: frozenset[str]
    real: bool
    sends: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The table of lines, words of change and governors."""

    lines: Mapping[str, Line]
    states: Mapping[str, str]
    nouns: Mapping[str, str]
    governors: Mapping[str, frozenset[str]]
    direct: Mapping[str, frozenset[str]]
    first: Mapping[str, frozenset[str]]


@functools.cache
def packaged() -> Words:
    """The table that comes with the package."""
    rows = tomllib.loads(importlib.resources.files("communique.data").joinpath("channels.toml").read_text(encoding="utf-8"))
    return Words(
        {
            noun: Line(frozenset(row.get("needs", ())), frozenset(row.get("verbs", ())), "named" in row, frozenset(row.get("states", ())), "real" in row, "sends" in row, "held" in row)
            for noun, row in rows["lines"].items()
        },
        rows["states"],
        rows["nouns"],
        {name: frozenset(words) for name, words in rows["governors"].items()},
        {name: frozenset(words) for name, words in rows["direct"].items()},
        {name: frozenset(words) for name, words in rows["first"].items()},
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A line, the word that changes it, the state reached, and the word highest above that still belongs to it."""

    line: Token
    word: Token
    state: State
    top: Token


def find_channels(reading: Reading, cast: Cast, timexes: Sequence[Timex], engagements: Sequence[Engagement]) -> tuple[ChannelChange, ...]:
    """The changes of state that a document tells of, in text order, each once.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
        engagements: its engagement claims.
    """
    setting = Setting(reading, cast, engagements)
    found: list[ChannelChange] = []
    short = _abbreviations(reading)
    for sentence in reading.sentences(*TOLD_IN):
        for change in changes(sentence, short):
            claim = _claim(setting, timexes, change)
            named = change.line.pos_ == "PROPN" and bool(claim.sides)
            if (named or len(claim.sides) > 1) and not any(_same(claim, other) for other in found):
                found.append(claim)
    return tuple(found)


def _abbreviations(reading: Reading) -> Mapping[str, Line]:
    """Short names that the document itself gives to lines: "Climate Working Group (CWG)"."""
    found: dict[str, Line] = {}
    for token in reading.doc:
        if token.text == "(" and 0 < token.i < len(reading.doc) - 2 and reading.doc[token.i + 2].text == ")":
            line = packaged().lines.get(reading.doc[token.i - 1].lemma_.lower())
            short = reading.doc[token.i + 1].text
            if line is not None and short.isupper():
                found[short] = line
    return found


def changes(sentence: Slice, short: Mapping[str, Line] | None = None) -> Iterator[Change]:
    """The changes of state in a sentence; ``short`` gives the lines' abbreviations."""
    for token in sentence:
        known = (short or {}).get(token.text)
        line = known or (packaged().lines.get(token.lemma_.lower()) if token.pos_ in {"NOUN", "PROPN"} else None)
        if line is None:
            continue
        fits = known is not None or _fits(token, line)
        for word, state in _words_of_change(token):
            if (line.states and state not in line.states) or not (fits or _lemma(word) in line.verbs) or line.held != (_lemma(word) == "hold"):
                continue
            mood, top = _mood(word)
            if mood == "off" or (line.real and mood != "real") or (line.held and mood == "real") or (line.sends != (word.lemma_.lower() in SENDING)):
                continue
            reached = State(state) if mood == "real" else State(mood)
            yield Change(token, word, reached, top)
            break


def _fits(token: Token, line: Line) -> bool:
    """Whether the words around a noun make it a standing line."""
    if not line.needs:
        return True
    first, last = token.left_edge.i, max(token.right_edge.i, token.i)
    around = {t.lower_ for t in token.doc[first : last + 1]} | {token.doc[i].lower_ for i in range(max(0, token.i - 3), token.i)}
    if around & line.needs or {w.split("-")[0] for w in around} & line.needs:
        return True
    return line.named and (token.pos_ == "PROPN" or any(t.lower_ in {"this", "from", "between"} for t in token.children))


def _lemma(word: Token) -> str:
    """The lemma with its particle: "break off"."""
    particle = next((c.lower_ for c in word.children if c.dep_ == "prt"), "")
    return f"{word.lemma_.lower()} {particle}".strip()


def _words_of_change(line: Token) -> Iterator[tuple[Token, str]]:
    """Words of change that act on a line, with the state they lead to."""
    table = packaged()
    node = line
    for _ in range(4):
        head = node.head
        if node.dep_ in {"conj", "appos"} and head.pos_ in {"NOUN", "PROPN"}:
            node = head
            continue
        if node.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ in {"NOUN", "PROPN"}:
            if head.head.lemma_.lower() in table.nouns:
                yield head.head, table.nouns[head.head.lemma_.lower()]
                return
            node = head.head
            first = _first_meeting(node)
            if first is not None:
                yield first, "launched"
                return
            continue
        break
    for child in line.children:
        if child.dep_ in {"acl", "relcl"} and _state(child) and (child.tag_ == "VBN" if child.dep_ == "acl" else _relates(child)):
            yield child, _state(child)
    head = node.head
    if is_verb(head) and node.dep_ in {"dobj", "nsubjpass", "nsubj"}:
        if _lemma(head) == "hold" and node.dep_ != "nsubj":
            yield head, "launched"
        if _state(head) and (node.dep_ != "nsubj" or not any(c.dep_ == "dobj" for c in head.children)):
            yield head, _state(head)
        for below in head.children:
            if node.dep_ == "dobj" and below.dep_ in {"xcomp", "ccomp"} and below.i > node.i and _state(below):
                yield below, _state(below)  # "instructed the group to reconvene"
        for name, verbs in table.direct.items():
            if node.dep_ != "nsubj" and head.lemma_.lower() in verbs and line.tag_ not in {"NNS"}:
                yield head, name
    if node.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ in {"on", "to"} and head.head.lemma_ == "agree":
        yield head.head, "agreed"


def _relates(verb: Token) -> bool:
    """The line is subject or object of its relative clause: "the dialogue that we are relaunching"."""
    return any(c.dep_ in {"dobj", "nsubjpass", "nsubj"} and c.lower_ in {"that", "which"} for c in verb.children) or not any(
        c.dep_ == "dobj" or c.lower_ in {"that", "which"} or c.dep_ == "prep" and any(g.lower_ == "which" for g in c.children) for c in verb.children
    )


def _first_meeting(node: Token) -> Token | None:
    """The verb of "held the first meeting of the group", where the node is that meeting."""
    words = packaged().first
    if node.lemma_.lower() in words["meetings"] and any(c.lower_ in words["ordinals"] for c in node.children):
        if node.dep_ in {"dobj", "nsubjpass"} and node.head.lemma_.lower() in words["verbs"]:
            return node.head
    return None


def _state(verb: Token) -> str:
    """The state a verb leads to, its particle counted ("set up", "break off"); empty when none."""
    states = packaged().states
    return states.get(_lemma(verb)) or states.get(verb.lemma_.lower(), "")


def _mood(word: Token) -> tuple[str, Token]:
    """Whether a change has happened ("real"), is agreed or proposed, or is denied ("off"), and the highest word that says so."""
    if negated(word):
        return "off", word
    own = _form(word) if is_verb(word) else ""
    if packaged().direct["agreed"] & {word.lemma_.lower()}:
        return ("off" if own == "proposed" else "agreed"), word
    if own:
        return own, word
    top = word
    for _ in range(6):
        above = _above(top)
        if above is top:
            break
        name = _governor(above)
        if name == "proposed" and above.pos_ == "NOUN" and _governor(_above(above)) == "agreed":
            # "agreed on the necessity to unblock the group's work" is an agreement
            name, above = "agreed", _above(above)
        finite = _form(above) if is_verb(above) else ""
        if name:
            return ("off" if negated(above) or (finite == "proposed" and name == "agreed") else name), above
        if finite:
            return (finite if above.lemma_.lower() in packaged().governors["passing"] and not negated(above) else "off"), above
        top = above
    return "off", word


def _form(verb: Token) -> str:
    """What a verb's own form tells: finite is real, "should" asks, "will" is agreed; "" for a bare infinitive or gerund."""
    helping = auxiliaries(verb)
    if helping & {"should", "must", "can", "could", "may", "might"}:
        return "agreed" if _governor(_above(verb)) == "agreed" else "proposed"
    if helping & {"will", "shall", "would"}:
        return "agreed"
    finite = verb.tag_ in {"VBD", "VBP", "VBZ"} or bool(helping & {"has", "have", "had", "was", "were", "is", "are", "been", "'s", "’s"})
    return "real" if finite or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl"}) else ""


def _above(word: Token) -> Token:
    """The word that governs, prepositions passed over."""
    while word.dep_ == "conj" and word.head.pos_ == word.pos_:
        word = word.head
    above = word.head
    while above.dep_ in {"prep", "mark"} and above.head is not above:
        above = above.head
    return above


def _governor(above: Token) -> str:
    """The class of a governing word, "passing" left out."""
    lemma = above.lemma_.lower()
    return next((name for name in ("agreed", "off", "proposed") if lemma in packaged().governors[name]), "")


def _claim(setting: Setting, timexes: Sequence[Timex], change: Change) -> ChannelChange:
    reading = setting.reading
    edges = [extent(change.top), extent(change.word), extent(change.line)]
    holder = subject(change.top) if is_verb(change.top) else None
    if holder is not None and holder.sent.start == change.line.sent.start and holder.i < change.word.i:
        edges.append((holder.left_edge.i, holder.i))
    evidence = span_of(reading, min(a for a, _ in edges), max(b for _, b in edges))
    return ChannelChange(
        id=claim_id(reading.document, "line", evidence, change.state),
        document=reading.document.id,
        name=_name(change.line),
        sides=_sides(setting, change),
        state=change.state,
        when=_when(setting, timexes, change),
        standing=reading.part(change.line.idx),
        evidence=(evidence,),
        rules=(f"{change.word.lemma_.lower()} {change.line.lemma_.lower()}",),
    )


def _name(line: Token) -> str:
    """The line as written: the noun with what stands before it, and what it is on or between."""
    first = line.left_edge.i
    last = line.i
    for child in line.children:
        if child.dep_ == "prep" and child.i > line.i and child.lower_ in {"on", "of", "for"}:
            last = max(last, max((t.i for t in child.subtree if t.i - line.i < 12), default=last))
    words = line.doc[first : last + 1]
    while len(words) > 1 and (words[0].pos_ in {"DET", "PUNCT"} or words[0].dep_ == "poss" and words[0].pos_ == "PRON"):
        words = words[1:]
    return " ".join(words.text.split())


def _sides(setting: Setting, change: Change) -> tuple[str, ...]:
    """Sides at the line's two ends: its own noun phrase, the doer, "with" and "between" phrases, else the participants."""
    found: set[str] = set(setting.within(change.line.left_edge.i, max(change.line.right_edge.i, change.line.i)))
    for verb in dict.fromkeys((change.word, change.top)):
        if is_verb(verb):
            found.update(setting.sides(subject(verb)) if not is_passive(verb) else ())
            found.update(s for agent in agents(verb) for s in setting.sides(agent))
            found.update(s for o in verb.children if o.dep_ == "dobj" and o is not change.line and verb is not change.word for s in setting.sides(o))
        for token in phrases(verb, ("with", "between", "among", "from")):
            found.update(sides_of(setting.cast.named(token)))
    after = change.line.i + 1
    if len(found) < 2 and after < len(change.line.doc) and change.line.doc[after].lower_ == "with":
        found.update(setting.within(after, min(after + 7, change.line.sent.end - 1)))
    if len(found) < 2:
        told = setting.participants(change.line.idx)
        if found <= set(told):
            found.update(told)
    return tuple(sorted(found))


def _when(setting: Setting, timexes: Sequence[Timex], change: Change) -> When | None:
    """The period told in the clause of change; for what has happened, none that lies ahead."""
    published = setting.reading.document.published
    sentence = change.line.sent
    inside = [
        t for t in timexes if sentence.start_char <= t.start < sentence.end_char and t.type in {"DATE", "TIME"} and (t.earliest or t.latest)
    ]
    for timex in sorted(inside, key=lambda t: abs(t.start - change.word.idx)):
        past = change.state not in {State.PROPOSED, State.AGREED}
        if not past or published is None or (timex.earliest is not None and timex.earliest <= published):
            return timex.when(setting.reading)
    return None


def _same(one: ChannelChange, other: ChannelChange) -> bool:
    """The same change told again: same state and sides, and a shared word of the name."""
    shared = {w for w in one.name.lower().split() if len(w) > 4} & {w for w in other.name.lower().split() if len(w) > 4}
    return one.state is other.state and bool(set(one.sides) & set(other.sides)) and bool(shared)
