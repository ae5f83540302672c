"""The source of a cue: its subject, shared down coordination and participles, behind the verb, or its agent; or a noun's possessor.

"Miller declined to elaborate, saying the ministry's envoy, who asked not to be named, had warned of delays."
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.analysis.attribution.frames import is_tail, resumes
from communique.analysis.attribution.lexicon import lexicon
from communique.analysis.attribution.phrases import cue_frames, subtree

EMPTY = frozenset({"it", "there"})
SUBJECTS = frozenset({"nsubj", "csubj"})
STEPS = 8


def source_of(token: Token) -> Token | None:
    """The head of the phrase that names the source, or None."""
    if token.pos_ == "NOUN":
        return _of_noun(token)
    if token.pos_ == "ADJ":
        return _of_adjective(token)
    return subject(token)


def subject(token: Token, steps: int = STEPS) -> Token | None:
    """Who does what a verb tells; None when the sentence does not say."""
    kids = list(token.children)
    passive = any(k.dep_ in {"nsubjpass", "auxpass"} for k in kids)
    if passive:
        agent = next((g for k in kids if k.dep_ == "agent" for g in k.children if g.dep_ == "pobj"), None)
        return agent
    for kid in kids:
        if kid.dep_ in SUBJECTS and kid.pos_ == "VERB" and (near := _just_before(token)) is not None:
            return near
        if kid.dep_ in SUBJECTS:
            return (
                None
                if kid.lower_ in EMPTY and any(k.dep_ in {"ccomp", "xcomp"} for k in kids) and token.lemma_ in {"seem", "appear"}
                else kid
            )
    behind = _behind(token, kids)
    return behind if behind is not None else _shared(token, steps)


def _behind(token: Token, kids: list[Token]) -> Token | None:
    """The subject put behind a saying verb and read as its object: " ... ," said Wang."""
    before = token.doc[token.i - 1].text if token.i else ""
    if (
        token.tag_ == "VBG"
        or before not in {'"', "”", ",", "’", "'", "''"}
        or "clause" not in lexicon().verbs.get(token.lemma_.lower(), {})
    ):
        return None
    return next(
        (
            k
            for k in kids
            if k.dep_ in {"dobj", "oprd", "attr", "npadvmod", "dative", "dep"}
            and k.i > token.i
            and k.pos_ in {"PROPN", "NOUN", "PRON"}
            and k.ent_type_ not in {"DATE", "TIME"}
        ),
        None,
    )


def _just_before(token: Token) -> Token | None:
    """The noun phrase right before a verb, where the parse took a participle for its subject: "Responding to ..., the minister said"."""
    i = token.i - 1
    while i > 0 and token.doc[i].pos_ in {"AUX", "ADV"}:
        i -= 1
    noun = token.doc[i]
    while noun.dep_ in {"pobj", "compound"} and noun.head.i < token.i and noun.head.i != noun.i:
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
    return noun if noun.pos_ in {"NOUN", "PROPN", "PRON"} and noun.i < token.i else None


def quoting_verb(token: Token) -> Token | None:
    """The verb of "quoted him as saying" for the word "saying": whoever quotes relays, whoever is quoted speaks."""
    prep = token.head
    if token.dep_ == "pcomp" and prep.lower_ == "as" and prep.head.lemma_.lower() in {"quote", "cite"}:
        return prep.head
    return None


def _shared(token: Token, steps: int) -> Token | None:
    if steps == 0 or token.head == token:
        return None
    head = token.head
    taken_up = resumes(token)
    if taken_up is not None:
        return subject(taken_up, steps - 1)
    if token.tag_ == "VBG" and is_tail(token):
        clause = next((h for h in token.ancestors if h.dep_ == "ccomp"), None)
        if clause is not None and clause.head.i < clause.i and cue_frames(clause.head):
            return subject(clause.head, steps - 1)
    if token.dep_ in {"acl", "relcl"}:
        return head if head.pos_ in {"NOUN", "PROPN", "PRON"} else doer(head, steps - 1)
    if token.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"}:
        return doer(head, steps - 1)
    if token.dep_ in {"pcomp", "prep"}:
        quoting = quoting_verb(token)
        if quoting is not None:
            return next((k for k in quoting.children if k.dep_ in {"dobj", "nsubjpass"}), None)
        return doer(head.head if head.pos_ in {"ADP", "SCONJ"} else head, steps - 1)
    return None


def doer(head: Token, steps: int) -> Token | None:
    """The subject of the verb that governs a participle or infinitive; of a passive, the one who undergoes it."""
    if head.pos_ in {"NOUN", "PROPN", "PRON"}:
        if head.dep_ in {"dobj", "pobj", "attr"}:
            verb = next((h for h in head.ancestors if h.pos_ in {"VERB", "AUX"}), None)
            return subject(verb, steps) if verb is not None and steps else None
        return head
    undergoing = next((k for k in head.children if k.dep_ == "nsubjpass"), None)
    return undergoing if undergoing is not None else subject(head, steps)


def _of_noun(token: Token) -> Token | None:
    for kid in token.children:
        if kid.dep_ == "poss" and not (kid.pos_ == "PRON" and carrier(token) is not None):
            return kid
        if kid.dep_ == "prep" and kid.lower_ in {"by", "from"} and kid.i > token.i:
            named = next((g for g in kid.children if g.dep_ == "pobj"), None)
            if named is not None:
                return named
    carrying = carrier(token)
    return subject(carrying) if carrying is not None else None


def carrier(token: Token) -> Token | None:
    """The light verb whose object a noun is, alone or in a list: "They expressed hope and their readiness to go on"."""
    head = token.head
    while token.dep_ == "conj" and head.pos_ == "NOUN":
        token, head = head, head.head
    return head if token.dep_ in {"dobj", "nsubjpass"} and head.lemma_.lower() in lexicon().light else None


def _of_adjective(token: Token) -> Token | None:
    if token.head.lemma_ == "make":
        return subject(token.head)
    if token.dep_ == "acomp" or (token.dep_ == "conj" and token.head.dep_ == "acomp"):
        verb = token.head if token.dep_ == "acomp" else token.head.head
        return subject(verb)
    if token.dep_ == "amod" and token.i > token.head.i:
        return token.head
    return None


def source_tokens(head: Token, without: frozenset[int] | set[int]) -> set[int]:
    """The whole phrase of a source: its subtree, less content and cue, in one piece around its head."""
    if head.lower_ in {"who", "which", "that"}:
        return {head.i}
    whole = subtree(head) - without
    first = last = head.i
    while first - 1 in whole:
        first -= 1
    while last + 1 in whole:
        last += 1
    return set(range(first, last + 1))
