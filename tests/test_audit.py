"""The audit of what is pinned: a known vulnerability fails it, a service that cannot be asked is said and does not."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

LOCK = "letterpress==1.2 \\\n    --hash=sha256:{0}\nplatebook==2.0 \\\n    --hash=sha256:{0}\n".format("0" * 64)
KNOWN = {
    "id": "PYSEC-2020-1",
    "summary": "It opens what it should not.",
    "affected": [
        {
            "package": {"name": "letterpress", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.3"}]}],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Knows one thing against one release."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = {"vulns": [KNOWN]} if (asked["package"]["name"], asked["version"]) == ("letterpress", "1.2") else {}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(known).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "run.lock"
    file.write_text(LOCK)
    return file


def audit(root: Path, lock: Path, *options: str) -> int:
    return runpy.run_path(str(root / "requirements" / "audit.py"))["main"]([lock], list(options))


def test_a_known_vulnerability_fails(root: Path, lock: Path, service: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(root, lock, "--vulnerability-service", "osv", "--osv-url", service) == 1
    assert capsys.readouterr().out == (
        "audit: letterpress 1.2: PYSEC-2020-1, mended in 1.3\naudit: 2 packages asked about, 1 with a known vulnerability\n"
    )


def test_nothing_known_is_said_with_the_number_asked(root: Path, lock: Path, service: str, capsys: pytest.CaptureFixture[str]) -> None:
    lock.write_text(LOCK.replace("1.2", "1.3"))
    assert audit(root, lock, "--vulnerability-service", "osv", "--osv-url", service) == 0
    assert capsys.readouterr().out == "audit: 2 packages asked about, 0 with a known vulnerability\n"


def test_a_release_that_the_service_does_not_have_is_named(
    root: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main = runpy.run_path(str(root / "requirements" / "audit.py"))["main"]
    some = [{"name": "platebook", "version": "2.0", "vulns": []}, {"name": "letterpress", "skip_reason": "not found"}]
    monkeypatch.setitem(main.__globals__, "asked", lambda *_: (some, ""))
    assert main([lock], []) == 0
    assert capsys.readouterr().out == (
        "audit: NOT DONE for 1 of 2 packages, of which the service here tells nothing: letterpress\n"
        "audit: 1 packages asked about, 0 with a known vulnerability\n"
    )


def test_a_service_that_nobody_reaches_is_said(root: Path, lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(root, lock, "--vulnerability-service", "osv", "--osv-url", "http://127.0.0.1:9/") == 0
    assert "NOT DONE" in capsys.readouterr().out


def test_a_fault_of_the_audit_itself_is_no_pass(root: Path, lock: Path) -> None:
    lock.write_text("letterpress>=1\n")
    assert audit(root, lock) == 2
