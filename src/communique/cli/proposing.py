"""``communique propose``: claims that a language model or langextract proposes, for a person to accept or reject."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from communique.cli.failures import SomeFailed, StoreFailure
from communique.cli.options import Day, data_folder, db_option, json_option, now, open_store

if TYPE_CHECKING:
    from communique.model import Claim, Document
    from communique.store import Store

KEY = "COMMUNIQUE_ASSIST_KEY"
Rows = tuple["Document", Sequence[object], str]  # a report, what is proposed for it, and by whom


@dataclass(slots=True)
class Count:
    """What became of everything proposed."""

    reports: int = 0
    proposed: int = 0
    known: int = 0
    left: int = 0
    cached: int = 0
    asked: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.File("rb"))
@click.option("--assist", "server", metavar="URL", help="Ask a language model behind a server of the OpenAI kind about the reports kept.")
@click.option("--model", metavar="NAME", default="default", show_default=True, help="The model, as its server calls it.")
@click.option("--since", type=Day(), metavar="DAY", help="Ask only about reports published on or after that day.")
@click.option("--requests", type=click.IntRange(1), default=100, show_default=True, help="How many requests at most.")
@click.option("--characters", type=click.IntRange(1), default=1_000_000, show_default=True, help="How many characters are sent at most.")
@click.option("--timeout", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds to wait for one answer.")
@db_option
@json_option
def propose(
    files: tuple[BinaryIO, ...],
    server: str | None,
    model: str,
    since: dt.date | None,
    requests: int,
    characters: int,
    timeout: float,
    address: str | None,
    as_json: bool,
) -> None:
    """Take claims that a language model proposes (--assist), or that langextract wrote to FILE as JSON Lines. Never needed.

    Each must quote its report to the letter and name only whom the report names, or it is refused and counted. What is taken is marked as
    proposed and counts for nothing until a person accepts it: it waits in communique review. With --assist the words of the reports are
    sent to that server, the latest first; answers are kept, so nothing is asked twice. A key is taken from COMMUNIQUE_ASSIST_KEY.

    \b
    Examples:
      communique propose extractions.jsonl
      communique propose --assist http://127.0.0.1:8080/v1 --model qwen3 --since 2024-01-01 --requests 20
    """
    if bool(files) == bool(server):
        raise click.UsageError("name files of langextract, or a server with --assist URL")
    store = open_store(address, writing=True)
    if store is None:
        return
    count = Count()
    with store:
        documents = store.documents()
        if server:
            rows = _asked(documents, server, model, (requests, characters, timeout), since, count)
        else:
            rows = _imported(documents, files, count)
        _take(store, rows, count)
    _report(count, as_json)


def _asked(
    documents: Iterable[Document], server: str, model: str, bounds: tuple[int, int, float], since: dt.date | None, count: Count
) -> Iterator[Rows]:
    from communique.run.assisting import Budget, Helper, Model

    requests, characters, longest = bounds
    behind = Model(server, model, data_folder() / "assist", os.environ.get(KEY), longest)
    helper = Helper(behind, Budget(requests, characters))
    wanted = [d for d in documents if since is None or (d.published is not None and d.published >= since)]
    for document in sorted(wanted, key=lambda d: d.published or dt.date.min, reverse=True):
        answered = helper.read(document)
        count.left += answered.left
        count.cached += answered.cached
        count.asked = helper.budget.asked
        for why in answered.failures:
            count.failures.append((document.id, why))
            click.echo(f"no answer: {document.id}: {why}", err=True)
        if answered.rows or not (answered.failures or answered.left):
            yield document, answered.rows, behind.proposer


def _imported(documents: Iterable[Document], files: Iterable[BinaryIO], count: Count) -> Iterator[Rows]:
    from communique.model import Problem
    from communique.run.langextract import PROPOSER, read_annotated

    by_text = {d.text: d for d in documents}
    for file in files:
        for one in read_annotated(file.read(), Path(str(file.name)).name if file is not sys.stdin.buffer else "standard input"):
            if isinstance(one, Problem):
                count.failures.append((one.document, one.what))
            elif (document := by_text.get(one.text)) is None:
                count.failures.append((one.name, f"its report {one.id or ''} is not in the store; read it first".replace("  ", " ")))
            else:
                yield document, one.rows, PROPOSER
                continue
            click.echo("not taken: {}: {}".format(*count.failures[-1]), err=True)


def _take(store: Store, rows: Iterable[Rows], count: Count) -> None:
    from communique.run.proposing import propose as through_the_door
    from communique.store import StoreError

    known: dict[str, list[Claim]] = {}
    for claim in store.claims():
        known.setdefault(claim.document, []).append(claim)
    try:
        for document, some, proposer in rows:
            made = through_the_door(document, some, proposer, known.get(document.id, ()))
            kept = store.propose(document, made.claims, proposer, now())
            known.setdefault(document.id, []).extend(kept)
            count.reports += 1
            count.proposed += len(kept)
            count.known += made.known + len(made.claims) - len(kept)
            count.refused.update(made.refused)
    except StoreError as error:
        raise StoreFailure(error) from error


def _report(count: Count, as_json: bool) -> None:
    if as_json:
        failed = [{"name": name, "reason": why} for name, why in count.failures]
        told = {name: getattr(count, name) for name in ("reports", "proposed", "known", "refused", "asked", "cached", "left")}
        click.echo(json.dumps(told | {"failed": failed}, ensure_ascii=False, indent=2))
    else:
        for words in _lines(count):
            click.echo(words)
    if count.failures:
        raise SomeFailed(f"{len(count.failures)} could not be taken; the rest is kept")


def _lines(count: Count) -> Iterator[str]:
    told = f"{count.proposed:,} claim{'s' * (count.proposed != 1)} proposed for {count.reports:,} report{'s' * (count.reports != 1)}"
    yield told + (f", {count.known:,} told already" if count.known else "") + f", {count.refused.total():,} refused."
    yield from (f"  refused {number:,}: {why}" for why, number in count.refused.most_common())
    if count.asked or count.cached:
        yield f"  {count.asked:,} asked, {count.cached:,} answered before" + (f", {count.left:,} left" if count.left else "")
    if count.proposed:
        yield "They count for nothing until somebody accepts them: communique review"
