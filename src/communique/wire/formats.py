"""Which reader for which bytes: plain wire copy, JSON Lines, or a folder of both.

A reader gives documents and problems, never an exception for what a file holds: one bad file or line does not keep the others from
being read. New formats are one entry in ``READERS`` and one reader ``(bytes, name, published) -> Batch``.

    {"id": "hanoi-1", "published": "2023-05-03", "title": "Envoys meet in Hanoi", "text": "The two envoys met on Wednesday ..."}
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

from communique.model import Document, Problem, Version
from communique.wire.layout import headline
from communique.wire.plain import LONGEST, check_text, decode, plain_document, slug, turn

# A line of JSON Lines may hold a long text in escapes and its metadata; beyond this it is no report.
MARK = b"\xef\xbb\xbf"
LONGEST_LINE = 8 * LONGEST
LARGEST_TEXT_FILE = 4 * LONGEST
DAY_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")


class Batch(NamedTuple):
    """What was read and what was not: ``documents, problems = read_path(path)``."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()


def read_path(path: Path, published: dt.date | None = None) -> Batch:
    """Read a file, or every report in a folder and the folders below it, in the order of their names.

    Args:
        path: a file of any known format, or a folder.
        published: the day of publication of what carries none itself.

    Returns:
        The documents, and a problem for each file or line that could not be read. Later versions name the id of the one they replace
        where it was read with them.
    """
    if path.is_dir():
        return _read_folder(path, published)
    if not path.exists():
        return Batch((), (Problem(str(path), "no such file or folder"),))
    try:
        if _reader(path.name, b"") is read_plain and path.stat().st_size > LARGEST_TEXT_FILE:
            return Batch((), (Problem(str(path), f"too long for a report: {path.stat().st_size:,} bytes in one text"),))
        data = path.read_bytes()
    except OSError as error:
        return Batch((), (Problem(str(path), f"could not be read: {error.strerror or error}"),))
    return read_bytes(data, str(path), published)


def read_bytes(data: bytes, name: str, published: dt.date | None = None) -> Batch:
    """Read what came by pipe or post.

    Args:
        data: the bytes.
        name: where they came from: a path, or "standard input"; its ending tells the format, else the first line does.
        published: the day of publication of what carries none itself.
    """
    batch = _reader(name, data)(data, name, published)
    return Batch(follow(batch.documents), batch.problems)


def read_plain(data: bytes, name: str, published: dt.date | None) -> Batch:
    """One report of plain wire copy."""
    text = decode(data, name)
    if isinstance(text, Problem):
        return Batch((), (text,))
    return Batch((plain_document(text, name, published=published),))


def read_lines(data: bytes, name: str, published: dt.date | None) -> Batch:
    """Reports as JSON Lines ``{id, text, published, title, source}``; only ``text`` must be there."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.removeprefix(MARK).split(b"\n"), start=1):
        if line.strip():
            document, problem = _read_line(line, f"{name} line {number}", published)
            documents += [document] if document else []
            problems += [problem] if problem else []
    if not documents and not problems:
        problems.append(Problem(name, "empty: there is no line in it"))
    return Batch(tuple(documents), tuple(problems))


def read_day(written: str) -> dt.date | None:
    """A day of publication as files write it: ISO with or without an hour, RFC 2822, "May 3, 2023"; None when it is none of these."""
    plain = re.sub(r" ?, ?", ", ", " ".join(re.sub(r"[^\w:+,./-]+", " ", written).split()))
    try:
        return dt.datetime.fromisoformat(plain).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(plain).date()
    except ValueError:
        pass
    bare = re.sub(r"[ T]\d+:\d\d.*$", "", plain)
    for form in DAY_FORMS:
        try:
            return dt.datetime.strptime(bare, form).date()
        except ValueError:
            continue
    return None


def follow(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Let each later version name the id of the report that it replaces, where that one is among the documents.

    Of the reports with the same headline the latest earlier version is taken; where there is none the slug stays, for the report may
    have been read before. Files come in the order of their names, so neither their order nor a day decides alone: "(LEAD)" follows
    the first version, "(2nd LD)" the lead, a correction all of these, a kill everything.
    """
    every = tuple(documents)
    latest: dict[str, str] = {}
    parent: dict[int, str] = {}
    for at in sorted(range(len(every)), key=lambda n: (every[n].published or dt.date.max, turn(_headline(every[n])), n)):
        document, key = every[at], slug(_headline(every[at]))
        if document.version is not Version.FIRST and document.replaces in latest:
            parent[at] = latest[document.replaces]
        if key:
            latest[key] = document.id
    return tuple(dataclasses.replace(d, replaces=parent[at]) if at in parent else d for at, d in enumerate(every))


def _headline(document: Document) -> str:
    return document.title or headline(document.text, document.parts) or ""


def _read_folder(folder: Path, published: dt.date | None) -> Batch:
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in READERS and p.is_file() and not _hidden(p, folder))
    if not files:
        return Batch((), (Problem(str(folder), f"no reports in this folder: looked for {', '.join(sorted(READERS))}"),))
    batches = [read_path(file, published) for file in files]
    return Batch(follow(d for b in batches for d in b.documents), tuple(p for b in batches for p in b.problems))


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _reader(name: str, data: bytes) -> Reader:
    """The reader by the name's ending; for a pipe by its first line, which in JSON Lines is an object with a text."""
    known = READERS.get(Path(name).suffix.lower())
    if known is not None:
        return known
    first = data.removeprefix(MARK).lstrip()[:LONGEST_LINE].partition(b"\n")[0]
    return read_lines if first.startswith(b"{") and b'"text"' in first else read_plain


def _read_line(line: bytes, name: str, published: dt.date | None) -> tuple[Document | None, Problem | None]:
    """The report of one line, or what is wrong with it; a day that cannot be read is told and left out, the report is kept."""
    fields, problem = _fields(line, name)
    if problem is not None:
        return None, problem
    day, basis = published, "given"
    written = fields.get("published")
    if written is not None:
        day, basis = read_day(written), "metadata"
        if day is None:
            problem = Problem(fields.get("id") or name, f"the day of publication cannot be read: {written[:40]!r}")
    if day is None:
        day, basis = published, "given"
    text = fields["text"]
    document = plain_document(
        text, name, id=fields.get("id"), title=fields.get("title"), source=fields.get("source"), published=day, basis=basis
    )
    return document, problem


def _fields(line: bytes, name: str) -> tuple[dict[str, str], Problem | None]:
    """The fields of a line that are words; numbers serve as ids."""
    if len(line) > LONGEST_LINE:
        return {}, Problem(name, f"too long for a report: {len(line):,} bytes in one line, at most {LONGEST_LINE:,} are read")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {}, Problem(name, f"not JSON: {error}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return {}, Problem(name, 'no report: each line must be an object with a "text"')
    fields = {key: value for key, value in row.items() if isinstance(value, str)}
    if isinstance(row.get("id"), int):
        fields["id"] = str(row["id"])
    fields = {key: value for key, value in fields.items() if value.strip() or key == "text"}
    wrong = (check_text(fields[key], name) for key in ("text", "title", "id", "source") if key in fields)
    return fields, next((problem for problem in wrong if problem is not None), None)


Reader = Callable[[bytes, str, dt.date | None], Batch]
READERS: dict[str, Reader] = {".txt": read_plain, ".jsonl": read_lines, ".ndjson": read_lines}
