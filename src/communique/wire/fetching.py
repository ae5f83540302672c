"""Feeds and pages from the net: plain GET over http and https, to public addresses only, within limits of size, time and detours.

The address of a host is looked up once, judged, and then connected to, so that a name cannot lead elsewhere between the two. Private
and local addresses are refused unless they are allowed, for a feed may name any address it likes.

    https://wire.example.org/world.rss, its entries, and with ``pages`` the pages that they lead to
"""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Container, Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from communique.model import Problem
from communique.wire.batch import Batch, Origin, joined, passed_over
from communique.wire.formats import follow, guarded, in_english, page_at
from communique.wire.web import links, read_feed

LARGEST = 16 * 1024 * 1024
PATIENCE = 20.0  # seconds without a byte
LONGEST = 60.0  # seconds for one address
DETOURS = 5
MOST_PAGES = 200  # of one feed in one round
PIECE = 64 * 1024
MOVED = frozenset({301, 302, 303, 307, 308})
PAGES = frozenset({"text/html", "application/xhtml+xml"})
AGENT = "communique (reads news feeds)"


class Fetched(NamedTuple):
    """What an address gave.

    Args:
        address: the one that answered, after detours.
        kind: the media type.
        charset: as the server says.
    """

    data: bytes
    address: str
    kind: str
    charset: str | None


class _RefusedError(Exception):
    """An address that is not fetched, or an answer that is not taken."""


def read_feeds(
    addresses: tuple[str, ...],
    *,
    now: dt.datetime,
    pages: bool = False,
    known: Container[str] = frozenset(),
    private: bool = False,
) -> Batch:
    """The entries of feeds, or the pages that they lead to.

    Args:
        now: the time of reading.
        pages: read the page of each entry instead of what the feed says of it.
        known: addresses of pages that were read before.
        private: whether addresses of this machine and of private networks may be fetched.
    """
    batch = joined(_read_one(address, now, pages, known, private) for address in addresses)
    return batch._replace(documents=follow(batch.documents))


def fetch(address: str, *, private: bool = False) -> Fetched | Problem:
    """What an address gives, or why it gives nothing."""
    at, seen = address, set[str]()
    deadline = time.monotonic() + LONGEST
    try:
        while len(seen) <= DETOURS:
            if at in seen:
                raise _RefusedError("it leads back to itself")
            seen.add(at)
            answer = _get(at, private, deadline)
            if isinstance(answer, Fetched):
                return answer
            at = urljoin(at, answer)
        raise _RefusedError(f"more than {DETOURS} detours")
    except _RefusedError as error:
        return Problem(address, str(error))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Problem(address, f"cannot be fetched: {error or type(error).__name__}")


def _read_one(address: str, now: dt.datetime, pages: bool, known: Container[str], private: bool) -> Batch:
    answer = fetch(address, private=private)
    if isinstance(answer, Problem):
        return Batch((), (answer,))
    origin = Origin(address, now=now)
    if not pages:
        return in_english(guarded(lambda: read_feed(answer.data, origin), origin))
    return guarded(lambda: _read_pages([link for link in links(answer.data) if link not in known], origin, private), origin)


def _read_pages(new: list[str], origin: Origin, private: bool) -> Batch:
    batch = joined(_pages(new[:MOST_PAGES], origin, private))
    left = len(new) - MOST_PAGES
    note = Problem(origin.name, f"{left:,} more pages are left for the next round")
    return batch._replace(notes=(*batch.notes, note)) if left > 0 else batch


def _pages(addresses: list[str], origin: Origin, private: bool) -> Iterator[Batch]:
    for address in addresses:
        answer = fetch(address, private=private)
        if isinstance(answer, Problem):
            yield Batch((), (answer,))
        elif answer.kind not in PAGES:
            yield passed_over(address, f"no page but {answer.kind or 'something without a kind'}")
        else:
            yield page_at(answer.data, Origin(address, now=origin.now), address, answer.charset)


# ---------------------------------------------------------------- one request


def _get(address: str, private: bool, deadline: float) -> Fetched | str:
    """The answer, or the address to which it leads."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _RefusedError("no address of the web: it must begin with http:// or https://")
    connection = _connected(parts, private)
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        if answer.status in MOVED and (elsewhere := answer.getheader("Location")):
            return elsewhere
        if answer.status != http.client.OK:
            raise _RefusedError(f"its server answers {answer.status} {answer.reason}".rstrip())
        kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
        return Fetched(_body(answer, deadline), address, kind, charset)
    finally:
        connection.close()


def _connected(parts: SplitResult, private: bool) -> http.client.HTTPConnection:
    """A connection to the first public address of the host."""
    assert parts.hostname is not None
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    found = [entry[4][0] for entry in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)]
    if not private and (inside := next((at for at in found if not _public(str(at))), None)) is not None:
        raise _RefusedError(f"a private or local address ({inside}) is not fetched; --allow-private allows it")
    opened = socket.create_connection((str(found[0]), port), timeout=PATIENCE)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=PATIENCE)
    if secure:
        connection = http.client.HTTPSConnection(parts.hostname, port, timeout=PATIENCE)
        opened = ssl.create_default_context().wrap_socket(opened, server_hostname=parts.hostname)
    connection.sock = opened
    return connection


def _public(address: str) -> bool:
    """Whether an address is on the open net, also when it is one of the old net in the dress of the new."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = (ip.ipv4_mapped or ip.sixtofour) if isinstance(ip, ipaddress.IPv6Address) else None
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)


def _body(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise _RefusedError(f"too large: more than {LARGEST:,} bytes")
        if time.monotonic() > deadline:
            raise _RefusedError(f"too slow: not done after {LONGEST:.0f} seconds")
    return b"".join(pieces)
