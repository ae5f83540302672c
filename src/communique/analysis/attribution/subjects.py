"""What a statement is about: the topics of its own words, or those that "this issue" and "it" point back to.

Only words without a topic of their own look back, and no further than the sentence before in the same paragraph.

    "They discussed the Iran nuclear deal. Berg stressed that it must be kept." - Berg speaks of the Iran nuclear deal.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.analysis.attribution.drafts import Text
from communique.analysis.topics import topics_in

SHORT = 40  # tokens; a longer speech has gone on to something of its own
OPENING = 15
POINTING = frozenset({"this", "these", "such", "that", "those"})
THINGS = frozenset(
    (
        "issue topic matter subject question problem crisis conflict situation point area deal plan agreement programme program proposal"
        " talk dialogue negotiation track action step move demand idea dispute concern"
    ).split()
)


def topics_of(text: Text, content: set[int], said: str) -> tuple[str, ...]:
    """The topics of a statement.

    Args:
        text: the reading.
        content: token numbers of the words said.
        said: the same words as text.
    """
    own = topics_in(said)
    if own or not content or len(content) > SHORT or not any(_points_back(text.doc[i]) for i in sorted(content)[:OPENING]):
        return own
    first = text.doc[min(content)]
    start = first.sent.start
    here = topics_in(text.doc[start : first.i].text)
    if here or start == 0:
        return here
    before = text.doc[start - 1].sent
    return topics_in(before.text) if text.paragraph[before.root.i] == text.paragraph[first.i] else ()


def _points_back(token: Token) -> bool:
    """Whether a word takes up what was told before: "this issue", "this would be an error", "ensure that it is kept"."""
    if token.dep_ == "det":
        return token.lower_ in POINTING and token.head.lemma_.lower() in THINGS
    if token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return False
    if token.lower_ in {"this", "that"}:
        return token.tag_ == "DT"
    beside = [
        k for above in (token.head, *token.head.children) if above.dep_ in {"acomp", "attr"} or above == token.head for k in above.children
    ]
    clause = any(k.dep_ in {"ccomp", "xcomp", "advcl", "csubj", "acl"} for k in beside)  # "it is vital to talk"
    return token.lower_ == "it" and not clause
