"""The pages without a browser: every address answers, shows what it is asked for and nothing later, and leads to the words."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import html
import itertools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from attack import BREAK, DOCUMENT, IMAGE, SCRIPT
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from communique.model import Commitment, Document, Precision, Span
from communique.publish.pages.access import Access
from communique.publish.pages.app import make_app
from communique.publish.pages.asked import Asked, MistakenError, asked_in
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.document import document_view
from communique.publish.pages.drawing import Mark, axis, placed, stacked
from communique.publish.pages.formulas import formulas_in
from communique.publish.pages.lines import line_axis, line_bar
from communique.publish.pages.people import Directory
from communique.publish.pages.queue import candidates, queue
from communique.publish.pages.shelf import Shelves
from communique.publish.pages.wording import bounds, path, place
from communique.run.proposing import propose
from communique.store import Store
from sample import AGREED_CLAIM, HELD, LINE, MEETING, RECORD, SAID, SEOUL

D = dt.date
LISTS = (
    "/",
    "/timeline",
    "/commitments",
    "/channels",
    "/actors",
    "/network",
    "/statements",
    "/search?q=Taiwan",
    "/review",
    "/history",
    "/audit",
)
VIEWS = (*LISTS, "/timeline?by=person", "/timeline?by=side&since=2023-01&until=2023-06", "/timeline?between=USA,CHN&status=held",
         "/commitments?status=overdue", "/channels?between=Japan,South+Korea", "/actors?q=wang", "/network?by=person",
         "/statements?topic=Taiwan", "/statements?between=CHN&page=2", "/?since=2024-01-01&between=USA", "/?as_of=2023-06-30",
         "/review?page=5")  # fmt: skip


@pytest.fixture(scope="session")
def catalogue(app: FastAPI) -> Catalogue:
    made: Catalogue = app.state.site.kept.catalogue()
    return made


def own_addresses(catalogue: Catalogue) -> Iterator[str]:
    yield from (path(entry) for entry in catalogue.entries.values())
    yield from (f"/why/{quote(entry.id, safe='')}" for entry in catalogue.record.engagements)
    yield from (f"/person/{quote(key)}" for key in catalogue.people.profiles)


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_answers(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < 150_000
    assert "<main" in answer.text


def test_every_entry_has_a_lasting_address(client: TestClient, catalogue: Catalogue) -> None:
    wrong = [
        (a, answer.status_code) for a in own_addresses(catalogue) if (answer := client.get(a, follow_redirects=False)).status_code != 200
    ]
    assert wrong == []


def test_no_link_leads_nowhere(client: TestClient) -> None:
    """Every link of every list, exports and fragments too."""
    seen: dict[str, int] = {}
    for address in VIEWS:
        for found in re.findall(r'(?:href|hx-get|src)="(/[^"]*)"', client.get(address).text):
            link = html.unescape(found).split("#")[0]
            if link not in seen:
                seen[link] = client.get(link).status_code
    assert {link: status for link, status in seen.items() if status != 200} == {}
    assert len(seen) > 300


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/engagement/Enone", 404, "no entry has the id"),
        ("/person/USA/nobody", 404, "knows nobody"),
        ("/nowhere", 404, "Not Found"),
        ("/timeline?since=yesterday", 400, "is no day"),
        ("/timeline?between=Atlantis", 400, "no side is called"),
        ("/timeline?page=0", 400, "is no page"),
        ("/export/engagements.xls", 404, "nothing is exported as"),
        ("/export/channels.ics", 404, "nothing is exported as"),
        ("/export/engagement/Enone.csv", 404, "no entry has the id"),
        ("/export/channel/" + quote("2022-08-05-channels-cut-2ea2426a") + ".csv", 404, "no channel has the id"),
        ("/why/" + quote("2022-08-05-channels-cut-2ea2426a"), 404, "needs no reason"),
    ],
)
def test_what_cannot_be_is_told_in_words(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in html.unescape(answer.text)


def test_a_claim_s_id_leads_to_its_entry(client: TestClient, catalogue: Catalogue) -> None:
    entry = catalogue.record.engagements[0]
    assert client.get(f"/engagement/{entry.claims[0]}", follow_redirects=False).headers["location"] == f"/engagement/{entry.id}"
    assert client.get(f"/commitment/{entry.id}", follow_redirects=False).headers["location"] == f"/engagement/{entry.id}"


def test_nothing_later_shows_as_of_a_day(client: TestClient) -> None:
    page = client.get("/timeline?as_of=2023-01-31").text
    assert "The record as it stood on" in page
    assert set(re.findall(r"<cite>(\d+ \w{3} \d{4})", page)) <= {"5 Aug 2022", "10 Nov 2022", "14 Nov 2022", "15 Nov 2022", "17 Jan 2023"}
    links = [html.unescape(a) for a in re.findall(r'href="(/(?:engagement|why|document)/[^"]+)"', page)]
    assert links
    assert all("as_of=2023-01-31" in link for link in links)


@pytest.mark.parametrize("form", ["csv", "json", "ics", "md"])
def test_a_view_exports_what_it_shows(client: TestClient, form: str) -> None:
    shown = client.get("/timeline?between=Japan,South+Korea&status=held").text
    ids = set(re.findall(r'<li id="(E\w+)">', shown))
    made = client.get(f"/export/engagements.{form}?between=Japan,South+Korea&status=held")
    assert made.headers["content-disposition"].endswith(f"communique-engagements.{form}")
    assert ids
    if form == "json":
        assert {row["id"] for row in json.loads(made.content)["engagements"]} == ids
    elif form == "md":
        assert made.text.count("[^") > len(ids)
    else:
        assert ids <= set(re.findall(r"\bE[0-9a-f]{12}\b", made.text))


@pytest.mark.parametrize("form", ["csv", "json", "ics", "md"])
def test_a_page_of_one_entry_or_report_exports_it(client: TestClient, catalogue: Catalogue, form: str) -> None:
    """With what stands beside it: what was said at a meeting, all that rests on a report."""
    met = next(e for e in catalogue.record.engagements if catalogue.said_at.get(e.id))
    for entry, ids in ((met, {met.id}), (DOCUMENT, {e.id for e in catalogue.resting(DOCUMENT.id)})):
        offered = re.search(rf'href="(/export/(?:engagement|document)/[^"]+\.{form})"', client.get(path(entry)).text)
        assert offered
        made = client.get(html.unescape(offered[1]))
        assert made.status_code == 200, made.url
        if form == "json":
            record = json.loads(made.content)
            rows = {row["id"] for name in ("engagements", "commitments", "channels", "statements", "comparisons") for row in record[name]}
            assert rows == ids | {s.id for s in catalogue.said_at.get(entry.id, ())}
            assert {row["id"] for row in record["documents"]} >= {e.document for e in met.evidence if entry is met}
        elif form == "csv":
            assert ids <= {line.split(",")[0] for line in made.text.splitlines()}
        else:
            assert made.text.startswith("BEGIN:VCALENDAR" if form == "ics" else "# The record")


def test_today_and_a_search_export_what_they_show(client: TestClient) -> None:
    for page, mark in (("/?since=2024-03-01&between=USA,CHN", r'href="/(?:engagement|commitment)/([EC]\w+)"'),
                       ("/search?q=Bangkok", r'href="/(?:engagement|statement|commitment)/(\w+)"')):  # fmt: skip
        text = client.get(page).text
        offered = re.search(r'href="(/export/[^"]+\.json[^"]*)"', text)
        assert offered
        record = client.get(html.unescape(offered[1])).json()
        shown = set(re.findall(mark, text))
        rows = {row["id"] for name in ("engagements", "commitments", "channels", "statements") for row in record[name]}
        assert shown
        assert shown <= rows
        assert record["documents"]


def test_any_cell_answers_why(client: TestClient, catalogue: Catalogue) -> None:
    """The place of a meeting: the claim that says it, with its words; the part that htmx asks for is no whole page."""
    entry = next(e for e in catalogue.record.engagements if e.place == "Bali" and e.people)
    whole = client.get(f"/why/{entry.id}?cell=place")
    part = client.get(f"/why/{entry.id}?cell=place", headers={"HX-Request": "true"})
    assert "Bali" in part.text
    assert "<!doctype" in whole.text
    assert "<!doctype" not in part.text
    assert part.headers["vary"] == "HX-Request"
    empty = client.get(f"/why/{entry.id}?cell=duration") if not entry.duration else client.get(f"/why/{entry.id}?cell=made")
    assert "No claim fills this cell" in empty.text


# ---------------------------------------------------------------- attacks


def test_an_attack_shows_as_text_everywhere(client: TestClient, catalogue: Catalogue) -> None:
    """No tag and no attribute of the report's own ever comes out, on whatever page."""
    resting = [path(e) for e in catalogue.resting(DOCUMENT.id)]
    addresses = [*VIEWS, *resting, path(DOCUMENT), *(f"/why/{e.id}" for e in catalogue.resting(DOCUMENT.id)), "/timeline?since=2024-03-01",
                 f"/search?q={quote(SCRIPT)}", f"/search?q={quote(BREAK)}", f"/statements?topic={quote(SCRIPT)}",
                 f"/timeline?topic={quote(IMAGE)}"]  # fmt: skip
    assert len(resting) == 5
    for address in addresses:
        page = client.get(address).text
        for attack in (SCRIPT, IMAGE, "<svg onload", "<style>", 'onerror="', "</article></main><"):
            assert attack not in page, address
        assert 'href="javascript' not in page
    shown = client.get(path(DOCUMENT)).text
    assert html.escape(SCRIPT) in shown
    assert "{{ 7*7 }}" in html.unescape(shown)


class Written(HTMLParser):
    """Collects what a strict policy forbids: handlers, styles and scripts written into a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def into(cls, page: str) -> list[str]:
        reader = cls()
        reader.feed(page)
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        bad = [name for name in names if name.startswith("on") or name == "style"]
        if bad or tag == "style" or (tag == "script" and not str(names.get("src", "")).startswith("/static/")):
            self.found.append(self.get_starttag_text() or tag)


def test_the_policy_is_strict_and_nothing_is_written_into_a_page(client: TestClient) -> None:
    for address in VIEWS:
        answer = client.get(address)
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert Written.into(answer.text) == []
        assert re.findall(r'(?:href|src|action)="(?:https?:)?//', answer.text) == []


# ---------------------------------------------------------------- a report's marks


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 40)), max_size=8), st.integers(0, 90), st.integers(1, 20))
def test_marks_split_a_text_and_lose_nothing(spans: list[tuple[int, int]], at: int, long: int) -> None:
    """However spans overlap, the stretches are the text, and each knows just the claims that use it."""
    text = "".join(chr(97 + i % 26) for i in range(120))
    document = Document("d", text)
    claims = [_claim(n, Span(s, s + w, text[s : s + w])) for n, (s, w) in enumerate(spans)]
    catalogue = Catalogue(RECORD, claims, (0, 0))
    view = document_view(catalogue, document, (), words=(at, at + long), in_title=False)
    assert "".join(s.text for s in view.text) == text
    assert "".join(s.text for s in view.text if s.here) == text[at : at + long]
    where = 0
    for stretch in view.text:
        using = {c.id for c in claims if c.evidence[0].start <= where < c.evidence[0].end}
        assert {view.notes[n - 1].claim for n in stretch.marks} == using
        where += len(stretch.text)


def _claim(number: int, span: Span) -> Commitment:
    return dataclasses.replace(AGREED_CLAIM, id=f"c{number}", document="d", evidence=(span,))


def test_words_have_an_address_in_their_report(client: TestClient, catalogue: Catalogue) -> None:
    entry = catalogue.record.engagements[0]
    proof = entry.evidence[0]
    page = client.get(place(proof.document, proof.span).split("#")[0]).text
    assert 'id="here"' in page
    assert html.escape(proof.span.text.split()[0]) in page


# ---------------------------------------------------------------- what an address asks for


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({}, Asked()),
        ({"between": "U.S., China"}, Asked(between=("USA", "CHN"))),
        ({"since": "2023", "until": "2023-06", "as_of": "2024-02"}, Asked(since=D(2023, 1, 1), until=D(2023, 6, 30), as_of=D(2024, 2, 29))),
        ({"status": " held ", "page": "3", "unknown": "x"}, Asked(status="held", page=3)),
    ],
    ids=["nothing", "sides", "months", "facets"],
)  # fmt: skip
def test_an_address_is_read(query: dict[str, str], asked: Asked) -> None:
    assert asked_in(query) == asked


@given(
    st.builds(
        Asked, between=st.sampled_from([(), ("USA",), ("CHN", "USA")]), since=st.none() | st.dates(), as_of=st.none() | st.dates(),
        topic=st.text(max_size=20).map(str.strip).filter(lambda t: "\x00" not in t), page=st.integers(1, 9),
    )
)  # fmt: skip
def test_an_address_says_what_was_asked(asked: Asked) -> None:
    to = asked.to("/timeline", page=asked.page)
    assert asked_in(dict(parse_qsl(urlsplit(to).query))) == asked


@given(st.dictionaries(st.sampled_from(["since", "until", "as_of", "page", "between", "q"]), st.text(max_size=30), max_size=4))
def test_no_address_breaks_the_reading_of_it(query: dict[str, str]) -> None:
    with contextlib.suppress(MistakenError):
        assert isinstance(asked_in(query), Asked)


# ---------------------------------------------------------------- drawing


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (D(2024, 3, 1), D(2024, 3, 12), ["1 Mar", "2 Mar"]),
        (D(2024, 3, 1), D(2024, 4, 20), ["4 Mar", "11 Mar"]),
        (D(2023, 11, 1), D(2024, 5, 1), ["Nov", "Dec", "Jan 2024"]),
        (D(2020, 1, 1), D(2023, 1, 1), ["Jan 2020", "Apr 2020"]),
        (D(2010, 1, 1), D(2023, 1, 1), ["2010", "2011"]),
        (D(1950, 1, 1), D(2023, 1, 1), ["1950", "1956"]),
    ],
    ids=["days", "weeks", "months", "quarters", "years", "decades"],
)
def test_an_axis_has_ticks_that_fit_its_window(first: D, last: D, labels: list[str]) -> None:
    ticks = axis(first, last).ticks
    assert [t.label for t in ticks][: len(labels)] == labels
    assert len(ticks) <= 22
    assert all(0 <= t.x <= 100 for t in ticks)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)), max_size=30))
def test_no_sign_covers_another(some: list[tuple[float, float]]) -> None:
    marks = [Mark(round(a, 2), round(min(a + w, 100), 2), 0, "bounds", "held", str(i), "") for i, (a, w) in enumerate(some)]
    laid, rows = stacked(marks)
    assert sorted(m.label for m in laid) == sorted(m.label for m in marks)
    for row in range(rows):
        line = sorted((m for m in laid if m.row == row), key=lambda m: m.left)
        assert all(b.middle - a.middle >= 1.9 for a, b in itertools.pairwise(line))


def test_a_network_is_the_same_every_time() -> None:
    names, met = ["a", "b", "c", "d"], {("a", "b"): 3, ("b", "c"): 1}
    at = placed(names, met)
    assert at == placed(names, met)
    assert len({(round(x, 2), round(y, 2)) for x, y in at.values()}) == 4
    assert all(-0.01 <= v <= 1.01 for place in at.values() for v in place)
    assert placed([], {}) == {}


def test_a_state_is_drawn_from_its_bounds_to_the_next() -> None:
    """Suspended some time in 2018, agreed to be restarted on 16 March 2023."""
    window = line_axis([LINE], D(2023, 5, 1))
    assert window is not None
    bar = line_bar(LINE, window)
    assert [(s.state, s.sure) for s in bar.stretches] == [("suspended", False), ("suspended", True), ("agreed", True)]
    assert bar.stretches[0].left == window.x(D(2018, 1, 1))
    assert bar.stretches[1].right == window.x(D(2023, 3, 16)) == bar.stretches[2].left
    assert "some time in 2018" in bar.stretches[0].label


# ---------------------------------------------------------------- lists


def test_a_month_is_some_time_in_it() -> None:
    assert bounds(SEOUL.start, SEOUL.end, SEOUL.precision) == "some time between 1 May and 30 Jun 2023"
    assert bounds(MEETING.start, MEETING.end, MEETING.precision) == "16 Mar 2023"
    assert bounds(D(2023, 11, 1), D(2023, 11, 30), Precision.MONTH) == "some time in Nov 2023"
    assert bounds(D(2023, 11, 1), D(2023, 11, 2), Precision.DAYS) == "1-2 Nov 2023"


def test_shelves_find_by_facets_and_period() -> None:
    rows = [("a", D(2023, 1, 1), D(2023, 1, 5)), ("b", None, None), ("c", D(2023, 3, 1), None), ("a", None, D(2022, 1, 1))]
    shelves = Shelves(rows, lambda r: [("name", r[0])], lambda r: (r[1], r[2]))
    assert list(shelves.take([("name", "a")])) == [rows[0], rows[3]]
    assert list(shelves.take([], D(2023, 1, 3), None)) == [rows[0], rows[2]]
    assert list(shelves.take([], None, D(2022, 6, 1))) == [rows[3]]
    assert list(shelves.take([("name", "z")])) == []
    assert shelves.names("name") == {"a": 2, "b": 1, "c": 1}


def test_a_bare_name_goes_to_its_bearer() -> None:
    bare = dataclasses.replace(MEETING, id="E-2", people=(dataclasses.replace(MEETING.people[0], name="Yoon"),))
    directory = Directory([MEETING, bare])
    assert directory.profiles["KOR/yoon-suk-yeol"].count == 2
    assert directory.profiles["KOR/yoon-suk-yeol"].met == {"JPN/fumio-kishida": 1}


def test_a_formula_has_a_first_and_a_last_use() -> None:
    later = dataclasses.replace(SAID, id="S-2", published=D(2023, 9, 1))
    found = formulas_in([SAID, later])
    assert [(f.words, f.side, f.first.id, f.last.id) for f in found] == [("We will open a new chapter", "JPN", "S-said", "S-2")]


def test_the_queue_says_why_and_names_what_may_be_the_same(catalogue: Catalogue) -> None:
    items = queue(catalogue)
    assert all(case.doubts for case in items)
    entry = next(e for e in catalogue.record.engagements if e.sides == ("CHN", "USA"))
    near = candidates(catalogue, entry)
    assert near
    assert all(set(e.sides) >= {"CHN", "USA"} and e.id != entry.id for e in near)
    assert candidates(catalogue, entry, (near[-1].id,))[0] == near[-1]


def test_an_empty_store_has_pages_too(tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db") as store, TestClient(make_app(store, Access(local="lee")), base_url="http://localhost") as client:
        for address in VIEWS:
            assert client.get(address).status_code == 200, address
        assert "Nothing has been read yet" in client.get("/").text
        assert HELD.id not in client.get("/").text


def test_what_was_proposed_waits_on_the_pages_until_a_person_accepts_it(db: Path) -> None:
    report = Document("oslo", "Chinese and U.S. envoys sat down in Oslo on Thursday.", published=dt.date(2024, 3, 8))
    row = {"type": "engagement", "kind": "talks", "status": "held", "sides": ["China", "U.S."], "quote": report.text[:-1]}
    with Store(db) as store:
        store.keep(report, ())
        store.propose(report, propose(report, [row], "a model", ()).claims, "a model", dt.datetime(2024, 3, 9, tzinfo=dt.UTC))
        with TestClient(make_app(store, Access(local="lee")), base_url="http://localhost", follow_redirects=False) as client:
            read = client.get("/document/oslo").text
            (claim,) = set(re.findall(r"/why/(p[0-9a-f]{12})", read))
            key = f"P{claim[1:]}"
            assert "proposed" in read
            assert "does not count" not in read
            assert "by a model; it counts for nothing until accepted" in client.get("/review?page=199").text
            assert "envoys sat down" not in client.get("/timeline?since=2024-03-01").text
            page = client.get(f"/proposal/{key}").text
            assert "Proposed by" in page
            assert "a model; it counts for nothing until somebody accepts it" in page
            form_key = re.search(r'name="form_key" value="([^"]*)"', page)
            assert form_key
            fields = {"form_key": form_key[1], "act": "accept", "id": key, "next": "/review"}
            assert client.post("/decide", data=fields).status_code == 303
            assert client.get(f"/api/v1/entries/E{claim[1:9]}").json()["status"] == "held"
