"""What the program never does: run what it reads, call somebody because of what it reads, or stand on a package of no known origin."""

from __future__ import annotations

import importlib.metadata
import re
import socket
from pathlib import Path

import pytest

from communique.run.finding import find_all
from communique.wire import read_bytes
from one_story import STORIES, TEXT, mail, newsml, newsml_item, page, rss

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = "http://tracker.example.org"
# Every way in which a format can point to something that lies elsewhere.
POINTING = {
    "a.html": page(body=f'<img src="{ELSEWHERE}/1"><iframe src="{ELSEWHERE}/2"></iframe><script src="{ELSEWHERE}/3"></script>'
                        f'<link rel="stylesheet" href="{ELSEWHERE}/4"><meta http-equiv="refresh" content="0;url={ELSEWHERE}/5">'
                        + "".join(f"<p>{p} See {ELSEWHERE}/6</p>" for p in TEXT.split("\n\n"))),
    "a.xml": newsml(newsml_item(content=f'<remoteContent href="{ELSEWHERE}/7"/>')),
    "b.xml": f'<?xml version="1.0"?><?xml-stylesheet href="{ELSEWHERE}/8"?><!DOCTYPE nitf SYSTEM "{ELSEWHERE}/9.dtd">'
             f'<nitf xmlns:xi="http://www.w3.org/2001/XInclude"><body><body.content><p>They met.</p><xi:include href="{ELSEWHERE}/10"/>'
             "</body.content></body></nitf>".encode(),
    "a.rss": rss(f"<item><link>{ELSEWHERE}/11</link><enclosure url='{ELSEWHERE}/12'/><description>The envoys met.</description></item>"),
    "a.eml": mail().replace(b"Subject:", f"Content-Location: {ELSEWHERE}/13\nSubject:".encode(), 1),
    "a.txt": f"The envoys met in Hanoi. Details: {ELSEWHERE}/14 and file:///etc/hostname".encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", [*STORIES, *POINTING])
def test_no_address_in_a_document_is_ever_fetched(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refused(*told: object, **_: object) -> None:
        asked.append(told)
        raise OSError("no network")

    for way in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, way, refused)
    for way in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, way, refused)
    data = POINTING.get(name) or STORIES[name]
    batch = read_bytes(data, name)
    assert batch.problems == ()
    assert [found.failure for found in find_all(batch.documents) if found.failure] == []
    assert asked == []


# ---------------------------------------------------------------- packages

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
FREE = re.compile(r"MIT|BSD|0BSD|Apache|MPL|Mozilla Public|ISC|PSF|Python Software Foundation|Zlib|CC0|Unlicense", re.IGNORECASE)
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+) \\$", re.MULTILINE)


def pinned(lock: Path) -> dict[str, str]:
    return dict(PINNED.findall(lock.read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_packages_come_by_name_from_the_index_only(lock: Path) -> None:
    """Nothing from an address, a folder or a branch, and no index of our own."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if line and not line.lstrip().startswith("#")]
    assert [line for line in lines if not re.match(r"[a-z0-9-]+==\S+ \\$|    --hash=sha256:[0-9a-f]{64}(?: \\)?$", line)] == []


def test_what_is_tested_is_what_is_locked() -> None:
    """The packages that the tests run on are those whose hashes are pinned, in the same versions."""
    told = pinned(ROOT / "requirements" / "dev.lock")
    run = pinned(ROOT / "requirements" / "run.lock")
    assert {name: version for name, version in run.items() if told.get(name, version) != version} == {}
    installed = {d.metadata["Name"].lower().replace("_", "-").replace(".", "-"): d.version for d in importlib.metadata.distributions()}
    assert {name: (version, installed[name]) for name, version in told.items() if installed.get(name, version) != version} == {}


def test_every_package_that_the_program_needs_has_a_free_licence() -> None:
    def licence(name: str) -> str:
        about = importlib.metadata.metadata(name)
        named = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
        return about.get("License-Expression") or " ".join(named) or (about.get("License") or "")[:80]

    told = {name: licence(name) for name in pinned(ROOT / "requirements" / "run.lock")}
    assert {name: said for name, said in told.items() if not FREE.search(said)} == {}
    assert {name: said for name, said in told.items() if re.search(r"\bA?GPL|Affero", said) and "LGPL" not in said} == {}
