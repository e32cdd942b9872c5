"""The picture of a plan: where bars lie, how months are named, and what is said to whoever does not see it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.vocabulary import MilestoneState
from tracker.models import Milestone
from tracker.web.labels import FILLS, LATE_FILL
from tracker.web.plan_picture import MARGIN, MOST_MONTHS, WIDTH, plan_picture

TODAY = date(2026, 3, 15)
days = st.integers(-800, 800).map(lambda number: TODAY + timedelta(days=number))


def milestone(due_on: date, starts_on: date | None = None, state: MilestoneState = MilestoneState.PLANNED) -> Milestone:
    return Milestone(ordinal=1, title="Audit cases", state=state, due_on=due_on, starts_on=starts_on)


@given(st.lists(st.tuples(days, st.integers(0, 300)), min_size=1, max_size=8))
def test_everything_lies_within_the_picture_and_later_is_further_right(promised: list[tuple[date, int]]) -> None:
    made = [milestone(due, due - timedelta(days=length)) for due, length in promised]
    picture = plan_picture(made, TODAY)
    assert picture is not None
    for bar in picture.bars:
        assert 0 <= bar.x < bar.x + bar.width <= WIDTH - MARGIN
        assert bar.y + picture.bar_height < picture.height
    ends = [(each.due_on, bar.x + bar.width) for each, bar in zip(made, picture.bars, strict=True)]
    assert [x for _, x in sorted(ends)] == sorted(x for _, x in ends)
    assert len(picture.ticks) <= MOST_MONTHS + 1
    assert MARGIN <= picture.today_x <= WIDTH - MARGIN


def test_a_bar_says_its_state_in_words_and_late_ones_are_red() -> None:
    late = milestone(TODAY - timedelta(days=1))
    done = milestone(TODAY - timedelta(days=1), state=MilestoneState.COMPLETED)
    picture = plan_picture([late, done], TODAY)
    assert picture is not None
    assert [(bar.words, bar.fill) for bar in picture.bars] == [
        ("1. Audit cases – Overdue", LATE_FILL),
        ("1. Audit cases – Reported done", FILLS[MilestoneState.COMPLETED]),
    ]
    assert picture.title == (
        "The plan over time: 2 milestones, due from 14 March 2026 to 14 March 2026. Today is 15 March 2026."
    )


def test_a_plan_without_milestones_has_no_picture() -> None:
    assert plan_picture([], TODAY) is None
