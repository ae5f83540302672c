"""Footnotes of a Markdown text: each mark leads to a verbatim quotation with its report and day.

[^3]: “Yoon met Kishida in Tokyo on Thursday” (Wire, 16 Mar 2023, tokyo-held)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.model import Document, Evidence
from communique.publish.days import day
from communique.publish.show import BASIS


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
        return [f"[^{number}]: “{escaped(proof.span.text)}” ({self._source(proof)})" for proof, number in self._numbers.items()]

    def _source(self, proof: Evidence) -> str:
        document = self._documents.get(proof.document)
        published = document.published if document else None
        basis = f", {BASIS['inferred']}" if document and document.published_basis == "inferred" else ""
        told = f"{day(published)}{basis}" if published else "undated"
        return ", ".join(escaped(word) for word in (document and document.source, told, proof.document) if word)


def escaped(words: str) -> str:
    """Words on one line in which nothing is taken for markup or a link."""
    plain = re.sub(r"([\\`*_{}\[\]<>#|~$^!&])", r"\\\1", " ".join(words.split()))
    return re.sub(r"(?i)\b(https?|ftp|mailto):", r"\1\\:", plain)
