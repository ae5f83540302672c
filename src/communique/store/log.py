"""The log of decisions as JSON Lines: one decision a line, with the claims that it rests on, and back.

{"id": "3", "act": "reject", "claims": ["e81c..."], "user": "lee", "at": "2024-03-01T12:00:00+00:00", "why": "another Wang"}
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from communique.model import Act, Decision, Problem

FIELDS = ("id", "act", "claims", "field", "value", "undoes", "user", "at", "why")


def decision_object(decision: Decision) -> dict[str, Any]:
    """A decision as one JSON object; ``decision_from`` reads it back."""
    row = {name: getattr(decision, name) for name in FIELDS}
    return row | {"act": decision.act.value, "claims": list(decision.claims), "at": decision.at.isoformat()}


def decision_from(row: Any) -> Decision:
    """The decision of a JSON object.

    Raises:
        ValueError: it is none; the message names what is wrong.
    """
    if not isinstance(row, dict):
        raise ValueError("no decision: each line must be an object")
    missing = [name for name in ("act", "claims", "user", "at") if name not in row]
    if missing:
        raise ValueError(f"no decision: {', '.join(missing)} missing")
    claims, text = row["claims"], {name: row.get(name) for name in ("id", "field", "value", "undoes", "user", "why")}
    if not isinstance(claims, list) or not all(isinstance(c, str) for c in claims):
        raise ValueError("claims must be a list of ids")
    wrong = [name for name, value in text.items() if value is not None and not isinstance(value, str)]
    if wrong:
        raise ValueError(f"{', '.join(wrong)} must be text")
    at = dt.datetime.fromisoformat(str(row["at"]))
    if at.tzinfo is None:
        raise ValueError("at must have a time zone")
    told = (text["field"], text["value"], text["undoes"])
    return Decision(text["id"] or "", Act(row["act"]), tuple(claims), *told, text["user"] or "", at, text["why"] or "")


def read_log(lines: Iterable[str], name: str) -> Iterator[Decision | Problem]:
    """The decisions of a log, line by line; a line that holds none is a problem with its place."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield decision_from(json.loads(line))
            except (ValueError, RecursionError) as error:
                yield Problem(f"{name}, line {number}", str(error))
