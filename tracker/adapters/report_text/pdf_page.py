"""One page of a PDF: PDFium's lines, with the size, weight and height of their type."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

_MARK = re.compile(r"(?<=[A-Za-z.,;:!?)%’”'\"])\d{1,2}(?![\d%])")
_NOTE = re.compile(r"\s*(\d{1,2})\s*(?=[^\W\d])")
_RAISED = 0.18
_BOLD_WEIGHT = 600
_BOLD_NAMES = (b"bold", b"black", b"heavy")
_NAME_BYTES = 128


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed: `size` of its type, `baseline`, `left` and `right` end in points, superscript numbers out.

    `note_number` is the superscript number the line began with, the mark of a footnote's text.
    """

    text: str
    size: float
    baseline: float
    bold: bool
    note_number: str | None = None
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page with the lines that hold anything, in PDFium's order, and its edges in points.

    `upright` is False for a page that is shown turned, whose edges say nothing about the lines.
    """

    number: int
    lines: list[PrintedLine]
    has_picture: bool
    left: float
    bottom: float
    right: float
    top: float
    upright: bool


def printed_page(page: pypdfium2.PdfPage, number: int) -> PrintedPage:
    """The page as printed; pictures are looked for only where there is no text."""
    lines = printed_lines(page)
    pictures = [] if lines else page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = page.get_cropbox()
    return PrintedPage(
        number, lines, any(True for _ in pictures), left, bottom, right, top, upright=page.get_rotation() == 0
    )


def printed_lines(page: pypdfium2.PdfPage) -> list[PrintedLine]:
    """The lines of a page that hold anything, in PDFium's order."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    lines, start = [], 0
    for piece in re.split("(\r\n|\r|\n)", text):
        if piece.strip():
            lines.append(_printed(textpage, piece, start))
        start += len(piece)
    textpage.close()
    return lines


def _printed(textpage: pypdfium2.PdfTextPage, text: str, start: int) -> PrintedLine:
    note = _NOTE.match(text)
    if note and not _is_raised(textpage, start + note.start(1), start + note.end()):
        note = None
    first = note.end() if note else len(text) - len(text.lstrip())
    last = len(text.rstrip()) - 1
    kept, end = [], first
    for mark in _MARK.finditer(text, first):
        if _is_raised(textpage, start + mark.start(), start + mark.start() - 1):
            kept.append(text[end : mark.start()])
            end = mark.end()
    index = _character(textpage, start + first)
    bold = _is_bold(textpage, index) and _is_bold(textpage, _character(textpage, start + last))
    words = "".join([*kept, text[end:]])
    left, baseline = _origin(textpage, index)
    right = _right(textpage, _character(textpage, start + last), left)
    return PrintedLine(words, _size(textpage, index), baseline, bold, note[1] if note else None, left, right)


def _character(textpage: pypdfium2.PdfTextPage, position: int) -> int:
    """The index of a character of the text among PDFium's characters, of which the text leaves some out."""
    return int(raw.FPDFText_GetCharIndexFromTextIndex(textpage, position))


def _is_raised(textpage: pypdfium2.PdfTextPage, position: int, beside: int) -> bool:
    """Whether the digit at `position` stands clearly above the baseline of the character beside it."""
    other = _character(textpage, beside)
    try:
        _, foot, _, _ = textpage.get_charbox(_character(textpage, position))
    except pypdfium2.PdfiumError:
        return False
    return bool(foot - _origin(textpage, other)[1] > _RAISED * _size(textpage, other))


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a character's type in points: what the text says, scaled as the page scales it."""
    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(textpage, index, matrix) else 1.0
    return round(float(raw.FPDFText_GetFontSize(textpage, index)) * scale, 1)


def _origin(textpage: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    """Where a character stands: points from the left, and the height of the line it stands on."""
    across, up = ctypes.c_double(), ctypes.c_double()
    found = raw.FPDFText_GetCharOrigin(textpage, index, across, up)
    return (across.value, up.value) if found else (0.0, 0.0)


def _right(textpage: pypdfium2.PdfTextPage, index: int, otherwise: float) -> float:
    try:
        return float(textpage.get_charbox(index)[2])
    except pypdfium2.PdfiumError:
        return otherwise


def _is_bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, _NAME_BYTES, flags)
    named = any(word in name.value.lower() for word in _BOLD_NAMES)
    return named or int(raw.FPDFText_GetFontWeight(textpage, index)) >= _BOLD_WEIGHT
