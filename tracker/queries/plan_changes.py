"""The change of an agreed plan that is open, what its last decision was, and what the plan would lack with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.lifecycles import OPEN_CHANGE
from tracker.domain.plan_change import Draft, milestones_as_proposed, plan_as_proposed
from tracker.domain.plan_comparison import Comparison, compare
from tracker.domain.plan_gaps import Gap, gaps
from tracker.domain.vocabulary import PlanChangeState, Response
from tracker.models import Event, Milestone, Plan, PlanChange, PlanVersion
from tracker.queries.agreement import Move
from tracker.queries.measures import is_measured
from tracker.queries.owners import possible_milestone_owners


@dataclass(frozen=True, slots=True)
class _Answered:
    response: Response


def open_of(session: Session, plan: Plan) -> PlanChange | None:
    """The open change of a plan already seen. One statement."""
    return session.scalars(_OPEN, {"plan_id": plan.id}).one_or_none()


def latest_of(session: Session, plan: Plan) -> PlanChange | None:
    """The change of a plan already seen that was started last, open or not. One statement."""
    return session.scalars(_LATEST, {"plan_id": plan.id}).one_or_none()


def returned(session: Session, change: PlanChange) -> Move | None:
    """Who returned it last and what they asked for, where it was returned and is not decided yet."""
    if change.state not in (PlanChangeState.RETURNED, PlanChangeState.SUBMITTED):
        return None
    row = session.execute(_RETURNED, {"change_id": change.id}).one_or_none()
    return Move(*row) if row is not None else None


def missing_with(
    session: Session, plan: Plan, standing: Iterable[Milestone], draft: Draft, *, today: date
) -> list[Gap]:
    """What the plan would lack today with this draft. One statement, and another where it would not say in words what
    success is."""
    at_work = {person.id for person in possible_milestone_owners(session, plan.place, today=today)}
    proposed = plan_as_proposed(plan, draft)
    says_success = bool(proposed["success_measure"]) or is_measured(session, plan.id)
    answered, milestones = _Answered(proposed["response"]), milestones_as_proposed(standing, draft)
    return gaps(answered, milestones, at_work=at_work, says_success=says_success)


def compared(session: Session, plan: Plan, standing: Sequence[Milestone], draft: Draft) -> Comparison:
    """What would change against what stands, and what went since the last agreement. One statement."""
    content = session.scalars(_LAST_CONTENT, {"plan_id": plan.id}).one_or_none() or {"milestones": []}
    return compare(plan, standing, draft, [one["id"] for one in content["milestones"] if "id" in one])


_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
_OF_PLAN = (
    sa.select(PlanChange)
    .join(PlanChange.plan)
    .where(PlanChange.plan_id == _PLAN)
    .options(contains_eager(PlanChange.plan))
)
_OPEN = _OF_PLAN.where(PlanChange.state.in_(sorted(OPEN_CHANGE)))
_LATEST = _OF_PLAN.order_by(PlanChange.id.desc()).limit(1)
_RETURNED = (
    sa.select(Event.kind, Event.actor, Event.at, Event.note)
    .where(
        Event.subject == "plan_change",
        Event.subject_id == sa.bindparam("change_id", type_=sa.Integer()),
        Event.kind == "plan_change.returned",
    )
    .order_by(Event.sequence.desc())
    .limit(1)
)
_LAST_CONTENT = (
    sa.select(PlanVersion.content).where(PlanVersion.plan_id == _PLAN).order_by(PlanVersion.number.desc()).limit(1)
)
