"""Paragraphs that begin with their speaker and a colon: headlines and transcripts.

"Lavrov: Talks with Yerevan were useful" as a headline; "MR. PRICE: We have made that clear." in a briefing
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Token

from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.lexicon import Manner
from communique.model import PartKind, Stance

SAID = Manner("said", True, Stance.SAID)
BRIEFING = 4  # turns that make a transcript
HEADLINE = 250  # characters; a longer first paragraph is no headline
UNTOLD = ("The ", "A ", "How ", "Why ", "What ")  # how headlines of another kind begin: "The latest: ..."
LABEL = re.compile(
    r"[\"“(]?([A-Z][\w.’'-]*(?: (?:[A-Z0-9][\w.’'&-]*|of|the|at|on|in|for|and|&"
    r"|camp|sources?|reports?|aides?|officials?|spokes\w+|ministry|poll|study|president)){0,7}):\s"
)
NO_SPEAKER = frozenset(
    (
        "related coverage|update|the latest|analysis|exclusive|breaking|opinion|editorial|live|timeline|explainer|factbox|video|photos"
        "|watch|read more|note|correction|editor's note|contact|source|sources|photo|read|full text|topics|subject|date|more|related"
        "|see also|news analysis|fact check"
    ).split("|")
)


def labelled(text: Text) -> Iterable[Draft]:
    """The attribution of each paragraph that names its speaker first: the headline, and labels that come back or are all capitals.

    In a transcript a turn goes on over the paragraphs that follow, up to the next label.
    """
    found = list(_labels(text))
    turns = [draft for draft in found if text.paragraph[draft.head.i] > 0]
    body = [part.kind is PartKind.BODY for part in text.reading.parts]
    spans = text.paragraph_tokens()
    # A briefing ends with the last turn; where there are few labels the reporter may have the last word.
    edges = [text.paragraph[draft.head.i] for draft in turns]
    edges.append(len(body) if len(turns) >= BRIEFING else edges[-1] + 1 if edges else 0)
    for draft, (first, last) in zip(turns, itertools.pairwise(edges), strict=True):
        for number in range(first + 1, last):
            if body[number]:
                draft.content |= set(spans[number])
    return found


def _labels(text: Text) -> Iterable[Draft]:
    labels = [LABEL.match(text.reading.text, p.start, p.end) for p in text.reading.parts]
    names = Counter(m.group(1) for m in labels if m)
    spans = text.paragraph_tokens()
    for number, match in enumerate(labels):
        if match is None or match.group(1).lower() in NO_SPEAKER:
            continue
        name, part = match.group(1), text.reading.parts[number]
        headline = number == 0 and part.end - part.start < HEADLINE and not name.startswith(UNTOLD)
        if not headline and not (names[name] > 1 or name.isupper()) or text.reading.text[match.end() : match.end() + 1].isdigit():
            continue
        tokens = [t for t in text.doc[spans[number].start : spans[number].stop] if not t.is_space]
        colon = next((t for t in tokens if t.idx + len(t) >= match.end(1) + 1 and ":" in t.text), None)
        source = {t.i for t in tokens if t.idx < match.end(1)}
        if colon is None or not source or any(_is_verb(t) for t in text.doc[min(source) : colon.i]):
            continue
        draft = Draft(colon, SAID, "label", {colon.i}, {t.i for t in tokens if t.i > colon.i}, text.doc[max(source)])
        draft.source = source
        yield draft


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and not token.text.istitle() and not token.text.isupper()
