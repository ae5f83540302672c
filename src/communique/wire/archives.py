"""Containers: zip, gzip and WARC, opened member by member and never further than their limits.

What a member says about its size is not believed; it is counted while it is unpacked. A member that is too large, damaged or locked is
named, and the others are read.

    reports.zip: 2 members of 2,147,483,648 bytes each, 40 reports
"""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from communique.extras import needed
from communique.model import Problem
from communique.wire.batch import Batch, Origin, Room, failed, joined, printable

LARGEST_MEMBER = 64 * 1024 * 1024
MOST_MEMBERS = 100_000
MANY = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv"})  # files of many reports, which may be as large as an archive
DEEPEST = 2  # a zip in a mail in a zip is enough
PIECE = 1024 * 1024
Inner = Callable[[bytes, Origin], Batch]
Page = Callable[[bytes, Origin, str | None, str | None], Batch]
# What unpacking can fail with: damage, an unknown method, a missing password, an early end.
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class _TooLargeError(Exception):
    """More than may be unpacked."""


def read_zip(stream: BinaryIO, origin: Origin, inner: Inner) -> Batch:
    """The reports in a zip archive, in the order of their names."""
    if origin.depth >= DEEPEST:
        return failed(origin.name, "an archive within archives: unpack it first")
    try:
        archive = zipfile.ZipFile(stream)
    except DAMAGE as error:
        return failed(origin.name, f"no zip archive, or a truncated one: {error}")
    with archive:
        members = sorted((m for m in archive.infolist() if not m.is_dir() and not _hidden(m.filename)), key=lambda m: m.filename)
        if len(members) > MOST_MEMBERS:
            return failed(origin.name, f"{len(members):,} members; at most {MOST_MEMBERS:,} are read")
        batch = joined(_members(archive, members, origin, inner))
    return batch if any(batch) else failed(origin.name, "no reports in this archive")


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], origin: Origin, inner: Inner) -> Iterator[Batch]:
    room = origin.room
    for member in members:
        within = origin.inside(member.filename)
        try:
            if member.file_size > LARGEST_MEMBER or room.left < 0:
                raise _TooLargeError
            with archive.open(member) as opened:
                data = _unpacked(opened, LARGEST_MEMBER, room)
        except _TooLargeError:
            if room.left < 0:
                yield failed(origin.name, f"more than {room.most:,} bytes when unpacked; the rest is not read")
                return
            yield failed(within.name, f"too large: {member.file_size:,} bytes or more when unpacked, at most {LARGEST_MEMBER:,} are read")
            continue
        except DAMAGE as error:
            room.used += min(PIECE, member.file_size)  # the piece that turned out to be damaged
            yield failed(within.name, f"cannot be unpacked: {error}")
            continue
        yield inner(data, within)


def read_gzip(stream: BinaryIO, origin: Origin, inner: Inner) -> Batch:
    """The one file in a gzip."""
    if origin.depth >= DEEPEST:
        return failed(origin.name, "an archive within archives: unpack it first")
    path = PurePosixPath(origin.name)
    name = path.stem if path.suffix.lower() in (".gz", ".tgz") else "content"
    most = max(0, origin.room.left if PurePosixPath(name).suffix.lower() in MANY else min(origin.room.left, LARGEST_MEMBER))
    try:
        with gzip.open(stream) as opened:
            data = _unpacked(opened, most, origin.room)
    except _TooLargeError:
        return failed(origin.name, f"too large: more than {most:,} bytes when unpacked")
    except DAMAGE as error:
        return failed(origin.name, f"no gzip, or a truncated one: {error}")
    return inner(data, origin.inside(name))


def _unpacked(opened: Any, most: int, room: Room) -> bytes:
    """What is in it, counted while it is unpacked, also where it turns out to be damaged."""
    pieces: list[bytes] = []
    while piece := opened.read(min(PIECE, most + 1)):
        pieces.append(piece)
        most -= len(piece)
        room.used += len(piece)
        if most < 0 or room.left < 0:
            raise _TooLargeError
    return b"".join(pieces)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts)


def read_warc(stream: BinaryIO, origin: Origin, page: Page) -> Batch:
    """The pages of a web archive; other records are counted.

    Args:
        page: reads one page, given its address and its server's word on the charset.

    Raises:
        MissingExtraError: fastwarc is not installed.
    """
    warc = needed("fastwarc.warc", "warc", "WARC")
    batches: list[Batch] = []
    others: Counter[str] = Counter()
    try:
        for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response, parse_http=True):
            kind = (record.http_content_type or "").split(";")[0].strip().lower()
            status = record.http_headers.status_code if record.http_headers else None
            if status != 200 or kind not in ("text/html", "application/xhtml+xml"):
                others[kind or "no kind" if status == 200 else f"the answer {status}"] += 1
                continue
            batches.append(_read_record(record, origin, page))
            if len(batches) > MOST_MEMBERS:
                batches.append(failed(origin.name, f"more than {MOST_MEMBERS:,} pages; the rest is not read"))
                break
    except DAMAGE as error:
        batches.append(failed(origin.name, f"the archive is damaged after {len(batches):,} pages: {error}"))
    batch = joined(batches)
    if not any(batch):
        return failed(origin.name, "no web archive, or one without pages")
    told = ", ".join(f"{count:,} of {kind}" for kind, count in others.most_common(5))
    return batch._replace(passed_over=(*batch.passed_over, Problem(origin.name, f"records that are no pages: {told}"))) if told else batch


def _read_record(record: Any, origin: Origin, page: Page) -> Batch:
    address = record.headers.get("WARC-Target-URI") or None
    within = origin.inside(printable(address or record.record_id or "a page without an address"))
    data = record.reader.read(LARGEST_MEMBER + 1)
    if len(data) > LARGEST_MEMBER:
        return failed(within.name, f"too large for a page: more than {LARGEST_MEMBER:,} bytes")
    return page(data, within, address, record.http_charset)
