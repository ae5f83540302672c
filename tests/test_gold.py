"""Our own gold of the record layer holds together: proof stands in the text, words are of the guide, days and sides are real."""

from __future__ import annotations

import datetime as dt
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from communique import data

GOLD = Path(__file__).resolve().parents[1] / "evals" / "gold"
LAYERS = ("engagements", "commitments", "channels", "follow_through")
DATED = ("start", "end")
FIELDS = {
    "engagements": {"kind", "people", "sides", *DATED, "place", "occasion", "status", "foreground", "evidence"},
    "commitments": {"what", "by", "toward", "strength", *DATED, "evidence"},
    "channels": {"name", "sides", "state", *DATED, "evidence"},
    "follow_through": {"what", "by", "outcome", "evidence"},
}
WORDS = {
    "kind": {"meeting", "call", "visit", "talks", "multilateral", "letter"},
    "status": {"held", "under way", "planned", "expected", "invited", "postponed", "cancelled", "refused"},
    "strength": {"agreed", "pledged", "planned", "intended", "refused"},
    "state": {"proposed", "agreed", "launched", "working", "suspended", "cut", "restored"},
    "outcome": {"kept", "under way", "postponed", "dropped", "broken"},
}
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


DOCUMENTS = rows("record_docs.jsonl")
ANNOTATIONS = rows("record_gold.jsonl")
TEXTS = {row["id"]: row for row in DOCUMENTS}
RECORDS = [
    pytest.param(row["id"], layer, r, id=f"{row['id']}-{layer}-{n}")
    for row in ANNOTATIONS
    for layer in LAYERS
    for n, r in enumerate(row[layer])
]


def test_every_document_is_annotated_once() -> None:
    ids = [row["id"] for row in DOCUMENTS]
    assert ids == [row["id"] for row in ANNOTATIONS]
    assert len(set(ids)) == len(ids) >= 60
    assert all(set(row) == {"id", *LAYERS} for row in ANNOTATIONS)


def test_documents_are_short_reports_of_our_century() -> None:
    for row in DOCUMENTS:
        assert set(row) == {"id", "published", "title", "text"}
        assert dt.date(2000, 1, 1) <= dt.date.fromisoformat(row["published"]) <= dt.date(2025, 12, 31)
        assert 60 <= len(row["text"].split()) <= 165, row["id"]


def test_the_gold_is_broad() -> None:
    met = [e for row in ANNOTATIONS for e in row["engagements"]]
    states = data.sides().keys()
    pairs = {pair for e in met for pair in combinations(sorted(states & set(e["sides"])), 2)}
    assert len(pairs) >= 20
    assert len({side for e in met for side in e["sides"]} - states) >= 5
    assert sum(not any(row[layer] for layer in LAYERS) for row in ANNOTATIONS) >= 8


@pytest.mark.parametrize("field", WORDS)
def test_every_word_of_the_guide_is_used(field: str) -> None:
    used = {r[field] for row in ANNOTATIONS for layer in LAYERS for r in row[layer] if field in r}
    assert used <= WORDS[field]
    assert WORDS[field] - used <= {"under way"}


@pytest.mark.parametrize(("name", "layer", "record"), RECORDS)
def test_a_record_is_proved_dated_and_of_known_sides(name: str, layer: str, record: Row) -> None:
    document = TEXTS[name]
    assert set(record) - {"note"} == FIELDS[layer]
    assert record["evidence"].strip()
    assert record["evidence"] in document["text"] or record["evidence"] in (document["title"] or "")
    days = [dt.date.fromisoformat(record[field]) for field in DATED if record.get(field)]
    assert days == sorted(days)
    for field in ("sides", "by", "toward"):
        assert set(record.get(field, ())) <= data.sides().keys() | data.bodies().keys()
        assert len(set(record.get(field, ()))) == len(record.get(field, ()))
