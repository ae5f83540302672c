"""A log of decisions replayed into another store.

A decision carries the claims that it rests on, so a log made on one machine holds on another that has read the same reports. What is known
already is not appended again; an undo finds the decision that it takes back under its new number.

    "3 reject", read beside two decisions of one's own, is appended as the third of this store
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from communique.model import Act, Decision, Problem
from communique.store import Store


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
