"""Where a value stands in the report, from the line it was read from."""

from __future__ import annotations

from tracker.domain.report_parsing.document import Line
from tracker.domain.report_parsing.parsed_report import Source

LONGEST_QUOTE = 400


def source(line: Line, quote: str | None = None) -> Source:
    """The place of `line`, with its own words quoted or those given, cut at 400 characters."""
    return Source((line.text if quote is None else quote)[:LONGEST_QUOTE], line.page, line.number)
