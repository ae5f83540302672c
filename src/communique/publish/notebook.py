"""The engagements of a record as a small HTML table, as notebooks show a value: day, what, who, where, and the words.

Everything that came from a report is escaped; a long record shows its last entries and says how many there are.

    16 Mar 2023 | visit, held | Yoon Suk Yeol (President, South Korea) | Tokyo | “Yoon met Kishida in Tokyo on Thursday”
"""

from __future__ import annotations

from html import escape

from communique.model import EngagementEntry, Record
from communique.publish.days import period
from communique.publish.parties import people, sides
from communique.publish.timeline import in_order

MOST = 50
HEADS = ("when", "what", "who", "where", "words")


def notebook_table(record: Record) -> str:
    """The table, with a line that counts everything in the record."""
    entries = in_order(record.engagements)
    shown = entries[-MOST:]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in _cells(entry))}</tr>" for entry in shown)
    counts = {
        "engagements": len(entries),
        "commitments": len(record.commitments),
        "channels": len(record.channels),
        "statements": len(record.statements),
        "reports": len(record.documents),
    }
    told_of = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    last = f"; the last {len(shown)} engagements" if len(shown) < len(entries) else ""
    heads = "".join(f"<th>{head}</th>" for head in HEADS)
    return f"<p>{told_of}{last}</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(entry: EngagementEntry) -> tuple[str, ...]:
    words = _last_words(entry)
    quoted = f"<q>{escape(' '.join(words.split()))}</q>" if words else ""
    who = people(entry.people) or sides(entry.sides)
    what = f"{entry.kind.value}, {entry.status.value}"
    return (period(entry.start, entry.end, entry.precision), what, escape(who), escape(entry.place or ""), quoted)


def _last_words(entry: EngagementEntry) -> str:
    """The words of the last step that has any."""
    return next((step.evidence.span.text for step in reversed(entry.history) if step.evidence), "")
