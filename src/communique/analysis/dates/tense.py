"""Whether the clause around an expression speaks of the past or of what lies ahead: a small lexical finite-verb test, no parse.

From the expression the clause is read backwards to its edge, then forwards, and the nearest verb or sign of time decides: "will meet",
"is to arrive", "scheduled for", "starts" look ahead; "met", "was", "has visited" look back. Words are data (``data/time_verbs.toml``).

    "The delegation arrived Tuesday and is to leave Thursday." -> Tuesday lies behind, Thursday ahead
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from communique.analysis.dates.tokens import Tokens, lexicon

REACH = 45
# A verb further on than this speaks less surely for the words before it.
NEAR = 12
BEING = frozenset({"is", "are", "was", "were", "be", "been"})


class Direction(StrEnum):
    """Where a clause puts its event, seen from the day of the report."""

    PAST = "past"
    AHEAD = "ahead"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Tense:
    """A direction, the token that gave it, whether the sign was strong (a finite verb of the same clause), and whether it was what
    somebody had decided, agreed or asked to do, which may lie behind."""

    direction: Direction
    at: int | None = None
    strong: bool = False
    wish: bool = False


UNKNOWN = Tense(Direction.OPEN)


@functools.cache
def verbs() -> dict[str, frozenset[str]]:
    """The word lists of ``data/time_verbs.toml``."""
    source = tomllib.loads(resources.files("communique.data").joinpath("time_verbs.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in source.items() if isinstance(words, list)}


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


def _as_soon_as(tokens: Tokens, at: int, start: int) -> int | None:
    """Where "as soon as" opens the clause of the verb at a place."""
    return next((i for i in range(at - 1, max(start, at - 6), -1) if tokens.words[i : i + 3] == ["as", "soon", "as"]), None)


def _was(tokens: Tokens, at: int, start: int, back: Tense | None) -> bool:
    """ "was completed by May": the clause is of the past although "by" looks ahead; "said it expects to finish by May" is not."""
    if back is None or back.direction is not Direction.PAST or tokens.words[at] in verbs()["reporting"]:
        return False
    around = set(tokens.words[max(start, at - 4) : at + 1])
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
        joins = word in ("and", "or", ",") and i > start and tokens.words[i - 1] in lexicon().values["WEEKDAY"]
        if not joins and (word in verbs()["clause_ends"] or word in ";:" or (word == "," and i < first - 1)):
            return i
    return start


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


@functools.cache
def _telling() -> frozenset[str]:
    """All words that may say something; most words say nothing and are passed over at once."""
    return frozenset().union(
        *verbs().values(), ("is", "are", "am", "won", "wo", "has", "have", "set", "forward", "by", "follow", "follows", "following")
    )


def sign(tokens: Tokens, i: int, start: int) -> Tense | None:
    """What token i says about time, seen with the tokens before it; None when it says nothing."""
    words = tokens.words
    word, previous = words[i], words[i - 1] if i > start else ""
    if previous == "to" and word not in verbs()["ahead"] and _is_infinitive(tokens, i):
        return _infinitive(tokens, i, start)
    if word not in _telling() and not word.endswith("ed"):
        return None
    return _ahead(tokens, i, start, previous) or _past(tokens, i, start, previous) or _open(tokens, i, previous)


def _ahead(tokens: Tokens, i: int, start: int, previous: str) -> Tense | None:
    """Auxiliaries and arrangements: "will", "won't", "is to", "scheduled for", "look forward"."""
    words, lists, word = tokens.words, verbs(), tokens.words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if word in lists["ahead"] or (word in ("won", "wo") and words[i + 1 : i + 3] in (["'", "t"], ["’", "t"])):
        return Tense(Direction.AHEAD, i, True)
    if word == "due" and following == "to" and not BEING & set(words[max(start, i - 3) : i]):
        return None
    if word in lists["set_ahead"] or (word in lists["arranged"] and _arranged(tokens, i, start)):
        back = previous == "first" or bool({"had", "originally", "initially", "previously"} & set(words[max(start, i - 3) : i]))
        return Tense(Direction.PAST if back else Direction.AHEAD, i, True)
    to_set = {"will", "would", "to", "shall", "may", "can", "could", "must"} & set(words[max(start, i - 3) : i])
    if word == "set" and not to_set and following in lists["after_set"]:
        return Tense(Direction.PAST, i, True)
    if word in ("is", "are") or (word == "am" and previous == "i"):
        return _present(tokens, i)
    if word == "by" and words[i + 1 : i + 3] in (["the", "end"], ["the", "start"], ["the", "close"]):
        return Tense(Direction.AHEAD, i, True)
    if word == "forward" and previous in ("look", "looks", "looking", "looked"):
        return Tense(Direction.AHEAD, i, True)
    return None


def _past(tokens: Tokens, i: int, start: int, previous: str) -> Tense | None:
    """Past forms, "since", and what is followed: "will follow their summit on Nov. 1" puts the summit behind."""
    words, word = tokens.words, tokens.words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if (
        word == "since"
        or (word == "after" and following.endswith("ing"))
        or (word in ("follows", "follow", "following") and previous != "the" and following != "-")
    ):
        return Tense(Direction.PAST, i, True)
    if word in verbs()["past"] or _is_regular_past(tokens, i):
        from_ = max((k + 1 for k in range(max(start, i - 3), i) if words[k] in ("and", ",")), default=max(start, i - 3))
        before = set(words[from_:i])
        if before & {"will", "would", "shall", "to", "ll"} and word not in ("said", "told"):
            return None
        return None if before & {"be", "is", "are", "re"} and "had" not in before else Tense(Direction.PAST, i, True)
    if word in ("has", "have") and previous != "to":
        return Tense(Direction.PAST, i, False)
    return None


def _open(tokens: Tokens, i: int, previous: str) -> Tense | None:
    """Timetable presents and modals: "the round starts", "might fly"; "could not be reached" is of the past."""
    words, lists, word = tokens.words, verbs(), tokens.words[i]
    if not tokens.raw(i)[0].islower():
        return None
    if word in lists["timetable"] and _is_timetable(word, previous):
        return Tense(Direction.AHEAD, i, word in lists["starts_ends"])
    if word in ("could", "can") and (previous in ("not", "nor") or set(words[i + 1 : i + 4]) & {"not", "reached", "located"}):
        return Tense(Direction.PAST, i, True)
    return Tense(Direction.AHEAD, i, False) if word in lists["open_ahead"] else None


def _is_timetable(word: str, previous: str) -> bool:
    """ "the visit starts", "the envoys return", but not "his visit Monday" (base forms that are nouns need a plural before them)."""
    if previous in verbs()["ahead"] or previous in verbs()["open_ahead"]:
        return False
    plural = previous[-1:] == "s" and previous not in verbs()["no_plural"]
    return word not in verbs()["nouns_too"] or plural or previous in ("they", "we")


def _is_infinitive(tokens: Tokens, i: int) -> bool:
    word = tokens.words[i]
    if i > 1 and tokens.words[i - 2] in verbs()["no_infinitive_after"]:
        return False
    if i > 1 and tokens.words[i - 2] == "due" and not BEING & set(tokens.words[max(i - 5, 0) : i - 2]):
        return False
    plural = word.endswith("s") and not word.endswith(("ss", "us"))
    plain = word.isalpha() and tokens.raw(i)[0].islower() and not plural and not word.endswith(("ing", "ed"))
    return plain and word not in verbs()["not_infinitive"]


def _present(tokens: Tokens, i: int) -> Tense:
    """ "is to meet", "are scheduled for", "is likely to" look ahead; a plain "is" leaves the time open."""
    following = tokens.words[i + 1 : i + 4]
    if following[:1] == ["to"]:
        return Tense(Direction.AHEAD, i, True)
    # "The next round is on Friday", "is at 3 p.m. on Friday"
    if following[:1] in (["on"], ["at"]) and following[1:] and (following[1] in _dated_words() or following[1][0].isdigit()):
        return Tense(Direction.AHEAD, i, False)
    lists = verbs()
    for k, word in enumerate(following):
        after = tokens.words[i + 2 + k] if i + 2 + k < len(tokens.words) else ""
        if (
            word in lists["set_ahead"]
            or (word in lists["arranged"] and after in lists["after_arranged"])
            or (after == "to" and word in lists["governs_ahead"])
        ):
            return Tense(Direction.AHEAD, i, True)
    return Tense(Direction.OPEN, i, False)


@functools.cache
def _dated_words() -> frozenset[str]:
    values = lexicon().values
    return frozenset().union(values["WEEKDAY"], values["MONTH"], values["MONTHABBR"], values["NOON"])


def _arranged(tokens: Tokens, i: int, start: int) -> bool:
    """ "is planned", "set for", "scheduled to", "his planned visit": arranged, unlike "a hastily planned trip"."""
    before = tokens.words[max(start, i - 3) : i]
    following = tokens.words[i + 1] if i + 1 < len(tokens.words) else ""
    if tokens.words[i] == "set" and following in ("a", "an", "the", "its", "their") and not BEING & set(before):
        return bool(verbs()["what_is_set"] & set(tokens.words[i + 1 : i + 8]))
    if tokens.words[i] == "set" and (verbs()["records"] & set(before) or (following == "on" and {"was", "were"} & set(before))):
        return False
    owned = before[-1:] in (["the"], ["a"], ["an"], ["'s"], ["’s"], ["its"], ["their"], ["his"], ["her"])
    return owned or following in verbs()["after_arranged"] or bool(BEING & set(before))


def _infinitive(tokens: Tokens, i: int, start: int) -> Tense | None:
    """ "to meet" lies ahead when its governor looks ahead or, as in headlines, when no verb stands before it; not "the first to meet"."""
    words, lists = tokens.words, verbs()
    near = words[max(start, i - 8) : i - 1]
    if {"first", "last", "only", "latest"} & set(near):
        return None
    governor = words[i - 2] if i - 2 >= start else ""
    if governor in ("has", "have", "had"):
        return Tense(Direction.AHEAD if governor != "had" else Direction.PAST, i, False)
    if governor in lists["governs_ahead"] or lists["asks_ahead"] & set(near):
        gone = "had" in words[max(start, i - 5) : i - 1]
        return Tense(Direction.PAST if gone else Direction.AHEAD, i, True, governor in lists["resolves"])
    if governor in lists["idle_governors"]:
        return None
    for j in range(i - 2, start - 1, -1):
        if words[j] in lists["past"] or sign(tokens, j, start) is not None:
            return None
    return Tense(Direction.AHEAD, i, True)


def _is_regular_past(tokens: Tokens, i: int) -> bool:
    word = tokens.words[i]
    if len(word) < 4 or not word.endswith("ed") or tokens.raw(i)[0].isupper():
        return False
    if word != "agreed" and (word in verbs()["not_past"] or word in verbs()["arranged"]):
        return False
    following = tokens.words[i + 1] if i + 1 < len(tokens.words) else ""
    previous = tokens.words[i - 1] if i else ""
    return not (previous in verbs()["before_adjective"] and following.isalpha() and following not in verbs()["after_past"])
