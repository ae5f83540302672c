"""The standing lines drawn anew, where something is told otherwise of a family between two sides; and reports of deeds on their shelves.

"the two militaries resumed talks": the military lines of Washington and Beijing are gathered again
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from communique.ledger import channels
from communique.ledger.fulfilment import tells_of, words_of
from communique.ledger.redraw import courses
from communique.ledger.redraw.hearings import fellows
from communique.ledger.redraw.kept import Changed, Kept, Stir
from communique.ledger.redraw.rehear import FOUND, UNDATED, Place
from communique.model import ChannelChange, FollowThrough


def between(claim: ChannelChange) -> str:
    """The shelf of all changes that may tell of the same line: of a family between its sides, or of none."""
    return f"between {'|'.join(sorted(claim.sides))}|{channels.line_of(claim) or ''}"


def line(side: str, entry: str) -> str:
    """The shelf of one line as one of its sides looks for it."""
    return f"line {side}|{entry}"


def kin(side: str, family: str, sides: Collection[str]) -> str:
    """The shelf of a family of lines as one of its sides looks for it."""
    return f"kin {side}|{family}|{'|'.join(sorted(sides))}"


def deed(side: str, word: str) -> str:
    """The shelf of reports of deeds, by side and word."""
    return f"deed {side}|{word}"


def redraw_lines(kept: Kept, changed: Changed) -> tuple[frozenset[str], list[Stir]]:
    """Draw the lines anew; gives the claims told otherwise, and what may be waited for."""
    fresh = {c.id: c for c in changed.fresh.values() if isinstance(c, ChannelChange)}
    old = kept.courses.told(kept.lines.of(changed.documents))
    on = {name: {p.shelf for p in places if p.shelf.startswith("between ")} for name, places in kept.lines.places(old.keys()).items()}
    for claim in fresh.values():
        on[claim.id] = {between(claim), *on.get(claim.id, ())}
    every: set[str] = set().union(*on.values())
    joined = {shelf: courses.joined(kept, shelf, [c for c in fresh.values() if between(c) == shelf], old) for shelf in every}
    whole = {shelf for shelf, lines in joined.items() if lines is None}
    # What goes from one shelf to another is drawn with both.
    while more := {shelf for some in on.values() if some & whole for shelf in some} - whole:
        whole |= more
    before, now = {name: told.entry for name, told in old.items()}, dict[str, str]()
    for shelf, lines in sorted(joined.items()):
        if lines is not None and shelf not in whole:
            courses.go_on(kept, shelf, {fresh[name]: entry for name, entry in lines.items()}, old)
            now |= lines
    if whole:
        some = {name for name, shelves in on.items() if shelves & whole}
        known = _whole(kept, whole, {name: c for name, c in fresh.items() if name in some}, some - fresh.keys())
        before |= kept.lines.entries(known.keys())
        now |= courses.gather(kept, known, between, {before[name] for name in {*known, *some} if name in before})
    moved = frozenset(c for c in {*now, *before} if c in fresh or c in old or now.get(c) != before.get(c))
    return moved, _shelved(kept, moved, now)


def _shelved(kept: Kept, moved: frozenset[str], now: Mapping[str, str]) -> list[Stir]:
    """Put claims on their shelves anew, where they still count; gives all shelves that they lay or lie on."""
    stirs = [(p.shelf, p.day) for places in kept.lines.places(moved).values() for p in places]
    kept.lines.leave(moved)
    for claim in kept.claims(moved & now.keys()).values():
        if isinstance(claim, ChannelChange):
            places = _places(kept, claim, now[claim.id])
            kept.lines.stand(claim.id, claim.document, now[claim.id], places)
            stirs += [(p.shelf, p.day) for p in places]
    return stirs


def _whole(kept: Kept, shelves: set[str], fresh: Mapping[str, ChannelChange], gone: Collection[str]) -> dict[str, ChannelChange]:
    """All changes on some shelves of lines, and those in one line with them or with what is gone: a person may have bound any two."""
    known: dict[str, ChannelChange] = dict(fresh)
    while True:
        every = {*known, *gone}
        bound = {c for claims in kept.lines.members(set(kept.lines.entries(every).values())).values() for c in claims}
        wanted = (kept.lines.lying(shelves) | kept.lines.entries(fellows(kept.judged, every)).keys() | bound) - every
        if not wanted:
            return known
        more = {c.id: c for c in kept.claims(wanted).values() if isinstance(c, ChannelChange)}
        known |= more
        shelves = shelves | {between(c) for c in more.values()}


def _places(kept: Kept, claim: ChannelChange, entry: str) -> list[Place]:
    day = tells_of(claim, kept.sources).toordinal()
    shelves = [between(claim)]
    for side in dict.fromkeys(claim.sides):
        shelves += [line(side, entry), *(kin(side, family, claim.sides) for family in sorted(channels.kindred(claim)))]
    return [Place(shelf, FOUND, day) for shelf in shelves]


def shelve_deeds(kept: Kept, changed: Changed) -> list[tuple[Sequence[str], int]]:
    """Put the reports of deeds on their shelves; gives for each that came or went its shelves and its day."""
    fresh = [c for c in changed.fresh.values() if isinstance(c, FollowThrough)]
    old = kept.deeds.of(changed.documents)
    stirs: list[tuple[Sequence[str], int]] = [
        ([p.shelf for p in places], places[0].day) for places in kept.deeds.places(old).values() if places
    ]
    kept.deeds.leave(old)
    for claim in fresh:
        published = kept.sources.published(claim)
        day = published.toordinal() if published else UNDATED
        shelves = [deed(side, word) for side in dict.fromkeys(claim.by or ("",)) for word in sorted(words_of(claim))]
        kept.deeds.stand(claim.id, claim.document, None, [Place(s, FOUND, day) for s in shelves])
        stirs.append((shelves, day))
    return stirs
