"""A plan over time, as numbers for an SVG: bars from start to due, months, and today. Everything is in its own units.

The picture is 720 wide and scrolls on a phone, so that its text stays the size of the page's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tracker.domain.deadlines import is_overdue
from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.vocabulary import MilestoneState
from tracker.web.filters import MONTHS, day
from tracker.web.labels import FILLS, LATE_FILL, label

WIDTH = 720
MARGIN = 16
ROW = 52  # a line of words and a bar under it
TOP = 52  # the names of the months, and the years under them
BAR = 14
NARROWEST = 6  # a milestone of one day is seen too
MOST_MONTHS = 12
_LONGEST_TITLE = 60


class Promised(Protocol):
    """A milestone."""

    @property
    def ordinal(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def due_on(self) -> date: ...
    @property
    def state(self) -> MilestoneState: ...


@dataclass(frozen=True, slots=True)
class Bar:
    words: str
    words_y: int
    x: int
    y: int
    width: int
    fill: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of a month; its year where that begins to be another."""

    x: int
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """`title` says in a sentence what is drawn, for whoever does not see it."""

    title: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today_x: int
    bar_height: int = BAR


def plan_picture(milestones: Sequence[Promised], today: date) -> PlanPicture | None:
    """The picture of a plan's milestones; None where there is nothing to draw."""
    if not milestones:
        return None
    begin = min(today, *(milestone.starts_on or milestone.due_on for milestone in milestones)).replace(day=1)
    end = max(today, *(milestone.due_on for milestone in milestones)) + timedelta(days=7)
    scale = _Scale(begin, end)
    first, last = milestones[0].due_on, milestones[0].due_on
    for milestone in milestones:
        first, last = min(first, milestone.due_on), max(last, milestone.due_on)
    count = f"{len(milestones)} milestone" + ("s" if len(milestones) > 1 else "")
    return PlanPicture(
        title=f"The plan over time: {count}, due from {day(first)} to {day(last)}. Today is {day(today)}.",
        width=WIDTH,
        height=TOP + ROW * len(milestones) + MARGIN,
        bars=tuple(_bar(milestone, number, scale, today) for number, milestone in enumerate(milestones)),
        ticks=tuple(_ticks(scale)),
        today_x=scale.x(today),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    begin: date
    end: date

    def x(self, on: date) -> int:
        return MARGIN + (on - self.begin).days * (WIDTH - 2 * MARGIN) // (self.end - self.begin).days


def _bar(milestone: Promised, number: int, scale: _Scale, today: date) -> Bar:
    late = is_overdue(milestone.due_on, milestone.state not in OPEN_MILESTONE, today)
    state = "Overdue" if late else label(milestone.state)
    title = milestone.title
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    right = max(scale.x(milestone.due_on), MARGIN + NARROWEST)
    left = min(scale.x(milestone.starts_on or milestone.due_on), right - NARROWEST)
    top = TOP + ROW * number
    return Bar(
        words=f"{milestone.ordinal}. {title} – {state}",
        words_y=top + 20,
        x=left,
        y=top + 28,
        width=right - left,
        fill=LATE_FILL if late else FILLS[milestone.state],
    )


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """The first day of every month, or of every few where they would not fit."""
    months = (scale.end.year - scale.begin.year) * 12 + scale.end.month - scale.begin.month + 1
    step = -(-months // MOST_MONTHS)
    for number in range(0, months, step):
        years, month = divmod(scale.begin.month - 1 + number, 12)
        first = date(scale.begin.year + years, month + 1, 1)
        yield Tick(scale.x(first), MONTHS[month][:3], str(first.year) if number == 0 or month < step else "")
