"""The day of publication, once known, and the dates that follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.report_parsing.limits import due_on
from tracker.domain.report_parsing.parsed_report import ParsedRecommendation, ParsedReport


def with_publication_day(report: ParsedReport, day: date) -> ParsedReport:
    """The report published on this day, each limit in a recommendation worked out from it where it can be.

    See `limits.due_on` for how each limit is judged; working days stay without a date.
    """
    return replace(
        report,
        published=day.isoformat(),
        recommendations=tuple(_dated(item, day) for item in report.recommendations),
    )


def _dated(item: ParsedRecommendation, day: date) -> ParsedRecommendation:
    return replace(item, due=replace(item.due, date=due_on(item.due, day))) if item.due else item
