"""Each status says by which rule the plan has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.domain.score_builders import TODAY, decided, milestone, scored
from tracker.adapters import bank_holidays
from tracker.domain.deadlines import Window
from tracker.domain.score_facts import Agreed, MilestoneFacts, PlannedMilestone
from tracker.domain.scoring import near_reinspection
from tracker.domain.status_words import BEHIND, FAR_BEHIND, UNMEASURED, WIDE, why_status
from tracker.domain.vocabulary import PlanStatus


def why(*milestones: MilestoneFacts, **more: Any) -> str:
    figures = scored(*milestones, **more)
    near = near_reinspection(more.get("window"), TODAY)
    late = not more.get("was_submitted", True) and more.get("plan_due", TODAY) < TODAY
    return why_status(figures, figures.status, is_plan_late=late, is_near=near)


def overdue(working_days: int) -> MilestoneFacts:
    return milestone("planned", due_on=bank_holidays.calendar().add_working_days(TODAY, -working_days))


def test_what_is_overdue_is_counted() -> None:
    assert why(overdue(1)) == "1 milestone is overdue."
    assert why(overdue(1), overdue(10)) == "2 milestones are overdue."
    assert why(overdue(11), overdue(1)) == "1 milestone is overdue by more than ten working days."


def test_a_late_plan_is_named() -> None:
    calendar = bank_holidays.calendar()
    late = {"was_submitted": False, "plan_due": TODAY - timedelta(days=1)}
    assert why(milestone("underway"), **late) == "The plan is overdue: it was to be submitted."
    late["plan_due"] = calendar.add_working_days(TODAY, -11)
    assert why(milestone("underway"), **late) == "The plan is overdue by more than ten working days."


def test_answers_past_their_day_are_counted() -> None:
    late = TODAY - timedelta(days=1)
    assert why(milestone("underway"), waits_until=(late, TODAY)) == "1 answer that a milestone waits for is late."
    assert why(milestone("underway"), waits_until=(late, late)) == "2 answers that milestones wait for are late."


def test_a_plan_that_is_not_due_yet_is_not_said_to_be_overdue() -> None:
    late = TODAY - timedelta(days=1)
    words = why(milestone("planned"), waits_until=(late,), was_submitted=False, plan_due=TODAY)
    assert words == "1 answer that a milestone waits for is late."


def test_what_nobody_could_verify_is_said_near_the_reinspection() -> None:
    assert why(milestone("completed"), window=Window(TODAY, TODAY)) == WIDE


@pytest.mark.parametrize(("done", "words"), [(5, FAR_BEHIND), (9, BEHIND)])
def test_a_slow_pace_is_said(done: int, words: str) -> None:
    work = [decided("sufficient") for _ in range(done)] + [milestone("planned") for _ in range(10 - done)]
    began = TODAY - timedelta(days=100)
    evenly = Agreed(began, tuple(PlannedMilestone(1, began + timedelta(days=10 * number)) for number in range(1, 11)))
    assert why(*work, agreed=evenly) == words


def test_an_outcome_that_nobody_reads_is_said() -> None:
    agreed = Agreed(TODAY - timedelta(days=31), ())
    figures = scored(milestone("underway"), agreed=agreed)
    assert figures.status is PlanStatus.AT_RISK
    words = why_status(figures, figures.status, is_plan_late=False, is_near=False, is_unmeasured=True)
    assert words == UNMEASURED


def test_the_other_statuses_say_what_they_mean() -> None:
    assert why(decided("sufficient")) == "Every milestone that was not cancelled has evidence found sufficient."
    assert why(milestone("planned")) == "No milestone has been started."
    assert why(milestone("underway")) == "Nothing is overdue."
