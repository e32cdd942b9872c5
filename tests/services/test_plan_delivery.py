"""A plan is delivered with its outcome measured and its embed milestone verified, which is why the last one stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories.measured import a_measure, a_reading_of
from tests.factories.plans import into
from tests.services.test_plan_changes import TODAY, head_of, lead_of, of, plan, when
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Milestone, Plan
from tracker.services.milestones import cancel_milestone
from tracker.services.plan_delivery import deliver_plan, sustain_plan

__all__ = ["plan"]


def verified(session: Session, plan: Plan) -> None:
    for title in ("Audit cases", "Brief staff"):
        into(session, of(session, plan, title), MilestoneState.VERIFIED)


def measured(session: Session, plan: Plan, **more: Any) -> None:
    a_reading_of(session, a_measure(session, plan, name="Sound plans"), plan.owner_id, **more)


def deliver(session: Session, plan: Plan) -> None:
    deliver_plan(session, plan, seen_revision=plan.revision, **when(head_of(plan)))
    session.flush()


def cancel(session: Session, plan: Plan, milestone: Milestone) -> None:
    seen = milestone.revision
    cancel_milestone(session, milestone, reason="No.", seen_revision=seen, **when(lead_of(session, plan)))


def test_a_plan_whose_outcome_nothing_measures_is_not_delivered(session: Session, plan: Plan) -> None:
    verified(session, plan)
    with pytest.raises(RuleBroken, match="not delivered: Nothing measures the outcome of this plan"):
        deliver(session, plan)
    measured(session, plan)
    with pytest.raises(RuleBroken, match="‘Sound plans’ has no reading since the plan was agreed"):
        deliver(session, plan)
    assert plan.state is PlanState.AGREED


def test_once_it_was_read_after_the_plan_was_agreed_the_plan_is_delivered(session: Session, plan: Plan) -> None:
    verified(session, plan)
    measured(session, plan, starts_on=TODAY, ends_on=TODAY)
    deliver(session, plan)
    assert plan.state is PlanState.DELIVERED


def test_nor_is_one_sustained_that_lost_its_embed_milestone(session: Session, plan: Plan) -> None:
    verified(session, plan)
    measured(session, plan, starts_on=TODAY, ends_on=TODAY)
    deliver(session, plan)
    into(session, of(session, plan, "Audit cases"), MilestoneState.CANCELLED)
    with pytest.raises(RuleBroken, match="No embed milestone is verified"):
        sustain_plan(session, plan, seen_revision=plan.revision, **when(lead_of(session, plan)))


def test_the_last_embed_milestone_of_an_agreed_plan_is_not_cancelled(session: Session, plan: Plan) -> None:
    audit = of(session, plan, "Audit cases")
    with pytest.raises(RuleBroken, match="only embed milestone of the plan"):
        cancel(session, plan, audit)
    assert audit.state is MilestoneState.PLANNED
    cancel(session, plan, of(session, plan, "Brief staff"))


def test_it_is_once_there_is_another(session: Session, plan: Plan) -> None:
    audit, brief = of(session, plan, "Audit cases"), of(session, plan, "Brief staff")
    brief.is_embed = True
    cancel(session, plan, audit)
    assert audit.state is MilestoneState.CANCELLED


def test_while_the_plan_is_not_agreed_what_it_lacks_is_said_when_it_is(session: Session, plan: Plan) -> None:
    plan.state = PlanState.SUBMITTED
    audit = of(session, plan, "Audit cases")
    cancel(session, plan, audit)
    assert audit.state is MilestoneState.CANCELLED
