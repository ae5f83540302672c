"""Who may come in and what may be done: sign-in, roles, foreign forms, floods, the audit log, and where the server may listen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from communique.cli import cli
from communique.cli.serve import is_loopback
from communique.publish.pages.access import Access, Role, UsersError, new_user, read_users, write_users
from communique.publish.pages.app import make_app
from communique.publish.pages.audit import Audit
from communique.publish.pages.guard import Limiter
from communique.store import Store

TOKEN = "a token that is long enough"
PASSWORD = "correct horse"
WHO = {name: new_user(name, PASSWORD, Role(role)) for name, role in (("rea", "reader"), ("rev", "reviewer"), ("ada", "admin"))}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


@pytest.fixture
def far(db: Path, log: Path) -> Iterator[TestClient]:
    """A server that is not on loopback, with users and a token."""
    with Store(db) as store:
        app = make_app(store, Access(users=WHO, token=TOKEN), Audit(log), hosts=())
        with TestClient(app, base_url="http://records.example", follow_redirects=False) as client:
            yield client


@pytest.fixture
def near(db: Path) -> Iterator[TestClient]:
    """A server on loopback."""
    with (
        Store(db) as store,
        TestClient(make_app(store, Access(local="lee")), base_url="http://localhost", follow_redirects=False) as client,
    ):
        yield client


def sign_in(client: TestClient, name: str, password: str = PASSWORD, back: str = "/") -> int:
    return client.post("/sign-in", data={"name": name, "password": password, "next": back}).status_code


def form_key(client: TestClient, address: str = "/review") -> str:
    found = re.search(r'name="form_key" value="([^"]*)"', client.get(address).text)
    assert found
    return found[1]


def an_entry(client: TestClient, **headers: str) -> str:
    rows = client.get("/api/v1/engagements", headers=headers).json()["engagements"]
    return str(rows[0]["id"])


# ---------------------------------------------------------------- signing in


def test_a_stranger_sees_nothing(far: TestClient) -> None:
    for address in ("/", "/timeline?between=USA,CHN", "/document/x", "/export/record.json", "/audit"):
        answer = far.get(address)
        assert (answer.status_code, answer.headers["location"][:14]) == (303, "/sign-in?next=")
        assert "Blinken" not in answer.text
    for address in ("/api/v1/record", "/api/openapi.json", "/api/v1/search?q=x"):
        answer = far.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert far.get("/sign-in").status_code == 200
    assert far.get("/static/page.css").status_code == 200


def test_signing_in_leads_back_to_where_one_came_from(far: TestClient) -> None:
    asked = far.get("/timeline?between=USA,CHN").headers["location"]
    assert asked == "/sign-in?next=%2Ftimeline%3Fbetween%3DUSA%2CCHN"
    assert 'value="/timeline?between=USA,CHN"' in far.get(asked).text
    answer = far.post("/sign-in", data={"name": "rea", "password": PASSWORD, "next": "/timeline?between=USA,CHN"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/timeline?between=USA,CHN")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert far.get("/timeline").status_code == 200


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nset-cookie: x=1"]
)
def test_signing_in_leads_nowhere_else(far: TestClient, back: str) -> None:
    answer = far.post("/sign-in", data={"name": "rea", "password": PASSWORD, "next": back})
    assert answer.headers["location"] == "/"


def test_a_wrong_password_is_refused_and_too_many_tries_too(far: TestClient, log: Path) -> None:
    assert [sign_in(far, "ada", "wrong") for _ in range(5)] == [403] * 5
    answer = far.post("/sign-in", data={"name": "ada", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    assert [r["what"] for r in rows] == ["refused: sign-in"] * 5 + ["refused: too many tries to sign in"]
    assert PASSWORD not in log.read_text()


def test_nobody_and_an_unknown_name_are_nobody(far: TestClient) -> None:
    assert sign_in(far, "nobody", "") == 403
    assert sign_in(far, "kim") == 403


def test_signing_out_ends_the_session(far: TestClient) -> None:
    sign_in(far, "rev")
    cookies = dict(far.cookies)
    assert far.post("/sign-out", data={"form_key": form_key(far)}).status_code == 303
    far.cookies.update(cookies)
    assert far.get("/").status_code == 303


def test_the_token_opens_the_api_and_the_door(far: TestClient) -> None:
    assert far.get("/api/v1/record", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert far.get("/api/v1/record", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert sign_in(far, "", TOKEN) == 303
    assert far.get("/audit").status_code == 200


# ---------------------------------------------------------------- roles


@pytest.mark.parametrize(("name", "reads", "decides", "audits"), [("rea", 200, 403, 403), ("rev", 200, 303, 403), ("ada", 200, 303, 200)])
def test_roles(far: TestClient, name: str, reads: int, decides: int, audits: int) -> None:
    sign_in(far, name)
    assert far.get("/timeline").status_code == reads
    fields = {"form_key": form_key(far), "act": "accept", "id": an_entry(far), "next": "/review"}
    assert far.post("/decide", data=fields).status_code == decides
    body = {"act": "accept", "ids": [fields["id"]]}
    assert far.post("/api/v1/decisions", json=body).status_code == (201 if decides == 303 else 403)
    assert far.get("/audit").status_code == audits
    assert ('name="act"' in far.get("/review").text) == (decides == 303)


def test_decisions_bear_the_name_of_who_made_them_and_stand_in_the_log(far: TestClient, log: Path) -> None:
    sign_in(far, "rev")
    entry = an_entry(far)
    far.post("/decide", data={"form_key": form_key(far), "act": "accept", "id": entry, "next": "/review", "why": "read twice"})
    decision = far.get("/api/v1/decisions").json()["decisions"][-1]
    assert (decision["user"], decision["act"], decision["why"], decision["standing"]) == ("rev", "accept", "read twice", True)
    row = json.loads(log.read_text().splitlines()[-1])
    assert (row["who"], row["what"], row["of"]) == ("rev", "accept", entry)


# ---------------------------------------------------------------- foreign forms


def test_a_form_of_another_site_is_refused(near: TestClient) -> None:
    fields = {"form_key": form_key(near), "act": "accept", "id": an_entry(near), "next": "/review"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert near.post("/decide", data=fields, headers=headers).status_code == 403
    assert near.post("/decide", data=fields | {"form_key": "guessed"}).status_code == 403
    assert near.post("/decide", data=fields, headers={"Origin": "http://localhost"}).status_code == 303


def test_the_api_takes_json_alone_and_no_other_site_s(near: TestClient) -> None:
    """A form cannot send JSON, and a script of another site would say where it comes from."""
    entry = an_entry(near)
    assert (
        near.post(
            "/api/v1/decisions", content=json.dumps({"act": "accept", "ids": [entry]}), headers={"Content-Type": "text/plain"}
        ).status_code
        == 415
    )
    assert (
        near.post("/api/v1/decisions", json={"act": "accept", "ids": [entry]}, headers={"Origin": "https://evil.example"}).status_code
        == 403
    )
    assert near.post("/api/v1/decisions", json={"act": "accept", "ids": [entry]}).status_code == 201


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8024", ""])
def test_on_loopback_only_its_own_names_are_answered(near: TestClient, host: str) -> None:
    """A name of another site that leads to 127.0.0.1 gets nothing."""
    assert near.get("/", headers={"Host": host}).status_code == 421
    assert near.get("/", headers={"Host": "127.0.0.1:8024"}).status_code == 200
    assert near.get("/", headers={"Host": "[::1]:8024"}).status_code == 200


def test_what_is_too_large_is_not_read(near: TestClient) -> None:
    assert near.post("/decide", content=b"x" * 300_000, headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code == 413


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil", "no address"])
def test_a_decision_leads_back_to_a_page_of_this_server(near: TestClient, back: str) -> None:
    fields = {"form_key": form_key(near), "act": "accept", "id": an_entry(near), "next": back}
    assert near.post("/decide", data=fields).headers["location"] == "/review"


def test_a_decision_that_cannot_be_is_told(near: TestClient) -> None:
    key = form_key(near)
    for fields, words in (
        ({"act": "merge", "id": an_entry(near)}, "at least two"),
        ({"act": "edit", "id": an_entry(near), "field": "days", "value": "soon"}, "is no day"),
        ({"act": "dance", "id": an_entry(near)}, "nobody can dance"),
        ({"act": "reject"}, "name at least one entry"),
        ({"act": "undo"}, "no decision stands"),
    ):
        answer = near.post("/decide", data=fields | {"form_key": key, "next": "/"})
        assert answer.status_code == 409
        assert words in answer.text


def test_a_store_that_may_not_be_written_shows_no_forms(db: Path) -> None:
    with Store(db, reading_only=True) as store:
        client = TestClient(make_app(store, Access(local="lee"), writable=False), base_url="http://localhost")
        assert "a store that may be written" in client.get("/review").text
        assert 'name="act"' not in client.get("/review").text
        assert client.post("/api/v1/decisions", json={"act": "accept", "ids": [an_entry(client)]}).status_code == 403


# ---------------------------------------------------------------- floods, users, addresses


def test_a_flood_is_told_to_wait() -> None:
    limiter = Limiter(1, 3)
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    assert limiter.wait("b") == 0


def test_pages_elsewhere_are_limited(far: TestClient) -> None:
    answers = [far.get("/sign-in").status_code for _ in range(140)]
    assert answers[:100] == [200] * 100
    assert 429 in answers


def test_users_are_kept_as_hashes(tmp_path: Path) -> None:
    file = tmp_path / "users.json"
    write_users(file, WHO)
    assert file.stat().st_mode & 0o077 == 0
    assert PASSWORD not in file.read_text()
    assert read_users(file) == WHO
    file.write_text('{"kim": {"role": "king"}}')
    with pytest.raises(UsersError, match="no file of users"):
        read_users(file)
    with pytest.raises(UsersError, match="eight characters"):
        new_user("kim", "short", Role.READER)


def test_users_are_set_and_removed_by_a_command(tmp_path: Path) -> None:
    file = str(tmp_path / "users.json")
    run = CliRunner().invoke
    assert "kim (reviewer)" in run(cli, ["user", "kim", "--role", "reviewer", "--file", file], input=f"{PASSWORD}\n{PASSWORD}\n").output
    assert read_users(Path(file))["kim"].role is Role.REVIEWER
    assert "no users" in run(cli, ["user", "kim", "--remove", "--file", file]).output
    assert run(cli, ["user", "kim", "--remove", "--file", file]).exit_code == 2


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("::", False),
        ("records.example", False),
    ],
)
def test_loopback_is_this_machine_s_own_address(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "records.example"])
def test_it_listens_nowhere_else_without_a_sign_in(db: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMUNIQUE_TOKEN", raising=False)
    refused = CliRunner().invoke(cli, ["serve", "--db", str(db), "--host", host])
    assert refused.exit_code == 2
    assert "needs users (--users FILE) or a token" in refused.output
    monkeypatch.setenv("COMMUNIQUE_TOKEN", "short")
    assert "16 characters or more" in CliRunner().invoke(cli, ["serve", "--db", str(db), "--host", host]).output


def test_without_the_packages_the_command_says_what_to_install(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "uvicorn", None)
    answer = CliRunner().invoke(cli, ["serve", "--db", str(db)])
    assert answer.exit_code == 1
    assert "pip install communique[pages]" in answer.output
