"""The words of the record as frozen dataclasses: documents, spans, dates, claims, decisions, entries.

A document is one report kept exactly; a claim is what one document says about one thing, with the words that say it;
the record is computed from all claims and decisions as of a day. Nothing here has side effects or reads anything.

    "Wang told Blinken that both sides should adhere to mutual respect, according to China's Foreign Ministry."
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

# ---------------------------------------------------------------- documents


class PartKind(StrEnum):
    """What a stretch of a document is; only body and title are the report's own voice."""

    TITLE = "title"
    DATELINE = "dateline"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    TRAILER = "trailer"
    CORRECTION = "correction"


class Version(StrEnum):
    """How a document stands to an earlier version of the same report."""

    FIRST = "first"
    UPDATE = "update"
    CORRECTION = "correction"
    KILL = "kill"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a document: ``document.quote(span) == span.text`` always.

    Args:
        start: first code point, counted in the text (or in the title when ``title`` is true).
        end: one past the last code point.
        text: the words themselves.
        title: the words stand in the title that came apart from the text.
    """

    start: int
    end: int
    text: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text (code points) and what it is. Parts do not overlap and are in order."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One report or readout.

    Args:
        id: the id or guid it came with, else one made from its name and content.
        text: the text exactly as it came.
        title: a title that came apart from the text; None when the text has none or holds it itself.
        source: the outlet or office, as far as known.
        published: the day of publication, None while unknown.
        published_basis: "given", "metadata", "embargo" (the day on which it ended), "inferred" or "unknown".
        parts: what each stretch of the text is.
        version: how it stands to ``replaces``, the id (or slug) of the report that it follows.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    published: dt.date | None = None
    published_basis: str = "unknown"
    parts: tuple[Part, ...] = ()
    version: Version = Version.FIRST
    replaces: str | None = None

    def quote(self, span: Span) -> str:
        """The words at the span's place; equal to ``span.text`` for every span of this document."""
        return ((self.title or "") if span.title else self.text)[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or decided, with its place; shown, never thrown."""

    document: str
    what: str
    span: Span | None = None


# ---------------------------------------------------------------- dates


class Precision(StrEnum):
    """The unit that the words of a date allow."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class When:
    """A period bounded by what the words allow; both bounds inclusive, None where the words leave it open.

    Args:
        earliest: first day the words allow.
        latest: last day the words allow.
        precision: unit of the words.
        span: the words; None when the day comes from the report itself (its publication day).
        rule: the name of the rule that resolved them.
        anchor: the day or words from which they were counted.
        value: the TIMEX3 value.
    """

    earliest: dt.date | None
    latest: dt.date | None
    precision: Precision
    span: Span | None = None
    rule: str = ""
    anchor: str = ""
    value: str = ""


# ---------------------------------------------------------------- actors


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as one document gives it; ``name`` is the fullest form known on that day."""

    name: str
    side: str | None = None
    office: str | None = None
    span: Span | None = None


# ---------------------------------------------------------------- claims


class Kind(StrEnum):
    """The form of an engagement."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    TALKS = "talks"
    MULTILATERAL = "multilateral"
    LETTER = "letter"


class Status(StrEnum):
    """Where an engagement stands; ``lapsed`` is computed, the others are said by documents."""

    HELD = "held"
    UNDER_WAY = "under way"
    PLANNED = "planned"
    EXPECTED = "expected"
    INVITED = "invited"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Strength(StrEnum):
    """How firmly a side binds itself."""

    AGREED = "agreed"
    PLEDGED = "pledged"
    PLANNED = "planned"
    INTENDED = "intended"
    REFUSED = "refused"


class State(StrEnum):
    """The state of a channel."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    LAUNCHED = "launched"
    WORKING = "working"
    SUSPENDED = "suspended"
    CUT = "cut"
    RESTORED = "restored"


class Outcome(StrEnum):
    """What became of something promised, as a document says."""

    KEPT = "kept"
    UNDER_WAY = "under way"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    BROKEN = "broken"


class Stance(StrEnum):
    """The manner of a statement."""

    SAID = "said"
    RAISED_CONCERN = "raised concern"
    WARNED = "warned"
    DEMANDED = "demanded"
    WELCOMED = "welcomed"
    SUPPORTED = "supported"
    OPPOSED = "opposed"
    DENIED = "denied"
    AGREED = "agreed"
    OFFERED = "offered"
    THREATENED = "threatened"
    DECLINED = "declined to say"


@dataclass(frozen=True, slots=True)
class Engagement:
    """A claim: one document tells of one contact between sides.

    Args:
        id: stable under re-reading: made from the document, the kind of claim and its evidence.
        document: id of the document.
        people: participants named or resolved.
        sides: every side taking part, as far as told, sorted.
        place: the most specific place, as written.
        occasion: the gathering it is held beside or within.
        duration: as written ("over 12 hours", "two days").
        standing: the part that told it; a trailer never proves that something was held.
        evidence: at least one span; the first proves the claim.
        rules: names of the rules that found and shaped it.
        cause: the words that tell why it was put off, called off or turned down.
        round: the number of the round of talks.
        form: words of form as written ("trilateral", "indirect").
        host: the side that plays host.
    """

    id: str
    document: str
    kind: Kind
    status: Status
    people: tuple[Person, ...]
    sides: tuple[str, ...]
    when: When | None
    place: str | None
    occasion: str | None
    duration: str | None
    topics: tuple[str, ...]
    foreground: bool
    standing: PartKind
    evidence: tuple[Span, ...]
    rules: tuple[str, ...] = ()
    cause: Span | None = None
    round: int | None = None
    form: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim: somebody says something.

    Args:
        source, cue, content: pieces of text as written, in order.
        speaker: the resolved speaker: a person's full name, a body, or the description of an unnamed one.
        via: who relays it, outermost last.
        anonymous: the speaker is described, not named.
        condition: the stated condition ("on condition of anonymity").
        channel: where it was said ("news conference", "statement", "post"), as written.
        audience: to whom, as resolved.
        quotes: the words inside quotation marks.
        reported: a cue of speech or writing; false for belief, intention and perception.
    """

    id: str
    document: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None
    side: str | None
    via: tuple[str, ...]
    anonymous: bool
    condition: str | None
    channel: str | None
    audience: str | None
    stance: Stance
    quoted: str
    quotes: tuple[Span, ...]
    topics: tuple[str, ...]
    when: When | None
    reported: bool
    standing: PartKind
    rules: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The words said, then the cue and the source."""
        return self.content + self.cue + self.source


@dataclass(frozen=True, slots=True)
class Commitment:
    """A claim: a side says it will do something, or the sides agree to; ``due`` is None where the words set no time."""

    id: str
    document: str
    by: tuple[str, ...]
    toward: tuple[str, ...]
    what: str
    strength: Strength
    due: When | None
    made: When | None
    condition: str | None
    topics: tuple[str, ...]
    standing: PartKind
    evidence: tuple[Span, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelChange:
    """A claim: the state of a standing line between sides changed, or is asked or agreed to change; ``cause`` tells why it was cut."""

    id: str
    document: str
    name: str
    sides: tuple[str, ...]
    state: State
    when: When | None
    standing: PartKind
    evidence: tuple[Span, ...]
    rules: tuple[str, ...] = ()
    cause: Span | None = None


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """A claim: something promised earlier was done, put off, dropped or broken."""

    id: str
    document: str
    what: str
    by: tuple[str, ...]
    outcome: Outcome
    when: When | None
    standing: PartKind
    evidence: tuple[Span, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim of rank or recency about an engagement: "first meeting since October", "highest-ranking to visit".

    Args:
        claim: the words of the comparison.
        measure: "first since", "highest-ranking", "ordinal", "latest".
        engagement: id of the engagement claim it is about, where the text tells.
        since: the period named after "since".
    """

    id: str
    document: str
    claim: str
    measure: str
    engagement: str | None
    sides: tuple[str, ...]
    since: When | None
    standing: PartKind
    evidence: tuple[Span, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """A claim: on the document's day a person held an office, learnt from words like "Chinese Vice President Han Zheng"."""

    id: str
    document: str
    person: str
    side: str
    office: str
    standing: PartKind
    evidence: tuple[Span, ...]
    rules: tuple[str, ...] = ()


Claim = Engagement | Statement | Commitment | ChannelChange | FollowThrough | Comparison | OfficeHeld
# The first of a claim's rules where no rule found it but a language model or another program proposed it; who did stands second.
PROPOSED = "proposed"


def proposed(claim: Claim) -> bool:
    """Whether a claim was proposed: it counts for nothing until a person accepts it."""
    return claim.rules[:1] == (PROPOSED,)


# ---------------------------------------------------------------- decisions


class Act(StrEnum):
    """What a person may decide about the record."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction by a person; only ever appended.

    Args:
        id: running id given by the store.
        act: what was decided.
        claims: ids of the claims it is anchored on.
        field, value: for an edit.
        undoes: id of the decision that this one takes back.
        user, at, why: who, when (UTC), and the reason given.
    """

    id: str
    act: Act
    claims: tuple[str, ...]
    field: str | None
    value: str | None
    undoes: str | None
    user: str
    at: dt.datetime
    why: str


# ---------------------------------------------------------------- the record


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span and the document it stands in."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of an entry: what the record says from ``on``, and the words.

    Args:
        status: the status, state or strength reached.
        on: the day the document that says so was published (for a channel: None when unknown).
        start, end: the period that the words give, for a channel's state.
        claim: id of the claim; None for a step set by the calendar (lapsed, overdue).
        reason: the rule that moved it.
        cause: the words that tell why it was put off, called off or cut.
    """

    status: str
    on: dt.date | None
    start: dt.date | None
    end: dt.date | None
    document: str | None
    evidence: Evidence | None
    claim: str | None
    reason: str
    cause: Evidence | None = None


@dataclass(frozen=True, slots=True)
class EngagementEntry:
    """One engagement with its life. ``start`` and ``end`` are bounds, both None when nothing tells."""

    id: str
    kind: Kind
    status: Status
    people: tuple[Person, ...]
    sides: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    precision: Precision | None
    place: str | None
    occasion: str | None
    duration: str | None
    topics: tuple[str, ...]
    history: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    conflicts: tuple[str, ...]
    round: int | None = None
    form: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    """One commitment; ``status`` is open, under way, kept, partly kept, postponed, overdue, lapsed, dropped or broken."""

    id: str
    by: tuple[str, ...]
    toward: tuple[str, ...]
    what: str
    strength: Strength
    made: dt.date | None
    due_start: dt.date | None
    due_end: dt.date | None
    status: str
    topics: tuple[str, ...]
    history: tuple[Step, ...]
    evidence: tuple[Evidence, ...]
    claims: tuple[str, ...]
    kept_by: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """One standing line and the states it went through, in the order of the days they hold for."""

    id: str
    name: str
    sides: tuple[str, ...]
    state: State
    history: tuple[Step, ...]
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """One statement and the engagement entry at which it was made, where the text tells."""

    id: str
    claim: Statement
    published: dt.date | None
    engagement: str | None


@dataclass(frozen=True, slots=True)
class ComparisonEntry:
    """A comparison held against the record: "confirmed", "contradicted" or "unknown", and the entries that say so."""

    id: str
    claim: Comparison
    verdict: str
    against: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalEntry:
    """A proposed claim that waits for a person; nothing in the record rests on it. ``proposer`` is the model or program."""

    id: str
    claim: Claim
    published: dt.date | None
    proposer: str


@dataclass(frozen=True, slots=True)
class Record:
    """What all claims and decisions up to a day amount to."""

    as_of: dt.date | None
    documents: tuple[Document, ...]
    engagements: tuple[EngagementEntry, ...]
    commitments: tuple[CommitmentEntry, ...]
    channels: tuple[ChannelEntry, ...]
    statements: tuple[StatementEntry, ...]
    comparisons: tuple[ComparisonEntry, ...]
    problems: tuple[Problem, ...]
    proposals: tuple[ProposalEntry, ...] = ()
