"""A PDF as lines, read by PDFium: text in its reading order, and what type and position say of each line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

from tracker.adapters.report_text.broken_words import mended
from tracker.adapters.report_text.characters import clean, numbered
from tracker.adapters.report_text.detection import MOST_TEXT_CHARACTERS, TOO_MUCH_TEXT
from tracker.adapters.report_text.pdf_page import PrintedLine, printed_lines
from tracker.domain.errors import UnreadableReport
from tracker.domain.report_parsing.document import Document, Line, SourceFormat

MOST_PAGES = 500
_LEAST_LETTERS_A_PAGE = 15
_WIDE_GAP = 1.25
_HEADING_SIZE = 1.12
_LONGEST_HEADING = 160
_FOOTNOTE_SIZE = 0.95

_LOCKED = "The PDF is protected with a password. Save a copy without a password, and try that one."
_DAMAGED = "The PDF is damaged and cannot be opened. Download the report again and try the new file."
_TOO_MANY_PAGES = f"The PDF has more than {MOST_PAGES} pages. Check that it is a single inspection report."
_SCANNED = (
    "The PDF holds pictures of pages but no text, as a scanner makes it. "
    "Use the report as the inspectorate publishes it, or run text recognition on it first."
)
_BULLET = re.compile(r"[•▪●○◦‣⁃·\uf0b7\uf0a7]\s+(?=\S)|o\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    lines: list[PrintedLine]
    has_picture: bool


def document_from_pdf(data: bytes) -> Document:
    """The lines of a PDF with their pages, in the order PDFium reads them.

    A blank line stands where the gap between two lines is wide. `heading` ranks the sizes larger than the body
    text; `bold` comes from the font. A superscript number (the mark of a footnote) leaves the text; `footnote`
    marks the small print that such a number opens. Words broken at a line's end are whole again. Running headers
    and footers are lines like any other.

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


def _pages(pdf: pypdfium2.PdfDocument) -> list[_Page]:
    pages, characters = [], 0
    for index in range(len(pdf)):
        try:
            page = pdf[index]
            lines = printed_lines(page)
        except pypdfium2.PdfiumError as error:
            raise UnreadableReport(_DAMAGED) from error
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_TEXT_CHARACTERS:
            raise UnreadableReport(TOO_MUCH_TEXT)
        pictures = [] if lines else page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        pages.append(_Page(index + 1, lines, any(True for _ in pictures)))
        page.close()
    return pages


def _lines(pages: list[_Page]) -> list[Line]:
    body = _body_size(pages)
    levels = _heading_levels(pages, body)
    leading = _leading(pages, body)
    words = mended([line.text for page in pages for line in page.lines])
    lines: list[Line] = []
    for page in pages:
        before: PrintedLine | None = None
        note_size: float | None = None
        for printed in page.lines:
            if before is not None and _is_apart(before, printed, leading):
                lines.append(Line("", 0, page.number))
            if printed.note_number and printed.size < _FOOTNOTE_SIZE * body:
                note_size = printed.size
            elif printed.size != note_size:
                note_size = None
            line = _line(next(words), printed, page.number, levels)
            lines.append(replace(line, footnote=True, heading=None) if note_size else line)
            before = printed
    return lines


def _line(text: str, printed: PrintedLine, page: int, levels: dict[float, int]) -> Line:
    bullet = _BULLET.match(text)
    text = clean((text[bullet.end() :] if bullet else text).replace("\t", " "))
    heading = levels.get(printed.size) if len(text) <= _LONGEST_HEADING and not bullet else None
    return Line(text, 0, page, heading=heading, bullet=bool(bullet), bold=printed.bold)


def _body_size(pages: list[_Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _heading_levels(pages: list[_Page], body: float) -> dict[float, int]:
    sizes = {line.size for page in pages for line in page.lines if line.size > _HEADING_SIZE * body}
    return {size: min(rank, 6) for rank, size in enumerate(sorted(sizes, reverse=True), start=1)}


def _leading(pages: list[_Page], body: float) -> float:
    """The distance between two lines of one paragraph, in points.

    The lower quartile of all distances, because in a short report most lines are paragraphs of their own.
    """
    gaps = [
        upper.baseline - lower.baseline
        for page in pages
        for upper, lower in zip(page.lines, page.lines[1:], strict=False)
        if upper.size == lower.size == body and upper.baseline > lower.baseline
    ]
    return sorted(gaps)[len(gaps) // 4] if gaps else 1.2 * body


def _is_apart(upper: PrintedLine, lower: PrintedLine, leading: float) -> bool:
    """Whether two lines belong to different paragraphs: another size, a wide gap, or a jump back up the page."""
    gap = upper.baseline - lower.baseline
    if max(upper.size, lower.size) > _HEADING_SIZE * min(upper.size, lower.size):
        return True
    return gap < -leading or gap > _WIDE_GAP * leading * max(1.0, lower.size / (leading / 1.2))
