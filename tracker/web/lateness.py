"""How late something is, in the words that lists use for it."""

from __future__ import annotations

from datetime import date, datetime

from tracker.adapters import bank_holidays
from tracker.domain.deadlines import REVIEW_IS_LATE_AFTER, due_in_words, working_days_overdue
from tracker.domain.london import london_date


def late_in_words(due: date, today: date) -> str:
    """ "3 working days overdue"; on a weekend right after the due date, when none has gone by, "1 day overdue".

    For what is overdue today, and not for anything else.
    """
    days = working_days_overdue(due, today, bank_holidays.calendar())
    if not days:
        return due_in_words(due, today)
    return f"{days} working {'day' if days == 1 else 'days'} overdue"


def owed_too_long(since: datetime | None, today: date) -> bool:
    """Whether a review that was possible since then is late today; not where that instant is not known."""
    if since is None:
        return False
    return working_days_overdue(london_date(since), today, bank_holidays.calendar()) > REVIEW_IS_LATE_AFTER
