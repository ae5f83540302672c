"""A plain notation for small ledgers: dispatches with their claims go in, the record comes out as text.

A dispatch begins with "== ID DAY" (or "== ID undated"; then "corrects ID", "updates ID" or "kills ID"). Each further line is one claim:

    held meeting | Antony Blinken USA, Wang Yi CHN | 2024-02-16 | Munich | beside Munich Security Conference | "met in Munich on Friday"
    agreed commitment | USA, CHN > USA, CHN | made 2023-11-15 | due 2024-03-01..2024-05-31 | "reopen military lines"
    cut channel | military lines | CHN, USA | 2022-08-01..2022-08-31 | "cut the lines"
    kept deed | USA | 2023-07-03 | "the flights were doubled"
    statement | Wang Yi CHN > Antony Blinken | "told Blinken that ..."
    comparison | first since | 2023-10-01..2023-10-31 | of 1 | "first meeting since October"

Fields after the second stand in any order; "trailer", "caption" or "background" set the standing; the quotation proves the claim.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib

from communique.model import (
    ChannelChange,
    Claim,
    Commitment,
    Comparison,
    Document,
    Engagement,
    FollowThrough,
    Kind,
    Outcome,
    PartKind,
    Person,
    Precision,
    Record,
    Span,
    Stance,
    State,
    Statement,
    Status,
    Strength,
    Version,
    When,
)

VERSIONS = {"corrects": Version.CORRECTION, "updates": Version.UPDATE, "kills": Version.KILL}


def read(text: str) -> tuple[list[Document], list[Claim]]:
    """The documents and claims that a notation tells."""
    documents: list[Document] = []
    claims: list[Claim] = []
    for block in text.split("== ")[1:]:
        head, *lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        name, day, *version = head.split()
        quotes = [line.rsplit('"', 2)[1] for line in lines]
        published = None if day == "undated" else dt.date.fromisoformat(day)
        documents.append(
            Document(
                name,
                "\n".join(quotes),
                published=published,
                published_basis="given" if published else "unknown",
                version=VERSIONS[version[0]] if version else Version.FIRST,
                replaces=version[1] if version else None,
            )
        )
        at, own = 0, list[Claim]()
        for line, quote in zip(lines, quotes, strict=True):
            own.append(_claim(name, line, Span(at, at + len(quote), quote), own))
            at += len(quote) + 1
        claims += own
    return documents, claims


def when(text: str) -> When:
    """ "2024-02-16" or "2023-06-19..2023-12-31" as a period; either side may be left open."""
    first, _, last = text.partition("..")
    start = dt.date.fromisoformat(first) if first else None
    end = start if ".." not in text else dt.date.fromisoformat(last) if last else None
    return When(start, end, _precision(start, end))


def _precision(start: dt.date | None, end: dt.date | None) -> Precision:
    if start is None or end is None:
        return Precision.VAGUE
    if start == end:
        return Precision.DAY
    if (end - start).days < 4:
        return Precision.DAYS
    whole = start.day == 1 and end == start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return Precision.MONTH if whole else Precision.VAGUE


def people(text: str) -> tuple[Person, ...]:
    """ "Antony Blinken USA, Wang CHN" as participants; a bare code names a side without a person."""
    found = []
    for part in text.split(","):
        *name, side = part.split()
        if name:
            found.append(Person(" ".join(name), side))
    return tuple(found)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(sorted({part.split()[-1] for part in text.split(",") if part.strip()}))


def _claim(document: str, line: str, span: Span, own: list[Claim]) -> Claim:
    what, *fields = [f.strip() for f in line.rsplit('"', 2)[0].rstrip("| ").split("|")]
    told, _, sort = what.rpartition(" ")
    name = "c" + hashlib.sha256(f"{document} {line}".encode()).hexdigest()[:12]
    low = next((PartKind(f) for f in fields if f in ("trailer", "caption", "title")), PartKind.BODY)
    times = {f.split()[0]: when(f.split()[1]) for f in fields if f.split()[0] in ("made", "due")}
    days = next((when(f) for f in fields if f[:4].isdigit() or f.startswith("..")), None)
    proof = (span,)
    match sort:
        case "commitment":
            by, _, toward = fields[0].partition(">")
            said = span.text
            return Commitment(
                name, document, _codes(by), _codes(toward), said, Strength(told), times.get("due"), times.get("made"), None, (), low, proof
            )
        case "channel":
            return ChannelChange(name, document, fields[0], _codes(fields[1]), State(told), days, low, proof)
        case "deed":
            return FollowThrough(name, document, span.text, _codes(fields[0]), Outcome(told), days, low, proof)
        case "statement":
            speaker, _, audience = fields[0].partition(" > ")
            who, to = people(speaker)[0], audience or None
            return Statement(
                name, document, (), (), proof, who.name, who.side, (), False, None, None, to, Stance.SAID, "none", (), (), None, True, low
            )
        case "comparison":
            of = next((own[int(f.split()[1]) - 1].id for f in fields if f.startswith("of ")), None)
            return Comparison(name, document, span.text, fields[0], of, (), days, low, proof)
    who, codes = people(fields[0]), _codes(fields[0])
    rest = [f for f in fields[1:] if not (f[:4].isdigit() or f.startswith("..") or f in ("trailer", "caption", "title", "background"))]
    occasion = next((f.removeprefix("beside ") for f in rest if f.startswith("beside ")), None)
    duration = next((f.removeprefix("over ") for f in rest if f.startswith("over ")), None)
    place = next((f for f in rest if not f.startswith(("beside ", "over "))), None)
    return Engagement(
        name, document, Kind(sort), Status(told), who, codes, days, place, occasion, duration, (), "background" not in fields, low, proof
    )


def _period(start: dt.date | None, end: dt.date | None) -> str:
    if start is None and end is None:
        return "no day"
    return str(start) if start == end else f"{start or ''}..{end or ''}"


def show(record: Record, steps: bool = True) -> str:
    """The record as text: an entry on one line, its steps indented below."""
    lines: list[str] = []
    for e in record.engagements:
        who = ", ".join(p.name for p in e.people) or ", ".join(e.sides)
        lines.append(f"{e.status} {e.kind}: {who}; {_period(e.start, e.end)}" + (f"; {e.place}" if e.place else ""))
        lines += [f"  conflict: {c}" for c in e.conflicts]
        lines += _steps(e.history) if steps else []
    for c in record.commitments:
        due = f"; due {_period(c.due_start, c.due_end)}" if c.due_start or c.due_end else ""
        lines.append(f"{c.status} commitment: {', '.join(c.by)}: {c.what}{due}")
        lines += _steps(c.history) if steps else []
    for line in record.channels:
        lines.append(f"{line.state} channel: {line.name}; {', '.join(line.sides)}")
        for s in line.history:
            lines.append(f"  {_period(s.start, s.end)} {s.status} [{s.document}]")
    lines += [f"{r.verdict} comparison: {r.claim.claim}" for r in record.comparisons]
    return "\n".join(lines)


def _steps(history: tuple[object, ...]) -> list[str]:
    found = []
    for s in history:
        told = f'[{s.document}] "{s.evidence.span.text}"' if s.evidence else "by the calendar"  # type: ignore[attr-defined]
        found.append(f"  {s.on} {s.status} {told}")  # type: ignore[attr-defined]
    return found
