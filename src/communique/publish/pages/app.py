"""The app: pages, API, static files and errors behind one guard.

communique serve -> http://127.0.0.1:8024
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from communique.ledger.decisions import DecisionError
from communique.publish.find import NoSuchEntryError
from communique.publish.pages import api, contract, deciding, routes, signing
from communique.publish.pages.access import Access, Visitor
from communique.publish.pages.asked import MistakenError
from communique.publish.pages.audit import Audit
from communique.publish.pages.guard import OWN_NAMES, Guard, problem
from communique.publish.pages.kept import Kept
from communique.publish.pages.site import HERE, Refused, Site, environment
from communique.store import Store, StoreError

# What each error of the program means to who asks.
STATUS: dict[type[Exception], int] = {
    NoSuchEntryError: 404,
    MistakenError: 400,
    Refused: 403,
    DecisionError: 409,
    StoreError: 503,
}


class Files(StaticFiles):
    """Static files that stay with the browser: their address changes when they do."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file, to be kept for a year."""
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer


def make_app(
    store: Store, access: Access, audit: Audit | None = None, *, writable: bool = True, hosts: Sequence[str] | None = None
) -> FastAPI:
    """The app over a store.

    Args:
        writable: whether decisions can be kept in the store.
        hosts: names under which it answers; None for loopback's own.
    """
    app = FastAPI(title="communique", version=contract.VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    log = audit or Audit()
    app.state.site = Site(Kept(store), access, log, environment(), writable)
    app.mount("/static", Files(directory=HERE / "static"))
    for router in (api.router, signing.router, deciding.router, routes.router):
        app.include_router(router)
    contract.describe(app)
    for kind in (*STATUS, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _told)
    app.add_middleware(Guard, access=access, audit=log, hosts=OWN_NAMES if hosts is None else frozenset(hosts) or None)
    return app


def _told(request: Request, error: Exception) -> Response:
    """An error in words: a problem for programs, a page for people."""
    status, words, headers = _meaning(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse(problem(status, words), status, headers, media_type="application/problem+json")
    site, visitor = request.app.state.site, request.state.visitor
    name = visitor.name if isinstance(visitor, Visitor) else ""
    text = site.env.get_template("error.html").render(title="Not this way", status=status, words=words, name=name)
    return HTMLResponse(text, status, headers)


def _meaning(error: Exception) -> tuple[int, str, dict[str, str] | None]:
    match error:
        case HTTPException():
            return error.status_code, str(error.detail), dict(error.headers) if error.headers else None
        case RequestValidationError():
            said = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
            return 422, said or "it cannot be read", None
        case _:
            return next(status for kind, status in STATUS.items() if isinstance(error, kind)), str(error), None
