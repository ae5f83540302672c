"""The standing lines drawn anew, where something is told otherwise of a family between two sides; and reports of deeds on their shelves.

"the two militaries resumed talks": the military lines of Washington and Beijing are gathered again
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from communique.ledger import channels
from communique.ledger.build import with_reasons
from communique.ledger.edits import last_word
from communique.ledger.fulfilment import tells_of, words_of
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
    old = kept.lines.places(kept.lines.of(changed.documents))
    shelves = {p.shelf for places in old.values() for p in places if p.shelf.startswith("between ")}
    shelves |= {between(c) for c in fresh.values()}
    known = _whole(kept, shelves, fresh, changed.gone)
    before = kept.lines.entries({*known, *changed.gone})
    found = channels.gather(sorted(known.values(), key=kept.sources.turn), kept.judged.bound, kept.judged.apart)
    entries = [channels.entry(told, kept.sources) for told in found]
    now = {c.id: e.id for told, e in zip(found, entries, strict=True) for c in told}
    moved = frozenset(c for c in {*known, *before} if c in fresh or c in changed.gone or now.get(c) != before.get(c))
    stirs = [(p.shelf, p.day) for places in kept.lines.places(moved).values() for p in places]
    kept.drop(frozenset(before.values()) - set(now.values()))
    kept.lines.leave(moved)
    for told, entry in zip(found, entries, strict=True):
        kept.draw(with_reasons(last_word(entry, kept.judged.edits), kept.judged))
        for claim in told:
            if claim.id in moved:
                places = _places(kept, claim, entry.id)
                kept.lines.stand(claim.id, claim.document, entry.id, places)
                stirs += [(p.shelf, p.day) for p in places]
    return moved, stirs


def _whole(kept: Kept, shelves: set[str], fresh: Mapping[str, ChannelChange], gone: Collection[str]) -> dict[str, ChannelChange]:
    """All changes on some shelves of lines, and of those that a person has bound to them."""
    known: dict[str, ChannelChange] = dict(fresh)
    while True:
        wanted = kept.lines.lying(shelves) | kept.lines.entries(fellows(kept.judged, known)).keys()
        wanted = wanted - known.keys() - set(gone)
        if not wanted:
            return known
        more = {c.id: c for c in kept.claims(wanted).values() if isinstance(c, ChannelChange)}
        known |= more
        shelves |= {between(c) for c in more.values()}


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
