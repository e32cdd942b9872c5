"""How the service counts days. The bank holidays are real ones of England and Wales."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.deadlines import (
    DEFAULT_PLAN_RULE,
    LONGEST,
    Calendar,
    CalendarTooShort,
    Rule,
    case_window,
    days_left,
    due_in_words,
    is_overdue,
    working_days_overdue,
)
from tracker.domain.vocabulary import PeriodUnit

WORKING_DAYS, CALENDAR_DAYS, MONTHS = PeriodUnit.WORKING_DAYS, PeriodUnit.CALENDAR_DAYS, PeriodUnit.MONTHS
DAY = timedelta(days=1)

CORONATION = date(2023, 5, 8)
HOLIDAYS = frozenset(
    {
        date(2021, 12, 27),  # for Christmas Day, a Saturday
        date(2021, 12, 28),  # for Boxing Day, a Sunday
        date(2022, 1, 3),  # for New Year's Day, a Saturday
        date(2023, 4, 7),  # Good Friday
        date(2023, 4, 10),  # Easter Monday
        date(2023, 5, 1),
        CORONATION,
        date(2023, 5, 29),
        date(2023, 8, 28),
        date(2023, 12, 25),
        date(2023, 12, 26),
    }
)
CALENDAR = Calendar(HOLIDAYS, version="sample", known_until=date(2023, 12, 31))

days = st.dates(min_value=date(2021, 6, 1), max_value=date(2023, 12, 31))
calendars = st.builds(
    Calendar, st.frozensets(days, max_size=60), version=st.just("generated"), known_until=st.just(date.max)
)


def test_saturdays_sundays_and_bank_holidays_are_no_working_days() -> None:
    week = [date(2023, 4, 6) + n * DAY for n in range(7)]  # Thursday before Easter to the Wednesday after it

    assert [CALENDAR.is_working_day(day) for day in week] == [True, False, False, False, False, True, True]


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2023, 4, 6), 1, date(2023, 4, 11)),  # over the four days of Easter
        (date(2023, 4, 11), -1, date(2023, 4, 6)),  # and back
        (date(2021, 12, 24), 1, date(2021, 12, 29)),  # over both substitute days
        (date(2021, 12, 24), 4, date(2022, 1, 4)),  # and over New Year's
        (date(2023, 4, 28), 5, date(2023, 5, 9)),  # over the early May holiday and the coronation
        (date(2023, 9, 9), 1, date(2023, 9, 11)),  # from a Saturday
        (date(2023, 9, 9), -1, date(2023, 9, 8)),
        (date(2023, 9, 9), 0, date(2023, 9, 9)),  # nothing to count: the day as it came
    ],
)
def test_the_start_day_is_not_counted_and_days_off_are_stepped_over(start: date, n: int, end: date) -> None:
    assert CALENDAR.add_working_days(start, n) == end
    assert CALENDAR.working_days_between(start, end) == n


@given(calendars, days, st.integers(min_value=-300, max_value=300))
def test_adding_agrees_with_a_list_of_every_working_day(calendar: Calendar, start: date, n: int) -> None:
    if n >= 0:
        walk = [day for day in (start + k * DAY for k in range(1, 1000)) if naive_working_day(day, calendar)]
    else:
        walk = [day for day in (start - k * DAY for k in range(1, 1000)) if naive_working_day(day, calendar)]

    assert calendar.add_working_days(start, n) == [start, *walk][abs(n)]


@given(calendars, days, days)
def test_counting_between_agrees_with_walking(calendar: Calendar, a: date, b: date) -> None:
    if b >= a:
        walked = sum(naive_working_day(a + k * DAY, calendar) for k in range(1, (b - a).days + 1))
    else:
        walked = -sum(naive_working_day(a - k * DAY, calendar) for k in range(1, (a - b).days + 1))

    assert calendar.working_days_between(a, b) == walked


@given(calendars, days, st.integers(min_value=-300, max_value=300))
def test_counting_undoes_adding(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.working_days_between(start, calendar.add_working_days(start, n)) == n


def test_a_plan_is_due_twenty_working_days_after_publication() -> None:
    assert DEFAULT_PLAN_RULE.in_words() == "20 working days"
    assert DEFAULT_PLAN_RULE.date_from(date(2023, 6, 1), CALENDAR) == date(2023, 6, 29)  # no holiday: four weeks
    assert DEFAULT_PLAN_RULE.date_from(date(2023, 4, 6), CALENDAR) == date(2023, 5, 10)  # four bank holidays on the way


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 3, 31), 3, date(2023, 6, 30)),
        (date(2023, 10, 15), 3, date(2024, 1, 15)),
        (date(2023, 12, 31), 60, date(2028, 12, 31)),
    ],
)
def test_months_keep_the_day_of_the_month_or_take_the_last_one(start: date, months: int, end: date) -> None:
    assert Rule(months, MONTHS).date_from(start, CALENDAR) == end


@given(days, st.integers(min_value=1, max_value=60))
def test_months_end_in_the_month_that_many_months_later(start: date, months: int) -> None:
    end = Rule(months, MONTHS).date_from(start, CALENDAR)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


def test_calendar_days_count_weekends_and_holidays() -> None:
    assert Rule(90, CALENDAR_DAYS).date_from(date(2023, 4, 6), CALENDAR) == date(2023, 7, 5)


def test_a_deadline_on_the_last_known_day_is_set_and_one_after_it_is_refused() -> None:
    friday = date(2023, 12, 29)
    calendar = Calendar(HOLIDAYS, version="sample", known_until=friday)

    assert Rule(1, WORKING_DAYS).date_from(date(2023, 12, 28), calendar) == friday
    with pytest.raises(CalendarTooShort, match="known until 29 December 2023, so 2 working days from 28 December 2023"):
        Rule(2, WORKING_DAYS).date_from(date(2023, 12, 28), calendar)
    for start in (friday, date.max):
        with pytest.raises(CalendarTooShort):
            Rule(1, WORKING_DAYS).date_from(start, calendar)


def test_months_and_calendar_days_need_no_bank_holidays() -> None:
    assert Rule(1, MONTHS).date_from(date(2024, 6, 3), CALENDAR) == date(2024, 7, 3)
    assert Rule(7, CALENDAR_DAYS).date_from(date(2024, 6, 3), CALENDAR) == date(2024, 6, 10)


@pytest.mark.parametrize("rule", [Rule(1, MONTHS), Rule(1, CALENDAR_DAYS)])
def test_a_date_after_the_year_9999_is_refused_in_words(rule: Rule) -> None:
    with pytest.raises(ValueError, match="from 31 December 9999 is too far away"):
        rule.date_from(date.max, CALENDAR)


@pytest.mark.parametrize("unit", PeriodUnit)
def test_a_period_is_at_least_one_and_at_most_five_years(unit: PeriodUnit) -> None:
    for number in (-1, 0, LONGEST[unit] + 1, 10**9):
        with pytest.raises(ValueError, match=f"between 1 and {LONGEST[unit]}"):
            Rule(number, unit)

    assert Rule(LONGEST[unit], unit).number == LONGEST[unit]


@given(st.sampled_from(PeriodUnit), st.data())
def test_a_period_reads_back_from_its_words(unit: PeriodUnit, data: st.DataObject) -> None:
    rule = Rule(data.draw(st.integers(min_value=1, max_value=LONGEST[unit])), unit)

    assert Rule.parse(rule.in_words()) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("20 working days", Rule(20, WORKING_DAYS)),
        ("1 working day", Rule(1, WORKING_DAYS)),
        (" 3  Months ", Rule(3, MONTHS)),
        ("90 calendar\tdays", Rule(90, CALENDAR_DAYS)),
    ],
)
def test_a_period_is_read_with_any_spacing_and_capitals(text: str, rule: Rule) -> None:
    assert Rule.parse(text) == rule


@pytest.mark.parametrize(
    "text", ["", "20", "20 days", "working days", "-3 months", "1.5 months", "٣ months", "3 months or so"]
)
def test_a_period_that_is_not_clear_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="like 20 working days, 90 calendar days or 3 months"):
        Rule.parse(text)


def test_something_is_overdue_from_the_day_after_its_due_date_until_it_is_done() -> None:
    due = date(2023, 6, 29)

    assert not is_overdue(due, done=False, today=due)
    assert is_overdue(due, done=False, today=due + DAY)
    assert not is_overdue(due, done=True, today=due + DAY)
    assert not is_overdue(None, done=False, today=due + DAY)


def test_how_late_something_is_in_working_days() -> None:
    thursday_before_easter = date(2023, 4, 6)

    def late(today: date) -> int:
        return working_days_overdue(thursday_before_easter, today, CALENDAR)

    assert late(thursday_before_easter - 30 * DAY) == 0
    assert late(thursday_before_easter) == 0
    assert late(date(2023, 4, 10)) == 0  # overdue, but no working day has gone by
    assert late(date(2023, 4, 11)) == 1
    assert late(date(2023, 4, 17)) == 5


def test_lateness_after_the_last_known_year_is_still_counted_by_weekends() -> None:
    assert working_days_overdue(date(2023, 12, 29), date(2024, 1, 5), CALENDAR) == 5


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (3, "due in 3 days"),
        (1, "due in 1 day"),
        (0, "due today"),
        (-1, "1 day overdue"),
        (-2, "2 days overdue"),
    ],
)
def test_when_something_is_due_in_words(left: int, words: str) -> None:
    today = date(2024, 2, 28)

    assert days_left(today + left * DAY, today) == left
    assert due_in_words(today + left * DAY, today) == words


@given(days, days, st.booleans())
def test_the_words_say_overdue_exactly_when_the_rule_does(due: date, today: date, done: bool) -> None:
    assert is_overdue(due, done, today) == (not done and due_in_words(due, today).endswith("overdue"))


def test_the_case_window_is_thirty_two_to_twenty_seven_weeks_before_fieldwork() -> None:
    window = case_window(date(2025, 10, 6), date(2025, 11, 3))

    assert window.earliest == date(2025, 2, 24)
    assert window.latest == date(2025, 4, 28)
    assert case_window(date(2025, 10, 6), date(2025, 10, 6), first_weeks_before=4, last_weeks_before=2) == (
        date(2025, 9, 8),
        date(2025, 9, 22),
    )


def test_a_window_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be before the earliest"):
        case_window(date(2025, 10, 6), date(2025, 10, 5))
    with pytest.raises(ValueError, match="must begin before it ends"):
        case_window(date(2025, 10, 6), date(2025, 10, 6), first_weeks_before=2, last_weeks_before=4)


def naive_working_day(day: date, calendar: Calendar) -> bool:
    """The slow model: the name of the day, and a look through the list."""
    return f"{day:%A}" not in ("Saturday", "Sunday") and not any(day == holiday for holiday in calendar.holidays)
