"""The day a report was published: never to come, in the month it prints, not before its fieldwork."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.errors import RuleBroken
from tracker.domain.publication_day import check_publication_day

TODAY = date(2026, 3, 2)


def refusal(day: date, *, printed: str | None = None, fieldwork: date | None = None, day_known: bool = True) -> str:
    """The sentence with which the day is refused; "" where it may be."""
    try:
        check_publication_day(day, printed=printed, fieldwork=fieldwork, fieldwork_day_known=day_known, today=TODAY)
    except RuleBroken as broken:
        return broken.message if broken.field == "published_on" else f"beside {broken.field}"
    return ""


@pytest.mark.parametrize("printed", [None, "2024-03", "2024-03-12"])
def test_a_day_in_the_printed_month_after_fieldwork_may_be(printed: str | None) -> None:
    assert refusal(date(2024, 3, 12), printed=printed, fieldwork=date(2024, 1, 8)) == ""


def test_today_may_be_and_tomorrow_may_not() -> None:
    assert refusal(TODAY) == ""
    assert refusal(date(2026, 3, 3)) == "The day of publication must be today or in the past."


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2024, 4, 1), date(2023, 3, 12)])
def test_a_day_outside_the_printed_month_is_refused_with_the_month(day: date) -> None:
    assert (
        refusal(day, printed="2024-03") == "The report says March 2024. The day of publication must be in that month."
    )


def test_the_first_day_of_fieldwork_may_be_and_the_day_before_may_not() -> None:
    assert refusal(date(2024, 1, 8), fieldwork=date(2024, 1, 8)) == ""
    assert refusal(date(2024, 1, 7), fieldwork=date(2024, 1, 8)) == (
        "Fieldwork started on 8 January 2024. The day of publication cannot be before that."
    )


def test_fieldwork_of_which_the_month_alone_is_known_is_named_by_its_month() -> None:
    assert refusal(date(2023, 12, 31), fieldwork=date(2024, 1, 1), day_known=False) == (
        "Fieldwork started in January 2024. The day of publication cannot be before that."
    )
