"""The days on which things happened, counted back from today; work is done on working days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tracker.adapters import bank_holidays
from tracker.domain.london import LONDON

FIELDWORK_BEFORE = timedelta(weeks=19)


@dataclass(frozen=True, slots=True)
class Dates:
    """When a report was published, and when its fieldwork began: the first working day of a week."""

    published: date

    @property
    def fieldwork(self) -> date:
        day = self.published - FIELDWORK_BEFORE
        return working_days(day - timedelta(days=day.weekday() + 1), 1)


def working_days(day: date, number: int) -> date:
    """The working day `number` after `day`, or before it where negative."""
    return bank_holidays.calendar().add_working_days(day, number)


def working_months_ago(today: date, months: int) -> date:
    """The same day of an earlier month where it is a working day, else the last before it."""
    return working_days(in_months(today, -months) + timedelta(days=1), -1)


def in_months(day: date, months: int) -> date:
    """The same day of another month, or the month's last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant of a time of day in London, in UTC."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def in_full(day: date) -> str:
    """ "4 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def month_of(day: date) -> str:
    """ "March 2026"."""
    return f"{day:%B %Y}"
