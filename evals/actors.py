"""Measures of the actors: our own sentences, and beside them the people of the annotated documents and the sides of readouts.

``own()`` counts people, their sides, other actors, places against governments and references on ``gold/actors.jsonl``; ``shared(root)``
asks for the people whom the gold record names and for both sides of a readout. ``python evals/actors.py`` prints scores and errors.

    "Dutch Prime Minister Pieter van der Velde received his Latvian counterpart." must give one name, two sides, one office
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique import data
from communique.analysis.actors import Cast, find_actors
from communique.analysis.parse import Reading, read_all
from communique.model import Document

GOLD = Path(__file__).resolve().parent / "gold" / "actors.jsonl"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _documents(rows: list[dict[str, Any]]) -> Iterator[Document]:
    for row in rows:
        day = row.get("published")
        yield Document(row["id"], row["text"], row.get("title"), row.get("source"), dt.date.fromisoformat(day[:10]) if day else None)


def _readings(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Reading, Cast]]:
    for row, reading in zip(rows, read_all(_documents(rows)), strict=True):
        yield row, reading, find_actors(reading)


def _share(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 100.0


# ---------------------------------------------------------------- our own sentences


def own() -> dict[str, float]:
    """Percentages on our own sentences: people found and found rightly, sides, other actors, places and governments, references."""
    counts, _ = _judged()
    return {
        "people_precision": _share(counts["people right"], counts["people given"]),
        "people_recall": _share(counts["people right"], counts["people"]),
        "sides": _share(counts["side right"], counts["people right"]),
        "others": _share(counts["other right"], counts["other"]),
        "standing": _share(counts["stand right"], counts["stand"]),
        "references": _share(counts["reference right"], counts["reference"]),
        "references_not_wrong": 100.0 - _share(counts["reference wrong"], counts["reference"]),
    }


def _judged() -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for row, reading, cast in _readings(_lines(GOLD)):
        for what, right, note in (
            *_people(row, cast),
            *_others(row, cast),
            *_standing(row, reading, cast),
            *_references(row, reading, cast),
        ):
            counts[what] += 1
            counts[f"{what} right"] += right
            if not right:
                counts[f"{what} wrong"] += not note.endswith("-> ")
                errors.append(f"{row['id']} {what}: {note} | {row['text'][:110]}")
    counts["people right"] = counts["people"] - sum(" people:" in e for e in errors)
    return counts, errors


Judgement = tuple[str, bool, str]


def _people(row: dict[str, Any], cast: Cast) -> Iterator[Judgement]:
    found = {a.name: a for a in cast.people}
    expected = dict(row["people"])
    for name, side in expected.items():
        yield "people", name in found, name
        if name in found:
            yield "side", (found[name].side or "") == side, f"{name}: {side} -> {found[name].side or ''}"
    for name in found:
        yield "people given", name in expected, f"not asked for: {name}"


def _others(row: dict[str, Any], cast: Cast) -> Iterator[Judgement]:
    found = {(a.kind.value, a.name, a.side or "") for m in cast.mentions for a in m.actor.each()}
    for other in row.get("others", ()):
        yield "other", tuple(other) in found, "|".join(other)


def _at(reading: Reading, phrase: str) -> int:
    match = re.search(rf"(?<!\w){re.escape(phrase)}", reading.text)
    assert match is not None, phrase
    return match.start()


def _standing(row: dict[str, Any], reading: Reading, cast: Cast) -> Iterator[Judgement]:
    for phrase, expected in row.get("stands", ()):
        mention = cast.at(_at(reading, phrase))
        said = "" if mention is None else "place" if mention.how == "place" else "government"
        yield "stand", said == expected, f"{phrase}: {expected} -> {said}"


def _references(row: dict[str, Any], reading: Reading, cast: Cast) -> Iterator[Judgement]:
    for phrase, expected in row.get("refers", ()):
        start = _at(reading, phrase)
        starting = [m for m in cast.mentions if m.start == start]
        token = next(t for t in reading.doc if t.idx + len(t) > start)
        actors = starting[0].actor.each() if starting else cast.named(token)
        said = " + ".join(a.name for a in actors)
        yield "reference", said == expected, f"{phrase}: {expected} -> {said}"


# ---------------------------------------------------------------- annotated documents and readouts


def shared(root: Path) -> dict[str, float]:
    """Percentages on development data: people of the gold record found, their side among the engagement's sides, readouts with both."""
    docs = _lines(root / "gold" / "dev_docs.jsonl")
    gold = {row["id"]: row for row in _lines(root / "gold" / "dev_gold.jsonl")}
    counts: Counter[str] = Counter()
    for row, _, cast in _readings(docs):
        asked: dict[str, set[str]] = {}
        for engagement in gold[row["id"]]["engagements"]:
            for person in engagement["people"]:
                asked.setdefault(person, set()).update(engagement["sides"])
        for person, sides in asked.items():
            same = [a for a in cast.people if _alike(a.name, person)]
            counts["people"] += 1
            counts["found"] += bool(same)
            counts["side"] += any(a.side in sides for a in same)
    readouts = _lines(root / "data" / "readouts" / "dev.jsonl")
    for row, _, cast in _readings([{**r, "title": None, "source": "whitehouse"} for r in readouts]):
        counts["readouts"] += 1
        counts["both"] += set(row["sides"]) <= {a.side for m in cast.mentions for a in m.actor.each() if m.how != "place"}
    return {
        "people_found": _share(counts["found"], counts["people"]),
        "people_sides": _share(counts["side"], counts["found"]),
        "readouts_both_sides": _share(counts["both"], counts["readouts"]),
    }


def _alike(one: str, two: str) -> bool:
    first, second = (set(re.findall(r"[^\W\d_]{2,}", data.plain(name))) - {"jr"} for name in (one, two))
    return bool(first and second) and (first <= second or second <= first)


if __name__ == "__main__":
    print("\n".join(_judged()[1]))
    print(own())
    if len(sys.argv) > 1:
        print(shared(Path(sys.argv[1])))
