"""What everybody knows: tables of sides, bodies, gatherings, places, offices and words, each naming its source.

The tables help to normalise and to date; a person or place absent from them is found all the same. All loaders read once.

    "The Kremlin" is Russia's presidency, "Zelenskyy" and "Zelensky" are one man, and on 19 June 2023 Qin Gang was foreign minister.
"""

from communique.data.geography import (
    Body,
    Entry,
    Forum,
    Place,
    Seat,
    Side,
    bodies,
    entries,
    find_surfaces,
    forums,
    lexicon,
    longest,
    places,
    seats,
    side_of,
    sides,
)
from communique.data.tables import source, table, text, words
from communique.data.tenure import Office, by_name, holders, in_office, offices, person_named, plain
from communique.data.titles import normal_office

__all__ = [
    "Body",
    "Entry",
    "Forum",
    "Office",
    "Place",
    "Seat",
    "Side",
    "bodies",
    "by_name",
    "entries",
    "find_surfaces",
    "forums",
    "holders",
    "in_office",
    "lexicon",
    "longest",
    "normal_office",
    "offices",
    "person_named",
    "places",
    "plain",
    "seats",
    "side_of",
    "sides",
    "source",
    "table",
    "text",
    "words",
]
