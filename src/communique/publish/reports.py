"""The reports of a great store as its kept record knows them: which follows which, which repeats which, and which count no more.

They are looked up one by one, as the fold would have found them among all. Documents themselves stay in the store.

    "(2nd LD) Lee to visit China": the "(LEAD)" of the same headline counts no more, and both tell one story
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from communique.ledger.sources import NEAR, UNDATED, Sources, headline_of, parent_of
from communique.ledger.stories import DAYS
from communique.model import Document, Version
from communique.publish.reprints import Reprints
from communique.publish.shelves import File
from communique.store import Store

TABLES = """
CREATE TABLE reports (
    id TEXT PRIMARY KEY, day INTEGER, source TEXT, headline TEXT, named TEXT, follows INTEGER, kills INTEGER, parent TEXT,
    repeats TEXT, story TEXT
) WITHOUT ROWID;
CREATE INDEX reports_by_day ON reports (day, source);
CREATE INDEX reports_by_headline ON reports (headline);
CREATE INDEX reports_by_named ON reports (named);
CREATE INDEX reports_by_parent ON reports (parent);
CREATE INDEX reports_by_repeats ON reports (repeats);
CREATE INDEX reports_that_follow ON reports (day) WHERE follows;
"""
LAST = UNDATED.toordinal()
Value = TypeVar("Value")


class _Found(Mapping[str, Value]):
    """What is looked up when it is asked for, and remembered."""

    def __init__(self, find: Callable[[Collection[str]], Mapping[str, Value]], names: Callable[[], Iterator[str]]) -> None:
        self._find, self._names = find, names
        self._known: dict[str, Value | None] = {}

    def load(self, names: Collection[str]) -> None:
        """Look up many at once."""
        missing = [n for n in names if n not in self._known]
        if missing:
            self._known |= dict.fromkeys(missing) | dict(self._find(missing))

    def __getitem__(self, name: str) -> Value:
        self.load([name])
        value = self._known[name]
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return self._names()

    def __len__(self) -> int:
        return sum(1 for _ in self._names())

    def forget(self) -> None:
        """Know nothing any more."""
        self._known.clear()


@dataclass(frozen=True, slots=True)
class Noted(Sources):
    """The reports as the ledger knows them; their days are noted, so that for these alone no document is read.

    Args:
        days: the day of each report as a number, 0 while unknown.
    """

    days: _Found[int] = field(kw_only=True)

    def day(self, document: str) -> dt.date | None:
        """The day on which a document was published, None while unknown."""
        number = self.days[document]
        return dt.date.fromordinal(number) if number else None


class Reports:
    """The reports that the kept record was drawn from.

    Args:
        file: where they are noted.
        store: where the documents are.
    """

    def __init__(self, file: File, store: Store) -> None:
        self._file, self._store = file, store
        self.every = _Found(lambda names: {d.id: d for d in store.some_documents(names)}, self._ids)
        self._reprints = Reprints(file, self.every)
        self.days = _Found(self._days, self._ids)
        self.withdrawn = _Found(self._withdrawn, self._ids)
        self.stories = _Found(lambda names: {name: self._story(name) for name in names}, self._ids)

    def _ids(self) -> Iterator[str]:
        return (name for (name,) in self._file.ask("SELECT id FROM reports ORDER BY id"))

    def today(self) -> dt.date | None:
        """The latest day on which a report was published."""
        ((day,),) = self._file.ask("SELECT MAX(day) FROM reports")
        return dt.date.fromordinal(day) if day else None

    def sources(self) -> Noted:
        """The reports as the ledger knows them."""
        return Noted(self.every, self.withdrawn, self.today(), (), self.stories, days=self.days)

    def _days(self, names: Collection[str]) -> Mapping[str, int]:
        return {name: day or 0 for name, day in self._file.ask_all("SELECT id, day FROM reports WHERE id IN ?", names)}

    # ---------------------------------------------------------------- as a later version looks for the one it follows

    def headed(self, name: str) -> Iterable[Document]:
        """The documents whose headline ends with a name."""
        begun = name[::-1]
        found = self._file.ask("SELECT id FROM reports WHERE headline >= ? AND headline < ?", begun, begun + "\U0010ffff")
        return [self.every[n] for (n,) in found]

    def before(self, document: Document) -> Iterable[Document]:
        """The documents of the same source in the days before one."""
        if document.published is None:
            return []
        day = document.published.toordinal()
        found = self._file.ask("SELECT id FROM reports WHERE source IS ? AND day BETWEEN ? AND ?", document.source, day - NEAR.days, day)
        return [self.every[n] for (n,) in found]

    # ---------------------------------------------------------------- what comes in

    def admit(self, documents: Sequence[Document]) -> tuple[frozenset[str], frozenset[str]]:
        """Note reports that are new or read anew; gives those that others follow or followed, and those whose story may be another."""
        names = [d.id for d in documents]
        self.every.load(names)
        was: dict[str, int | None] = dict(self._file.ask_all("SELECT id, day FROM reports WHERE id IN ?", names))
        for d in documents:
            later = d.version is not Version.FIRST or d.replaces is not None
            day = d.published.toordinal() if d.published else None
            row = (d.id, day, d.source, headline_of(d)[::-1], d.replaces, later, d.version is Version.KILL)
            keep = "ON CONFLICT (id) DO UPDATE SET day = excluded.day, source = excluded.source, headline = excluded.headline"
            keep += ", named = excluded.named, follows = excluded.follows, kills = excluded.kills"
            self._file.connection.execute(f"INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL) {keep}", row)
        followed = self._follow(documents)
        retold = self._reprints.note(documents, was)
        for known in (self.days, self.withdrawn, self.stories):
            known.forget()
        children = {n for (n,) in self._file.ask_all("SELECT id FROM reports WHERE parent IN ?", followed)}
        return followed, self._downstream({*names, *retold, *children})

    def _follow(self, documents: Sequence[Document]) -> frozenset[str]:
        """Which report each later version follows; gives those that are followed, and were."""
        names = {d.id for d in documents}
        again = {d.id for d in documents if d.version is not Version.FIRST or d.replaces is not None}
        again |= {n for (n,) in self._file.ask_all("SELECT id FROM reports WHERE named IN ?", names)}
        again |= self._loose(documents)
        query = "SELECT parent FROM reports WHERE id IN ? AND parent IS NOT NULL"
        followed = {p for (p,) in self._file.ask_all(query, again | names)}
        for name in sorted(again):
            follows = self.every[name].version is not Version.FIRST or self.every[name].replaces is not None
            parent = parent_of(self.every[name], self) if follows else None
            self._file.connection.execute("UPDATE reports SET parent = ? WHERE id = ?", (parent, name))
        followed |= {p for (p,) in self._file.ask_all(query, again | names)}
        return frozenset(followed) | {d.id for d in documents if d.version is Version.KILL}

    def _loose(self, documents: Sequence[Document]) -> set[str]:
        """The later versions that may follow one of these: those that name the end of its headline, and those of its source and days."""
        found: set[str] = set()
        headlines = {headline_of(d) for d in documents}
        ends = {headline[at:] for headline in headlines for at in range(len(headline))}
        query = "SELECT id FROM reports WHERE named IN ? AND follows AND parent IS NOT named"
        found |= {name for (name,) in self._file.ask_all(query, ends)}
        for source, day in {(d.source, d.published.toordinal()) for d in documents if d.published}:
            query = "SELECT id FROM reports WHERE follows AND day BETWEEN ? AND ? AND source IS ? AND named > '' AND parent IS NOT named"
            found |= {name for (name,) in self._file.ask(query, day, day + DAYS, source)}
        return found

    def _downstream(self, names: set[str]) -> frozenset[str]:
        """Reports, and all that follow them."""
        found, new = set(names), set(names)
        while new:
            new = {n for (n,) in self._file.ask_all("SELECT id FROM reports WHERE parent IN ?", new)} - found
            found |= new
        return frozenset(found)

    # ---------------------------------------------------------------- what counts no more, and one story

    def _withdrawn(self, names: Collection[str]) -> Mapping[str, Document]:
        by = {name: name for (name,) in self._file.ask_all("SELECT id FROM reports WHERE id IN ? AND kills", names)}
        latest: dict[str, tuple[int, str]] = {}
        for parent, child, day in self._file.ask_all("SELECT parent, id, day FROM reports WHERE parent IN ?", names):
            latest[parent] = max(latest.get(parent, (0, "")), (day or LAST, child))
        by = {parent: child for parent, (_, child) in latest.items()} | by
        self.every.load(by.values())
        return {name: self.every[child] for name, child in by.items()}

    def _story(self, name: str, *, followed: bool = False) -> str:
        """The first report of a story, in the order in which the fold goes from one to the next.

        Args:
            followed: as far as it was known when what follows the report was heard.
        """
        first = self._reprints.story(name)
        if first is not None:
            return first
        parent = self._parent(name)
        if parent is None or self.withdrawn.get(parent) is None or self.withdrawn[parent].id != name:
            return name
        return name if followed and self._heard(parent) >= self._heard(name) else self._story(parent, followed=True)

    def _parent(self, name: str) -> str | None:
        found = self._file.ask("SELECT parent FROM reports WHERE id = ?", name)
        return found[0][0] if found else None

    def _heard(self, parent: str) -> tuple[int, str]:
        """When the first report that follows another is heard."""
        children = self._file.ask("SELECT day, id FROM reports WHERE parent = ?", parent)
        return min((day or LAST, child) for day, child in children)
