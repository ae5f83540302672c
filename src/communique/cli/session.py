"""Going through the queue at a terminal: one entry at a time, one key for each decision.

j next · k back · a accept · r reject · e edit · m merge · s split · u undo · ? keys · q done
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from communique.cli.desk import Desk
from communique.cli.record import page

if TYPE_CHECKING:
    from communique.ledger.doubts import Case

KEYS = "j next · k back · a accept · r reject · e edit · m merge · s split · w why · u undo · ? keys · q done"


def go_through(desk: Desk, cases: Sequence[Case]) -> None:
    """Show the cases one by one and carry out what the keys ask for, until q or the end of the queue."""
    from communique.publish.decisions import NOTHING, case_lines

    if not cases:
        click.echo(NOTHING)
        return
    at, decided = 0, list[tuple[int, str]]()
    click.echo(KEYS)
    while at < len(cases):
        click.echo(f"\n{at + 1} of {len(cases)}")
        page(case_lines(cases[at]))
        key = click.getchar()
        if key == "q":
            break
        if key == "u" and decided:
            at, number = decided.pop()
            page(desk.undo(number))
        elif key in ("j", "k"):
            at = max(at + (1 if key == "j" else -1), 0)
        elif _carried_out(desk, cases[at], key):
            decided.append((at, desk.made[-1].id))
            at += 1
    click.echo(f"{len(decided)} decided. communique review log lists them, communique undo takes one back.")


def _carried_out(desk: Desk, case: Case, key: str) -> bool:
    """Whether a key made a decision on a case; a slip is told and changes nothing."""
    from communique.model import Act

    ids = [case.entry.id]
    try:
        match key:
            case "a" | "r":
                lines = desk.decide(ids, Act.ACCEPT if key == "a" else Act.REJECT)
            case "e":
                name = click.prompt("field")
                lines = desk.decide(ids, Act.EDIT, name, click.prompt("value", default="", show_default=False))
            case "m":
                others = click.prompt("merge with", default=" ".join(case.twins) or None)
                lines = desk.decide([*ids, *others.split()], Act.MERGE)
            case "s":
                lines = desk.decide(click.prompt("claims to split off").split(), Act.SPLIT)
            case "w":
                _why(desk, case)
                return False
            case _:
                click.echo(KEYS)
                return False
    except click.UsageError as slip:
        click.echo(slip.format_message())
        return False
    page(lines)
    return True


def _why(desk: Desk, case: Case) -> None:
    from communique.publish.why import why_entry

    page(why_entry(desk.record, case.entry, desk.store.claims()))
