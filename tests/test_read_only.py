"""A store that lies where nothing may be written: every view works, and whoever wants to write is told in one line.

Tried for real, in a folder without the right to write and on a file system mounted for reading only; for root, who may write anywhere,
the rights that make it so are dropped first.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.cli import main
from communique.publish import drawn
from communique.store import Store
from parts import missing
from sample import AHEAD, CLAIMS, HELD

ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False
WITHOUT_RIGHTS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
MOUNTED = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'


def run_here(store: str, report: str) -> None:
    """What the program says to each command; run in a process that may not write."""
    import uvicorn
    from starlette.testclient import TestClient

    def asked(app: object, **_: object) -> None:
        with TestClient(app, base_url="http://localhost") as client:
            print(client.get("/timeline").status_code, client.get("/search?q=Tokyo").status_code)

    uvicorn.run = asked
    with Store(store, reading_only=True) as kept:
        entry = next(c.id for c in kept.claims() if c.document == HELD.id)
    commands = {
        "timeline": ["timeline"],
        "show": ["show", HELD.id],
        "why": ["why", entry],
        "export": ["export", "json"],
        "search": ["search", "summit"],
        "serve": ["serve"],
        "read": ["read", report],
        "undo": ["undo", "D1"],
    }
    # What a great store keeps beside it for its views is found there too.
    answers = {"drawn": (0, drawn.state(store) or "", "")}
    for name, arguments in commands.items():
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*arguments, "--db", store])
        answers[name] = code, out.getvalue(), err.getvalue()
    print(json.dumps(answers))


@pytest.fixture(params=["folder", "file system"])
def prefix(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """What stands before a command so that it may not write into the folder ``archive``."""
    folder = tmp_path / "archive"
    folder.mkdir()
    if request.param == "file system":
        command = ["unshare", *([] if ROOT else ["--map-root-user"]), "--mount", "sh", "-c", MOUNTED, str(folder)]
    else:
        command = WITHOUT_RIGHTS if ROOT else []
    if command and (shutil.which(command[0]) is None or subprocess.run([*command, "true"], capture_output=True, check=False).returncode):
        missing(f"the right to make a {request.param} read-only ({command[0]})")
    yield command
    folder.chmod(0o755)


def answers(prefix: list[str], folder: Path) -> dict[str, tuple[int, str, str]]:
    """What each command says of the store in a folder in which nothing may be written."""
    folder.chmod(0o555)
    report = folder.parent / "report.txt"
    report.write_text("TOKYO, March 1, 2024 - The ministers met.\n")
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    code = "import sys, test_read_only; test_read_only.run_here(*sys.argv[1:])"
    command = [*prefix, sys.executable, "-c", code, str(folder / "record.db"), str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_views_work_and_writers_are_told(prefix: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with Store(folder / "record.db") as store:
        for document in (HELD, AHEAD):
            store.keep(document, tuple(c for c in CLAIMS if c.document == document.id))
    said = answers(prefix, folder)
    for name in ("timeline", "show", "why", "export", "search", "serve", "drawn"):
        code, out, err = said[name]
        assert (code, err) == (0, ""), name
        assert out.strip()
    assert said["serve"][1].splitlines()[-1] == "200 200"
    for name in ("read", "undo"):
        code, out, err = said[name]
        assert (code, out) == (4, ""), name
        assert err.startswith(f"Error: the store {folder / 'record.db'} may not be written (")
        assert len(err.splitlines()) == 1
    assert sorted(p.name for p in folder.iterdir()) == ["record.db"]


def test_what_a_broken_off_writer_left_is_shown_or_told(prefix: list[str], tmp_path: Path) -> None:
    """The log beside the file holds a report that the file does not; to pass over it in silence would lose it."""
    folder, endings = tmp_path / "archive", ("", "-wal", "-shm")
    with Store(tmp_path / "record.db") as store:
        store.keep(HELD, tuple(c for c in CLAIMS if c.document == HELD.id))
        for ending in endings:
            shutil.copy(tmp_path / f"record.db{ending}", folder / f"record.db{ending}")
    command = [*prefix, sys.executable, "-m", "communique", "timeline", "--db", str(folder / "record.db")]
    folder.chmod(0o555)
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Yoon Suk Yeol" in shown.stdout
    folder.chmod(0o755)
    (folder / "record.db-shm").unlink()
    folder.chmod(0o555)
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 4
    assert refused.stderr.endswith("copy it with record.db-wal to another folder)\n")
