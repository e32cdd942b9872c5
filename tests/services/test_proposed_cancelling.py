"""The unit asks, in a change of its agreed plan, for a milestone to be cancelled; it is once the region agrees that."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories.dated import a_recorded_date_change
from tests.factories.organisations import OPERATOR
from tests.factories.plans import into
from tests.services.test_plan_changes import AT, add, agree, head_of, kept_anew, lead_of, of, plan, start, submit
from tests.services.test_replacements import cancel, weights
from tracker.domain.errors import InvalidMove, RuleBroken
from tracker.domain.vocabulary import DateChangeState, MilestoneState
from tracker.models import Event, Plan, PlanChange
from tracker.queries import milestones, plan_changes, replacements
from tracker.queries.agreement import agreed_last
from tracker.services.event_kinds import EventKind
from tracker.services.plan_change_decisions import return_change
from tracker.services.plan_changes import keep_after_all, propose_cancelling
from tracker.services.record import record

__all__ = ["plan"]

WHY = "The police brief their own staff."


def propose(session: Session, change: PlanChange, title: str, why: str = WHY) -> None:
    one, head = of(session, change.plan, title), head_of(change.plan)
    propose_cancelling(session, change, one, why=why, seen_revision=change.revision, by=head, at=AT)
    kept_anew(session, change.plan)


def keep(session: Session, change: PlanChange, title: str) -> None:
    one, head = of(session, change.plan, title), head_of(change.plan)
    keep_after_all(session, change, one.id, seen_revision=change.revision, by=head, at=AT)
    kept_anew(session, change.plan)


def test_a_milestone_is_cancelled_once_the_region_agrees_and_for_the_reason_that_the_unit_gave(
    session: Session, plan: Plan
) -> None:
    briefing, change = of(session, plan, "Brief staff"), start(session, plan)
    waiting = a_recorded_date_change(session, briefing, plan.owner_id)
    propose(session, change, "Brief staff")
    found = plan_changes.compared(session, plan, milestones.of_plan(session, plan), change.draft)
    assert [(one.key, one.title, one.why) for one in found.cancelled] == [(briefing.id, "Brief staff", WHY)]
    submit(session, change)
    assert briefing.state is MilestoneState.PLANNED
    agree(session, change)
    session.refresh(briefing)
    assert (briefing.state, briefing.cancel_reason, briefing.cancelled_by_id) == (
        MilestoneState.CANCELLED,
        WHY,
        lead_of(session, plan).person_id,
    )
    told = sa.select(Event.kind).where(Event.subject == "milestone", Event.subject_id == briefing.id)
    assert "milestone.cancelled" in session.scalars(told).all()
    assert [one["title"] for one in agreed_last(session, plan).content["milestones"]] == ["Audit cases"]
    assert weights(session, plan) == (120, 5_000)
    assert waiting.state is DateChangeState.WITHDRAWN


def test_a_returned_change_cancels_nothing(session: Session, plan: Plan) -> None:
    change, lead = start(session, plan), lead_of(session, plan)
    propose(session, change, "Brief staff")
    submit(session, change)
    return_change(session, change, what_to_change="Keep it.", seen_revision=change.revision, by=lead, at=AT)
    kept_anew(session, plan)
    assert of(session, plan, "Brief staff").state is MilestoneState.PLANNED


def test_what_is_to_be_cancelled_may_be_kept_after_all(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff")
    for _ in range(2):
        keep(session, change, "Brief staff")
    assert change.draft.is_empty


def test_it_is_not_kept_beside_a_new_one_of_its_name(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff")
    add(session, change, owner_id=plan.owner_id, title="Brief staff")
    with pytest.raises(InvalidMove, match="has the same name"):
        keep(session, change, "Brief staff")


def test_a_new_one_may_take_its_place_and_its_own_reason_stays(session: Session, plan: Plan) -> None:
    briefing, change = of(session, plan, "Brief staff"), start(session, plan)
    propose(session, change, "Brief staff")
    add(session, change, owner_id=plan.owner_id, replaces=[briefing.id])
    submit(session, change)
    agree(session, change)
    session.refresh(briefing)
    assert briefing.cancel_reason == WHY
    assert set(replacements.of_plan(session, plan.id)) == {briefing.id}


def test_no_reason_no_cancelling_and_the_last_embed_milestone_is_not_cancelled(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    with pytest.raises(RuleBroken, match="Enter why"):
        propose(session, change, "Brief staff", why="")
    propose(session, change, "Audit cases")
    with pytest.raises(RuleBroken, match="embed milestone"):
        submit(session, change)


@pytest.mark.parametrize("state", [MilestoneState.COMPLETED, MilestoneState.VERIFIED])
def test_what_is_reported_done_is_not_cancelled_before_or_meanwhile(
    session: Session, plan: Plan, state: MilestoneState
) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff")
    submit(session, change)
    done = into(session, of(session, plan, "Brief staff"), state)
    record(session, EventKind.MILESTONE_COMPLETED, done, by=OPERATOR, at=AT)
    kept_anew(session, plan)
    with pytest.raises(InvalidMove, match="‘Brief staff’ is reported done"):
        agree(session, change)
    session.rollback()
    lead = lead_of(session, kept_anew(session, plan))
    return_change(session, change, what_to_change="It is done.", seen_revision=change.revision, by=lead, at=AT)
    kept_anew(session, plan)
    with pytest.raises(InvalidMove, match="Reopen it first"):
        propose(session, change, "Brief staff")


def test_what_was_cancelled_meanwhile_keeps_the_reason_it_had(session: Session, plan: Plan) -> None:
    change = start(session, plan)
    propose(session, change, "Brief staff")
    cancel(session, plan, "Brief staff")
    submit(session, change)
    agree(session, change)
    assert of(session, plan, "Brief staff").cancel_reason == "The police do it."
