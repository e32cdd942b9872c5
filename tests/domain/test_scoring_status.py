"""The status of a plan, in its order, and the judgement its figures suggest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domain.score_builders import TODAY, decided, milestone, scored
from tracker.adapters import bank_holidays
from tracker.domain.deadlines import Window
from tracker.domain.score_facts import Agreed, MilestoneFacts, Shown
from tracker.domain.score_gap import suggested
from tracker.domain.vocabulary import PlanStatus, Progress


def overdue(working_days: int) -> MilestoneFacts:
    return milestone("planned", due_on=bank_holidays.calendar().add_working_days(TODAY, -working_days))


def test_statuses_come_in_their_order() -> None:
    assert scored(decided("sufficient"), milestone("cancelled")).status is PlanStatus.DELIVERED
    assert scored(overdue(11)).status is PlanStatus.OFF_TRACK
    assert scored(overdue(10)).status is PlanStatus.AT_RISK
    assert scored(overdue(1)).status is PlanStatus.AT_RISK
    assert scored(milestone("planned", due_on=TODAY)).status is PlanStatus.NOT_STARTED
    assert scored(milestone("underway")).status is PlanStatus.ON_TRACK
    assert scored().status is PlanStatus.NOT_STARTED
    assert scored(milestone("cancelled")).status is PlanStatus.NOT_STARTED


def test_a_plan_that_was_never_submitted_is_overdue_too() -> None:
    late = TODAY - timedelta(days=1)
    assert scored(milestone("underway"), was_submitted=False, plan_due=late).status is PlanStatus.AT_RISK
    assert scored(milestone("underway"), was_submitted=True, plan_due=late).status is PlanStatus.ON_TRACK


@pytest.mark.parametrize(("days", "status"), [(-1, "at_risk"), (0, "on_track"), (1, "on_track")])
def test_an_answer_that_is_late_puts_a_plan_at_risk(days: int, status: str) -> None:
    due = TODAY + timedelta(days=days)
    assert scored(milestone("underway"), waits_until=(due, TODAY + timedelta(days=9))).status == status


@pytest.mark.parametrize(("days_until", "status"), [(91, "on_track"), (90, "at_risk"), (-10, "at_risk")])
def test_near_the_reinspection_what_is_reported_must_be_shown(days_until: int, status: str) -> None:
    opens = TODAY + timedelta(days=days_until)
    near = Window(opens, opens + timedelta(days=14))
    assert scored(milestone("completed"), window=near).status == status


def test_reviews_that_wait_put_no_plan_at_risk() -> None:
    near = Window(TODAY, TODAY)
    assert scored(milestone("completed", shown=(Shown(5, 50, 1),)), window=near).status is PlanStatus.ON_TRACK
    assert scored(milestone("underway"), window=near).status is PlanStatus.ON_TRACK  # exactly 30 points


@pytest.mark.parametrize(
    ("days_since", "is_measured", "status"),
    [(30, False, "on_track"), (31, False, "at_risk"), (31, True, "on_track")],
)
def test_a_plan_that_nobody_measures_is_at_risk_past_half_of_its_time(
    days_since: int, is_measured: bool, status: str
) -> None:
    agreed = Agreed(TODAY - timedelta(days=days_since), ())  # the last is due in thirty days
    work = (milestone("underway"), milestone("cancelled", due_on=TODAY + timedelta(days=900)))
    assert scored(*work, agreed=agreed, is_measured=is_measured).status == status


def test_a_plan_without_work_has_nothing_to_measure() -> None:
    agreed = Agreed(TODAY - timedelta(days=900), ())
    assert scored(agreed=agreed).status is PlanStatus.NOT_STARTED
    assert scored(milestone("cancelled"), agreed=agreed).status is PlanStatus.NOT_STARTED


def test_a_plan_that_is_delivered_or_off_track_stays_so_though_nobody_measures_it() -> None:
    agreed = Agreed(TODAY - timedelta(days=900), ())
    assert scored(decided("sufficient"), agreed=agreed).status is PlanStatus.DELIVERED
    assert scored(overdue(11), agreed=agreed).status is PlanStatus.OFF_TRACK
    assert scored(milestone("planned"), agreed=agreed).status is PlanStatus.AT_RISK


def test_the_suggested_judgement_is_one_of_the_four_words() -> None:
    assert [suggested(share) for share in (0, 1_999, 2_000, 5_000, 8_000, 10_000)] == [
        Progress.NO_MEANINGFUL,
        Progress.NO_MEANINGFUL,
        Progress.INSUFFICIENT,
        Progress.REASONABLE,
        Progress.GOOD,
        Progress.GOOD,
    ]
