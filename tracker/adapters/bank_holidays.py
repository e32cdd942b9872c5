"""Bank holidays of England and Wales, out of the list that the package govuk-bank-holidays carries. No network.

The package's own class gives the same days (a test compares them), but its module imports an HTTP client: 16 MB and a
fifth of a second for every process that only wants 140 dates.
"""

from __future__ import annotations

import functools
import hashlib
import json
from datetime import date
from importlib.resources import files

from tracker.domain.deadlines import Calendar

DIVISION = "england-and-wales"


@functools.cache
def calendar() -> Calendar:
    """The calendar by which this service counts working days; read once a process.

    `version` is made of the days alone: another release of the package with the same days keeps it.
    Raises OSError, KeyError or ValueError where the package's list is not as we know it: the service must not start.
    """
    bundled = json.loads((files("govuk_bank_holidays") / "bank-holidays.json").read_text(encoding="utf-8"))
    holidays = sorted(date.fromisoformat(event["date"]) for event in bundled[DIVISION]["events"])
    digest = hashlib.sha256("\n".join(day.isoformat() for day in holidays).encode()).hexdigest()
    known_until = _known_until(holidays[-1])
    return Calendar(frozenset(holidays), f"{DIVISION} to {known_until} {digest[:8]}", known_until)


def _known_until(last: date) -> date:
    """GOV.UK publishes whole years. A year whose list does not reach December is known to its last holiday only."""
    return date(last.year, 12, 31) if last.month == 12 else last
