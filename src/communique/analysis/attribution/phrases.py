"""What all complements are made of: subtrees as token numbers, the cue's entry in the table, phrases that belong to an object.

"praised the envoy for his patience in an interview": "for his patience" is praised, "in an interview" is where
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.attribution.lexicon import Frames, Manner, lexicon

ASIDE = frozenset("during after before by amid since".split())


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue head with its complement: the manner, the content's tokens, and the name of the rule."""

    manner: Manner
    content: frozenset[int]
    rule: str


def subtree(token: Token, without: Token | None = None) -> set[int]:
    """Token numbers of a subtree; the subtree of ``without`` is left out."""
    found = {t.i for t in token.subtree}
    return found - {t.i for t in without.subtree} if without is not None else found


def cue_frames(token: Token) -> Frames:
    """The complements that this token takes as a cue by its part of speech; empty when it is none."""
    table = lexicon()
    if token.pos_ in {"VERB", "AUX"}:
        if token.i and token.nbor(-1).text == "<":
            return {}
        if token.dep_ in {"amod", "compound", "nmod"}:
            return {}
        particle = next((k.lower_ for k in token.children if k.dep_ in {"prt", "advmod"} and k.i == token.i + 1), "")
        lemma = token.lemma_.lower()
        return table.verbs.get(f"{lemma} {particle}") or table.verbs.get(lemma, {})
    if token.pos_ == "NOUN":
        return table.nouns.get(token.lemma_.lower(), {})
    if token.pos_ == "ADJ":
        return table.adjectives.get(token.lemma_.lower(), {})
    return {}


def goes_with(prep: Token) -> bool:
    """Whether a phrase after the object belongs to it: "praised the envoy for his patience", not "praised him in an interview"."""
    noun = next((k for k in prep.children if k.dep_ in {"pobj", "pcomp"}), None)
    if prep.lower_ == "as":
        return True
    if noun is None or noun.ent_type_ in {"DATE", "TIME"} or noun.lemma_.lower() in lexicon().words["settings"]:
        return False
    return prep.lower_ not in ASIDE


def trailing(token: Token, after: int) -> set[int]:
    """Phrases that hang on a cue, stand after a place and belong to the content."""
    return {i for k in token.children if k.dep_ == "prep" and k.i > after and goes_with(k) for i in subtree(k)}


def listed(cue: Token, content: frozenset[int]) -> set[int]:
    """Bare verbs of a list that the parse hangs on the cue though only "to" or a modal within the content allows them.

    "They stressed the need to widen exchanges, settle disputes and keep the line open": "settle" goes with "to widen".
    """
    doc, last = cue.doc, max(content)
    allowed = any(doc[i].tag_ == "MD" or (doc[i].dep_ == "aux" and doc[i].lower_ == "to") for i in content)
    if not allowed or cue.tag_ in {"VB", "VBP"} or last < cue.i:
        return set()
    modals = {doc[i].lower_ for i in content if doc[i].tag_ == "MD"}  # "will be useful, and will bring relief"
    kids = (k for above in (cue, *cue.ancestors) if above.sent == cue.sent for k in above.children)
    first = last
    for kid in sorted(kids, key=lambda k: k.i):
        alone = not any(k.dep_ in {"nsubj", "nsubjpass", "mark"} or (k.dep_ == "aux" and k.lower_ not in modals) for k in kid.children)
        if kid.dep_ in {"conj", "advcl", "acl", "dep"} and kid.tag_ in {"VB", "VBP"} and alone and last < kid.left_edge.i <= last + 4:
            last = max(last, kid.right_edge.i)
    return set(range(first + 1, last + 1))
