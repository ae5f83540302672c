"""Content of cue nouns and adjectives: "the claim that ...", "expressed concern over ...", "made it clear that ...", "is critical of ...".

"Hope was expressed for an early truce, and the envoy made it clear that talks go on."
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.analysis.attribution.lexicon import Frames, Manner, lexicon
from communique.analysis.attribution.phrases import Frame, subtree, trailing

PARTS = frozenset({"starting", "beginning", "including", "especially"})


def of_noun(token: Token, frames: Frames) -> Frame | None:
    """The complement of a cue noun: a that-clause, an infinitive, or a phrase, also one that hangs on the verb which carries it."""
    for kid in token.children:
        if kid.i < token.i:
            continue
        if (
            kid.dep_ in {"acl", "ccomp", "relcl"}
            and "clause" in frames
            and any(g.dep_ == "mark" and g.lower_ == "that" for g in kid.children)
        ):
            return Frame(frames["clause"], frozenset(subtree(kid)), "noun clause")
        if kid.dep_ in {"acl", "xcomp"} and "infinitive" in frames and any(g.dep_ == "aux" and g.lower_ == "to" for g in kid.children):
            return Frame(frames["infinitive"], frozenset(subtree(kid)), "noun infinitive")
        manner = frames.get(kid.lower_) or (frames.get("light " + kid.lower_) if _own(token) else None)
        if kid.dep_ == "prep" and manner is not None and len(subtree(kid)) > 1:
            content = subtree(kid) - {kid.i}
            return Frame(manner, frozenset(content | (_aim(token, max(content)) if carried(token) else set())), "noun preposition")
    for kid in token.head.children if carried(token) else ():  # "raised concerns on trade", "satisfaction was expressed with the talks"
        manner = frames.get(kid.lower_) or (frames.get("light " + kid.lower_) if _own(token) else None)
        if kid.dep_ == "prep" and kid.i > token.i and manner is not None and len(subtree(kid)) > 1:
            content = subtree(kid) - {kid.i} | trailing(token.head, kid.i)
            return Frame(manner, frozenset(content | _aim(token, max(content, default=kid.i))), "noun preposition")
    return None


def _aim(noun: Token, last: int) -> set[int]:
    """What right behind the words said tells their aim or parts: "with the efforts to end the war", "for talks, starting in May"."""
    found: set[int] = set()
    for kid in (*noun.head.children, *noun.children):
        aim = kid.left_edge.lower_ == "to" and kid.left_edge.i == last + 1
        parts = kid.lower_ in PARTS and kid.left_edge.i == last + 2 and kid.doc[last + 1].text == ","
        if kid.dep_ in {"advcl", "prep"} and (aim or parts):
            found |= set(range(last + 1, kid.right_edge.i + 1))
    return found


def _own(token: Token) -> bool:
    """Whether a carried noun is the subject's own: "expressed support", not "raised Oslo's support for the rebels"."""
    return carried(token) and not any(k.dep_ == "poss" and k.pos_ != "PRON" for k in token.children)


def carried(token: Token) -> bool:
    """Whether a noun is the object of a verb that only carries it: "expressed concern"."""
    while token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    return token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_.lower() in lexicon().light


def of_adjective(token: Token, frames: Frames) -> Frame | None:
    """The complement of a cue adjective: a clause or a phrase."""
    if token.dep_ not in {"acomp", "conj", "ROOT", "oprd", "amod", "advcl", "ccomp", "xcomp"}:
        return None
    if "made clause" in frames and token.head.lemma_ == "make":  # "made it clear that the line would stay open"
        beyond = (k for k in (*token.children, *token.head.children) if k.i > token.i and k.dep_ in {"ccomp", "advcl", "csubj"})
        said = next(beyond, None) or next((k for k in token.children if k.i > token.i and k.dep_ in {"nsubj", "dobj"}), None)
        return Frame(frames["made clause"], frozenset(subtree(said)), "adjective clause") if said is not None else None
    if "was clause" in frames:
        return _plainly(token, frames["was clause"])
    beside = [k for k in token.head.children if k.dep_ == "ccomp"] if token.dep_ == "acomp" else []
    for kid in (*token.children, *beside):
        if kid.dep_ == "ccomp" and "clause" in frames and kid.i > token.i:
            return Frame(frames["clause"], frozenset(subtree(kid)), "adjective clause")
        if kid.dep_ == "prep" and kid.lower_ in frames and len(subtree(kid)) > 1:
            return Frame(frames[kid.lower_], frozenset(subtree(kid) - {kid.i}), "adjective preposition")
    return None


def _plainly(token: Token, manner: Manner) -> Frame | None:
    """ "The envoy was clear with his hosts that the border stays shut": somebody is clear; "it is clear that ..." is nobody's word."""
    subject = next((k for k in token.head.children if k.dep_ == "nsubj"), None)
    if token.dep_ != "acomp" or token.head.lemma_ != "be" or subject is None or subject.lower_ in {"it", "this", "that", "what"}:
        return None
    for kid in (*token.children, *token.head.children):
        if kid.i > token.i and kid.dep_ in {"ccomp", "advcl"} and any(k.dep_ == "mark" and k.lower_ == "that" for k in kid.children):
            return Frame(manner, frozenset(subtree(kid)), "adjective clause")
    return None
