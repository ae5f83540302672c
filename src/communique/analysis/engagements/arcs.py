"""Walking the parse: who is the subject, what hangs where, which finite verb governs a phrase.

The small parser hangs "with X" under a date or a city ("met today in Munich with Wang") and reads "following" as a verb; the walks
below allow for that, so that the finders need not.

    "During a visit to Beijing, Blinken told reporters that lines would stay open." - the visit's owner is the clause's subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.analysis.engagements.frames import frames

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
# Tagged as verbs by the parser but standing as prepositions: "Following talks with Wang, Blinken said ..."
VERBAL_PREPOSITIONS = frozenset({"following", "including", "regarding", "concerning", "involving", "pending"})
ELSEWHERE = frozenset({"about", "on", "since", "after", "before", "until", "from"})
TOPICS = frozenset({"on", "about", "over", "regarding", "concerning"})
LOOSE = frozenset({"prep", "pobj", "npadvmod", "advmod", "amod", "appos", "nmod", "dobj", "dative", "pcomp"})


def is_verb(token: Token) -> bool:
    """A verb that heads a clause, not a preposition in disguise."""
    return token.pos_ in {"VERB", "AUX"} and token.lower_ not in VERBAL_PREPOSITIONS


def governor(token: Token) -> Token | None:
    """The nearest verb above a token."""
    for above in token.ancestors:
        if is_verb(above):
            return above
    return None


def is_passive(verb: Token) -> bool:
    """ "was received", "was invited"."""
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject of a verb, inherited over conjunction, control, relative and participle clauses."""
    if depth > 8:
        return None
    for child in verb.children:
        if child.dep_ in SUBJECTS and not (child.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl"):
            return child
    head = verb.head
    if verb.dep_ in {"relcl", "acl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        if verb.tag_ != "VB" or head.lemma_.lower() not in frames().ahead_nouns:
            return head
        # "Lee's plan to visit China", "approved a proposal to hold talks": not the plan will travel
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        above = governor(head)
        return owner if owner is not None else subject(above, depth + 1) if above is not None else None
    if verb.dep_ == "acomp":
        return subject(head, depth + 1)  # "Lavrov is due in Ankara"
    if verb.dep_ == "xcomp" and is_verb(head):
        controlled = next((c for c in head.children if c.dep_ in {"dobj", "dative"}), None)
        return controlled if controlled is not None and head.lemma_ not in {"promise", "lead"} else subject(head, depth + 1)
    if verb.dep_ in {"conj", "advcl", "pcomp", "ccomp", "parataxis", "dep"} and head != verb:
        above = head if is_verb(head) else governor(verb)
        if above is not None and (verb.dep_ != "ccomp" or verb.tag_ in {"VB", "VBG", "VBN"}):
            return subject(above, depth + 1)
    if verb.dep_ == "ROOT" and verb.tag_ == "VB" and verb.i > verb.sent.start + 1 and verb.nbor(-1).lower_ == "to":
        before = verb.nbor(-2)  # a headline: "Lee to meet Xi in Beijing"
        return before if before.pos_ in {"PROPN", "NOUN"} else None
    if verb.dep_ in {"acl", "xcomp"} or (verb.tag_ == "VB" and verb.dep_ != "ROOT"):
        above = governor(verb)
        return subject(above, depth + 1) if above is not None else None
    return None


def agents(verb: Token) -> Iterator[Token]:
    """Objects of "by" in a passive clause."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            yield from (c for c in child.children if c.dep_ == "pobj")


def objects(verb: Token) -> Iterator[Token]:
    """What a verb acts on: direct object, or the subject of its passive."""
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass", "dative", "oprd", "attr"} and child.pos_ != "ADP":
            yield child


PHRASES = frozenset({"prep", "agent", "dative", "prt", "mark", "advmod", "advcl", "pcomp"})


def phrases(token: Token, prepositions: tuple[str, ...], depth: int = 0) -> Iterator[Token]:
    """Objects of the given prepositions under a token; where it has none of its own, of those that hang on a date or a place of it.

    "Spoke with the president about the response to the invasion": the response has its own "to".
    """
    own = [c for c in token.children if c.lower_ in prepositions and c.dep_ in PHRASES]
    for child in own:
        again = [c for c in child.children if c.dep_ == "conj" and c.lower_ in prepositions]  # "with Sullivan and with Akiba"
        for below in (*child.children, *(b for c in again for b in c.children)):
            if below.dep_ in {"pobj", "pcomp"}:
                # "met with Wang Yi of China to discuss": the parser makes Wang the subject of "discuss"
                inner = next((c for c in below.children if c.dep_ in SUBJECTS), None) if is_verb(below) else None
                yield inner if inner is not None else below
    for child in token.children if not own and depth < 3 else ():
        if child.dep_ in LOOSE and not is_verb(child) and not _of_its_own(child):
            yield from phrases(child, prepositions, depth + 1)


def _of_its_own(noun: Token) -> bool:
    """ "Talked about his contacts with Aliyev", "welcomed his visit, including talks with Trump": another contact has its own partners."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ELSEWHERE | {"including"} and noun.lemma_.lower() in frames().nouns


def is_topic(noun: Token) -> bool:
    """ "Held discussions with the premiers on the pace of free trade talks with Washington": a contact that another one is about."""
    for preposition in noun.ancestors:
        if preposition.dep_ == "prep" and preposition.lower_ in TOPICS:
            above = preposition.head
            named = [above, *(c for c in above.children if c.dep_ == "dobj")] if is_verb(above) else [above]
            if any(t.pos_ == "NOUN" and t.lemma_.lower() in frames().nouns for t in named):
                return True
    return False


def relative(noun: Token) -> Token | None:
    """The verb of the relative clause told of a noun; one after "of" or "for" the parser hangs on the noun that carries them.

    "Preparations for the relaunch of the dialogue, which will be held in Quito on May 9": held is told of the dialogue.
    """
    at = noun
    for _ in range(3):
        found = next((c for c in at.children if c.dep_ == "relcl" and c.left_edge.i - max(noun.i, noun.right_edge.i) in {0, 1, 2}), None)
        if found is not None and (at == noun or found.left_edge.lower_ == "which"):
            return found
        if at.dep_ != "pobj" or at.head.lower_ not in {"of", "for"} or at.head.head.pos_ not in {"NOUN", "PROPN"}:
            return None
        at = at.head.head
    return None


def clause(token: Token) -> tuple[int, int]:
    """Token range of the smallest clause around a token: the subtree of the nearest verb with a subject, without clauses that follow."""
    verb = token if is_verb(token) else governor(token)
    while verb is not None and not any(c.dep_ in SUBJECTS for c in verb.children):
        above = governor(verb)
        if above is None:
            break
        verb = above
    if verb is None:
        return token.sent.start, token.sent.end
    tokens = list(verb.subtree)
    return tokens[0].i, tokens[-1].i + 1
