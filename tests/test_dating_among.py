"""An undated report beside dated ones: those that tell the same give it its day, whatever the order in which all were read."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from communique.analysis.dating import Dated, date_report
from communique.analysis.dating.alike import FEWEST
from communique.model import Document
from communique.run import among
from communique.run.finding import Found, dated
from communique.run.reading import Outcome, read_in
from communique.store import Store

NOW = dt.datetime(2024, 1, 5, 8, 0, tzinfo=dt.UTC)
CITIES = "Oslo Riga Vilnius Tallinn Lisbon Vienna Prague Warsaw Sofia Athens Madrid Dublin Valletta Nicosia Zagreb".split()
WORKS = "harbour bridge reservoir observatory tramway archive".split()
# A Wednesday.
DAY = dt.date(2023, 11, 15)
TOLD = """KIRKENES, Norway - Norwegian and Latvian envoys signed a fisheries protocol on Wednesday aboard the icebreaker Svalbard.

The protocol sets a quota of 4,150 tonnes of capelin, the skippers' union said.
"""
AGAIN = """The capelin quota of 4,150 tonnes was signed aboard the icebreaker Svalbard at Kirkenes on Wednesday, the union of skippers said.

Norwegian and Latvian envoys called the fisheries protocol a relief.
"""
TOO = """Aboard the icebreaker Svalbard the fisheries protocol was signed on Wednesday, with a quota of 4,150 tonnes of capelin.

Latvian and Norwegian envoys had come to Kirkenes for it; skippers of the union looked on.
"""
THIRD = """Skippers at Kirkenes got their capelin quota: envoys of Latvia signed the fisheries protocol aboard the Svalbard.

The icebreaker took the Norwegian envoys and the union's men out on Wednesday; 4,150 tonnes may be caught.
"""
ELSEWHERE = "The committee met on Wednesday and spoke about its agenda.\n"


def filler(number: int) -> Document:
    """One of many reports of other matters, each of a day of its own."""
    city, work = CITIES[number % len(CITIES)], WORKS[number % len(WORKS)]
    text = f"Officials in {city} opened the {work} number {number * 37} after repairs, the mayor of {city} said.\n"
    day = DAY - dt.timedelta(45) + dt.timedelta(number)
    return Document(f"filler-{number}", text, published=day, published_basis="given")


FILLERS = [filler(number) for number in range(FEWEST + 2)]
TELLERS = [Document(f"teller-{n}", text, published=DAY, published_basis="given") for n, text in enumerate((TOLD, TOO, THIRD))]
UNDATED = Document("undated", AGAIN)


def day_among(*documents: Document) -> dt.date | None:
    """The day of the undated report among the documents."""
    return date_report(UNDATED, among=Dated(documents)).published


@pytest.mark.parametrize(
    ("beside", "day"),
    [
        ([*FILLERS, *TELLERS], DAY),
        ([*FILLERS, TELLERS[0], *(dataclasses.replace(d, published=DAY - dt.timedelta(300)) for d in TELLERS[1:])], None),
        (FILLERS, None),
        (TELLERS, None),
        ([*FILLERS, *(dataclasses.replace(d, published_basis="inferred") for d in TELLERS)], None),
        ([*FILLERS, *(dataclasses.replace(d, published=None) for d in TELLERS)], None),
        ([*FILLERS, dataclasses.replace(UNDATED, published=DAY, published_basis="given")], None),
    ],
    ids=["told the same", "gainsaid", "nothing like it", "too few", "a guess feeds no guess", "undated too", "not by itself"],
)
def test_day_among(beside: Sequence[Document], day: dt.date | None) -> None:
    assert day_among(*beside) == day


def test_alone_it_has_no_day() -> None:
    assert date_report(UNDATED).published is None


def test_nothing_shared_nothing_told() -> None:
    found = date_report(Document("other", ELSEWHERE), among=Dated([*FILLERS, *TELLERS]))
    assert (found.published, found.basis) == (None, "unknown")


def test_reason_names_the_report_and_the_words() -> None:
    found = date_report(UNDATED, among=Dated([*FILLERS, *TELLERS]))
    first = found.reasons[0]
    assert first.text.startswith("like teller-0 of 2023-11-15, which tells the same: “")
    assert UNDATED.quote(first.span) == first.span.text
    assert f"“{first.span.text}”" in first.text


def test_own_words_stand_before_the_others() -> None:
    text = AGAIN + "\nNorwegian and Latvian envoys at Kirkenes on Wednesday, Nov. 22, 2023. (Photo)\n"
    own = date_report(Document("d", text)).published
    assert own == dt.date(2023, 11, 22)
    assert date_report(Document("d", text), among=Dated([*FILLERS, *TELLERS])).published == own


@given(st.permutations([*FILLERS[:8], *TELLERS]))
def test_order_of_the_reports_tells_nothing(some: list[Document]) -> None:
    whole = Dated([*FILLERS[8:], *some])
    assert whole.near(UNDATED) == Dated([*FILLERS, *TELLERS]).near(UNDATED)


# ---------------------------------------------------------------- read into a store


class Dating:
    """An engine that only dates, so that many orders can be tried."""

    ahead = 1

    def submit(self, documents: Sequence[Document]) -> Callable[[], list[Found]]:
        """Each document with the day that its own words tell."""
        return lambda: [Found(document, reasons=reasons) for document, reasons in map(dated, documents)]

    def close(self) -> None:
        """Nothing to let go."""


def read(store: Store, *documents: Document) -> list[Outcome]:
    """Read the documents into the store."""
    return list(read_in(store, documents, rules="1", now=NOW, engine=Dating()))


def days(store: Store) -> list[tuple[str, dt.date | None, str]]:
    """What the store holds of the days."""
    return sorted((d.id, d.published, d.published_basis) for d in store.documents())


@pytest.fixture(params=[among.WEIGHING, FEWEST], ids=["a small store", "a great one"], autouse=True)
def weighing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store is great where not all of its reports weigh the words."""
    monkeypatch.setattr(among, "WEIGHING", request.param)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate])
@given(st.permutations([*FILLERS, *TELLERS, UNDATED, Document("other", ELSEWHERE)]), st.lists(st.integers(1, 55), max_size=3))
def test_order_of_reading_changes_no_day(documents: list[Document], seams: list[int]) -> None:
    edges = [0, *sorted(set(seams)), len(documents)]
    with Store(":memory:") as store:
        for first, last in itertools.pairwise(edges):
            read(store, *documents[first:last])
        assert ("undated", DAY, "inferred") in days(store)
        assert ("other", None, "unknown") in days(store)


def test_a_later_reading_dates_what_was_left_open() -> None:
    with Store(":memory:") as store:
        assert read(store, *FILLERS, TELLERS[0], UNDATED)[-1].document.published is None
        later = read(store, *TELLERS[1:])
        assert [(o.document.id, o.among) for o in later] == [
            ("teller-1", False),
            ("teller-2", False),
            ("undated", True),
        ]
        assert later[-1].reasons[0].startswith("like teller-0 of 2023-11-15")
        assert store.reasons("undated") == later[-1].reasons


def test_a_later_reading_opens_a_day_that_others_gainsay() -> None:
    gainsaid = [
        dataclasses.replace(TELLERS[0], id=f"again-{n}", text=AGAIN + f"{n}\n", published=DAY - dt.timedelta(7 * n)) for n in (1, 2, 3)
    ]
    with Store(":memory:") as store:
        read(store, *FILLERS, *TELLERS, UNDATED)
        read(store, *gainsaid)
        found = {d.id: d for d in store.documents()}["undated"]
        assert (found.published, found.published_basis) == (None, "unknown")


def test_a_given_day_stands() -> None:
    given_day = dataclasses.replace(UNDATED, published=DAY + dt.timedelta(7), published_basis="given")
    with Store(":memory:") as store:
        read(store, *FILLERS, *TELLERS, UNDATED)
        read(store, given_day)
        assert ("undated", DAY + dt.timedelta(7), "given") in days(store)
