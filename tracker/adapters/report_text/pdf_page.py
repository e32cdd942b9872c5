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
    """A line as printed: `size` of its type and `baseline` on the page in points, superscript numbers taken out.

    `note_number` is the superscript number the line began with, the mark of a footnote's text.
    """

    text: str
    size: float
    baseline: float
    bold: bool
    note_number: str | None = None


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
    return PrintedLine(words, _size(textpage, index), _baseline(textpage, index), bold, note[1] if note else None)


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
    return bool(foot - _baseline(textpage, other) > _RAISED * _size(textpage, other))


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a character's type in points: what the text says, scaled as the page scales it."""
    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(textpage, index, matrix) else 1.0
    return round(float(raw.FPDFText_GetFontSize(textpage, index)) * scale, 1)


def _baseline(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """The height on the page, in points, of the line that a character stands on."""
    across, up = ctypes.c_double(), ctypes.c_double()
    return up.value if raw.FPDFText_GetCharOrigin(textpage, index, across, up) else 0.0


def _is_bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, _NAME_BYTES, flags)
    named = any(word in name.value.lower() for word in _BOLD_NAMES)
    return named or int(raw.FPDFText_GetFontWeight(textpage, index)) >= _BOLD_WEIGHT
