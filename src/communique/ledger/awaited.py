"""What may tell what became of a promise, as its own words have it: a meeting announced, talks named, a line to be opened or closed.

Whatever is none of this cannot keep it, and need not be looked at for it (see ``fulfilment``).

    "agreed to hold the next round of talks in Ankara": talks of the two sides within a year
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from communique.ledger.commitments import Promise, made_on
from communique.ledger.identity import families
from communique.ledger.sources import Sources, overlap
from communique.ledger.words import folded, holds, words
from communique.model import Commitment, Engagement

# Talks "in the coming weeks" prove a promise of talks; a promise for years needs more than any meeting.
SHORT = 120
# After three years a report of "the promise" speaks of a newer one.
MEMORY = dt.timedelta(days=1100)
# A round that no words date is still the promised one within a year.
YEAR = dt.timedelta(days=366)
ENVOYS = "ambassadors"
# "During his visit" is no promise to visit.
OWNED = re.compile(r"(?<= )(?:his|her|their|its|a|the|this|s|during) visits?(?= )")


def made_since(promise: Promise, sources: Sources) -> dt.date | None:
    """The day from which what becomes of a promise counts: that on which it was made."""
    days = [made_on(c, sources) for c in promise.claims]
    return min((d for d in days if d), default=None)


def announces(promise: Promise, claim: Commitment, plan: Engagement) -> bool:
    """Whether a claim of a promise is one of meeting, in the words of a plan to meet."""
    return overlap(plan, claim) and not promise.sides.isdisjoint(plan.sides) and _says_meeting(promise.what)


def _says_meeting(what: str) -> bool:
    """Whether a promise is one of meeting: "hold talks", "meet again"; the verb before the noun, "the talks will help" promises help."""
    said = OWNED.sub(" ", f" {folded(what)} ")
    verbs = [at for verb in words().engaging if (at := said.find(f" {verb} ")) >= 0]
    nouns = [said.rfind(f" {word} ") for word in words().meeting]
    return bool(verbs) and min(verbs) <= max(nouns)


def kin_of(promise: Promise, own: Iterable[str]) -> Sequence[str]:
    """The families of lines that a promise would open or close; of one whose own words agree on a line, all that it names."""
    told_of = any(holds(folded(promise.what), w) for w in words().lines)
    return families(promise.what) if told_of and (own or opens(promise) or closes(promise)) else ()


def opens(promise: Promise) -> bool:
    """Whether it is one to open something."""
    return any(holds(folded(promise.what), w) for w in words().opening)


def closes(promise: Promise) -> bool:
    """Whether it is one to close something."""
    return any(holds(folded(promise.what), w) for w in words().closing)


def returns_envoys(promise: Promise) -> bool:
    """Whether it is one to send ambassadors back."""
    return ENVOYS in families(promise.text()) and opens(promise)


def names_talks(promise: Promise) -> bool:
    """Whether talks of its sides can be those that a promise names: by their subject, as another round, or by a short time set."""
    due = promise.due()
    return _says_meeting(promise.what) and bool(families(promise.what) or again(promise) or (due and due.days <= SHORT))


def again(promise: Promise) -> bool:
    """Whether it is one of a further round."""
    return any(holds(folded(promise.what), w) for w in words().again)


def talking(promise: Promise) -> frozenset[str]:
    """The sides whose talks keep it."""
    return promise.by if len(promise.by) > 1 else promise.sides
