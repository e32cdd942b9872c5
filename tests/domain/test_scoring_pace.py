"""Earned schedule, the status it brings, shelf lives, and what does not fit together."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.adapters import bank_holidays
from tracker.domain.contradictions import Said, Work, contradictions
from tracker.domain.earned_schedule import pace
from tracker.domain.score_facts import LONG_OVERDUE, Agreed, MilestoneFacts, PlanFacts, PlannedMilestone, day_of
from tracker.domain.scoring import score
from tracker.domain.shelf_life import SHELF_LIFE, is_stale, stale_on
from tracker.domain.vocabulary import EvidenceKind, MilestoneState, PlanStatus, Response

BEGAN = date(2026, 1, 1)


def after(days: int) -> date:
    return BEGAN + timedelta(days=days)


# Ten milestones of one weight, one due every ten days: the plan's curve is nearly a line from 0 to 100 in 100 days.
EVENLY = Agreed(BEGAN, tuple(PlannedMilestone(1, after(10 * number)) for number in range(1, 11)))


@pytest.mark.parametrize(
    ("reported", "today", "earned"),
    [
        (5_000, 50, Fraction(50)),
        (5_000, 100, Fraction(50)),
        (0, 20, Fraction(0)),
        (10_000, 50, Fraction(100)),
    ],
)
def test_earned_schedule_is_the_day_on_which_the_plan_was_to_be_where_it_is(
    reported: int, today: int, earned: Fraction
) -> None:
    found = pace(EVENLY, reported, after(today))
    assert found is not None
    assert (found.earned, found.spi) == (earned, earned / today)


def test_between_two_dates_of_the_plan_it_is_interpolated() -> None:
    half_way = pace(EVENLY, 1_500, after(20))
    assert half_way is not None
    assert 10 <= half_way.earned < 20


def test_a_milestone_is_planned_to_be_underway_from_its_start() -> None:
    agreed = Agreed(BEGAN, (PlannedMilestone(1, after(10), starts_on=after(4)),))
    underway = pace(agreed, 3_000, after(9))
    assert underway is not None
    assert underway.earned == 4


def test_there_is_no_pace_without_an_agreed_plan_or_before_it_began() -> None:
    assert pace(None, 0, after(5)) is None
    assert pace(EVENLY, 0, BEGAN) is None
    assert pace(Agreed(BEGAN, ()), 0, after(5)) is None


@given(
    st.lists(
        st.builds(PlannedMilestone, st.integers(1, 9), st.dates(BEGAN, after(200)), st.none() | st.just(after(-5))),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.integers(1, 400),
)
def test_more_done_never_earns_less(promised: list[PlannedMilestone], one: int, other: int, days: int) -> None:
    agreed = Agreed(BEGAN, tuple(promised))
    less, more = (pace(agreed, each, after(days)) for each in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert 0 <= less.spi <= more.spi


def status(done: int, of: int, today: int, agreed: Agreed | None = EVENLY) -> PlanStatus:
    milestones = [
        MilestoneFacts(n, 1, MilestoneState.COMPLETED if n <= done else MilestoneState.UNDERWAY, after(500))
        for n in range(1, of + 1)
    ]
    facts = PlanFacts(tuple(milestones), True, BEGAN, agreed=agreed, is_measured=True)
    return score(facts, day_of(after(today), bank_holidays.calendar())).status


def test_a_slow_plan_of_eight_milestones_or_more_is_at_risk_and_then_off_track() -> None:
    # 4 of 8 done and 4 underway are 65 points, which the plan reaches after 65 days.
    assert [status(4, 8, today) for today in (65, 68, 69, 81, 82)] == [
        PlanStatus.ON_TRACK,
        PlanStatus.ON_TRACK,
        PlanStatus.AT_RISK,
        PlanStatus.AT_RISK,
        PlanStatus.OFF_TRACK,
    ]


def test_pace_is_not_asked_of_small_plans_or_plans_without_a_baseline_or_with_nothing_left_to_do() -> None:
    assert status(0, 7, 300) is PlanStatus.ON_TRACK
    assert status(4, 8, 300, agreed=None) is PlanStatus.ON_TRACK
    assert status(8, 8, 300) is PlanStatus.ON_TRACK


# --- the day -------------------------------------------------------------------------------------------------------


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 40))
def test_the_day_s_limit_says_the_same_as_counting_working_days(today: date, ago: int) -> None:
    calendar, due = bank_holidays.calendar(), today - timedelta(days=ago)
    late = calendar.working_days_between(due, today) > LONG_OVERDUE
    assert (due < day_of(today, calendar).long_overdue_before) == late


@given(st.sampled_from(EvidenceKind), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_day_of_going_stale_is_the_first_on_which_it_is(kind: EvidenceKind, period_to: date) -> None:
    since = stale_on(kind, period_to)
    assert since is not None
    assert is_stale(kind, period_to, since)
    assert not is_stale(kind, period_to, since - timedelta(days=1))


def test_an_audit_of_october_is_stale_on_the_first_of_may_and_a_training_list_a_half_year_later() -> None:
    october = date(2025, 10, 31)
    assert stale_on(EvidenceKind.PRACTICE_AUDIT, october) == date(2026, 5, 1)
    assert stale_on(EvidenceKind.TRAINING_LIST, october) == date(2026, 11, 1)
    assert stale_on(EvidenceKind.POLICY, None) is None
    assert set(SHELF_LIFE) == set(EvidenceKind)


# --- what does not fit together ------------------------------------------------------------------------------------


def said(*work: Work, **more: Any) -> list[str]:
    values: dict[str, Any] = {
        "response": Response.AGREED,
        "published_on": BEGAN,
        "to_be_done_by": None,
        "sufficient": 0,
        "evidence": (),
    } | more
    return [each.what for each in contradictions(Said(milestones=work, **values), after(30))]


def test_work_goes_on_though_the_recommendation_is_not_agreed() -> None:
    assert said(Work(1, MilestoneState.UNDERWAY, after(40), "Robin Hale", False), response=Response.NOT_AGREED) == [
        "The recommendation is not agreed and there is work still to do."
    ]


def test_a_plan_whose_owner_has_left_wants_a_new_one() -> None:
    assert said(owner_who_left="Robin Hale") == ["The plan is owned by Robin Hale, who has left."]


def test_a_milestone_is_due_after_the_day_that_the_recommendation_sets() -> None:
    late = Work(3, MilestoneState.PLANNED, after(41), "Robin Hale", False)
    assert said(late, to_be_done_by=after(40)) == ["Milestone 3 is due after the date that the recommendation sets."]
    assert said(late, to_be_done_by=after(41)) == []


def test_what_is_waited_for_is_due_later_than_what_waits_for_it() -> None:
    def waits_for_a_milestone_due(on: date, state: MilestoneState = MilestoneState.PLANNED) -> list[str]:
        waiting = Work(2, MilestoneState.PLANNED, after(40), "Robin Hale", False, waits_for=(1,))
        return said(Work(1, state, on, "Robin Hale", False), waiting)

    assert waits_for_a_milestone_due(after(41)) == ["Milestone 2 waits for milestone 1, which is due later."]
    assert waits_for_a_milestone_due(after(40)) == []
    assert waits_for_a_milestone_due(after(41), MilestoneState.CANCELLED) == []
