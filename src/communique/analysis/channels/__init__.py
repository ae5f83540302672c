"""Standing lines between sides and the changes of their state: hotlines, working groups, dialogues, embassies, diplomatic relations.

A line counts only where a word of change stands with it; whether the change has happened, is agreed or only asked for is told by the
verbs above that word.

    "Colombia reopened its embassy in Caracas in 2023 after the two countries agreed to restore diplomatic relations."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from communique.analysis.actors import Cast
from communique.analysis.channels.changes import Change, abbreviations, changes
from communique.analysis.clauses import extent, phrase_end, span_of
from communique.analysis.commitments.setting import Setting, sides_of
from communique.analysis.dates import Timex
from communique.analysis.engagements.arcs import agents, is_passive, is_verb, phrases, subject
from communique.analysis.engagements.causes import cause_of
from communique.analysis.parse import Reading, claim_id
from communique.model import ChannelChange, Engagement, PartKind, State, When

# A name that tells of two ends though one side alone is named beside it: "unblock the work of the Trilateral Contact Group".
SHARED = re.compile(r"\b(?:joint|contact|bilateral|trilateral|inter\w+|mixed)\b", re.IGNORECASE)
# What a line is on belongs to its name; whom it is with does not.
SUBJECT = frozenset({"on", "of", "for"})
PARTNER = frozenset({"with", "between", "in", "from", "to"})
LABEL = 15
CLOSED = frozenset({State.SUSPENDED, State.CUT})
TOLD_IN = (PartKind.BODY, PartKind.TITLE, PartKind.CORRECTION)


def find_channels(reading: Reading, cast: Cast, timexes: Sequence[Timex], engagements: Sequence[Engagement]) -> tuple[ChannelChange, ...]:
    """The changes of state that a document tells of, in text order, each once.

    Args:
        reading: the parsed document.
        cast: its actors.
        timexes: its time expressions, in reading offsets.
        engagements: its engagement claims.
    """
    setting = Setting(reading, cast, engagements)
    found: list[ChannelChange] = []
    short = abbreviations(reading)
    for sentence in reading.sentences(*TOLD_IN):
        for change in changes(sentence, short):
            claim = _both_ends(_claim(setting, timexes, change), found)
            named = bool(claim.sides) and SHARED.search(claim.name) is not None
            if (named or len(claim.sides) > 1) and not any(_same(claim, other) for other in found):
                found.append(claim)
    return tuple(found)


def _both_ends(claim: ChannelChange, found: Sequence[ChannelChange]) -> ChannelChange:
    """The other end where a line is told of again by one side alone: "Kenya restored ties with Peru. Nairobi had cut the ties"."""
    if len(claim.sides) != 1:
        return claim
    told = next((other.sides for other in reversed(found) if set(claim.sides) < set(other.sides)), claim.sides)
    return replace(claim, sides=told)


def _claim(setting: Setting, timexes: Sequence[Timex], change: Change) -> ChannelChange:
    reading = setting.reading
    label = _label(change.line)
    edges = [extent(change.top), extent(change.word), extent(change.line)]
    if label is not None:
        edges.append(extent(label))
    holder = subject(change.top) if is_verb(change.top) else None
    if holder is not None and holder.sent.start == change.line.sent.start and holder.i < change.word.i:
        edges.append((holder.left_edge.i, holder.i))
    evidence = span_of(reading, min(a for a, _ in edges), max(b for _, b in edges))
    return ChannelChange(
        id=claim_id(reading.document, "line", evidence, change.state),
        document=reading.document.id,
        name=_name(label or change.line),
        sides=_sides(setting, change),
        state=change.state,
        when=_when(setting, timexes, change),
        standing=reading.part(change.line.idx),
        evidence=(evidence,),
        cause=cause_of(change.word, reading) if change.state in CLOSED and is_verb(change.word) else None,
        rules=(f"{change.word.lemma_.lower()} {change.line.lemma_.lower()}",),
    )


def _label(line: Token) -> Token | None:
    """The line's name where a heading gives it: "Launching a Joint Fisheries Dialogue: The two sides are launching a new dialogue"."""
    sentence = line.sent
    colon = next((t.i for t in sentence if t.text == ":" and t.i < line.i), None)
    if colon is None or colon - sentence.start > LABEL:
        return None
    return next((t for t in line.doc[sentence.start : colon] if t.lemma_.lower() == line.lemma_.lower()), None)


def _name(line: Token) -> str:
    """The line as written: the noun with what stands before it, and what it is on."""
    doc = line.doc
    first, last = line.left_edge.i, min(phrase_end(line, SUBJECT), line.i + 12)
    stops = (t for t in doc[line.i + 1 : last + 1] if t.dep_ in {"relcl", "acl"} or t.lower_ in PARTNER)
    last = max(line.i, min((min(t.i, t.left_edge.i) for t in stops), default=last + 1) - 1)
    words = doc[first : last + 1]
    while len(words) > 1 and (words[0].pos_ in {"DET", "PUNCT"} or (words[0].dep_ == "poss" and words[0].pos_ == "PRON")):
        words = words[1:]
    name = " ".join(words.text.split())
    if name.count("(") != name.count(")"):
        name = name.replace("(", "").replace(")", "")
    return name if last > line.i else f"{name} {_on(line)}".strip()


def _on(line: Token) -> str:
    """The subject that a date parts from the line: "a dialogue this spring on fisheries"."""
    for token in line.doc[line.i + 1 : min(line.i + 6, line.sent.end)]:
        if token.lower_ == "on" and token.dep_ == "prep" and not any(c.ent_type_ == "DATE" for c in token.children):
            return " ".join(line.doc[token.i : token.right_edge.i + 1].text.split())
        if token.is_punct or token.pos_ in {"VERB", "AUX"}:
            break
    return ""


def _sides(setting: Setting, change: Change) -> tuple[str, ...]:
    """Sides at the line's two ends: its own noun phrase, the doer, "with" and "between" phrases, else the participants."""
    found: set[str] = set(setting.within(change.line.left_edge.i, max(change.line.right_edge.i, change.line.i)))
    for verb in dict.fromkeys((change.word, change.top)):
        if is_verb(verb):
            found.update(setting.sides(subject(verb)) if not is_passive(verb) else ())
            found.update(s for agent in agents(verb) for s in setting.sides(agent))
            if verb != change.word:
                found.update(s for o in verb.children if o.dep_ == "dobj" and o != change.line for s in setting.sides(o))
        for token in phrases(verb, ("with", "between", "among", "from")):
            found.update(sides_of(setting.cast.named(token)))
    after = change.line.i + 1
    if len(found) < 2 and after < len(change.line.doc) and change.line.doc[after].lower_ == "with":
        found.update(setting.within(after, min(after + 7, change.line.sent.end - 1)))
    if len(found) < 2:
        told = setting.participants(change.line.idx)
        if found <= set(told):
            found.update(told)
    return tuple(sorted(found))


def _when(setting: Setting, timexes: Sequence[Timex], change: Change) -> When | None:
    """The period told in the clause of change; for what has happened, none that lies ahead."""
    published = setting.reading.document.published
    sentence = change.line.sent
    inside = [
        t for t in timexes if sentence.start_char <= t.start < sentence.end_char and t.type in {"DATE", "TIME"} and (t.earliest or t.latest)
    ]
    for timex in sorted(inside, key=lambda t: abs(t.start - change.word.idx)):
        past = change.state not in {State.PROPOSED, State.AGREED}
        if not past or published is None or (timex.earliest is not None and timex.earliest <= published):
            return timex.when(setting.reading)
    return None


def _same(one: ChannelChange, other: ChannelChange) -> bool:
    """The same change told again: same state and sides, and a shared word of the name."""
    if one.evidence == other.evidence:
        return True
    shared = {w for w in one.name.lower().split() if len(w) > 4} & {w for w in other.name.lower().split() if len(w) > 4}
    return one.state is other.state and bool(set(one.sides) & set(other.sides)) and bool(shared)
