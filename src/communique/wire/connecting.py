"""A connection to a host of the open net, for as long as it may last: the address is judged before anything is sent.

The address of a host is looked up once, judged, and then connected to, so that a name cannot lead elsewhere between the two. Private
and local addresses are refused unless they are allowed. However slowly the other side answers, the connection is cut in time.

    https://wire.example.org/world.rss -> 93.184.215.14, port 443
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

PATIENCE = 20.0  # seconds without a byte
LARGEST = 16 * 1024 * 1024
PIECE = 64 * 1024


class RefusedError(Exception):
    """An address that is not asked, or an answer that is not taken."""


class Line(NamedTuple):
    """An open connection, and what to ask for on it."""

    connection: http.client.HTTPConnection
    target: str


@contextlib.contextmanager
def opened(address: str, deadline: float, *, private: bool) -> Iterator[Line]:
    """A connection to the host of an address, closed afterwards and cut at the deadline.

    Args:
        address: of the web.
        deadline: on the clock of ``time.monotonic``.
        private: whether addresses of this machine and of private networks may be asked.

    Raises:
        RefusedError: the address is none of the web, or a private one.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError("no address of the web: it must begin with http:// or https://")
    connection = _connected(parts, private)
    watch = threading.Timer(max(deadline - time.monotonic(), 0.0), _cut, (connection.sock,))
    watch.daemon = True
    watch.start()
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
    try:
        yield Line(connection, target)
    except (OSError, http.client.HTTPException):
        if time.monotonic() >= deadline:
            raise RefusedError("too slow: not done in time") from None
        raise
    finally:
        watch.cancel()
        connection.close()


def body(answer: http.client.HTTPResponse, deadline: float, largest: int) -> bytes:
    """What an answer holds.

    Raises:
        RefusedError: more than ``largest`` bytes, or not done by the deadline.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise RefusedError(f"too large: more than {largest:,} bytes")
        if time.monotonic() > deadline:
            raise RefusedError("too slow: not done in time")
    return b"".join(pieces)


def _cut(connection: socket.socket) -> None:
    """Wake whoever waits on a connection; the plain way, for below TLS the other side may not answer a farewell."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _connected(parts: SplitResult, private: bool) -> http.client.HTTPConnection:
    """A connection to the first public address of the host."""
    assert parts.hostname is not None
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    found = [entry[4][0] for entry in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)]
    if not private and (inside := next((at for at in found if not public(str(at))), None)) is not None:
        raise RefusedError(f"a private or local address ({inside}) is not fetched; --allow-private allows it")
    line = socket.create_connection((str(found[0]), port), timeout=PATIENCE)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=PATIENCE)
    if secure:
        connection = http.client.HTTPSConnection(parts.hostname, port, timeout=PATIENCE)
        line = ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
    connection.sock = line
    return connection


def public(address: str) -> bool:
    """Whether an address is on the open net, also when it is one of the old net in the dress of the new."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = (ip.ipv4_mapped or ip.sixtofour) if isinstance(ip, ipaddress.IPv6Address) else None
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)
