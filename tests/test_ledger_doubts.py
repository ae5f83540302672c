"""What is most worth a look: which entries are in doubt, why, in which order, and when they are done with.

first the meeting that two reports put into two countries, last the call of which no day is told
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from communique.ledger.build import fold
from communique.ledger.decisions import decide
from communique.ledger.doubts import Case, Doubt, cases
from communique.model import Act, Claim, Decision, Document
from ledger_dispatches import read

NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
# One entry for each doubt, the gravest last in the text: the order cannot come from the reading.
STORY = """
== plain 2023-05-02
held meeting | Sergei Lavrov RUS, Hakan Fidan TUR | 2023-05-01 | Ankara | "Lavrov met Fidan in Ankara"
held call | Hakan Fidan TUR, Antony Blinken USA | "Fidan spoke with Blinken by telephone"
== silent 2023-05-03
planned visit | Fumio Kishida JPN, KOR | 2023-05-07..2023-05-08 | Seoul | "Kishida will visit Seoul this weekend"
== weak 2023-05-04
planned meeting | Wang Yi CHN, Penny Wong AUS | 2023-11-20 | Canberra | trailer | "Wang, Wong to meet in Canberra"
== deed 2023-05-05
agreed commitment | USA, CHN > USA, CHN | made 2023-05-05 | "double the number of direct passenger flights"
== done 2023-07-05
kept deed | USA, CHN | 2023-07-03 | "the number of direct passenger flights was doubled"
== twins 2023-08-02
held meeting | Rishi Sunak GBR, Narendra Modi IND | 2023-07-30 | London | "Sunak met Modi on July 30"
held meeting | Rishi Sunak GBR, Narendra Modi IND | 2023-08-01 | London | "Sunak met Modi on Aug. 1"
== here 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi on Wednesday"
== there 2023-11-17
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Bali | "Biden met Xi in Bali"
"""


def queue(documents: list[Document], claims: list[Claim], decisions: list[Decision] = []) -> tuple[Case, ...]:  # noqa: B006
    return cases(fold(documents, claims, decisions, None), claims, decisions)


def test_the_gravest_doubt_comes_first():
    found = queue(*read(STORY))
    assert [c.doubts[0][0] for c in found] == [Doubt.CONTRADICTED, Doubt.TWIN, Doubt.DEED, Doubt.WEAK, Doubt.SILENT, Doubt.MISSING]
    assert found[0].doubts[0][1] == "place: Woodside (here), Bali (there)"


def test_what_nothing_speaks_against_needs_no_look():
    documents, claims = read(STORY)
    record = fold(documents, claims, [], None)
    calm = next(e.id for e in record.engagements if e.place == "Ankara")
    assert calm not in [c.entry.id for c in queue(documents, claims)]


def test_a_pair_that_may_be_one_is_asked_about_once():
    documents, claims = read(STORY)
    (twin,) = [c for c in queue(documents, claims) if c.twins]
    assert twin.entry.start == dt.date(2023, 8, 1)
    record = fold(documents, claims, [], None)
    merged = dataclasses.replace(decide(record, [twin.entry.id, *twin.twins], Act.MERGE, by="lee", at=NOON), id="1")
    assert not [c for c in queue(documents, claims, [merged]) if c.twins]


INFERRED = """
== a 2023-05-02
held meeting | Sergei Lavrov RUS, Hakan Fidan TUR | 2023-05-01 | Ankara | "Lavrov met Fidan in Ankara"
held meeting | Sergei Lavrov RUS, Mevlut Cavusoglu TUR | 2023-04-20 | Moscow | "Lavrov met Cavusoglu in Moscow"
statement | Mevlut Cavusoglu TUR > Sergei Lavrov | "Cavusoglu told Lavrov that the talks go on"
== b 2023-06-02
held meeting | Sergei Lavrov RUS, Wang Yi CHN | 2023-06-01 | Beijing | "Lavrov met Wang in Beijing"
"""


def test_among_equals_the_one_on_which_most_hangs_then_the_latest_told():
    documents, claims = read(INFERRED)
    inferred = [dataclasses.replace(d, published_basis="inferred") for d in documents]
    # The statement was made at a meeting held within three days before its report.
    claims[1] = dataclasses.replace(
        claims[1], when=dataclasses.replace(claims[1].when, earliest=dt.date(2023, 4, 30), latest=dt.date(2023, 4, 30))
    )
    found = queue(inferred, claims)
    assert {c.doubts[0][0] for c in found} == {Doubt.INFERRED}
    assert [(c.entry.place, c.reach) for c in found] == [("Moscow", 1), ("Beijing", 0), ("Ankara", 0)]


@pytest.mark.parametrize(
    ("act", "field", "value"),
    [(Act.ACCEPT, None, None), (Act.EDIT, "place", "Woodside"), (Act.EDIT, "status", "held")],
    ids=["accepted", "place set", "status set"],
)
def test_what_was_decided_comes_back_only_with_news(act, field, value):
    documents, claims = read(STORY)
    record = fold(documents, claims, [], None)
    doubtful = queue(documents, claims)[0].entry
    made = dataclasses.replace(decide(record, [doubtful.id], act, field, value, by="lee", at=NOON), id="1")
    assert doubtful.id not in [c.entry.id for c in queue(documents, claims, [made])]
    later = read('== late 2024-04-01\nheld meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Vienna | "Biden met Xi in Vienna"')
    assert queue([*documents, *later[0]], [*claims, *later[1]], [made])[0].entry.id == doubtful.id
    undone = Decision("2", Act.UNDO, (), None, None, "1", "lee", NOON + dt.timedelta(hours=1), "")
    assert queue(documents, claims, [made, undone])[0].entry.id == doubtful.id
