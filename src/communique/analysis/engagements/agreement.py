"""Status and dates of a mention brought into agreement: a day that contradicts the words is read anew or dropped.

"Envoy arrives in Taipei on Thursday" in a report of Friday - Thursday was yesterday, and the visit has begun
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import governor, is_verb
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.setting import Setting, other_year, reconciled
from communique.analysis.engagements.tense import Reading as StatusReading
from communique.analysis.engagements.tense import class_of, lemma_of
from communique.analysis.engagements.triggers import Trigger
from communique.model import PartKind, Precision, Status

AHEAD = frozenset({Status.PLANNED, Status.EXPECTED, Status.INVITED})
MAIN_EVENT = "main-event"
# What is always still to come when a report says it.
LATER = re.compile(r"later this ", re.IGNORECASE)
RECALLED = "first-since"


def off(status: Status) -> bool:
    """Neither held nor ahead."""
    return status in {Status.POSTPONED, Status.CANCELLED, Status.REFUSED}


def agreed(trigger: Trigger, status: StatusReading, where: Setting, published: dt.date | None) -> tuple[StatusReading, Setting]:
    """Status and dates that agree: dates that contradict the words are dropped, unless all do and the words are weak."""
    if (
        status.rule in {"present", "verb-begin-present", "verb-start-present", "verb-open-present"}
        and published is not None
        and where.dates
    ):
        first = _nearest(where.dates[0], published)
        where = replace(where, dates=(first, *where.dates[1:]))
        if first.latest is not None and first.latest <= published:
            return StatusReading(Status.HELD, "present+past-date"), where  # a caption: "arrives in Taipei on Thursday"
        if first.earliest is not None and first.earliest > published and not status.firm:
            status = StatusReading(Status.PLANNED, status.rule)  # "a trip that begins on Friday"
    if status.status is Status.HELD and where.dates and LATER.match(where.dates[0].text):
        status = StatusReading(Status.PLANNED, f"{status.rule}+later")  # "best wishes for a successful summit later this week"
    if status.status is Status.HELD and trigger.frame.noun and published is not None:
        # "said during a meeting with Lavrov that trade had doubled this year": so wide a period is of the trade
        where = replace(where, dates=tuple(t for t in where.dates if t.precision is not Precision.YEAR or not _covers(t, published)))
    ahead = status.status in AHEAD
    if off(status.status) and published is not None:
        # "on Friday postponed a visit to Beijing": the day of the news is not the day of the visit
        news = published - dt.timedelta(days=6)
        dates = tuple(
            t for t in where.dates if not (t.precision is Precision.DAY and t.latest is not None and news <= t.latest <= published)
        )
        return status, replace(where, dates=dates)
    kept = where.dates
    if not off(status.status):
        kept = tuple(t for t in (reconciled(t, ahead, published) for t in where.dates) if t is not None)
    return (status, replace(where, dates=kept)) if kept or not where.dates else _at_odds(trigger, status, where, published)


def _at_odds(trigger: Trigger, status: StatusReading, where: Setting, published: dt.date | None) -> tuple[StatusReading, Setting]:
    """What holds when no date agrees with the status: another date, another status where the words are weak, else no date."""
    nearest, ahead = where.dates[0], status.status in AHEAD
    if status.rule == "ahead-of":
        coming = _next_week(trigger.token, nearest, published)
        return status, replace(where, dates=(coming,) if coming is not None else ())
    if ahead and status.rule in {"verb-confirm", "verb-announce", "verb-schedule"} and (next_year := other_year(nearest, 1)) is not None:
        return status, replace(where, dates=(next_year,))  # "his trip to Japan in October was confirmed"
    own = any(nearest.start <= t.idx < nearest.end for t in trigger.token.lefts)  # "next year's summit", "the May 21 summit"
    hoped = status.status in {Status.EXPECTED, Status.INVITED} or status.rule.removeprefix("verb-") in frames().status["expected"]
    if hoped and not own:
        return status, replace(where, dates=())  # "proposed a meeting last week": the day of the proposal
    if ahead and trigger.frame.noun and not status.firm:
        return StatusReading(Status.HELD, f"{status.rule}+past-date"), where  # "follow up on the summit in November"
    if not ahead and not status.firm:
        earlier = other_year(nearest, -1) if _surely_past(trigger, status) else None
        if earlier is not None:
            return status, replace(where, dates=(earlier,))
        if status.rule != "past-preposition" and (own or nearest.precision in {Precision.DAY, Precision.DAYS, Precision.MONTH}):
            return StatusReading(Status.PLANNED, f"{status.rule}+date-ahead"), where
    return status, replace(where, dates=())


def _next_week(noun: Token, timex: Timex, published: dt.date | None) -> Timex | None:
    """ "In advance of his meeting on Wednesday": the Wednesday to come; but "on the eve of his trip, gave a speech on Wednesday"."""
    if published is None or not timex.rule.startswith("weekday") or timex.earliest is None or timex.earliest != timex.latest:
        return None
    if any(is_verb(t) for t in noun.sent if noun.idx < t.idx < timex.start):
        return None
    day = timex.earliest + dt.timedelta(days=7)
    return replace(timex, value=day.isoformat(), earliest=day, latest=day, rule=f"{timex.rule}+status") if day >= published else None


def planned_for(token: Token, timexes: Sequence[Timex], published: dt.date) -> tuple[Timex, ...]:
    """The days for which something that is off had been planned: "postponed a trip that had been set for Wednesday"."""
    a, b = token.sent.start_char, token.sent.end_char
    inside = [t for t in timexes if a <= t.start < b and t.earliest is not None and t.type in {"DATE", "TIME"}]
    return tuple(reconciled(t, True, published) or other_year(t, 1) or t for t in inside if _of_a_plan(token, t))


def _of_a_plan(token: Token, timex: Timex) -> bool:
    """Whether a date hangs on a verb of planning or of holding that lies after the noun."""
    at = next((t for t in token.sent if t.idx >= timex.start), token)
    verb = governor(at)
    if verb is None or verb.i < token.i:
        return False
    to = any(c.lower_ == "to" for c in verb.children)
    return class_of(lemma_of(verb)) is Status.PLANNED or (to and verb.lemma_ in {"hold", "take", "begin", "start"})


def _nearest(timex: Timex, published: dt.date) -> Timex:
    """The reading of a weekday that lies nearest: in a report of Friday "arrives on Thursday" was yesterday."""
    for other in timex.alternatives:
        if timex.earliest is None or other.earliest is None or timex.precision is not Precision.DAY:
            continue
        if abs(other.earliest - published) < abs(timex.earliest - published):
            return replace(timex, value=other.value, earliest=other.earliest, latest=other.latest, rule=f"{timex.rule}+nearest")
    return timex


def last_time(visit: Token, timexes: Sequence[Timex]) -> Timex | None:
    """When the one before was: "the first visit to China by a South Korean president since 2017" tells of a visit in 2017."""
    if not any(c.lower_ == "first" for c in visit.children):
        return None
    by = next((t for c in visit.children if c.lower_ == "by" for t in c.children if t.dep_ == "pobj"), None)
    since = next((t for t in visit.subtree if t.lower_ == "since" and t.i > visit.i), None)
    if by is None or since is None or not any(c.lower_ in {"a", "an"} for c in by.children):
        return None
    end = next((t.idx for t in since.doc[since.i + 1 : since.sent.end] if is_verb(t) or t.text in ",;"), since.sent.end_char)
    return next((t for t in timexes if since.idx < t.start < end and t.earliest is not None), None)


def _covers(timex: Timex, day: dt.date) -> bool:
    return timex.earliest is not None and timex.latest is not None and timex.earliest <= day <= timex.latest


def _surely_past(trigger: Trigger, status: StatusReading) -> bool:
    """Words that put the contact itself into the past, not only the clause that it stands in."""
    if not trigger.frame.noun:
        return status.rule == "past"
    return status.rule.startswith(("verb-hold", "verb-take", "object-", "adjective-past", "first-to"))


def news(status: StatusReading, standing: PartKind) -> bool:
    """The report's own news, told in the past without a date, is of the day of the report."""
    going_on = status.status is Status.UNDER_WAY and (status.firm or status.rule == "progressive")
    if not (going_on or status.status is Status.HELD) or standing not in {PartKind.BODY, PartKind.TITLE}:
        return False
    return status.rule not in {"adjective-past", "fragment", "past-preposition-older"} and not status.rule.startswith(
        ("object-", "after-f", "after-b")
    )


def other_day(token: Token, timexes: Sequence[Timex], published: dt.date) -> bool:
    """Whether the sentence names a day before the report's: "arrived on Wednesday for talks" in a report of Friday."""
    a, b = token.sent.start_char, token.sent.end_char
    return any(a <= t.start < b and t.latest is not None and t.latest < published and t.type in {"DATE", "TIME"} for t in timexes)
