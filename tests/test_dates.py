"""Time expressions: what they are, which days they allow, and what must not be one.

Each table row is a sentence of our own and what it must give; where a sentence once went wrong the row says how.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from communique.analysis.dates import Timex, find_dates, periods
from communique.analysis.dates.numbers import full_year, quantity
from communique.analysis.dates.periods import Grain
from communique.analysis.dates.rules import rules
from communique.analysis.dates.signs import Direction
from communique.analysis.dates.tense import tense
from communique.analysis.dates.tokens import tokenise
from communique.analysis.parse import read_one
from communique.model import Document, Precision

WEDNESDAY = dt.date(2024, 2, 14)
GOLD = Path(__file__).resolve().parent.parent / "evals" / "gold" / "time.jsonl"


def only(text: str, published: dt.date | None = WEDNESDAY) -> Timex:
    """The one expression of a sentence."""
    found = find_dates(text, published)
    assert len(found) == 1, found
    return found[0]


# ---------------------------------------------------------------- weekdays and their tense

WEEKDAYS = [
    ("the past tense looks back", "The consuls met on Friday.", "2024-02-09"),
    ("will looks ahead", "The consuls will meet on Friday.", "2024-02-16"),
    ("the report's own day", "The consul said Wednesday that he would stay.", "2024-02-14"),
    ("is to looks ahead", "The consul is to leave Thursday.", "2024-02-15"),
    ("a timetable present", "The round starts Monday.", "2024-02-19"),
    ("a headline infinitive", "Consuls to meet in Lagos on Friday", "2024-02-16"),
    ("agreed, far from its infinitive", "The ministers agreed in Lima to hold a call on Friday.", "2024-02-16"),
    ("scheduled behind the day", "On Tuesday, the premier is scheduled to dine with the sultan.", "2024-02-20"),
    ("had been scheduled", "The round had been scheduled for Tuesday but fell through.", "2024-02-13"),
    ("planned, then cancelled", "A rally planned for Sunday was cancelled.", "2024-02-11"),
    ("by looks ahead", "By Friday, both must answer.", "2024-02-16"),
    ("until before a past tense looks back", "Until Monday, the ministry had not named anyone.", "2024-02-12"),
    ("until after a past tense looks ahead", "The deadline was extended until Monday.", "2024-02-19"),
    ("since looks back", "He has been silent since Sunday.", "2024-02-11"),
    ("as early as looks ahead", "She could fly as early as Friday.", "2024-02-16"),
    ("could not be reached", "The envoy could not be reached on Tuesday.", "2024-02-13"),
    ("a gathering in the possessive", "Ahead of Friday's summit, both sides hardened.", "2024-02-16"),
    ("a deed in the possessive", "The ministry will study Monday's ruling.", "2024-02-12"),
    ("first to do something", "The first to cross on Friday were two ministers.", "2024-02-09"),
    ("an adjective in -ed is no past", "The long awaited talks will open Friday.", "2024-02-16"),
    ("a short word before a full stop ends a sentence", "They will sue him. Friday the court was closed.", "2024-02-09"),
    ("resigned as something", "He faces Ms. Sato, who resigned as consul on Monday.", "2024-02-12"),
    ("according to looks nowhere", "Farmers were hurt at the line on Monday, according to victims.", "2024-02-12"),
    ("due to a cause", "The ferry stood still due to high waves on Monday.", "2024-02-12"),
    ("provided him", "They are his allies and provided him a stage Monday to speak.", "2024-02-12"),
    ("a quotation ends a sentence", '"We will return." Malta on Monday paused the talks.', "2024-02-12"),
    ("and before a past verb", "The port is preparing to open and welcomed two ships on Monday.", "2024-02-12"),
    ("a suggestion to do something", "The king approved the suggestion to hold a round on Friday.", "2024-02-16"),
    ("the first of something scheduled", "The first recount was scheduled for Thursday.", "2024-02-15"),
    ("called him to say", "Ms. Sato, his aide, called Mr. Ito, the consul, on Monday to say no.", "2024-02-12"),
    ("that as a conjunction", "The envoy argued that Sunday's vote was fair.", "2024-02-11"),
    ("next is of the next week", "They meet next Tuesday.", "2024-02-20"),
    ("last is the one gone by", "They met last Wednesday.", "2024-02-07"),
    ("this is of the running week", "They will meet this Friday.", "2024-02-16"),
    ("a noun that looks like a verb", "His visit Monday failed.", "2024-02-12"),
    ("with its day of the month", "They meet Tuesday the 20th.", "2024-02-20"),
    ("as soon as, after a main clause ahead", "They were likely to act as soon as the port opened Monday.", "2024-02-19"),
    ("a short will", "They'll dine Friday.", "2024-02-16"),
    ("following as a preposition", "They fled following Monday's raid.", "2024-02-12"),
    ("a date that was set on a day", "A date for the vote was not set on Tuesday.", "2024-02-13"),
    ("a phrase that opens the sentence", "During a hearing Thursday, the judge said no.", "2024-02-08"),
    ("to before a plural noun", "In a note to readers Friday, the editor said no.", "2024-02-09"),
    ("what had been decided to do yesterday", "He regrets the decision to close the port Tuesday.", "2024-02-13"),
    ("by, in the past", "But by Monday, the port was open.", "2024-02-12"),
    ("until, in a clause of the past", "He leads a party that until Monday believed in peace.", "2024-02-12"),
    ("this, told in the past", "It was held this Friday.", "2024-02-09"),
    ("in advance of a meeting", "They spoke in advance of the king's talks on Friday.", "2024-02-16"),
    ("set as what was done", "She set the tone Friday.", "2024-02-09"),
    ("set as what will be done", "They will set up a line on Friday.", "2024-02-16"),
    ("of a day", "A land in shock at the sights of Friday.", "2024-02-09"),
    ("a plain is before its day", "The next round is on Friday.", "2024-02-16"),
    ("a deadline that was set", "They gave him a Friday deadline.", "2024-02-16"),
]


@pytest.mark.parametrize(("text", "value"), [row[1:] for row in WEEKDAYS], ids=[row[0] for row in WEEKDAYS])
def test_weekday(text: str, value: str) -> None:
    found = only(text)
    assert (found.value, str(found.earliest), str(found.latest)) == (value, value, value)
    assert found.precision is Precision.DAY


def test_the_other_weekday_stays_as_an_alternative() -> None:
    found = only("The consuls will meet on Friday.")
    assert [(a.value, a.score) for a in found.alternatives] == [("2024-02-09", 0.1)]


def test_a_picture_shows_yesterday() -> None:
    """ "The envoy arrives in Taipei on Thursday" stood under a picture in a Friday report and was read as six days ahead."""
    assert only("The envoy arrives at the airport in Suva on Tuesday").value == "2024-02-13"


# ---------------------------------------------------------------- values and bounds

BOUNDS = [
    ("month and days", "The fair runs Feb. 16-18.", "2024-02-16", "2024-02-16", "2024-02-18"),
    ("days of two months", "She will tour the isles May 31-June 8.", "2024-05-31", "2024-05-31", "2024-06-08"),
    ("the nearer year without tense against it", "The premier landed on Dec. 3.", "2023-12-03", "2023-12-03", "2023-12-03"),
    ("since is never ahead", "The line has been cut since April 7.", "2023-04-07", "2023-04-07", "2023-04-07"),
    ("on a day, told in the past", "A round took place on April 9.", "2023-04-09", "2023-04-09", "2023-04-09"),
    ("put off to a day", "They pushed the talks back to March 9.", "2024-03-09", "2024-03-09", "2024-03-09"),
    ("two days of a month", "They meet on Feb. 26 and 27 in Bern.", "2024-02-26|2024-02-27", "2024-02-26", "2024-02-27"),
    ("three days of a month", "The fair on April 24, 25 and 26 is off.", "2024-04-24|2024-04-26", "2024-04-24", "2024-04-26"),
    ("two days with their year", "They meet March 9 and 10, 2025.", "2025-03-09|2025-03-10", "2025-03-09", "2025-03-10"),
    ("two days before their month", "They met on 4 and 5 January 2024.", "2024-01-04|2024-01-05", "2024-01-04", "2024-01-05"),
    ("days that are no neighbours", "Polls open on March 3 and 17.", "2024-03-03|2024-03-17", "2024-03-03", "2024-03-03"),
    ("a day and a count", "On Feb. 10 and 17 people were hurt.", "2024-02-10", "2024-02-10", "2024-02-10"),
    ("from day to day", "She tours from Feb. 27 to March 2.", "2024-02-27|2024-03-02", "2024-02-27", "2024-03-02"),
    ("moved from day to day", "They moved it from Feb. 27 to March 2.", "2024-02-27|2024-03-02", "2024-02-27", "2024-02-27"),
    ("between days over the year", "It ran between Dec. 30 and Jan. 2, 2024.", "2023-12-30|2024-01-02", "2023-12-30", "2024-01-02"),
    ("each with its year", "It ran from July 2, 2019 to June 1, 2020.", "2019-07-02|2020-06-01", "2019-07-02", "2020-06-01"),
    ("from weekday to weekday", "She will tour from Monday to Thursday.", "2024-02-19|2024-02-22", "2024-02-19", "2024-02-22"),
    ("two weekdays", "They will dine on Thursday and Friday.", "2024-02-15|2024-02-16", "2024-02-15", "2024-02-16"),
    ("three weekdays", "They met Thursday, Friday and Saturday.", "2024-02-08|2024-02-09|2024-02-10", "2024-02-08", "2024-02-10"),
    ("weekdays that are no neighbours", "They met on Monday and Friday.", "2024-02-12|2024-02-09", "2024-02-12", "2024-02-12"),
    ("weekdays on both sides of the report", "They met on Wednesday and Thursday.", "2024-02-14|2024-02-08", "2024-02-14", "2024-02-14"),
    ("a day of this month", "They will meet on the 25th of this month.", "2024-02-25", "2024-02-25", "2024-02-25"),
    ("a month whose year comes later", "It fell between August and June 2022.", "2021-08|2022-06", "2021-08-01", "2021-08-31"),
    ("end as a verb", "The truce will end in April.", "2024-04", "2024-04-01", "2024-04-30"),
    ("beginning as a preposition", "They pay less beginning next month.", "2024-03", "2024-03-01", "2024-03-31"),
    ("a record set", "It fell short of the record set on Aug. 16.", "2023-08-16", "2023-08-16", "2023-08-16"),
    ("a period that ended", "Trade grew in the year ended Oct. 31.", "P1Y|2023-10-31", "None", "None"),
    ("a noun before a past day", "He vowed it at his end-of-year talk on April 19.", "2023-04-19", "2023-04-19", "2023-04-19"),
    ("from a day, told in the past", "From April 9 they held him.", "2023-04-09", "2023-04-09", "2023-04-09"),
    ("last with the month just gone", "He fell ill last January.", "2023-01", "2023-01-01", "2023-01-31"),
    ("through a month", "They lent it money through November.", "2023-11", "2023-11-01", "2023-11-30"),
    ("by the end of something", "It was agreed that it shall go by the end of the term in July.", "2024-07", "2024-07-01", "2024-07-31"),
    ("the figures of a month gone", "They will see the January figures.", "2024-01", "2024-01-01", "2024-01-31"),
    ("a week of the running month", "They met in the first week of this month.", "2024-W05", "2024-02-01", "2024-02-07"),
    ("set in a month", "He set the tone in May.", "2023-05", "2023-05-01", "2023-05-31"),
    ("asked to do something in a month gone", "She was asked to quit in late January.", "2024-01", "2024-01-21", "2024-01-31"),
    ("a planned tour that was dropped", "They cancelled the planned tour in December.", "2023-12", "2023-12-01", "2023-12-31"),
    ("an adjective with a hyphen", "It will run on fully-automated trains in October.", "2024-10", "2024-10-01", "2024-10-31"),
    ("months of one clause", "It will open in late April or early May.", "2024-04|2024-05", "2024-04-21", "2024-04-30"),
    (
        "something to be done",
        "It follows one held by Oslo and another to be hosted by Rome on June 5.",
        "2024-06-05",
        "2024-06-05",
        "2024-06-05",
    ),
    ("a deadline that had been set", "He had set a deadline of May 8.", "2024-05-08", "2024-05-08", "2024-05-08"),
    ("ran until a day", "The fair ran until Jan. 31.", "2024-01-31", "2024-01-31", "2024-01-31"),
    ("waited until a day", "They should have waited until May 3.", "2024-05-03", "2024-05-03", "2024-05-03"),
    ("a day that names a memo", "They will carry out the Oct. 28 memo.", "2023-10-28", "2023-10-28", "2023-10-28"),
    ("the second day of a range", "From Jan. 29 to Feb. 3 they held 30 men.", "2024-01-29|2024-02-03", "2024-01-29", "2024-02-03"),
    ("the year of a later day", "It rests on the terms of Jan. 11 and Nov. 26, 2021.", "2021-01-11|2021-11-26", "2021-01-11", "2021-01-11"),
    ("a chronology", "May 24, 2019: He says that he will go on June 7.", "2019-05-24|2019-06-07", "2019-05-24", "2019-05-24"),
    ("a list of days ahead", "March 17: Talks in Riga", "2024-03-17", "2024-03-17", "2024-03-17"),
    ("a holiday in a year", "It began after Thanksgiving in 2021.", "2021-11-25", "2021-11-25", "2021-11-25"),
    (
        "a named day, its words elsewhere",
        "Gaza lies in ruins. There has been no calm in the strip for any of us here since October 7.",
        "2023-10-07",
        "2023-10-07",
        "2023-10-07",
    ),
    ("a day of last year", "They met on Feb. 2 last year.", "2023-02-02", "2023-02-02", "2023-02-02"),
    ("a day before its month, of last year", "They met on 2 April of last year.", "2023-04-02", "2023-04-02", "2023-04-02"),
    ("a day of that year", "He fled in 1998. On Feb. 2 of that year he wrote.", "1998|1998-02-02", "1998-01-01", "1998-12-31"),
    ("the last quarter of a year", "Trade fell in the last quarter of 2023.", "2023-Q4", "2023-10-01", "2023-12-31"),
    ("the quarter of a last day", "Sales rose in the quarter ended July 31.", "2023-Q2|2023-07-31", "2023-04-01", "2023-06-30"),
    ("mid-year", "They hope to sign by mid-year.", "2024", "2024-05-01", "2024-08-31"),
    ("the week before last", "They met the week before last.", "2024-W05", "2024-01-29", "2024-02-04"),
    ("the year after next", "They will meet the year after next.", "2026", "2026-01-01", "2026-12-31"),
    ("weeks ago on a weekday", "They met two weeks ago on Friday.", "2024-02-02", "2024-02-02", "2024-02-02"),
    ("a week from a weekday", "They meet a week from Monday.", "2024-02-26", "2024-02-26", "2024-02-26"),
    ("the week of a holiday", "They rest in Easter week.", "2024-W13", "2024-03-25", "2024-03-31"),
    ("in the last week", "They clashed over the last week.", "2024-W06", "2024-02-07", "2024-02-14"),
    ("since year-end", "Trade has grown since year-end.", "2023-12-31", "2023-12-31", "2023-12-31"),
    ("a year in words", "They shall disarm by the year two thousand and thirty.", "2030", "2030-01-01", "2030-12-31"),
    ("a short year", "They signed in Feb. '23.", "2023-02", "2023-02-01", "2023-02-28"),
    ("fiscal years joined", "Aid fell in fiscal year 2022/23.", "2022", "2022-01-01", "2023-12-31"),
    ("overnight is between two days", "They crossed overnight.", "2024-02-14TNI", "2024-02-13", "2024-02-14"),
    ("overnight into a day", "They crossed overnight into Sunday.", "2024-02-10TNI|2024-02-11", "2024-02-10", "2024-02-11"),
    ("a day that became a name", "The October 7 attack by Hamas changed the talks.", "2023-10-07", "2023-10-07", "2023-10-07"),
    ("the weekday fixes the year", "They met on Friday, Dec. 15, and parted.", "2023-12-15", "2023-12-15", "2023-12-15"),
    ("month in the past", "The round ended in November.", "2023-11", "2023-11-01", "2023-11-30"),
    ("month ahead", "They are due to meet in April.", "2024-04", "2024-04-01", "2024-04-30"),
    ("a planned visit", "He builds on the king's planned visit to Oslo in April.", "2024-04", "2024-04-01", "2024-04-30"),
    ("took office in a month long gone", "She took office in March and has reigned since.", "2023-03", "2023-03-01", "2023-03-31"),
    ("postponed is past", "The trip was postponed in January.", "2024-01", "2024-01-01", "2024-01-31"),
    ("since a vote", "It is a first since the vote in mid-January, won by the left.", "2024-01", "2024-01-11", "2024-01-20"),
    ("early, of a month", "It opens in early March.", "2024-03", "2024-03-01", "2024-03-10"),
    ("late, of a month", "It opened in late January.", "2024-01", "2024-01-21", "2024-01-31"),
    ("earlier in the running month", "They met earlier in February.", "2024-02", "2024-02-01", "2024-02-14"),
    ("last August is the August gone by", "He came last August.", "2023-08", "2023-08-01", "2023-08-31"),
    ("this spring", "A round is planned for this spring.", "2024-SP", "2024-03-01", "2024-05-31"),
    ("last summer", "They spoke last summer.", "2023-SU", "2023-06-01", "2023-08-31"),
    ("later this year", "They hope to sign later this year.", "2024", "2024-02-14", "2024-12-31"),
    ("by the end of the year", "They will sign by the end of this year.", "2024", "2024-02-14", "2024-12-31"),
    ("late last year", "They met late last year.", "2023", "2023-10-01", "2023-12-31"),
    ("coming weeks", "Aides will meet in the coming weeks.", "PXW", "2024-02-14", "2024-03-27"),
    ("next several months", "They may meet over the next several months.", "PXM", "2024-02-14", "2024-08-15"),
    ("within days", "A truce could come within days.", "PXD", "2024-02-14", "2024-02-24"),
    ("within 60 days", "Both shall withdraw within 60 days.", "P60D", "2024-02-14", "2024-04-14"),
    ("in two weeks", "She will host them in two weeks.", "P2W", "2024-02-14", "2024-02-28"),
    ("over the past year", "Over the past year they have quarrelled.", "2023", "2023-02-14", "2024-02-14"),
    ("the weekend behind", "They conferred over the weekend.", "2024-W06-WE", "2024-02-10", "2024-02-11"),
    ("a weekend summit", "They met at a weekend summit in Hanoi.", "2024-W06-WE", "2024-02-10", "2024-02-11"),
    ("the weekend ahead", "They will confer over the weekend.", "2024-W07-WE", "2024-02-17", "2024-02-18"),
    ("this week, told in the past", "The envoy saw them this week.", "2024-W07", "2024-02-12", "2024-02-14"),
    ("this week, ahead", "The envoy will see them this week.", "2024-W07", "2024-02-14", "2024-02-18"),
    ("three weeks ago", "Talks resumed three weeks ago.", "2024-W04", "2024-01-22", "2024-01-28"),
    ("a half of a month", "It opens in the second half of February.", "2024-02", "2024-02-15", "2024-02-29"),
    ("a half of a year", "They meet in the first half of next year.", "2025-H1", "2025-01-01", "2025-06-30"),
    ("a quarter with its year", "Trade fell in the fourth quarter of 2023.", "2023-Q4", "2023-10-01", "2023-12-31"),
    ("joined years", "The plan covers 2024-2027.", "2024", "2024-01-01", "2027-12-31"),
    ("a decade", "Ties were cut in the 1980s.", "198", "1980-01-01", "1989-12-31"),
    ("a holiday", "They met on Christmas Eve.", "2023-12-24", "2023-12-24", "2023-12-24"),
    ("Easter Monday", "They will march on Easter Monday.", "2024-04-01", "2024-04-01", "2024-04-01"),
]


@pytest.mark.parametrize(("text", "value", "first", "last"), [row[1:] for row in BOUNDS], ids=[row[0] for row in BOUNDS])
def test_bounds(text: str, value: str, first: str, last: str) -> None:
    """Where a sentence names several, all values and the bounds of the first."""
    found = find_dates(text, WEDNESDAY)
    assert ("|".join(t.value for t in found), str(found[0].earliest), str(found[0].latest)) == (value, first, last)


UNBOUNDED = [
    ("the length of a visit", "The two-day visit pleased them.", "DURATION", "P2D"),
    ("more than", "They talked for more than five hours.", "DURATION", "PT5H"),
    ("two and a half", "They talked for two and a half hours.", "DURATION", "PT2H30M"),
    ("half an hour", "They talked for half an hour.", "DURATION", "PT30M"),
    ("decades", "They have quarrelled for decades.", "DURATION", "PXE"),
    ("every year", "They meet every year in Davos.", "SET", "P1Y"),
    ("every Monday", "They speak every Monday.", "SET", "XXXX-WXX-1"),
    ("twice a month", "They speak twice a month.", "SET", "P1M"),
    ("now", "The line is now open.", "DATE", "PRESENT_REF"),
    ("recently", "Ties have recently improved.", "DATE", "PAST_REF"),
    ("soon", "The date will be set soon.", "DATE", "FUTURE_REF"),
    ("several weeks ago", "They spoke several weeks ago.", "DATE", "PAST_REF"),
    ("one day", "He hopes one day to return.", "DATE", "FUTURE_REF"),
    ("last as a verb", "The talks will last three days.", "DURATION", "P3D"),
    ("in one day", "He vowed to end it in one day.", "DURATION", "P1D"),
    ("spent the next days", "He spent the next four days in hiding.", "DURATION", "P4D"),
    ("later than nothing told", "Four decades later, they met.", "DATE", "XXXX"),
    ("the last days of something", "It fell in the last two days of the siege.", "DURATION", "P2D"),
]


@pytest.mark.parametrize(("text", "type_", "value"), [row[1:] for row in UNBOUNDED], ids=[row[0] for row in UNBOUNDED])
def test_no_day_is_invented(text: str, type_: str, value: str) -> None:
    found = only(text)
    assert (found.type, found.value, found.earliest, found.latest) == (type_, value, None, None)


TIMES = [
    ("clock and weekday", "It opens at 3 p.m. Thursday.", "2024-02-15T15:00"),
    ("clock and date", "It begins at 6 a.m. on Feb. 20.", "2024-02-20T06:00"),
    ("part of a day", "They spoke on Tuesday night.", "2024-02-13TNI"),
    ("tomorrow morning", "He leaves tomorrow morning.", "2024-02-15TMO"),
    ("zone", "It opens at 1500 GMT.", "2024-02-14T15:00"),
    ("an hour with a full stop", "They came to his home at 12.30am on Tuesday.", "2024-02-13T00:30"),
    ("noon", "The doors will open at noon Friday.", "2024-02-16T12:00"),
    ("the hour after its day", "The Friday midnight deadline will hold.", "2024-02-16T24:00"),
    ("zones before the day", "It opens at 10 a.m. (0900 GMT) on Thursday.", "2024-02-15T10:00"),
    ("a place before the day", "It opens at 10 a.m. in Geneva on March 5.", "2024-03-05T10:00"),
    ("another phrase before a day", "He left at 6 a.m. for the talks on March 5.", "2024-02-14T06:00"),
    ("a zone before tomorrow", "Hold it until 5 a.m. Tokyo time tomorrow.", "2024-02-15T05:00"),
]


@pytest.mark.parametrize(("text", "value"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES])
def test_time_of_day(text: str, value: str) -> None:
    found = find_dates(text, WEDNESDAY)[0]
    assert (found.type, found.value, str(found.earliest)) == ("TIME", value, value[:10])


ANCHORS = [
    ("a day earlier", "They met on March 4, 2023. A day earlier, the king had left.", "2023-03-03", "March 4, 2023"),
    ("the following month", "They met in March 2019. They met again the following month.", "2019-04", "March 2019"),
    ("the same day", "The pact was signed on July 7, 2023. On the same day, a bridge was opened.", "2023-07-07", "July 7, 2023"),
    ("the next day", "They dined on Jan. 9. The next day they flew home.", "2024-01-10", "Jan. 9"),
    (
        "the next day after a background year",
        "They met on Jan. 9, a first since 2019. The next day they flew home.",
        "2024-01-10",
        "Jan. 9",
    ),
    ("the day after a pact's year", "They met on Jan. 9 on the 2015 pact. Two days later they flew.", "2024-01-11", "Jan. 9"),
    ("the year after a pact's year", "They signed the 2015 pact. The following year it was cut.", "2016", "2015"),
    ("the next year of a story", "It was sung in 2006 and abroad the next year.", "2007", "2006"),
    ("over the next year", "It was cut in 2006. Trade will grow over the next year.", "2025", "published"),
    (
        "a quarter that is running",
        "Profit fell in the fourth quarter. First-quarter sales may grow. Sales fell in the latest quarter.",
        "2023-Q4",
        "quarter in force",
    ),
    ("the 16th after a year", "He fled in 1998. He will speak on the 16th.", "2024-02-16", "published"),
    ("the week after a year", "He fled in 1998. Talks went on through the week.", "2024-W07", "published"),
    (
        "returning home after the visit",
        "He will dine on next Tuesday before flying home on Wednesday.",
        "2024-02-21",
        "published 2024-02-14",
    ),
    ("a part of the day is of a day, not of a year", "He fled in 1998. The ships sailed in the afternoon.", "2024-02-14TAF", "published"),
    ("earlier in the day counts from the report", "He fled in 1998. Earlier in the day, he had called.", "2024-02-14", "published"),
]


@pytest.mark.parametrize(("text", "value", "anchor"), [row[1:] for row in ANCHORS], ids=[row[0] for row in ANCHORS])
def test_anchor(text: str, value: str, anchor: str) -> None:
    found = find_dates(text, WEDNESDAY)[-1]
    assert (found.value, found.anchor) == (value, anchor)


LONGER = [
    ("days after a month", "They met in March 2019. Two days later they signed.", "2019-03-XX", "2019-03-03", "2019-04-02"),
    ("the next day after a month", "They met in March 2019. The next day they signed.", "2019-03-XX", "2019-03-02", "2019-04-01"),
    ("that day of a month", "They met in October. That day they signed.", "2023-10-XX", "2023-10-01", "2023-10-31"),
    ("a month after a year", "They met in 2019. A month later they signed.", "2019-XX", "2019-02-01", "2020-01-31"),
    ("a week before a year", "They met in 2019. The previous week he had left.", "2019-WXX", "2018-12-25", "2019-12-24"),
    ("a weekday of a year", "They met in 2019. That Friday they signed.", "2019-XX-XX", "2019-01-01", "2019-12-31"),
    ("a weekday after a month", "They met in March 2019. The following Friday they signed.", "2019-03-XX", "2019-03-01", "2019-04-07"),
]


def test_the_day_of_an_anniversary_may_be_news() -> None:
    """ "Hamas and Israel met on October 7" in a report of the next days is not the attack of 2023."""
    assert only("Aides from Gaza and Cairo met in Doha on October 7.", dt.date(2025, 10, 9)).value == "2025-10-07"


@pytest.mark.parametrize(("text", "value", "first", "last"), [row[1:] for row in LONGER], ids=[row[0] for row in LONGER])
def test_what_is_counted_from_a_longer_period_is_no_day(text: str, value: str, first: str, last: str) -> None:
    """ "In 2019 ... that day" was once read as the first of January."""
    found = find_dates(text, WEDNESDAY)[-1]
    assert (found.value, str(found.earliest), str(found.latest), found.precision) == (value, first, last, Precision.VAGUE)


NOTHING = [
    ("a pact named after a day", "The Good Friday Agreement holds."),
    ("suddenly", "It changed almost overnight."),
    ("an age of the world", "In today's world the leaders of tomorrow read Russia Today."),
    ("papers", "China Daily and the party daily Granma said so, as did a weekly reported to be theirs."),
    ("a rate", "Trade grows 5 percent annually, an average daily gain."),
    ("always", "They watch 24 hours a day, seven days a week."),
    ("a conjunction", "At the time he fell they slept."),
    ("the last day of something", "It was the last day of his visit."),
    ("after nothing that was told", "They plan what to do the day after."),
    ("a surname", "Prime Minister May will march with the marines."),
    ("modal and verb", "The ministers may march too."),
    ("ordinal and noun", "The second man had seconds to decide."),
    ("a count", "Some 2,000 troops and 1950 people crossed."),
    ("an age", "The 35-year-old envoy and her 3-year-old son left."),
    ("a price", "It costs $1.2 million a year."),
    ("a fraction", "Three-quarters of the grain is shipped."),
    ("one of four parts", "They hold one-quarter of the seats and seek two quarter-point cuts."),
    ("a paper", "The Sunday Times saw it."),
    ("a programme", 'He spoke on "This Week" at length.'),
    ("years of age", "She is in her 30s."),
    ("ages", "Voters aged 35-45 years and those 25 to 54 years old stayed at home."),
    ("fall as a verb", "Prices are to fall, and aid will spring up."),
    ("a day of another calendar", "It is marked on the 26th of Iyar."),
]


@pytest.mark.parametrize("text", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_no_expression(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == ()


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("text", "value"),
    [("They meet on Feb. 30.", "XXXX-02-30"), ("They met on Feb. 29, 2015.", "2015-02-29"), ("Dated 2024-13-40.", "2024-13-40")],
    ids=["no year has it", "this year has it not", "figures"],
)
def test_an_impossible_day_is_reported_not_split(text: str, value: str) -> None:
    found = only(text)
    assert (found.rule, found.value, found.earliest, found.latest) == ("impossible", value, None, None)


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max], ids=["year 1", "year 9999"])
def test_the_edges_of_the_calendar(day: dt.date) -> None:
    text = " ".join(json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines())
    found = find_dates(text + " In the year 0 and in 9999-12-31 and 0000-01-01, next century, 5000 years ago.", day)
    assert all((t.earliest or t.latest or day) <= dt.date.max for t in found)
    assert any(t.rule == "impossible" for t in found)


@pytest.mark.parametrize(
    "text",
    [
        "7" * 1_000_000,
        "May " * 100_000,
        "Monday, " * 60_000,
        "the " * 200_000,
        "in " + "9" * 5000 + " days",
        "From Feb. 1 to Feb. 3, from Monday to Thursday. " * 8000,
        "They met on October 7. " * 12_000,
        "a" * 1_000_000,
        "\n" * 300_000,
    ],
    ids=["digits", "May", "Monday", "the", "many days", "ranges", "a named day", "letters", "empty lines"],
)
def test_odd_text_takes_time_by_its_length(text: str) -> None:
    """Four times the text may take eight times as long; by the square of its length it would take sixteen times."""
    assert any(spent(text) < 8 * spent(text[: len(text) // 4]) + 0.1 for _ in range(3))  # another program may have been in the way


def test_time_grows_with_the_length_only() -> None:
    piece = "The envoys will meet again on Friday, two weeks after their talks in late January ended without a deal. "
    assert len(find_dates(piece * 400, WEDNESDAY)) == 3 * 400
    assert any(spent(piece * 3200) < 3 * 8 * spent(piece * 400) for _ in range(3))


def spent(text: str) -> float:
    """Seconds of the processor that works on the dates of a text."""
    begun = time.thread_time()
    find_dates(text, WEDNESDAY)
    return time.thread_time() - begun


def test_without_a_day_of_publication_nothing_relative_gets_bounds() -> None:
    found = find_dates("They met on Friday and again last month, in the coming weeks, on Feb. 3; the pact dates from 1994.", None)
    assert [(t.value, t.earliest) for t in found[:-1]] == [("XXXX-WXX-5", None), ("XXXX-XX", None), ("PXW", None), ("XXXX-02-03", None)]
    assert found[-1].earliest == dt.date(1994, 1, 1)


def test_only_the_given_stretches_are_read() -> None:
    text = "Seen on Monday. They will meet on Friday."
    assert [t.text for t in find_dates(text, WEDNESDAY, spans=[(16, len(text))])] == ["Friday"]


def test_when_points_into_the_document() -> None:
    document = Document("d", "They will meet on Friday.", title="Envoys to meet in March", published=WEDNESDAY)
    reading = read_one(document)
    month, day = (t.when(reading) for t in find_dates(reading.text, WEDNESDAY))
    assert month.span is not None
    assert day.span is not None
    assert (month.span.title, document.quote(month.span), document.quote(day.span)) == (True, "March", "Friday")
    assert (day.earliest, day.rule, day.anchor) == (dt.date(2024, 2, 16), "weekday", "published 2024-02-14")


# ---------------------------------------------------------------- laws

PIECES = st.sampled_from(
    "on by until last next this the Monday Friday May March Feb. 30 16 2024 1999 3 p.m. a week month year years ago earlier later will met "
    "said is to be scheduled two several in of quarter first weekend spring . , - \n\n ’s 's : /".split(" ")
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_a_rule_finds_nothing_where_what_it_needs_is_missing(text: str) -> None:
    tokens = tokenise(text)
    present = frozenset(tokens.codes)
    assert all(rule.needs for rule in rules())
    assert [
        r.name for r in rules() if r.needs.isdisjoint(present) and any(m.end() > m.start() for m in r.pattern.finditer(tokens.codes))
    ] == []


@given(st.lists(PIECES, max_size=40).map(" ".join), st.dates() | st.none())
def test_every_expression_is_its_words_in_order_and_bounded_rightly(text: str, published: dt.date | None) -> None:
    end = 0
    for found in find_dates(text, published):
        assert text[found.start : found.end] == found.text
        assert found.start >= end
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest
        assert 0 <= sum(a.score for a in found.alternatives) <= 1
        end = found.end


@given(st.text(max_size=300), st.dates() | st.none())
def test_no_text_breaks_it(text: str, published: dt.date | None) -> None:
    assert find_dates(text, published) == find_dates(text, published)


@given(st.dates(min_value=dt.date(1600, 1, 1), max_value=dt.date(2400, 1, 1)), st.sampled_from(list(Grain)), st.integers(-50, 50))
def test_shifting_there_and_back_gives_the_same_period(day: dt.date, grain: Grain, units: int) -> None:
    period = periods.of(grain, day)
    assert period is not None
    moved = period.shift(units)
    assume(moved is not None)
    assert moved is not None
    assert moved.shift(-units) == period
    assert period.first <= period.last
    assert grain is Grain.WEEKEND or period.holds(day)


@given(st.dates(), st.integers(-400, 400), st.sampled_from(["D", "W", "M", "Q", "Y", "E", "C"]))
def test_moving_a_day_never_fails(day: dt.date, units: int, unit: str) -> None:
    moved = periods.move(day, units, unit)
    assert moved is None or (moved >= day) == (units >= 0) or moved == day


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two and a half", 2.5),
        ("twenty-four", 24),
        ("a couple of", 2),
        ("5 1/2", 5.5),
        ("1,200", 1200),
        ("two hundred", 200),
        ("several", None),
    ],
)
def test_quantity(words: str, number: float | None) -> None:
    tokens = tokenise(words)
    assert quantity(tokens, 0, len(tokens.words)) == number


def test_short_years() -> None:
    assert [full_year(two, WEDNESDAY) for two in (24, 44, 45, 98)] == [2024, 2044, 1945, 1998]


@pytest.mark.parametrize(
    ("text", "word", "direction"),
    [
        ("The delegation arrived Tuesday and is to leave Thursday.", "tuesday", Direction.PAST),
        ("The delegation arrived Tuesday and is to leave Thursday.", "thursday", Direction.AHEAD),
        ("An accord on Thursday", "thursday", Direction.OPEN),
        ("They won't meet Friday.", "friday", Direction.AHEAD),
        ("The Union won on Friday.", "friday", Direction.PAST),
    ],
)
def test_direction(text: str, word: str, direction: Direction) -> None:
    tokens = tokenise(text)
    at = tokens.words.index(word)
    assert tense(tokens, at, at + 1).direction is direction


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
