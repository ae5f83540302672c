"""The record as one HTML page that stands alone: no script, no picture, nothing fetched; it can be mailed, printed and archived.

Only the quotations of reports are in it, not their texts. Every word that came from a report is escaped, and the page's own policy
forbids a browser to run or load anything even so.

    <li id="E6cdfa494"><strong>16 Mar 2023</strong> visit, held: Yoon Suk Yeol (President, South Korea) ...
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from communique.model import ChannelEntry, CommitmentEntry, Document, EngagementEntry, Record, StatementEntry, Step
from communique.publish.commitments import in_order as by_making
from communique.publish.days import day, period
from communique.publish.naming import told
from communique.publish.parties import people, side_name, sides
from communique.publish.timeline import AHEAD, in_order

EMPTY = "Nothing in the record answers to that."
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "h1,h2{line-height:1.2}ul{padding-left:1.2rem}li{margin:.6rem 0}nav a{margin-right:1rem}"
    "q{font-style:italic}small,.told{color:#595959}li:target{background:#fff3bf}summary{cursor:pointer}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}small,.told{color:#a8a8a8}"
    "li:target{background:#4a3d00}a{color:#8ab4ff}}@media print{nav{display:none}}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEAD = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
)
# What HTML cannot hold even when it is escaped.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def page(record: Record) -> str:
    """The page as text."""
    title = f"The record as of {day(record.as_of)}" if record.as_of else "The record"
    ordered = in_order(record.engagements)
    sections = {
        "Engagements ahead": [_engagement(e) for e in ordered if e.status in AHEAD],
        "Engagements": [_engagement(e) for e in ordered if e.status not in AHEAD],
        "Commitments": [_commitment(c) for c in by_making(record.commitments)],
        "Channels": [_channel(c) for c in record.channels],
        "Statements": [_statement(s) for s in record.statements],
        "Reports": [_report(d) for d in record.documents],
    }
    shown = {name: items for name, items in sections.items() if items}
    links = "".join(f'<a href="#{_anchor(name)}">{name} ({len(items)})</a>' for name, items in shown.items())
    body = "".join(
        f'<section id="{_anchor(name)}">\n<h2>{name}</h2>\n<ul>\n{"".join(items)}</ul>\n</section>\n' for name, items in shown.items()
    )
    return (
        f"{HEAD}<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<nav>{links}</nav>\n<main>\n{body or f'<p>{EMPTY}</p>'}</main>\n</body>\n</html>\n"
    )


def _words(text: str) -> str:
    """Words of a report or of the record, as text that no browser takes for anything else."""
    return escape(UNWRITABLE.sub("\ufffd", text))


def _anchor(name: str) -> str:
    """A name as an id of the page and a link to it: letters, digits and hyphens only."""
    return quote(name, safe="").replace("%", "_").replace("~", "_7E")


def _link(name: str) -> str:
    return f'<a href="#{_anchor(name)}">{_words(name)}</a>'


def _item(id: str, head: str, lines: Iterable[str], quotations: Iterable[str]) -> str:
    about = "".join(f"<br>{line}" for line in lines if line)
    quoted = "".join(f"<li>{quotation}</li>\n" for quotation in quotations)
    evidence = f"\n<details open><summary>evidence</summary>\n<ul>\n{quoted}</ul></details>" if quoted else ""
    return f'<li id="{_anchor(id)}">{head} <small>{_words(id)}</small>{about}{evidence}</li>\n'


def _proof(words: str, document: str, step: Step | None) -> str:
    said = f"{_words(step.status)}{f', told {day(step.on)}' if step.on else ''}: " if step else ""
    return f'<span class="told">{said}</span><q>{_words(words)}</q> {_link(document)}'


def _proofs(entry: EngagementEntry | CommitmentEntry | ChannelEntry) -> Iterator[str]:
    for proof, step in told(entry):
        yield _proof(proof.span.text, proof.document, step)


def _engagement(entry: EngagementEntry) -> str:
    head = f"<strong>{period(entry.start, entry.end, entry.precision)}</strong> {entry.kind.value}, {entry.status.value}"
    setting = filter(None, [entry.place, f"beside {entry.occasion}" if entry.occasion else None, entry.duration])
    lines = [
        _words(people(entry.people)),
        _words(sides(entry.sides)),
        _words(", ".join(setting)),
        _words(f"on {', '.join(entry.topics)}") if entry.topics else "",
        *(_words(f"disagreement: {conflict}") for conflict in entry.conflicts),
    ]
    return _item(entry.id, head, lines, _proofs(entry))


def _commitment(entry: CommitmentEntry) -> str:
    due = f"due {period(entry.due_start, entry.due_end)}" if entry.due_start or entry.due_end else "no time set"
    made = f" {day(entry.made)}" if entry.made else ""
    head = f"<strong>{entry.strength.value}{made}</strong> {due}, {_words(entry.status)}"
    toward = [side for side in entry.toward if side not in entry.by]
    parties = sides(entry.by) + (f" toward {sides(toward)}" if toward else "")
    kept = f"kept by {', '.join(_link(name) for name in entry.kept_by)}" if entry.kept_by else ""
    return _item(entry.id, head, [_words(f"{parties}: {entry.what}" if parties else entry.what), kept], _proofs(entry))


def _channel(entry: ChannelEntry) -> str:
    head = f"<strong>{_words(entry.name)}</strong> {entry.state.value}"
    return _item(entry.id, head, [_words(sides(entry.sides))], _proofs(entry))


def _statement(entry: StatementEntry) -> str:
    claim = entry.claim
    speaker = ", ".join(filter(None, [claim.speaker or "unnamed", side_name(claim.side) if claim.side else None]))
    via = f", via {', '.join(claim.via)}" if claim.via else ""
    at = f"at {_link(entry.engagement)}" if entry.engagement else ""
    head = f"<strong>{day(entry.published)}</strong> {_words(speaker + via)}, {claim.stance.value}"
    return _item(entry.id, head, [at], (_proof(span.text, claim.document, None) for span in claim.content))


def _report(document: Document) -> str:
    about = [document.title, document.source, day(document.published) if document.published else None]
    return _item(document.id, _words(", ".join(filter(None, about)) or "report"), [], [])
