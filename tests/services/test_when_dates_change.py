"""When a due date may be asked for, and when it is edited or stands as it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.dated import LATER, a_date_change
from tests.factories.milestones import DUE
from tests.support.date_change_verbs import approve, ask, decline, head, lead, milestone, plan, withdraw
from tests.support.milestone_verbs import AT, edit, in_state, when
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.lifecycles import OPEN_MILESTONE, STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import (
    DateChangeState,
    DeadlineSource,
    MilestoneState,
    PlanState,
    RecommendationState,
)
from tracker.models import Milestone, Plan, PlanVersion
from tracker.services.milestones import remove_milestone

__all__ = ["head", "lead", "milestone", "plan"]


def test_before_the_plan_is_agreed_the_date_is_edited_and_not_asked_for(
    session: Session, milestone: Milestone, plan: Plan, head: Actor
) -> None:
    for plan.state in (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED):
        with pytest.raises(InvalidMove, match="editing the milestone"):
            ask(session, milestone, head)


def test_once_agreed_it_is_asked_for_in_every_state_of_the_plan(
    session: Session, milestone: Milestone, plan: Plan, head: Actor
) -> None:
    session.add(PlanVersion(plan_id=plan.id, number=1, content={}, agreed_at=AT, agreed_by_id=plan.owner_id))
    for plan.state in PlanState:
        withdraw(session, ask(session, milestone, head), head)


@pytest.mark.parametrize("state", sorted(set(MilestoneState) - OPEN_MILESTONE))
def test_what_is_done_or_cancelled_gets_no_other_date(
    session: Session, plan: Plan, head: Actor, lead: Actor, state: MilestoneState
) -> None:
    plan.state = PlanState.AGREED
    milestone = in_state(session, plan, state)
    with pytest.raises(InvalidMove):
        ask(session, milestone, head)
    assert head.person_id
    change = a_date_change(session, milestone, head.person_id)
    with pytest.raises(InvalidMove):
        approve(session, change, lead)
    assert milestone.due_on == DUE


@pytest.mark.parametrize("state", sorted(set(RecommendationState) - STILL_ASKED))
def test_nothing_moves_where_the_recommendation_no_longer_stands(
    session: Session, milestone: Milestone, plan: Plan, head: Actor, lead: Actor, state: RecommendationState
) -> None:
    change = ask(session, milestone, head)
    plan.recommendation.state = state
    session.flush()
    for verb, by in ((approve, lead), (decline, lead), (withdraw, head)):
        with pytest.raises(InvalidMove, match="This recommendation"):
            verb(session, change, by)
    with pytest.raises(InvalidMove, match="This recommendation"):
        ask(session, milestone, head)
    assert change.state is DateChangeState.ASKED


def test_a_milestone_that_starts_later_than_the_day_asked_for_cannot_be_due_then(
    session: Session, milestone: Milestone, head: Actor, lead: Actor
) -> None:
    change = ask(session, milestone, head, to_on=date(2026, 5, 1))
    milestone.starts_on = date(2026, 5, 2)
    with pytest.raises(RuleBroken) as broken:
        approve(session, change, lead)
    assert broken.value.field == "decision"


def test_once_agreed_the_date_is_edited_by_no_form_even_while_the_plan_is_written_again(
    session: Session, milestone: Milestone, plan: Plan, head: Actor
) -> None:
    session.add(PlanVersion(plan_id=plan.id, number=1, content={}, agreed_at=AT, agreed_by_id=plan.owner_id))
    for plan.state in (PlanState.RETURNED, PlanState.CHANGING, PlanState.AGREED):
        for changes in (
            {"due_on": LATER},
            {"due_reason": "A letter."},
            {"due_source": DeadlineSource.REGION, "due_reason": "Said."},
        ):
            said: dict[str, Any] = changes
            with pytest.raises(RuleBroken, match="agreed with the plan"):
                edit(session, milestone, head, **said)
    assert milestone.due_on == DUE


def test_what_a_date_change_rests_on_is_not_removed(
    session: Session, milestone: Milestone, plan: Plan, head: Actor
) -> None:
    withdraw(session, ask(session, milestone, head), head)
    plan.state = PlanState.DRAFT
    with pytest.raises(InvalidMove, match="not removed"):
        remove_milestone(session, milestone, seen_revision=milestone.revision, **when(head))
