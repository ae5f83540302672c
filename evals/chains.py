"""Follow-through over the whole way: are announcements and promises seen, and is their outcome right and proved?

``own`` folds our own small chains (reports in wire style with the outcome an analyst would sign); ``shared`` reads the corpus under a root,
folds it and lets the yardstick judge the record.

    "Harris will travel to Paris in November" ... "Harris met Macron on Wednesday": kept
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from evals.corpus import claims_of, read, record

from communique.ledger.build import fold
from communique.model import Record, Step
from communique.publish.export import record_object
from communique.wire import read_bytes

OWN = Path(__file__).parent / "gold" / "chains.jsonl"
COUNT = re.compile(r"seen (\d+)/(\d+)  right (\d+)/\d+  false fulfilments (\d+)")


def judged(root: Path, record: Record) -> dict[str, float]:
    """What the yardstick under ``root`` says of a record."""
    corpus = root / "data" / "corpus"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        path.write_text(json.dumps(record_object(record)), encoding="utf-8")
        paths = (root / "yardsticks" / "score_chains.py", corpus / "chains_dev.jsonl", corpus / "dev.jsonl", path)
        command = [sys.executable, *map(str, paths)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = COUNT.search(told)
    if found is None:
        raise ValueError(f"the yardstick said: {told!r}")
    seen, every, right, false = map(int, found.groups())
    return {"seen": 100 * seen / every, "right": 100 * right / every, "no_false_fulfilment": 100 * (every - false) / every}


def shared(root: Path) -> dict[str, float]:
    """Chains of the development corpus: percent seen and right, percent free of a false fulfilment.

    Besides, whether the corpus heard backwards makes the same record (100 or 0).
    """
    documents, claims = read(root)
    backwards = fold(documents[::-1], claims[::-1], [], None)
    return judged(root, record(root)) | {"same_in_any_order": 100.0 * (backwards == record(root))}


def own() -> dict[str, float]:
    """Our own chains: percent whose entry has the outcome told, with evidence from the report that tells it."""
    chains = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    right = sum(_right(chain) for chain in chains)
    return {"right": 100 * right / len(chains)}


def _right(chain: dict[str, object]) -> bool:
    lines = "\n".join(json.dumps(report) for report in chain["reports"]).encode()  # type: ignore[attr-defined]
    documents = read_bytes(lines, "chain.jsonl").documents
    record = fold(documents, claims_of(documents), [], None)
    wanted = (chain["first"], chain["outcome"], chain["last"])
    lives = [_life(e.history, e.status) for e in record.engagements] + [_life(c.history, c.status) for c in record.commitments]
    return wanted in lives


def _life(history: tuple[Step, ...], status: str) -> tuple[str | None, str, str | None]:
    told = [step.document for step in history if step.document]
    return (told[0] if told else None), status, (told[-1] if told else None)
