"""The record as an iCalendar file (RFC 5545): engagements with a day as events, commitments as tasks.

A period that only bounds the day is an all-day span marked as free time; what has no day is not in a calendar, for none is made up.
An entry keeps its UID for life and raises its SEQUENCE with each report, so a subscribed calendar moves when the news does.

    SUMMARY:Meeting: Antony Blinken, Wang Yi
    DTSTART;VALUE=DATE:20240216
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from communique.model import CommitmentEntry, EngagementEntry, Record, Status, Strength
from communique.publish.days import LASTING, day, period
from communique.publish.naming import last_told, revision, title_of, told
from communique.publish.parties import people
from communique.publish.timeline import by_due, in_order

FOLD = 75  # octets in a line, its end not counted
# What the trade says of a day, in the three words that calendars know.
EVENT_STATUS = {
    Status.HELD: "CONFIRMED",
    Status.UNDER_WAY: "CONFIRMED",
    Status.PLANNED: "CONFIRMED",
    Status.EXPECTED: "TENTATIVE",
    Status.INVITED: "TENTATIVE",
    Status.LAPSED: "TENTATIVE",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.REFUSED: "CANCELLED",
}
TASK_STATUS = {"kept": "COMPLETED", "under way": "IN-PROCESS", "partly kept": "IN-PROCESS", "dropped": "CANCELLED", "broken": "CANCELLED"}
SELF_EVIDENT = frozenset({Status.HELD, Status.PLANNED})


def calendar(record: Record, today: dt.date, *, windows: bool = True) -> bytes:
    """The calendar, encoded.

    Args:
        today: the day of writing; the stamp of entries whose reports carry no day.
        windows: whether engagements are shown of which only bounds are known.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//communique//record//EN", "CALSCALE:GREGORIAN", "X-WR-CALNAME:communique"]
    for engagement in in_order(record.engagements):
        if has_days(engagement) and (windows or not is_window(engagement)):
            lines += _event(engagement, today)
    for commitment in by_due(record.commitments):
        if commitment.strength is not Strength.REFUSED:
            lines += _task(commitment, today)
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def has_days(entry: EngagementEntry) -> bool:
    """Whether both bounds are known; a calendar cannot show an open period."""
    return entry.start is not None and entry.end is not None


def is_window(entry: EngagementEntry) -> bool:
    """Whether the bounds only say between which days it lies."""
    return entry.start != entry.end and entry.precision not in LASTING


def _event(entry: EngagementEntry, today: dt.date) -> Iterator[str]:
    assert entry.start is not None
    assert entry.end is not None
    window = is_window(entry)
    title = title_of(entry) if entry.status in SELF_EVIDENT else f"{title_of(entry)} ({entry.status.value})"
    yield "BEGIN:VEVENT"
    yield from _identity(entry, today)
    yield f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_after(entry.end):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{title}, {period(entry.start, entry.end, entry.precision)}' if window else title)}"
    yield f"STATUS:{'CANCELLED' if _off(entry) else EVENT_STATUS[entry.status]}"
    yield f"TRANSP:{'TRANSPARENT' if window else 'OPAQUE'}"
    if entry.place:
        yield f"LOCATION:{_escaped(entry.place)}"
    yield f"CATEGORIES:{','.join(_escaped(word) for word in (entry.kind.value, *entry.topics))}"
    who = people(entry.people)
    setting = filter(None, [who, entry.occasion and f"beside {entry.occasion}", entry.duration])
    yield f"DESCRIPTION:{_escaped(chr(10).join([f'Status: {entry.status.value}', *setting, *_proofs(entry)]))}"
    yield "END:VEVENT"


def _off(entry: EngagementEntry) -> bool:
    """Whether it was postponed from these very days: another report had told them before; else they may be the new ones."""
    before = ((step.start, step.end) for step in entry.history if step.status != Status.POSTPONED)
    return entry.status is Status.POSTPONED and (entry.start, entry.end) in before


def _task(entry: CommitmentEntry, today: dt.date) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _identity(entry, today)
    # A task's start must lie before its due day.
    if entry.due_start and (entry.due_end is None or entry.due_start < entry.due_end):
        yield f"DTSTART;VALUE=DATE:{entry.due_start:%Y%m%d}"
    if entry.due_end:
        yield f"DUE;VALUE=DATE:{entry.due_end:%Y%m%d}"
    yield f"SUMMARY:{_escaped(title_of(entry))}"
    yield f"STATUS:{TASK_STATUS.get(entry.status, 'NEEDS-ACTION')}"
    yield f"CATEGORIES:{','.join(_escaped(word) for word in ('commitment', *entry.topics))}"
    yield f"DESCRIPTION:{_escaped(chr(10).join([f'Status: {entry.status}', *_proofs(entry)]))}"
    yield "END:VTODO"


def _identity(entry: EngagementEntry | CommitmentEntry, today: dt.date) -> Iterable[str]:
    stamp = last_told(entry) or today
    return (f"UID:{entry.id}@communique", f"DTSTAMP:{stamp:%Y%m%d}T000000Z", f"SEQUENCE:{revision(entry)}")


def _proofs(entry: EngagementEntry | CommitmentEntry) -> Iterator[str]:
    """Each quotation with what it says of the entry, the day it was told and the report."""
    for proof, step in told(entry):
        said = f"{step.status}, told {day(step.on)}: " if step and step.on else f"{step.status}: " if step else ""
        yield f"{said}“{' '.join(proof.span.text.split())}” [{proof.document}]"


def _after(last: dt.date) -> dt.date:
    """The day after the last one, which is how calendars end a span; the last day of all has none."""
    return last + dt.timedelta(days=1) if last < dt.date.max else last


def _escaped(words: str) -> str:
    """Words as a value: commas, semicolons, backslashes and line ends written as the format wants, control characters left out."""
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", words.replace("\r\n", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of which breaks a character."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > FOLD:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
