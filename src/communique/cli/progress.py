"""Progress on standard error: a bar on a terminal, plain lines elsewhere; failures are named at once either way.

read 200 of 3,000 (12 known before, 1 could not be read)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from communique.run.reading import Outcome

EVERY = 100  # documents between two plain lines


@dataclass
class Tally:
    """What has become of the documents so far."""

    read: int = 0
    known: int = 0
    claims: int = 0
    bare: int = 0  # reports read that tell of nothing between sides
    inferred: list[Outcome] = field(default_factory=list)
    undated: list[Outcome] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Documents that could not be read."""
        return len(self.failures)

    @property
    def seen(self) -> int:
        """All documents so far."""
        return self.read + self.known + self.failed

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.failure is not None:
            self.failures.append({"name": outcome.document.id, "reason": outcome.failure})
        elif outcome.kept:
            if outcome.among:
                self._forget(outcome.document.id)
            else:
                self.read += 1
                self.claims += outcome.claims
                self.bare += not outcome.claims
            if outcome.document.published is None:
                self.undated.append(outcome)
            elif outcome.document.published_basis == "inferred":
                self.inferred.append(outcome)
        else:
            self.known += 1

    def _forget(self, document: str) -> None:
        """What was told of its day is told anew."""
        self.inferred = [o for o in self.inferred if o.document.id != document]
        self.undated = [o for o in self.undated if o.document.id != document]

    @property
    def words(self) -> str:
        """The counts in words."""
        aside = [f"{self.known:,} known before" if self.known else "", f"{self.failed:,} could not be read" if self.failed else ""]
        told = ", ".join(filter(None, aside))
        return f"{self.read:,} read" + (f" ({told})" if told else "")


class Reported:
    """Shows how far the reading is; used as a context."""

    def __init__(self, total: int) -> None:
        self.tally = Tally()
        self._total = total
        self._console = Console(stderr=True, highlight=False, emoji=False, markup=False)
        self._bar: Progress | None = None
        if self._console.is_terminal:
            columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
            self._bar = Progress(*columns, console=self._console, transient=True)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
            self._bar.add_task("", total=self._total)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, words: str) -> None:
        """A line of its own, above the bar."""
        self._console.print(words, soft_wrap=True)

    def add(self, outcome: Outcome) -> None:
        """One document is done with."""
        self.tally.add(outcome)
        if outcome.failure is not None:
            self.say(f"not read: {outcome.document.id}: {outcome.failure}")
        if outcome.among:
            return
        for problem in outcome.problems:
            self.say(f"note: {problem.document}: {problem.what}")
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=1, description=self.tally.words)
        elif self.tally.seen % EVERY == 0:
            self.say(f"{self.tally.words} of {self._total:,}")
