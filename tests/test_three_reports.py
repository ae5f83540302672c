"""The three undated reports that show the whole task: what the record must say of them, found in their words alone.

The reports lie beside the project, where there are any; no sentence of theirs is kept here.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.ledger.build import fold
from communique.model import CommitmentEntry, Document, EngagementEntry, Record, StatementEntry
from communique.run.finding import find_all
from communique.wire import read_path

SHARED = Path(os.environ.get("COMMUNIQUE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))

pytestmark = pytest.mark.skipif(len(SEEDS) < 3, reason="the three reports do not lie beside the project")


class Told:
    """The three reports, read once, and the record as of any day."""

    def __init__(self) -> None:
        documents = [d for path in SEEDS for d in read_path(path)[0]]
        self.found = tuple(find_all(documents))
        self.documents: tuple[Document, ...] = tuple(f.document for f in self.found)

    def record(self, as_of: dt.date | None = None) -> Record:
        return fold(self.documents, tuple(c for f in self.found for c in f.claims), (), as_of)


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    return Told()


@pytest.fixture(scope="module")
def record(told: Told) -> Record:
    return told.record()


def entries(record: Record, *surnames: str) -> list[EngagementEntry]:
    """Entries with exactly these people, by surname."""
    return [e for e in record.engagements if len(e.people) == len(surnames) and all(any(s in p.name for p in e.people) for s in surnames)]


def test_days_of_publication_with_reasons(told: Told) -> None:
    assert [d.published for d in told.documents] == [dt.date(2024, 2, 16), dt.date(2023, 9, 18), dt.date(2023, 6, 19)]
    assert {d.published_basis for d in told.documents} == {"inferred"}


HELD = [
    pytest.param(("Blinken", "Wang Yi"), "2024-02-16", "2024-02-16", "Munich", "Munich Security Conference", id="munich"),
    pytest.param(("Sullivan", "Wang Yi"), "2024-01-01", "2024-01-31", "Bangkok", None, id="bangkok"),
    pytest.param(("Biden", "Xi"), "2023-11-01", "2023-11-30", "San Francisco", None, id="san-francisco"),
    pytest.param(("Blinken", "Han Zheng"), "2023-09-18", "2023-09-18", "New York", "U.N. General Assembly", id="new-york"),
    pytest.param(("Sullivan", "Wang Yi"), "2023-09-16", "2023-09-17", "Malta", None, id="malta"),
    pytest.param(("Blinken",), "2023-06-18", "2023-06-19", "Beijing", None, id="visit-to-beijing"),
    pytest.param(("Blinken", "Xi"), "2023-06-19", "2023-06-19", None, None, id="with-xi"),
    pytest.param(("Blinken", "Wang Yi"), "2023-06-19", "2023-06-19", None, None, id="with-wang"),
    pytest.param(("Blinken", "Qin Gang"), "2023-06-18", "2023-06-19", "Beijing", None, id="with-qin-within-the-visit"),
    pytest.param(("Biden", "Xi"), "2022-11-01", "2022-11-30", "Bali", "G-20", id="bali"),
    pytest.param(("Pelosi",), "2022-08-01", "2022-08-31", "Taiwan", None, id="visit-to-taiwan"),
]


@pytest.mark.parametrize(("people", "start", "end", "place", "occasion"), HELD)
def test_held(record: Record, people: tuple[str, ...], start: str, end: str, place: str | None, occasion: str | None) -> None:
    found = [e for e in entries(record, *people) if (str(e.start), str(e.end)) == (start, end)]
    assert [e.status for e in found] == ["held"]
    assert place is None or found[0].place == place
    assert occasion is None or occasion in (found[0].occasion or "")


def test_how_long(record: Record) -> None:
    bangkok = next(e for e in entries(record, "Sullivan", "Wang Yi") if e.place == "Bangkok")
    assert "12 hours" in (bangkok.duration or "")
    assert "two days" in (bangkok.duration or "")


def test_not_held(record: Record) -> None:
    call = next(e for e in entries(record, "Biden", "Xi") if e.kind == "call")
    assert (call.status, str(call.start), str(call.end)) == ("expected", "2024-03-01", "2024-05-31")
    assert [e.status for e in entries(record, "Qin Gang")] == ["invited"]
    february = [e for e in entries(record, "Blinken") if e.start and (e.start.year, e.start.month) == (2023, 2)]
    assert [e.status for e in february] == ["postponed"]
    assert not [e for e in record.engagements if {"JPN", "KOR"} <= set(e.sides) and e.status == "held"]
    planned = [e for e in record.engagements if not e.people and str(e.start) == "2024-03-01"]
    assert {e.status for e in planned} <= {"planned", "expected"}


def test_one_summit_from_hope_to_meeting(told: Told, record: Record) -> None:
    summit = next(e for e in entries(record, "Biden", "Xi") if e.place == "San Francisco")
    assert [(s.status, str(s.on)) for s in summit.history] == [
        ("expected", "2023-06-19"),
        ("expected", "2023-09-18"),
        ("held", "2024-02-16"),
    ]
    assert all(s.evidence is not None and s.evidence.span.text for s in summit.history)
    assert any(summit.id in c.kept_by and c.status == "kept" for c in record.commitments)
    then = told.record(dt.date(2023, 9, 18))
    ahead = [e for e in entries(then, "Biden", "Xi") if e.start and e.start >= dt.date(2023, 6, 1)]
    assert [e.status for e in ahead] == ["expected"]


def states(record: Record, word: str) -> list[tuple[str, str, str]]:
    """The history of the one channel whose name holds a word."""
    channel = next(c for c in record.channels if word in c.name)
    assert channel.sides == ("CHN", "USA")
    return [(s.status, str(s.start), str(s.end)) for s in channel.history]


def test_channels(record: Record) -> None:
    military = states(record, "military")
    assert ("cut", "2022-08-01", "2022-08-31") in military
    assert ("agreed", "2023-11-01", "2023-11-30") in military
    assert states(record, "narcotics") == [("launched", "2024-01-21", "2024-01-31")]
    assert [s[0] for s in states(record, "artificial")] == ["agreed"]


def promises(record: Record, *words: str) -> list[CommitmentEntry]:
    """Commitments whose words hold all of these."""
    return [c for c in record.commitments if all(w in c.what for w in words)]


COMMITMENTS = [
    pytest.param(("follow up", "North Korea", "Middle East"), "agreed", id="follow-up"),
    pytest.param(("senior engagements", "coming weeks"), "agreed", id="senior-engagements"),
    pytest.param(("military", "counternarcotics"), "agreed", id="military-lines-and-narcotics"),
    pytest.param(("direct flights",), "pledged", id="direct-flights"),
    pytest.param(("visits by senior",), "intended", id="further-visits"),
]


@pytest.mark.parametrize(("words", "strength"), COMMITMENTS)
def test_commitments(record: Record, words: tuple[str, ...], strength: str) -> None:
    assert [c.strength for c in promises(record, *words)] == [strength]


def said(record: Record, *words: str) -> list[StatementEntry]:
    """Statements whose content holds all of these words."""
    return [s for s in record.statements if all(w in " ".join(p.text for p in s.claim.content) for w in words)]


def test_statements_and_who_relays_them(record: Record) -> None:
    line = said(record, "first red line that must not be crossed")
    assert [(s.claim.speaker, s.claim.via, s.claim.stance) for s in line] == [("Wang Yi", ("Chinese Foreign Ministry",), "warned")]
    relayed = {(s.claim.speaker, s.claim.via) for s in record.statements}
    assert ("Wang Yi", ("Chinese Foreign Ministry",)) in relayed
    assert ("Antony Blinken", ("Matthew Miller",)) in relayed
    unnamed = [s.claim for s in record.statements if s.claim.condition]
    assert unnamed
    assert all(c.anonymous and c.side == "USA" and "anonymity" in (c.condition or "") for c in unnamed)


def test_comparisons(record: Record) -> None:
    claims = [c.claim.claim for c in record.comparisons]
    for words in ("first meeting since October", "first in-person meeting", "highest-ranking U.S. official to visit China"):
        assert any(words in claim for claim in claims), words


def test_every_cell_stands_in_its_report(told: Told) -> None:
    documents = {d.id: d for d in told.documents}
    for found in told.found:
        for claim in found.claims:
            assert claim.evidence
            assert all(documents[claim.document].quote(span) == span.text for span in claim.evidence)
