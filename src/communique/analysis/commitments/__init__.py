"""What will be done: the commitments that one document tells of, each with its parties, strength, due period and proof.

A firing of a cue becomes a promise (``promises``), the promise finds its parties (``parties``), and a sum of weights decides whether
it binds a side towards another (``acceptance``). Concrete contacts ("agreed to meet in May") are engagements and left to them.

    "France and India agreed to resume their maritime dialogue by the end of the year."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.analysis import topics
from communique.analysis.actors import Cast
from communique.analysis.clauses import span_of
from communique.analysis.commitments.acceptance import features, kept
from communique.analysis.commitments.parties import Parties, parties_of
from communique.analysis.commitments.promises import Promise, find_promises, items
from communique.analysis.commitments.setting import Setting
from communique.analysis.commitments.terms import condition_of, due_of, made_of, what_of
from communique.analysis.dates import Timex
from communique.analysis.parse import Reading, claim_id
from communique.model import Commitment, Engagement, PartKind, Strength

TOLD_IN = (PartKind.BODY, PartKind.TITLE, PartKind.CORRECTION)


def find_commitments(reading: Reading, cast: Cast, timexes: Sequence[Timex], engagements: Sequence[Engagement]) -> tuple[Commitment, ...]:
    """The commitments of a document, in text order, each once.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
        engagements: its engagement claims, whose participants stand behind "they" and "the two sides".
    """
    setting = Setting(reading, cast, engagements)
    found = [_commitment(setting, timexes, promise, parties) for promise, parties in _accepted(setting)]
    return tuple(_once(found))


def _accepted(setting: Setting) -> Iterator[tuple[Promise, Parties]]:
    for sentence in setting.reading.sentences(*TOLD_IN):
        for promise in find_promises(sentence):
            parties = parties_of(setting, promise)
            if kept(features(setting, promise, parties)):
                yield from ((item, parties) for item in items(promise))


def _commitment(setting: Setting, timexes: Sequence[Timex], promise: Promise, parties: Parties) -> Commitment:
    reading = setting.reading
    evidence = span_of(reading, promise.first, promise.last)
    what = what_of(promise)
    shared = promise.shared and len(parties.by) > 1 and promise.strength is not Strength.REFUSED
    return Commitment(
        id=claim_id(reading.document, "commitment", evidence, what),
        document=reading.document.id,
        by=parties.by,
        toward=parties.toward,
        what=what,
        strength=Strength.AGREED if shared else promise.strength,
        due=due_of(reading, promise, timexes),
        made=made_of(setting, promise, timexes),
        condition=condition_of(promise),
        topics=topics.topics_in(what),
        standing=reading.part(promise.cue.idx),
        evidence=(evidence,),
        rules=(promise.rule, *parties.rules),
    )


def _once(found: Sequence[Commitment]) -> Iterator[Commitment]:
    """Leave out what the body tells again: a title, or a second sentence with the same parties and mostly the same words."""
    kept_words: list[tuple[Commitment, frozenset[str]]] = []
    for one in sorted(found, key=lambda c: c.standing is PartKind.TITLE):
        words = frozenset(w for w in one.what.lower().split() if len(w) > 3)
        titled = one.standing is PartKind.TITLE and any(set(one.by) & set(other.by) for other, _ in kept_words)
        if titled or any(_same(one, words, other, others) for other, others in kept_words):
            continue
        kept_words.append((one, words))
    yield from sorted((c for c, _ in kept_words), key=lambda c: (not c.evidence[0].title, c.evidence[0].start))


def _same(one: Commitment, words: frozenset[str], other: Commitment, others: frozenset[str]) -> bool:
    shared = len(words & others) / max(1, min(len(words), len(others)))
    return bool(set(one.by) & set(other.by) or not one.by) and shared >= 0.7
