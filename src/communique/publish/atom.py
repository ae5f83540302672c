"""What moved in the record as an Atom feed: one entry each time that an engagement, a promise or a line got another status.

A feed reader becomes an alert in this way: postponed, held, overdue, cut, with the words that say so. An entry keeps its id, so that a
feed written anew every hour tells each thing once. A report that only repeats what is known is no news.

    <title>postponed: Visit: Antony Blinken, China, 5 Feb 2023</title>
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

from communique.model import Document, Record
from communique.publish.moves import Move, headline, moves, told

MOST = 100
# What XML 1.0 cannot hold, however it is written.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEVER = dt.date(1970, 1, 1)


def atom(record: Record, title: str = "What moved in the record", on: Iterable[str] = ()) -> str:
    """The feed, the latest first.

    Args:
        title: names the feed and, with it, its id: another choice of sides is another feed.
        on: the statuses that are news; all of them where none is named.
    """
    wanted = frozenset(on)
    every = sorted((m for m in moves(record) if not wanted or m.step.status in wanted), key=lambda move: move.on, reverse=True)[:MOST]
    documents = {document.id: document for document in record.documents}
    updated = every[0].on if every else record.as_of or NEVER
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<id>urn:communique:moves:{quote(title, safe='')}</id>",
            f"<title>{_words(title)}</title>",
            f"<updated>{updated.isoformat()}T00:00:00Z</updated>",
            "<author><name>communique</name></author>",
            *(_entry(move, documents) for move in every),
            "</feed>",
            "",
        ]
    )


def _entry(move: Move, documents: dict[str, Document]) -> str:
    return "\n".join(
        [
            "<entry>",
            f"<id>urn:communique:move:{quote(move.entry.id, safe='')}:{quote(move.name, safe='')}</id>",
            f"<title>{_words(headline(move))}</title>",
            f"<updated>{move.on.isoformat()}T00:00:00Z</updated>",
            f'<category term="{move.step.status}"/>',
            f'<content type="text">{_words(told(move, documents))}</content>',
            "</entry>",
        ]
    )


def _words(text: str) -> str:
    return escape(UNWRITABLE.sub("", " ".join(text.split())))
