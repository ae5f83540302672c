"""The record kept ready: folded once, and again when something was read or decided since.

A store that folds in a moment is folded before the next page is shown, so a decision shows at once. One that takes longer is folded
beside the pages, which say that they are behind until it is done.

    a report read on Monday by another program stands on the pages at the next click
"""

from __future__ import annotations

import datetime as dt
import gc
import threading
from collections import OrderedDict
from time import thread_time

from communique.ledger.build import decided, fold
from communique.model import Claim, Decision, Document
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.queue import queue
from communique.store import Store

QUICK = 2.0  # seconds of work that a page may wait for the record
PAST = 6  # records of earlier days kept beside today's


class Kept:
    """The record of one store as of any day, drawn up when first asked for.

    Args:
        store: where documents, claims and decisions lie.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._mark: tuple[int, int] = (-1, -1)
        self._documents: tuple[Document, ...] = ()
        self._claims: tuple[Claim, ...] = ()
        self._drawn: OrderedDict[dt.date | None, Catalogue] = OrderedDict()
        self._decided: tuple[int, tuple[Decision, ...]] | None = None
        self._took = 0.0
        self._drawing: threading.Thread | None = None

    def catalogue(self, as_of: dt.date | None = None) -> Catalogue:
        """The record as of a day with all that is looked up in it; the latest one that is ready when a new one takes long.

        Raises:
            StoreError: the store cannot be read.
        """
        mark = self.store.mark()
        ready = self._drawn.get(as_of)
        if ready is not None and ready.mark == mark:
            return ready
        if ready is not None and self._took > QUICK:
            if self._drawing is None or not self._drawing.is_alive():
                self._drawing = threading.Thread(target=self._draw, args=(as_of,), daemon=True)
                self._drawing.start()
            return ready
        return self._draw(as_of)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, in the order made."""
        mark = self.store.mark()[1]
        if self._decided is None or self._decided[0] != mark:
            self._decided = (mark, self.store.decisions())
        return self._decided[1]

    def behind(self, catalogue: Catalogue) -> bool:
        """Whether something was read or decided that a record does not show yet."""
        return catalogue.mark != self.store.mark()

    def _draw(self, as_of: dt.date | None) -> Catalogue:
        with self._lock:
            mark = self.store.mark()
            ready = self._drawn.get(as_of)
            if ready is not None and ready.mark == mark:
                return ready
            begun = thread_time()
            if mark[0] != self._mark[0]:
                self._documents, self._claims = self.store.documents(), self.store.claims()
            made, former = self.decisions(), self.store.former()
            record = fold(self._documents, self._claims, made, as_of, former)
            standing = decided(self._documents, self._claims, made, former) if made else ()
            drawn = Catalogue(record, self._claims, mark, standing)
            if as_of is None:
                queue(drawn)  # over a great record that takes seconds, which nobody shall wait for at the page
            self._mark = mark
            self._drawn[as_of] = drawn
            self._forget(as_of)
            self._took = thread_time() - begun
        # What stays for hours need not be looked through at every collection of garbage.
        gc.collect()
        gc.freeze()
        return drawn

    def _forget(self, latest: dt.date | None) -> None:
        self._drawn.move_to_end(latest)
        for day in [d for d in self._drawn if d is not None][:-PAST]:
            del self._drawn[day]
