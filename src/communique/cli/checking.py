"""``communique check``: a draft held against the record before it is published."""

from __future__ import annotations

import datetime as dt

import click

from communique.cli.failures import CONTRADICTED, SomeFailed
from communique.cli.options import Day, as_of_option, db_option, json_option, today
from communique.cli.reading import gathered
from communique.cli.record import Asked, give, whole


@click.command()
@click.argument("file")
@click.option(
    "--published", type=Day(), metavar="DAY", help='The day of the draft, from which "on Friday" counts. Default: --as-of, or today.'
)
@db_option
@as_of_option
@json_option
def check(file: str, published: dt.date | None, address: str | None, as_of: dt.date | None, as_json: bool) -> None:
    """Hold a draft FILE (- for standard input) against the record.

    Every engagement with its day, every state of a channel, every "first since", "third this year", "highest-ranking" is confirmed,
    contradicted or unknown, with the entries that say so. It is contradicted only where an entry says otherwise; what the record does
    not hold is unknown. Name people with office or side where they first appear, as in print: a draft is read without the record.

    Ends with 1 when something is contradicted, else with 0.

    \b
    Examples:
      communique check draft.txt
      echo "U.S. President Joe Biden met China's Xi Jinping in Bali on Nov. 14, 2022." | communique check -
    """
    from communique.publish import checked as view
    from communique.run.drafting import check_draft

    record = whole(Asked(address, as_of=as_of))
    batch = gathered((file,), published, None)
    if batch.problems:
        raise SomeFailed("; ".join(f"{problem.document}: {problem.what}" for problem in batch.problems))
    found = check_draft(batch.documents, record, published or as_of or today())
    give(
        Asked(as_json=as_json),
        lambda: view.checked(found.verdicts, found.problems, record),
        lambda: view.checked_object(found.verdicts, found.problems),
    )
    if any(verdict.verdict == "contradicted" for verdict in found.verdicts):
        raise click.exceptions.Exit(CONTRADICTED)
