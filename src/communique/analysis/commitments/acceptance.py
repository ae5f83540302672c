"""Whether a promise is a commitment: signs that are true of it, and the sum of their weights.

The weights stand in ``data/commitments.toml`` and can be read there as a table; a promise is kept when bias and signs add up to more
than zero. Signs are classes of words and arcs, never words of one report.

    "will provide Kyiv with air defences" - will, aid, other party: kept. "will discuss the matter" - speech: left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique import data
from communique.analysis.clauses import auxiliaries
from communique.analysis.commitments.cues import packaged
from communique.analysis.commitments.parties import Parties
from communique.analysis.commitments.promises import Promise
from communique.analysis.commitments.setting import SAYING, Setting, sides_of
from communique.analysis.engagements.arcs import is_passive, is_verb, subject
from communique.model import Strength

UNSURE = frozenset({"likely", "probably", "potentially", "perhaps", "possibly", "maybe", "unlikely", "inconceivable", "doubtful"})
SUPERSEDED = frozenset({"before", "formerly", "initially", "originally", "once", "previously", "usually"})
MUTUAL = frozenset({"together", "mutual", "mutually", "jointly", "joint", "bilateral"})
COME = frozenset({"visit", "trip", "meeting", "engagement", "contact", "exchange"})
BESIDE = frozenset({"if", "unless", "when", "where", "as", "because", "while", "although", "though", "since"})
HYPOTHETICAL = frozenset({"can", "could", "might", "would", "may", "should"})


def kept(signs: Iterable[str]) -> bool:
    """Whether the signs weigh more than nothing."""
    return score(signs) > 0


def score(signs: Iterable[str]) -> float:
    """Bias and weights of the signs; every sign must stand in the table."""
    weights = packaged().weights
    return weights["bias"] + sum(weights[s] for s in signs)


def features(setting: Setting, promise: Promise, parties: Parties) -> tuple[str, ...]:
    """The signs that are true of a promise."""
    of_cue, of_parties = _of_cue(promise, parties), _of_parties(promise, parties)
    signs = [*of_cue, *of_parties, *_of_deed(setting, promise), *_of_clause(promise)]
    return tuple(dict.fromkeys([*signs, "foretold"] if _foretold(setting, promise, parties) else signs))


def _foretold(setting: Setting, promise: Promise, parties: Parties) -> bool:
    """ "Barnier said that Britain will bear the risk": what one side says that another will do binds nobody.

    A mediator tells what both will do, a member what its body will.
    """
    if promise.form != "will" or len(parties.by) != 1 or parties.by[0] in data.bodies():
        return False
    for verb in promise.cue.ancestors:
        teller = subject(verb) if verb.lemma_.lower() in SAYING else None
        if teller is not None and teller != promise.holder:
            said_by = sides_of(setting.cast.named(teller))
            return bool(said_by) and set(said_by).isdisjoint(parties.by)
    return False


def _of_cue(promise: Promise, parties: Parties) -> Iterator[str]:
    yield promise.sure
    if "owner" in parties.rules:
        yield "thing_holder"
    if promise.holder is not None and promise.holder.lower_ == "we":
        yield "we"
    if promise.form == "noun":
        yield "noun"
    if promise.strength is Strength.REFUSED:
        yield "refused"


def _of_parties(promise: Promise, parties: Parties) -> Iterator[str]:
    if not parties.by:
        yield "no_actor"
    elif len(parties.by) > 1:
        yield "joint"
    elif parties.mentioned:
        yield "other_party"
    elif parties.toward or promise.strength is Strength.AGREED:
        yield "other_participant"
    else:
        yield "nobody_else"


def _of_deed(setting: Setting, promise: Promise) -> Iterator[str]:
    """The class of what is promised: a verb's, or a noun's where no verb stands."""
    deed, table = promise.deed, packaged()
    if not is_verb(deed):
        yield "thing"
        if setting.cast.standing(deed) is not None:
            yield "attitude"  # "its commitment to Ukraine", "to the alliance": no deed
            return
        heads = [deed, *(c for c in deed.children if c.dep_ == "conj")]
        if any(head.tag_ == "NNS" and head.lemma_.lower() in COME for head in heads):
            yield "together"  # "further visits by senior officials": no single engagement
            return
        yield from _first((name for head in heads for name, words in table.things.items() if head.lemma_.lower() in words), "vague_thing")
        return
    lemma = " ".join([deed.lemma_.lower(), *(c.lower_ for c in deed.children if c.dep_ == "prt")])
    if any(c.dep_ == "ccomp" for c in deed.children) and lemma == "conclude":
        yield "state"  # "will conclude that China has violated the truce"
        return
    single = _contact(deed) or _by_object(deed, lemma)
    classes = [single] if single else [name for name, words in table.deeds.items() if lemma in words or lemma.split()[0] in words]
    refusing = promise.strength is Strength.REFUSED
    if "speech" in classes and refusing and promise.form != "will":
        classes = ["together"]
    yield from _first(classes, "unknown")


def _by_object(deed: Token, lemma: str) -> str:
    """What the object makes of a verb: a statement issued is speech, a treaty reviewed or a tariff raised no mere talk; else empty."""
    table = packaged()
    things = {c.lemma_.lower() for c in deed.children if c.dep_ in {"dobj", "nsubjpass"}}
    if things & table.objects["told"]:
        return "speech"
    return "measure" if lemma in table.objects["either"] and things & (table.things["measure"] | table.objects["measure"]) else ""


def _contact(deed: Token) -> str:
    """ "contact" for one meeting or visit, "together" for a habit to come ("meet regularly", "hold more meetings"); else empty."""
    objects = packaged().objects
    if deed.lemma_.lower() in packaged().deeds["contact"]:
        habit = any(c.lower_ in {"regularly", "frequently", "annually", "often", "periodically"} for c in deed.children)
        return "together" if habit else "contact"
    towards = (c for p in deed.children if p.dep_ == "prep" and p.lower_ in {"for", "by", "in"} for c in p.children)
    going = deed.lemma_ in {"leave", "stop"} and not any(c.dep_ in {"dobj", "xcomp"} for c in deed.children)
    if going and any(c.ent_type_ == "GPE" for c in towards):
        return "contact"  # "will leave for Oslo", "will stop in Riga"
    if deed.lemma_ == "join" and (is_passive(deed) or any(c.dep_ == "dobj" and c.ent_type_ == "PERSON" for c in deed.children)):
        return "contact"  # "he will be joined by the under secretary"
    if deed.lemma_.lower() in objects["verbs"]:
        for thing in (c for c in deed.children if c.dep_ in {"dobj", "nsubjpass"}):
            if thing.tag_ == "NNS" and thing.lemma_.lower() in objects["habit"]:
                return "together"
            if thing.lemma_.lower() in objects["contact"]:
                return "contact"
    return ""


def _first(names: Iterable[str], otherwise: str) -> Iterator[str]:
    yield next(iter(names), otherwise)


def _of_clause(promise: Promise) -> Iterator[str]:
    cue = promise.cue
    inner = cue.dep_ in {"ccomp", "pcomp"}
    asked = inner and any(c.tag_ == "WRB" or (c.dep_ == "mark" and c.lower_ in {"whether", "if"}) for c in cue.children)
    if asked or any(t.text == "?" for t in cue.sent):
        yield "question"
    if any(c.lower_ in SUPERSEDED for c in cue.children):
        yield "superseded"
    wish = cue.dep_ in {"ccomp", "conj", "acl"} and cue.head.lemma_.lower() in packaged().wishing
    if wish and (promise.form == "will" or cue.tag_ in {"VB", "VBP"}):  # "would prefer that they agree"
        yield "wished"
    if any(c.lower_ in UNSURE for c in [*cue.children, *cue.head.children]):
        yield "unsure"
    if _aside(promise):
        yield "aside"
    if _demanded(promise):
        yield "demanded"
    if promise.form != "will" and _hypothetical(promise):
        yield "hypothetical"
    if any(t.lower_ in MUTUAL for t in promise.content.subtree):
        yield "mutual"


def _hypothetical(promise: Promise) -> bool:
    """ "would agree to", "will agree only if", "hopes to reach an agreement on": not bound yet."""
    cue = promise.cue
    if auxiliaries(cue) & (HYPOTHETICAL | {"will"} if cue.lemma_ == "agree" else HYPOTHETICAL):
        return True
    if promise.form != "noun" or promise.strength is not Strength.AGREED or not is_verb(cue.head):
        return False
    verb = cue.head
    return verb.tag_ in {"VB", "VBG"} and not auxiliaries(verb) & {"has", "have", "had", "was", "were", "been"}


def _aside(promise: Promise) -> bool:
    """Told beside the point: "the line that they agreed on in May", "when a truce was agreed", "as he has pledged to"."""
    cue = promise.cue
    verb = cue if is_verb(cue) else next((t for t in cue.ancestors if is_verb(t)), cue)
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and auxiliaries(verb) & {"will", "would"}):
        # "a plan under which both sides will withdraw": its terms; "the waters Britain will take control of"
        relative = any(t.tag_ in {"WDT", "WP", "WP$", "WRB"} and t.i < verb.i for t in verb.subtree)
        gap = any(c.dep_ == "prep" and not any(o.dep_ in {"pobj", "pcomp"} for o in c.children) for t in verb.subtree for c in t.children)
        return (relative or gap) and not any(t.lower_ == "under" and t.dep_ == "prep" for t in verb.children)
    return verb.dep_ == "advcl" and any(c.lower_ in BESIDE and c.i < verb.i for c in verb.children)


def _demanded(promise: Promise) -> bool:
    """A promise yet to be given: "urged both sides to agree", "for Oslo to promise help"."""
    cue = promise.cue
    bare = promise.form == "verb" and cue.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in cue.children)
    bound = cue.head.lemma_.lower() in packaged().verbs  # "intends to commit"
    return bare and not bound and cue.dep_ != "ROOT"
