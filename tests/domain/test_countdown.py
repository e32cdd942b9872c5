"""The countdown to the case window and to the visit, in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.domain.countdown import Countdown, countdown
from tracker.domain.deadlines import Window

EARLIEST, LATEST = date(2027, 10, 11), date(2027, 12, 6)
OPENS, CLOSES = EARLIEST - timedelta(weeks=32), LATEST - timedelta(weeks=27)


def at(today: date) -> Countdown:
    found = countdown(EARLIEST, LATEST, today)
    assert found is not None
    return found


def test_without_a_date_there_is_nothing_to_count_down_to() -> None:
    assert countdown(None, None, EARLIEST) is None


def test_the_case_window_lies_32_to_27_weeks_before_the_visit() -> None:
    assert (at(EARLIEST).cases, at(EARLIEST).visit) == (Window(OPENS, CLOSES), Window(EARLIEST, LATEST))


def test_a_day_that_is_known_is_a_window_of_one_day() -> None:
    found = countdown(EARLIEST, None, EARLIEST)
    assert found is not None
    assert found.visit == Window(EARLIEST, EARLIEST)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (OPENS - timedelta(days=86), "Case window opens in 86 days"),
        (OPENS - timedelta(days=1), "Case window opens in 1 day"),
        (OPENS, f"Case window is open and closes in {(CLOSES - OPENS).days} days"),
        (CLOSES - timedelta(days=1), "Case window is open and closes in 1 day"),
        (CLOSES, "Case window closes today"),
        (CLOSES + timedelta(days=1), "Case window closed 1 day ago"),
    ],
)
def test_the_case_window_opens_closes_and_is_gone(today: date, words: str) -> None:
    assert at(today).cases_in_words == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (EARLIEST - timedelta(days=300), "visit expected in 300 days"),
        (EARLIEST - timedelta(days=1), "visit expected in 1 day"),
        (EARLIEST, "visit expected any day"),
        (LATEST, "visit expected any day"),
        (LATEST + timedelta(days=2), "visit was expected 2 days ago"),
    ],
)
def test_the_visit_comes_nearer_and_is_gone(today: date, words: str) -> None:
    assert at(today).visit_in_words == words
