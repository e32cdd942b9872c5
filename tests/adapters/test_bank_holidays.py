"""The bank holidays of England and Wales that the service counts by."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from tracker.adapters import bank_holidays
from tracker.domain.deadlines import DEFAULT_PLAN_RULE, CalendarTooShort

WITHOUT_NETWORK = """
import sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"the network was asked for: {event}")

sys.addaudithook(refuse)
from tracker.adapters.bank_holidays import calendar
print(calendar().version)
assert "requests" not in sys.modules
"""


def test_the_days_are_those_the_package_gives_for_england_and_wales() -> None:
    package = BankHolidays(use_cached_holidays=True)

    days = {event["date"] for event in package.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)}
    assert bank_holidays.calendar().holidays == days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 3, 29), "Good Friday"),
        (date(2024, 4, 1), "Easter Monday, which is none in Scotland"),
        (date(2021, 12, 27), "Christmas Day, substitute"),
        (date(2022, 9, 19), "the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "the coronation of King Charles III"),
    ],
)
def test_real_bank_holidays_are_days_off(day: date, name: str) -> None:
    assert not bank_holidays.calendar().is_working_day(day), name


def test_a_holiday_of_scotland_is_a_working_day() -> None:
    assert bank_holidays.calendar().is_working_day(date(2024, 1, 2))


def test_a_plan_published_before_christmas_is_due_twenty_working_days_later() -> None:
    # 24 December 2024 is a Tuesday; Christmas Day, Boxing Day and New Year's Day are stepped over
    assert DEFAULT_PLAN_RULE.date_from(date(2024, 12, 24), bank_holidays.calendar()) == date(2025, 1, 24)


def test_the_calendar_knows_where_its_knowledge_ends() -> None:
    calendar = bank_holidays.calendar()

    assert (calendar.known_until.month, calendar.known_until.day) == (12, 31)
    assert calendar.known_until.year == max(calendar.holidays).year
    with pytest.raises(CalendarTooShort):
        DEFAULT_PLAN_RULE.date_from(calendar.known_until, calendar)


def test_nothing_asks_the_network_and_every_process_names_the_same_version() -> None:
    process = subprocess.run([sys.executable, "-c", WITHOUT_NETWORK], capture_output=True, text=True, timeout=60)

    assert process.returncode == 0, process.stderr
    assert process.stdout.strip() == bank_holidays.calendar().version


def test_the_version_names_the_division_and_the_last_known_day() -> None:
    calendar = bank_holidays.calendar()

    assert calendar.version.startswith(f"england-and-wales to {calendar.known_until} ")


def test_the_calendar_is_read_once() -> None:
    assert bank_holidays.calendar() is bank_holidays.calendar()
