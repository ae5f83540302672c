"""How far an engagement reaches where its words tell one end and how many days it takes.

"The president concluded a three-day visit on Friday." - from Wednesday to Friday; who left on Monday has only begun.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import governor, phrases
from communique.analysis.engagements.groups import Group
from communique.analysis.engagements.mentions import Mention
from communique.analysis.parse import Reading
from communique.model import Kind, Precision, Status, When

DAYS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7}
N_DAYS = re.compile(rf"\b({'|'.join(DAYS)})[- ]days?\b", re.IGNORECASE)
ENDED = re.compile(r":verb-(?:end|conclude|finish|complete|wrap|wrap_up|close)-")
BEGUN = re.compile(r"^(?:arrive|land|depart|leave):|:verb-(?:begin|start|open|kick_off)-")
LEAVING = frozenset({"depart", "leave", "head", "departure"})


def tour(group: Group, date: Timex, status: Status) -> bool:
    """Whether a day told is too short for what it is told of: "said on Monday that the tour, which took him to Japan and Vietnam, ..."."""
    guests = {p.side for m in group.mentions for p in m.people}
    several = len(group.sides - guests) > 1 and any(m.trigger.frame.lemma == "tour" for m in group.mentions)
    return several and group.kind is Kind.VISIT and status is Status.HELD and date.earliest == date.latest


def lasting(group: Group, when: When, reading: Reading) -> When:
    """ "A two-day stay ... through Monday", "began a three-day visit on Tuesday": the days before the last one, or after the first."""
    count = next((DAYS[m[1].lower()] for g in group.mentions if g.setting.duration and (m := N_DAYS.search(g.setting.duration))), None)
    if count is None or when.earliest is None or when.earliest != when.latest:
        return when
    more, rule = dt.timedelta(count - 1), f"{when.rule}+{count}-days"
    before = reading.text[: reading.offset(when.span)].rsplit(maxsplit=1)[-1:] if when.span is not None else []
    rules = [f"{m.trigger.frame.lemma}:{m.status.rule}" for m in group.mentions]
    if before in (["through"], ["until"], ["till"]) or any(ENDED.search(r) for r in rules) or any(_coming_home(m) for m in group.mentions):
        return replace(when, earliest=when.earliest - more, precision=Precision.DAYS, rule=rule)
    if any(BEGUN.search(r) for r in rules):
        return replace(when, latest=when.latest + more, precision=Precision.DAYS, rule=rule)
    return when


def one_end(group: Group, when: When) -> When:
    """The day of leaving only begins a visit, and the day of coming back from it only ends it."""
    if group.kind is not Kind.VISIT or when.earliest is None or when.earliest != when.latest:
        return when
    on = [m for m in group.mentions if m.setting.dates and m.setting.dates[0].earliest == when.earliest]
    if any(_coming_home(m) for m in on):
        return replace(when, earliest=None)
    return replace(when, latest=None) if on and all(m.trigger.frame.lemma in LEAVING for m in on) else when


def _coming_home(mention: Mention) -> bool:
    """ "Returned on Tuesday from a visit to", "will visit Seoul before returning to Oslo on Friday"."""
    if not mention.setting.dates or mention.kind is not Kind.VISIT:
        return False
    at = next((t for t in mention.trigger.token.sent if t.idx >= mention.setting.dates[0].start), None)
    verb = governor(at) if at is not None else None
    return verb is not None and verb.lemma_ == "return" and (verb != mention.trigger.token or any(phrases(verb, ("from",))))
