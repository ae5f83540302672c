"""What a view shows of a part of a great record is what it shows of the whole, whatever was read, proposed and decided.

communique show Ec53cf36c: the same words from the kept record as from the fold of everything
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from communique.cli import main, record
from communique.cli.record import Whole
from communique.ledger import comparisons
from communique.ledger.build import fold
from communique.ledger.counting import Met
from communique.ledger.engagements import entry_id
from communique.model import PROPOSED, Act, Claim, Decision, Document, EngagementEntry, Record, Status, Version
from communique.publish import catching_up, drawn, find
from communique.publish.compare import compare, compare_object
from communique.publish.export import one, section
from communique.publish.found import Passage, found, found_object
from communique.publish.lines import Line
from communique.publish.part import Part
from communique.publish.selection import Selection
from communique.publish.show import show_entry
from communique.publish.statements import statements
from communique.publish.why import behind, why_entry, why_object
from communique.store import Store
from ledger_dispatches import read
from test_redraw import NOON, archives, decision

Run = Callable[..., tuple[int, str, str]]
SELECTIONS = [
    Selection(),
    Selection(("CHN",)),
    Selection(("USA", "CHN"), dt.date(2023, 11, 1)),
    Selection((), None, dt.date(2023, 11, 30)),
    Selection((), dt.date(2023, 7, 1), dt.date(2023, 11, 16)),
]


def shown(told: Part | Whole, store: Store, key: str, *, all_claims: bool) -> object:
    """Everything that the views of one entry print, or why there is none."""
    try:
        around = told.around(key)
        entry = find.find_entry(around, key)
    except find.NoSuchEntryError as error:
        return str(error)
    answers: list[object] = [show_entry(around, entry, store.reasons(entry.id)), one(entry)]
    if isinstance(entry, EngagementEntry):
        answers += [compare(around, entry), compare_object(around, entry)]
    if not isinstance(entry, Document):
        claims = store.claims() if all_claims else store.some_claims(ids=behind(entry))
        answers += [f(around, entry, claims, told.decisions()) for f in (why_entry, why_object)]
    return answers


def said(told: Part | Whole, selection: Selection) -> tuple[tuple[Line, ...], object]:
    part = told.said(selection)
    return statements(part), section(part, "statements")


def hits(told: Part | Whole, passages: list[Passage]) -> object:
    part = told.holding({p.claim for p in passages if p.claim}, {p.document for p in passages})
    return found(part, passages), found_object(part, passages)


def same(store: Store, connection: sqlite3.Connection, draw_some: Callable[[list[str]], list[str]] = list) -> None:
    """Hold the parts of the kept record against the whole: each entry, claim and report, by its id and by the beginning of it."""
    while catching_up._portion(store, connection):
        pass
    whole = Whole(store, None)
    part = Part(store, connection)
    claims = store.claims()
    names = [*find.entries(whole.around("")), *(c.id for c in claims)]
    mistyped = [*(name[:4] for name in names), *(name[:-1] for name in names), *(f"{name[:-1]}~" for name in names), "E", "zzzz"]
    gone = [entry_id(letter, c.id) for c in claims for letter in "ECLSRP"]
    for key in draw_some([*names, *mistyped, *gone]):
        assert shown(part, store, key, all_claims=False) == shown(whole, store, key, all_claims=True), key
    for selection in SELECTIONS:
        assert said(part, selection) == said(whole, selection), selection
    passages = [Passage(c.document, c.id, ((c.evidence[0].text, False),)) for c in claims]
    passages += [Passage(d.id, None, ((d.text[:20], True),)) for d in store.documents()]
    for some in (passages, *([p] for p in passages)):
        assert hits(part, some) == hits(whole, some), some


def proposal(claim: Claim) -> Claim:
    return replace(claim, id=f"p{claim.id[1:-1]}", rules=(PROPOSED, "a model"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[p for p in Phase if p is not Phase.shrink])
@given(archives(), st.data())
def test_a_part_shows_what_the_whole_shows(archive, data):
    documents, claims = archive
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(":memory:") as store:
        made: list[Decision] = []
        for half in (documents[::2], documents[1::2]):
            for document in half:
                store.keep(document, tuple(c for c in claims if c.document == document.id))
                if data.draw(st.integers(0, 3)) == 0:
                    store.propose(document, tuple(proposal(c) for c in claims if c.document == document.id), "a model", NOON)
            known = list(store.claims())
            for _ in range(data.draw(st.integers(0, 2)) if known else 0):
                made.append(store.decide(decision(data.draw, known, made)))
            same(store, connection, lambda keys: data.draw(st.lists(st.sampled_from(keys), max_size=25, unique=True)))
    connection.close()


STORY = """
== last 2023-10-20
held call | Antony Blinken USA, Wang Yi CHN | 2023-10-20 | "Blinken called Wang in October"
== plan 2023-11-10
planned meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | "Biden will meet Xi on Nov. 15"
expected visit | Xi Jinping CHN, FRA | 2024-01-01..2024-06-30 | "Xi may visit France in the first half of the year"
statement | Xi Jinping CHN | "Xi hopes to visit Paris"
== here 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi on Wednesday"
statement | Xi Jinping CHN > Joe Biden | "Xi told Biden that the line would be reopened"
statement | Joe Biden USA | "Biden called it frank"
agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | due 2024-01-01..2024-03-31 | "reopen the military lines"
agreed channel | military lines | CHN, USA | 2023-11-15 | "agreed to reopen military lines"
held call | Antony Blinken USA, Wang Yi CHN | 2023-11-16 | "Blinken called Wang on Thursday"
comparison | first since | 2023-10-01..2023-10-31 | of 6 | "first call since October"
== slip 2023-11-17
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Filoli | "they sat down at Filoli on Wednesday"
== right 2023-11-18 corrects slip
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "they sat down in Woodside on Wednesday"
== again undated
held talks | Antony Blinken USA, Wang Yi CHN | "Blinken and Wang held talks again"
statement | Wang Yi CHN > Antony Blinken | "Wang told Blinken what he thought"
comparison | ordinal | of 1 | "third talks between Blinken and Wang"
== open 2024-02-02
launched channel | military lines | CHN, USA | 2024-02-01 | "the two militaries talked on the reopened lines on Thursday"
kept deed | USA, CHN | 2024-02-01 | "the military lines were reopened as agreed"
== told 2024-02-03
launched channel | military lines | CHN, USA | 2024-02-01 | "the lines were reopened on Thursday"
"""


def stored(store: Store) -> tuple[list[Document], list[Claim]]:
    documents, claims = read(STORY)
    for document in documents:
        store.keep(document, tuple(c for c in claims if c.document == document.id))
    return documents, claims


CONFIRMED = ("nothing decided", "a place set", "two merged", "a promise linked", "a speaker set")


def made(claims: list[Claim], documents: list[Document], store: Store) -> Iterator[str]:
    """Decisions, one after the other, and what is proposed between them."""
    of = {c.evidence[0].text: c.id for c in claims}

    def decide(act: Act, *words: str, field: str | None = None, value: str | None = None, undoes: str | None = None) -> None:
        ids = tuple(of[w] for w in words)
        store.decide(Decision("", act, ids, field, value, undoes, "lee", NOON, "the readout names it"))

    yield "nothing decided"
    decide(Act.EDIT, "Biden met Xi on Wednesday", field="place", value="Filoli")
    yield "a place set"
    decide(Act.MERGE, "Blinken called Wang on Thursday", "Blinken and Wang held talks again")
    yield "two merged"
    decide(Act.EDIT, "reopen the military lines", field="kept_by", value=of["Biden met Xi on Wednesday"])
    yield "a promise linked"
    decide(Act.EDIT, "Biden called it frank", field="speaker", value="Jake Sullivan")
    yield "a speaker set"
    decide(Act.REJECT, "Blinken called Wang in October")
    yield "what it was compared with rejected"
    decide(Act.REJECT, "Xi told Biden that the line would be reopened")
    yield "a statement rejected"
    decide(Act.UNDO, undoes="2")
    yield "a merge taken back"
    report = next(d for d in documents if d.id == "here")
    store.propose(report, tuple(proposal(c) for c in claims if c.document == "here"), "a model", NOON)
    yield "all of a report proposed again"
    for words in ("Biden called it frank", "Biden met Xi on Wednesday"):
        of["proposed"] = proposal(next(c for c in claims if c.id == of[words])).id
        decide(Act.ACCEPT, "proposed")
        yield f"accepted as proposed: {words}"
    store.keep(report, tuple(replace(c, id=f"c{c.id[:0:-1]}") for c in claims if c.document == "here"))
    yield "a report read again, with other claims in the same words"
    store.keep(replace(report, id="kill", text="withdrawn", replaces="here", version=Version.KILL), ())
    yield "the report killed"


def test_a_part_of_a_story_as_it_is_decided_on(tmp_path):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(tmp_path / "record.db") as store:
        documents, claims = stored(store)
        for done in made(claims, documents, store):
            same(store, connection)
            verdicts = {c.verdict for c in Part(store, connection).around("here").comparisons}
            assert (verdicts == {comparisons.CONFIRMED}) == (done in CONFIRMED), done
    connection.close()


# ---------------------------------------------------------------- comparisons

MEETING = '{status} {kind} | {who} | {day} | {place} | "{kind} {n} of the envoys"'
COMPARED = [
    'first since | 2023-03-01..2023-03-31 | of 1 | "first {kind} since March"',
    'first since | of 1 | "first {kind} in two years"',
    'first since | of 1 | "first {kind} ever"',
    'ordinal | 2023-01-01..2023-12-31 | of 1 | "third {kind} this year"',
    'ordinal | of 1 | "second {kind}"',
    'highest-ranking | of 1 | "highest-ranking official to pay a {kind}"',
    'latest | of 1 | "latest {kind}"',
]
WHO = [
    "Antony Blinken USA, Wang Yi CHN",
    "Joe Biden USA, Xi Jinping CHN",
    "Antony Blinken USA, Wang Yi CHN, Yoko Kamikawa JPN",
    "Wang Yi CHN, FRA",
    "Antony Blinken USA",
]


@st.composite
def compared(draw: st.DrawFn) -> str:
    """Reports of meetings over two years, many of which compare theirs with the others."""
    blocks = []
    for n in range(draw(st.integers(2, 12))):
        day = dt.date(2022, 12, 1) + dt.timedelta(days=draw(st.integers(0, 60)) * 5)
        kind = draw(st.sampled_from(["meeting", "visit", "call"]))
        status = draw(st.sampled_from(["held", "held", "planned", "under way"]))
        told = MEETING.format(
            status=status, kind=kind, who=draw(st.sampled_from(WHO)), day=day, place=draw(st.sampled_from(["Vienna", "Beijing"])), n=n
        )
        some = draw(st.lists(st.sampled_from(COMPARED), max_size=2, unique=True))
        blocks.append("\n".join([f"== d{n} {day}", told, *(f"comparison | {words.format(kind=kind)}" for words in some)]))
    return "\n".join(blocks)


DAYS_LATER = """
== d0 2023-05-02
planned call | Joe Biden USA, Xi Jinping CHN | 2023-05-10 | "Biden will call Xi on May 10"
comparison | first since | of 1 | "first call ever"
== d1 2023-05-16
held call | Joe Biden USA, Xi Jinping CHN | 2023-05-15 | "Biden called Xi on May 15"
"""


@settings(max_examples=80, deadline=None)
@given(compared())
@example(DAYS_LATER)
def test_a_comparison_is_judged_by_those_it_looks_at(story):
    documents, claims = read(story)
    record = fold(documents, claims, (), None)
    met_in = {c: e for e in record.engagements for c in e.claims}
    for entry in record.comparisons:
        about = met_in[entry.claim.engagement or ""]
        looked = comparisons.looks_at(entry.claim, about)
        some = [e for e in record.engagements if looked and _decides(e, *looked)]
        verdict, against, reason = comparisons.judge(entry.claim, about, Met(some))
        assert (verdict, tuple(e.id for e in against), reason) == (entry.verdict, entry.against, entry.reason)


def _decides(entry: EngagementEntry, sides: tuple[str, ...], until: dt.date) -> bool:
    held = entry.status is Status.HELD and entry.start and entry.end
    return bool(held and set(sides) <= set(entry.sides) and entry.start and entry.start <= until)


# ---------------------------------------------------------------- the commands

ASKED = [
    ("show", "E"),
    ("show", "E", "--json"),
    ("show", "R"),
    ("show", "L"),
    ("show", "C"),
    ("show", "S"),
    ("show", "here"),
    ("show", "right", "--json"),
    ("why", "E"),
    ("why", "L", "--json"),
    ("why", "R"),
    ("compare", "E"),
    ("compare", "E", "--json"),
    ("search", "Biden"),
    ("search", "Wednesday", "--json"),
    ("search", "nobody"),
    ("statements",),
    ("statements", "--json"),
    ("statements", "--between", "USA,France", "--until", "2023-11"),
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    file = tmp_path / "record.db"
    with Store(file) as store:
        stored(store)
    monkeypatch.setenv("COMMUNIQUE_DB", str(file))

    def run_program(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_program


def never(*_: object) -> None:
    raise AssertionError("folded again")


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_command_answers_from_the_kept_record_as_from_the_fold(asked, run, monkeypatch):
    letter = asked[1] if len(asked) > 1 else ""
    if letter in ("E", "C", "L", "S", "R"):
        lists = {"E": "engagements", "C": "commitments", "L": "channels", "S": "statements", "R": "comparisons"}
        entries = json.loads(run("export", "json")[1])[lists[letter]]
        asked = (asked[0], entries[len(entries) // 2]["id"], *asked[2:])
    folded = run(*asked)
    assert folded[0] == 0
    assert folded[1]
    monkeypatch.setattr(drawn, "GREAT", 0)
    assert run("timeline")[0] == 0
    monkeypatch.setattr(record, "fold_store", never)
    assert run(*asked) == folded


@pytest.mark.parametrize("asked", [("show", "E"), ("why", "Exyz"), ("compare", "here"), ("why", "here"), ("show", "\udce9")], ids=repr)
def test_what_does_not_answer_is_told_in_the_same_words(asked, run, monkeypatch):
    folded = run(*asked)
    assert folded[0] == 2
    monkeypatch.setattr(drawn, "GREAT", 0)
    assert run("timeline")[0] == 0
    assert run(*asked) == folded


def test_an_earlier_day_is_folded(run, monkeypatch):
    earlier = run("statements", "--as-of", "2023-11-12")
    monkeypatch.setattr(drawn, "GREAT", 0)
    now = run("statements")[1]
    assert run("statements", "--as-of", "2023-11-12") == earlier
    assert now != earlier[1]


def test_what_is_read_while_a_part_is_asked_for_is_in_it(run, monkeypatch):
    monkeypatch.setattr(drawn, "GREAT", 0)
    assert "Wang welcomed it" not in run("statements")[1]
    asked = Part.said
    documents, claims = read('== late 2024-03-01\nstatement | Wang Yi CHN | "Wang welcomed it"')

    def meanwhile(part: Part, selection: Selection) -> Record:
        found = asked(part, selection)
        with Store(os.environ["COMMUNIQUE_DB"]) as store:
            store.keep(documents[0], tuple(claims))
        monkeypatch.setattr(Part, "said", asked)
        return found

    monkeypatch.setattr(Part, "said", meanwhile)
    monkeypatch.setattr(record, "fold_store", never)
    assert "Wang welcomed it" in run("statements")[1]
