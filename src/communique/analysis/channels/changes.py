"""Changes of state in a sentence: a standing line and the word that acts on it; what has become of it is told by the mood above.

"Oslo recalled its ambassador, and the joint commission, which met for the first time in March, suspended its work."
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span as Slice
from spacy.tokens import Token

from communique.analysis.channels.mood import mood_of
from communique.analysis.channels.table import Line, packaged
from communique.analysis.clauses import auxiliaries
from communique.analysis.engagements.arcs import is_verb
from communique.analysis.parse import Reading
from communique.model import State

# The words of a long name: "the first Kenya-Uganda Clean and Renewable Energies Dialogue".
NAME = 18


@dataclass(frozen=True, slots=True)
class Change:
    """A line, the word that changes it, the state reached, and the word highest above that still belongs to it."""

    line: Token
    word: Token
    state: State
    top: Token


def abbreviations(reading: Reading) -> Mapping[str, Line]:
    """Short names that the document itself gives to lines: "Climate Working Group (CWG)"."""
    found: dict[str, Line] = {}
    for token in reading.doc:
        if token.text == "(" and 0 < token.i < len(reading.doc) - 2 and reading.doc[token.i + 2].text.startswith(")"):
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
            if (
                (line.states and state not in line.states)
                or not (fits or lemma_of(word) in line.verbs)
                or (line.held and lemma_of(word) != "hold")
            ):
                continue
            mood, top = mood_of(word)
            unreal, sent = mood != "real", word.lemma_.lower() in packaged().sending
            # a side that says it will pause the talks pauses them
            announced = line.real and mood == "agreed" and top == word and state == "suspended"
            if mood == "off" or (line.real and unreal and not announced) or (line.held and not unreal) or line.sends != sent:
                continue
            if mood == "real" and state == "launched" and _going_to(word):
                mood = "agreed"
            reached = State(state) if mood == "real" or announced else State(mood)
            yield Change(token, word, reached, top)
            if word.dep_ != "acl":  # "will restore the relations broken off in 1961" tells of two changes
                break


def _going_to(word: Token) -> bool:
    """ "The two countries are launching a dialogue": announced, and open once it has met."""
    return word.tag_ == "VBG" and bool(auxiliaries(word) & {"is", "are", "'s", "’s", "'re", "’re"})


def _fits(token: Token, line: Line) -> bool:
    """Whether the words around a noun make it a standing line."""
    if not line.needs:
        return True
    first, last = token.left_edge.i, max(token.right_edge.i, token.i)
    around = {t.lower_ for t in token.doc[first : last + 1]} | {token.doc[i].lower_ for i in range(max(0, token.i - 3), token.i)}
    if around & line.needs or {w.split("-")[0] for w in around} & line.needs:
        return True
    return line.named and (token.pos_ == "PROPN" or any(t.lower_ in {"this", "from", "between"} for t in token.children))


def lemma_of(word: Token) -> str:
    """The lemma with its particle: "break off"."""
    particle = next((c.lower_ for c in word.children if c.dep_ == "prt"), "")
    return f"{word.lemma_.lower()} {particle}".strip()


def _words_of_change(line: Token) -> Iterator[tuple[Token, str]]:
    """Words of change that act on a line, with the state they lead to."""
    table = packaged()
    node = _outermost(line)
    of = node.head if node.dep_ == "pobj" and node.head.lower_ == "of" else None
    if of is not None and of.head.lemma_.lower() in table.nouns:
        yield of.head, table.nouns[of.head.lemma_.lower()]
        return
    first = _first_meeting(line, node)
    if first is not None:
        yield first, "launched"
        return
    if _to_meet(node):
        yield node.head, "launched"
        return
    for child in line.children:
        if child.dep_ in {"acl", "relcl"} and _state(child) and (child.tag_ == "VBN" if child.dep_ == "acl" else _relates(child)):
            yield child, _state(child)
    if is_verb(node.head):
        yield from _by_verb(line, node)
    if node.dep_ == "pobj" and node.head.lower_ in {"on", "to"} and node.head.head.lemma_ == "agree":
        yield node.head.head, "agreed"


def _outermost(line: Token) -> Token:
    """The noun that stands for the line in its clause: the head of a list, or "the work" of the line."""
    node = line
    for _ in range(4):
        head = node.head
        if node.dep_ in {"conj", "appos"} and head.pos_ in {"NOUN", "PROPN"}:
            node = head
        elif node.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in packaged().inner["nouns"]:
            node = head.head
        else:
            break
    return node


def _by_verb(line: Token, node: Token) -> Iterator[tuple[Token, str]]:
    """Verbs of change of which the line is object or subject."""
    verb = node.head
    if node.dep_ not in {"dobj", "nsubjpass", "nsubj"}:
        return
    acted = node.dep_ != "nsubj"
    known = packaged().lines.get(line.lemma_.lower())
    if acted and lemma_of(verb) == "hold" and known is not None and known.held and line.tag_ == "NNS":
        yield verb, "launched"  # meetings become a line when several are to be held: "will hold annual summits"
    if _state(verb) and (acted or not any(c.dep_ == "dobj" for c in verb.children)):
        yield verb, _state(verb)
    for below in verb.children:
        if node.dep_ == "dobj" and below.dep_ in {"xcomp", "ccomp"} and below.i > node.i and _state(below):
            yield below, _state(below)  # "instructed the group to reconvene"
    for name, verbs in packaged().direct.items():
        if acted and verb.lemma_.lower() in verbs and line.tag_ != "NNS":
            yield verb, name


def _relates(verb: Token) -> bool:
    """The line is subject or object of its relative clause: "the dialogue that we are relaunching"."""
    pronouns = [c for c in verb.subtree if c.lower_ in {"that", "which"} and c.tag_ in {"WDT", "IN", "DT"} and c.i < verb.i]
    if any(c.head == verb and c.dep_ in {"dobj", "nsubjpass", "nsubj"} for c in pronouns):
        return True
    return not pronouns and not any(c.dep_ == "dobj" for c in verb.children)


def _first_meeting(line: Token, node: Token) -> Token | None:
    """The verb of "held the first meeting of the group" or "chaired the inaugural dialogue", where the node is that meeting."""
    words = packaged().first
    verb = node.head
    if node.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_.lower() not in words["verbs"]:
        return None
    if node.lemma_.lower() in words["meetings"]:
        return verb if any(c.lower_ in words["ordinals"] for c in node.children) else None
    if verb.i < line.i < verb.i + NAME:
        return verb if any(t.lower_ == "inaugural" for t in line.doc[verb.i : line.i]) else None
    return None


def _to_meet(node: Token) -> bool:
    """ "The group will convene twice a year": agreed that it shall meet."""
    verb = node.head
    meets = verb.lemma_.lower() in {"convene", "meet"} and node.dep_ in {"nsubj", "nsubjpass"}
    held = verb.lemma_.lower() == "hold" and node.dep_ == "nsubjpass"
    return (meets or held) and bool(auxiliaries(verb) & {"will", "shall"})


def _state(verb: Token) -> str:
    """The state a verb leads to, its particle counted ("set up", "break off"); empty when none."""
    states = packaged().states
    return states.get(lemma_of(verb)) or states.get(verb.lemma_.lower(), "")
