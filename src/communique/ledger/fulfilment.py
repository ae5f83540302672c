"""What became of a promise: the later claims that keep it, begin it, put it off, give it up or break it.

Four kinds of proof count: the engagement that the promise itself announced was held; the line it would open was launched or restored;
a report says that the promised deed was done or not; talks that it names took place in its time. Each link keeps both quotations and
its reason.

    "agreed to reopen military lines" (November) is kept by "military talks resumed this week" (January)
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.ledger import offices
from communique.ledger.awaited import (
    MEMORY,
    YEAR,
    again,
    announces,
    closes,
    kin_of,
    made_since,
    names_talks,
    opens,
    returns_envoys,
    talking,
)
from communique.ledger.channels import kindred
from communique.ledger.commitments import Promise
from communique.ledger.course import IN_PLACE, stands
from communique.ledger.identity import families
from communique.ledger.periods import AHEAD_STATUS, shifted, told
from communique.ledger.sources import UNDATED, Sources, overlap, proves
from communique.ledger.status import Telling
from communique.ledger.words import content, folded, holds, same_figures, stem, words
from communique.model import ChannelChange, Claim, Engagement, EngagementEntry, FollowThrough, Kind, State, Status, Strength

# The next round after "another round as soon as possible".
SOON = dt.timedelta(days=92)
ROUNDS = frozenset({Kind.TALKS, Kind.MEETING})
FATE = {Status.HELD: "kept", Status.UNDER_WAY: "under way", Status.POSTPONED: "postponed", Status.CANCELLED: "dropped"}
LEVELS = frozenset({"senior", "official", "lead"})
Change = tuple[ChannelChange, str, frozenset[str]]
Deed = tuple[FollowThrough, frozenset[str]]
Dated = tuple[dt.date, int]
Key = tuple[str | frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Later:
    """Everything that can prove a promise, shelved so that a promise looks only at its own sides and documents.

    Args:
        claims: engagement claims by id.
        entry_of: the entry of each engagement claim.
        plans: engagements told ahead, by document.
        by_sides: the engagements held between sides.
        changes: changes of lines in their order, each with the id of its line and the families it speaks of.
        lines: by side and line, and by side, family and the line's sides: the days and places of its changes.
        agreed: changes by document that tell of a line agreed on.
        deeds: by side and word: reports of deeds in the order heard, each with its words; under "" those that name no side.
    """

    claims: Mapping[str, Engagement]
    entry_of: Mapping[str, EngagementEntry]
    plans: Mapping[str, Sequence[Engagement]]
    by_sides: Mapping[frozenset[str], Sequence[EngagementEntry]]
    changes: Sequence[Change]
    lines: Mapping[Key, Sequence[Dated]]
    agreed: Mapping[str, Sequence[tuple[ChannelChange, str]]]
    deeds: Mapping[tuple[str, str], Sequence[Deed]]


def shelve(
    claims: Sequence[Claim],
    met: Sequence[EngagementEntry],
    entry_of: Mapping[str, EngagementEntry],
    line_of: Sequence[tuple[ChannelChange, str]],
    sources: Sources,
) -> Later:
    """Shelve what can prove a promise.

    Args:
        claims: every claim that counts, in the order heard.
        met: engagement entries.
        entry_of: engagement claim id to entry.
        line_of: each change of a line with the id of the line's entry.
        sources: the reports heard.
    """
    plans: dict[str, list[Engagement]] = {}
    deeds: dict[tuple[str, str], list[Deed]] = {}
    by_sides: dict[frozenset[str], list[EngagementEntry]] = {}
    for claim in claims:
        if isinstance(claim, Engagement) and claim.status in AHEAD_STATUS:
            plans.setdefault(claim.document, []).append(claim)
        elif isinstance(claim, FollowThrough):
            said = words_of(claim)
            for key in ((side, word) for side in claim.by or ("",) for word in said):
                deeds.setdefault(key, []).append((claim, said))
    for entry in met:
        if entry.status is Status.HELD and entry.start and entry.end:
            by_sides.setdefault(frozenset(entry.sides), []).append(entry)
    ordered = {sides: sorted(some, key=_begins) for sides, some in by_sides.items()}
    return Later({c.id: c for c in claims if isinstance(c, Engagement)}, entry_of, plans, ordered, *_shelve_lines(line_of, sources), deeds)


def words_of(deed: FollowThrough) -> frozenset[str]:
    """The words that matter of a deed and of what is told of it."""
    return content(" ".join([deed.what, *(e.text for e in deed.evidence)]))


def _shelve_lines(line_of: Sequence[tuple[ChannelChange, str]], sources: Sources) -> tuple[Any, Any, Any]:
    changes: list[Change] = []
    lines: dict[Key, list[Dated]] = {}
    agreed: dict[str, list[tuple[ChannelChange, str]]] = {}
    for place, (change, line) in enumerate(line_of):
        kin, sides = kindred(change), frozenset(change.sides)
        changes.append((change, line, kin))
        for side in sides:
            for key in ((side, line), *((side, name, sides) for name in kin)):
                lines.setdefault(key, []).append((tells_of(change, sources), place))
        if change.state is State.AGREED:
            agreed.setdefault(change.document, []).append((change, line))
    return changes, {key: sorted(some) for key, some in lines.items()}, agreed


def outcome(promise: Promise, later: Later, sources: Sources) -> list[tuple[Telling, str]]:
    """What became of a promise, in the order heard, each with the id of what says so."""
    if promise.first.strength is Strength.REFUSED:
        return []
    found = [
        *_announced(promise, later, sources),
        *_lines(promise, later, sources),
        *_envoys(promise, later, sources),
        *_deeds(promise, later, sources),
    ]
    if not any(t.told in ("kept", "postponed") for t, _ in found):
        found += _talks(promise, later, sources)
    return sorted(found, key=lambda f: (f[0].published or UNDATED, f[0].claim.document, f[0].claim.id))


def _announced(promise: Promise, later: Later, sources: Sources) -> Iterator[tuple[Telling, str]]:
    """The promise's own sentence announced an engagement: it shares the fate of its entry."""
    for claim in promise.claims:
        for plan in later.plans.get(claim.document, ()):
            found = later.entry_of.get(plan.id)
            if found is None or not announces(promise, claim, plan):
                continue
            for step in found.history:
                proof = later.claims.get(step.claim or "")
                if proof and step.status in FATE and proof.document != plan.document and _same_line(promise.what, proof):
                    fate, why = FATE[Status(step.status)], "the engagement it announced"
                    yield Telling(fate, proof, step.on, proves(proof), step.start, step.end, why), found.id
                    break


def _same_line(what: str, proof: Engagement) -> bool:
    """Whether what was held can be the dialogue or group that a promise names: no summit is a "Civil Space Dialogue"."""
    told = " ".join([*(e.text for e in proof.evidence), proof.occasion or ""])
    named = [w for w in words().standing if holds(folded(what), w)]
    if named and not any(holds(folded(told), w) for w in named):
        return False
    mine, its = set(families(what)), set(families(told))
    return not mine or not its or bool(mine & its)


def tells_of(claim: ChannelChange, sources: Sources) -> dt.date:
    """The last day of which a change tells: by its own words, else that of its report."""
    period = told(claim.when)
    return period.end if period else sources.published(claim) or UNDATED


def _lines(promise: Promise, later: Later, sources: Sources) -> Iterator[tuple[Telling, str]]:
    """A line that the promise would open was launched or restored, or one it would close was cut."""
    own = _own_lines(promise, later)
    kin = kin_of(promise, own)
    if not own and not kin:
        return
    wanted = frozenset({State.CUT, State.SUSPENDED}) if closes(promise) and not opens(promise) else IN_PLACE
    since = made_since(promise, sources)
    done: set[str] = set()
    for change, line, names in _changes(promise, own, kin, later, since):
        its = names & set(kin)
        if stands(change, sources) not in wanted:
            continue
        done |= its
        part = len(kin) > 1 and line not in own and not done >= set(kin)
        why = f"the {', '.join(sorted(its)) or change.name} {change.state.value}"
        start, end = (change.when.earliest, change.when.latest) if change.when else (None, None)
        yield Telling("partly kept" if part else "kept", change, sources.published(change), proves(change), start, end, why), line


def _changes(promise: Promise, own: Iterable[str], kin: Iterable[str], later: Later, since: dt.date | None) -> Iterator[Change]:
    """The changes in reach of a promise: of its own lines, and of kindred ones between its sides or told of one of them."""
    theirs = {promise.by, promise.sides, *(frozenset({side}) for side in promise.sides)}
    for side in sorted(promise.by):
        found = {place for line in own for _, place in _after(later.lines.get((side, line), ()), since)}
        keys = ((side, name, sides) for name in kin for sides in theirs)
        found.update(place for key in keys for _, place in _after(later.lines.get(key, ()), since))
        yield from (later.changes[place] for place in sorted(found))


def _after(days: Sequence[Dated], since: dt.date | None) -> Iterator[Dated]:
    """What lies after a promise and within reach of it; what lies on no known day stands last, and is always in reach."""
    begin = bisect_right(days, since, key=_first) if since else 0
    end = bisect_right(days, shifted(since, MEMORY), begin, key=_first) if since else len(days)
    yield from days[begin:end]
    yield from days[max(end, bisect_left(days, UNDATED, key=_first)) :]


def _first(dated: Dated) -> dt.date:
    return dated[0]


def _own_lines(promise: Promise, later: Later) -> frozenset[str]:
    """The lines whose opening the promise's own words agree on."""
    agreed = {c.id for c in promise.claims}
    beside = ((change, line) for c in promise.claims for change, line in later.agreed.get(c.document, ()) if overlap(change, c))
    return frozenset(
        line for change, line in beside if not promise.by.isdisjoint(change.sides) and (change.id in agreed or _names(promise.what, change))
    )


def _names(what: str, change: ChannelChange) -> bool:
    """Whether the promised words name a line, not only the sentence that they stand in."""
    return bool(content(what) & content(change.name)) or bool(set(families(what)) & set(families(change.name)))


def _deeds(promise: Promise, later: Later, sources: Sources) -> Iterator[tuple[Telling, str]]:
    """A report says that the promised deed was done, begun, put off, given up or broken."""
    since = min((d for c in promise.claims if (d := sources.published(c))), default=None)
    mine = content(promise.what)
    seen: set[str] = set()
    shelves = (later.deeds.get((side, word), ()) for side in ("", *promise.sides) for word in mine)
    for deed, said in (d for shelf in shelves for d in _in_reach(shelf, since, sources)):
        shared, published = mine & said, sources.published(deed)
        if len(shared) < 2 or deed.id in seen or not promise.by >= frozenset(deed.by) & promise.sides:
            continue
        seen.add(deed.id)
        others = set(offices.sides_named(" ".join(e.text for e in deed.evidence))) - promise.by
        if others and others.isdisjoint(promise.sides):
            # A tariff on the bloc put off is no news of a tariff on China.
            continue
        if not same_figures(promise.what, deed.what):
            continue
        # "They should go on carrying out the accord" promises; it does not report the deed.
        if any(overlap(deed, c) for c in promise.claims):
            continue
        if len(shared) >= 0.5 * len(mine) and (len(shared) >= 3 or len(shared) >= 0.5 * len(said)):
            start, end = (deed.when.earliest, deed.when.latest) if deed.when else (None, None)
            why = "same words: " + ", ".join(sorted(shared))
            yield Telling(deed.outcome.value, deed, published, proves(deed), start, end, why), deed.id


def _in_reach(deeds: Sequence[Deed], since: dt.date | None, sources: Sources) -> Iterator[Deed]:
    """The deeds reported after a promise, and not so long after that they must be another's; those on no known day stand last."""
    if since is None:
        yield from deeds
        return

    def day(deed: Deed) -> dt.date:
        return sources.published(deed[0]) or UNDATED

    begin, end = bisect_left(deeds, since, key=day), bisect_right(deeds, shifted(since, MEMORY), key=day)
    yield from deeds[begin:end]
    yield from deeds[max(end, bisect_left(deeds, UNDATED, key=day)) :]


def _envoys(promise: Promise, later: Later, sources: Sources) -> Iterator[tuple[Telling, str]]:
    """An ambassador who was to return has met the hosts in their country."""
    since, due = made_since(promise, sources), promise.due()
    if since is None or not returns_envoys(promise):
        return
    for found in _held(later.by_sides.get(promise.sides, ()), since):
        if _begins(found) > (due.end if due else shifted(since, MEMORY)):
            return
        if not found.place:
            continue
        host = offices.country(found.place)
        sent = [p for p in found.people if p.side in promise.by and p.side != host]
        if host in promise.sides and any("ambassador" in post for p in sent for post in offices.posts(p.name, p.side, found.start)):
            step = next(s for s in found.history if s.status == Status.HELD)
            if proof := later.claims.get(step.claim or ""):
                yield Telling("kept", proof, step.on, proves(proof), found.start, found.end, "the ambassador met the hosts there"), found.id
                return


def _talks(promise: Promise, later: Later, sources: Sources) -> Iterator[tuple[Telling, str]]:
    """Talks that the promise names, held between its sides in its time."""
    due, since = promise.due(), made_since(promise, sources)
    if since is None or not names_talks(promise):
        return
    kin, next_round = set(families(promise.what)), again(promise)
    special = content(promise.what) - {stem(w) for w in words().meeting} - LEVELS
    told_in = {c.document for c in promise.claims}
    for found in _held(later.by_sides.get(talking(promise), ()), since):
        if _begins(found) > (due.end if due else shifted(since, YEAR)):
            return
        if due and not (due.start <= _begins(found) and found.end and found.end <= due.end):
            continue
        text = " ".join(e.span.text for e in found.evidence)
        rounds = ROUNDS - {Kind.MEETING} if holds(folded(promise.what), "round") else ROUNDS
        if next_round and not due and not (found.kind in rounds and _begins(found) <= shifted(since, SOON)):
            continue
        if not next_round and (
            (kin and not kin & set(families(text))) or (special and not kin and len(special & content(text)) < min(2, len(special)))
        ):
            continue
        step = next((s for s in found.history if s.status == Status.HELD and s.claim and s.document not in told_in), None)
        proof = later.claims.get(step.claim or "") if step else None
        if step and proof and _same_line(promise.what, proof):
            yield Telling("kept", proof, step.on, proves(proof), found.start, found.end, "talks that it named, held in its time"), found.id
            if not next_round:
                return  # one round keeps the promise of a round


def _held(entries: Sequence[EngagementEntry], since: dt.date) -> Sequence[EngagementEntry]:
    """Of what was held, in the order of days, what began after a day."""
    return entries[bisect_right(entries, since, key=_begins) :]


def _begins(entry: EngagementEntry) -> dt.date:
    return entry.start or dt.date.max


def by_hand(claim: Claim, sources: Sources) -> Telling:
    """A link made by a person: the claim keeps the promise."""
    when = getattr(claim, "when", None)
    start, end = (when.earliest, when.latest) if when else (None, None)
    return Telling("kept", claim, sources.published(claim), True, start, end, "linked by a person")
