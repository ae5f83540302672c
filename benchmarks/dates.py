"""Documents a second of the time layer alone, without parsing, on one core.

Makes wire reports of our own sentences (``evals/gold/time.jsonl``), about 2,000 characters each like news on average, or reads the
JSON Lines files named. ``python benchmarks/dates.py [FILE.jsonl ...]``.

    400 reports of 2,000 characters: 640 documents a second
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from time import process_time

from communique.analysis.dates import find_dates
from communique.analysis.dating import date_report
from communique.model import Document

GOLD = Path(__file__).resolve().parents[1] / "evals" / "gold" / "time.jsonl"
LENGTH = 2000
REPORTS = 400


def reports() -> list[tuple[str, dt.date]]:
    """Reports of our own sentences, each cut from the gold at another place."""
    sentences = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    made = []
    for i in range(REPORTS):
        text, at = "", i * 7
        while len(text) < LENGTH:
            text += sentences[at % len(sentences)]["text"] + (" " if at % 3 else "\n\n")
            at += 1
        made.append((text, dt.date.fromisoformat(sentences[i % len(sentences)]["published"])))
    return made


def read(paths: list[str]) -> list[tuple[str, dt.date]]:
    """Reports of JSON Lines files with ``text`` and ``published``."""
    rows = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return [(row["text"], dt.date.fromisoformat(row["published"][:10])) for row in rows]


def main() -> None:
    """Print documents and characters a second for dates, and documents a second for the dating of undated reports."""
    texts = read(sys.argv[1:]) if sys.argv[1:] else reports()
    find_dates(texts[0][0], texts[0][1])
    begun = process_time()
    found = sum(len(find_dates(text, published)) for text, published in texts)
    spent = process_time() - begun
    size = sum(len(text) for text, _ in texts)
    print(
        f"dates    {len(texts) / spent:7.0f} documents a second, {size / spent / 1e6:.2f} million characters a second, {found} expressions"
    )
    begun = process_time()
    for number, (text, _) in enumerate(texts):
        date_report(Document(str(number), text))
    print(f"dating   {len(texts) / (process_time() - begun):7.0f} documents a second")


if __name__ == "__main__":
    main()
