"""Clauses as stretches of text: where the words that prove a claim begin and end.

A clause runs from its subject to the end of its complements, without a reporting tail, a following coordinate clause of another
subject, or quotation marks left open at its edges.

    "Japan and India agreed to resume the dialogue, and the minister left for Delhi." - the clause of "agreed" ends at "dialogue".
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from communique.analysis.engagements.arcs import SUBJECTS, is_verb
from communique.analysis.parse import Reading
from communique.model import Span

EDGE = frozenset({",", ";", ":", ".", "-", "–", "—", '"', "“", "”", "'", "‘", "’", "''", "``", "(", ")", "and", "but", "that", "while"})


def own_subject(verb: Token) -> Token | None:
    """The subject that hangs on the verb itself."""
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _foreign(child: Token, head: Token) -> bool:
    """A clause beside the one asked for: a coordinate clause with a subject of its own, a reporting tail, an aside."""
    if child.dep_ == "conj" and is_verb(child) and is_verb(head):
        return child.i > head.i and (own_subject(child) is not None or child.lemma_ != head.lemma_)
    return child.dep_ in {"parataxis"} or (child.dep_ == "ccomp" and child.i < head.i)


def extent(head: Token, *, whole: bool = False) -> tuple[int, int]:
    """First and last token (inclusive) of a clause.

    Args:
        head: the verb, adjective or noun at its centre.
        whole: keep coordinate verbs too ("agreed to meet and pledged to work").
    """
    first = last = head.i
    for child in head.children:
        if child.is_punct or (not whole and _foreign(child, head)):
            continue
        a, b = child.left_edge.i, child.right_edge.i
        if child.dep_ in {"advcl", "ccomp"} and child.i < head.i:
            continue
        first, last = min(first, a), max(last, b)
    return first, last


def trimmed(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The same tokens without punctuation and linking words at the edges."""
    while first < last and (doc[first].lower_ in EDGE or doc[first].is_space):
        first += 1
    while last > first and (doc[last].lower_ in EDGE or doc[last].is_space):
        last -= 1
    return first, last


def span_of(reading: Reading, first: int, last: int) -> Span:
    """The document's span for tokens first to last (inclusive), trimmed."""
    first, last = trimmed(reading.doc, first, last)
    return reading.span(reading.doc[first].idx, reading.doc[last].idx + len(reading.doc[last].text))


def phrase_end(noun: Token, prepositions: frozenset[str]) -> int:
    """Last token of a noun phrase with the prepositional phrase right after it, which the parser often hangs on the verb."""
    last = max(noun.right_edge.i, noun.i) if noun.right_edge.i - noun.i < 15 else noun.i
    after = noun.i + 1
    if after < len(noun.doc) and noun.doc[after].lower_ in prepositions and noun.doc[after].dep_ == "prep":
        last = max(last, noun.doc[after].right_edge.i)
    return last


def negated(token: Token) -> bool:
    """ "did not agree", "will never accept", "no plan", "refuses" is not asked here."""
    return any(
        c.dep_ == "neg"
        or c.lower_ in {"never", "no", "neither", "nor"}
        and c.dep_ in {"det", "advmod", "preconj", "cc", "neg"}
        and c.i < token.i
        for c in token.children
    )


def auxiliaries(verb: Token) -> frozenset[str]:
    """The verb's helping words, lower case, contractions opened ("'ll" is "will")."""
    opened = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would"}
    return frozenset(opened.get(c.lower_, c.lower_) for c in verb.children if c.dep_ in {"aux", "auxpass"})
