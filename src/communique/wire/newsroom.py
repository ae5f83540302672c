"""The formats of newsrooms: NewsML-G2, NITF and ninjs 1, 2 and 3, with version, status and embargo.

An item's guid is its id, so that a later version takes the place of the earlier one. "Canceled" withdraws, "withheld" and what is
under embargo are passed over until they may be read; a story is of the day on which its embargo ended. Items without a story in them
(pictures, plans, packages) are passed over too.

    <newsItem guid="urn:newsml:example.org:20230503:hanoi" version="2"> ... <pubStatus qcode="stat:usable"/>
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from communique.model import Problem, Version
from communique.wire.batch import Batch, Origin, failed, joined, passed_over
from communique.wire.days import read_day, read_moment
from communique.wire.markup import text_of_html, text_of_tree
from communique.wire.plain import check_text, plain_document
from communique.wire.xml_tree import first, local, words

READ_ITEMS = frozenset({"newsItem", "packageItem", "planningItem", "conceptItem", "catalogItem", "knowledgeItem"})
STATUSES = {"cancelled": "canceled", "cancel": "canceled"}


@dataclass(frozen=True, slots=True)
class Item:
    """A story as a news format gives it.

    Args:
        guid: its id in all versions.
        number: of its version.
        text: its paragraphs; empty where it holds none.
        status: "usable", "withheld" or "canceled".
        embargo: until when it must not be shown.
        corrects: it says that an earlier version was wrong.
        note: what the editors say to those who receive it.
    """

    guid: str | None
    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    number: int = 0
    status: str = "usable"
    embargo: str | None = None
    corrects: bool = False
    note: str | None = None


def read_items(items: Iterable[Item], origin: Origin) -> Batch:
    """The documents of items; of one guid the earlier version first."""
    every = list(items)
    place: dict[str | None, int] = {}
    for at, item in enumerate(every):
        place.setdefault(item.guid, at)
    # What has no guid has no version number that means anything, and keeps its place.
    keys = [(place[item.guid], item.number) if item.guid else (at, 0) for at, item in enumerate(every)]
    batch = joined(_read_item(every[at], origin) for at in sorted(range(len(every)), key=keys.__getitem__))
    return batch if any(batch) else failed(origin.name, "there is no item in it")


def _read_item(item: Item, origin: Origin) -> Batch:
    name = f"{origin.name} ({item.guid})" if item.guid else origin.name
    status = STATUSES.get(item.status, item.status)
    if status == "withheld":
        return passed_over(name, "withheld by its publisher")
    if item.embargo and (told := _held_back(item.embargo, origin.now)):
        return passed_over(name, told)
    # A withdrawal may come without a story; then what the editors say of it is its text.
    text = item.text or (item.note or item.title or "" if status == "canceled" else "")
    if not text:
        return passed_over(name, "no story in it")
    if wrong := check_text(text, name):
        return Batch((), (wrong,))
    day, notes = _day(item, origin, name)
    document = plain_document(text, origin.name, id=item.guid, title=item.title, source=item.source, published=day[0], basis=day[1])
    if status == "canceled":
        document = dataclasses.replace(document, version=Version.KILL)
    elif item.corrects and document.version in (Version.FIRST, Version.UPDATE):
        document = dataclasses.replace(document, version=Version.CORRECTION)
    return Batch((document,), notes=notes)


def _day(item: Item, origin: Origin, name: str) -> tuple[tuple[dt.date | None, str], tuple[Problem, ...]]:
    released = read_day(item.embargo) if item.embargo else None
    day = read_day(item.published) if item.published else None
    if released is not None and (day is None or day <= released):
        # Filed on Monday for Thursday: nobody could know of it before, and its "today" is Thursday.
        return (released, "embargo"), ()
    if day is not None:
        return (day, "metadata"), ()
    wrong = (Problem(name, f"the day of publication cannot be read: {item.published[:40]!r}"),) if item.published else ()
    return (origin.published, "given"), wrong


def _held_back(embargo: str, now: dt.datetime | None) -> str | None:
    """Why an item may not be read yet; an hour that cannot be read holds back."""
    until = read_moment(embargo)
    if until is not None and now is not None and until <= now:
        return None
    return f"under embargo until {embargo}; read it again after that"


# ---------------------------------------------------------------- NewsML-G2


def newsml_items(root: Element) -> Iterable[Item]:
    """The items of a message, or the one that the file is."""
    for node in root.iter():
        if local(node.tag) in READ_ITEMS:
            yield _newsml_item(node)


def _newsml_item(node: Element) -> Item:
    meta, content = first(node, "itemMeta"), first(node, "contentMeta")
    status = _code(first(meta, "pubStatus")) if meta is not None else None
    signals = {_code(child) for child in (meta if meta is not None else ()) if local(child.tag) == "signal"}
    provider = first(meta, "provider") if meta is not None else None
    return Item(
        guid=node.get("guid"),
        text=_newsml_text(first(node, "contentSet")),
        title=words(first(content, "headline")) if content is not None else None,
        source=_provider(provider) if provider is not None else None,
        published=next(filter(None, map(words, _dates(meta, content))), None),
        number=_number(node.get("version")),
        status=status or "usable",
        embargo=words(first(meta, "embargoed")) if meta is not None else None,
        corrects="correction" in signals,
        note=words(first(meta, "edNote")) if meta is not None else None,
    )


def _dates(meta: Element | None, content: Element | None) -> Iterable[Element]:
    """Where an item says its day, the day of this version first."""
    for place, names in ((meta, ("versionCreated", "firstCreated")), (content, ("contentModified", "contentCreated"))):
        for name in names:
            if place is not None and (node := first(place, name)) is not None:
                yield node


def _newsml_text(content: Element | None) -> str:
    """The body of the first content that holds words: marked up, or plain."""
    for node in content if content is not None else ():
        if local(node.tag) == "inlineXML":
            body = first(node, "body.content")
            if body is None:
                body = first(node, "body")
            if text := text_of_tree(node if body is None else body):
                return text
        if local(node.tag) == "inlineData" and (node.get("encoding") or "").lower() != "base64":
            data = "".join(node.itertext())
            return text_of_html(data) if "html" in (node.get("contenttype") or "") else data.strip()
    return ""


def _code(node: Element | None) -> str | None:
    """The last part of a code: "withheld" of "stat:withheld"."""
    said = (node.get("qcode") or node.get("uri") or node.get("code")) if node is not None else None
    return said.replace("/", ":").rpartition(":")[2].lower() if said else None


def _provider(node: Element) -> str | None:
    return words(first(node, "name")) or node.get("literal") or (node.get("qcode") or "").rpartition(":")[2] or None


# ---------------------------------------------------------------- NITF


def nitf_item(root: Element) -> Item:
    """The story of a NITF file."""
    docdata = first(root, "docdata")
    head = docdata if docdata is not None else root
    guid, release, issue = first(head, "doc-id"), first(head, "date.release"), first(head, "date.issue")
    management = (docdata.get("management-status") if docdata is not None else None) or "usable"
    dated = release if release is not None and release.get("norm") else issue
    body = first(root, "body.content")
    note = first(head, "ed-msg")
    return Item(
        guid=guid.get("id-string") if guid is not None else None,
        text=text_of_tree(body) if body is not None else "",
        title=words(first(root, "hl1")) or words(first(root, "hedline")) or words(first(root, "title")),
        source=words(first(root, "distributor")) or (guid.get("regsrc") if guid is not None else None),
        published=dated.get("norm") if dated is not None else None,
        status="usable" if management == "embargoed" else management,
        embargo=release.get("norm") if management == "embargoed" and release is not None else None,
        note=note.get("info") if note is not None else None,
    )


# ---------------------------------------------------------------- ninjs


def is_ninjs(row: Mapping[str, Any]) -> bool:
    """Whether an object is a ninjs item: it has a "uri" and none of the names of JSON Lines."""
    return isinstance(row.get("uri"), str) and "text" not in row


def ninjs_item(row: Mapping[str, Any]) -> Item:
    """The story of a ninjs object; the three dialects differ in letters' case and in lists of bodies and headlines."""
    low = {key.lower(): value for key, value in row.items()}
    return Item(
        guid=row["uri"],
        text=_ninjs_body(low) if low.get("type", "text") in ("text", "composite") else "",
        title=_ninjs_headline(low),
        source=_string(low, "copyrightholder") or _string(low, "infosource") or None,
        published=_string(low, "versioncreated") or _string(low, "firstcreated") or None,
        number=_number(_string(low, "version")),
        status=(_string(low, "pubstatus") or "usable").lower(),
        embargo=_string(low, "embargoeduntil") or _string(low, "embargoed"),
        note=_string(low, "ednote"),
    )


def _ninjs_body(low: Mapping[str, Any]) -> str:
    """Plain text where there is one, else the marked-up body."""
    bodies = [body for body in _list(low, "bodies") if isinstance(body, dict) and isinstance(body.get("value"), str)]
    found = [({key.lower(): value for key, value in body.items()}) for body in bodies]
    kinds = [(str(b.get("contenttype") or b.get("role") or ""), str(b["value"])) for b in found]
    kinds += [(key, value) for key, value in low.items() if key.startswith("body_") and isinstance(value, str)]
    plain = [value for kind, value in kinds if "plain" in kind or kind in ("body_text", "")]
    marked = [value for kind, value in kinds if "html" in kind or "nitf" in kind or "rich" in kind]
    if plain:
        return plain[0].strip()
    return text_of_html(marked[0]) if marked else kinds[0][1].strip() if kinds else ""


def _ninjs_headline(low: Mapping[str, Any]) -> str | None:
    headlines = [h for h in _list(low, "headlines") if isinstance(h, dict) and isinstance(h.get("value"), str)]
    main = [h["value"] for h in headlines if h.get("role") == "main"] or [h["value"] for h in headlines]
    return main[0] if main else _string(low, "headline") or _string(low, "headline_main") or _string(low, "title")


def _list(row: Mapping[str, Any], key: str) -> list[Any]:
    value = row.get(key)
    return value if isinstance(value, list) else []


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _number(said: str | None) -> int:
    return int(said) if said and re.fullmatch(r"[0-9]{1,18}", said) else 0


def parse_json(data: bytes, name: str) -> Any | Problem:
    """Any JSON, or what is wrong with it."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Problem(name, f"not JSON: {error}")
