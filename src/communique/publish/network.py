"""The record as a network (GraphML): people and sides are nodes, an engagement is an edge between each two across a table.

A side for which no person is named stands for itself. Two people of one side are not joined by a meeting with another; an engagement
of many gives many edges, which its id makes one again.

    <edge id="E6cdfa494.0" source="p0" target="p1"> kind visit, status held, start 2023-03-16 </edge>
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from communique.model import EngagementEntry, Record
from communique.publish.parties import side_name
from communique.publish.timeline import in_order

NODE = ("label", "type", "side", "office")
EDGE = ("engagement", "kind", "status", "start", "end", "place", "topics")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
# What XML 1.0 cannot hold, however it is written.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Actor = tuple[str, str | None]  # a name and its side; the name of a side that stands for itself is its code


def graphml(record: Record) -> str:
    """The network as GraphML text."""
    nodes: dict[Actor, str | None] = {}
    edges: list[tuple[Actor, Actor, EngagementEntry]] = []
    for entry in in_order(record.engagements):
        actors = _actors(entry)
        for actor, office in actors.items():
            nodes[actor] = office or nodes.get(actor)
        edges += [(a, b, entry) for a, b in itertools.combinations(actors, 2) if a[1] != b[1] or a[1] is None]
    numbers = {actor: f"n{at}" for at, actor in enumerate(nodes)}
    lines = [
        HEAD,
        *(_key("node", name) for name in NODE),
        *(_key("edge", name) for name in EDGE),
        '<graph id="record" edgedefault="undirected">',
    ]
    for (name, side), office in nodes.items():
        alone = name == side
        values = (side_name(name) if alone else name, "side" if alone else "person", side, office)
        lines += [f"<node id={quoteattr(numbers[name, side])}>", *_values("node", NODE, values), "</node>"]
    for at, (a, b, entry) in enumerate(edges):
        day = (str(entry.start) if entry.start else None, str(entry.end) if entry.end else None)
        told = (entry.id, entry.kind.value, entry.status.value, *day, entry.place, ", ".join(entry.topics) or None)
        lines += [f'<edge id="e{at}" source="{numbers[a]}" target="{numbers[b]}">', *_values("edge", EDGE, told), "</edge>"]
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _actors(entry: EngagementEntry) -> dict[Actor, str | None]:
    """Who takes part, each with an office where one is told."""
    people: dict[Actor, str | None] = {(person.name, person.side): person.office for person in entry.people}
    covered = {side for _, side in people}
    return people | {(code, code): None for code in entry.sides if code not in covered}


def _key(of: str, name: str) -> str:
    return f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="string"/>'


def _values(of: str, names: tuple[str, ...], values: tuple[str | None, ...]) -> Iterator[str]:
    """The values that are told; a missing one is left out."""
    for name, value in zip(names, values, strict=True):
        if value is not None:
            yield f'<data key="{of}-{name}">{escape(UNWRITABLE.sub("", value))}</data>'
