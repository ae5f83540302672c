"""The API: everything that the pages show, for programs; and decisions. Described by ``/api/openapi.json``.

Lists come in pages, with the next one in the ``Link`` header; every answer bears an ETag that changes with the record; errors are
problems as RFC 9457 has them.

    GET /api/v1/engagements?between=USA,CHN&since=2023-06-01&limit=50
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from communique.ledger.review import in_force
from communique.model import Act, Decision, Document, EngagementEntry
from communique.publish import compare, export
from communique.publish.find import NoSuchEntryError
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.contract import ERRORS, MISSING, NOT_DECIDED, answers, listed
from communique.publish.pages.deciding import make
from communique.publish.pages.reasons import CELLS, why_view
from communique.publish.pages.searching import LIMIT, search_view
from communique.publish.pages.site import Visit, Visiting

router = APIRouter(prefix="/api/v1")
MOST = 200
LISTS = ("engagements", "commitments", "channels", "statements", "comparisons", "documents", "problems")
Sides = Annotated[str | None, Query(description="Codes or names of sides, with commas: USA,CHN", max_length=200)]
Day = Annotated[str | None, Query(description="YYYY-MM-DD, YYYY-MM or YYYY", max_length=10, examples=["2023-11-15"])]
Word = Annotated[str | None, Query(max_length=120)]
Key = Annotated[str, Path(description="An id", max_length=500)]
Cell = Annotated[str | None, Query(description="A cell: " + ", ".join(CELLS), max_length=20)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Page = Annotated[int, Query(ge=1, le=100_000)]


def _answer(visit: Visit, catalogue: Catalogue, body: object, headers: dict[str, str] | None = None) -> Response:
    """The answer with its ETag; nothing but that when the asker has it already."""
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    tag = f'"{hashlib.sha256(text).hexdigest()[:24]}"'
    told = {"etag": tag, "last-read": "-".join(map(str, catalogue.mark)), **(headers or {})}
    if tag in visit.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=told)
    return Response(text, media_type="application/json", headers=told)


def _page(visit: Visit, catalogue: Catalogue, name: str, found: Sequence[Any], page: int, limit: int) -> Response:
    """One page of a list, in the form that the record's schema gives its entries."""
    shown = found[(page - 1) * limit : page * limit]
    body = {"as_of": _day(catalogue), "total": len(found), "page": page, "limit": limit, name: [export.FORMS[name](e) for e in shown]}
    links = []
    if page * limit < len(found):
        links.append(f'<{visit.request.url.include_query_params(page=page + 1)}>; rel="next"')
    if page > 1:
        links.append(f'<{visit.request.url.include_query_params(page=page - 1)}>; rel="prev"')
    return _answer(visit, catalogue, body, {"link": ", ".join(links)} if links else None)


def _day(catalogue: Catalogue) -> str | None:
    return catalogue.record.as_of.isoformat() if catalogue.record.as_of else None


@router.get("/record", responses=ERRORS | answers("Counts"), summary="How much the record holds")
def record(visit: Visiting, as_of: Day = None) -> Response:
    """The number of entries of each kind, and the day of the record."""
    catalogue = visit.catalogue
    counts = {name: len(getattr(catalogue.record, name)) for name in LISTS}
    latest = catalogue.day.isoformat() if catalogue.day else None
    return _answer(visit, catalogue, {"as_of": _day(catalogue), "day": latest, "counts": counts})


@router.get("/engagements", responses=ERRORS | listed("engagements", "engagement"), summary="Engagements in the order of days")
def engagements(
    visit: Visiting, between: Sides = None, since: Day = None, until: Day = None, as_of: Day = None, kind: Word = None,
    status: Word = None, topic: Word = None, person: Word = None, page: Page = 1, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Those that have all the sides and facets asked for and may touch the period."""
    catalogue, asked = visit.catalogue, visit.asked
    return _page(visit, catalogue, "engagements", catalogue.engagements.take(asked.all_facets, asked.since, asked.until), page, limit)


@router.get("/commitments", responses=ERRORS | listed("commitments", "commitment"), summary="Commitments, what is due first")
def commitments(
    visit: Visiting, between: Sides = None, since: Day = None, until: Day = None, as_of: Day = None,
    status: Word = None, topic: Word = None, page: Page = 1, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Those that involve all the sides asked for."""
    catalogue, asked = visit.catalogue, visit.asked
    return _page(visit, catalogue, "commitments", catalogue.commitments.take(asked.all_facets, asked.since, asked.until), page, limit)


@router.get("/channels", responses=ERRORS | listed("channels", "channel"), summary="Channels by sides and name")
def channels(visit: Visiting, between: Sides = None, since: Day = None, until: Day = None, as_of: Day = None,
             status: Word = None, page: Page = 1, limit: Limit = 50) -> Response:  # fmt: skip
    """Standing lines with their states."""
    catalogue, asked = visit.catalogue, visit.asked
    return _page(visit, catalogue, "channels", catalogue.channels.take(asked.all_facets, asked.since, asked.until), page, limit)


@router.get("/statements", responses=ERRORS | listed("statements", "statement"), summary="Statements in the order of publication")
def statements(
    visit: Visiting, between: Sides = None, since: Day = None, until: Day = None, as_of: Day = None,
    topic: Word = None, speaker: Word = None, stance: Word = None, page: Page = 1, limit: Limit = 50,
) -> Response:  # fmt: skip
    """Those of a speaker, side, topic or manner."""
    catalogue, asked = visit.catalogue, visit.asked
    return _page(visit, catalogue, "statements", catalogue.statements.take(asked.all_facets, asked.since, asked.until), page, limit)


@router.get("/comparisons", responses=ERRORS | listed("comparisons", "comparison"), summary="Comparisons with their verdicts")
def comparisons(visit: Visiting, as_of: Day = None, page: Page = 1, limit: Limit = 50) -> Response:
    """Claims of rank and recency."""
    catalogue = visit.catalogue
    return _page(visit, catalogue, "comparisons", catalogue.record.comparisons, page, limit)


@router.get("/documents", responses=ERRORS | listed("documents", "document"), summary="Reports in the order of publication")
def documents(visit: Visiting, as_of: Day = None, page: Page = 1, limit: Limit = 50) -> Response:
    """All reports, without their texts."""
    catalogue = visit.catalogue
    return _page(visit, catalogue, "documents", catalogue.record.documents, page, limit)


@router.get("/problems", responses=ERRORS | listed("problems", "problem"), summary="What could not be decided")
def problems(visit: Visiting, as_of: Day = None, page: Page = 1, limit: Limit = 50) -> Response:
    """Problems of the record, each with its place."""
    catalogue = visit.catalogue
    return _page(visit, catalogue, "problems", catalogue.record.problems, page, limit)


@router.get("/entries/{key:path}", responses=ERRORS | MISSING | answers("Entry"), summary="One entry, or one report with its text")
def entry(key: Key, visit: Visiting, as_of: Day = None) -> Response:
    """By its id, the beginning of one, or the id of a claim that it rests on."""
    catalogue = visit.catalogue
    return _answer(visit, catalogue, export.one(catalogue.find(key)))


@router.get("/why/{key:path}", responses=ERRORS | MISSING | answers("Why"), summary="The claims behind an entry or a cell of it")
def why(key: Key, visit: Visiting, as_of: Day = None, cell: Cell = None) -> Response:
    """Each claim with its words, rules and days, and the decisions that bear on it."""
    catalogue = visit.catalogue
    found = catalogue.find(key)
    if isinstance(found, Document):
        raise NoSuchEntryError(f"{key} is a report; it needs no reason")
    view = why_view(catalogue, found, cell or "")
    claims = [
        {"id": r.claim.id, "document": r.claim.document, "says": r.says, "value": r.value or None, "words": [s.text for s in r.words],
         "rules": list(r.claim.rules), "counts": r.counts}
        for r in view.claims
    ]  # fmt: skip
    return _answer(visit, catalogue, {"entry": found.id, "joined": list(view.joined), "claims": claims,
                                      "decisions": [decision_object(d) for d in view.decisions]})  # fmt: skip


@router.get("/compare/{key:path}", responses=ERRORS | MISSING | answers("Accounts"), summary="Both sides' accounts of an engagement")
def accounts(key: Key, visit: Visiting, as_of: Day = None) -> Response:
    """What each side said, topics and formulas, and where they differ."""
    catalogue = visit.catalogue
    found = catalogue.find(key)
    if not isinstance(found, EngagementEntry):
        raise NoSuchEntryError(f"{key} is no engagement")
    return _answer(visit, catalogue, compare.compare_object(catalogue.part(found), found))


@router.get("/search", responses=ERRORS | answers("Found"), summary="Entries and paragraphs that hold some words")
def search(visit: Visiting, q: Annotated[str, Query(max_length=300)], as_of: Day = None) -> Response:
    """Best first; hits stand in square brackets."""
    catalogue = visit.catalogue
    view = search_view(catalogue, visit.site.kept.store.search(q, LIMIT))
    entries = [{"id": hit.entry.id, "text": hit.passage.text} for hit in view.entries]
    paragraphs = [{"document": hit.document.id, "text": hit.passage.text} for hit in view.paragraphs]
    return _answer(visit, catalogue, {"entries": entries, "paragraphs": paragraphs})


@router.get("/decisions", responses=ERRORS | listed("decisions", "Decision"), summary="Everything that was decided")
def decisions(visit: Visiting, page: Page = 1, limit: Limit = 50) -> Response:
    """In the order made; ``standing`` says whether it was not taken back."""
    every = visit.site.kept.decisions()
    standing = {d.id for d in in_force(every)}
    shown = every[(page - 1) * limit : page * limit]
    rows = [decision_object(d) | {"standing": d.id in standing} for d in shown]
    return _answer(visit, visit.catalogue, {"total": len(every), "page": page, "limit": limit, "decisions": rows})


class Deciding(BaseModel):
    """What a person decides.

    Args:
        ids: entries, or single claims behind them.
        field, value: for an edit; an empty value empties the field.
        of: for an undo: the decision to take back; the latest when it is not named.
    """

    act: Act
    ids: list[Annotated[str, Field(max_length=300)]] = Field(default=[], max_length=50)
    field: str | None = Field(default=None, max_length=40)
    value: str | None = Field(default=None, max_length=2000)
    of: str | None = Field(default=None, max_length=40)
    why: str = Field(default="", max_length=2000)


@router.post("/decisions", status_code=201, responses=ERRORS | NOT_DECIDED | answers("Decision", 201), summary="Decide")
def decided(visit: Visiting, asked: Deciding) -> Response:
    """Accept, reject, edit, merge, split or undo; the decision is appended and answers with its id."""
    made = make(visit, act=asked.act, ids=asked.ids, field=asked.field or "", value=asked.value or "", of=asked.of or "", why=asked.why)
    return Response(json.dumps(decision_object(made), ensure_ascii=False), 201, media_type="application/json")


def decision_object(made: Decision) -> dict[str, Any]:
    """A decision for programs."""
    plain = {"id": made.id, "act": made.act.value, "claims": list(made.claims), "field": made.field, "value": made.value}
    return plain | {"undoes": made.undoes, "user": made.user, "at": made.at.isoformat(), "why": made.why}
