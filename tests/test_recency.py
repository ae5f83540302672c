"""What changed since a day, and the briefing: each line under its heading, with the words of a report behind it.

communique diff --since 2023-08-01; communique brief --between U.S.,China
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.cli import main
from communique.model import Statement
from communique.store import Store
from ledger_dispatches import read

STORY = """
== june 2023-06-19
expected meeting | Joe Biden USA, Xi Jinping CHN | 2023-06-19..2023-12-31 | "Biden and Xi may meet later this year"
planned visit | Janet Yellen USA, CHN | 2023-07-06..2023-07-09 | Beijing | "Yellen will be in Beijing from Thursday"
cut channel | military lines | CHN, USA | 2022-08-01..2022-08-31 | "Beijing cut the military lines"
agreed commitment | USA, CHN > USA, CHN | made 2023-06-19 | due 2023-07-01..2023-09-30 | "reopen two consulates"
planned visit | Olaf Scholz DEU, CHN | 2023-09-04..2023-09-05 | Beijing | "Scholz will be in Beijing on Sept. 4"
== september 2023-09-02
postponed visit | Olaf Scholz DEU, CHN | 2023-09-04..2023-09-05 | Beijing | "Scholz put off his visit to Beijing"
== november 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi on Wednesday"
agreed channel | military-to-military lines | CHN, USA | 2023-11-15 | "they agreed to reopen military lines"
agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | "work together on *counternarcotics*"
planned talks | Jake Sullivan USA, Wang Yi CHN | 2024-01-26 | Bangkok | "Sullivan will meet Wang on Jan. 26"
statement | Xi Jinping CHN > Joe Biden | "Xi told Biden that Taiwan was the first red line"
== rumour 2023-11-17
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Bali | "Biden met Xi in Bali"
== undated undated
held call | Fumio Kishida JPN, Yoon Suk Yeol KOR | 2023-05-02 | "Kishida spoke with Yoon"
"""
DOCUMENTS, CLAIMS = read(STORY)
# The reports' statements have a topic, which the notation does not tell.
TOPICAL = [dataclasses.replace(c, topics=("Taiwan",)) if isinstance(c, Statement) else c for c in CLAIMS]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    with Store(tmp_path / "record.db") as store:
        for document in DOCUMENTS:
            store.keep(document, tuple(c for c in TOPICAL if c.document == document.id))
    monkeypatch.setenv("COMMUNIQUE_DB", str(tmp_path / "record.db"))

    def run_program(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_program


def heads(text: str) -> list[str]:
    return [row for row in text.splitlines() if row and not row.startswith(" ")]


def test_what_changed_stands_under_what_became_of_it(run: Run) -> None:
    code, out, _ = run("diff", "--since", "2023-06-30", "--between", "U.S.,China")
    assert code == 0
    assert heads(out) == [
        "From 30 Jun 2023 to 17 Nov 2023",
        "Reports that disagree",
        "Passed without a sign in the record",
        "Lines",
        "New",
    ]
    assert "      expected → held  “Biden met Xi on Wednesday”  [november, 16 Nov 2023]" in out
    assert "      days: 2023-06-19 to 2023-12-31 → 2023-11-15" in out
    assert "      disagreement: place: Woodside (november), Bali (rumour)" in out
    assert "      planned → lapsed  (its time is over and no report in the record says that it was held)" in out
    assert "      cut → agreed  “they agreed to reopen military lines”  [november, 16 Nov 2023]" in out


def test_what_was_published_on_the_day_is_among_it(run: Run) -> None:
    assert "disagreement" in run("diff", "--since", "2023-11-17")[1]
    assert "disagreement" not in run("diff", "--since", "2023-11-18")[1]


def test_the_calendar_and_what_was_put_off_are_news(run: Run) -> None:
    out = run("diff", "--since", "2023-06-30", "--as-of", "2023-10-31")[1]
    assert heads(out)[1:] == ["Put off or called off", "Passed without a sign in the record"]
    assert "open → overdue" in out
    assert "planned → postponed  “Scholz put off his visit to Beijing”" in out


def test_a_report_without_a_day_is_no_news_of_any(run: Run) -> None:
    assert "2 May 2023" in run("timeline", "--between", "Japan,South Korea")[1]
    assert run("diff", "--since", "2023-01-01", "--between", "Japan,South Korea")[1].startswith("Nothing changed")


def test_a_change_by_programs(run: Run) -> None:
    found = json.loads(run("diff", "--since", "2023-06-30", "--as-of", "2023-11-16", "--between", "USA,CHN", "--json")[1])
    assert (found["since"], found["as_of"]) == ("2023-06-30", "2023-11-16")
    held = next(c for c in found["changes"] if c["after"] == "held")
    assert (held["section"], held["before"], held["evidence"]["text"]) == ("Held", "expected", "Biden met Xi on Wednesday")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diff", "--since", "2023-11-18"], "Nothing changed in the record since 18 Nov 2023.\n"),
        (
            ["diff", "--since", "2023-06", "--between", "U.S.,Kenya"],
            "Nothing changed between United States and Kenya in the record since 1 Jun 2023.\n",
        ),
        (["diff", "--since", "0001-01-01", "--as-of", "0001-01-01"], "Nothing changed in the record since 1 Jan 1 as of 1 Jan 1.\n"),
        (["brief", "--between", "U.S.,Kenya"], "Nothing between United States and Kenya in the record.\n"),
        (["timeline", "--between", "U.S.,Kenya"], "Nothing between United States and Kenya in the record.\n"),
        (
            ["agenda", "--between", "U.S.,Kenya", "--as-of", "2023-11"],
            "Nothing between United States and Kenya in the record as of 30 Nov 2023.\n",
        ),
        (["commitments", "--between", "Kenya"], "No commitment on Kenya in the record.\n"),
        (["channels", "--since", "2030"], "No channel in the record since 1 Jan 2030.\n"),
        (["statements", "--until", "2020"], "No statement in the record until 31 Dec 2020.\n"),
        (["timeline", "--between", "U.S.,China,Kenya"], "Nothing between United States, China and Kenya in the record.\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_empty_answer_says_of_what(run: Run, arguments: list[str], words: str) -> None:
    assert run(*arguments)[:2] == (0, words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["diff"], "Missing option '--since'"),
        (["diff", "--since", "2023-11-17", "--as-of", "2023-11-01"], "--as-of 2023-11-01 lies before --since 2023-11-17"),
        (["brief"], "Missing option '--between'"),
        (["brief", "--between", "China"], "two sides or more"),
        (["timeline", "--between", ""], "no side is named"),
        (["timeline", "--between", " , "], "no side is named"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_slip(run: Run, arguments: list[str], words: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_a_briefing_tells_what_changed_what_is_ahead_and_what_passed(run: Run) -> None:
    code, out, _ = run("brief", "--between", "U.S.,China", "--since", "2023-06-30")
    assert code == 0
    assert out.splitlines()[0] == "# United States and China: 17 Nov 2023"
    sections = dict(re.findall(r"^## (.+?)\n\n(.*?)\n(?=\n)", out, re.MULTILINE | re.DOTALL))
    assert list(sections) == ["What changed", "Ahead and open", "Passed without a sign, or put off", "Lines", "Last words"]
    assert "- New: **26 Jan 2024**, talks" in sections["Ahead and open"]
    assert "**15 Nov 2023**, meeting, held: Joe Biden (United States) and Xi Jinping (China)" in sections["What changed"]
    assert "**26 Jan 2024**, talks, planned: Jake Sullivan (United States) and Wang Yi (China), Bangkok" in sections["Ahead and open"]
    assert "**overdue, agreed 19 Jun 2023**, due some time between 1 Jul and 30 Sep 2023" in sections["Passed without a sign, or put off"]
    assert sections["Lines"].startswith("- **military-to-military lines**: agreed")
    assert sections["Last words"].splitlines() == [
        "- **Taiwan**",
        "  - Xi Jinping (China), to Joe Biden, said, 16 Nov 2023: Xi told Biden that Taiwan was the first red line[^9]",
        "  - United States: nothing in the record",
    ]


def test_every_line_of_a_briefing_leads_to_words_that_stand_in_a_report(run: Run) -> None:
    out = run("brief", "--between", "U.S.,China", "--since", "2023-06-30")[1]
    lines = [row for row in out.splitlines() if re.match(r" *- ", row)]
    bare = [row for row in lines if not re.search(r"(\[\^\d+\])+$", row)]
    assert bare == ["- **Taiwan**", "  - United States: nothing in the record"]
    notes = dict(re.findall(r"^\[\^(\d+)\]: .*?: “(.*)”$", out, re.MULTILINE))
    assert set(notes) == set(re.findall(r"\[\^(\d+)\](?!:)", out))
    texts = "\n".join(d.text for d in DOCUMENTS)
    assert all(note.replace("\\", "") in texts for note in notes.values())


def test_no_word_of_a_report_is_markup(run: Run) -> None:
    assert "work together on \\*counternarcotics\\*" in run("brief", "--between", "U.S.,China")[1]


def test_of_promises_without_a_time_only_the_newest_are_shown(run: Run, tmp_path: Path) -> None:
    named = "grain tariffs visas loans copper fishing shipping railways customs satellites whales barley timber steel cotton sugar patents"
    lines = [f'agreed commitment | USA, CHN > USA, CHN | "{word} pact"' for word in named.split()]
    documents, claims = read("== many 2023-11-18\n" + "\n".join(lines))
    with Store(tmp_path / "record.db") as store:
        store.keep(documents[0], tuple(claims))
    ahead = run("brief", "--between", "U.S.,China")[1].split("## Ahead and open\n\n")[1].split("\n\n")[0].splitlines()
    assert ahead[-1] == "- and 6 older commitments without a time: `communique agenda --between USA,CHN`"
    assert sum(" pact" in row for row in ahead) == 12


def test_a_briefing_as_of_a_day_knows_nothing_later(run: Run) -> None:
    out = run("brief", "--between", "U.S.,China", "--as-of", "2023-06-20")[1]
    assert "# United States and China: 20 Jun 2023" in out
    assert "Changes since 22 Mar 2023." in out
    assert "november" not in out


def test_a_briefing_for_programs(run: Run) -> None:
    found = json.loads(run("brief", "--between", "U.S.,China", "--json")[1])
    assert found["between"] == ["USA", "CHN"]
    assert [e["status"] for e in found["ahead"]] == ["planned", "open"]
    assert found["last_words"][0]["topics"] == ["Taiwan"]
    assert found["last_words"][0]["said"]["USA"] is None
