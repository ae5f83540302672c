"""Whether a promise is a commitment: signs that are true of it, and the sum of their weights.

The weights stand in ``data/commitments.toml`` and can be read there as a table; a promise is kept when bias and signs add up to more
than zero. Signs are classes of words and arcs, never words of one report.

    "will provide Kyiv with air defences" - will, aid, other party: kept. "will discuss the matter" - speech: left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique.analysis.clauses import auxiliaries
from communique.analysis.commitments.cues import packaged
from communique.analysis.commitments.parties import Parties, Setting
from communique.analysis.commitments.promises import Promise
from communique.analysis.engagements.arcs import is_verb
from communique.model import Strength

HYPOTHETICAL = frozenset({"could", "might", "would", "may", "should"})


def kept(signs: Iterable[str]) -> bool:
    """Whether the signs weigh more than nothing."""
    return score(signs) > 0


def score(signs: Iterable[str]) -> float:
    """Bias and weights of the signs; every sign must stand in the table."""
    weights = packaged().weights
    return weights["bias"] + sum(weights[s] for s in signs)


def features(setting: Setting, promise: Promise, parties: Parties) -> tuple[str, ...]:
    """The signs that are true of a promise."""
    return tuple(dict.fromkeys([*_of_cue(promise, parties), *_of_parties(parties), *_of_deed(promise), *_of_clause(promise)]))


def _of_cue(promise: Promise, parties: Parties) -> Iterator[str]:
    yield promise.sure
    if "owner" in parties.rules:
        yield "owner"
    if promise.form == "noun":
        yield "noun"
    if promise.strength is Strength.REFUSED:
        yield "refused"


def _of_parties(parties: Parties) -> Iterator[str]:
    if not parties.by:
        yield "no_actor"
    elif len(parties.by) > 1:
        yield "joint"
    elif parties.mentioned:
        yield "other_party"
    elif parties.toward:
        yield "other_participant"
    else:
        yield "nobody_else"


def _of_deed(promise: Promise) -> Iterator[str]:
    """The class of what is promised: a verb's, or a noun's where no verb stands."""
    deed, table = promise.deed, packaged()
    lemma = deed.lemma_.lower()
    if not is_verb(deed):
        yield "thing"
        heads = [deed, *(c for c in deed.children if c.dep_ == "conj")]
        yield from _first((name for head in heads for name, words in table.things.items() if head.lemma_.lower() in words), "unknown")
        return
    classes = [name for name, words in table.deeds.items() if lemma in words]
    if "contact" in classes and (_habitual(deed) or promise.strength is Strength.REFUSED):
        classes = ["together"]
    if "speech" in classes and promise.strength is Strength.REFUSED and promise.form != "will":
        classes = ["together"]
    yield from _first(classes, "unknown")


def _first(names: Iterable[str], otherwise: str) -> Iterator[str]:
    yield next(iter(names), otherwise)


def _habitual(deed: Token) -> bool:
    """"meet regularly": a habit to come is a commitment, one meeting is an engagement."""
    return any(c.lower_ in {"regularly", "frequently", "annually", "often", "periodically"} for c in deed.children)


def _of_clause(promise: Promise) -> Iterator[str]:
    cue = promise.cue
    if any(t.text == "?" for t in cue.sent):
        yield "question"
    if promise.form != "will" and auxiliaries(cue) & HYPOTHETICAL:
        yield "hypothetical"
    if any(t.lower_ in {"together", "mutual", "mutually", "jointly", "joint", "bilateral"} for t in promise.content.subtree):
        yield "mutual"
