"""The development corpus, read once for all measures that need the whole of it.

2,351 reports and readouts of 1987 to 2026, with every claim found in them
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

from communique.analysis.parse import read_all
from communique.analysis.read import find_claims
from communique.ledger.build import fold
from communique.model import Claim, Document, Record
from communique.wire import read_bytes


def claims_of(documents: Iterable[Document]) -> list[Claim]:
    """Every claim of the documents."""
    return [claim for reading in read_all(documents) for claim in find_claims(reading).claims]


@functools.cache
def read(root: Path) -> tuple[tuple[Document, ...], tuple[Claim, ...]]:
    """The documents and claims of the corpus under ``root``; minutes, so once a run."""
    documents = read_bytes((root / "data" / "corpus" / "dev.jsonl").read_bytes(), "dev.jsonl").documents
    return tuple(documents), tuple(claims_of(documents))


@functools.cache
def record(root: Path) -> Record:
    """The record of the corpus with all that is known."""
    documents, claims = read(root)
    return fold(documents, claims, [], None)
