"""Takes the pictures of the pages in ``docs/pages/``: serves the examples, opens each page in Chromium, and writes a small PNG.

``make screenshots``, on a machine with Chromium.

    docs/pages/timeline.png: the lanes of pairs, August 2022 to May 2024
"""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from communique.cli.demo import bundled
from communique.publish.pages.access import Access
from communique.publish.pages.app import make_app
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.wording import path
from communique.run.reading import read_in
from communique.store import Store

PICTURES = Path(__file__).resolve().parent / "pages"
WIDTH, HEIGHT = 1180, 760


def addresses(catalogue: Catalogue) -> dict[str, str]:
    """The address of each page that is shown; a name that ends in "dark" or "narrow" says how."""
    record = catalogue.record
    met = next(e for e in record.engagements if e.place == "Bali" and len(e.people) == 2)
    told = next(p.document for p in met.evidence if "chinese" in p.document)
    return {
        "today": "/",
        "today-dark": "/",
        "timeline": "/timeline",
        "timeline-narrow": "/timeline?between=USA,CHN",
        "engagement": path(met),
        "document": f"/document/{told}",
        "why": path(met),
        "commitments": "/commitments",
        "channels": "/channels",
        "actors": "/actors",
        "person": "/person/USA/antony-blinken",
        "network": "/network?by=person",
        "statements": "/statements?topic=Taiwan",
        "search": "/search?q=military",
        "review": "/review",
    }


def main() -> int:
    """Serve the examples and take all pictures."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        print("no Chromium on this machine (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "demo.db") as store:
        for outcome in read_in(store, bundled()[0], rules="", now=dt.datetime.now(dt.UTC)):
            assert outcome.failure is None
        app = make_app(store, Access(local="lee"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        take(program, f"http://127.0.0.1:{port}", addresses(app.state.site.kept.catalogue()))
        server.should_exit = True
        thread.join()
    return 0


def take(program: str, base: str, pages: dict[str, str]) -> None:
    """Open each page and write its picture."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, address in pages.items():
            narrow = name.endswith("narrow")
            size = {"width": 380 if narrow else WIDTH, "height": HEIGHT}
            page = browser.new_page(viewport=size, color_scheme="dark" if name.endswith("dark") else "light")  # type: ignore[arg-type]
            page.goto(base + address)
            if name == "why":
                page.locator(".facts-table .why").nth(4).click()
                page.locator("#why h1").wait_for()
            page.screenshot(path=PICTURES / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
