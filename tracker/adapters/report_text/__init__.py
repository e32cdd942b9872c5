"""The bytes of a report in, lines of text out: one module a format, each imported only when its format is read."""

from tracker.adapters.report_text.text import document_from_text

__all__ = ["document_from_text"]
