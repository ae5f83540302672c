"""A draft held against the record.

"The two met in Bangkok on Jan. 25, their first talks since September"
"""

from __future__ import annotations

import pytest

from communique.ledger.build import fold
from communique.ledger.check import check
from ledger_dispatches import read

RECORD = """
== autumn 2023-10-28
held meeting | Jake Sullivan USA, Wang Yi CHN | 2023-10-27 | Washington | "Sullivan met Wang in Washington"
cancelled visit | Li Shangfu CHN, VNM | 2023-09-07..2023-09-08 | Hanoi | "Li's visit to Vietnam was called off"
== winter 2024-01-28
held talks | Jake Sullivan USA, Wang Yi CHN | 2024-01-26..2024-01-27 | Bangkok | over two days | "Sullivan and Wang talked in Bangkok"
"""


@pytest.mark.parametrize(
    ("line", "verdict", "reason"),
    [
        ("held talks | Sullivan USA, Wang CHN | 2024-01-26 | Bangkok", "confirmed", "the record has it on these days"),
        ("held meeting | Sullivan USA, Wang CHN | 2024-01-01..2024-01-31", "confirmed", "the record has it on these days"),
        ("held talks | Sullivan USA, Wang CHN | 2024-01-25 | Bangkok", "contradicted", "the record has 2024-01-26 to 2024-01-27"),
        ("held talks | Sullivan USA, Wang CHN | 2024-01-26 | Vienna", "contradicted", "the record has Bangkok"),
        ("held visit | Li Shangfu CHN, VNM | 2023-09-07 | Hanoi", "contradicted", "the record has it cancelled"),
        ("held talks | Antony Blinken USA, Wang CHN | 2024-01-26 | Bangkok", "unknown", "the record holds none such"),
        ("held call | Sullivan USA, Wang CHN", "unknown", "the draft gives no day"),
        ("held meeting | Sullivan USA, Wang CHN | 2023-11-01..2023-11-10", "unknown", "the record holds none such"),
    ],
)
def test_an_engagement_of_the_draft(line, verdict, reason):
    (found,) = check(fold(*read(f'== draft 2024-02-01\n{line} | "as the draft has it"'), [], None), fold(*read(RECORD), [], None))
    assert (found.verdict, found.reason) == (verdict, reason)
    assert bool(found.against) is (verdict != "unknown")


@pytest.mark.parametrize(
    ("since", "verdict"),
    [("2023-10-01..2023-10-31", "confirmed"), ("2023-09-01..2023-09-30", "contradicted"), ("2023-11-01..2023-11-30", "unknown")],
)
def test_a_comparison_of_the_draft(since, verdict):
    draft = read(
        f"""
        == draft 2024-02-01
        held talks | Jake Sullivan USA, Wang Yi CHN | 2024-01-26 | Bangkok | "the talks in Bangkok"
        comparison | first since | {since} | of 1 | "their first talks since autumn"
        """
    )
    found = check(fold(*draft, [], None), fold(*read(RECORD), [], None))
    assert [v.verdict for v in found] == ["confirmed", verdict]
