"""Reading: bytes become documents whose text is kept exactly and whose parts are marked.

Nothing here understands what a report says; it knows how the wire lays copy out, which file holds what, and how versions follow one
another. What cannot be read is a problem with a name and a reason.

    "UPDATE 1-Envoys meet in Hanoi"
"""

from communique.wire.formats import Batch, follow, read_bytes, read_day, read_path
from communique.wire.plain import plain_document, slug

__all__ = ["Batch", "follow", "plain_document", "read_bytes", "read_day", "read_path", "slug"]
