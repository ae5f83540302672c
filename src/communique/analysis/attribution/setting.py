"""How, to whom and when something was said: the channel, the audience and the time of the saying itself.

"Sikorski told reporters at a news conference on Monday that the talks were useful."
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from communique.analysis.actors import Cast
from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.lexicon import lexicon
from communique.analysis.attribution.sources import quoting_verb, subject
from communique.model import When

if TYPE_CHECKING:
    from communique.analysis.dates import Timex

CHANNEL = re.compile(
    r"(?:news|press) (?:conference|briefing|release)|(?:joint |written |separate )?statement|readout"
    r"|(?:televised |prerecorded )?(?:interview|address|speech|remarks)|(?:social media )?post|tweet|letter|communiqu[eé]|testimony"
    r"|hearing|briefing|phone call|telegram|editorial|commentary|report",
    re.IGNORECASE,
)
KINDS_OF_OUTLET = (" news agency", " agency", " newspaper", " channel", " television")
IN = frozenset({"in", "at", "during", "on", "via", "through"})


def channel_of(draft: Draft) -> str | None:
    """Where or in what it was said, as written ("news conference"), from what hangs on the cue."""
    for kid in draft.head.children:
        if kid.dep_ == "prep" and kid.lower_ in IN and kid.i not in draft.content:
            for noun in kid.children:
                words = noun.doc[noun.left_edge.i : noun.i + 1].text if noun.dep_ == "pobj" else ""
                found = CHANNEL.search(words)
                if found:
                    return found.group()
    return None


def cited(draft: Draft) -> Token | None:
    """Whom a paper cites for what it reports: "... , the channel said, citing two people"."""
    for kid in draft.head.children:
        if kid.lower_ in {"citing", "quoting"} and kid.dep_ in {"advcl", "conj", "dep"}:
            return next(
                (
                    g
                    for g in kid.children
                    if g.dep_ == "dobj" and (g.pos_ == "PROPN" or g.lemma_.lower() in lexicon().words["people"] | lexicon().words["papers"])
                ),
                None,
            )
    return None


def citing_outlet(draft: Draft) -> str | None:
    """The paper that cites its source."""
    return _phrase(draft.subject) if draft.subject is not None and cited(draft) is not None else None


def quoting(draft: Draft) -> Token | None:
    """Who quotes: "the ministry quoted Wang as saying"."""
    verb = quoting_verb(draft.head)
    return subject(verb) if verb is not None else None


def told_outlet(draft: Draft) -> str | None:
    """The paper to which something was said: "told the Times"."""
    token = _addressee(draft)
    if token is None:
        return None
    words = token.doc[token.left_edge.i : token.right_edge.i + 1].text
    # Agencies name themselves bare in their own copy ("told Reuters"); another's scoop reads "told the Times".
    if not words.lower().startswith("the ") and not words.endswith(("agency", "newspaper", "channel")):
        return None
    bare = words[4:] if words.lower().startswith("the ") else words
    return next((name for name in (bare, *(bare.removesuffix(kind) for kind in KINDS_OF_OUTLET)) if name in lexicon().outlets), None)


def _phrase(token: Token) -> str:
    return token.doc[token.left_edge.i : token.i + 1].text


def audience_of(draft: Draft, cast: Cast, text: Text) -> str | None:
    """To whom it was said: "told Han", "said to reporters"."""
    token = _addressee(draft)
    if token is None:
        return None
    actors = cast.named(token)
    if actors:
        return ", ".join(a.name for a in actors)
    return token.doc[token.left_edge.i : token.i + 1].text


def _addressee(draft: Draft) -> Token | None:
    for kid in draft.head.children:
        if kid.i in draft.content:
            continue
        if (
            kid.dep_ in {"dobj", "dative"}
            and kid.i > draft.head.i
            and kid.pos_ in {"NOUN", "PROPN", "PRON"}
            and (draft.subject is None or kid.i != draft.subject.i)
        ):
            return kid
        if kid.dep_ in {"prep", "dative"} and kid.lower_ == "to" and draft.rule != "according to":
            return next((g for g in kid.children if g.dep_ == "pobj"), None)
    return None


def when_of(draft: Draft, text: Text, timexes: Sequence[Timex]) -> When | None:
    """The time of saying: an expression that hangs on the cue and not on the words said; ``timexes`` in text order."""
    for kid in draft.head.children:
        if kid.dep_ not in {"npadvmod", "prep", "advmod"} or kid.i in draft.content or kid.i in draft.source:
            continue
        start, end = kid.left_edge.idx, kid.right_edge.idx + len(kid.right_edge)
        for timex in timexes[bisect_left(timexes, start, key=_start) :]:
            if timex.end > end:
                break
            if timex.type in {"DATE", "TIME"}:
                return timex.when(text.reading)
    return None


def _start(timex: Timex) -> int:
    return timex.start
