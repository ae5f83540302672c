"""The views: what the record holds, for people or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from communique.cli.options import as_of_option, db_option, json_option, view_options
from communique.cli.record import Asked, Whole, answer, empty, give, nothing, selected

if TYPE_CHECKING:
    from communique.model import Claim, Decision, Document, Record
    from communique.publish.find import Entry
    from communique.publish.part import Part
    from communique.store import Store
    from communique.store.search import Hit


@click.command()
@view_options
def timeline(**options: Any) -> None:
    """Engagements in the order of days, each with its history and its words.

    \b
    Examples:
      communique timeline
      communique timeline --between U.S.,China --since 2023-06
      communique timeline --as-of 2023-09-18      the record as it stood that day
    """
    from communique.publish import timeline as view

    asked = _asked(options)
    record = selected(asked, "engagements")
    give(asked, lambda: view.timeline(record, nothing(asked)), lambda: _section(record, "engagements"))


@click.command()
@view_options
def agenda(**options: Any) -> None:
    """What is ahead, what is still open, and what passed without a sign in the record.

    \b
    Examples:
      communique agenda --between U.S.,China
      communique agenda --as-of 2023-09-18
    """
    from communique.publish import timeline as view

    asked = _asked(options)
    record = view.pending(selected(asked, "engagements", "commitments"))
    give(asked, lambda: view.agenda(record, nothing(asked)), lambda: _section(record, "engagements", "commitments"))


@click.command()
@view_options
def commitments(**options: Any) -> None:
    """What each side said it will do, by when, and what became of it.

    \b
    Example:
      communique commitments --between USA,CHN --json
    """
    from communique.publish import commitments as view

    asked = _asked(options)
    record = selected(asked, "commitments")
    give(asked, lambda: view.commitments(record, nothing(asked, "No commitment")), lambda: _section(record, "commitments"))


@click.command()
@view_options
def channels(**options: Any) -> None:
    """Standing lines between sides: which are open, which are cut, since when.

    \b
    Example:
      communique channels --between U.S.,China
    """
    from communique.publish import channels as view

    asked = _asked(options)
    record = selected(asked, "channels")
    give(asked, lambda: view.channels(record, nothing(asked, "No channel")), lambda: _section(record, "channels"))


@click.command()
@view_options
def statements(**options: Any) -> None:
    """Who said what, through whom, report by report.

    \b
    Example:
      communique statements --between China,U.S. --since 2024-02-16
    """
    from communique.publish import statements as view

    asked = _asked(options)
    record = answer(asked, lambda _, told: told.said(asked.selection)) or empty(asked)
    give(asked, lambda: view.statements(record, nothing(asked, "No statement")), lambda: _section(record, "statements"))


@click.command()
@click.argument("key", metavar="ID")
@db_option
@as_of_option
@json_option
def compare(key: str, **options: Any) -> None:
    """Both sides' accounts of one engagement, side by side.

    \b
    Example:
      communique compare Ec53cf36c      the id stands beside the entry in the timeline
    """
    from communique.model import EngagementEntry
    from communique.publish import compare as view

    asked = _asked(options)
    found = answer(asked, lambda _, told: _find(told, key))
    if found is None:
        return
    record, entry = found
    if not isinstance(entry, EngagementEntry):
        raise click.UsageError(f"{key} is no engagement; communique timeline prints their ids")
    give(asked, lambda: view.compare(record, entry), lambda: view.compare_object(record, entry))


@click.command()
@click.argument("key", metavar="ID")
@db_option
@as_of_option
@json_option
def show(key: str, **options: Any) -> None:
    """One entry in full, or one report with its text and what rests on it.

    The beginning of an id will do.
    """
    from communique.publish import export
    from communique.publish.show import show_entry

    def question(store: Store, told: Part | Whole) -> tuple[Record, Entry | Document, tuple[str, ...]]:
        record, entry = _find(told, key)
        return record, entry, store.reasons(entry.id)

    asked = _asked(options)
    found = answer(asked, question)
    if found is None:
        return
    record, entry, reasons = found
    give(asked, lambda: show_entry(record, entry, reasons), lambda: export.one(entry))


@click.command()
@click.argument("key", metavar="ID")
@db_option
@as_of_option
@json_option
def why(key: str, **options: Any) -> None:
    """The claims behind an entry: the quoted words, the report and day, the rule that found or moved it, and what people decided on it.

    \b
    Example:
      communique why Ec53cf36c
    """
    from communique.model import Document
    from communique.publish import why as view

    def question(store: Store, told: Part | Whole) -> tuple[Record, Entry, tuple[Claim, ...], tuple[Decision, ...]]:
        record, entry = _find(told, key)
        if isinstance(entry, Document):
            raise click.UsageError(f"{key} is a report; communique show prints it with what rests on it")
        return record, entry, store.some_claims(ids=view.behind(entry)), told.decisions()

    asked = _asked(options)
    found = answer(asked, question)
    if found is None:
        return
    record, entry, claims, decisions = found
    give(asked, lambda: view.why_entry(record, entry, claims, decisions), lambda: view.why_object(record, entry, claims, decisions))


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many entries and how many paragraphs at most."
)
@db_option
@as_of_option
@json_option
def search(words: tuple[str, ...], limit: int, **options: Any) -> None:
    """Search reports and record for WORDS.

    All words must be there; "quoted words" stand together, -word leaves out, word* takes every ending, OR parts alternatives.

    \b
    Examples:
      communique search military communication
      communique search '"red line" OR "core interest"'
      communique search -- fentanyl -mexico
    """
    from communique.publish import found as view
    from communique.store import AFTER, BEFORE

    def question(store: Store, told: Part | Whole) -> tuple[Record, tuple[Hit, ...]]:
        hits = store.search(" ".join(words), limit)
        return told.holding({hit.claim for hit in hits if hit.claim}, {hit.document for hit in hits}), hits

    asked = _asked(options)
    found = answer(asked, question)
    if found is None:
        return
    record, hits = found
    passages = [view.passage(hit.document, hit.claim, hit.excerpt, BEFORE, AFTER) for hit in hits]
    give(asked, lambda: view.found(record, passages), lambda: view.found_object(record, passages))


COMMANDS = (timeline, agenda, commitments, channels, statements, compare, show, why, search)


def _section(record: Record, *kinds: str) -> Any:
    """Lists of a record for programs; what writes them takes longer to load than a view to show, so it is loaded when asked for."""
    from communique.publish import export

    return export.section(record, *kinds)


def _asked(options: dict[str, Any]) -> Asked:
    return Asked(**options)


def _find(told: Part | Whole, key: str) -> tuple[Record, Entry | Document]:
    """An entry or report, and the record around it."""
    from communique.publish.find import NoSuchEntryError, find_entry

    try:
        record = told.around(key)
        return record, find_entry(record, key)
    except NoSuchEntryError as error:
        raise click.UsageError(str(error)) from error
