"""Time limits inside recommendations, and the dates they come to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.readings import with_cover
from tracker.domain.report_parsing import with_publication_day
from tracker.domain.report_parsing.limits import due_in, due_on
from tracker.domain.report_parsing.parsed_report import ParsedDue

PUBLISHED = date(2024, 8, 31)


@pytest.mark.parametrize(
    ("text", "limit", "day"),
    [
        ("within six months, review every case", "within six months", date(2025, 2, 28)),
        ("review every case within 28 days", "within 28 days", date(2024, 9, 28)),
        ("act within three months of publication.", "within three months of publication", date(2024, 11, 30)),
        ("within the next two weeks write a plan", "within the next two weeks", date(2024, 9, 14)),
        ("within a year of this report train all staff", "within a year of this report", date(2025, 8, 31)),
        ("immediately stop the practice", "immediately", PUBLISHED),
        ("stop the practice with immediate effect", "with immediate effect", PUBLISHED),
        ("stop the practice immediately.", "immediately", PUBLISHED),
    ],
)
def test_a_limit_is_read_from_the_text_and_counted_from_publication(text: str, limit: str, day: date) -> None:
    due = due_in(text)
    assert due == ParsedDue(limit, None)
    assert due is not None
    assert due_on(due, PUBLISHED) == day


@pytest.mark.parametrize(
    ("text", "limit", "day"),
    [
        ("review it by 31 March 2025.", "by 31 March 2025", date(2025, 3, 31)),
        ("review it by March 2025", "by March 2025", date(2025, 3, 31)),
        ("review it by the end of February 2028", "by the end of February 2028", date(2028, 2, 29)),
        ("review it no later than 1st May 2025", "no later than 1st May 2025", date(2025, 5, 1)),
    ],
)
def test_a_fixed_day_needs_no_publication(text: str, limit: str, day: date) -> None:
    due = due_in(text)
    assert due == ParsedDue(limit, day)
    assert due is not None
    assert due_on(due, PUBLISHED) == day


@pytest.mark.parametrize(
    "text",
    [
        "see people within ten working days of release",
        "tell victims immediately after a breach, and record it",
        "review within teams what was learned",
        "work led by March and colleagues",
    ],
)
def test_what_is_no_limit_of_the_recommendation_sets_no_date(text: str) -> None:
    assert due_in(text) is None


def test_working_days_wait_for_a_person_because_bank_holidays_are_not_known_here() -> None:
    due = due_in("reply within 20 working days")
    assert due == ParsedDue("within 20 working days", None)
    assert due is not None
    assert due_on(due, PUBLISHED) is None


def test_an_impossible_day_is_no_date() -> None:
    assert due_in("review it by 31 June 2025") == ParsedDue("by 31 June 2025", None)
    assert due_on(ParsedDue("by 31 June 2025", None), PUBLISHED) is None


def test_the_limit_of_a_group_is_the_limit_of_each_item_that_sets_none() -> None:
    report = with_cover(
        "## Recommendations\n\nMarlow Vale PDU should, within six months:\n\n1. write.\n2. act by May 2025."
    )
    assert [item.due and item.due.text for item in report.recommendations] == ["within six months", "by May 2025"]


def test_the_day_of_publication_dates_every_limit() -> None:
    report = with_cover("## Recommendations\n\nMarlow Vale PDU should:\n\n1. write within six months.\n2. read.")
    dated = with_publication_day(report, date(2024, 3, 14))
    assert dated.published == "2024-03-14"
    assert [item.due for item in dated.recommendations] == [ParsedDue("within six months", date(2024, 9, 14)), None]


@settings(deadline=None)
@given(st.text(max_size=80), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_has_a_limit_or_none(text: str, day: date) -> None:
    due = due_in(f"within {text}")
    assert due is None or due_on(due, day) is None or due_on(due, day) >= date(1990, 1, 1)  # type: ignore[operator]
