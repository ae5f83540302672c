"""Kill whoever writes to a store, again and again, and look at what is left. Run as a program: ``crash.py ADDRESS KILLS SEED``.

A child keeps reports and decides in turn and says on a pipe what it was told is kept; its parent kills it at a random moment. Everything
told must then be there once and whole, and the store must be sound. Prints one JSON object.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
import signal
import sys
import time

from communique.model import Act, Claim, Decision, Document
from communique.store import News, Store
from communique.store.schema import PASSAGES
from sample import HELD, MEETING_CLAIM, READ_AT, SAID_CLAIM

LONGEST = 0.06  # seconds until a kill


def report(number: int) -> Document:
    return dataclasses.replace(HELD, id=f"d{number}", text=f"{HELD.text} No. {number}.")


def claims(document: Document) -> tuple[Claim, ...]:
    of = [dataclasses.replace(claim, document=document.id) for claim in (MEETING_CLAIM, SAID_CLAIM)]
    return tuple(dataclasses.replace(claim, id=f"{document.id}-{claim.id}-{n}") for n in range(6) for claim in of)


def work(address: str, first: int, told: int) -> None:
    """Keep and decide without end, saying each thing done."""
    with Store(address, wait=20) as store:
        for number in range(first, first + 1_000_000):
            document, news = store.admit(report(number))
            if news is News.NEW:
                store.keep(document, claims(document))
            os.write(told, f"d{number}\n".encode())
            store.decide(Decision("", Act.REJECT, (f"d{number}-e-met-0",), None, None, None, "ana", READ_AT, str(number)))
            os.write(told, f"c{number}\n".encode())


def killed(address: str, first: int, chance: random.Random, *, at_once: bool) -> list[str]:
    """One child killed at a random moment, after its first report or at once, while it makes the store: what it was told is kept."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(address, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as lines:
        first_word = "" if at_once else lines.readline()
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [*first_word.split(), *lines.read().split()]


def faults(store: Store, told: set[str]) -> list[str]:
    """What is lost, halved, doubled or damaged."""
    documents = [d.id for d in store.documents()]
    decided = [d.why for d in store.decisions()]
    found = [f"lost {one}" for one in told if one not in {*documents, *(f"c{why}" for why in decided)}]
    found += [f"twice {one}" for some in (documents, decided) for one in set(some) if some.count(one) > 1]
    expected = [claim for number in sorted(int(d[1:]) for d in documents) for claim in claims(report(number))]
    if sorted(c.id for c in store.claims()) != sorted(c.id for c in expected):
        found.append("claims lost or doubled")
    with store._reading() as connection:
        passages = [row.document for row in connection.execute(PASSAGES.select())]
    found += [f"half of {one}" for one in documents if passages.count(one) != passages.count(documents[0])]
    return found + ([damage] if (damage := store.damage()) else [])


def main(address: str, kills: int, seed: int) -> dict[str, object]:
    chance, told, wrong, kept, every = random.Random(seed), set[str](), [], 0, 0
    for kill in range(kills):
        told |= set(killed(address.format(kill // 10), kept, chance, at_once=kill % 10 == 0))
        with Store(address.format(kill // 10), wait=20) as store:
            wrong += faults(store, told)
            every += store.counts().documents - kept
            kept = store.counts().documents
        if kill % 10 == 9:  # and now with a store that has still to be made
            told, kept = set(), 0
    return {"kills": kills, "documents": every, "faults": wrong}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
