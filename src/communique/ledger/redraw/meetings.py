"""The engagements drawn anew: those whose claims changed, those that the calendar moves, and their neighbours.

"Biden met Xi in Woodside on Wednesday": the summit expected since June is held, and the visit to it with it
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from communique.ledger import engagements, hopes, neighbours, tenures
from communique.ledger.build import with_reasons
from communique.ledger.edits import last_word
from communique.ledger.facts import Facts, facts
from communique.ledger.gathering import Cluster
from communique.ledger.redraw.hearings import Engaged, fellows, places
from communique.ledger.redraw.kept import Changed, Entry, Kept, Stir
from communique.ledger.redraw.promises import met
from communique.ledger.redraw.rehear import UNDATED, Heard
from communique.ledger.words import words
from communique.model import Claim, Commitment, Engagement, EngagementEntry, Statement, Status

AROUND = tenures.AROUND
# Entries as their claims alone make them, before and now.
Alone = dict[str, tuple[EngagementEntry | None, EngagementEntry | None]]


class _Asking:
    """Who held which office by the kept reports, noting each question."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.asked: list[tuple[str, str, dt.date, str | None]] = []

    def holder(self, side: str, role: str, day: dt.date) -> str | None:
        """As ``Tenures.holder``."""
        answer = held(self._kept, side, role, day)
        self.asked.append((side, role, day, answer))
        return answer


def held(kept: Kept, side: str, role: str, day: dt.date) -> str | None:
    """Who held an office of a side around a day, by the kept reports."""
    since, until = (dt.date.fromordinal(max(1, min(day.toordinal() + by, UNDATED))) for by in (-AROUND.days, AROUND.days))
    for post in words().offices[role]:
        near = kept.holders(side, post, since, until)
        if near:
            return next(iter(near)) if len(near) == 1 else None
    return None


def redraw_engagements(kept: Kept, changed: Changed) -> tuple[frozenset[str], list[Stir]]:
    """Draw anew what a change asks for; gives the claims of all entries that are otherwise now, or no more, and what was or is held."""
    fresh = _fresh(kept, changed)
    besides = {*changed.due, *kept.engaged.entries(kept.engaged.of(changed.retold) | fellows(kept.judged, fresh)).values()}
    hearing = Engaged(kept.engaged, lambda claims: _prepared(kept, claims), kept.judged, kept.sources)
    heard, moved = _with_aside(kept, changed, hearing, fresh, besides)
    lost = frozenset(c for claims in kept.engaged.members(heard.gone).values() for c in claims)
    kept.engaged.leave(changed.gone)
    for name in heard.changed:
        for member in heard.groups[name].members:
            kept.engaged.stand(member.claim.id, member.claim.document, name, places(member))
    alone = _alone(kept, heard, (heard.changed | besides | moved) & heard.groups.keys())
    moved_on, stirs = _settled(kept, changed, alone, heard.gone)
    return lost | moved_on, stirs


def _fresh(kept: Kept, changed: Changed) -> dict[str, Facts]:
    """The new and changed claims prepared, and those whose unnamed office holders are others now."""
    told = {c.id: c for c in changed.fresh.values() if isinstance(c, Engagement)}
    news: set[tuple[str, str, dt.date, str]] = set()
    for name in changed.gone:
        news |= kept.offices(name, ())
        kept.asks(name, ())
    for name, claim in told.items():
        news |= kept.offices(name, tenures.offices_in(claim, kept.sources.published(claim)))
    again: set[str] = set()
    for side, office, day, _ in news:
        since, until = (dt.date.fromordinal(max(1, min(day.toordinal() + by, UNDATED))) for by in (-AROUND.days, AROUND.days))
        for role in (role for role, posts in words().offices.items() if office in posts):
            asked = kept.asking(side, role, since, until)
            again |= {claim for claim, when, answer in asked if held(kept, side, role, when) != answer}
    found = kept.claims(again - told.keys() - changed.gone)
    told |= {c.id: c for c in found.values() if isinstance(c, Engagement)}
    return {name: _facts(kept, claim, note=True) for name, claim in told.items()}


def _facts(kept: Kept, claim: Engagement, *, note: bool = False) -> Facts:
    asking = _Asking(kept)
    prepared = facts(claim, kept.sources.published(claim), asking)
    if note:
        kept.asks(claim.id, asking.asked)
    return prepared


def _prepared(kept: Kept, claims: Collection[str]) -> Mapping[str, Facts]:
    return {c.id: _facts(kept, c) for c in kept.claims(claims).values() if isinstance(c, Engagement)}


def _with_aside(
    kept: Kept, changed: Changed, hearing: Engaged, fresh: Mapping[str, Facts], besides: Collection[str]
) -> tuple[Heard[Cluster], set[str]]:
    """What gathers anew, with what reports that count no more said of it; and the entries of which such a word came or went."""
    was = kept.aside.of(changed.documents)
    wanted, moved = set(besides), set(kept.aside.entries(was).values())
    kept.aside.leave(was)
    mine = {c.id: c for c in changed.aside}
    while True:
        heard = hearing.hear(fresh, changed.gone, wanted | moved)
        others = kept.aside.looking(heard.felt) - mine.keys()
        moved |= set(kept.aside.entries(others).values())
        mine |= {c.id: c for c in kept.claims_aside(others)}
        told = [facts(c, kept.sources.published(c)) for c in sorted(mine.values(), key=kept.sources.turn)]
        found = {entry for _, entry in kept.engaged.found_from({m.claim.id: places(m) for m in told})}
        if found | moved <= wanted | heard.groups.keys() | heard.gone:
            break
        wanted |= found
    for member in told:
        hearing.index.remember(member)
    joined = {m.claim.id: name for name, cluster in heard.groups.items() for m in cluster.withdrawn}
    for member in told:
        kept.aside.stand(member.claim.id, member.claim.document, joined.get(member.claim.id), places(member))
    _recall(kept, heard, mine)
    return heard, moved | set(joined.values())


def _recall(kept: Kept, heard: Heard[Cluster], known: Collection[str]) -> None:
    """Give each entry the other claims aside that it had."""
    entries = kept.aside.members(heard.groups.keys())
    others = {c.id: c for c in kept.claims_aside(frozenset(c for claims in entries.values() for c in claims if c not in known))}
    for name, claims in entries.items():
        cluster = heard.groups[name]
        cluster.withdrawn += [facts(others[c], kept.sources.published(others[c])) for c in claims if c in others]
        cluster.withdrawn.sort(key=lambda m: kept.sources.turn(m.claim))


def _alone(kept: Kept, heard: Heard[Cluster], wanted: Iterable[str]) -> Alone:
    """The entries as their claims alone make them, before and now; those that are the same are left out."""
    names = frozenset(wanted)
    before = kept.drawn_alone(names | heard.gone)
    found: dict[str, tuple[EngagementEntry | None, EngagementEntry | None]] = {
        name: (before[name], None) for name in heard.gone & before.keys()
    }
    for name in names:
        cluster = heard.groups[name]
        entry = engagements.entry(cluster, kept.sources)
        if entry != before.get(name):
            found[name] = (before.get(name), entry)
        kept.draw_alone(entry, engagements.open_until(cluster, entry))
    return found


def _settled(
    kept: Kept,
    changed: Changed,
    alone: Alone,
    gone: frozenset[str],
) -> tuple[frozenset[str], list[Stir]]:
    """Draw what changed and what its neighbours make of it; gives the claims told of otherwise now, and what was or is held."""
    lost = kept.entries(gone)
    kept.drop(gone)
    asked = {entry.id: entry for _, entry in alone.values() if entry}
    # A correction stands on an entry, and a promise beside a plan counts, whatever the entry's own claims.
    spoken = frozenset(kept.engaged.entries(kept.engaged.of(changed.documents)).values())
    asked |= kept.drawn_alone(spoken - asked.keys())
    near: dict[str, Sequence[EngagementEntry]] = {}
    for was, now in alone.values():
        near |= {now.id: kept.near(now)} if now else {}
        asked |= {o.id: o for o in (*(kept.near(was) if was else ()), *(near[now.id] if now else ()))}
    for sides, day in _papers(kept, changed):
        asked |= {e.id: e for e in kept.within(sides, neighbours.about(day))}
    around = dict(asked)
    for entry in asked.values():
        around |= {o.id: o for o in (near[entry.id] if entry.id in near else kept.near(entry))}
    ordered = sorted(around.values(), key=engagements.order)
    papers = [c for e in asked.values() for days in neighbours.signed_on(e) for c in kept.papers_of(e.sides, *days)]
    told = sorted(kept.claims(papers).values(), key=kept.sources.turn)
    settled = [last_word(e, kept.judged.edits) for e in neighbours.settle(ordered, told, kept.sources, asked.keys())]
    shown = kept.entries([e.id for e in settled])
    moved = [e for e in settled if with_reasons(e, kept.judged) != shown.get(e.id)]
    for entry in moved:
        kept.draw(with_reasons(entry, kept.judged))
    spoken |= {e.id for e in moved}
    _hopes(kept, [e for e in settled if e.id in spoken])
    stirs = [stir for e in (*lost.values(), *(shown[e.id] for e in moved if e.id in shown), *moved) for stir in _held(e)]
    return frozenset(c for e in moved for c in e.claims), stirs


def _held(entry: Entry) -> list[Stir]:
    if not isinstance(entry, EngagementEntry) or entry.status is not Status.HELD or not entry.start:
        return []
    return [(met(entry.sides), entry.start.toordinal())]


def _papers(kept: Kept, changed: Changed) -> set[tuple[tuple[str, ...], dt.date]]:
    """The sides and days of the joint statements in changed reports, noted anew."""
    told: dict[str, list[Claim]] = {name: [] for name in changed.documents}
    for claim in sorted(kept.told_in(changed.documents), key=kept.sources.turn):
        told[claim.document].append(claim)
    found: set[tuple[tuple[str, ...], dt.date]] = set()
    for document, claims in told.items():
        papers = neighbours.joint_papers(claims, kept.sources)
        rows = [(tuple(sorted(sides)), c.id, kept.sources.published(c)) for sides, some in papers.items() for c in some]
        found |= {(sides, day) for sides, day in kept.papers(document, rows) if day}
    return found


def _hopes(kept: Kept, entries: Sequence[EngagementEntry]) -> None:
    """The promises that plans to meet make, drawn anew with their engagements."""
    told = dict(kept.claims([c for e in entries for c in e.claims]))
    documents = frozenset(plan.document for e in entries for plan in hopes.open_plans(e, told))
    beside = kept.told_in(documents, (Commitment, Statement))
    told |= {c.id: c for c in sorted(beside, key=kept.sources.turn)}
    kept.drop(kept.hopes_of([e.id for e in entries]))
    entry_of = {claim: e.id for e in entries for claim in e.claims}
    for hope in hopes.hopes(entries, told):
        kept.draw(with_reasons(hope, kept.judged), of=entry_of[hope.claims[0]])
