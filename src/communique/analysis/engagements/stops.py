"""Several contacts told in one breath: the stops of a journey with a day each, the people met with a place each.

"He will visit Riga on Tuesday, Vilnius on Wednesday and Tallinn on Friday." - three visits
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from communique.analysis.actors import ActorKind, Cast
from communique.analysis.actors import Mention as ActorMention
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import is_verb
from communique.analysis.engagements.triggers import Trigger
from communique.analysis.parse import Reading
from communique.model import Kind, Precision

HAS_DAY = re.compile(r"^,? (?:on |from )?$")
HAS_PLACE = re.compile(r"^,? (?:in|at) (?:the |his |her )?$")
WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
WEEK = dt.timedelta(days=7)
SEPARATE = frozenset({"separate", "separately", "individual", "individually"})
AND = re.compile(r"^ (?:and|to|through) $")


@dataclass(frozen=True, slots=True)
class Stop:
    """One of several: where it is, on which day, and whom it brings together with the traveller; it has a place or a person."""

    place: ActorMention | None
    date: Timex | None = None
    person: ActorMention | None = None


def stops(trigger: Trigger, reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> tuple[Stop, ...]:
    """The stops that a word of travelling or meeting lists after it; empty unless there are two, of two sides."""
    end = _end(trigger.token)
    if trigger.kind is Kind.VISIT:
        found = tuple(_in_order(_dated(trigger.token.idx, end, reading, cast, timexes)))
    else:
        found = tuple(_peopled(trigger.token.idx, end, reading, cast)) if trigger.frame.lemma == "meet" else ()
        found = found if len(found) > 1 else tuple(_apart(trigger, end, cast))
    sides = [told.actor.side for s in found if (told := s.person or s.place) is not None]
    return found if len(set(sides)) == len(sides) > 1 else ()


def _apart(trigger: Trigger, end: int, cast: Cast) -> Iterator[Stop]:
    """ "Held separate phone calls with Zelenskyy and Xi", "spoke separately with": one with each."""
    token = trigger.token
    verb = token.head if trigger.frame.noun else token
    told = (*token.children, *(c for c in verb.children if c.dep_ == "advmod"))
    both = any(c.lower_ == "both" and c.nbor(-1).lower_ == "with" for c in token.subtree if c.i > token.i)  # "talks with both X and Y"
    if not (both or any(c.lower_ in SEPARATE for c in told)) or (trigger.frame.noun and token.tag_ not in {"NNS", "NNPS"}):
        return
    yield from (Stop(None, None, m) for m in cast.within(token.idx, end) if m.actor.kind is ActorKind.PERSON and m.how != "pronoun")


def _end(token: Token) -> int:
    """Where another clause begins."""
    for after in token.doc[token.i + 1 : token.sent.end]:
        if is_verb(after) and after.dep_ not in {"amod", "compound"}:
            return after.idx
    return token.sent.end_char


def _dated(start: int, end: int, reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> Iterator[Stop]:
    told = cast.within(start, end)
    for mention in told:
        if mention.actor.side is None or mention.actor.kind not in {ActorKind.STATE, ActorKind.BODY} or mention.how == "pronoun":
            continue
        body = next((m for m in told if m.actor.kind is ActorKind.BODY and HAS_PLACE.match(reading.text[m.end : mention.start])), None)
        days = [t for t in timexes if mention.end <= t.start < mention.end + 6 and HAS_DAY.match(reading.text[mention.end : t.start])]
        if days and days[0].precision in {Precision.DAY, Precision.DAYS, Precision.WEEK, Precision.MONTH}:
            yield Stop(body or mention, _through(days[0], reading, timexes))


def _in_order(found: Iterable[Stop]) -> Iterator[Stop]:
    """A weekday is the next one after the stop before: "in Riga on Wednesday and Vilnius on Thursday"."""
    last: dt.date | None = None
    for stop in found:
        date = stop.date
        if last is not None and date is not None and date.earliest is not None and date.earliest < last and WEEKDAY.match(date.text):
            day = date.earliest + WEEK
            date = replace(date, value=day.isoformat(), earliest=day, latest=day, rule=f"{date.rule}+order", alternatives=())
        last = date.latest if date is not None else last
        yield replace(stop, date=date)


def _through(first: Timex, reading: Reading, timexes: Sequence[Timex]) -> Timex:
    """ "on Tuesday and Wednesday": one period."""
    after = next((t for t in timexes if t.start > first.end and AND.match(reading.text[first.end : t.start])), None)
    if after is None or after.precision is not Precision.DAY or after.latest is None or first.earliest is None:
        return first
    text = reading.text[first.start : after.end]
    return replace(first, end=after.end, text=text, latest=after.latest, precision=Precision.DAYS, alternatives=())


def _peopled(start: int, end: int, reading: Reading, cast: Cast) -> Iterator[Stop]:
    for one, other in pairwise(cast.within(start, end)):
        if one.actor.kind is ActorKind.PERSON and other.how == "place" and HAS_PLACE.match(reading.text[one.end : other.start]):
            yield Stop(other, None, one)
