"""A Word document as lines: its body in order, paragraphs and tables alike, then its footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from tracker.adapters.report_text.characters import BULLET, clean, numbered, row, tabbed
from tracker.adapters.report_text.docx_numbers import Numbers
from tracker.adapters.report_text.docx_parts import MC, Parts, W
from tracker.adapters.report_text.docx_styles import Look, Styles, value
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import Document, Line, SourceFormat

_LEFT_OUT = {f"{W}{name}" for name in ("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "del", "moveFrom", "instrText")}
_DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_WORDS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DAMAGED = "The Word file is damaged. Open it in Word, save it under a new name, and try that one."
_NO_TEXT = "The Word file holds no text. Use the report as the inspectorate publishes it."


def document_from_docx(data: bytes) -> Document:
    """The lines of a Word document; pages are not known.

    Heading styles and outline levels give `heading`; list paragraphs are bullets, with Word's automatic number in
    the text where the list has one ("3."); a table row has `cells`, a table that only lays out text does not; text
    boxes follow the paragraph they hang on. Deleted and hidden text, fields' codes and the marks of footnotes are
    left out. Nothing outside the file is looked at. Raises UnreadableReport for bombs, entities and damage.
    """
    parts = Parts(data)
    try:
        reader = _Reader(Styles(parts.related("styles")), Numbers(parts.related("numbering")))
        lines = list(reader.blocks(parts.main))
        notes = parts.related("footnotes")
        for note in [] if notes is None else notes:
            if note.get(f"{W}type") is None:
                lines += [replace(line, bullet=False, footnote=True) for line in reader.blocks(note) if line.text]
    except RecursionError as error:
        raise UnreadableReport(_DAMAGED) from error
    kept = numbered(lines)
    if not kept:
        raise UnreadableReport(_NO_TEXT)
    return Document(SourceFormat.DOCX, kept)


@dataclass
class _Words:
    """What a paragraph holds: pieces of text with their weight, and the text boxes that hang on it."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


@dataclass
class _Reader:
    styles: Styles
    numbers: Numbers

    def blocks(self, parent: Element) -> Iterator[Line]:
        """The lines of every paragraph and table below an element, in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield Line("", 0)
                yield from self._table(child)
                yield Line("", 0)
            elif child.tag not in _LEFT_OUT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        properties = paragraph.find(f"{W}pPr")
        look = self.styles.paragraph(properties)
        words = _Words()
        self._gather(paragraph, look, words)
        texts = "".join(text for text, _ in words.pieces).split("\n")
        bold = all(heavy for text, heavy in words.pieces if text.strip())
        texts = [text for text in texts if text.strip()]
        listed = look.list_id not in (None, "0") and bool(texts)
        label = self.numbers.label(look.list_id or "", look.list_level or 0) if listed else ""
        if not listed:
            yield Line("", 0)
        for position, text in enumerate(texts):
            typed = BULLET.match(text) if not listed and not look.heading else None
            text = f"{label} {text}" if label and not position else text[typed.end() :] if typed else text
            bullet = (listed and not look.heading and not position) or bool(typed)
            cells = () if listed else tabbed(text)
            plain = "\t".join(cells) if cells else clean(text.replace("\t", " "))
            depth = look.list_level or 0 if bullet and listed else 0
            yield Line(plain, 0, heading=look.heading, bullet=bullet, bold=bold, cells=cells, depth=depth)
        if not listed:
            yield Line("", 0)
        for box in words.boxes:
            yield from self.blocks(box)

    def _gather(self, element: Element, look: Look, words: _Words) -> None:
        for child in element:
            if child.tag == f"{W}r":
                own = self.styles.run(child.find(f"{W}rPr"), look)
                if not own.hidden and not _is_mark(child):
                    self._gather(child, own, words)
            elif child.tag == f"{W}t":
                words.pieces.append((child.text or "", look.bold is True))
            elif child.tag in _WORDS:
                words.pieces.append((_WORDS[child.tag], look.bold is True))
            elif child.tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                chosen = child.find(f"{MC}Fallback") if chosen is None else chosen
                if chosen is not None:
                    self._gather(chosen, look, words)
            elif child.tag in _DRAWINGS:
                words.boxes += _nearest(child, f"{W}txbxContent")
            elif child.tag not in _LEFT_OUT:
                self._gather(child, look, words)

    def _table(self, table: Element) -> Iterator[Line]:
        for found in _nearest(table, f"{W}tr"):
            cells = _nearest(found, f"{W}tc")
            if len(cells) < 2 or self._lays_out(cells):
                for cell in cells:
                    yield from self.blocks(cell)
            else:
                lines = [[] if _is_merged(cell) else list(self.blocks(cell)) for cell in cells]
                bold = all(line.bold for cell in lines for line in cell if line.text)
                yield row((" ".join(line.text for line in cell if line.text) for cell in lines), bold=bold)

    def _lays_out(self, cells: list[Element]) -> bool:
        """Whether a row holds running text in columns: a list, a heading or another table in one of its cells."""
        looks = [self.styles.paragraph(found.find(f"{W}pPr")) for cell in cells for found in cell.iter(f"{W}p")]
        nested = any(cell.find(f".//{W}tbl") is not None for cell in cells)
        return nested or any(look.list_id not in (None, "0") or look.heading for look in looks)


def _is_mark(run: Element) -> bool:
    """Whether a run is a number in superscript, which is how a footnote's mark is typed by hand."""
    text = "".join(found.text or "" for found in run.findall(f"{W}t")).strip()
    return value(run.find(f"{W}rPr"), "vertAlign") == "superscript" and text.isdigit()


def _is_merged(cell: Element) -> bool:
    """Whether a cell only continues the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def _nearest(parent: Element, tag: str) -> list[Element]:
    """The elements of a tag below another, in order, without those inside one of them or inside a table."""
    found, waiting = [], list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            found.append(element)
        elif element.tag != f"{W}tbl":
            waiting += reversed(element)
    return found
