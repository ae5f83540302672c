"""Hopes to meet: whose they are, in which words, and until when; over the whole way from a report to the record."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.ledger.build import fold
from communique.model import Document
from communique.run.finding import find_all

DAY = dt.date(2024, 2, 16)
HOPES = [
    pytest.param(
        "Norwegian Prime Minister Jonas Gahr Store said he hopes to meet Brazilian President Luiz Inacio Lula da Silva by the end of "
        "the year.",
        ("NOR",),
        ("BRA",),
        "he hopes to meet Brazilian President Luiz Inacio Lula da Silva by the end of the year",
        dt.date(2024, 12, 31),
        id="his-own-hope-binds-his-side",
    ),
    pytest.param(
        "A spokesman said Norwegian Prime Minister Jonas Gahr Store and Brazilian President Luiz Inacio Lula da Silva are expected to meet "
        "this spring.",
        ("BRA", "NOR"),
        ("BRA", "NOR"),
        "Norwegian Prime Minister Jonas Gahr Store and Brazilian President Luiz Inacio Lula da Silva are expected to meet this spring",
        dt.date(2024, 5, 31),
        id="a-spokesman-tells-of-both",
    ),
    pytest.param(
        "Norwegian Prime Minister Jonas Gahr Store said he hopes to set up a meeting with Brazilian President Luiz Inacio Lula da Silva "
        "by the end of the year, with aides eyeing a forum in May as a chance to bring the two leaders together.",
        ("NOR",),
        ("BRA",),
        "he hopes to set up a meeting with Brazilian President Luiz Inacio Lula da Silva by the end of the year",
        dt.date(2024, 12, 31),
        id="a-chance-sets-no-day",
    ),
]


@pytest.mark.parametrize(("text", "by", "toward", "what", "until"), HOPES)
def test_a_hope_is_of_those_who_have_it(text: str, by: tuple[str, ...], toward: tuple[str, ...], what: str, until: dt.date) -> None:
    (found,) = find_all([Document("d", text, published=DAY, published_basis="given")])
    (promise,) = fold([found.document], found.claims, [], DAY).commitments
    assert (promise.by, promise.toward, promise.due_end) == (by, toward, until)
    assert promise.what.startswith(what)
