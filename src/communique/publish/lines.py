"""Lines of a view: text with styles and an indentation, wrapped to the width of the terminal or the page.

Every meaning is in the words; styles only help the eye, so a view reads the same on paper, through a pipe, or aloud.

    "  held  18 Sep 2023  “... had about 12 hours of talks”"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

LEAST = 24  # columns of text even where a terminal is very narrow
QUOTE = 180  # characters of a quotation in a listing; ``show`` and ``why`` give all of it

STYLES = {
    "head": "bold",
    "quiet": "dim",
    "held": "green",
    "kept": "green",
    "ahead": "cyan",
    "off": "red",
    "waiting": "yellow",
    "quote": "italic",
    "found": "bold reverse",
}
TONES = {
    "held": "held",
    "under way": "held",
    "kept": "kept",
    "partly kept": "kept",
    "launched": "held",
    "working": "held",
    "restored": "held",
    "planned": "ahead",
    "expected": "ahead",
    "invited": "ahead",
    "agreed": "ahead",
    "pledged": "ahead",
    "intended": "ahead",
    "proposed": "ahead",
    "open": "ahead",
    "postponed": "waiting",
    "suspended": "waiting",
    "overdue": "waiting",
    "lapsed": "waiting",
    "cancelled": "off",
    "refused": "off",
    "cut": "off",
    "dropped": "off",
    "broken": "off",
}

Piece = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of text, each plain or with the name of a style.

    Args:
        pieces: the text in order.
        indent: columns before the first line.
        hang: further columns before the following ones.
    """

    pieces: tuple[Piece, ...]
    indent: int = 0
    hang: int = 2

    @property
    def text(self) -> str:
        """The words without styles."""
        return "".join(piece if isinstance(piece, str) else piece[0] for piece in self.pieces)


def line(*pieces: Piece, indent: int = 0, hang: int = 2) -> Line:
    """A line of pieces."""
    return Line(pieces, indent, hang)


BLANK = Line(())


def status(word: str, width: int = 0) -> Piece:
    """A status word in its tone."""
    return (word.ljust(width), TONES.get(word, "quiet"))


def quotation(text: str, most: int | None = QUOTE) -> Piece:
    """Words in quotation marks, on one line, shortened at a word's end when ``most`` is given."""
    words = " ".join(text.split())
    if most is not None and len(words) > most:
        words = words[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return (f"“{words}”", "quote")


def show(lines: Iterable[Line], console: Console) -> None:
    """Print lines wrapped to the console's width."""
    for item in lines:
        for number, row in enumerate(_wrapped(item, console)):
            if row.plain:
                row.pad_left(item.indent + (item.hang if number else 0))
            console.print(row, soft_wrap=True)


def _wrapped(item: Line, console: Console) -> Iterator[Text]:
    """The first row, and the others narrower by the hang."""
    from rich.text import Text

    pieces = (piece if isinstance(piece, str) else (piece[0], STYLES.get(piece[1], "")) for piece in item.pieces)
    text = Text.assemble(*pieces)
    room = max(console.width - item.indent, LEAST)
    first, *more = text.wrap(console, room) or [Text()]
    first.rstrip()
    following = text.plain[len(first.plain) :]
    rest = text[len(text.plain) - len(following.lstrip()) :] if more else Text()
    yield first
    for row in rest.wrap(console, max(room - item.hang, LEAST)) if more else ():
        row.rstrip()
        yield row
