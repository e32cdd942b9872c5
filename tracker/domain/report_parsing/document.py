"""What every file format is turned into before it is read: lines of text in reading order, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class SourceFormat(StrEnum):
    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    `text` holds no markup (no `#`, `**`, `<b>`) and no line break; it may be empty (a blank line separates
    paragraphs). `number` counts from 1 through the whole document. `page` counts from 1 where the format has
    pages, else None. The rest is what the format knew and text alone does not say: `heading` is the level 1 to 6
    of a heading or None; `bullet` says the line opened a list item (the marker is taken off, save a printed
    number such as "1."); `bold` that the whole line was bold; `cells` holds the cells of a table row in order
    (`text` is then the cells joined by a tab); `footnote` that it belongs to a footnote; `depth` how deep a list
    item stands, by which only the items of one list may be compared; `in_margin` that the line stands in the top or
    bottom margin of its page, outside the running text.
    """

    text: str
    number: int
    page: int | None = None
    heading: int | None = None
    bullet: bool = False
    bold: bool = False
    cells: tuple[str, ...] = ()
    footnote: bool = False
    depth: int = 0
    in_margin: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text in reading order. `notes` are losses the extractor knows of (a page without text, a cut)."""

    format: SourceFormat
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = field(default=())
