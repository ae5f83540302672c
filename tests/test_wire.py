"""Reading: the text stays as it came, its parts are marked, versions find each other, and bad files are told apart from good ones."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model import PartKind, Version
from communique.wire import plain_document, read_bytes, read_day, read_path, slug
from communique.wire.language import other_language
from communique.wire.layout import find_dateline, mark_parts
from communique.wire.plain import LONGEST

LEAD = "HANOI, May 3 - The two envoys met on Wednesday, the ministry said."
BODY = "The two envoys met on Wednesday in Hanoi, the ministry said."


def told(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """The parts as (kind, words)."""
    return [(part.kind.value, text[part.start : part.end]) for part in mark_parts(text, title)]


@pytest.mark.parametrize(
    ("words", "dateline", "agency"),
    [
        ("HANOI (Reuters) - The envoys met.", "HANOI (Reuters) -", "Reuters"),
        ("BEIJING, Feb. 16 (Xinhua) -- China said so.", "BEIJING, Feb. 16 (Xinhua) --", "Xinhua"),
        ("WASHINGTON, Jan 5 - The envoys met.", "WASHINGTON, Jan 5 -", None),
        ("MOSCOW, May 26. /TASS/. The envoys met.", "MOSCOW, May 26. /TASS/.", "TASS"),
        ("TEHRAN, May 21 (MNA) – The envoys met.", "TEHRAN, May 21 (MNA) –", "MNA"),
        ("TOKYO, Feb. 16, Kyodo - The envoys met.", "TOKYO, Feb. 16, Kyodo -", "Kyodo"),
        ("NUSA DUA, Indonesia, Nov. 14 - The envoys met.", "NUSA DUA, Indonesia, Nov. 14 -", None),
        ("BRUSSELS/BERLIN (Reuters) - The envoys met.", "BRUSSELS/BERLIN (Reuters) -", "Reuters"),
        ("ST. PETERSBURG, 3 May 2023 (AFP) — The envoys met.", "ST. PETERSBURG, 3 May 2023 (AFP) —", "AFP"),
        ("Feb 16 (Reuters) - The envoys met.", "Feb 16 (Reuters) -", "Reuters"),
        ("San Juan (AP) — The envoys met.", "San Juan (AP) —", "AP"),
        ("DAMASCUS - The envoys met.", "DAMASCUS -", None),
        ("SÃO PAULO — The envoys met.", "SÃO PAULO —", None),
        ("NATO - which took in Sweden in March - met.", "", None),
        ("U.S. - China ties were on the table.", "", None),
        ("The envoys met in Hanoi (Vietnam) - again.", "", None),
        ("A U.S.-based group said so.", "", None),
    ],
)
def test_dateline(words: str, dateline: str, agency: str | None) -> None:
    length, outlet = find_dateline(words)
    assert (words[:length].rstrip(), outlet) == (dateline, agency)


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Combined photo shows envoy An Lee (L) and envoy Bo Roe. (Kyodo)", "caption"),
        ("Photo taken from a ministry's account shows envoy An Lee in Hanoi on May 3, 2023. (Kyodo)", "caption"),
        ("Envoys An Lee (L) and Bo Roe shake hands in Hanoi on May 3, 2023. (AP/Kyodo)", "caption"),
        ("FILE PHOTO: Envoy An Lee attends a forum in Hanoi, Vietnam. REUTERS/Jane Roe", "caption"),
        ("File photo taken in May 2023 shows the gate of the embassy. (Xinhua/Jane Roe)", "caption"),
        ("Envoy An Lee speaks in Hanoi on May 3, 2023. (Pool photo via AP)", "caption"),
        ("Envoy An Lee (far left) shakes hands with envoy Bo Roe in Hanoi.", "caption"),
        ("Envoy An Lee meets envoy Bo Roe in Hanoi, May 3, 2023. REUTERS/Jane Roe/Pool", "caption"),
        ("Envoy An Lee (pictured) is said to have agreed", "caption"),
        ("Talks may end this week. Pictured: envoy An Lee leaves his hotel", "caption"),
        ("Envoy An Lee said that the house had been pictured on a stamp.", "body"),
        ("Voters in the district of Sen. An Lee (R) meet on Friday to speak about trade.", "body"),
        ("An Lee, of the Left (L), said on Wednesday that the envoys had met.", "body"),
        ("The envoys met in Hanoi (AP reported a different place).", "body"),
        ("Photo opportunities were few, An Lee said on Wednesday.", "body"),
        ("By Jane Roe and John Doe", "byline"),
        ("(Reporting by Jane Roe; Editing by John Doe)", "byline"),
        ("Jane Roe in Hanoi contributed to this report.", "byline"),
        ("By Wednesday evening the envoys had met three times and agreed on nothing at all.", "body"),
        ("(Corrects second paragraph to say May, not June)", "correction"),
        ("(This version corrects the name of the envoy in paragraph 3)", "correction"),
        ("Correction: an earlier version misspelt the envoy's name.", "correction"),
        ("Read more: Envoys fail to meet", "trailer"),
        ("This is a developing story and will be updated.", "trailer"),
        ("© 2023 An Agency. All rights reserved", "trailer"),
        ("Copyright was on the table as well, An Lee said.", "body"),
        ("Subscribers to the treaty met as well, An Lee said.", "body"),
    ],
)
def test_paragraph(paragraph: str, kind: str) -> None:
    assert (kind, paragraph) in told(f"{BODY}\n\n{BODY}\n\n{paragraph}\n")


def test_headline_dateline_and_links() -> None:
    """A headline of the day ends in no full stop; a link may: "... to meet in N.Y."."""
    text = (
        "Envoys meet in Hanoi\n\n" + LEAD + "\n\nRelated coverage:\n\nEnvoys to meet on Sept. 18 in N.Y.\n\n"
        "Are talks dead?\n\nThe ministry gave no date for another round.\n"
    )
    assert told(text) == [
        ("title", "Envoys meet in Hanoi"),
        ("dateline", "HANOI, May 3 -"),
        ("body", "The two envoys met on Wednesday, the ministry said."),
        ("trailer", "Related coverage:"),
        ("trailer", "Envoys to meet on Sept. 18 in N.Y."),
        ("trailer", "Are talks dead?"),
        ("body", "The ministry gave no date for another round."),
    ]


def test_slug_line_above_the_headline() -> None:
    text = f"BC-ENVOYS-HANOI\n\nEnvoys meet in Hanoi\n\nBy Jane Roe\n\n{LEAD}"
    assert [kind for kind, _ in told(text)] == ["title", "title", "byline", "dateline", "body"]


def test_title_that_came_apart_is_no_reason_to_look_for_another() -> None:
    """A readout opens with a line without a full stop; its title is known, so that line is text."""
    assert told(f"Via teleconference\n\n{BODY}", "Background call on Hanoi")[0] == ("body", "Via teleconference")
    assert told(f"Envoys meet\n\n{BODY}", "Envoys  meet")[0] == ("title", "Envoys meet")


def test_everything_run_into_one_paragraph() -> None:
    """As some archives keep it: note, writers, dateline, caption and notice without a single line break."""
    text = (
        "(Corrects spelling of envoy (An Lee) in first sentence) By Jane Roe HANOI (Reuters) - The envoys met. Combined photo shows "
        "An Lee (L) and Bo Roe. (Kyodo) They agreed on nothing. (Reporting by Jane Roe; Editing by John Doe)"
    )
    assert told(text) == [
        ("correction", "(Corrects spelling of envoy (An Lee) in first sentence)"),
        ("byline", "By Jane Roe"),
        ("dateline", "HANOI (Reuters) -"),
        ("body", "The envoys met."),
        ("caption", "Combined photo shows An Lee (L) and Bo Roe. (Kyodo)"),
        ("body", "They agreed on nothing."),
        ("byline", "(Reporting by Jane Roe; Editing by John Doe)"),
    ]


def test_copy_wrapped_by_hand_is_one_paragraph() -> None:
    text = "HANOI, May 3 - The two envoys met on Wednesday and said that\nthey would meet again.\n    No date was set for another\nround."
    assert [words for _, words in told(text)][1:] == [
        "The two envoys met on Wednesday and said that\nthey would meet again.",
        "No date was set for another\nround.",
    ]


SHAPES = st.sampled_from(
    [
        LEAD,
        BODY,
        "Envoys meet",
        "By Jane Roe",
        "Related coverage:",
        "(Corrects date)",
        "Photo shows An Lee. (Kyodo)",
        "\n\n",
        "\r\n",
        "\n",
        " ",
        "\u00a0",
        "(Reporting by A)",
        "© 2023",
        "UPDATE 1-",
        "“",
        "é",
        "👋",
        "(",
        "AP)",
    ]
)


@given(st.lists(SHAPES | st.text(max_size=20), max_size=12).map("".join), st.none() | st.just("Envoys meet"))
def test_parts_are_in_order_and_leave_out_only_white_space(text: str, title: str | None) -> None:
    at = 0
    for part in mark_parts(text, title):
        assert not text[at : part.start].strip()
        assert part.start < part.end <= len(text)
        assert text[part.start : part.end] == text[part.start : part.end].strip()
        at = part.end
    assert not text[at:].strip()


def readable(text: str) -> bool:
    """Whether there is something in a text, and it is not of another script."""
    return bool(text.strip()) and other_language(text) is None


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1).filter(readable))
def test_text_is_kept_exactly(text: str) -> None:
    """Line ends, no-break spaces and everything else a wire may send come back as they were sent."""
    (plain,), problems = read_bytes(text.encode(), "a.txt")[:2]
    (lined,), more = read_bytes(json.dumps({"id": "a", "text": text}).encode(), "a.jsonl")[:2]
    assert (plain.text, lined.text, problems, more) == (text, text, (), ())


def test_byte_order_mark_is_taken_off() -> None:
    (document,), _ = read_bytes(b"\xef\xbb\xbf" + BODY.encode(), "a.txt")[:2]
    assert document.text == BODY


@pytest.mark.parametrize(
    ("headline", "version", "key"),
    [
        ("Envoys meet in Hanoi", Version.FIRST, None),
        ("UPDATE 1-Envoys meet in Hanoi", Version.UPDATE, "envoys-meet-in-hanoi"),
        ("UPDATE 2-CORRECTED-Envoys meet in Hanoi", Version.CORRECTION, "envoys-meet-in-hanoi"),
        ("(LEAD) Envoys meet in Hanoi", Version.UPDATE, "envoys-meet-in-hanoi"),
        ("(2nd LD) Envoys meet in Hanoi", Version.UPDATE, "envoys-meet-in-hanoi"),
        ("CORRECTED-Envoys meet in Hanoi", Version.CORRECTION, "envoys-meet-in-hanoi"),
        ("(CORRECTED) - ENVOYS MEET IN HANOI", Version.CORRECTION, "envoys-meet-in-hanoi"),
        ("KILL: Envoys meet in Hanoi", Version.KILL, "envoys-meet-in-hanoi"),
        ("Story Withdrawn: Envoys meet in Hanoi", Version.KILL, "envoys-meet-in-hanoi"),
        ("Lead envoy meets ministers", Version.FIRST, None),
        ("Update on talks awaited", Version.FIRST, None),
        ("Kill switch talks open", Version.FIRST, None),
        ("Withdrawal talks open in Hanoi", Version.FIRST, None),
        ("Lead-poisoning talks open in Hanoi", Version.FIRST, None),
    ],
)
def test_version(headline: str, version: Version, key: str | None) -> None:
    apart = plain_document(BODY, "a.txt", title=headline)
    inside = plain_document(f"{headline}\n\n{BODY}", "a.txt")
    assert (apart.version, apart.replaces) == (inside.version, inside.replaces) == (version, key)


def test_note_in_the_copy_makes_a_correction() -> None:
    document = plain_document(f"Envoys meet\n\n(Corrects date in lead)\n\n{BODY}", "a.txt")
    assert (document.version, document.replaces) == (Version.CORRECTION, "envoys-meet")


def test_versions_find_each_other_whatever_their_order() -> None:
    """Files come by name: "(2nd LD)" before "(LEAD)", and both before the first version."""
    titles = ["(2nd LD) Envoys meet", "(LEAD) Envoys meet", "CORRECTED-Envoys meet", "Envoys meet", "UPDATE 1-Others meet"]
    lines = "\n".join(json.dumps({"id": str(n), "title": t, "text": BODY, "published": "2023-05-03"}) for n, t in enumerate(titles))
    documents, _ = read_bytes(lines.encode(), "a.jsonl")[:2]
    assert [d.replaces for d in documents] == ["1", "3", "0", None, "others-meet"]


def test_slug_ignores_marks_case_and_accents() -> None:
    assert slug("UPDATE 3-Émigrés meet, “at last”") == slug("EMIGRES MEET AT LAST") == "emigres-meet-at-last"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\xc2\xa0\n", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (b"%PDF-1.7\0\1\2", "a.txt", "NUL byte at 8"),
        ("Caf\u00e9 talks\n".encode("cp1252"), "a.txt", "byte 0xe9 at 3, line 1"),
        ("Envoys meet".encode("utf-16"), "a.txt", "UTF-16"),
        (b"x" * (LONGEST + 1), "a.txt", "too long for a report: 1,000,001 characters"),
        (b"", "a.jsonl", "empty"),
        (b"{text: 1}", "a.jsonl", "not JSON"),
        (b'{"id": "a"}', "a.jsonl", 'object with a "text"'),
        (b"[1]", "a.jsonl", 'object with a "text"'),
        (b'{"id": "a", "text": " "}', "a.jsonl", "empty"),
        (b'{"id": "a", "text": "cut \\ud83d"}', "a.jsonl", "lone surrogate"),
        (b'{"id": "a", "text": "nul \\u0000"}', "a.jsonl", "NUL character"),
        (b'{"text": "' + b"x" * (8 * LONGEST) + b'"}', "a.jsonl", "too long for a report: 8,000,012 bytes in one line"),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "a.jsonl", "not JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_bad_input_is_told_with_name_and_reason(data: bytes, name: str, reason: str) -> None:
    documents, (problem,) = read_bytes(data, name)[:2]
    assert documents == ()
    assert problem.document.startswith(name)
    assert reason in problem.what


def test_one_bad_line_leaves_the_others() -> None:
    lines = (
        b'{"id": "a", "text": "Envoys met."}\n\nnonsense\n{"id": 7, "text": "Envoys met.", "published": "soon"}\n{"text": "Envoys met."}'
    )
    documents, problems, _, notes = read_bytes(lines, "wire.jsonl", dt.date(2023, 5, 3))
    assert [d.id for d in documents][:2] == ["a", "7"]
    assert {d.published for d in documents} == {dt.date(2023, 5, 3)}
    assert [p.document for p in problems] == ["wire.jsonl line 3"]
    assert [p.document for p in notes] == ["7"]  # kept, without the day that it was to have
    assert "'soon'" in notes[0].what


def test_fields_of_json_lines() -> None:
    line = {"id": "x", "text": BODY, "title": "Envoys meet", "source": "ministry", "published": "2023-05-03T23:30:00+09:00", "rank": 3}
    (document,), problems = read_bytes(json.dumps(line).encode(), "-")[:2]
    assert (document.id, document.title, document.source, document.text) == ("x", "Envoys meet", "ministry", BODY)
    assert (document.published, document.published_basis, problems) == (dt.date(2023, 5, 3), "metadata", ())


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-05-03", dt.date(2023, 5, 3)),
        ("20230503", dt.date(2023, 5, 3)),
        ("2023-05-03 08:15", dt.date(2023, 5, 3)),
        ("Wed, 03 May 2023 12:36:25 GMT", dt.date(2023, 5, 3)),
        ("May 3, 2023 ", dt.date(2023, 5, 3)),
        ("May 03 , 2023", dt.date(2023, 5, 3)),
        ("May 03,2023", dt.date(2023, 5, 3)),
        ("3-MAY-1987 15:01:01.79", dt.date(1987, 5, 3)),
        ("03/05/2023", None),
        ("next Wednesday", None),
        ("2023-02-30", None),
        ("16 Mar 1 " + "6" * 60 + "10:1", None),
    ],
)
def test_day_of_publication(written: str, day: dt.date | None) -> None:
    """A day that could be two days ("03/05/2023") is none."""
    assert read_day(written) == day


def test_source_of_plain_copy_is_the_agency_of_its_dateline() -> None:
    assert plain_document("HANOI (Reuters) - Envoys met.", "a.txt").source == "Reuters"
    assert plain_document(BODY, "a.txt").source is None


def test_id_comes_from_name_and_content() -> None:
    one = plain_document(BODY, "in/wire 17.txt")
    assert one.id.startswith("wire-17-")
    assert one.id == plain_document(BODY, "elsewhere/wire 17.txt").id
    assert len({one.id, plain_document(BODY, "b.txt").id, plain_document(LEAD, "wire 17.txt").id}) == 3


def test_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("c.txt", "b/a.jsonl", ".hidden/x.txt", "notes.md"):
        (tmp_path / name).write_text(json.dumps({"text": BODY}) if name.endswith("jsonl") else BODY, encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(b"\0")
    documents, problems = read_path(tmp_path)[:2]
    assert [d.id.partition("-")[0] for d in documents] == ["a.jsonl", "c"]
    assert [Path(p.document).name for p in problems] == ["d.txt"]


def test_places_without_reports(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("none", encoding="utf-8")
    (tmp_path / "big.txt").write_bytes(b"")
    os.truncate(tmp_path / "big.txt", 50_000_000)
    assert "no reports in this folder" in read_path(tmp_path / "..").problems[0].what or read_path(tmp_path).problems
    assert "50,000,000 bytes" in read_path(tmp_path / "big.txt").problems[0].what
    assert "no such file" in read_path(tmp_path / "absent.txt").problems[0].what
    (tmp_path / "empty").mkdir()
    assert "no reports in this folder" in read_path(tmp_path / "empty").problems[0].what


def test_pipe_tells_its_format_by_its_first_line() -> None:
    assert read_bytes(b'{"text": "Envoys met."}\n', "standard input").documents[0].text == "Envoys met."
    assert read_bytes(b"{sic} Envoys met.\n", "standard input").documents[0].text == "{sic} Envoys met.\n"


def test_every_part_kind_is_known_to_these_tests() -> None:
    """A kind added to the model needs rows above."""
    assert {k.value for k in PartKind} == {"title", "dateline", "byline", "body", "caption", "trailer", "correction"}
