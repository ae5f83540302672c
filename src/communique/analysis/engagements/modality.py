"""Where an engagement stands as one mention tells it: held, under way, ahead, or off - by tense, modality, negation and governors.

What a mention says of itself is only a reading; the date decides between readings later (a "planned" meeting of last week stays
planned only if nothing says that it took place).

    "The two leaders are expected to hold talks over the phone this spring" - expected, by the governor of "hold".
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.engagements.arcs import SUBJECTS, governor, is_verb
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.triggers import Trigger
from communique.model import Kind, Status

SURE = frozenset({"will", "shall", "'ll", "’ll"})
UNSURE = frozenset({"may", "might", "could", "would", "can", "should", "must"})
OFF = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})
HAPPENING = frozenset({"go", "take", "happen", "hold", "occur", "proceed"})
COMING = frozenset({"attend", "join", "participate", "accept", "travel"})
ADJECTIVES = {
    "postponed": Status.POSTPONED,
    "delayed": Status.POSTPONED,
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "aborted": Status.CANCELLED,
    "ongoing": Status.UNDER_WAY,
}
REPORTING = frozenset({"say", "tell", "announce", "confirm", "report", "add", "note", "state"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A status with the rule that gave it; ``firm`` when the words themselves say so and no date should overrule them."""

    status: Status
    rule: str
    firm: bool = False


def status_of(trigger: Trigger, headline: bool) -> Reading | None:
    """The status a mention tells, or None when it denies that there is any engagement ("no meeting is planned")."""
    if trigger.elided:
        return Reading(Status.HELD, "compared")  # what others are measured by has taken place
    return _of_noun(trigger, headline) if trigger.frame.noun else _of_verb(trigger.token, headline, trigger.frame.lemma)


def _lemma(token: Token) -> str:
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    return f"{token.lemma_.lower()}_{particle}" if particle else token.lemma_.lower()


def _class(lemma: str) -> Status | None:
    table = frames().status
    for name, status in (
        ("postponed", Status.POSTPONED), ("cancelled", Status.CANCELLED), ("refused", Status.REFUSED),
        ("planned", Status.PLANNED), ("expected", Status.EXPECTED),
    ):  # fmt: skip
        if lemma in table[name]:
            return status
    return None


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in {"never", "not", "n't"} for c in verb.children)


def _of_verb(verb: Token, headline: bool, lemma: str) -> Reading | None:
    if lemma == "invite":
        return _invitation(verb, headline)
    reading = _finite(verb, headline)
    if lemma == "be" and reading is None and not _negated(verb):
        return Reading(Status.UNDER_WAY, "present")  # "is in the United States for a visit"
    if reading is None or not _negated(verb):
        return reading
    if reading.status in {Status.PLANNED, Status.EXPECTED}:
        return Reading(Status.REFUSED, "will-not", firm=True)
    return None


def _invitation(verb: Token, headline: bool) -> Reading | None:
    if _negated(verb):
        return None
    reading = _finite(verb, headline)
    return Reading(Status.INVITED, "invite", firm=True) if reading else None


def _finite(verb: Token, headline: bool) -> Reading | None:
    """Tense and modality of a verb, through its auxiliaries and, for infinitives and participles, its governor."""
    aux = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    low = {a.lower_ for a in aux}
    if low & SURE:
        return Reading(Status.PLANNED, "will")
    if low & UNSURE:
        return Reading(Status.EXPECTED, "modal")
    if verb.tag_ == "VB" and "to" in low:
        return _infinitive(verb, headline)
    if verb.tag_ == "VBG":
        return _participle(verb, low)
    if verb.tag_ in {"VBD", "VBN"} and verb.tag_ == "VBD" or low & {"have", "has", "had", "'ve", "was", "were", "been", "having"}:
        if low & {"to"}:
            return _infinitive(verb, headline)
        return Reading(Status.HELD, "past")
    if verb.tag_ == "VBN":
        if low & {"is", "are", "be", "being"}:
            return Reading(Status.UNDER_WAY, "present-passive")
        return Reading(Status.HELD, "past-participle")
    if verb.tag_ in {"VBZ", "VBP"}:
        if headline:
            return Reading(Status.HELD, "headline-present")
        if _mark(verb) in {"if", "when", "once", "until", "before", "unless", "whether"}:
            return Reading(Status.EXPECTED if _mark(verb) in {"if", "whether", "unless"} else Status.PLANNED, f"clause-{_mark(verb)}")
        return (
            Reading(Status.PLANNED, "present")
            if verb.lemma_ in {"meet", "arrive", "depart", "leave", "travel", "visit", "fly", "convene"}
            else None
        )
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.head != verb:
        return _finite(verb.head, headline)
    if verb.tag_ == "VB":
        above = governor(verb)
        return _governed(verb, above) if above is not None else None
    return Reading(Status.HELD, "headline-present") if headline else None


def _mark(verb: Token) -> str:
    return next((c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"} and c.i < verb.i and c.lower_ in
                 {"if", "when", "once", "until", "before", "unless", "whether", "after", "while"}), "")  # fmt: skip


def _participle(verb: Token, low: set[str]) -> Reading | None:
    if low & {"is", "are", "'s", "’s", "'re"}:
        return Reading(Status.UNDER_WAY, "progressive")
    if low & {"was", "were", "been"}:
        return Reading(Status.HELD, "past-progressive")
    above = verb.head
    if verb.dep_ == "pcomp":
        if above.lower_ in {"of", "for", "about"} and (ahead := frames().ahead_nouns.get(above.head.lemma_.lower())) is not None:
            return Reading(ahead, f"noun-{above.head.lemma_}")  # "expressed his hope of meeting with Xi again"
        if above.lower_ in {"after", "since", "following", "upon", "in", "by", "while"}:
            return Reading(Status.HELD, "after-participle")
        if above.lower_ in {"before"}:
            return Reading(Status.PLANNED, "before-participle")
    if _mark(verb) in {"after", "while", "when"}:
        return Reading(Status.HELD, "after-participle")
    main = governor(verb)
    if main is not None and main is not verb:
        if (found := _class(_lemma(main))) is not None and verb.dep_ in {"xcomp", "pcomp", "ccomp", "dobj"}:
            return Reading(found, f"governor-{main.lemma_}", firm=True)
        return _finite(main, headline=False)
    return None


def _infinitive(verb: Token, headline: bool) -> Reading | None:
    head = verb.head
    if (
        headline
        and verb.i > 1
        and verb.nbor(-1).lower_ == "to"
        and verb.nbor(-2).pos_ in {"PROPN", "NOUN", "PUNCT"}
        and not any(is_verb(t) and t.tag_ in {"VBZ", "VBP", "VBD"} for t in verb.sent if t.i < verb.i)
    ):
        return Reading(Status.PLANNED, "headline-to")  # "Japan's Kamikawa to meet Blinken"
    if head.pos_ in {"NOUN", "PROPN"} and verb.dep_ in {"acl", "relcl", "xcomp"}:
        if (ahead := frames().ahead_nouns.get(head.lemma_.lower())) is not None:
            return Reading(ahead, f"noun-{head.lemma_}")
        if head.lower_ in {"first", "second", "third"} or any(
            c.lower_ in {"first", "last", "only", "top"} or c.tag_ == "JJS" or c.lower_.endswith(("-ranking", "ranking"))
            for c in head.children
        ):
            main = governor(head)  # "the highest-ranking U.S. official to visit China"
            tense = _finite(main, headline) if main is not None else None
            return tense if tense is not None and tense.status in {Status.PLANNED, Status.EXPECTED} else Reading(Status.HELD, "first-to")
    if head.pos_ == "ADJ":
        found = _class(head.lemma_.lower())
        return Reading(found or Status.EXPECTED, f"adjective-{head.lemma_}") if found or head.lower_ in {"able", "first"} else None
    above = head if is_verb(head) and head != verb else governor(verb)
    if above is None or above is verb:
        return Reading(Status.PLANNED, "headline-to") if headline or verb.dep_ == "ROOT" else None
    # "is to meet", "are to hold talks"
    if above.lemma_ == "be" and verb.dep_ in {"xcomp", "ccomp", "attr", "acl", "advcl"}:
        return Reading(Status.PLANNED, "be-to") if above.tag_ in {"VBZ", "VBP"} else Reading(Status.PLANNED, "was-to")
    return _governed(verb, above)


def _governed(verb: Token, above: Token) -> Reading | None:
    lemma = _lemma(above)
    found = _class(lemma)
    if found is not None:
        if _negated(above):
            return (
                Reading(Status.REFUSED, f"not-{lemma}", firm=True)
                if found in {Status.PLANNED, Status.EXPECTED}
                else Reading(Status.EXPECTED, lemma)
            )
        if found is Status.PLANNED and lemma == "agree":
            return Reading(Status.PLANNED, "agreed-to")
        return Reading(found, f"governor-{lemma}")
    if above.lemma_ in {"invite"}:
        return Reading(Status.INVITED, "invited-to", firm=True)
    if above.lemma_ in {"fail"}:
        return Reading(Status.CANCELLED, "failed-to", firm=True)
    if above.lemma_ in {
        "travel",
        "fly",
        "arrive",
        "go",
        "come",
        "gather",
        "visit",
        "return",
        "sit",
        "continue",
        "begin",
        "start",
        "manage",
        "use",
        "head",
    }:
        return _finite(above, headline=False)
    return Reading(Status.EXPECTED, f"to-after-{lemma}")


def _of_noun(trigger: Trigger, headline: bool) -> Reading | None:
    noun = trigger.token
    left = {c.lower_ for c in noun.children if c.dep_ in {"amod", "advmod", "compound", "nmod", "acl"}}
    table = frames().status
    if any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "neg"} for c in noun.children):
        return None
    if left & table["ahead_adjectives"] and not left & {"last"}:
        # "took part in a scheduled summit": the verb has seen it happen
        plain = _by_position(noun, headline, past=False) if left & {"scheduled", "planned"} else None
        return plain if plain is not None and plain.status is Status.HELD else Reading(Status.PLANNED, "adjective-ahead")
    if left & table["maybe_adjectives"]:
        return Reading(Status.EXPECTED, "adjective-maybe")
    for word, status in ADJECTIVES.items():
        if word in left:
            return Reading(status, f"adjective-{word}", firm=True)
    if noun.dep_ in SUBJECTS and _negated(noun.head) and any(c.tag_ == "MD" for c in noun.head.children) and noun.head.lemma_ in HAPPENING:
        return Reading(Status.CANCELLED, "will-not-happen", firm=True)  # "a meeting planned for Monday will not go ahead"
    if noun.dep_ in {"dobj", "nsubjpass"} and _class(_lemma(noun.head)) in OFF:
        return _by_verb(noun.head, noun, headline)  # "postponed a visit that was planned for May"
    telling = (
        table["planned"]
        | table["expected"]
        | table["postponed"]
        | table["cancelled"]
        | {"hold", "take", "begin", "start", "attend", "host"}
    )
    for child in noun.children:
        if child.dep_ in {"acl", "relcl"} and child.lemma_ in telling and (reading := _by_verb(child, noun, headline)) is not None:
            return reading
    return _by_position(noun, headline, bool(left & table["past_adjectives"]))


def _by_verb(verb: Token, noun: Token, headline: bool) -> Reading | None:
    """The status an object or subject noun gets from its verb."""
    lemma = _lemma(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "for" and verb.head.head.lemma_ in {"thank", "praise", "congratulate", "commend"}:
        return Reading(Status.HELD, "thanked-for")  # "thanked him for hosting the talks"
    tense = _finite(verb, headline)
    found = _class(lemma)
    if found in OFF:
        if tense is None:
            return None
        return Reading(found, f"verb-{lemma}", firm=True) if not _negated(verb) else Reading(Status.PLANNED, f"not-{lemma}")
    if lemma in {"intend", "aim", "design", "mean"} and noun.dep_ in SUBJECTS:
        found = None  # "the meeting was intended to follow up": its purpose, not its prospect
    asked = noun.dep_ != "nsubj" or lemma in {"expect"}  # "the talks confirmed that ...": the talks do it, nobody confirms them
    if found is not None and asked and lemma not in {"discuss", "accept"}:
        if _negated(verb):
            return None
        return Reading(found, f"verb-{lemma}")
    if lemma in {"follow", "follow_up", "recall", "mark", "cite"} and noun.dep_ in {"dobj", "nsubjpass"}:
        return Reading(Status.HELD, f"object-{lemma}")  # "the visit will follow their summit in May": the summit is past
    if tense is None and verb.tag_ in {"VBZ", "VBP"} and not headline and not _negated(verb):
        return Reading(Status.UNDER_WAY, f"verb-{lemma}-present")  # "the visit shows", "the talks focus on"
    if tense is None:
        return None
    if _negated(verb) or any(c.lower_ in {"neither", "nor"} for c in verb.children):
        if tense.status is Status.HELD and lemma in {"hold", "take", "have", "happen"}:
            return Reading(Status.CANCELLED, "did-not-take-place")
        if tense.status in {Status.PLANNED, Status.EXPECTED} and lemma in COMING:
            return Reading(Status.REFUSED, "will-not", firm=True)  # "said he would not attend a meeting with"
        return None
    return Reading(tense.status, f"verb-{lemma}-{tense.rule}", tense.firm)


def _by_position(noun: Token, headline: bool, past: bool) -> Reading | None:
    """The status from the preposition that carries the noun and from the verb that governs it."""
    top = noun
    while top.dep_ in {"conj", "appos"} or (top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.pos_ == "NOUN"):
        top = top.head if top.dep_ != "pobj" else top.head.head
        if top.head == top:
            break
    if top.dep_ == "pobj" or top.head.lower_ in {"during", "following", "after", "before"}:
        preposition = top.head.lower_
        table = frames().status
        if past or preposition in table["past_prepositions"]:
            return _past_unless_ahead(top)
        if preposition in table["ahead_prepositions"] or (preposition == "of" and top.head.head.lower_ == "ahead"):
            return Reading(Status.PLANNED, "ahead-of")
        above = top.head.head
        if is_verb(above) and above.lemma_ in {"comment", "elaborate", "ask", "speculate"}:
            return None  # "declined to comment on the meeting" says nothing of it
        if is_verb(above) and above.lemma_ in {"follow", "build"} and preposition in {"on", "upon"}:
            return Reading(Status.HELD, f"after-{above.lemma_}")  # "to follow up on the summit", "building on their talks"
        if is_verb(above) and (carried := _class(_lemma(above))) is not None and preposition in {"for", "to", "toward", "towards", "on"}:
            tense = _finite(above, headline)  # "look forward to a meeting", "called for talks", "agreed on a visit"
            off = carried in OFF
            return None if _negated(above) and not off else Reading(carried, f"verb-{above.lemma_}") if tense or not off else None
        if above.pos_ == "ADJ" and (carried := _class(above.lemma_.lower())) is not None and preposition in {"for", "to"}:
            return Reading(carried, f"adjective-{above.lemma_}")  # "ready for direct talks"
        if above.pos_ == "NOUN" and above.lemma_ in {"deadline", "progress", "stage", "phase", "pause", "break", "deadlock", "impasse"}:
            return Reading(Status.UNDER_WAY, f"noun-{above.lemma_}")  # "the deadline for trade negotiations"
        if above.pos_ == "NOUN" and (ahead := frames().ahead_nouns.get(above.lemma_.lower())) is not None:
            return Reading(ahead, f"noun-{above.lemma_}")
        if above.pos_ == "NOUN" and above.dep_ == "pobj":  # "the possibility of its participation in the summit"
            further = frames().ahead_nouns.get(above.head.head.lemma_.lower())
            if further is not None:
                return Reading(further, f"noun-{above.head.head.lemma_}")
    if past:
        return Reading(Status.HELD, "adjective-past")
    verb = top.head if is_verb(top.head) and top.dep_ in SUBJECTS | {"dobj", "attr"} else governor(top)
    if verb is None:
        return Reading(Status.HELD, "fragment") if not headline else None
    if top.head == verb and top.dep_ in SUBJECTS | {"dobj", "attr"}:
        return _by_verb(verb, noun, headline)
    tense = _finite(verb, headline)
    if tense is None and verb.tag_ in {"VBZ", "VBP"} and not headline:
        return Reading(Status.UNDER_WAY, "present", firm=verb.lemma_ == "be")  # "is on a working visit to Kyiv"
    if tense is not None and verb.lemma_ in REPORTING:
        return Reading(Status.HELD, "said-at") if tense.status is Status.HELD else tense
    return tense


def _past_unless_ahead(top: Token) -> Reading:
    """ "after the talks" is past, unless the clause lies ahead: "will brief reporters after the talks"."""
    left = next((t for t in reversed(top.doc[top.sent.start : top.head.i]) if is_verb(t)), None)
    if left is not None and left.tag_ == "VBN" and top.head.i - left.i < 8 and not any(c.dep_ in {"aux", "auxpass"} for c in left.children):
        return Reading(
            Status.HELD, "past-preposition"
        )  # "to carry out what was agreed" beside "the consensus reached during their meeting"
    verb = governor(top)
    # "urged Beirut to stop the shelling during a visit": the visit belongs to the urging, not to the stopping
    while verb is not None and verb.tag_ in {"VB", "VBG"} and not any(c.tag_ == "MD" for c in verb.children) and governor(verb) is not None:
        verb = governor(verb)
    tense = _finite(verb, headline=False) if verb is not None else None
    if tense is not None and tense.status in {Status.PLANNED, Status.EXPECTED}:
        return tense
    # "a year after the summit", "a day after their call": the contact is older than the news
    before = [c for c in (*top.head.children, *top.head.head.children) if c.dep_ in {"npadvmod", "quantmod"} and c.i < top.head.i]
    older = any(c.lemma_ in {"day", "week", "month", "year", "decade"} and any(True for _ in c.lefts) for c in before)
    return Reading(Status.HELD, "past-preposition-older" if older else "past-preposition")


def remote(kind: Kind) -> bool:
    """Calls and letters do not happen at a place."""
    return kind in {Kind.CALL, Kind.LETTER}
