"""Claims of rank and recency: what a report says about an engagement by comparing it with earlier ones.

They matter twice: they tell of an earlier engagement without naming it, and they can be checked against the record.

    "It was the first visit to Damascus by a French minister in twelve years."
    "He is the most senior Indian official to travel to Kabul since 2021."
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Slice
from spacy.tokens import Token

from communique.analysis.actors import Cast
from communique.analysis.commitments.setting import Setting
from communique.analysis.dates import Timex
from communique.analysis.parse import Reading, claim_id
from communique.model import Comparison, Engagement, PartKind, When

TOLD_IN = (PartKind.BODY, PartKind.TITLE, PartKind.CORRECTION)
# A comparison ends with its clause at the latest.
END = re.compile(r"[;:]\s|[;.]$|, (?:which|who|where|when|while|and|but|as|with|won|said|according|amid)\b|,? [A-Z][\w.]+ said\b|[\"”]|\n")
SPAN = r"(?:years?|decades?|months?|weeks?|century|centuries|generation)"
# What makes a count checkable: a start, a period, a government, "ever", or who made it.
BOUND = re.compile(
    rf"\bsince\b|(?<!later )\bthis (?:year|month|week)\b|\bof the year\b|\bin (?:[\w-]+ ){{0,4}}?{SPAN}\b"
    r"|\bever\b|\bof its kind\b|\bby an? |\bunder (?:the|an?|President)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """How comparisons are worded.

    Args:
        contact: a counted contact ("the third meeting", "the longest call").
        person: a counted person ("the first chancellor").
        ranked: a ranked person or contact ("the most senior official").
        time: "for the first time since".
        deed: what a counted or ranked person did.
    """

    contact: re.Pattern[str]
    person: re.Pattern[str]
    ranked: re.Pattern[str]
    time: re.Pattern[str]
    deed: re.Pattern[str]


@functools.cache
def packaged() -> Patterns:
    """The patterns made from the packaged table."""
    text = importlib.resources.files("communique.data").joinpath("comparisons.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["comparisons"]

    def any_of(*names: str) -> str:
        return "(?:" + "|".join(re.escape(word) for name in names for word in sorted(rows[name], key=len, reverse=True)) + ")"

    between = r"(?:(?:sitting|serving|[\w.’'&/-]+) ){0,6}?"
    return Patterns(
        re.compile(rf"\b{any_of('ordinals', 'extremes')}(?:-ever)? {between}{any_of('contacts')}s?\b", re.IGNORECASE),
        re.compile(rf"\b{any_of('ordinals')}(?:-ever)? {between}{any_of('persons')}s?\b", re.IGNORECASE),
        re.compile(rf"\b{any_of('superlatives')} {between}{any_of('persons', 'contacts')}s?\b", re.IGNORECASE),
        re.compile(r"\bfor the (?:first|second|third|fourth|fifth) time (?:since|in|this)\b", re.IGNORECASE),
        re.compile(rf"\bto (?:ever )?{any_of('deeds')}\b", re.IGNORECASE),
    )


def find_comparisons(reading: Reading, cast: Cast, timexes: Sequence[Timex], engagements: Sequence[Engagement]) -> tuple[Comparison, ...]:
    """The comparisons of a document, in text order.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
        engagements: its engagement claims; a comparison names the one it is about.
    """
    setting = Setting(reading, cast, engagements)
    found: list[Comparison] = []
    for sentence in reading.sentences(*TOLD_IN):
        for start, end, measure in _worded(sentence):
            claim = _claim(setting, timexes, sentence, start, end, measure)
            if claim.sides or claim.engagement:  # "the first call this year" of a salesman is nobody's record
                found.append(claim)
    return tuple(found)


def _worded(sentence: Slice) -> Iterator[tuple[int, int, str]]:
    """Reading offsets of the words of comparison, with the measure; no two overlap."""
    patterns, text, base = packaged(), sentence.text, sentence.start_char
    found = [(m, kind) for kind in ("ranked", "contact", "person", "time") for m in getattr(patterns, kind).finditer(text)]
    taken = 0
    for match, kind in sorted(found, key=lambda f: f[0].start()):
        if match.start() < taken:
            continue
        end = _end(sentence, match)
        measure = _measure(kind, match.group().lower(), text[match.end() : end])
        if measure:
            taken = end
            yield base + match.start(), base + end, measure


def _end(sentence: Slice, match: re.Match[str]) -> int:
    """Where the comparison ends: with the noun phrase where the parse knows more of it, and with the clause at the latest."""
    text, base = sentence.text, sentence.start_char
    stop = END.search(text, match.end())
    end = stop.start() if stop else len(text.rstrip())
    head = next((t for t in sentence if t.idx < base + match.end() <= t.idx + len(t.text)), None)
    edge = head.right_edge.idx + len(head.right_edge.text) - base if head is not None else 0
    return min(end, edge) if edge > match.end() and BOUND.search(text[match.end() : edge]) else end


def _measure(kind: str, words: str, tail: str) -> str:
    """The kind of comparison; empty where nothing bounds it ("the first meeting")."""
    deed, bound = packaged().deed.search(tail), BOUND.search(words[-5:] + tail if kind == "time" else tail)
    if kind == "ranked":
        return "highest-ranking" if deed or bound else ""
    if kind == "person" and not deed:
        return ""
    if not bound and (kind == "contact" or kind == "time"):
        return ""
    if words.startswith(("longest", "biggest", "largest")):
        return "largest" if bound else ""
    return "first since" if words.startswith(("first", "1st", "for the first")) else "ordinal"


def _claim(setting: Setting, timexes: Sequence[Timex], sentence: Slice, start: int, end: int, measure: str) -> Comparison:
    reading = setting.reading
    words = reading.span(start, end)
    about = _about(setting, sentence, start)
    return Comparison(
        id=claim_id(reading.document, "rank", words),
        document=reading.document.id,
        claim=words.text,
        measure=measure,
        engagement=about.id if about else None,
        sides=_sides(setting, sentence, start, end, about),
        since=_since(reading, timexes, start, end),
        standing=reading.part(start),
        evidence=(words,),
        rules=(measure,),
    )


def _about(setting: Setting, sentence: Slice, start: int) -> Engagement | None:
    """The engagement compared: one told in the same sentence, else the last one told before, in the same part."""
    placed = [(setting.reading.offset(e.evidence[0]), e) for e in setting.engagements if e.evidence]
    here = [e for at, e in placed if sentence.start_char <= at < sentence.end_char or at <= start < at + len(e.evidence[0].text)]
    if here:
        # "They met in Bali in 2022 and again in Woodside on Wednesday, their first meeting in a year" speaks of the last.
        return next((e for at, e in sorted(placed, key=lambda p: -p[0]) if e in here and at < start), here[0])
    before = [(at, e) for at, e in placed if at < start and e.standing is setting.reading.part(start)]
    return max(before, key=lambda p: p[0])[1] if before else None


def _sides(setting: Setting, sentence: Slice, start: int, end: int, about: Engagement | None) -> tuple[str, ...]:
    """Sides named in the comparison; with fewer than two, those of the engagement or of the sentence's subject too."""
    found = {m.actor.side for m in setting.cast.within(start, end) if m.actor.side}
    if len(found) < 2 and about is not None:
        found = set(about.sides) if len(about.sides) > 1 else found | set(about.sides)
    if not found:
        root: Token = sentence.root
        found |= {s for c in root.children if c.dep_ in {"nsubj", "nsubjpass"} for s in setting.sides(c)}
    return tuple(sorted(found))


def _since(reading: Reading, timexes: Sequence[Timex], start: int, end: int) -> When | None:
    """The period named in the comparison."""
    for timex in timexes:
        if start <= timex.start < end and (timex.earliest or timex.latest):
            return timex.when(reading)
    return None
