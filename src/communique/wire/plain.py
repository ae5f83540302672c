"""Plain wire copy as a document: bytes decoded, text kept exactly, parts marked, version and slug read from the headline.

What cannot be a report (empty, binary, not UTF-8, far too long) is told as a problem that names the file and the reason. A byte order
mark is taken off, nothing else. No publication day is guessed here.

    "CORRECTED-Envoys to meet in Hanoi on Tuesday"
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from typing import NamedTuple

from communique.model import Document, Part, PartKind, Problem, Version
from communique.wire.habits import habits
from communique.wire.layout import find_dateline, headline, mark_parts

# Longer than any report; also what the language pipeline takes at most. A joint communique has 30,000, a budget speech 150,000.
LONGEST = 1_000_000
# After any number of updates comes the correction, after any of these the kill.
TURNS = {"correction": 1_000, "kill": 1_000_000}
ENDINGS = "txt|text|jsonl|ndjson|json|csv|tsv|html?|xhtml|xml|nitf|newsml|rss|atom|eml|pdf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, name: str) -> str | Problem:
    """The text of a file, without a byte order mark.

    Args:
        data: the file's bytes.
        name: the name that a problem shall carry.

    Returns:
        The text, or what is wrong: empty, binary, or not UTF-8 with the first byte that is not and its line.
    """
    text = as_text(data, name)
    return text if isinstance(text, Problem) else check_text(text, name) or text


def as_text(data: bytes, name: str) -> str | Problem:
    """Bytes as UTF-8 without a byte order mark, however long, or what is wrong with them."""
    if data.startswith(UTF16):
        return Problem(name, "the text is UTF-16, not UTF-8: convert it first (iconv -f UTF-16 -t UTF-8)")
    if (nul := data.find(b"\0")) >= 0:
        return Problem(name, f"a binary file, not a report (NUL byte at {nul:,})")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
        line = data.count(b"\n", 0, at) + 1
        return Problem(name, f"not UTF-8: byte 0x{data[at]:02x} at {at:,}, line {line:,}; convert it first (iconv -t UTF-8)")


def check_text(text: str, name: str) -> Problem | None:
    """What keeps a text from being a report: nothing in it, too much of it, or half a character that no file can hold."""
    if not text.strip():
        return Problem(name, "empty: there is no text in it")
    if len(text) > LONGEST:
        return Problem(name, f"too long for a report: {len(text):,} characters, at most {LONGEST:,} are read")
    if "\0" in text:
        return Problem(name, f"a binary file, not a report (NUL character at {text.index(chr(0)):,})")
    if (half := re.search("[\ud800-\udfff]", text)) is not None:
        return Problem(name, f"half a character (a lone surrogate) at {half.start():,}: the text was cut or decoded wrongly before")
    return None


def plain_document(
    text: str,
    name: str,
    *,
    id: str | None = None,
    title: str | None = None,
    source: str | None = None,
    published: dt.date | None = None,
    basis: str = "given",
) -> Document:
    """A document from a text that passed ``check_text``.

    Args:
        text: the text exactly as it came.
        name: the file's name without its folder; part of the id where none came with the text.
        id: the id that the report came with.
        title: a title that came apart from the text.
        source: the outlet or office; where None, the agency named in the dateline.
        published: the day of publication, None while unknown.
        basis: how that day is known: "given" by the reader or "metadata" of the file.
    """
    parts = mark_parts(text, title)
    version, replaces = read_version(text, parts, title)
    return Document(
        id=id or make_id(name, text),
        text=text,
        title=title,
        source=source or _agency(text, parts),
        published=published,
        published_basis=basis if published else "unknown",
        parts=parts,
        version=version,
        replaces=replaces,
    )


def make_id(name: str, text: str) -> str:
    """An id from a report's name and content: the same file gives the same id, other words another one."""
    stem = unicodedata.normalize("NFC", name.rpartition("/")[2])
    stem = re.sub(rf"\.(?:{ENDINGS})$", "", stem, flags=re.IGNORECASE)
    stem = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:48] or "report"
    return f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def read_version(text: str, parts: tuple[Part, ...], title: str | None) -> tuple[Version, str | None]:
    """How a report stands to an earlier one, and the slug of that one (its headline without marks).

    The marks before a headline decide ("UPDATE 1-", "(2nd LD)", "CORRECTED-", "KILL:"); without them a note in the copy that says that
    an earlier version was wrong.
    """
    said = title or headline(text, parts) or ""
    versions = [mark.version for mark in _marks(said)]
    for version in (Version.KILL, Version.CORRECTION, Version.UPDATE):
        if version in versions:
            return version, slug(said) or None
    notes = (text[p.start : p.end] for p in parts if p.kind is PartKind.CORRECTION)
    if any(habits().wrong.match(note) for note in notes):
        return Version.CORRECTION, slug(said) or None
    return Version.FIRST, None


def slug(said: str) -> str:
    """A headline as a key under which its versions find each other: letters and digits, lower case, marks taken off."""
    said = said[sum(mark.length for mark in _marks(said)) :]
    plain = unicodedata.normalize("NFKD", said).casefold()
    return "-".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def turn(said: str) -> int:
    """The place of a version among those of one report, told by the marks before its headline: 0 for the first."""
    return sum(mark.turn for mark in _marks(said))


class _Mark(NamedTuple):
    """A mark before a headline: "UPDATE 2-" is an update whose turn is the second."""

    version: Version
    length: int
    turn: int


def _marks(said: str) -> tuple[_Mark, ...]:
    """The marks that a headline begins with, from the left: "REFILE-UPDATE 2-Envoys meet" has two."""
    marks: list[_Mark] = []
    at = 0
    while (mark := _mark(said, at)) is not None:
        marks.append(mark)
        at += mark.length
    return tuple(marks)


def _mark(said: str, at: int) -> _Mark | None:
    for name, pattern in habits().slugs.items():
        if found := pattern.match(said, at):
            number = re.search(r"\d{1,4}", found[0])
            return _Mark(Version(name), found.end() - at, TURNS.get(name) or int(number[0] if number else 1))
    return None


def _agency(text: str, parts: tuple[Part, ...]) -> str | None:
    """The outlet that the dateline names."""
    return next((find_dateline(text[p.start : p.end] + " ")[1] for p in parts if p.kind is PartKind.DATELINE), None)
