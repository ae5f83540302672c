"""Packages that only some formats need: one that is missing is named with the command that installs it.

"the format xlsx needs XlsxWriter: pip install communique[tables]"
"""

from __future__ import annotations

import importlib
from types import ModuleType


class MissingExtraError(Exception):
    """A package of an extra is not installed."""


def needed(module: str, extra: str, what: str) -> ModuleType:
    """A module of an extra.

    Args:
        module: its name.
        extra: the extra of this package that brings it.
        what: the format or command that needs it.

    Raises:
        MissingExtraError: it is not installed; the words say how to get it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(f"{what} needs the package {module}: pip install 'communique[{extra}]'") from error
