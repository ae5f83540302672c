"""One engagement: people and offices, its life, both sides' accounts beside each other, its evidence and its reports.

What only one side names, and what both put differently, is marked; nothing is averaged.

    Taiwan: Washington "raised concerns", Beijing "warned"; only Beijing quotes "the first red line"
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model import CommitmentEntry, ComparisonEntry, Document, EngagementEntry, Evidence, StatementEntry
from communique.publish import compare, points
from communique.publish.pages.catalogue import Catalogue
from communique.publish.parties import side_name
from communique.publish.points import Points

MOST_SAID = 60  # statements of one side on the page; the API gives all


@dataclass(frozen=True, slots=True)
class Account:
    """What one side said of it; ``alone`` are the topics that no other side named."""

    side: str
    name: str
    said: tuple[StatementEntry, ...]
    left_out: int
    alone: frozenset[str]
    formulas: frozenset[str]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic and how each side put it; None for a side that did not name it."""

    topic: str
    manners: tuple[str | None, ...]
    difference: str


@dataclass(frozen=True, slots=True)
class EngagementView:
    """What the page of an engagement shows.

    Args:
        silent: sides of which the record has nothing said there.
        promises: commitments that this engagement kept.
    """

    entry: EngagementEntry
    accounts: tuple[Account, ...]
    silent: tuple[str, ...]
    sides: tuple[str, ...]
    topics: tuple[TopicRow, ...]
    shared: tuple[str, ...]
    comparisons: tuple[ComparisonEntry, ...]
    promises: tuple[CommitmentEntry, ...]
    evidence: tuple[tuple[Document, tuple[Evidence, ...]], ...]
    told_too: tuple[CommitmentEntry, ...]


def engagement_view(catalogue: Catalogue, entry: EngagementEntry) -> EngagementView:
    """The page of an engagement."""
    heard = compare.accounts(catalogue.part(entry), entry)
    compared = points.points(heard)
    accounts = tuple(_account(side, some, compared) for side, some in heard.items())
    sides = tuple(side for side in heard if side)
    told_too = [c for r in dict.fromkeys(p.document for p in entry.evidence) for c in catalogue.resting(r)]
    return EngagementView(
        entry,
        accounts,
        tuple(side_name(side) for side in entry.sides if side not in heard) if heard else (),
        tuple(side_name(side) for side in sides),
        tuple(_rows(compared, sides)),
        compared.shared,
        tuple(catalogue.compared.get(entry.id, ())),
        tuple(catalogue.kept_by.get(entry.id, ())),
        tuple(_evidence(catalogue, entry)),
        tuple(dict.fromkeys(c for c in told_too if isinstance(c, CommitmentEntry) and set(c.by) & set(entry.sides))),
    )


def _account(side: str, some: tuple[StatementEntry, ...], compared: Points) -> Account:
    alone = frozenset(point.topic for point in compared.alone.get(side, ()))
    name = side_name(side) if side else "Others"
    return Account(side, name, some[:MOST_SAID], max(0, len(some) - MOST_SAID), alone, frozenset(compared.formulas.get(side, ())))


def _rows(compared: Points, sides: tuple[str, ...]) -> Iterator[TopicRow]:
    if len(sides) < 2:
        return
    for point in compared.both:
        manners = tuple(", ".join(point.manners[side]) if side in point.sides else None for side in sides)
        yield TopicRow(point.topic, manners, "put differently" if point.differs else "")
    for side, some in compared.alone.items():
        for point in some:
            manners = tuple(", ".join(point.manners[s]) if s == side else None for s in sides)
            yield TopicRow(point.topic, manners, f"only {side_name(side)}")


def _evidence(catalogue: Catalogue, entry: EngagementEntry) -> Iterator[tuple[Document, tuple[Evidence, ...]]]:
    """The words by report, in the order of publication."""
    by_report: dict[str, list[Evidence]] = {}
    for words in dict.fromkeys(entry.evidence):
        by_report.setdefault(words.document, []).append(words)
    reports = [catalogue.documents[r] for r in by_report if r in catalogue.documents]
    for report in sorted(reports, key=lambda d: (d.published is None, d.published, d.id)):
        yield report, tuple(by_report[report.id])
