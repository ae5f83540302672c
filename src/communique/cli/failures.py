"""How a command ends when not all went well: exit codes, and the failures that carry them.

"2 could not be read; the rest is kept" ends with 3, "the store is in use by another program" with 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from communique.store import StoreError

NEEDS_MENDING = 1  # something in the installation or where the output goes; usage errors are click's own 2
CONTRADICTED = 1  # the record contradicts a draft
SOME_FAILED = 3
STORE_FAILED = 4
STOPPED = 130


class SomeFailed(click.ClickException):
    """Some documents could not be read, or some alerts not sent; what went well is kept."""

    exit_code = SOME_FAILED


class ExtraMissing(click.ClickException):
    """A format or command needs a package that is not installed; the words say how to get it."""

    exit_code = NEEDS_MENDING


class StoreFailure(click.ClickException):
    """The store will not do what was asked; its own words say why."""

    exit_code = STORE_FAILED

    def __init__(self, error: StoreError) -> None:
        super().__init__(str(error))
