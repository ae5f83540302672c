"""The pages in a real browser: every one at three widths and in two lights, by axe and by keyboard, and a correction from end to end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from attack import DOCUMENT
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from communique.cli.demo import bundled
from communique.publish.pages.wording import path
from communique.run.reading import read_in
from communique.store import Store

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("today", "timeline", "lanes by person", "engagement", "document", "commitments", "commitment", "channels", "channel", "actors",
         "person", "network", "statements", "statement", "search", "review", "history", "why", "attack report", "attack entry")  # fmt: skip
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def addresses(app: FastAPI) -> dict[str, str]:
    """One address of each page, the fullest there is."""
    record = app.state.site.kept.catalogue().record
    met = max(record.engagements, key=lambda e: len(e.evidence))
    both = next(e for e in record.engagements if e.place == "Bali" and len(e.people) == 2)
    attacks = app.state.site.kept.catalogue().resting(DOCUMENT.id)
    kept = next(c for c in record.commitments if c.kept_by)
    return {
        "today": "/",
        "timeline": "/timeline",
        "lanes by person": "/timeline?between=USA,CHN&by=person",
        "engagement": path(both),
        "document": f"/document/{met.evidence[0].document}?words={met.evidence[0].span.start}-{met.evidence[0].span.end}",
        "commitments": "/commitments",
        "commitment": path(kept),
        "channels": "/channels",
        "channel": path(max(record.channels, key=lambda c: len(c.history))),
        "actors": "/actors",
        "person": "/person/USA/antony-blinken",
        "network": "/network?by=person",
        "statements": "/statements?topic=Taiwan",
        "statement": path(record.statements[3]),
        "search": "/search?q=Taiwan",
        "review": "/review",
        "history": "/history",
        "why": f"/why/{met.id}",
        "attack report": path(DOCUMENT),
        "attack entry": path(attacks[0]),
    }


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_and_is_accessible(open_page: Opened, served: str, addresses: dict[str, str], name: str) -> None:
    """No sideways scrolling from 360 to 2560 pixels; WCAG 2.2 AA by axe on a narrow light and a wide dark page."""
    page = open_page()
    page.goto(served + addresses[name])
    for width, scheme in ((360, "light"), (2560, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        if width != 1280:
            assert broken(page) == [], width
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


def broken(page: Page) -> list[str]:
    """What axe finds wrong, with the elements."""
    # The policy of the pages allows no foreign script, so the test speaks to the page by the debugger.
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]


def test_an_attack_is_seen_as_text(open_page: Opened, served: str, addresses: dict[str, str]) -> None:
    page = open_page()
    for name in ("attack report", "attack entry"):
        page.goto(served + addresses[name])
        expect(page.locator("main")).to_contain_text("<script>alert(1)</script>")
        assert page.locator("main script, main img, main [onload], main [onerror]").count() == 0
    page.goto(served + "/timeline?since=2024-03-01&until=2024-03-31")
    page.locator("a.st").first.click()
    expect(page.locator("#why h1")).to_be_visible()


def test_why_opens_beside_the_page_and_closes(open_page: Opened, served: str) -> None:
    page = open_page()
    page.goto(served + "/timeline?between=USA,CHN")
    first = page.locator("ol.rows a.st").first
    first.click()
    expect(page.locator("#why h1")).to_have_text("Why: status")
    expect(page.locator("#why .reasons q").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#why h1")).to_have_count(0)
    assert page.url.endswith("/timeline?between=USA,CHN")
    expect(first).to_be_focused()


def test_words_lead_to_their_report_and_its_notes_light_them_up(open_page: Opened, served: str, addresses: dict[str, str]) -> None:
    page = open_page()
    page.goto(served + addresses["engagement"])
    words = page.locator("ol.life a.words").first
    said = words.inner_text().strip("“”")
    words.click()
    expect(page.locator("#here")).to_be_in_viewport()
    assert page.locator(".here").first.inner_text().split()[-1] in said
    page.locator(".notes li").first.hover()
    expect(page.locator("mark.lit").first).to_be_visible()


def test_without_scripts_everything_can_be_read_and_decided(open_page: Opened, changing: tuple[str, Store]) -> None:
    address, store = changing
    page = open_page(scripts=False)
    page.goto(f"{address}/timeline?between=USA,CHN")
    page.locator("ol.rows a.st").first.click()
    expect(page.locator("main h1")).to_have_text("Why: status")
    page.goto(f"{address}/review")
    page.get_by_role("button", name="Accept").click()
    page.goto(f"{address}/history")
    page.get_by_role("button", name="Undo").click()
    assert [d.act.value for d in store.decisions()] == ["accept", "undo"]


def test_the_queue_goes_by_keys(open_page: Opened, changing: tuple[str, Store]) -> None:
    address, store = changing
    page = open_page()
    page.goto(f"{address}/review")
    first = page.locator("#item a").first.get_attribute("href")
    page.keyboard.press("j")
    expect(page).to_have_url(f"{address}/review?page=2")
    page.keyboard.press("k")
    expect(page).to_have_url(f"{address}/review")
    page.keyboard.press("?")
    expect(page.get_by_text("j next · k previous")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator("select[name=field]")).to_be_focused()
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    assert store.decisions() == ()  # a letter typed into a field decides nothing
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Undo accept")).to_be_visible()
    expect(page.locator("#item a").first).not_to_have_attribute("href", str(first))
    assert [d.act.value for d in store.decisions()] == ["accept"]
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Undo reject")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Undo accept")).to_be_visible()
    number = 1
    while not page.locator("input[name=twin]").count():  # an entry of two sides that met more than once
        number += 1
        page.keyboard.press("j")
        expect(page).to_have_url(f"{address}/review?page={number}")
    page.keyboard.press("m")
    expect(page.locator("details[open] input[name=twin]").first).to_be_focused()
    assert [d.act.value for d in store.decisions()] == ["accept", "reject", "undo"]


def test_a_full_correction_outlives_a_reading(open_page: Opened, changing: tuple[str, Store]) -> None:
    """Reject, edit, merge, undo, read again: what stands, stands."""
    address, store = changing
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())

    def entries() -> dict[str, str]:
        page.goto(f"{address}/timeline?between=USA,CHN&since=2023-06&until=2023-06")
        rows = page.locator("ol.rows > li")
        return {str(rows.nth(i).get_attribute("id")): rows.nth(i).inner_text() for i in range(rows.count())}

    before = entries()
    rejected, edited, kept, merged, *_ = before
    # Reject: it is gone from the list, and stands in the history.
    page.goto(f"{address}/engagement/{rejected}")
    page.get_by_label("Reason, for the record").fill("another day, says the readout")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator("main")).to_contain_text("another day, says the readout")
    assert set(entries()) == set(before) - {rejected}
    # Edit: the new place stands, with who set it, and why answers.
    page.goto(f"{address}/engagement/{edited}")
    page.locator("summary", has_text="Edit").click()
    page.get_by_label("Field").select_option("place")
    page.get_by_label("Value").fill("Villa 18, Diaoyutai")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator(".facts-table")).to_contain_text("Villa 18, Diaoyutai")
    expect(page.locator("main")).to_contain_text("by lee")
    # Merge: two become one.
    page.goto(f"{address}/engagement/{kept}")
    page.locator("summary", has_text="Merge").click()
    page.locator(f"input[name=twin][value={merged}]").check()
    page.get_by_role("button", name="Merge with").click()
    joined = entries()
    assert len(joined) == len(before) - 2
    # Undo the merge: two again.
    page.goto(f"{address}/history")
    page.locator("tr", has_text="merge").get_by_role("button", name="Undo").click()
    expect(page.locator("tr", has_text="taken back")).to_contain_text("merge")
    apart = entries()
    assert set(apart) == set(before) - {rejected}
    # Read every report again with the rules of today: what was decided still stands.
    again = [o for o in read_in(store, bundled()[0], rules="test", now=dt.datetime.now(dt.UTC), again=True) if not o.failure]
    assert len(again) == len(bundled()[0])
    assert entries() == apart
    assert "Villa 18, Diaoyutai" in apart[edited]
    assert page.request.get(f"{address}/engagement/{rejected}").status == 404
