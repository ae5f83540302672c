"""Feeds and pages from the net: plain GET over http and https, to public addresses only, within limits of size, time and detours.

Private and local addresses are refused unless they are allowed (see ``connecting``), for a feed may name any address it likes.

    https://wire.example.org/world.rss, its entries, and with ``pages`` the pages that they lead to
"""

from __future__ import annotations

import datetime as dt
import http.client
import time
from collections.abc import Container, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from communique.model import Problem
from communique.wire.batch import Batch, Origin, joined, passed_over
from communique.wire.connecting import LARGEST, RefusedError, body, opened
from communique.wire.formats import follow, guarded, in_english, page_at
from communique.wire.web import links, read_feed

LONGEST = 60.0  # seconds for one address
DETOURS = 5
MOST_PAGES = 200  # of one feed in one round
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
                raise RefusedError("it leads back to itself")
            seen.add(at)
            answer = _get(at, private, deadline)
            if isinstance(answer, Fetched):
                return answer
            at = urljoin(at, answer)
        raise RefusedError(f"more than {DETOURS} detours")
    except RefusedError as error:
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
    with opened(address, deadline, private=private) as line:
        line.connection.request("GET", line.target, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
        answer = line.connection.getresponse()
        if answer.status in MOVED and (elsewhere := answer.getheader("Location")):
            return elsewhere
        if answer.status != http.client.OK:
            raise RefusedError(f"its server answers {answer.status} {answer.reason}".rstrip())
        kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
        return Fetched(body(answer, deadline, LARGEST), address, kind, charset)
