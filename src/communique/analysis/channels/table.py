"""The table of standing lines: what they are called, and which words change, agree or ask for their state.

Read once from ``data/channels.toml``; the rules look words up here and never name one themselves.

    "hotline", "break off", "resumption", "urged ... to restore"
"""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """What a head noun needs to be a standing line.

    Args:
        needs: words of which one must stand around it; empty: none.
        verbs: words of change that need none of those.
        named: a proper name, or two sides in its noun phrase, do as well.
        states: the states it may take; empty: any.
        real: only what has happened counts ("suspended the talks").
        sends: people sent ("recalled its ambassador"), not a body.
        held: meetings that become a line when they are agreed to be regular ("hold annual summits").
    """

    needs: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    named: bool = False
    states: frozenset[str] = frozenset()
    real: bool = False
    sends: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The whole table.

    Args:
        lines: head noun -> what it needs to be a line.
        states: verb, with its particle -> state; nouns: noun of action -> state.
        governors: classes of words above a change: "agreed", "proposed", "passing", "off".
        direct: verbs whose object is the line itself: "announced a hotline".
        first: words of "held the first meeting of the group".
        inner: nouns of which a line is the owner ("the work of the group"), and what stands before a noun of a past change.
        sending: what is done to people sent and to no body.
    """

    lines: Mapping[str, Line]
    states: Mapping[str, str]
    nouns: Mapping[str, str]
    governors: Mapping[str, frozenset[str]]
    direct: Mapping[str, frozenset[str]]
    first: Mapping[str, frozenset[str]]
    inner: Mapping[str, frozenset[str]]
    sending: frozenset[str]


@functools.cache
def packaged() -> Words:
    """The table that comes with the package."""
    rows = tomllib.loads(importlib.resources.files("communique.data").joinpath("channels.toml").read_text(encoding="utf-8"))

    def classes(name: str) -> dict[str, frozenset[str]]:
        return {key: frozenset(words) for key, words in rows[name].items()}

    return Words(
        {noun: _line(row) for noun, row in rows["lines"].items()},
        rows["states"],
        rows["nouns"],
        classes("governors"),
        classes("direct"),
        classes("first"),
        classes("inner"),
        frozenset(rows["sending"]["words"]),
    )


def _line(row: dict[str, Any]) -> Line:
    """A row of the table; a list of words is a set of them."""
    values: dict[str, Any] = {key: frozenset(value) if isinstance(value, list) else value for key, value in row.items()}
    return Line(**values)
