"""The guides: every command in them is run, in their order, over the examples that the package ships."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from communique.cli import cli
from one_story import rss
from test_following import Site, site

__all__ = ["site"]

GUIDES = sorted((Path(__file__).parent.parent / "docs" / "guides").glob("*.md"))
FEED = "https://www.example.org/press.rss"
# A server is waited for until it tells its address, then stopped: the program itself, for to stop a function in a shell leaves it running.
SERVED = f"""\"{sys.executable}\" -m communique serve --port 0 > serve.log 2>&1 & server=$!
for _ in $(seq 200); do grep -q http serve.log && break; sleep 0.1; done
grep -q http serve.log; kill $server; wait $server || true
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """The examples once read, for reading them is most of the time."""
    file = tmp_path_factory.mktemp("guides") / "record.db"
    reports = [path for path in sorted(examples.glob("*.txt")) if path.name[:4] in ("2023", "2024")]
    command = [sys.executable, "-m", "communique", "read", "--db", file, *reports]
    subprocess.run(command, check=True, capture_output=True)
    return file


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_command_of_a_guide_runs(guide: Path, store: Path, examples: Path, site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, rss())
    shutil.copy(store, tmp_path / "store.db")
    (tmp_path / "reports").mkdir()
    for report in examples.glob("202[34]*.txt"):
        shutil.copy(report, tmp_path / "reports")
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```$", guide.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))
    script = script.replace(FEED, f"--allow-private {site.at('/feed')}").replace("communique serve\n", SERVED)
    script = f'communique() {{ "{sys.executable}" -m communique "$@"; }}\n{script}'
    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "COMMUNIQUE_DB": str(tmp_path / "store.db")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert "Nothing in the record" not in done.stdout


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_guides_name_commands_and_files_that_are_there(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    assert set(re.findall(r"^communique ([a-z]+)", text, re.MULTILINE)) <= set(cli.commands)
    assert [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not (guide.parent / link).exists()] == []
