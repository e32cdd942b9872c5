"""A plan over time, as numbers for an SVG: bars from start to due, what waits for what, months, today, and when the
inspectors and the cases they look at are expected. Everything is in its own units.

The picture is 720 wide and scrolls on a phone, so that its text stays the size of the page's text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from tracker.domain.deadlines import Window, case_window, is_overdue
from tracker.domain.dependencies import in_words
from tracker.domain.lifecycles import OPEN_MILESTONE
from tracker.domain.london import london_date
from tracker.domain.vocabulary import MilestoneState
from tracker.web.filters import MONTHS, day
from tracker.web.labels import label
from tracker.web.labels.picture import CASES_FILL, FILLS, LATE_FILL, VISIT_FILL

WIDTH = 720
MARGIN = 16
MONTH_ROOM = 32  # the name of a month, so that the last one is not cut at the edge
ROW = 52  # a line of words and a bar under it
TOP = 52  # the names of the months, and the years under them
BAR = 14
ELBOW = 8  # how far lines between bars keep from them
NARROWEST = 6  # a milestone of one day is seen too
MOST_MONTHS = 12
_LONGEST_TITLE = 60


class Promised(Protocol):
    """A milestone."""

    @property
    def id(self) -> int: ...
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
    @property
    def first_due_on(self) -> date: ...
    @property
    def completed_at(self) -> datetime | None: ...
    @property
    def waits_for(self) -> Collection[int]: ...


@dataclass(frozen=True, slots=True)
class Bar:
    """`first_x`: where the date first agreed lies, if it is another; `done_x`: where it was reported done."""

    words: str
    words_y: int
    x: int
    y: int
    width: int
    fill: str
    first_x: int | None
    done_x: int | None

    @property
    def middle(self) -> int:
        return self.y + BAR // 2


@dataclass(frozen=True, slots=True)
class Band:
    """A time in which something is expected, over the whole height."""

    words: str
    x: int
    width: int
    fill: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the table behind the picture."""

    ordinal: int
    title: str
    starts_on: date | None
    first_due_on: date
    due_on: date
    done_on: date | None
    waits_for: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of a month; its year where that begins to be another. `words_x`: where its name begins."""

    x: int
    words_x: int
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """`title` says in a sentence what is drawn, for whoever does not see it. `links` are the points of lines, each from
    the end of what is waited for to the start of what waits."""

    title: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today_x: int
    bands: tuple[Band, ...]
    links: tuple[str, ...]
    facts: tuple[Fact, ...]
    bar_height: int = BAR

    @property
    def has_moved(self) -> bool:
        return any(bar.first_x is not None for bar in self.bars)

    @property
    def has_done(self) -> bool:
        return any(bar.done_x is not None for bar in self.bars)


def plan_picture(milestones: Sequence[Promised], today: date, visit: Window | None = None) -> PlanPicture | None:
    """The picture of a plan; None where there is nothing to draw. `visit`: when the inspectors are expected."""
    if not milestones:
        return None
    windows = [("Case window", case_window(*visit), CASES_FILL), ("Visit", visit, VISIT_FILL)] if visit else []
    scale = _scale(milestones, today, [window for _, window, _ in windows])
    first, last = milestones[0].due_on, milestones[0].due_on
    for milestone in milestones:
        first, last = min(first, milestone.due_on), max(last, milestone.due_on)
    bars = tuple(_bar(milestone, number, scale, today) for number, milestone in enumerate(milestones))
    count = f"{len(milestones)} milestone" + ("s" if len(milestones) > 1 else "")
    return PlanPicture(
        title=f"The plan over time: {count}, due from {day(first)} to {day(last)}. Today is {day(today)}."
        + "".join(f" {words}: {day(window.earliest)} to {day(window.latest)}." for words, window, _ in windows),
        width=WIDTH,
        height=TOP + ROW * len(milestones) + MARGIN,
        bars=bars,
        ticks=tuple(_ticks(scale)),
        today_x=scale.x(today),
        bands=tuple(_band(words, window, fill, scale) for words, window, fill in windows),
        links=tuple(_links(milestones, bars)),
        facts=tuple(_facts(milestones)),
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
        words=f"{state}: {milestone.ordinal}. {title}",
        words_y=top + 20,
        x=left,
        y=top + 28,
        width=right - left,
        fill=LATE_FILL if late else FILLS[milestone.state],
        first_x=scale.x(milestone.first_due_on) if milestone.first_due_on != milestone.due_on else None,
        done_x=scale.x(london_date(milestone.completed_at)) if milestone.completed_at else None,
    )


def _band(words: str, window: Window, fill: str, scale: _Scale) -> Band:
    left = scale.x(window.earliest)
    return Band(words, left, max(scale.x(window.latest) - left, NARROWEST), fill)


def _links(milestones: Sequence[Promised], bars: Sequence[Bar]) -> Iterator[str]:
    """Out of the end of the one, down or up beside it, and into the start of the other."""
    drawn = {milestone.id: bar for milestone, bar in zip(milestones, bars, strict=True)}
    for milestone in milestones:
        into = drawn[milestone.id]
        for out in (drawn[key] for key in milestone.waits_for):
            end, turn = out.x + out.width, max(into.x - ELBOW, 2)
            points = ((end, out.middle), (end + ELBOW, out.middle), (end + ELBOW, into.y - ELBOW // 2))
            rest = ((turn, into.y - ELBOW // 2), (turn, into.middle), (into.x, into.middle))
            yield " ".join(f"{x},{y}" for x, y in (*points, *rest))


def _facts(milestones: Sequence[Promised]) -> Iterator[Fact]:
    ordinals = {milestone.id: milestone.ordinal for milestone in milestones}
    for one in milestones:
        done_on = london_date(one.completed_at) if one.completed_at else None
        waits_for = in_words([ordinals[key] for key in one.waits_for])
        yield Fact(one.ordinal, one.title, one.starts_on, one.first_due_on, one.due_on, done_on, waits_for)


def _scale(milestones: Sequence[Promised], today: date, windows: Sequence[Window]) -> _Scale:
    """From the first of the month in which anything begins until a week after everything has ended."""
    dates = [today, *(day for window in windows for day in window)]
    for one in milestones:
        dates += [one.starts_on or one.due_on, one.due_on, one.first_due_on]
        if one.completed_at:
            dates.append(london_date(one.completed_at))
    return _Scale(min(dates).replace(day=1), max(dates) + timedelta(days=7))


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """The first day of every month, or of every few where they would not fit."""
    months = (scale.end.year - scale.begin.year) * 12 + scale.end.month - scale.begin.month + 1
    step = -(-months // MOST_MONTHS)
    for number in range(0, months, step):
        years, month = divmod(scale.begin.month - 1 + number, 12)
        first = date(scale.begin.year + years, month + 1, 1)
        x = scale.x(first)
        yield Tick(
            x, min(x, WIDTH - MONTH_ROOM), MONTHS[month][:3], str(first.year) if number == 0 or month < step else ""
        )
