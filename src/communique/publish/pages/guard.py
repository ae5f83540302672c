"""The guard before every page: known hosts, signed-in visitors, no foreign forms, no flood; and the headers that every answer bears.

Nothing on the pages comes from elsewhere and nothing is written into them as script or style, so the policy can be strict.

    a page of another site posts a form to 127.0.0.1: refused, and noted in the audit log
"""

from __future__ import annotations

import json
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from typing import Any
from urllib.parse import quote, urlsplit

from communique.publish.pages.access import COOKIE, Access, Visitor
from communique.publish.pages.audit import Audit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
OPEN = ("/static/", "/sign-in")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST = 256 * 1024  # bytes of a form or of a decision
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Limiter:
    """So many requests at once and so many a second for each address; the rest is told to wait."""

    def __init__(self, a_second: float, at_once: int) -> None:
        self._rate, self._most = a_second, float(at_once)
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str) -> int:
        """Seconds to wait; 0 when the request may pass."""
        now = monotonic()
        with self._lock:
            left, seen = self._left.get(name, (self._most, now))
            left = min(self._most, left + (now - seen) * self._rate)
            passes = left >= 1
            self._left[name] = (left - passes, now)
            if len(self._left) > 10_000:
                self._left = {n: s for n, s in self._left.items() if now - s[1] < 600}
        return 0 if passes else max(1, round((1 - left) / self._rate))


class Guard:
    """What stands before the app.

    Args:
        hosts: names under which the server may be asked for; None allows any, for a server that is not on loopback.
    """

    def __init__(self, app: App, access: Access, audit: Audit, hosts: frozenset[str] | None) -> None:
        self._app, self._access, self._audit, self._hosts = app, access, audit, hosts
        self._pages = Limiter(20, 120)
        self._doors = Limiter(1 / 12, 5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        visitor = self._access.visitor(cookie_in(headers.get("cookie", "")), headers.get("authorization"))
        refusal = self._refusal(scope, headers, visitor)
        scope.setdefault("state", {})["visitor"] = visitor

        async def sending(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                told = {name.lower() for name, _ in message.get("headers", [])}
                extra = HEADERS | ({} if scope["path"].startswith("/static/") else {"cache-control": "private, no-cache"})
                added = [(n.encode(), v.encode()) for n, v in extra.items() if n.encode() not in told]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        if refusal is None:
            await self._app(scope, receive, sending)
        else:
            await _answer(scope, sending, *refusal)

    def _refusal(self, scope: Scope, headers: dict[str, str], visitor: Visitor | None) -> tuple[int, str, dict[str, str]] | None:
        """Why a request may not pass: status, words, headers."""
        path, method = scope["path"], scope["method"]
        came_from = scope["client"][0] if scope.get("client") else "?"
        host = headers.get("host", "")
        if self._hosts is not None and _name(host) not in self._hosts:
            return 421, "this server answers under its own names only", {}
        if not self._access.open and (wait := self._pages.wait(came_from)):
            return 429, "too many requests; please wait a moment", {"retry-after": str(wait)}
        if method not in SAFE:
            if foreign(headers, host):
                self._audit.note(visitor.name if visitor else "-", came_from, "refused: form of another site", path)
                return 403, "this request comes from another site", {}
            size = headers.get("content-length", "0")
            if not size.isdigit() or int(size) > LARGEST or "transfer-encoding" in headers:
                return 413, "too large", {}
            if path.startswith("/api/") and headers.get("content-type", "").split(";")[0].strip() != "application/json":
                return 415, "write application/json", {}
            if path == "/sign-in" and (wait := self._doors.wait(came_from)):
                self._audit.note("-", came_from, "refused: too many tries to sign in")
                return 429, "too many tries; please wait", {"retry-after": str(wait)}
        if visitor is None and not path.startswith(OPEN):
            if path.startswith("/api/"):
                return 401, "sign in, or send the token: Authorization: Bearer TOKEN", {"www-authenticate": "Bearer"}
            query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
            return 303, "sign in first", {"location": f"/sign-in?next={quote(path + query, safe='')}"}
        return None


def cookie_in(header: str) -> str | None:
    """The session's key in a cookie header."""
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def foreign(headers: dict[str, str], host: str) -> bool:
    """Whether a browser says that a request comes from another site."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return True
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _name(host: str) -> str:
    """A host without its port."""
    return host.rsplit(":", 1)[0] if ":" in host and not host.endswith("]") else host


async def _answer(scope: Scope, send: Send, status: int, words: str, extra: dict[str, str]) -> None:
    """A refusal: a problem for programs, a line for people."""
    if scope["path"].startswith("/api/"):
        kind, body = "application/problem+json", json.dumps(problem(status, words)).encode()
    else:
        kind, body = "text/plain; charset=utf-8", words.encode()
    headers = {"content-type": kind, "content-length": str(len(body))} | extra
    await send({"type": "http.response.start", "status": status, "headers": [(n.encode(), v.encode()) for n, v in headers.items()]})
    await send({"type": "http.response.body", "body": body})


def problem(status: int, words: str) -> dict[str, object]:
    """An error for programs, as RFC 9457 has it."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": words}
