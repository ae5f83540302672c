"""How fast the pages answer over a great record: the examples read once, then copied under other days, sides and names.

``python benchmarks/pages.py [--documents 100000] [--db FILE] [--rounds 40]``. The texts stay as they are but for accents; each copy has
a day of its own, with as many reports in each half-year however many years it takes, and its people and sides belong to one of sixty
worlds, so that entries neither fall together nor stand alone. Prints how long the store takes to make and to fold, and for each page the
median, the 95th per cent and the size: seconds of the processor, which are those of the clock where nothing else runs.

    /timeline     p50 18 ms   p95 110 ms   199 KB
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import hashlib
import resource
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from communique import data
from communique.cli.demo import bundled
from communique.model import Claim, Document, Person, Span, Statement, When
from communique.run.finding import find_all
from communique.store import Store

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from communique.publish.pages.catalogue import Catalogue

WORLDS = 60
STEP = dt.timedelta(days=183)
# A world tells each of its stories some days later than the one before it, so that reports come in day by day.
BEHIND = dt.timedelta(days=3)
A, E = "aàáâãäåā", "eèéêëēĕė"
# The stories go on after this day: what is told of it is as dense as what was told before.
END = dt.date(2024, 3, 1)
LIMIT, LARGEST = 0.2, 150_000


def changed(value: Any, sides: Mapping[str, str], world: int, shift: dt.timedelta) -> Any:
    """A claim's values in another world: days moved, sides exchanged, people given other names; spans stay, in its spelling."""
    match value:
        case Person():
            span = changed(value.span, sides, world, shift)
            return dataclasses.replace(
                value, name=f"{value.name} {_numeral(world)}", side=sides.get(value.side or "", value.side), span=span
            )
        case Span():
            return dataclasses.replace(value, text=spelt(value.text, world))
        case dt.date():
            return value + shift
        case str():
            return sides.get(value, value)
        case tuple():
            return tuple(changed(item, sides, world, shift) for item in value)
        case When():
            days = {name: changed(getattr(value, name), sides, world, shift) for name in ("earliest", "latest", "span")}
            return dataclasses.replace(value, **days)
    return value


def spelt(text: str, world: int) -> str:
    """A text with the accents of a world: as long and of the same words, but no reprint of its like in another."""
    return text.translate({ord("a"): A[world % len(A)], ord("e"): E[world // len(A)]})


def _numeral(world: int) -> str:
    """A name's ending that is a word of letters: "Blinken Ab"."""
    return f"{chr(65 + world // 26)}{chr(97 + world % 26)}x"


def copied(
    document: Document, claims: tuple[Claim, ...], number: int, sides: Mapping[str, str], shift: dt.timedelta, world: int
) -> tuple[Document, tuple[Claim, ...]]:
    """A report and its claims in another world."""
    name = f"{document.id}-{number}"
    day = document.published + shift if document.published else None
    told = {"text": spelt(document.text, world), "title": spelt(document.title, world) if document.title else None}
    made = dataclasses.replace(document, id=name, published=day, published_basis="given" if day else "unknown", replaces=None, **told)
    ids = {c.id: c.id[0] + hashlib.sha256(f"{c.id}{number}".encode()).hexdigest()[:12] for c in claims}
    return made, tuple(_claim(c, name, ids, sides, world, shift) for c in claims)


def _claim(claim: Claim, document: str, ids: Mapping[str, str], sides: Mapping[str, str], world: int, shift: dt.timedelta) -> Claim:
    fixed = {"id", "document", "rules", "standing", "claim", "measure", "what"}
    fields = {f.name: getattr(claim, f.name) for f in dataclasses.fields(claim)}
    new = {name: changed(value, sides, world, shift) for name, value in fields.items() if name not in fixed}
    if isinstance(claim, Statement) and claim.speaker and not claim.anonymous:
        new["speaker"] = f"{claim.speaker} {_numeral(world)}"
    if fields.get("engagement"):
        new["engagement"] = ids.get(fields["engagement"], fields["engagement"])
    return type(claim)(**(fields | new | {"id": ids[claim.id], "document": document}))


def worlds() -> list[dict[str, str]]:
    """For each world the sides that stand for those of the examples; the first is their own."""
    known = ["USA", "CHN", "JPN", "KOR", "RUS", "TUR", "TWN"]
    others = [code for code in data.sides() if code not in known]
    return [{}] + [{side: others[(world * 7 + i * 31) % len(others)] for i, side in enumerate(known)} for world in range(1, WORLDS)]


class Copies:
    """All copies of the examples in the order of their days: number 0 is the last one before ``END``, -1 the first after it."""

    def __init__(self) -> None:
        self._maps = worlds()
        self._read = [(found.document, found.claims) for found in find_all(bundled()[0])]
        within = [(report, world, _within(report[0], world)) for report in self._read for world in range(WORLDS)]
        self._within = sorted(within, key=lambda w: (w[0][0].published or END) + w[2], reverse=True)

    def name(self, number: int) -> str:
        """The id of a copy."""
        (document, _), _, _ = self._within[number % len(self._within)]
        return f"{document.id}-{number}"

    def __getitem__(self, number: int) -> tuple[Document, tuple[Claim, ...]]:
        turn, place = divmod(number, len(self._within))
        (document, claims), world, shift = self._within[place]
        return copied(document, claims, number, self._maps[world], shift - STEP * turn, world)


def _within(document: Document, world: int) -> dt.timedelta:
    """How far a report moves to lie in the half-year before ``END``, by whole half-years and the days that its world is behind."""
    day = (document.published or END) + BEHIND * world
    return BEHIND * world + STEP * ((END - day) // STEP)


def make(store: Store, documents: int) -> None:
    """Fill a store with copies of the examples, the oldest first; one that was broken off goes on."""
    copies, known = Copies(), set(store.read_between(0, store.mark()[0]))
    for number in reversed(range(documents)):
        if copies.name(number) not in known:
            store.keep(*copies[number])


def addresses(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """Each page with some addresses of it, spread over the record."""
    record = catalogue.record

    def some(begin: str, entries: Any) -> list[str]:
        return [f"{begin}{entries[i * len(entries) // 25].id}" for i in range(25)] if entries else []

    yield "/", ["/", "/?between=USA,CHN", "/?since=2023-11-01"]
    yield (
        "/timeline",
        [
            "/timeline",
            "/timeline?between=USA,CHN",
            "/timeline?by=person",
            "/timeline?since=2010-01&until=2010-06",
            "/timeline?status=lapsed",
            "/timeline?since=1990-01-01",
        ],
    )
    yield "/engagement", some("/engagement/", record.engagements)
    yield "/document", some("/document/", record.documents)
    yield "/commitments", ["/commitments", "/commitments?between=USA,CHN", "/commitments?status=overdue&page=3"]
    yield "/channels", ["/channels", "/channels?between=USA,CHN", "/channels?page=9"]
    yield "/actors", ["/actors", "/actors?q=blinken", "/actors?between=CHN"]
    yield "/person", [f"/person/{p.key}" for p in catalogue.ranked_people[:25]]
    yield "/network", ["/network?since=2023-06", "/network?between=USA&since=2020-01", "/network?by=person&since=2023-06"]
    yield "/network (all)", ["/network", "/network?by=person"]
    yield "/statements", ["/statements", "/statements?topic=Taiwan", "/statements?between=CHN&topic=trade", "/statements?page=20"]
    yield "/search", ["/search?q=balloon", '/search?q="red line"', "/search?q=Taiwan", "/search?q=fentanyl working group"]
    yield "/review", ["/review", "/review?page=40"]
    yield "/history", ["/history"]
    yield "/why", some("/why/", record.engagements)
    yield (
        "/api/v1/engagements",
        ["/api/v1/engagements?between=USA,CHN", "/api/v1/engagements?since=2023-06-01", "/api/v1/statements?topic=Taiwan"],
    )


def measure(client: TestClient, paths: list[str], rounds: int) -> tuple[float, float, int]:
    """Median and 95th per cent of the seconds that pages take, each asked several times in turn, and the largest answer in bytes."""
    taken, largest = [], 0
    for turn in range(max(rounds, len(paths))):
        begun = process_time()
        answer = client.get(paths[turn % len(paths)])
        taken.append(process_time() - begun)
        assert answer.status_code == 200, (paths[turn % len(paths)], answer.status_code)
        largest = max(largest, len(answer.content))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], largest


def main() -> None:
    """Make or open the store, fold it, and print a line for each page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=100_000)
    options.add_argument("--db", type=Path)
    options.add_argument("--rounds", type=int, default=40)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = asked.db or Path(folder) / "great.db"
        begun = process_time()
        with Store(file) as store:
            make(store, asked.documents)
            print(f"made      {process_time() - begun:8.1f} s, {file.stat().st_size / 1e6:,.0f} MB", flush=True)
            report(store, asked.rounds)


def report(store: Store, rounds: int) -> None:
    """Fold a store and measure every page."""
    from starlette.testclient import TestClient

    from communique.publish.pages.access import Access
    from communique.publish.pages.app import make_app

    app = make_app(store, Access(local="benchmark"))
    begun = process_time()
    catalogue = app.state.site.kept.catalogue()
    record = catalogue.record
    counts = f"{len(record.documents):,} documents, {len(catalogue.claims):,} claims, {len(record.engagements):,} engagements"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"started   {process_time() - begun:8.1f} s, {counts}; {memory:.1f} GB", flush=True)
    late = []
    with TestClient(app, base_url="http://localhost") as client:
        for name, paths in addresses(catalogue):
            begun = process_time()
            client.get(paths[0])
            first = process_time() - begun
            middle, high, size = measure(client, paths, rounds)
            late += [name] if high > LIMIT or (name == "/" and size > LARGEST) else []
            print(
                f"{name:22} p50 {middle * 1000:6.1f} ms   p95 {high * 1000:6.1f} ms   first {first * 1000:7.1f} ms   {size / 1000:6.0f} KB",
                flush=True,
            )
    print("every page within its bounds" if not late else f"too slow or too large: {', '.join(late)}")


if __name__ == "__main__":
    main()
