"""Tense and modality of verbs: what a verb's form, its auxiliaries and its governor say of the thing it tells.

"Lavrov is due to fly to Ankara; Fidan had hoped to receive him in May." - planned by "due", expected by "hoped"
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.analysis.engagements.arcs import governor, is_verb
from communique.analysis.engagements.frames import frames
from communique.model import Status

SURE = frozenset({"will", "shall", "'ll", "’ll"})
UNSURE = frozenset({"may", "might", "could", "would", "can", "should", "must"})
# Verbs whose present tells of what is about to happen: "travels to Rome on Friday".
PRESENT = frozenset({"meet", "arrive", "depart", "leave", "travel", "visit", "fly", "convene", "host", "receive", "welcome"})
# Verbs that are done for the sake of what follows: "flew to Rome to meet", "left to attend".
ON_THE_WAY = frozenset("travel fly arrive go come gather visit return sit continue begin start manage use head lead leave depart".split())
MOVING = frozenset({"move", "go", "head", "continue", "proceed", "return"})
OFF = frozenset({Status.POSTPONED, Status.CANCELLED, Status.REFUSED})

# "He had been scheduled to see his counterpart": a plan told from after its time, which a visit that is off takes with it.
HAD_BEEN = "had-been-planned"


@dataclass(frozen=True, slots=True)
class Reading:
    """A status with the rule that gave it; ``firm`` when the words themselves say so and no date should overrule them."""

    status: Status
    rule: str
    firm: bool = False


def lemma_of(token: Token) -> str:
    """The lemma with its particle: "call_off"."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    return f"{token.lemma_.lower()}_{particle}" if particle else token.lemma_.lower()


def class_of(lemma: str) -> Status | None:
    """The standing that a governor gives: planned, expected, postponed, cancelled, refused; None for other words."""
    table = frames().status
    for name, status in (
        ("postponed", Status.POSTPONED), ("cancelled", Status.CANCELLED), ("refused", Status.REFUSED),
        ("planned", Status.PLANNED), ("expected", Status.EXPECTED),
    ):  # fmt: skip
        if lemma in table[name]:
            return status
    return None


def negated(verb: Token) -> bool:
    """ "did not meet", "never met"."""
    return any(c.dep_ == "neg" or c.lower_ in {"never", "not", "n't"} for c in verb.children)


def of_verb(verb: Token, headline: bool, lemma: str) -> Reading | None:
    """The status that a verb of contact tells of itself; None when it tells of none."""
    if lemma == "invite":
        return _invitation(verb, headline)
    if lemma in {"due", "expect"}:
        return Reading(Status.PLANNED if lemma == "due" else Status.EXPECTED, lemma) if not negated(verb) else None
    reading = finite(verb, headline)
    if lemma == "be" and reading is None and not negated(verb):
        return Reading(Status.UNDER_WAY, "present")  # "is in the United States for a visit"
    if reading is None or not negated(verb):
        return reading
    if reading.status in {Status.PLANNED, Status.EXPECTED}:
        return Reading(Status.REFUSED, "will-not", firm=True)
    return None


def _invitation(verb: Token, headline: bool) -> Reading | None:
    if negated(verb):
        return None
    reading = finite(verb, headline)
    return Reading(Status.INVITED, "invite", firm=True) if reading else None


def finite(verb: Token, headline: bool) -> Reading | None:
    """Tense and modality of a verb, through its auxiliaries and, for infinitives and participles, its governor."""
    low = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if low & SURE:
        return Reading(Status.PLANNED, "will")
    if low & UNSURE:
        return Reading(Status.EXPECTED, "modal")
    if "did" in low:
        return Reading(Status.HELD, "past")
    if "to" in low and verb.tag_ in {"VB", "VBD", "VBN"}:
        return _infinitive(verb, headline)  # "to meet", "to have met", "was due to be received by"
    if verb.tag_ == "VBG":
        return _participle(verb, low)
    if verb.tag_ == "VBD" or low & {"have", "has", "had", "'ve", "was", "were", "been", "having"}:
        return Reading(Status.HELD, "past")
    if verb.tag_ == "VBN":
        present = low & {"is", "are", "be", "being"}
        return Reading(Status.UNDER_WAY, "present-passive") if present else Reading(Status.HELD, "past-participle")
    if verb.tag_ in {"VBZ", "VBP"}:
        return _present(verb, headline)
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.head != verb:
        return finite(verb.head, headline)
    if verb.tag_ == "VB":
        above = governor(verb)
        return _governed(verb, above) if above is not None else None
    return Reading(Status.HELD, "headline-present") if headline else None


def _present(verb: Token, headline: bool) -> Reading | None:
    if headline:
        return Reading(Status.HELD, "headline-present")
    proposed = frames().ahead_nouns.get(verb.head.lemma_.lower()) if verb.dep_ in {"acl", "ccomp", "relcl"} else None
    if proposed is not None:
        return Reading(proposed, f"noun-{verb.head.lemma_}")  # "an offer that the two ministers meet"
    mark = _mark(verb)
    if mark in {"if", "whether", "unless"}:
        return Reading(Status.EXPECTED, f"clause-{mark}")
    if mark in {"when", "once", "until", "before"}:
        return Reading(Status.PLANNED, f"clause-{mark}")
    return Reading(Status.PLANNED, "present") if verb.lemma_ in PRESENT else None


def _mark(verb: Token) -> str:
    return next((c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"} and c.i < verb.i and c.lower_ in
                 {"if", "when", "once", "until", "before", "unless", "whether", "after", "while"}), "")  # fmt: skip


def _participle(verb: Token, low: set[str]) -> Reading | None:
    if low & {"is", "are", "'s", "’s", "'re"}:
        now = any(c.lower_ in {"now", "currently", "today"} for c in verb.children)
        # "is coming to London for talks"; "while in Riga she is meeting officials"
        meeting = verb.lemma_ == "meet" and not now and any(c.lower_ == "with" or c.dep_ == "dobj" for c in verb.children)
        coming = meeting or verb.lemma_ in {"come", "arrive", "leave", "depart", "go"}
        return Reading(Status.PLANNED if coming else Status.UNDER_WAY, "progressive")
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
        clause = governor(verb) if _mark(verb) != "after" else None
        tense = finite(clause, headline=False) if clause is not None else None
        if tense is not None and tense.rule == "modal" and _mark(verb) == "when":
            return None  # "could risk arrest when traveling to": whenever that is
        if tense is not None and tense.status in {Status.PLANNED, Status.EXPECTED}:
            return tense  # "will stop in Suva while travelling to Sydney"
        return Reading(Status.HELD, "after-participle")
    main = governor(verb)
    if main is not None and main is not verb:
        if main.lemma_ in {"show", "depict", "picture"}:
            return Reading(Status.HELD, "shown")  # "The photo shows Blinken shaking hands with Wang in Beijing on June 19"
        if (found := class_of(lemma_of(main))) is not None and verb.dep_ in {"xcomp", "pcomp", "ccomp", "dobj"}:
            return Reading(found, f"governor-{main.lemma_}", firm=True)
        return finite(main, headline=False)
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
            tense = finite(main, headline) if main is not None else None
            return tense if tense is not None and tense.status in {Status.PLANNED, Status.EXPECTED} else Reading(Status.HELD, "first-to")
    if head.pos_ == "ADJ":
        found = class_of(head.lemma_.lower())
        return Reading(found or Status.EXPECTED, f"adjective-{head.lemma_}") if found or head.lower_ in {"able", "first"} else None
    above = head if is_verb(head) and head != verb else governor(verb)
    if above is None or above is verb:
        return Reading(Status.PLANNED, "headline-to") if headline or verb.dep_ == "ROOT" else None
    if verb.i > 1 and verb.nbor(-2).lower_ in {"first", "last", "only"} and above.tag_ == "VBD":
        return Reading(Status.HELD, "first-to")  # "was among the first to telephone the president"
    # "is to meet", "are to hold talks"
    if above.lemma_ == "be" and verb.dep_ in {"xcomp", "ccomp", "attr", "acl", "advcl"}:
        return Reading(Status.PLANNED, "be-to") if above.tag_ in {"VBZ", "VBP"} else Reading(Status.PLANNED, "was-to")
    return _governed(verb, above)


def _governed(verb: Token, above: Token) -> Reading | None:
    lemma = lemma_of(above)
    found = class_of(lemma)
    if found is not None:
        if negated(above):
            return (
                Reading(Status.REFUSED, f"not-{lemma}", firm=True)
                if found in {Status.PLANNED, Status.EXPECTED}
                else Reading(Status.EXPECTED, lemma)
            )
        if found is Status.PLANNED and lemma == "agree":
            return Reading(Status.PLANNED, "agreed-to")
        if found is Status.PLANNED and any(c.lower_ == "had" for c in above.children):
            return Reading(found, HAD_BEEN)
        return Reading(found, f"governor-{lemma}")
    if above.lemma_ in {"invite"}:
        return Reading(Status.INVITED, "invited-to", firm=True)
    if above.lemma_ in {"fail"}:
        return Reading(Status.CANCELLED, "failed-to", firm=True)
    if above.lemma_ in ON_THE_WAY:
        return finite(above, headline=False)
    return Reading(Status.EXPECTED, f"to-after-{lemma}")


def _awaited(verb: Token | None) -> Reading | None:
    """ "Is expected to attend the games during her trip": both lie ahead."""
    above = governor(verb) if verb is not None and verb.tag_ == "VB" else None
    if above is None or above.tag_ != "VBN" or not any(c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in above.children):
        return None
    found = class_of(lemma_of(above))
    return Reading(found, f"governor-{above.lemma_}") if found in {Status.PLANNED, Status.EXPECTED} and not negated(above) else None


def past_unless_ahead(top: Token) -> Reading:
    """ "after the talks" is past, unless the clause lies ahead: "will brief reporters after the talks"."""
    left = next((t for t in reversed(top.doc[top.sent.start : top.head.i]) if is_verb(t)), None)
    if left is not None and left.tag_ == "VBN" and top.head.i - left.i < 8 and not any(c.dep_ in {"aux", "auxpass"} for c in left.children):
        return Reading(
            Status.HELD, "past-preposition"
        )  # "to carry out what was agreed" beside "the consensus reached during their meeting"
    verb = governor(top)
    if (ahead := _awaited(verb)) is not None:
        return ahead
    # "urged Beirut to stop the shelling during a visit": the visit belongs to the urging, not to the stopping
    while verb is not None and verb.tag_ in {"VB", "VBG"} and not any(c.tag_ == "MD" for c in verb.children) and governor(verb) is not None:
        verb = governor(verb)
    tense = finite(verb, headline=False) if verb is not None else None
    if verb is not None and tense is None and verb.tag_ == "VBZ" and verb.lemma_ in MOVING:
        return Reading(Status.PLANNED, "present")  # "after the summit he moves on to Osaka"
    if tense is not None and tense.status in {Status.PLANNED, Status.EXPECTED}:
        return tense
    # "a year after the summit", "a day after their call", "since the summit": the contact is older than the news
    before = [c for c in (*top.head.children, *top.head.head.children) if c.dep_ in {"npadvmod", "quantmod"} and c.i < top.head.i]
    older = (
        top.head.lower_ == "since"
        or top.head.lower_ == "after"
        and any(c.lemma_ in {"day", "week", "month", "year", "decade"} and any(True for _ in c.lefts) for c in before)
    )
    return Reading(Status.HELD, "past-preposition-older" if older else "past-preposition")
