"""XML as a tree, read with everything switched off that can hurt: entities of its own, references to elsewhere, endless depth.

News formats need none of these. A document type is allowed, for NITF names one, but what it points to is never fetched; names of
characters that such a type would define ("&nbsp;") are taken from HTML.

    <!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]> is refused: "it declares entities of its own"
"""

from __future__ import annotations

import html.entities
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from communique.model import Problem

DEEPEST = 200  # levels; no story nests so far


class _RefusedError(Exception):
    """What no news format needs."""


def parse_xml(data: bytes, name: str) -> Element | Problem:
    """The root of the tree, or what is wrong with it."""
    builder, depth = TreeBuilder(), 0
    parser = expat.ParserCreate(namespace_separator="}")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _RefusedError(f"it nests deeper than {DEEPEST} levels")
        builder.start(_named(tag), {_named(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(tag))

    def declared(*_: object) -> int:
        raise _RefusedError("it declares entities of its own")

    def skipped(entity: str, is_parameter: bool) -> None:
        if not is_parameter:
            builder.data(html.entities.html5.get(f"{entity};", ""))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = declared
    parser.ExternalEntityRefHandler = declared
    parser.SkippedEntityHandler = skipped
    try:
        parser.Parse(data, True)
    except _RefusedError as error:
        return Problem(name, f"XML is refused: {error}")
    except expat.ExpatError as error:
        return Problem(name, f"not well-formed XML: {expat.ErrorString(error.code)}, line {error.lineno:,}")
    except (ValueError, LookupError) as error:
        return Problem(name, f"XML in an unknown encoding: {error}")
    return builder.close()


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def first(root: Element, *path: str) -> Element | None:
    """The first element down a path of tags, whatever their namespaces and whatever stands between."""
    at: Element | None = root
    for tag in path:
        at = next((node for node in at.iter() if node is not at and local(node.tag) == tag), None) if at is not None else None
    return at


def words(node: Element | None) -> str | None:
    """All words of an element on one line; None where there are none."""
    return " ".join("".join(node.itertext()).split()) or None if node is not None else None


def _named(tag: str) -> str:
    return "{" + tag if "}" in tag else tag
