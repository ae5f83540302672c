"""What the engagements of a record tell of each other once each stands: a visit proved by a meeting on it, a later date, a doubtful double.

No entry is merged here. A planned visit was made when its visitor met the hosts there in its time, and put off with the meeting on it; a
planned meeting was held when its sides issued a joint statement on its days; what was put off and held later at another time stays put off
and points to the later entry; two entries a day apart that no report tells side by side are shown as a conflict.

    "Harris will travel to Paris in November", "Vice President Harris met Macron in Paris on Wednesday"
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from communique.ledger import offices
from communique.ledger.identity import name_words, office_holders, same_person, same_place
from communique.ledger.periods import month, shifted
from communique.ledger.sources import Sources
from communique.ledger.words import folded, holds, words
from communique.model import Claim, Commitment, Document, EngagementEntry, Evidence, Kind, Precision, Span, Status, Step

# A visit announced for a longer time than this is not proved by any one meeting.
LONG = 100
# A joint statement proves a plan for these days at most, or the day before it came out.
FEW = 14
NEXT_DAY = dt.timedelta(days=1)
BUSINESS = dt.timedelta(days=2)
LATER = dt.timedelta(days=366)
# Months within which an engagement tells of another: as many as LATER, and one for what lies across its edge.
AROUND = 13
FAR = 5 * LATER
AHEAD = frozenset({Status.INVITED, Status.EXPECTED, Status.PLANNED, Status.LAPSED})
FACE = frozenset({Kind.MEETING, Kind.TALKS, Kind.MULTILATERAL})
OFF = frozenset({Status.POSTPONED, Status.CANCELLED})
DAY = frozenset({Precision.DAY, Precision.DAYS})


def settle(
    entries: Sequence[EngagementEntry], claims: Sequence[Claim], sources: Sources, only: Collection[str] | None = None
) -> tuple[EngagementEntry, ...]:
    """The entries with what their neighbours tell, in the same order.

    Args:
        entries: each drawn up on its own, in the order of their days.
        claims: all claims that count, for the papers that sides issued together.
        sources: the reports heard.
        only: ids of the entries wanted, the others are their neighbours; all of them when None.
    """
    shelves: dict[frozenset[str], _Shelf] = {}
    for entry in entries:
        shelves.setdefault(frozenset(entry.sides), _Shelf()).add(entry)
    papers = joint_papers(claims, sources)
    found = []
    for entry in entries if only is None else (e for e in entries if e.id in only):
        sides = frozenset(entry.sides)
        for claim in papers.get(sides, ()):
            entry = _with_paper(entry, claim, sources)
        found.append(_settled(entry, shelves[sides].near(entry), sources))
    return tuple(found)


def may_tell(one: EngagementEntry, other: EngagementEntry) -> bool:
    """Whether one of two engagements of the same sides can tell of the other at all, before more is read in them than their days."""
    if one.kind is other.kind and any(put_off(a) and b.status in (*AHEAD, Status.HELD) for a, b in ((one, other), (other, one))):
        return True
    kinds = {one.kind, other.kind}
    if len(kinds) > 1 and not (Kind.VISIT in kinds and kinds & FACE):
        return False
    mine, its = _months(one), _months(other)
    return mine is None or its is None or any(lies + by in its for lies in mine for by in (-1, 0, 1))


def put_off(entry: EngagementEntry) -> bool:
    """Whether it is off, or may be by what is told of a meeting on it."""
    return entry.status in OFF or (entry.kind is Kind.VISIT and entry.status in AHEAD)


def lies(entry: EngagementEntry) -> tuple[int, int] | None:
    """The first and the last month of an engagement, the last before the first where it has none; None for one near everything."""
    months = _months(entry)
    return None if months is None else (min(months), max(months)) if months else (0, -1)


def reach(entry: EngagementEntry) -> tuple[int, int] | None:
    """The first and the last month in which an engagement may be told of by another; None for any."""
    months = lies(entry)
    return (months[0] - AROUND, months[1] + AROUND) if months else None


def about(day: dt.date) -> tuple[int, int]:
    """The months of the engagements that a joint statement of a day can prove."""
    return month(day - NEXT_DAY), month(day)


class _Shelf:
    """The engagements of the same sides, in order, by the months in which they can tell of each other.

    One that may lie anywhere within many years is near everything.
    """

    def __init__(self) -> None:
        self._entries: list[EngagementEntry] = []
        self._anytime: list[int] = []
        self._months: dict[int, list[int]] = {}

    def add(self, entry: EngagementEntry) -> None:
        """Put an entry behind the others."""
        place, months = len(self._entries), _months(entry)
        self._entries.append(entry)
        if months is None:
            self._anytime.append(place)
        for lies in months or ():
            self._months.setdefault(lies, []).append(place)

    def near(self, entry: EngagementEntry) -> list[EngagementEntry]:
        """The entries that may lie so near to one that they tell of it, itself too."""
        months = _months(entry)
        if months is None:
            return self._entries
        around = {near for lies in months for near in range(lies - AROUND, lies + AROUND + 1)}
        places = {*self._anytime, *(place for near in around for place in self._months.get(near, ()))}
        return [self._entries[place] for place in sorted(places)]


def _months(entry: EngagementEntry) -> set[int] | None:
    """The months of an engagement: its days, those it was put off from, that of the news; None where they lie far apart."""
    off = next((s for s in entry.history if s.status == Status.POSTPONED), None)
    news = max((s.on for s in entry.history if s.on), default=None) if entry.status in OFF else None
    spans = [(entry.start, entry.end), (news, news)]
    if off:
        spans.append((off.start or entry.start, off.end or entry.end))
    found: set[int] = set()
    for start, end in spans:
        first, last = start or end, end or start
        if first and last:
            if last - first > FAR:
                return None
            found.update(range(month(first), month(last) + 1))
    return found


def joint_papers(claims: Sequence[Claim], sources: Sources) -> Mapping[frozenset[str], Sequence[Commitment]]:
    """For each set of sides the joint statements they issued, each by the first promise in it that binds them to each other."""
    found: dict[tuple[frozenset[str], str], Commitment] = {}
    for claim in claims:
        title = folded(sources.documents[claim.document].title or "")
        if isinstance(claim, Commitment) and any(holds(title, w) for w in words().joint):
            found.setdefault((frozenset((*claim.by, *claim.toward)), claim.document), claim)
    papers: dict[frozenset[str], list[Commitment]] = {}
    for (sides, _), claim in found.items():
        papers.setdefault(sides, []).append(claim)
    return papers


def signed_on(entry: EngagementEntry) -> Sequence[tuple[dt.date, dt.date]]:
    """The first and the last day on which a joint statement comes out that can prove an engagement; nothing where none can."""
    if entry.kind not in (*FACE, Kind.VISIT) or entry.status not in (*AHEAD, Status.HELD, Status.UNDER_WAY):
        return ()
    if not (entry.start and entry.end) or (entry.end - entry.start).days > FEW:
        return ()
    return ((entry.start, shifted(entry.end, NEXT_DAY)),)


def _with_paper(entry: EngagementEntry, claim: Commitment, sources: Sources) -> EngagementEntry:
    """A joint statement on the days of an engagement proves it, or is its further evidence."""
    day = sources.published(claim)
    if not day or not any(first <= day <= last for first, last in signed_on(entry)):
        return entry
    paper = sources.documents[claim.document]
    if not _signed(entry, paper):
        return entry
    title = Span(0, len(paper.title or ""), paper.title or "", title=True)
    proof, reason = Evidence(claim.document, title), f"a joint statement of its sides on its days: {claim.document}"
    if entry.status is Status.HELD:
        return dataclasses.replace(entry, evidence=(*entry.evidence, proof), reasons=(*entry.reasons, reason))
    return _moved(entry, Step(Status.HELD, day, None, None, claim.document, proof, claim.id, reason))


def _signed(entry: EngagementEntry, paper: Document) -> bool:
    """Whether a paper names, of each side, one of those who were to meet, where the plan names any."""
    said = folded(f"{paper.title or ''} {paper.text}")
    meant = office_holders(paper.title or "", entry.sides, paper.published) if paper.published else ()
    for side in {p.side for p in entry.people}:
        people = [p for p in entry.people if p.side == side]
        named = any(holds(said, word) for p in people for word in (name_words(p.name)[-1], name_words(p.name)[0]))
        if not named and not any(same_person(p, m) for p in people for m in meant):
            return False
    return True


def _settled(entry: EngagementEntry, near: Iterable[EngagementEntry], sources: Sources) -> EngagementEntry:
    others = [o for o in near if o.id != entry.id]
    if entry.kind is Kind.VISIT:
        entry = _visited(entry, others)
    if entry.status in OFF:
        later = [f"held later: {o.id}" for o in others if _held_later(entry, o)]
        entry = dataclasses.replace(entry, reasons=(*entry.reasons, *later[:1]))
    if entry.status is Status.HELD:
        earlier = [f"put off before: {o.id}" for o in others if o.status is Status.POSTPONED and _held_later(o, entry)]
        doubles = tuple(f"day: {_days(o)} in other reports ({o.id})" for o in others if _double(entry, o, sources))
        entry = dataclasses.replace(entry, reasons=(*entry.reasons, *earlier), conflicts=(*entry.conflicts, *doubles))
    return entry


def _visited(visit: EngagementEntry, others: Sequence[EngagementEntry]) -> EngagementEntry:
    """A visit in the light of the meetings on it: held with them, put off with them; each is further evidence of one that was paid."""
    there = [o for o in others if _same_visit(_stay(visit), o)]
    for met in (o for o in there if o.status is Status.HELD and o.precision in DAY and _within(o, _stay(visit))):
        told = next(s for s in met.history if s.status == Status.HELD)
        reason = f"the visitor met the hosts there: {met.id}"
        if visit.status in AHEAD:
            visit = _moved(visit, dataclasses.replace(told, reason=reason))
        elif visit.status is Status.HELD and told.evidence:
            visit = dataclasses.replace(visit, evidence=(*visit.evidence, told.evidence), reasons=(*visit.reasons, reason))
    for other in others if visit.status in AHEAD else ():
        off = next((s for s in other.history if s.status == Status.POSTPONED), None)
        # The days that the calling-off names, whatever became of the meeting later.
        if off and _same_visit(visit, dataclasses.replace(other, start=off.start or other.start, end=off.end or other.end)):
            return _moved(visit, dataclasses.replace(off, reason=f"the meeting on it was put off: {other.id}"))
    return visit


def _stay(visit: EngagementEntry) -> EngagementEntry:
    """A journey announced for one day ends when its business is done: "will travel to Oslo on June 14" and was there on the 15th."""
    if visit.start is None or visit.start != visit.end or visit.status not in AHEAD:
        return visit
    return dataclasses.replace(visit, end=visit.start + BUSINESS)


def _days(entry: EngagementEntry) -> str:
    return str(entry.start) if entry.start == entry.end else f"{entry.start} to {entry.end}"


def _same_visit(visit: EngagementEntry, meeting: EngagementEntry) -> bool:
    """A meeting of the visitor with the hosts, in the hosts' country, in the time of the visit."""
    if meeting.kind not in FACE or not meeting.place or not visit.people:
        return False
    if not (visit.start and visit.end and meeting.start and meeting.end) or (visit.end - visit.start).days > LONG:
        return False
    if not (visit.start <= meeting.end and meeting.start <= visit.end):
        return False
    there = offices.country(meeting.place)
    guests = [p for p in visit.people if p.side and p.side != there]
    if there not in visit.sides or (visit.place and same_place(visit.place, meeting.place) is False):
        return False
    return any(same_person(p, q) for p in guests for q in meeting.people)


def _within(meeting: EngagementEntry, visit: EngagementEntry) -> bool:
    if not (visit.start and visit.end and meeting.start and meeting.end):
        return False
    return visit.start <= meeting.start and meeting.end <= visit.end


def _moved(entry: EngagementEntry, step: Step) -> EngagementEntry:
    """The entry moved by a further step; a lapse that the calendar had set is gone."""
    history = (*(s for s in entry.history if s.claim), step)
    evidence = (*entry.evidence, *((step.evidence,) if step.evidence else ()))
    return dataclasses.replace(entry, status=Status(step.status), history=history, evidence=evidence, reasons=(*entry.reasons, step.reason))


def _held_later(put_off: EngagementEntry, held: EngagementEntry) -> bool:
    """The same people in the same form, at a time after the one put off."""
    if held.kind is not put_off.kind or held.status is not Status.HELD or not held.start:
        return False
    since = put_off.end or max((s.on for s in put_off.history if s.on), default=None)
    if since is None or not since < held.start <= since + LATER:
        return False
    if put_off.place and held.place and same_place(put_off.place, held.place) is False:
        return False
    return any(same_person(p, q) for p in put_off.people for q in held.people)


def _double(one: EngagementEntry, other: EngagementEntry, sources: Sources) -> bool:
    """Two entries a day apart, told by different reports of the same days: one event under two dates, or two; the reader must see both."""
    if other.status is not Status.HELD or one.kind is not other.kind or not {one.precision, other.precision} <= DAY:
        return False
    if not (one.start and one.end and other.start and other.end):
        return False
    if max((other.start - one.end).days, (one.start - other.end).days) != 1:
        return False
    here, there = ({e.document for e in entry.evidence} for entry in (one, other))
    if here & there or (one.place and other.place and same_place(one.place, other.place) is False):
        return False
    days = [[d for name in names if (d := sources.day(name))] for names in (here, there)]
    close = any(abs((a - b).days) <= 3 for a in days[0] for b in days[1])
    return close and all(any(same_person(p, q) for q in other.people) for p in one.people) and bool(one.people)
