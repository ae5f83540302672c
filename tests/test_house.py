"""The house rules, checked instead of hoped for: borders, sizes, docstrings, words, tables, and what the program loads when."""

from __future__ import annotations

import ast
import csv
import itertools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "communique"
MODULES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "evals").glob("*.py")])
TABLES = sorted(p for p in (PACKAGE / "data").rglob("*") if p.suffix in {".toml", ".csv", ".json"})

LONGEST_MODULE = 350
LONGEST_FUNCTION = 40
# Longer than the rule, each with its reason.
LONG_MODULES = {
    "src/communique/model.py": "all words of the record in one file, no behaviour: one place to look a word up",
}
LONG_FUNCTIONS: dict[str, str] = {}

# Names that say nothing; and what would tie the project to one machine.
EMPTY_NAMES = re.compile(r"(?:^|_)(?:utils?|helpers?|core|manager|base|misc|common|stuff)(?:_|$)", re.IGNORECASE)
TIED_TO_A_MACHINE = re.compile(r"/(?:work|root|home|tmp|Users)/\w|\bpypi\.org|pythonhosted|localhost:\d", re.IGNORECASE)
TOLD_FILES = sorted(
    p
    for p in [
        *MODULES,
        *TABLES,
        *(p for p in (ROOT / "tests").rglob("*.py") if p != Path(__file__).resolve()),
        *(ROOT / "requirements").glob("*"),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("*.md"),
        *(ROOT / "examples").glob("*"),
        *(PACKAGE / "examples").glob("*.txt"),
        *(ROOT / name for name in ("pyproject.toml", "Makefile", ".ci/run", ".gitignore")),
    ]
    if p.is_file()
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(path)}:{node.name}", node


def test_imports_go_down_only() -> None:
    """The contracts stand in pyproject.toml."""
    found = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


def test_modules_can_be_read_in_one_go() -> None:
    long = {name_of(p): lines for p in MODULES if (lines := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE}
    assert sorted(long) == sorted(LONG_MODULES), f"split by meaning, or give a reason: {long}"


def test_functions_do_one_thing() -> None:
    long = {name: n for p in MODULES for name, f in functions(p) if (n := (f.end_lineno or 0) - f.lineno + 1) > LONGEST_FUNCTION}
    assert sorted(long) == sorted(LONG_FUNCTIONS), f"split by meaning, or give a reason: {long}"


def test_modules_say_what_they_do() -> None:
    """A docstring that is more than a title, except where a package's front only hands on names."""
    silent = [name_of(p) for p in MODULES if len((ast.get_docstring(ast.parse(p.read_text(encoding="utf-8"))) or "").split()) < 6]
    assert silent == []


def test_public_functions_and_classes_say_what_they_do() -> None:
    silent = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        bodies = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef) and not n.name.startswith("_"))]
        for node in (n for body in bodies for n in body.body if isinstance(n, ast.FunctionDef | ast.ClassDef)):
            if not node.name.startswith("_") and ast.get_docstring(node) is None:
                silent.append(f"{name_of(path)}:{node.name}")
    assert silent == []


def test_names_are_the_domain_s() -> None:
    assert [name_of(p) for p in MODULES if any(EMPTY_NAMES.search(part) for part in p.relative_to(ROOT).with_suffix("").parts)] == []


@pytest.mark.parametrize("path", TOLD_FILES, ids=name_of)
def test_nothing_is_tied_to_one_machine(path: Path) -> None:
    """No machine's paths, no registry's host: the project works wherever it stands."""
    assert [m[0] for m in TIED_TO_A_MACHINE.finditer(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_tables_name_their_source(path: Path) -> None:
    """A table of facts or words says where it comes from: ``source`` in TOML and JSON, a column or first comment in CSV."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        said = tomllib.loads(text).get("source") or re.search(r"^# [Ss]ources?: \S", text, re.MULTILINE)
        assert said, "neither a top-level source nor a comment that names it"
    elif path.suffix == ".csv":
        lines = text.splitlines()
        comment = lines[0].startswith("#") and "source" in lines[0].lower()
        header = next(csv.reader(line for line in lines if not line.startswith("#")))
        assert comment or "source" in header
    else:
        assert '"source"' in text or '"$schema"' in text


@pytest.mark.parametrize("path", [p for p in TABLES if p.suffix == ".csv"], ids=name_of)
def test_rows_are_whole_and_said_once(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *rows = csv.reader(lines)
    assert {len(row) for row in rows} == {len(header)}
    assert [a for a, b in itertools.pairwise(sorted(map(tuple, rows))) if a == b] == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["timeline"], ["commitments", "--json"], ["search", "fentanyl"]], ids=" ".join
)
def test_questions_do_not_wait_for_the_language_pipeline(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from communique.cli import main; code = main(sys.argv[1:]); "
        "assert not {'spacy', 'thinc', 'numpy'} & set(sys.modules), sorted(sys.modules); sys.exit(code)"
    )
    made = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert made.returncode == 0, made.stderr


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_locks_pin_everything_by_hash() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        pinned = re.findall(r"^([a-z0-9-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", lock.read_text(encoding="utf-8"), re.MULTILINE)
        named = re.findall(r"^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
        assert pinned == named
        assert pinned
