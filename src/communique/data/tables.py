"""Reading packaged tables: CSV with comment lines that name the source, TOML with a ``source`` key.

Every file is read once per process. Lists inside a CSV cell are parted by "|"; a line that begins with "#" is a comment.

    "Beijing", "Foggy Bottom" and "the Kremlin" speak for governments; the tables say for which.
"""

from __future__ import annotations

import csv
import functools
import tomllib
from importlib.resources import files
from typing import Any

Row = dict[str, str]


def text(name: str) -> str:
    """The text of a packaged file.

    Raises:
        FileNotFoundError: there is no such file in the package.
    """
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@functools.cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of a packaged CSV file, ``name`` without ".csv"; cells are stripped.

    Raises:
        FileNotFoundError: there is no such table.
        ValueError: a row has more or fewer cells than the head.
    """
    lines = [line for line in text(f"{name}.csv").splitlines() if line and not line.startswith("#")]
    reader = csv.reader(lines)
    head = next(reader)
    rows = []
    for cells in reader:
        if len(cells) != len(head):
            raise ValueError(f"{name}.csv: {len(cells)} cells for {len(head)} columns: {','.join(cells)}")
        rows.append(dict(zip(head, cells, strict=True)))
    return tuple(rows)


@functools.cache
def words(name: str) -> dict[str, Any]:
    """A packaged TOML file, ``name`` without ".toml", as nested dictionaries; do not change what it returns.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return tomllib.loads(text(f"{name}.toml"))


def source(name: str) -> str:
    """What a packaged CSV says about where its rows come from: the comment lines at its head, "" where it has none."""
    lines = text(f"{name}.csv").splitlines()
    return " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))


def parts(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list."""
    return tuple(cell.split("|")) if cell else ()
