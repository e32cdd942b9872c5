"""Earned schedule: how many days of the agreed plan have been earned, against the days gone by.

Source: W. Lipke, "Schedule is different", The Measurable News, 2003: SPI(t) = ES / AT. ES is the time at which the
plan was to have reached what has been reached; between two dates of the plan it is interpolated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from tracker.domain.score_facts import Agreed

OFF_TRACK_UNDER = Fraction(80, 100)
AT_RISK_UNDER = Fraction(95, 100)
_FULL = 10_000
_BEGUN, _WHOLE = 3, 10  # what a milestone counts from its start to its due date, as in reported done, and from then on


@dataclass(frozen=True)
class Pace:
    """`earned` days of the plan, of `gone` days since it began (1 at the least)."""

    earned: Fraction
    gone: int

    @property
    def spi(self) -> Fraction:
        """SPI(t): 1 is as planned, less is later."""
        return self.earned / self.gone

    @property
    def is_off_track(self) -> bool:
        return self.spi < OFF_TRACK_UNDER

    @property
    def is_at_risk(self) -> bool:
        return self.spi < AT_RISK_UNDER


def pace(agreed: Agreed | None, reported: int, today: date) -> Pace | None:
    """The pace at `reported` (hundredths of a point). None without an agreed plan, or before it began."""
    if agreed is None or not agreed.milestones:
        return None
    began = _begin(agreed)
    if today <= began:
        return None
    return Pace(_earned(agreed, reported), (today - began).days)


def falls_on(agreed: Agreed | None, at_pace: Pace | None, today: date) -> date | None:
    """The next day on which the pace of today falls under one of the limits, while as much is reported done.

    The day after its beginning for a plan that has not begun; None where both limits are behind, or nothing is agreed.
    """
    if agreed is None or not agreed.milestones:
        return None
    if at_pace is None:
        return _begin(agreed) + timedelta(days=1)
    days = (math.floor(at_pace.earned / limit) + 1 for limit in (AT_RISK_UNDER, OFF_TRACK_UNDER))
    return min((today + timedelta(days=day - at_pace.gone) for day in days if day > at_pace.gone), default=None)


def _begin(agreed: Agreed) -> date:
    starts = [each.starts_on for each in agreed.milestones if each.starts_on is not None]
    return min([agreed.began_on, *starts])


def _total(agreed: Agreed) -> int:
    return _WHOLE * sum(each.weight for each in agreed.milestones)


def _steps(agreed: Agreed) -> list[tuple[int, int]]:
    """The planned curve in tenths of weight, of `_total`: integers, because every night asks this of many plans."""
    began = _begin(agreed)
    steps = {0: 0}
    for each in agreed.milestones:
        due = max(0, (each.due_on - began).days)
        start = due if each.starts_on is None else min(due, (each.starts_on - began).days)
        steps[start] = steps.get(start, 0) + each.weight * _BEGUN
        steps[due] = steps.get(due, 0) + each.weight * (_WHOLE - _BEGUN)
    days = sorted(steps)
    return list(zip(days, accumulate(steps[day] for day in days), strict=True))


def _earned(agreed: Agreed, reported: int) -> Fraction:
    """The time at which the curve reaches `reported`: a line between two of its points, its end where never."""
    reached = reported * _total(agreed)
    before_day, before_value = 0, 0
    for day, tenths in _steps(agreed):
        value = tenths * _FULL
        if value > reached:
            return before_day + Fraction((day - before_day) * (reached - before_value), value - before_value)
        before_day, before_value = day, value
    return Fraction(before_day)
