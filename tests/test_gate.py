"""The quality gate: floors hold, only rise unless told, and a score that vanished is as bad as one that fell."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", ROOT / "evals" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gate = load()
RAN = {"time.own."}


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ({"time.own.value": 91.3}, []),
        ({"time.own.value": 91.29}, ["time.own.value: 91.29 is below its floor 91.3"]),
        ({}, ["time.own.value: no score, its floor is 91.3"]),
    ],
    ids=["holds", "fell", "vanished"],
)
def test_failures(scores: dict[str, float], told: list[str]) -> None:
    """A floor of a layer that was not run (its data is not there) is left alone."""
    assert gate.failures(scores, {"time.own.value": 91.3, "time.shared.value": 80.0}, RAN) == told


def test_floors_are_rounded_down_and_only_rise() -> None:
    floors = {"a": 50.0, "b": 70.0, "c": 10.0}
    assert gate.raised({"a": 55.39, "b": 60.0, "d": 57.3}, floors, ()) == {"a": 55.3, "b": 70.0, "c": 10.0, "d": 57.3}
    assert gate.raised({"b": 60.0}, floors, ("b", "c")) == {"a": 50.0, "b": 60.0}


@given(st.floats(0, 100))
def test_a_score_never_fails_the_floor_it_sets(score: float) -> None:
    floors = gate.raised({"time.own.value": score}, {}, ())
    assert gate.failures({"time.own.value": score}, floors, RAN) == []
    assert score - floors["time.own.value"] < 0.11


def test_floors_name_layers_that_exist() -> None:
    layers = {path.stem for path in (ROOT / "evals").glob("*.py")}
    pinned = gate.json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    assert {key.partition(".")[0] for key in pinned["floors"]} <= layers
