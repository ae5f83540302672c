"""Corrections from the command line: the queue, each decision with what it changes, the log, its replay, and the keys at a terminal.

communique review edit E1 place Filoli --by lee --reason "the readout names it"
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from communique.cli import main
from communique.cli.desk import desk, doubtful
from communique.cli.session import KEYS, go_through
from communique.store import Store
from ledger_dispatches import read

STORY = """
== plan 2023-11-10
planned meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | "Biden will meet Xi on Nov. 15"
== here 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi on Wednesday"
agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | "reopen the military lines"
statement | Xi Jinping CHN > Joe Biden | "Xi told Biden that the planet is big enough"
== there 2023-11-17
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Bali | "Biden met Xi in Bali"
== kishida 2023-12-01
planned visit | Fumio Kishida JPN, KOR | 2023-12-11..2023-12-12 | Seoul | "Kishida will visit Seoul"
held meeting | USA, CHN | 2023-11-30 | Vienna | "officers of both sides met in Vienna"
"""
DOCUMENTS, CLAIMS = read(STORY)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "record.db"
    with Store(file) as store:
        for document in DOCUMENTS:
            store.keep(document, tuple(c for c in CLAIMS if c.document == document.id))
    monkeypatch.setenv("COMMUNIQUE_DB", str(file))
    return file


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_program(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_program


def entry(number: int, letter: str = "E") -> str:
    """The id of the entry that a claim opens."""
    return letter + CLAIMS[number].id[1:]


def test_the_queue_tells_what_is_worth_a_look_and_why(run: Run) -> None:
    code, out, _ = run("review")
    assert code == 0
    assert out.startswith("2 entries are worth a look.")
    assert out.index("contradicted: place: Woodside (here), Bali (there)") < out.index("missing: held, and nobody is named")
    found = json.loads(run("review", "--json", "--limit", "1")[1])["queue"]
    assert [(case["entry"]["id"], [d["doubt"] for d in case["doubts"]]) for case in found] == [(entry(0), ["contradicted"])]
    assert run("review", "--between", "Japan,South Korea")[1].startswith("Nothing in the record is in doubt")


DECISIONS = [
    (["accept", entry(0)], "accepted", {}),
    (["reject", entry(0)], "rejected", {"gone": True}),
    (["edit", entry(0), "place", "Filoli"], "place of", {"place": "Filoli"}),
    (["edit", entry(0), "days", "2023-11-14..2023-11-15"], "days of", {"start": "2023-11-14"}),
    (["edit", entry(0), "place", ""], "emptied", {"place": None}),
    (["merge", entry(0), entry(6)], "merged into one", {"claims": 4}),
    (["split", CLAIMS[4].id], "split off", {"claims": 2}),
    (["assign", entry(6), "Song Yanchao (major general, China)"], "actor of", {}),
    (["link", entry(2, "C"), entry(6)], "as kept by", {}),
]


@pytest.mark.parametrize(("arguments", "words", "changed"), DECISIONS, ids=[" ".join(row[0][::2]) for row in DECISIONS])
def test_a_decision_is_kept_with_its_user_and_reason_and_undo_takes_it_back(run: Run, arguments, words, changed) -> None:
    before = run("timeline", "--json")[1]
    code, out, _ = run("review", *arguments, "--by", "lee", "--reason", "read again")
    assert code == 0
    assert out.startswith("Decision 1 ")
    assert "lee" in out
    assert words in out
    record = json.loads(run("export", "json")[1])
    found = {e["id"]: e for e in record["engagements"]}.get(entry(0))
    if changed.get("gone"):
        assert found is None
    else:
        assert [len(found[k]) if k == "claims" else found[k] for k in changed] == list(changed.values())
    assert "(read again)" in run("review", "log")[1]
    assert run("undo", "--by", "lee")[0] == 0
    assert run("timeline", "--json")[1] == before
    assert "taken back by 2" in run("review", "log")[1]


def test_a_link_is_parted_again(run: Run) -> None:
    run("review", "link", entry(2, "C"), entry(6))
    assert json.loads(run("commitments", "--json")[1])["commitments"][0]["status"] == "kept"
    code, out, _ = run("review", "unlink", entry(2, "C"), entry(6))
    assert (code, f"parted {entry(2, 'C')} from {entry(6)}" in out) == (0, True)
    assert json.loads(run("commitments", "--json")[1])["commitments"][0]["status"] == "open"


def test_a_statement_gets_its_speaker(run: Run) -> None:
    code, out, _ = run("review", "assign", entry(3, "S"), "Wang Yi (China)")
    assert code == 0
    assert "Wang Yi (China), to Joe Biden, said:" in out


def test_decisions_for_programs(run: Run) -> None:
    made = json.loads(run("review", "accept", entry(0), "--json", "--by", "lee")[1])["decisions"]
    assert [(d["id"], d["act"], d["user"]) for d in made] == [("1", "accept", "lee")]
    assert json.loads(run("undo", "--json")[1])["decisions"][0]["undoes"] == "1"
    assert [d["act"] for d in json.loads(run("review", "log", "--json")[1])["decisions"]] == ["accept", "undo"]


def test_an_undo_is_undone_by_its_number(run: Run) -> None:
    run("review", "edit", entry(0), "place", "Filoli")
    run("undo")
    code, out, _ = run("undo", "2")
    assert (code, "Filoli" in out) == (0, True)
    assert "Filoli" in run("timeline")[1]


SLIPS = [
    (["review", "edit", entry(0), "colour", "red"], "there are: kind, status"),
    (["review", "edit", entry(0), "days", "soon"], "is no day; write YYYY-MM-DD"),
    (["review", "accept", "E999"], "no entry has the id"),
    (["review", "split", entry(0)], "name the claims to split off"),
    (["review", "merge", entry(0)], "at least two"),
    (["review", "accept", entry(0), "--by", ""], "needs the name"),
    (["undo"], "no decision stands"),
    (["undo", "7"], "no decision has the id '7'"),
    (["review", "agreement"], "name two who have decided something; in the log: nobody"),
    (["review", "--limit", "3", "log"], "put the options behind the subcommand: communique review log"),
]


@pytest.mark.parametrize(("arguments", "words"), SLIPS, ids=[" ".join(row[0]) for row in SLIPS])
def test_a_slip_ends_with_two_and_leaves_no_decision(run: Run, arguments, words) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert run("review", "log")[1] == "Nobody has decided anything yet.\n"


def test_decisions_that_lost_their_claims_are_told(run: Run, db: Path) -> None:
    run("review", "reject", entry(6), "--by", "lee")
    with Store(db) as store:
        document = next(d for d in store.documents() if d.id == "kishida")
        store.keep(document, tuple(c for c in CLAIMS if c.id == CLAIMS[5].id))
    problems = [p["what"] for p in json.loads(run("export", "json")[1])["problems"]]
    assert problems == [f"decision 1 (reject) rests on claims that are gone: {CLAIMS[6].id}"]
    assert "rests on claims that are gone" in run("review", "log")[1]


def test_the_log_is_replayed_elsewhere_and_twice_is_once(run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("review", "edit", entry(0), "place", "Filoli", "--by", "lee")
    run("review", "reject", entry(6), "--by", "kim")
    run("undo", "--by", "kim")
    file = tmp_path / "decisions.jsonl"
    file.write_text(run("review", "export")[1] + "not a decision\n", encoding="utf-8")
    here = run("timeline", "--json")[1]
    elsewhere = tmp_path / "elsewhere.db"
    with Store(elsewhere) as store:
        for document in DOCUMENTS:
            store.keep(document, tuple(c for c in CLAIMS if c.document == document.id))
    monkeypatch.setenv("COMMUNIQUE_DB", str(elsewhere))
    run("review", "accept", entry(5), "--by", "mia")
    code, out, err = run("review", "import", str(file))
    assert code == 3
    assert out.startswith("3 decisions replayed.")
    assert "line 4" in out
    assert "1 could not be replayed; the rest is kept" in err
    assert json.loads(run("timeline", "--json")[1])["engagements"][0]["place"] == "Filoli"
    assert json.loads(here)["engagements"][0]["place"] == "Filoli"
    assert [d["undoes"] for d in json.loads(run("review", "log", "--json")[1])["decisions"]] == [None, None, None, "3"]
    assert run("review", "import", str(file))[1].startswith("0 decisions replayed.")


def test_an_undo_without_its_decision_is_not_replayed(run: Run, tmp_path: Path) -> None:
    row = {"id": "9", "act": "undo", "claims": [], "undoes": "8", "user": "lee", "at": "2024-03-01T12:00:00+00:00"}
    file = tmp_path / "log.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    code, out, _ = run("review", "import", str(file))
    assert (code, "it takes back 8, which is not in the log before it" in out) == (3, True)


BAD_ROWS = [
    ("[1]", "must be an object"),
    ("{}", "act, claims, user, at missing"),
    ('{"act": "guess", "claims": [], "user": "a", "at": "2024-03-01T12:00:00+00:00"}', "'guess' is not a valid Act"),
    ('{"act": "accept", "claims": "e1", "user": "a", "at": "2024-03-01T12:00:00+00:00"}', "claims must be a list"),
    ('{"act": "accept", "claims": ["e1"], "user": 7, "at": "2024-03-01T12:00:00+00:00"}', "user must be text"),
    ('{"act": "accept", "claims": ["e1"], "user": "a", "at": "2024-03-01T12:00:00"}', "at must have a time zone"),
    ('{"act": "accept", "claims": ["e1"], "user": "a", "at": "noon"}', "Invalid isoformat"),
]


@pytest.mark.parametrize(("row", "words"), BAD_ROWS, ids=[row[1] for row in BAD_ROWS])
def test_a_row_that_is_no_decision_is_named(run: Run, tmp_path: Path, row: str, words: str) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text(row, encoding="utf-8")
    code, out, _ = run("review", "import", "--json", str(file))
    assert code == 3
    assert words in json.loads(out)["problems"][0]


def test_agreement_of_two_reviewers(run: Run) -> None:
    for user, act in (("lee", "accept"), ("kim", "reject")):
        run("review", act, entry(0), "--by", user)
        run("review", "accept", entry(5), "--by", user)
    code, out, _ = run("review", "agreement")
    assert code == 0
    assert out.splitlines()[0] == "kim and lee"
    assert "standing   1 of 2  50.0 %  kappa 0.00" in out
    told = json.loads(run("review", "agreement", "lee", "kim", "--json")[1])
    assert told["agreement"] == [{"field": "standing", "judged": 2, "agreed": 1, "percent": 50.0, "kappa": 0.0}]


def test_before_anything_was_read_there_is_nothing_to_review(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMUNIQUE_DB", raising=False)
    for arguments in (["review"], ["review", "log"], ["review", "export"], ["undo"]):
        assert main(arguments) == 0
        assert "Begin with: communique read FILE..." in capsys.readouterr().err


KEYSTROKES = [
    ("aq", [], ["accept"]),
    ("rq", [], ["reject"]),
    ("jkaq", [], ["accept"]),
    ("aurq", [], ["accept", "undo", "reject"]),
    ("e", ["place", "Filoli"], ["edit"]),
    ("e", ["colour", "red"], []),
    ("m", [entry(6)], ["merge"]),
    ("s", [CLAIMS[4].id], ["split"]),
    ("x?wq", [], []),
    ("jj", [], []),
]


@pytest.mark.parametrize(("keys", "answers", "acts"), KEYSTROKES, ids=[row[0] + " " + " ".join(row[1]) for row in KEYSTROKES])
def test_keys_at_a_terminal(run: Run, db: Path, keys, answers, acts, monkeypatch, capsys) -> None:
    pressed, said = iter(keys), iter(answers)
    monkeypatch.setattr(click, "getchar", lambda: next(pressed, "q"))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(said))
    with desk(str(db), "lee") as at:
        go_through(at, doubtful(at.store, at.record))
    out = capsys.readouterr().out
    assert out.startswith(KEYS)
    assert [d["act"] for d in json.loads(run("review", "log", "--json")[1])["decisions"]] == acts
    assert ("there are: kind, status" in out) is ("colour" in answers)
