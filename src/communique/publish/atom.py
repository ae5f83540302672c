"""What moved in the record as an Atom feed: one entry each time that an engagement, a promise or a line got another status.

A feed reader becomes an alert in this way: postponed, held, overdue, cut, with the words that say so. An entry keeps its id, so that a
feed written anew every hour tells each thing once. A report that only repeats what is known is no news.

    <title>postponed: Visit: Antony Blinken, China, 5 Feb 2023</title>
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from communique.model import ChannelEntry, CommitmentEntry, Document, EngagementEntry, Record, Step
from communique.publish.days import period
from communique.publish.naming import Lasting, title_of

MOST = 100
# What XML 1.0 cannot hold, however it is written.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEVER = dt.date(1970, 1, 1)


class Move(NamedTuple):
    """A step by which an entry got another status, on the day it was told."""

    on: dt.date
    entry: Lasting
    step: Step


def atom(record: Record, title: str = "What moved in the record") -> str:
    """The feed, the latest first.

    Args:
        title: names the feed and, with it, its id: another choice of sides is another feed.
    """
    moves = sorted(_moves(record), key=lambda move: move.on, reverse=True)[:MOST]
    documents = {document.id: document for document in record.documents}
    updated = moves[0].on if moves else record.as_of or NEVER
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            f"<id>urn:communique:moves:{quote(title, safe='')}</id>",
            f"<title>{_words(title)}</title>",
            f"<updated>{updated.isoformat()}T00:00:00Z</updated>",
            "<author><name>communique</name></author>",
            *(_entry(move, documents) for move in moves),
            "</feed>",
            "",
        ]
    )


def _moves(record: Record) -> Iterator[Move]:
    entries: Iterable[Lasting] = (*record.engagements, *record.commitments, *record.channels)
    for entry in entries:
        status: str | None = None
        for step in entry.history:
            if step.on is not None and step.status != status:
                yield Move(step.on, entry, step)
            status = step.status


def _entry(move: Move, documents: dict[str, Document]) -> str:
    entry, step = move.entry, move.step
    when = _when(entry)
    # The calendar may move an entry twice in the same way; then the day tells the moves apart.
    told_by = step.claim or f"{step.status} {move.on}"
    source = documents.get(step.document or "")
    told = ", ".join(filter(None, [source.source if source else None, step.document]))
    content = f"“{step.evidence.span.text}” [{told}]" if step.evidence else step.reason
    return "\n".join(
        [
            "<entry>",
            f"<id>urn:communique:move:{quote(entry.id, safe='')}:{quote(told_by, safe='')}</id>",
            f"<title>{_words(f'{step.status}: {title_of(entry)}' + (f', {when}' if when else ''))}</title>",
            f"<updated>{move.on.isoformat()}T00:00:00Z</updated>",
            f'<category term="{step.status}"/>',
            f'<content type="text">{_words(content)}</content>',
            "</entry>",
        ]
    )


def _when(entry: Lasting) -> str | None:
    match entry:
        case EngagementEntry() if entry.start or entry.end:
            return period(entry.start, entry.end, entry.precision)
        case CommitmentEntry() if entry.due_start or entry.due_end:
            return f"due {period(entry.due_start, entry.due_end)}"
        case EngagementEntry() | CommitmentEntry() | ChannelEntry():
            return None


def _words(text: str) -> str:
    return escape(UNWRITABLE.sub("", " ".join(text.split())))
