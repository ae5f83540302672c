"""What changed between two days, told entry by entry.

the summit expected in September was held by February
"""

from __future__ import annotations

import datetime as dt

from communique.ledger.build import fold
from communique.ledger.changes import changes
from ledger_dispatches import read

STORY = """
== june 2023-06-19
expected meeting | Joe Biden USA, Xi Jinping CHN | 2023-06-19..2023-12-31 | "Biden and Xi may meet later this year"
planned visit | Janet Yellen USA, CHN | 2023-07-06..2023-07-09 | Beijing | "Yellen will be in Beijing from Thursday"
cut channel | military lines | CHN, USA | 2022-08-01..2022-08-31 | "Beijing cut the military lines"
== november 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi on Wednesday"
agreed channel | military-to-military lines | CHN, USA | 2023-11-15 | "they agreed to reopen military lines"
agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | "work together on counternarcotics"
== rumour 2023-11-17
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Bali | "Biden met Xi in Bali"
"""


def between(first: str, last: str) -> list[str]:
    documents, claims = read(STORY)
    old, new = (fold(documents, claims, [], dt.date.fromisoformat(day)) for day in (first, last))
    return [f"{c.novelty}: {c.before} -> {c.after}" for c in changes(old, new)]


def test_nothing_changes_between_a_day_and_itself():
    assert between("2023-06-30", "2023-06-30") == []


def test_everything_is_new_after_an_empty_record():
    assert between("2023-01-01", "2023-06-19") == [
        "new: None -> expected",
        "new: None -> planned",
        "new: None -> open",
        "new: None -> cut",
    ]


def test_the_calendar_moves_too():
    assert between("2023-06-30", "2023-08-01") == ["status: planned -> lapsed"]


def test_held_dated_promised_reopened():
    assert between("2023-08-01", "2023-11-16") == [
        "status: expected -> held",
        "moved: 2023-06-19..2023-12-31 -> 2023-11-15..2023-11-15",
        "new: None -> open",
        "status: open -> kept",
        "new: None -> open",  # to reopen the lines is promised too
        "status: cut -> agreed",
    ]


def test_a_contradiction_is_news():
    assert between("2023-11-16", "2023-11-17") == ["contradicted: None -> place: Woodside (november), Bali (rumour)"]


def test_a_change_names_the_step_that_made_it():
    documents, claims = read(STORY)
    old, new = (fold(documents, claims, [], dt.date(2023, month, 20)) for month in (8, 11))
    held = next(c for c in changes(old, new) if c.after == "held")
    assert held.step.evidence.span.text == "Biden met Xi on Wednesday"
