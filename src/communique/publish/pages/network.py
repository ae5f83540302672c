"""Who met whom: sides or people as points, their engagements as lines between them, drawn on the server.

Only the most frequent are drawn; the table below the drawing gives every pair of them with its count.

    China and the United States, eight times since August 2022; Japan and South Korea, four times
"""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass

from communique.publish.pages import wording
from communique.publish.pages.asked import Asked
from communique.publish.pages.catalogue import Catalogue
from communique.publish.pages.drawing import Edge, Node, placed
from communique.publish.parties import side_name

MOST = 26
WIDE, MARGIN = 900, 60
LOW, EACH, HIGH = 240, 22, 620  # a drawing grows with its points


@dataclass(frozen=True, slots=True)
class NetworkView:
    """The drawing and its table; ``left_out`` are points that found no room."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    pairs: tuple[tuple[str, str, int, str], ...]
    left_out: int
    by: str
    high: int


def network_view(catalogue: Catalogue, asked: Asked) -> NetworkView:
    """The network of what is asked for; only held engagements make a line, and no gathering does."""
    by = "person" if asked.by == "person" else "side"
    facets = [*asked.all_facets, ("size", "few"), ("status", "held")]
    found = catalogue.engagements.places(facets, asked.since, asked.until)
    size = catalogue.engagements.count(by, found)
    names = [name for name, _ in heapq.nsmallest(MOST, size.items(), key=lambda pair: (-pair[1], pair[0]))]
    among = {n: frozenset(catalogue.engagements.places([*facets, (by, n)], asked.since, asked.until)) for n in names}
    shared = {(a, b): len(among[a] & among[b]) for a, b in itertools.combinations(sorted(names), 2)}
    weights = {pair: n for pair, n in shared.items() if n}
    names = [n for n in names if any(n in pair for pair in weights)]
    high = min(LOW + EACH * len(names), HIGH)
    at = {n: (MARGIN + x * (WIDE - 2 * MARGIN), MARGIN / 2 + y * (high - 1.6 * MARGIN)) for n, (x, y) in placed(names, weights).items()}
    nodes = tuple(_node(catalogue, asked, by, n, at[n], size[n]) for n in names)
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    edges = tuple(_edge(catalogue, asked, by, pair, count, at) for pair, count in reversed(ranked))
    pairs = tuple((_label(catalogue, by, a), _label(catalogue, by, b), n, _both(asked, by, a, b)) for (a, b), n in ranked[:100])
    return NetworkView(nodes, edges, pairs, max(0, len(size) - MOST), by, high)


def _label(catalogue: Catalogue, by: str, key: str) -> str:
    return catalogue.people.profiles[key].name if by == "person" else side_name(key)


def _both(asked: Asked, by: str, one: str, other: str) -> str:
    if by == "person":
        return wording.person_path(one)
    return asked.to("/timeline", between=(one, other), by=None)


def _node(catalogue: Catalogue, asked: Asked, by: str, key: str, at: tuple[float, float], count: int) -> Node:
    href = wording.person_path(key) if by == "person" else asked.to("/timeline", between=(key,), by=None)
    return Node(key, _label(catalogue, by, key), round(at[0]), round(at[1]), round(min(5 + 2.2 * math.sqrt(count), 22), 1), href)


def _edge(catalogue: Catalogue, asked: Asked, by: str, pair: tuple[str, str], count: int, at: dict[str, tuple[float, float]]) -> Edge:
    (x1, y1), (x2, y2) = at[pair[0]], at[pair[1]]
    label = f"{_label(catalogue, by, pair[0])} and {_label(catalogue, by, pair[1])}: {count}"
    return Edge(round(x1), round(y1), round(x2), round(y2), round(min(1 + math.log2(count + 1), 7), 1), label, _both(asked, by, *pair))
