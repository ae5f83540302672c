"""Contact told as older than the news: "a day after a call between", "a week after he met"; counted in days where the words allow.

"Kyiv's allies imposed sanctions on Tuesday, a day after Putin spoke to Xi." - the talk was on Monday. Background has no day of its own:
"in a previous meeting", "talks have been deadlocked for months", a clause of time below a present.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from spacy.tokens import Token

from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import governor, is_topic, is_verb
from communique.analysis.engagements.triggers import gathered_at
from communique.analysis.parse import Reading
from communique.model import Precision

COUNT = {"a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
AFTER = re.compile(rf"\b({'|'.join(COUNT)}|[\w-]+) (day|week|month|year)s? after ", re.IGNORECASE)
THEN = re.compile(r"\bthen[-–‑ ](?=[A-Z]|president|prime|foreign|secretary|vice|chancellor)")
LONGEST = 120
EARLIER = frozenset({"previous", "earlier", "past", "last", "former", "recent"})
LONG = frozenset({"week", "month", "year", "decade", "generation", "century"})


def older(token: Token, reading: Reading) -> re.Match[str] | None:
    """The words that put a contact before the news, when nothing else happens between them and it."""
    found = max(AFTER.finditer(reading.text, token.sent.start_char, token.idx), key=lambda m: m.start(), default=None)
    if found is None or token.idx - found.end() > LONGEST:
        return None
    own = {token, *token.ancestors}
    between = [t for t in token.sent if found.end() <= t.idx < token.idx and is_verb(t) and t.dep_ not in {"aux", "auxpass"}]
    return found if all(t in own for t in between) else None


def background(token: Token) -> bool:
    """Whether words of the contact put it before the news: "a previous meeting", "have met for years", "is silent when they met"."""
    if token.pos_ in {"NOUN", "PROPN"} and any(c.lower_ in EARLIER and c.dep_ == "amod" for c in token.children):
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "including" and token.head.head.pos_ in {"NOUN", "PROPN"}:
        return background(token.head.head)  # "his recent visit, including talks with": as old as the visit
    if is_topic(token):
        return True
    if THEN.search(token.sent.text):
        return True  # "then-Assistant Secretary Malinowski warned the military"
    verb = token if is_verb(token) else governor(token)
    if verb is None:
        return False
    perfect = any(c.dep_ == "aux" and c.lower_ in {"have", "has", "'ve", "’ve"} for c in verb.children)
    if perfect and any(_for_long(c) for c in verb.subtree if c.head in {verb, *verb.children}):
        return True
    if perfect and token.dep_ == "pobj" and token.head.head.lemma_ == "round" and token.head.head.tag_ == "NNS":
        return True  # "have held four rounds of talks"
    below = verb.dep_ == "advcl" and any(c.lower_ in {"when", "as"} and c.dep_ in {"advmod", "mark"} for c in verb.children)
    # "met him when he was in Bali": of an occasion, never the news itself
    return below and is_verb(verb.head) and (verb.head.tag_ in {"VBZ", "VBP"} or verb == token and verb.lemma_ == "be")


def _for_long(word: Token) -> bool:
    """ "For months", "for more than a decade"."""
    return word.lower_ == "for" and any(c.dep_ == "pobj" and c.lemma_ in LONG for c in word.children)


def days_before(token: Token, reading: Reading, timexes: Sequence[Timex], lead: bool) -> Timex | None:
    """The day of a contact told to be some days before the day of its sentence, or of the report in its lead."""
    found = older(token, reading)
    if found is None or found[2].lower() != "day" or (count := COUNT.get(found[1].lower())) is None:
        return None
    told = [t for t in timexes if token.sent.start_char <= t.start < found.start() and t.precision is Precision.DAY and t.earliest]
    anchor = told[-1].earliest if told else reading.document.published if lead else None
    if anchor is None:
        return None
    day = anchor - dt.timedelta(days=count)
    text = reading.text[found.start() : found.end() - 1]
    return Timex(found.start(), found.end() - 1, text, "DATE", day.isoformat(), day, day, Precision.DAY, "days-before")


def weekend(noun: Token, published: dt.date | None, ahead: bool) -> Timex | None:
    """ "Weekend talks", "a weekend summit": the weekend of the report or the last one, for what lies ahead the next."""
    named = (noun, *gathered_at(noun))  # "their talks at a weekend summit"
    word = next((c for n in named for c in n.children if c.lower_ == "weekend" and c.dep_ in {"compound", "nmod", "amod"}), None)
    if word is None or published is None:
        return None
    saturday = published - dt.timedelta(days=(published.weekday() - 5) % 7)
    saturday += dt.timedelta(days=7) if ahead and published.weekday() < 5 else dt.timedelta(0)
    sunday = saturday + dt.timedelta(days=1)
    value = f"{saturday.isocalendar().year}-W{saturday.isocalendar().week:02}-WE"
    return Timex(word.idx, word.idx + len(word), word.text, "DATE", value, saturday, sunday, Precision.DAYS, "weekend")
