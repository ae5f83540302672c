"""How evidence is weighed: shares of belief measured on dated news and kept as round numbers.

A table by distance says on which share of reports the publication lies so many days (or years) after what is named; a share "else" is left
for all others.

    A dateline is the day of the report in 93 of 100 cases, and the day before it in 5
"""

from __future__ import annotations

# Where the publication lies after a day named: share for 0, 1, 2 ... days.
DATELINE = {0: 0.95, 1: 0.02, -1: 0.02, 2: 0.002}
STAMP = {0: 0.93, 1: 0.02, -1: 0.01, 2: 0.005}
CAPTION = {0: 0.4, 1: 0.2, 2: 0.07, 3: 0.03, 4: 0.02, 5: 0.01, 6: 0.01, 7: 0.01}
PAST = {0: 0.25, 1: 0.18, 2: 0.07, 3: 0.05, 4: 0.04, 5: 0.03, 6: 0.03, 7: 0.025}
AHEAD = {0: 0.08, -1: 0.12, -2: 0.1, -3: 0.06, -4: 0.05, -5: 0.04, -6: 0.04, -7: 0.04}
# The same for a bare "May 3" without weekday or year: rather further off.
BARE_PAST = {0: 0.05, 1: 0.1, 2: 0.055, 3: 0.04, 4: 0.03, 5: 0.03, 6: 0.03, 7: 0.04}
BARE_AHEAD = {0: 0.025, -1: 0.05, -2: 0.04, -3: 0.04, -4: 0.03, -5: 0.04, -6: 0.04, -7: 0.04}
TRAILER_AHEAD = {0: 0.3, 1: 0.12, -1: 0.12, 2: 0.05, -2: 0.08, 3: 0.03, -3: 0.05}

# A bare weekday: how many days the report is after it, within the week.
WEEKDAY_LEAD = {0: 0.66, 1: 0.25, 2: 0.03, 3: 0.025, 4: 0.012, 5: 0.012, 6: 0.012}
WEEKDAY_LEAD_AFTER_OTHER = {0: 0.80, 1: 0.16, 2: 0.01, 3: 0.01, 4: 0.006, 5: 0.006, 6: 0.008}
WEEKDAY_LEAD_BEFORE_OTHER = {0: 0.22, 1: 0.50, 2: 0.18, 3: 0.06, 4: 0.01, 5: 0.02, 6: 0.01}
WEEKDAY_CLOSING = {0: 0.65, 1: 0.1, 2: 0.04, 3: 0.05, 4: 0.05, 5: 0.05, 6: 0.06}
WEEKDAY_AHEAD = {0: 0.34, 6: 0.22, 5: 0.16, 4: 0.09, 3: 0.07, 2: 0.05, 1: 0.07}
WEEKDAY_BODY = {0: 0.36, 1: 0.34, 2: 0.12, 3: 0.08, 4: 0.04, 5: 0.03, 6: 0.03}
# The same where the report calls the days around its own "today" and "yesterday".
WEEKDAY_FURTHER = {0: 0.12, 1: 0.13, 2: 0.2, 3: 0.32, 4: 0.1, 5: 0.07, 6: 0.06}
WEEKDAY_FURTHER_AHEAD = {0: 0.1, 6: 0.1, 5: 0.22, 4: 0.22, 3: 0.2, 2: 0.1, 1: 0.06}
# News of a day of the week against the mean day; Monday first.
WEEK = (1.1, 1.2, 1.2, 1.2, 1.15, 0.6, 0.55)

# A day named by its date and again as the weekday of the lead is hardly a coincidence.
TOGETHER = 1.2

# Publication year less the latest whole year told of the past; less the earliest told ahead.
YEAR_AFTER = {0: 0.30, 1: 0.34, 2: 0.1, 3: 0.05, 4: 0.03, 5: 0.02, 6: 0.02, -1: 0.02}
# The latest year of which the words do not tell whether it lies ahead.
YEAR_OPEN = {0: 0.36, 1: 0.26, -1: 0.16, 2: 0.05, 3: 0.03, -2: 0.02}
YEAR_AHEAD = {0: 0.36, -1: 0.26, 1: 0.10, -2: 0.06, -3: 0.04, -4: 0.03, -5: 0.03, 2: 0.02}
# The latest month (or day) of a written year: shares for reports up to so many days after its beginning.
MONTH_AFTER = ((35, 0.16), (95, 0.08), (185, 0.08), (370, 0.17), (740, 0.33), (1500, 0.1), (4000, 0.06))
MONTH_ELSE = 0.02
# The earliest month told ahead: shares for reports up to so many days before its end, and after it.
MONTH_AHEAD = ((35, 0.2), (95, 0.12), (185, 0.1), (370, 0.22), (740, 0.1), (1500, 0.06))
MONTH_PASSED = ((370, 0.12), (1500, 0.08))
# Outside of what a reckoning implies.
NOT_IMPLIED = 0.04
YEAR_ELSE = 0.008

# A person called by an office: before it, after it; without a title; called a former one while in office.
BEFORE_OFFICE, AFTER_OFFICE = 0.004, 0.05
UNTITLED_BEFORE, UNTITLED_AFTER = 0.1, 0.25
STILL_IN_OFFICE = 0.02
# A year (or month) told in the past that lies ahead of the report.
YEAR_TOO_LATE, MONTH_TOO_LATE = 0.05, 0.02
# An event before it was known.
UNKNOWN_EVENT = 0.01
# Years for which a person named in the news is in office, about, and what is left for each half year of a longer time; people of one
# government change together, so that more of them tell no more.
TENURE, CABINET = 2.5, 4
OFFICE_ELSE = 0.004
# How long ago an event is that a report names, by half years.
EVENT_AGE = (0.55, 0.12, 0.07, 0.05, 0.03, 0.02)
EVENT_ELSE = 0.006
# A fresh event: the report is so many days after its last day.
FRESH = {0: 0.36, 1: 0.30, 2: 0.08, 3: 0.06, 4: 0.04, 5: 0.03, 6: 0.02, -1: 0.01}
FRESH_ELSE = 3e-4

# Dated reports alike: from a likeness on, the share of reports of the same day, of each day beside it, of each further day of the week,
# of the month, of the year, and the rest.
ALIKE = (
    (0.0, 0.06, 0.03, 0.02, 0.09, 0.15, 0.46),
    (0.05, 0.12, 0.045, 0.018, 0.18, 0.19, 0.26),
    (0.1, 0.13, 0.045, 0.018, 0.28, 0.26, 0.085),
    (0.15, 0.17, 0.05, 0.018, 0.21, 0.24, 0.06),
    (0.2, 0.19, 0.05, 0.018, 0.22, 0.24, 0.04),
    (0.3, 0.25, 0.06, 0.017, 0.19, 0.23, 0.04),
    (0.5, 0.45, 0.07, 0.015, 0.1, 0.15, 0.02),
    (0.65, 0.67, 0.065, 0.01, 0.08, 0.07, 0.005),
)
# Reports alike tell of one thing, not each of its own.
TOLD_TWICE = 0.6
