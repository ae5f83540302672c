"""Parts of the system that only some tests need: found, or the test is skipped with a plain word."""

from __future__ import annotations

import os

import pytest


def missing(part: str) -> None:
    """A part of the system that only some tests need is not here: skip with a plain word, or fail where nothing may be skipped."""
    if os.environ.get("COMMUNIQUE_NO_SKIP"):
        pytest.fail(f"{part} must be here and is not")
    pytest.skip(f"{part} is not installed")
