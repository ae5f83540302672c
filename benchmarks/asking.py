"""What a command costs from a cold start, and what a report costs that is added to a record, as the record grows.

``python benchmarks/asking.py [--sizes 1000 10000]``. Each command is a process of its own: seconds of the processor, and the most
memory it held. The record is the examples copied under other days, sides and names (``pages.py``); what is added are the examples again,
with a sentence more, and what is drawn into the record are the copies of the days to come. From some 10,000 reports on, the years that a
report looks back on are full, and the costs of two sizes can be compared.

    10,000 reports: timeline 0.2 s, search 0.5 s; a report added 26 ms, drawn into the record 71 ms
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime as dt
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from communique.cli.demo import bundled
from communique.model import Document
from communique.publish import drawn
from communique.publish.catching_up import bring_up
from communique.run.reading import read_in
from communique.store import Store
from pages import Copies, make

NOW = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
SIZES = (1_000, 10_000)
ASKED = 10_000  # the least record of which the times of questions are told
ROUNDS = 5
ADDED = 96
LATER = re.compile(r"--\d+$")  # the id of a copy of the days to come
ALONE, TOGETHER = 16, 48  # reports drawn into the record one by one, and at once
TEXT = "TOKYO, March 1, 2024 - Foreign Minister Yoko Kamikawa met U.S. Secretary of State Antony Blinken on Friday.\n"
# A small process between: a new one is charged with the memory of the one that starts it until its own program runs.
LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def cold(arguments: Sequence[str], rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds of the processor (the median) and the most MB of a command that starts from nothing."""
    taken, most = [], 0.0
    for _ in range(rounds):
        command = [sys.executable, "-S", "-c", LAUNCHER, sys.executable, "-m", "communique", *arguments]
        seconds, kilobytes = map(float, subprocess.run(command, capture_output=True, check=True).stdout.split())
        taken.append(seconds)
        most = max(most, kilobytes / 1024)
    return statistics.median(taken), most


def told(name: str, arguments: Sequence[str], rounds: int = ROUNDS) -> None:
    """A line for a command."""
    seconds, memory = cold(arguments, rounds)
    print(f"  {name:44} {seconds:8.2f} s {memory:8.0f} MB", flush=True)


def starting() -> None:
    """The first words of a command, over the examples."""
    print("\nfrom a cold start, over the examples")
    with tempfile.TemporaryDirectory() as folder:
        report, db = Path(folder) / "report.txt", str(Path(folder) / "record.db")
        report.write_text(TEXT, encoding="utf-8")
        with Store(db) as store:
            list(read_in(store, bundled()[0], rules="0", now=NOW))
        told("--version", ["--version"])
        told("timeline", ["timeline", "--db", db])
        told("search", ["search", "balloon", "--db", db])
        told("read, one report of a sentence", ["read", "--again", "--db", db, str(report)])


def added(store: Store, number: int, mark: str, *, published: dt.date | None) -> float:
    """Seconds of the processor for new reports, read and kept."""
    some = bundled()[0]
    new = [_new(some[i % len(some)], f"{mark}-{i}", published) for i in range(number)]
    begun = process_time()
    outcomes = list(read_in(store, new, rules="0", now=NOW))
    spent = process_time() - begun
    assert sum(outcome.kept for outcome in outcomes) >= number
    return spent


def _new(document: Document, mark: str, published: dt.date | None) -> Document:
    text = f"{document.text}\n\nThat was report {mark}.\n"
    basis = "given" if published else "unknown"
    return dataclasses.replace(document, id=f"{document.id}-{mark}", text=text, published=published, published_basis=basis, replaces=None)


def drawing(db: Path, size: int, first: dict[str, tuple[int, float]]) -> None:
    """What it costs to draw up the record of a store, and to draw in reports that come later; ``first`` has what that cost at first."""
    copies, file = Copies(), db.with_name(db.name + drawn.ENDING)
    with Store(db) as store:
        undrawn = store.mark()[0] - (reached(file) or 0)
        print(f"  {'the record drawn up, each report':44} {drawn_in(store, file) / undrawn * 1e3:8.1f} ms", flush=True)
        later = -1 - sum(bool(LATER.search(name)) for name in store.read_between(0, store.mark()[0]))
        for name, turns, number in (("a report drawn in, alone", ALONE, 1), ("reports drawn in at once, each", 3, TOGETHER)):
            taken = []
            for _ in range(turns):
                for _ in range(number):
                    store.keep(*copies[later])
                    later -= 1
                taken.append(drawn_in(store, file) / number)
            each = statistics.mean(taken)
            at, base = first.setdefault(name, (size, each))
            print(f"  {name:44} {each * 1e3:8.1f} ms, {each / base:.2f} x that at {at:,}", flush=True)


def drawn_in(store: Store, file: Path) -> float:
    """Seconds of the processor until the kept record is up to date."""
    begun = process_time()
    bring_up(store, file)
    return process_time() - begun


def reached(file: Path) -> int | None:
    """How many readings are drawn in."""
    if not file.exists():
        return None
    with contextlib.closing(sqlite3.connect(file)) as connection:
        state = drawn.reached(connection)
    return state[0] if state else None


def growing(sizes: Sequence[int], db: Path) -> None:
    """One record grown to each size: what a report more costs, and what is asked of it."""
    base, first = None, dict[str, tuple[int, float]]()
    for size in sizes:
        with Store(db) as store:
            make(store, size)
            added(store, 2, f"{size}-first", published=NOW.date())  # the language pipeline is loaded
            each = added(store, ADDED, str(size), published=NOW.date()) / ADDED
            undated = added(store, 1, f"{size}-undated", published=None)
        base = base or each
        print(f"\n{size:,} reports, {db.stat().st_size / 1e6:,.0f} MB")
        print(f"  {'a report added, with its day':44} {each * 1e3:8.1f} ms, {each / base:.2f} x that at {sizes[0]:,}")
        print(f"  {'a run that adds one without a day':44} {undated:8.2f} s", flush=True)
        drawing(db, size, first)
        if size >= ASKED:
            asking(str(db))


def asking(db: str) -> None:
    """Questions to a great record, each from a cold start."""
    some = ["--db", db, "--between", "USA,CHN", "--since", "2023-06"]
    told("the first view after a reading", ["timeline", *some], 1)
    told("timeline of two sides, half a year", ["timeline", *some])
    for view in ("commitments", "channels", "statements"):
        told(f"{view} of two sides, half a year", [view, *some])
    told("statements of two sides, two weeks", ["statements", *some[:-1], "2024-02-16"])
    told("search", ["search", "balloon", "--db", db])
    listed = [sys.executable, "-m", "communique", "timeline", *some, "--json"]
    entry = json.loads(subprocess.run(listed, capture_output=True, check=True).stdout)["engagements"][0]["id"]
    for view in ("show", "why", "compare"):
        told(f"{view} of an engagement", [view, entry, "--db", db])


def main() -> None:
    """Print what commands cost, then what a growing record costs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="reports in the record, from small to great")
    report(parser.parse_args().sizes)


def report(sizes: Sequence[int]) -> None:
    """The table for each size."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    starting()
    with tempfile.TemporaryDirectory() as folder:
        growing(sizes, Path(folder) / "record.db")


if __name__ == "__main__":
    main()
