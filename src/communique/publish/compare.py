"""Two accounts of one engagement: what each side said of it, in whose voice, and which topics only one of them names.

Nothing is averaged and nothing is decided: what one side tells and the other leaves out stands on one side.

    United States: "the two leaders spoke candidly about Taiwan"; China: "the Taiwan question is the first red line"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from communique.model import EngagementEntry, Record, StatementEntry
from communique.publish.export import statement
from communique.publish.lines import BLANK, Line, line
from communique.publish.parties import side_name, sides
from communique.publish.points import Point, Points, points
from communique.publish.statements import in_order, statement_lines
from communique.publish.timeline import engagement_lines

GOVERNMENT = "government of "  # how a state is named as a speaker
UNHEARD = "No statement in the record is tied to this engagement."


def accounts(record: Record, entry: EngagementEntry) -> dict[str, tuple[StatementEntry, ...]]:
    """What each side of an engagement said of it, by side, in the order of publication and text; others who spoke come last."""
    said: dict[str, list[StatementEntry]] = {side: [] for side in entry.sides}
    mostly, only = _reports_of(record, entry)
    for spoken in in_order(record.statements):
        about = spoken.claim.document in only or (spoken.claim.document in mostly and _by_states(spoken))
        if spoken.engagement == entry.id or (about and _ours(spoken, entry)):
            for side in (spoken.claim.side or "").split(", "):
                said.setdefault(side, []).append(spoken)
    return {side: tuple(some) for side, some in said.items() if some}


def _reports_of(record: Record, entry: EngagementEntry) -> tuple[frozenset[str], frozenset[str]]:
    """The reports all of whose placed statements were made at this engagement, and those that tell of no other held."""
    placed: dict[str, set[str]] = {}
    told: dict[str, set[str]] = {}
    for spoken in record.statements:
        if spoken.engagement is not None:
            placed.setdefault(spoken.claim.document, set()).add(spoken.engagement)
    for other in record.engagements:
        for proof in other.evidence:
            told.setdefault(proof.document, set()).add(other.id)
    only = frozenset(document for document, ids in told.items() if ids == {entry.id} and placed.get(document, ids) == ids)
    return frozenset(document for document, ids in placed.items() if ids == {entry.id}), only


def _by_states(spoken: StatementEntry) -> bool:
    """Whether sides speak as such, alone or as one: "China opposes this", "Both sides agreed to meet again" name nobody."""
    return (spoken.claim.speaker or "").startswith(GOVERNMENT) or _joint(spoken)


def _joint(spoken: StatementEntry) -> bool:
    """Whether several sides say it as one."""
    return ", " in (spoken.claim.side or "")


def _ours(spoken: StatementEntry, entry: EngagementEntry) -> bool:
    """Whether a statement that is placed nowhere is of the sides of an engagement alone, and not of one of the people in between."""
    told = set((spoken.claim.side or "").split(", ")) - {""}
    return spoken.engagement is None and bool(told) and told <= set(entry.sides)


def topics(record: Record, entry: EngagementEntry) -> dict[str, tuple[str, ...]]:
    """Each topic named, and the sides that named it."""
    named: dict[str, tuple[str, ...]] = {}
    for side, some in accounts(record, entry).items():
        for topic in dict.fromkeys(topic for spoken in some for topic in spoken.claim.topics):
            named[topic] = (*named.get(topic, ()), side)
    return named


def fullest(record: Record) -> EngagementEntry | None:
    """The engagement of which two sides tell most; None when no engagement has two accounts."""

    def told(entry: EngagementEntry) -> int:
        counts = sorted((len(some) for side, some in accounts(record, entry).items() if side in entry.sides), reverse=True)
        return counts[1] if len(counts) > 1 else 0

    best = max(record.engagements, key=told, default=None)
    return best if best is not None and told(best) else None


def compare(record: Record, entry: EngagementEntry) -> tuple[Line, ...]:
    """The engagement, each side's account of it, and the topics that both or only one of them names."""
    lines = [*engagement_lines(entry), BLANK]
    heard = accounts(record, entry)
    own = {side: [spoken for spoken in some if not _joint(spoken)] for side, some in heard.items()}
    for side, some in own.items():
        lines += [line((_named(side), "head")), *_lines(some), BLANK] if some else []
    joint = {spoken.id: spoken for some in heard.values() for spoken in some if _joint(spoken)}
    if joint:
        lines += [line(("Together", "head")), *_lines(in_order(joint.values())), BLANK]
    silent = [side for side in entry.sides if side not in heard]
    if heard and silent:
        lines.append(line(f"Nothing in the record of what was said there for {sides(silent)}."))
    return (*lines, *_topic_lines(record, entry), *_point_lines(points(heard))) if heard else (*lines, line(UNHEARD))


def compare_object(record: Record, entry: EngagementEntry) -> dict[str, Any]:
    """The same for programs."""
    heard = accounts(record, entry)
    return {
        "engagement": entry.id,
        "accounts": [{"side": side or None, "statements": [statement(spoken) for spoken in some]} for side, some in heard.items()],
        "agenda": list(entry.topics),
        "topics": [{"topic": topic, "sides": [side or None for side in named]} for topic, named in topics(record, entry).items()],
        **_points_object(points(heard)),
    }


def _named(side: str) -> str:
    return side_name(side) if side else "Others"


def _lines(some: Iterable[StatementEntry]) -> Iterator[Line]:
    for spoken in some:
        yield from statement_lines(spoken)


def _topic_lines(record: Record, entry: EngagementEntry) -> Iterator[Line]:
    named = {topic: [side for side in heard if side] for topic, heard in topics(record, entry).items()}
    both = [topic for topic, heard in named.items() if len(heard) > 1]
    agenda = [topic for topic in entry.topics if topic not in both]
    if both:
        yield line(("Named by more than one side: ", "head"), ", ".join(both))
    if agenda:
        yield line(("On the agenda of all: ", "head"), ", ".join(agenda))
    for side in entry.sides:
        alone = [topic for topic, heard in named.items() if heard == [side] and topic not in agenda]
        if alone:
            yield line((f"Named by {side_name(side)} only: ", "head"), ", ".join(alone))


def _point_lines(compared: Points) -> Iterator[Line]:
    """What was put in different manners, and the formulas quoted."""
    for point in compared.both:
        if point.differs:
            yield line((f"Put differently on {point.topic}: ", "head"), "; ".join(_put(point, side) for side in point.sides))
    if compared.shared:
        yield line(("Formula of more than one side: ", "head"), _quoted(compared.shared))
    for side, words in compared.formulas.items():
        if words:
            yield line((f"Formula of {side_name(side)}: ", "head"), _quoted(words))


def _put(point: Point, side: str) -> str:
    """How a side put a point: the manners, and its words of saying."""
    verbs = f" ({_quoted(point.verbs[side])})" if point.verbs[side] else ""
    return f"{side_name(side)}: {', '.join(point.manners[side])}{verbs}"


def _quoted(words: Iterable[str]) -> str:
    return "; ".join(f"“{some}”" for some in words)


def _points_object(compared: Points) -> dict[str, Any]:
    differing = [
        {
            "topic": p.topic,
            **{what: {side: list(some[side]) for side in p.sides} for what, some in (("manners", p.manners), ("verbs", p.verbs))},
        }
        for p in compared.both
        if p.differs
    ]
    return {
        "differing": differing,
        "formulas": {side: list(words) for side, words in compared.formulas.items() if words},
        "shared_formulas": list(compared.shared),
    }
