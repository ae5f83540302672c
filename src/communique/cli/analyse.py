"""``communique analyse``: the raw findings of JSON Lines, for measuring and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

import click

from communique.cli.failures import SomeFailed

if TYPE_CHECKING:
    from communique.model import Document


@click.command()
@click.option("--layer", type=click.Choice(["time", "statements", "record"]), required=True, help="What to look for.")
@click.argument("file", type=click.File(encoding="utf-8"))
def analyse(layer: str, file: TextIO) -> None:
    """Print what is found in each document of a JSON Lines FILE (- for standard input), in the order of input.

    Each line holds {id, text, published, title?}. Nothing is stored.

    \b
    Examples:
      communique analyse --layer record reports.jsonl > found.jsonl
      head -5 reports.jsonl | communique analyse --layer time -
    """
    from communique.run.raw import InputError
    from communique.run.raw import analyse as analyse_all

    failed = 0
    try:
        for row, failure in analyse_all(_documents(file), layer):
            click.echo(json.dumps(row, ensure_ascii=False))
            if failure:
                failed += 1
                click.echo(f"not analysed: {row['id']}: {failure}", err=True)
    except InputError as error:
        raise SomeFailed(f"{file.name}: {error}") from error
    except UnicodeDecodeError as error:
        raise SomeFailed(f"{file.name}: not UTF-8 ({error.reason}); convert it first (iconv -t UTF-8)") from error
    if failed:
        raise SomeFailed(f"{failed} documents could not be analysed")


def _documents(lines: Iterable[str]) -> Iterator[Document]:
    from communique.run.raw import document_from

    for number, line in enumerate(lines, 1):
        if line.strip():
            yield document_from(line, number)
