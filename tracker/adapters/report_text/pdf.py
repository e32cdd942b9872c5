"""A PDF as lines, read by PDFium: text in its reading order, and what type and position say of each line."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
from pypdfium2 import raw

from tracker.adapters.report_text.broken_words import mended
from tracker.adapters.report_text.characters import clean, numbered
from tracker.adapters.report_text.detection import MOST_TEXT_CHARACTERS, TOO_MUCH_TEXT
from tracker.adapters.report_text.pdf_margins import margins_of
from tracker.adapters.report_text.pdf_page import PrintedLine, PrintedPage, printed_page
from tracker.adapters.report_text.pdf_paragraphs import HEADING_SIZE, body_size, paragraphs_of
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import Document, Line, SourceFormat

MOST_PAGES = 500
_LEAST_LETTERS_A_PAGE = 15
_LONGEST_HEADING = 160
_FOOTNOTE_SIZE = 0.95
_INDENT = 6.0
_NOTE_LEADING = 1.5

_LOCKED = "The PDF is protected with a password. Save a copy without a password, and try that one."
_DAMAGED = "The PDF is damaged and cannot be opened. Download the report again and try the new file."
_TOO_MANY_PAGES = f"The PDF has more than {MOST_PAGES} pages. Check that it is a single inspection report."
_SCANNED = (
    "The PDF holds pictures of pages but no text, as a scanner makes it. "
    "Use the report as the inspectorate publishes it, or run text recognition on it first."
)
_BULLET = re.compile(r"[•▪●○◦‣⁃·\uf0b7\uf0a7]\s+(?=\S)|o\s+(?=[A-Z])")


def document_from_pdf(data: bytes) -> Document:
    """The lines of a PDF with their pages, in the order PDFium reads them.

    A blank line stands between paragraphs. `heading` ranks the sizes larger than the body
    text; `bold` comes from the font. A superscript number (the mark of a footnote) leaves the text; `footnote`
    marks the small print that such a number opens. Words broken at a line's end are whole again. Running headers
    and footers are lines like any other, with `in_margin` where they stand outside the running text.

    Raises UnreadableReport for a PDF with a password, of more than 500 pages, damaged, or without text.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableReport(_LOCKED if locked else _DAMAGED) from error
    with pdf:
        if len(pdf) > MOST_PAGES:
            raise UnreadableReport(_TOO_MANY_PAGES)
        pages = _pages(pdf)
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if letters < _LEAST_LETTERS_A_PAGE * max(len(pages), 1):
        raise UnreadableReport(_SCANNED)
    notes = [
        f"Page {page.number} holds a picture and no text." for page in pages if page.has_picture and not page.lines
    ]
    return Document(SourceFormat.PDF, numbered(_lines(pages)), tuple(notes))


def _pages(pdf: pypdfium2.PdfDocument) -> list[PrintedPage]:
    pages, characters = [], 0
    for index in range(len(pdf)):
        try:
            page = pdf[index]
            printed = printed_page(page, index + 1)
        except pypdfium2.PdfiumError as error:
            raise UnreadableReport(_DAMAGED) from error
        characters += sum(len(line.text) for line in printed.lines)
        if characters > MOST_TEXT_CHARACTERS:
            raise UnreadableReport(TOO_MUCH_TEXT)
        pages.append(printed)
        page.close()
    return pages


def _lines(pages: list[PrintedPage]) -> list[Line]:
    body = body_size(pages)
    levels = _heading_levels(pages, body)
    paragraphs = paragraphs_of(pages, body)
    depths = _depths(pages)
    margins = margins_of(pages, body, paragraphs.leading)
    words = mended([line.text for page in pages for line in page.lines])
    lines: list[Line] = []
    for page in pages:
        before: PrintedLine | None = None
        note_size: float | None = None
        in_margin = margins.lines_of(page)
        for place, printed in enumerate(page.lines):
            if before is not None and paragraphs.parts(page, before, printed):
                lines.append(Line("", 0, page.number))
            if printed.note_number and printed.size < _FOOTNOTE_SIZE * body:
                note_size = printed.size
            elif printed.size != note_size or (place in in_margin and not _is_below(before, printed)):
                note_size = None
            line = _line(next(words), printed, page.number, levels)
            line = replace(line, depth=depths.get(printed.left, 0) if line.bullet else 0)
            note = note_size is not None
            lines.append(
                replace(
                    line,
                    footnote=note,
                    in_margin=not note and place in in_margin,
                    heading=None if note else line.heading,
                )
            )
            before = printed
    return lines


def _is_below(upper: PrintedLine | None, lower: PrintedLine) -> bool:
    """Whether a line is the next one of the same small print."""
    return upper is not None and 0 < upper.baseline - lower.baseline < _NOTE_LEADING * lower.size


def _line(text: str, printed: PrintedLine, page: int, levels: dict[float, int]) -> Line:
    bullet = _BULLET.match(text)
    text = clean((text[bullet.end() :] if bullet else text).replace("\t", " "))
    heading = levels.get(printed.size) if len(text) <= _LONGEST_HEADING and not bullet else None
    return Line(text, 0, page, heading=heading, bullet=bool(bullet), bold=printed.bold)


def _depths(pages: list[PrintedPage]) -> dict[float, int]:
    """How far in, counted from 1, a bullet stands that begins at a distance from the left."""
    lefts = sorted({line.left for page in pages for line in page.lines if _BULLET.match(line.text)})
    depths: dict[float, int] = {}
    for before, left in zip([-_INDENT, *lefts], lefts, strict=False):
        depths[left] = depths.get(before, 0) + (left - before >= _INDENT)
    return depths


def _heading_levels(pages: list[PrintedPage], body: float) -> dict[float, int]:
    sizes = {line.size for page in pages for line in page.lines if line.size > HEADING_SIZE * body}
    return {size: min(rank, 6) for rank, size in enumerate(sorted(sizes, reverse=True), start=1)}
