"""Exports that other programs read: each is read back by the library that its users would take."""

from __future__ import annotations

import datetime as dt
import html.parser
import io
import json
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import feedparser
import jsonschema
import networkx as nx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from communique.extras import MissingExtraError, needed
from communique.model import EngagementEntry, Kind, Person, Record, Status, Step, Strength
from communique.publish.atom import atom
from communique.publish.columns import arrow, parquet
from communique.publish.database import database, metadata
from communique.publish.event_codes import event_rows
from communique.publish.followthemoney import entities
from communique.publish.linked_data import json_ld
from communique.publish.network import graphml
from communique.publish.planning import planning_items
from communique.publish.site import page
from communique.publish.tables import TABLES
from communique.publish.workbook import workbook
from sample import AHEAD, EMPTY, HELD, LAPSED, MEETING, RECORD, SEOUL, SHUTTLE, WILL_VISIT, proof

TODAY = dt.date(2023, 7, 2)
NASTY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


def of(*entries: EngagementEntry) -> Record:
    return replace(EMPTY, engagements=entries)


def placed(words: str) -> Record:
    return of(replace(MEETING, place=words, people=(Person(words, "KOR"),)))


# ---------------------------------------------------------------- event codes


def coded(entry: EngagementEntry) -> set[tuple[str | dt.date | None, ...]]:
    """source, target, PLOVER category, mode, modality, CAMEO code"""
    return {row[3:9] for row in event_rows(of(entry))}


@pytest.mark.parametrize(
    ("entry", "rows"),
    [
        (MEETING, {("JPN", "KOR", "CONSULT", "host", None, "043"), ("KOR", "JPN", "CONSULT", "visit", None, "042")}),
        (replace(MEETING, kind=Kind.CALL), {(a, b, "CONSULT", "phone", None, "041") for a, b in (("JPN", "KOR"), ("KOR", "JPN"))}),
        (
            replace(MEETING, place="Bangkok"),
            {(a, b, "CONSULT", "third-party", None, "044") for a, b in (("JPN", "KOR"), ("KOR", "JPN"))},
        ),
        (replace(MEETING, place=None), {(a, b, "CONSULT", None, None, "040") for a, b in (("JPN", "KOR"), ("KOR", "JPN"))}),
        (replace(MEETING, sides=("JPN",)), set()),
    ],
    ids=["a visit has two ends", "a call", "a third place", "no place told", "one side is no pair"],
)
def test_what_was_held_in_event_codes(entry: EngagementEntry, rows: set[tuple[str, ...]]) -> None:
    assert coded(entry) == rows


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        (Status.PLANNED, ("AGREE", None, "future", "036")),
        (Status.EXPECTED, ("AGREE", None, "hypothetical", "036")),
        (Status.INVITED, ("AGREE", None, "hypothetical", "036")),
        (Status.LAPSED, ("AGREE", None, "hypothetical", "036")),
        (Status.POSTPONED, ("AGREE", None, "negated", "036")),
        (Status.CANCELLED, ("AGREE", None, "negated", "036")),
        (Status.REFUSED, ("REJECT", "meet", None, "125")),
    ],
)
def test_what_was_not_held_is_never_a_consultation(status: Status, codes: tuple[str, ...]) -> None:
    assert {row[2:] for row in coded(replace(MEETING, status=status))} == {codes}


def test_every_status_and_strength_has_codes() -> None:
    everything = replace(
        EMPTY,
        engagements=tuple(replace(MEETING, status=status) for status in Status),
        commitments=tuple(replace(SHUTTLE, by=("JPN",), toward=("KOR",), strength=strength) for strength in Strength),
    )
    assert len(list(event_rows(everything))) == 2 * len(Status) + len(Strength)


def test_what_is_only_looked_back_on_is_historical() -> None:
    late = Step("held", dt.date(2024, 1, 10), None, None, HELD.id, proof(HELD, "Thursday"), "e-met", "told so")
    assert {row[4] for row in coded(replace(MEETING, history=(late,)))} == {"historical"}


# ---------------------------------------------------------------- network and linked data


def test_the_network_as_networkx_reads_it() -> None:
    graph = nx.read_graphml(io.BytesIO(graphml(RECORD).encode()))
    names = {data["label"]: (data["type"], data.get("side")) for _, data in graph.nodes(data=True)}
    assert names == {"Yoon Suk Yeol": ("person", "KOR"), "Fumio Kishida": ("person", "JPN"), "South Korea": ("side", "KOR")}
    edges = {(d["engagement"], d["status"], d.get("start")) for *_, d in graph.edges(data=True)}
    assert edges == {("E-tokyo", "held", "2023-03-16"), ("E-seoul", "expected", "2023-05-01"), ("E-lapsed", "lapsed", None)}


def test_people_of_one_side_are_not_joined_by_a_meeting_with_another() -> None:
    entry = replace(MEETING, people=(*MEETING.people, Person("Park Jin", "KOR")))
    graph = nx.read_graphml(io.BytesIO(graphml(of(entry)).encode()))
    labels = nx.get_node_attributes(graph, "label")
    assert {frozenset((labels[a], labels[b])) for a, b in graph.edges()} == {
        frozenset(("Yoon Suk Yeol", "Fumio Kishida")),
        frozenset(("Park Jin", "Fumio Kishida")),
    }


@given(NASTY)
def test_any_words_survive_in_the_network(words: str) -> None:
    graph = nx.read_graphml(io.BytesIO(graphml(placed(words)).encode()))
    kept = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words).replace("\r\n", "\n").replace("\r", "\n")
    assert kept in {data.get("label", "") for _, data in graph.nodes(data=True)}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_linked_data_as_rdflib_reads_it() -> None:
    graph = rdflib.Graph().parse(data=json_ld(RECORD), format="json-ld")
    asked = """
        PREFIX s: <https://schema.org/> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?day ?status ?words ?start ?report WHERE {
            ?note a oa:Annotation; oa:hasBody ?event; oa:hasTarget ?target .
            ?event a s:Event; s:startDate ?day; s:eventStatus ?status; prov:wasDerivedFrom ?report .
            ?target oa:hasSource ?report; oa:hasSelector [ oa:exact ?words ], [ oa:start ?start ] .
            ?report a s:NewsArticle
        }"""
    told = {(str(r.day), str(r.status), str(r.words), int(r.start), str(r.report)) for r in graph.query(asked)}  # type: ignore[union-attr]
    assert (
        "2023-03-16",
        "https://schema.org/EventScheduled",
        WILL_VISIT,
        AHEAD.text.index(WILL_VISIT),
        "urn:communique:document:tokyo-ahead",
    ) in told


def test_linked_data_has_no_status_that_schema_org_has_no_word_for() -> None:
    graph = json.loads(json_ld(of(LAPSED, SEOUL, replace(MEETING, status=Status.CANCELLED))))["@graph"]
    assert {node["identifier"]: node.get("eventStatus") for node in graph if "Event" in node["@type"]} == {
        "E-lapsed": None,
        "E-seoul": None,
        "E-tokyo": "EventCancelled",
    }


# ---------------------------------------------------------------- desks and investigators

# The parts of the IPTC's schema of ninjs 3.1 that an event item uses, put down anew from its description.
TRUNCATED = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
NAMED = {"type": "array", "items": {"type": "object", "properties": {n: {"type": "string"} for n in ("name", "rel", "literal")}}}
NAMED["items"]["additionalProperties"] = False  # type: ignore[index]
NINJS_EVENT = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "standard": {"type": "object", "required": ["name", "version", "schema"]},
        "uri": {"type": "string", "format": "uri"},
        "type": {"const": "event"},
        "version": {"type": "string"},
        "versionCreated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
        "language": {"type": "string"},
        "title": {"type": "string"},
        "descriptions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["value"],
                "additionalProperties": False,
                "properties": {"role": {"type": "string"}, "contentType": {"type": "string"}, "value": {"type": "string"}},
            },
        },
        "eventDetails": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "eventStatus": {"type": "string", "format": "uri"},
                "dates": {
                    "type": "object",
                    "additionalProperties": False,
                    "minProperties": 1,
                    "properties": {"expectedStartDate": TRUNCATED, "expectedEndDate": TRUNCATED},
                },
            },
        },
        "people": NAMED,
        "organisations": NAMED,
        "places": NAMED,
        "subjects": NAMED,
    },
}


def test_planning_items_keep_to_ninjs() -> None:
    items = [json.loads(line) for line in planning_items(RECORD).splitlines()]
    for item in items:
        jsonschema.validate(item, NINJS_EVENT)
    told = {item["uri"].rsplit(":")[-1]: (item["eventDetails"]["eventStatus"][-4:], "dates" in item["eventDetails"]) for item in items}
    assert told == {"E-tokyo": ("eos5", True), "E-seoul": ("eos3", True), "E-lapsed": ("eos2", False)}


# Properties of FollowTheMoney 4.11 by schema, as its model lists them.
FTM = {
    "Article": {"title", "publisher", "publishedAt"},
    "PublicBody": {"name", "country"},
    "Organization": {"name"},
    "Person": {"name", "position", "country"},
    "Event": set(
        "name summary description startDate endDate location country keywords involved proof recordId".split(),
    ),
}


def test_entities_keep_to_followthemoney() -> None:
    made = [
        json.loads(line)
        for line in entities(replace(RECORD, engagements=(*RECORD.engagements, replace(SEOUL, id="E2", sides=("EU",))))).splitlines()
    ]
    ids = [entity["id"] for entity in made]
    assert len(set(ids)) == len(ids)
    for entity in made:
        assert set(entity["properties"]) <= FTM[entity["schema"]]
        assert all(values and all(isinstance(value, str) for value in values) for values in entity["properties"].values())
    events = {entity["id"]: entity["properties"] for entity in made if entity["schema"] == "Event"}
    assert {entity["schema"] for entity in made} == set(FTM)
    assert all(set(event["involved"]) | set(event["proof"]) <= set(ids) for event in events.values())
    assert events["E-tokyo"]["country"] == ["jp", "kr"]
    assert "startDate" not in events["E-lapsed"]


# ---------------------------------------------------------------- moves as a feed


def test_moves_as_a_feed_reader_sees_them() -> None:
    feed = feedparser.parse(io.BytesIO(atom(RECORD).encode()))
    assert not feed.bozo
    told = [(entry.title, entry.updated[:10], entry.tags[0].term) for entry in feed.entries]
    assert told[0] == ("lapsed: Visit: Fumio Kishida, South Korea", "2023-07-01", "lapsed")
    assert {
        ("held: Meeting: Yoon Suk Yeol, Fumio Kishida, 16 Mar 2023", "2023-03-16", "held"),
        ("open: Japan, South Korea agreed: resume shuttle diplomacy", "2023-03-16", "open"),
        ("agreed: security dialogue (Japan, South Korea)", "2023-03-16", "agreed"),
    } <= set(told)
    words = {entry.content[0].value for entry in feed.entries}
    assert "“Yoon met Kishida in Tokyo on Thursday” [Wire, tokyo-held]" in words
    assert len({entry.id for entry in feed.entries}) == len(told)


def test_what_is_told_again_is_no_move_and_a_move_keeps_its_id() -> None:
    held = MEETING.history[-1]
    again = replace(held, on=dt.date(2023, 3, 20), claim="e-again")
    before, after = (feedparser.parse(atom(of(entry))) for entry in (MEETING, replace(MEETING, history=(*MEETING.history, again))))
    assert [entry.id for entry in before.entries] == [entry.id for entry in after.entries]
    assert atom(EMPTY, "a").count("<entry>") == 0
    assert atom(EMPTY, "a") != atom(EMPTY, "b")


@given(NASTY)
def test_any_words_survive_in_a_feed(words: str) -> None:
    feed = feedparser.parse(io.BytesIO(atom(placed(words)).encode()))
    assert not feed.bozo
    assert len(feed.entries) == 2


# ---------------------------------------------------------------- tables in files


def test_a_workbook_has_days_as_days_and_no_formulas_or_links() -> None:
    entry = replace(MEETING, place="=HYPERLINK(A1)", occasion="http://example.org/forum", duration="x" * 40_000)
    book = openpyxl.load_workbook(io.BytesIO(workbook(replace(RECORD, engagements=(entry,)), TODAY)))
    assert book.sheetnames == list(TABLES)
    row = dict(zip([c.value for c in book["engagements"][1]], book["engagements"][2], strict=True))
    assert (row["start"].value, row["start"].is_date) == (dt.datetime(2023, 3, 16), True)
    assert (row["place"].value, row["place"].data_type) == ("=HYPERLINK(A1)", "s")
    assert row["occasion"].hyperlink is None
    assert len(row["duration"].value) == 32_767
    assert row["duration"].value.endswith("…")


@pytest.mark.parametrize("name", TABLES)
def test_columns_keep_rows_types_and_nulls(name: str) -> None:
    table = pq.read_table(io.BytesIO(parquet(RECORD, name)))
    assert [tuple(row.values()) for row in table.to_pylist()] == list(TABLES[name].rows(RECORD))
    assert table.schema == arrow(EMPTY, name).schema
    kinds = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), dt.date: pa.date32()}
    assert table.schema.types == [kinds[kind] for kind in TABLES[name].columns.values()]


def test_the_database_has_keys_search_and_every_row(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    file.write_bytes(database(RECORD))
    with sqlite3.connect(file) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, table in TABLES.items():
            assert opened.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (len(list(table.rows(RECORD))),)
        found = opened.execute("SELECT words FROM claims_fts WHERE claims_fts MATCH 'shuttle'").fetchall()
        assert found
        assert all("shuttle" in words for (words,) in found)
    opened.close()


def test_datasette_serves_the_database(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_bytes(database(RECORD))
    (tmp_path / "record.metadata.json").write_text(metadata(RECORD, "record"), encoding="utf-8")
    command = [sys.executable, "-m", "datasette", "record.db", "-m", "record.metadata.json", "--get"]

    def get(path: str) -> dict:
        done = subprocess.run([*command, path], capture_output=True, text=True, check=True, cwd=tmp_path)
        return json.loads(done.stdout)

    rows = get("/record/participants.json?_labels=on&_shape=objects")["rows"]
    assert rows[0]["engagement"] == {"value": "E-tokyo", "label": "Yoon Suk Yeol; Fumio Kishida"}
    assert [row["words"] for row in get("/record/claims.json?_search=diplomacy&_shape=objects")["rows"]]


# ---------------------------------------------------------------- the page


class Tags(html.parser.HTMLParser):
    """What a page consists of, and whether every element is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read_page(made: str) -> Tags:
    tags = Tags()
    tags.feed(made)
    tags.close()
    assert tags.open == []
    return tags


def test_the_page_tells_the_record_and_every_link_leads_somewhere() -> None:
    tags = read_page(page(RECORD))
    assert "16 Mar 2023" in tags.words
    assert "Yoon Suk Yeol (President, South Korea) and Fumio Kishida (Prime Minister, Japan)" in tags.words
    ids = [value for _, name, value in tags.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value for _, name, value in tags.attributes if name == "href"} <= {f"#{id}" for id in ids}


def test_the_page_fetches_and_runs_nothing_and_holds_no_report() -> None:
    made = page(RECORD)
    tags = read_page(made)
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(tags.names)
    assert not {name for _, name, _ in tags.attributes} & {"src", "srcset", "style", "action", "onclick"}
    assert "default-src 'none'" in made
    assert HELD.text not in tags.words


@given(NASTY | st.sampled_from(["</style><script>alert(1)</script>", '" onmouseover="x', "&lt;b&gt;", "<!--", "]]>", "#E-tokyo"]))
def test_no_words_of_a_report_become_markup(words: str) -> None:
    record = replace(placed(words), documents=(replace(HELD, id=words, title=words, source=words),))
    tags = read_page(page(record))
    assert set(tags.names) == set(read_page(page(replace(placed("Tokyo"), documents=(HELD,)))).names)
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", words)
    assert kept.replace("\r\n", "\n").replace("\r", "\n") in tags.words.replace("\r\n", "\n").replace("\r", "\n")


def test_an_empty_page_says_so() -> None:
    assert "Nothing in the record answers to that." in read_page(page(EMPTY)).words


# ---------------------------------------------------------------- extras


def test_a_missing_package_is_named_with_the_extra_that_brings_it() -> None:
    with pytest.raises(MissingExtraError, match=r"XLSX needs the package no_such_package: pip install 'communique\[tables\]'"):
        needed("no_such_package", "tables", "XLSX")
