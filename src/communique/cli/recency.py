"""``communique diff`` and ``communique brief``: what changed since a day, and a briefing for whoever meets the other side."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from communique.cli.options import Day, Sides, as_of_option, between_option, db_option, json_option, open_store
from communique.cli.record import Asked, fold_store, give, nothing

if TYPE_CHECKING:
    from communique.model import Record
    from communique.publish.changed import Turn

RECENT = dt.timedelta(days=90)


@click.command()
@click.option("--since", type=Day(), metavar="DAY", required=True, help="What was published or fell due on or after that day.")
@between_option
@db_option
@as_of_option
@json_option
def diff(**options: Any) -> None:
    """What changed in the record since a day: held, kept, put off, overdue, moved, new, and where reports disagree.

    The record as it stood before that day is compared with the one of --as-of (default: all that was read). Each change gives the words
    that made it. Reports without a day of publication are left out.

    \b
    Examples:
      communique diff --since 2023-09-18 --between U.S.,China
      communique diff --since 2023-09-18 --as-of 2024-02-16 --json
    """
    from communique.publish import changed as view

    asked = Asked(**options)
    assert asked.since is not None
    since = asked.since
    record, made = _turns(asked, since)
    empty = nothing(asked, "Nothing changed")
    give(asked, lambda: view.changed(made, record, since, empty), lambda: view.changed_object(made, since, asked.as_of))


@click.command()
@click.option("--between", type=Sides(), metavar="SIDES", required=True, help='The sides: codes or names ("USA,CHN", "U.S.,China").')
@click.option("--since", type=Day(), metavar="DAY", help="What changed since that day. Default: 90 days before the last report.")
@db_option
@as_of_option
@json_option
def brief(**options: Any) -> None:
    """A briefing in Markdown on what some sides have with each other, each line with a footnote to the words of a report.

    What changed, what lies ahead, what is overdue, the state of the lines, and the last words of each side by topic.

    \b
    Examples:
      communique brief --between U.S.,China > briefing.md
      communique brief --between U.S.,China --since 2023-09-18 --as-of 2024-02-16
    """
    from communique.publish import briefing as view
    from communique.publish.selection import Selection, select

    asked = Asked(**options)
    between = asked.between or ()
    if len(between) < 2:
        raise click.UsageError("a briefing is on two sides or more: --between U.S.,China")
    record, made = _turns(asked, asked.since)
    part = select(record, Selection(between))
    told = view.brief_on(part, made, between, asked.since or _recent(record))
    if asked.as_json:
        click.echo(json.dumps(view.briefing_object(told), ensure_ascii=False, indent=2))
    elif part.engagements or part.commitments or part.channels:
        # Markdown is UTF-8 whatever the letters of the terminal are.
        click.echo(view.markdown(told, part).encode("utf-8", "backslashreplace"), nl=False)
    else:
        click.echo(nothing(replace(asked, since=None)))


def _turns(asked: Asked, since: dt.date | None) -> tuple[Record, tuple[Turn, ...]]:
    """The record, and what changed in it since a day (some time before the last report when None)."""
    from communique.ledger.changes import changes
    from communique.ledger.periods import shifted
    from communique.model import Record
    from communique.publish.changed import turns

    if asked.as_of and since and asked.as_of < since:
        raise click.UsageError(f"--as-of {asked.as_of} lies before --since {since}")
    store = open_store(asked.address)
    if store is None:
        return Record(asked.as_of, (), (), (), (), (), (), ()), ()
    with store:
        after, _ = fold_store(store, asked.as_of)
        before, _ = fold_store(store, shifted(since or _recent(after), -dt.timedelta(days=1)))
    return after, turns(changes(before, after), before, after, asked.between or ())


def _recent(record: Record) -> dt.date:
    from communique.ledger.periods import shifted

    last = record.as_of or max((d.published for d in record.documents if d.published), default=dt.date.min)
    return shifted(last, -RECENT)
