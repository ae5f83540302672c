"""Who speaks: the actor a source stands for, or the words that describe an unnamed one, and the condition they set.

"A senior official, who briefed reporters on condition of anonymity, said the envoy would return."
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.actors import Actor, ActorKind, Cast
from communique.analysis.attribution.frames import subtree
from communique.analysis.attribution.relations import Text

# People who speak without a name, and the offices and papers that do.
UNNAMED = frozenset(
    """official source person diplomat spokesman spokeswoman spokesperson aide adviser advisor minister lawmaker senator congressman analyst
    expert officer negotiator envoy representative witness economist trader dealer reporter journalist critic observer leader executive
    lawyer attorney governor commander general politician member participant resident activist insider banker people figure staff delegate
    ambassador president chairman director secretary opposition relative family scholar professor researcher player soldier woman man one
    somebody someone other another third republican democrat both two three all many some several few most body group police""".split()
)
CONDITION = re.compile(
    r"on (?:the )?(?:strict )?condition (?:of anonymity|that [^,.;]{3,80})|not to be (?:named|identified|quoted by name)|anonymously"
    r"|(?:declined|asked|requested|refused) (?:not )?to be (?:named|identified)|was not authorized to [^,.;]{3,60}|spoke on background",
    re.IGNORECASE,
)
CUTS = frozenset({"relcl", "acl", "advcl", "punct"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source.

    Args:
        name: full name, body or description; None when the text does not say who speaks.
        side: code of the side; "FRA, DEU" for a joint statement.
        anonymous: described, not named.
        actors: the actors it stands for; empty for a mere description.
    """

    name: str | None
    side: str | None
    anonymous: bool
    actors: tuple[Actor, ...] = ()


NOBODY = Speaker(None, None, False)


def speaker_of(text: Text, cast: Cast, head: Token | None) -> Speaker:
    """The speaker that a source phrase stands for."""
    if head is None:
        return NOBODY
    actors = cast.named(head)
    if actors:
        sides = tuple(dict.fromkeys(a.side for a in actors if a.side))
        anonymous = all(a.kind is ActorKind.UNNAMED for a in actors)
        return Speaker(_joined([a.name for a in actors]), ", ".join(sides) or None, anonymous, actors)
    if head.pos_ == "PRON" and head.lower_ not in {"one", "some", "many", "both", "others", "several", "most"}:
        return NOBODY
    name = described(text, head)
    if name is None:
        return NOBODY
    side = _side_within(cast, text, head)
    return Speaker(name, side, head.pos_ != "PROPN")


def described(text: Text, head: Token) -> str | None:
    """The noun phrase as written, relative clauses and participles left out."""
    inside = subtree(head)
    for kid in head.children:
        if kid.dep_ in CUTS and kid.i > head.i:
            inside -= {i for i in inside if i >= kid.i}
            break
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    words = text.doc[first : last + 1].text.strip(" ,;:\"'“”")
    return " ".join(words.split()) or None


def _side_within(cast: Cast, text: Text, head: Token) -> str | None:
    """The side named inside a description: "two Polish diplomats", "officials in Ankara"."""
    first, last = head.left_edge, head.right_edge
    sides = tuple(
        dict.fromkeys(
            m.actor.side for m in cast.within(first.idx, min(last.idx + len(last), head.idx + 80)) if m.actor.side and m.start <= head.idx
        )
    )
    return sides[0] if len(sides) == 1 else None


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def condition_of(sentence: str) -> str | None:
    """The condition under which an unnamed source spoke, as written."""
    found = CONDITION.search(sentence)
    return found.group() if found else None
