"""The only module that asks the time."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

from tracker.domain.london import LONDON, london_date

__all__ = ["LONDON", "now", "steady", "today"]


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in London. Due dates are London dates."""
    return london_date(now())


def steady() -> timedelta:
    """The time since some moment before the process began, by a clock that nobody sets and that no sleep stops."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return timedelta(seconds=time.clock_gettime(clock))
