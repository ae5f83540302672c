"""Measures of the record: engagements, commitments, channels and follow-through in reports and readouts.

``own()`` scores our own reports (``gold/record_docs.jsonl``, annotated in ``gold/record_gold.jsonl``); ``shared(root)`` runs the
yardsticks over the measuring data beside the project: the annotated documents in two halves, the readouts, and a sample of news of
all kinds for noise. An extracted engagement counts as found when sides, people or words tie it to a gold one and the days do not
contradict; as right when kind, standing (held, ahead, off), sides and day agree too.

    "Kamikawa met Cho in Seoul on Thursday." - found and right: meeting, held, JPN and KOR, that Thursday
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
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from communique.run.raw import analyse, document_from

GOLD = Path(__file__).resolve().parent / "gold"
ROOT = Path(os.environ.get("COMMUNIQUE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LAYERS = ("engagements", "commitments", "channels", "follow_through")
STANDING = {
    "held": "held", "under way": "held", "planned": "ahead", "expected": "ahead", "invited": "ahead",
    "postponed": "off", "cancelled": "off", "refused": "off",
}  # fmt: skip
REMOTE = frozenset({"call", "letter"})
NOISE = 300
Row = dict[str, Any]


def lines(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file, packed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def extracted(rows: Iterable[Row]) -> dict[str, Row]:
    """What the program finds, by document id."""
    documents = [document_from(json.dumps(row), number) for number, row in enumerate(rows, 1)]
    return {str(found["id"]): found for found, _ in analyse(documents, "record")}


# ---------------------------------------------------------------- our own reports


def own() -> dict[str, float]:
    """F1 of engagements found and right, precision of those found, and F1 of commitments and channels, in percent."""
    if not (GOLD / "record_docs.jsonl").exists():
        return {}
    gold = {row["id"]: row for row in lines(GOLD / "record_gold.jsonl")}
    mine = extracted(lines(GOLD / "record_docs.jsonl"))
    tally = dict.fromkeys(("gold", "mine", "found", "right"), 0)
    layers = {layer: [0, 0, 0] for layer in ("commitments", "channels")}
    for name, row in gold.items():
        got = mine[name]
        pairs = _paired(row["engagements"], got["engagements"])
        tally["gold"] += len(row["engagements"])
        tally["mine"] += len(got["engagements"])
        tally["found"] += len(pairs)
        tally["right"] += sum(_right(a, b) for a, b in pairs)
        for layer, counts in layers.items():
            counts[0] += len(row[layer])
            counts[1] += len(got[layer])
            counts[2] += _overlapping(row[layer], got[layer])
    total = tally["gold"] + tally["mine"]
    return {
        "engagements.found": 200 * tally["found"] / total,
        "engagements.right": 200 * tally["right"] / total,
        "engagements.precision": 100 * tally["found"] / max(1, tally["mine"]),
        **{f"{layer}.found": 200 * c[2] / max(1, c[0] + c[1]) for layer, c in layers.items()},
    }


def _paired(gold: list[Row], mine: list[Row]) -> list[tuple[Row, Row]]:
    scored = sorted(((_affinity(g, m), i, j) for i, g in enumerate(gold) for j, m in enumerate(mine)), reverse=True)
    used: set[tuple[str, int]] = set()
    pairs = []
    for score, i, j in scored:
        if score > 0 and ("g", i) not in used and ("m", j) not in used:
            used |= {("g", i), ("m", j)}
            pairs.append((gold[i], mine[j]))
    return pairs


def _affinity(gold: Row, mine: Row) -> float:
    sides = set(gold["sides"]) & set(mine["sides"])
    people = _surnames(gold) & _surnames(mine)
    words = _shared_words(gold["evidence"], mine["evidence"])
    if (gold["kind"] in REMOTE) != (mine["kind"] in REMOTE) or not sides or (len(sides) < 2 and not people and words < 0.5):
        return 0.0
    a, b = _period(gold), _period(mine)
    day = dt.timedelta(1)
    if a and b and (a[1] + day < b[0] or b[1] + day < a[0]):
        return 0.0
    same = (gold["kind"] == mine["kind"]) + (STANDING[gold["status"]] == STANDING[mine["status"]])
    return float(len(sides) + len(people) + same + words + bool(a and b))


def _right(gold: Row, mine: Row) -> bool:
    same = {"talks": "meeting"}
    kind = same.get(gold["kind"], gold["kind"]) == same.get(mine["kind"], mine["kind"])
    a, b = _period(gold), _period(mine)
    day = dt.timedelta(1)
    dated = a is None or (b is not None and a[0] - day <= b[0] and b[1] <= a[1] + day)
    standing = STANDING[gold["status"]] == STANDING[mine["status"]]
    return bool(kind and standing and set(gold["sides"]) == set(mine["sides"]) and dated)


def _period(row: Row) -> tuple[dt.date, dt.date] | None:
    start, end = row.get("start"), row.get("end")
    if not (start or end):
        return None
    return dt.date.fromisoformat(str(start or end)[:10]), dt.date.fromisoformat(str(end or start)[:10])


def _surnames(row: Row) -> set[str]:
    return {word.lower() for name in row["people"] for word in re.findall(r"[^\W\d_]{2,}", name)}


def _shared_words(one: str, other: str) -> float:
    a, b = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(a & b) / max(1, min(len(a), len(b)))


def _overlapping(gold: list[Row], mine: list[Row]) -> int:
    left = list(mine)
    hits = 0
    for row in gold:
        best = max(left, key=lambda m: _shared_words(row["evidence"], m["evidence"]), default=None)
        if best is not None and _shared_words(row["evidence"], best["evidence"]) >= 0.6:
            left.remove(best)
            hits += 1
    return hits


# ---------------------------------------------------------------- the measuring data


def shared(root: Path) -> dict[str, float]:
    """The yardsticks' figures on the annotated documents (whole and in halves), on readouts, and noise in general news."""
    scores: dict[str, float] = {}
    docs = list(lines(root / "gold" / "dev_docs.jsonl"))
    mine = extracted(docs)
    gold = list(lines(root / "gold" / "dev_gold.jsonl"))
    for name, part in (("all", gold), ("half1", gold[0::2]), ("half2", gold[1::2])):
        result = _yardstick(root, "score_record.py", root / "gold" / "dev_docs.jsonl", part, mine.values())
        figures = json.loads(result)
        scores[f"{name}.engagements.found"] = figures["engagements found"]["F1"]
        scores[f"{name}.engagements.right"] = figures["engagements right"]["F1"]
        if name == "all":
            scores["all.engagements.precision"] = figures["engagements found"]["P"]
            scores |= {f"all.{layer}.found": figures[f"{layer} found"]["F1"] for layer in LAYERS[1:]}
            fields = figures["engagement fields, % right of found"]
            scores |= {f"all.fields.{field}": fields[field] for field in ("kind", "status", "sides", "date", "people", "place")}
            scores["all.proven"] = 100.0 if figures["unproven"] == 0 else 0.0
    return scores | _readouts(root) | _noise(root)


def _yardstick(root: Path, scorer: str, docs: Path, gold: Iterable[Row], mine: Iterable[Row]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, rows in (("gold", gold), ("mine", mine)):
            path = Path(folder) / f"{name}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            paths.append(str(path))
        command = [sys.executable, str(root / "yardsticks" / scorer), str(docs), *paths, "--json"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _readouts(root: Path) -> dict[str, float]:
    silver = root / "data" / "readouts" / "dev.jsonl"
    rows = list(lines(silver))
    mine = extracted([{**row, "title": None} for row in rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in mine.values()), encoding="utf-8")
        command = [sys.executable, str(root / "yardsticks" / "score_readouts.py"), str(silver), str(path)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    shares = re.findall(r"^(.+?)\s+([\d.]+)%", printed, re.MULTILINE)
    return {f"readouts.{name.strip().replace(' ', '_')}": float(share) for name, share in shares}


def _noise(root: Path) -> dict[str, float]:
    """The share of general news, sampled by hash, that tells of no engagement at all by our reading; watched, not a target in itself."""
    rows: list[tuple[str, Row]] = []
    for path in sorted((root / "data" / "volume").glob("*.jsonl.gz")):
        rows += [(hashlib.sha256(str(row["id"]).encode()).hexdigest(), row) for row in lines(path)]
    sample = [{**row, "published": _day(row.get("published"))} for _, row in sorted(rows, key=lambda r: r[0])[:NOISE]]
    silent = sum(not found["engagements"] for found in extracted(sample).values())
    return {"news.silent": 100 * silent / len(sample)}


def _day(text: object) -> str | None:
    try:
        return dt.date.fromisoformat(str(text)[:10]).isoformat()
    except ValueError:
        try:
            return parsedate_to_datetime(str(text)).date().isoformat()
        except (TypeError, ValueError):
            return None


if __name__ == "__main__":
    for part in (own(), shared(ROOT) if ROOT.is_dir() else {}):
        for measure, value in part.items():
            print(f"{measure:28s} {value:6.1f}")
