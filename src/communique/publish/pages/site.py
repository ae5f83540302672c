"""What every page needs: the record kept ready, the door, the templates; and a request with what it asks for.

A page is a view (data) and a template (words); neither decides anything.

    GET /timeline?between=USA,CHN by kim, who may decide
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from communique.ledger.decisions import editable
from communique.model import Kind, Outcome, Stance, State, Status, Strength
from communique.publish import days, parties, statements
from communique.publish.pages import wording
from communique.publish.pages.access import Access, Role, Visitor
from communique.publish.pages.asked import Asked, asked_in
from communique.publish.pages.audit import Audit
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.kept import Kept
from communique.publish.show import BASIS

HERE = Path(__file__).parent
WORDS = {
    "engagement": [s.value for s in Status],
    "kinds": [k.value for k in Kind],
    "commitment": ["open", "under way", "postponed", "overdue", "lapsed", "kept", "partly kept", "dropped", "broken"],
    "channel": [s.value for s in State],
    "stances": [s.value for s in Stance],
    "strengths": [s.value for s in Strength],
    "outcomes": [o.value for o in Outcome],
}


@dataclass(frozen=True, slots=True)
class Site:
    """One served store; ``writable`` says whether decisions can be kept in it."""

    kept: Kept
    access: Access
    audit: Audit
    env: Environment
    writable: bool


class Refused(Exception):  # noqa: N818 - it is a refusal
    """A visitor may not do this; the message says what is needed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with what it asks for."""

    request: Request
    site: Site
    asked: Asked
    visitor: Visitor

    @property
    def catalogue(self) -> Catalogue:
        """The record as of the day asked for."""
        return self.site.kept.catalogue(self.asked.as_of)

    @property
    def may_decide(self) -> bool:
        """Whether decisions can be made here."""
        return self.site.writable and self.visitor.role.may(Role.REVIEWER)

    def page(self, template: str, title: str, catalogue: Catalogue, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A page, or the part of it that htmx asks for."""
        part = self.request.headers.get("hx-request") == "true"
        shown = {
            "title": title,
            "visit": self,
            "asked": self.asked,
            "here": self.request.url.path,
            "catalogue": catalogue,
            "behind": self.site.kept.behind(catalogue),
            "layout": "part.html" if part else "page.html",
        }
        text = self.site.env.get_template(template).render(shown | context)
        return HTMLResponse(text, status_code=status, headers={"vary": "HX-Request"})


def visit(request: Request) -> Visit:
    """The request as the handlers take it.

    Raises:
        MistakenError: the address asks for something that cannot be.
    """
    visitor = request.state.visitor
    assert isinstance(visitor, Visitor)
    return Visit(request, request.app.state.site, asked_in(request.query_params, request.app.state.site.kept.catalogue().groups), visitor)


Visiting = Annotated[Visit, Depends(visit)]


def environment() -> Environment:
    """The templates with the words they use."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    drawn = (HERE / "static" / "glyphs.svg").read_text(encoding="utf-8")
    env.globals["sprite"] = Markup(drawn.replace("<svg ", '<svg class="gone" aria-hidden="true" ', 1))
    env.globals |= {"static": static, "words": WORDS, "parties": parties, "spoken": statements, "basis": BASIS}
    env.globals |= {
        name: getattr(wording, name) for name in ("bounds", "when", "heading", "who", "tone", "path", "person_path", "place", "proof")
    }
    env.globals |= {name: getattr(wording, name) for name in ("standing", "sign", "signed", "snippet", "sort_of", "last_told")}
    env.globals |= {"day": days.day, "period": days.period, "editable": editable, "number": lambda n: f"{n:,}"}
    return env


@functools.cache
def static(name: str) -> str:
    """The address of a file that comes with the pages; it changes when the file does."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"
