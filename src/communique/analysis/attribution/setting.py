"""How, to whom and when something was said: the channel, the audience and the time of the saying itself.

"Sikorski told reporters at a news conference on Monday that the talks were useful."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from communique.analysis.actors import Cast
from communique.analysis.attribution.relations import Draft, Text
from communique.model import When

if TYPE_CHECKING:
    from communique.analysis.dates import Timex

CHANNEL = re.compile(
    r"(?:news|press) (?:conference|briefing|release)|(?:joint |written |separate )?statement|readout|(?:televised |prerecorded )?(?:interview|address|speech|remarks)"
    r"|(?:social media )?post|tweet|letter|communiqu[eé]|testimony|hearing|briefing|phone call|telegram|editorial|commentary|report",
    re.IGNORECASE,
)
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
        if kid.dep_ in {"dobj", "dative"} and kid.i > draft.head.i and kid.pos_ in {"NOUN", "PROPN", "PRON"} and kid is not draft.subject:
            return kid
        if kid.dep_ in {"prep", "dative"} and kid.lower_ == "to" and draft.rule != "according to":
            return next((g for g in kid.children if g.dep_ == "pobj"), None)
    return None


def when_of(draft: Draft, text: Text, timexes: Sequence[Timex]) -> When | None:
    """The time of saying: an expression that hangs on the cue and not on the words said."""
    near = [
        k for k in draft.head.children if k.dep_ in {"npadvmod", "prep", "advmod"} and k.i not in draft.content and k.i not in draft.source
    ]
    for kid in near:
        start, end = kid.left_edge.idx, kid.right_edge.idx + len(kid.right_edge)
        for timex in timexes:
            if start <= timex.start and timex.end <= end and timex.type in {"DATE", "TIME"}:
                return timex.when(text.reading)
    return None
