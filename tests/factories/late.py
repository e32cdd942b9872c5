"""Plans and milestones with dates that pass, recorded so that they may be committed, for tests of the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy.orm import Session

from tests.factories.inspections import a_plan, a_recommendation, an_inspection
from tests.factories.organisations import OPERATOR, make_unit
from tests.factories.people import make_unit_head
from tracker.domain.vocabulary import MilestoneState, PlanState, Response
from tracker.models import Milestone, Plan
from tracker.services.event_kinds import EventKind
from tracker.services.record import record

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DUE = date(2026, 4, 30)
DAY_AFTER = date(2026, 5, 1)

_numbers = count(1)


@dataclass
class Dated:
    """Ids, which outlive the session they were made in."""

    plan: int
    milestones: list[int]
    inspection: int
    head: int


def a_dated_plan(
    session: Session,
    *,
    milestones: int = 0,
    due_on: date = DUE,
    state: MilestoneState = MilestoneState.PLANNED,
    submitted: bool = True,
) -> Dated:
    """A plan, submitted or late by itself from the day after `due_on`, with so many milestones due then too."""
    unit = make_unit(session, f"Unit {next(_numbers)}")
    head = make_unit_head(session, unit)
    inspection = an_inspection(session, unit=unit)
    recommendation = a_recommendation(session, inspection)
    plan = a_plan(session, recommendation, head)
    plan.deadline.due_on = due_on
    plan.response, plan.responded_at, plan.responded_by_id = Response.AGREED, AT, head.id
    plan.state = PlanState.SUBMITTED if submitted else PlanState.DRAFT
    made = [_milestone(plan, number, due_on, state) for number in range(1, milestones + 1)]
    session.add_all(made)
    record(session, EventKind.INSPECTION_CREATED, inspection, by=OPERATOR, at=AT)
    record(session, EventKind.RECOMMENDATION_CREATED, recommendation, by=OPERATOR, at=AT)
    record(session, EventKind.PLAN_CREATED, plan, by=OPERATOR, at=AT, covers=[plan.deadline, *made])
    return Dated(plan.id, [milestone.id for milestone in made], inspection.id, head.id)


def _milestone(plan: Plan, ordinal: int, due_on: date, state: MilestoneState) -> Milestone:
    milestone = Milestone(
        plan=plan, ordinal=ordinal, title=f"Step {ordinal}", owner_id=plan.owner_id, due_on=due_on, state=state
    )
    if state in (MilestoneState.COMPLETED, MilestoneState.VERIFIED):
        milestone.completed_at, milestone.completed_by_id, milestone.is_drawn = AT, plan.owner_id, False
    return milestone
