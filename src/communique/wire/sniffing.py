"""What kind of file bytes are: by the ending of their name, else by how they begin.

Endings are those of ``formats.READERS`` and ``formats.CONTAINERS``; "" stands for what is none of these, and is read as wire copy
where somebody named it.

    "PK" begins a zip archive, "WARC/1.1" a web archive, "{" and a "text" before the line ends a line of JSON Lines
"""

from __future__ import annotations

import re
from pathlib import PurePath

ENDINGS = frozenset(".txt .jsonl .ndjson .json .csv .tsv .html .htm .xhtml .xml .nitf .newsml .rss .atom .eml .pdf .zip .gz .warc".split())
ALSO = {".text": ".txt", ".gzip": ".gz"}
MAGIC = {b"PK\x03\x04": ".zip", b"PK\x05\x06": ".zip", b"\x1f\x8b": ".gz", b"%PDF-": ".pdf", b"WARC/": ".warc"}
MARK = b"\xef\xbb\xbf"
HEAD = 4_096
# A comment ends with the first mark of its end, whatever follows: else as many ways are tried as there are marks to part.
PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*(?:<!doctype\s+html|<html)\b", re.IGNORECASE | re.DOTALL)
TREE = re.compile(rb"\s*<(?:\?xml|nitf|rss|feed|newsMessage|newsItem|rdf:RDF)\b", re.IGNORECASE)
MAIL = re.compile(rb"(?:From|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Subject|Date|To): ?\S", re.IGNORECASE)
# A mail begins with several such lines; wire copy may begin with one ("Subject: talks").
HEADERS = 3


def ending_of(name: str, data: bytes) -> str:
    """The ending that stands for the kind of a file.

    Args:
        name: its name or where it came from.
        data: how it begins; empty where only the name shall tell.
    """
    low = PurePath(name).name.lower()
    if low.endswith(".warc.gz"):
        return ".warc"
    ending = ALSO.get(PurePath(low).suffix, PurePath(low).suffix)
    if ending in ENDINGS:
        return ending
    return _by_content(data.removeprefix(MARK))


def _by_content(data: bytes) -> str:
    for start, ending in MAGIC.items():
        if data.startswith(start):
            return ending
    head = data[:HEAD]
    if PAGE.match(head):
        return ".html"
    if TREE.match(head):
        return ".xml"
    if data.lstrip()[:1] in (b"{", b"["):
        line = data.lstrip().partition(b"\n")[0]
        if line.startswith(b"{") and b'"text"' in line:
            return ".jsonl"
        return ".json" if b'"uri"' in head or b'"text"' in head else ""
    lines = head.splitlines()
    headed = sum(bool(MAIL.match(line)) for line in lines[:12])
    return ".eml" if headed >= HEADERS and lines and MAIL.match(lines[0]) else ""
