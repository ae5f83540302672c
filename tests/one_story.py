"""One story in every format that is read, each written here in the way of its trade; the facts are public, the words our own."""

from __future__ import annotations

import gzip
import io
import json
import textwrap
import zipfile
from email.message import EmailMessage
from html import escape

TITLE = "Kishida, Yoon agree to resume mutual visits"
PARAGRAPHS = (
    "Japanese Prime Minister Fumio Kishida and South Korean President Yoon Suk Yeol met in Tokyo on Thursday and agreed to resume "
    "regular visits between their countries.",
    "The meeting was the first of its kind in Japan for a South Korean president in some 12 years, officials of both governments said.",
    "“We will open a new chapter in our relations,” Kishida told a joint news conference after the talks.",
    "The two leaders also agreed to restart a security dialogue that has been suspended since 2018 & to hold it at an early date.",
)
TEXT = "\n\n".join(PARAGRAPHS)
DAY = "2023-03-16"
HOUR = "2023-03-16T10:15:00Z"
SOURCE = "Example Wire"
GUID = "urn:newsml:example.org:20230316:tokyo"
ADDRESS = "https://wire.example.org/2023/03/16/tokyo"
HTML_BODY = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in PARAGRAPHS)
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.30"'


def plain() -> bytes:
    return f"{TITLE}\n\n{TEXT}\n".encode()


def line(**more: str) -> bytes:
    return json.dumps({"id": GUID, "title": TITLE, "text": TEXT, "published": DAY, "source": SOURCE, **more}).encode() + b"\n"


def table() -> bytes:
    cell = TEXT.replace('"', '""')
    return f'url;headline;pubdate;body;outlet\n{ADDRESS};{TITLE};{DAY};"{cell}";{SOURCE}\n'.encode()


def page(title: str = TITLE, body: str = HTML_BODY, head: str = "") -> bytes:
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in ("world", "asia", "business", "sport"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} - {SOURCE}</title>'
        f'<meta property="og:site_name" content="{SOURCE}"><meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{HOUR}">{head}</head><body><nav><ul>{links}</ul></nav>'
        f"<main><article><h1>{escape(title)}</h1>{body}</article></main>"
        "<aside><h2>Most read</h2><ul><li><a href='/1'>Markets close higher</a></li></ul></aside>"
        "<footer>All rights reserved. Terms of use.</footer></body></html>"
    ).encode()


def newsml_item(version: int = 1, status: str = "usable", meta: str = "", content: str | None = None) -> str:
    inner = f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{HTML_BODY}</body></html></inlineXML>'
    return (
        f'<newsItem {G2} guid="{GUID}" version="{version}" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>'
        f'<provider qcode="nprov:EXW"><name>{SOURCE}</name></provider><versionCreated>{HOUR}</versionCreated>'
        f'<pubStatus qcode="stat:{status}"/>{meta}</itemMeta><contentMeta><headline>{TITLE}</headline><by>Jane Roe</by></contentMeta>'
        f"<contentSet>{inner if content is None else content}</contentSet></newsItem>"
    )


def newsml(*items: str) -> bytes:
    inner = "".join(items or (newsml_item(),))
    return f'<?xml version="1.0" encoding="UTF-8"?><newsMessage {G2}><itemSet>{inner}</itemSet></newsMessage>'.encode()


def nitf(status: str = "usable", release: str = "20230316T101500Z") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>tokyo</title>'
        f'<docdata management-status="{status}"><doc-id id-string="{GUID}" regsrc="EXW"/><date.issue norm="{release}"/>'
        f'<date.release norm="{release}"/></docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline>'
        f"<byline>By Jane Roe</byline><distributor>{SOURCE}</distributor><dateline><location>TOKYO</location></dateline></body.head>"
        f'<body.content><block>{HTML_BODY}</block><media media-type="image"><media-caption>A handshake</media-caption></media>'
        "</body.content><body.end/></body></nitf>"
    ).encode()


def ninjs_1(**more: object) -> bytes:
    item = {"uri": GUID, "type": "text", "version": "1", "versioncreated": HOUR, "pubstatus": "usable", "language": "en"}
    return json.dumps({**item, "headline": TITLE, "body_xhtml": HTML_BODY, "copyrightholder": SOURCE, **more}).encode()


def ninjs_2(**more: object) -> bytes:
    item = {"uri": GUID, "type": "text", "version": "1", "versioncreated": HOUR, "pubstatus": "usable", "copyrightholder": SOURCE}
    headlines = [{"role": "short", "value": "Tokyo talks"}, {"role": "main", "value": TITLE}]
    return json.dumps({**item, "headlines": headlines, "bodies": [{"contenttype": "text/plain", "value": TEXT}], **more}).encode()


def ninjs_3(**more: object) -> bytes:
    item = {"standard": {"name": "ninjs", "version": "3.1"}, "uri": GUID, "type": "text", "versionCreated": HOUR, "pubStatus": "usable"}
    bodies = [{"contentType": "text/html", "value": HTML_BODY}]
    return json.dumps({**item, "copyrightHolder": SOURCE, "headlines": [{"value": TITLE}], "bodies": bodies, **more}).encode()


def rss(entry: str | None = None) -> bytes:
    item = (
        f"<item><guid isPermaLink='false'>{GUID}</guid><link>{ADDRESS}</link><title>{TITLE}</title>"
        f"<pubDate>Thu, 16 Mar 2023 10:15:00 GMT</pubDate><content:encoded><![CDATA[{HTML_BODY}]]></content:encoded></item>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{SOURCE}</title><link>https://wire.example.org/</link><description>News</description>{item if entry is None else entry}"
        "</channel></rss>"
    ).encode()


def atom() -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{SOURCE}</title><id>urn:feed</id>'
        f"<updated>{HOUR}</updated><entry><id>{GUID}</id><title>{TITLE}</title><published>{HOUR}</published><updated>{HOUR}</updated>"
        f'<link href="{ADDRESS}"/><content type="html">{escape(HTML_BODY)}</content></entry></feed>'
    ).encode()


def mail(**attachments: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = TITLE, f"{SOURCE} <desk@wire.example.org>", "list@example.org"
    message["Date"], message["Message-ID"] = "Thu, 16 Mar 2023 19:15:00 +0900", "<tokyo@wire.example.org>"
    message.set_content(TEXT + "\n")
    message.add_alternative(f"<html><body>{HTML_BODY}</body></html>", subtype="html")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return bytes(message)


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF of our own making: lines of Helvetica, a wider gap between paragraphs."""
    pages = pages or ((TITLE, *PARAGRAPHS),)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for paragraphs in pages:
        at, drawn = 780, []
        for paragraph in paragraphs:
            for row in textwrap.wrap(paragraph, 80):
                words = row.encode("cp1252").decode("latin-1").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
                drawn.append(f"BT /F1 11 Tf 60 {at} Td ({words}) Tj ET")
                at -= 14
            at -= 12
        content = "\n".join([*drawn, "BT /F1 9 Tf 300 30 Td (1) Tj ET"])
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def warc_record(address: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(address)) % 10**12:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc() -> bytes:
    return warc_record(ADDRESS, page()) + warc_record(f"{ADDRESS}.jpg", b"\xff\xd8", "image/jpeg")


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members or {"tokyo_txt": plain()}).items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


STORIES: dict[str, bytes] = {
    "tokyo.txt": plain(),
    "tokyo.jsonl": line(),
    "tokyo.csv": table(),
    "tokyo.html": page(),
    "newsml.xml": newsml(),
    "nitf.xml": nitf(),
    "ninjs1.json": ninjs_1(),
    "ninjs2.json": ninjs_2(),
    "ninjs3.json": ninjs_3(),
    "feed.rss": rss(),
    "feed.atom": atom(),
    "tokyo.eml": mail(),
    "tokyo.pdf": pdf(),
    "tokyo.warc": warc(),
    "tokyo.warc.gz": gzip.compress(warc()),
    "tokyo.zip": zipped(),
    "tokyo.txt.gz": gzip.compress(plain()),
}
