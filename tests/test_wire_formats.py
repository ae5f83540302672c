"""Readers: one story in every format gives the same record; what is broken, hostile, held back or foreign is named, the rest is read."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import random
import re
import struct
import sys
import tracemalloc
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.ledger.build import fold
from communique.model import Document, Version
from communique.publish.atom import atom
from communique.publish.export import record_object
from communique.publish.markdown import markdown
from communique.run.finding import find_all
from communique.run.reading import read_in
from communique.store import Store
from communique.wire import Batch, archives, formats, read_bytes, read_path
from communique.wire.language import other_language
from communique.wire.markup import text_of_html
from communique.wire.sniffing import ENDINGS, ending_of
from one_story import (
    ADDRESS,
    DAY,
    GUID,
    HTML_BODY,
    PARAGRAPHS,
    SOURCE,
    STORIES,
    TEXT,
    TITLE,
    line,
    mail,
    newsml,
    newsml_item,
    ninjs_1,
    ninjs_2,
    ninjs_3,
    nitf,
    page,
    pdf,
    plain,
    rss,
    table,
    warc,
    warc_record,
    zipped,
)

D = dt.date
SINCE = dt.datetime(2023, 3, 17, tzinfo=dt.UTC)
TITLE_WITHIN = {"tokyo.txt", "tokyo.zip", "tokyo.txt.gz", "tokyo.pdf"}
NO_DAY = TITLE_WITHIN


def only(batch: Batch) -> Document:
    (document,) = batch.documents
    return document


def whys(batch: Batch) -> str:
    return " | ".join(f"{p.document}: {p.what}" for p in (*batch.problems, *batch.passed_over))


# ---------------------------------------------------------------- one story


@pytest.mark.parametrize("name", STORIES)
def test_a_story_keeps_its_words_its_title_and_its_day(name: str) -> None:
    batch = read_bytes(STORIES[name], name)
    document = only(batch)
    assert batch.problems == ()
    assert document.text.strip() == (f"{TITLE}\n\n{TEXT}" if name in TITLE_WITHIN else TEXT)
    assert (document.title, document.published, document.source) == (
        (None, None, None) if name in NO_DAY else (TITLE, D.fromisoformat(DAY), SOURCE)
    )


def told(document: Document) -> set[tuple[object, ...]]:
    """What the record says of one report, without ids and places."""
    (found,) = find_all([document])
    record = fold([found.document], found.claims, (), None)
    met = {(e.kind, e.status, frozenset(p.name for p in e.people), e.sides, e.start, e.end, e.place) for e in record.engagements}
    promised = {(c.by, " ".join(c.what.split()), c.strength, c.status) for c in record.commitments}
    said = {(s.claim.speaker, s.claim.stance, tuple(" ".join(q.text.split()) for q in s.claim.content)) for s in record.statements}
    return met | promised | said | {(c.name, c.sides, c.state) for c in record.channels}


def test_the_same_story_in_every_format_gives_the_same_record() -> None:
    records = {name: told(only(read_bytes(data, name, D.fromisoformat(DAY)))) for name, data in STORIES.items()}
    assert any(entry[0] == "meeting" and entry[1] == "held" for entry in records["newsml.xml"])
    assert {
        name: sorted(map(str, record ^ records["newsml.xml"])) for name, record in records.items() if record != records["newsml.xml"]
    } == {}


@pytest.mark.parametrize("name", [name for name in STORIES if name not in {"tokyo.csv", "tokyo.txt"}])
def test_bytes_without_a_name_are_known_by_how_they_begin(name: str) -> None:
    assert only(read_bytes(STORIES[name], "standard input")).text == only(read_bytes(STORIES[name], name)).text


def test_a_folder_of_all_formats_is_one_report_told_many_times(tmp_path: Path) -> None:
    for name, data in STORIES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    batch = read_path(tmp_path, D.fromisoformat(DAY))
    assert len(batch.documents) == len(STORIES)
    assert batch.problems == ()
    assert "1 with .jpg" in whys(batch)
    with Store(tmp_path / "r.db") as store:
        outcomes = list(read_in(store, batch.documents, rules="0", now=SINCE))
        # Known are the same words: apart from those with the title in the text, and of these the one without a last line end.
        assert sum(outcome.kept for outcome in outcomes) == store.counts().documents == 3
        assert [outcome.failure for outcome in outcomes if outcome.failure] == []


def test_every_ending_has_a_reader() -> None:
    assert set(formats.READERS) | set(formats.CONTAINERS) == ENDINGS


def test_wire_copy_that_begins_like_something_else_stays_wire_copy() -> None:
    for words in ("Subject: talks\n\nThe envoys met.", "{sic} The envoys met.", "<Updates with quote> The envoys met.", "PK is a code."):
        assert ending_of("standard input", words.encode()) == ""


# ---------------------------------------------------------------- versions, status, embargo

ITEMS = {
    "newsml": lambda status: newsml(newsml_item(status=status)),
    "nitf": lambda status: nitf(status),
    "ninjs 1": lambda status: ninjs_1(pubstatus=status),
    "ninjs 2": lambda status: ninjs_2(pubstatus=status),
    "ninjs 3": lambda status: ninjs_3(pubStatus=status),
}


@pytest.mark.parametrize("form", ITEMS)
def test_what_is_withheld_is_passed_over_and_what_is_canceled_is_a_kill(form: str) -> None:
    withheld = read_bytes(ITEMS[form]("withheld"), "standard input")
    assert (withheld.documents, withheld.problems) == ((), ())
    assert "withheld by its publisher" in whys(withheld)
    killed = only(read_bytes(ITEMS[form]("canceled"), "standard input"))
    assert (killed.version, killed.id) == (Version.KILL, GUID)


EMBARGOED = {
    "newsml": newsml(newsml_item(meta="<embargoed>2023-03-16T18:00:00+09:00</embargoed>")),
    "nitf": nitf("embargoed", "20230316T090000Z"),
    "ninjs 1": ninjs_1(embargoed="2023-03-16T09:00:00Z"),
    "ninjs 3": ninjs_3(embargoedUntil="2023-03-16T09:00:00Z"),
}


@pytest.mark.parametrize("form", EMBARGOED)
@pytest.mark.parametrize(
    ("now", "read"),
    [(dt.datetime(2023, 3, 16, 8, 59, tzinfo=dt.UTC), 0), (dt.datetime(2023, 3, 16, 9, 0, tzinfo=dt.UTC), 1), (None, 0)],
    ids=["before", "at the hour", "no clock"],
)
def test_an_embargo_holds_until_its_hour(form: str, now: dt.datetime | None, read: int) -> None:
    batch = read_bytes(EMBARGOED[form], "standard input", now=now)
    assert len(batch.documents) == read
    assert batch.problems == ()
    assert read or "under embargo until" in whys(batch)


FILED_BEFORE = {
    "newsml": newsml(newsml_item(meta="<embargoed>2023-03-18T06:00:00+09:00</embargoed>")),
    "ninjs 1": ninjs_1(embargoed="2023-03-18T06:00:00+09:00"),
    "ninjs 2": ninjs_2(embargoeduntil="2023-03-18"),
    "ninjs 3": ninjs_3(embargoedUntil="2023-03-18T06:00:00+09:00"),
}


@pytest.mark.parametrize("form", FILED_BEFORE)
@pytest.mark.parametrize(("day", "shown"), [(16, False), (17, False), (18, True), (None, True)], ids=["filed", "eve", "free", "all"])
def test_no_record_of_a_day_before_an_embargo_ended_shows_the_story(form: str, day: int | None, shown: bool) -> None:
    document = only(read_bytes(FILED_BEFORE[form], "standard input", now=dt.datetime(2023, 3, 19, tzinfo=dt.UTC)))
    (found,) = find_all([document])
    record = fold([found.document], found.claims, [], dt.date(2023, 3, day) if day else None)
    assert [(d["published"], d["published_basis"]) for d in record_object(record)["documents"]] == [("2023-03-18", "embargo")] * shown
    for view in (markdown, atom):  # each reads the same record; a name of the story stands in none before its day
        assert ("Kishida" in str(view(record))) == shown


def test_an_embargo_that_ended_before_the_story_was_filed_tells_no_day() -> None:
    document = only(read_bytes(ninjs_1(embargoed="2023-03-10T09:00:00Z"), "a.json", now=SINCE))
    assert (str(document.published), document.published_basis) == ("2023-03-16", "metadata")


def test_an_embargo_whose_hour_cannot_be_read_holds() -> None:
    assert "under embargo until Friday noon" in whys(read_bytes(ninjs_1(embargoed="Friday noon"), "a.json", now=SINCE))


def test_a_later_version_takes_the_place_of_the_earlier_one_and_a_cancellation_withdraws(tmp_path: Path) -> None:
    other = newsml_item(version=2).replace("on Thursday", "on Thursday evening")
    with Store(tmp_path / "r.db") as store:

        def read(data: bytes) -> int:
            list(read_in(store, read_bytes(data, "a.xml").documents, rules="0", now=SINCE))
            return len(fold(store.documents(), store.claims(), (), None).engagements)

        assert read(newsml(other, newsml_item(version=1))) > 0
        first, second = sorted(store.documents(), key=lambda d: len(d.id))
        assert (first.id, second.id, second.version, second.replaces) == (GUID, f"{GUID}#2", Version.UPDATE, GUID)
        assert "evening" in second.text
        assert read(newsml(newsml_item(version=3, status="canceled", content="", meta="<edNote>Withdrawn by the desk.</edNote>"))) == 0


def test_a_correction_says_so() -> None:
    assert only(read_bytes(newsml(newsml_item(meta='<signal qcode="sig:correction"/>')), "a.xml")).version is Version.CORRECTION


@pytest.mark.parametrize(
    "data",
    [newsml(newsml_item(content='<remoteContent href="a.jpg"/>')), ninjs_1(type="picture"), ninjs_3(type="event", bodies=[])],
    ids=["a picture", "a picture in ninjs", "an event"],
)
def test_an_item_without_a_story_is_passed_over(data: bytes) -> None:
    batch = read_bytes(data, "standard input")
    assert (batch.documents, batch.problems) == ((), ())
    assert "no story in it" in whys(batch)


def test_an_item_without_the_day_of_its_version_has_that_of_its_content() -> None:
    item = newsml_item().replace("<versionCreated>2023-03-16T10:15:00Z</versionCreated>", "")
    dated = item.replace("<by>", "<contentCreated>2023-03-15T22:00:00Z</contentCreated><by>")
    assert only(read_bytes(newsml(dated), "a.xml")).published == D(2023, 3, 15)
    assert only(read_bytes(newsml(item), "a.xml")).published is None


def test_nitf_within_newsml() -> None:
    body = f"<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content>{HTML_BODY}</body.content></body></nitf>"
    content = f'<inlineXML contenttype="application/nitf+xml">{body}</inlineXML>'
    assert only(read_bytes(newsml(newsml_item(content=content)), "a.xml")).text == TEXT


def test_plain_data_in_newsml() -> None:
    content = f"<inlineData contenttype='text/plain'>{TEXT.replace('&', '&amp;')}</inlineData>"
    assert only(read_bytes(newsml(newsml_item(content=content)), "a.xml")).text == TEXT


# ---------------------------------------------------------------- tables, mails, pages


@pytest.mark.parametrize("parted", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_a_table_is_read_however_its_cells_are_parted(parted: str) -> None:
    data = parted.join(("guid", "date", "headline", "article_text")) + "\n" + parted.join(("a1", DAY, "Envoys meet", f'"{TEXT}"')) + "\n"
    batch = read_bytes(data.encode(), "a.csv")
    assert (only(batch).id, only(batch).text, only(batch).published) == ("a1", TEXT, D(2023, 3, 16))
    assert batch.notes[0].what == "columns: text from 'article_text', title from 'headline', published from 'date', id from 'guid'"


def test_a_column_of_texts_is_known_by_its_length_or_named() -> None:
    data = f'n,matter\n1,"{TEXT}"\n'.encode()
    assert only(read_bytes(data, "a.csv")).text == TEXT
    short = b"n,matter,when\n1,The envoys met in Hanoi.,2023-05-03\n"
    assert "no column of texts among n, matter, when; name it with --columns text=NAME" in whys(read_bytes(short, "a.csv"))
    named = read_bytes(short, "a.csv", columns={"text": "matter", "published": "when"})
    assert (only(named).text, only(named).published) == ("The envoys met in Hanoi.", D(2023, 5, 3))
    assert "no column is called 'words'" in whys(read_bytes(short, "a.csv", columns={"text": "words"}))
    assert "no field is called 'words'" in whys(read_bytes(short, "a.csv", columns={"words": "n"}))


def test_attachments_of_a_mail_are_reports_of_their_own() -> None:
    batch = read_bytes(mail(joint_pdf=pdf(), photo_jpg=b"\xff\xd8", readout_txt=b"The envoys met in Hanoi."), "a.eml")
    assert len(batch.documents) == 3
    assert "a.eml/photo.jpg: of no kind that is read" in whys(batch)


def test_a_page_without_a_story_is_passed_over() -> None:
    batch = read_bytes(page(body="<p>Not found.</p>"), "a.html")
    assert (batch.documents, batch.problems) == ((), ())
    assert "no story in this page" in whys(batch)


def test_a_page_that_says_no_day_has_none() -> None:
    """The words of a page are the analysis's to date; "2019" in its footer is nobody's day."""
    data = page(body=HTML_BODY + "<p>Copyright 2019 by the wire. The last such visit was on 17 December 2011.</p>")
    document = only(read_bytes(re.sub(rb'<meta property="article:published_time"[^>]*>', b"", data), "a.html"))
    assert (document.published, document.published_basis) == (None, "unknown")


@pytest.mark.parametrize("charset", ["cp1252", "utf-8", "utf-16", "koi8-r"])
def test_a_page_in_its_own_charset(charset: str) -> None:
    body = HTML_BODY.replace("“", '"').replace("”", '"') if charset == "koi8-r" else HTML_BODY
    data = page(body=body).decode().replace("utf-8", charset).encode(charset)
    assert "open a new chapter in our relations" in only(read_bytes(data, "a.html")).text


@pytest.mark.parametrize(
    ("charset", "why"), [("utf-8", "not in the charset utf-8 that it is said to be in: byte 0x93"), ("x-klingon", "no charset is called")]
)
def test_a_page_in_another_charset_than_it_says_is_named(charset: str, why: str) -> None:
    data = page().decode().replace("utf-8", charset).encode("cp1252")
    assert why in whys(read_bytes(data, "a.html"))


def test_a_mail_in_another_charset_than_it_says_is_named() -> None:
    head = b"Subject: Talks\nFrom: a@example.org\nDate: Thu, 16 Mar 2023 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
    data = head + b"Caf\xe9 talks\n"
    assert "not in the charset" in whys(read_bytes(data, "a.eml"))


def test_a_sender_that_the_standard_fails_on_is_none() -> None:
    assert only(read_bytes(b"Subject: Talks\nFrom: list:desk; paper\n\nThey met.\n", "a.eml")).source is None


def test_a_charset_with_half_a_name_is_named() -> None:
    data = b"Subject: Talks\nContent-Type: text/plain; charset=u\0\n\nThey met.\n"
    assert "not in the charset" in whys(read_bytes(data, "a.eml"))


def test_a_list_in_ninjs_that_is_none_is_left_out() -> None:
    batch = read_bytes(json.dumps({"uri": GUID, "headlines": True, "bodies": 3, "headline": TITLE, "body_text": TEXT}).encode(), "a.json")
    assert (only(batch).title, only(batch).text) == (TITLE, TEXT)


def test_words_of_marked_up_bodies() -> None:
    assert text_of_html("One<br>line<br><br>two <b>bold</b>&nbsp;&amp; more<script>x()</script><ul><li>a<li>b</ul>") == (
        "One\nline".replace("\n", " ") + "\n\ntwo bold & more\n\na\n\nb"
    )


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>The envoys met.</p><!-- and no end" + "<!--" * 40_000, "The envoys met."),
        ("<p>The envoys met.</p><a " + 'b="' * 40_000, "The envoys met."),
        ("<p>Trade fell by < 2 per cent. Talks &amp", "Trade fell by < 2 per cent. Talks &"),
        ("<p>The envoys <![>met<![if ie]> in Oslo.", "The envoys met in Oslo."),
    ],
    ids=["a comment", "a tag", "single signs", "a section"],
)
def test_markup_that_never_ends_is_no_words(markup: str, words: str) -> None:
    assert text_of_html(markup) == words


def test_a_mail_whose_headers_have_no_end_is_read() -> None:
    data = mail().replace(b"Subject: ", b"X-Sent: " + b"a, " * 30_000 + b"\nSubject: ", 1)
    assert only(read_bytes(data, "a.eml")).text == TEXT
    long = mail().replace(b"Subject: ", b"Subject: " + b"(Talks " * 30_000, 1)
    assert len(only(read_bytes(long, "a.eml")).title or "") <= 500


def test_mails_within_mails_end_somewhere() -> None:
    inner = EmailMessage()
    inner["Subject"] = "Talks"
    inner.set_content("The envoys met in Hanoi.")
    for _ in range(6):
        outer = EmailMessage()
        outer["Subject"] = "Fw: talks"
        outer.set_content("See below.")
        outer.add_attachment(inner, filename="talks.eml")
        inner = outer
    batch = read_bytes(inner.as_bytes(), "a.eml")
    assert {document.text for document in batch.documents} == {"See below."}
    assert "a mail within mails within mails" in whys(batch)


def test_items_without_an_id_keep_their_places_and_a_version_may_be_any_number() -> None:
    rows = [{"uri": "", "body_text": f"The envoys met in Hanoi on day {n}.", "version": "9" * 5_000} for n in range(3)]
    batch = read_bytes(json.dumps(rows).encode(), "a.json")
    assert [document.text[-2] for document in batch.documents] == ["0", "1", "2"]
    assert batch.problems == ()


def test_a_pdf_without_words_says_that_it_may_be_a_scan() -> None:
    assert "it may be a scan" in whys(read_bytes(pdf(()), "a.pdf"))


def test_pages_of_a_pdf_follow_each_other_without_their_numbers() -> None:
    document = only(read_bytes(pdf((TITLE, *PARAGRAPHS[:2]), PARAGRAPHS[2:]), "a.pdf"))
    assert document.text == f"{TITLE}\n\n{TEXT}"


# ---------------------------------------------------------------- other languages

FOREIGN = {
    "French": "Le ministre des affaires étrangères a rencontré son homologue à la fin de la semaine dans la capitale, et les deux parties "
    "ont convenu de poursuivre le dialogue sur les questions de sécurité qui sont au cœur de leurs relations.",
    "German": "Der Außenminister traf am Freitag in der Hauptstadt mit seinem Amtskollegen zusammen, und die beiden Seiten vereinbarten, "
    "den Dialog über die Fragen der Sicherheit, die im Mittelpunkt der Beziehungen stehen, nach der Pause fortzusetzen.",
    "Spanish": "El ministro de Asuntos Exteriores se reunió el viernes con su homólogo en la capital, y las dos partes acordaron continuar "
    "el diálogo sobre las cuestiones de seguridad que están en el centro de sus relaciones.",
    "Cyrillic": "Министр иностранных дел встретился в пятницу со своим коллегой в столице, и стороны договорились продолжить диалог.",
    "Chinese": "外交部长星期五在首都会见了来访的外长，双方同意继续就安全问题保持对话，并于今年晚些时候举行下一轮磋商。",
    "Japanese": "外相は金曜日に首都で相手国の外相と会談し、双方は安全保障に関する対話を続けることで一致した。次の会談は年内に行う。",
    "Arabic": "التقى وزير الخارجية يوم الجمعة نظيره في العاصمة، واتفق الجانبان على مواصلة الحوار بشأن القضايا الأمنية بين البلدين.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_passed_over_by_name(language: str) -> None:
    batch = read_bytes(line(text=FOREIGN[language]) + line(id="b"), "a.jsonl")
    assert only(batch).id == "b"
    assert batch.problems == ()
    assert f"not in English but in {language}: only English is read" in whys(batch)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Envoys meet in Hanoi.",
        "Présents : MM. Jean Dupont, Pierre Martin; Mme Claire Petit. De la Cruz, Von der Leyen.",
        f"{TEXT}\n\n« Nous allons ouvrir un nouveau chapitre dans les relations de nos deux pays », a dit le ministre.",
        "DELHI, MARCH 16. PRIME MINISTERS MEET. JOINT STATEMENT ISSUED. NEXT ROUND: SEOUL. TEXT FOLLOWS. " * 3,
    ],
    ids=["English", "too short", "names", "a quotation in another language", "headlines"],
)
def test_what_is_not_clearly_another_language_is_read(text: str) -> None:
    assert other_language(text) is None


# ---------------------------------------------------------------- what would hurt

BOMB = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><nitf><body.content><p>&b;</p></body.content></nitf>'
ELSEWHERE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]><nitf><body.content><p>&a;</p></body.content></nitf>'
)
HOSTILE = {
    "entities": (BOMB, "a.xml", "declares entities of its own"),
    "entities from elsewhere": (ELSEWHERE, "a.xml", "declares entities of its own"),
    "entities in a feed": (BOMB.replace(b"nitf", b"rss"), "a.rss", "declares entities of its own"),
    "endless depth": (b"<nitf>" + b"<p>" * 100_000, "a.xml", "nests deeper than 200 levels"),
    "broken XML": (newsml()[:-40], "a.xml", "not well-formed XML"),
    "XML in no encoding": (b'<?xml version="1.0" encoding="klingon"?><nitf/>', "a.xml", "unknown encoding"),
    "XML of another trade": (b"<invoice/>", "a.xml", "the root of the XML is 'invoice'"),
    "no feed": (b"<rss><channel/></rss>", "a.rss", "no feed, or one without entries"),
    "broken JSON": (ninjs_1()[:-5], "a.json", "not JSON"),
    "deep JSON": (b"[" * 100_000, "a.json", "not JSON"),
    "no PDF": (b"%PDF-1.7 and no more", "a.pdf", "no PDF that can be opened"),
    "a truncated PDF": (pdf()[:400], "a.pdf", "no PDF that can be opened"),
    "no mail": (b"The envoys met.", "a.eml", "no mail"),
    "no zip": (b"PK\x03\x04 and no more", "a.zip", "no zip archive, or a truncated one"),
    "a truncated zip": (zipped()[:-30], "a.zip", "no zip archive, or a truncated one"),
    "a truncated gzip": (gzip.compress(plain())[:-20], "a.txt.gz", "no gzip, or a truncated one"),
    "no WARC": (b"WARC/1.0 and no more", "a.warc", "the archive is damaged after 0 pages"),
    "CSV without rows": (b"text,date\n", "a.csv", "there is no row in it"),
    "CSV in another charset": ("text\nCafé talks\n".encode("latin-1"), "a.csv", "not UTF-8: byte 0xe9"),
    "archives in archives": (zipped(a_zip=zipped(b_zip=zipped(c_zip=zipped()))), "a.zip", "an archive within archives"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_broken_or_hostile_is_named_and_the_others_go_on(case: str, tmp_path: Path) -> None:
    data, name, why = HOSTILE[case]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_bytes(plain())
    batch = read_path(tmp_path)
    assert [document.id.partition("-")[0] for document in batch.documents] == ["good"]
    (problem,) = batch.problems
    assert name in problem.document
    assert why in problem.what


def test_a_damaged_member_leaves_the_others() -> None:
    data = bytearray(zipped(a_txt=plain(), b_txt=b"The envoys met in Hanoi. " * 40))
    at = data.index(b"b.txt") + 12
    data[at : at + 4] = b"\xff\xff\xff\xff"
    batch = read_bytes(bytes(data), "a.zip")
    assert [document.id.partition("-")[0] for document in batch.documents] == ["a"]
    assert "a.zip/b.txt: cannot be unpacked" in whys(batch)


def test_a_locked_member_is_named() -> None:
    data = bytearray(zipped(a_txt=plain()))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    assert "encrypted" in whys(read_bytes(bytes(data), "a.zip"))


def test_members_of_no_kind_hidden_ones_and_strange_names() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("__MACOSX/._a.txt", ".hidden.txt", "photo.jpg", "bad\x1b[31m.txt", "../up.txt"):
            archive.writestr(name, plain() if name.endswith(".txt") else b"\xff\xd8")
    batch = read_bytes(out.getvalue(), "a.zip")
    assert len(batch.documents) == 2
    assert "photo.jpg: of no kind that is read" in whys(batch)
    assert not any("\x1b" in document.id for document in batch.documents)


def bomb(size: int, claimed: int | None = None) -> bytes:
    """A zip whose one member unpacks to zeros; it may lie about how many."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)), packer.flush()])
    said = size if claimed is None else claimed
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), said, 5, 0) + b"a.txt" + packed
    central = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), said, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    return local + central + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)


@pytest.mark.parametrize("claimed", [None, 2_000], ids=["says so", "lies"])
def test_a_member_of_two_gigabytes_is_refused_in_bounded_memory(claimed: int | None) -> None:
    data = bomb(1 << 31, claimed)
    assert len(data) < 1 << 22
    tracemalloc.start()
    batch = read_bytes(data, "a.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert batch.documents == ()
    assert "a.zip/a.txt" in whys(batch)
    assert peak < 200 * 1024 * 1024


def test_a_gzip_and_an_archive_end_at_their_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.wire.batch.LARGEST_ARCHIVE", 4_000)
    assert "too large: more than 4,000 bytes when unpacked" in whys(read_bytes(gzip.compress(plain() * 10), "a.txt.gz"))
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 3_000)
    batch = read_bytes(zipped(a_txt=plain() * 4, b_txt=plain() * 4, c_txt=plain() * 4), "a.zip")
    assert len(batch.documents) == 1
    assert "more than 4,000 bytes when unpacked; the rest is not read" in whys(batch)


def test_archives_within_archives_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file could hold endless copies of one that unpacks to much, or of one that is damaged at its very end."""
    monkeypatch.setattr("communique.wire.batch.LARGEST_ARCHIVE", 8_000)
    inner = zipped(a_txt=plain() * 4)
    for outer in (zipped(**{f"m{n}_zip": inner for n in range(9)}), mail(**{f"m{n}_zip": inner for n in range(9)})):
        batch = read_bytes(outer, "a")
        assert 0 < len(batch.documents) < 5
        assert "more than 8,000 bytes when unpacked; the rest is not read" in whys(batch)
    many = {f"m{n}_txt": plain() * 4 for n in range(9)}
    damaged = zipped(**many)
    for name in many:
        at = damaged.rindex(name.replace("_", ".").encode()) - 46 + 16
        damaged = damaged[:at] + b"\xff\xff\xff\xff" + damaged[at + 4 :]
    assert len(read_bytes(damaged, "a.zip").problems) < 9


def test_a_file_is_read_up_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 3_000)
    for name, data in STORIES.items():
        (tmp_path / name).write_bytes(data + b" " * 3_000)
    limited = {name for name in STORIES if not name.endswith((".zip", ".gz", ".warc", ".json", ".jsonl", ".csv"))}
    told = whys(read_path(tmp_path))
    assert {name for name in STORIES if f"{name}: too large: " in told} == limited
    monkeypatch.setattr(formats, "LARGEST_FILE", 3_000)
    assert "standard input: too large: at most 3,000 bytes are read" in whys(read_bytes(line() * 5, "standard input"))


def test_a_gzip_of_one_report_ends_sooner_than_one_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 3_000)
    assert "too large: more than 3,000 bytes when unpacked" in whys(read_bytes(gzip.compress(plain() * 10), "a.txt.gz"))
    many = b"".join(line(id=str(number)) for number in range(10))
    assert len(read_bytes(gzip.compress(many), "a.jsonl.gz").documents) == 10


def test_a_truncated_web_archive_keeps_its_whole_pages() -> None:
    second = warc_record(f"{ADDRESS}/2", page())
    for data in (warc() + second[:-300], gzip.compress(warc()) + gzip.compress(second)[:-300]):
        batch = read_bytes(data, "a.warc")
        assert ADDRESS in {document.id for document in batch.documents}


def test_pages_of_a_web_archive_are_told_apart() -> None:
    """One in another language, one in the wrong charset, one without an address, one of an error; the good one is read."""
    foreign = page(body=f"<p>{FOREIGN['French']}</p><p>{FOREIGN['French']}</p>")
    records = [
        warc_record(f"{ADDRESS}/fr", foreign),
        warc_record(f"{ADDRESS}/bad", b"<html><p>Caf\xe9 talks</p></html>"),
        warc_record(f"{ADDRESS}/gone", page(), status="404 Not Found"),
        warc_record("x", page()).replace(b"WARC-Target-URI: x\r\n", b""),
        warc_record(ADDRESS, page()),
    ]
    batch = read_bytes(b"".join(records), "a.warc")
    assert {document.id.partition("-")[0] for document in batch.documents} >= {ADDRESS}
    assert len(batch.documents) == 2
    assert f"{ADDRESS}/fr: not in English but in French" in whys(batch)
    assert f"{ADDRESS}/bad: not in the charset utf-8" in whys(batch)
    assert "records that are no pages: 1 of the answer 404" in whys(batch)


def test_a_missing_package_is_the_problem_of_its_files_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    for name, data in {"a.html": page(), "b.pdf": pdf(), "c.txt": plain()}.items():
        (tmp_path / name).write_bytes(data)
    batch = read_path(tmp_path)
    assert len(batch.documents) == 1
    assert "HTML needs the package trafilatura: pip install 'communique[html]'" in whys(batch)
    assert "PDF needs the package pypdfium2: pip install 'communique[pdf]'" in whys(batch)


@pytest.mark.parametrize("name", STORIES)
def test_a_damaged_file_never_throws(name: str) -> None:
    """Bytes cut, dropped and changed at random, always in the same way."""
    chance = random.Random(name)
    for _ in range(25):
        data = bytearray(STORIES[name])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        batch = read_bytes(bytes(data[: chance.randint(1, len(data))]), name)
        assert any(batch)
        assert "reader failed" not in whys(batch)
        assert all(document.text.strip() for document in batch.documents)


@given(st.binary(max_size=400), st.sampled_from(sorted(ENDINGS)))
def test_no_bytes_make_a_reader_throw(data: bytes, ending: str) -> None:
    assert all(document.text.strip() for document in read_bytes(data, f"a{ending}").documents)


def test_a_reader_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Batch:
        raise ValueError("odd")

    monkeypatch.setitem(formats.READERS, ".txt", fails)
    assert "a.txt: its reader failed on it (ValueError: odd)" in whys(read_bytes(plain(), "a.txt"))


def test_a_table_as_json_and_a_list_of_reports() -> None:
    rows = [json.loads(line()), {"id": "b"}]
    batch = read_bytes(json.dumps(rows).encode(), "a.json")
    assert only(batch).text == TEXT
    assert 'item 2: no report: each line must be an object with a "text"' in whys(batch)


def test_an_entry_without_words_is_passed_over_and_a_teaser_read() -> None:
    empty = "<item><guid>1</guid><title>Talks</title></item>"
    teaser = "<item><guid>2</guid><title>Talks</title><description>The envoys met.</description></item>"
    batch = read_bytes(rss(empty + teaser), "a.rss")
    assert (only(batch).id, only(batch).text, only(batch).published) == ("2", "The envoys met.", None)
    assert "no words in this entry" in whys(batch)


def test_table_columns_are_told_on_standard_input() -> None:
    assert only(read_bytes(table(), "a.csv")).id == ADDRESS
