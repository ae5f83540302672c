"""Measures of the gate before the parser: what a reading without it would have kept, and how many words it lets pass.

``own()`` reads our own reports, ``shared(root)`` a sample of mixed news and of the diplomatic corpus, each document without the gate,
and counts the claims of those that the gate holds back.

    claims_kept 99.6: of a thousand claims four stand in reports that were not parsed
"""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterable
from pathlib import Path

from communique.analysis.gate import may_matter
from communique.analysis.matters import between_sides
from communique.analysis.parse import read_all
from communique.analysis.read import find_claims
from communique.model import Document
from communique.wire import plain_document, read_day

GOLD = Path(__file__).resolve().parent / "gold"
EACH = 100  # of each file, the same ones each time


def measured(documents: Iterable[Document]) -> dict[str, float]:
    """The share of claims in reports that pass, and the share of words that do."""
    claims = kept = words = passed = 0
    for reading in read_all(documents):
        findings = find_claims(reading)
        found = len(findings.claims) if between_sides(reading, findings.cast, findings.claims) else 0
        passes, long = may_matter(reading.document), len(reading.document.text.split())
        claims, kept, words, passed = claims + found, kept + found * passes, words + long, passed + long * passes
    return {"claims_kept": 100 * kept / max(claims, 1), "words_passed": 100 * passed / max(words, 1)}


def _sample(path: Path) -> list[Document]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    some = random.Random(9).sample(rows, min(EACH, len(rows)))
    return [
        plain_document(r["text"], str(r["id"]), id=str(r["id"]), title=r.get("title"), published=read_day(r.get("published") or ""))
        for r in some
    ]


def own() -> dict[str, float]:
    """Our own reports; words passed is no aim there, for all of them are diplomacy."""
    return {"claims_kept": measured(_sample(GOLD / "record_docs.jsonl"))["claims_kept"]}


def shared(root: Path) -> dict[str, float]:
    """Mixed news, and the corpus beside it; a higher share of words passed is no gain, so what is held back is scored."""
    news = measured(d for path in sorted((root / "data" / "volume").glob("*.jsonl.gz")) for d in _sample(path))
    corpus = measured(_sample(root / "data" / "corpus" / "dev.jsonl"))
    return {
        "claims_kept": news["claims_kept"],
        "corpus_claims_kept": corpus["claims_kept"],
        "words_held_back": 100 - news["words_passed"],
    }


if __name__ == "__main__":
    here = Path(os.environ.get("COMMUNIQUE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    for key, share in (own() | (shared(here) if here.is_dir() else {})).items():
        print(f"{key:24} {share:6.2f}")
