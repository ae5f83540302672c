"""Whether the clause around an expression speaks of the past or of what lies ahead: a small lexical finite-verb test, no parse.

From the expression the clause is read backwards to its edge, then forwards, and the nearest verb or sign of time decides: "will meet",
"is to arrive", "scheduled for", "starts" look ahead; "met", "was", "has visited" look back. Words are data (``data/time_verbs.toml``).

    "The delegation arrived Tuesday and is to leave Thursday." -> Tuesday lies behind, Thursday ahead
"""

from __future__ import annotations

import dataclasses
import functools

from communique.analysis.dates.signs import BEING, UNKNOWN, Direction, Tense, sign, verbs
from communique.analysis.dates.tokens import Tokens, lexicon

REACH = 45
# A verb further on than this speaks less surely for the words before it.
NEAR = 12


def ends_sentence(tokens: Tokens, i: int) -> bool:
    """Whether token i closes a sentence: a paragraph's end, or a full stop that is not one of an abbreviation."""
    word = tokens.words[i]
    if word in "?!" or word[0] == "\n":
        return True
    if word != "." or i + 1 >= len(tokens.words):
        return word == "."
    following = tokens.raw(i + 1)[0]
    if tokens.glued(i + 1) and following.isalnum():
        return False
    if following in "\"'”’`" and i + 2 < len(tokens.words):
        following = tokens.raw(i + 2)[0]
    before = tokens.words[i - 1] if i else "."
    return len(before) > 1 and before not in verbs()["abbreviated"] and (following.isupper() or following in "\"'“‘`\n")


def sentence(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The tokens of the sentence around an expression, at most ``REACH`` to either side."""
    start = first
    while start > max(first - REACH, 0) and not ends_sentence(tokens, start - 1):
        start -= 1
    end = last
    while end < min(last + REACH, len(tokens.words)) and not ends_sentence(tokens, end):
        end += 1
    return start, end


def tense(tokens: Tokens, first: int, last: int) -> Tense:
    """The direction of the clause around tokens first to last (exclusive)."""
    start, end = sentence(tokens, first, last)
    lists = verbs()
    before = tokens.words[first - 1] if first > start else ""
    if before in lists["looks_back"]:
        return Tense(Direction.PAST, first - 1, True)
    if last < end and tokens.words[last] in ("'s", "’s"):
        return _owner(tokens, first, last, start, end)
    back, at = _backward(tokens, first, start)
    if back is not None and back.direction is Direction.PAST and (joined := _as_soon_as(tokens, at, start)) is not None:
        # "were likely to buy as soon as trading opened Monday": the main clause decides.
        back, at = _backward(tokens, joined, start)
    if before in ("of", "on", "for") and first - 2 >= start and tokens.words[first - 2] == "deadline":
        return Tense(Direction.AHEAD, first - 2, False)
    if before in ("until", "till") and first - 2 >= start and _lasted(tokens, first - 2):
        return Tense(Direction.PAST, first - 2, True)
    if before in lists["looks_ahead"] and not _was(tokens, at, start, back):
        # "Until Thursday, they had not named him" looks back.
        opens = first - 1 == start or tokens.words[first - 2] in (":", "but", "and", "yet", "that", "which", "who")
        opening = _forward(tokens, last, end) if opens else None
        return opening if opening is not None and opening.direction is Direction.PAST else Tense(Direction.AHEAD, first - 1, True)
    if before in ("a", "an") and last < end and tokens.words[last] == "deadline":
        return Tense(Direction.AHEAD, first - 1, True)
    if before == "as" and first - 2 >= start and tokens.words[first - 2] in ("early", "soon"):
        return Tense(Direction.AHEAD, first - 2, True)
    if back is not None and at >= _clause_edge(tokens, first, start):
        # "a service planned for Saturday was cancelled"
        dropped = tokens.words[at] in lists["arranged"] and last < end and tokens.words[last] in ("was", "were")
        return Tense(Direction.PAST, last, True) if dropped else back
    # "During a hearing Friday, the judge said": a phrase that opens the sentence belongs to what follows.
    opens = first <= start + 2 or (back is None and tokens.words[start] in lists["opens_phrase"])
    ahead = _forward(tokens, last, end, opening=opens)
    if ahead is not None:
        return ahead
    if back is None and before == "of":
        return Tense(Direction.PAST, first - 1, False)  # "the images of Saturday"
    return back or UNKNOWN


def _lasted(tokens: Tokens, i: int) -> bool:
    """ "ran until Jan. 31", "served until June": over by now, unlike "extended until June"."""
    word, lists = tokens.words[i], verbs()
    gone = word in lists["past"] or (word.endswith("ed") and word not in lists["not_past"])
    return (
        gone
        and word not in lists["extends"]
        and word not in lists["arranged"]
        and not (BEING | verbs()["hypothetical"]) & set(tokens.words[max(i - 2, 0) : i])
    )


def _as_soon_as(tokens: Tokens, at: int, start: int) -> int | None:
    """Where "as soon as" opens the clause of the verb at a place."""
    return next((i for i in range(at - 1, max(start, at - 6), -1) if tokens.words[i : i + 3] == ["as", "soon", "as"]), None)


def _was(tokens: Tokens, at: int, start: int, back: Tense | None) -> bool:
    """ "was completed by May": the clause is of the past although "by" looks ahead; "said it expects to finish by May" is not."""
    if back is None or back.direction is not Direction.PAST or tokens.words[at] in verbs()["reporting"]:
        return False
    around = set(tokens.words[max(start, at - 6) : at + 1])
    return bool({"was", "were", "had"} & around) and not verbs()["extends"] & around


def _owner(tokens: Tokens, first: int, last: int, start: int, end: int) -> Tense:
    """ "Friday's ruling" lies behind, "Friday's summit" ahead when the clause looks ahead or speaks of what comes before it."""
    named = tokens.words[last + 1 : min(last + 5, end)]
    if verbs()["gatherings"] & set(named):
        if {"before", "ahead", "upcoming"} & set(tokens.words[max(start, first - 3) : first]):
            return Tense(Direction.AHEAD, first - 1, True)
        back, _ = _backward(tokens, first, start)
        told = back or _forward(tokens, last, end) or UNKNOWN
        return dataclasses.replace(told, strong=False)
    back, _ = _backward(tokens, first, start)
    # "will appear in Friday's finale" on a Thursday: left open, so that tomorrow is nearer than six days ago.
    return UNKNOWN if back is not None and back.direction is Direction.AHEAD and back.strong else Tense(Direction.PAST, last, False)


def _clause_edge(tokens: Tokens, first: int, start: int) -> int:
    """Where the clause begins, read backwards; "Sunday and Monday" is one clause."""
    for i in range(first - 1, start - 1, -1):
        word = tokens.words[i]
        joins = word in ("and", "or", ",") and i > start and tokens.words[i - 1] in _day_names()
        if not joins and (word in verbs()["clause_ends"] or word in ";:" or (word == "," and i < first - 1)):
            return i
    return start


@functools.cache
def _day_names() -> frozenset[str]:
    values = lexicon().values
    return frozenset().union(values["WEEKDAY"], values["MONTH"], ("early", "late", "mid"))


def _backward(tokens: Tokens, first: int, start: int) -> tuple[Tense | None, int]:
    for i in range(first - 1, start - 1, -1):
        found = sign(tokens, i, start)
        if found is not None:
            return found, i
    return None, start


def _forward(tokens: Tokens, last: int, end: int, opening: bool = True) -> Tense | None:
    comma = False
    for i in range(last, end):
        word = tokens.words[i]
        if word == ";" or word in ("that", "who", "which"):
            return None
        comma = comma or (word == "," and (i > last or not opening))
        # "called him on Wednesday to say": why, not when.
        found = None if i == last + 1 and tokens.words[last] == "to" else sign(tokens, i, last)
        if found is not None:
            # "..., an official said": who tells it, not when it happens.
            if comma and word in verbs()["reporting"]:
                return None
            far = i - last > NEAR and found.direction is Direction.AHEAD
            return dataclasses.replace(found, strong=False) if far else found
    return None
