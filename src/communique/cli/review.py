"""``communique review`` and ``communique undo``: what is worth a look, the decisions people make, and the log of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import click
from click.core import ParameterSource

from communique.cli.desk import Desk, desk, doubtful, tell
from communique.cli.failures import SomeFailed, StoreFailure
from communique.cli.options import between_option, db_option, decision_options, json_option, login, open_store
from communique.cli.record import Asked, fold_store, give
from communique.cli.session import go_through

if TYPE_CHECKING:
    from communique.ledger.doubts import Case
    from communique.model import Decision, Problem


@click.group(invoke_without_command=True)
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many entries at most.")
@between_option
@db_option
@click.option("--by", "user", metavar="USER", default=None, help="Who decides at the terminal. Default: your login name.")
@json_option
@click.pass_context
def review(context: click.Context, /, limit: int, user: str | None, **options: Any) -> None:
    """What is worth a person's look, and the decisions on it.

    Entries with the gravest doubt come first: reports that contradict each other, entries that may be one, a promise kept by the report
    of a deed alone, weak sources, silence of the record, inferred days, missing fields. Among equals comes first the one on which most
    of the record hangs, then the latest told. What was decided comes back only when something was told since.

    At a terminal the entries are gone through with keys (? tells which). Else they are printed, and each decision is a command.

    \b
    Examples:
      communique review --between U.S.,China
      communique review edit Ec53cf36c place "Nusa Dua" --reason "the readout names it"
      communique review merge E8b2c1f00 E77aa0c1d --by lee
      communique review log
    """
    if context.invoked_subcommand:
        if any(context.get_parameter_source(name) is ParameterSource.COMMANDLINE for name in context.params):
            raise click.UsageError(f"put the options behind the subcommand: communique review {context.invoked_subcommand} ... --db PATH")
        return
    from communique.publish import decisions as view

    asked = Asked(**options)
    if not asked.as_json and sys.stdin.isatty() and sys.stdout.isatty():
        with desk(asked.address, user or login()) as at:
            go_through(at, doubtful(at.store, at.record, asked.between))
        return
    store = open_store(asked.address)
    found: tuple[Case, ...] = ()
    if store is not None:
        with store:
            found = doubtful(store, fold_store(store, None)[0], asked.between)
    give(asked, lambda: view.queue(found, limit), lambda: view.queue_object(found[:limit]))


def _decided(
    address: str | None, user: str, reason: str, as_json: bool, keys: Sequence[str], act: str, edit: tuple[str, str] | tuple[()] = ()
) -> None:
    from communique.model import Act

    with desk(address, user, reason) as at:
        lines = at.decide(keys, Act(act), *edit)
        tell(lines, at.made, as_json)


Options = Any  # --db, --by, --reason and --json of a decision, as click hands them over


def decision(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A subcommand that makes one decision, with the options that all of them take."""

    def made(command: Callable[..., None]) -> click.Command:
        for option in (json_option, decision_options, db_option):
            command = option(command)
        return review.command(name)(command)

    return made


@decision("accept")
@click.argument("keys", metavar="ID...", nargs=-1, required=True)
def accept(keys: tuple[str, ...], **options: Options) -> None:
    """Confirm entries as they stand; they leave the queue until something more is told. A rejected claim counts again.

    \b
    Example:
      communique review accept Ec53cf36c Cb6a5faf4
    """
    _decided(**options, keys=keys, act="accept")


@decision("reject")
@click.argument("keys", metavar="ID...", nargs=-1, required=True)
def reject(keys: tuple[str, ...], **options: Options) -> None:
    """Reject entries, or single claims behind them (communique why ID prints them). What is rejected stays in the store.

    \b
    Example:
      communique review reject E548ed514 --reason "another Kishida"
    """
    _decided(**options, keys=keys, act="reject")


@decision("edit")
@click.argument("key", metavar="ID")
@click.argument("field")
@click.argument("value")
def edit(key: str, field: str, value: str, **options: Options) -> None:
    """Set a field of an entry; "" empties it. It stands whatever further reports tell.

    Engagements: kind, status, people, sides, days, start, end, place, occasion, duration, topics. Commitments: by, toward, what, strength,
    days, start, end, condition, topics. Channels: name, sides, state, days, start, end. Statements: speaker, side, stance, audience,
    condition, topics. Days are YYYY-MM-DD, FIRST..LAST, YYYY-MM or YYYY; people "Wang Yi (foreign minister, China), Antony Blinken (U.S.)".

    \b
    Examples:
      communique review edit Ec53cf36c days 2022-11-14 --reason "the readout names the day"
      communique review edit E66ab0b93 status cancelled
    """
    _decided(**options, keys=[key], act="edit", edit=(field, value))


@decision("merge")
@click.argument("keys", metavar="ID ID...", nargs=-1, required=True)
def merge(keys: tuple[str, ...], **options: Options) -> None:
    """Make one entry of several that tell of the same thing.

    \b
    Example:
      communique review merge E0cb21b25 E346a968b
    """
    _decided(**options, keys=keys, act="merge")


@decision("split")
@click.argument("keys", metavar="CLAIM...", nargs=-1, required=True)
def split(keys: tuple[str, ...], **options: Options) -> None:
    """Take claims out of their entry into one of their own; communique why ID prints the claims of an entry.

    \b
    Example:
      communique review split e81c2f00aa71b --reason "the meeting of the year before"
    """
    _decided(**options, keys=keys, act="split")


@decision("assign")
@click.argument("key", metavar="ID")
@click.argument("actor")
def assign(key: str, actor: str, **options: Options) -> None:
    """Say who took part in an engagement or who made a statement, as "Wang Yi (China)" or "Wang Yi (foreign minister, China)".

    \b
    Example:
      communique review assign E43b75c0e "Alejandro Mayorkas (U.S.)"
    """
    _decided(**options, keys=[key], act="edit", edit=("actor", actor))


@decision("link")
@click.argument("key", metavar="COMMITMENT")
@click.argument("proof", metavar="ID")
def link(key: str, proof: str, **options: Options) -> None:
    """Say that an engagement, a channel or a claim keeps a commitment.

    \b
    Example:
      communique review link Cb6a5faf4 E3cef53b2
    """
    _decided(**options, keys=[key], act="edit", edit=("kept_by", proof))


@decision("unlink")
@click.argument("key", metavar="COMMITMENT")
@click.argument("proof", metavar="ID")
def unlink(key: str, proof: str, **options: Options) -> None:
    """Say that something does not keep a commitment, though the record ties the two.

    \b
    Example:
      communique review unlink C460a9468 Leca58bdc
    """
    _decided(**options, keys=[key], act="edit", edit=("not_kept_by", proof))


@click.command()
@click.argument("number", metavar="[DECISION]", required=False)
@db_option
@decision_options
@json_option
def undo(number: str | None, address: str | None, user: str, reason: str, as_json: bool) -> None:
    """Take back the last decision that stands, or the one with that number. To undo an undo restores.

    \b
    Examples:
      communique undo
      communique undo 1 --reason "it was right after all"
    """
    with desk(address, user, reason) as at:
        lines = at.undo(number)
        tell(lines, at.made, as_json)


# ---------------------------------------------------------------- the log


@review.command("log")
@db_option
@json_option
def log(address: str | None, as_json: bool) -> None:
    """Every decision in the order made: number, day, who, what, why, and by which it was taken back.

    \b
    Example:
      communique review log
    """
    from communique.ledger.build import fold
    from communique.ledger.review import taken_back
    from communique.publish import decisions as view
    from communique.store.log import decision_object

    store = open_store(address)
    if store is None:
        give(Asked(as_json=as_json), lambda: view.log((), {}, ()), lambda: {"decisions": []})
        return
    with store:
        made = store.decisions()
        record, claims = fold_store(store, None)
        # What was rejected is named as it stood before.
        names = view.resting(fold(store.documents(), claims, (), None), record)
    gone = taken_back(made)
    rows = [decision_object(d) | {"taken_back_by": gone.get(d.id), "problems": view.unheld(d, record.problems)} for d in made]
    give(Asked(as_json=as_json), lambda: view.log(made, names, record.problems), lambda: {"decisions": rows})


@review.command("export")
@db_option
def export_log(address: str | None) -> None:
    """Write every decision as JSON Lines, one on a line, for communique review import elsewhere.

    \b
    Example:
      communique review export > decisions.jsonl
    """
    from communique.store.log import decision_object

    store = open_store(address)
    if store is None:
        return
    with store:
        for made in store.decisions():
            click.echo(json.dumps(decision_object(made), ensure_ascii=False))


@review.command("import")
@click.argument("file", type=click.File(encoding="utf-8"))
@db_option
@json_option
def import_log(file: TextIO, address: str | None, as_json: bool) -> None:
    """Replay decisions from JSON Lines (- for standard input), under the names and times in them; what is known is left alone.

    \b
    Example:
      communique review import decisions.jsonl
    """
    from communique.publish import decisions as view
    from communique.store.log import decision_object

    with desk(address) as at:
        added, problems = _replayed(at, file)
        told = {"added": [decision_object(d) for d in added], "problems": [f"{p.document}: {p.what}" for p in problems]}
        lines = view.replayed(added, problems, at.record)
    give(Asked(as_json=as_json), lambda: lines, lambda: told)
    if problems:
        raise SomeFailed(f"{len(problems)} could not be replayed; the rest is kept")


def _replayed(at: Desk, file: TextIO) -> tuple[list[Decision], list[Problem]]:
    from communique.model import Decision, Problem
    from communique.run.replay import replay
    from communique.store import StoreError
    from communique.store.log import read_log

    try:
        rows = list(read_log(file, file.name))
    except UnicodeDecodeError as error:
        raise SomeFailed(f"{file.name}: not UTF-8 ({error.reason})") from error
    try:
        outcomes = list(replay(at.store, [row for row in rows if isinstance(row, Decision)]))
    except StoreError as error:
        raise StoreFailure(error) from error
    at.record = fold_store(at.store, None)[0]
    problems = [row for row in (*rows, *outcomes) if isinstance(row, Problem)]
    return [made for made in outcomes if isinstance(made, Decision)], problems


@review.command("agreement")
@click.argument("users", metavar="[USER USER]", nargs=-1)
@db_option
@json_option
def agreement(users: tuple[str, ...], address: str | None, as_json: bool) -> None:
    """How far two reviewers agree on what both have judged: per cent and Cohen's kappa, for each field. Two in the log need no names.

    \b
    Example:
      communique review agreement lee kim
    """
    from communique.ledger.agreement import agreement as measured
    from communique.ledger.agreement import reviewers
    from communique.publish import decisions as view

    store = open_store(address)
    if store is None:
        return
    with store:
        made = store.decisions()
    known = reviewers(made)
    one_and_other = users or known
    if len(one_and_other) != 2 or set(users) - set(known):
        raise click.UsageError(f"name two who have decided something; in the log: {', '.join(known) or 'nobody'}")
    one, other = one_and_other
    found = measured(made, one, other)
    give(Asked(as_json=as_json), lambda: view.agreed(found, one, other), lambda: view.agreed_object(found, one, other))
