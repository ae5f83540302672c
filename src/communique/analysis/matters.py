"""Whether a report has a matter between sides, without which nothing of it belongs to the record.

A matter is contact or a standing line, a promise or its outcome whose sides are named beside it, or what the official voice of one
side says of another: its government, officials, forces, or the state itself, not a mere place or nationality. What an office issues
under its own name is such a voice throughout. A report with a matter keeps all that was found in it; one of domestic politics,
markets or sport keeps nothing, for its statements and promises are no side's word to another.

    "Berlin should lift its tariffs, Denmark's trade minister said." - a matter; "Wheat fell, the minister said." - none
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.actors.cast import PLACE, Mention
from communique.analysis.actors.tables import office_words
from communique.analysis.parse import Reading
from communique.model import ChannelChange, Claim, Commitment, Comparison, Document, Engagement, FollowThrough, Statement

END = re.compile(r"[.!?][\"”’)]*\s|\n")


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
            case Engagement() | ChannelChange():
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
    """The sides named in the sentence that proves a claim; a pronoun names none."""
    span = claim.evidence[0]
    start = reading.offset(span)
    end = start + len(span.text)
    opening = max((m.end() for m in END.finditer(reading.text, max(0, start - 1000), start)), default=max(0, start - 1000))
    closing = END.search(reading.text, max(start, end - 1))
    found = cast.within(opening, closing.end() if closing else len(reading.text))
    return frozenset(a.side for m in found if m.how != "pronoun" for a in m.actor.each() if a.side)


def _of_another(reading: Reading, cast: Cast, statement: Statement, known: Mapping[str, Actor]) -> bool:
    """Whether an official voice speaks of or to another side, or two sides speak as one."""
    own = frozenset((statement.side or "").split(", ")) - {""}
    voice = known.get(statement.speaker or "")
    if not own or (voice is not None and voice.kind is ActorKind.PERSON and voice.office is None):
        return False
    told = known.get((statement.audience or "").split(", ")[0])
    if len(own) > 1 or (told is not None and told.side is not None and told.side not in own):
        return True
    return any(actor.side not in own for mention in _content(reading, cast, statement) for actor in _acting(mention))


def _content(reading: Reading, cast: Cast, statement: Statement) -> Iterator[Mention]:
    for span in statement.content:
        start = reading.offset(span)
        yield from cast.within(start, start + len(span.text))


def _acting(mention: Mention) -> Iterator[Actor]:
    """Who of a mention acts for a side: officials and institutions, a state that is neither a place nor a nationality."""
    for actor in mention.actor.each() if mention.how != PLACE else ():
        nationality = actor.kind is ActorKind.STATE and mention.how == "demonym"
        private = actor.kind is ActorKind.PERSON and actor.office is None
        if actor.side is not None and not nationality and not private:
            yield actor
