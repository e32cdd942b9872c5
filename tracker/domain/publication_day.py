"""The day a report was published, held against what the report itself says."""

from __future__ import annotations

from datetime import date

from tracker.domain.errors import RuleBroken
from tracker.domain.report_parsing.dates import MONTHS


def check_publication_day(
    day: date, *, printed: str | None, fieldwork: date | None, fieldwork_day_known: bool, today: date
) -> None:
    """RuleBroken("published_on") for a day that is to come, outside the month the report prints, or before fieldwork.

    `printed` is what the report says, "2024-07" or "2024-07-26". `fieldwork` is the day fieldwork started, the first
    of the month where only that is known. `today` is the day in London.
    """
    if day > today:
        raise RuleBroken("published_on", "The day of publication must be today or in the past.")
    if printed and day.isoformat()[:7] != printed[:7]:
        month = _month(date.fromisoformat(f"{printed[:7]}-01"))
        raise RuleBroken("published_on", f"The report says {month}. The day of publication must be in that month.")
    if fieldwork and day < fieldwork:
        start = f"on {fieldwork.day} {_month(fieldwork)}" if fieldwork_day_known else f"in {_month(fieldwork)}"
        raise RuleBroken("published_on", f"Fieldwork started {start}. The day of publication cannot be before that.")


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"
