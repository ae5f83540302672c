"""What the documents say the program does is what it does: samples are run, commands are all described, links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from communique.cli.command import cli

SAMPLE = re.compile(
    r"(?P<head><!-- sample -->\n```console\n\$ (?P<command>[^\n]+)\n)(?P<output>.*?)(?P<foot>^```$)", re.DOTALL | re.MULTILINE
)
SCORE = re.compile(r"(?P<score>[\d.]+|–) <!-- (?P<key>[\w.]+) -->")
WIDTH = "110"


@pytest.fixture(scope="module")
def shell(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a record of its own, narrow enough for a page."""
    store = tmp_path_factory.mktemp("readme") / "record.db"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COMMUNIQUE_DB": str(store), "COLUMNS": WIDTH}


def run(command: str, root: Path, shell: dict[str, str]) -> str:
    """Standard output of a command as a reader of the README would see it, without the path of the record."""
    made = subprocess.run(["bash", "-c", command], cwd=root, env=shell, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return "\n".join(line.rstrip() for line in made.stdout.splitlines()).strip("\n") + "\n"


def test_samples_of_the_readme_are_what_the_program_prints(root: Path, shell: dict[str, str], updating: bool) -> None:
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    samples = list(SAMPLE.finditer(text))
    assert len(samples) >= 4
    # In their order, for they work on one record.
    printed = {sample["command"]: run(sample["command"], root, shell) for sample in samples}
    if updating:
        written = SAMPLE.sub(lambda m: m["head"] + printed[m["command"]] + m["foot"], text)
        readme.write_text(written, encoding="utf-8")
        return
    assert {sample["command"]: sample["output"] for sample in samples} == printed


@pytest.mark.parametrize("name", ["README.md", "docs/quality.md"])
def test_scores_that_are_told_are_the_floors(name: str, root: Path, updating: bool) -> None:
    """A score without a floor shows as a dash; a number that nobody measures cannot stand in the table."""
    page = root / name
    text = page.read_text(encoding="utf-8")
    floors = json.loads((root / "evals" / "floors.json").read_text(encoding="utf-8"))["floors"]
    written = SCORE.sub(lambda m: f"{floors.get(m['key'], '–')} <!-- {m['key']} -->", text)
    if updating:
        page.write_text(written, encoding="utf-8")
        text = written
    assert len(SCORE.findall(text)) >= 6
    assert text == written


def described(command: click.Command, name: str, program: click.Context) -> str:
    """The help of one command as a section, with the options that it inherits from the program."""
    with click.Context(command, parent=program, info_name=name, terminal_width=100, max_content_width=100) as context:
        return f"## {name}\n\n```\n{command.get_help(context).rstrip()}\n```\n"


def test_every_command_is_described(root: Path, updating: bool) -> None:
    """docs/commands.md is the help of every command; ``make docs`` writes it."""
    place = root / "docs" / "commands.md"
    head = "# Commands\n\nWritten by `make docs` from the program's own help.\n\n"
    with click.Context(cli, info_name="communique", **cli.context_settings) as program:
        sections = [described(cli.commands[name], name, program) for name in cli.list_commands(program)]
    written = head + "\n".join(sections)
    if updating:
        place.write_text(written, encoding="utf-8")
    assert place.read_text(encoding="utf-8") == written


PAGES = "README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md docs/quality.md docs/wire.md docs/desk.md examples/README.md".split()


@pytest.mark.parametrize("name", PAGES)
def test_links_and_named_files_are_there(root: Path, name: str) -> None:
    page = root / name
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    named = re.findall(r"`((?:src|tests|evals|docs|examples)/[\w./-]+\w)`", text)
    missing = [link for link in links if not (page.parent / link).exists()] + [path for path in named if not (root / path).exists()]
    assert missing == []


def test_architecture_names_every_package_and_what_is_in_it(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf-8")
    package = root / "src" / "communique"
    layers = [p for p in package.iterdir() if (p / "__init__.py").exists()]
    missing = [layer.name for layer in layers if f"`{layer.name}`" not in text]
    named = set(re.findall(r"`(?:\w+/)?(\w+)`", text))
    told = {"cli", "run", "publish", "store", "ledger", "analysis", "wire"}
    inner = [p for layer in layers if layer.name in told for p in layer.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()]
    missing += [f"{p.parent.name}/{p.stem}" for p in inner if not p.stem.startswith("_") and p.stem not in named | SMALL]
    assert missing == []


# Small files whose place their package's front tells.
SMALL = {"command", "failures", "progress", "clauses", "topics"}
