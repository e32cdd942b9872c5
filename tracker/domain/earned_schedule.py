"""Earned schedule: how many days of the agreed plan have been earned, against the days gone by.

Source: W. Lipke, "Schedule is different", The Measurable News, 2003: SPI(t) = ES / AT. ES is the time at which the
plan was to have reached what has been reached; between two dates of the plan it is interpolated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.domain.score_facts import Agreed

_FULL = 10_000
_BEGUN = Fraction(3, 10)  # what a milestone counts from its start to its due date, as in reported done


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
        return self.spi < Fraction(80, 100)

    @property
    def is_at_risk(self) -> bool:
        return self.spi < Fraction(95, 100)


def pace(agreed: Agreed | None, reported: int, today: date) -> Pace | None:
    """The pace at `reported` (hundredths of a point). None without an agreed plan, or before it began."""
    if agreed is None or not agreed.milestones:
        return None
    began = _begin(agreed)
    if today <= began:
        return None
    return Pace(_earned(planned_curve(agreed), reported), (today - began).days)


def planned_curve(agreed: Agreed) -> list[tuple[int, Fraction]]:
    """(days since it began, hundredths of a point planned by then) at each date of the plan, from (0, …) on."""
    began, total = _begin(agreed), sum(each.weight for each in agreed.milestones)
    steps: dict[int, Fraction] = {0: Fraction(0)}
    for each in agreed.milestones:
        whole = Fraction(each.weight * _FULL, total)
        due = max(0, (each.due_on - began).days)
        start = due if each.starts_on is None else min(due, (each.starts_on - began).days)
        steps[start] = steps.get(start, Fraction(0)) + whole * _BEGUN
        steps[due] = steps.get(due, Fraction(0)) + whole * (1 - _BEGUN)
    reached, curve = Fraction(0), []
    for day in sorted(steps):
        reached += steps[day]
        curve.append((day, reached))
    return curve


def planned_value(agreed: Agreed, day: date) -> Fraction:
    """What was to be reported done by the end of `day`, in hundredths of a point."""
    gone = (day - _begin(agreed)).days
    return max((value for at, value in planned_curve(agreed) if at <= gone), default=Fraction(0))


def _begin(agreed: Agreed) -> date:
    starts = [each.starts_on for each in agreed.milestones if each.starts_on is not None]
    return min([agreed.began_on, *starts])


def _earned(curve: list[tuple[int, Fraction]], reported: int) -> Fraction:
    """The time at which the curve reaches `reported`: a line between two of its points, its end where never."""
    before_day, before_value = 0, Fraction(0)
    for day, value in curve:
        if value > reported:
            return before_day + (day - before_day) * (reported - before_value) / (value - before_value)
        before_day, before_value = day, value
    return Fraction(before_day)
