"""Where an engagement stands as one mention tells it: held, under way, ahead, or off - by tense, modality, negation and governors.

What a mention says of itself is only a reading; the date decides between readings later (a "planned" meeting of last week stays
planned only if nothing says that it took place).

    "The two leaders are expected to hold talks over the phone this spring" - expected, by the governor of "hold".
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.analysis.engagements.arcs import SUBJECTS, governor, is_verb, relative
from communique.analysis.engagements.frames import frames
from communique.analysis.engagements.setting import made_for_journey
from communique.analysis.engagements.tense import OFF, SURE, Reading, class_of, finite, lemma_of, negated, of_verb, past_unless_ahead
from communique.analysis.engagements.triggers import Trigger
from communique.model import Kind, Status

HAPPENING = frozenset({"go", "take", "happen", "hold", "occur", "proceed"})
WITHDRAWING = frozenset({"withdraw", "pull_out", "back_out", "bow_out", "walk_out", "withdraw_out"})
EVE = frozenset({"advance", "ahead", "eve", "up"})  # "in advance of", "on the eve of", "in the run-up to"
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
ABOUT = frozenset({"about", "on", "regarding", "concerning"})
ASKED = frozenset({"question", "query", "inquiry", "enquiry", "update"})
# What is still to be settled of talks to come: "the venue for further talks has not been decided".
TERMS = frozenset({"venue", "date", "place", "location", "time", "timing", "agenda", "format", "site"})
# What is on the agenda of one contact is no other.
ON_AGENDA = frozenset({"discuss", "cover", "address", "touch_on", "review"})
# Praise is for what is past, unless the clause lies ahead: "will pay a historic visit".
PRAISE = frozenset({"landmark", "historic", "productive", "successful"})


def status_of(trigger: Trigger, headline: bool) -> Reading | None:
    """The status a mention tells, or None when it denies that there is any engagement ("no meeting is planned")."""
    if trigger.elided:
        return Reading(Status.HELD, "compared")  # what others are measured by has taken place
    if _denied(trigger.token) or _unreal(trigger.token) or _empowered(trigger.token):
        return None
    told = _of_noun(trigger, headline) if trigger.frame.noun else of_verb(trigger.token, headline, trigger.frame.lemma)
    if (
        told is not None
        and told.status is Status.HELD
        and trigger.frame.noun
        and trigger.kind is not Kind.VISIT
        and _setting_out(trigger.token)
    ):
        return Reading(Status.PLANNED, "setting-out")
    if told is not None and told.rule == "will" and trigger.token.sent.text.rstrip().endswith("?"):
        return Reading(Status.EXPECTED, "asked")  # "Could China confirm that Wang Yi will visit Washington?"
    return _answered(trigger.token) or told if told is not None and told.status is Status.INVITED else told


def _setting_out(noun: Token) -> bool:
    """ "Departs for Beijing for talks with Xi": who only leaves has not yet met."""
    verb = governor(noun)
    return verb is not None and verb.lemma_ in {"depart", "leave", "head"} and made_for_journey(noun)


def _answered(token: Token) -> Reading | None:
    """ "Kurti invited Vucic to Pristina, and Vucic accepted": planned; turned down: refused."""
    for verb in token.doc[token.i + 1 : token.sent.end]:
        if verb.tag_ not in {"VBD", "VBZ", "VBN"} or negated(verb) or any(c.tag_ == "MD" for c in verb.children):
            continue
        if verb.lemma_ == "accept":
            return Reading(Status.PLANNED, "invitation-accepted", firm=True)
        if class_of(lemma_of(verb)) is Status.REFUSED:
            return Reading(Status.REFUSED, "invitation-refused", firm=True)
    return None


def _denied(token: Token) -> bool:
    """ "The Kremlin denied that a meeting was planned": nothing is told but that there is none."""
    carrier = token.head if token.dep_ in {"dobj", "pobj"} else token
    if carrier.dep_ == "acl" and carrier.head.lemma_ == "proposal" and any(c.lower_ == "no" for c in carrier.head.children):
        return True  # "there were no proposals to hold a dialogue"
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "ccomp" and is_verb(t)), None)
    if clause is None:
        return False
    children = {c.lower_ if c.tag_ != "MD" else "MD" for c in clause.children}
    if clause.head.lemma_ == "ask" and {"why", "MD"} <= children:
        return True  # "asked why he would visit Japan"
    return clause.head.lemma_ == "deny" and not negated(clause.head)


def _unreal(token: Token) -> bool:
    """ "If he had the opportunity to call Trump, he would ..." tells of no call."""
    clauses = (t for t in (token, *token.ancestors) if is_verb(t) and any(c.dep_ == "mark" and c.lower_ == "if" for c in t.children))
    return any(c.tag_ == "VBD" or any(a.dep_ == "aux" and a.lower_ in {"had", "were"} for a in c.children) for c in clauses)


def _empowered(token: Token) -> bool:
    """ "Gave the prime minister a strong mandate to negotiate with Washington": what he may do, not what he does."""
    return is_verb(token) and token.dep_ in {"acl", "xcomp"} and token.head.lemma_ in {"mandate", "authority", "power", "right"}


def _of_noun(trigger: Trigger, headline: bool) -> Reading | None:
    noun = trigger.token
    left = {c.lower_ for c in noun.children if c.dep_ in {"amod", "advmod", "compound", "nmod", "acl"}}
    table = frames().status
    if any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "neg"} for c in noun.children):
        ahead = noun.dep_ == "attr" and any(c.lower_ in {"will", "would"} for c in noun.head.children)
        return Reading(Status.REFUSED, "will-be-none", firm=True) if ahead else None  # "there will be no talks with"
    main = noun.head.head if noun.head.dep_ == "csubj" else noun.head  # "planned for Monday" taken for a clause
    if noun.dep_ in SUBJECTS and negated(main) and any(c.tag_ == "MD" for c in main.children) and main.lemma_ in HAPPENING:
        return Reading(Status.CANCELLED, "will-not-happen", firm=True)  # "a meeting planned for Monday will not go ahead"
    if left & table["ahead_adjectives"] and not left & {"last"}:
        # "took part in a scheduled summit": the verb has seen it happen
        plain = _by_position(noun, headline, past=False) if left & {"scheduled", "planned"} else None
        return plain if plain is not None and plain.status is Status.HELD else Reading(Status.PLANNED, "adjective-ahead")
    if left & table["maybe_adjectives"]:
        return Reading(Status.EXPECTED, "adjective-maybe")
    for word, status in ADJECTIVES.items():
        if word in left:
            return Reading(status, f"adjective-{word}", firm=True)
    if noun.dep_ in {"dobj", "nsubjpass"} and class_of(lemma_of(noun.head)) in OFF:
        return _by_verb(noun.head, noun, headline)  # "postponed a visit that was planned for May"
    telling = (
        table["planned"]
        | table["expected"]
        | table["postponed"]
        | table["cancelled"]
        | {"hold", "take", "begin", "start", "attend", "host"}
    )
    where = (t for t in noun.subtree if t.dep_ == "relcl" and any(c.lower_ == "where" for c in t.children))
    if trigger.kind is Kind.VISIT and any(c.lower_ in SURE for t in where for c in t.children if c.dep_ == "aux"):
        return Reading(Status.PLANNED, "where-will")  # "a trip to Canada, where he will open parliament"
    carried = relative(noun)
    for child in (*noun.children, *([carried] if carried is not None else ())):
        if child.dep_ in {"acl", "relcl"} and child.lemma_ in telling and (reading := _by_verb(child, noun, headline)) is not None:
            return reading
    plain = _by_position(noun, headline, past=False) if left & PRAISE else None
    if plain is not None and plain.status in {Status.PLANNED, Status.EXPECTED}:
        return plain  # "look forward to a productive summit"
    return _by_position(noun, headline, bool(left & table["past_adjectives"] - (PRAISE if headline else set())))


def _by_verb(verb: Token, noun: Token, headline: bool) -> Reading | None:
    """The status an object or subject noun gets from its verb."""
    lemma = lemma_of(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "for" and verb.head.head.lemma_ in {"thank", "praise", "congratulate", "commend"}:
        return Reading(Status.HELD, "thanked-for")  # "thanked him for hosting the talks"
    if lemma == "skip" and noun.dep_ == "dobj":
        return _skipped(noun)
    tense = finite(verb, headline)
    found = class_of(lemma)
    if lemma in {"pause", "suspend", "freeze", "halt"} and tense is not None and tense.status in {Status.PLANNED, Status.EXPECTED}:
        return None  # "would pause free trade talks with Israel" promises, and tells of no talks to come
    if found in OFF:
        if tense is None:
            return None
        return Reading(found, f"verb-{lemma}", firm=True) if not negated(verb) else Reading(Status.PLANNED, f"not-{lemma}")
    if lemma == "be" and any(c.dep_ == "acomp" and c.lower_ == "due" for c in verb.children) and not negated(verb):
        return Reading(Status.PLANNED, "adjective-due")  # "a round is due to open tomorrow"
    if lemma in {"intend", "aim", "design", "mean"} and noun.dep_ in SUBJECTS:
        found = None  # "the meeting was intended to follow up": its purpose, not its prospect
    asked = noun.dep_ != "nsubj" or lemma in {"expect"}  # "the talks confirmed that ...": the talks do it, nobody confirms them
    if found is not None and asked and lemma not in {"discuss", "accept"}:
        return Reading(found, f"verb-{lemma}") if not negated(verb) else None
    if lemma == "mark" and any(c.dep_ == "nsubj" and c != noun and _alike(c, noun) for c in verb.children):
        return None  # "It marks his first visit to China": of the visit told just before, with no news of its own
    if lemma in {"follow", "follow_up", "recall", "mark", "cite"} and noun.dep_ in {"dobj", "nsubjpass"}:
        return Reading(Status.HELD, f"object-{lemma}")  # "the visit will follow their summit in May": the summit is past
    is_news = lemma in {"come", "mark", "follow"} and noun.dep_ == "nsubj" and noun.lemma_ not in {"visit", "trip", "tour"}
    if tense is None and verb.tag_ in {"VBZ", "VBP"} and is_news:
        return Reading(Status.HELD, "news-present")  # "the meeting comes a week after ...": it is the news
    if tense is None and verb.tag_ in {"VBZ", "VBP"} and not headline and not negated(verb):
        return Reading(Status.UNDER_WAY, f"verb-{lemma}-present")  # "the visit shows", "the talks focus on"
    if tense is None:
        return None
    if lemma == "be" and tense.rule == "headline-present":
        return Reading(Status.UNDER_WAY, "verb-be-present")  # "Why the king's trip to Canada is more than a visit"
    if lemma in ON_AGENDA and noun.dep_ in {"dobj", "nsubjpass"} and noun.lemma_.lower() in {"negotiation", "talk", "dialogue"}:
        return None  # "The two leaders discussed the negotiations in Doha": others negotiate
    if negated(verb) or any(c.lower_ in {"neither", "nor"} for c in verb.children):
        return _not_done(lemma, tense.status)
    return Reading(tense.status, f"verb-{lemma}-{tense.rule}", tense.firm)


def _skipped(noun: Token) -> Reading | None:
    """ "Planned to skip a meeting, and then attended it": what is skipped others hold."""
    attended = any(t.lemma_ == "attend" and t.tag_ == "VBD" for t in noun.doc[noun.i : noun.sent.end])
    return Reading(Status.HELD, "attended", firm=True) if attended else None


def _not_done(lemma: str, status: Status) -> Reading | None:
    """What a verb with "not" says of its noun."""
    if status is Status.HELD and lemma.partition("_")[0] in HAPPENING | {"have", "come", "materialize", "materialise"}:
        return Reading(Status.CANCELLED, "did-not-take-place")
    if status in {Status.PLANNED, Status.EXPECTED} and lemma in COMING:
        return Reading(Status.REFUSED, "will-not", firm=True)  # "said he would not attend a meeting with"
    return None


def _alike(one: Token, other: Token) -> bool:
    """ "It" or "the visit marks his first trip" tells of one journey, "the summit marks his first visit" of two things."""
    if one.lower_ in {"it", "this", "that"}:
        return True
    found = [frames().nouns.get(t.lemma_.lower()) for t in (one, other)]
    return found[0] is not None and found[1] is not None and found[0].kind is found[1].kind


def _by_position(noun: Token, headline: bool, past: bool) -> Reading | None:
    """The status from the preposition that carries the noun and from the verb that governs it."""
    top = noun
    while top.dep_ in {"conj", "appos"} or (top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.pos_ == "NOUN"):
        if top.dep_ == "pobj" and top.head.head.lemma_.lower() in TERMS | EVE:
            break
        if top.dep_ == "pobj" and (off := frames().ahead_nouns.get(top.head.head.lemma_.lower())) in OFF:
            return Reading(off, f"noun-{top.head.head.lemma_}", firm=True)  # "confirmed the delay of his trip"
        top = top.head if top.dep_ != "pobj" else top.head.head
        if top.head == top:
            break
    if top.lower_ in EVE:
        return Reading(Status.PLANNED, "ahead-of", firm=True)
    if top.dep_ == "pobj" or top.head.lower_ in {"during", "following", "after", "before"}:
        preposition = top.head.lower_
        table = frames().status
        if past or preposition in table["past_prepositions"]:
            told = past_unless_ahead(top)
            # "to follow up on the successful summit": past by its adjective, and not the news of the day
            before = past and preposition not in table["past_prepositions"] and told.status is Status.HELD
            return Reading(Status.HELD, "adjective-past") if before else told
        if preposition in table["ahead_prepositions"] or (preposition in {"of", "to"} and top.head.head.lower_ in EVE):
            return Reading(Status.PLANNED, "ahead-of")
        decided, reading = _carried(top, preposition, headline)
        if decided:
            return reading
    if past:
        return Reading(Status.HELD, "adjective-past")
    verb = top.head if is_verb(top.head) and top.dep_ in SUBJECTS | {"dobj", "attr"} else governor(top)
    if verb is None:
        return Reading(Status.HELD, "fragment") if not headline else None
    if top.head == verb and top.dep_ in SUBJECTS | {"dobj", "attr"}:
        return _by_verb(verb, noun, headline)
    if any(c.dep_ == "acomp" and c.lower_ == "due" for c in verb.children):
        return Reading(Status.PLANNED, "due")  # "is due in Ankara for talks"
    tense = finite(verb, headline)
    if tense is None and verb.tag_ in {"VBZ", "VBP"} and not headline:
        return Reading(Status.UNDER_WAY, "present", firm=verb.lemma_ == "be")  # "is on a working visit to Kyiv"
    return _borrowed(tense, verb) if tense is not None else None


def _borrowed(tense: Reading, verb: Token) -> Reading | None:
    """What the tense of a clause says of a contact that is neither its subject nor its object."""
    if tense.status is Status.REFUSED and verb.lemma_ not in COMING | {"take"}:
        return None  # "not wanting to speculate in the meeting"
    if verb.lemma_ in REPORTING:
        return Reading(Status.HELD, "said-at") if tense.status is Status.HELD else tense
    return tense


def _carried(top: Token, preposition: str, headline: bool) -> tuple[bool, Reading | None]:
    """What the word that a phrase hangs on says of it: whether it decides, and the status (None: nothing is told)."""
    above = top.head.head
    if above.pos_ == "NOUN" and any(c.lower_ == "no" for c in above.children):
        return True, None  # "no date for a second round"
    if preposition in ABOUT | {"to"} and _asked(above):
        return True, None  # "declined to comment on the meeting", "answered questions about the talks" says nothing of it
    if above.lemma_.lower() in TERMS and preposition in {"for", "of"} and _unsettled(above):
        return True, Reading(Status.EXPECTED, f"noun-{above.lemma_}")
    if is_verb(above) and above.lemma_ in {"follow", "build"} and preposition in {"on", "upon"}:
        return True, Reading(Status.HELD, f"after-{above.lemma_}")  # "to follow up on the summit", "building on their talks"
    # "on a visit to Jakarta, discussed trade" does not discuss the visit
    if (
        is_verb(above)
        and above.lemma_ != "discuss"
        and (carried := class_of(lemma_of(above))) is not None
        and preposition in {"for", "to", "toward", "towards", "on"}
    ):
        tense = finite(above, headline)  # "look forward to a meeting", "called for talks", "agreed on a visit"
        off = carried in OFF
        return True, None if negated(above) and not off else Reading(carried, f"verb-{above.lemma_}") if tense or not off else None
    if is_verb(above) and above.lemma_ in {"move", "inch", "edge", "head", "work"} and preposition in {"toward", "towards"}:
        return True, Reading(Status.EXPECTED, f"verb-{above.lemma_}")  # "are moving towards talks"
    if is_verb(above) and lemma_of(above) in WITHDRAWING and preposition in {"from", "of"}:
        return True, Reading(Status.CANCELLED, f"verb-{above.lemma_}", firm=True)  # "withdrew from a meeting with"
    clause = above.head if above.dep_ == "acomp" else above
    about = next((c for c in clause.children if c.dep_ in SUBJECTS), above)
    if preposition in {"for", "of"} and about is not above and (ahead := frames().ahead_nouns.get(about.lemma_.lower())) is not None:
        return True, Reading(ahead, f"noun-{about.lemma_}")  # "prospects appear slim for a meeting"
    if above.pos_ == "ADJ" and preposition in {"for", "to", "in"} and (carried := _class_of_adjective(above)) is not None:
        return True, Reading(carried, f"adjective-{above.lemma_}")  # "ready for direct talks", "open to a call", "interested in a meeting"
    if above.pos_ == "NOUN" and above.lemma_ in {"deadline", "progress", "stage", "phase", "pause", "break", "deadlock", "impasse"}:
        return True, Reading(Status.UNDER_WAY, f"noun-{above.lemma_}")  # "the deadline for trade negotiations"
    if above.pos_ == "NOUN" and (ahead := frames().ahead_nouns.get(above.lemma_.lower())) is not None:
        return True, Reading(ahead, f"noun-{above.lemma_}")
    if above.pos_ == "NOUN" and above.dep_ == "pobj":  # "the possibility of its participation in the summit"
        further = frames().ahead_nouns.get(above.head.head.lemma_.lower())
        if further is not None:
            return True, Reading(further, f"noun-{above.head.head.lemma_}")
    return False, None


def _class_of_adjective(adjective: Token) -> Status | None:
    if adjective.lower_ == "open" and adjective.dep_ == "acomp" and not negated(adjective.head):
        return Status.EXPECTED
    return class_of(adjective.lemma_.lower())


def _asked(above: Token) -> bool:
    if not is_verb(above):
        return above.lemma_.lower() in ASKED
    asked = above.lemma_.lower() in {"comment", "elaborate", "ask", "speculate"}
    return asked or any(c.dep_ == "dobj" and c.lemma_.lower() in ASKED for c in above.children)


def _unsettled(term: Token) -> bool:
    """ "No decision yet on the venue for talks", "the date of the next round has not been agreed"."""
    return any(t.lower_ in {"no", "not", "n't", "yet", "whether", "discuss", "discussed"} for t in term.sent)


def remote(kind: Kind) -> bool:
    """Calls and letters do not happen at a place."""
    return kind in {Kind.CALL, Kind.LETTER}
