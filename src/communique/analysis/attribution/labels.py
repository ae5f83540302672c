"""Turns of speech that begin with their speaker and a colon: headlines and transcripts.

A transcript may have each turn in a paragraph of its own or all of them in one. A turn goes on to the next label.

    "Lavrov: Talks with Yerevan were useful" as a headline; "MR. PRICE: We have made that clear." in a briefing
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.attribution.drafts import Draft, Text
from communique.analysis.attribution.lexicon import Manner
from communique.model import PartKind, Stance

SAID = Manner("said", True, Stance.SAID)
BRIEFING = 4  # turns that make a transcript
LONGEST_QUESTION = 3  # paragraphs
HEADLINE = 250  # characters; a longer first paragraph is no headline
ASKING = frozenset({"Q", "QUESTION", "Question"})
UNTOLD = ("The ", "A ", "How ", "Why ", "What ")  # how headlines of another kind begin: "The latest: ..."
NAME = (
    r"[A-Z][\w.’'-]*(?: (?:[A-Z0-9][\w.’'&-]*|of|the|to|at|on|in|for|and|&"
    r"|camp|sources?|reports?|aides?|officials?|spokes\w+|ministry|poll|study|president|reporter|correspondent|journalist)){0,9}"
)
LABEL = re.compile(rf"[\"“(]?({NAME}):\s")
WITHIN = re.compile(rf"(?<=[.!?…*”\")\]] )({NAME}):\s")
ASKED = re.compile(r"(Q)\s+(?=[A-Z“\"])")  # a briefing marks a reporter's question by a bare letter
NO_SPEAKER = frozenset(
    (
        "related coverage|update|the latest|analysis|exclusive|breaking|opinion|editorial|live|timeline|explainer|factbox|video|photos"
        "|watch|read more|note|correction|editor's note|contact|source|sources|photo|read|full text|topics|subject|date|more|related"
        "|see also|news analysis|fact check"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its colon: paragraph, offsets of the name, and where the words begin."""

    paragraph: int
    start: int
    end: int
    words: int
    name: str


def labelled(text: Text) -> Iterable[Draft]:
    """The attribution of each turn: the headline, and labels that come back, are all capitals or ask.

    A turn ends where the next begins; one that no other follows holds to the end of its paragraph, and where questions are answered to
    the end of the text.
    """
    labels = list(_labels(text))
    within = {a.start for a, b in itertools.pairwise(labels) if a.paragraph == b.paragraph}
    turns = [a for a in labels if a.paragraph > 0 or a.start > text.reading.parts[0].start or a.start in within]
    parts, body = text.reading.parts, [part.kind is PartKind.BODY for part in text.reading.parts]
    answered = len(turns) >= BRIEFING or any(label.name in ASKING for label in labels) or bool(_exchanges(text, labels))
    end = len(text.reading.text) if answered else parts[turns[-1].paragraph].end if turns else 0
    ends = {a.start: b.start for a, b in itertools.pairwise(turns)} | ({turns[-1].start: end} if turns else {})
    spans = text.paragraph_tokens()
    for label in labels:
        last = ends.get(label.start, parts[label.paragraph].end)
        draft = _draft(text, label, spans[label.paragraph], last)
        if draft is not None:
            for number in range(label.paragraph + 1, len(parts)):
                if parts[number].start >= last:
                    break
                draft.content |= {i for i in spans[number] if text.doc[i].idx < last} if body[number] else set()
            yield draft


def _draft(text: Text, label: Label, span: range, last: int) -> Draft | None:
    """The attribution that a label opens, within its paragraph."""
    tokens = [t for t in text.doc[span.start : span.stop] if not t.is_space and label.start <= t.idx < last]
    source = {t.i for t in tokens if t.idx < label.end}
    colon = next((t for t in tokens if t.idx + len(t) >= label.end + 1 and ":" in t.text), None)
    if label.name == "Q":
        colon = colon if colon is not None and colon.idx < label.words else text.doc[max(source)] if source else None
    if colon is None or not source or any(_is_verb(t) for t in text.doc[min(source) : colon.i]):
        return None
    draft = Draft(colon, SAID, "label", {colon.i}, {t.i for t in tokens if t.i > colon.i}, text.doc[max(source)])
    draft.source = source
    return draft


def _labels(text: Text) -> Iterator[Label]:
    """The labels that count, in order: a headline's, those of a speaker who comes back, in capitals, and questions among them."""
    found = list(_candidates(text))
    names = Counter(label.name.split()[-1] for label in found)
    spoken = {label for label in found if names[label.name.split()[-1]] > 1 or label.name.isupper() or label.name in ASKING}
    spoken |= _exchanges(text, found)
    dialogue = len({label.name.split()[-1] for label in spoken}) > 1
    for label in found:
        part = text.reading.parts[label.paragraph]
        opens = label.start <= part.start + 1
        headline = opens and label.paragraph == 0 and part.end - part.start < HEADLINE and not label.name.startswith(UNTOLD)
        again = label in spoken and (opens or dialogue)
        if headline or (again and (label.name != "Q" or dialogue)):
            yield label


def _exchanges(text: Text, labels: Sequence[Label]) -> set[Label]:
    """The two labels of one question and its answer: "Reporter: Will it sail?" and "Lind: It will." in the next paragraph."""
    found: set[Label] = set()
    for one, other in itertools.pairwise(labels):
        asked = text.reading.text[one.start : other.start].rstrip().endswith("?")
        if asked and one.paragraph < other.paragraph and one.name != other.name and other.paragraph - one.paragraph <= LONGEST_QUESTION:
            found |= {one, other}
    return found


def _candidates(text: Text) -> Iterator[Label]:
    whole = text.reading.text
    for number, part in enumerate(text.reading.parts):
        first = LABEL.match(whole, part.start, part.end) or ASKED.match(whole, part.start, part.end)
        for match in (*([first] if first else []), *WITHIN.finditer(whole, first.end() if first else part.start, part.end)):
            name = match.group(1)
            if name.lower() not in NO_SPEAKER and not whole[match.end() : match.end() + 1].isdigit():
                yield Label(number, match.start(1), match.end(1), match.end(), name)


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and not token.text.istitle() and not token.text.isupper()
