"""Engines: wherever the finding is done the record is the same, and a worker that dies takes no report with it."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.ledger.build import fold
from communique.model import Document
from communique.publish.export import record_object
from communique.run import reading
from communique.run.engines import Batch, Cores, Engine, Here, Ray
from communique.run.finding import Found
from communique.run.reading import read_in
from communique.store import Store
from communique.wire import follow, read_path
from parts import missing
from test_cli import Run, run

__all__ = ["run"]

NOW = dt.datetime(2024, 2, 17, 8, 0, tzinfo=dt.UTC)
SEVERAL = 4  # documents in a batch, so that there are several batches


@pytest.fixture
def reports(examples: Path, monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    monkeypatch.setattr(reading, "BATCH", SEVERAL)
    return list(follow(read_path(examples, None).documents))


def record_by(engine: Engine, reports: list[Document], after_first: Any = None) -> str:
    with Store(":memory:") as store:
        for number, outcome in enumerate(read_in(store, reports, rules="1", now=NOW, engine=engine)):
            assert outcome.failure is None
            if number == 0 and after_first:
                after_first()
        return json.dumps(record_object(fold(store.documents(), store.claims(), store.decisions(), None)))


def test_all_cores_give_the_record_of_one(reports: list[Document]) -> None:
    cores = Cores(2)
    try:
        assert record_by(cores, reports) == record_by(Here(), reports)
    finally:
        cores.close()


def deadly(batch: Batch) -> list[Found]:
    """A worker that one report kills."""
    if any(document.id == "poison" for document in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return [Found(document) for document in batch]


def test_a_report_that_kills_its_worker_is_named_and_the_others_are_read() -> None:
    names = ["a", "b", "poison", "c", "d", "e"]
    cores = Cores(2, deadly)
    try:
        results = [cores.submit([Document(name, name) for name in pair]) for pair in (names[:2], names[2:4], names[4:])]
        found = [one for result in results for one in result()]
    finally:
        cores.close()
    assert [one.document.id for one in found] == names
    assert [one.document.id for one in found if one.failure] == ["poison"]


def test_what_is_under_way_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words again, and a later version of a report, while the first is still with a worker."""
    given: list[int] = []

    class Slow:
        ahead = 100

        def submit(self, batch: Batch) -> Any:
            given.append(len(batch))
            return lambda: [Found(document) for document in batch]

        def close(self) -> None: ...

    first = Document("a", "The ministers met in Vienna.")
    later = Document("a", "The ministers met in Vienna on Friday.")
    with Store(":memory:") as store:
        outcomes = list(read_in(store, [first, first, later], rules="1", now=NOW, engine=Slow()))
        assert [(o.document.id, o.news.value) for o in outcomes] == [("a", "new"), ("a", "known"), ("a#2", "later version")]
    assert given == [1, 1]


def test_the_engine_ray_names_its_extra(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    report = tmp_path / "a.txt"
    report.write_text("The ministers met in Vienna.", encoding="utf-8")
    code, _, said = run("read", "--db", tmp_path / "r.db", "--engine", "ray", report)
    assert (code, "pip install 'communique[ray]'" in said) == (1, True)


def test_an_address_is_for_ray_only(run: Run, tmp_path: Path) -> None:
    assert run("read", "--db", tmp_path / "r.db", "--address", "auto", tmp_path)[0] == 2


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A real Ray cluster of two nodes."""
    try:
        from ray.cluster_utils import Cluster
    except ModuleNotFoundError:
        missing("Ray (pip install 'communique[ray]')")
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    yield made
    made.shutdown()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_cluster_that_loses_a_machine_gives_the_record_of_one_core(cluster: Any, reports: list[Document]) -> None:
    second = cluster.add_node(num_cpus=1)
    engine = Ray(cluster.address)
    try:
        assert engine.ahead == 4
        assert record_by(engine, reports, lambda: cluster.remove_node(second, allow_graceful=False)) == record_by(Here(), reports)
    finally:
        engine.close()
