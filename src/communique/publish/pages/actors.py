"""Actors: who takes part, in which office when, and whom they met.

Offices come from the reports; beside them stands what the table of offices knows, with its source, so that a wrong title shows.

    Qin Gang: foreign minister in engagements of January to June 2023; the table: 30 December 2022 to 25 July 2023
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique import data
from communique.model import StatementEntry
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.people import NOBODY, Profile
from communique.publish.pages.timeline import TimelineView, timeline_view

SHOWN = 60
MET = 24
SAID = 15


@dataclass(frozen=True, slots=True)
class ActorsView:
    """The people and the sides of the record, those with most engagements first."""

    people: Sequence[Profile]
    total: int
    pages: int
    sides: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person.

    Args:
        told: offices as the reports give them, with the first and last engagement they were told for.
        known: offices of the table, in order.
        met: profiles of those met and how often.
    """

    profile: Profile
    known: tuple[data.Office, ...]
    met: tuple[tuple[Profile, int], ...]
    timeline: TimelineView
    said: Sequence[StatementEntry]
    said_in_all: int


def actors_view(catalogue: Catalogue, asked: Asked) -> ActorsView:
    """The people asked for: of some sides, or whose names hold some words."""
    wanted = [data.plain(word) for word in asked.q.split()]
    found = [
        p
        for p in catalogue.ranked_people
        if (not asked.between or p.side in asked.between) and all(word in data.plain(p.name) for word in wanted)
    ]
    pages = max(1, -(-len(found) // SHOWN))
    page = min(asked.page, pages)
    sides = tuple(catalogue.engagements.names("side").items())
    return ActorsView(found[(page - 1) * SHOWN : page * SHOWN], len(found), pages, sides[:SHOWN])


def person_view(catalogue: Catalogue, key: str, asked: Asked) -> PersonView | None:
    """A person by key; None when the record knows nobody of it."""
    profile = catalogue.people.profiles.get(key)
    if profile is None:
        return None
    known = [o for o in data.holders(profile.name) if profile.side in (None, NOBODY, o.side) and o.person == profile.name]
    met = tuple((catalogue.people.profiles[k], n) for k, n in profile.met.most_common(MET) if k in catalogue.people.profiles)
    said = catalogue.statements.take([("speaker", profile.name)])
    own = Asked(person=key, since=asked.since, until=asked.until, as_of=asked.as_of, by="person", page=asked.page)
    ordered = tuple(sorted(known, key=lambda o: (o.began is None, o.began or ())))
    return PersonView(profile, ordered, met, timeline_view(catalogue, own), tuple(reversed(said[-SAID:])), len(said))
