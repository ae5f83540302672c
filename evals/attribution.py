"""Measures of who said what: our own reported speech and, where measuring data lies beside the project, news and diplomatic press.

``own()`` reads ``gold/statements_docs.jsonl`` and counts statements found, and speakers, sides and relays right among them;
``shared(root)`` runs the two scorers of the measuring data as they are. ``python evals/attribution.py`` prints everything.

    "Miller said Blinken reiterated ..." must give Antony Blinken through Matthew Miller
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from communique.run.raw import analyse, document_from

Row = dict[str, Any]
GOLD = Path(__file__).resolve().parent / "gold"
WORDS = re.compile(r"\w+")
RELATED = 0.5  # contents are one when they share half of the words that either covers


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _analysed(rows: Iterable[Row]) -> list[Row]:
    documents = [document_from(json.dumps(row), number) for number, row in enumerate(rows)]
    return [row for row, _ in analyse(documents, "statements")]


# ---------------------------------------------------------------- our own sentences


def own() -> dict[str, float]:
    """F1 of statements found and of statements right in speaker, side and relay; shares of right speakers, sides and relays."""
    texts = {row["id"]: row["text"] for row in _lines(GOLD / "statements_docs.jsonl")}
    mine = {row["id"]: row["statements"] for row in _analysed(_lines(GOLD / "statements_docs.jsonl"))}
    counts: Counter[str] = Counter()
    for row in _lines(GOLD / "statements_gold.jsonl"):
        counts["gold"] += len(row["statements"])
        counts["mine"] += len(mine[row["id"]])
        for gold, got in _paired(texts[row["id"]], row["statements"], mine[row["id"]]):
            right = {
                "speaker": _known(gold["speaker"]) == _known(got["speaker"]) or bool(_known(gold["speaker"]) & _known(got["speaker"])),
                "side": _sides(gold["side"]) == _sides(got["side"]),
                "via": {_last(name) for name in gold["via"]} == {_last(name) for name in got["via"]},
                "stance": gold["stance"] == got["stance"],
            }
            counts["found"] += 1
            counts.update(name for name, true in right.items() if true)
            counts["right"] += right["speaker"] and right["side"] and right["via"]
    found = max(counts["found"], 1)
    shares = {name: 100 * counts[name] / found for name in ("speaker", "side", "via", "stance")}
    total = counts["gold"] + counts["mine"]
    return {"found": 200 * counts["found"] / total, "right": 200 * counts["right"] / total, **shares}


def _paired(text: str, gold: list[Row], mine: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Statements whose contents share half of their words, best first, each used once."""
    left, right = _placed(text, gold), _placed(text, mine)
    scored = [(len(a & b) / len(a | b), i, j) for i, a in enumerate(left) for j, b in enumerate(right) if a & b]
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in sorted(scored, reverse=True):
        if score >= RELATED and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield gold[i], mine[j]


def _placed(text: str, statements: list[Row]) -> list[frozenset[int]]:
    used: set[int] = set()
    places = []
    for statement in statements:
        at = text.find(statement["content"])
        while at in used:
            at = text.find(statement["content"], at + 1)
        used.add(at)
        words = WORDS.finditer(statement["content"]) if at >= 0 else ()
        places.append(frozenset(at + word.start() for word in words))
    return places


def _known(name: str | None) -> frozenset[str]:
    return frozenset(word.lower() for word in WORDS.findall(name or "") if len(word) > 2 and word.lower() not in {"the", "and", "for"})


def _last(name: str) -> str:
    words: list[str] = WORDS.findall(name)
    return words[-1].lower() if words else ""


def _sides(side: str | None) -> frozenset[str]:
    return frozenset((side or "").split(", ")) - {""}


# ---------------------------------------------------------------- news and diplomatic press


def shared(root: Path) -> dict[str, float]:
    """All measures on the data under ``root``; texts and scorers stay there."""
    with tempfile.TemporaryDirectory() as folder:
        return _relations(root, Path(folder)) | _resolved(root, Path(folder))


def _relations(root: Path, folder: Path) -> dict[str, float]:
    rows = [row for row in _lines(root / "data" / "attribution" / "dev.jsonl") if row["split"] == "dev"]
    gold, mine = folder / "gold.jsonl", folder / "mine.jsonl"
    _write(gold, rows)
    _write(mine, _analysed({"id": r["id"], "text": r["text"], "title": r["title"], "published": r["date"]} for r in rows))
    scores: dict[str, float] = {}
    for name, options in (("all", []), ("reported", ["--reported"])):
        told = folder / f"{name}.json"
        _scored([str(root / "yardsticks" / "score_attribution.py"), str(gold), str(mine), "--json", str(told), *options])
        answer = json.loads(told.read_text(encoding="utf-8"))
        scores[f"relation_{name}"] = answer["relation"]["f1"]
        scores[f"content_exact_{name}"] = answer["content_exact"]["f1"]
        scores[f"source_head_{name}"] = answer["source_given_content"]["head"]
        scores["according_to"] = answer["recall_by_cue_class"]["according-to"]["content_iou50"]
    return scores


def _resolved(root: Path, folder: Path) -> dict[str, float]:
    documents, gold = (root / "gold" / f"statements_dev_{part}.jsonl" for part in ("docs", "gold"))
    mine = folder / "statements.jsonl"
    _write(mine, _analysed(_lines(documents)))
    answer = json.loads(_scored([str(root / "yardsticks" / "score_statements.py"), str(documents), str(gold), str(mine), "--json"]))
    return {"statements_found": answer["found"]["F1"], "statements_right": answer["right"]["F1"]}


def _scored(command: list[str]) -> str:
    return subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True).stdout


def _write(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    here = Path(os.environ.get("COMMUNIQUE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    for key, share in (own() | (shared(here) if here.is_dir() else {})).items():
        print(f"{key:32} {share:6.2f}")
