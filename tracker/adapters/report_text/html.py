"""A web page as lines: headings, list items, table rows and paragraphs, without what a browser would not show."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tracker.adapters.report_text.characters import clean, numbered, row
from tracker.adapters.report_text.detection import decoded
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import Document, Line, SourceFormat

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = {"head", "script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "select", "dialog"}
_SECTIONS = {"html", "body", "main", "article", "section", "header", "footer", "aside", "div", "form", "fieldset"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_TEXTS = {"p", "blockquote", "figure", "figcaption", "pre", "address", "details", "summary", "hr", "center"}
_BLOCKS = _SECTIONS | _TABLES | _LISTS | _TEXTS | set(_HEADINGS)
_BOLD = frozenset(("b", "strong", "th"))
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(r"\[?(?:\d{1,3}|[a-z*†‡])\]?", re.IGNORECASE)
_FOOTNOTES = re.compile(r"\b(?:doc-footnote|doc-endnotes?|footnotes?)\b", re.IGNORECASE)
_BACK = re.compile(r"\s*[↩↑]\ufe0e?\s*$")
_NO_TEXT = "The page holds no text. Save the whole page again, or save it as PDF, and try that one."


def document_from_html(data: bytes) -> Document:
    """The lines of a web page in document order; nothing is fetched and no script runs.

    An item of a numbered list gets its number as text ("3."); a table row has `cells`; a blank line stands between
    paragraphs. Navigation, scripts, forms and whatever is hidden are left out, and so are the marks of footnotes.
    Raises UnreadableReport where nothing is left.
    """
    tree = LexborHTMLParser(_decode(data))
    lines = numbered(_Reader().lines(tree.root)) if tree.root is not None else ()
    if not any(line.text for line in lines):
        raise UnreadableReport(_NO_TEXT)
    return Document(SourceFormat.HTML, lines)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        try:
            text = data.decode(codecs.lookup(declared[1].decode("ascii")).name)
        except (LookupError, UnicodeError):
            return decoded(data)
        decoded(text.encode())
        return text
    return decoded(data)


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each shown node as (node, True) where it opens and (node, False) where it closes; without recursion."""
    node: LexborNode | None = root
    inside: list[LexborNode] = []
    while node is not None:
        shown = not _is_skipped(node)
        if shown:
            yield node, True
        if shown and node.child is not None:
            inside.append(node)
            node = node.child
            continue
        if shown:
            yield node, False
        while node.next is None and inside:
            node = inside.pop()
            yield node, False
        node = node.next


def _is_skipped(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag.startswith("-"):
        return tag != "-text"
    if tag in _SKIPPED:
        return True
    attributes = node.attributes
    hidden = attributes.get("hidden", "until-found") != "until-found" or attributes.get("aria-hidden") == "true"
    if hidden or _HIDDEN.search(attributes.get("style") or ""):
        return True
    return tag == "sup" and _MARK.fullmatch(node.text().strip()) is not None


def _is_data_row(node: LexborNode) -> bool:
    """Whether a table row holds data; older pages lay out whole columns of text as the cells of a row."""
    cells = [child for child in node.iter() if child.tag in ("td", "th")]
    return len(cells) > 1 and node.css_first("table, ul, ol, h1, h2, h3") is None


@dataclass
class _Reader:
    """Gathers text until a block opens or closes, then makes a line of it."""

    out: list[Line] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    cells: list[str] | None = None
    counters: list[int | None] = field(default_factory=list)
    heading: int | None = None
    bold: int = 0
    footnote: int = 0
    preformatted: int = 0
    bullet: bool = False
    label: str = ""

    def lines(self, root: LexborNode) -> list[Line]:
        for node, opens in _walk(root):
            tag = node.tag or ""
            if tag != "-text":
                self._tag(node, tag, opens)
            elif opens:
                self._take(node.text_content or "")
        self._flush()
        return self.out

    def _tag(self, node: LexborNode, tag: str, opens: bool) -> None:
        step = 1 if opens else -1
        self.bold += step * (tag in _BOLD)
        self.preformatted += step * (tag == "pre")
        if tag in _BLOCKS or tag == "br":
            self._flush()
        if tag in _BLOCKS and tag not in ("li", "tr", "td", "th"):
            self._blank()
        if tag in _HEADINGS:
            self.heading = _HEADINGS[tag] if opens else None
        attributes = node.attributes
        self.footnote += step * bool(_FOOTNOTES.search(f"{attributes.get('role')} {attributes.get('class')}"))
        self._list(tag, attributes, opens)
        self._table(node, tag, opens)

    def _list(self, tag: str, attributes: dict[str, str | None], opens: bool) -> None:
        if tag in ("ul", "ol") and opens:
            self.counters.append(_integer(attributes.get("start"), 1) if tag == "ol" else None)
        elif tag in ("ul", "ol"):
            self.counters.pop()
        elif tag == "li":
            self.bullet, self.label = opens, ""
            number = self.counters[-1] if self.counters else None
            if opens and number is not None and not self.footnote:
                number = _integer(attributes.get("value"), number)
                self.label, self.counters[-1] = f"{number}. ", number + 1

    def _table(self, node: LexborNode, tag: str, opens: bool) -> None:
        if tag == "tr" and opens:
            self.cells = [] if _is_data_row(node) else None
        elif tag == "tr":
            if self.cells:
                self.out.append(row(self.cells))
            self.cells = None
        elif tag in ("td", "th") and opens and self.cells is not None:
            self.cells.append("")

    def _take(self, text: str) -> None:
        if not self.preformatted:
            self.pieces.append((text, self.bold > 0))
            return
        for position, line in enumerate(text.split("\n")):
            if position:
                self._flush()
            self.pieces.append((line, self.bold > 0))

    def _flush(self) -> None:
        text = clean(re.sub(r"[\t\r\n\f]", " ", "".join(piece for piece, _ in self.pieces)))
        bold = all(heavy for piece, heavy in self.pieces if piece.strip())
        self.pieces = []
        if not text:
            return
        if self.cells:
            self.cells[-1] = f"{self.cells[-1]} {text}".strip()
        else:
            text = _BACK.sub("", text) if self.footnote else self.label + text
            self.out.append(
                Line(
                    text,
                    0,
                    heading=self.heading,
                    bullet=self.bullet,
                    bold=bold,
                    footnote=self.footnote > 0,
                    depth=len(self.counters) if self.bullet else 0,
                )
            )
        self.bullet, self.label = False, ""

    def _blank(self) -> None:
        if self.cells is None:
            self.out.append(Line("", 0))


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 6 else otherwise
