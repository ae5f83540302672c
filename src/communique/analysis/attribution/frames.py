"""What a cue takes as its content, read off the parse: clauses, infinitives, objects, prepositional phrases.

Content is a set of token numbers, so that words before and after "he said" make one content in two pieces. A cue whose complement
is not there (it may stand in a quotation beside it) has none here.

    "Seoul, the ministry said, will urge both sides to show restraint."
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from communique.analysis.attribution.lexicon import Frames, lexicon
from communique.analysis.attribution.nominal import of_adjective, of_noun
from communique.analysis.attribution.phrases import Frame, cue_frames, goes_with, listed, subtree, trailing

# What opens a clause that belongs to the words said though it hangs on the cue: "promised to act should talks fail".
CONDITIONS = frozenset("if unless because should until lest so".split())
# "spoke on condition of anonymity" tells the terms of speaking, not what was said.
TERMS = frozenset(
    "phone telephone sideline margin occasion anonymity condition background behalf record eve anniversary visit trip tour arrival".split()
)
QUOTES = frozenset({'"', "”", "'", "’", "''"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})  # of a relative clause: "over the crash that killed two"
RAISING = frozenset({"seem", "appear"})
REPORTED_OF = frozenset({"said", "believed", "intended"})
TAIL_TYPES = frozenset({"said", "warned", "agreed", "pledged", "demanded", "opposed"})


def frame_of(token: Token, frames: Frames) -> Frame | None:
    """The complement of a cue within its sentence, or None."""
    if token.pos_ == "NOUN":
        carried = of_noun(token, frames)
        return replace(carried, content=_own(token, carried) | listed(token, carried.content)) if carried is not None else None
    if token.pos_ == "ADJ":
        described = of_adjective(token, frames)
        return replace(described, content=_own(token, described)) if described is not None else None
    for find in (_clause, _around, _raised, _infinitive, _object, _preposition, _passive, _that):
        frame = find(token, frames)
        if frame is not None and frame.content:
            more = listed(token, frame.content) | _whole_clause(token, frame)
            return replace(frame, content=frame.content | more) if more else frame
    return None


def _clause(token: Token, frames: Frames) -> Frame | None:
    manner = frames.get("clause") or frames.get("infinitive")
    clauses = [k for k in token.children if k.dep_ == "ccomp" and not k.is_punct]
    if manner is None or not clauses or _left_to_noun(token):
        return None
    clauses = [
        c for c in clauses if not (c.i < token.i and c.tag_ == "VBN" and not any(k.dep_ in {"nsubj", "nsubjpass"} for k in c.children))
    ] or clauses
    content: set[int] = set()
    for clause in clauses:
        content |= _clause_tokens(clause, token) | _described(clause, token, frames)
    content |= _afterthought(token, content) | _second_verb(token, content, clauses)
    if token.lemma_.lower() in lexicon().verbs and "infinitive" in frames and "clause" not in frames:
        manner = frames["infinitive"]
    return Frame(manner, frozenset(content), "clause")


def _described(clause: Token, token: Token, frames: Frames) -> set[int]:
    """The object that a clause without "that" only describes: "outlined the sanctions Oslo would be ready to impose"."""
    thing = next((k for k in token.children if k.dep_ == "dobj" and token.i < k.i < clause.left_edge.i), None)
    if thing is None or thing.pos_ != "NOUN" or thing.right_edge.i + 1 != clause.left_edge.i:
        return set()
    told = "object" not in frames or frames["object"].type in {"warned", "demanded"} or any(k.dep_ == "mark" for k in clause.children)
    return set() if told else subtree(thing)


def _left_to_noun(token: Token) -> bool:
    """Whether a light verb leaves the clause to the noun it carries: "expressed confidence that ..."."""
    light = token.lemma_.lower() in lexicon().light
    return light and any(
        k.dep_ == "dobj" and (f := cue_frames(k)) and k.pos_ == "NOUN" and of_noun(k, f) is not None for k in token.children
    )


def _own(token: Token, frame: Frame) -> frozenset[int]:
    """The content of a noun or adjective without the reporter's own tail."""
    first = min(frame.content, default=token.i)
    return frozenset(_without_tails(set(frame.content), first, token))


def _clause_tokens(clause: Token, cue: Token) -> set[int]:
    return _without_tails(subtree(clause), clause.i, cue)


def _without_tails(content: set[int], main: int, cue: Token) -> set[int]:
    """Content without the reporter's own tail: "..., adding that", "..., while others said" leave the next cue outside."""
    for i in sorted(content):
        token = cue.doc[i]
        if i <= max(cue.i, main) or i not in content:
            continue
        tail = token.dep_ in {"advcl", "conj"} and (is_tail(token) or resumes(token) is not None)
        # "..., with Berlin warning that ..." is another's word
        other = token.lower_ == "with" and any(k.dep_ == "pcomp" and k.tag_ == "VBG" and _reports(k) for k in token.children)
        content -= subtree(token) if tail else {k for k in content if k >= i} if other else set()
    return content


def _afterthought(token: Token, content: set[int]) -> set[int]:
    """What follows the cue but belongs to the words said: "... , he said, because the line was cut"; "vowed to go unless ..."."""
    last = max(content)
    found: set[int] = set()
    quoted = any(t.text in QUOTES for t in token.doc[last + 1 : token.i])  # "“...,” she said, and left": what follows is the reporter's
    for kid in token.children:
        if kid.i <= max(last, token.i) or kid.i in content:
            continue
        marks = {g.lower_ for g in kid.children if g.dep_ in {"mark", "aux", "advmod"} and g.i < kid.i}
        reason = "since" in marks and token.doc[kid.left_edge.i - 1].text == ","
        if kid.dep_ == "conj" and last > token.i and _still_told(token, kid, content):
            found |= set(range(last + 1, kid.left_edge.i)) | subtree(kid)
        if (kid.dep_ == "advcl" and (reason or marks & CONDITIONS)) or (
            kid.dep_ == "conj" and last < token.i and not quoted and _goes_on(kid)
        ):
            found |= subtree(kid)
    return found


def _still_told(cue: Token, kid: Token, content: set[int]) -> bool:
    """Whether a clause beside the cue is still told: "said that it would sail and that the ferry would follow" with its modal again."""
    modals = {cue.doc[i].lower_ for i in content if cue.doc[i].tag_ == "MD"}
    again = any(k.tag_ == "MD" and k.lower_ in modals for k in kid.children)
    return again and _goes_on(kid) and kid.left_edge.i <= max(content) + 3


def _second_verb(token: Token, content: set[int], clauses: list[Token]) -> set[int]:
    """A bare verb that the parse coordinates with the cue though only the modal inside allows it.

    "It quoted him as saying Paris should act "at once" and abide by the treaty": "abide" goes with "should act".
    """
    modal = any(k.tag_ == "MD" for clause in clauses for k in clause.children)
    last = max(content)
    for above in (token, *token.ancestors) if modal else ():
        for kid in above.children:
            bare = kid.dep_ == "conj" and kid.tag_ == "VB" and above.tag_ in {"VBD", "VBZ", "VBG"}
            if bare and last < kid.i < last + 8 and not any(k.dep_ in {"nsubj", "aux"} for k in kid.children):
                return set(range(last + 1, kid.i)) | subtree(kid)
    return set()


def _goes_on(token: Token) -> bool:
    """Whether a clause coordinated with the cue is still told: ", he said, and the line stayed open"."""
    return not cue_frames(token) and any(k.dep_ in {"nsubj", "nsubjpass", "expl"} for k in token.children)


def resumes(token: Token) -> Token | None:
    """The cue which a coordinated verb takes up again: "He said talks went on and urged both sides ..." has him urging.

    The verb has no subject of its own and the tense of the first cue; what it is coordinated with is itself no cue, or of another form.
    """
    if token.dep_ != "conj" or any(k.dep_ in {"nsubj", "nsubjpass", "aux"} for k in token.children) or not _reports(token):
        return None
    first = token.head
    while first.dep_ == "conj":
        first = first.head
    other = first.tag_ != token.tag_
    while other and first.dep_ in {"xcomp", "acl", "advcl", "pcomp", "prep", "dobj", "pobj"} and first.tag_ != token.tag_:
        first = first.head
    outer = first.head
    fits = first.dep_ == "ccomp" and outer.tag_ == token.tag_ and outer.i < first.i and bool(cue_frames(outer))
    return outer if fits and (other or not _reports(first)) else None


def _reports(token: Token) -> bool:
    return any(m.reported for m in lexicon().verbs.get(token.lemma_.lower(), {}).values())


def is_tail(token: Token) -> bool:
    """A participle of saying after a comma, or a clause with "while" whose own subject says something."""
    frames = lexicon().verbs.get(token.lemma_.lower(), {})
    if not any(m.type in TAIL_TYPES and m.reported for m in frames.values()):
        return False
    before = token.doc[token.left_edge.i - 1].text if token.left_edge.i else ""
    if any(k.dep_ == "auxpass" for k in token.children):
        return False  # "while misunderstandings must be voiced"
    if before in QUOTES:
        before = ","  # "... is open,” further saying"
    if token.dep_ in {"advcl", "conj"} and token.tag_ == "VBG":
        return before == "," and "clause" in frames
    marks = {k.lower_ for k in token.children if k.dep_ == "mark"}
    return (
        bool(marks & {"after", "before"}) and token.tag_ != "VBG" or (before == "," and bool(marks & {"while", "as", "though", "although"}))
    )


def _whole_clause(token: Token, frame: Frame) -> set[int]:
    """The rest of a that-clause whose main verb the parse takes for the sentence's own.

    "Lind stated that for trade to grow, both must lower duties": the parse may put "stated" under "lower".
    """
    root, after = token.sent.root, token.doc[token.i + 1 : token.i + 2].text
    subject = next((k for k in token.children if k.dep_ == "nsubj"), None)
    opens = subject is not None and subject.left_edge.i == token.sent.start
    if frame.rule != "clause" or after != "that" or not opens or token.head != root or root.i <= max(frame.content) or cue_frames(root):
        return set()
    return {t.i for t in token.sent if t.i > max(frame.content) and not t.is_space and t.i < token.sent.end - 1}


def _around(token: Token, frames: Frames) -> Frame | None:
    """The clause that a parenthesis interrupts ("Seoul, he said, will ...") or an as-clause comments on ("As he noted, ...")."""
    manner = frames.get("clause")
    head = token.head
    if manner is None or not manner.reported or head.i == token.i:
        return None
    as_clause = token.dep_ == "advcl" and any(k.dep_ == "mark" and k.lower_ == "as" for k in token.children)
    if token.dep_ == "parataxis" or as_clause:
        return Frame(manner, frozenset(subtree(head, without=token)), "around")
    return None


def _infinitive(token: Token, frames: Frames) -> Frame | None:
    manner = frames.get("infinitive")
    if manner is None:
        return None
    verbs = [
        k
        for k in token.children
        if k.dep_ == "xcomp" and (any(g.dep_ == "aux" and g.lower_ == "to" for g in k.children) or k.tag_ == "VBG")
    ]
    if not verbs:
        return None
    content = {i for v in verbs for i in subtree(v)}
    content |= _afterthought(token, content) | trailing(token, verbs[-1].i)
    for kid in token.children:
        if kid.dep_ in {"dobj"} and kid.i < verbs[0].i and manner.type != "said":
            content |= subtree(kid)
        if kid.dep_ == "nsubjpass" and manner.type in {"intended", "believed"}:
            content |= subtree(kid)
    return Frame(manner, frozenset(content), "infinitive")


def _raised(token: Token, frames: Frames) -> Frame | None:
    """ "Talks appear to be stalled", "the envoy is said to have left": subject and infinitive are the content, nobody is the source."""
    manner = frames.get("infinitive") or frames.get("clause")
    subject = next((k for k in token.children if k.dep_ in {"nsubj", "nsubjpass"}), None)
    below = [k for k in token.children if k.dep_ in {"xcomp", "ccomp", "oprd", "acomp"} and k.i > token.i]
    if manner is None or subject is None or not below:
        return None
    if (
        manner.type == "shown"
        and token.lemma_ in RAISING
        or (subject.dep_ == "nsubjpass" and below[0].dep_ == "xcomp" and manner.type in REPORTED_OF)
    ):
        return Frame(manner, frozenset({i for k in (subject, *below) for i in subtree(k)}), "raised")
    return None


def _object(token: Token, frames: Frames) -> Frame | None:
    manner = frames.get("object")
    objects = [k for k in token.children if k.dep_ in {"dobj", "dative"} and (k.dep_ == "dobj" or not k.text.istitle())]
    if not objects:  # "denied interfering", "criticised sending arms"
        objects = [k for k in token.children if k.dep_ in {"xcomp", "ccomp", "pcomp"} and k.tag_ == "VBG" and k.i > token.i]
    if manner is None or not objects or objects[0].left_edge.lower_ == "to":
        return None
    if manner.type == "shown" and not _finds(token):
        return None
    if objects[0].i > token.i and not any(k.dep_ in {"nsubj", "nsubjpass"} for k in token.children) and _inverted(token, objects[0]):
        return None
    content = {i for o in objects for i in subtree(o)}
    for kid in token.children:
        if kid.dep_ in {"oprd", "xcomp"} or (kid.dep_ == "prep" and kid.i > max(o.i for o in objects) and goes_with(kid)):
            content |= subtree(kid)
        elif kid.dep_ == "advcl" and kid.left_edge.lower_ == "to" and "infinitive" in cue_frames(objects[-1]):
            gap = token.doc[max(content) + 1 : kid.left_edge.i].text  # "recalled their commitment, with others, to widen ties"
            content |= subtree(kid) if gap in {"", ","} else set()
    return Frame(manner, frozenset(content), "object")


def _finds(token: Token) -> bool:
    return any(k.dep_ == "nsubj" and k.lemma_.lower() in lexicon().words["findings"] for k in token.children)


def _inverted(token: Token, obj: Token) -> bool:
    """Whether what looks like the object of a saying verb is its subject put behind: " ... ," noted Wang."""
    return obj.pos_ == "PROPN" and token.i > 0 and token.doc[token.i - 1].text in {'"', "”", ",", "’", "'"}


def _preposition(token: Token, frames: Frames) -> Frame | None:
    of_hearer = (g for k in token.children if k.dep_ in {"dobj", "dative"} and "about" in frames for g in k.children if g.lower_ == "about")
    for kid in (*token.children, *of_hearer):  # "informed his counterpart about the talks"
        wished = kid.dep_ in {"advcl", "xcomp", "ccomp"} and any(g.dep_ == "mark" and g.lower_ == "for" for g in kid.children)
        if wished and "for" in frames and kid.i > token.i:  # "pushed for both sides to sit down"
            return Frame(frames["for"], frozenset(i for i in subtree(kid) if token.doc[i].dep_ != "mark"), "preposition")
        manner = frames.get(kid.lower_) if kid.dep_ in {"prep", "prt"} else None
        if manner is not None and kid.i > token.i and not any(g.lemma_ in TERMS for g in kid.children):
            content = subtree(kid) - {kid.i}
            content |= trailing(token, kid.i) | (_afterthought(token, content) if content else set())
            if kid.lower_ in {"on", "upon", "for"}:
                content |= _wished(token, kid)
            if content:
                return Frame(manner, frozenset(content), "preposition")
    return None


def _wished(token: Token, prep: Token) -> set[int]:
    """What is called for beyond the phrase: "called on Oslo to act", "for steps by Oslo to end it", "for calm and a return to talks"."""
    found: set[int] = set()
    for kid in token.children:
        aim = kid.dep_ == "xcomp" or (kid.dep_ == "advcl" and any(g.dep_ == "aux" and g.lower_ == "to" for g in kid.children))
        noun = kid.dep_ == "conj" and kid.pos_ == "NOUN"
        noun |= kid.dep_ == "dobj" and kid.left_edge.lower_ == "to"  # "to de-escalate tensions": the hyphen hides the verb
        if kid.i > prep.i and (aim or noun):
            found |= set(range(prep.right_edge.i + 1, kid.right_edge.i + 1)) if noun else subtree(kid)
    return found


def _that(token: Token, frames: Frames) -> Frame | None:
    """A that-clause which the parse hung elsewhere: "told the channel that talks had failed"; it holds to the sentence's end."""
    manner = frames.get("clause")
    if manner is None or _left_to_noun(token):
        return None
    end = token.sent.end
    for i in range(token.i + 1, min(token.i + 9, end)):
        other = token.doc[i]
        if other.lower_ == "that" and other.tag_ in {"IN", "WDT"} and i + 2 < end and other.dep_ not in SUBJECTS:
            return Frame(manner, frozenset(range(i, end)), "that")
        if other.is_punct or other.pos_ == "VERB":
            return None
    return None


def _passive(token: Token, frames: Frames) -> Frame | None:
    manner = frames.get("object")
    subject = next((k for k in token.children if k.dep_ == "nsubjpass"), None)
    if manner is None or subject is None:
        return None
    words = lexicon().words  # "the importance of the truce was emphasised": said by those who met
    noted = token.lemma_.lower() in words["noting"] and subject.lemma_.lower() in words["weights"]
    if not noted and not any(k.dep_ == "agent" for k in token.children):
        return None
    content = subtree(subject)
    for kid in token.children:
        if kid.dep_ in {"oprd"} or (kid.dep_ == "prep" and goes_with(kid)):
            content |= subtree(kid)
    return Frame(manner, frozenset(content), "passive")
