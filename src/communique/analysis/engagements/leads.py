"""Where the news of a report stands: its title and lead, and headings within the text.

"Modi meets Macron in Paris" on a line of its own is a heading: its present tells what was done.
"""

from __future__ import annotations

import re
from itertools import islice

from communique.analysis.parse import Reading
from communique.model import PartKind

# The lead, and the sentence or two that tell the rest of it.
LEAD = 3
# What stands before a statement's own words: "The below is attributable to the spokesperson:", "Begin text:".
PREAMBLE = re.compile(r":\s*$|\battributable to\b|\bfollowing is the text\b|^\s*(?:for immediate release|(?:begin|end) text)\b", re.I)
HEADING = 160
# Where somebody is given the word in a transcript: "Reporter: ...", "Guo Jiakun: ...", "Q: ...".
TURN = re.compile(r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|of|the|and|de)){0,5}(?: reporter| correspondent| journalist)?: ")


def lead_sentences(reading: Reading) -> frozenset[int]:
    """The first tokens of the title's and the lead's sentences; what follows something that was not read is no lead."""
    title = [s.start for s in reading.sentences(PartKind.TITLE)]
    asked = _first_turn(reading)
    told = islice((s for s in reading.sentences(PartKind.BODY) if not PREAMBLE.search(s.text)), LEAD)
    return frozenset(title + [s.start for s in told if s.start_char < min(asked, reading.gap)])


def _first_turn(reading: Reading) -> int:
    """Where a transcript begins, which opens with a turn or gives somebody the word again: what is said there is no news of the day."""
    body = [p for p in reading.parts if p.kind is PartKind.BODY]
    turns = [m for p in body if (m := TURN.match(reading.text, p.start))]
    opens = len(turns) > 1 and turns[0].start() == body[0].start
    return turns[0].start() if opens or len({m[0] for m in turns}) < len(turns) else len(reading.text)


def headings_in(reading: Reading) -> frozenset[int]:
    """The first words of headings that stand in the text: one of its first paragraphs, a line of one sentence without an end."""
    first = [p for p in reading.parts if p.kind is PartKind.BODY][:2]
    lines = [p for p in first if p.end - p.start < HEADING and reading.text[p.start : p.end].rstrip()[-1:].isalnum()]
    return frozenset(s.start for p in lines for s in reading.doc.sents if p.start <= s.start_char and s.end_char <= p.end + 2)
