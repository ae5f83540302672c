"""The pages that show the record: which address leads to which view and template.

/engagement/Ec53cf36c?as_of=2022-12-31
"""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from communique.ledger.decisions import claims_behind
from communique.model import ChannelEntry, Claim, CommitmentEntry, ComparisonEntry, Document, EngagementEntry, Record, StatementEntry
from communique.publish.find import Entry, NoSuchEntryError
from communique.publish.pages import files, wording
from communique.publish.pages.actors import actors_view, person_view
from communique.publish.pages.board import board_view
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.document import document_view
from communique.publish.pages.engagement import engagement_view
from communique.publish.pages.formulas import statements_view
from communique.publish.pages.lines import line_axis, line_bar, lines_view
from communique.publish.pages.network import WIDE, network_view
from communique.publish.pages.queue import candidates
from communique.publish.pages.reasons import CELLS, why_view
from communique.publish.pages.searching import LIMIT, SearchView, search_view
from communique.publish.pages.site import Visit, Visiting
from communique.publish.pages.timeline import timeline_view
from communique.publish.pages.today import today_view

router = APIRouter(include_in_schema=False)
PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


@router.get("/")
def today(visit: Visiting) -> HTMLResponse:
    """What changed, what lies ahead, what is overdue."""
    catalogue = visit.catalogue
    return visit.page("today.html", "Today", catalogue, view=today_view(catalogue, visit.asked))


@router.get("/timeline")
def timeline(visit: Visiting) -> HTMLResponse:
    """Engagements in lanes."""
    catalogue = visit.catalogue
    return visit.page("timeline.html", "Timeline", catalogue, view=timeline_view(catalogue, visit.asked))


@router.get("/commitments")
def commitments(visit: Visiting) -> HTMLResponse:
    """The board."""
    catalogue = visit.catalogue
    return visit.page("commitments.html", "Commitments", catalogue, view=board_view(catalogue, visit.asked))


@router.get("/channels")
def channels(visit: Visiting) -> HTMLResponse:
    """State bars."""
    catalogue = visit.catalogue
    return visit.page("channels.html", "Channels", catalogue, view=lines_view(catalogue, visit.asked))


@router.get("/actors")
def actors(visit: Visiting) -> HTMLResponse:
    """Who takes part."""
    catalogue = visit.catalogue
    return visit.page("actors.html", "Actors", catalogue, view=actors_view(catalogue, visit.asked))


@router.get("/network")
def network(visit: Visiting) -> HTMLResponse:
    """Who met whom."""
    catalogue = visit.catalogue
    view = network_view(catalogue, visit.asked)
    return visit.page("network.html", "Network", catalogue, view=view, wide=WIDE)


@router.get("/person/{key:path}")
def person(key: str, visit: Visiting) -> HTMLResponse:
    """One person."""
    catalogue = visit.catalogue
    view = person_view(catalogue, key, visit.asked)
    if view is None:
        raise NoSuchEntryError(f"the record knows nobody of the key {key!r}")
    return visit.page("person.html", view.profile.name, catalogue, view=view)


@router.get("/statements")
def statements(visit: Visiting) -> HTMLResponse:
    """What was said, and the formulas."""
    catalogue = visit.catalogue
    return visit.page("statements.html", "Statements", catalogue, view=statements_view(catalogue, visit.asked))


@router.get("/search")
def search(visit: Visiting) -> HTMLResponse:
    """Everything that holds some words."""
    catalogue = visit.catalogue
    return visit.page("search.html", "Search", catalogue, view=_searched(visit, catalogue))


@router.get("/engagement/{key:path}")
def engagement(key: str, visit: Visiting) -> Response:
    """One engagement."""
    catalogue = visit.catalogue
    entry = catalogue.find(key)
    if not isinstance(entry, EngagementEntry) or entry.id != key:
        return _elsewhere(visit, entry)
    view = engagement_view(catalogue, entry)
    why = why_view(catalogue, entry, "")
    title = f"{wording.heading(entry)}, {entry.kind.value}"
    return visit.page("engagement.html", title, catalogue, view=view, entry=entry, why=why, twins=candidates(catalogue, entry))


@router.get("/commitment/{key:path}")
@router.get("/channel/{key:path}")
@router.get("/statement/{key:path}")
@router.get("/comparison/{key:path}")
@router.get("/proposal/{key:path}")
def entry(key: str, visit: Visiting) -> Response:
    """One commitment, channel, statement, comparison or proposed claim."""
    catalogue = visit.catalogue
    found = catalogue.find(key)
    if isinstance(found, EngagementEntry | Document) or wording.path(found) != wording.path_of(visit.request):
        return _elsewhere(visit, found)
    why = why_view(catalogue, found, "")
    bar = None
    if isinstance(found, ChannelEntry) and (axis := line_axis([found], catalogue.day)) is not None:
        bar = (axis, line_bar(found, axis))
    about = _about(catalogue, found)
    return visit.page(
        "entry.html", wording.heading(found), catalogue, entry=found, why=why, bar=bar, about=about, twins=candidates(catalogue, found)
    )


@router.get("/document/{key:path}")
def document(key: str, visit: Visiting) -> Response:
    """One report with its evidence marked."""
    catalogue = visit.catalogue
    found = catalogue.find(key)
    if not isinstance(found, Document) or found.id != key:
        return _elsewhere(visit, found)
    query = visit.request.query_params
    place = PLACE.fullmatch(query.get("title", "") or query.get("words", ""))
    words = (int(place[1]), int(place[2])) if place else None
    reasons = visit.site.kept.store.reasons(found.id)
    view = document_view(catalogue, found, reasons, words=words, in_title="title" in query)
    return visit.page("document.html", wording.heading(found), catalogue, view=view)


@router.get("/why/{key:path}")
def why(key: str, visit: Visiting, cell: str = "") -> HTMLResponse:
    """The reasons of an entry, a cell of it, or a claim."""
    catalogue = visit.catalogue
    claim = catalogue.claims.get(key)
    entry: Entry | Claim
    if claim is not None and key not in catalogue.entry_of:
        entry = claim
    else:
        found = catalogue.find(key)
        if isinstance(found, Document):
            raise NoSuchEntryError(f"{key} is a report; it needs no reason")
        entry = found
    view = why_view(catalogue, entry, cell if cell in CELLS else "")
    return visit.page("why.html", "Why", catalogue, view=view, key=key)


@router.get("/export/{sort}/{key:path}.{form}")
def export_page(sort: str, key: str, form: str, visit: Visiting) -> Response:
    """What the page of one entry or report shows, as a file; the page's own address, and the form."""
    catalogue = visit.catalogue
    found = catalogue.find(key)
    if wording.path(found).split("/")[1] != sort:
        raise NoSuchEntryError(f"no {sort} has the id {key!r}")
    return _file(files.about(catalogue, found), "entry", form, found.id)


@router.get("/export/{what}.{form}")
def export(what: str, form: str, visit: Visiting) -> Response:
    """What a view shows, as a file."""
    catalogue = visit.catalogue
    match what:
        case "today":
            shown = files.today(catalogue, visit.asked)
        case "search":
            shown = files.found(catalogue, _searched(visit, catalogue))
        case _:
            shown = files.part(catalogue, visit.asked, what)
    return _file(shown, what, form, what)


def _file(shown: Record, what: str, form: str, name: str) -> Response:
    made = files.made(shown, what, form)
    if made is None:
        raise NoSuchEntryError(f"nothing is exported as {what}.{form}")
    body, kind = made
    return Response(body, media_type=kind, headers={"content-disposition": f"attachment; filename={quote(f'communique-{name}.{form}')}"})


def _searched(visit: Visit, catalogue: Catalogue) -> SearchView:
    hits = visit.site.kept.store.search(visit.asked.q, LIMIT) if visit.asked.q else ()
    return search_view(catalogue, hits)


def _elsewhere(visit: Visiting, found: Entry | Document) -> RedirectResponse:
    """To the lasting address of what an id or the beginning of one stands for."""
    return RedirectResponse(visit.asked.to(wording.path(found)), status_code=307)


def _about(catalogue: Catalogue, found: Entry) -> tuple[Entry, ...]:
    """The entries that an entry points at."""
    match found:
        case CommitmentEntry():
            ids: tuple[str, ...] = found.kept_by
        case ComparisonEntry():
            ids = (*found.against, *filter(None, [catalogue.entry_of.get(found.claim.engagement or "")]))
        case StatementEntry():
            ids = (found.engagement,) if found.engagement else ()
        case _:
            ids = claims_behind(found)[:0]
    entries = (catalogue.entries.get(catalogue.entry_of.get(i, i)) for i in dict.fromkeys(ids))
    return tuple(e for e in entries if e is not None and not isinstance(e, Document))
