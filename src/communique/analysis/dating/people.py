"""People of the offices table named in a report, with the offices that their titles fit.

A name counts right after a title ("Foreign Minister Wang Yi"), or in full without one; "former President Jimmy Carter" says that the
office is over, and "then-President" or "nominee" says nothing.

    "Secretary of State Antony Blinken" -> in office; "ex-President Bill Clinton" -> no longer
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from communique.analysis.dating.evidence import Holder
from communique.analysis.dating.places import Frame
from communique.data.tables import words
from communique.data.tenure import by_name, plain

NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|al-[A-Z]\w+|bin|van|von|de|la))*")
FURTHER = re.compile(r" [A-Z][a-z]")
AROUND = 40


@functools.cache
def _titles() -> tuple[re.Pattern[str], dict[str, frozenset[str]], frozenset[str], frozenset[str]]:
    source = words("dating_titles")
    titles = {name: frozenset(offices) for name, offices in source["title"].items()}
    pattern = re.compile(rf"\b({'|'.join(sorted(map(re.escape, titles), key=len, reverse=True))}) (?=[A-Z])", re.IGNORECASE)
    return pattern, titles, frozenset(source["out_of_office"]["words"]), frozenset(source["no_longer"]["words"])


def find_holders(frame: Frame, stop: int) -> Iterator[Holder]:
    """People named before the trailer, each once, in the order of the text."""
    pattern, titles, unsure, over = _titles()
    text = frame.text[: min(frame.trailer, stop)]
    ends = {m.end(): titles[m.group(1).lower()] for m in pattern.finditer(text)}
    seen: set[tuple[str, bool]] = set()
    for name in NAME.finditer(text):
        for start, person in _people(name.group()):
            at = name.start() + start
            before = set(text[max(0, at - AROUND) : at].lower().replace("-", " ").split()[-5:])
            former = bool(over & before)
            allowed = ends.get(at, frozenset("*"))
            titled = at in ends
            if unsure & before or (former and not titled) or (person, former) in seen:
                continue
            held = tuple(o for o in by_name().get(plain(person), ()) if "*" in allowed or o.office in allowed)
            # "Minister Manuel Azpurua" is no minister called Manuel.
            alone = titled and "*" not in allowed and not FURTHER.match(text, at + len(person))
            if held and (" " in person or alone):
                seen.add((person, former))
                yield Holder(frame.span(at, at + len(person)), held, titled, former)


def _people(name: str) -> Iterator[tuple[int, str]]:
    """The stretches of a capitalised sequence that the offices table knows: "Secretary of State Antony Blinken" holds one."""
    pieces = [(m.start(), m.end()) for m in re.finditer(r"\S+", name)][:12]
    i = 0
    while i < len(pieces):
        for count in range(min(4, len(pieces) - i), 0, -1):
            start, end = pieces[i][0], pieces[i + count - 1][1]
            person = name[start:end].rstrip(".’'")
            person = person[:-2] if person.endswith(("'s", "’s")) else person
            if plain(person) in by_name():
                yield start, person
                i += count - 1
                break
        i += 1
