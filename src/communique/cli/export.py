"""``communique export``: the record for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

from communique.cli.options import as_of_option, between_option, db_option, period_options, today
from communique.cli.record import Asked, selected

Command = TypeVar("Command", bound=Callable[..., Any])
TABLE_NAMES = ("engagements", "participants", "commitments", "channels", "statements", "claims", "documents")


@click.group()
def export() -> None:
    """Write the record for other programs."""


def record_options(command: Command) -> Command:
    """Which record, and which part of it."""
    for option in (as_of_option, period_options, between_option, db_option):
        command = option(command)
    return command


@export.command("json")
@record_options
def json_export(**options: Any) -> None:
    """The record as one JSON object on standard output.

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


@export.command("ics")
@record_options
@click.option("--no-windows", is_flag=True, help="Only engagements whose days are known, not those somewhere within a period.")
def calendar_export(no_windows: bool, **options: Any) -> None:
    """Engagements and commitments as an iCalendar file on standard output.

    \b
    Examples:
      communique export ics --since 2024 > agenda.ics
      communique export ics --between Japan,Korea --no-windows
    """
    from communique.publish.calendar import calendar, has_days

    record = selected(Asked(**options))
    click.echo(calendar(record, today(), windows=not no_windows), nl=False)
    if left := sum(not has_days(entry) for entry in record.engagements):
        click.echo(f"{left} engagement{'s' * (left != 1)} without a day, or without an end, cannot stand in a calendar.", err=True)


@export.command("csv")
@click.argument("table", type=click.Choice(TABLE_NAMES), default="engagements")
@record_options
def csv_export(table: str, **options: Any) -> None:
    """One TABLE of the record as CSV on standard output; engagements where none is named.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.

    \b
    Examples:
      communique export csv > engagements.csv
      communique export csv participants --between USA,CHN
    """
    from communique.publish.tables import csv_table

    click.echo(csv_table(selected(Asked(**options)), table), nl=False)


@export.command("md")
@record_options
def markdown_export(**options: Any) -> None:
    """A briefing in Markdown on standard output, each line with footnotes to the words.

    \b
    Examples:
      communique export md --between USA,CHN --since 2024 > briefing.md
    """
    from communique.publish.markdown import markdown

    click.echo(markdown(selected(Asked(**options))).encode(), nl=False)
