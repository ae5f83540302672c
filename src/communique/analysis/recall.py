"""What the parser made of words before, taken instead of asking it again: reading anew with other rules then costs about half.

Kept are tag, role and head of each token, under a key of all that the parser is given: words, spaces, sentences that are sure, and its own
version. Tokens are made anew, and parts of speech and lemmas by today's tables. What does not read back to a tree over just these
tokens is parsed again.

    "Wang met Blinken": NNP VBD NNP, nsubj ROOT dobj, heads 1 0 -1
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Raised by whoever changes what is made of the same tokens: the pipeline, or how a sentence without end is cut.
PARSING = 1
GIVEN: list[int | str] = ["ORTH", "NORM", "SPACY", "SENT_START"]
MADE: list[int | str] = ["TAG", "DEP", "HEAD"]
FAST = 1  # of zlib's levels; the best saves a twentieth of the bytes


class Parses(Protocol):
    """Where parses are kept from one reading to the next; it may forget any of them, and never fails."""

    def known(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """What is kept under some of the keys."""

    def keep(self, made: Mapping[bytes, bytes]) -> None:
        """Keep what was made, by its keys."""


def recalled(docs: Sequence[Doc], nlp: Language, parses: Parses, parse: Callable[[Sequence[Doc]], Iterable[Doc]]) -> list[Doc]:
    """Tokens as parsed, in their order: as they were before where that is kept, else by the parser, and kept."""
    by = made_by(nlp)
    keys = [_key(doc, by) for doc in docs]
    known = parses.known(keys)
    new = [i for i, key in enumerate(keys) if key not in known or not put_back(docs[i], known[key], nlp)]
    parsed = dict(zip(new, parse([docs[i] for i in new]), strict=True))
    if parsed:
        parses.keep({keys[i]: packed(doc) for i, doc in parsed.items()})
    return [parsed.get(i, doc) for i, doc in enumerate(docs)]


def made_by(nlp: Language) -> bytes:
    """The parser and its version."""
    from spacy.about import __version__

    meta = nlp.meta
    return f"{PARSING} {__version__} {meta['lang']}_{meta['name']} {meta['version']}\n".encode()


def _key(doc: Doc, by: bytes) -> bytes:
    given: Any = doc.to_array(GIVEN)
    return hashlib.blake2b(by + given.tobytes(), digest_size=16).digest()


def packed(doc: Doc) -> bytes:
    """Tag, role and head of each token: the tags and the roles that occur, then a column of numbers for each of the three."""
    import numpy

    columns: Any = doc.to_array(MADE)
    names, numbers = [], []
    for column in (columns[:, 0], columns[:, 1]):
        occurring, places = numpy.unique(column, return_inverse=True)
        names.append(" ".join(doc.vocab.strings[int(number)] for number in occurring))
        numbers.append(places.astype("u1").tobytes())  # a model has some fifty of each
    heads = columns[:, 2].astype("int64").astype("<i2").tobytes()  # no sentence is as long
    return zlib.compress("\n".join((*names, "")).encode() + b"".join((*numbers, heads)), FAST)


def put_back(doc: Doc, made: bytes, nlp: Language) -> bool:
    """Give tokens what was made of them before; False, and nothing is given, where that is damaged."""
    import numpy

    try:
        tags, roles, numbers = zlib.decompress(made).split(b"\n", 2)
        if len(numbers) != 4 * len(doc):
            return False
        columns: list[Any] = []
        for names, at in ((tags, 0), (roles, len(doc))):
            hashes: Any = numpy.asarray([doc.vocab.strings.add(name) for name in names.decode().split(" ")], dtype="uint64")
            columns.append(hashes[numpy.frombuffer(numbers, "u1", len(doc), at)])
        heads: Any = numpy.frombuffer(numbers, "<i2", len(doc), 2 * len(doc)).astype("int64")
    except (zlib.error, ValueError, IndexError):
        return False
    if not _is_tree(heads):
        return False
    table: Any = numpy.stack([*columns, heads.astype("uint64")], axis=1)
    doc.from_array(MADE, table)
    nlp.get_pipe("forms")(doc)
    return True


def _is_tree(heads: Any) -> bool:
    """Whether every token leads to one that is its own head; a finder that goes up would never end in a circle."""
    import numpy

    above: Any = numpy.arange(len(heads)) + heads
    if ((above < 0) | (above >= len(heads))).any():
        return False
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return not heads[above].any()
