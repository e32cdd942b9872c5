"""How long evidence speaks for the present: after its kind's shelf life it is stale and counts half.

Source: product rules, section 8, which set a training list's life (12 months) and an audit's (6).
"""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from datetime import date, timedelta

from tracker.domain.vocabulary import EvidenceKind

SHELF_LIFE: Mapping[EvidenceKind, int] = {
    EvidenceKind.PRACTICE_AUDIT: 6,
    EvidenceKind.CASE_SAMPLE: 6,
    EvidenceKind.DATA: 6,
    EvidenceKind.TRAINING_LIST: 12,
    EvidenceKind.MINUTES: 12,
    EvidenceKind.OTHER: 12,
    EvidenceKind.POLICY: 24,
}
"""Months from the end of the period that evidence covers. Evidence without a period never goes stale."""


def months_before(day: date, number: int) -> date:
    """The same day of the month `number` months earlier, or that month's last day where it does not exist."""
    years, month = divmod(day.month - 1 - number, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def is_stale(kind: EvidenceKind, period_to: date | None, today: date) -> bool:
    """Whether the period ended before the shelf life that ends `today` began."""
    return period_to is not None and period_to < months_before(today, SHELF_LIFE[kind])


def stale_on(kind: EvidenceKind, period_to: date | None) -> date | None:
    """The first day on which it is stale; None where it never will be. Warned of before it comes."""
    return None if period_to is None else ends_on(SHELF_LIFE[kind], period_to)


def ends_on(life: int, period_to: date) -> date:
    """The first day on which a shelf life of so many months, counted from the end of the period, is over."""
    day = months_before(period_to, -life)
    while period_to >= months_before(day, life):
        day += timedelta(days=1)
    return day
