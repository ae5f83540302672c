"""Extractions that langextract wrote as JSON Lines, as proposals for the reports of a store.

Each line is one annotated document with its text, and each of its extractions a class, the extracted words, their place and attributes. The
class is a type of claim, or a kind of engagement; the attributes are the fields. The place is a hint: words are looked for to the letter.

    {"document_id": "oslo", "text": "...", "extractions": [{"extraction_class": "meeting", "extraction_text": "the envoys sat down in Oslo",
     "char_interval": {"start_pos": 0, "end_pos": 27}, "attributes": {"status": "held", "sides": ["China", "U.S."]}}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communique.model import Kind, Problem

PROPOSER = "langextract"
LONGEST_LINE = 16 * 1024 * 1024
LISTS = frozenset({"sides", "people", "by", "toward"})


@dataclass(frozen=True, slots=True)
class Annotated:
    """One line: the report it is about, and the proposals for it."""

    name: str
    id: str | None
    text: str
    rows: tuple[object, ...]


def read_annotated(data: bytes, name: str) -> Iterator[Annotated | Problem]:
    """The annotated documents of a file; a line that holds none is a problem with its place."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield _annotated(line, f"{name} line {number}")


def _annotated(line: bytes, name: str) -> Annotated | Problem:
    if len(line) > LONGEST_LINE:
        return Problem(name, f"too long: {len(line):,} bytes in one line, at most {LONGEST_LINE:,} are read")
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(name, f"no JSON: {error}")
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        return Problem(name, 'no annotated document: each line must be an object with a "text"')
    some = row.get("extractions")
    rows = tuple(_row(extraction) for extraction in some) if isinstance(some, list) else ()
    return Annotated(name, row["document_id"] if isinstance(row.get("document_id"), str) else None, row["text"], rows)


def _row(extraction: object) -> object:
    """An extraction as a proposal; what is none is handed on for the door to refuse."""
    if not isinstance(extraction, Mapping):
        return extraction
    attributes = extraction.get("attributes")
    fields: dict[str, Any] = dict(attributes) if isinstance(attributes, Mapping) else {}
    # Attributes are words or lists of words; a single side comes as a word.
    fields |= {key: [v.strip() for v in fields[key].split(",")] for key in LISTS if isinstance(fields.get(key), str)}
    called = extraction.get("extraction_class")
    if isinstance(called, str) and called in list(Kind):
        fields |= {"type": "engagement", "kind": called}
    else:
        fields["type"] = called
    interval = extraction.get("char_interval")
    start = interval.get("start_pos") if isinstance(interval, Mapping) else None
    return fields | {"quote": extraction.get("extraction_text"), "start": start}
