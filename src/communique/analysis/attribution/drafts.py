"""The text as the finders of attributions see it, and an attribution in the making.

Both count in token numbers: quotations, paragraphs and the parse meet there, and offsets are made only at the end.

    "The line stays open," Sikorski said. [token 0 to 6 are a quotation, "said" is a cue, "Sikorski" its source]
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from communique.analysis.attribution.lexicon import Manner
from communique.analysis.attribution.quotations import find_quotations
from communique.analysis.parse import Reading


@dataclass(slots=True)
class Draft:
    """An attribution in the making.

    Args:
        head: the word that carries the cue.
        rule: how its content was found.
        cue, content, source: token numbers.
        subject: the head of the phrase that names the source.
        own: numbers of quotations that are part of the content.
        carried: of quotations in the same paragraph that go on after ", he said.".
        following: of quotations that fill the paragraphs after it.
    """

    head: Token
    manner: Manner
    rule: str
    cue: set[int]
    content: set[int]
    subject: Token | None = None
    source: set[int] = field(default_factory=set)
    own: list[int] = field(default_factory=list)
    carried: list[int] = field(default_factory=list)
    following: list[int] = field(default_factory=list)


class Text:
    """A reading with its quotations.

    Args of the instance:
        inside: for each token the number of the quotation it stands in, -1 outside.
        paragraph: for each token the number of its paragraph, -1 before the first.
        tokens: for each quotation its tokens.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.doc: Doc = reading.doc
        self.quotations = find_quotations(reading.text, [(p.start, p.end) for p in reading.parts])
        self.inside: list[int] = [-1] * len(self.doc)
        self.tokens: list[range] = []
        self.paragraph = self._paragraphs([p.start for p in reading.parts])
        at = 0
        for number, q in enumerate(self.quotations):
            while at < len(self.doc) and self.doc[at].idx + len(self.doc[at]) <= q.start:
                at += 1
            first = at
            while at < len(self.doc) and self.doc[at].idx < q.end:
                self.inside[at] = number
                at += 1
            self.tokens.append(range(first, at))

    def _paragraphs(self, starts: list[int]) -> list[int]:
        numbers: list[int] = []
        number = -1
        for token in self.doc:
            while number + 1 < len(starts) and starts[number + 1] <= token.idx:
                number += 1
            numbers.append(number)
        return numbers

    def paragraph_tokens(self) -> list[range]:
        """The tokens of each paragraph."""
        bounds = [range(0)] * len(self.reading.parts)
        for i, number in enumerate(self.paragraph):
            if number >= 0:
                bounds[number] = range(bounds[number].start if bounds[number] else i, i + 1)
        return bounds
