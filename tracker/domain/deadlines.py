"""Working days, due dates and how late something is. The bank holidays and today are always arguments.

Source of the rules: the product's own chapter on deadlines. All dates are dates in London; nothing here knows the hour.
"""

from __future__ import annotations

import calendar as months
import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from tracker.domain.errors import TrackerError
from tracker.domain.vocabulary import PeriodUnit

# Five years in each unit: two inspections of one unit lie closer together, so a longer period is a slip of the hand.
LONGEST = {PeriodUnit.WORKING_DAYS: 1300, PeriodUnit.CALENDAR_DAYS: 1826, PeriodUnit.MONTHS: 60}

REVIEW_IS_LATE_AFTER = 10  # working days since a milestone was reported done, when it goes up the reviewer's line

_UNIT_NAMES = {
    PeriodUnit.WORKING_DAYS: "working day",
    PeriodUnit.CALENDAR_DAYS: "calendar day",
    PeriodUnit.MONTHS: "month",
}
_RULE_TEXT = re.compile(r"([0-9]{1,5})\s+(working\s+day|calendar\s+day|month)s?", re.IGNORECASE)


class CalendarTooShort(TrackerError):
    """A deadline in working days falls after the last day for which bank holidays are known."""


@dataclass(frozen=True)
class Calendar:
    """The days on which nobody works, beside Saturdays and Sundays.

    `version` names the list and changes when it does, so that a stored deadline can say what it was worked out with.
    After `known_until` only weekends count as days off: good enough to say how late something is, not to set a date.
    """

    holidays: frozenset[date]
    version: str
    known_until: date

    @cached_property
    def _holidays_on_weekdays(self) -> tuple[int, ...]:
        return tuple(sorted(day.toordinal() for day in self.holidays if day.weekday() < 5))

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, or before it where n is negative.

        The start day is never counted, so it may itself be a day off. With n = 0 there is nothing to count and the
        answer is `day` as it came. Raises OverflowError beyond the years 1 and 9999.
        """
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """Working days one walks over from `a` to `b`: `a` is not counted, `b` is. Negative where b is earlier.

        It undoes the addition: `working_days_between(day, add_working_days(day, n)) == n`.
        """
        if b >= a:
            return self._working_days_up_to(b.toordinal()) - self._working_days_up_to(a.toordinal())
        return self._working_days_up_to(b.toordinal() - 1) - self._working_days_up_to(a.toordinal() - 1)

    def _working_days_up_to(self, ordinal: int) -> int:
        weeks, rest = divmod(ordinal, 7)  # day 1 of the calendar, 1 January of the year 1, counts as a Monday
        return weeks * 5 + min(rest, 5) - bisect_right(self._holidays_on_weekdays, ordinal)


@dataclass(frozen=True)
class Rule:
    """A period that counts from an event, such as 20 working days after publication.

    ValueError where the number is not between 1 and the LONGEST of its unit.
    """

    number: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        if not 1 <= self.number <= LONGEST[self.unit]:
            raise ValueError(f"Enter a number of {_UNIT_NAMES[self.unit]}s between 1 and {LONGEST[self.unit]}")

    @classmethod
    def parse(cls, text: str) -> Rule:
        """Read what `in_words` writes. ValueError, in words for a form, for anything else.

        A bare "20 days" is refused, since it does not say which days.
        """
        found = _RULE_TEXT.fullmatch(text.strip())
        if found is None:
            raise ValueError("Enter a period like 20 working days, 90 calendar days or 3 months")
        name = " ".join(found[2].lower().split())
        unit = next(unit for unit, unit_name in _UNIT_NAMES.items() if unit_name == name)
        return cls(int(found[1]), unit)

    def in_words(self) -> str:
        """ "20 working days", "1 month". Also how an administrator's setting is stored: `parse` reads it back."""
        return _count(self.number, _UNIT_NAMES[self.unit])

    def date_from(self, start: date, calendar: Calendar) -> date:
        """The day this period ends when it starts on `start`, which is not counted.

        Months keep the day of the month, or take the month's last day where that day does not exist. Calendar days and
        months may end on a day off. CalendarTooShort for working days that end after `calendar.known_until`;
        ValueError where the date would lie after the year 9999.
        """
        if self.unit is PeriodUnit.WORKING_DAYS:
            return self._working_date_from(start, calendar)
        try:
            if self.unit is PeriodUnit.CALENDAR_DAYS:
                return start + timedelta(days=self.number)
            return _add_months(start, self.number)
        except (OverflowError, ValueError) as error:
            raise ValueError(f"{self.in_words()} from {in_full(start)} is too far away") from error

    def _working_date_from(self, start: date, calendar: Calendar) -> date:
        if start < calendar.known_until:
            end = calendar.add_working_days(start, self.number)
            if end <= calendar.known_until:
                return end
        raise CalendarTooShort(
            f"Bank holidays are known until {in_full(calendar.known_until)}, "
            f"so {self.in_words()} from {in_full(start)} cannot be worked out yet"
        )


DEFAULT_PLAN_RULE = Rule(
    20, PeriodUnit.WORKING_DAYS
)  # the product's rule: a plan is due 20 working days after publication


def is_overdue(due: date | None, done: bool, today: date) -> bool:
    """Late from the first moment of the day after the due date. What is done, or has no date, is never overdue.

    `queries` spells the same rule in SQL.
    """
    return due is not None and not done and due < today


def soon_until(today: date) -> date:
    """The last day of what is due soon: from fourteen days before its date on, an item reminds its owner."""
    return today + timedelta(days=14)


def days_left(due: date, today: date) -> int:
    """Calendar days until the due date: 0 on the day, negative after it."""
    return (due - today).days


def working_days_overdue(due: date, today: date, calendar: Calendar) -> int:
    """Working days gone by since the due date, today included; 0 while not overdue, and on a weekend right after it."""
    return max(0, calendar.working_days_between(due, today))


def due_in_words(due: date, today: date) -> str:
    """ "due in 3 days", "due today" or "2 days overdue", in calendar days and without a capital."""
    left = days_left(due, today)
    if left == 0:
        return "due today"
    return f"due in {_count(left, 'day')}" if left > 0 else f"{_count(-left, 'day')} overdue"


def met_in_words(due: date, on: date) -> str:
    """ "on time" or "2 days late": what was done on a day, against the day by which it was due."""
    late = (on - due).days
    return f"{_count(late, 'day')} late" if late > 0 else "on time"


class Window(NamedTuple):
    """From a day to a day, both included."""

    earliest: date
    latest: date


def case_window(
    fieldwork_earliest: date, fieldwork_latest: date, *, first_weeks_before: int = 32, last_weeks_before: int = 27
) -> Window:
    """When the cases that the inspectors will look at are likely to begin, given when fieldwork may begin.

    By default 32 to 27 weeks before fieldwork: inspectors look at cases that began about seven months before they come.
    Where only one date of fieldwork is known, give it twice. ValueError for a pair in the wrong order.
    """
    if fieldwork_latest < fieldwork_earliest:
        raise ValueError("The latest day of fieldwork must not be before the earliest")
    if first_weeks_before < last_weeks_before:
        raise ValueError("The case window must begin before it ends")
    return Window(
        fieldwork_earliest - timedelta(weeks=first_weeks_before), fieldwork_latest - timedelta(weeks=last_weeks_before)
    )


def _add_months(start: date, number: int) -> date:
    years, month = divmod(start.month - 1 + number, 12)
    year = start.year + years
    if year > date.max.year:
        raise ValueError(year)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def in_full(day: date) -> str:
    """As in "3 March 2026"."""
    return f"{day.day} {day:%B} {day.year}"
