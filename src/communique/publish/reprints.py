"""Which reports of a great store repeat one told before, and which story they tell, found by the sentences they share.

A report is held against those of the days before it that have a sentence of it; how many reports a day brings does not matter.

    "Lee to visit China from Jan. 4-7" of Friday: told again on Saturday, and a year later by nobody
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from communique.ledger.stories import DAYS, LATEST, LEAST, copies, sentences
from communique.model import Document
from communique.publish.shelves import File

TABLES = """
CREATE TABLE sentences (sentence INTEGER, day INTEGER, report TEXT, PRIMARY KEY (sentence, day, report)) WITHOUT ROWID;
"""
LATER = "SELECT report FROM sentences WHERE sentence IN ? AND day BETWEEN ? AND ?"
BEFORE = """SELECT day, report FROM sentences WHERE sentence = ? AND day >= ? AND (day, report) < (?, ?)
    ORDER BY day DESC, report DESC LIMIT ?"""


class Reprints:
    """The sentences of the reports, each with those that have it.

    Args:
        file: where they are noted.
        every: the reports themselves.
    """

    def __init__(self, file: File, every: Mapping[str, Document]) -> None:
        self._file, self._every = file, every

    def note(self, documents: Sequence[Document], was: Mapping[str, int | None]) -> set[str]:
        """Note the sentences of reports that are new or of another day now; gives those that repeat another now, or tell another story.

        Args:
            documents: the reports.
            was: the days on which those of them that are known were published.
        """
        connection, later = self._file.connection, {d.id for d in documents}
        for document in documents:
            told = _marks(document)
            before, day = was.get(document.id), document.published.toordinal() if document.published else None
            connection.executemany(
                "DELETE FROM sentences WHERE sentence = ? AND day = ? AND report = ?", [(s, before, document.id) for s in told]
            )
            if day:
                connection.executemany("INSERT INTO sentences VALUES (?, ?, ?)", [(s, day, document.id) for s in told])
            for at in {before, day} - {None, 0}:
                later |= {name for (name,) in self._file.ask_all(LATER, told, at, (at or 0) + DAYS)}
        days = dict(self._file.ask_all("SELECT id, COALESCE(day, 0) FROM reports WHERE id IN ?", later))
        ordered = sorted(later, key=lambda name: (days[name], name))
        changed = {name for name in ordered if self._repeats(name)}
        while ordered:
            ordered = [name for name in ordered if self._tells(name)]
            changed.update(ordered)
            ordered = [n for (n,) in self._file.ask_all("SELECT id FROM reports WHERE repeats IN ?", ordered)]
        return changed

    def _repeats(self, name: str) -> bool:
        """Note the first report that a report repeats; gives whether it is another."""
        ((before,),) = self._file.ask("SELECT repeats FROM reports WHERE id = ?", name)
        found = self._first(self._every[name])
        self._file.connection.execute("UPDATE reports SET repeats = ? WHERE id = ?", (found, name))
        return bool(before != found)

    def _first(self, document: Document) -> str | None:
        """As ``stories.repeated`` finds it among all."""
        if document.published is None:
            return None
        day, shared = document.published.toordinal(), Counter[tuple[int, str]]()
        for sentence in _marks(document):
            shared.update(self._file.ask(BEFORE, sentence, day - DAYS, day, document.id, LATEST))
        near = (name for (_, name), times in sorted(shared.items()) if times >= LEAST)
        return next((name for name in near if copies(self._every[name], document)), None)

    def _tells(self, name: str) -> bool:
        """Note the first report of the story that a report repeats; gives whether it is another."""
        ((repeats, story),) = self._file.ask("SELECT repeats, story FROM reports WHERE id = ?", name)
        first = (self.story(repeats) or repeats) if repeats else None
        self._file.connection.execute("UPDATE reports SET story = ? WHERE id = ?", (first, name))
        return bool(first != story)

    def story(self, name: str) -> str | None:
        """The first report of the story that a report repeats; None for one that repeats none."""
        found = self._file.ask("SELECT story FROM reports WHERE id = ?", name)
        return found[0][0] if found else None


def _marks(document: Document) -> Collection[int]:
    """The sentences of a report as numbers."""
    told = (hashlib.blake2b(s.encode(), digest_size=8).digest() for s in sentences(document.text))
    return {int.from_bytes(mark, "big", signed=True) for mark in told}
