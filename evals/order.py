"""Reports read twice, in two orders and in batches of two sizes: the record must be the same to the byte.

The parser works in batches and the ledger hears by the day; neither may leave a trace of who stood beside whom. Every report counts for
itself as well, so that the first difference has a name.

    read in turn by thirty-two, read backwards by seven: one record
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.corpus import claims_of, read

from communique.ledger.build import fold
from communique.model import Claim, Document
from communique.publish.export import record_object
from communique.wire import read_bytes

GOLD = Path(__file__).parent / "gold"
OWN = ("record_docs.jsonl", "travels.jsonl")
# The corpus is long: a cut of it unless COMMUNIQUE_WHOLE=1 asks for all.
CUT = None if os.environ.get("COMMUNIQUE_WHOLE") else 60
FEW = 7


def exported(documents: Iterable[Document], claims: Iterable[Claim]) -> bytes:
    """The record as programs get it."""
    return json.dumps(record_object(fold(documents, claims, [], None)), ensure_ascii=False).encode()


def compared(documents: Sequence[Document], claims: Sequence[Claim]) -> dict[str, float]:
    """Percent of reports that say the same when read again, and 100 where both readings give one record.

    Args:
        documents: the reports in the order of the first reading.
        claims: what was found in them.
    """
    backwards = documents[::-1]
    again = claims_of(backwards, FEW)
    first, second = _by_report(claims), _by_report(again)
    same = sum(first.get(d.id) == second.get(d.id) for d in documents)
    return {
        "reports_read_alike": 100 * same / max(1, len(documents)),
        "same_record": 100.0 * (exported(documents, claims) == exported(backwards, again)),
    }


def _by_report(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.document, []).append(claim)
    return found


def own() -> dict[str, float]:
    """Our own reports."""
    documents = [d for name in OWN for d in read_bytes((GOLD / name).read_bytes(), name).documents]
    return compared(documents, claims_of(documents))


def shared(root: Path) -> dict[str, float]:
    """The corpus under a root, or a cut of it spread over its years."""
    documents, claims = read(root)
    if CUT is not None:
        documents = documents[:: max(1, len(documents) // CUT)]
        names = {d.id for d in documents}
        claims = tuple(c for c in claims if c.document in names)
    return compared(documents, claims)
