"""Undated reports dated among the dated ones of a store: those that tell the same, found by the rare words they share.

All of a small store are looked at. Of a great one, how rare a word is is told by some thousand reports, the same ones whatever the order
of reading; what may tell the same is searched for; and a report left open before is asked for again where one like it has come in.

    "... Gahr Store and Rinkevics in Kirkenes on Wednesday": the three reports of a hundred thousand that name both and the town
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from communique.model import Document
from communique.run.finding import told_by
from communique.store import Store

if TYPE_CHECKING:
    from communique.analysis.dating import Dated

# As many reports tell how rare a word is.
WEIGHING = 4096
# As many passages are looked at that hold some of so many of a report's rarest words.
FOUND, SOUGHT = 400, 16


def newly_dated(store: Store, new: Collection[str]) -> Iterator[tuple[Document, tuple[str, ...]]]:
    """The reports whose day did not come with them and is another among the dated ones, with it and its reasons.

    Args:
        store: where all are.
        new: those that were kept now.
    """
    from communique.analysis.dating import Dated, date_report

    left_open = store.open_days()
    every = store.some_dated(WEIGHING + len(new)) if left_open else ()
    if not (scale := Dated(every[:WEIGHING])):
        return
    # Where there are as many besides the new ones, the others have been asked for among all that were there.
    asked = left_open if len(every) < WEIGHING + len(new) else _asked_again(store, left_open, new, scale)
    for document in asked:
        bare = dataclasses.replace(document, published=None, published_basis="unknown")
        among = scale if len(every) < WEIGHING else Dated(_found(store, document, scale), scale)
        again, reasons = told_by(bare, date_report(bare, among=among))
        if again.published != document.published:
            yield again, reasons


def _asked_again(store: Store, left_open: Sequence[Document], new: Collection[str], scale: Dated) -> Iterator[Document]:
    """The reports without a day that are new, or like a dated one that is."""
    from communique.analysis.dating import Dated, tells

    come = Dated(store.some_documents(new), scale)
    yield from (d for d in left_open if d.id in new or any(tells(other) for other in come.near(d)))


def _found(store: Store, document: Document, scale: Dated) -> Sequence[Document]:
    """The reports of a great store that may tell the same as one."""
    words = " OR ".join(f'"{word}"' for word in scale.telling(document)[:SOUGHT])
    return store.some_documents({hit.document for hit in store.search(words, FOUND) if hit.claim is None})
