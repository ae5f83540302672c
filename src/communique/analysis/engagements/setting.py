"""When, where, beside what and for how long: the circumstances of one mention, chosen by the shortest way through the parse.

A date that hangs on a verb of saying belongs to the saying, and no date is taken across another event of the same sentence.

    "Wang said on Sunday that Xi had met Putin in Kazan in October" - October and Kazan go with the meeting, Sunday does not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from communique.analysis.actors import Cast, Mention
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import SUBJECTS, is_topic, is_verb, relative
from communique.analysis.engagements.clauses import SAYING
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.triggers import BESIDE, Trigger, gathered_at
from communique.analysis.parse import Reading
from communique.model import Kind

YEAR = re.compile(r"\d{4}|year", re.I)
MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)", re.I)
WHEN = re.compile(r",? when\b")
SINCE = re.compile(r"\bsince (?:[\w’'.-]+ ){0,4}$")
# "The first time this year that they meet", "their third meeting this year": a count runs over the period.
NTH = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|\d+(?:st|nd|rd|th)) (?:[\w’'-]+ ){0,3}$", re.I)
COUNTED = re.compile(r"PT?\d")
OTHERWISE_BEFORE = frozenset({"in", "within", "after", "every", "each", "next", "last", "past"})
OTHERWISE_AFTER = frozenset({"after", "before", "later", "earlier", "ago", "since", "from"})
INTERRUPTED = frozenset({"break", "suspend", "stall", "halt", "interrupt", "freeze", "collapse", "postpone", "delay"})
TOWNS = frozenset({"city", "town", "resort", "capital", "port", "province", "island", "region", "village", "state"})
ABOUT = frozenset({"on", "about", "regarding", "concerning"})
SPOKEN = frozenset({"focus", "focused", "concentrate", "comment", "speak", "talk", "brief", "remark", "elaborate"})
NEAR, FAR = 4.5, 9.0


@dataclass(frozen=True, slots=True)
class Setting:
    """The circumstances of a mention; dates best first."""

    dates: tuple[Timex, ...]
    place: Mention | None
    occasion: str | None
    duration: str | None


def setting(trigger: Trigger, others: Sequence[Token], reading: Reading, cast: Cast, timexes: Sequence[Timex]) -> Setting:
    """Find the circumstances of a trigger in its sentence; ``others`` are the sentence's other triggers."""
    token = trigger.token
    if trigger.elided:
        return _after(token, cast, timexes)
    others, elsewhere = _others(token, others)
    a, b = token.sent.start_char, token.sent.end_char
    scored: list[tuple[float, int, Timex]] = []
    durations: list[str] = []
    for timex in timexes:
        if not a <= timex.start < b:
            continue
        head = _head(token, timex.start, timex.end)
        if head is None or ((_spoken_of(token) or is_topic(token)) and head not in token.subtree):
            continue
        since = SINCE.search(reading.text, token.sent.start_char, timex.start)
        if since is not None and not since.start() < token.idx < timex.start:
            continue  # "the first visit since Churchill's in 1943"
        if timex.text.lower() == "this year" and NTH.search(reading.text, token.sent.start_char, timex.start):
            continue
        cost = 1.0 if _explained(token, timex, reading) else _way(token, head, others)
        if _nearer(token, head, cost, others):
            continue
        if timex.type == "DURATION" and cost <= FAR and _lasting(head, timex):
            durations.append(reading.text[timex.start : timex.end])
        if timex.earliest is None and timex.latest is None or timex.type == "SET":
            continue
        if cost <= FAR:
            # another reading of "Saturday" is open to what hangs on it, not to what stands further off
            scored.append((cost, timex.start, timex if cost <= NEAR else replace(timex, alternatives=())))
    scored.sort(key=lambda row: row[:2])
    return Setting(
        tuple(t for _, _, t in scored),
        _place(trigger, elsewhere, cast),
        _occasion(token, others),
        ", ".join(dict.fromkeys(durations)) or None,
    )


def _others(token: Token, others: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Those of a sentence's other contacts that have days of their own, and those that have places of their own.

    "Was in Nairobi this week for talks": what a journey is made for is held where it goes, and on its day unless one only leaves on it;
    "met the president during a visit to Damascus": there.
    """
    journeys = [o for o in others if o in token.ancestors and _is_journey(o) and _for(token, o)]
    elsewhere = [o for o in others if o not in journeys and not (o.dep_ == "pobj" and o.head.lower_ == "during" and o.head.head == token)]
    return [o for o in others if o not in journeys or o.lemma_ in {"depart", "leave", "head"}], elsewhere


def _spoken_of(noun: Token) -> bool:
    """ "Today's call was focused on the visit", "spoke on Friday about the talks": the day is that of the words."""
    about = noun.head
    return noun.dep_ == "pobj" and about.lower_ in ABOUT and about.head.lemma_ in SPOKEN


def _after(owner: Token, cast: Cast, timexes: Sequence[Timex]) -> Setting:
    """What directly follows an elided contact: "as substantive as Sullivan's over the weekend in Malta"."""
    stop = next((t.idx for t in owner.doc[owner.i + 2 : owner.sent.end] if t.is_punct or is_verb(t)), owner.sent.end_char)
    dates = tuple(t for t in timexes if owner.idx < t.start < stop and t.earliest is not None)
    return Setting(dates, next(iter(cast.places(owner.idx, stop)), None), None, None)


def reconciled(timex: Timex, ahead: bool, published: dt.date | None) -> Timex | None:
    """The reading of a date that agrees with what the words say of the contact; None when none does.

    "approved the proposal to hold a fifth round on Friday": the Friday ahead, though the only finite verb is past.
    """
    if published is None or timex.earliest is None or timex.latest is None:
        return timex
    # "said in recent months that he would meet": what ends with the report lies behind it, unless it is that day
    if (timex.latest > published or timex.latest == timex.earliest == published) if ahead else (timex.earliest <= published):
        return timex
    for other in timex.alternatives:
        if other.earliest is None or other.latest is None:
            continue
        if (other.latest > published or other.latest == other.earliest == published) if ahead else (other.earliest <= published):
            return replace(timex, value=other.value, earliest=other.earliest, latest=other.latest, rule=f"{timex.rule}+status")
    return None


def other_year(timex: Timex, years: int) -> Timex | None:
    """A day without its year, one year earlier or later.

    "Their first summit on Nov. 1" read in December is of the Nov. 1 before; a meeting put off in January "was to be held in February".
    """
    if YEAR.search(timex.text) or not MONTH.search(timex.text) or timex.earliest is None or timex.latest is None:
        return None
    try:
        earliest = timex.earliest.replace(year=timex.earliest.year + years)
        latest = timex.latest.replace(year=timex.latest.year + years)
    except ValueError:  # 29 February
        return None
    value = timex.value.replace(str(timex.earliest.year), str(earliest.year), 1)
    return replace(timex, value=value, earliest=earliest, latest=latest, rule=f"{timex.rule}+status")


def _head(trigger: Token, start: int, end: int) -> Token | None:
    """The token of a stretch of the trigger's sentence whose head lies outside it."""
    inside = [t for t in trigger.sent if start <= t.idx < end and not t.is_space]
    return next((t for t in inside if not start <= t.head.idx < end or t.head == t), inside[0] if inside else None)


def _way(token: Token, head: Token, others: Sequence[Token]) -> float:
    """The way to a date or place, through the relative clause that tells of the contact where it lies there."""
    clause = relative(token)
    if clause is not None and (head == clause or clause in head.ancestors):
        return 1.0 + distance(clause, head, others)
    return distance(token, head, others)


def distance(token: Token, other: Token, barriers: Sequence[Token] = ()) -> float:
    """Length of the way through the parse, with clauses, verbs of saying and other events made long."""
    up = [token, *token.ancestors]
    there = [other, *other.ancestors]
    common = next((t for t in up if t in there), None)
    if common is None:
        return 99.0
    way = up[: up.index(common) + 1] + there[: there.index(common)]
    cost = float(len(way) - 1)
    for step in way:
        if step in (token, other):
            continue
        if step in barriers:
            cost += 10
        elif step.dep_ in {"acl", "relcl"} and step.lemma_ in INTERRUPTED:
            cost += 10  # "talks broken off in 2010 will be taken up again"
        elif step.lower_ in {"since", "until"} or (step.lower_ in {"after", "before", "following"} and _of_another(step, there)):
            cost += 10  # "the first meeting since October" was not in October
        elif step.pos_ == "NOUN" and step.lemma_ in {"hope", "plan", "intention", "wish"}:
            cost += 3
        elif is_verb(step) and step.lemma_ in SAYING:
            cost += 7
        elif is_verb(step) and step.dep_ == "conj" and step.head in way and any(c.dep_ in SUBJECTS for c in step.children):
            cost += 4  # "talks opened in March and the next round is due tomorrow": each clause has its own day
        elif is_verb(step) and step.dep_ in {"relcl", "advcl", "ccomp"} and step != common:
            cost += 6 if step.dep_ == "relcl" and step in there and step.head != token else 2  # "at the house where Bolivar died in 1830"
    verbs = sum(1 for step in way if is_verb(step) and step not in (token, other))
    return cost + 1.5 * max(0, verbs - 1) + 0.02 * abs(token.i - other.i)


def _of_another(preposition: Token, way: Sequence[Token]) -> bool:
    """ "The visit, just after the attack of October 7": the day is the attack's."""
    below = next((t for t in way if t.head == preposition), None)
    return below is not None and below != way[0] and below.pos_ in {"NOUN", "PROPN"} and below.ent_type_ not in {"DATE", "TIME"}


def _explained(token: Token, timex: Timex, reading: Reading) -> bool:
    """ "Last week, when Zelenskyy was in Washington, he met ...": the day is that of the clause which explains it."""
    if not WHEN.match(reading.text, timex.end):
        return False
    mark = next((t for t in token.sent if t.idx >= timex.end and t.lower_ == "when"), None)
    return mark is not None and mark.head in (token, *token.ancestors) and mark.i < token.i and mark.head.i - mark.i < 8


def _nearer(token: Token, head: Token, cost: float, others: Sequence[Token]) -> bool:
    """Whether another event stands between and is as near: "the meeting was to follow up on the summit in November"."""
    low, high = sorted((token.i, head.i))
    return any(low < b.i < high and distance(b, head) <= cost for b in others)


def _lasting(head: Token, timex: Timex) -> bool:
    """ "about 12 hours of talks", "over two days", "a two-day visit"; not "a day after", "in two weeks"."""
    inside = [t for t in head.sent if timex.start <= t.idx < timex.end]
    before = inside[0].nbor(-1).lower_ if inside[0].i else ""
    after = inside[-1].nbor(1).lower_ if inside[-1].i + 1 < len(head.doc) else ""
    return bool(COUNTED.match(timex.value)) and before not in OTHERWISE_BEFORE and after not in OTHERWISE_AFTER


def _place(trigger: Trigger, others: Sequence[Token], cast: Cast) -> Mention | None:
    token = trigger.token
    best: tuple[float, Mention] | None = None
    for mention in cast.places(token.sent.start_char, token.sent.end_char):
        head = _head(token, mention.start, mention.end)
        if head is None:
            continue
        carrier = next((t for t in (head, *head.ancestors) if t.dep_ == "prep"), None)
        if carrier is not None and carrier.lower_ == "of" and carrier.head.lemma_ in TOWNS:
            carrier = carrier.head.head  # "in the southern city of Guangzhou"
        if carrier is None or carrier.lower_ not in {"in", "at", "near", "outside", "to", "into", "through", "for"}:
            continue
        cost = _way(token, head, others)
        if cost <= FAR and (best is None or cost < best[0]):
            best = cost, mention
    return best[1] if best else None


def made_for_journey(noun: Token) -> bool:
    """ "is due in London for talks", "flew to Rome for a meeting"."""
    verb = next((t for t in noun.ancestors if is_verb(t)), None)
    return verb is not None and _is_journey(verb) and _for(noun, verb)


def _is_journey(verb: Token) -> bool:
    frame = frames().verbs.get(verb.lemma_.lower()) if is_verb(verb) else None
    return frame is not None and frame.kind is Kind.VISIT


def _for(noun: Token, verb: Token) -> bool:
    """Whether a noun, or the first of its list, hangs on a verb by "for"."""
    while noun.dep_ == "conj" or (noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in {"round", "day", "series"}):
        noun = noun.head if noun.dep_ == "conj" else noun.head.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head == verb


def _occasion(token: Token, others: Sequence[Token]) -> str | None:
    """ "on the sidelines of a security conference": the gathering beside which it was held."""
    for word in token.sent:
        if word.lower_ in BESIDE and distance(token, word, others) <= 6:
            for of in word.children:
                if of.lower_ == "of":
                    gathering = next((c for c in of.children if c.dep_ == "pobj"), None)
                    if gathering is not None:
                        return _phrase(gathering)
    return next((_phrase(gathering) for gathering in gathered_at(token)), None)


def _phrase(noun: Token) -> str:
    """A noun with what stands left of it and its "of" phrases, without relative clauses."""
    left = noun.left_edge.i
    right = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "on", "in"} and child.i == right:
            right = child.right_edge.i + 1
            break
    words = noun.doc[left:right]
    while len(words) > 1 and words[0].lower_ in {"the", "a", "an", "this", "last"}:
        words = words[1:]
    return words.text
