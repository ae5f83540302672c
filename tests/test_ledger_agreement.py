"""Two reviewers' agreement from the log, against values worked out by hand.

lee rejects what kim accepts: no agreement on whether it stands
"""

from __future__ import annotations

import datetime as dt

import pytest

from communique.ledger.agreement import agreement, reviewers
from communique.model import Act, Decision

NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def log(text: str) -> list[Decision]:
    """ "lee accept a,b; kim edit a place Filoli; lee undo 1" as a log."""
    found: list[Decision] = []
    for n, words in enumerate((w.split() for w in text.split(";")), 1):
        user, act, on, *rest = words
        undo = act == "undo"
        field, value = (rest[0], " ".join(rest[1:]) or None) if rest else (None, None)
        claims = () if undo else tuple(on.split(","))
        found.append(Decision(str(n), Act(act), claims, field, value, on if undo else None, user, NOON + dt.timedelta(minutes=n), ""))
    return found


CASES = [
    ("lee accept a; kim accept a", [("standing", 1, 1, None)]),
    ("lee accept a; kim reject a", [("standing", 1, 0, 0.0)]),
    ("lee accept a; kim accept b", [("standing", 0, 0, None)]),
    ("lee accept a; lee reject b; kim accept a; kim reject b", [("standing", 2, 2, 1.0)]),
    # Both accept half of four: 3 of 4 agree, chance 0.5 -> kappa 0.5.
    (
        "lee accept a; lee accept b; lee reject c; lee reject d; kim accept a; kim accept b; kim accept c; kim reject d",
        [("standing", 4, 3, 0.5)],
    ),
    # The same entry with a claim more, since a report came in between.
    ("lee reject a; kim reject a,b", [("standing", 1, 1, None)]),
    ("lee edit a place Filoli; kim accept a", [("standing", 1, 1, None), ("place", 1, 0, 0.0)]),
    ("lee edit a place Filoli; kim edit a place filoli", [("standing", 1, 1, None), ("place", 1, 1, None)]),
    ("lee edit a place Filoli; kim reject a", [("standing", 1, 0, 0.0)]),
    ("lee reject a; lee accept a; kim accept a", [("standing", 1, 1, None)]),
    ("lee reject a; lee undo 1; kim accept a", [("standing", 0, 0, None)]),
    ("lee reject a; kim undo 1; kim accept a", [("standing", 1, 0, 0.0)]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[row[0] for row in CASES])
def test_agreement(text, wanted):
    found = agreement(log(text), "lee", "kim")
    assert [(a.field, a.judged, a.agreed, a.kappa if a.kappa is None else pytest.approx(a.kappa)) for a in found] == wanted
    assert agreement(log(text), "kim", "lee") == found


def test_reviewers_and_per_cent():
    made = log("lee accept a; kim accept a; kim undo 2")
    assert reviewers(made) == ("kim", "lee")
    assert [a.percent for a in agreement(log("lee accept a; kim accept a"), "lee", "kim")] == [100.0]
    assert agreement(made, "lee", "kim")[0].percent is None
