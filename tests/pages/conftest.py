"""What the tests of the pages share: the examples read once, one report full of attacks, the pages served, and a real browser."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from attack import CLAIMS, DOCUMENT
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect, sync_playwright

from communique.cli.demo import bundled
from communique.publish.pages.access import Access
from communique.publish.pages.app import make_app
from communique.run.reading import read_in
from communique.store import Store
from parts import missing

NOW = dt.datetime(2024, 6, 1, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def examples_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples and of the report full of attacks; to be copied, never changed."""
    file = tmp_path_factory.mktemp("pages") / "examples.db"
    with Store(file) as store:
        failed = [o.failure for o in read_in(store, bundled()[0], rules="test", now=NOW) if o.failure]
        assert failed == []
        assert store.keep(DOCUMENT, CLAIMS) == ()
    return file


@pytest.fixture
def db(examples_db: Path, tmp_path: Path) -> Path:
    """A copy of the store that a test may change."""
    return Path(shutil.copy(examples_db, tmp_path / "record.db"))


@pytest.fixture(scope="session")
def app(examples_db: Path) -> Iterator[FastAPI]:
    """The pages over the examples, for reading."""
    with Store(examples_db) as store:
        yield make_app(store, Access(local="lee"))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    """A program that asks for pages of the examples."""
    with TestClient(app, base_url="http://localhost") as made:
        yield made


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address at which an app is served meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def served(app: FastAPI) -> Iterator[str]:
    """The address of the examples' pages."""
    with serving(app) as address:
        yield address


@pytest.fixture
def changing(db: Path) -> Iterator[tuple[str, Store]]:
    """The address of pages whose record a test may change, and their store."""
    with Store(db) as store, serving(make_app(store, Access(local="lee"))) as address:
        yield address, store


@pytest.fixture(scope="module")  # while it runs, its event loop does: no longer than it is needed, or other tests cannot have one
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or another; without one the tests that need it are skipped, unless nothing may be skipped."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missing("Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


Opened = Callable[..., Page]
expect.set_options(timeout=20_000)  # a busy machine is no failure


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opened]:
    """Opens a window; whatever its console complains of, or any script of an attack that runs, fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(width: int = 1280, scheme: str = "light", *, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)  # a busy machine is no failure
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"attack: {dialog.message}"), dialog.dismiss()))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
