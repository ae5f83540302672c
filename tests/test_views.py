"""The views: what a record looks like to people, and the JSON that programs get."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from communique.model import Document, Evidence, Precision, Problem, Span, Stance, Step
from communique.publish import channels, commitments, compare, export, statements, timeline
from communique.publish.days import day, period
from communique.publish.find import NoSuchEntryError, find_entry
from communique.publish.found import found, found_object, passage
from communique.publish.history import history_lines
from communique.publish.lines import Line, line, quotation, show
from communique.publish.parties import UnknownSideError, code_of, people, sides
from communique.publish.selection import Selection, select
from communique.publish.show import show_entry
from communique.publish.why import why_entry
from sample import CLAIMS, EMPTY, FIRST, HELD, LAPSED, LINE, MEETING, RECORD, SAID, SAID_CLAIM, SEOUL, SHUTTLE


def printed(lines: tuple[Line, ...], width: int = 100) -> str:
    out = io.StringIO()
    show(lines, Console(file=out, width=width, highlight=False, markup=False, emoji=False))
    return out.getvalue()


D = dt.date
PERIODS = [
    (D(2024, 2, 16), D(2024, 2, 16), Precision.DAY, "16 Feb 2024"),
    (D(2023, 9, 16), D(2023, 9, 17), Precision.DAYS, "16-17 Sep 2023"),
    (D(2024, 1, 30), D(2024, 2, 1), Precision.DAYS, "30 Jan - 1 Feb 2024"),
    (D(2023, 12, 31), D(2024, 1, 1), Precision.DAYS, "31 Dec 2023 - 1 Jan 2024"),
    (D(2023, 11, 1), D(2023, 11, 30), Precision.MONTH, "Nov 2023"),
    (D(2023, 1, 1), D(2023, 12, 31), Precision.YEAR, "2023"),
    (D(2024, 3, 1), D(2024, 5, 31), Precision.SEASON, "some time between 1 Mar and 31 May 2024"),
    (D(2023, 9, 18), D(2024, 1, 31), Precision.VAGUE, "some time between 18 Sep 2023 and 31 Jan 2024"),
    (D(2023, 9, 18), D(2023, 9, 24), Precision.WEEK, "the week of 18 Sep 2023"),
    (D(2023, 9, 18), D(2023, 9, 22), Precision.WEEK, "some time between 18 and 22 Sep 2023"),
    (D(2024, 1, 21), D(2024, 1, 31), Precision.DAYS, "late Jan 2024"),
    (D(2024, 2, 1), D(2024, 2, 10), None, "early Feb 2024"),
    (D(2024, 1, 22), D(2024, 1, 31), None, "some time between 22 and 31 Jan 2024"),
    (D(2023, 6, 19), None, None, "from 19 Jun 2023 on"),
    (None, D(2023, 6, 19), None, "by 19 Jun 2023"),
    (None, None, None, "no day told"),
]


@pytest.mark.parametrize(("start", "end", "precision", "words"), PERIODS, ids=[row[3] for row in PERIODS])
def test_periods_in_words(start: D | None, end: D | None, precision: Precision | None, words: str) -> None:
    assert period(start, end, precision) == words


@given(start=st.dates(), end=st.dates(), precision=st.none() | st.sampled_from(Precision))
def test_a_period_in_words_names_no_year_that_was_not_told(start: D, end: D, precision: Precision | None) -> None:
    start, end = sorted((start, end))
    years = {int(word) for word in period(start, end, precision).replace("-", " ").split() if word.isdigit() and len(word) == 4}
    assert years <= {start.year, end.year}
    assert end.year in years or start.year in years or end.year < 1000


def test_the_timeline() -> None:
    assert printed(timeline.timeline(RECORD)) == (
        "2023\n"
        "  16 Mar 2023 · meeting · held  E-tokyo\n"
        "    Yoon Suk Yeol (President, South Korea) and Fumio Kishida (Prime Minister, Japan)\n"
        "    Tokyo · on security\n"
        "       9 Mar 2023  planned  “will visit Tokyo on March 16”\n"
        "      16 Mar 2023  held     “Yoon met Kishida in Tokyo on Thursday”\n"
        "\n"
        "  some time between 1 May and 30 Jun 2023 · visit · expected  E-seoul\n"
        "    Fumio Kishida (Prime Minister, Japan)\n"
        "    Japan, South Korea\n"
        "    Seoul\n"
        "      16 Mar 2023  expected  “The two agreed to resume shuttle diplomacy”\n"
        "\n"
        "Without a day\n"
        "  no day told · visit · lapsed  E-lapsed\n"
        "    Fumio Kishida (Prime Minister, Japan)\n"
        "    Japan, South Korea\n"
        "    Seoul\n"
        "      16 Mar 2023  expected  “The two agreed to resume shuttle diplomacy”\n"
        "       1 Jul 2023  lapsed    (its time is over and no report says that it was held)\n"
        "\n"
    )


def test_the_agenda_has_what_is_ahead_then_what_passed_without_a_sign() -> None:
    shown = printed(timeline.agenda(RECORD))
    heads = [row for row in shown.splitlines() if row and not row.startswith(" ")]
    assert heads == ["Engagements ahead", "Commitments open", "Passed without a sign in the record"]
    assert shown.index("E-seoul") < shown.index("C-shuttle") < shown.index("E-lapsed")
    assert "E-tokyo" not in shown


def test_commitments() -> None:
    kept = dataclasses.replace(SHUTTLE, status="kept", kept_by=("E-seoul",), due_end=D(2023, 6, 30), toward=("USA",))
    assert printed(commitments.commitment_lines(kept)) == (
        "  agreed 16 Mar 2023 · due by 30 Jun 2023 · kept  C-shuttle\n"
        "    Japan, South Korea toward United States: resume shuttle diplomacy\n"
        "    kept by E-seoul\n"
        "      16 Mar 2023  open  “The two agreed to resume shuttle diplomacy”\n"
    )


def test_channels_tell_since_when_by_the_words_or_when_it_was_told() -> None:
    assert printed(channels.channels(RECORD)) == (
        "  security dialogue · Japan, South Korea · agreed  L-dialogue\n"
        "      suspended  2018  “suspended since 2018”\n"
        "      agreed     told 16 Mar 2023  “agreed to restart a security dialogue that has been suspended\n"
        "                 since 2018”\n"
        "\n"
    )


def test_a_period_ahead_is_the_lines_not_the_agreements() -> None:
    entry = RECORD.channels[0]
    ahead = dataclasses.replace(entry.history[-1], start=dt.date(2023, 6, 1), end=dt.date(2023, 6, 30))
    assert "agreed  told 16 Mar 2023, for Jun 2023" in printed(tuple(channels.state_lines((ahead,))))


VOICES = [
    ({}, "Fumio Kishida (Japan), said:"),
    ({"via": ("Spokesman", "Kyodo")}, "Fumio Kishida (Japan), through Kyodo, then Spokesman, said:"),
    ({"audience": "Yoon Suk Yeol", "stance": Stance.WARNED}, "Fumio Kishida (Japan), to Yoon Suk Yeol, warned:"),
    ({"speaker": "the Japanese ministry", "side": None}, "the Japanese ministry, said:"),
    ({"speaker": None, "side": None}, "speaker not named, said:"),
    ({"speaker": "the two governments", "side": "JPN, KOR"}, "the two governments (Japan, South Korea), said:"),
]


@pytest.mark.parametrize(("change", "words"), VOICES, ids=[row[1] for row in VOICES])
def test_a_statement_keeps_its_voice(change: dict[str, object], words: str) -> None:
    entry = dataclasses.replace(SAID, claim=dataclasses.replace(SAID_CLAIM, **change))
    first = next(iter(statements.statement_lines(entry)))
    assert first.text == f"{words}  S-said"


def test_only_what_was_quoted_stands_in_quotation_marks() -> None:
    assert statements.words(SAID_CLAIM, None)[0] == "“We will open a new chapter,”"
    assert statements.words(dataclasses.replace(SAID_CLAIM, quoted="none"), None)[0] == "We will open a new chapter,"


def test_the_condition_of_an_unnamed_source_is_shown() -> None:
    unnamed = dataclasses.replace(SAID_CLAIM, speaker="a senior official", condition="on condition of anonymity")
    assert "(on condition of anonymity)" in printed(tuple(statements.statement_lines(dataclasses.replace(SAID, claim=unnamed))))


def test_the_history_tells_why_where_the_quotation_does_not() -> None:
    words, why = Span(0, 28, "Blinken put off his visit to"), Span(36, 54, "after a balloon was")
    step = Step("postponed", D(2023, 2, 3), None, None, "d", Evidence("d", words), "c", "it was put off", Evidence("d", why))
    assert "why: “after a balloon was”" in printed(tuple(history_lines([step])))
    whole = dataclasses.replace(step, evidence=Evidence("d", Span(0, 54, "Blinken put off his visit to Beijing after a balloon was")))
    assert "why:" not in printed(tuple(history_lines([whole])))


def test_round_form_and_a_third_side_as_host_are_shown() -> None:
    entry = dataclasses.replace(RECORD.engagements[0], round=3, form="indirect", host="OMN")
    assert "round 3, indirect, hosted by Oman" in printed(timeline.engagement_lines(entry))


def test_long_quotations_are_shortened_in_listings_only() -> None:
    words = "the two sides agreed to keep talking " * 20
    assert len(quotation(words)[0]) < 200
    assert quotation(words)[0].endswith(" …”")
    assert quotation(words, None)[0] == f"“{words.strip()}”"


@given(
    words=st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), min_size=1, max_size=60),
    width=st.integers(30, 120),
)
def test_wrapping_loses_no_word_and_keeps_to_the_width(words: list[str], width: int) -> None:
    shown = printed((line(" ".join(words), indent=4, hang=3),), width)
    assert shown.split() == words
    assert all(row.startswith("    ") for row in shown.splitlines() if row)


def test_square_brackets_of_a_report_are_not_markup() -> None:
    assert printed((line("he said [sic] “[the] [bold]lines[/bold]”"),)) == "he said [sic] “[the] [bold]lines[/bold]”\n"


NAMES = [
    ("USA", "USA"),
    ("U.S.", "USA"),
    ("united states", "USA"),
    ("China", "CHN"),
    ("chn", "CHN"),
    ("Beijing", "CHN"),
    ("EU", "EU"),
    ("UK", "GBR"),
]


@pytest.mark.parametrize(("name", "code"), NAMES, ids=[row[0] for row in NAMES])
def test_sides_by_code_or_name(name: str, code: str) -> None:
    assert code_of(name) == code


def test_an_unknown_side_gets_a_hint() -> None:
    with pytest.raises(UnknownSideError, match="did you mean China"):
        code_of("Chinna")


def test_people_and_sides_in_words() -> None:
    assert sides(("JPN", "Hamas")) == "Japan, Hamas"
    assert people(MEETING.people) == "Yoon Suk Yeol (President, South Korea) and Fumio Kishida (Prime Minister, Japan)"
    assert people(()) == ""


SELECTIONS = [
    (Selection(), {"E-tokyo", "E-seoul", "E-lapsed"}),
    (Selection(("JPN", "KOR")), {"E-tokyo", "E-seoul", "E-lapsed"}),
    (Selection(("JPN", "USA")), set()),
    (Selection(since=D(2023, 3, 17)), {"E-seoul", "E-lapsed"}),
    (Selection(until=D(2023, 3, 16)), {"E-tokyo", "E-lapsed"}),
    (Selection(since=D(2023, 6, 30), until=D(2023, 6, 30)), {"E-seoul", "E-lapsed"}),
    (Selection(since=D(2024, 1, 1)), set()),
]


@pytest.mark.parametrize(("selection", "ids"), SELECTIONS)
def test_selection_of_engagements(selection: Selection, ids: set[str]) -> None:
    assert {entry.id for entry in select(RECORD, selection).engagements} == ids


def test_a_part_of_the_record_has_the_reports_it_rests_on() -> None:
    assert select(RECORD, Selection()).documents == RECORD.documents
    assert select(RECORD, Selection(until=D(2023, 3, 10))).documents == (HELD,)  # it tells what the channel was in 2018
    assert select(RECORD, Selection(("USA", "CHN"))).documents == ()


def test_selection_of_the_rest() -> None:
    japan = select(RECORD, Selection(("JPN", "KOR"), D(2023, 3, 16), D(2023, 3, 16)))
    assert (japan.commitments, japan.channels, japan.statements, japan.comparisons) == ((SHUTTLE,), (LINE,), (SAID,), (FIRST,))
    other = select(RECORD, Selection(("USA", "CHN")))
    assert (other.commitments, other.channels, other.statements, other.comparisons) == ((), (), (), ())


FINDS = [("E-tokyo", "E-tokyo"), ("E-to", "E-tokyo"), ("e-met", "E-tokyo"), ("c-shuttle", "C-shuttle"), ("tokyo-held", "tokyo-held")]


@pytest.mark.parametrize(("key", "found_id"), FINDS)
def test_an_entry_is_found_by_its_id_or_the_beginning_of_it(key: str, found_id: str) -> None:
    assert find_entry(dataclasses.replace(RECORD, engagements=(MEETING,)), key).id == found_id


@pytest.mark.parametrize(
    ("key", "words"), [("tok", "more than one entry begins with 'tok'"), ("E-tokio", "did you mean E-tokyo"), ("?", "no entry")]
)
def test_an_id_that_leads_nowhere_gets_a_hint(key: str, words: str) -> None:
    with pytest.raises(NoSuchEntryError, match=words.replace("?", r"\?")):
        find_entry(RECORD, key)


def test_show_gives_whole_quotations_and_the_reports() -> None:
    shown = printed(show_entry(RECORD, MEETING), 160)
    assert "“Yoon met Kishida in Tokyo on Thursday”  [tokyo-held]" in shown
    assert "Wire · 16 Mar 2023 (day inferred) · Yoon, Kishida meet in Tokyo  [tokyo-held]" in shown


def test_show_gives_what_was_said_there_and_how_it_compares() -> None:
    shown = printed(show_entry(RECORD, MEETING), 160)
    assert "Said there\n    Fumio Kishida (Japan): “We will open a new chapter,”  S-said" in shown
    assert "Comparisons\n    unknown: “a new chapter”  R-first" in shown


def test_show_a_report_gives_its_text_its_day_and_what_rests_on_it() -> None:
    shown = printed(show_entry(RECORD, HELD, ("the weekday fits March 16 only",)), 160)
    assert "dated: the weekday fits March 16 only" in shown
    assert '"We will open a new chapter," Kishida said.' in shown
    assert shown.count("E-tokyo") == 1


@pytest.mark.parametrize("entry", [MEETING, SHUTTLE, LINE, SAID, FIRST, HELD], ids=lambda e: e.id)
def test_everything_can_be_shown(entry) -> None:
    assert entry.id in printed(show_entry(RECORD, entry))


def test_why_gives_each_claim_its_rule_and_its_words() -> None:
    shown = printed(why_entry(RECORD, MEETING, CLAIMS), 160)
    assert "16 Mar 2023  held  a report that it was held by e-met" in shown
    assert "because: same people, and the days agree" in shown
    assert "“will visit Tokyo on March 16”" in shown
    assert "when: 16 Mar 2023  (“Thursday”, rule weekday, counted from 2023-03-16)" in shown
    assert "found by: meet:past" in shown
    assert shown.index("e-plan [tokyo-ahead") < shown.index("e-met [tokyo-held")


@pytest.mark.parametrize("entry", [SHUTTLE, SAID, FIRST, LINE, LAPSED], ids=lambda e: e.id)
def test_every_kind_of_entry_has_its_why(entry) -> None:
    assert entry.id in printed(why_entry(RECORD, entry, CLAIMS))


def test_found_entries_come_first_and_hits_are_marked_without_colour() -> None:
    passages = [
        passage("tokyo-held", None, "to resume \x02shuttle\x03 diplomacy", "\x02", "\x03"),
        passage("tokyo-held", "c-shuttle", "\x02shuttle\x03", "\x02", "\x03"),
        passage("not-in-the-record", None, "a \x02shuttle\x03", "\x02", "\x03"),
    ]
    assert printed(found(RECORD, passages)) == (
        "In the record\n"
        "  commitment, open: resume shuttle diplomacy  C-shuttle\n"
        "\n"
        "In the reports\n"
        "  16 Mar 2023  to resume [shuttle] diplomacy  tokyo-held\n"
    )
    paragraph = {"document": "tokyo-held", "text": "to resume [shuttle] diplomacy"}
    assert found_object(RECORD, passages) == {"entries": ["C-shuttle"], "paragraphs": [paragraph]}


@pytest.mark.parametrize(
    "view",
    [timeline.timeline, timeline.agenda, commitments.commitments, channels.channels, statements.statements],
    ids=lambda v: v.__name__,
)
def test_an_empty_view_says_so(view) -> None:
    assert len(view(EMPTY)) == 1


def test_two_accounts_stand_side_by_side_with_what_only_one_names() -> None:
    theirs = dataclasses.replace(SAID_CLAIM, id="s-2", speaker="Yoon Suk Yeol", side="KOR", topics=("trade", "security"))
    ours = dataclasses.replace(SAID_CLAIM, topics=("security",))
    entries = (dataclasses.replace(SAID, claim=ours), dataclasses.replace(SAID, id="S-2", claim=theirs))
    record = dataclasses.replace(RECORD, statements=entries)
    shown = printed(compare.compare(record, MEETING))
    assert shown.index("Japan\n  Fumio Kishida (Japan), said:") < shown.index("South Korea\n  Yoon Suk Yeol (South Korea), said:")
    assert "Named by more than one side: security\n" in shown
    assert "Named by South Korea only: trade\n" in shown
    assert compare.fullest(record) == MEETING
    told = compare.compare_object(record, MEETING)
    assert [account["side"] for account in told["accounts"]] == ["JPN", "KOR"]
    assert {"topic": "trade", "sides": ["KOR"]} in told["topics"]


def test_one_account_or_none_says_so() -> None:
    assert "Nothing in the record of what was said there for South Korea." in printed(compare.compare(RECORD, MEETING))
    assert compare.UNHEARD in printed(compare.compare(RECORD, SEOUL))
    assert compare.fullest(RECORD) is None


def test_the_schema_is_one_and_the_record_keeps_to_it() -> None:
    jsonschema.Draft202012Validator.check_schema(export.schema())
    checker = jsonschema.Draft202012Validator(export.schema(), format_checker=jsonschema.FormatChecker())
    noted = Problem(HELD.id, "no such day", Span(0, 4, "Yoon, Kishida meet"[:4], title=True))
    full = dataclasses.replace(RECORD, as_of=D(2023, 7, 2), problems=(noted, Problem("x", "empty")))
    for record in (full, EMPTY):
        assert [error.message for error in checker.iter_errors(export.record_object(record))] == []


def test_evidence_in_the_export_points_to_its_words() -> None:
    texts = {document.id: document.text for document in RECORD.documents}

    def places(value: object):
        if isinstance(value, dict):
            if set(value) == {"document", "start", "end", "text"}:
                yield value
            for inner in value.values():
                yield from places(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from places(inner)

    found_places = list(places(export.record_object(RECORD)))
    assert len(found_places) > 10
    assert all(texts[p["document"]][p["start"] : p["end"]] == p["text"] for p in found_places)


def test_one_entry_exports_as_in_the_whole() -> None:
    assert export.one(MEETING) in export.record_object(RECORD)["engagements"]
    assert export.one(HELD)["text"] == HELD.text
    assert export.section(RECORD, "channels")["channels"] == [export.one(LINE)]


def test_the_agenda_for_programs_holds_the_same_entries() -> None:
    left = timeline.pending(RECORD)
    assert [e.id for e in left.engagements] == [SEOUL.id, LAPSED.id]
    assert [c.id for c in left.commitments] == [SHUTTLE.id]


def test_an_undated_report_is_called_undated() -> None:
    undated = Document("x", "The ministers met.")
    assert "undated" in printed(show_entry(dataclasses.replace(EMPTY, documents=(undated,)), undated))
    assert day(None) == "no day told"
