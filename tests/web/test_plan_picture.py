"""The picture of a plan: where bars lie, how months are named, and what is said to whoever does not see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.deadlines import Window
from tracker.domain.vocabulary import MilestoneState
from tracker.web.labels.picture import FILLS, LATE_FILL
from tracker.web.plan_picture import MARGIN, MONTH_ROOM, MOST_MONTHS, WIDTH, plan_picture

TODAY = date(2026, 3, 15)
days = st.integers(-800, 800).map(lambda number: TODAY + timedelta(days=number))


@dataclass(frozen=True)
class Step:
    id: int
    due_on: date
    starts_on: date | None
    state: MilestoneState
    first_due_on: date
    completed_at: datetime | None
    waits_for: tuple[int, ...]
    ordinal: int = 1
    title: str = "Audit cases"


def milestone(
    due_on: date,
    starts_on: date | None = None,
    state: MilestoneState = MilestoneState.PLANNED,
    *,
    key: int = 1,
    first: date | None = None,
    done: datetime | None = None,
    waits_for: tuple[int, ...] = (),
) -> Step:
    return Step(key, due_on, starts_on, state, first or due_on, done, waits_for)


@given(st.lists(st.tuples(days, st.integers(0, 300)), min_size=1, max_size=8))
def test_everything_lies_within_the_picture_and_later_is_further_right(promised: list[tuple[date, int]]) -> None:
    made = [
        milestone(due, due - timedelta(days=length), key=key, waits_for=(1,) if key > 1 else ())
        for key, (due, length) in enumerate(promised, 1)
    ]
    picture = plan_picture(made, TODAY)
    assert picture is not None
    for bar in picture.bars:
        assert 0 <= bar.x < bar.x + bar.width <= WIDTH - MARGIN
        assert bar.y + picture.bar_height < picture.height
    ends = [(each.due_on, bar.x + bar.width) for each, bar in zip(made, picture.bars, strict=True)]
    assert [x for _, x in sorted(ends)] == sorted(x for _, x in ends)
    assert len(picture.ticks) <= MOST_MONTHS + 1
    assert all(tick.words_x <= WIDTH - MONTH_ROOM for tick in picture.ticks)
    assert MARGIN <= picture.today_x <= WIDTH - MARGIN


def test_a_bar_says_its_state_in_words_and_late_ones_are_red() -> None:
    late = milestone(TODAY - timedelta(days=1))
    done = milestone(TODAY - timedelta(days=1), state=MilestoneState.COMPLETED)
    picture = plan_picture([late, done], TODAY)
    assert picture is not None
    assert [(bar.words, bar.fill) for bar in picture.bars] == [
        ("Overdue: 1. Audit cases", LATE_FILL),
        ("Reported done: 1. Audit cases", FILLS[MilestoneState.COMPLETED]),
    ]
    assert picture.title == (
        "The plan over time: 2 milestones, due from 14 March 2026 to 14 March 2026. Today is 15 March 2026."
    )


def test_a_plan_without_milestones_has_no_picture() -> None:
    assert plan_picture([], TODAY) is None


def test_what_waits_is_joined_to_the_end_of_what_it_waits_for() -> None:
    first = milestone(TODAY + timedelta(days=20), TODAY)
    second = milestone(TODAY + timedelta(days=90), TODAY + timedelta(days=30), key=2, waits_for=(1,))
    picture = plan_picture([first, second], TODAY)
    assert picture is not None
    (line,) = picture.links
    points = [tuple(map(int, point.split(","))) for point in line.split()]
    out, into = picture.bars
    assert points[0] == (out.x + out.width, out.middle)
    assert points[-1] == (into.x, into.middle)
    assert [fact.waits_for for fact in picture.facts] == ["", "milestone 1"]


def test_the_date_first_agreed_and_the_day_it_was_done_are_marked_where_they_differ_from_the_plan() -> None:
    done = datetime(2026, 3, 1, 9, tzinfo=UTC)
    moved = milestone(TODAY, state=MilestoneState.COMPLETED, first=TODAY - timedelta(days=30), done=done)
    picture = plan_picture([moved, milestone(TODAY, key=2)], TODAY)
    assert picture is not None
    marked, plain = picture.bars
    assert marked.first_x is not None
    assert marked.done_x is not None
    assert marked.first_x < marked.done_x < marked.x + marked.width
    assert (plain.first_x, plain.done_x) == (None, None)
    assert picture.facts[0].done_on == date(2026, 3, 1)


def test_the_case_window_and_the_visit_lie_behind_the_bars_and_are_said_in_the_title() -> None:
    visit = Window(date(2027, 3, 1), date(2027, 3, 28))
    picture = plan_picture([milestone(TODAY)], TODAY, visit)
    assert picture is not None
    cases, expected = picture.bands
    assert cases.words == "Case window"
    assert cases.x < cases.x + cases.width < expected.x
    assert expected.x + expected.width <= WIDTH - MARGIN
    assert picture.title.endswith(
        "Case window: 20 July 2026 to 20 September 2026. Visit: 1 March 2027 to 28 March 2027."
    )
