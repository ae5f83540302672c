"""Measures of the time layer: our own sentences and, where measuring data lies beside the project, TimeBank, the probe and dated news.

``own()`` counts spans, types, values and bounds on ``gold/time.jsonl``; ``shared(root)`` runs the TempEval-3 scorer, looks at bare
weekdays, and hides the dates of news to see whether they are found again. ``python evals/time.py`` prints everything, five folds too.

    "The envoys will meet on Friday." (published on a Wednesday) must give the Friday two days on
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from communique.analysis.dates import Timex, find_dates
from communique.analysis.dating import Dated, date_report
from communique.model import Document
from communique.wire.plain import plain_document

GOLD = Path(__file__).resolve().parent / "gold" / "time.jsonl"
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
FOLDS = 5
PER_SOURCE = 120
MONTHS = {name: i + 1 for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
LONG_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NAMED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    rf"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|{LONG_MONTHS})\.? \d{{1,2}}|\d{{1,2}} (?:{LONG_MONTHS}))\b"
)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _found(document: dict[str, Any]) -> tuple[Timex, ...]:
    return find_dates(document["text"], dt.date.fromisoformat(document["published"][:10]))


# ---------------------------------------------------------------- our own sentences


def own() -> dict[str, float]:
    """Shares in percent on our own sentences: F1 of spans, of values, bounds right among values, sentences right in everything."""
    counts: Counter[str] = Counter()
    for sentence in _lines(GOLD):
        gold = {(t["start"], t["end"]): t for t in sentence["timexes"]}
        mine = {(t.start, t.end): t for t in _found(sentence)}
        counts["gold"] += len(gold)
        counts["mine"] += len(mine)
        both = [(gold[place], mine[place]) for place in gold.keys() & mine.keys()]
        valued = [(g, m) for g, m in both if (g["type"], g["value"]) == (m.type, m.value)]
        bounded = [1 for g, m in valued if _bounds_right(g, m)]
        counts["spans"] += len(both)
        counts["values"] += len(valued)
        counts["bounds"] += len(bounded)
        counts["sentences"] += 1
        counts["right"] += len(gold) == len(mine) == len(bounded)
    total = counts["gold"] + counts["mine"]
    return {
        "spans": 200 * counts["spans"] / total,
        "values": 200 * counts["values"] / total,
        "bounds": 200 * counts["bounds"] / total,
        "sentences": 100 * counts["right"] / counts["sentences"],
    }


def _bounds_right(gold: dict[str, Any], mine: Timex) -> bool:
    if "earliest" not in gold:
        return True
    return (gold["earliest"], gold["latest"]) == (mine.earliest and mine.earliest.isoformat(), mine.latest and mine.latest.isoformat())


# ---------------------------------------------------------------- TimeBank, AQUAINT and the probe


def _predict(documents: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            timexes = [{"start": t.start, "end": t.end, "text": t.text, "type": t.type, "value": t.value} for t in _found(document)]
            file.write(json.dumps({"id": document["id"], "timexes": timexes}) + "\n")


def _score(root: Path, gold: Path, mine: Path) -> dict[str, float]:
    command = [sys.executable, str(root / "yardsticks" / "score_time.py"), str(gold), str(mine), "--json", "--only-pred-docs"]
    answer: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: answer[f"{name}_F1"] for name in ("strict", "relaxed", "type", "value")}


def _weekdays(documents: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Bare weekdays whose gold day is within six days of the report: the share with the right day, and how many of those ahead."""
    counts: Counter[str] = Counter()
    for document in documents:
        day = dt.date.fromisoformat(document["published"][:10])
        mine = _found(document)
        for gold in document["timexes"]:
            try:
                away = (dt.date.fromisoformat(gold["value"]) - day).days
            except ValueError:
                continue
            if gold["text"].lower() not in WEEKDAYS or abs(away) > 6:
                continue
            right = any(m.start <= gold["start"] < m.end and m.value[:10] == gold["value"] for m in mine)
            counts["all"] += 1
            counts["right"] += right
            counts["ahead"] += right and away > 0
    return {"weekdays": 100 * counts["right"] / counts["all"], "weekdays_ahead": float(counts["ahead"])}


def folds(root: Path) -> list[dict[str, float]]:
    """The dev scores of five folds of documents (by a hash of their ids); the rules are the same in all."""
    documents = list(_lines(root / "data" / "time" / "dev.jsonl"))
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            part = [d for d in documents if int(hashlib.sha256(d["id"].encode()).hexdigest(), 16) % FOLDS == fold]
            gold, mine = Path(folder) / "gold.jsonl", Path(folder) / "mine.jsonl"
            gold.write_text("".join(json.dumps(d) + "\n" for d in part), encoding="utf-8")
            _predict(part, mine)
            scores.append(_score(root, gold, mine))
    return scores


# ---------------------------------------------------------------- undated reports


def _day(written: str) -> dt.date | None:
    written = written.strip()
    if found := re.match(r"(\d{4})-(\d\d)-(\d\d)", written):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.match(r"(\d{1,2})-([A-Z]{3})-(\d{4})", written):
        return dt.date(int(found[3]), MONTHS[found[2].lower()], int(found[1]))
    if found := re.match(r"([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4})", written):
        return dt.date(int(found[3]), MONTHS[found[1].lower()], int(found[2]))
    try:
        return parsedate_to_datetime(written).date()
    except (TypeError, ValueError):
        return None


def _sources(root: Path) -> dict[str, list[dict[str, Any]]]:
    sources = {"corpus": list(_lines(root / "data" / "corpus" / "dev.jsonl"))}
    return sources | {path.name.split(".")[0]: list(_lines(path)) for path in sorted((root / "data" / "volume").glob("*.jsonl.gz"))}


def all_dated(root: Path) -> Dated:
    """Every dated report of the collections with its date, as a desk that has been reading for long would hold them."""
    rows = ((row, _day(row["published"] or "")) for some in _sources(root).values() for row in some)
    return Dated(Document(row["id"], row["text"], row["title"], published=day, published_basis="given") for row, day in rows if day)


def dated_news(root: Path, per_source: int = PER_SOURCE) -> Iterator[tuple[str, Document, dt.date]]:
    """Dated news items that name a weekday or a date, the same number from each collection, picked by a hash of their ids.

    The date that came with an item is hidden; its title and text, with a dateline or stamp where it has one, are read as ever.
    """
    for name, rows in _sources(root).items():
        news = (r for r in rows if r.get("kind", "news") == "news" and NAMED.search(r["text"]))
        fit = [(r, day) for r in news if (day := _day(r["published"] or ""))]
        fit.sort(key=lambda pair: hashlib.sha256(pair[0]["id"].encode()).hexdigest())
        for row, day in fit[:per_source]:
            yield name, plain_document(row["text"], name, id=row["id"], title=row["title"]), day


def _dating(items: Iterable[tuple[str, Document, dt.date]], year_known: bool, among: Dated | None = None) -> dict[str, float]:
    """How often a day is given, and how often it is right to the day and within one day; with the year hidden or known.

    ``among`` holds every other dated report, of all collections; an item is never found among them by its own id.
    """
    counts: Counter[str] = Counter()
    for _, document, day in items:
        first, last = (dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)) if year_known else (None, None)
        found = date_report(document, first, last, among=among).published
        counts["all"] += 1
        counts["answered"] += found is not None
        counts["exact"] += found == day
        counts["near"] += found is not None and abs((found - day).days) <= 1
    answered = max(counts["answered"], 1)
    return {
        "answered": 100 * counts["answered"] / counts["all"],
        "exact": 100 * counts["exact"] / answered,
        "within_a_day": 100 * counts["near"] / answered,
    }


def shared(root: Path) -> dict[str, float]:
    """All measures on the data under ``root``; texts and scorers stay there."""
    scores: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        mine = Path(folder) / "mine.jsonl"
        for name in ("dev", "probe"):
            gold = root / "data" / "time" / f"{name}.jsonl"
            _predict(_lines(gold), mine)
            scores |= {f"{name}_{measure}": value for measure, value in _score(root, gold, mine).items()}
    scores |= _weekdays(_lines(root / "data" / "time" / "dev.jsonl"))
    items = list(dated_news(root))
    scores |= {f"dating_{name}": value for name, value in _dating(items, year_known=False).items()}
    scores |= {f"dating_year_known_{name}": value for name, value in _dating(items, year_known=True).items()}
    scores |= {f"dating_among_{name}": value for name, value in _dating(items, year_known=False, among=all_dated(root)).items()}
    return scores


if __name__ == "__main__":
    here = Path(os.environ.get("COMMUNIQUE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    measures = own() | (shared(here) if here.is_dir() else {})
    for key, share in measures.items():
        print(f"{key:32} {share:6.2f}")
    if here.is_dir():
        for number, fold_scores in enumerate(folds(here), 1):
            print(f"fold {number}  " + "  ".join(f"{measure} {value:5.2f}" for measure, value in fold_scores.items()))
