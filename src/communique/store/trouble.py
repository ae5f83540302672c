"""What can be wrong with a store, and how it is told to whoever wanted something of it.

"the store record.db is in use by another program; try again when it has finished"
"""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong with a store, in a word."""

    MISSING = "missing"
    LOCKED = "locked"
    NEWER = "newer"
    DAMAGED = "damaged"
    READ_ONLY = "read-only"
    FULL = "full"
    FOREIGN = "foreign"
    UNREACHABLE = "unreachable"


class StoreError(Exception):
    """The store cannot do what was asked; the message says why and what may help."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble


PLAINLY: dict[Trouble, str] = {
    Trouble.LOCKED: "the store {where} is in use by another program; try again when it has finished",
    Trouble.FULL: "no room left to write the store {where} ({reason}); free some space and read again: what was kept stays",
    Trouble.READ_ONLY: "the store {where} may not be written ({reason})",
    Trouble.DAMAGED: (
        "the store {where} is damaged or no store at all ({reason}); restore a copy, or read the reports into a new one with --db"
    ),
    Trouble.UNREACHABLE: "the store {where} cannot be opened ({reason})",
}
