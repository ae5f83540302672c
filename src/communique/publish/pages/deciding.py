"""Deciding: the review queue, the forms that make a decision, undo, and the history of all that was decided.

Every form posts and comes back to where it stood; keys only press the buttons.

    reject Ec53cf36c "the readout says otherwise"; undo; it stands again
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from communique.ledger.decisions import DecisionError, decide, take_back
from communique.ledger.review import in_force
from communique.model import Act, Decision
from communique.publish.pages.queue import candidates, queue
from communique.publish.pages.reasons import why_view
from communique.publish.pages.site import Refused, Visit, Visiting

router = APIRouter(include_in_schema=False)
Form = Mapping[str, Sequence[str]]
SHOWN = 60


async def form(request: Request) -> Form:
    """The fields of a form, each with its values.

    Raises:
        Refused: it does not come from a page of this visitor's.
    """
    fields: dict[str, list[str]] = {}
    body = (await request.body()).decode("utf-8", "replace")
    for name, value in parse_qsl(body, keep_blank_values=True, max_num_fields=200):
        fields.setdefault(name, []).append(value)
    visitor = request.state.visitor
    if visitor is not None and not visitor.by_token and fields.get("form_key", [""])[0] != visitor.form_key:
        raise Refused("this form is out of date; go back, load the page again, and decide once more")
    return fields


Filled = Annotated[Form, Depends(form)]


@router.get("/review")
def review(visit: Visiting) -> HTMLResponse:
    """The item of the queue whose number the address names, and what comes after it."""
    catalogue = visit.catalogue
    items = queue(catalogue)
    number = min(visit.asked.page, max(len(items), 1))
    item = items[number - 1] if items else None
    decided = visit.site.kept.decisions()
    why = why_view(catalogue, item.entry, "") if item else None
    twins = candidates(catalogue, item.entry, item.twins) if item else ()
    last = in_force(decided)[-1:]
    context: dict[str, Any] = {"items": items, "item": item, "at": number, "why": why, "twins": twins, "last": last[0] if last else None}
    return visit.page("review.html", "Review", catalogue, **context)


@router.get("/history")
def history(visit: Visiting) -> HTMLResponse:
    """Every decision, the latest first."""
    decided = visit.site.kept.decisions()
    standing = {d.id for d in in_force(decided)}
    pages = max(1, -(-len(decided) // SHOWN))
    page = min(visit.asked.page, pages)
    end = len(decided) - (page - 1) * SHOWN
    shown = decided[max(0, end - SHOWN) : end][::-1]
    return visit.page("history.html", "Decisions", visit.catalogue, decisions=shown, standing=standing, pages=pages, total=len(decided))


@router.post("/decide")
def decided(visit: Visiting, filled: Filled) -> Response:
    """Make a decision, and come back."""
    act = _one(filled, "act")
    ids = {Act.MERGE.value: [*filled.get("id", ()), *filled.get("twin", ())], Act.SPLIT.value: filled.get("claim", ())}
    made = make(visit, act=act, ids=ids.get(act, filled.get("id", ())), field=_one(filled, "field"), value=_one(filled, "value"),
                of=_one(filled, "of"), why=_one(filled, "why"))  # fmt: skip
    back = _one(filled, "next")
    if not back.startswith("/") or back.startswith("//") or "\\" in back or not back.isprintable():
        back = "/review"
    if made.act is Act.REJECT and back.startswith("/") and not back.startswith(("/review", "/document", "/history")):
        back = f"/history#d{made.id}"
    return RedirectResponse(back, status_code=303)


def make(visit: Visit, *, act: str, ids: Sequence[str], field: str, value: str, of: str, why: str) -> Decision:
    """Append a decision to the store.

    Raises:
        Refused: the visitor may not decide.
        DecisionError: it cannot be decided.
    """
    if not visit.may_decide:
        raise Refused("only a reviewer may decide" if visit.site.writable else "this store may not be written")
    store, by, at = visit.site.kept.store, visit.visitor.name, dt.datetime.now(dt.UTC)
    if act not in list(Act):
        raise DecisionError(f"nobody can {act or 'do nothing'} here; there are: {', '.join(Act)}")
    if act == Act.UNDO:
        decision = take_back(store.decisions(), of or None, by=by, at=at, reason=why)
    else:
        record = visit.catalogue.record
        wanted = [visit.catalogue.whole(i) for i in ids if i]
        decision = decide(record, wanted, Act(act), field or None, value or None, by=by, at=at, reason=why)
    made = store.decide(decision)
    visit.site.audit.note(by, visit.request.client.host if visit.request.client else "?", act, " ".join(ids) or of)
    return made


def _one(filled: Form, name: str) -> str:
    return filled.get(name, [""])[0].strip()
