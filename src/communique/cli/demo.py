"""``communique demo``: a record from the examples that come with the program, and how to look further."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import open_store
from communique.cli.reading import check_language_model, keep_all
from communique.cli.record import fold_store, page

if TYPE_CHECKING:
    from communique.model import Document, Problem, Record
    from communique.publish.lines import Line
    from communique.store import Store


@click.command()
@click.option("--db", "address", metavar="PATH|URL", help="Where to keep the store. Default: nowhere.")
def demo(address: str | None) -> None:
    """Make a record from the bundled examples and show it.

    The examples are short reports in wire style, written for this program about public facts. Without --db nothing is left behind.

    \b
    Examples:
      communique demo
      communique demo --db demo.db && communique timeline --db demo.db
    """
    if address is not None:
        _run(address)
        click.echo(f"\nLook further:\n  communique serve --db {address}      the pages, in a browser")
        click.echo(f"  communique timeline --db {address} --as-of 2023-06-19\n  communique why ID --db {address}")
        return
    with tempfile.TemporaryDirectory(prefix="communique-demo-") as folder:
        _run(str(Path(folder) / "demo.db"))
    click.echo("\nLook further:\n  communique demo --db demo.db && communique serve --db demo.db      the pages, in a browser")
    click.echo("  communique timeline --db demo.db --as-of 2023-06-19")
    click.echo("  communique why ID --db demo.db      the words behind an entry\n  communique read FILE...             your own reports")


def _run(address: str) -> None:
    store = open_store(address, writing=True, create=True)
    assert store is not None
    with store:
        documents, problems = bundled()
        check_language_model()
        tally = keep_all(store, documents, problems, published=None, again=False)
        click.echo(f"{tally.words} of {len(documents)} examples.\n")
        record = _record(store)
    page(_views(record))


def bundled() -> tuple[list[Document], list[Problem]]:
    """The examples that come with the program, in the order of their names."""
    from communique.wire import follow, read_bytes

    documents: list[Document] = []
    problems: list[Problem] = []
    for example in sorted(files("communique").joinpath("examples").iterdir(), key=lambda file: file.name):
        if example.name.endswith(".txt"):
            batch = read_bytes(example.read_bytes(), example.name)
            documents += batch.documents
            problems += batch.problems
    return list(follow(documents)), problems


def _record(store: Store) -> Record:
    return fold_store(store, None)[0]


def _views(record: Record) -> Iterator[Line]:
    from communique.publish.channels import channels
    from communique.publish.commitments import commitments
    from communique.publish.compare import compare, fullest
    from communique.publish.lines import BLANK, line
    from communique.publish.timeline import timeline

    for title, lines in (("TIMELINE", timeline(record)), ("COMMITMENTS", commitments(record)), ("CHANNELS", channels(record))):
        yield line((title, "head"))
        yield from lines
        yield BLANK
    if (both := fullest(record)) is not None:
        yield line(("TWO ACCOUNTS OF ONE ENGAGEMENT", "head"))
        yield from compare(record, both)
