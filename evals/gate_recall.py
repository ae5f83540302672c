"""Measures of the gate before the parser: what a reading of everything would have kept, and how many words need not be read.

``own()`` reads our own reports, ``shared(root)`` a sample of mixed news and of the diplomatic corpus, each document whole and as the gate
would have it read. What belongs to the record stands in a passage that the gate names, and a matter between sides stands there too; it is
kept when the reading of the passages alone finds a claim of its kind with words of proof that begin at the same place.

    found_in_passages 99.7: of a thousand claims three are not found when only their passages are read
"""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterable
from pathlib import Path

from communique.analysis.gate import to_read
from communique.analysis.matters import between_sides
from communique.analysis.parse import Reading, Stretch, read_all, read_one
from communique.analysis.read import find_claims
from communique.model import Claim, Document
from communique.wire import plain_document, read_day

GOLD = Path(__file__).resolve().parent / "gold"
EACH = 100  # of each file, the same ones each time


def measured(documents: Iterable[Document]) -> dict[str, float]:
    """The shares of claims kept, of unread reports that have no matter when read whole either, and of words that are not read."""
    claims = kept = words = passed = unread = idle = 0
    for reading in read_all(documents):
        findings, stretches = find_claims(reading), to_read(reading.document)
        words += len(reading.text.split())
        passed += sum(len(reading.text[start:end].split()) for start, end in stretches)
        if not stretches:
            unread += 1
            idle += not between_sides(reading, findings.cast, findings.claims)
            continue
        inside = [claim for claim in findings.claims if _within(reading, claim, stretches)]
        if between_sides(reading, findings.cast, inside):
            claims += len(inside)
            kept += _kept(reading.document, stretches, inside)
    return {
        "found_in_passages": 100 * kept / max(claims, 1),
        "unread_idle": 100 * idle / max(unread, 1),
        "words_held_back": 100 - 100 * passed / max(words, 1),
    }


def _within(reading: Reading, claim: Claim, stretches: Iterable[Stretch]) -> bool:
    at = reading.offset(claim.evidence[0])
    return any(start <= at < end for start, end in stretches)


def _kept(document: Document, stretches: tuple[Stretch, ...], claims: Iterable[Claim]) -> int:
    """How many claims the reading of some stretches alone finds."""
    reading = read_one(document, stretches)
    findings = find_claims(reading)
    if not between_sides(reading, findings.cast, findings.claims):
        return 0
    found = {(type(claim), span.start, span.title) for claim in findings.claims for span in claim.evidence}
    return sum(any((type(claim), span.start, span.title) in found for span in claim.evidence) for claim in claims)


def _sample(path: Path) -> list[Document]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    some = random.Random(9).sample(rows, min(EACH, len(rows)))
    return [
        plain_document(r["text"], str(r["id"]), id=str(r["id"]), title=r.get("title"), published=read_day(r.get("published") or ""))
        for r in some
    ]


def own() -> dict[str, float]:
    """Our own reports; words held back are no aim there, for all of them are diplomacy."""
    return {"found_in_passages": measured(_sample(GOLD / "record_docs.jsonl"))["found_in_passages"]}


def shared(root: Path) -> dict[str, float]:
    """Mixed news, and the corpus beside it."""
    corpus = measured(_sample(root / "data" / "corpus" / "dev.jsonl"))
    return measured(d for path in sorted((root / "data" / "volume").glob("*.jsonl.gz")) for d in _sample(path)) | {
        "corpus_found_in_passages": corpus["found_in_passages"]
    }


if __name__ == "__main__":
    here = Path(os.environ.get("COMMUNIQUE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    for key, share in (own() | (shared(here) if here.is_dir() else {})).items():
        print(f"{key:24} {share:6.2f}")
