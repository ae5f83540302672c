"""Statements by topic and side, and the exact formulas in them with their first and last use.

A formula is what stands between quotation marks, three words or more; two that differ in case and punctuation alone are one.

    “the first red line that must not be crossed”: China, first 14 Nov 2022, last 16 Nov 2023, three times
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.model import StatementEntry
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue
from communique.publish.points import FORMULA, plain

SHOWN = 40
FORMULAS = 30
READ = 5000  # the latest statements in which formulas are looked for


@dataclass(frozen=True, slots=True)
class Formula:
    """Exact words and their uses, in the order of publication."""

    words: str
    side: str
    uses: tuple[StatementEntry, ...]

    @property
    def first(self) -> StatementEntry:
        """The first use."""
        return self.uses[0]

    @property
    def last(self) -> StatementEntry:
        """The last use."""
        return self.uses[-1]


@dataclass(frozen=True, slots=True)
class StatementsView:
    """Statements, the latest first; topics and sides with their counts; formulas, the most used first."""

    entries: Sequence[StatementEntry]
    total: int
    pages: int
    topics: tuple[tuple[str, int], ...]
    sides: tuple[tuple[str, int], ...]
    formulas: tuple[Formula, ...]
    repeated: int


def statements_view(catalogue: Catalogue, asked: Asked) -> StatementsView:
    """The statements asked for."""
    found = catalogue.statements.take(asked.all_facets, asked.since, asked.until)
    pages = max(1, -(-len(found) // SHOWN))
    page = min(asked.page, pages)
    end = len(found) - (page - 1) * SHOWN
    shown = tuple(reversed(found[max(0, end - SHOWN) : end]))
    formulas = formulas_in(found[-READ:])
    return StatementsView(
        shown,
        len(found),
        pages,
        tuple(catalogue.statements.names("topic").items())[:30],
        tuple(catalogue.statements.names("side").items())[:30],
        tuple(formulas[:FORMULAS]),
        sum(1 for f in formulas if len(f.uses) > 1),
    )


def formulas_in(entries: Iterable[StatementEntry]) -> list[Formula]:
    """The formulas of some statements, by side; the most used first, then the latest."""
    uses: dict[tuple[str, str], list[StatementEntry]] = {}
    words: dict[tuple[str, str], str] = {}
    for entry in entries:
        for span in entry.claim.quotes:
            if len(span.text.split()) >= FORMULA:
                key = (plain(span.text), entry.claim.side or "")
                words.setdefault(key, span.text.strip(" ,.;"))
                if entry not in uses.setdefault(key, [])[-1:]:
                    uses[key].append(entry)
    found = [Formula(words[key], key[1], tuple(some)) for key, some in uses.items() if key[0]]
    return sorted(found, key=lambda f: (-len(f.uses), -(f.last.published or dt.date.min).toordinal(), f.words))
