"""The API: pages of lists, ETags, stable errors, decisions, and an OpenAPI document that holds against whatever is sent."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import jsonschema
import pytest
import schemathesis
from attack import DOCUMENT
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import BaseSchema, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from communique.publish import export
from communique.publish.pages.access import Access
from communique.publish.pages.app import make_app
from communique.store import Store

LISTS = ("engagements", "commitments", "channels", "statements", "comparisons", "documents", "problems")


@pytest.fixture
def api(db: Path) -> Iterator[TestClient]:
    """A server whose record a test may change."""
    with Store(db) as store, TestClient(make_app(store, Access(local="lee")), base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("name", LISTS)
def test_lists_come_in_pages_that_make_up_the_whole(client: TestClient, name: str) -> None:
    address, ids, total = f"/api/v1/{name}?limit=7", [], None
    while address:
        answer = client.get(address)
        body = answer.json()
        total = body["total"]
        rows = body[name]
        assert len(rows) <= 7
        jsonschema.validate({**{n: [] for n in LISTS}, "as_of": body["as_of"], name: rows}, export.schema())
        ids += [str(row) for row in rows]
        following = re.search(r'<([^>]*)>; rel="next"', answer.headers.get("link", ""))
        address = following[1] if following else ""
    assert len(ids) == len(set(ids)) == total


def test_the_counts_are_those_of_the_lists(client: TestClient) -> None:
    record = client.get("/api/v1/record").json()
    assert {name: client.get(f"/api/v1/{name}?limit=1").json()["total"] for name in LISTS} == record["counts"]
    assert record["day"] == "2024-05-15"


@pytest.mark.parametrize("address", ["/api/v1/record", "/api/v1/engagements?between=USA,CHN", "/api/v1/why/ENTRY", "/api/v1/compare/ENTRY"])
def test_what_one_has_already_is_not_sent_again(client: TestClient, address: str) -> None:
    entry = client.get("/api/v1/engagements").json()["engagements"][0]["id"]
    address = address.replace("ENTRY", entry)
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_filters_and_days(client: TestClient) -> None:
    rows = client.get("/api/v1/engagements?between=Japan,South+Korea&status=held&since=2023-03&until=2023-03").json()["engagements"]
    assert rows
    assert all({"JPN", "KOR"} <= set(row["sides"]) and row["status"] == "held" and row["start"][:7] == "2023-03" for row in rows)
    assert client.get("/api/v1/record?as_of=2022-12-31").json()["counts"]["documents"] == 4


def test_an_entry_its_reasons_its_accounts_and_its_report(client: TestClient) -> None:
    entry = next(e for e in client.get("/api/v1/engagements?status=held&limit=200").json()["engagements"] if e["place"] == "Bali")
    assert client.get(f"/api/v1/entries/{entry['id']}").json() == entry
    why = client.get(f"/api/v1/why/{entry['id']}?cell=place").json()
    assert all(claim["value"] and claim["words"] for claim in why["claims"])
    accounts = client.get(f"/api/v1/compare/{entry['id']}").json()
    assert {a["side"] for a in accounts["accounts"]} >= {"CHN", "USA"}
    report = client.get(f"/api/v1/entries/{quote(entry['evidence'][0]['document'], safe='')}").json()
    place = entry["evidence"][0]
    assert report["text"][place["start"] : place["end"]] == place["text"]
    assert client.get(f"/api/v1/entries/{quote(DOCUMENT.id, safe='')}").json()["text"] == DOCUMENT.text


def test_search(client: TestClient) -> None:
    found = client.get("/api/v1/search?q=fentanyl").json()
    assert found["entries"]
    assert any("[fentanyl]" in p["text"] for p in found["paragraphs"])
    assert client.get('/api/v1/search?q="-(*').json() == {"entries": [], "paragraphs": []}


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/entries/none", 404, "no entry has the id"),
        ("/api/v1/compare/" + quote("2022-08-05-channels-cut-2ea2426a"), 404, "is no engagement"),
        ("/api/v1/engagements?since=soon", 400, "is no day"),
        ("/api/v1/engagements?between=Atlantis", 400, "no side is called"),
        ("/api/v1/engagements?limit=0", 422, "greater than or equal to 1"),
        ("/api/v1/nothing", 404, "Not Found"),
    ],
)
def test_errors_are_problems(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    body = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (body["status"], set(body)) == (status, {"type", "title", "status", "detail"})
    assert words in body["detail"]


def test_a_decision_changes_the_record_and_is_taken_back(api: TestClient) -> None:
    entry = api.get("/api/v1/engagements").json()["engagements"][0]
    tag = api.get("/api/v1/engagements").headers["etag"]
    made = api.post("/api/v1/decisions", json={"act": "reject", "ids": [entry["id"]], "why": "a test"})
    assert (made.status_code, made.json()["user"], made.json()["claims"]) == (201, "lee", entry["claims"])
    changed = api.get("/api/v1/engagements", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert entry["id"] not in [e["id"] for e in changed.json()["engagements"]]
    assert api.post("/api/v1/decisions", json={"act": "undo", "of": made.json()["id"]}).status_code == 201
    assert api.get(f"/api/v1/entries/{entry['id']}").json() == entry
    assert api.post("/api/v1/decisions", json={"act": "undo", "of": made.json()["id"]}).status_code == 409
    standing = [d["standing"] for d in api.get("/api/v1/decisions").json()["decisions"]]
    assert standing == [False, False]


def test_the_openapi_document_names_the_record_s_own_forms(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(export.schema()["$defs"]) <= set(document["components"]["schemas"])
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', client.get("/api/openapi.json").text))
    assert named <= set(document["components"]["schemas"])


# ---------------------------------------------------------------- whatever is sent


OPERATIONS = [
    ("GET", "/api/v1/record"), *(("GET", f"/api/v1/{name}") for name in LISTS), ("GET", "/api/v1/entries/{key}"),
    ("GET", "/api/v1/why/{key}"), ("GET", "/api/v1/compare/{key}"), ("GET", "/api/v1/search"), ("GET", "/api/v1/decisions"),
    ("POST", "/api/v1/decisions"),
]  # fmt: skip


@pytest.fixture(scope="module")
def contract(examples_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """The OpenAPI document of a server whose record may be changed by whatever is sent."""
    file = tmp_path_factory.mktemp("contract") / "record.db"
    shutil.copy(examples_db, file)
    with Store(file) as store:
        yield schemathesis.openapi.from_asgi("/api/openapi.json", make_app(store, Access(local="lee"), hosts=()))


def test_every_operation_is_tried(contract: BaseSchema) -> None:
    assert sorted((o.ok().method.upper(), o.ok().path) for o in contract.get_all_operations()) == sorted(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[f"{m} {p}" for m, p in OPERATIONS])
def test_nothing_that_is_sent_breaks_the_server(contract: BaseSchema, method: str, path: str) -> None:
    """Schemathesis sends what the document allows and what it does not; answers keep to it and are never server errors."""
    operation = contract[path][method]
    for mode in GenerationMode:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def sent(case: Case) -> None:
            case.call_and_validate(checks=[not_a_server_error, response_schema_conformance, status_code_conformance])

        sent()
