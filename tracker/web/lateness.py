"""How late something is, in the words that lists use for it."""

from __future__ import annotations

from datetime import date

from tracker.adapters import bank_holidays
from tracker.domain.deadlines import due_in_words, working_days_overdue


def late_in_words(due: date, today: date) -> str:
    """ "3 working days overdue"; on a weekend right after the due date, when none has gone by, "1 day overdue".

    For what is overdue today, and not for anything else.
    """
    days = working_days_overdue(due, today, bank_holidays.calendar())
    if not days:
        return due_in_words(due, today)
    return f"{days} working {'day' if days == 1 else 'days'} overdue"
