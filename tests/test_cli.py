"""The commands: what they print where, what they keep, and how they end."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from communique.analysis import topics
from communique.cli import cli, main
from communique.cli.failures import STOPPED
from communique.model import Document, Span
from communique.publish.export import schema
from communique.run import engines
from communique.run.finding import Found
from communique.run.installation import ModelState
from communique.store import Store
from postgres import Server
from sample import MEETING_CLAIM

PLANNED = "President Yoon Suk Yeol will visit Tokyo on March 16 for talks with Prime Minister Fumio Kishida.\n"
HELD = (
    "President Yoon Suk Yeol met Prime Minister Fumio Kishida in Tokyo on Thursday.\n\n"
    "The two leaders agreed to resume shuttle diplomacy, Kishida said.\n"
)
Run = Callable[..., tuple[int, str, str]]


def one_claim_each(documents: Iterable[Document], **_: object) -> Iterator[Found]:
    """A stand-in for the finders: the first words of each report tell of a meeting."""
    for document in documents:
        words = document.text[:20]
        claim = replace(MEETING_CLAIM, id=f"e{document.id}", document=document.id, when=None, evidence=(Span(0, len(words), words),))
        yield Found(document, (claim,))


@pytest.fixture
def finders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_all", one_claim_each)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_program(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_program


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "planned.txt").write_text(PLANNED, encoding="utf-8")
    (folder / "held.txt").write_text(HELD, encoding="utf-8")
    return folder


@pytest.fixture
def db(run: Run, reports: Path, tmp_path: Path, finders: None) -> Path:
    file = tmp_path / "record.db"
    assert run("read", "--db", file, "--published", "2023-03-16", reports)[0] == 0
    return file


# ---------------------------------------------------------------- help and usage


def test_help_names_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    wanted = ("read", "timeline", "agenda", "commitments", "channels", "statements", "compare", "show", "why", "search")
    assert code == 0
    assert [name for name in (*wanted, "export", "analyse", "demo", "doctor") if f"\n  {name} " not in out] == []


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_explains_itself(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert len(out.split()) > 20


@pytest.mark.parametrize("name", ["read", "timeline", "agenda", "commitments", "channels", "statements", "search", "analyse", "demo"])
def test_help_gives_an_example(run: Run, name: str) -> None:
    assert f"communique {name} " in run(name, "--help")[1] or f"communique {name}\n" in run(name, "--help")[1]


USAGE = [
    (["timelin"], "Did you mean 'timeline'?"),
    (["timeline", "--sinc", "2023"], "--since"),
    (["timeline", "--since", "yesterday"], "'yesterday' is no day; write YYYY-MM-DD"),
    (["timeline", "--until", "2023-02-30"], "is no day"),
    (["timeline", "--between", "U.S.,Chinna"], "did you mean China"),
    (["timeline", "--db", "nowhere.db"], "there is no store at nowhere.db; make one with: communique read --db nowhere.db FILE..."),
    (["read"], "Missing argument 'FILE...'"),
    (["analyse", "--layer", "tone", "x.jsonl"], "'tone' is not one of"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE, ids=[" ".join(row[0]) for row in USAGE])
def test_a_slip_ends_with_two_and_a_hint(
    run: Run, arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.parametrize("view", ["timeline", "agenda", "commitments", "channels", "statements"])
def test_before_anything_was_read_the_record_is_empty(run: Run, view: str) -> None:
    code, out, err = run(view, "--json")
    assert code == 0
    assert not any(rows for name, rows in json.loads(out).items() if name != "as_of")
    assert "Begin with: communique read FILE..." in err


# ---------------------------------------------------------------- reading


def test_reading_tells_what_was_read(run: Run, reports: Path, tmp_path: Path, finders: None) -> None:
    code, out, err = run("read", "--db", tmp_path / "r.db", "--published", "2023-03-16", reports)
    assert (code, err) == (0, "")
    assert out == "2 reports read; 2 claims found.\nThe store holds 2 reports. Look at it with: communique timeline\n"


def test_reading_twice_changes_nothing(run: Run, db: Path, reports: Path) -> None:
    before = run("export", "json", "--db", db)[1]
    code, out, _ = run("read", "--db", db, reports)
    assert code == 0
    assert out.startswith("0 reports read, 2 known before; 0 claims found.")
    assert run("export", "json", "--db", db)[1] == before


def test_reading_again_uses_the_rules_of_today(run: Run, db: Path, reports: Path) -> None:
    assert run("read", "--db", db, "--again", reports)[1].startswith("2 reports read; 2 claims found.")


@pytest.mark.parametrize("day", ["--published=2024-02-01", ""], ids=["with its day", "without"])
def test_what_is_added_asks_for_nothing_that_grows_with_the_store(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    for name in ("documents", "claims", "counts", "former"):
        monkeypatch.setattr(Store, name, lambda _, name=name: pytest.fail(f"reading looks through all {name}"))
    (tmp_path / "more.txt").write_text("Officials of the two sides spoke about the weather.\n", encoding="utf-8")
    code, out, _ = run("read", "--db", db, *([day] if day else []), tmp_path / "more.txt")
    assert (code, out.splitlines()[-1].partition(" reports")[0]) == (0, "The store holds 3")


def test_a_given_day_overrides(run: Run, db: Path, reports: Path) -> None:
    run("read", "--db", db, "--published", "2023-03-17", reports / "held.txt")
    days = {row["id"].split("-")[0]: row["published"] for row in json.loads(run("export", "json", "--db", db)[1])["documents"]}
    assert days == {"held": "2023-03-17", "planned": "2023-03-16"}


def test_reading_from_a_pipe(run: Run, tmp_path: Path, finders: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HELD.encode()), encoding="utf-8"))
    assert run("read", "--db", tmp_path / "r.db", "--published", "2023-03-16", "-")[1].startswith("1 report read")


def test_reading_for_programs(run: Run, reports: Path, tmp_path: Path, finders: None) -> None:
    _, out, _ = run("read", "--json", "--db", tmp_path / "r.db", "--published", "2023-03-16", reports)
    assert json.loads(out) == {"read": 2, "known": 0, "claims": 2, "dated": [], "failed": [], "passed_over": [], "notes": []}


def test_an_inferred_day_is_told_with_its_reasons(run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def infer(documents: Iterable[Document], **_: object) -> Iterator[Found]:
        for found in one_claim_each(documents):
            day = MEETING_CLAIM.when.earliest if found.document.id.startswith("held") else None
            dated = replace(found.document, published=day, published_basis="inferred" if day else "unknown")
            yield replace(found, document=dated, reasons=("a Thursday, and Yoon was president",) if day else ())

    monkeypatch.setattr(engines, "find_all", infer)
    code, out, _ = run("read", "--db", tmp_path / "r.db", reports)
    assert code == 0
    dated, undated = out.split("Without a day;")
    assert "  16 Mar 2023  held-" in dated
    assert "a Thursday, and Yoon was president" in dated
    assert "planned-" in undated
    assert "nothing in it tells the day" in undated


def test_a_correction_read_on_another_day_finds_its_report(run: Run, tmp_path: Path, finders: None) -> None:
    first = tmp_path / "first.txt"
    first.write_text(f"Yoon, Kishida meet in Tokyo\n\n{HELD}", encoding="utf-8")
    second = tmp_path / "second.txt"
    second.write_text(f"CORRECTED-Yoon, Kishida meet in Tokyo\n\n{HELD.replace('Thursday', 'Wednesday')}", encoding="utf-8")
    for file in (first, second):
        run("read", "--db", tmp_path / "r.db", "--published", "2023-03-16", file)
    with Store(tmp_path / "r.db") as store:
        by_name = {document.id.split("-")[0]: document for document in store.documents()}
    assert by_name["second"].replaces == by_name["first"].id


def test_progress_is_plain_lines_away_from_a_terminal(run: Run, tmp_path: Path, finders: None) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text("\n".join(json.dumps({"id": f"d{n}", "text": f"Envoys met, round {n}."}) for n in range(250)), encoding="utf-8")
    _, _, err = run("read", "--db", tmp_path / "r.db", lines)
    assert err.splitlines() == ["100 read of 250", "200 read of 250"]


def test_a_stop_keeps_what_was_read_and_ends_with_130(run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(documents: Iterable[Document], **_: object) -> Iterator[Found]:
        yield next(one_claim_each(documents))
        raise KeyboardInterrupt

    monkeypatch.setattr(engines, "find_all", stopped)
    code, _, err = run("read", "--db", tmp_path / "r.db", reports)
    assert code == STOPPED == 130
    assert "stopped: 1 read; what was read is kept" in err
    with Store(tmp_path / "r.db") as store:
        assert store.counts().documents == 1


def test_the_model_s_files_are_looked_at_and_a_mismatch_is_said(
    run: Run, reports: Path, tmp_path: Path, finders: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "communique.run.installation.model_state", lambda _: ModelState(False, "the file parser/model is not the known one")
    )
    code, _, err = run("read", "--db", tmp_path / "r.db", reports)
    assert code == 0
    assert "warning: the file parser/model is not the known one; see communique doctor" in err


# ---------------------------------------------------------------- views


def test_views_of_a_store(run: Run, db: Path) -> None:
    code, out, err = run("timeline", "--db", db, "--between", "Japan,South Korea")
    assert (code, err) == (0, "")
    assert "Yoon Suk Yeol (President, South Korea) and Fumio Kishida (Prime Minister, Japan)" in out
    assert run("timeline", "--db", db, "--between", "USA,CHN")[1] == "Nothing between United States and China in the record.\n"
    assert run("timeline", "--db", db, "--as-of", "2023-03-15")[1] == "Nothing in the record as of 15 Mar 2023.\n"


def test_show_and_why_lead_to_the_words(run: Run, db: Path) -> None:
    entry = json.loads(run("timeline", "--json", "--db", db)[1])["engagements"][0]
    shown = run("show", "--db", db, entry["id"])[1]
    why = run("why", "--db", db, entry["id"])[1]
    for words in (proof["text"] for proof in entry["evidence"]):
        assert words in shown
        assert words in why
    assert "found by: meet:past" in why
    assert json.loads(run("show", "--json", "--db", db, entry["id"])[1]) == entry


def test_show_a_report(run: Run, db: Path) -> None:
    code, out, _ = run("show", "--db", db, "held")
    assert code == 0
    assert "The two leaders agreed to resume shuttle diplomacy, Kishida said." in out


@pytest.mark.parametrize(
    ("command", "words"), [("show", "no entry has the id"), ("why", "no entry has the id"), ("compare", "no entry has the id")]
)
def test_an_unknown_id_is_a_slip(run: Run, db: Path, command: str, words: str) -> None:
    code, _, err = run(command, "--db", db, "zzzz")
    assert code == 2
    assert words in err


def test_only_engagements_have_two_accounts(run: Run, db: Path) -> None:
    code, _, err = run("compare", "--db", db, "held")
    assert code == 2
    assert "is no engagement" in err


def test_search_finds_reports_and_entries(run: Run, db: Path) -> None:
    code, out, _ = run("search", "--db", db, "shuttle")
    assert code == 0
    assert "resume [shuttle] diplomacy" in out
    hits = json.loads(run("search", "--json", "--db", db, "Kishida", "Tokyo")[1])
    assert len(hits["entries"]) == 1
    assert any("[Kishida]" in paragraph["text"] for paragraph in hits["paragraphs"])
    assert run("search", "--db", db, "Reykjavik")[1].startswith("Nothing in the record")


def test_the_export_keeps_to_its_schema(run: Run, db: Path) -> None:
    code, out, _ = run("export", "json", "--db", db)
    assert code == 0
    jsonschema.validate(json.loads(out), schema())
    assert json.loads(run("export", "schema")[1]) == schema()


def test_views_do_not_load_the_language_pipeline(db: Path) -> None:
    code = (
        "import sys; from communique.cli import main; code = main(sys.argv[1:]); "
        "assert not {'spacy', 'thinc', 'numpy'} & set(sys.modules); sys.exit(code)"
    )
    views = [["timeline"], ["agenda"], ["statements"], ["search", "shuttle"], ["export", "json"]]
    for view in views:
        done = subprocess.run([sys.executable, "-c", code, *view, "--db", str(db)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_terminal_without_the_letters_shows_their_numbers(db: Path) -> None:
    line = f"PYTHONIOENCODING=ascii {sys.executable} -m communique timeline --db {db}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "\\xb7 meeting \\xb7 held" in done.stdout


@pytest.mark.parametrize("view", ["export json", "timeline"])
def test_a_closed_pipe_is_no_error(db: Path, view: str) -> None:
    """Nobody reads the other end any more; a lazy ``head -c 1`` would hide that a short answer fits into the pipe."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "communique", *view.split(), "--db", str(db)]
    made = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (made.returncode, made.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this platform")
@pytest.mark.parametrize("view", ["export json", "timeline"])
def test_a_full_disk_behind_the_output_is_told(db: Path, view: str) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "communique", *view.split(), "--db", str(db)]
        made = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert made.returncode == 1
    assert made.stderr.startswith("Error: the output cannot be written (No space left on device)")
    assert "Traceback" not in made.stderr


# ---------------------------------------------------------------- the whole way


def test_the_whole_way_through_the_real_finders(run: Run, reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "real.db"
    code, out, _ = run("read", "--db", db, "--published", "2023-03-16", reports)
    assert code == 0, out
    with Store(db) as store:
        documents = {document.id: document for document in store.documents()}
        claims = store.claims()
    assert len(claims) > 2
    assert all(documents[claim.document].quote(span) == span.text for claim in claims for span in claim.evidence)
    assert run("timeline", "--db", db)[1].count("held") > 0


LAYERS = [("time", "timexes"), ("statements", "statements"), ("record", "engagements")]


@pytest.mark.parametrize(("layer", "key"), LAYERS, ids=[row[0] for row in LAYERS])
def test_analyse_writes_the_contract_in_input_order(run: Run, tmp_path: Path, layer: str, key: str) -> None:
    rows = [
        {"id": "z", "text": HELD, "published": "2023-03-16", "title": "Yoon, Kishida meet in Tokyo"},
        {"id": "a", "text": HELD.replace("Thursday", "Wednesday"), "dct": "2023-03-16"},
        {"id": "m", "text": "Nothing of note.", "published": "2023-03-16"},
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    code, out, _ = run("analyse", "--layer", layer, file)
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [row["id"] for row in found] == ["z", "a", "m"]
    assert found[0][key]
    assert found[2][key] == []
    texts = {row["id"]: row["text"] for row in rows}
    for row in found:
        for timex in row.get("timexes", ()):
            assert texts[row["id"]][timex["start"] : timex["end"]] == timex["text"]
        for statement in row.get("statements", ()):
            assert statement["content"] in texts[row["id"]]


# ---------------------------------------------------------------- the installation


def test_the_doctor_finds_all_well(run: Run, db: Path) -> None:
    code, out, _ = run("doctor", "--db", db)
    assert code == 0
    assert "2 reports (0 undated), 0 decisions" in out
    assert "files verified" in out
    told = json.loads(run("doctor", "--json", "--db", db)[1])
    assert told["store"]["claims"]["engagement"] == 2
    assert told["model"]["state"].endswith("verified before and unchanged since")


def test_the_doctor_names_a_sick_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.db").write_bytes(b"words " * 1000)
    code, out, _ = run("doctor", "--db", tmp_path / "r.db")
    assert code == 4
    assert "NOT SOUND" in out


def test_the_doctor_names_a_model_that_is_not_the_known_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.run.installation.model_state", lambda _: ModelState(False, "tagger/model is missing"))
    code, out, _ = run("doctor")
    assert code == 1
    assert "NOT SOUND: tagger/model is missing" in out


def test_the_demo_shows_a_record_and_leaves_nothing_behind(
    run: Run, finders: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("demo")
    assert code == 0
    heads = [row for row in out.splitlines() if row.isupper()]
    assert heads[:3] == ["TIMELINE", "COMMITMENTS", "CHANNELS"]
    assert "Look further:" in out
    assert not list(tmp_path.glob("*.db"))


# ---------------------------------------------------------------- another database


def test_a_store_on_a_server_gives_the_same_record(run: Run, db: Path, reports: Path, finders: None, postgresql: Server) -> None:
    server = postgresql.database()
    assert run("timeline", "--db", server)[0] == 2  # nothing there yet
    assert run("read", "--db", server, "--published", "2023-03-16", reports)[0] == 0
    for view in ("timeline", "export"):
        rest = ("json",) if view == "export" else ()
        assert run(view, *rest, "--db", server) == run(view, *rest, "--db", db)
    assert run("doctor", "--db", server)[0] == 0


def test_a_store_is_copied_to_a_server_and_back(run: Run, db: Path, tmp_path: Path, postgresql: Server) -> None:
    server, back = postgresql.database(), tmp_path / "back.db"
    assert run("copy", "--db", db, server) == (0, "2 reports copied, with what was found in them and what was decided\n", "")
    assert run("copy", "--db", server, back)[0] == 0
    assert run("export", "json", "--db", back) == run("export", "json", "--db", db)
    code, _, said = run("copy", "--db", db, back)
    assert (code, "is not empty; nothing was changed" in said) == (4, True)


# ---------------------------------------------------------------- a desk's own topics


@pytest.mark.parametrize("engine", ["here", "cores"])
def test_topics_of_a_desk_reach_the_record(run: Run, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_desk", [])
    topics.add_topics.cache_clear()
    (tmp_path / "own.toml").write_text('[topics]\n"shuttle diplomacy" = ["shuttle diplomacy"]\n', encoding="utf-8")
    report = tmp_path / "held.txt"
    report.write_text(HELD, encoding="utf-8")
    store = tmp_path / f"{engine}.db"
    assert run("read", "--db", store, "--topics", tmp_path / "own.toml", "--engine", engine, "--published", "2023-03-16", report)[0] == 0
    told = json.loads(run("commitments", "--db", store, "--json")[1])["commitments"]
    assert [c["topics"] for c in told] == [["shuttle diplomacy"]]


def test_topics_that_are_none_are_a_slip(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[topics]\nA = 'word'", encoding="utf-8")
    code, _, said = run("read", "--db", tmp_path / "r.db", "--topics", tmp_path / "own.toml", tmp_path)
    assert (code, "own.toml: the phrases of topic 'A' are not a list of words" in said) == (2, True)
