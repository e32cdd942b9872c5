"""The only module that asks the time."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tracker.domain.london import LONDON, london_date

__all__ = ["LONDON", "now", "today"]


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in London. Due dates are London dates."""
    return london_date(now())
