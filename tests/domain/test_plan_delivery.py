"""What a plan lacks before it is delivered: every milestone, one that embeds the change, and the outcome measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tracker.domain.errors import RuleBroken
from tracker.domain.plan_delivery import refuse_last_embed, undelivered
from tracker.domain.vocabulary import MilestoneState, PlanState, Response

AGREED_ON = date(2026, 3, 2)
CANCELLED, VERIFIED = MilestoneState.CANCELLED, MilestoneState.VERIFIED


@dataclass(frozen=True)
class Milestone:
    title: str = "Audit cases"
    is_embed: bool = True
    state: MilestoneState = VERIFIED


@dataclass(frozen=True)
class Measure:
    name: str = "Sound plans"
    read_until: date | None = AGREED_ON


@dataclass(frozen=True)
class Plan:
    state: PlanState = PlanState.AGREED
    response: Response = Response.AGREED


BRIEF = Milestone("Brief staff", is_embed=False)


def lacks(*milestones: Milestone, measures: tuple[Measure, ...] = (Measure(),)) -> list[str]:
    return undelivered(milestones, measures, agreed_on=AGREED_ON)


def test_a_plan_is_delivered_when_everything_is_verified_and_the_outcome_was_read() -> None:
    assert lacks(Milestone(), BRIEF) == []
    assert lacks(Milestone(), Milestone("Brief staff", is_embed=False, state=CANCELLED)) == []


def test_each_milestone_that_is_neither_verified_nor_cancelled_is_named() -> None:
    done = Milestone("Brief staff", is_embed=False, state=MilestoneState.COMPLETED)
    assert lacks(Milestone(), done) == ["‘Brief staff’ is not verified"]


def test_one_that_shows_the_change_in_practice_is_verified_among_them() -> None:
    assert lacks(Milestone(state=CANCELLED), BRIEF) == ["No embed milestone is verified"]
    assert lacks(Milestone(state=CANCELLED)) == ["No embed milestone is verified"]
    assert lacks() == ["No embed milestone is verified"]
    assert lacks(Milestone(state=CANCELLED), Milestone("Audit again"), BRIEF) == []


def test_something_measures_the_outcome() -> None:
    assert lacks(Milestone(), measures=()) == ["Nothing measures the outcome of this plan"]


@pytest.mark.parametrize("read_until", [None, date(2026, 3, 1)])
def test_each_measure_was_read_since_the_plan_was_agreed(read_until: date | None) -> None:
    measures = (Measure(), Measure("Home visits", read_until))
    assert lacks(Milestone(), measures=measures) == ["‘Home visits’ has no reading since the plan was agreed"]


def test_the_last_embed_milestone_of_an_agreed_plan_is_not_cancelled() -> None:
    embed, gone = Milestone(state=MilestoneState.PLANNED), Milestone("Audit once", state=CANCELLED)
    for state in (PlanState.AGREED, PlanState.CHANGING):
        with pytest.raises(RuleBroken, match="Add another by a change of the plan first"):
            refuse_last_embed(Plan(state), embed, [embed, gone, BRIEF])


def test_any_other_milestone_may_be_cancelled() -> None:
    embed, another = Milestone(state=MilestoneState.PLANNED), Milestone("Audit again")
    refuse_last_embed(Plan(), embed, [embed, another])
    refuse_last_embed(Plan(), BRIEF, [embed, BRIEF])
    for plan in (Plan(PlanState.SUBMITTED), Plan(PlanState.DRAFT), Plan(response=Response.NOT_AGREED)):
        refuse_last_embed(plan, embed, [embed, BRIEF])
