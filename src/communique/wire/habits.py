"""The habits of wire copy as compiled patterns: datelines, credits, teasers, notes and slugs, read from ``data/wire.toml``.

Words live in the table, the shape of the line lives here. Nothing here looks at a whole report; ``layout`` does.

    "BEIJING, Feb. 16 (Xinhua) -- China on Friday lodged a protest with the embassy."
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAY = rf"(?:{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?)"
CAPITALS = r"(?!(?:I|A) )[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*){0,4}"
REGION = rf"(?:, (?!{MONTH}\b)[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){{0,2}})?"
# Each word is taken whole or not at all: where a list of names leads to nothing, no way to part their letters is tried again.
NAME = r"(?>[A-ZÀ-Þ][\w.'’-]*[a-zß-ÿ][\w'’-]*)(?: (?>[A-ZÀ-Þ][\w.'’-]*[a-zß-ÿ.][\w'’-]*)){1,3}"
NAMES = rf"{NAME}(?:(?:, | and |, and ){NAME})*"
DASH = r"\s*(?:--+|[-–—])(?=\s)"


@dataclass(frozen=True, slots=True)
class Habits:
    """Patterns compiled from the table.

    Args:
        dateline: at the start of a paragraph; the group ``agency`` is the outlet where one is told.
        bare: a place in capitals and a dash with neither day nor agency; ``not_places`` are no places.
        caption: the words that open a caption, at the start of a paragraph or of a sentence.
        credit: an agency or photographer in the brackets that close a caption, or "REUTERS/Jane Roe" at its end.
        pictured: how a caption points from the news to the picture: "Envoy An Lee (pictured) is said to have agreed".
        position: who stands where: "(L)", "(far right)".
        spelt: the same in whole words; a single letter may be a party: "Sen. An Lee (R) meets voters".
        seen: the present tense of captions.
        heading: a line that opens a list of links.
        teaser: how a paragraph begins that is a link or a notice as a whole.
        byline: a line that names the writer.
        writers: the same, run into the dateline: "By Jane Roe WASHINGTON (Reuters) -".
        note: a correction in brackets, run into the report that it corrects.
        signature: writers and editors in brackets at the end of a paragraph.
        contributed: "... contributed to this report."
        correction: how a note to the reader about the versions begins.
        wrong: the ones of these that say that the earlier version was wrong.
        slugs: for each version, what stands before a headline.
    """

    dateline: re.Pattern[str]
    bare: re.Pattern[str]
    not_places: frozenset[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    pictured: re.Pattern[str]
    position: re.Pattern[str]
    spelt: re.Pattern[str]
    seen: re.Pattern[str]
    heading: re.Pattern[str]
    teaser: re.Pattern[str]
    byline: re.Pattern[str]
    writers: re.Pattern[str]
    note: re.Pattern[str]
    signature: re.Pattern[str]
    contributed: re.Pattern[str]
    correction: re.Pattern[str]
    wrong: re.Pattern[str]
    slugs: dict[str, re.Pattern[str]]


def _any(words: Iterable[str]) -> str:
    """An alternative of plain words, longest first; "#" stands for a number."""
    return "(?:" + "|".join(re.escape(w).replace(r"\#", r"\d+") for w in sorted(words, key=len, reverse=True)) + ")"


def _slug(words: Iterable[str]) -> re.Pattern[str]:
    """ "UPDATE 1-Xi ...", "Kill: Xi ...", "(2nd LD) Xi ...".

    Joined by a hyphen only in capitals: "Lead-poisoning talks stall" is no version, nor is "Update on talks awaited".
    """
    marks = _any(words)
    hyphened = _any(word.upper() for word in words)
    return re.compile(rf"\s*(?:(?i:[(\[]{marks}[)\]]\s*[-–—:]?|{marks}\s?[:–—])|{hyphened}(?:\s?-(?=\S)| - ))\s*")


@functools.cache
def habits() -> Habits:
    """The patterns, compiled once."""
    table = tomllib.loads(resources.files("communique.data").joinpath("wire.toml").read_text(encoding="utf-8"))
    agency = rf"(?P<agency>{_any(table['dateline']['agencies'])}(?:/[A-Z]\w+)*)"
    capitals = rf"{CAPITALS}(?:/{CAPITALS})*{REGION}"
    lines = (
        rf"{capitals}(?:, {DAY})?,? \({agency}\)[.,:]?(?:{DASH}|(?=\s))",
        rf"{capitals}, {DAY}[.,]? /{agency.replace('?P<agency>', '?P<slashed>')}/\.?",
        rf"{capitals}, {DAY},? {agency.replace('?P<agency>', '?P<bare>')}{DASH}",
        rf"{capitals}, {DAY}{DASH}",
        rf"{DAY} \({agency.replace('?P<agency>', '?P<dayed>')}\){DASH}",
        rf"[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){{0,2}}{REGION}(?:, {DAY})? \({agency.replace('?P<agency>', '?P<mixed>')}\){DASH}",
    )
    caption, trailer, byline, correction = table["caption"], table["trailer"], table["byline"], table["correction"]
    credited = _any([*table["dateline"]["agencies"], *caption["credits"]])
    return Habits(
        dateline=re.compile("|".join(lines)),
        bare=re.compile(rf"(?P<place>{capitals})(?:\s?[–—](?=\s)| --?(?= ))"),
        not_places=frozenset(table["dateline"]["not_places"]),
        caption=re.compile(rf"(?:(?<=^)|(?<=[.!?\"”)] )){_any(caption['openings'])}(?![\w])", re.IGNORECASE),
        credit=re.compile(
            rf"[(\[][^()\[\]\n]{{0,60}}\b{credited}\b[^()\[\]\n]{{0,60}}[)\]]|\b(?:{_any(caption['slashed'])})/[A-ZÀ-Þ][\w .'’/-]{{2,50}}$"
        ),
        pictured=re.compile(_any(caption["pictured"])),
        position=re.compile(rf"\((?:[^()]*, )?{_any(caption['positions'])}(?:, [^()]*)?\)", re.IGNORECASE),
        spelt=re.compile(rf"\({_any(p for p in caption['positions'] if p.islower())}\)"),
        seen=re.compile(rf"\b{_any(caption['verbs'])}\b"),
        heading=re.compile(rf"{_any(trailer['headings'])}\s*(?::\s*)?$", re.IGNORECASE),
        teaser=re.compile(rf"(?:{_any(trailer['openings'])}(?!\w)|(?i:{_any(h + ':' for h in trailer['headings'])}))"),
        byline=re.compile(rf"By {NAMES}(?:, [\w. ]+)?$|[(\[]?{_any(byline['signatures'])} {NAME}"),
        writers=re.compile(rf"By {NAMES} (?={capitals}|\()"),
        note=re.compile(rf"{_any(o for o in correction['openings'] if o.startswith('('))}[^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE),
        signature=re.compile(rf"[(\[]\s*{_any(byline['signatures'])} [^()\[\]]*[)\]]\s*$"),
        contributed=re.compile(rf"{_any(byline['endings'])}$"),
        correction=re.compile(_any(correction["openings"]), re.IGNORECASE),
        wrong=re.compile(_any(correction["wrong"]), re.IGNORECASE),
        slugs={version: _slug(words) for version, words in table["slug"].items()},
    )
