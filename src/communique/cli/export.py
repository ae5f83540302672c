"""``communique export``: the record for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from communique.cli.failures import ExtraMissing
from communique.cli.options import as_of_option, between_option, db_option, period_options, today
from communique.cli.record import Asked, selected

Command = TypeVar("Command", bound=Callable[..., Any])
TABLE_NAMES = ("engagements", "participants", "commitments", "channels", "statements", "claims", "events", "documents")


class Exports(click.Group):
    """The formats; a package that one of them lacks is named instead of a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The machine's forms first, then by who uses them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the format asked for."""
        from communique.extras import MissingExtraError

        try:
            return super().invoke(ctx)
        except MissingExtraError as error:
            raise ExtraMissing(str(error)) from error


@click.group(cls=Exports)
def export() -> None:
    """Write the record for other programs, to standard output."""


def record_options(command: Command) -> Command:
    """Which record, and which part of it."""
    for option in (as_of_option, period_options, between_option, db_option):
        command = option(command)
    return command


def table_argument(command: Command) -> Command:
    """Which table."""
    return click.argument("table", type=click.Choice(TABLE_NAMES), default="engagements")(command)


def write(made: str | bytes) -> None:
    """Give a text as UTF-8, whatever the terminal's letters are; bytes only to a file or a pipe."""
    if isinstance(made, bytes) and b"\0" in made and sys.stdout.isatty():
        raise click.UsageError("this format is no text for a terminal; send it to a file with >")
    click.echo(made if isinstance(made, bytes) else made.encode("utf-8", "backslashreplace"), nl=False)


@export.command("json")
@record_options
def json_export(**options: Any) -> None:
    """The record as one JSON object.

    \b
    Examples:
      communique export json > record.json
      communique export json --between USA,CHN --as-of 2024-02-16
    """
    from communique.publish.export import record_object

    click.echo(json.dumps(record_object(selected(Asked(**options))), ensure_ascii=False, indent=2))


@export.command("schema")
def schema_export() -> None:
    """The JSON Schema that the JSON record keeps to."""
    from communique.publish.export import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))


@export.command("md")
@record_options
def markdown_export(**options: Any) -> None:
    """A briefing in Markdown, each line with footnotes to the words.

    \b
    Examples:
      communique export md --between USA,CHN --since 2024 > briefing.md
    """
    from communique.publish.markdown import markdown

    write(markdown(selected(Asked(**options))))


@export.command("html")
@record_options
def page_export(**options: Any) -> None:
    """One HTML page that stands alone, without scripts or anything fetched; reports are quoted, not copied.

    \b
    Examples:
      communique export html --between USA,CHN > record.html
    """
    from communique.publish.site import page

    write(page(selected(Asked(**options))))


@export.command("ics")
@record_options
@click.option("--no-windows", is_flag=True, help="Only engagements whose days are known, not those somewhere within a period.")
def calendar_export(no_windows: bool, **options: Any) -> None:
    """Engagements and commitments as an iCalendar file.

    \b
    Examples:
      communique export ics --since 2024 > agenda.ics
      communique export ics --between Japan,Korea --no-windows
    """
    from communique.publish.calendar import calendar, has_days

    record = selected(Asked(**options))
    write(calendar(record, today(), windows=not no_windows))
    if left := sum(not has_days(entry) for entry in record.engagements):
        click.echo(f"{left} engagement{'s' * (left != 1)} without a day, or without an end, cannot stand in a calendar.", err=True)


@export.command("atom")
@record_options
def feed_export(**options: Any) -> None:
    """What moved in the record as an Atom feed: an alert in any feed reader, each move told once.

    \b
    Examples:
      communique export atom --between USA,CHN > moves.atom
    """
    from communique.publish.atom import atom
    from communique.publish.parties import sides

    between = options.get("between") or ()
    title = f"What moved in the record: {sides(between)}" if between else "What moved in the record"
    write(atom(selected(Asked(**options)), title))


@export.command("ninjs")
@record_options
def planning_export(**options: Any) -> None:
    """Engagements as ninjs 3.1 event items for planning desks, one a line.

    \b
    Examples:
      communique export ninjs --since today > planning.jsonl
    """
    from communique.publish.planning import planning_items

    write(planning_items(selected(Asked(**options))))


@export.command("csv")
@table_argument
@record_options
def csv_export(table: str, **options: Any) -> None:
    """One TABLE of the record as CSV; engagements where none is named.

    "events" are directed pairs of sides in PLOVER and CAMEO codes, with what is planned, possible or negated told apart. A cell
    that a spreadsheet would run as a formula begins with an apostrophe.

    \b
    Examples:
      communique export csv > engagements.csv
      communique export csv participants --between USA,CHN
    """
    from communique.publish.tables import csv_table

    write(csv_table(selected(Asked(**options)), table))


@export.command("xlsx")
@record_options
def workbook_export(**options: Any) -> None:
    """All tables as a workbook, a sheet for each. Needs communique[tables].

    \b
    Examples:
      communique export xlsx --between USA,CHN > record.xlsx
    """
    from communique.publish.workbook import workbook

    write(workbook(selected(Asked(**options)), today()))


@export.command("parquet")
@table_argument
@record_options
def parquet_export(table: str, **options: Any) -> None:
    """One TABLE of the record as Parquet, for pandas, polars, R and DuckDB. Needs communique[tables].

    \b
    Examples:
      communique export parquet participants > participants.parquet
    """
    from communique.publish.columns import parquet

    write(parquet(selected(Asked(**options)), table))


@export.command("sqlite")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@record_options
def database_export(file: Path, **options: Any) -> None:
    """All tables as a small SQLite FILE for Datasette, with its metadata beside it.

    \b
    Examples:
      communique export sqlite record.db && datasette record.db --metadata record.metadata.json
    """
    from communique.publish.database import database, metadata

    beside = file.with_suffix(".metadata.json")
    for path in (file, beside):
        if path.exists():
            raise click.UsageError(f"{path} is there already; nothing is overwritten, name another file")
    record = selected(Asked(**options))
    file.write_bytes(database(record))
    beside.write_text(metadata(record, file.stem), encoding="utf-8")


@export.command("jsonld")
@record_options
def linked_data_export(**options: Any) -> None:
    """Linked data: schema.org events, evidence as Web Annotations, origin in PROV-O.

    \b
    Examples:
      communique export jsonld > record.jsonld
    """
    from communique.publish.linked_data import json_ld

    write(json_ld(selected(Asked(**options))))


@export.command("graphml")
@record_options
def network_export(**options: Any) -> None:
    """The network of who met whom, for Gephi, networkx and igraph.

    \b
    Examples:
      communique export graphml --since 2023 --until 2024 > network.graphml
    """
    from communique.publish.network import graphml

    write(graphml(selected(Asked(**options))))


@export.command("ftm")
@record_options
def followthemoney_export(**options: Any) -> None:
    """FollowTheMoney entities, one a line, for Aleph and its kin.

    \b
    Examples:
      communique export ftm > entities.ftm.json
    """
    from communique.publish.followthemoney import entities

    write(entities(selected(Asked(**options))))
