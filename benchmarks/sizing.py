"""What a machine must have for an archive of a given size, reckoned from what is measured here: one core, one store, one fold.

``python benchmarks/sizing.py [FILE.jsonl ...] [--most 200] [--db ADDRESS]``. Reads the examples of the package, or so many reports spread
over the JSON Lines files, into a new store (SQLite in a temporary folder, or an empty database by its URL), folds them, and prints what
one report costs and what 1, 100 and 10,000 million would. Seconds are those of the processor, so another program beside it matters
little. ``docs/guides/sizing.md`` tells what to make of it.

    a million reports: 73 core hours, 9 GB
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
from pathlib import Path
from time import process_time

import sqlalchemy as sa

from communique.cli.demo import bundled
from communique.ledger.build import fold
from communique.model import Document
from communique.run.reading import read_in
from communique.store import Store
from communique.wire import read_path

NOW = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
MILLIONS = (1, 100, 10_000)
DAYS = 30


def spread(files: list[str], most: int) -> list[Document]:
    """So many reports, taken evenly from all of the files."""
    every = [d for file in files for d in read_path(Path(file), NOW.date()).documents]
    return every[:: max(1, len(every) // most)][:most]


def size_of(store: Store) -> int:
    """Bytes on the disk, the text index among them."""
    with store._reading() as connection:
        if store.url.get_backend_name() == "sqlite":
            pages = connection.execute(sa.text("PRAGMA page_count")).scalar_one()
            return int(pages) * int(connection.execute(sa.text("PRAGMA page_size")).scalar_one())
        return int(connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--db")
    asked = parser.parse_args()
    report(spread(asked.files, asked.most) if asked.files else bundled()[0], asked.db)


def report(documents: list[Document], db: str | None = None) -> None:
    """What one report costs, and what millions would."""
    with tempfile.TemporaryDirectory() as folder, Store(db or Path(folder) / "record.db") as store:
        empty = size_of(store)
        list(read_in(store, documents[:1], rules="0", now=NOW))  # the language pipeline is loaded once
        begun = process_time()
        list(read_in(store, documents[1:], rules="0", now=NOW))
        each = (process_time() - begun) / max(len(documents) - 1, 1)
        stored = (size_of(store) - empty) / len(documents)
        kept, claims, decisions = store.documents(), store.claims(), store.decisions()
        begun = process_time()
        fold(kept, claims, decisions, None)
        folded = (process_time() - begun) / len(documents)
    words = sum(len(d.text.split()) for d in documents)
    print(f"{len(documents)} reports of {words / len(documents):.0f} words, {len(claims) / len(documents):.1f} claims each")
    print(f"reading  {each * 1e3:.0f} ms of one core each, {words / len(documents) / each:,.0f} words a second")
    print(f"store    {stored / 1e3:.1f} KB each")
    print(f"fold     {folded * 1e3:.2f} ms each")
    print(f"memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most, the language pipeline among them")
    for millions in MILLIONS:
        hours = millions * 1e6 * each / 3600
        print(
            f"{millions:>6,} million reports: {hours:,.0f} core hours, {hours / 24 / DAYS:,.1f} cores for {DAYS} days, "
            f"{millions * 1e6 * stored / 1e9:,.0f} GB, a fold of all {millions * 1e6 * folded / 3600:,.1f} hours"
        )


if __name__ == "__main__":
    main()
