"""How long a score stands: until the first day on which the date alone may change it.

Facts change only by what people do, and that scores the plan at once. What is left to the clock are a few dates, known
beforehand (product rules, section 8): so a score says itself when it has to be looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.deadlines import Calendar, Window
from tracker.domain.score_facts import LONG_OVERDUE, Day
from tracker.domain.scoring import NEAR_DAYS
from tracker.domain.shelf_life import ends_on

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ahead:
    """What of a plan the date will change: the nearest of each kind, None where there is none.

    `next_due` is the earliest date of an open milestone that has not gone by, `overdue_since` the earliest of those
    overdue by no more than ten working days; `plan_due` the plan's own until it is submitted; `next_answer` the
    earliest day by which an open blocker is to be answered; `falls_on` when the pace falls; `unmeasured_from` when it
    ought to have been measured. `fresh` holds by shelf life in months the earliest end of a period that evidence, still
    fresh, is about.
    """

    next_due: date | None
    overdue_since: date | None
    plan_due: date | None
    next_answer: date | None
    window: Window | None
    falls_on: date | None
    unmeasured_from: date | None
    fresh: Mapping[int, date]


def changes_on(ahead: Ahead, day: Day, calendar: Calendar) -> date | None:
    """The first day after `day` on which the score may be another one; None where the date alone changes nothing.

    Never too late, though at times too early: evidence that no decision rests on may go stale.
    """
    dates = [ends_on(life, end) for life, end in ahead.fresh.items()]
    for due in (ahead.next_due, ahead.overdue_since, ahead.plan_due):
        if due is not None:
            is_late = due < day.today
            dates.append(calendar.add_working_days(due, LONG_OVERDUE + 1) if is_late else due + _DAY)
    if ahead.next_answer is not None:
        dates.append(ahead.next_answer + _DAY)
    if ahead.window is not None:
        dates += [ahead.window.earliest - timedelta(days=NEAR_DAYS), ahead.window.latest + _DAY]
    dates += [each for each in (ahead.falls_on, ahead.unmeasured_from) if each is not None]
    return min((each for each in dates if each > day.today), default=None)
