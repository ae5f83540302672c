"""Which reader for which bytes: wire copy, JSON Lines, tables, news formats, pages, feeds, mails, PDF, archives, or a folder of these.

A reader gives documents and problems, never an exception for what a file holds: one bad file or line does not keep the others from
being read. A new format is one reader ``(bytes, origin) -> Batch`` in a file of its own and one entry in ``READERS``.

    reports/2023/hanoi.xml is NewsML-G2, NITF, RSS or Atom: the root of the tree tells
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from communique.extras import MissingExtraError
from communique.model import Document, Problem, Version
from communique.wire import archives, mail
from communique.wire.batch import Batch, Origin, Room, failed, joined, passed_over
from communique.wire.language import other_language
from communique.wire.layout import headline
from communique.wire.lines import read_json, read_lines, read_table
from communique.wire.newsroom import READ_ITEMS, newsml_items, nitf_item, read_items
from communique.wire.pdf import read_pdf
from communique.wire.plain import LONGEST, decode, plain_document, slug, turn
from communique.wire.sniffing import ENDINGS, ending_of
from communique.wire.web import read_feed, read_page
from communique.wire.xml_tree import local, parse_xml

LARGEST_TEXT_FILE = 4 * LONGEST
LARGEST_FILE = 1024 * 1024 * 1024


def read_path(
    path: Path, published: dt.date | None = None, *, now: dt.datetime | None = None, columns: Mapping[str, str] | None = None
) -> Batch:
    """Read a file, or every report in a folder and the folders below it, in the order of their names.

    Args:
        path: a file of any known format, or a folder.
        published: the day of publication of what carries none itself.
        now: the time of reading; what is under embargo until later is passed over, and all that is under one when it is None.
        columns: for tables: which column holds what.

    Returns:
        The documents, and a problem for each file or line that could not be read. Later versions name the id of the one they replace
        where it was read with them.
    """
    origin = Origin(str(path), published, now, columns or {})
    if path.is_dir():
        batch = _read_folder(path, origin)
    elif not path.exists():
        return failed(str(path), "no such file or folder")
    else:
        batch = _read_file(path, origin)
    return batch._replace(documents=follow(batch.documents))


def read_bytes(
    data: bytes, name: str, published: dt.date | None = None, *, now: dt.datetime | None = None, columns: Mapping[str, str] | None = None
) -> Batch:
    """Read what came by pipe or post.

    Args:
        data: the bytes.
        name: where they came from: a path, or "standard input"; its ending tells the format, else how the bytes begin.
        published, now, columns: as for ``read_path``.
    """
    if len(data) > LARGEST_FILE:
        return failed(name, f"too large: at most {LARGEST_FILE:,} bytes are read")
    batch = _read_stream(io.BytesIO(data), Origin(name, published, now, columns or {}))
    return batch._replace(documents=follow(batch.documents))


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


# ---------------------------------------------------------------- files and folders


def _read_folder(folder: Path, origin: Origin) -> Batch:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not _hidden(p, folder))
    known = [file for file in files if ending_of(file.name, b"") in ENDINGS]
    if not known:
        return failed(str(folder), f"no reports in this folder: looked for {', '.join(sorted(ENDINGS))}")
    others = Counter(file.suffix.lower() or "no ending" for file in files if file not in set(known))
    told = ", ".join(f"{count:,} with {ending}" for ending, count in others.most_common())
    batch = joined(_read_file(file, dataclasses.replace(origin, name=str(file), room=Room())) for file in known)
    if told:
        return batch._replace(passed_over=(*batch.passed_over, Problem(str(folder), f"files of no kind that is read: {told}")))
    return batch


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _read_file(path: Path, origin: Origin) -> Batch:
    try:
        size = path.stat().st_size
        ending = ending_of(path.name, b"")
        if size > LARGEST_TEXT_FILE and ending in (".txt", ""):
            return failed(str(path), f"too long for a report: {size:,} bytes in one text")
        most = LARGEST_FILE if ending in archives.MANY else archives.LARGEST_MEMBER
        if size > most and ending not in CONTAINERS:
            return failed(str(path), f"too large: {size:,} bytes, at most {most:,} are read")
        with path.open("rb") as stream:
            return _read_stream(stream, origin)
    except OSError as error:
        return failed(str(path), f"could not be read: {error.strerror or error}")


# ---------------------------------------------------------------- the reader for the bytes


def _read_stream(stream: BinaryIO, origin: Origin) -> Batch:
    """Containers are opened as they lie; everything else is read whole."""
    ending = ending_of(origin.name, b"")
    if ending in CONTAINERS:
        return guarded(lambda: CONTAINERS[ending](stream, origin), origin)
    return _read_whole(stream.read(), origin)


def _read_whole(data: bytes, origin: Origin) -> Batch:
    ending = ending_of(origin.name, data)
    if ending in CONTAINERS:
        return guarded(lambda: CONTAINERS[ending](io.BytesIO(data), origin), origin)
    return in_english(guarded(lambda: READERS.get(ending, read_plain)(data, origin), origin))


def _read_inner(data: bytes, origin: Origin) -> Batch:
    """A member of a container; unlike a file that somebody names, one of no known kind is passed over."""
    if ending_of(origin.name, data) not in ENDINGS:
        return passed_over(origin.name, "of no kind that is read")
    return _read_whole(data, origin)


def guarded(read: Callable[[], Batch], origin: Origin) -> Batch:
    """Whatever a file does to its reader, it stays this file's own problem."""
    try:
        return read()
    except MissingExtraError as error:
        return failed(origin.name, str(error))
    except Exception as error:
        return failed(origin.name, f"its reader failed on it ({type(error).__name__}: {error})")


def in_english(batch: Batch) -> Batch:
    """The documents that the rules can read; the others are passed over with their language."""
    foreign = {document.id: language for document in batch.documents if (language := other_language(document.text)) is not None}
    if not foreign:
        return batch
    told = tuple(Problem(name, f"not in English but in {language}: only English is read") for name, language in foreign.items())
    kept = tuple(document for document in batch.documents if document.id not in foreign)
    return batch._replace(documents=kept, passed_over=(*batch.passed_over, *told))


def page_at(data: bytes, origin: Origin, address: str | None, charset: str | None) -> Batch:
    """A page that came with its address, from the net or a web archive."""
    return in_english(guarded(lambda: read_page(data, origin, address, charset), origin))


def read_plain(data: bytes, origin: Origin) -> Batch:
    """One report of plain wire copy."""
    text = decode(data, origin.name)
    if isinstance(text, Problem):
        return Batch((), (text,))
    return Batch((plain_document(text, origin.name, published=origin.published),))


def read_xml(data: bytes, origin: Origin) -> Batch:
    """NewsML-G2, NITF, or what else the root of the tree tells."""
    root = parse_xml(data, origin.name)
    if isinstance(root, Problem):
        return Batch((), (root,))
    kind = local(root.tag)
    if kind in ("rss", "feed", "RDF"):
        return read_feed(data, origin)
    if kind == "html":
        return read_page(data, origin)
    if kind == "nitf":
        return read_items([nitf_item(root)], origin)
    if kind == "newsMessage" or kind in READ_ITEMS:
        return read_items(newsml_items(root), origin)
    return failed(origin.name, f"no news format that is known: the root of the XML is {kind!r}")


def _read_mail(data: bytes, origin: Origin) -> Batch:
    return mail.read_mail(data, origin, _read_inner)


def _read_zip(stream: BinaryIO, origin: Origin) -> Batch:
    return archives.read_zip(stream, origin, _read_inner)


def _read_gzip(stream: BinaryIO, origin: Origin) -> Batch:
    # What somebody packed alone is named by them like a file.
    return archives.read_gzip(stream, origin, _read_whole)


def _read_warc(stream: BinaryIO, origin: Origin) -> Batch:
    return archives.read_warc(stream, origin, page_at)


Reader = Callable[[bytes, Origin], Batch]
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".xml": read_xml,
    ".nitf": read_xml,
    ".newsml": read_xml,
    ".rss": read_feed,
    ".atom": read_feed,
    ".eml": _read_mail,
    ".pdf": read_pdf,
}
CONTAINERS: dict[str, Callable[[BinaryIO, Origin], Batch]] = {
    ".zip": _read_zip,
    ".gz": _read_gzip,
    ".warc": _read_warc,
}
