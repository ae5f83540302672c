"""The commitments drawn anew: those whose claims changed, those past their day, and those that waited for what has now been told.

"agreed to reopen military lines": drawn again when a report says that the lines of its sides were restored
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from communique.ledger import awaited, channels, commitments, fulfilment
from communique.ledger.build import promised, with_reasons
from communique.ledger.commitments import Promise
from communique.ledger.periods import AHEAD_STATUS, shifted
from communique.ledger.redraw.hearings import Promised, fellows
from communique.ledger.redraw.kept import Changed, Kept, Stir, Wait
from communique.ledger.redraw.lines import deed, kin, line
from communique.ledger.redraw.rehear import UNDATED
from communique.ledger.words import content
from communique.model import ChannelChange, Claim, Commitment, Engagement, EngagementEntry, FollowThrough, State, Strength


def told(claim: str) -> str:
    """The shelf of one claim: what is told by the entry it stands in."""
    return f"told {claim}"


def met(sides: Collection[str]) -> str:
    """The shelf of what was held between some sides."""
    return f"met {'|'.join(sorted(sides))}"


def redraw_promises(
    kept: Kept, changed: Changed, moved: Iterable[str], stirs: Iterable[Stir], deeds: Iterable[tuple[Sequence[str], int]]
) -> None:
    """Draw the promises anew.

    Args:
        kept: the record.
        changed: what is different.
        moved: the claims of engagements and lines that are told of otherwise now.
        stirs: shelves on which something changed, each with the day it is of.
        deeds: the shelves of each deed that came or went, with its day.
    """
    fresh = _fresh(kept, changed)
    gone = kept.promised.of(changed.documents) - fresh.keys()
    besides = {*changed.due, *kept.promised.entries(kept.promised.of(changed.retold) | fellows(kept.judged, fresh)).values()}
    besides |= kept.waiting([told(c) for c in moved], None)
    by_day: dict[int, set[str]] = {}
    for shelf, day in stirs:
        by_day.setdefault(day, set()).add(shelf)
    for day, some in by_day.items():
        besides |= kept.waiting(some, day)
    for shelves, day in deeds:
        besides |= kept.waiting(shelves, day, least=2)
    hearing = Promised(kept.promised, lambda claims: _prepared(kept, claims), kept.judged, kept.sources)
    heard = hearing.hear(fresh, gone, besides & kept.promised.members(besides).keys())
    kept.promised.leave(gone)
    kept.drop(heard.gone)
    for name in heard.changed:
        for claim in heard.groups[name].claims:
            kept.promised.stand(claim.id, claim.document, name, hearing.places_of(claim))
    _draw(kept, {name: heard.groups[name] for name in heard.groups if name in heard.changed or name in besides})


def _fresh(kept: Kept, changed: Changed) -> dict[str, Commitment]:
    """The promises of the changed reports, and those of the lines agreed on in them."""
    claims = sorted(changed.fresh.values(), key=kept.sources.turn)
    made = [c for c in claims if isinstance(c, Commitment)]
    agreed = channels.promised([c for c in claims if isinstance(c, ChannelChange)], made, kept.sources)
    return {c.id: c for c in (*made, *agreed)}


def _prepared(kept: Kept, claims: Collection[str]) -> Mapping[str, Commitment]:
    found: dict[str, Commitment] = {}
    for claim in kept.claims(claims).values():
        if isinstance(claim, Commitment):
            found[claim.id] = claim
        elif isinstance(claim, ChannelChange):
            found[claim.id] = channels.to_open(claim, kept.sources.published(claim))
    return found


def _draw(kept: Kept, promises: Mapping[str, Promise]) -> None:
    documents = frozenset(c.document for p in promises.values() for c in p.claims)
    beside: dict[str, list[Claim]] = {}
    for claim in sorted(kept.told_in(documents, (Engagement, ChannelChange)), key=kept.sources.turn):
        beside.setdefault(claim.document, []).append(claim)
    waits = {name: _waits(kept, promise, beside) for name, promise in promises.items()}
    later = _later(kept, waits, beside)
    linked = kept.claims([k for p in promises.values() for c in p.claims for k in kept.judged.links.get(c.id, ())])
    stands = {**kept.engaged.entries(linked.keys())}
    for name, promise in promises.items():
        entry = promised(promise, fulfilment.outcome(promise, later, kept.sources), linked, stands, kept.judged, kept.sources)
        kept.draw(with_reasons(entry, kept.judged), waits[name], commitments.open_until(promise, entry))


def _waits(kept: Kept, promise: Promise, beside: Mapping[str, Sequence[Claim]]) -> list[Wait]:
    """Everything that may tell what became of a promise: on which shelf, of which days."""
    if promise.first.strength is Strength.REFUSED:
        return [Wait(told(k), 0, UNDATED) for c in promise.claims for k in kept.judged.links.get(c.id, ())]
    since = awaited.made_since(promise, kept.sources)
    begin, reach = _reach(since)
    found = [Wait(told(k), 0, UNDATED) for c in promise.claims for k in kept.judged.links.get(c.id, ())]
    for claim in promise.claims:
        plans = (c for c in beside.get(claim.document, ()) if isinstance(c, Engagement) and c.status in AHEAD_STATUS)
        found += [Wait(told(plan.id), 0, UNDATED) for plan in plans if awaited.announces(promise, claim, plan)]
    if since:
        found += [Wait(met(some), begin, last.toordinal()) for some, last in _meetings(promise, since)]
    here = [c for claim in promise.claims for c in beside.get(claim.document, ())]
    agreed = [c.id for c in here if isinstance(c, ChannelChange) and c.state is State.AGREED]
    own = set(kept.lines.entries(agreed).values())
    found += [Wait(told(name), 0, UNDATED) for name in agreed]
    kin_sides = {promise.by, promise.sides, *(frozenset({side}) for side in promise.sides)}
    for side in sorted(promise.by):
        found += [Wait(line(side, name), begin, reach) for name in sorted(own)]
        found += [Wait(kin(side, family, some), begin, reach) for family in awaited.kin_of(promise, own) for some in kin_sides]
    first, last = _reach(min((d for c in promise.claims if (d := kept.sources.published(c))), default=None))
    found += [Wait(deed(side, word), first, last) for side in ("", *sorted(promise.sides)) for word in sorted(content(promise.what))]
    return list(dict.fromkeys(found))


def _reach(since: dt.date | None) -> tuple[int, int]:
    """The days within which something may tell what became of a promise."""
    return (since.toordinal(), shifted(since, awaited.MEMORY).toordinal()) if since else (0, UNDATED)


def _meetings(promise: Promise, since: dt.date) -> Iterable[tuple[frozenset[str], dt.date]]:
    """The sides whose meetings may keep a promise, and the last day of these."""
    due = promise.due()
    if awaited.names_talks(promise):
        yield awaited.talking(promise), due.end if due else shifted(since, awaited.YEAR)
    if awaited.returns_envoys(promise):
        yield promise.sides, due.end if due else shifted(since, awaited.MEMORY)


def _later(kept: Kept, waits: Mapping[str, Sequence[Wait]], beside: Mapping[str, Sequence[Claim]]) -> fulfilment.Later:
    """What can prove the promises, as far as they wait for it."""
    every = list(dict.fromkeys(w for some in waits.values() for w in some))
    claims = {c.id: c for some in beside.values() for c in some if isinstance(c, Engagement)}
    plans = kept.engaged.entries([name for name, c in claims.items() if c.status in AHEAD_STATUS])
    held = {e.id: e for w in every if w.shelf.startswith("met ") for e in kept.held(w)}
    entries = {e.id: e for e in kept.entries(set(plans.values())).values() if isinstance(e, EngagementEntry)}
    proofs = {s.claim for e in (*held.values(), *entries.values()) for s in e.history if s.claim}
    claims |= {c.id: c for c in kept.claims(proofs - claims.keys()).values() if isinstance(c, Engagement)}
    on = {sort: _lying(kept, every, sort) for sort in ("line ", "kin ", "deed ")}
    deeds = [c for c in kept.claims(on["deed "]).values() if isinstance(c, FollowThrough)]
    changes = kept.claims(on["line "] | on["kin "] | {c.id for some in beside.values() for c in some if isinstance(c, ChannelChange)})
    line_of = _in_lines(kept, [c for c in changes.values() if isinstance(c, ChannelChange)])
    heard: list[Claim] = sorted((*claims.values(), *deeds), key=kept.sources.turn)
    entry_of = {claim: entries[name] for claim, name in plans.items() if name in entries}
    return fulfilment.shelve(heard, [*held.values()], entry_of, line_of, kept.sources)


def _lying(kept: Kept, waits: Sequence[Wait], sort: str) -> frozenset[str]:
    desk = kept.deeds if sort == "deed " else kept.lines
    return frozenset(c for w in waits if w.shelf.startswith(sort) for c in desk.lying([w.shelf], w.since, w.until))


def _in_lines(kept: Kept, changes: Sequence[ChannelChange]) -> list[tuple[ChannelChange, str]]:
    """Changes with their lines, in the order in which the lines were opened and the changes heard."""
    told = kept.courses.told([c.id for c in changes])
    first = kept.courses.firsts({t.entry for t in told.values()})
    ordered = sorted((c for c in changes if c.id in told), key=kept.sources.turn)
    ordered.sort(key=lambda c: first[told[c.id].entry].turn)
    return [(c, told[c.id].entry) for c in ordered]
