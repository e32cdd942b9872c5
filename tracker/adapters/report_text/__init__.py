"""The bytes of a report in, lines of text out: one module a format, each imported only when its format is read."""

# ruff: noqa: PLC0415 - a child process that reads text shall not pay for PDFium and lxml

from __future__ import annotations

from tracker.adapters.report_text.detection import decoded, detect
from tracker.adapters.report_text.text import document_from_text
from tracker.domain.report_parsing.document import Document, SourceFormat

__all__ = ["detect", "document_from", "document_from_text"]


def document_from(data: bytes, name: str) -> Document:
    """The document a file holds, whatever its format. Raises UnreadableReport with one plain sentence.

    Other exceptions mean that a library failed on a broken file; call this in the sandbox only, where any of them
    becomes a refusal.
    """
    source = detect(data, name)
    if source is SourceFormat.PDF:
        from tracker.adapters.report_text.pdf import document_from_pdf

        return document_from_pdf(data)
    if source is SourceFormat.DOCX:
        from tracker.adapters.report_text.docx import document_from_docx

        return document_from_docx(data)
    if source is SourceFormat.HTML:
        from tracker.adapters.report_text.html import document_from_html

        return document_from_html(data)
    return document_from_text(decoded(data))
