"""What one word says about time, seen with the words before it: "will", "scheduled for", "to meet" look ahead, "met", "was", "since" back.

Words are data (``data/time_verbs.toml``); no parse is needed. ``tense`` reads the clause around an expression with them.

    "The delegation arrived Tuesday and is to leave Thursday." -> "arrived" says past, "is to" ahead
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from communique.analysis.dates.tokens import Tokens, lexicon

BEING = frozenset({"is", "are", "was", "were", "be", "been"})
OWNERS = frozenset({"the", "a", "an", "'s", "’s", "its", "their", "his", "her"})


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


@functools.cache
def _telling() -> frozenset[str]:
    """All words that may say something; most words say nothing and are passed over at once."""
    return frozenset().union(
        *verbs().values(),
        ("is", "are", "am", "won", "wo", "has", "have", "set", "forward", "by", "advance", "follow", "follows", "following"),
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
        # "its planned tour in May", "a possible visit": of a thing, not what the clause tells.
        of_thing = word in lists["may_be"] or (word in lists["arranged"] and previous in OWNERS)
        return Tense(Direction.PAST if back else Direction.AHEAD, i, not of_thing)
    to_set = {"will", "would", "to", "shall", "may", "can", "could", "must"} & set(words[max(start, i - 3) : i])
    if word == "set" and not to_set and following in lists["after_set"]:
        return Tense(Direction.PAST, i, True)
    if word in ("is", "are") or (word == "am" and previous == "i"):
        return _present(tokens, i)
    if word == "by" and words[i + 1 : i + 3] in (["the", "end"], ["the", "start"], ["the", "close"]):
        return Tense(Direction.AHEAD, i, True)
    if word == "advance" and previous == "in" and following == "of":
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
    return bool(OWNERS & set(before[-1:])) or following in verbs()["after_arranged"] or bool(BEING & set(before))


def _infinitive(tokens: Tokens, i: int, start: int) -> Tense | None:
    """ "to meet" lies ahead when its governor looks ahead or, as in headlines, when no verb stands before it; not "the first to meet"."""
    words, lists = tokens.words, verbs()
    near = words[max(start, i - 8) : i - 1]
    if {"first", "last", "only", "latest"} & set(near):
        return None
    governor = words[i - 2] if i - 2 >= start else ""
    # "a debate to be hosted", but not "said to be held"
    if words[i] == "be" and words[i + 1 : i + 2] and words[i + 1].endswith("ed") and governor not in lists["reporting"] | lists["past"]:
        gone = "had" in words[max(start, i - 10) : i - 1]
        return Tense(Direction.PAST if gone else Direction.AHEAD, i, True)
    if governor in ("has", "have", "had"):
        return Tense(Direction.AHEAD if governor != "had" else Direction.PAST, i, False)
    if governor in lists["governs_ahead"] or lists["asks_ahead"] & set(near):
        gone = "had" in words[max(start, i - 5) : i - 1]
        return Tense(Direction.PAST if gone else Direction.AHEAD, i, True, governor in lists["resolves"])
    if governor in lists["idle_governors"]:
        return None
    # From the left: "to try to get to see" is then looked through once, and not once more for each "to".
    for j in range(start, i - 1):
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
    if previous == "-" and tokens.words[i - 2] not in ("re", "co", "pre", "un", "over", "out"):
        return False
    return not (previous in verbs()["before_adjective"] and following.isalpha() and following not in verbs()["after_past"])
