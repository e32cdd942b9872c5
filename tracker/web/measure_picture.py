"""The readings of a measure over time, as numbers for an SVG: each with its interval, the target, the report's figure.

The picture is drawn 400 wide and fitted to the page, from the narrowest phone to 480 (tracker.css), so that the latest
reading is always in sight and its text stays near the size of the page's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tracker.domain.frameworks import KEY_QUESTION_BOUNDARIES
from tracker.domain.outcome import WHOLE, share, wilson_interval
from tracker.web.filters import MONTHS, day
from tracker.web.per_cent import per_cent

WIDTH, HEIGHT = 400, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 96, 28, 44  # the words of the lines stand to their right, where no reading is
LEAST_BETWEEN = 20  # so near may the words of two lines stand
_QUARTERS = (25, 50, 75)


class Read(Protocol):
    """A reading."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A level across the picture, and the words for it."""

    y: int
    words: str
    words_y: int


@dataclass(frozen=True, slots=True)
class Point:
    """A reading: its share at `y`, its interval from `high_y` down to `low_y`."""

    x: int
    y: int
    high_y: int
    low_y: int


@dataclass(frozen=True, slots=True)
class MeasurePicture:
    """`title` says in a sentence what is drawn, for whoever does not see it. `first` and `last`: the months at the
    ends of the axis."""

    title: str
    levels: tuple[Line, ...]
    points: tuple[Point, ...]
    target: Line
    baseline: Line | None
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def measure_picture(
    name: str, baseline: int | None, target: int, readings: Sequence[Read], *, in_bands: bool
) -> MeasurePicture | None:
    """The picture of the readings that stand, the earliest first; None where there is none. Figures in per cent.

    `in_bands`: the levels drawn are the boundaries of the inspectorate's bands and not quarters.
    """
    if not readings:
        return None
    begin, end = _axis(readings[0].ends_on, readings[-1].ends_on)
    days = (end - begin).days
    across = WIDTH - LEFT - RIGHT
    points = tuple(_point(reading, LEFT + (reading.ends_on - begin).days * across // days) for reading in readings)
    latest = readings[-1]
    target_line, baseline_line = _lines(target, baseline)
    count = f"{len(readings)} reading" + ("s" if len(readings) > 1 else "")
    was = f" The report’s figure was {baseline}%." if baseline is not None else ""
    return MeasurePicture(
        title=f"{name}: {count}, the latest {per_cent(share(latest.numerator, latest.denominator))} up to "
        f"{day(latest.ends_on)}. The target is {target}%.{was}",
        levels=tuple(_levels(KEY_QUESTION_BOUNDARIES if in_bands else _QUARTERS)),
        points=points,
        target=target_line,
        baseline=baseline_line,
        first=_month(begin),
        last=_month(end),
    )


def _axis(first: date, last: date) -> tuple[date, date]:
    """A little more than the readings span, so that none stands on the edge; two months at the least."""
    spare = max((last - first).days // 12, 30)
    return first - timedelta(days=spare), last + timedelta(days=spare)


def _y(hundredths: int) -> int:
    return HEIGHT - BOTTOM - hundredths * (HEIGHT - BOTTOM - TOP) // WHOLE


def _point(reading: Read, x: int) -> Point:
    interval = wilson_interval(reading.numerator, reading.denominator)
    return Point(x, _y(share(reading.numerator, reading.denominator)), _y(interval.high), _y(interval.low))


def _levels(percentages: Sequence[int]) -> Iterator[Line]:
    for percentage in (0, *percentages, 100):
        y = _y(percentage * 100)
        yield Line(y, f"{percentage}%", y + 5)


def _lines(target: int, baseline: int | None) -> tuple[Line, Line | None]:
    """The words of each stand beside its line; where the two lines are near, a little above the one and below the
    other."""
    target_y = _y(target * 100)
    if baseline is None:
        return Line(target_y, f"Target {target}%", target_y + 5), None
    baseline_y = _y(baseline * 100)
    apart = {True: 14, False: -4} if abs(target_y - baseline_y) < LEAST_BETWEEN else {True: 5, False: 5}
    return (
        Line(target_y, f"Target {target}%", target_y + apart[target < baseline]),
        Line(baseline_y, f"Report {baseline}%", baseline_y + apart[baseline < target]),
    )


def _month(on: date) -> str:
    return f"{MONTHS[on.month - 1][:3]} {on.year}"
