"""A part of the record drawn anew when something is read or decided: as the fold draws it, without what cannot feel the change.

The fold tells what the record is; nothing here decides otherwise than it does. Each way of gathering, settling and proving looks at
few others of its kind, and these are found by where they lie: which entries of the same sides and months, which promises wait for such
a line. A law of the tests holds the two equal, whatever is read, followed, killed, decided or taken back, and in whatever order.

    the ten thousand reports of a day, read into a record of a million
"""

from __future__ import annotations

from communique.ledger.redraw.kept import Changed, Desk, Entry, Kept, Opened, Stir, Told, Wait
from communique.ledger.redraw.lines import redraw_lines, shelve_deeds
from communique.ledger.redraw.meetings import redraw_engagements
from communique.ledger.redraw.promises import redraw_promises
from communique.ledger.redraw.rehear import Place

__all__ = ["Changed", "Desk", "Entry", "Kept", "Opened", "Place", "Stir", "Told", "Wait", "redraw"]


def redraw(kept: Kept, changed: Changed) -> None:
    """Bring engagements, lines and commitments up to date.

    Args:
        kept: the record as it was drawn, with everything known by now.
        changed: what is different since.
    """
    met, held = redraw_engagements(kept, changed)
    lines, states = redraw_lines(kept, changed)
    deeds = shelve_deeds(kept, changed)
    redraw_promises(kept, changed, {*met, *lines, *changed.fresh, *changed.gone}, [*held, *states], deeds)
