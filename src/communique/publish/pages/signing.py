"""Signing in and out, and the audit log for those who may see it.

POST /sign-in with name and password, or with the token as password.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from communique.publish.pages.access import COOKIE, SESSION, Role
from communique.publish.pages.deciding import Filled
from communique.publish.pages.site import Refused, Site, Visiting

router = APIRouter(include_in_schema=False)


def _site(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


Served = Annotated[Site, Depends(_site)]


def _door(site: Site, back: str, words: str = "", status: int = 200) -> HTMLResponse:
    text = site.env.get_template("sign-in.html").render(title="Sign in", back=back, words=words)
    return HTMLResponse(text, status_code=status)


def _own(address: str) -> str:
    """An address of this server's, whatever was sent."""
    good = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if good else "/"


async def _sent(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=20))


@router.get("/sign-in")
def door(site: Served, next: str = "/") -> Response:
    """The door."""
    return RedirectResponse("/", status_code=303) if site.access.open else _door(site, _own(next))


@router.post("/sign-in")
def signed_in(request: Request, site: Served, sent: Annotated[dict[str, str], Depends(_sent)]) -> Response:
    """Through the door, or not."""
    came_from = request.client.host if request.client else "?"
    name = sent.get("name", "")
    opened = site.access.sign_in(name, sent.get("password", ""))
    if opened is None:
        site.audit.note(name[:80] or "-", came_from, "refused: sign-in")
        return _door(site, _own(sent.get("next", "/")), "Name and password do not belong together.", 403)
    key, visitor = opened
    site.audit.note(visitor.name, came_from, "signed in", visitor.role.value)
    answer = RedirectResponse(_own(sent.get("next", "/")), status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, key, max_age=int(SESSION), httponly=True, samesite="strict", secure=secure, path="/")
    return answer


@router.post("/sign-out")
def signed_out(request: Request, visit: Visiting, _: Filled) -> Response:
    """Out again."""
    visit.site.access.sign_out(request.cookies.get(COOKIE))
    visit.site.audit.note(visit.visitor.name, request.client.host if request.client else "?", "signed out")
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/audit")
def audit(visit: Visiting) -> HTMLResponse:
    """Who did what, the latest first."""
    if not visit.visitor.role.may(Role.ADMIN):
        raise Refused("only an admin may see the audit log")
    return visit.page("audit.html", "Audit log", visit.catalogue, rows=visit.site.audit.latest())
