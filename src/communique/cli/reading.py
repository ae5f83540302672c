"""``communique read``: reports into the store; each one whole or not at all, each failure named."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.failures import STOPPED, SomeFailed, StoreFailure
from communique.cli.options import Day, db_option, json_option, open_store
from communique.cli.record import caught_up, page

if TYPE_CHECKING:
    from communique.cli.progress import Reported, Tally
    from communique.model import Document, Problem
    from communique.publish.lines import Line
    from communique.run.engines import Engine
    from communique.store import Store
    from communique.wire import Batch

STRONGEST = 3  # reasons told for an inferred day
MOST_TOLD = 20  # lines about what was passed over; --json lists all


class Columns(click.ParamType[dict[str, str]]):
    """Fields and the columns of a table that hold them: "text=body,published=date"."""

    name = "columns"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """The fields with their columns."""
        if isinstance(value, dict):
            return value
        pairs = [pair.partition("=") for pair in value.split(",")]
        if not all(field.strip() and column.strip() for field, _, column in pairs):
            self.fail(f"{value!r} names no columns; write text=COLUMN,published=COLUMN", param, ctx)
        return {field.strip(): column.strip() for field, _, column in pairs}


@click.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@db_option
@click.option("--published", type=Day(), metavar="DAY", help="The day of publication of all of them, whatever they say.")
@click.option(
    "--columns", type=Columns(), metavar="FIELD=COLUMN,...", help="What the columns of tables hold: text, title, published, id, source."
)
@click.option("--again", is_flag=True, help="Read known reports again, with the rules of today; earlier claims stay in the store.")
@click.option(
    "--topics",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="COMMUNIQUE_TOPICS",
    metavar="FILE",
    help="Topics of your own, beside the packaged ones: TOML, under [topics] a name and its phrases.",
)
@click.option(
    "--engine",
    type=click.Choice(["here", "cores", "ray"]),
    default="here",
    show_default=True,
    help="Where to read: in this process, on all cores of this machine, or on a Ray cluster.",
)
@click.option("--address", "cluster", metavar="ADDRESS", help="The Ray cluster. Default: one on this machine.")
@json_option
def read(
    paths: tuple[str, ...],
    address: str | None,
    published: dt.date | None,
    columns: dict[str, str] | None,
    again: bool,
    topics: Path | None,
    engine: str,
    cluster: str | None,
    as_json: bool,
) -> None:
    """Read reports into the record: files, folders of them, archives, or - for standard input.

    Known are plain text, JSON Lines, CSV, NewsML-G2, NITF, ninjs, HTML, RSS and Atom, mail, PDF, zip, gzip and WARC. A report
    without a day of publication is dated from its own words, or from dated ones that tell the same, and the reasons are told. Reading twice
    changes nothing.

    \b
    Examples:
      communique read reports/
      communique read munich.txt --published 2024-02-16
      communique read archive.csv --columns text=body,published=date
      cat wire.jsonl | communique read -
      communique read archive/ --engine cores
    """
    if cluster and engine != "ray":
        raise click.UsageError("--address is for --engine ray")
    own = own_topics(topics)
    store = open_store(address, writing=True, create=True)
    assert store is not None
    with store:
        batch = gathered(paths, published, columns)
        with working(engine, cluster, own, store) as workers:
            keep_batch(store, batch, published=published, again=again, as_json=as_json, engine=workers)


def keep_batch(
    store: Store,
    batch: Batch,
    *,
    published: dt.date | None = None,
    again: bool = False,
    as_json: bool = False,
    engine: Engine | None = None,
) -> None:
    """Read a batch into the store and tell what became of it.

    Raises:
        SomeFailed: some of it could not be read.
    """
    check_language_model()
    tell_aside(batch)
    tally = keep_all(store, list(batch.documents), list(batch.problems), published=published, again=again, engine=engine)
    caught_up(store)
    if as_json:
        click.echo(json.dumps(as_object(tally, batch), ensure_ascii=False, indent=2))
    else:
        summary(store, tally, batch)
    if failed := tally.failed + len(batch.problems):
        raise SomeFailed(f"{failed} could not be read; the rest is kept" if tally.seen > tally.failed else f"{failed} could not be read")


def gathered(paths: tuple[str, ...], published: dt.date | None, columns: dict[str, str] | None) -> Batch:
    """Every document behind the paths, and what could not be read of them; later versions follow the ones they replace."""
    from communique.wire import follow, joined, read_bytes, read_path
    from communique.wire.formats import LARGEST_FILE

    now = dt.datetime.now(dt.UTC)
    batch = joined(
        read_bytes(sys.stdin.buffer.read(LARGEST_FILE + 1), "standard input", published, now=now, columns=columns)
        if path == "-"
        else read_path(Path(path), published, now=now, columns=columns)
        for path in paths
    )
    return batch._replace(documents=follow(batch.documents))


def tell_aside(batch: Batch) -> None:
    """On standard error: what was guessed, and what was passed over and why."""
    for note in batch.notes:
        click.echo(f"note: {note.document}: {note.what}", err=True)
    for item in batch.passed_over[:MOST_TOLD]:
        click.echo(f"passed over: {item.document}: {item.what}", err=True)
    if (more := len(batch.passed_over) - MOST_TOLD) > 0:
        click.echo(f"passed over: {more:,} more; --json lists them all", err=True)


def own_topics(file: Path | None) -> str | None:
    """The desk's own topics, looked through before anything is read."""
    if file is None:
        return None
    from communique.analysis.topics import read_topics

    try:
        toml = file.read_text(encoding="utf-8")
        read_topics(toml)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{file}: {error}") from error
    return toml


@contextlib.contextmanager
def working(name: str, cluster: str | None, topics: str | None, store: Store) -> Iterator[Engine]:
    """The engine of a name, for as long as it is needed."""
    from communique.run.engines import ENGINES, EngineError
    from communique.run.parses import beside

    try:
        engine = ENGINES[name](cluster, topics, beside(store.url))
    except EngineError as error:
        raise click.ClickException(str(error)) from error
    try:
        yield engine
    finally:
        engine.close()


def check_language_model() -> None:
    """Warn when the language model's files are not the ones the rules were made with; looked at once per install."""
    from communique.cli.options import data_folder
    from communique.run.installation import model_state

    state = model_state(data_folder())
    if not state.sound:
        click.echo(f"warning: {state.words}; see communique doctor", err=True)


def keep_all(
    store: Store,
    documents: list[Document],
    problems: list[Problem],
    *,
    published: dt.date | None,
    again: bool,
    engine: Engine | None = None,
) -> Tally:
    """Read documents into the store with progress on standard error.

    Raises:
        StoreFailure: the store cannot be written any more; what was kept stays.
        click.exceptions.Exit: stopped by the user; what was kept stays.
    """
    from communique.cli.progress import Reported
    from communique.run.installation import installed_version
    from communique.run.reading import read_in
    from communique.store import StoreError

    now = dt.datetime.now(dt.UTC)
    with Reported(len(documents)) as progress:
        for problem in problems:
            progress.say(f"not read: {problem.document}: {problem.what}")
        try:
            outcomes = read_in(store, documents, rules=installed_version(), now=now, published=published, again=again, engine=engine)
            for outcome in outcomes:
                progress.add(outcome)
        except StoreError as error:
            _told(progress, "broken off")
            raise StoreFailure(error) from error
        except KeyboardInterrupt:
            _told(progress, "stopped")
            raise click.exceptions.Exit(STOPPED) from None
    return progress.tally


def _told(progress: Reported, what: str) -> None:
    progress.say(f"{what}: {progress.tally.words}; what was read is kept, the next run goes on from there")


def summary(store: Store, tally: Tally, batch: Batch) -> None:
    """What was read, the days that were inferred and why, and what the store holds now."""
    failed = tally.failed + len(batch.problems)
    aside = [
        f"{tally.known:,} known before" if tally.known else "",
        f"{len(batch.passed_over):,} passed over" if batch.passed_over else "",
        f"{failed:,} could not be read" if failed else "",
    ]
    told = "".join(f", {words}" for words in aside if words)
    click.echo(f"{tally.read:,} report{'s' * (tally.read != 1)} read{told}; {tally.claims:,} claim{'s' * (tally.claims != 1)} found.")
    if tally.bare:
        click.echo(f"{tally.bare:,} of them tell{'s' * (tally.bare == 1)} of nothing between sides.")
    page(_dating(tally))
    size = store.size()
    click.echo(f"The store holds {size:,} report{'s' * (size != 1)}. Look at it with: communique timeline")


def _dating(tally: Tally) -> Iterator[Line]:
    """The days of publication that were inferred, each with its strongest reasons; all of them are in ``communique show``."""
    from communique.publish.days import day
    from communique.publish.lines import line

    if tally.inferred:
        yield line("Days of publication inferred (--published DAY overrides):")
    for outcome in tally.inferred:
        yield line((f"{day(outcome.document.published):>11}", "head"), f"  {outcome.document.id}", indent=2)
        yield line(("; ".join(outcome.reasons[:STRONGEST]), "quiet"), indent=15, hang=0)
    if tally.undated:
        yield line("Without a day; what they say stands in the record without one (--published DAY gives it):")
    for outcome in tally.undated:
        yield line(outcome.document.id, indent=15)
        yield line(("; ".join(outcome.reasons) or "nothing in it tells the day", "quiet"), indent=15, hang=0)


def as_object(tally: Tally, batch: Batch) -> dict[str, object]:
    """The same for programs."""
    inferred = [
        {
            "document": o.document.id,
            "published": o.document.published.isoformat() if o.document.published else None,
            "reasons": list(o.reasons),
        }
        for o in (*tally.inferred, *tally.undated)
    ]
    aside = {
        "failed": _told_of(batch.problems) + tally.failures,
        "passed_over": _told_of(batch.passed_over),
        "notes": _told_of(batch.notes),
    }
    return {"read": tally.read, "known": tally.known, "claims": tally.claims, "dated": inferred, **aside}


def _told_of(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    return [{"name": problem.document, "reason": problem.what} for problem in problems]
