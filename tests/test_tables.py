"""The packaged tables: whole, consistent, with their sources; and the questions the finders ask of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import data
from communique.data.tables import parts, table
from communique.data.tenure import by_post
from communique.data.titles import posts

CSV = ("sides", "seats", "bodies", "forums", "places", "offices")
SPELLED_DAY = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?|\?")
# Offices of one person at a time in every side.
ONE = frozenset(
    "president, prime minister, premier, chancellor, king, emir, sultan, supreme leader, crown prince, vice president, speaker, "
    "foreign minister, foreign secretary, secretary of state, top diplomat, defence minister, defence secretary, secretary of defense, "
    "national security adviser, secretary of the security council, finance minister, secretary of the treasury, trade representative, "
    "secretary general, director general, commission president, council president, high representative, "
    "ambassador to the US, ambassador to the UN".split(", ")
)
# Russia had a president of its own beside the Soviet one in 1991.
BESIDE = {("RUS", "president", "Boris Yeltsin")}


@pytest.mark.parametrize("name", CSV)
def test_every_table_names_its_source(name: str) -> None:
    assert data.source(name).startswith("source: ")


def test_the_words_of_titles_name_their_source() -> None:
    assert data.words("titles")["source"]


@pytest.mark.parametrize("name", CSV)
def test_cells_are_clean(name: str) -> None:
    dirty = [cell for row in table(name) for cell in row.values() if cell != cell.strip() or "\t" in cell or "||" in cell]
    assert dirty == []


def test_two_hundred_states_have_codes_and_capitals() -> None:
    codes = [row["code"] for row in table("sides")]
    assert len(codes) == len(set(codes)) > 195
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)
    assert {"TWN", "PSE", "XKX", "VAT", "HKG"} <= set(codes)


def test_every_code_is_known() -> None:
    known = set(data.sides()) | set(data.bodies())
    told = {o.side for o in data.offices()} | {s.side for s in data.seats()} | {p.side for p in data.places()}
    told |= (
        {m for b in data.bodies().values() for m in b.members}
        | {f.body for f in data.forums() if f.body}
        | {f.side for f in data.forums() if f.side}
    )
    assert told - known == set()


def test_a_surface_of_two_sides_is_marked_as_shared() -> None:
    meant = defaultdict(list)
    for surface, found in data.lexicon().items():
        for entry in found:
            if entry.kind not in ("forum", "place"):
                meant[surface].append(entry)
    unmarked = {s: e for s, e in meant.items() if len({x.code for x in e}) > 1 and not any(x.shared for x in e)}
    # One people's name for two states, told apart by the text.
    assert set(unmarked) == {"congolese"}


def test_shared_surfaces_are_surfaces_of_their_row() -> None:
    rows = [(s.shared, (s.name, *s.aliases, *s.adjectives, *s.people, *s.capitals)) for s in data.sides().values()]
    rows += [(b.shared, (b.name, *b.aliases)) for b in data.bodies().values()]
    rows += [(s.shared, (s.name, *s.aliases)) for s in data.seats()]
    rows += [(f.shared, (f.name, *f.aliases)) for f in data.forums()]
    assert [set(shared) - set(names) for shared, names in rows if set(shared) - set(names)] == []


def test_every_office_has_days_that_can_be_read_and_are_in_order() -> None:
    assert [r for r in table("offices") if not (SPELLED_DAY.fullmatch(r["start"]) and SPELLED_DAY.fullmatch(r["end"]))] == []
    assert [o for o in data.offices() if o.began and o.ended and o.began[0] > o.ended[1]] == []
    assert [o for o in data.offices() if not o.start] == []


def test_no_office_is_told_twice() -> None:
    told = Counter((o.person, o.side, o.office, o.start) for o in data.offices())
    assert [key for key, times in told.items() if times > 1] == []


def test_every_office_names_its_source_and_a_family_name_of_the_person() -> None:
    assert {o.source for o in data.offices()} <= {"public record", "Wikidata", "REIGN; visits of foreign leaders (Office of the Historian)"}
    names = ((o, [data.plain(n) for n in (o.person, *o.aliases)]) for o in data.offices())
    assert [o for o, spelled in names if not any(data.plain(o.family) in n for n in spelled)] == []


def test_offices_of_one_person_have_one_holder_on_a_day() -> None:
    clashes = []
    for (side, office), held in by_post().items():
        if office not in ONE:
            continue
        in_order = sorted((o for o in held if o.began and o.end != "?"), key=lambda o: o.start)
        for first, second in pairwise(in_order):
            assert second.began
            ended = first.ended[0] if first.ended else dt.date.max
            # The day or month of the handover belongs to both.
            if second.began[1] < ended and (side, office, second.person) not in BESIDE:
                clashes.append((side, office, first.person, first.end, second.person, second.start))
    assert clashes == []


def test_a_full_name_means_one_person_at_a_time() -> None:
    """George Bush was president twice, as father and as son, and never both in one year."""
    at_once = []
    families = {data.plain(o.family) for o in data.offices()}
    for name, held in data.by_name().items():
        if " " not in name or name in families:
            continue
        years: defaultdict[str, set[int]] = defaultdict(set)
        for office in held:
            if office.began and office.ended:
                years[office.person] |= set(range(office.began[0].year, office.ended[1].year + 1))
        if any(first != second and years[first] & years[second] for first in years for second in years):
            at_once.append(name)
    assert at_once == []


@pytest.mark.parametrize(
    ("side", "office", "day", "person"),
    [
        ("USA", "secretary of state", "2023-06-19", "Antony Blinken"),
        ("CHN", "foreign minister", "2023-06-19", "Qin Gang"),
        ("CHN", "foreign minister", "2023-09-18", "Wang Yi"),
        ("CHN", "top diplomat", "2023-06-19", "Wang Yi"),
        ("USA", "national security adviser", "2024-01-26", "Jake Sullivan"),
        ("CHN", "vice president", "2023-09-18", "Han Zheng"),
        ("RUS", "general secretary", "1987-03-10", "Mikhail Gorbachev"),
        ("RUS", "foreign minister", "1987-04-14", "Eduard Shevardnadze"),
        ("JPN", "prime minister", "1987-04-29", "Yasuhiro Nakasone"),
        ("DEU", "foreign minister", "1987-03-03", "Hans-Dietrich Genscher"),
        ("GBR", "prime minister", "2020-09-14", "Boris Johnson"),
        ("USA", "secretary of state", "2017-11-17", "Rex Tillerson"),
        ("KOR", "president", "2025-12-30", "Lee Jae Myung"),
        ("NATO", "secretary general", "2024-07-11", "Jens Stoltenberg"),
        ("UN", "secretary general", "1987-09-21", "Javier Perez de Cuellar"),
        ("IRN", "foreign minister", "2025-05-23", "Abbas Araghchi"),
        ("EU", "high representative", "2025-02-01", "Kaja Kallas"),
    ],
)
def test_who_held_an_office_on_a_day(side: str, office: str, day: str, person: str) -> None:
    assert [o.person for o in data.in_office(side, office, dt.date.fromisoformat(day))] == [person]


@pytest.mark.parametrize(
    ("side", "words", "person"),
    [
        ("GBR", "foreign minister", "James Cleverly"),
        ("USA", "defense chief", "Lloyd Austin"),
        ("KOR", "Minister of National Defense", "Lee Jong-sup"),
        ("IND", "external affairs minister", "Subrahmanyam Jaishankar"),
        ("RUS", "premier", "Mikhail Mishustin"),
        ("CHN", "prime minister", "Li Qiang"),
        ("IRL", "taoiseach", "Leo Varadkar"),
        ("USA", "Treasury Secretary", "Janet Yellen"),
        ("JPN", "the foreign minister", "Yoshimasa Hayashi"),
    ],
)
def test_an_office_is_found_in_the_words_of_the_wire(side: str, words: str, person: str) -> None:
    assert [o.person for o in data.in_office(side, words, dt.date(2023, 6, 19))] == [person]


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Vice Foreign Minister", "deputy foreign minister"),
        ("deputy minister of foreign affairs", "deputy foreign minister"),
        ("Minister for Foreign Trade", "trade minister"),
        ("national security advisor", "national security adviser"),
        ("chief beekeeper", "chief beekeeper"),
        ("minister of silly walks", "minister of silly walks"),
    ],
)
def test_titles_have_a_normal_form(title: str, office: str) -> None:
    assert data.normal_office(title) == office


def test_a_name_of_two_people_in_office_on_the_day_gives_nobody() -> None:
    assert data.person_named("Kim", dt.date(2023, 6, 19)) is None
    assert data.person_named("Kim", dt.date(2023, 6, 19), side="PRK") is None
    assert data.person_named("Blinken", dt.date(2023, 6, 19)) == "Antony Blinken"
    assert data.person_named("Clinton", dt.date(1995, 5, 1)) == "Bill Clinton"
    assert data.person_named("Clinton", dt.date(2011, 5, 1)) == "Hillary Clinton"
    assert data.person_named("Nobody", dt.date(2011, 5, 1)) is None


def test_a_surname_means_no_senator_and_no_first_lady() -> None:
    """A report that said "Biden called Xi" could not be resolved while the first lady stood beside the president."""
    day = dt.date(2023, 11, 15)
    assert data.person_named("Biden", day) == "Joe Biden"
    assert data.person_named("Jill Biden", day) == "Jill Biden"
    assert data.person_named("Sullivan", day) == "Jake Sullivan"
    assert data.person_named("Dan Sullivan", day) == "Dan Sullivan"


@pytest.mark.parametrize(
    ("spelled", "person"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Vladimir Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Kishida Fumio", "Fumio Kishida"),
        ("Cho Taeyong", "Cho Tae-yong"),
        ("Joseph R. Biden, Jr.", "Joe Biden"),
        ("Andrii Yermak", "Andriy Yermak"),
    ],
)
def test_spellings_of_one_name_meet(spelled: str, person: str) -> None:
    assert data.person_named(spelled, dt.date(2023, 5, 21)) == person


@pytest.mark.parametrize(
    ("name", "person"),
    [("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"), ("Péter Szijjártó", "Peter Szijjarto"), ("Jean-Noël Barrot", "Jean-Noel Barrot")],
)
def test_accents_do_not_matter(name: str, person: str) -> None:
    assert data.person_named(name, dt.date(2025, 3, 1)) == person


def test_the_years_before_an_office_and_after_it_do_not_count() -> None:
    (qin,) = data.in_office("CHN", "foreign minister", dt.date(2023, 6, 19))
    assert [qin.held(day) for day in (dt.date(2022, 12, 29), dt.date(2023, 1, 1), dt.date(2023, 7, 26))] == [False, True, False]


def test_a_month_is_no_day() -> None:
    held = next(o for o in data.offices() if len(o.start) == 7 and len(o.end) == 7 and o.start != o.end)
    assert held.began
    assert held.ended
    assert held.held(held.began[0]) is None
    assert held.held(held.began[1]) is True
    assert held.held(held.ended[1]) is None
    assert held.held(held.ended[1] + dt.timedelta(days=1)) is False


@given(st.sampled_from(data.offices()), st.dates(dt.date(1980, 1, 1), dt.date(2030, 1, 1)))
def test_who_is_found_by_office_held_it_or_may_have(office: data.Office, day: dt.date) -> None:
    found = data.in_office(office.side, office.office, day)
    assert all(o.held(day) is not False for o in found)
    assert (office in found) == (office.held(day) is True or (office.held(day) is None and not any(o.held(day) for o in found)))


@given(st.sampled_from(sorted(data.words("titles")["equivalents"])))
def test_an_office_is_looked_for_under_its_own_name_first(title: str) -> None:
    assert next(posts(title)) == title


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("U.S.", "USA"), ("US", "USA"), ("us", None), ("Us", None), ("Washington", "USA"), ("Beijing", "CHN"),
        ("Kremlin", "RUS"), ("Downing Street", "GBR"), ("Foggy Bottom", "USA"), ("Zhongnanhai", "CHN"),
        ("DPRK", "PRK"), ("Burma", "MMR"), ("Ivory Coast", "CIV"), ("Türkiye", "TUR"), ("Britons", "GBR"),
        ("Emiratis", "ARE"), ("Soviet Union", "RUS"), ("Who", None), ("WHO", "WHO"), ("Munich", None),
        ("Munich Security Conference", None), ("European Commission", "EU"), ("Brussels", None), ("Holy See", "VAT"),
        ("Houthis", "Houthis"), ("Atlantis", None), ("Congolese", None), ("Sana’a", "YEM"),
    ],
)  # fmt: skip
def test_whom_a_surface_stands_for(surface: str, code: str | None) -> None:
    assert data.side_of(surface) == code


def test_surfaces_are_found_in_a_sentence_longest_first() -> None:
    said = (
        "Beijing's envoy told the U.N. Security Council in New York that Sino-U.S. ties and North Korea's plans, like the "
        "U.S.-Japan treaty, matter to us; he left the U.S. Who knew of the G-20?"
    )
    found = [(said[a:b], entries[0].code) for a, b, entries in data.find_surfaces(said)]
    assert found == [
        ("Beijing", "CHN"), ("U.N. Security Council", "UN"), ("New York", "USA"), ("Sino", "CHN"), ("U.S.", "USA"),
        ("North Korea", "PRK"), ("U.S.", "USA"), ("Japan", "JPN"), ("U.S.", "USA"), ("G-20", "G20"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(sorted({e.surface for found in data.lexicon().values() for e in found})), min_size=1, max_size=4))
def test_surfaces_lie_in_the_text_in_order_and_apart(names: list[str]) -> None:
    said = " met ".join(names) + "."
    spans = [(a, b) for a, b, _ in data.find_surfaces(said)]
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert all(data.entries(said[a:b]) for a, b in spans)


def test_a_list_in_a_cell_has_no_twins() -> None:
    lists = [("sides", c) for c in ("aliases", "adjectives", "people", "capitals")] + [
        ("offices", "aliases"),
        ("bodies", "aliases"),
        ("bodies", "members"),
    ]
    cells = [(name, parts(row[column])) for name, column in lists for row in table(name)]
    assert [cell for cell in cells if len(set(cell[1])) != len(cell[1])] == []


def test_a_row_with_a_cell_too_few_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.data.tables.text", lambda name: "# source: a test\na,b\n1\n")
    table.cache_clear()
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        table("short")


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError):
        data.table("dragons")
