"""The audit log: who signed in or failed to, who decided what, and what was refused. One JSON object a line, only ever appended.

{"at": "2024-02-17T09:12:04+00:00", "who": "kim", "from": "10.0.0.7", "what": "reject", "of": "Ec53cf36c"}
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import deque
from pathlib import Path

KEPT = 200


class Audit:
    """The log; with no file it is kept in memory alone.

    Args:
        file: where it is appended.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._latest: deque[dict[str, str]] = deque(maxlen=KEPT)
        if file is not None and file.exists():
            for line in file.read_text(encoding="utf-8").splitlines()[-KEPT:]:
                self._latest.append(json.loads(line))

    def note(self, who: str, came_from: str, what: str, of: str = "") -> None:
        """Append what somebody did."""
        row = {"at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "who": who, "from": came_from, "what": what, "of": of}
        with self._lock:
            self._latest.append(row)
            if self._file is not None:
                with self._file.open("a", encoding="utf-8") as log:
                    log.write(json.dumps(row, ensure_ascii=False) + "\n")

    def latest(self) -> list[dict[str, str]]:
        """The latest entries, the last one first."""
        with self._lock:
            return list(reversed(self._latest))
