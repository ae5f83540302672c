"""JSON to an address of the web, within limits of time and size; detours are not followed, for what is sent is meant for one address.

POST https://hooks.example.org/desk {"alert": "the line to Beijing", "moves": [...]} -> 204
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Mapping
from typing import NamedTuple

from communique.model import Problem
from communique.wire.connecting import LARGEST, RefusedError, body, opened

LONGEST = 30.0  # seconds for one request
MOVED = range(300, 400)
AGENT = "communique (keeps a record)"


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes


def post_json(
    address: str,
    told: object,
    *,
    private: bool = False,
    headers: Mapping[str, str] | None = None,
    longest: float = LONGEST,
    largest: int = LARGEST,
) -> Answer | Problem:
    """The answer to a POST of JSON, whatever its status, or why there is none.

    Args:
        told: what is sent.
        private: whether addresses of this machine and of private networks may be asked.
        headers: further headers, such as the key to a service.
        longest: seconds for all of it.
        largest: bytes of an answer.
    """
    data = json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace")
    sent = {
        "User-Agent": AGENT,
        "Content-Type": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **(headers or {}),
    }
    deadline = time.monotonic() + longest
    try:
        with opened(address, deadline, private=private) as line:
            line.connection.request("POST", line.target, data, sent)
            answer = line.connection.getresponse()
            if answer.status in MOVED:
                raise RefusedError(f"its server answers {answer.status} and points elsewhere; that is not followed")
            return Answer(answer.status, body(answer, deadline, largest))
    except RefusedError as error:
        return Problem(address, str(error))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Problem(address, f"cannot be reached: {error or type(error).__name__}")
