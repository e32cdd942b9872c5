"""The milestones of the small world (tests/factories/world.py), in plans that can be submitted and be agreed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.blocked import a_recorded_blocker
from tests.factories.inspections import a_plan, a_recommendation
from tests.factories.measured import a_recorded_measure
from tests.factories.milestones import DUE, a_milestone
from tests.factories.organisations import OPERATOR
from tracker.domain.permissions import Actor
from tracker.domain.plan_change import Draft, content_of
from tracker.domain.promises import Promise
from tracker.domain.vocabulary import MilestoneState, PlanChangeState, PlanState, Response
from tracker.models import Inspection, Person, Plan, PlanChange
from tracker.services.event_kinds import EventKind
from tracker.services.plan_versions import freeze
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def add_milestones(session: Session, ids: dict[str, int], people: dict[str, int]) -> None:
    """A planned milestone and a done one, which the police blocked, of the contributor in the draft plan; two whole
    plans, one of them submitted."""
    draft = session.get_one(Plan, ids["draft_plan_id"])
    contributor = session.get_one(Person, people["contributor"])
    done = {"state": MilestoneState.COMPLETED, "completed_at": AT, "completed_by_id": contributor.id}
    first = a_milestone(session, draft, contributor, title="Brief all staff")
    second = a_milestone(session, draft, contributor, title="Check the first cases", completion_note="Ten.", **done)
    for milestone in (first, second):
        record(session, EventKind.MILESTONE_ADDED, milestone, by=OPERATOR, at=AT)
    ids |= {"milestone_id": first.id, "done_milestone_id": second.id}
    ids["blocker_id"] = a_recorded_blocker(session, second).id
    inspection = session.get_one(Inspection, ids["inspection_id"])
    head = session.get_one(Person, people["head"])
    for name, state in (("ready", PlanState.DRAFT), ("submitted", PlanState.SUBMITTED)):
        recommendation = a_recommendation(session, inspection)
        plan = a_plan(session, recommendation, head, state)
        plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, head.id
        embed = a_milestone(session, plan, is_embed=True, title="Audit cases each month")
        record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=AT)
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=[plan.deadline, embed])
        session.refresh(plan)
        ids |= {f"{name}_plan_id": plan.id, f"{name}_revision": plan.revision}
        ids |= {f"{name}_recommendation_id": recommendation.id, f"{name}_milestone_id": embed.id}


def add_changes(session: Session, ids: dict[str, int], people: dict[str, int]) -> None:
    """Two agreed plans that are being changed: the draft of one adds a milestone, and is submitted in the other."""
    inspection = session.get_one(Inspection, ids["inspection_id"])
    head = session.get_one(Person, people["head"])
    for name, state in (("changing", PlanChangeState.WRITING), ("changed", PlanChangeState.SUBMITTED)):
        recommendation = a_recommendation(session, inspection)
        plan = a_plan(session, recommendation, head, PlanState.CHANGING)
        plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, head.id
        embed = a_milestone(session, plan, is_embed=True, title="Audit cases each month")
        new = Promise("Train new staff", head.id, DUE, 1, evidence_expected="A list of those trained.")
        change = PlanChange(
            plan=plan,
            state=state,
            why="Two more teams joined.",
            content=content_of(Draft(added={1: new})),
            started_at=AT,
            started_by_id=head.id,
        )
        session.add(change)
        record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=AT)
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=[plan.deadline, embed])
        lead = session.get_one(Person, people["lead"])
        baseline = freeze(session, plan, [embed], by=Actor(lead.id, lead.name), at=AT)
        record(session, EventKind.PLAN_AGREED, plan, by=OPERATOR, at=AT, covers=[baseline])
        record(session, EventKind.CHANGE_STARTED, change, by=OPERATOR, at=AT)
        ids |= {f"{name}_plan_id": plan.id, f"{name}_milestone_id": embed.id}
        ids[f"{name}_recommendation_id"] = recommendation.id


def add_delivered(session: Session, ids: dict[str, int], people: dict[str, int]) -> None:
    """Three plans that were agreed, whose only milestone is verified and whose outcome was read since: agreed,
    delivered, and sustained for long enough."""
    inspection = session.get_one(Inspection, ids["inspection_id"])
    head = session.get_one(Person, people["head"])
    done: dict[str, Any] = {
        "state": MilestoneState.VERIFIED,
        "completed_at": AT,
        "completed_by_id": head.id,
        "is_drawn": False,
    }
    states = {"whole": PlanState.AGREED, "delivered": PlanState.DELIVERED, "sustained": PlanState.SUSTAINING}
    for name, state in states.items():
        recommendation = a_recommendation(session, inspection)
        plan = a_plan(session, recommendation, head, state)
        plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, head.id
        plan.sustains_from = date(2025, 1, 31) if state is PlanState.SUSTAINING else None
        embed = a_milestone(session, plan, is_embed=True, title="Audit cases each month", **done)
        record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=AT)
        record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=[plan.deadline, embed])
        lead = session.get_one(Person, people["lead"])
        baseline = freeze(session, plan, [embed], by=Actor(lead.id, lead.name), at=AT)
        record(session, EventKind.PLAN_AGREED, plan, by=OPERATOR, at=AT, covers=[baseline])
        a_recorded_measure(session, plan, head.id, starts_on=AT.date(), ends_on=AT.date())
        session.refresh(plan)
        ids |= {f"{name}_plan_id": plan.id, f"{name}_revision": plan.revision}
        ids[f"{name}_recommendation_id"] = recommendation.id


def add_spare(session: Session, ids: dict[str, int]) -> None:
    """A milestone of the draft plan that nothing names, so that it may still be removed."""
    spare = a_milestone(session, session.get_one(Plan, ids["draft_plan_id"]), title="Added by mistake")
    record(session, EventKind.MILESTONE_ADDED, spare, by=OPERATOR, at=AT)
    ids["spare_milestone_id"] = spare.id
