"""Every command that a page or a help text shows is run: on the bundled examples, with files of the names that the texts use.

communique review edit Ec53cf36c place "Nusa Dua" --reason "the readout names it"
"""

from __future__ import annotations

import glob
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from communique.cli.command import cli, main
from communique.ledger.build import fold
from communique.model import Record
from communique.store import Store

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/desk.md", "CONTRIBUTING.md", "examples/README.md")
# Ids of entries and claims change with the rules; each stands for one of its sort.
ID, CLAIM = re.compile(r"\b[ECL][0-9a-f]{8,12}\b|\bID\b"), re.compile(r"\be[0-9a-f]{12}\b")
# What waits for a server or asks the network is only parsed.
ELSEWHERE = re.compile(r"postgresql://|https?://|communique (?:serve|mcp|follow|user)\b|--engine")
# A draft may be contradicted.
ENDS = {"check": (0, 1)}
ALERTS = '[mail]\nfrom = "record@example.org"\nfolder = "outbox"\n[alerts.desk]\nmail = ["desk@example.org"]\non = ["postponed"]\n'
DRAFT = "U.S. President Joe Biden met Chinese President Xi Jinping in Bali on Nov. 14, 2022.\n"


def documented() -> Iterator[tuple[str, str]]:
    """(where, command) of everything shown; the samples of the README are run by their own test."""
    with click.Context(cli, info_name="communique", **cli.context_settings) as program:
        yield from (("--help", row) for row in commands_in(cli.get_help(program)))
        for name, command in cli.commands.items():
            inner = command.commands if isinstance(command, click.Group) else {}
            for some in (command, *inner.values()):
                with click.Context(some, parent=program, info_name=name, max_content_width=200) as context:
                    yield from ((name, row) for row in commands_in(some.get_help(context)))
    for page in PAGES:
        for block in re.findall(r"^```\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            yield from ((page, row) for row in commands_in(block))


def commands_in(text: str) -> Iterator[str]:
    """Lines that run the program, without the words that explain them."""
    for row in text.splitlines():
        if re.match(r"\s*(?:communique|cat|echo|head) .*", row) and "communique " in row and "[OPTIONS]" not in row:
            yield re.split(r"\s{4,}(?=\S)|\s+#", row.strip())[0]


COMMANDS = sorted({command for _, command in documented()})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of the examples and the files that the texts name."""
    folder = tmp_path_factory.mktemp("documented")
    examples = sorted((ROOT / "src" / "communique" / "examples").glob("*.txt"))
    assert main(["read", "--db", str(folder / "kept.db"), *map(str, examples)]) == 0
    (folder / "reports").mkdir()
    rows = []
    for example in examples[:3]:
        shutil.copy(example, folder / "reports")
        rows.append(json.dumps({"id": example.stem, "text": example.read_text(encoding="utf-8"), "published": "2023-02-03"}))
    (folder / "munich.txt").write_text(examples[0].read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("wire.jsonl", "reports.jsonl"):
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "archive.csv").write_text("body,date\nEnvoys met in Vienna.,2024-02-16\n", encoding="utf-8")
    (folder / "draft.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "decisions.jsonl").write_text("", encoding="utf-8")
    annotated = {"document_id": "munich", "text": examples[0].read_text(encoding="utf-8"), "extractions": []}
    (folder / "extractions.jsonl").write_text(json.dumps(annotated) + "\n", encoding="utf-8")
    (folder / "alerts.toml").write_text(ALERTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def record(desk: Path) -> Record:
    """The record of the examples."""
    with Store(desk / "kept.db", reading_only=True) as store:
        return fold(store.documents(), store.claims(), (), None)


def with_ids(command: str, record: Record) -> str:
    """A command with ids that the record has, fitting its sort and its act."""
    met = {claim for e in record.engagements for claim in e.claims}
    promised = [c for c in record.commitments if met.isdisjoint(c.claims)]
    if "unlink" in command:
        linked = next(c for c in promised if c.kept_by)
        return f"communique review unlink {linked.id} {linked.kept_by[0]}"
    newest = [e.id for e in record.engagements if e.start and e.status == "held"][::-1]
    pools = {"E": iter(newest), "I": iter(newest), "C": iter([c.id for c in promised]), "L": iter([c.id for c in record.channels])}
    known = {e.id for e in record.engagements} | {c.id for c in promised} | {c.id for c in record.channels}
    command = ID.sub(lambda m: m[0] if m[0] in known else next(pools[m[0][0]]), command)
    return CLAIM.sub(next(e.claims[-1] for e in record.engagements if len(e.claims) > 1), command)


def test_there_is_something_to_run() -> None:
    assert len(COMMANDS) > 40
    assert {"review", "undo", "diff", "brief", "check", "why", "docs/desk.md"} <= {where for where, _ in documented()}


@pytest.mark.parametrize("command", COMMANDS)
def test_it_runs(desk: Path, record: Record, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(desk, tmp_path / "desk")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COMMUNIQUE_DB", str(folder / "kept.db"))
    for user in ("lee", "kim") if re.search("undo|agreement", command) else ():
        assert main(["review", "accept", record.engagements[0].claims[0], "--by", user]) == 0
    for part in with_ids(command.replace("FILE...", "munich.txt"), record).split("&&"):
        if "communique " not in part:
            continue  # another program goes on with what was written
        before, _, after = part.rpartition("communique ")
        if before.strip():
            piped = subprocess.run(["bash", "-c", before.strip().rstrip("|")], capture_output=True, check=True).stdout
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped), encoding="utf-8"))
        words = [word for argument in shlex.split(re.split(r" [>|] ", after)[0]) for word in sorted(glob.glob(argument)) or [argument]]
        if ELSEWHERE.search(part):
            with click.Context(cli, info_name="communique") as program:
                cli.commands[words[0]].make_context(words[0], words[1:], parent=program)
        else:
            assert main(words) in ENDS.get(words[0], (0,))
