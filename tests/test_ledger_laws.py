"""Laws of the record: the order of reading does not count, no hindsight, each step names its claim, a merge undone never was.

three reports of one summit, read backwards, make the same record
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from communique.ledger import gathering
from communique.ledger.build import fold
from communique.ledger.matching import compare
from communique.ledger.status import table
from communique.model import PROPOSED, Act, ChannelChange, Claim, Commitment, Decision, Document, Engagement, Record, Statement
from ledger_dispatches import read

DAYS = [dt.date(2023, 6, 1) + dt.timedelta(days=20 * n) for n in range(12)]
PEOPLE = [
    "Antony Blinken USA, Wang Yi CHN",
    "Joe Biden USA, Xi Jinping CHN",
    "Blinken USA, Wang CHN",
    "USA, CHN",
    "Sergei Lavrov RUS, Hakan Fidan TUR",
]
PLACES = ["Beijing", "China", "Munich", "near San Francisco", "Vienna"]
NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)


def day(draw: st.DrawFn) -> str:
    """A day, or a period of up to half a year."""
    start = draw(st.sampled_from(DAYS)) + dt.timedelta(days=draw(st.integers(0, 3)))
    length = draw(st.sampled_from([0, 0, 1, 29, 150]))
    return str(start) if length == 0 else f"{start}..{start + dt.timedelta(days=length)}"


@st.composite
def lines(draw: st.DrawFn, number: int) -> str:
    """One claim in the tests' notation."""
    quote = f'"sentence {number} about the two sides and the reopened military lines"'
    sort = draw(st.sampled_from(["engagement", "engagement", "engagement", "commitment", "channel", "deed", "statement", "comparison"]))
    match sort:
        case "engagement":
            status = draw(st.sampled_from(["held", "planned", "expected", "invited", "postponed", "cancelled", "under way"]))
            kind = draw(st.sampled_from(["meeting", "visit", "call", "talks"]))
            fields = [draw(st.sampled_from(PEOPLE))]
            fields += draw(st.sampled_from([[day(draw)], []])) + draw(st.sampled_from([[draw(st.sampled_from(PLACES))], []]))
            fields += draw(st.sampled_from([[], [], ["trailer"], ["background"]]))
            return f"{status} {kind} | {' | '.join(fields)} | {quote}"
        case "commitment":
            return f"{draw(st.sampled_from(['agreed', 'pledged']))} commitment | USA, CHN > USA, CHN | due {day(draw)} | {quote}"
        case "channel":
            state = draw(st.sampled_from(["cut", "agreed", "launched", "working", "restored"]))
            return f"{state} channel | {draw(st.sampled_from(['military lines', 'hotline']))} | CHN, USA | {day(draw)} | {quote}"
        case "deed":
            return f"{draw(st.sampled_from(['kept', 'dropped', 'broken']))} deed | USA, CHN | {quote}"
        case "statement":
            return f"statement | Wang Yi CHN > Antony Blinken | {quote}"
        case _:
            return f"comparison | first since | {day(draw)} | {quote}"


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[Document], list[Claim]]:
    """Up to five reports with up to four claims each; some correct or kill an earlier one."""
    blocks, number = [], 0
    for n in range(draw(st.integers(1, 5))):
        published = draw(st.sampled_from([*(str(d) for d in DAYS), "undated"]))
        follows = draw(st.sampled_from(["", "", "", f"corrects d{n - 1}", f"kills d{n - 1}"])) if n else ""
        told = []
        for _ in range(draw(st.integers(0, 4))):
            number += 1
            told.append(draw(lines(number)))
        blocks.append("\n".join([f"== d{n} {published} {follows}", *told]))
    return read("\n".join(blocks))


@given(ledgers(), st.randoms(use_true_random=False), st.sampled_from([None, *DAYS]))
def test_the_order_of_reading_does_not_count(ledger, random, as_of):
    documents, claims = ledger
    shuffled = (random.sample(documents, len(documents)), random.sample(claims, len(claims)))
    assert fold(*shuffled, [], as_of) == fold(documents, claims, [], as_of)


@given(ledgers(), st.sampled_from(DAYS))
def test_as_of_a_day_nothing_published_later_shows(ledger, as_of):
    documents, claims = ledger
    until = {d.id for d in documents if d.published and d.published <= as_of}
    record = fold(documents, claims, [], as_of)
    alone = fold([d for d in documents if d.id in until], [c for c in claims if c.document in until], [], as_of)
    # What came later leaves no trace at all: the record is the one a reader had on that day.
    assert without_problems(record) == without_problems(alone)


def without_problems(record: Record) -> Record:
    """A report may name a parent that a reader of that day did not have; only the note on it differs."""
    return replace(record, problems=())


@given(ledgers())
def test_each_step_but_the_calendars_names_a_claim_and_its_words(ledger):
    documents, claims = ledger
    texts = {d.id: d.text for d in documents}
    known = {c.id for c in claims}
    record = fold(documents, claims, [], None)
    calendar = {becomes for sort in ("engagement", "commitment") for becomes, _ in table(sort).calendar.values()}
    for entry in (*record.engagements, *record.commitments, *record.channels):
        assert entry.history, entry
        for step in entry.history:
            if step.claim is None:
                assert step.status in calendar
            else:
                assert step.claim in known
                span = step.evidence.span
                assert texts[step.evidence.document][span.start : span.end] == span.text


@given(ledgers())
def test_every_claim_that_counts_stands_in_one_entry(ledger):
    documents, claims = ledger
    record = fold(documents, claims, [], None)
    # A plan without a day and a line agreed on are promises too: in one entry of each kind.
    for entries in (record.engagements, record.commitments, record.channels):
        told = [c for e in entries for c in e.claims]
        assert len(told) == len(set(told))
        assert set(told) <= {c.id for c in claims}


@given(ledgers(), st.data())
def test_a_decision_undone_never_was(ledger, data):
    documents, claims = ledger
    if not claims:
        return
    chosen = tuple(data.draw(st.lists(st.sampled_from([c.id for c in claims]), min_size=1, max_size=3, unique=True)))
    act = data.draw(st.sampled_from([Act.MERGE, Act.SPLIT, Act.REJECT, Act.ACCEPT]))
    made = Decision("1", act, chosen, None, None, None, "reviewer", NOON, "looks alike")
    undone = Decision("2", Act.UNDO, (), None, None, "1", "reviewer", NOON + dt.timedelta(hours=1), "did not")
    assert fold(documents, claims, [undone, made], None) == fold(documents, claims, [], None)
    again = Decision("3", Act.UNDO, (), None, None, "2", "reviewer", NOON + dt.timedelta(hours=2), "did so after all")
    assert fold(documents, claims, [made, undone, again], None) == fold(documents, claims, [made], None)


@given(ledgers(), st.data())
def test_decisions_outlive_a_reading_anew(ledger, data):
    documents, claims = ledger
    meetings = [c.id for c in claims if hasattr(c, "kind")]
    if len(meetings) < 2:
        return
    pair = tuple(data.draw(st.lists(st.sampled_from(meetings), min_size=2, max_size=2, unique=True)))
    merged = Decision("1", Act.MERGE, pair, None, None, None, "reviewer", NOON, "one meeting")
    record = fold(documents, claims, [merged], None)
    alive = [p for p in pair if any(p in e.claims for e in record.engagements)]
    assert len({e.id for e in record.engagements if set(alive) & set(e.claims)}) == (1 if alive else 0)
    # The claim is gone after a change of rules: the decision is listed, not lost.
    fewer = fold(documents, [c for c in claims if c.id != pair[0]], [merged], None)
    assert any(pair[0] in p.what for p in fewer.problems)


def reread(claims: list[Claim], gone: set[str]) -> tuple[list[Claim], dict[str, str]]:
    """The same claims as a later version of the rules tells them: some are not found any more, the others rest on fewer words."""
    fewer, names = [], {}
    for claim in claims:
        if claim.id not in gone:
            whole = claim.evidence[0]
            names[claim.id] = f"{claim.id[0]}x{claim.id[1:]}"
            narrow = replace(whole, end=whole.end - 1, text=whole.text[:-1])
            fewer.append(replace(claim, id=names[claim.id], **{"content" if isinstance(claim, Statement) else "evidence": (narrow,)}))
    return fewer, names


@st.composite
def corrections(draw: st.DrawFn, claims: list[Claim]) -> list[Decision]:
    """A few decisions of every sort, an hour apart."""
    edits = {Engagement: ("place", "Filoli"), Commitment: ("strength", "pledged"), ChannelChange: ("name", "blue line")}
    made: list[Decision] = []
    for n in range(draw(st.integers(1, 4))):
        chosen = draw(st.sampled_from(claims))
        act = draw(st.sampled_from([Act.MERGE, Act.SPLIT, Act.REJECT, Act.ACCEPT, Act.EDIT]))
        others = [c.id for c in claims if type(c) is type(chosen) and c.id != chosen.id]
        rest = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others and act is Act.MERGE else []
        field, value = edits.get(type(chosen), ("topics", "trade")) if act is Act.EDIT else (None, None)
        made.append(Decision(str(n), act, (chosen.id, *rest), field, value, None, "reviewer", NOON + dt.timedelta(hours=n), ""))
    return made


def shape(record: Record, names: dict[str, str]) -> list[object]:
    """Which claims stand together and what a person can have changed, under the names of the first reading."""
    back = {new: old for old, new in names.items()}
    told = [
        (sorted(back.get(c, c) for c in e.claims), getattr(e, "place", None), getattr(e, "name", None), "accepted by a person" in e.reasons)
        for e in (*record.engagements, *record.commitments, *record.channels)
    ]
    return sorted(told, key=repr)


@given(ledgers(), st.data())
def test_decisions_hold_when_every_claim_is_told_anew_in_other_words(ledger, data):
    documents, claims = ledger
    if not claims:
        return
    made = data.draw(corrections(claims))
    gone = set(data.draw(st.lists(st.sampled_from([c.id for c in claims]), max_size=2)))
    anew, names = reread(claims, gone)
    kept = [c for c in claims if c.id not in gone]
    record = fold(documents, anew, made, None, claims)
    # The same corrections on what is left of the first reading; only the claims that no rule finds any more are listed.
    assert shape(record, names) == shape(fold(documents, kept, made, None), {})
    lost = {c for d in made for c in d.claims} & gone
    assert {c for c in lost if any(c in p.what for p in record.problems)} == lost


def meetings(months: int) -> tuple[list[Document], list[Claim]]:
    """One meeting a month of the same two, each told in a report of its own."""
    blocks = []
    for n in range(months):
        day = dt.date(2000 + n // 12, n % 12 + 1, 14)
        blocks.append(f'== r{n} {day}\nheld meeting | Antony Blinken USA, Wang Yi CHN | {day} | Vienna | "meeting {n}"')
    return read("\n".join(blocks))


def test_a_report_costs_by_its_candidates_not_by_the_record(monkeypatch):
    compared: list[int] = []

    def counted(one, other):
        compared[-1] += 1
        return compare(one, other)

    monkeypatch.setattr(gathering, "compare", counted)
    for months in (60, 120):
        compared.append(0)
        assert len(fold(*meetings(months), [], None).engagements) == months
    assert compared[1] <= 2 * compared[0]


SEASON = """
== r{n} {day}
held meeting | Antony Blinken USA, Wang Yi CHN | {day} | Vienna | "meeting {n}"
postponed visit | Antony Blinken USA > CHN | USA, CHN | {day} | "the visit {n} was put off"
agreed commitment | USA, CHN > USA, CHN | "launch direct flights and military lines {n}"
kept deed | USA | {day} | "direct flights {n} were launched"
working channel | military lines {n} | CHN, USA | {day} | "the military lines {n} work"
"""


def test_nothing_in_the_fold_looks_through_the_whole_past():
    calls: list[int] = []

    def count(_frame: object, event: str, _called: object) -> None:
        calls[-1] += event == "call"

    for seasons in (20, 100, 200):
        told = read("".join(SEASON.format(n=n, day=dt.date(1970, 1, 9) + n * dt.timedelta(days=91)) for n in range(seasons)))
        calls.append(0)
        sys.setprofile(count)
        fold(*told, [], None)
        sys.setprofile(None)
    assert calls[2] < 2.2 * calls[1]


def test_a_report_found_five_years_late_takes_its_own_place():
    documents, claims = read(
        """
        == late 2023-11-16
        held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi on Wednesday"
        == plan 2023-11-10
        planned meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | "they will meet on Nov. 15"
        == far 2028-11-16
        held meeting | Biden USA, Xi CHN | 2023-11-01..2023-11-30 | background | "their meeting of November 2023"
        """
    )
    whole = fold(documents, claims, [], None)
    assert [s.document for s in whole.engagements[0].history] == ["plan", "late", "far"]
    without = fold(documents[1:], claims[1:], [], None)
    # Found late, it adds its step and its days, and the entry keeps its id.
    assert [e.id for e in without.engagements] == [e.id for e in whole.engagements]


@given(ledgers(), st.data(), st.sampled_from([None, *DAYS]))
def test_what_was_only_proposed_moves_nothing(ledger, data, as_of):
    documents, claims = ledger
    chosen = data.draw(st.sets(st.sampled_from([c.id for c in claims]))) if claims else set()
    marked = [replace(c, rules=(PROPOSED, "a model")) if c.id in chosen else c for c in claims]
    record = fold(documents, marked, [], as_of)
    assert replace(record, proposals=()) == fold(documents, [c for c in claims if c.id not in chosen], [], as_of)
    assert {p.claim.id for p in record.proposals} <= chosen


@given(ledgers())
def test_what_was_proposed_and_accepted_counts_like_what_was_read(ledger):
    documents, claims = ledger
    marked = [replace(c, rules=(PROPOSED, "a model")) for c in claims]
    yes = [Decision(str(n), Act.ACCEPT, (c.id,), None, None, None, "reviewer", NOON, "") for n, c in enumerate(claims)]
    accepted, read_so = fold(documents, marked, yes, None), fold(documents, claims, yes, None)
    assert accepted.proposals == ()
    for name in ("engagements", "commitments", "channels"):
        assert [replace(e, reasons=()) for e in getattr(accepted, name)] == [replace(e, reasons=()) for e in getattr(read_so, name)]
