"""Whether a change of state has happened, is agreed, is only asked for, or is denied: told by the verb's form and the words above it.

"agreed to reopen" is agreed, "urged Ankara to reopen" is proposed, "reopened" is real, "refused to reopen" is none.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.analysis.channels.table import packaged
from communique.analysis.clauses import auxiliaries, negated
from communique.analysis.engagements.arcs import is_verb


def mood_of(word: Token) -> tuple[str, Token]:
    """Whether a change has happened ("real"), is agreed or proposed, or is denied ("off"), and the highest word that says so."""
    if negated(word) or _of_whichever(word):
        return "off", word
    own = _form(word) if is_verb(word) else ""
    if packaged().direct["agreed"] & {word.lemma_.lower()}:
        return ("off" if own == "proposed" else "agreed"), word
    if own:
        return own, word
    if is_verb(word) and word.tag_ == "VB" and word.dep_ == "conj" and (shared := _form(word.head)) == "agreed":
        return shared, word  # "will suspend its mission and close the embassy"
    if word.pos_ == "NOUN" and word.dep_ == "dobj" and word.head.lemma_.lower() in packaged().inner["factive"]:
        return "real", word
    if word.pos_ == "NOUN" and word.dep_ == "pobj" and word.head.lower_ in packaged().inner["after"]:
        return "real", word
    top = word
    for _ in range(6):
        above = _above(top)
        if above == top:
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


def _of_whichever(word: Token) -> bool:
    """ "The countries with which it has established diplomatic ties": which they are, not what has changed."""
    return word.dep_ == "relcl" and any(o.tag_ == "WDT" for c in word.children if c.dep_ == "prep" for o in c.children)


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
    while above.dep_ in {"prep", "mark"} and above.head != above:
        above = above.head
    return above


def _governor(above: Token) -> str:
    """The class of a governing word, "passing" left out."""
    lemma = above.lemma_.lower()
    return next((name for name in ("agreed", "off", "proposed") if lemma in packaged().governors[name]), "")
