"""Words, numbers and signs of a text as one string of codes, so that a rule about time is a regular expression over words.

Every word of the lexicon (``data/time_words.toml``) has a code character of its own, every shape of number another, all other words share
one; a class such as WEEKDAY is then a set of characters, and a word may stand in several classes. Linear in the length of the text.

    "The envoys will meet on Friday, Feb. 16, at 3 p.m." -> WORD WORD WORD WORD on WEEKDAY COMMA MONTH DOT DAYNUM COMMA at DAYNUM AMPM DOT
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

TOKEN = re.compile(
    r"(?P<para>\n[^\S\n]*\n\s*)"
    r"|(?P<iso>\b[0-9]{4}-[0-9][0-9]-[0-9][0-9]\b)"
    r"|(?P<slash>\b[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9][0-9])\b)"
    r"|(?P<clock>\b[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?\b(?![:0-9])|\b[0-9]{1,2}\.[0-5][0-9](?=\s?[apAP]\.?[mM]\b))"
    r"|(?P<decade>\b[0-9]{3}0['’]?s\b|['’`]?\b[0-9]0s\b)"
    r"|(?P<yearword>['’`][0-9][0-9]\b(?![0-9%]))"
    r"|(?P<ordinal>\b[0-9]{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<ampm>\b[apAP]\.\s?[mM]\b\.?|(?<=[0-9])\s?[apAP][mM]\b|\b[apAP][mM]\b)"
    r"|(?P<fraction>\b[0-9]/[0-9]\b)"
    r"|(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<owner>['’]s\b)"
    r"|(?P<sign>\S)"
)
SIGNS = {
    ",": "COMMA",
    ".": "DOT",
    "-": "HYPHEN",
    "–": "HYPHEN",
    "—": "DASH",
    "/": "SLASH",
    "$": "MONEY",
    "€": "MONEY",
    "£": "MONEY",
    "#": "MONEY",
    "%": "PERCENT",
    "(": "OPEN",
    ")": "CLOSE",
    "'": "QUOTE",
    "’": "QUOTE",
    "`": "QUOTE",
}
SHAPES = (
    "ISO",
    "SLASHDATE",
    "CLOCK",
    "DECADE",
    "YEARWORD",
    "ORDDAY",
    "ORDNUM",
    "AMPM",
    "FRACTION",
    "HOURNUM",
    "DAYNUM",
    "MINUTENUM",
    "YEARNUM",
    "FOURDIGITS",
    "NUMBER",
    "OWNER",
    "PARA",
    "OTHERSIGN",
    "WORD",
    "CAPITAL",
    *sorted(set(SIGNS.values())),
)
# Sets of shapes that rules name as one class.
UNIONS = {
    "DAY": ("HOURNUM", "DAYNUM"),
    "HOUR": ("HOURNUM", "DAYNUM"),
    "YEAR": ("YEARNUM",),
    "FIGURE": ("HOURNUM", "DAYNUM", "MINUTENUM", "NUMBER"),
    "TWODIGITS": ("DAYNUM", "MINUTENUM", "HOURNUM"),
    "ANYNUMBER": ("HOURNUM", "DAYNUM", "MINUTENUM", "NUMBER", "FOURDIGITS", "YEARNUM"),
}
# Month and weekday names that are also other words in small letters, or names of people and papers.
CAPITAL_ONLY = frozenset("may march august mar jan jun dec sun sat mon wed thu fri tue oct nov sep april june".split())
LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of time: classes by name, values by word, and the code characters of both."""

    values: Mapping[str, Mapping[str, int | str]]
    codes: Mapping[str, str]

    def members(self, name: str) -> str:
        """The code characters of a class, a shape, a union of shapes, or one word in small letters.

        Raises:
            KeyError: nothing has that name.
        """
        if name in self.values:
            return "".join(self.codes[word] for word in self.values[name])
        if name in UNIONS:
            return "".join(self.codes[shape] for shape in UNIONS[name])
        return self.codes[name]


@functools.cache
def rule_words() -> frozenset[str]:
    """The small words that the rules name one by one."""
    source = resources.files("communique.data").joinpath("time_rules.toml").read_text(encoding="utf-8")
    patterns = " ".join([*tomllib.loads(source)["macros"].values(), *(rule["pattern"] for rule in tomllib.loads(source)["rule"])])
    return frozenset(re.findall(r"(?<![\w:<])[a-z]+(?![\w:])|(?<=:)[a-z]+(?![\w:])", patterns))


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon of the package, read once."""
    source = resources.files("communique.data").joinpath("time_words.toml").read_text(encoding="utf-8")
    classes = {name: table for name, table in tomllib.loads(source).items() if isinstance(table, dict)}
    words = dict.fromkeys([word for table in classes.values() for word in table] + sorted(rule_words()))
    names = [*words, *SHAPES]
    return Lexicon(classes, {name: chr(0xE000 + i) for i, name in enumerate(names)})


@dataclass(frozen=True, slots=True)
class Tokens:
    """A stretch of text cut into tokens: small-letter words, their places in the text, and one code character for each."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    codes: str

    def raw(self, i: int) -> str:
        """The token as written."""
        return self.text[self.starts[i] : self.ends[i]]

    def glued(self, i: int) -> bool:
        """No space between token i and the one before."""
        return i > 0 and self.ends[i - 1] == self.starts[i]


def chunks(text: str, start: int, stop: int, size: int = 40_000) -> Iterator[tuple[int, int]]:
    """Cut ``text[start:stop]`` at white space into stretches of about ``size`` characters, so that memory stays small."""
    while start < stop:
        end = start + size
        if end >= stop:
            yield start, stop
            return
        cut = max(text.rfind("\n\n", start, end), 0) or max(text.rfind(" ", start, end), 0)
        end = cut if cut > start else end
        yield start, end
        start = end


def tokenise(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of ``text[start:end]`` with offsets into the whole text."""
    known = lexicon().codes
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    word_code, capital_code = known["WORD"], known["CAPITAL"]
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        raw = match.group()
        if kind == "word":
            low = raw.lower()
            code = known.get(low)
            if code is None or (low in CAPITAL_ONLY and raw[0] == low[0]):
                code = capital_code if raw[0] != low[0] else word_code
            words.append(low)
        else:
            words.append(raw)
            code = known[_shape(kind or "sign", raw)]
        starts.append(match.start())
        ends.append(match.end())
        codes.append(code)
    return Tokens(text, words, starts, ends, "".join(codes))


def _shape(kind: str, raw: str) -> str:
    if kind == "number":
        return _figure(raw)
    if kind == "ordinal":
        return "ORDDAY" if 1 <= int(raw[:-2]) <= 31 else "ORDNUM"
    if kind == "sign":
        return SIGNS.get(raw, "OTHERSIGN")
    return {
        "iso": "ISO",
        "slash": "SLASHDATE",
        "clock": "CLOCK",
        "decade": "DECADE",
        "yearword": "YEARWORD",
        "ampm": "AMPM",
        "fraction": "FRACTION",
        "owner": "OWNER",
        "para": "PARA",
    }[kind]


def _figure(raw: str) -> str:
    if not raw.isascii() or not raw.isdigit() or len(raw) > LONGEST_NUMBER:
        return "NUMBER"
    number = int(raw)
    if len(raw) == 4:
        return "YEARNUM" if 1500 <= number <= 2100 else "FOURDIGITS"
    if len(raw) <= 2:
        return "HOURNUM" if number <= 12 else "DAYNUM" if number <= 31 else "MINUTENUM"
    return "NUMBER"
