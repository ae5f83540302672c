"""Statements and where they were made: the engagement of the same report at which the speaker took part.

Only what the text determines is linked: the one engagement of the report's own days with the speaker among its people, or the one that
also has the person spoken to; of several meetings on one visit, the visit. Where a report tells one meeting as its own news, the sides
themselves speak there too.

    "Wang told Blinken that ..." in a report on their meeting in Munich
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from communique.ledger.engagements import entry_id
from communique.ledger.identity import same_name
from communique.ledger.sources import Sources
from communique.model import Engagement, EngagementEntry, Kind, PartKind, Statement, StatementEntry, Status

FRESH = dt.timedelta(days=3)


def entries(
    statements: Iterable[Statement], engagements: Sequence[Engagement], entry_of: Mapping[str, EngagementEntry], sources: Sources
) -> tuple[StatementEntry, ...]:
    """An entry for each statement, in the order heard.

    Args:
        statements, engagements: the claims that count.
        entry_of: engagement claim id to its entry.
        sources: the reports heard.
    """
    told: dict[str, list[Engagement]] = {}
    for engagement in engagements:
        if _news(engagement, entry_of.get(engagement.id), sources):
            told.setdefault(engagement.document, []).append(engagement)
    found = []
    for statement in statements:
        at = place(statement, told.get(statement.document, []), entry_of)
        found.append(StatementEntry(entry_id("S", statement.id), statement, sources.published(statement), at))
    return tuple(found)


def place(statement: Statement, engagements: Sequence[Engagement], entry_of: Mapping[str, EngagementEntry]) -> str | None:
    """The one entry of a document's engagements at which a statement was made; None when the text leaves it open.

    Args:
        statement: who speaks, to whom.
        engagements: those of its document that are news.
        entry_of: engagement claim id to its entry.
    """
    speaker, audience = statement.speaker, statement.audience
    if not speaker or statement.anonymous:
        return None
    there = [e for e in engagements if e.id in entry_of and _takes_part(speaker, statement.side, e)]
    if audience:
        there = [e for e in there if any(same_name(audience, p.name, p.side) for p in e.people)] or (there if len(there) == 1 else [])
    meetings = [e for e in there if e.kind is not Kind.VISIT] or there
    leads = [e for e in meetings if e.foreground]
    visits = [e for e in there if e.kind is Kind.VISIT]
    for some in (meetings, leads, visits):
        entries = {entry_of[e.id].id for e in some}
        if len(entries) == 1:
            return entries.pop()
    return None


def _news(engagement: Engagement, entry: EngagementEntry | None, sources: Sources) -> bool:
    """Whether an engagement is of the report's own days: its news, or held within the last days before it by what any report tells."""
    if engagement.standing is PartKind.TRAILER or engagement.status not in (Status.HELD, Status.UNDER_WAY):
        return False
    published = sources.published(engagement)
    last = engagement.when.latest if engagement.when else entry.end if entry else None
    return engagement.foreground or (published is not None and last is not None and published - FRESH <= last <= published)


def _takes_part(speaker: str, side: str | None, engagement: Engagement) -> bool:
    return any(same_name(speaker, p.name, side or p.side) for p in engagement.people if not (side and p.side and side != p.side))
