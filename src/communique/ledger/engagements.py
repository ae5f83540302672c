"""An engagement's entry: what all its claims amount to, its life step by step, and where its reports disagree.

Once it was held, only reports that it was held give its days, place and length; what was planned stays in the history. Reports that
differ are both shown. People are those whom some document names.

    expected in June ("a summit later this year"), hoped for in September, held in November ("met near San Francisco")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from communique.ledger import offices
from communique.ledger.facts import Facts
from communique.ledger.gathering import Cluster
from communique.ledger.identity import fullest, same_place
from communique.ledger.periods import AHEAD_STATUS, Period, extent, narrowest, told
from communique.ledger.sources import UNDATED, Sources, proves
from communique.ledger.status import Telling, by_calendar, evidence, history, table
from communique.model import EngagementEntry, Evidence, Kind, Precision, Status, Step

# Within one day plans come before what they led to, whatever the names of the documents.
TURN = {
    Status.EXPECTED: 0,
    Status.INVITED: 1,
    Status.PLANNED: 2,
    Status.REFUSED: 3,
    Status.POSTPONED: 3,
    Status.CANCELLED: 3,
    Status.UNDER_WAY: 4,
}
# How long a journey may take of which only the day of leaving is told.
JOURNEY = dt.timedelta(days=7)


def entry_id(letter: str, claim: str) -> str:
    """The id of an entry, made from that of the claim heard first: it stays while later reports join, and no other entry bears it."""
    return letter + claim[1:]


def entry(cluster: Cluster, sources: Sources) -> EngagementEntry:
    """The entry of one engagement.

    Args:
        cluster: its claims with the reasons that brought them together.
        sources: the reports heard, for their days.
    """
    members = cluster.members
    status, steps = history("engagement", _tellings(members, sources))
    saying = speakers(members, status)
    period, precision = _days(saying, members)
    end = period.last if period else None
    moved = by_calendar("engagement", status, _over(members, status, end), sources.today)
    if moved:
        status = moved.status
        steps.append(moved)
    steps = sorted([*(withdrawn(m, sources) for m in cluster.withdrawn), *steps], key=lambda s: s.on or UNDATED)
    claims = [m.claim for m in members]
    return EngagementEntry(
        id=entry_id("E", claims[0].id),
        kind=_kind(saying),
        status=Status(status),
        people=fullest(p for m in _by_weight(saying, members) for p in m.people),
        sides=tuple(sorted(frozenset[str]().union(*(m.sides for m in members)))),
        start=period.first if period else None,
        end=end,
        precision=precision,
        place=_place(saying) or _place(members),
        occasion=_longest(m.claim.occasion for m in saying) or _longest(m.claim.occasion for m in members),
        duration=_longest(m.claim.duration for m in saying),
        topics=tuple(dict.fromkeys(t for c in claims for t in c.topics)),
        history=tuple(steps),
        evidence=tuple(dict.fromkeys(Evidence(c.document, span) for c in claims for span in c.evidence)),
        claims=tuple(c.id for c in claims),
        reasons=tuple(cluster.reasons),
        conflicts=tuple(conflicts(saying, members)),
        round=next((m.claim.round for m in _by_weight(saying, members) if m.claim.round), None),
        form=_longest(m.claim.form for m in saying) or _longest(m.claim.form for m in members),
        host=next((m.claim.host for m in _by_weight(saying, members) if m.claim.host), None),
    )


def order(entry: EngagementEntry) -> tuple[dt.date, dt.date, str]:
    """The place of an entry in the record: by its days."""
    return entry.start or entry.end or dt.date.max, entry.end or dt.date.max, entry.id


def open_until(cluster: Cluster, entry: EngagementEntry) -> dt.date | None:
    """The last day on which an engagement can still come, after which the calendar moves it; None where it does not."""
    return _over(cluster.members, entry.status, entry.end) if entry.status in table("engagement").calendar else None


def _tellings(members: Sequence[Facts], sources: Sources) -> Iterable[Telling]:
    ordered = sorted(members, key=lambda m: (m.published or UNDATED, TURN.get(m.claim.status, 5), not proves(m.claim)))
    for member in ordered:
        when = member.claim.when
        start, end = (when.earliest, when.latest) if when else (None, None)
        story = sources.story(member.claim)
        yield Telling(member.status, member.claim, member.published, proves(member.claim), start, end, story=story)


def withdrawn(member: Facts, sources: Sources) -> Step:
    """The step of a claim whose report was killed or replaced: what it said stays to be seen."""
    by = sources.withdrawn[member.claim.document]
    reason = f"it said {member.claim.status.value}; the report was followed by {by.id}"
    return Step("withdrawn", by.published, None, None, member.claim.document, evidence(member.claim), member.claim.id, reason)


def speakers(members: Sequence[Facts], status: str) -> Sequence[Facts]:
    """The claims that say how it stands now: reports that it was held, once it was; else those of its status; else all."""
    done = [m for m in members if m.happened]
    if done:
        return done
    return [m for m in members if m.status == status] or members


def days(saying: Sequence[Facts]) -> tuple[Period | None, Precision | None]:
    """The days of an entry: the extent of precise ones for what lasts, else the narrowest that the words give."""
    periods = {m.claim.id: told(m.claim.when) for m in saying}
    known = [p for p in periods.values() if p]
    lasting = any(m.claim.kind in (Kind.VISIT, Kind.MULTILATERAL) or m.claim.duration for m in saying)
    best = (extent(known) if lasting else None) or narrowest(known)
    if best is None:
        return None, None
    for member in saying:
        if member.claim.when and (periods[member.claim.id] == best or best.precise):
            return best, member.claim.when.precision if periods[member.claim.id] == best else Precision.DAYS
    return best, None


def _days(saying: Sequence[Facts], members: Sequence[Facts]) -> tuple[Period | None, Precision | None]:
    """The days that the reports which count give; where these are vague ("in July"), the day within them that was announced.

    What was put off keeps the days it had been planned for, unless the report names days to come.
    """
    period, precision = days(saying)
    if period is None:
        return days(members)
    plan, its = days([m for m in members if m.ahead and proves(m.claim)])
    if plan is None:
        return period, precision
    off = all(m.called_off for m in saying)
    news = off and all(m.published and period.end <= m.published for m in saying)
    within = not period.precise and plan.precise and period.start <= plan.start and plan.end <= period.end
    return (plan, its) if news or (within and not off) else (period, precision)


def _over(members: Sequence[Facts], status: str, end: dt.date | None) -> dt.date | None:
    """The last day on which it can still come: of all hopes the latest, so that a short hope does not end a long one."""
    if status not in AHEAD_STATUS:
        return end
    plans = [m.claim.when for m in members if (m.status == status or not m.happened) and m.claim.when]
    ends = [p.end for when in plans if when.latest and (p := told(when))]
    # Of a journey only the day of leaving may be told.
    ends += [when.earliest + JOURNEY for when in plans if when.latest is None and when.earliest and when.precision is Precision.DAY]
    return max(ends, default=None)


def _kind(saying: Sequence[Facts]) -> Kind:
    """The form most reports give; of equal ones the earliest told."""
    kinds = [m.claim.kind for m in saying]
    return max(kinds, key=lambda k: (kinds.count(k), -kinds.index(k)))


def _place(saying: Sequence[Facts]) -> str | None:
    """The most specific place: a town rather than its country, then the wording in which most is said."""
    places = [m.claim.place for m in saying if m.claim.place]
    return max(places, key=lambda p: (not offices.is_country(p, offices.country(p) or ""), len(p)), default=None)


def _by_weight(saying: Sequence[Facts], members: Sequence[Facts]) -> Sequence[Facts]:
    heard = {m.claim.id for m in saying}
    return [*saying, *(m for m in members if m.claim.id not in heard)]


def _longest(texts: Iterable[str | None]) -> str | None:
    """The wording in which most is said; of equal ones the earliest told."""
    return max((t for t in texts if t), key=len, default=None)


def conflicts(saying: Sequence[Facts], members: Sequence[Facts]) -> list[str]:
    """Where reports disagree: places that cannot both be right, and a word that it was called off once it was told as held."""
    found: list[str] = []
    done = [m.published for m in members if m.happened and m.published]
    for member in members:
        if done and member.claim.status is Status.CANCELLED and member.published and member.published >= min(done):
            found.append(f"status: held, and cancelled ({member.claim.document})")
    for i, one in enumerate(saying):
        for other in saying[i + 1 :]:
            a, b = one.claim.place, other.claim.place
            if a and b and same_place(a, b) is False:
                found.append(f"place: {a} ({one.claim.document}), {b} ({other.claim.document})")
    return list(dict.fromkeys(found))
