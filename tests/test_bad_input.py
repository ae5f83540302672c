"""Bad input and sick stores: a clear message, the right exit code, and what was read stays."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from communique.model import Document
from communique.run import engines, finding
from communique.run.finding import Found, find_all
from communique.run.installation import known_model, model_state
from communique.store import Store
from test_cli import HELD, Run, finders, one_claim_each, run

__all__ = ["finders", "run"]

PARTLY = 3
STORE = 4

BAD_FILES = [
    pytest.param("empty.txt", b"", "empty", id="empty"),
    pytest.param("blank.txt", b" \n\t\n ", "empty", id="blank"),
    pytest.param("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "binary", id="binary"),
    pytest.param("latin.txt", "Le ministre a rencontré".encode("latin-1"), "not UTF-8: byte 0xe9", id="wrong encoding"),
    pytest.param("wide.txt", "The ministers met.".encode("utf-16"), "UTF-16", id="another encoding"),
    pytest.param("long.txt", b"word " * 10_000_000, "too long for a report", id="a line of 50 MB"),
    pytest.param("long.jsonl", b'{"text": "' + b"word " * 10_000_000 + b'"}', "too long for a report", id="a JSON line of 50 MB"),
    pytest.param("broken.jsonl", b'{"id": "a", "text": "The ministers', "not JSON", id="a broken JSON line"),
    pytest.param("list.jsonl", b"[1, 2]", 'an object with a "text"', id="JSON that is no report"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD_FILES)
def test_a_bad_file_is_named_with_the_reason_and_the_good_one_is_kept(
    run: Run, finders: None, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(HELD, encoding="utf-8")
    code, out, err = run("read", "--db", tmp_path / "r.db", bad, good)
    assert code == PARTLY
    assert [line for line in err.splitlines() if "not read: " in line and name in line and reason in line], err
    assert "Error: 1 could not be read; the rest is kept" in err
    assert out.startswith("1 report read, 1 could not be read; 1 claim found.")
    with Store(tmp_path / "r.db") as store:
        assert [document.text for document in store.documents()] == [HELD]


def test_a_missing_file_is_named(run: Run, tmp_path: Path) -> None:
    code, _, err = run("read", "--db", tmp_path / "r.db", tmp_path / "gone.txt")
    assert code == PARTLY
    assert "gone.txt: no such file" in err


def test_a_folder_without_reports_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "handshake.jpg").write_bytes(b"\xff\xd8\xff")
    code, _, err = run("read", "--db", tmp_path / "r.db", folder)
    assert code == PARTLY
    assert "photos: no reports in this folder" in err


def test_bad_files_for_programs(run: Run, finders: None, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, _ = run("read", "--json", "--db", tmp_path / "r.db", tmp_path / "empty.txt")
    assert code == PARTLY
    assert json.loads(out)["failed"][0]["name"].endswith("empty.txt")


def test_a_report_that_the_rules_fail_on_is_named_and_the_others_go_on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_on_second(documents: Iterable[Document], **_: object) -> Iterator[Found]:
        for number, found in enumerate(one_claim_each(documents)):
            yield Found(found.document, failure="the rules failed on it (ValueError: odd)") if number == 1 else found

    monkeypatch.setattr(engines, "find_all", fails_on_second)
    for number in range(3):
        (tmp_path / f"r{number}.txt").write_text(f"{HELD} {number}", encoding="utf-8")
    code, out, err = run("read", "--db", tmp_path / "r.db", *(tmp_path / f"r{number}.txt" for number in range(3)))
    assert code == PARTLY
    assert "not read: r1-" in err
    assert "ValueError: odd" in err
    assert out.startswith("2 reports read, 1 could not be read")


def test_a_finder_that_raises_fails_its_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.analysis import read

    whole = read.find_claims

    def raises_once(the_reading):
        if the_reading.document.id == "b":
            raise ValueError("odd")
        return whole(the_reading)

    monkeypatch.setattr(read, "find_claims", raises_once)
    day = dt.date(2023, 3, 16)
    documents = [Document(name, "Oslo and Lima said their ministers met.", published=day, published_basis="given") for name in "abc"]
    found = list(find_all(documents))
    assert [f.document.id for f in found] == ["a", "b", "c"]
    assert [f.failure for f in found] == [None, "the rules failed on it (ValueError: odd)", None]


def test_a_parser_that_chokes_on_one_text_reads_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.analysis import parse

    def chokes(documents: Iterable[Document], *_: object):
        raise ValueError("no parse")

    real_one = parse.read_one

    def one(document: Document, *rest):
        if document.id == "b":
            raise ValueError("no parse")
        return real_one(document, *rest)

    monkeypatch.setattr(parse, "read_one", one)
    monkeypatch.setattr(finding, "dated", lambda document: (document, ()))
    real_all = parse.read_all
    monkeypatch.setattr(parse, "read_all", lambda docs, **rest: chokes(docs) if len(docs) > 1 else real_all(docs, **rest))
    found = list(find_all([Document(name, "Oslo and Lima said their ministers met.") for name in "abc"]))
    assert [f.failure is None for f in found] == [True, False, True]


def test_a_text_beyond_any_report_is_refused_before_the_parser_sees_it() -> None:
    found = next(iter(find_all([Document("endless", "word " * 250_000)])))
    assert found.failure == "1,250,000 characters in one report; at most 1,000,000 can be read"


BAD_LINES = [
    pytest.param("no json", "line 2", id="no JSON"),
    pytest.param('{"id": "x"}', "'text'", id="no text"),
    pytest.param('{"id": "x", "text": "Met.", "published": "last week"}', "last week", id="no day"),
    pytest.param("[]", "line 2", id="no object"),
    pytest.param('{"id": ' + "[" * 100_000, "line 2", id="no end of depth"),
]


@pytest.mark.parametrize(("line", "words"), BAD_LINES)
def test_analyse_names_a_bad_line(run: Run, tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": "ok", "text": "They met on Friday.", "published": "2023-03-16"}) + "\n" + line, encoding="utf-8")
    code, out, err = run("analyse", "--layer", "time", file)
    assert code == PARTLY
    assert json.loads(out.splitlines()[0])["id"] == "ok"
    assert words in err


@pytest.mark.parametrize("layer", ["time", "statements", "record"])
def test_analyse_names_a_text_that_the_rules_fail_on_and_goes_on(run: Run, tmp_path: Path, layer: str) -> None:
    file = tmp_path / "in.jsonl"
    texts = ["They met on Friday.", "half a character \ud83d: Oslo and Lima agreed on Friday", "They met on Monday."]
    file.write_text(
        "\n".join(json.dumps({"id": str(n), "text": t, "published": "2023-03-16"}) for n, t in enumerate(texts)), encoding="utf-8"
    )
    code, out, err = run("analyse", "--layer", layer, file)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["0", "1", "2"]
    fails = layer != "time"  # dates are found without a parse, which is what chokes
    assert code == (PARTLY if fails else 0)
    assert ("not analysed: 1: " in err) is fails


def test_analyse_names_a_wrong_encoding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes('{"id": "a", "text": "Le ministre a rencontré"}'.encode("latin-1"))
    code, _, err = run("analyse", "--layer", "time", file)
    assert code == PARTLY
    assert "not UTF-8" in err


# ---------------------------------------------------------------- sick stores


def newer(file: Path) -> None:
    Store(file).close()
    raw = sqlite3.connect(file)
    raw.execute("UPDATE store SET version = 99")
    raw.commit()
    raw.close()


def words_only(file: Path) -> None:
    file.write_bytes(b"these are words, not a database. " * 100)


def foreign(file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.execute("CREATE TABLE photos (id)")
    raw.commit()
    raw.close()


SICK = [
    pytest.param(newer, "newer communique", id="newer"),
    pytest.param(words_only, "is damaged or no store at all", id="damaged"),
    pytest.param(foreign, "holds something else", id="foreign"),
    pytest.param(Path.mkdir, "is a folder", id="a folder"),
]


@pytest.mark.parametrize(("make", "words"), SICK)
@pytest.mark.parametrize("command", ["read", "timeline"])
def test_a_sick_store_ends_with_four_and_says_why(run: Run, finders: None, tmp_path: Path, make, words: str, command: str) -> None:
    report = tmp_path / "held.txt"
    report.write_text(HELD, encoding="utf-8")
    make(tmp_path / "r.db")
    code, out, err = run(command, "--db", tmp_path / "r.db", *([report] if command == "read" else []))
    assert (code, out) == (STORE, "")
    assert words in err
    assert "Traceback" not in err


def test_a_locked_store_can_be_looked_at_but_not_read_into(
    run: Run, finders: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.store.dialect.WAIT", 0.02)
    monkeypatch.setitem(Store.__init__.__kwdefaults__, "wait", 0.02)
    report = tmp_path / "held.txt"
    report.write_text(HELD, encoding="utf-8")
    Store(tmp_path / "r.db").close()
    other = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code, _, err = run("read", "--db", tmp_path / "r.db", report)
    assert code == STORE
    assert "in use by another program; try again" in err
    assert run("timeline", "--db", tmp_path / "r.db")[0] == 0
    other.close()
    assert run("read", "--db", tmp_path / "r.db", report)[0] == 0


def test_a_full_disk_ends_with_four_and_what_was_read_stays(run: Run, finders: None, tmp_path: Path) -> None:
    texts = [HELD, f"{HELD}{'A long annex follows. ' * 40_000}"]
    for number, text in enumerate(texts):
        (tmp_path / f"r{number}.txt").write_text(text, encoding="utf-8")
    listener = _little_room()
    try:
        code, _, err = run("read", "--db", tmp_path / "r.db", tmp_path / "r0.txt", tmp_path / "r1.txt")
    finally:
        sa.event.remove(sa.Engine, "connect", listener)
    assert code == STORE
    assert "broken off: 1 read; what was read is kept" in err
    assert "no room left to write the store" in err
    with Store(tmp_path / "r.db") as store:
        assert [document.text for document in store.documents()] == [HELD]


def _little_room():
    """A disk with room for a hundred pages."""

    def limit(raw: sqlite3.Connection, _: object) -> None:
        raw.execute("PRAGMA max_page_count = 100")

    sa.event.listen(sa.Engine, "connect", limit)
    return limit


def test_the_data_folder_may_be_missing_and_is_made(run: Run, finders: None, tmp_path: Path) -> None:
    report = tmp_path / "held.txt"
    report.write_text(HELD, encoding="utf-8")
    assert run("read", report)[0] == 0
    assert (tmp_path / "home" / "data" / "communique" / "communique.db").exists()


def test_a_data_folder_that_cannot_be_made_is_said(run: Run, finders: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    report = tmp_path / "held.txt"
    report.write_text(HELD, encoding="utf-8")
    code, _, err = run("read", "--db", tmp_path / "file" / "r.db", report)
    assert code == STORE
    assert "cannot be made" in err


# ---------------------------------------------------------------- the language model


def test_a_changed_file_of_the_model_is_found_and_nothing_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    for name in known_model().files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"another model")
    state = model_state(tmp_path / "memory", folder)
    assert not state.sound
    assert "is not the one that came with version 3.8.0" in state.words
    assert not (tmp_path / "memory").exists()


def test_the_installed_model_is_verified_once_and_again_when_touched(tmp_path: Path) -> None:
    first, second = model_state(tmp_path), model_state(tmp_path)
    assert (first.sound, second.sound) == (True, True)
    assert "files verified" in first.words
    assert "unchanged since" in second.words
    remembered = next(tmp_path.glob("*.json"))
    remembered.write_text(remembered.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    assert "unchanged since" not in model_state(tmp_path).words
