"""Small ledgers as text: the dispatches stand in the test's docstring, and the record they make below them.

The notation is told in ``ledger_dispatches``. Dispatches are our own prose about public facts.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import inspect
from collections.abc import Callable

import pytest

from communique.ledger.build import fold
from communique.ledger.identity import family, office_holders, same_name, same_place
from communique.ledger.sources import hear
from communique.ledger.tenures import learn
from communique.model import Document, Engagement, Precision, Version
from ledger_dispatches import read, show


def ledger(test: Callable[[], None]) -> Callable[[], None]:
    """Fold the dispatches of the docstring and compare each record below them: "-- record" or "-- as of DAY"."""

    @functools.wraps(test)
    def run() -> None:
        told, *records = inspect.cleandoc(test.__doc__ or "").split("\n-- ")
        documents, claims = read(told)
        for expected in records:
            head, _, body = expected.partition("\n")
            as_of = dt.date.fromisoformat(head.removeprefix("as of ")) if head.startswith("as of") else None
            assert show(fold(documents, claims, [], as_of)) == body.strip()

    return run


@pytest.mark.parametrize(
    ("precision", "day", "status"),
    [
        pytest.param(Precision.DAY, dt.date(2024, 4, 8), "planned", id="on its way"),
        pytest.param(Precision.DAY, dt.date(2024, 4, 11), "lapsed", id="a day of leaving long past"),
        pytest.param(Precision.VAGUE, dt.date(2024, 4, 11), "planned", id="some day after that"),
    ],
)
def test_a_journey_of_which_only_the_leaving_was_told(precision: Precision, day: dt.date, status: str) -> None:
    documents, (claim,) = read(
        """
        == leaving 2024-04-02
        planned visit | Janet Yellen USA, CHN | 2024-04-03.. | Guangzhou | "Yellen leaves for Guangzhou on Wednesday"
        """
    )
    assert isinstance(claim, Engagement)
    assert claim.when is not None
    claim = dataclasses.replace(claim, when=dataclasses.replace(claim.when, precision=precision))
    assert [e.status for e in fold(documents, [claim], [], day).engagements] == [status]


@ledger
def test_one_summit_expected_hoped_for_and_held():
    """
    == june 2023-06-19
    expected meeting | USA, CHN | 2023-06-19..2023-12-31 | "their two leaders may hold a summit before the year is out"
    expected meeting | Joe Biden USA, Xi Jinping CHN | 2023-06-19..2023-10-31 | "Biden hopes to see Xi in the months ahead"
    held meeting | USA, CHN | 2022-11-01..2022-11-30 | Bali | background | "the leaders met in Bali last November"
    == september 2023-09-18
    expected meeting | Joe Biden USA, Xi Jinping CHN | 2023-11-01..2023-11-30 | San Francisco | "Biden wants to see Xi in November"
    == february 2024-02-16
    held meeting | USA, CHN | 2023-11-01..2023-11-30 | near San Francisco | background | "the November summit of the two presidents"

    -- record
    held meeting: CHN, USA; 2022-11-01..2022-11-30; Bali
      2023-06-19 held [june] "the leaders met in Bali last November"
    held meeting: Joe Biden, Xi Jinping; 2023-11-01..2023-11-30; near San Francisco
      2023-06-19 expected [june] "their two leaders may hold a summit before the year is out"
      2023-09-18 expected [september] "Biden wants to see Xi in November"
      2024-02-16 held [february] "the November summit of the two presidents"
    kept commitment: CHN, USA: their two leaders may hold a summit before the year is out; due 2023-11-01..2023-11-30
      2023-06-19 open [june] "their two leaders may hold a summit before the year is out"
      2023-09-18 open [september] "Biden wants to see Xi in November"
      2024-02-16 kept [february] "the November summit of the two presidents"

    -- as of 2023-09-18
    held meeting: CHN, USA; 2022-11-01..2022-11-30; Bali
      2023-06-19 held [june] "the leaders met in Bali last November"
    expected meeting: Joe Biden, Xi Jinping; 2023-11-01..2023-11-30; San Francisco
      2023-06-19 expected [june] "their two leaders may hold a summit before the year is out"
      2023-09-18 expected [september] "Biden wants to see Xi in November"
    open commitment: CHN, USA: their two leaders may hold a summit before the year is out; due 2023-11-01..2023-11-30
      2023-06-19 open [june] "their two leaders may hold a summit before the year is out"
      2023-09-18 open [september] "Biden wants to see Xi in November"
    """


@ledger
def test_told_ahead_on_the_day_and_years_later():
    """
    == ahead 2022-12-07
    planned visit | Xi Jinping CHN, SAU | 2022-12-07..2022-12-09 | Saudi Arabia | "Xi will visit Saudi Arabia from Wednesday to Friday"
    == day 2022-12-08
    under way visit | Xi Jinping CHN, SAU | 2022-12-07..2022-12-09 | Riyadh | "Xi, on a visit to Riyadh"
    held meeting | Xi Jinping CHN, Mohammed bin Salman SAU | 2022-12-08 | Riyadh | "Xi met the crown prince"
    == later 2024-05-02
    held visit | Xi SAU, CHN | 2022-12-01..2022-12-31 | Riyadh | background | "someone else of that name"
    held visit | Xi CHN, SAU | 2022-12-01..2022-12-31 | Saudi Arabia | background | "Xi's trip to Saudi Arabia in December 2022"

    -- record
    held visit: Xi; 2022-12-01..2022-12-31; Riyadh
      2024-05-02 held [later] "someone else of that name"
    held visit: Xi Jinping; 2022-12-07..2022-12-09; Riyadh
      2022-12-07 planned [ahead] "Xi will visit Saudi Arabia from Wednesday to Friday"
      2022-12-08 under way [day] "Xi, on a visit to Riyadh"
      2024-05-02 held [later] "Xi's trip to Saudi Arabia in December 2022"
    held meeting: Xi Jinping, Mohammed bin Salman; 2022-12-08; Riyadh
      2022-12-08 held [day] "Xi met the crown prince"
    """


@ledger
def test_two_meetings_a_day_apart_stay_two():
    """
    == one 2023-09-17
    held meeting | Jake Sullivan USA, Wang Yi CHN | 2023-09-16 | Malta | "they met on Saturday"
    == two 2023-09-18
    held meeting | Jake Sullivan USA, Wang Yi CHN | 2023-09-16 | Malta | "Saturday's talks"
    held meeting | Jake Sullivan USA, Wang Yi CHN | 2023-09-17 | Malta | "they met again on Sunday"

    -- record
    held meeting: Jake Sullivan, Wang Yi; 2023-09-16; Malta
      2023-09-17 held [one] "they met on Saturday"
      2023-09-18 held [two] "Saturday's talks"
    held meeting: Jake Sullivan, Wang Yi; 2023-09-17; Malta
      2023-09-18 held [two] "they met again on Sunday"
    """


@ledger
def test_one_call_under_two_dates_is_shown_as_a_conflict():
    """
    == washington 2021-12-30
    held call | Joe Biden USA, Vladimir Putin RUS | 2021-12-30 | "Biden spoke with Putin today"
    == moscow 2021-12-31
    held call | Vladimir Putin RUS, Joseph R. Biden USA | 2021-12-31 | "the presidents spoke by telephone on December 31"

    -- record
    held call: Joe Biden, Vladimir Putin; 2021-12-30
      conflict: day: 2021-12-31 in other reports (E7a847a5a8ce8)
      2021-12-30 held [washington] "Biden spoke with Putin today"
    held call: Vladimir Putin, Joseph R. Biden; 2021-12-31
      conflict: day: 2021-12-30 in other reports (Ed2cd57af503d)
      2021-12-31 held [moscow] "the presidents spoke by telephone on December 31"
    """


@ledger
def test_a_link_line_announces_and_never_proves():
    """
    == report 2024-02-16
    held talks | Penny Wong AUS, Wang Yi CHN | 2024-02-15 | trailer | "Wong holds talks with China's Wang"
    planned meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | trailer | "Blinken, Wang to meet in Munich on Feb. 16"
    held meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | "Blinken met Wang on Friday"

    -- record
    lapsed talks: Penny Wong, Wang Yi; 2024-02-15
      2024-02-16 expected [report] "Wong holds talks with China's Wang"
      2024-02-16 lapsed by the calendar
    held meeting: Antony Blinken, Wang Yi; 2024-02-16; Munich
      2024-02-16 planned [report] "Blinken, Wang to meet in Munich on Feb. 16"
      2024-02-16 held [report] "Blinken met Wang on Friday"
    """


@ledger
def test_put_off_stays_put_off_and_points_to_the_later_visit():
    """
    == plan 2023-01-20
    planned visit | Antony Blinken USA, CHN | 2023-02-05..2023-02-06 | Beijing | "Blinken will travel to Beijing on Feb. 5"
    == news 2023-02-03
    postponed visit | Antony Blinken USA, CHN | Beijing | "Blinken put off his trip to Beijing"
    == june 2023-06-19
    held visit | Antony Blinken USA, CHN | 2023-06-18..2023-06-19 | Beijing | "Blinken's two-day visit to Beijing"

    -- record
    postponed visit: Antony Blinken; 2023-02-05..2023-02-06; Beijing
      2023-01-20 planned [plan] "Blinken will travel to Beijing on Feb. 5"
      2023-02-03 postponed [news] "Blinken put off his trip to Beijing"
    held visit: Antony Blinken; 2023-06-18..2023-06-19; Beijing
      2023-06-19 held [june] "Blinken's two-day visit to Beijing"
    """


@ledger
def test_the_day_of_the_news_does_not_hide_the_plan_it_calls_off():
    """
    == plan 2023-01-17
    expected visit | Antony Blinken USA, CHN | 2023-02-05 | Beijing | "Blinken is expected in Beijing on Feb. 5"
    == news 2023-01-29
    postponed visit | Antony Blinken USA, CHN | 2023-01-29 | Beijing | "Blinken on Sunday put off his visit to Beijing"

    -- record
    postponed visit: Antony Blinken; 2023-02-05; Beijing
      2023-01-17 expected [plan] "Blinken is expected in Beijing on Feb. 5"
      2023-01-29 postponed [news] "Blinken on Sunday put off his visit to Beijing"
    """


@ledger
def test_put_off_to_a_named_time_and_held_then_is_one_life():
    """
    == plan 2022-04-04
    planned visit | Fumio Kishida JPN, IND | 2022-05-01..2022-05-31 | New Delhi | "Kishida will visit India in May"
    == change 2022-04-20
    postponed visit | Fumio Kishida JPN, IND | 2022-05-25..2022-06-10 | New Delhi | "the visit was moved to around the turn of the month"
    == trip 2022-06-02
    held visit | Fumio Kishida JPN, IND | 2022-06-01..2022-06-02 | New Delhi | "Kishida visited New Delhi"

    -- record
    held visit: Fumio Kishida; 2022-06-01..2022-06-02; New Delhi
      2022-04-04 planned [plan] "Kishida will visit India in May"
      2022-04-20 postponed [change] "the visit was moved to around the turn of the month"
      2022-06-02 held [trip] "Kishida visited New Delhi"
    kept commitment: IND, JPN: Kishida will visit India in May; due 2022-05-01..2022-05-31
      2022-04-04 open [plan] "Kishida will visit India in May"
      2022-04-20 postponed [change] "the visit was moved to around the turn of the month"
      2022-06-02 kept [trip] "Kishida visited New Delhi"
    """


@ledger
def test_a_planned_visit_is_proved_by_the_meeting_on_it():
    """
    == plan 2021-10-22
    planned visit | Kamala Harris USA, FRA | 2021-11-01..2021-11-30 | Paris | "Harris will travel to Paris in November"
    == talks 2021-11-10
    held meeting | Kamala Harris USA, Emmanuel Macron FRA | 2021-11-10 | Paris | "Harris met Macron at the Elysee in Paris"

    -- as of 2021-10-31
    planned visit: Kamala Harris; 2021-11-01..2021-11-30; Paris
      2021-10-22 planned [plan] "Harris will travel to Paris in November"
    open commitment: FRA, USA: Harris will travel to Paris in November; due 2021-11-01..2021-11-30
      2021-10-22 open [plan] "Harris will travel to Paris in November"

    -- record
    held visit: Kamala Harris; 2021-11-01..2021-11-30; Paris
      2021-10-22 planned [plan] "Harris will travel to Paris in November"
      2021-11-10 held [talks] "Harris met Macron at the Elysee in Paris"
    held meeting: Kamala Harris, Emmanuel Macron; 2021-11-10; Paris
      2021-11-10 held [talks] "Harris met Macron at the Elysee in Paris"
    kept commitment: FRA, USA: Harris will travel to Paris in November; due 2021-11-01..2021-11-30
      2021-10-22 open [plan] "Harris will travel to Paris in November"
      2021-11-10 kept [talks] "Harris met Macron at the Elysee in Paris"
    """


@ledger
def test_a_correction_replaces_and_a_kill_withdraws_and_both_stay_visible():
    """
    == first 2024-03-01
    held meeting | Hakan Fidan TUR, Sergei Lavrov RUS | 2024-03-01 | Ankara | "Fidan met Lavrov in Ankara"
    == right 2024-03-01 corrects first
    held meeting | Hakan Fidan TUR, Sergei Lavrov RUS | 2024-03-01 | Antalya | "Fidan met Lavrov in Antalya"
    == rumour 2024-03-02
    held call | Joe Biden USA, Xi Jinping CHN | 2024-03-02 | "Biden and Xi spoke"
    == end 2024-03-03 kills rumour

    -- as of 2024-03-02
    held meeting: Hakan Fidan, Sergei Lavrov; 2024-03-01; Antalya
      2024-03-01 withdrawn [first] "Fidan met Lavrov in Ankara"
      2024-03-01 held [right] "Fidan met Lavrov in Antalya"
    held call: Joe Biden, Xi Jinping; 2024-03-02
      2024-03-02 held [rumour] "Biden and Xi spoke"

    -- record
    held meeting: Hakan Fidan, Sergei Lavrov; 2024-03-01; Antalya
      2024-03-01 withdrawn [first] "Fidan met Lavrov in Ankara"
      2024-03-01 held [right] "Fidan met Lavrov in Antalya"
    """


@ledger
def test_reports_that_disagree_are_both_shown():
    """
    == one 2024-01-27
    held meeting | Jake Sullivan USA, Wang Yi CHN | 2024-01-26 | Bangkok | "Sullivan met Wang in Bangkok"
    == two 2024-01-27
    held meeting | Jake Sullivan USA, Wang Yi CHN | 2024-01-26 | Singapore | "Sullivan met Wang in Singapore"

    -- record
    held meeting: Jake Sullivan, Wang Yi; 2024-01-26; Bangkok
      conflict: place: Bangkok (one), Singapore (two)
      2024-01-27 held [one] "Sullivan met Wang in Bangkok"
      2024-01-27 held [two] "Sullivan met Wang in Singapore"
    """


@ledger
def test_a_line_cut_and_reopened_keeps_the_promise_behind_it():
    """
    == june 2023-06-19
    cut channel | military-to-military communication channels | CHN, USA | 2022-08-01..2022-08-31 | "Beijing cut the channels last August"
    proposed channel | military-to-military communication | CHN, USA | "Blinken asked to restore military communication"
    == november 2023-11-16
    agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | "reopen military-to-military lines"
    agreed channel | lines between the two militaries, military lines | CHN, USA | 2023-11-15 | "they agreed to reopen military lines"
    == january 2024-01-10
    restored channel | defense talks | CHN, USA | 2024-01-08..2024-01-09 | "the two militaries resumed defense talks on Monday"

    -- as of 2023-12-31
    open commitment: CHN, USA: reopen military-to-military lines
      2023-11-16 open [november] "reopen military-to-military lines"
    agreed channel: military-to-military lines; CHN, USA
      2022-08-01..2022-08-31 cut [june]
      no day proposed [june]
      2023-11-15 agreed [november]

    -- record
    kept commitment: CHN, USA: reopen military-to-military lines
      2023-11-16 open [november] "reopen military-to-military lines"
      2024-01-10 kept [january] "the two militaries resumed defense talks on Monday"
    restored channel: military-to-military lines; CHN, USA
      2022-08-01..2022-08-31 cut [june]
      no day proposed [june]
      2023-11-15 agreed [november]
      2024-01-08..2024-01-09 restored [january]
    """


@ledger
def test_what_a_digest_repeats_is_no_news_of_a_line_and_after_a_year_it_is():
    """
    == first 2021-03-01
    working channel | military lines | CHN, USA | "The lines between the two militaries are in use every day, a spokesman said"
    == digest 2021-05-10
    working channel | military lines | CHN, USA | "The lines between the two militaries are in use every day, a spokesman said"
    == summer 2021-07-20
    working channel | military lines | CHN, USA | "the two sides use their military lines, the ministry confirmed in the summer"
    == later 2023-03-01
    working channel | military lines | CHN, USA | "The lines between the two militaries are in use every day, a spokesman said"

    -- record
    working channel: military-to-military lines; CHN, USA
      no day working [first]
      no day working [summer]
      no day working [later]
    """


@ledger
def test_a_promise_whose_time_is_over_is_overdue_and_broken_only_where_said():
    """
    == promise 2023-01-10
    pledged commitment | RUS > UKR | due 2023-01-10..2023-03-31 | "let the grain ships pass the strait"
    pledged commitment | TUR > SWE | due 2023-01-10..2023-03-31 | "ratify the accession protocol of Sweden"
    == later 2023-07-17
    broken deed | RUS | "Moscow broke its word to let grain ships pass"

    -- as of 2023-04-01
    overdue commitment: TUR: ratify the accession protocol of Sweden; due 2023-01-10..2023-03-31
      2023-01-10 open [promise] "ratify the accession protocol of Sweden"
      2023-04-01 overdue by the calendar
    overdue commitment: RUS: let the grain ships pass the strait; due 2023-01-10..2023-03-31
      2023-01-10 open [promise] "let the grain ships pass the strait"
      2023-04-01 overdue by the calendar

    -- record
    overdue commitment: TUR: ratify the accession protocol of Sweden; due 2023-01-10..2023-03-31
      2023-01-10 open [promise] "ratify the accession protocol of Sweden"
      2023-04-01 overdue by the calendar
    broken commitment: RUS: let the grain ships pass the strait; due 2023-01-10..2023-03-31
      2023-01-10 open [promise] "let the grain ships pass the strait"
      2023-07-17 broken [later] "Moscow broke its word to let grain ships pass"
    """


@ledger
def test_an_open_end_is_not_closed_by_an_invented_day():
    """
    == start 2023-03-20
    under way visit | Xi Jinping CHN, RUS | 2023-03-20.. | Moscow | "Xi is in Moscow since Monday"
    pledged commitment | CHN > RUS | due 2023-03-20.. | "buy more gas from the spring on"
    == later 2025-01-10
    held call | Xi Jinping CHN, Vladimir Putin RUS | 2025-01-10 | "Xi called Putin"

    -- record
    under way visit: Xi Jinping; 2023-03-20..; Moscow
      2023-03-20 under way [start] "Xi is in Moscow since Monday"
    held call: Xi Jinping, Vladimir Putin; 2025-01-10
      2025-01-10 held [later] "Xi called Putin"
    open commitment: CHN: buy more gas from the spring on; due 2023-03-20..
      2023-03-20 open [start] "buy more gas from the spring on"
    """


@ledger
def test_contradictory_and_impossible_days_do_no_harm():
    """
    == odd 2023-03-22
    held meeting | Xi Jinping CHN, Vladimir Putin RUS | 2023-03-21..2023-03-20 | Moscow | "they met from Tuesday to Monday"
    planned visit | Vladimir Putin RUS, CHN | 9999-12-31.. | Beijing | "Putin will come some day"
    held call | Xi Jinping CHN, Olaf Scholz DEU | ..0001-01-01 | "an old call"

    -- record
    held call: Xi Jinping, Olaf Scholz; ..0001-01-01
      2023-03-22 held [odd] "an old call"
    held meeting: Xi Jinping, Vladimir Putin; 2023-03-20..2023-03-21; Moscow
      2023-03-22 held [odd] "they met from Tuesday to Monday"
    planned visit: Vladimir Putin; 9999-12-31..; Beijing
      2023-03-22 planned [odd] "Putin will come some day"
    """


@ledger
def test_a_visit_is_put_off_with_the_meeting_on_it():
    """
    == plan 2025-12-05
    planned visit | Donald Trump USA, CHN | 2026-04-01..2026-04-30 | China | "Trump will visit China in April"
    == news 2026-03-17
    postponed meeting | Donald Trump USA, Xi Jinping CHN | 2026-04-01..2026-04-30 | Beijing | "the April summit in Beijing was put off"

    -- as of 2026-03-31
    postponed visit: Donald Trump; 2026-04-01..2026-04-30; China
      2025-12-05 planned [plan] "Trump will visit China in April"
      2026-03-17 postponed [news] "the April summit in Beijing was put off"
    postponed meeting: Donald Trump, Xi Jinping; 2026-04-01..2026-04-30; Beijing
      2026-03-17 postponed [news] "the April summit in Beijing was put off"
    postponed commitment: CHN, USA: Trump will visit China in April; due 2026-04-01..2026-04-30
      2025-12-05 open [plan] "Trump will visit China in April"
      2026-03-17 postponed [news] "the April summit in Beijing was put off"
    """


@ledger
def test_talks_that_name_nobody_are_joined_by_their_subject():
    """
    == plan 2024-01-27
    planned talks | USA, CHN | 2024-03-01..2024-05-31 | "the two sides will hold talks on artificial intelligence in the spring"
    == other 2024-04-20
    held talks | USA, CHN | 2024-04-19 | Washington | "officials held climate talks on Friday"
    == news 2024-05-15
    held talks | USA, CHN | 2024-05-14 | Geneva | "they held their first talks on AI, artificial intelligence, in Geneva on Tuesday"

    -- record
    held talks: CHN, USA; 2024-04-19; Washington
      2024-04-20 held [other] "officials held climate talks on Friday"
    held talks: CHN, USA; 2024-05-14; Geneva
      2024-01-27 planned [plan] "the two sides will hold talks on artificial intelligence in the spring"
      2024-05-15 held [news] "they held their first talks on AI, artificial intelligence, in Geneva on Tuesday"
    kept commitment: CHN, USA: the two sides will hold talks on artificial intelligence in the spring; due 2024-03-01..2024-05-31
      2024-01-27 open [plan] "the two sides will hold talks on artificial intelligence in the spring"
      2024-05-15 kept [news] "they held their first talks on AI, artificial intelligence, in Geneva on Tuesday"
    """


@ledger
def test_an_older_refusal_does_not_undo_a_later_plan():
    """
    == plan 2022-06-28
    planned meeting | Joe Biden USA, Andrés Manuel López Obrador MEX | 2022-07-12 | White House | "Biden will host López Obrador on July 12"
    == eve 2022-07-11
    refused meeting | Biden USA, López Obrador MEX | 2022-06-01..2022-06-10 | "López Obrador had declined to meet Biden in early June"

    -- as of 2022-07-11
    refused meeting: Biden, López Obrador; 2022-06-01..2022-06-10
      2022-07-11 refused [eve] "López Obrador had declined to meet Biden in early June"
    planned meeting: Joe Biden, Andrés Manuel López Obrador; 2022-07-12; White House
      2022-06-28 planned [plan] "Biden will host López Obrador on July 12"
    """


@ledger
def test_a_deed_of_another_figure_or_toward_another_side_keeps_nothing():
    """
    == promise 2025-04-01
    pledged commitment | USA > CHN | "impose an additional 10 percent tariff on Chinese goods"
    == later 2025-05-26
    postponed deed | USA | "Washington put off imposing the additional 50 percent tariff on goods of the European Union"

    -- record
    open commitment: USA: impose an additional 10 percent tariff on Chinese goods
      2025-04-01 open [promise] "impose an additional 10 percent tariff on Chinese goods"
    """


@ledger
def test_talks_of_a_week_are_those_that_the_two_sides_held_in_it():
    """
    == plan 2020-09-01
    planned talks | EU, GBR | 2020-09-07..2020-09-13 | "formal negotiations will resume next week"
    == day 2020-09-08
    held talks | Michel Barnier EU, David Frost GBR | 2020-09-08 | London | "Barnier and Frost opened the eighth round in London"
    == crisis 2020-09-10
    held talks | Maros Sefcovic EU, Michael Gove GBR | 2020-09-10 | London | "Sefcovic held talks with Gove"

    -- record
    held talks: Michel Barnier, David Frost; 2020-09-08; London
      2020-09-01 planned [plan] "formal negotiations will resume next week"
      2020-09-08 held [day] "Barnier and Frost opened the eighth round in London"
    held talks: Maros Sefcovic, Michael Gove; 2020-09-10; London
      2020-09-10 held [crisis] "Sefcovic held talks with Gove"
    """


@ledger
def test_a_country_alone_makes_no_two_meetings_one():
    """
    == plan 2023-07-18
    planned meeting | KOR, USA | 2023-07-18..2023-12-31 | United States | "the group's next meeting will take place in the United States"
    == summit 2023-08-18
    held meeting | Joe Biden USA, Yoon Suk Yeol KOR | 2023-08-18 | Camp David | "Biden met Yoon at Camp David"

    -- as of 2024-02-01
    lapsed meeting: KOR, USA; 2023-07-18..2023-12-31; United States
      2023-07-18 planned [plan] "the group's next meeting will take place in the United States"
      2024-01-01 lapsed by the calendar
    held meeting: Joe Biden, Yoon Suk Yeol; 2023-08-18; Camp David
      2023-08-18 held [summit] "Biden met Yoon at Camp David"
    overdue commitment: KOR, USA: the group's next meeting will take place in the United States; due 2023-07-18..2023-12-31
      2023-07-18 open [plan] "the group's next meeting will take place in the United States"
      2024-01-01 overdue by the calendar
    """


@ledger
def test_a_meeting_meant_for_an_occasion_is_not_held_without_it():
    """
    == plan 2023-08-21
    planned meeting | Jake Sullivan USA, Celso Amorim BRA | beside UN General Assembly | "they agreed to meet at the General Assembly"
    == later 2024-07-18
    held meeting | Jake Sullivan USA, Celso Amorim BRA | 2024-07-17 | White House | "Sullivan hosted Amorim"

    -- record
    held meeting: Jake Sullivan, Celso Amorim; 2024-07-17; White House
      2024-07-18 held [later] "Sullivan hosted Amorim"
    planned meeting: Jake Sullivan, Celso Amorim; no day
      2023-08-21 planned [plan] "they agreed to meet at the General Assembly"
    """


@ledger
def test_a_line_agreed_on_is_a_promise_kept_when_it_opens():
    """
    == april 2023-04-26
    agreed channel | Cyber Dialogue | KOR, USA | "the two countries are launching a Cyber Dialogue"
    == december 2023-12-08
    launched channel | Cyber Dialogue | KOR, USA | 2023-12-08 | "they chaired the inaugural Cyber Dialogue"

    -- record
    kept commitment: KOR, USA: the two countries are launching a Cyber Dialogue
      2023-04-26 open [april] "the two countries are launching a Cyber Dialogue"
      2023-12-08 kept [december] "they chaired the inaugural Cyber Dialogue"
    launched channel: Cyber Dialogue; KOR, USA
      no day agreed [april]
      2023-12-08 launched [december]
    """


@ledger
def test_one_round_keeps_the_promise_of_a_round():
    """
    == promise 2026-02-24
    pledged commitment | CHN > USA | "hold candid consultations in the coming round of trade talks"
    == first 2026-03-16
    held talks | He Lifeng CHN, Scott Bessent USA | 2026-03-15..2026-03-16 | Paris | "they held trade talks in Paris"
    == second 2026-05-13
    held talks | He Lifeng CHN, Scott Bessent USA | 2026-05-13 | Seoul | "they held trade talks in Seoul"

    -- record
    held talks: He Lifeng, Scott Bessent; 2026-03-15..2026-03-16; Paris
      2026-03-16 held [first] "they held trade talks in Paris"
    held talks: He Lifeng, Scott Bessent; 2026-05-13; Seoul
      2026-05-13 held [second] "they held trade talks in Seoul"
    kept commitment: CHN: hold candid consultations in the coming round of trade talks
      2026-02-24 open [promise] "hold candid consultations in the coming round of trade talks"
      2026-03-16 kept [first] "they held trade talks in Paris"
    """


@ledger
def test_a_dialogue_promised_is_not_kept_by_a_summit_nor_by_a_dialogue_on_another_matter():
    """
    == promise 2022-05-21
    agreed commitment | KOR, USA > KOR, USA | due 2022-05-21..2022-08-31 | "hold the third Civil Space Dialogue by the end of August"
    agreed commitment | KOR, USA > KOR, USA | "hold a cabinet-level security dialogue"
    == summit 2022-06-30
    held meeting | Joe Biden USA, Yoon Suk Yeol KOR | 2022-06-29 | Madrid | "Biden met Yoon in Madrid and spoke of space"
    == other 2022-07-05
    held talks | KOR, USA | 2022-07-05 | Seoul | "the economic dialogue was held in Seoul"

    -- as of 2022-07-10
    held meeting: Joe Biden, Yoon Suk Yeol; 2022-06-29; Madrid
      2022-06-30 held [summit] "Biden met Yoon in Madrid and spoke of space"
    held talks: KOR, USA; 2022-07-05; Seoul
      2022-07-05 held [other] "the economic dialogue was held in Seoul"
    open commitment: KOR, USA: hold the third Civil Space Dialogue by the end of August; due 2022-05-21..2022-08-31
      2022-05-21 open [promise] "hold the third Civil Space Dialogue by the end of August"
    open commitment: KOR, USA: hold a cabinet-level security dialogue
      2022-05-21 open [promise] "hold a cabinet-level security dialogue"
    """


@ledger
def test_one_working_group_is_not_another():
    """
    == june 2021-06-15
    agreed channel | joint Experts' Working Group on travel | EU, USA | "they agreed to set up a joint Experts' Working Group on travel"
    == september 2021-09-29
    launched channel | working groups | EU, USA | 2021-09-29 | "the working groups under the council were established"
    launched channel | dialogue on defence | EU, USA | 2021-09-29..2021-12-31 | "a dialogue on defence will start later this year"

    -- record
    open commitment: EU, USA: they agreed to set up a joint Experts' Working Group on travel
      2021-06-15 open [june] "they agreed to set up a joint Experts' Working Group on travel"
    agreed channel: dialogue on defence; EU, USA
      2021-09-29..2021-12-31 agreed [september]
    agreed channel: joint Experts' Working Group on travel; EU, USA
      no day agreed [june]
    launched channel: working groups; EU, USA
      2021-09-29 launched [september]
    """


@ledger
def test_what_is_promised_for_a_visit_is_not_kept_by_the_visit():
    """
    == eve 1987-04-03
    pledged commitment | GBR > JPN | due 1987-04-04..1987-04-11 | "try to promote understanding during his visit"
    == trip 1987-04-08
    held talks | Michael Howard GBR, JPN | 1987-04-07 | Tokyo | "Howard, on a visit meant to promote understanding, held talks in Tokyo"

    -- as of 1987-04-09
    held talks: Michael Howard; 1987-04-07; Tokyo
      1987-04-08 held [trip] "Howard, on a visit meant to promote understanding, held talks in Tokyo"
    open commitment: GBR: try to promote understanding during his visit; due 1987-04-04..1987-04-11
      1987-04-03 open [eve] "try to promote understanding during his visit"
    """


def test_offices_are_learnt_from_the_documents():
    documents, claims = read(
        """
        == march 2024-03-01
        held meeting | Sahana Devi ZZA, Arun Thapa ZZB | 2024-03-01 | "Foreign Minister Devi met her counterpart Thapa"
        == may 2024-05-02
        planned talks | ZZA, ZZB | 2024-05-20 | "the foreign ministers will hold talks on May 20"
        """
    )
    told = tuple(dataclasses.replace(p, office="foreign minister") for p in claims[0].people)
    claims[0] = dataclasses.replace(claims[0], people=told)
    learnt = learn(claims, hear(documents, None))
    day = dt.date(2024, 5, 20)
    assert [p.name for p in office_holders("the foreign ministers", ("ZZA", "ZZB"), day, learnt)] == ["Sahana Devi", "Arun Thapa"]
    assert office_holders("the foreign ministers", ("ZZA",), dt.date(2026, 5, 20), learnt) == ()
    # Two people in one office around one day: it is nobody's.
    other = dataclasses.replace(claims[0], id="c2", people=(dataclasses.replace(told[0], name="Maya Rai"),))
    assert office_holders("the foreign ministers", ("ZZA",), day, learn([*claims, other], hear(documents, None))) == ()


def test_each_update_follows_the_one_before_and_never_in_a_round():
    # The lead names its first version by the headline alone, and the second lead bears the same headline.
    first = Document("first", "x", title="Envoys meet in Hanoi", published=dt.date(2019, 2, 27))
    lead = Document("lead", "x", title="(LEAD) Envoys meet in Hanoi", published=first.published, version=Version.UPDATE)
    lead = dataclasses.replace(lead, replaces="envoys-meet-in-hanoi")
    second = dataclasses.replace(lead, id="second", title="(2nd LD) Envoys meet in Hanoi", replaces="lead")
    assert {k: d.id for k, d in hear([second, lead, first], None).withdrawn.items()} == {"first": "lead", "lead": "second"}
    assert {k: d.id for k, d in hear([second, lead], None).withdrawn.items()} == {"lead": "second"}
    one, other = dataclasses.replace(first, id="a", replaces="b"), dataclasses.replace(first, id="b", replaces="a")
    assert hear([one, other], None).withdrawn == {}


STORY = (
    "President Lee goes to China at the beginning of next week, his spokesman told reporters on Tuesday. "
    "He flies to Beijing on Sunday and sits down with Xi on the day after. "
    "Shanghai is the last stop; on Wednesday he will be back in Seoul. "
    "He and Xi last talked in November, in the margins of a gathering of Pacific economies."
)


def dispatch(name: str, title: str, text: str = STORY, **given: object) -> Document:
    """A dispatch of one agency on the same day."""
    return Document(name, text, title=title, source="agency", published=dt.date(2025, 12, 30), **given)  # type: ignore[arg-type]


def test_updates_and_reprints_of_a_story_are_one_source():
    first = dispatch("a-first", "Lee to visit China from Jan. 4-7")
    # The headline was recast, so that only the words tell which report the lead follows.
    lead = dispatch("b-lead", "(LEAD) Lee to visit China", version=Version.UPDATE, replaces="lee-to-visit-china")
    second = dispatch("c-second", "(2nd LD) Lee to visit China", f"{STORY} Business leaders will go with him.", version=Version.UPDATE)
    second = dataclasses.replace(second, replaces="b-lead")
    reprint = dataclasses.replace(first, id="d-reprint", source="paper", title="Lee off to Beijing")
    other = dispatch("e-other", "Lee names a minister", "President Lee named a new minister of finance on Tuesday, his office said.")
    sources = hear([other, reprint, second, lead, first], None)
    assert {k: d.id for k, d in sources.withdrawn.items()} == {"a-first": "b-lead", "b-lead": "c-second"}
    assert sources.stories == {"b-lead": "a-first", "c-second": "a-first", "d-reprint": "a-first"}
    late = dataclasses.replace(reprint, id="f-quoted", published=dt.date(2026, 12, 30))
    assert "f-quoted" not in hear([first, late], None).stories


def test_a_reprint_confirms_nothing():
    told = """
        == {} 2025-12-30
        planned visit | Lee Jae Myung KOR, CHN | 2026-01-04..2026-01-07 | "Lee flies to Beijing on Sunday for talks with Xi"
        == {} 2025-12-31
        planned visit | Lee Jae Myung KOR, CHN | 2026-01-04..2026-01-07 | "{}"
        """
    words = "Lee flies to Beijing on Sunday for talks with Xi"
    for quote, steps in ((words, ["agency"]), ("Seoul confirmed that Lee would be in Beijing from Sunday", ["agency", "paper"])):
        record = fold(*read(told.format("agency", "paper", quote)), [], dt.date(2025, 12, 31))
        assert [s.document for s in record.engagements[0].history] == steps
        assert {e.document for e in record.engagements[0].evidence} == {"agency", "paper"}


@pytest.mark.parametrize(
    ("one", "other", "side", "same"),
    [
        pytest.param("Wang", "Wang Yi", "CHN", True, id="bare surname first"),
        pytest.param("Blinken", "Antony Blinken", "USA", True, id="bare surname last"),
        pytest.param("Antony J. Blinken", "Tony Blinken", "USA", True, id="initial and short form"),
        pytest.param("Wang Yi", "Wang Wentao", "CHN", False, id="one family, two people"),
        pytest.param("Lu Zhaohe", "Lu Zhouhe", "CHN", True, id="a slip in a long given name"),
        pytest.param("Lu Zhaohe", "Wu Zhouhe", "CHN", False, id="a slip and another family"),
        pytest.param("Mark Milley", "Miller", "USA", False, id="two surnames a letter apart"),
        pytest.param("Volodymyr Zelensky", "Volodymyr Zelenskyy", "UKR", True, id="spelling"),
        pytest.param("Yoon Suk Yeol", "Yoon Suk-yeol", "KOR", True, id="hyphen"),
        pytest.param("Joe Biden", "Hunter Biden", "USA", False, id="same surname"),
        pytest.param("Joe Biden", "Jill Biden", "USA", False, id="same surname and initial"),
        pytest.param("Joe Biden", "Joseph R. Biden, Jr.", "USA", True, id="long form"),
        pytest.param("Bill Burns", "William J. Burns", "USA", True, id="short form of few letters"),
        pytest.param("Tamim bin Hamad Al-Thani", "Mohammed bin Abdulrahman al Thani", "QAT", False, id="one house, two people"),
        pytest.param("Andrés Manuel López Obrador", "Lopez Obrador", "MEX", True, id="two surnames"),
        pytest.param("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "TUR", True, id="accents"),
    ],
)
def test_who_is_who(one, other, side, same):
    assert same_name(one, other, side) is same
    assert same_name(other, one, side) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("San Francisco", "near San Francisco", True),
        ("Beijing", "China", True),
        ("Bali", "San Francisco", False),
        ("Munich", "Berlin", None),
        ("the chancellery", "Berlin", None),
    ],
)
def test_places(one, other, same):
    assert same_place(one, other) is same
    assert same_place(other, one) is same


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("military-to-military lines of communication", "military-to-military lines"),
        ("communication channels between the militaries", None),
        ("working group on fentanyl precursors", "counternarcotics working group"),
        ("counternarcotics working group", "counternarcotics working group"),
        ("intergovernmental dialogue on AI", "dialogue on artificial intelligence"),
        ("hotline", "hotline"),
    ],
)
def test_families_of_lines(name, expected):
    assert family(name) == expected


def test_invitations_renewed_over_years_are_not_one_visit():
    every = [
        f"""
        == asked{year} {year}-07-20
        invited visit | Emmanuel Macron FRA, KHM | {year}-09-10..{year + 1}-09-10 | "Cambodia invited Macron in {year}"
        == meant{year} {year}-12-11
        planned visit | Emmanuel Macron FRA, KHM | {year}-12-12.. | "Macron means to come to Cambodia after the 12th, it was said in {year}"
        """
        for year in range(2018, 2024)
    ]
    documents, claims = read("\n".join(every))
    told = [{int(e.document[-4:]) for e in entry.evidence} for entry in fold(documents, claims, [], None).engagements]
    assert max(max(years) - min(years) for years in told) <= 3
