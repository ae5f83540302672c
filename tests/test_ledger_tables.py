"""The ledger's tables can be read by a newcomer and hold only words that the program knows.

from planned, told held, becomes held: a report that it was held
"""

from __future__ import annotations

import datetime as dt

import pytest

from communique import data
from communique.ledger import offices
from communique.ledger.status import NONE, table
from communique.ledger.words import words
from communique.model import Outcome, State, Status

KNOWN = {
    "engagement": {*Status},
    "channel": {*State},
    "commitment": {"open", "overdue", "lapsed", "made", "partly kept", *Outcome},
}


@pytest.mark.parametrize("entry", KNOWN)
def test_every_status_of_the_table_is_known(entry):
    moves, calendar = table(entry).moves, table(entry).calendar
    used = {status for (start, told, _), (becomes, _, _) in moves.items() for status in (start, told, becomes)}
    used |= {status for start, (becomes, _) in calendar.items() for status in (start, becomes)}
    assert used - {NONE} <= KNOWN[entry]
    assert all(why for _, _, why in moves.values())


@pytest.mark.parametrize("entry", ["engagement", "channel"])
def test_every_status_has_a_first_move(entry):
    told = {told for start, told, _ in table(entry).moves if start == NONE}
    # A line can only be reopened or closed; whatever is told first of it opens its entry.
    assert told >= KNOWN[entry] - {Status.LAPSED}


def test_a_link_line_moves_nothing_to_held_and_only_a_report_says_broken():
    assert table("engagement").move("planned", "held", proves=False) is None
    assert table("commitment").calendar.keys() == {"open", "under way"}
    assert {becomes for becomes, _ in table("commitment").calendar.values()} == {"overdue"}


def test_the_offices_that_words_stand_for_are_in_the_table_of_offices():
    posts = {o.office for o in data.offices()}
    assert {post for names in words().offices.values() for post in names} <= posts
    assert words().roles.keys() == words().offices.keys()


@pytest.mark.parametrize(
    ("side", "role", "day", "name"),
    [
        ("USA", "leader", dt.date(2023, 11, 15), "Joe Biden"),
        ("CHN", "leader", dt.date(2023, 11, 15), "Xi Jinping"),
        ("JPN", "leader", dt.date(2023, 11, 15), "Fumio Kishida"),
        ("CHN", "foreign", dt.date(2023, 6, 19), "Qin Gang"),
        ("USA", "security", dt.date(2024, 1, 26), "Jake Sullivan"),
    ],
)
def test_who_led_a_side_on_a_day(side, role, day, name):
    assert offices.holder(side, role, day) == name


def test_a_premier_leads_where_a_president_or_monarch_represents():
    day = dt.date(2023, 6, 1)
    assert [offices.holder(side, "leader", day) for side in ("GBR", "IND", "DEU")] == ["Rishi Sunak", "Narendra Modi", "Olaf Scholz"]
