"""The rules of ``data/time_rules.toml`` compiled over code characters, and the choice among their matches.

A pattern names classes in capitals, single words in small letters, macros in braces; it becomes one regular expression over the string
of codes that ``tokens`` makes. The longest match wins, then the earlier rule, so one phrase gives one expression.

    "the second half of February" beats "February", and "early next week" beats "next week".
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

from communique.analysis.dates.needed import needed
from communique.analysis.dates.tokens import Lexicon, Tokens, lexicon

PIECE = re.compile(r"\{[A-Z]+\}|\(\?[=!]|[a-z]\d?:|[A-Z]+|[a-z]+|[()|?<>*+]|\{\d,\d\}")

SHORT = {"MONTH": "MONTHABBR", "WEEKDAY": "DAYABBR"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, codes of which it needs one, and the names of the functions that give its value and that may refuse it."""

    name: str
    pattern: re.Pattern[str]
    needs: frozenset[str]
    build: str
    screen: str
    order: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits: tokens ``first`` to ``last`` (exclusive) are the expression; groups keep their token ranges."""

    rule: Rule
    tokens: Tokens
    first: int
    last: int
    groups: dict[str, tuple[int, int]]

    def at(self, name: str) -> int | None:
        """The first token that a group matched."""
        found = self.groups.get(name)
        return None if found is None else found[0]

    def word(self, name: str) -> str:
        """The first word that a group matched, in small letters; empty when it matched nothing."""
        found = self.groups.get(name)
        return "" if found is None else self.tokens.words[found[0]]

    def range(self, name: str) -> tuple[int, int] | None:
        """The tokens that a group matched."""
        return self.groups.get(name)

    def code(self, name: str, table: str) -> int | str | None:
        """The value of a group's first word in a class of the lexicon; months and weekdays also in their short forms."""
        values, word = lexicon().values, self.word(name)
        return values[table].get(word, values[SHORT[table]].get(word) if table in SHORT else None)

    def number(self, name: str, table: str) -> int | None:
        """The value as a number."""
        found = self.code(name, table)
        return found if isinstance(found, int) else None

    def letter(self, name: str, table: str) -> str | None:
        """The value as a code of letters."""
        found = self.code(name, table)
        return found if isinstance(found, str) else None

    @property
    def before(self) -> str:
        """The word before the expression, in small letters."""
        return self.tokens.words[self.first - 1] if self.first else ""

    @property
    def after(self) -> str:
        """The word after the expression, in small letters."""
        return self.tokens.words[self.last] if self.last < len(self.tokens.words) else ""


def pieces_of(pattern: str, macros: dict[str, str]) -> list[str]:
    """A pattern with its macros put in, cut to classes, words and signs.

    Raises:
        KeyError: the pattern names a macro that does not exist.
    """
    while "{" in pattern and (name := re.search(r"\{([A-Z]+)\}", pattern)):
        pattern = pattern.replace(name.group(), macros[name[1]])
    return PIECE.findall(pattern)


def compiled(pieces: Sequence[str], words: Lexicon) -> re.Pattern[str]:
    """One pattern as a regular expression over code characters.

    Raises:
        KeyError: the pattern names a class that does not exist.
    """
    out: list[str] = []
    pending = ""
    for piece in pieces:
        if piece.endswith(":"):
            pending = piece[:-1]
        elif piece in ("(", "(?=", "(?!"):
            out.append(f"(?P<{pending}>" if pending else "(?:" if piece == "(" else piece)
            pending = ""
        elif piece == "<":
            out.append("(?P<span>")
        elif piece == ">":
            out.append(")")
        elif piece in ")|?*+" or piece[0] == "{":
            out.append(piece)
        else:
            members = f"[{words.members(piece)}]"
            out.append(f"(?P<{pending}>{members})" if pending else members)
            pending = ""
    return re.compile("".join(out))


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules of the package in their order."""
    source = tomllib.loads(resources.files("communique.data").joinpath("time_rules.toml").read_text(encoding="utf-8"))
    words = lexicon()
    found: list[Rule] = []
    for row in source["rule"]:
        pieces = pieces_of(row["pattern"], source["macros"])
        needs = needed(pieces, words)
        found.append(Rule(row["name"], compiled(pieces, words), needs, row["build"], row.get("screen", ""), len(found)))
    return tuple(found)


def matches(tokens: Tokens) -> list[Match]:
    """Every match of every rule, longest expressions first."""
    found: list[Match] = []
    present = frozenset(tokens.codes)
    for rule in rules():
        if rule.needs and rule.needs.isdisjoint(present):
            continue
        names, whole = rule.pattern.groupindex.items(), rule.pattern.groupindex.get("span", 0)
        for hit in rule.pattern.finditer(tokens.codes):
            spans = hit.regs
            first, last = spans[whole]
            if last > first:
                # A group that took no part stands at (-1, -1).
                groups = {name: spans[i] for name, i in names if i != whole and spans[i][1] > spans[i][0]}
                found.append(Match(rule, tokens, first, last, groups))
    found.sort(key=lambda m: (m.first - m.last, m.rule.order, m.first))
    return found


def chosen(found: list[Match], refused: Callable[[Match], bool]) -> list[Match]:
    """The matches that stand, in text order: longest first, none that a screen refuses, no two that overlap."""
    taken: dict[int, bool] = {}
    kept: list[Match] = []
    for match in found:
        places = range(match.first, match.last)
        if any(i in taken for i in places) or refused(match):
            continue
        taken.update(dict.fromkeys(places, True))
        kept.append(match)
    kept.sort(key=lambda m: m.first)
    return kept
