"""An office in its normal form, the one side that has it, and titles that tell no office.

"China's new Minister of Foreign Affairs" and "the Chinese foreign minister" hold one office; nationality and passing adjectives are no
part of it.

    "Deputy Minister of External Affairs Meera Pillai" is a deputy foreign minister.
"""

from __future__ import annotations

import re

from communique.analysis.actors.places import Places
from communique.analysis.actors.tables import SEAT, office_words, posts
from communique.analysis.actors.words import Words

# Said of the holder, no part of the office.
PASSING = frozenset("then new newly current incoming outgoing longtime long-time veteran his her their its our one of the".split())
# Titles that tell no office: "Sheikh Tariq, the emir of Qatar", "the Vatican's secretary of state, Cardinal X".
HONOURED = frozenset({"sheikh", "sheikha", "prince", "princess", "ayatollah", "imam", "counselor", "ambassador", "cardinal"})
HONOUR = re.compile(r" (?:of )?(?:sheikh|sheikha|prince|princess|ayatollah|cardinal|admiral|general)$")
SPEAKING = re.compile(r"\bspokes(?:man|woman)\b")
LEFT_OVER = re.compile(r"(?: (?:of|for|to)(?: the)?)+$")
HOUSE = "white house "


def office_of(words: Words, places: Places, first: int, last: int) -> str:
    """The office that words ``first`` to ``last`` - 1 say, in small letters and one form for what is said in several."""
    kept: list[str] = []
    courtesy = office_words().courtesy
    for i in range(first, last):
        if words.lowers[i] in courtesy or not _part_of_office(words, places, first, i) or (words.lowers[i] in PASSING and not kept):
            continue
        if words.lowers[i] == "and" and places.ending(i - 1) and places.starting(i + 1):
            continue
        kept.append(("-" if kept and words.glued(i) else " ") + words.lowers[i])
    return normal("".join(kept).strip())


def normal(office: str) -> str:
    """One form for an office that is said in several: "defense secretary" and "secretary of defense"."""
    office = SPEAKING.sub("spokesperson", LEFT_OVER.sub("", office))
    office = HONOUR.sub("", office).removeprefix("counterpart ")
    if office.startswith(HOUSE) and ("adviser" in office or "advisor" in office or office.removeprefix(HOUSE) in posts()):
        office = office.removeprefix(HOUSE)
    for said, usual in office_words().same.items():
        if office == said:
            return usual
        if office.endswith(" " + said):
            return office.removesuffix(said) + usual
    return office


def _part_of_office(words: Words, places: Places, first: int, i: int) -> bool:
    """ "Treasury adviser" keeps its seat; "Chinese minister" drops its nationality; "ambassador to Russia" keeps the post."""
    hit = places.at(i)
    if hit is None or hit.place.kind == SEAT:
        return True
    if hit.first <= first:
        return False
    before = words.lowers[hit.first - 1]
    if before == "the" and hit.first > 1:
        before = words.lowers[hit.first - 2]
    spokes = any(words.lowers[k].startswith("spokes") for k in range(max(0, hit.first - 3), hit.first))
    return before in ("to", "for", "on") and not spokes


def sole_side(office: str, *, capital: bool) -> str | None:
    """The one side that has such an office; "secretary of state for defence" is not the American one."""
    if office == "representative" and capital:
        return "USA"
    for phrase, side in office_words().only.items():
        if phrase in office and not (phrase == "secretary of state" and "secretary of state for" in office and "assistant" not in office):
            return side
    return None


def singular(office: str) -> str:
    """ "foreign ministers" -> "foreign minister", in its normal form."""
    head, _, tail = office.partition(" of ")
    head = head.removesuffix("ies") + "y" if head.endswith("ies") else head.removesuffix("s")
    return normal(head + (f" of {tail}" if tail else ""))
