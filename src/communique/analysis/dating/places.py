"""Where in a report words stand: dateline, stamp, lead, body, caption, trailer or title.

The document's parts decide where the reader marked them; else the look of the line does.

    "Published 21 May 2025 17:16 BST" and "May 26, 2025 (Agency)" on a line of their own are stamps of the report itself
"""

from __future__ import annotations

import re
from bisect import bisect_right

from communique.analysis.dating.evidence import Place
from communique.analysis.parse import SEPARATOR, reading_text
from communique.model import Document, PartKind, Span

OF_THEIR_OWN = frozenset({PartKind.CAPTION, PartKind.TRAILER, PartKind.DATELINE})
LEAD = 700
STAMPED = 700
LONGEST_CAPTION = 420
TRAILER = re.compile(r"^[^\S\n]*(?:Related coverage|Related stories|Read more|See also|More on this)\b:?", re.MULTILINE | re.IGNORECASE)
CAPTION = re.compile(
    r"\b(?:[Pp]hotos?|[Pp]ictured?|shake hands|shakes hands|shaking hands|poses?|posing|file photo)\b|\((?:[A-Z][\w./ ]{1,30})\)\s*$"
)
STAMP_BEFORE = re.compile(
    r"(?:\b(?:[Pp]ublished|[Uu]pdated|[Pp]osted|[Ii]ssued|[Ll]ast modified|PUBLISHED|UPDATED|POSTED)(?: on| at)?:?|[|•])"
    r"\s*(?:\d{1,2}[:.]\d\d\s*(?:[AaPp]\.?[Mm]\.?)?,?\s*)?(?:[A-Z]{2,4},?\s*)?(?:on )?$"
)
STAMP_AFTER = re.compile(
    r"(?:,|\s|at\b|[-–|•])*\d{1,2}[:.]\d\d\s*(?:[AaPp]\.?[Mm]\.?)?\s*\(?(?:[A-Z]{2,4}\b|[A-Z][a-z]+\)|[AaPp]\.?[Mm]\b)"
    r"|\s*\([A-Z][\w .&-]{2,30}\)"
)
DATELINE_END = re.compile(r"\.?\s*(?:\(|/|--?\s|[–—]|\[)")


class Frame:
    """The reading text with the document's parts, so that a place can be told for each offset."""

    def __init__(self, document: Document) -> None:
        self.text, self.shift = reading_text(document)
        self.parts = tuple((p.start + self.shift, p.end + self.shift, p.kind) for p in document.parts)
        # A headline that stands in the text itself is not yet the lead.
        self.begins = next((a for a, _, kind in self.parts if kind in (PartKind.DATELINE, PartKind.BODY)), self.shift)
        trailer = TRAILER.search(self.text, self.shift)
        self.trailer = trailer.start() if trailer else len(self.text)

    def span(self, start: int, end: int) -> Span:
        """The span of words of the reading text, in the text or in the title."""
        if start < self.shift:
            end = min(end, self.shift - len(SEPARATOR))
            return Span(start, end, self.text[start:end], title=True)
        return Span(start - self.shift, end - self.shift, self.text[start:end])

    def place(self, start: int, end: int, full: bool = False) -> Place:
        """Where the words stand; ``full``: they are a date with its year, which may be a stamp."""
        if start < self.shift:
            return Place.TITLE
        within = bisect_right(self.parts, start, key=lambda part: part[0]) - 1
        if within >= 0 and start < self.parts[within][1] and self.parts[within][2] in OF_THEIR_OWN:
            return Place(self.parts[within][2].value)
        if start >= self.trailer:
            return Place.TRAILER
        if self._dateline(start, end):
            return Place.DATELINE
        if full and self._stamp(start, end):
            return Place.STAMP
        if self._caption(start, end):
            return Place.CAPTION
        return Place.LEAD if start < self.begins + LEAD and "\n\n" not in self.text[self.begins : start].strip() else Place.BODY

    def _dateline(self, start: int, end: int) -> bool:
        """ "LISBON, March 4 (Reuters) -" at the head of the text."""
        if start > self.shift + 90 or not DATELINE_END.match(self.text[end : end + 6]):
            return False
        head = self.text[self.shift : start]
        letters = [c for c in head if c.isalpha()]
        return len(letters) >= 3 and head.strip()[:3].isupper() and "\n\n" not in head.strip()

    def _stamp(self, start: int, end: int) -> bool:
        """A full date near the head that no sentence holds: after "Published", before a time of day with its zone."""
        if start > self.shift + STAMPED:
            return False
        before = self.text[max(self.shift, start - 40) : start]
        return STAMP_BEFORE.search(before) is not None or STAMP_AFTER.match(self.text[end : end + 40]) is not None

    def _caption(self, start: int, end: int) -> bool:
        a, b = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", end)
        b = len(self.text) if b < 0 else b
        return b - a < LONGEST_CAPTION and CAPTION.search(self.text, a, b) is not None
