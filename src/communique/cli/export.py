"""``communique export``: the record for other programs."""

from __future__ import annotations

import json
from typing import Any

import click

from communique.cli.options import as_of_option, between_option, db_option, period_options
from communique.cli.record import Asked, selected


@click.group()
def export() -> None:
    """Write the record for other programs."""


@export.command("json")
@db_option
@between_option
@period_options
@as_of_option
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
