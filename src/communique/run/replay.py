"""The log of decisions as JSON Lines, and its replay into another store.

Each line is one decision with its claims, so a log made on one machine holds on another that has read the same reports. What is known
already is not appended again; an undo finds the decision that it takes back under its new number.

    {"id": "3", "act": "reject", "claims": ["e81c..."], "user": "lee", "at": "2024-03-01T12:00:00+00:00", "why": "another Wang"}
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from communique.model import Act, Decision, Problem
from communique.store import Store

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


def replay(store: Store, decisions: Iterable[Decision]) -> Iterator[Decision | Problem]:
    """Append what the store does not know yet; each new decision comes back with its number there.

    Raises:
        StoreError: the store cannot be written; what was told before is kept.
    """
    numbers: dict[str, str] = {}
    known = {_mark(d): d.id for d in store.decisions()}
    for decision in decisions:
        if decision.act is Act.UNDO:
            if decision.undoes not in numbers:
                yield Problem(f"decision {decision.id}", f"it takes back {decision.undoes}, which is not in the log before it")
                continue
            decision = dataclasses.replace(decision, undoes=numbers[decision.undoes])
        if _mark(decision) in known:
            numbers[decision.id] = known[_mark(decision)]
            continue
        kept = store.decide(decision)
        numbers[decision.id] = known[_mark(decision)] = kept.id
        yield kept


def _mark(decision: Decision) -> tuple[object, ...]:
    """What makes a decision the same in two stores: everything but its number."""
    return dataclasses.astuple(dataclasses.replace(decision, id=""))
