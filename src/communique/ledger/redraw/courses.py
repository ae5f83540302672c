"""The courses of lines gone on with: a report is heard from the year on that it tells of, and what stands before that year is left alone.

Where people decided on a line, or a line would be opened before others that are known, the lines of these sides are gathered from all of
their claims.

    "military talks, cut in August 2022": of December 2023, heard among the claims that tell of 2022 and later
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from communique.ledger import channels
from communique.ledger.build import with_reasons
from communique.ledger.course import Course, Stand, place
from communique.ledger.edits import last_word
from communique.ledger.engagements import entry_id
from communique.ledger.redraw.kept import Kept, Told
from communique.ledger.status import NONE
from communique.model import ChannelChange


def joined(kept: Kept, shelf: str, fresh: Sequence[ChannelChange], old: Mapping[str, Told]) -> dict[str, str] | None:
    """The line that each new claim on a shelf joins or opens, by their ids; None where the lines must be gathered whole.

    Args:
        kept: the record.
        shelf: where the claims lie.
        fresh: those that are new or read anew.
        old: where those that are gone or read anew stood in their lines.
    """
    opened = kept.courses.opened(shelf)
    known = {c.id: c for c in fresh}
    if any(line.status is None for line in opened) or _decided(kept).intersection(known):
        return None
    firsts = {c.id: c for c in kept.claims([line.first.claim for line in opened]).values() if isinstance(c, ChannelChange)} | known
    for first in (line.first for line in opened if line.first.claim in old):
        if first.claim not in known or _told(kept, known[first.claim], first.entry) != first:
            return None
    lines = [(line.first, firsts[line.first.claim]) for line in opened]
    latest = max((line.last.turn for line in opened), default=None)
    found: dict[str, str] = {}
    for claim in sorted(fresh, key=kept.sources.turn):
        told = _told(kept, claim, entry_id("L", claim.id))
        line = next((at for at, first in lines if at.turn <= told.turn and channels.same_line(first, claim)), None)
        if line is None:
            if latest and told.turn < latest:
                return None
            line = told
            lines.append((told, claim))
        latest = max(latest or told.turn, told.turn)
        found[claim.id] = line.entry
    return found


def go_on(kept: Kept, shelf: str, joins: Mapping[ChannelChange, str], old: Mapping[str, Told]) -> None:
    """Draw the lines of a shelf anew that claims join or have left.

    Args:
        kept: the record.
        shelf: where the lines lie.
        joins: the line of each new claim.
        old: where those that are gone or read anew stood in their lines.
    """
    before = {line.first.entry: line.status or NONE for line in kept.courses.opened(shelf)}
    changed: dict[str, list[Told]] = {}
    for told in old.values():
        if told.entry in before:
            changed.setdefault(told.entry, []).append(told)
    kept.courses.untell(told for some in changed.values() for told in some)
    new = [_told(kept, claim, entry) for claim, entry in joins.items()]
    kept.courses.tell(new)
    for told in new:
        changed.setdefault(told.entry, []).append(told)
    for entry, some in sorted(changed.items()):
        _draw(kept, [shelf], entry, {told.year for told in some}, before.get(entry, NONE))


def gather(
    kept: Kept, claims: Mapping[str, ChannelChange], shelf: Callable[[ChannelChange], str], before: Collection[str]
) -> dict[str, str]:
    """Draw lines from all of their claims; gives the line of each.

    Args:
        kept: the record.
        claims: all that may tell of these lines.
        shelf: where a claim lies.
        before: the lines that they told of.
    """
    kept.drop(before)
    decided, now = _decided(kept), dict[str, str]()
    for line in channels.gather(sorted(claims.values(), key=kept.sources.turn), kept.judged.bound, kept.judged.apart):
        name, shelves = entry_id("L", line[0].id), {shelf(c) for c in line}
        told = [_told(kept, c, name) for c in line]
        now |= {c.id: name for c in line}
        kept.courses.tell(told)
        if decided.isdisjoint(c.id for c in line):
            _draw(kept, shelves, name, {t.year for t in told}, NONE)
            continue
        entry = with_reasons(last_word(channels.entry(line, kept.sources), kept.judged.edits), kept.judged)
        kept.courses.write(name, 0, None, None, entry.history)
        kept.courses.open(shelves, name, None)
        kept.draw_line(entry)
    return now


def _draw(kept: Kept, shelves: Collection[str], entry: str, years: Collection[int], before: str) -> None:
    """Draw a line from the first of the years in which claims came or went; ``before`` is the status it had reached."""
    status = _chapters(kept, entry, years, before)
    kept.courses.open(shelves, entry, status)
    first = kept.claims([kept.courses.firsts([entry])[entry].claim])
    for claim in first.values():
        if isinstance(claim, ChannelChange):
            kept.draw_line(channels.shown(claim, kept.courses.names(entry), status, (), ()))


def _chapters(kept: Kept, entry: str, years: Collection[int], before: str) -> str:
    """Write the chapters of a line anew until one begins as it did; gives the status reached."""
    year, stand = kept.courses.chapter(entry, min(years)) or (min(years), Stand())
    course = Course(kept.sources, stand, _claims(kept, [name for name, _ in (*stand.open, *stand.closed)]))
    told_of = sorted({year, *kept.courses.years(entry, year)})
    for here, then in zip(told_of, [*told_of[1:], None], strict=True):
        stand = course.stand()
        if here > max(years) and kept.courses.chapter(entry, here) == (here, stand):
            return before
        course.hear(_claims(kept, kept.courses.of_year(entry, here)).values())
        if then is None:
            course.finish()
        else:
            course.pass_to(dt.date(then, 1, 1))
        kept.courses.write(entry, here, then, stand, course.steps)
        course.steps.clear()
    return course.status


def _claims(kept: Kept, names: Iterable[str]) -> dict[str, ChannelChange]:
    return {name: c for name, c in kept.claims([*names]).items() if isinstance(c, ChannelChange)}


def _told(kept: Kept, claim: ChannelChange, entry: str) -> Told:
    day, document, _, below, at, name = kept.sources.turn(claim)
    return Told(entry, (day.toordinal(), document, below, at, name), place(claim, kept.sources)[0].year, claim.name)


def _decided(kept: Kept) -> frozenset[str]:
    """The claims that people have decided on."""
    return frozenset({*kept.judged.edits, *kept.judged.accepted, *kept.judged.bound, *kept.judged.apart})
