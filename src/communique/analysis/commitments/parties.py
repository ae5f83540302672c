"""Who binds himself towards whom: the parties of a promise.

An agreement without a subject is made by those who met; a promise of one side goes to the other sides named in it, else to the
engagement's other side.

    "The ministers agreed to reopen the line." - by both ministers' countries, told two sentences before.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.analysis.commitments.cues import packaged
from communique.analysis.commitments.promises import Promise
from communique.analysis.commitments.setting import Setting, collective, own_voice, sides_of
from communique.analysis.engagements.arcs import is_passive, phrases
from communique.model import Strength

PLACED = frozenset({"in", "at"})
ABOUT = frozenset("about against concerning on over regarding".split())


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides of a promise, sorted; ``mentioned``: other sides named inside its content."""

    by: tuple[str, ...]
    toward: tuple[str, ...]
    mentioned: tuple[str, ...]
    engaged: bool
    rules: tuple[str, ...] = ()


def _how(head: Token) -> str:
    """How a holder without a name of its own was resolved: those who met, those who can act for an owner, or a mere thing's owner."""
    if collective(head):
        return "participants"
    lemma = head.lemma_.lower()
    known = lemma in packaged().agents or lemma in packaged().things["aid"] or own_voice(head) or head.tag_ == "PRP$"
    return "agent" if known else "owner"


def _recipients(setting: Setting, promise: Promise) -> tuple[str, ...]:
    """Sides named in the promised words, but not those that are only what it is about: "to follow up their talks on North Korea"."""
    doc = promise.cue.doc
    first, last = promise.content.left_edge, doc[promise.last]
    inside = setting.cast.within(first.idx, last.idx + len(last.text))
    return sides_of(m.actor for m in inside if not _matter(doc.char_span(m.start, m.end, alignment_mode="expand"), promise))


def _matter(named: Span | None, promise: Promise) -> bool:
    """What the promise is about, or where a gathering takes place: "talks on Sudan", "a conference in Egypt"."""
    over = itertools.takewhile(lambda t: t != promise.content, named.root.ancestors) if named is not None else ()
    gatherings = packaged().objects["contact"] | packaged().things["contact"]
    return any(t.dep_ == "prep" and (t.lower_ in ABOUT or (t.lower_ in PLACED and t.head.lemma_.lower() in gatherings)) for t in over)


def parties_of(setting: Setting, promise: Promise) -> Parties:
    """The parties of a promise; ``by`` is empty where nothing tells."""
    rules: list[str] = []
    by = set(setting.sides(promise.holder))
    if promise.holder is not None and by and not setting.cast.named(promise.holder):
        rules.append(_how(promise.holder))
    if not by and promise.form == "will" and is_passive(promise.cue):
        by = set(setting.announcer(promise.cue))
        rules.append("announcer")
    partners = {side for token in phrases(promise.cue, ("with",)) for side in sides_of(setting.cast.named(token))}
    told = setting.participants(promise.cue.idx)
    unsigned = promise.deed.lemma_.lower() in packaged().deeds["signing"] and is_passive(promise.deed)
    if unsigned and len(by) < 2:
        by, rules = set(told), []  # "an agreement is expected to be signed": by those who meet
        rules.append("participants")
    if promise.strength is Strength.AGREED:
        if by:
            by |= partners
        elif promise.holder is None or promise.holder.lower_ == "it":
            by = set(told)
            rules.append("participants")
    mentioned = tuple(s for s in setting.within(promise.content.left_edge.i, promise.last) if s not in by)
    toward = (set(_recipients(setting, promise)) | partners) - by
    if len(by) > 1:
        toward |= by
    elif by and not toward and set(told) > by:
        toward = set(told) - by
        rules.append("other participant")
    return Parties(tuple(sorted(by)), tuple(sorted(toward)), mentioned, bool(set(told) > by) if by else bool(told), tuple(rules))
