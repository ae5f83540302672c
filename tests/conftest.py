"""What all tests share: where things lie, and a time zone and language that are not the developer's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import postgres
from parts import missing

ROOT = Path(__file__).resolve().parent.parent
# Far from UTC and with another way to write dates: whoever reads the clock or the locale shows it here.
os.environ.update(TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8", COLUMNS="160", NO_COLOR="1")
# Each worker of the tests multiplies on its own core.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

# A run of the tests tells of the change alone: the same examples each time, however busy the machine. ``make fuzz`` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", max_examples=3_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def examples(root: Path) -> Path:
    """The example reports that the package ships."""
    return root / "src" / "communique" / "examples"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the data folder of whoever runs it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """A real PostgreSQL server for this run."""
    programs = postgres.programs()
    if programs is None or not postgres.somebody_to_run_it():
        missing("PostgreSQL (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg")
    assert programs is not None
    with postgres.server(programs) as running:
        yield running


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes what the program says now into README.md, docs/ and tests/golden/ instead of comparing."""
    parser.addoption("--update-golden", action="store_true", help="write golden files and samples anew; read the difference")


@pytest.fixture(scope="session")
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written instead of compared."""
    return bool(request.config.getoption("--update-golden"))
