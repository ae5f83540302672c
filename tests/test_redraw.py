"""A part of the record drawn anew is what the fold of everything would have drawn, whatever comes in and in whatever order.

a report of March read after one of June, a kill, a merge, its undoing: entry by entry the same
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from communique.cli.demo import bundled
from communique.ledger.build import fold
from communique.ledger.stories import repeated, stories
from communique.model import Act, Claim, Decision, Document
from communique.publish import catching_up, drawn
from communique.publish.selection import Selection
from communique.run.finding import find_all
from communique.store import Store
from ledger_dispatches import read
from test_ledger_laws import DAYS, lines

NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
KINDS = ("engagements", "commitments", "channels")
# "" is a claim that keeps a promise, by a person's word.
EDITS = [
    ("place", "Filoli"),
    ("days", "2023-11-15"),
    ("sides", "USA, FRA"),
    ("kept_by", ""),
    ("what", "open a hotline"),
    ("status", "held"),
]


@st.composite
def archives(draw: st.DrawFn) -> tuple[list[Document], list[Claim]]:
    """Up to nine reports with up to four claims each; some correct, update or kill another."""
    blocks, number = [], 0
    for n in range(draw(st.integers(1, 9))):
        published = draw(st.sampled_from([*(str(d) for d in DAYS), "undated"]))
        other = draw(st.integers(0, max(n - 1, 0)))
        follows = draw(st.sampled_from(["", "", "", "", f"corrects d{other}", f"updates d{other}", f"kills d{other}"])) if n else ""
        told = []
        for _ in range(draw(st.integers(0, 4))):
            number += 1
            told.append(draw(lines(number)))
        blocks.append("\n".join([f"== d{n} {published} {follows}", *told]))
    return read("\n".join(blocks))


def decision(draw: st.DrawFn, claims: list[Claim], made: list[Decision]) -> Decision:
    at = NOON + dt.timedelta(hours=len(made))
    if made and draw(st.integers(0, 3)) == 0:
        return Decision("", Act.UNDO, (), None, None, draw(st.sampled_from(made)).id, "reviewer", at, "")
    some = tuple(draw(st.lists(st.sampled_from([c.id for c in claims]), min_size=1, max_size=3, unique=True)))
    act = draw(st.sampled_from([Act.MERGE, Act.SPLIT, Act.REJECT, Act.ACCEPT, Act.EDIT, Act.EDIT]))
    if act is not Act.EDIT:
        return Decision("", act, some, None, None, None, "reviewer", at, "")
    field, value = draw(st.sampled_from(EDITS))
    value = value or draw(st.sampled_from([c.id for c in claims]))
    return Decision("", act, some, field, value, None, "reviewer", at, "")


def same(store: Store, connection: sqlite3.Connection) -> None:
    """Bring the file up to date, and hold it against the fold."""
    while catching_up._portion(store, connection):
        pass
    record = fold(store.documents(), store.claims(), store.decisions(), None, store.former())
    for kind in KINDS:
        drawn_now = tuple(drawn._entries(connection, kind, Selection((), None, None)))
        assert drawn_now == getattr(record, kind), kind


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=[p for p in Phase if p is not Phase.shrink])
@given(archives(), st.data())
def test_what_is_drawn_in_parts_is_the_fold(archive, data):
    documents, claims = archive
    order = data.draw(st.permutations(documents))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(":memory:") as store:
        made: list[Decision] = []
        waiting = list(order)
        while waiting:
            step = data.draw(st.integers(1, len(waiting)))
            for document in waiting[:step]:
                store.keep(document, tuple(c for c in claims if c.document == document.id))
            waiting = waiting[step:]
            if claims and data.draw(st.booleans()):
                made.append(store.decide(decision(data.draw, claims, made)))
            same(store, connection)
    connection.close()


TOLD_OF_LINES = [
    "The two sides keep the lines of their militaries open, officials said again",
    "The lines between the two militaries have been cut since that summer, it said",
]
NAMES = ["military lines", "hotline", "policy talks", "defense policy talks", "talks", "cooperation on soil", "soil cooperation"]
PERIODS = [None, (0, 0), (0, 27), (-200, 900), (-4000, None), (300, 330)]


@st.composite
def of_lines(draw: st.DrawFn) -> tuple[list[Document], list[Claim]]:
    """Up to eight reports of twelve years, each telling of one to three lines of a day, a month, years, or none."""
    blocks, number = [], 0
    for n in range(draw(st.integers(1, 8))):
        published = dt.date(2012, 1, 1) + dt.timedelta(days=draw(st.integers(0, 12 * 365)))
        other = draw(st.integers(0, max(n - 1, 0)))
        follows = draw(st.sampled_from(["", "", "", "", "", f"corrects d{other}", f"kills d{other}"])) if n else ""
        told = []
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            quote = draw(st.sampled_from([*TOLD_OF_LINES, f"sentence {number} about the lines"]))
            state = draw(st.sampled_from(["cut", "suspended", "agreed", "working", "restored"]))
            days, when = draw(st.sampled_from(PERIODS)), ""
            if days:
                first, last = (None if by is None else published + dt.timedelta(days=by) for by in days)
                when = f" | {first}..{last or ''}"
            where = draw(st.sampled_from(["", "", "", " | trailer"]))
            told.append(f'{state} channel | {draw(st.sampled_from(NAMES))} | CHN, USA{when}{where} | "{quote}"')
        day = draw(st.sampled_from([*[str(published)] * 9, "undated"]))
        blocks.append("\n".join([f"== d{n} {day} {follows}", *told]))
    return read("\n".join(blocks))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[p for p in Phase if p is not Phase.shrink])
@given(of_lines(), st.data())
def test_lines_told_of_over_years_are_the_fold(archive, data):
    documents, claims = archive
    in_turn = sorted(documents, key=lambda d: (d.published or dt.date.max, d.id))
    order = in_turn if data.draw(st.booleans()) else data.draw(st.permutations(documents))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(":memory:") as store:
        made: list[Decision] = []
        for number, document in enumerate(order):
            store.keep(document, tuple(c for c in claims if c.document == document.id))
            if data.draw(st.integers(0, 5)) == 0:
                again = data.draw(st.sampled_from(order[: number + 1]))
                lost = data.draw(st.sampled_from([None, *(c for c in claims if c.document == again.id)]))
                claims = [c for c in claims if c != lost]
                store.keep(again, tuple(c for c in claims if c.document == again.id))
            if claims and data.draw(st.integers(0, 4)) == 0:
                made.append(store.decide(decision(data.draw, claims, made)))
            same(store, connection)
    connection.close()


SAID = [f"The {who} ministry said that {what} would go on until spring." for who in "abc" for what in ("talks", "patrols", "aid")]
PASTED = st.tuples(st.integers(0, 30), st.lists(st.sampled_from(SAID), max_size=6, unique=True))


@settings(max_examples=60, deadline=None, phases=[p for p in Phase if p is not Phase.shrink])
@given(st.lists(PASTED, max_size=30), st.data())
def test_what_repeats_an_earlier_report_is_found_as_among_all(told, data):
    first = dt.date(2024, 1, 1)
    days = [None if n % 9 == 8 else first + dt.timedelta(days=day) for n, (day, _) in enumerate(told)]
    every = [
        Document(f"d{n}", "\n".join(said), published=day, published_basis="given" if day else "unknown")
        for n, ((_, said), day) in enumerate(zip(told, days, strict=True))
    ]
    waiting = data.draw(st.permutations(every))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(":memory:") as store:
        while waiting:
            step = data.draw(st.integers(1, len(waiting)))
            for document in waiting[:step]:
                store.keep(document, ())
            # One of them is found to be of another day.
            store.keep(replace(waiting[0], published=first, published_basis="inferred"), ())
            waiting = waiting[step:]
            while catching_up._portion(store, connection):
                pass
            heard = store.documents()
            found = connection.execute("SELECT id, repeats FROM reports WHERE repeats IS NOT NULL").fetchall()
            assert dict(found) == dict(repeated(heard))
            found = connection.execute("SELECT id, story FROM reports WHERE story IS NOT NULL").fetchall()
            assert dict(found) == dict(stories(heard, {}))
    connection.close()


def test_the_examples_read_one_by_one_from_the_last(tmp_path):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(tmp_path / "record.db") as store:
        for found in reversed(list(find_all(bundled()[0]))):
            store.keep(found.document, found.claims, found.problems)
            same(store, connection)
        for document in store.documents()[:3]:
            store.keep(document, ())  # read again by rules that find nothing in it
            same(store, connection)
    connection.close()


STORIES = {
    "a joint statement is named by the first promise in it, whatever the order of its claims": """
== plan 2023-03-01
planned meeting | Joe Biden USA, Ursula von der Leyen EU | 2023-03-10 | "Biden will receive von der Leyen on March 10"
== paper 2023-03-10
agreed commitment | EU, USA > EU, USA | "to begin talks on minerals"
agreed commitment | EU, USA > EU, USA | "to work on supply chains"
""",
    "an office learnt later gives a meeting its people": """
== told 2023-04-02
held meeting | FIN, NOR | 2023-04-01 | "the foreign ministers met on Saturday"
== named 2023-05-02
held call | Elina Valtonen FIN foreign minister, NOR | 2023-05-01 | "Foreign Minister Valtonen spoke with her host"
""",
    "a line agreed on is found to have been opened by an earlier report": """
== earlier 2022-07-14
working channel | military lines | CHN, USA | 2023-06-05.. | "the lines are to be open from June 2023"
== agreed 2023-08-27
agreed channel | military lines | CHN, USA | 2012-01-01..2012-12-31 | "had agreed on them in 2012"
""",
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
def test_a_story_drawn_report_by_report(story, backwards):
    documents, claims = read(story)
    documents = [replace(d, title="Joint statement") if d.id == "paper" else d for d in documents]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(":memory:") as store:
        for document in reversed(documents) if backwards else documents:
            store.keep(document, tuple(c for c in claims if c.document == document.id))
            same(store, connection)
    connection.close()


def test_a_line_that_a_person_joined_to_another_stays_when_that_is_withdrawn():
    documents, claims = read("""
== one 2023-01-10
cut channel | military lines | CHN, USA | "cut the military lines"
== two 2023-01-12
cut channel | policy talks | JPN, KOR | "cut the policy talks"
== kill 2023-01-13 kills one
""")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with Store(":memory:") as store:
        for document in documents[:2]:
            store.keep(document, tuple(c for c in claims if c.document == document.id))
        same(store, connection)
        store.decide(Decision("", Act.MERGE, tuple(c.id for c in claims), None, None, None, "reviewer", NOON, ""))
        same(store, connection)
        store.keep(documents[2], ())
        same(store, connection)
        assert [e.sides for e in drawn._entries(connection, "channels", Selection((), None, None))] == [("JPN", "KOR")]
    connection.close()


LATEST = 300  # months after January 1990
MONTH = """
== ahead{n} {month}-03
planned meeting | Joe Biden USA, Xi Jinping CHN | {month}-12 | "Biden will meet Xi on the 12th of {month}"
expected visit | Xi Jinping CHN, FRA | "Xi may visit France, his spokesman said in {month}"
== here{n} {month}-13
held meeting | Joe Biden USA, Xi Jinping CHN | {month}-12 | Woodside | "Biden met Xi on the 12th of {month}"
pledged commitment | USA, CHN > USA, CHN | made {month}-12 | "hold talks on artificial intelligence in {month}"
agreed commitment | CHN > USA | made {month}-12 | due {month}-12..{month}-28 | "buy {n} aircraft"
kept deed | CHN | {month}-13 | "China bought {n} aircraft, as it had promised"
working channel | military lines | CHN, USA | "the lines of the two militaries were in use on the 13th of {month}"
restored channel | hotline | CHN, USA | {month}-05 | "the hotline was restored on the 5th of {month}"
"""


def months(first: int, last: int) -> str:
    return "".join(MONTH.format(n=n, month=f"{1990 + n // 12}-{n % 12 + 1:02}") for n in range(first, last + 1))


def cost_of_a_year(before: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """What it takes to add the months of the last year after so many others: hundreds of steps of the file's engine, claims loaded."""
    documents, claims = read(months(LATEST - before, LATEST))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    steps, loaded = list[int](), list[Claim]()
    some_claims = Store.some_claims

    def counted(self: Store, **asked: Any) -> tuple[Claim, ...]:
        found = some_claims(self, **asked)
        loaded.extend(found)
        return found

    with Store(":memory:") as store:
        for number, document in enumerate(documents):
            store.keep(document, tuple(c for c in claims if c.document == document.id))
            if number >= len(documents) - 24:
                while catching_up._portion(store, connection):
                    pass
            if number == len(documents) - 24:
                connection.set_progress_handler(lambda: steps.append(1), 100)
                monkeypatch.setattr(Store, "some_claims", counted)
    monkeypatch.undo()
    connection.close()
    return len(steps), len(loaded)


def test_a_longer_archive_makes_a_report_no_dearer(monkeypatch):
    steps, loaded = cost_of_a_year(48, monkeypatch)
    more_steps, more_loaded = cost_of_a_year(240, monkeypatch)
    assert more_loaded <= 1.1 * loaded
    assert more_steps <= 1.1 * steps
