"""A draft held against the record: each engagement with its day, each comparison, confirmed, contradicted or unknown.

The draft is folded by itself first, so that its own engagements are known with their people and days; then each is looked up in the
record. "Contradicted" needs an entry that says otherwise: the same people in the same form on other days close by, at another place on
those days, or called off. What the record does not hold, or holds less exactly, is unknown. Nothing of the draft enters the record.

    "The two met in Bangkok on Jan. 25, their first talks since September": the record has 26 to 27 January, and talks in October
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.ledger.comparisons import CONFIRMED, CONTRADICTED, UNKNOWN, judge
from communique.ledger.counting import Met
from communique.ledger.identity import family, same_person, same_place
from communique.ledger.matching import KIN
from communique.ledger.words import folded
from communique.model import (
    ChannelEntry,
    Claim,
    Comparison,
    Engagement,
    EngagementEntry,
    Evidence,
    Kind,
    Precision,
    Record,
    Status,
    Step,
    When,
)

# A day in the draft this near to the record's is taken for the same engagement under a wrong day; nearer where no place is told.
NEAR, NEAR_BY = dt.timedelta(days=7), dt.timedelta(days=3)
TOLD = frozenset(Status)
OFF = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})
# Longer than this a period is not the days of one engagement.
FEW = dt.timedelta(days=7)
# Forms of which the same people may well have two within a week.
OFTEN = frozenset({Kind.CALL, Kind.LETTER})
# A comparison speaks of what was told within so many characters before it.
AGO = 400
LASTING = frozenset({Precision.DAY, Precision.DAYS})
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says of one claim of a draft.

    Args:
        words: the draft's words.
        verdict: "confirmed", "contradicted" or "unknown".
        against: ids of the record's entries that say so.
        reason: why.
        near: where nothing says so, ids of the entries that come nearest.
        quotes: for each of these entries the words that brought it to where it stands.
    """

    words: Evidence
    verdict: str
    against: tuple[str, ...]
    reason: str
    near: tuple[str, ...] = ()
    quotes: tuple[Evidence | None, ...] = ()


Found = tuple[str, Sequence[EngagementEntry | ChannelEntry], str]


def check(draft: Record, record: Record, claims: Iterable[Claim] = ()) -> tuple[Verdict, ...]:
    """Verdicts on a draft's engagements, channels and comparisons, in the order of its text.

    Args:
        draft: the draft folded by itself.
        record: the record to hold it against.
        claims: the claims of the draft, for the words of its days.
    """
    periods = {c.id: c.when for c in claims if isinstance(c, Engagement) and c.when}
    met = Met(record.engagements)
    found: list[Verdict] = []
    meant: dict[str, EngagementEntry] = {}
    for entry in (e for e in draft.engagements if not _repeated(e, draft)):
        slips = [slip for c in entry.claims if c in periods and (slip := _weekday(periods[c]))]
        near = met.between(entry.sides) if entry.sides else ()
        verdict, against, reason = (CONTRADICTED, [], slips[0]) if slips else _engagement(entry, near)
        found.append(_verdict(entry.evidence[0], verdict, against, reason))
        if verdict == CONFIRMED and len(against) == 1 and isinstance(against[0], EngagementEntry):
            meant[entry.id] = against[0]
    for line in draft.channels:
        found += [_verdict(step.evidence, *_channel(line, step, record.channels)) for step in line.history if step.evidence]
    found += _comparisons(draft, met, meant)
    return tuple(sorted(found, key=lambda v: (v.words.document, not v.words.span.title, v.words.span.start, v.words.span.end)))


def _verdict(words: Evidence, verdict: str, against: Sequence[EngagementEntry | ChannelEntry], reason: str) -> Verdict:
    ids, quotes = tuple(e.id for e in against), tuple(_quote(e, reason) for e in against)
    told, near = ((), ids) if verdict == UNKNOWN else (ids, ())
    return Verdict(words, verdict, told, reason, near, quotes)


def _quote(entry: EngagementEntry | ChannelEntry, reason: str) -> Evidence | None:
    """The fullest words that tell the state of a line which the reason names, or where an engagement stands."""
    said = [s for s in entry.history if s.evidence]
    if isinstance(entry, ChannelEntry):
        stands = [s for s in said if f" {s.status} " in reason]
    else:
        stands = [s for s in said if s.status == entry.status]
    return max((s.evidence for s in stands or said if s.evidence), key=lambda e: len(e.span.text), default=None)


def _comparisons(draft: Record, met: Met, meant: Mapping[str, EngagementEntry]) -> list[Verdict]:
    found = []
    for comparison in draft.comparisons:
        about = _about(comparison.claim, draft)
        verdict, against, reason = judge(comparison.claim, meant.get(about.id, about) if about else None, met)
        found.append(_verdict(Evidence(comparison.claim.document, comparison.claim.evidence[0]), verdict, against, reason))
    return found


def _about(claim: Comparison, draft: Record) -> EngagementEntry | None:
    """The engagement that a comparison is about; where it only names it again ("It was their second meeting"), the one told before."""
    named = next((e for e in draft.engagements if claim.engagement in e.claims), None)
    if named and not _again(named, claim):
        return named
    at = claim.evidence[0]
    before = [
        (proof.span.start, e)
        for e in draft.engagements
        for proof in e.evidence
        if e.start and e is not named and _here(proof, claim) and at.start - AGO <= proof.span.start < at.start
    ]
    fitting = [(n, e) for n, e in before if named is None or (e.kind is named.kind and set(named.sides) <= set(e.sides))]
    return max(fitting, key=lambda f: f[0])[1] if fitting else named


def _again(entry: EngagementEntry, claim: Comparison) -> bool:
    """Whether an engagement is told by the words of a comparison only, on no set day of its own."""
    at = claim.evidence[0]
    inside = all(_here(p, claim) and at.start <= p.span.start and p.span.end <= at.end for p in entry.evidence)
    return inside or (not _set(entry) and all(_here(p, claim) and p.span.start < at.end and at.start < p.span.end for p in entry.evidence))


def _here(proof: Evidence, claim: Comparison) -> bool:
    return proof.document == claim.document and proof.span.title == claim.evidence[0].title


def _repeated(entry: EngagementEntry, draft: Record) -> bool:
    """Whether a comparison only names it again: what its words say is judged there."""
    return any(_again(entry, c.claim) and _about(c.claim, draft) is not entry for c in draft.comparisons)


# ---------------------------------------------------------------- engagements


def _engagement(entry: EngagementEntry, near: Iterable[EngagementEntry]) -> Found:
    alike = [e for e in near if _alike(entry, e)]
    if entry.start is None or entry.end is None:
        return UNKNOWN, [e for e in alike if _named(entry, e)], "the draft gives no day"
    said = _said(entry)
    same = [e for e in alike if e.start and e.end and e.start <= entry.end and entry.start <= e.end]
    told = [e for e in same if said in _statuses(e)]
    if told:
        return _on_these_days(entry, told)
    off = [e for e in same if e.status in OFF and said is Status.HELD and _set(e) and _set(entry)]
    if off and not any(e.status is Status.HELD for e in same):
        return CONTRADICTED, off, f"the record has it {off[0].status.value}"
    if same:
        return UNKNOWN, same, f"the record has it {', '.join(dict.fromkeys(e.status.value for e in same))} for these days"
    close = [e for e in alike if said is Status.HELD and e.status is Status.HELD and _wrong_day(entry, e)]
    if close:
        return CONTRADICTED, close, "the record has " + ", ".join(_days(e) for e in close)
    return UNKNOWN, _there(entry, near), "the record holds none such"


def _on_these_days(entry: EngagementEntry, told: Sequence[EngagementEntry]) -> Found:
    """The record has it within the draft's days, or only around them; another place on set days speaks against the draft."""
    apart = [e for e in told if e.place and entry.place and same_place(e.place, entry.place) is False]
    fitting = [e for e in told if e not in apart]
    exact = [e for e in fitting if _within(e, entry) or _set(e)]
    if exact:
        unsettled = entry.place and not any(e.place and same_place(e.place, entry.place) for e in exact)
        return CONFIRMED, exact, "the record has it on these days" + (f", and does not settle “{entry.place}”" if unsettled else "")
    if fitting:
        return UNKNOWN, fitting, f"the record has it no more exactly than {_days(fitting[0])}"
    if all(_set(e) and _named(e, entry) for e in apart) and _set(entry):
        return CONTRADICTED, apart, f"the record has {apart[0].place}"
    return UNKNOWN, apart, f"the record has one in {apart[0].place}, which may be another"


def _said(entry: EngagementEntry) -> Status:
    """The status that the draft's own words give, before the calendar's silence."""
    return next((Status(s.status) for s in reversed(entry.history) if s.claim and s.status in TOLD), entry.status)


def _statuses(entry: EngagementEntry) -> set[str]:
    """What the record has said of an entry: announced and held, it bears out both."""
    return {entry.status, *(s.status for s in entry.history if s.status in TOLD)}


def _within(entry: EngagementEntry, days: EngagementEntry) -> bool:
    if not (entry.start and entry.end and days.start and days.end):
        return False
    return days.start <= entry.start and entry.end <= days.end


def _set(entry: EngagementEntry) -> bool:
    """On a day, or some days one after the other, not at some time within a period ("in early November")."""
    return bool(entry.start and entry.end) and entry.precision in LASTING and _length(entry) <= FEW


def _length(entry: EngagementEntry) -> dt.timedelta:
    return entry.end - entry.start if entry.start and entry.end else dt.timedelta.max


def _wrong_day(entry: EngagementEntry, other: EngagementEntry) -> bool:
    """Whether the record's engagement must be the one of which the draft tells another day."""
    alike = entry.kind is other.kind or {entry.kind, other.kind} == {Kind.MEETING, Kind.TALKS}  # reports use both words for one
    if not (_set(entry) and _set(other) and _named(entry, other)) or entry.kind in OFTEN or not alike:
        return False
    same = same_place(entry.place, other.place) if entry.place and other.place else None
    return same is not False and _gap(entry, other) <= (NEAR if same else NEAR_BY)


def _named(one: EngagementEntry, other: EngagementEntry) -> bool:
    """Both name somebody of the sides that meet: "officials of both sides" may be any two."""
    sides = {p.side for p in one.people} & {q.side for q in other.people}
    visit = one.kind is Kind.VISIT
    return len(sides) >= (1 if visit else 2)


def _gap(one: EngagementEntry, other: EngagementEntry) -> dt.timedelta:
    if not (one.start and one.end and other.start and other.end):
        return dt.timedelta.max
    return max(other.start - one.end, one.start - other.end)


def _days(entry: EngagementEntry) -> str:
    return f"{entry.start} to {entry.end}" if entry.start != entry.end else str(entry.start)


def _there(entry: EngagementEntry, near: Iterable[EngagementEntry]) -> list[EngagementEntry]:
    """What was held between these sides on these days: the draft may have the wrong names."""
    held = [e for e in near if _set(e) and e.status is Status.HELD and set(e.sides) == set(entry.sides)]
    return [e for e in held if _set(entry) and _gap(entry, e) <= dt.timedelta(0)]


def _alike(one: EngagementEntry, other: EngagementEntry) -> bool:
    """The same sides and people in the same or a kindred form; people decide only where both name some."""
    if set(one.sides) != set(other.sides) or (one.kind is not other.kind and frozenset({one.kind, other.kind}) not in KIN):
        return False
    sides = {p.side for p in one.people} & {q.side for q in other.people}
    return all(any(same_person(p, q) for p in one.people if p.side == side for q in other.people) for side in sides)


def _weekday(when: When) -> str:
    """A weekday told beside a full date that falls on another: the calendar alone contradicts it."""
    words = folded(when.span.text).split() if when.span else []
    named = [day for day in WEEKDAYS if day in words]
    if len(named) != 1 or when.earliest is None or when.earliest != when.latest or not any(w.isdigit() for w in words):
        return ""
    true = WEEKDAYS[when.earliest.weekday()]
    return "" if true == named[0] else f"{when.earliest} was a {true.capitalize()}"


# ---------------------------------------------------------------- channels


def _channel(line: ChannelEntry, step: Step, known: Sequence[ChannelEntry]) -> Found:
    """The state of a line on the days told: borne out by a step of the record, else unknown."""
    name = family(line.name) or folded(line.name)
    same = [c for c in known if set(c.sides) >= set(line.sides) and (family(c.name) or folded(c.name)) == name]
    if not same:
        return UNKNOWN, (), "the record holds no such line"
    if step.start is None or step.end is None:
        return UNKNOWN, same, f"the draft gives no day; the record has it {', '.join(dict.fromkeys(c.state.value for c in same))}"
    for entry in same:
        for other in entry.history:
            start, end = other.start or other.on, other.end or other.on
            if other.status == step.status and start and end and start <= step.end and step.start <= end:
                return CONFIRMED, [entry], f"the record has it {other.status} then"
    return UNKNOWN, same, f"the record does not have it {step.status} then"
