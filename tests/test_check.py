"""Drafts held against a record: what an editor would want confirmed, what must be called wrong, and what nobody can know from it.

The rule that decides: "contradicted" only where an entry of the record says otherwise.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest

from communique.cli import main
from communique.ledger.build import fold
from communique.model import Document, Part, PartKind
from communique.run.drafting import check_draft
from communique.store import Store
from ledger_dispatches import read

RECORD = """
== bali 2022-11-15
held meeting | Joe Biden USA, Xi Jinping CHN | 2022-11-14 | Bali | "Biden met Xi in Bali on Monday"
cut channel | military-to-military lines | CHN, USA | 2022-08-01..2022-08-31 | "Beijing cut the military lines in August"
== trip 2023-02-03
postponed visit | Antony Blinken USA, CHN | 2023-02-05 | Beijing | "Blinken put off a visit to Beijing of Feb. 5"
== beijing 2023-06-19
held visit | Antony Blinken USA, CHN | 2023-06-18..2023-06-19 | Beijing | "Blinken was in Beijing on Sunday and Monday"
held meeting | Antony Blinken USA, Qin Gang CHN | 2023-06-18 | Beijing | "Blinken met Qin on Sunday"
held meeting | Antony Blinken USA, Xi Jinping CHN | 2023-06-19 | Beijing | "Blinken met Xi on Monday"
== sochi 2023-09-04
held meeting | Vladimir Putin RUS, Recep Tayyip Erdogan TUR | 2023-09-04 | Sochi | "Putin met Erdogan in Sochi on Monday"
held visit | Mike Pompeo USA, CHN | 2018-10-08 | Beijing | background | "Pompeo went to Beijing in October 2018"
== october 2023-10-28
held meeting | Jake Sullivan USA, Wang Yi CHN | 2023-10-27 | Washington | "Sullivan met Wang in Washington"
held call | Vladimir Putin RUS, Recep Tayyip Erdogan TUR | 2023-10-24 | "Putin and Erdogan spoke on Oct. 24"
held meeting | Fumio Kishida JPN, Yoon Suk Yeol KOR | 2023-10-01..2023-10-31 | "Kishida and Yoon met in October"
== woodside 2023-11-16
held meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-15 | Woodside | "Biden met Xi in Woodside on Wednesday"
restored channel | military-to-military lines | CHN, USA | 2023-11-15 | "they reopened the military lines"
== bangkok 2024-01-28
held talks | Jake Sullivan USA, Wang Yi CHN | 2024-01-26..2024-01-27 | Bangkok | over two days | "Sullivan and Wang talked in Bangkok"
planned visit | Emmanuel Macron FRA, DEU | 2024-02-04..2024-02-05 | Berlin | "Macron will visit Berlin next week"
== munich 2024-02-17
held meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | "Blinken met Wang in Munich on Friday"
held meeting | Antony Blinken USA, Wang Yi CHN | 2024-01-12 | Washington | background | "their meeting of Jan. 12"
cancelled visit | Olaf Scholz DEU, IND | 2024-02-21 | New Delhi | "Scholz called off a visit to New Delhi on Feb. 21"
"""
YES, NO, OPEN = "confirmed", "contradicted", "unknown"
BIDEN = "U.S. President Joe Biden met Chinese President Xi Jinping"
SULLIVAN = "U.S. national security adviser Jake Sullivan and Chinese Foreign Minister Wang Yi"
BLINKEN = "U.S. Secretary of State Antony Blinken"
PUTIN = "Russian President Vladimir Putin"
# The draft, and the verdicts on it in the order of its text; a draft is of 20 Feb 2024.
DRAFTS = [
    # days
    pytest.param(f"{BIDEN} in Bali on Nov. 14, 2022.", [YES], id="the day"),
    pytest.param(f"{BIDEN} in Bali in November 2022.", [YES], id="the month of a day"),
    pytest.param(f"{BIDEN} in 2022.", [YES], id="the year of a day"),
    pytest.param(f"{BIDEN} in Bali on Nov. 16, 2022.", [NO], id="two days late"),
    pytest.param(f"{BIDEN} on Nov. 16, 2023.", [NO], id="a day late, no place"),
    pytest.param(f"{BIDEN} on Dec. 12, 2023.", [OPEN], id="a month later it may be another"),
    pytest.param(f"{BIDEN} in Lima on Nov. 16, 2022.", [OPEN], id="elsewhere on another day"),
    pytest.param(f"{BIDEN} in Vienna on Nov. 14, 2022.", [NO], id="elsewhere on the same day"),
    pytest.param(f"{BIDEN} in October 2023.", [OPEN], id="another month"),
    pytest.param(f"{BIDEN}.", [OPEN], id="no day"),
    pytest.param(f"{BIDEN} on Wednesday, Nov. 14, 2022.", [NO], id="the wrong weekday"),
    pytest.param(f"{BIDEN} on Monday, Nov. 14, 2022.", [YES], id="the right weekday"),
    pytest.param(f"{SULLIVAN} held talks in Bangkok on Jan. 26, 2024.", [YES], id="one of two days"),
    pytest.param(f"{SULLIVAN} held talks in Bangkok on Jan. 25, 2024.", [NO], id="the day before two days"),
    pytest.param(f"{SULLIVAN} held talks in Bangkok on Jan. 27, 2023.", [OPEN], id="another year"),
    pytest.param(f"{BLINKEN} and Chinese Foreign Minister Wang Yi held talks in Bangkok on Jan. 26, 2024.", [OPEN], id="other people"),
    pytest.param(f"{BLINKEN} met Chinese Foreign Minister Wang Yi in Munich on Friday.", [YES], id="a weekday of the draft's own week"),
    pytest.param(f"{BLINKEN} visited Beijing on June 18, 2023.", [YES], id="a day of a visit"),
    pytest.param(f"{BLINKEN} visited Beijing in February 2023.", [OPEN], id="put off in that month"),
    pytest.param(f"{BLINKEN} visited Beijing on Feb. 5, 2023.", [NO], id="put off on that day"),
    pytest.param("German Chancellor Olaf Scholz visited New Delhi on Feb. 21, 2024.", [OPEN], id="a day still to come"),
    pytest.param("Japanese Prime Minister Fumio Kishida met South Korean President Yoon Suk Yeol on Oct. 12, 2023.", [OPEN], id="finer"),
    pytest.param("Japanese Prime Minister Fumio Kishida met South Korean President Yoon Suk Yeol in October 2023.", [YES], id="as coarse"),
    pytest.param("French President Emmanuel Macron visited Berlin on Feb. 4, 2024.", [OPEN], id="only planned in the record"),
    pytest.param(f"{PUTIN} met Turkish President Recep Tayyip Erdogan in Sochi on Sept. 4, 2023.", [YES], id="Sochi"),
    pytest.param(f"{PUTIN} met Turkish President Recep Tayyip Erdogan in Ankara on Sept. 4, 2023.", [NO], id="the other capital"),
    pytest.param(f"{PUTIN} spoke by telephone with Turkish President Recep Tayyip Erdogan on Oct. 24, 2023.", [YES], id="a call"),
    pytest.param(
        f"{PUTIN} spoke by telephone with Turkish President Recep Tayyip Erdogan on Oct. 26, 2023.", [OPEN], id="two calls a week"
    ),
    pytest.param("Kenyan President William Ruto met Ugandan President Yoweri Museveni on Jan. 8, 2024.", [OPEN], id="nobody in the record"),
    # channels
    pytest.param("China cut military-to-military communication with the United States in August 2022.", [YES], id="cut then"),
    pytest.param("China cut military-to-military communication with the United States in May 2021.", [OPEN], id="cut at another time"),
    # first since
    pytest.param(
        f"{SULLIVAN} held talks in Bangkok on Jan. 26, 2024, their first meeting since October 2023.", [YES, YES], id="since October"
    ),
    pytest.param(
        f"{SULLIVAN} held talks in Bangkok on Jan. 26, 2024, their first meeting since September 2023.", [YES, NO], id="one in between"
    ),
    pytest.param(
        f"{SULLIVAN} held talks in Bangkok on Jan. 26, 2024, their first meeting since November 2023.", [YES, OPEN], id="none at that time"
    ),
    pytest.param(
        f"{SULLIVAN} held talks in Bangkok on Jan. 26, 2024, their first formal meeting since September 2023.", [YES, OPEN], id="formal"
    ),
    pytest.param(f"{BIDEN} in Woodside on Nov. 15, 2023, their first in-person meeting in a year.", [YES, YES], id="in a year"),
    pytest.param(f"{BIDEN} in Woodside on Nov. 15, 2023, their first in-person meeting in three years.", [YES, NO], id="in three years"),
    pytest.param(f"{BIDEN} in Woodside on Nov. 15, 2023, their first meeting since the war.", [YES, OPEN], id="since the war"),
    pytest.param(
        f"{BLINKEN} visited Beijing on June 18, 2023, the first visit to China by a U.S. secretary of state since 2018.",
        [YES, YES],
        id="by office since",
    ),
    pytest.param(
        f"{BLINKEN} visited Beijing on June 18, 2023, the first visit to China by a U.S. secretary of state since 2016.",
        [YES, NO],
        id="by office, one in between",
    ),
    pytest.param(
        f"{BLINKEN} visited Beijing on June 18, 2023, the first visit to China by a U.S. defense secretary since 2016.",
        [YES, OPEN],
        id="by another office",
    ),
    # ordinals
    pytest.param(
        f"{BLINKEN} met Chinese Foreign Minister Wang Yi on Feb. 16, 2024. It was their second meeting this year.", [YES, YES], id="second"
    ),
    pytest.param(
        f"{BLINKEN} met Chinese Foreign Minister Wang Yi on Feb. 16, 2024. It was their first meeting this year.", [YES, NO], id="not first"
    ),
    pytest.param(
        f"{BLINKEN} met Chinese Foreign Minister Wang Yi on Feb. 16, 2024. It was their third meeting this year.", [YES, OPEN], id="third"
    ),
    pytest.param(
        f"{BLINKEN} met Chinese Foreign Minister Wang Yi on Feb. 16, 2024. It was their first meeting in Munich this year.",
        [YES, OPEN],
        id="first there",
    ),
    # rank
    pytest.param(
        f"{BLINKEN} visited Beijing on June 18, 2023, as the highest-ranking U.S. official to visit China since 2019.",
        [YES, OPEN],
        id="nobody higher",
    ),
    pytest.param(
        "U.S. Deputy Secretary of State Wendy Sherman visited Beijing on July 25, 2021, as the highest-ranking U.S. official "
        "to visit China since 2017.",
        [OPEN, NO],
        id="somebody higher",
    ),
]


@pytest.fixture(scope="module")
def record():
    return fold(*read(RECORD), [], None)


@pytest.fixture(scope="module")
def checked(record):
    """All drafts read in one go, as the pipeline likes it."""
    texts = [row.values[0] for row in DRAFTS]
    drafts = [Document(f"draft-{n}", t, parts=(Part(PartKind.BODY, 0, len(t)),)) for n, t in enumerate(texts)]
    found = check_draft(drafts, record, dt.date(2024, 2, 20))
    return {text: [v for v in found.verdicts if v.words.document == d.id] for d, text in zip(drafts, texts, strict=True)}


@pytest.mark.parametrize(("text", "verdicts"), DRAFTS)
def test_a_draft(checked, text, verdicts):
    assert [v.verdict for v in checked[text]] == verdicts


def test_what_is_told_of_a_draft_stands_in_it(checked):
    for text, verdicts in checked.items():
        assert all(text[v.words.span.start : v.words.span.end] == v.words.span.text for v in verdicts)


def test_who_contradicts_or_confirms_is_named_with_words_of_the_record(checked, record):
    texts = {d.id: d.text for d in record.documents}
    for verdict in (v for some in checked.values() for v in some):
        assert bool(verdict.against) is (verdict.verdict != OPEN) or " was a " in verdict.reason
        assert all(quote.span.text in texts[quote.document] for quote in verdict.quotes)


# ---------------------------------------------------------------- the command


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    documents, claims = read(RECORD)
    with Store(tmp_path / "record.db") as store:
        for document in documents:
            store.keep(document, tuple(c for c in claims if c.document == document.id))
    monkeypatch.setenv("COMMUNIQUE_DB", str(tmp_path / "record.db"))

    def run_program(draft: str | bytes, *arguments: str) -> tuple[int, str, str]:
        piped = io.TextIOWrapper(io.BytesIO(draft.encode() if isinstance(draft, str) else draft))
        monkeypatch.setattr(sys, "stdin", piped)
        code = main(["check", "-", *arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run_program


def test_a_contradicted_draft_ends_with_one_and_names_who_says_otherwise(run) -> None:
    code, out, _ = run(f"{BIDEN} in Bali on Nov. 16, 2022.")
    assert code == 1
    assert out.splitlines()[0].startswith("contradicted  “U.S. President Joe Biden met")
    assert "the record has 2022-11-14" in out
    assert "“Biden met Xi in Bali on Monday”  [bali, 15 Nov 2022]" in out
    assert out.endswith("1 contradicted\n")


def test_a_draft_that_nothing_speaks_against_ends_with_nought(run) -> None:
    assert run(f"{BIDEN} in Bali on Nov. 14, 2022.")[0] == 0
    assert run(f"{BIDEN} in Bali on Nov. 14, 2022.", "--as-of", "2022-11-14")[1].startswith("unknown")
    assert run("The weather was fine.")[1].startswith("The draft tells of no engagement")


def test_a_weekday_counts_from_the_day_of_the_draft(run) -> None:
    friday = f"{BLINKEN} met Chinese Foreign Minister Wang Yi in Munich on Friday."
    assert run(friday, "--published", "2024-02-18")[1].startswith("confirmed")
    assert run(friday, "--published", "2024-02-25")[1].startswith("contradicted")
    assert run(friday, "--published", "2024-03-25")[1].startswith("unknown")


def test_a_check_for_programs(run) -> None:
    code, out, _ = run(f"{BIDEN} in Vienna on Nov. 14, 2022.", "--json")
    (verdict,) = json.loads(out)["verdicts"]
    assert (code, verdict["verdict"], verdict["reason"]) == (1, "contradicted", "the record has Bali")
    assert [quote["text"] for quote in verdict["quotes"]] == ["Biden met Xi in Bali on Monday"]


def test_a_draft_that_cannot_be_read_is_named(run) -> None:
    code, _, err = run(b"\xff\xfe\x00 broken \xff")
    assert (code, "standard input" in err) == (3, True)
