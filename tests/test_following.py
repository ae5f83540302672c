"""Feeds from the net, held against a server on this machine: what is new is read, what is private, endless or broken is named."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from communique.wire import connecting, fetching
from communique.wire.fetching import Fetched, fetch, read_feeds
from one_story import GUID, TEXT, TITLE, atom, page, rss
from test_cli import Run, finders, run

__all__ = ["finders", "run"]

NOW = dt.datetime(2023, 3, 17, tzinfo=dt.UTC)
Answer = tuple[int, dict[str, str], bytes]
XML = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """What the server answers by path, and what it was asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []

    def at(self, path: str) -> str:
        return self.address + path


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            status, headers, body = site.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


def why(answer: object) -> str:
    return getattr(answer, "what", "")


@pytest.mark.parametrize("feed", [rss(), atom()], ids=["RSS", "Atom"])
def test_entries_of_a_feed_are_reports(site: Site, feed: bytes) -> None:
    site.answers["/feed"] = (200, XML, feed)
    batch = read_feeds((site.at("/feed"),), now=NOW, private=True)
    (document,) = batch.documents
    assert (document.id, document.title, document.text, batch.problems) == (GUID, TITLE, TEXT, ())


def test_pages_that_a_feed_leads_to_are_read_once(site: Site) -> None:
    entries = "".join(f"<item><link>{site.at(path)}</link><title>Talks</title></item>" for path in ("/1", "/2", "/gone", "/feed"))
    site.answers |= {"/feed": (200, XML, rss(entries)), "/1": (200, HTML, page()), "/2": (200, HTML, page())}
    batch = read_feeds((site.at("/feed"),), now=NOW, pages=True, known={site.at("/1")}, private=True)
    assert [document.id for document in batch.documents] == [site.at("/2")]
    assert [(p.document, p.what) for p in batch.problems] == [(site.at("/gone"), "its server answers 404 Not Found")]
    assert [(p.document, p.what) for p in batch.passed_over] == [(site.at("/feed"), "no page but application/rss+xml")]
    assert site.asked == ["/feed", "/2", "/gone", "/feed"]


def test_more_pages_than_a_round_may_fetch_are_left_for_the_next(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_PAGES", 2)
    entries = "".join(f"<item><link>{site.at(f'/{n}')}</link></item>" for n in range(5))
    site.answers["/feed"] = (200, XML, rss(entries))
    batch = read_feeds((site.at("/feed"),), now=NOW, pages=True, private=True)
    assert [note.what for note in batch.notes] == ["3 more pages are left for the next round"]
    assert len(site.asked) == 3


PRIVATE = ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"]
PRIVATE += ["[::1]", "[fc00::1]", "[fe80::1]", "[::ffff:127.0.0.1]", "[2002:7f00:1::1]"]


@pytest.mark.parametrize("host", PRIVATE)
def test_private_and_local_addresses_are_refused(host: str) -> None:
    assert "a private or local address" in why(fetch(f"http://{host}:9/feed"))


def test_a_name_of_a_private_address_is_refused_before_anything_is_sent(site: Site) -> None:
    assert "a private or local address" in why(fetch(site.at("/feed").replace("127.0.0.1", "localhost")))
    assert site.asked == []


def test_a_public_address_may_not_lead_to_a_private_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "public", lambda address: address == "127.0.0.1")
    site.answers["/feed"] = (302, {"Location": site.at("/secret").replace("127.0.0.1", "127.0.0.2")}, b"")
    assert "a private or local address (127.0.0.2)" in why(fetch(site.at("/feed")))
    assert site.asked == ["/feed"]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://example.org/feed", "feed.xml", "http://", "gopher://x"])
def test_only_the_web_is_fetched(address: str) -> None:
    assert "no address of the web" in why(fetch(address, private=True))


def test_detours_are_followed_and_end(site: Site) -> None:
    site.answers |= {"/a": (301, {"Location": "/b"}, b""), "/b": (307, {"Location": site.at("/c?x=1")}, b""), "/c?x=1": (200, HTML, page())}
    answer = fetch(site.at("/a"), private=True)
    assert isinstance(answer, Fetched)
    assert (answer.address, answer.kind, answer.charset) == (site.at("/c?x=1"), "text/html", "utf-8")
    site.answers["/c?x=1"] = (302, {"Location": "/a"}, b"")
    assert why(fetch(site.at("/a"), private=True)) == "it leads back to itself"
    site.answers |= {f"/r{n}": (302, {"Location": f"/r{n + 1}"}, b"") for n in range(20)}
    assert why(fetch(site.at("/r0"), private=True)) == "more than 5 detours"


def test_an_answer_without_end_and_a_slow_one_are_broken_off(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/feed"] = (200, XML, b"x" * 200_000)
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    assert why(fetch(site.at("/feed"), private=True)) == "too large: more than 100,000 bytes"
    monkeypatch.setattr(fetching, "LARGEST", 1_000_000)
    monkeypatch.setattr(fetching, "LONGEST", 0.0)
    assert why(fetch(site.at("/feed"), private=True)).startswith("too slow")


def test_a_closed_door_is_named(site: Site) -> None:
    assert why(fetch("http://127.0.0.1:9/feed", private=True)).startswith("cannot be fetched: ")


def test_one_broken_feed_leaves_the_others(site: Site) -> None:
    site.answers |= {
        "/good": (200, XML, rss()),
        "/bomb": (200, XML, b'<!DOCTYPE l [<!ENTITY a "ha">]><rss/>'),
        "/none": (200, HTML, page()),
    }
    batch = read_feeds((site.at("/bomb"), site.at("/good"), site.at("/none"), site.at("/gone")), now=NOW, private=True)
    assert len(batch.documents) == 1
    assert [problem.document.rsplit("/")[-1] for problem in batch.problems] == ["bomb", "none", "gone"]


def test_following_twice_reads_what_is_new(run: Run, finders: None, site: Site, tmp_path: Path) -> None:
    follow = ("follow", site.at("/feed"), "--db", tmp_path / "r.db", "--allow-private")
    site.answers["/feed"] = (200, XML, rss())
    assert run(*follow)[1].startswith("1 report read")
    assert run(*follow)[1].startswith("0 reports read, 1 known before")
    entry = "<item><guid>2</guid><title>Talks</title><description>The envoys met again in Tokyo on Friday.</description></item>"
    site.answers["/feed"] = (200, XML, rss(entry))
    assert run(*follow)[1].startswith("1 report read")


def test_following_a_private_address_needs_a_word(run: Run, site: Site, tmp_path: Path) -> None:
    code, _, err = run("follow", site.at("/feed"), "--db", tmp_path / "r.db")
    assert code == 3
    assert "a private or local address (127.0.0.1) is not fetched; --allow-private allows it" in err


def test_following_goes_on_after_a_failure(run: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("communique.cli.following.time.sleep", sleep)
    code, _, err = run("follow", site.at("/gone"), "--db", tmp_path / "r.db", "--allow-private", "--every", "5")
    assert (code, waited) == (130, [300.0, 300.0])
    assert err.count("its server answers 404 Not Found") == 2
