"""The development corpus, read once for all measures that need it.

The documents that its chains name, among every fifth of the others; with COMMUNIQUE_WHOLE=1 all of them, which gives the same picture and
takes five times as long.

    2,351 reports and readouts of 1987 to 2026, with every claim found in them
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterable
from pathlib import Path

from communique.analysis.parse import read_all
from communique.analysis.read import find_claims
from communique.ledger.build import fold
from communique.model import Claim, Document, Record
from communique.wire import read_bytes

EVERY = 1 if os.environ.get("COMMUNIQUE_WHOLE") else 5


def claims_of(documents: Iterable[Document], batch: int = 32) -> list[Claim]:
    """Every claim of the documents, read in batches."""
    return [claim for reading in read_all(documents, batch=batch) for claim in find_claims(reading).claims]


@functools.cache
def read(root: Path) -> tuple[tuple[Document, ...], tuple[Claim, ...]]:
    """The documents and claims of the corpus under ``root``; a minute or more, so once a run."""
    corpus = root / "data" / "corpus"
    chains = [json.loads(line) for line in (corpus / "chains_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    named = {report["id"] for chain in chains for report in (*chain["commitment"], *chain["followups"])}
    lines = (corpus / "dev.jsonl").read_bytes().splitlines()
    kept = [line for n, line in enumerate(lines) if n % EVERY == 0 or json.loads(line)["id"] in named]
    documents = tuple(read_bytes(b"\n".join(kept), "dev.jsonl").documents)
    return documents, tuple(claims_of(documents))


@functools.cache
def record(root: Path) -> Record:
    """The record of the corpus with all that is known."""
    documents, claims = read(root)
    return fold(documents, claims, [], None)
