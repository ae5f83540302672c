"""The prose of marked-up text: paragraphs of HTML, XHTML and NITF, parted by blank lines.

Only for bodies that hold a story and nothing else, as news formats, feeds and mails carry them. A whole web page, with its menus and
teasers, is for ``web``.

    "<p>The envoys met in <b>Hanoi</b>.</p><p>They agreed.</p>" becomes two paragraphs
"""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element

BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hl1 hl2 hr li main nav ol p pre "
    "section table td th tr ul block body.content body.end body.head hedline".split()
)
SILENT = frozenset("script style head template noscript svg math media figcaption object".split())
LINE = "\n"
LONGEST_TAG = 2_000  # characters; no tag of a story is longer


class _Flow(HTMLParser):
    """Gathers the words of blocks; two line breaks part paragraphs as a block does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._words: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block ends what stands before it."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
        elif tag in SILENT:
            self._silent.append(tag)
        elif tag == "br":
            self._words.append(LINE)
        elif tag in BLOCKS:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        """The end of a block ends its paragraph."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Words; line ends of the source are only spaces."""
        if not self._silent:
            self._words.append(data.replace("\r", " ").replace("\n", " "))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """What only begins like "<![CDATA[" ends like a comment with the next ">", as HTML says; the standard's reader stops at it."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def end(self) -> None:
        """What is left is a last sign, or markup that begins and never ends: to look for its end from every "<" on is endless too."""
        if len(self.rawdata) <= LONGEST_TAG:
            self.close()
        self.flush()

    def flush(self) -> None:
        """End the paragraph, which is two where two line breaks stand in it."""
        for piece in "".join(self._words).split(LINE + LINE):
            if words := " ".join(piece.split()):
                self.paragraphs.append(words)
        self._words.clear()


def text_of_html(source: str) -> str:
    """The paragraphs of an HTML body."""
    flow = _Flow()
    flow.feed(source)
    flow.end()
    return "\n\n".join(flow.paragraphs)


def text_of_tree(root: Element) -> str:
    """The paragraphs of an XML body."""
    flow = _Flow()
    _walk(root, flow)
    flow.flush()
    return "\n\n".join(flow.paragraphs)


def _walk(node: Element, flow: _Flow) -> None:
    tag = node.tag.rpartition("}")[2].lower()
    flow.handle_starttag(tag, [])
    flow.handle_data(node.text or "")
    for child in node:
        _walk(child, flow)
        flow.handle_data(child.tail or "")
    flow.handle_endtag(tag)
