"""The story that the examples tell, from bytes to record: what must be true of it, and all of it as a golden file.

The golden file is the reviewed answer, not the truth: a rule that changes it changes lines that somebody reads. ``make docs`` writes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.cli.demo import bundled
from communique.ledger.build import fold
from communique.model import (
    Claim,
    Document,
    EngagementEntry,
    PartKind,
    Record,
    Step,
    Version,
)
from communique.run.finding import find_all


class Story:
    """The examples once read, and the record of them as of any day."""

    def __init__(self) -> None:
        self.read, self.unread = bundled()
        found = tuple(find_all(self.read))
        self.failures = [f.failure for f in found if f.failure]
        self.documents: tuple[Document, ...] = tuple(f.document for f in found)
        self.claims: tuple[Claim, ...] = tuple(claim for f in found for claim in f.claims)

    def record(self, as_of: str | None = None) -> Record:
        return fold(self.documents, self.claims, (), dt.date.fromisoformat(as_of) if as_of else None)

    def engagements(self, people: set[str], start: str, end: str, as_of: str | None = None) -> list[EngagementEntry]:
        """Entries with these people that lie within a period."""
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
        return [
            e
            for e in self.record(as_of).engagements
            if people <= {p.name for p in e.people} and e.start and e.end and first <= e.start <= e.end <= last
        ]


@pytest.fixture(scope="module")
def story() -> Story:
    return Story()


BIDEN_XI = {"Joe Biden", "Xi Jinping"}


def test_every_example_is_read(story: Story, examples: Path) -> None:
    assert (story.unread, story.failures) == ([], [])
    assert len(story.documents) == len(list(examples.glob("*.txt"))) >= 16


def test_examples_are_what_they_are_said_to_be(examples: Path) -> None:
    for path in examples.glob("*.txt"):
        assert 120 <= len(path.read_text(encoding="utf-8").split()) <= 300, path.name


def test_days_of_publication_are_found_in_the_words(story: Story) -> None:
    """The day in the file's name is for people; the program never looks at it."""
    assert {d.published_basis for d in story.documents} == {"inferred"}
    assert {d.id: str(d.published) for d in story.documents} == {d.id: d.id[:10] for d in story.documents}


def test_announced_and_held_is_one_engagement(story: Story) -> None:
    (bali,) = story.engagements(BIDEN_XI, "2022-11-14", "2022-11-14")
    assert [step.status for step in bali.history][:2] == ["planned", "held"]
    (ahead,) = story.engagements(BIDEN_XI, "2022-11-14", "2022-11-14", as_of="2022-11-10")
    assert ahead.status == "planned"


def test_two_governments_tell_of_one_meeting(story: Story) -> None:
    record = story.record()
    (bali,) = story.engagements(BIDEN_XI, "2022-11-14", "2022-11-14")
    assert {s.claim.side for s in record.statements if s.engagement == bali.id} >= {"USA", "CHN"}


def test_a_postponed_trip_is_not_held(story: Story) -> None:
    trips = story.engagements({"Antony Blinken"}, "2023-02-03", "2023-02-08")
    assert "postponed" in {e.status for e in trips if e.kind == "visit"}
    assert "held" not in {e.status for e in trips if e.kind == "visit"}


def test_a_channel_cut_agreed_and_restored(story: Story) -> None:
    told = [(step.status, str(step.on)) for c in story.record().channels for step in c.history if "militar" in c.name.lower()]
    assert {"cut", "agreed", "restored"} <= {status for status, _ in told}


def test_a_working_group_launched(story: Story) -> None:
    groups = [c for c in story.record().channels if "counternarcotics" in c.name.lower() and "group" in c.name.lower()]
    assert [c.state.value for c in groups] == ["launched"]


def test_a_commitment_kept_and_one_overdue(story: Story) -> None:
    promises = story.record().commitments
    assert any(c.status == "kept" and "counternarcotics" in c.what for c in promises)
    assert any(c.status == "kept" and "artificial intelligence" in c.what for c in promises)
    assert any(c.status == "overdue" and "flights" in c.what for c in promises)
    assert [c for c in promises if c.status == "broken"] == []


def test_a_correction_takes_the_place_of_its_report(story: Story) -> None:
    corrected = next(d for d in story.documents if d.version is Version.CORRECTION)
    parent = next(d for d in story.documents if d.id == corrected.replaces)
    assert parent.published == corrected.published
    december = story.engagements({"Liu Zhenli"}, "2023-12-21", "2023-12-21")
    assert [e.kind.value for e in december] == ["call"]


def test_an_unnamed_official_keeps_the_condition(story: Story) -> None:
    unnamed = [s.claim for s in story.record().statements if s.claim.anonymous]
    assert any(s.side == "USA" and s.condition and "anonymity" in s.condition for s in unnamed)


def test_every_quotation_stands_in_its_report(story: Story) -> None:
    reports = {d.id: d for d in story.documents}
    shown = [span for claim in story.claims for span in claim.evidence]
    assert len(shown) > 200
    for claim in story.claims:
        assert all(reports[claim.document].quote(span) == span.text for span in claim.evidence)


def test_what_a_link_line_says_is_never_held(story: Story) -> None:
    trailing = {c.id for c in story.claims if c.standing is PartKind.TRAILER}
    assert [e for e in story.record().engagements if e.status == "held" and set(e.claims) <= trailing] == []


@pytest.mark.parametrize("as_of", ["2022-11-10", "2023-02-03", "2023-11-10", "2024-01-27"])
def test_nothing_is_known_before_it_was_published(story: Story, as_of: str) -> None:
    record = story.record(as_of)
    assert max(str(d.published) for d in record.documents) <= as_of
    assert all(str(step.on) <= as_of for e in record.engagements for step in e.history if step.on)


def test_the_order_of_reading_makes_no_difference(story: Story) -> None:
    backwards = fold(reversed(story.documents), reversed(story.claims), (), None)
    forwards = story.record()
    assert (backwards.engagements, backwards.commitments, backwards.channels) == (
        forwards.engagements,
        forwards.commitments,
        forwards.channels,
    )


def told(record: Record) -> Iterator[str]:
    """The record as plain lines, short enough to review."""
    yield "# engagements"
    for e in record.engagements:
        people = ", ".join(p.name for p in e.people) or ", ".join(e.sides)
        yield f"{e.start} to {e.end} {e.kind.value}: {people}; {e.place or '-'}; {e.occasion or '-'}"
        yield from _life(e.history)
    yield "# commitments"
    for c in record.commitments:
        yield f"{c.made} {'+'.join(c.by)} {c.strength.value}: {c.what}; due {c.due_start} to {c.due_end}; {c.status}"
        yield from _life(c.history)
    yield "# channels"
    for line in record.channels:
        yield f"{line.name}; {'+'.join(line.sides)}; {line.state.value}"
        yield from _life(line.history)
    yield "# statements"
    for s in record.statements:
        via = f" via {', '.join(s.claim.via)}" if s.claim.via else ""
        content = " ".join(span.text for span in s.claim.content)
        yield f"{s.published} {s.claim.speaker} ({s.claim.side or '-'}){via} {s.claim.stance.value}: {content}"
    yield "# comparisons"
    for comparison in record.comparisons:
        yield f"{comparison.claim.claim}: {comparison.verdict}"
    yield "# problems"
    yield from (f"{problem.document}: {problem.what}" for problem in record.problems)


def _life(history: tuple[Step, ...]) -> Iterator[str]:
    for step in history:
        yield f"    {step.on} {step.status}: {step.evidence.span.text if step.evidence else step.reason}"


def test_the_whole_record(story: Story, root: Path, updating: bool) -> None:
    place = root / "tests" / "golden" / "examples.txt"
    lines = "\n".join(" ".join(line.split()) if not line.startswith("    ") else line for line in told(story.record())) + "\n"
    if updating:
        place.write_text(lines, encoding="utf-8")
    assert place.read_text(encoding="utf-8") == lines
