"""The store: what goes in comes out, twice is once, whole documents or none, and every trouble has a name."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import postgres
from communique.model import PROPOSED, Act, Claim, Decision, Document, Part, PartKind, Problem, Span, Version, proposed
from communique.store import AFTER, BEFORE, News, Store, StoreError, Trouble, rows, schema
from communique.store.claims import TYPES, claim_from, proven, spans, to_json
from communique.store.search import MOST_WORDS, parse
from sample import AHEAD, CLAIMS, HELD, MEETING_CLAIM, READ_AT


def of_held() -> tuple[Claim, ...]:
    return tuple(claim for claim in CLAIMS if claim.document == HELD.id)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a store in each database; the same tests hold in both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/record.db"
    return request.getfixturevalue("postgresql").database()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store(address) as opened:
        yield opened


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_type_of_claim_comes_back_as_it_went(name: str, data: st.DataObject) -> None:
    claim = data.draw(st.from_type(TYPES[name]))
    assert claim_from(name, to_json(claim)) == claim


@settings(max_examples=25, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(lambda t: bool(t.strip("\0"))),
    title=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    data=st.data(),
)
def test_a_document_and_its_claims_come_back_as_they_went(text: str, title: str | None, data: st.DataObject) -> None:
    document = Document("d", text, title, "Wire", dt.date(2023, 3, 16), "given", (Part(PartKind.BODY, 0, len(text)),))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claim = dataclasses.replace(MEETING_CLAIM, document="d", when=None, people=(), evidence=(Span(start, end, text[start:end]),))
    with Store(":memory:") as kept:
        assert kept.keep(document, (claim,)) == ()
        assert kept.documents() == (document,)
        assert kept.claims() == (claim,)


def test_claims_come_back_in_the_order_of_documents_and_text(store: Store) -> None:
    store.keep(HELD, of_held())
    store.keep(AHEAD, tuple(c for c in CLAIMS if c.document == AHEAD.id))
    assert store.claims() == (*[c for c in CLAIMS if c.document == AHEAD.id], *of_held())
    assert store.some_claims(ids={c.id for c in CLAIMS}) == store.claims()
    assert store.some_claims(documents={HELD.id}, ids={c.id for c in CLAIMS if c.document == AHEAD.id}) == store.claims()
    assert store.documents() == (AHEAD, HELD)


def test_reading_the_same_words_twice_changes_nothing(store: Store) -> None:
    assert store.admit(HELD) == (HELD, News.NEW)
    store.keep(HELD, of_held())
    assert store.admit(HELD)[1] is News.KNOWN
    assert store.admit(dataclasses.replace(HELD, published=None, published_basis="unknown"))[1] is News.KNOWN


def test_the_same_words_under_another_name_are_known(store: Store) -> None:
    store.keep(HELD, ())
    known, news = store.admit(dataclasses.replace(HELD, id="copy-of-it", published=None))
    assert (known.id, news) == (HELD.id, News.KNOWN)


def test_equal_readouts_of_two_given_days_are_two(store: Store) -> None:
    readout = Document("may", "The president spoke today with his counterpart.", published=dt.date(2023, 5, 5), published_basis="given")
    store.keep(readout, ())
    assert store.admit(dataclasses.replace(readout, id="july", published=dt.date(2023, 7, 9)))[1] is News.NEW


def test_a_given_day_overrides_an_inferred_one_and_is_not_lost_again(store: Store) -> None:
    store.keep(HELD, of_held(), reasons=("weekday of the caption",))
    given_day = dataclasses.replace(HELD, published=dt.date(2023, 3, 17), published_basis="given")
    assert store.admit(given_day) == (given_day, News.REDATED)
    store.keep(given_day, of_held())
    undated = dataclasses.replace(HELD, published=None, published_basis="unknown")
    assert store.admit(undated) == (given_day, News.KNOWN)
    assert store.reasons(HELD.id) == ()


def test_other_words_under_a_known_id_are_a_later_version(store: Store) -> None:
    store.keep(HELD, ())
    later, news = store.admit(dataclasses.replace(HELD, text="Yoon met Kishida in Tokyo on Thursday for 80 minutes."))
    assert (later.id, later.version, later.replaces, news) == (f"{HELD.id}#2", Version.UPDATE, HELD.id, News.LATER)
    store.keep(later, ())
    third, _ = store.admit(dataclasses.replace(HELD, text="Yoon met Kishida in Tokyo on Thursday for 85 minutes."))
    assert (third.id, third.replaces) == (f"{HELD.id}#3", later.id)
    assert store.admit(dataclasses.replace(HELD, text=later.text))[1] is News.KNOWN


def test_an_id_with_a_number_sign_is_an_id_like_others(store: Store) -> None:
    page = Document("https://example.org/readout#2", "The ministers met.")
    store.keep(page, ())
    assert store.admit(page)[1] is News.KNOWN
    assert store.admit(dataclasses.replace(page, text="The ministers met again."))[0].id == "https://example.org/readout#2#2"


def test_a_later_reading_takes_the_place_and_the_earlier_claims_stay(store: Store) -> None:
    store.keep(HELD, of_held(), at=READ_AT, rules="1")
    store.keep(HELD, of_held()[:1], at=READ_AT, rules="2")
    assert store.claims() == of_held()[:1]
    with store._reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.CLAIMS)).scalar() == len(of_held()) + 1


def test_a_document_is_kept_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def pulled_plug(*_: object) -> None:
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(rows, "write_passages", pulled_plug)
    with pytest.raises(RuntimeError, match="plug"):
        store.keep(HELD, of_held())
    assert (store.documents(), store.claims()) == ((), ())


REFUSED = [
    pytest.param({"evidence": (Span(0, 4, "Yoom"),)}, "do not stand at 0-4", id="other words at the place"),
    pytest.param({"evidence": ()}, "no words of evidence", id="no evidence"),
    pytest.param({"document": "another"}, "belongs to another", id="another document"),
    pytest.param({"evidence": (Span(-4, 3, ""),)}, "do not stand", id="outside the text"),
    pytest.param({"place": "Seoul", "id": "s-said"}, "is taken by another claim", id="one id for two claims"),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED)
def test_a_claim_that_its_words_do_not_prove_is_refused(change: dict[str, object], reason: str) -> None:
    said = next(c for c in CLAIMS if c.id == "s-said")
    kept, problems = proven(HELD, (said, dataclasses.replace(MEETING_CLAIM, **change)))
    assert kept == (said,)
    assert [reason in p.what for p in problems] == [True]


def test_the_same_claim_found_twice_is_kept_once_without_a_word() -> None:
    assert proven(HELD, (MEETING_CLAIM, MEETING_CLAIM)) == ((MEETING_CLAIM,), ())


def test_spans_of_dates_and_people_are_proven_too() -> None:
    assert "Thursday" in {s.text for s in spans(MEETING_CLAIM)}


def test_problems_are_kept_with_the_reading(store: Store) -> None:
    noted = Problem(HELD.id, "no such day: February 30", Span(0, 4, "Yoon"))
    refused = store.keep(HELD, (dataclasses.replace(MEETING_CLAIM, evidence=()),), (noted,))
    assert store.problems() == (noted, *refused)


def test_claims_that_decisions_rest_on_are_found_in_earlier_readings(store: Store) -> None:
    store.keep(HELD, of_held())
    store.decide(Decision("", Act.REJECT, (MEETING_CLAIM.id,), None, None, None, "lee", READ_AT, "no"))
    assert store.former() == ()
    store.keep(HELD, (dataclasses.replace(MEETING_CLAIM, id="e-anew"),))
    assert store.former() == (MEETING_CLAIM,)
    assert [claim.id for claim in store.claims()] == ["e-anew"]


def test_decisions_are_only_appended_and_come_back_in_order(store: Store) -> None:
    first = Decision("", Act.REJECT, ("e-met",), None, None, None, "ana", READ_AT, "not a meeting")
    second = Decision("", Act.UNDO, (), None, None, "1", "ana", READ_AT, "it was one")
    assert [store.decide(first).id, store.decide(second).id] == ["1", "2"]
    assert store.decisions() == (dataclasses.replace(first, id="1"), dataclasses.replace(second, id="2"))


def test_counts(store: Store) -> None:
    store.keep(HELD, of_held())
    store.keep(Document("x", "Undated."), ())
    counts = store.counts()
    assert (counts.documents, counts.undated, counts.decisions) == (2, 1, 0)
    assert {name: n for name, n in counts.claims.items() if n} == {"engagement": 1, "statement": 1, "commitment": 1, "comparison": 1}


# ---------------------------------------------------------------- search

QUERIES = [
    ("tokyo", True),
    ("TOKYO shuttle", True),
    ('"shuttle diplomacy"', True),
    ('"diplomacy shuttle"', False),
    ("meet", True),
    ("diplom*", True),
    ("shuttle -diplomacy", False),
    ("Reykjavik OR shuttle", True),
    ("Yoon, Kishida!", True),
    ("AND", False),
    ('"', False),
    ("(((", False),
    ("text:shuttle", False),
    ("", False),
    ("OR", False),
    ("-tokyo", False),
    ("indo", True),
    ("Indo-Pacific", True),
    ('"Indo Pacific"', True),
    ("U.S.", True),
    ("muller", True),
    ("Müller", True),
    ("the", True),
    ("pac*", True),
    ("Indo-Pac*", True),
    ("R&D", True),
    ("D&R", False),
    ("Yoon's", True),
    ("80", True),
]


@pytest.mark.parametrize(("query", "hit"), QUERIES)
def test_search(store: Store, query: str, hit: bool) -> None:
    store.keep(HELD, of_held())
    store.keep(Document("m", "Müller told <b>Yoon's</b> aides of the U.S. R&D plans for an Indo-Pacific of 80 -- or more -- states."), ())
    assert bool(store.search(query)) is hit


def test_a_hit_is_marked_and_leads_to_its_claim(store: Store) -> None:
    store.keep(HELD, of_held())
    hits = store.search("shuttle")
    assert {(hit.type, hit.claim) for hit in hits} == {("paragraph", None), ("commitment", "c-shuttle")}
    assert all(f"{BEFORE}shuttle{AFTER}" in hit.excerpt for hit in hits)


def test_what_is_read_again_is_found_once(store: Store) -> None:
    store.keep(HELD, of_held())
    store.keep(HELD, ())
    assert [hit.type for hit in store.search("shuttle")] == ["paragraph"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60) | st.text(st.sampled_from('ab "-*()^:OR+{}\n\0'), max_size=60))
def test_no_text_breaks_a_search(query: str) -> None:
    with Store(":memory:") as kept:
        kept.keep(HELD, ())
        kept.search(query)


def test_only_so_many_words_are_used() -> None:
    asked = parse("word " * 5000)
    assert asked is not None
    assert len(asked.wanted) == MOST_WORDS


# ---------------------------------------------------------------- trouble


def troubled(action) -> StoreError:
    with pytest.raises(StoreError) as caught:
        action()
    return caught.value


def test_a_store_in_use_is_said_to_be_locked(store: Store, address: str) -> None:
    with store._writing():
        error = troubled(lambda: Store(address, wait=0.02))
        with Store(address, reading_only=True) as looking:
            assert looking.documents() == ()  # reading goes on while another writes
    assert error.trouble is Trouble.LOCKED
    assert "in use by another program" in str(error)


def test_a_newer_store_is_not_touched(address: str) -> None:
    with Store(address) as kept, kept._writing() as connection:
        connection.execute(sa.update(schema.VERSION).values(version=99))
    error = troubled(lambda: Store(address))
    assert error.trouble is Trouble.NEWER
    assert "update communique" in str(error)


@pytest.mark.parametrize(
    "content", [b"not a database at all, only words" * 40, b"SQLite format 3\0" + b"\xff" * 4096], ids=["words", "broken head"]
)
def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "record.db"
    file.write_bytes(content)
    error = troubled(lambda: Store(file))
    assert error.trouble is Trouble.DAMAGED
    assert file.read_bytes() == content


def test_a_store_with_a_hole_in_it_is_said_to_be_damaged(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    with Store(file) as kept:
        for number in range(40):
            kept.keep(dataclasses.replace(HELD, id=f"d{number}", text=HELD.text + " " * number), ())
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    content = bytearray(file.read_bytes())
    content[4096 * 2 :] = b"\x5a" * (len(content) - 4096 * 2)
    file.write_bytes(content)

    def look() -> None:
        with Store(file, reading_only=True) as damaged:
            damaged.documents()

    assert troubled(look).trouble is Trouble.DAMAGED


def test_somebody_elses_database_is_left_alone(address: str) -> None:
    with Store(address) as kept, kept._writing() as connection:
        schema.tables.drop_all(connection)
        connection.execute(sa.text("CREATE TABLE photos (id INTEGER)"))
    error = troubled(lambda: Store(address))
    assert error.trouble is Trouble.FOREIGN
    assert "nothing was changed" in str(error)


def test_a_store_that_may_not_be_written_can_be_read(store: Store, address: str) -> None:
    store.keep(HELD, of_held())
    with Store(address, reading_only=True) as reading:
        assert reading.documents() == (HELD,)
        error = troubled(lambda: reading.keep(AHEAD, ()))
    assert error.trouble is Trouble.READ_ONLY


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path) -> None:
    with Store(tmp_path / "record.db") as kept:
        kept.keep(HELD, of_held())
        sa.event.listen(kept._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 1"))
        kept.close()  # the next connection has no room to grow
        big = dataclasses.replace(AHEAD, text=AHEAD.text + " word" * 200_000)
        error = troubled(lambda: kept.keep(big, ()))
        assert error.trouble is Trouble.FULL
        assert "what was kept stays" in str(error)
        assert kept.documents() == (HELD,)
        assert kept.claims() == of_held()


FULL = """
import dataclasses, resource, sys
from communique.store import Store, StoreError
from sample import AHEAD, HELD
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
with Store(sys.argv[1]) as kept:
    kept.keep(HELD, ())
    try:
        for number in range(50):
            kept.keep(dataclasses.replace(AHEAD, id=str(number), text=f"{AHEAD.text} {number}" + " word" * 4_000), ())
            print(number, flush=True)
    except StoreError as error:
        sys.exit(f"{error.trouble}: {error}")
"""


def test_a_disk_on_which_the_system_gives_no_more_room(tmp_path: Path) -> None:
    """No file of the process may grow any further: what was told to be kept is there, whole, and nothing else."""
    file = tmp_path / "record.db"
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(file)], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths}
    )
    assert done.stderr.startswith("full: no room left to write the store"), done.stderr
    with Store(file) as kept:
        assert sorted(d.id for d in kept.documents()) == sorted([HELD.id, *done.stdout.split()])
        assert kept.damage() is None
        kept.keep(dataclasses.replace(AHEAD, text="There is room again."), ())


ADDRESSES = [
    pytest.param("oracle://somewhere/db", Trouble.UNREACHABLE, id="another kind of database"),
    pytest.param("://", Trouble.UNREACHABLE, id="no address"),
]


@pytest.mark.parametrize(("address", "trouble"), ADDRESSES)
def test_an_address_that_leads_nowhere(address: str, trouble: Trouble) -> None:
    assert troubled(lambda: Store(address)).trouble is trouble


def test_a_missing_store_is_not_made_when_only_looked_for(tmp_path: Path) -> None:
    assert troubled(lambda: Store(tmp_path / "none.db", create=False)).trouble is Trouble.MISSING
    assert not (tmp_path / "none.db").exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert "is a folder" in str(troubled(lambda: Store(tmp_path)))


def test_a_new_store_has_the_current_version(store: Store) -> None:
    with store._reading() as connection:
        assert schema.version_of(connection) == schema.CURRENT == len(schema.MIGRATIONS)


def test_the_stores_folder_is_made(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/deep/down/record.db") as made:
        assert made.documents() == ()


def test_a_sound_store_has_no_damage(store: Store) -> None:
    store.keep(HELD, of_held())
    assert store.damage() is None


# ---------------------------------------------------------------- from one database to another


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_holds_everything_and_goes_on(store: Store, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store.keep(HELD, of_held(), (Problem(HELD.id, "no such day", Span(0, 4, "Yoon")),), reasons=("weekday",), at=READ_AT, rules="1")
    store.keep(HELD, of_held()[:1], at=READ_AT, rules="2")
    store.decide(Decision("", Act.REJECT, ("e-met",), None, None, None, "ana", READ_AT, "not a meeting"))
    address = f"sqlite:///{tmp_path}/copy.db" if kind == "sqlite" else request.getfixturevalue("postgresql").database()
    with Store(address) as copy:
        assert store.copy_to(copy) == 1
        for ask in (Store.documents, Store.claims, Store.problems, Store.decisions, Store.counts):
            assert ask(copy) == ask(store)
        assert [hit.document for hit in copy.search("shuttle")] == [hit.document for hit in store.search("shuttle")]
        undone = copy.decide(Decision("", Act.UNDO, (), None, None, "1", "ana", READ_AT, ""))
        assert undone.id == "2"
        copy.keep(AHEAD, tuple(c for c in CLAIMS if c.document == AHEAD.id))
        assert copy.documents() == (AHEAD, HELD)


def test_what_is_proposed_is_kept_beside_what_is_read(store: Store, tmp_path: Path) -> None:
    store.keep(HELD, of_held(), at=READ_AT)
    mark = store.mark()
    one = dataclasses.replace(MEETING_CLAIM, id="p-1", rules=(PROPOSED, "a model"))
    false = dataclasses.replace(one, id="p-2", evidence=(Span(0, 4, "Woon"),))
    assert store.propose(HELD, (one, false), "a model", READ_AT) == (one,)
    assert store.propose(HELD, (one,), "a model", READ_AT) == ()
    assert store.mark() != mark
    counted = store.counts()
    store.keep(HELD, of_held(), at=READ_AT)
    assert (store.counts(), [c.id for c in store.claims() if proposed(c)]) == (counted, ["p-1"])
    assert counted.claims["engagement"] == sum(type(c) is type(one) for c in of_held())
    with Store(tmp_path / "copy.db") as copy:
        store.copy_to(copy)
        copy.keep(HELD, (), at=READ_AT)
        assert copy.claims() == (one,)


def test_a_copy_goes_only_into_an_empty_store(store: Store, tmp_path: Path) -> None:
    store.keep(HELD, of_held())
    with Store(tmp_path / "other.db") as other:
        other.keep(AHEAD, ())
        assert "is not empty" in str(troubled(lambda: store.copy_to(other)))
        assert other.documents() == (AHEAD,)


# ---------------------------------------------------------------- PostgreSQL


@pytest.fixture(scope="module")
def shared_store(postgresql: postgres.Server) -> Iterator[Store]:
    with Store(postgresql.database()) as opened:
        yield opened


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\x1a01"), min_size=1, max_size=80).filter(str.strip))
def test_every_character_comes_back_from_a_server(shared_store: Store, text: str) -> None:
    document = Document(f"of {text}", text, text, text)
    shared_store.keep(document, (), reasons=(text,))
    assert document in shared_store.documents()
    assert shared_store.reasons(document.id) == (text,)
    assert shared_store.admit(document)[1] is News.KNOWN


@settings(max_examples=100, deadline=None)
@given(query=st.text(max_size=60) | st.text(st.sampled_from("ab \"-*()^:OR+{}\n\0'\\\\&|!<>"), max_size=60))
def test_no_text_breaks_a_search_on_a_server(shared_store: Store, query: str) -> None:
    shared_store.search(query)


def test_a_server_that_goes_away_is_named_and_found_again(postgresql: postgres.Server) -> None:
    with Store(postgresql.database(), wait=2) as kept:
        kept.keep(HELD, of_held())
        postgresql.stop()
        try:
            error = troubled(lambda: kept.keep(AHEAD, ()))
        finally:
            postgresql.start()
        assert error.trouble is Trouble.UNREACHABLE
        assert kept.documents() == (HELD,)
        assert kept.claims() == of_held()
        kept.keep(AHEAD, ())
        assert kept.documents() == (AHEAD, HELD)


def test_a_password_is_never_told() -> None:
    error = troubled(lambda: Store("postgresql://desk:secret@127.0.0.1:1/record", wait=2))
    assert error.trouble is Trouble.UNREACHABLE
    assert "secret" not in str(error)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'communique[postgres]'" in str(troubled(lambda: Store("postgresql://desk@/record")))


def test_two_who_read_the_same_reports_at_once_keep_each_once(address: str) -> None:
    documents = [dataclasses.replace(HELD, id=f"d{n}", text=f"{HELD.text} {n}") for n in range(20)]

    def read(_: int) -> None:
        with Store(address, wait=30) as kept:
            for document in documents:
                admitted, news = kept.admit(document)
                if news is News.NEW:
                    kept.keep(admitted, ())

    with ThreadPoolExecutor(2) as readers:
        list(readers.map(read, range(2)))
    with Store(address) as kept:
        assert sorted(d.id for d in kept.documents()) == sorted(d.id for d in documents)
        assert kept.damage() is None
