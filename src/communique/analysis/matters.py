"""Whether a report, or what was read of it, has a matter between sides, without which nothing of it belongs to the record.

A matter is contact, a standing line between two sides, a promise or its outcome whose sides act in its sentence, or what the official
voice of one side says of another: its government, officials, forces, or the state itself, not a mere place or nationality. Parties,
parliaments, courts and companies speak for no side. What an office issues under its own name is such a voice throughout.

    "Berlin should lift its tariffs, Denmark's trade minister said." - a matter; "Wheat fell, the minister said." - none
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from communique import data
from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.actors.cast import PLACE, Mention
from communique.analysis.actors.tables import office_words
from communique.analysis.parse import Reading
from communique.model import ChannelChange, Claim, Commitment, Comparison, Document, Engagement, FollowThrough, Span, Statement

END = re.compile(r"[.!?][\"”’)]*\s|\n")
WORD = re.compile(r"[\w-]+")
PRONOUN = "pronoun"


def issued(document: Document) -> bool:
    """Whether the text is an office's own: a readout of the White House, a statement of the Kremlin."""
    names = ((document.source or "").lower().replace(" ", ""), document.id.lower().split("-")[0].split(":")[0])
    return not office_words().issuing.isdisjoint(names)


def between_sides(reading: Reading, cast: Cast, claims: Iterable[Claim]) -> bool:
    """Whether anything found in a report is a matter between sides."""
    if issued(reading.document):
        return True
    known = {actor.name: actor for mention in cast.mentions for actor in mention.actor.each()}
    for claim in claims:
        match claim:
            case Engagement():
                return True
            case ChannelChange() if len(claim.sides) > 1:
                return True
            case Statement() if _of_another(reading, cast, claim, known):
                return True
            case Commitment() | FollowThrough() | Comparison() if len(_sides(claim) & _beside(reading, cast, claim)) > 1:
                return True
    return False


def _sides(claim: Commitment | FollowThrough | Comparison) -> frozenset[str]:
    match claim:
        case Commitment():
            return frozenset((*claim.by, *claim.toward))
        case FollowThrough():
            return frozenset(claim.by)
        case Comparison():
            return frozenset(claim.sides)


def _beside(reading: Reading, cast: Cast, claim: Commitment | FollowThrough | Comparison) -> frozenset[str]:
    """The sides that act in the sentence that proves a claim; a pronoun names none."""
    span = claim.evidence[0]
    start = reading.offset(span)
    end = start + len(span.text)
    opening = max((m.end() for m in END.finditer(reading.text, max(0, start - 1000), start)), default=max(0, start - 1000))
    closing = END.search(reading.text, max(start, end - 1))
    found = cast.within(opening, closing.end() if closing else len(reading.text))
    return frozenset(a.side for m in found if m.how != PRONOUN for a in _acting(m) if a.side)


def _of_another(reading: Reading, cast: Cast, statement: Statement, known: Mapping[str, Actor]) -> bool:
    """Whether an official voice speaks of or to another side, or two sides named speak as one."""
    own = frozenset((statement.side or "").split(", ")) - {""}
    if not own or not _official(statement.speaker or "", known):
        return False
    if len(own) > 1:
        return any(mention.how != PRONOUN for mention in _mentions(reading, cast, statement.source))
    told = known.get((statement.audience or "").split(", ")[0])
    if told is not None and told.side is not None and told.side not in own:
        return True
    return any(actor.side not in own for mention in _mentions(reading, cast, statement.content) for actor in _acting(mention))


@functools.cache
def _voices() -> tuple[frozenset[str], frozenset[str]]:
    words = data.words("matters")["voices"]
    return frozenset(words["official"].split()), frozenset(words["domestic"].split())


def _official(speaker: str, known: Mapping[str, Actor]) -> bool:
    """Whether a speaker, by office or name, speaks for a side."""
    voice = known.get(speaker)
    if voice is not None and voice.kind in (ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP):
        return True
    person = voice is not None and voice.kind in (ActorKind.PERSON, ActorKind.UNNAMED)
    words = set(WORD.findall(((voice.office or "") if voice is not None and person else speaker).lower()))
    official, domestic = _voices()
    return not words.isdisjoint(official) and words.isdisjoint(domestic)


def _mentions(reading: Reading, cast: Cast, spans: Iterable[Span]) -> Iterator[Mention]:
    for span in spans:
        start = reading.offset(span)
        yield from cast.within(start, start + len(span.text))


def _acting(mention: Mention) -> Iterator[Actor]:
    """Who of a mention acts for a side: officials and institutions, a state that is neither a place nor a nationality."""
    for actor in mention.actor.each() if mention.how != PLACE else ():
        nationality = actor.kind is ActorKind.STATE and mention.how == "demonym"
        private = actor.kind is ActorKind.PERSON and actor.office is None
        if actor.side is not None and not nationality and not private:
            yield actor
