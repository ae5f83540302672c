"""Kept parses: the record is the same with them, without them, and with damaged ones; nothing rests on their file."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from spacy.tokens import Doc

from communique.analysis import parse, recall
from communique.analysis.parse import read_all, read_one
from communique.analysis.pipeline import pipeline
from communique.analysis.recall import packed, put_back
from communique.cli.demo import bundled
from communique.model import Document
from communique.run import parses
from communique.run.engines import Cores, find_batch
from communique.run.finding import Found, find_all
from communique.run.parses import Place, beside, kept
from communique.store import Store
from communique.store.opened import located
from test_cli import Run, run

__all__ = ["run"]

MET = (
    "Chinese Foreign Minister Wang Yi met U.S. Secretary of State Antony Blinken in Munich on Saturday.\n\nThey didn't speak to reporters."
)
LONG = "The foreign ministers of China and Japan met in Tokyo on Friday. They agreed to resume talks.\n\n" * 12
ENDLESS = "the envoy met and " * 120


@pytest.fixture(scope="module")
def examples_read() -> list[Found]:
    """What the examples say, read without any file."""
    return list(find_all(bundled()[0]))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(str(tmp_path / "record.db.parses"), 100)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tokens each text had that the parser was asked for."""
    given: list[int] = []
    pipe = type(pipeline()).pipe

    def watched(self: object, docs: Sequence[Doc], **rest: object) -> Iterator[Doc]:
        docs = list(docs)
        given.extend(map(len, docs))
        return pipe(self, docs, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(type(pipeline()), "pipe", watched)
    return given


class InMemory(dict[bytes, bytes]):
    def known(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        return {key: self[key] for key in keys if key in self}

    def keep(self, made: Mapping[bytes, bytes]) -> None:
        self.update(made)


def rows(place: Place) -> list[tuple[bytes, bytes, int]]:
    with contextlib.closing(sqlite3.connect(place.file)) as connection:
        return connection.execute("SELECT key, made, used FROM parses ORDER BY used, key").fetchall()


def change(place: Place, statement: str, *given: object) -> None:
    with contextlib.closing(sqlite3.connect(place.file)) as connection, connection:
        connection.execute(statement, given)


# ------------------------------------------------------------------ what is put back


def test_the_examples_say_the_same_and_are_parsed_once(place: Place, parsed: list[int], examples_read: list[Found]) -> None:
    parsed.clear()
    assert list(find_all(bundled()[0], place=place)) == examples_read
    assert len(parsed) == len(rows(place)) > 20
    parsed.clear()
    assert list(find_all(bundled()[0], place=place)) == examples_read
    assert parsed == []


def test_every_second_one_known_gives_the_same_in_order(place: Place, parsed: list[int], examples_read: list[Found]) -> None:
    list(find_all(bundled()[0][::2], place=place))
    parsed.clear()
    assert list(find_all(bundled()[0], place=place)) == examples_read
    assert 0 < len(parsed) <= len(examples_read) // 2


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        pytest.param(MET, 10_000, id="a report"),
        pytest.param(LONG, 100, id="in pieces"),
        pytest.param(ENDLESS, 10_000, id="a sentence without end"),
    ],
)
def test_what_is_put_back_is_what_was_parsed(text: str, piece: int, parsed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "PIECE", piece)
    document, remembered = Document("a", text, title="Wang meets Blinken"), InMemory()
    bare = read_one(document).doc
    first = next(read_all([document], parses=remembered)).doc
    parsed.clear()
    again = next(read_all([document], parses=remembered)).doc
    assert parsed == []
    for doc in (first, again):
        assert doc.text == bare.text
        assert (doc.to_array(list(Doc._get_array_attrs())) == bare.to_array(list(Doc._get_array_attrs()))).all()
        assert [(s.start, s.end) for s in doc.sents] == [(s.start, s.end) for s in bare.sents]
        assert [[c.i for c in t.children] for t in doc] == [[c.i for c in t.children] for t in bare]


def test_the_same_words_in_other_paragraphs_are_another_parse() -> None:
    remembered = InMemory()
    for text in ("Talks in Oslo\nwere held on Monday", "Talks in Oslo\n\nwere held on Monday", "Talks in Oslo were held on Monday"):
        list(read_all([Document("a", text)], parses=remembered))
    assert len(remembered) == 3


def test_lemmas_are_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that changed counts for parses that were kept before."""
    remembered = InMemory()
    document = Document("a", "They zorbed for an hour.")
    list(read_all([document], parses=remembered))
    forms = pipeline().get_pipe("forms")
    monkeypatch.setattr(forms, "_known", {})
    monkeypatch.setattr("communique.analysis.pipeline.lemmas", lambda: {"zorbed": "zorbify"})
    assert next(read_all([document], parses=remembered)).doc[1].lemma_ == "zorbify"


@pytest.mark.parametrize("what", ["the parser's version", "the model's version"])
def test_another_parser_parses_anew(what: str, place: Place, parsed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    list(find_all([Document("a", MET)], place=place))
    parsed.clear()
    if what == "the model's version":
        monkeypatch.setitem(pipeline()._meta, "version", "3.9.9")
    else:
        monkeypatch.setattr(recall, "PARSING", recall.PARSING + 1)
    list(find_all([Document("a", MET)], place=place))
    assert (len(parsed), len(rows(place))) == (1, 2)


def tampered(
    doc: Doc, *, tags: bytes = b"NN VB", roles: bytes = b"ROOT dep", numbers: bytes | None = None, heads: int | None = None
) -> bytes:
    """A parse of some tokens that hangs together but for what is given."""
    plain = bytes(2 * len(doc)) if numbers is None else numbers
    column = b"".join((0 if heads is None else heads).to_bytes(2, "little", signed=True) for _ in doc)
    return zlib.compress(b"\n".join((tags, roles, plain + column)))


DAMAGED = {
    "nothing": lambda doc: b"",
    "not packed": lambda doc: b"\x00" * 40,
    "cut off": lambda doc: packed(doc)[:-3],
    "a byte changed": lambda doc: packed(doc)[:60] + bytes([packed(doc)[60] ^ 1]) + packed(doc)[61:],
    "of another text": lambda doc: packed(read_one(Document("b", "They met.")).doc),
    "without lines": lambda doc: zlib.compress(b"NN"),
    "a tag that is not named": lambda doc: tampered(doc, numbers=b"\x07" * (2 * len(doc))),
    "names that are no words": lambda doc: tampered(doc, tags=b"\xff\xfe"),
    "heads outside": lambda doc: tampered(doc, heads=-1),
    "heads in a circle": lambda doc: zlib.compress(
        b"\n".join((b"NN", b"dep", bytes(2 * len(doc)) + b"\x01\x00\xff\xff" * (len(doc) // 2) + b"\x00\x00" * (len(doc) % 2)))
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_does_not_read_back_is_parsed_again(damage: str, place: Place, parsed: list[int]) -> None:
    (whole,) = find_all([Document("a", MET)], place=place)
    ((key, made, _),) = rows(place)
    change(place, "UPDATE parses SET made = ?", DAMAGED[damage](read_one(Document("a", MET)).doc))
    parsed.clear()
    assert list(find_all([Document("a", MET)], place=place)) == [whole]
    assert len(parsed) == 1
    assert rows(place) == [(key, made, place.since)]  # and it is mended


def test_what_hangs_together_is_put_back() -> None:
    """What the damaged ones differ from."""
    doc = pipeline().make_doc("They met.")
    assert put_back(doc, tampered(doc), pipeline())
    assert [(t.tag_, t.dep_, t.head.i) for t in doc] == [("NN", "ROOT", 0), ("NN", "ROOT", 1), ("NN", "ROOT", 2)]


# ------------------------------------------------------------------------- the file


def test_a_store_that_is_no_file_has_none() -> None:
    addresses = (":memory:", "sqlite://", "postgresql://desk@db.example.org/record", "sqlite:///file:record.db?uri=true")
    assert [beside(located(address)) for address in addresses] == [None] * 4
    found = beside(located("desk/record.db"))
    assert found is not None
    assert found.file == "desk/record.db.parses"


def test_read_again_asks_the_parser_nothing(run: Run, examples: Path, tmp_path: Path, parsed: list[int]) -> None:
    db = tmp_path / "record.db"
    assert run("read", "--db", db, examples)[0] == 0
    _, before, _ = run("export", "json", "--db", db)
    parsed.clear()
    assert run("read", "--db", db, "--again", examples)[0] == 0
    assert parsed == []
    assert run("export", "json", "--db", db)[1] == before
    Path(f"{db}.parses").unlink()
    assert run("read", "--db", db, "--again", examples)[0] == 0
    assert len(parsed) > 20
    assert run("export", "json", "--db", db)[1] == before


def test_workers_share_the_file(place: Place, parsed: list[int], examples_read: list[Found]) -> None:
    reports = bundled()[0]
    cores = Cores(2, functools.partial(find_batch, place=place))
    try:
        waiting = [cores.submit(reports[at : at + 4]) for at in range(0, len(reports), 4)]
        assert [found for result in waiting for found in result()] == examples_read
    finally:
        cores.close()
    parsed.clear()
    assert list(find_all(reports, place=place)) == examples_read
    assert parsed == []


def test_two_readers_at_once(place: Place, examples_read: list[Found]) -> None:
    reports = bundled()[0]
    both = zip(find_all(reports, batch=2, place=place), find_all(reports, batch=3, place=place), strict=True)
    assert list(both) == [(found, found) for found in examples_read]
    assert len({key for key, _, _ in rows(place)}) == len(rows(place)) > 20


def test_while_another_writes_it_is_only_read(place: Place, parsed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parses, "WAIT", 0.01)
    old = list(find_all([Document("a", MET)], place=place))
    parsed.clear()
    with contextlib.closing(sqlite3.connect(place.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        later = place._replace(since=200)
        assert list(find_all([Document("a", MET), Document("b", LONG)], place=later))[:1] == old
        other.execute("ROLLBACK")
    assert [used for _, _, used in rows(place)] == [100]
    assert len(parsed) == 1


@pytest.mark.parametrize("where", ["a folder", "no folder", "another file", "half a file"])
def test_a_place_that_is_none_costs_nothing_but_time(where: str, place: Place, parsed: list[int]) -> None:
    bare = list(find_all([Document("a", MET)]))
    file = Path(place.file)
    match where:
        case "a folder":
            file.mkdir()
        case "no folder":
            place = place._replace(file=str(file.parent / "none" / file.name))
        case "another file":
            file.write_bytes(b"no database, " * 400)
        case "half a file":
            list(find_all([Document("a", MET)], place=place))
            file.write_bytes(file.read_bytes()[:100] + b"\x07" * 9_000)
    for _ in range(3):
        assert list(find_all([Document("a", MET)], place=place)) == bare
    # What is damaged is made anew.
    parsed.clear()
    list(find_all([Document("a", MET)], place=place))
    assert len(parsed) == (1 if where.endswith("folder") else 0)


@pytest.mark.parametrize(
    "limit", [pytest.param("PRAGMA max_page_count = 4", id="full"), pytest.param("PRAGMA query_only = 1", id="read-only")]
)
def test_what_cannot_be_written_is_still_read(limit: str, place: Place, parsed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    (known,) = find_all([Document("a", MET)], place=place)
    monkeypatch.setattr(parses, "TABLES", (*parses.TABLES, limit))
    reports = [Document("b", LONG), Document("a", MET), Document("c", ENDLESS * 9)]
    bare = list(find_all(reports))
    parsed.clear()
    assert list(find_all(reports, batch=1, place=place._replace(since=200))) == bare
    assert bare[1] == known
    assert pipeline().make_doc(MET).__len__() not in parsed


def test_a_full_file_lets_go_of_what_was_unused_the_longest(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parses, "MOST", 200_000)
    monkeypatch.setattr(parses, "ROOM", 10)

    def keys(begin: int, number: int = 100) -> list[bytes]:
        return [n.to_bytes(16, "big") for n in range(begin, begin + number)]

    def put(since: int, some: list[bytes]) -> None:
        with kept(place._replace(since=since)) as file:
            assert file is not None
            for key in some:
                file.keep({key: b"x" * 1_000})

    put(1, keys(0))
    with kept(place._replace(since=2)) as file:
        assert file is not None
        assert len(file.known(keys(0, 20))) == 20  # these are used again
    put(3, keys(1_000))
    left = {key for key, _, _ in rows(place)}
    assert set(keys(1_000)) <= left
    assert set(keys(0, 20)) <= left
    assert not set(keys(20, 20)) & left
    # A reading never drives out what is its own: what has no room is not kept.
    put(4, keys(5_000, 500))
    left = {key for key, _, _ in rows(place)}
    assert left == set(keys(5_000, len(left)))
    assert Path(place.file).stat().st_size < 220_000


def test_a_reading_over_a_store_in_memory_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    from communique.run.reading import read_in
    from test_engines import NOW

    with Store(":memory:") as store:
        assert [o.failure for o in read_in(store, [Document("a", MET)], rules="1", now=NOW)] == [None]
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []
