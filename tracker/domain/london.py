"""Instants as London dates. Due dates and assignments are days in London; the instant is always an argument."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_date(at: datetime) -> date:
    """The date in London at an instant."""
    return at.astimezone(LONDON).date()
