"""How long until the inspectors come back: first to the cases they will look at, then to the visit.

Source: product rules, section 7. Inspectors look at cases that began about seven months before they come, so what
counts for them happens long before the visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.deadlines import Window, case_window, days_left


@dataclass(frozen=True)
class Countdown:
    """The two windows, and the days from `today` in words."""

    cases: Window
    visit: Window
    cases_in_words: str
    visit_in_words: str


def countdown(earliest: date | None, latest: date | None, today: date) -> Countdown | None:
    """`earliest` and `latest` are when the visit is expected; one date alone is a day that is known. None without."""
    if earliest is None:
        return None
    visit = Window(earliest, latest or earliest)
    cases = case_window(*visit)
    return Countdown(cases, visit, _cases(cases, today), _visit(visit, today))


def _cases(window: Window, today: date) -> str:
    if today < window.earliest:
        return f"Case window opens in {_days(days_left(window.earliest, today))}"
    if today <= window.latest:
        left = days_left(window.latest, today)
        return f"Case window is open and closes in {_days(left)}" if left else "Case window closes today"
    return f"Case window closed {_days(-days_left(window.latest, today))} ago"


def _visit(window: Window, today: date) -> str:
    if today < window.earliest:
        return f"visit expected in {_days(days_left(window.earliest, today))}"
    if today <= window.latest:
        return "visit expected any day"
    return f"visit was expected {_days(-days_left(window.latest, today))} ago"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
