"""Whether the name of a state, capital or body acts as a government or is a mere place: told by the arc on which it hangs.

A subject, a possessor, a partner ("with Tokyo", "between Washington and Beijing") is a government; what follows "in", or a verb or
noun of moving, is a place. Cities that are no seat of government are always places.

    "Beijing said its envoy had left Washington for Islamabad, where he would urge Pakistan to keep lines to Kabul open."
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.analysis.actors.cast import PLACE, Actor, ActorKind, Mention
from communique.analysis.actors.places import Hit, Places
from communique.analysis.actors.tables import BODY, CAPITAL, CITY, COUNTRY, GROUP, PEOPLE, RESIDENCE, SEAT, Place, office_words, state_names
from communique.analysis.actors.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

KINDS = {BODY: ActorKind.BODY, GROUP: ActorKind.GROUP, SEAT: ActorKind.MINISTRY, RESIDENCE: ActorKind.MINISTRY}
MODIFYING = frozenset({"compound", "amod", "nmod", "nummod"})
LISTED = frozenset({"conj"})
# Between governments, never a way of standing somewhere.
PARTNER = frozenset("with between against among by without despite like unlike".split())
DATELINE = (" (", " — ", " – ", " - ", ", ", " -- ", "— ", "– ")
MONTHS = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec".split())


def actor_of(place: Place, surface: str) -> Actor:
    """The government behind a name; a body, group or institution keeps the name it is called by."""
    if place.kind in KINDS:
        return Actor(KINDS[place.kind], surface, place.side)
    if place.side == "EU":
        return Actor(ActorKind.BODY, "EU", "EU")
    return Actor(ActorKind.STATE, state_names().get(place.side, place.name), place.side)


def find_standing(words: Words, places: Places, tokens: Mapping[int, Token], opening: frozenset[int]) -> Iterator[Mention]:
    """A mention for every name of a place, people, body, group or seat.

    Args:
        tokens: the token at each word.
        opening: words that begin a paragraph, where a dateline stands.
    """
    before: Hit | None = None
    for hit in places.hits:
        token = _bearer(hit, tokens)
        how = PLACE if before is not None and _lies_in(words, before, hit) else _how(words, hit, token, opening)
        before = hit
        yield Mention(
            words.starts[hit.first],
            words.ends[hit.last - 1],
            actor_of(hit.place, words.joined(hit.first, hit.last)),
            how,
            max(token.idx, words.starts[hit.first]),
        )


def _bearer(hit: Hit, tokens: Mapping[int, Token]) -> Token:
    """The token that a name hangs by in its sentence: of "Washington, D.C." the town, of others the last."""
    if hit.place.kind != CAPITAL:
        return tokens[hit.last - 1]
    inside = {tokens[place].i for place in range(hit.first, hit.last)}
    token = tokens[hit.first]
    while token.head.i in inside and token.head.i != token.i:
        token = token.head
    return token


def _lies_in(words: Words, city: Hit, hit: Hit) -> bool:
    """ "in Dubai, the United Arab Emirates": the country says where the city lies."""
    if hit.place.kind != COUNTRY or city.place.kind not in (CITY, CAPITAL, RESIDENCE) or city.place.side != hit.place.side:
        return False
    return words.gaps[city.last] == ", " and words.lowers[city.last : hit.first] in ((), ("the",))


def _how(words: Words, hit: Hit, token: Token, opening: frozenset[int]) -> str:
    kind = hit.place.kind
    if kind in (CITY, RESIDENCE) or (hit.first in opening and _dateline(words, hit)):
        return PLACE
    if kind == PEOPLE:
        return "demonym"
    while token.dep_ in LISTED and token.head.i < token.i:
        token = token.head
    if words.owned(hit.last) or token.dep_ == "poss":
        return "metonym"
    if token.dep_ in MODIFYING and token.head.i >= token.i:
        return PLACE if kind == CAPITAL and not _hyphened(words, hit) else "demonym" if kind == COUNTRY else "metonym"
    if kind == GROUP:
        return "metonym"
    return PLACE if _local(kind, token) else "metonym"


def _hyphened(words: Words, hit: Hit) -> bool:
    """ "Washington-Beijing relations" are between governments."""
    return words.glued(hit.first) or words.glued(hit.last)


def _dateline(words: Words, hit: Hit) -> bool:
    if hit.last >= len(words) or words.gaps[hit.last] not in DATELINE:
        return False
    return words.gaps[hit.last] != ", " or words.lowers[hit.last][:3] in MONTHS or words.texts[hit.first].isupper()


def _local(kind: str, token: Token) -> bool:
    """The word hangs on a preposition of place, or is the goal of a moving verb or noun."""
    vocabulary = office_words()
    if token.dep_ == "pobj":
        preposition = token.head
        lower = preposition.lower_
        if lower in PARTNER:
            return False
        if lower in vocabulary.locative:
            return kind != COUNTRY or lower not in ("toward", "towards", "over")
        if lower in ("to", "from", "for", "through"):
            led = any(c.dep_ == "dobj" and c.lemma_.lower() in vocabulary.motion for c in preposition.head.children)
            return led or _chain(preposition, vocabulary.motion)
        if lower == "of":
            return preposition.head.lower_ in vocabulary.geographic
        return kind == CAPITAL and lower == "on"
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.lemma_.lower() in vocabulary.motion
    return token.dep_ in ("npadvmod", "ROOT") and kind == CAPITAL


def _chain(preposition: Token, motion: frozenset[str]) -> bool:
    """ "travelled from Riyadh to Doha": the second preposition may hang on the first one's object."""
    above = preposition.head
    for _ in range(3):
        if above.lemma_.lower() in motion:
            return True
        if above.dep_ not in ("pobj", "prep"):
            return False
        above = above.head
    return False
