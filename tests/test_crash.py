"""A pulled plug: whoever writes is killed at random moments, making the store, keeping and deciding, and nothing told is lost or halved."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete

import crash
import postgres
from communique.store import Store
from communique.store.schema import CLAIMS


def killing(address: str, kills: int) -> dict[str, object]:
    command = [sys.executable, crash.__file__, address, str(kills), "20231116"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_file_survives(tmp_path: Path) -> None:
    found = killing(f"sqlite:///{tmp_path}/record{{}}.db", 160)
    assert found["faults"] == []
    assert found["documents"] >= 144


def test_a_server_keeps_what_it_said(postgresql: postgres.Server) -> None:
    found = [killing(postgresql.database(), 10) for _ in range(4)]
    assert [f["faults"] for f in found] == [[]] * len(found)
    assert all(f["documents"] >= 9 for f in found)


@pytest.mark.parametrize("loss", ["a claim", "a report", "a decision"])
def test_a_loss_would_be_seen(tmp_path: Path, loss: str) -> None:
    with Store(tmp_path / "record.db") as store:
        document = crash.report(0)
        store.keep(document, crash.claims(document))
        assert crash.faults(store, {"d0"}) == []
        if loss == "a claim":
            with store._writing() as connection:
                connection.execute(delete(CLAIMS).where(CLAIMS.c.position == 0))
        told = {"a claim": "d0", "a report": "d1", "a decision": "c0"}[loss]
        assert crash.faults(store, {told}) != []
