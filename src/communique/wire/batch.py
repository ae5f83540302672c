"""What a reader gets and gives: where bytes came from, and the documents in them with what could not be read or was passed over.

A problem is a failure (a broken file); what is passed over is right as it is and no report for the record: a picture, another language,
a story under embargo. Notes tell what was guessed, such as the columns of a table.

    Batch(documents=(...), problems=(Problem("a.zip/b.txt", "empty: there is no text in it"),))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from communique.model import Document, Problem

LARGEST_ARCHIVE = 512 * 1024 * 1024


class Batch(NamedTuple):
    """What was read and what was not.

    Args:
        documents: in the order in which they stand.
        problems: what could not be read.
        passed_over: what was not meant to be read, with the reason.
        notes: what was guessed on the way, and what of a kept report could not be read.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Room:
    """How many bytes may still be unpacked from a file and from all archives within it, or a small one could hold endless copies of one."""

    most: int = field(default_factory=lambda: LARGEST_ARCHIVE)
    used: int = 0

    @property
    def left(self) -> int:
        """Below zero where more was unpacked."""
        return self.most - self.used


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes came from and what is known about them beforehand.

    Args:
        name: a path, an address, or "standard input".
        published: the day of publication of what carries none itself.
        now: the time of reading, which embargoes are held against; None holds back whatever is under one.
        columns: for tables: which column holds what, e.g. {"text": "body"}.
        depth: how many containers (an archive, a mail) it lies in.
        room: what may still be unpacked of the file in which all this lies.
    """

    name: str
    published: dt.date | None = None
    now: dt.datetime | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    room: Room = field(default_factory=Room)

    def inside(self, name: str) -> Origin:
        """The origin of a part: a member of an archive, an attachment, a row."""
        return replace(self, name=f"{self.name}/{printable(name)}", depth=self.depth + 1)


def printable(name: str) -> str:
    """A name that came from outside, without what a terminal would act on."""
    return "".join(c if c.isprintable() else "?" for c in name)


def joined(batches: Iterable[Batch]) -> Batch:
    """Several batches as one, in their order."""
    every = list(batches)
    return Batch(
        tuple(d for b in every for d in b.documents),
        tuple(p for b in every for p in b.problems),
        tuple(p for b in every for p in b.passed_over),
        tuple(p for b in every for p in b.notes),
    )


def failed(name: str, why: str) -> Batch:
    """Nothing but a problem."""
    return Batch((), (Problem(name, why),))


def passed_over(name: str, why: str) -> Batch:
    """Nothing but something that was not meant to be read."""
    return Batch((), (), (Problem(name, why),))
