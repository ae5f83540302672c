"""The words that tell of an engagement, read from ``data/frames.toml``.

A frame says which kind of engagement a verb or noun tells of and in which slots its participants stand.

    "Blinken met with Wang in Munich": meet = meeting, participants in subject, object and after "with".
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from communique.model import Kind, Status


@dataclass(frozen=True, slots=True)
class Frame:
    """One verb or noun of contact.

    Args:
        partner: prepositions whose objects take part.
        takes: "person" (the object takes part), "place" (the object is visited) or "".
        toward: prepositions that name where a visit goes.
        weak: the word has everyday uses too, so it needs two sides.
        plural: only the plural counts ("talks").
        event: the noun may also name an institution, so words of holding or attending must stand with it.
    """

    lemma: str
    kind: Kind
    noun: bool
    partner: tuple[str, ...] = ()
    takes: str = ""
    toward: tuple[str, ...] = ()
    weak: bool = False
    plural: bool = False
    event: bool = False


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames, and the word classes that tell participants and status."""

    verbs: dict[str, Frame]
    nouns: dict[str, Frame]
    support: frozenset[str]
    roles: frozenset[str]
    told: frozenset[str]
    regions: frozenset[str]
    eventful: frozenset[str]
    eventful_prepositions: frozenset[str]
    status: dict[str, frozenset[str]]
    ahead_nouns: dict[str, Status]
    definite: frozenset[str]
    another: frozenset[str]
    no_contact: frozenset[str]
    elsewhere: frozenset[str]
    forms: frozenset[str]
    ordinals: tuple[str, ...]


@functools.cache
def frames() -> Frames:
    """The packaged table, read once."""
    raw = tomllib.loads((files("communique.data") / "frames.toml").read_text("utf-8"))

    def read(rows: dict[str, dict[str, object]], noun: bool) -> dict[str, Frame]:
        return {
            lemma: Frame(
                lemma,
                Kind(str(row["kind"])),
                noun,
                tuple(row.get("with", ("with",) if row.get("object") == "person" or noun else ())),  # type: ignore[arg-type]
                str(row.get("object", "")),
                tuple(row.get("toward", ("to",) if row["kind"] == "visit" else ())),  # type: ignore[arg-type]
                bool(row.get("weak")),
                bool(row.get("plural")),
                bool(row.get("event")),
            )
            for lemma, row in rows.items()
        }

    return Frames(
        read(raw["verbs"], noun=False),
        read(raw["nouns"], noun=True),
        frozenset(raw["support"]["take_part"].split()),
        frozenset(raw["support"]["roles"].split()),
        frozenset(raw["support"]["told"].split()),
        frozenset(" ".join(region.split()) for region in raw["support"]["regions"].split(",")),
        frozenset(raw["support"]["event"].split()),
        frozenset(raw["support"]["event_prepositions"].split()),
        {name: frozenset(words.split()) for name, words in raw["status"].items()},
        {noun: Status(name) for name, nouns in raw["ahead_nouns"].items() for noun in nouns.split()},
        frozenset(raw["before"]["definite"].split()),
        frozenset(raw["before"]["another"].split()),
        frozenset(raw["before"]["no_contact"].split()),
        frozenset(raw["elsewhere"]["words"].split()),
        frozenset(raw["form"]["words"].split()),
        tuple(raw["form"]["ordinals"].split()),
    )
