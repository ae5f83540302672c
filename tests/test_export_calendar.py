"""The calendar: read back by the icalendar library, with the identity, status and days that a calendar program acts on."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.ledger.build import fold
from communique.model import EngagementEntry, Person, Precision, Record, Status, Strength
from communique.publish.calendar import calendar
from ledger_dispatches import read
from sample import EMPTY, LAPSED, MEETING, RECORD, SEOUL, SHUTTLE

D = dt.date
TODAY = D(2023, 7, 2)


def read_back(record: Record, *, windows: bool = True) -> icalendar.Calendar:
    made = icalendar.Calendar.from_ical(calendar(record, TODAY, windows=windows))
    assert isinstance(made, icalendar.Calendar)
    assert [fault for part in made.walk() for fault in part.errors] == []
    return made


def only(entry: EngagementEntry) -> icalendar.Event:
    (event,) = read_back(replace(EMPTY, engagements=(entry,))).events
    return event


def test_a_meeting_is_an_event_with_its_words() -> None:
    event = only(MEETING)
    assert (event["UID"], event["SUMMARY"], event["LOCATION"]) == ("E-tokyo@communique", "Meeting: Yoon Suk Yeol, Fumio Kishida", "Tokyo")
    assert (D(2023, 3, 16), D(2023, 3, 17)) == (event.DTSTART, event.DTEND)
    assert event["DTSTAMP"].dt.date() == D(2023, 3, 16)
    assert "held, told 16 Mar 2023: “Yoon met Kishida in Tokyo on Thursday” [tokyo-held]" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.HELD, "CONFIRMED"),
        (Status.PLANNED, "CONFIRMED"),
        (Status.EXPECTED, "TENTATIVE"),
        (Status.INVITED, "TENTATIVE"),
        (Status.LAPSED, "TENTATIVE"),
        (Status.POSTPONED, "TENTATIVE"),
        (Status.CANCELLED, "CANCELLED"),
        (Status.REFUSED, "CANCELLED"),
    ],
)
def test_statuses_in_the_words_of_calendars(status: Status, word: str) -> None:
    assert only(replace(MEETING, status=status))["STATUS"] == word


TRIP = """
== plan 2023-01-17
    planned visit | Antony Blinken USA, CHN | 2023-02-05 | "Blinken will be in Beijing on February 5"
== off 2023-02-03
    postponed visit | Antony Blinken USA, CHN | "Blinken put off his trip to Beijing"
== again 2023-06-14
    planned visit | Antony Blinken USA, CHN | 2023-06-18 | "Blinken will be in Beijing on June 18"
== there 2023-06-18
    held visit | Antony Blinken USA, CHN | 2023-06-18 | "Blinken arrived in Beijing on Sunday"
"""
TALKS = """
== plan 2023-05-02
    planned talks | JPN, KOR | 2023-06-01..2023-06-30 | "the two will hold talks in June"
== sooner 2023-05-20
    planned talks | JPN, KOR | 2023-06-12 | "the talks are set for June 12"
== late 2023-07-20
    held talks | JPN, KOR | 2023-06-12 | "the two held talks on June 12"
"""


def states(story: str, days: list[str]) -> list[dict[str, tuple[int, str]]]:
    """For each day the events of the record as of it: SEQUENCE and all else by UID."""
    documents, claims = read(story)
    found = []
    for day in days:
        events = read_back(fold(documents, claims, (), D.fromisoformat(day))).events
        told = {str(e["UID"]): (int(e.pop("SEQUENCE")), e.to_ical().decode()) for e in events}
        found.append(told)
    return found


def test_a_trip_put_off_is_off_on_the_day_it_had() -> None:
    ((_, before),), ((_, after),) = (s.values() for s in states(TRIP, ["2023-01-20", "2023-02-04"]))
    assert "STATUS:CONFIRMED" in before
    assert "STATUS:CANCELLED" in after
    assert "20230205" in after


@pytest.mark.parametrize(
    ("story", "days"),
    [
        (TRIP, ["2023-01-20", "2023-02-04", "2023-06-15", "2023-06-19"]),
        (TALKS, ["2023-05-03", "2023-05-21", "2023-06-30", "2023-07-21"]),
    ],
    ids=["a trip put off and made", "talks that lapse until a late report"],
)
def test_an_event_keeps_its_uid_and_its_sequence_rises_with_each_change(story: str, days: list[str]) -> None:
    told = states(story, days)
    changes = 0
    for before, after in itertools.pairwise(told):
        assert set(before) <= set(after)
        for uid in before:
            changed = before[uid][1] != after[uid][1]
            changes += changed
            assert (after[uid][0] > before[uid][0]) is changed
    assert changes >= 2


def test_a_vague_window_is_a_span_of_free_days_that_says_so() -> None:
    event = only(SEOUL)
    assert (event.DTSTART, event.DTEND, event["TRANSP"]) == (D(2023, 5, 1), D(2023, 7, 1), "TRANSPARENT")
    assert event["SUMMARY"].endswith("(expected), some time between 1 May and 30 Jun 2023")


def test_days_that_a_visit_lasted_are_no_window() -> None:
    visit = replace(SEOUL, start=D(2023, 5, 7), end=D(2023, 5, 8), precision=Precision.DAYS)
    assert only(visit)["TRANSP"] == "OPAQUE"
    assert len(read_back(RECORD, windows=False).events) == 1
    assert len(read_back(replace(EMPTY, engagements=(visit,)), windows=False).events) == 1


@pytest.mark.parametrize("entry", [LAPSED, replace(SEOUL, start=None), replace(SEOUL, end=None)], ids=["no day", "no start", "no end"])
def test_no_day_is_made_up(entry: EngagementEntry) -> None:
    assert read_back(replace(EMPTY, engagements=(entry,))).events == []


@pytest.mark.parametrize(
    ("status", "word"),
    [("open", "NEEDS-ACTION"), ("overdue", "NEEDS-ACTION"), ("under way", "IN-PROCESS"), ("kept", "COMPLETED"), ("broken", "CANCELLED")],
)
def test_a_commitment_is_a_task(status: str, word: str) -> None:
    promise = replace(SHUTTLE, status=status, due_start=D(2023, 4, 1), due_end=D(2023, 6, 30))
    (task,) = read_back(replace(EMPTY, commitments=(promise,))).todos
    assert (task["STATUS"], task["DUE"].dt, task["DTSTART"].dt) == (word, D(2023, 6, 30), D(2023, 4, 1))
    assert task["SUMMARY"] == "Japan, South Korea agreed: resume shuttle diplomacy"


def test_a_task_due_on_one_day_has_no_start_and_an_undated_one_no_due_day() -> None:
    promises = (replace(SHUTTLE, due_start=D(2023, 6, 30), due_end=D(2023, 6, 30)), SHUTTLE)
    first, second = read_back(replace(EMPTY, commitments=promises)).todos
    assert "DTSTART" not in first
    assert "DUE" not in second


def test_what_a_side_will_not_do_is_no_task() -> None:
    assert read_back(replace(EMPTY, commitments=(replace(SHUTTLE, strength=Strength.REFUSED),))).todos == []


def test_an_entry_without_any_day_of_telling_is_stamped_with_today() -> None:
    assert only(replace(MEETING, history=()))["DTSTAMP"].dt.date() == TODAY


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_words_survive_escaping_and_folding(words: str) -> None:
    name = Person(f"An {words} Lee", "KOR")
    made = calendar(replace(EMPTY, engagements=(replace(MEETING, people=(name,), sides=()),)), TODAY)
    assert max(map(len, made.split(b"\r\n"))) <= 75
    (event,) = icalendar.Calendar.from_ical(made).events
    said = "".join(c for c in name.name.replace("\r\n", "\n") if c in "\t\n" or (c >= " " and c != "\x7f"))
    assert str(event["SUMMARY"]) == f"Meeting: {said}"
    assert [str(event[key]) for key in ("UID", "STATUS")] == ["E-tokyo@communique", "CONFIRMED"]
