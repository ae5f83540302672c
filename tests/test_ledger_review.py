"""A person's corrections: what each act does to the record, and that none is lost.

merge: the talks at the country house and the summit near San Francisco are one
"""

from __future__ import annotations

import datetime as dt

import pytest

from communique.ledger.build import fold
from communique.model import Act, Claim, Decision, Record
from ledger_dispatches import read, show

TWO_TOWNS = """
== one 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi at a country house"
planned visit | Fumio Kishida JPN, KOR | 2023-12-01..2023-12-31 | Seoul | "Kishida will visit Seoul in December"
== two 2024-01-05
held talks | Biden USA, Xi CHN | 2023-11-16 | San Francisco | background | "the talks between Biden and Xi on Nov. 16"
agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | "reopen the military lines"
statement | Xi Jinping CHN > Joe Biden | "Xi told Biden that the planet is big enough"
== three 2024-02-01
held meeting | USA, CHN | 2024-01-20 | Vienna | "officers of both sides met in Vienna"
"""


def decide(claims: list[Claim], *acts: tuple[Act, tuple[int, ...], str | None, str | None]) -> list[Decision]:
    """Decisions anchored on claims by their number in the notation, an hour apart."""
    found = []
    for n, (act, numbers, field, value) in enumerate(acts, 1):
        at = dt.datetime(2024, 3, 1, 9 + n, tzinfo=dt.UTC)
        found.append(Decision(str(n), act, tuple(claims[i].id for i in numbers), field, value, None, "reviewer", at, "read again"))
    return found


def folded(*acts: tuple[Act, tuple[int, ...], str | None, str | None]) -> Record:
    """The record of the two towns after some decisions."""
    documents, claims = read(TWO_TOWNS)
    return fold(documents, claims, decide(claims, *acts), None)


def lines(record: Record) -> list[str]:
    """The head lines of the record."""
    return show(record, steps=False).splitlines()


def test_nothing_decided():
    assert lines(folded())[:2] == [
        "held meeting: Joe Biden, Xi Jinping; 2023-11-15; Woodside",
        "held talks: Biden, Xi; 2023-11-16; San Francisco",
    ]


def test_merge_makes_one_of_two_that_the_rules_keep_apart():
    record = folded((Act.MERGE, (0, 2), None, None))
    assert lines(record)[0] == "held meeting: Joe Biden, Xi Jinping; 2023-11-15; San Francisco"
    assert "merged by a person" in record.engagements[0].reasons
    assert len(record.engagements) == 3


def test_split_takes_a_claim_out():
    again = '== four 2024-02-02\nheld meeting | USA, CHN | 2024-01-20 | Vienna | "the Vienna meeting of Jan. 20"'
    documents, claims = read(TWO_TOWNS + again)
    assert len(fold(documents, claims, [], None).engagements) == 4
    record = fold(documents, claims, decide(claims, (Act.SPLIT, (6,), None, None)), None)
    assert len(record.engagements) == 5


def test_reject_and_accept_again():
    assert len(folded((Act.REJECT, (0,), None, None)).engagements) == 3
    record = folded((Act.REJECT, (0,), None, None), (Act.ACCEPT, (0,), None, None))
    assert lines(record) == lines(folded())
    assert [e.reasons for e in record.engagements].count(("accepted by a person",)) == 1


@pytest.mark.parametrize(
    ("number", "field", "value", "line"),
    [
        pytest.param(0, "place", "Filoli", "held meeting: Joe Biden, Xi Jinping; 2023-11-15; Filoli", id="place"),
        pytest.param(1, "status", "cancelled", "cancelled visit: Fumio Kishida; 2023-12-01..2023-12-31; Seoul", id="status"),
        pytest.param(1, "end", "2023-12-10", "lapsed visit: Fumio Kishida; 2023-12-01..2023-12-10; Seoul", id="last day"),
        pytest.param(2, "people", "Wang Yi (CHN)", "held talks: Wang Yi; 2023-11-16; San Francisco", id="people"),
        pytest.param(2, "place", None, "held talks: Biden, Xi; 2023-11-16", id="emptied"),
    ],
)
def test_edit(number, field, value, line):
    assert line in lines(folded((Act.EDIT, (number,), field, value)))


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        pytest.param(0, "status", "perhaps", id="no such status"),
        pytest.param(0, "start", "November", id="no day"),
        pytest.param(0, "end", "2023-11-01", id="ends before it starts"),
        pytest.param(0, "colour", "red", id="no such field"),
        pytest.param(3, "what", None, id="a promise of nothing"),
    ],
)
def test_an_edit_that_cannot_be_is_a_problem_and_changes_nothing(number, field, value):
    record = folded((Act.EDIT, (number,), field, value))
    assert lines(record) == lines(folded())
    assert [p.what for p in record.problems if p.what.startswith("edit of")]


def test_a_fulfilment_is_linked_and_unlinked_by_hand():
    documents, claims = read(TWO_TOWNS)
    vienna = claims[5].id
    linked = decide(claims, (Act.EDIT, (3,), "kept_by", vienna))
    (promise,) = [c for c in fold(documents, claims, linked, None).commitments if "military" in c.what]
    assert (promise.status, promise.history[-1].claim) == ("kept", vienna)
    unlinked = decide(claims, (Act.EDIT, (3,), "kept_by", vienna), (Act.EDIT, (3,), "not_kept_by", vienna))
    (promise,) = [c for c in fold(documents, claims, unlinked, None).commitments if "military" in c.what]
    assert promise.status == "open"


def test_a_decision_whose_claim_is_gone_is_listed():
    documents, claims = read(TWO_TOWNS)
    record = fold(documents, claims[1:], decide(claims, (Act.MERGE, (0, 2), None, None)), None)
    assert [p.what for p in record.problems] == [f"decision 1 (merge) rests on claims that are gone: {claims[0].id}"]


def test_a_decision_passes_to_the_corrected_report_that_says_the_same():
    documents, claims = read(
        """
        == first 2023-11-16
        held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi at a country house"
        held meeting | USA, CHN | 2023-11-15 | Woodside | "their aides met too"
        == again 2023-11-17 corrects first
        held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi at a country house"
        """
    )
    record = fold(documents, claims, decide(claims, (Act.EDIT, (0,), "place", "Filoli"), (Act.REJECT, (1,), None, None)), None)
    assert [(e.place, e.claims) for e in record.engagements] == [("Filoli", (claims[2].id,))]
    told = [p.what for p in record.problems if p.what.startswith("decision")]
    assert told == ["decision 2 (reject) rests on claims of a report that was followed by another"]


def test_as_of_an_earlier_day_a_decision_on_later_reports_is_no_problem():
    documents, claims = read(TWO_TOWNS)
    record = fold(documents, claims, decide(claims, (Act.MERGE, (0, 2), None, None)), dt.date(2023, 12, 1))
    assert [p.what for p in record.problems] == []


def test_an_id_stays_while_later_reports_join():
    documents, claims = read(TWO_TOWNS)
    early = fold(documents, claims, [], dt.date(2023, 11, 30))
    late = fold(documents, claims, decide(claims, (Act.MERGE, (0, 2), None, None)), None)
    assert early.engagements[0].id == late.engagements[0].id


def test_a_statement_belongs_to_the_meeting_of_its_report():
    documents, claims = read(
        """
        == talks 2024-02-16
        held meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | "Blinken met Wang in Munich"
        held meeting | Antony Blinken USA, Annalena Baerbock DEU | 2024-02-16 | Munich | "Blinken met Baerbock"
        statement | Wang Yi CHN > Antony Blinken | "Wang told Blinken that both sides should talk"
        statement | Antony Blinken USA | "Blinken said he was pleased"
        """
    )
    record = fold(documents, claims, [], None)
    munich = next(e.id for e in record.engagements if "CHN" in e.sides)
    assert [s.engagement for s in record.statements] == [munich, None]


PLACED = {
    "two claims of one meeting": (
        """
        held meeting | Antony Blinken USA, Lu Zhouhe CHN | 2024-02-16 | "Blinken meets Lu"
        held meeting | Antony Blinken USA, Lu Zhaohe CHN | 2024-02-16 | "Blinken met Lu in Munich"
        statement | Lu Zhaohe CHN | "Lu said ties must improve"
        """,
        "Blinken meets Lu",
    ),
    "the report's news before what it recalls": (
        """
        held call | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | "Blinken spoke with Wang"
        held talks | Antony Blinken USA, Wang Yi CHN | 2024-02-14 | background | "as they had said in talks"
        statement | Wang Yi CHN | "Wang said ties must improve"
        """,
        "Blinken spoke with Wang",
    ),
    "two meetings of the same day": (
        """
        held call | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | "Blinken spoke with Wang"
        held meeting | Wang Yi CHN, Annalena Baerbock DEU | 2024-02-16 | "Wang met Baerbock"
        statement | Wang Yi CHN | "Wang said ties must improve"
        """,
        None,
    ),
}


@pytest.mark.parametrize(("claims", "words"), PLACED.values(), ids=PLACED)
def test_where_a_statement_was_made(claims, words):
    documents, read_claims = read("== talks 2024-02-16" + claims)
    record = fold(documents, read_claims, [], None)
    proofs = {e.id: [p.span.text for p in e.evidence] for e in record.engagements}
    (at,) = (s.engagement for s in record.statements)
    assert at is None if words is None else words in proofs[at]


@pytest.mark.parametrize(
    ("between", "verdict"),
    [
        pytest.param("", "unknown", id="nothing else known"),
        pytest.param('held meeting | Blinken USA, Wang CHN | 2023-10-26 | background | "met in October"', "confirmed", id="then"),
        pytest.param('held meeting | Blinken USA, Wang CHN | 2024-01-10 | background | "met in January"', "contradicted", id="between"),
    ],
)
def test_first_since(between, verdict):
    documents, claims = read(
        f"""
        == talks 2024-02-16
        held meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | "Blinken met Wang in Munich"
        comparison | first since | 2023-10-01..2023-10-31 | "the first meeting since October"
        {between}
        """
    )
    (found,) = fold(documents, claims, [], None).comparisons
    assert found.verdict == verdict
