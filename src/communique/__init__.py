"""communique reads the diplomatic wire and keeps the record: who met whom, what was said, what was promised and what came of it.

The way of the data: ``wire`` (bytes to documents), ``analysis`` (documents to claims), ``store``, ``ledger`` (claims and decisions to
the record), ``publish`` (views and exports), put together by ``run``, and by ``cli`` and ``api`` for people.

    "Kishida and Yoon agreed in Tokyo on Thursday to resume mutual visits by the two leaders."
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.api import Ledger, load, read

__all__ = ["Ledger", "load", "read"]


def __getattr__(name: str) -> Any:
    """What ``communique.api`` offers, loaded when it is first asked for: a command needs little of it."""
    if name in __all__:
        from communique import api

        return getattr(api, name)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")
