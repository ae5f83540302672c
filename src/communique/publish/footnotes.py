"""Footnotes of a Markdown text: each mark leads to a verbatim quotation with its report and day.

[^3]: Wire, tokyo-held, 16 Mar 2023: “Yoon met Kishida in Tokyo on Thursday”
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.model import Document, Evidence
from communique.publish.days import day


class Footnotes:
    """Notes in the order of their first use; the same words are one note."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._numbers: dict[Evidence, int] = {}

    def mark(self, *proofs: Evidence | None) -> str:
        """The marks of quotations, to stand behind a line."""
        numbers = [self._numbers.setdefault(proof, len(self._numbers) + 1) for proof in proofs if proof]
        return "".join(f"[^{number}]" for number in dict.fromkeys(numbers))

    def lines(self) -> list[str]:
        """The notes themselves."""
        return [f"[^{number}]: {self._source(proof)}: “{escaped(proof.span.text)}”" for proof, number in self._numbers.items()]

    def _source(self, proof: Evidence) -> str:
        document = self._documents.get(proof.document)
        told = day(document.published) if document and document.published else None
        return ", ".join(escaped(word) for word in (document and document.source, proof.document, told) if word)


def escaped(words: str) -> str:
    """Words on one line in which nothing is taken for markup or a link."""
    plain = re.sub(r"([\\`*_{}\[\]<>#|~$^!&])", r"\\\1", " ".join(words.split()))
    return re.sub(r"(?i)\b(https?|ftp|mailto):", r"\1\\:", re.sub(r"^([-+]|\d+[.)])(?=\s)", r"\\\1", plain))
