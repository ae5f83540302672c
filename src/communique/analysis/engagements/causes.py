"""Why something was put off, called off or cut, in the report's own words: what stands with the verb that says so.

"Blinken postponed the trip after a Chinese balloon was tracked over Montana." - "after a Chinese balloon was tracked over Montana"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from communique.analysis.engagements.arcs import is_verb
from communique.analysis.parse import Reading
from communique.model import Span

# Words that open a clause of cause, and those that open one before a noun.
CLAUSES = frozenset({"after", "because", "since", "as", "citing", "amid", "following"})
ALONE = frozenset({"after", "following", "over", "amid", "because", "due", "owing", "citing"})
# Plain "in" and "at" tell where; with these nouns they tell why.
NOUNS = re.compile(
    r"^(?:in (?:response|retaliation|protest|reaction|reply|answer|the wake)|on account|at .{0,40}\brequest|for (?:lack|want))\b", re.I
)
TIMES = frozenset("weekend day week month year hour minute decade summer winter spring autumn time phone talk telephone".split())
LONGEST = 240


def cause_of(verb: Token, reading: Reading) -> Span | None:
    """The words that tell why, from the first word that opens a cause of the verb to the end of its phrase or clause."""
    for opening in _openings(verb):
        first, last = opening.left_edge.i, opening.right_edge.i
        if opening.dep_ == "advcl":
            mark = next((c for c in opening.children if c.dep_ == "mark"), opening)
            first = mark.i
        while last > first and verb.doc[last].is_punct:
            last -= 1
        span = reading.span(verb.doc[first].idx, verb.doc[last].idx + len(verb.doc[last]))
        if len(span.text) <= LONGEST and len(span.text.split()) > 1:
            return span
    return None


def _openings(verb: Token) -> Iterator[Token]:
    """Words of the verb's own clause that open a cause, nearest after it first."""
    inside = [t for t in verb.sent if t != verb and _of(t, verb)]
    for token in sorted(inside, key=lambda t: (t.i < verb.i, abs(t.i - verb.i))):
        if token.dep_ == "advcl" and _clause(token) or _phrase(token):
            yield token


def _of(token: Token, verb: Token) -> bool:
    """Whether a token hangs on a verb with no other verb between."""
    above = next((t for t in token.ancestors if is_verb(t)), None)
    return above == verb


def _clause(verb: Token) -> bool:
    """A clause of cause: "because a balloon was seen", "citing the killing"."""
    if verb.lower_ == "citing":
        return True
    return any(c.dep_ == "mark" and c.lower_ in CLAUSES for c in verb.children)


def _phrase(word: Token) -> bool:
    if word.dep_ not in {"prep", "acl", "advcl", "pcomp", "amod", "acomp", "advmod", "mark"}:
        return False
    if word.i and word.nbor(-1).lower_ in {"until", "till", "day", "days", "week", "weeks", "hours", "months"}:
        return False  # "until after the election" is a time
    if NOUNS.match(word.doc[word.i : word.right_edge.i + 1].text):
        return True
    if word.lower_ not in ALONE:
        return False
    objects = [c for c in word.children if c.dep_ in {"pobj", "dobj", "pcomp"} or c.lower_ in {"of", "to"}]
    return bool(objects) and not any(c.lemma_.lower() in TIMES or c.ent_type_ in {"DATE", "TIME"} for c in objects)
