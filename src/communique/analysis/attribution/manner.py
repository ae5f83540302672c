"""The manner of a statement: what the cue alone says, sharpened by the words said where they are the speaker's own.

A telling word counts where it stands in the main clause of a sentence said or in what completes it; not in a relative clause, an indirect
question or a phrase about others' deeds, not under "not", and a good word not where it is only hoped for or asked for.

    "He said Ankara would never accept the map" is opposition, though its cue is a plain "said"; "in areas where we disagree" is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from communique.analysis.attribution.lexicon import Manner, lexicon
from communique.model import Stance

# What opens and closes a turn without saying anything: "Thank you, Matt. Good morning, everyone."
COURTESY = re.compile(r"(?:^|(?<=[.!?]))[^\w.!?]*(?:and )?(?:thanks?|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[.!?]", re.IGNORECASE)
FIRST = 240  # characters; what a long turn comes to later does not give the whole its manner
OF_OTHERS = frozenset({Stance.OPPOSED, Stance.WARNED, Stance.WELCOMED})  # what a word that merely names a deed does not tell
TURNED = frozenset({Stance.OPPOSED, Stance.WELCOMED, Stance.SUPPORTED, Stance.RAISED_CONCERN, Stance.OFFERED, Stance.AGREED})
LEADING = frozenset({"that", ",", "'", "‘", "’", "„", "«"})
CAUSES = frozenset({"because", "due", "despite", "amid", "over", "after", "without"})
TALKING = frozenset({"discuss", "address", "raise", "review", "cover", "talk", "speak", "exchange", "consult"})
HOPING = frozenset({"hope", "want", "wish", "seek", "aim", "need", "expect", "strive", "look", "wait"})
WISHED = frozenset({"must", "should", "could", "would", "may", "might", "can"})
ENDING = frozenset({"stop", "block", "prevent", "scrap", "reject", "end"})


def stance_of(manner: Manner, cue: str, content: Sequence[Token]) -> Stance:
    """The manner of a statement from its cue and its words: those that go with this cue, and for a plain cue any that tell.

    Args:
        manner: what the cue alone gives.
        cue: its lemma.
        content: the tokens said, in order.
    """
    said, tokens = _without_courtesies(content)
    plain = manner.stance is Stance.SAID
    for row in lexicon().stances:
        if (cue in row.cues) if row.cues else plain:
            for match in row.words.finditer(said[:FIRST]):
                words = [t for at, t in tokens if match.start() < at + len(t) and at < match.end()]
                if _tells(row.stance, words, plain, {t.i for _, t in tokens}):
                    return row.stance
    return manner.stance


def _without_courtesies(content: Sequence[Token]) -> tuple[str, list[tuple[int, Token]]]:
    said, tokens = _written(content)
    polite = [m.span() for m in COURTESY.finditer(said)]
    return _written([t for at, t in tokens if not any(a <= at < b for a, b in polite)]) if polite else (said, tokens)


def _written(content: Sequence[Token]) -> tuple[str, list[tuple[int, Token]]]:
    """The words said from the first that is no mark and no "that", and where each token stands in them."""
    first = next((n for n, t in enumerate(content) if not (t.is_quote or t.is_space or t.lower_ in LEADING)), 0)
    said = ""
    tokens: list[tuple[int, Token]] = []
    for token in content[first:]:
        if tokens and token.i > tokens[-1][1].i + 1 and not said.endswith(" "):
            said += " "
        tokens.append((len(said), token))
        said += token.text_with_ws
    return said.replace("\n", " "), tokens


def _tells(stance: Stance, words: Sequence[Token], plain: bool, content: set[int]) -> bool:
    """Whether words that match a stance are the speaker's own word and no mere mention."""
    inside = {t.i for t in words}
    top = next((t for t in words if t.head.i not in inside and not t.is_punct), None)
    if top is None:
        return True
    if not plain:
        return not (stance is Stance.OPPOSED and top.lemma_.lower() in ENDING and _own_act(top))
    path = _path(top, content)
    if any(_aside(t) for t in path) or (stance in TURNED and _turned(path, inside)):
        return False
    if stance in OF_OTHERS and any(_mention(t) for t in path):
        return False
    return stance is not Stance.WELCOMED or top.pos_ in {"VERB", "AUX"} or not _wished(path)


def _path(token: Token, content: set[int]) -> list[Token]:
    """A word and those above it within the words said."""
    path = [token]
    while path[-1].head != path[-1] and path[-1].head.i in content:
        path.append(path[-1].head)
    return path


def _own_act(verb: Token) -> bool:
    """Whether what is to end is one's own: "a promise to stop shelling", "to end its strikes"."""
    return any(
        (k.dep_ in {"xcomp", "pcomp"} and k.tag_ == "VBG") or (k.dep_ == "dobj" and any(g.tag_ == "PRP$" for g in k.children))
        for k in verb.children
    )


def _aside(token: Token) -> bool:
    """A clause that tells which one is meant ("areas where we disagree"), or an indirect question ("on whether he should go")."""
    asked = token.dep_ in {"ccomp", "pcomp", "advcl", "acl"} and any(
        k.lower_ == "whether" and k.dep_ in {"mark", "advmod"} for k in token.children
    )
    return asked or (token.dep_ == "relcl" and token.left_edge.i > 0 and token.doc[token.left_edge.i - 1].text != ",")


def _turned(path: Sequence[Token], inside: set[int]) -> bool:
    """Whether "not" outside the words turns them: "this is not a rejection"; not the one of a clause further up."""
    for token in path:
        for kid in token.children:
            if kid.dep_ == "neg" and kid.i not in inside and kid.i < path[0].i and kid.nbor(1).lower_ != "only":
                return True
        if token.pos_ in {"VERB", "AUX"} or token.lower_ in CAUSES:
            return False
    return False


def _mention(token: Token) -> bool:
    """A phrase that only names its matter: "they discussed the illegal drills"."""
    return token.dep_ in {"dobj", "prep"} and token.head.lemma_.lower() in TALKING


def _wished(path: Sequence[Token]) -> bool:
    """Whether a good thing is only hoped for or called for: "hopes for a breakthrough", "must be fair and balanced"."""
    return any(t.lemma_.lower() in HOPING or any(k.dep_ == "aux" and k.lower_ in WISHED for k in t.children) for t in path)
