"""How late something is, in the words of the lists."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.web.lateness import late_in_words


@pytest.mark.parametrize(
    ("due", "today", "words"),
    [
        (date(2026, 2, 9), date(2026, 2, 10), "1 working day overdue"),
        (date(2026, 2, 6), date(2026, 2, 10), "2 working days overdue"),
        (date(2026, 4, 2), date(2026, 4, 7), "1 working day overdue"),  # Good Friday and Easter Monday between
        (date(2026, 2, 6), date(2026, 2, 7), "1 day overdue"),
    ],
)
def test_lateness_is_told_in_working_days_once_one_has_gone_by(due: date, today: date, words: str) -> None:
    assert late_in_words(due, today) == words
