"""Reading: bytes become documents whose text is kept exactly and whose parts are marked.

Nothing here understands what a report says; it knows how the wire lays copy out, which file holds what, and how versions follow one
another. What cannot be read is a problem with a name and a reason.

    "UPDATE 1-Envoys meet in Hanoi"
"""

from communique.wire.batch import Batch, joined
from communique.wire.days import read_day
from communique.wire.formats import follow, read_bytes, read_path
from communique.wire.plain import plain_document, slug

__all__ = ["Batch", "follow", "joined", "plain_document", "read_bytes", "read_day", "read_path", "slug"]
