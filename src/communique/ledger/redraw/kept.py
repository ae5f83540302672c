"""What the redrawing of a part of the record needs of the whole that is kept: claims, entries, and where they lie.

The ledger knows no store: whoever keeps the record gives these answers, and takes back what was drawn anew.

    the entries of Washington and Beijing within a year of November 2023
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from communique.ledger.course import Stand
from communique.ledger.redraw.rehear import Place, Shelves
from communique.ledger.review import Review
from communique.ledger.sources import Sources
from communique.model import ChannelEntry, Claim, CommitmentEntry, Engagement, EngagementEntry, Step

Entry = EngagementEntry | CommitmentEntry | ChannelEntry
# A joint statement: the sides, the claim, the day.
Paper = tuple[Sequence[str], str, dt.date | None]
# A shelf on which something changed, and the day that it is of, as a number.
Stir = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different since the record was drawn.

    Args:
        documents: the reports that were read, followed, killed or decided on.
        fresh: all their claims that count now, as corrected.
        gone: ids of those that counted and do so no more.
        aside: the engagements told by those of them that were followed or killed.
        retold: the reports that now repeat another, or do so no more.
        due: the entries that the calendar moves by today.
    """

    documents: frozenset[str]
    fresh: Mapping[str, Claim]
    gone: frozenset[str]
    aside: Sequence[Engagement]
    retold: frozenset[str]
    due: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wait:
    """What an entry waits for: something on a shelf, told of a day within these."""

    shelf: str
    since: int
    until: int


class Desk(Shelves, Protocol):
    """The shelves of one kind of claim, to be written too."""

    def stand(self, claim: str, document: str, entry: str | None, places: Sequence[Place]) -> None:
        """Put a claim on its shelves, in the place of where it stood."""
        ...

    def leave(self, claims: Collection[str]) -> None:
        """Take claims away."""
        ...

    def of(self, documents: Collection[str]) -> frozenset[str]:
        """The claims of some documents that stand here."""
        ...

    def looking(self, places: Collection[Place]) -> frozenset[str]:
        """The claims that look where others stand."""
        ...

    def lying(self, shelves: Collection[str], since: int = 0, until: int | None = None) -> frozenset[str]:
        """The claims on some shelves, of days between these; those of no known day lie there always."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in the course of a line.

    Args:
        entry: the line.
        turn: when it is heard: the day of its report as a number, the report, whether it stands below the headline, where, and its id.
        year: the year it tells of.
        name: what it calls the line.
    """

    entry: str
    turn: tuple[int, str, bool, int, str]
    year: int
    name: str

    @property
    def claim(self) -> str:
        """The id of the claim."""
        return self.turn[-1]


@dataclass(frozen=True, slots=True)
class Opened:
    """A line on a shelf, with the claims heard first and last; ``status`` is None where people decided on it."""

    first: Told
    last: Told
    status: str | None


class Courses(Protocol):
    """The courses of the lines, each in chapters of the years that its claims tell of."""

    def opened(self, shelf: str) -> Sequence[Opened]:
        """The lines on a shelf, in the order in which they were opened."""
        ...

    def open(self, shelves: Collection[str], entry: str, status: str | None) -> None:
        """Note on which shelves a line lies, and the status it reached."""
        ...

    def told(self, claims: Collection[str]) -> Mapping[str, Told]:
        """Where claims stand in the courses of their lines."""
        ...

    def tell(self, told: Iterable[Told]) -> None:
        """Put claims into the courses of their lines."""
        ...

    def untell(self, told: Iterable[Told]) -> None:
        """Take claims out of the courses of their lines."""
        ...

    def firsts(self, entries: Collection[str]) -> Mapping[str, Told]:
        """The claim of each line that was heard first."""
        ...

    def names(self, entry: str) -> Sequence[str]:
        """What a line is called, in the order heard."""
        ...

    def years(self, entry: str, since: int) -> Sequence[int]:
        """The years from one on that claims of a line tell of."""
        ...

    def of_year(self, entry: str, year: int) -> Collection[str]:
        """The claims of a line that tell of a year."""
        ...

    def chapter(self, entry: str, year: int) -> tuple[int, Stand] | None:
        """The chapter of a year, or the last one before it: its year, and where the course stood at its beginning."""
        ...

    def write(self, entry: str, year: int, until: int | None, stand: Stand | None, steps: Sequence[Step]) -> None:
        """Keep the chapter of the years up to another, in the place of all that were of these."""
        ...


class Kept(Protocol):
    """The record that is kept, with its claims."""

    @property
    def sources(self) -> Sources:
        """The reports heard."""
        ...

    @property
    def judged(self) -> Review:
        """What people decided."""
        ...

    @property
    def engaged(self) -> Desk:
        """The claims of engagements."""
        ...

    @property
    def aside(self) -> Desk:
        """The engagements told by reports that count no more."""
        ...

    @property
    def lines(self) -> Desk:
        """The changes of lines."""
        ...

    @property
    def courses(self) -> Courses:
        """The courses of the lines."""
        ...

    @property
    def promised(self) -> Desk:
        """The claims of commitments."""
        ...

    @property
    def deeds(self) -> Desk:
        """The reports of deeds."""
        ...

    def claims(self, ids: Collection[str]) -> Mapping[str, Claim]:
        """Claims that count, as corrected."""
        ...

    def claims_aside(self, ids: Collection[str]) -> Sequence[Engagement]:
        """Engagements told by reports that count no more."""
        ...

    def told_in(self, documents: Collection[str], kinds: tuple[type[Claim], ...] = ()) -> Sequence[Claim]:
        """The claims of documents that count, as corrected; all, or those of some kinds."""
        ...

    # ---------------------------------------------------------------- offices

    def offices(self, claim: str, told: Iterable[tuple[str, str, dt.date, str]]) -> frozenset[tuple[str, str, dt.date, str]]:
        """Note the offices that a claim tells, in the place of those it told; gives what is told now and was not, or the reverse."""
        ...

    def holders(self, side: str, office: str, since: dt.date, until: dt.date) -> frozenset[str]:
        """Those whom reports of some days give an office."""
        ...

    def asks(self, claim: str, asked: Iterable[tuple[str, str, dt.date, str | None]]) -> None:
        """Note which offices a claim asked for, in the place of those it asked for: side, role, day, and the answer."""
        ...

    def asking(self, side: str, role: str, since: dt.date, until: dt.date) -> Sequence[tuple[str, dt.date, str | None]]:
        """The claims that asked for an office of days between these, with the day and the answer."""
        ...

    # ---------------------------------------------------------------- entries

    def drawn_alone(self, ids: Collection[str]) -> Mapping[str, EngagementEntry]:
        """Engagements before their neighbours told of them."""
        ...

    def near(self, entry: EngagementEntry) -> Sequence[EngagementEntry]:
        """The engagements that may tell of one or be told of by it (``neighbours.may_tell``), before their neighbours told of them."""
        ...

    def within(self, sides: Sequence[str], months: tuple[int, int]) -> Sequence[EngagementEntry]:
        """Engagements of exactly these sides that may lie in some months, before their neighbours told of them."""
        ...

    def draw_alone(self, entry: EngagementEntry, open_until: dt.date | None) -> None:
        """Keep an engagement as its claims alone make it, with the last day on which it can still come."""
        ...

    def papers(
        self, document: str, papers: Iterable[tuple[Sequence[str], str, dt.date | None]]
    ) -> frozenset[tuple[tuple[str, ...], dt.date | None]]:
        """Note the joint statements in a document: sides, claim, day; gives those noted now and before."""
        ...

    def papers_of(self, sides: Sequence[str], since: dt.date, until: dt.date) -> Sequence[str]:
        """The claims of the joint statements of exactly these sides, published on some days."""
        ...

    def entries(self, ids: Collection[str]) -> Mapping[str, Entry]:
        """Entries as they are shown."""
        ...

    def held(self, wait: Wait) -> Sequence[EngagementEntry]:
        """Engagements held between exactly the sides of a shelf that began within some days."""
        ...

    def draw(self, entry: Entry, waits: Sequence[Wait] = (), open_until: dt.date | None = None, of: str | None = None) -> None:
        """Keep an entry as it is shown; a promise with what it waits for, a hope with the engagement it is ``of``."""
        ...

    def draw_line(self, entry: ChannelEntry) -> None:
        """Keep a line as it is shown, but for its history and its claims: these are its course."""
        ...

    def drop(self, ids: Collection[str]) -> None:
        """Take entries away, and the hopes that are of them."""
        ...

    def hopes_of(self, engagements: Collection[str]) -> Sequence[str]:
        """The promises that plans to meet make."""
        ...

    def waiting(self, shelves: Collection[str], day: int | None, least: int = 1) -> frozenset[str]:
        """The entries that wait for something on so many of some shelves, told of a day; None and the undated are of every day."""
        ...
