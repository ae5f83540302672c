"""The making of decisions: which claims they rest on, what is refused with which words, and that each does to the record what it says.

edit place "Filoli" on the meeting near Woodside
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from communique.ledger.build import fold
from communique.ledger.decisions import DecisionError, claims_behind, decide, editable, take_back
from communique.model import Act, Decision, Record
from ledger_dispatches import read

STORY = """
== plan 2023-11-10
planned meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | "Biden will meet Xi on Nov. 15"
planned visit | Fumio Kishida JPN, KOR | 2023-12-01..2023-12-31 | Seoul | "Kishida will visit Seoul in December"
expected meeting | Joe Biden USA, Vladimir Putin RUS | 2023-11-10..2024-06-30 | "Biden and Putin hope to meet by summer"
== one 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi at a country house"
agreed channel | military lines | CHN, USA | 2023-11-15 | "they agreed to reopen the military lines"
== two 2024-01-05
held talks | Biden USA, Xi CHN | 2023-11-16 | San Francisco | background | "the talks between Biden and Xi on Nov. 16"
agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | "reopen the military lines"
statement | Xi Jinping CHN > Joe Biden | "Xi told Biden that the planet is big enough"
comparison | first since | 2022-11-01..2022-11-30 | of 1 | "their first talks in a year"
== three 2024-02-01
held meeting | USA, CHN | 2024-01-20 | Vienna | "officers of both sides met in Vienna"
"""
NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
DOCUMENTS, CLAIMS = read(STORY)
RECORD = fold(DOCUMENTS, CLAIMS, [], None)


def named(words: str, record: Record = RECORD) -> str:
    """The id of the entry that rests on some words."""
    claim = next(c for c in CLAIMS if words in c.evidence[0].text)
    every = (*record.engagements, *record.channels, *record.commitments, *record.statements, *record.comparisons)
    return next(e.id for e in every if claim.id in claims_behind(e))


def after(*decisions: Decision) -> Record:
    """The record once decisions were made, an hour apart."""
    kept = [dataclasses.replace(d, id=str(n), at=d.at + dt.timedelta(hours=n)) for n, d in enumerate(decisions, 1)]
    return fold(DOCUMENTS, CLAIMS, kept, None)


def make(words: str | list[str], act: Act, field: str | None = None, value: str | None = None) -> Decision:
    ids = [named(w) for w in ([words] if isinstance(words, str) else words)]
    return decide(RECORD, ids, act, field, value, by="lee", at=NOON, reason="read again")


def test_a_decision_says_who_when_and_why():
    made = make("country house", Act.ACCEPT)
    assert (made.id, made.user, made.at, made.why, made.undoes) == ("", "lee", NOON, "read again", None)
    assert {CLAIMS[0].id, CLAIMS[3].id} <= set(made.claims)


EDITS = [
    ("country house", "place", "Filoli", "place", "Filoli"),
    ("country house", "kind", "talks", "kind", "talks"),
    ("country house", "days", "2023-11-14..2023-11-15", "start", dt.date(2023, 11, 14)),
    ("country house", "days", "2023-11", "end", dt.date(2023, 11, 30)),
    ("country house", "duration", "four hours", "duration", "four hours"),
    ("country house", "topics", "fentanyl, Taiwan", "topics", ("fentanyl", "Taiwan")),
    ("country house", "sides", "China, U.S., Japan", "sides", ("CHN", "JPN", "USA")),
    ("country house", "place", None, "place", None),
    ("visit Seoul", "end", "2023-12-10", "end", dt.date(2023, 12, 10)),
    ("visit Seoul", "status", "cancelled", "status", "cancelled"),
    ("visit Seoul", "status", "held", "status", "held"),
    ("agreed to reopen", "name", "theater lines", "name", "theater lines"),
    ("agreed to reopen", "state", "restored", "state", "restored"),
    ("lines", "what", "reopen two hotlines", "what", "reopen two hotlines"),
    ("lines", "strength", "pledged", "strength", "pledged"),
]


def of(record: Record, words: str, field: str) -> object:
    if words == "lines":
        return getattr(next(c for c in record.commitments if CLAIMS[6].id in c.claims), field)
    key = named(words)
    return getattr(next(e for e in (*record.engagements, *record.channels) if e.id == key), field)


@pytest.mark.parametrize(("words", "field", "value", "on", "shown"), EDITS, ids=[f"{r[0]}: {r[1]}={r[2]}" for r in EDITS])
def test_an_edit_stands_on_its_entry(words, field, value, on, shown):
    key = CLAIMS[6].id if words == "lines" else named(words)
    record = after(decide(RECORD, [key], Act.EDIT, field, value, by="lee", at=NOON))
    assert of(record, words, on) == shown


def test_an_edit_is_not_talked_away_by_further_reports():
    later = read(
        '== late 2024-04-01\nheld meeting | Biden USA, Xi CHN | 2023-11-15 | near San Francisco | "the meeting near San Francisco"'
    )
    edit = dataclasses.replace(make("country house", Act.EDIT, "place", "Filoli"), id="1")
    record = fold([*DOCUMENTS, *later[0]], [*CLAIMS, *later[1]], [edit], None)
    entry = next(e for e in record.engagements if CLAIMS[3].id in e.claims)
    assert later[1][0].id in entry.claims
    assert entry.place == "Filoli"


def test_what_a_later_report_tells_moves_a_status_on_that_a_person_set():
    edit = dataclasses.replace(make("hope to meet", Act.EDIT, "status", "cancelled"), id="1")
    assert "cancelled" in [e.status for e in after(edit).engagements]
    news = read('== news 2024-05-02\nheld meeting | Joe Biden USA, Vladimir Putin RUS | 2024-05-01 | Geneva | "Biden met Putin in Geneva"')
    record = fold([*DOCUMENTS, *news[0]], [*CLAIMS, *news[1]], [edit], None)
    assert next(e.status for e in record.engagements if CLAIMS[2].id in e.claims) == "held"


def test_a_status_set_by_a_person_is_a_step_with_name_and_reason():
    entry = next(e for e in after(make("visit Seoul", Act.EDIT, "status", "held")).engagements if e.place == "Seoul")
    assert [s.status for s in entry.history] == ["planned", "held"]
    assert entry.history[-1].reason == "set by a person: lee, read again"


def test_a_speaker_and_a_participant_are_assigned():
    said = after(make("planet", Act.EDIT, "actor", "Wang Yi (China)")).statements[0]
    assert (said.claim.speaker, said.claim.side) == ("Wang Yi", "CHN")
    met = after(make("in Vienna", Act.EDIT, "actor", "Cindy Carras (colonel, U.S.)"))
    vienna = next(e for e in met.engagements if e.place == "Vienna")
    assert [(p.name, p.side, p.office) for p in vienna.people] == [("Cindy Carras", "USA", "colonel")]


def test_people_that_are_set_keep_the_offices_told():
    record = after(make("country house", Act.EDIT, "people", "Xi Jinping (CHN)"))
    entry = next(e for e in record.engagements if CLAIMS[3].id in e.claims)
    assert [(p.name, p.side) for p in entry.people] == [("Xi Jinping", "CHN")]


def test_merge_and_split_by_single_claims():
    record = after(make(["country house", "talks between"], Act.MERGE))
    (joined,) = [e for e in record.engagements if CLAIMS[3].id in e.claims]
    assert {CLAIMS[0].id, CLAIMS[5].id} <= set(joined.claims)
    plan = decide(record, [CLAIMS[0].id], Act.SPLIT, by="lee", at=NOON)
    assert plan.claims == (CLAIMS[0].id,)
    parted = after(plan)
    assert next(e.claims for e in parted.engagements if CLAIMS[0].id in e.claims) == (CLAIMS[0].id,)


def test_a_fulfilment_is_linked_and_parted():
    promise, vienna = CLAIMS[6].id, named("in Vienna")
    link = decide(RECORD, [promise], Act.EDIT, "kept_by", vienna, by="lee", at=NOON)
    linked = after(link)
    (kept,) = [c for c in linked.commitments if promise in c.claims]
    assert (kept.status, kept.kept_by) == ("kept", (vienna,))
    part = decide(linked, [kept.id], Act.EDIT, "not_kept_by", vienna, by="lee", at=NOON)
    (open_again,) = [c for c in after(link, part).commitments if promise in c.claims]
    assert (open_again.status, open_again.kept_by) == ("open", ())


REFUSED = [
    (["country house"], Act.MERGE, None, None, "at least two"),
    (["country house", "planet"], Act.MERGE, None, None, "only engagements with engagements"),
    (["country house", "agreed to reopen"], Act.MERGE, None, None, "only engagements with engagements"),
    (["in Vienna"], Act.SPLIT, None, None, "rests on one claim"),
    (["country house"], Act.SPLIT, None, None, "name the claims to split off"),
    (["country house", "in Vienna"], Act.SPLIT, None, None, "belong to different entries"),
    (["country house"], Act.EDIT, "colour", "red", "there are: kind, status, people"),
    (["country house"], Act.EDIT, "status", "perhaps", "'perhaps' is none of: held, under way"),
    (["country house"], Act.EDIT, "days", "November", "is no day; write YYYY-MM-DD"),
    (["country house"], Act.EDIT, "start", "2023-11-20", "set both: days FIRST..LAST"),
    (["country house"], Act.EDIT, "kind", None, "cannot be empty"),
    (["country house"], Act.EDIT, "kept_by", "x", "is no commitment"),
    (["country house", "in Vienna"], Act.EDIT, "place", "Filoli", "one entry at a time"),
    (["their first talks"], Act.EDIT, "place", "Filoli", "there are: none"),
    (["country house"], Act.UNDO, None, None, "by its own id"),
    ([], Act.REJECT, None, None, "at least one"),
]


@pytest.mark.parametrize(("words", "act", "field", "value", "why"), REFUSED, ids=[f"{r[1]} {r[2] or ''}: {r[4]}" for r in REFUSED])
def test_what_cannot_be_decided_is_refused_with_its_reason(words, act, field, value, why):
    with pytest.raises(DecisionError, match=why):
        make(words, act, field, value)


def test_what_lies_before_a_promise_does_not_keep_it():
    before = read('== before 2023-10-02\nheld meeting | USA, CHN | 2023-10-01 | Vienna | "officers had met in October"')
    record = fold([*DOCUMENTS, *before[0]], [*CLAIMS, *before[1]], [], None)
    with pytest.raises(DecisionError, match="was over on 2023-10-01, before the promise of 2023-11-15"):
        decide(record, [CLAIMS[6].id], Act.EDIT, "kept_by", before[1][0].id, by="lee", at=NOON)


def test_an_unknown_id_a_nameless_user_and_a_clock_without_zone_are_refused():
    for ids, by, at in (
        (["E0"], "lee", NOON),
        ([RECORD.engagements[0].id], " ", NOON),
        ([RECORD.engagements[0].id], "lee", dt.datetime(2024, 3, 1)),
    ):
        with pytest.raises(DecisionError):
            decide(RECORD, ids, Act.ACCEPT, by=by, at=at)


def test_a_plan_among_the_commitments_is_decided_where_it_is_an_engagement():
    hope = next(c for c in RECORD.commitments if "hope to meet" in c.what)
    with pytest.raises(DecisionError, match=f"follows from {named('hope to meet')}"):
        decide(RECORD, [hope.id], Act.REJECT, by="lee", at=NOON)


def test_the_fields_that_can_be_edited_are_told_for_each_kind():
    kinds = (RECORD.engagements[0], RECORD.commitments[0], RECORD.channels[0], RECORD.statements[0], RECORD.comparisons[0])
    assert [len(editable(e)) for e in kinds] == [12, 11, 6, 7, 0]


def test_undo_takes_back_the_latest_that_stands_and_an_undo_of_it_restores():
    log = [dataclasses.replace(make("country house", Act.REJECT), id="1"), dataclasses.replace(make("in Vienna", Act.REJECT), id="2")]
    for wanted in ("2", "1"):
        log.append(dataclasses.replace(take_back(log, by="lee", at=NOON + dt.timedelta(hours=len(log))), id=str(len(log) + 1)))
        assert log[-1].undoes == wanted
    with pytest.raises(DecisionError, match="no decision stands"):
        take_back(log, by="lee", at=NOON)
    with pytest.raises(DecisionError, match="was taken back by 4; to restore it, undo 4"):
        take_back(log, "1", by="lee", at=NOON)
    with pytest.raises(DecisionError, match="no decision has the id '9'"):
        take_back(log, "9", by="lee", at=NOON)
    log.append(dataclasses.replace(take_back(log, "4", by="lee", at=NOON + dt.timedelta(days=1)), id="5"))
    assert len(fold(DOCUMENTS, CLAIMS, log, None).engagements) == len(RECORD.engagements) - 1
