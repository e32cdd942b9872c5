"""What one person owes: the open milestones they own, and their plans that were returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor, Place
from tracker.domain.vocabulary import MilestoneState, PlanChangeState, PlanState
from tracker.models import Inspection, Milestone, Person, Plan, Recommendation, Unit
from tracker.queries.agreement import CHANGE_IS
from tracker.queries.milestones import IS_OPEN
from tracker.queries.scope import PLANS_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class OwnedMilestone:
    """A line of what I am to do. `place`: what the rule of reporting on it needs to know; `stands_in_for`: who owns it
    and is away, where that is not me."""

    id: int
    title: str
    state: MilestoneState
    due_on: date
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str
    place: Place
    stands_in_for: str | None = None


@dataclass(frozen=True, slots=True)
class OwnedMilestones:
    """The first of them, the next due first, and how many there are: all, and those overdue."""

    lines: Sequence[OwnedMilestone]
    total: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    recommendation_id: int
    number: str | None
    text: str


def open_milestones(session: Session, actor: Actor, *, today: date, limit: int) -> OwnedMilestones:
    """The open milestones that `actor` owns, or somebody for whom they stand in, and that they may see, of
    recommendations that still stand. One statement.
    """
    rows = session.execute(_OPEN, {"limit": limit, "today": today, **_asked(actor)}).all()
    lines = [OwnedMilestone(*row[:8], place=_place(row), stands_in_for=row.away) for row in rows]
    return OwnedMilestones(lines, rows[0].total if rows else 0, rows[0].overdue if rows else 0)


def _place(row: Any) -> Place:
    return Place(
        unit_id=row.unit_id,
        region_id=row.region_id,
        owner_id=row.plan_owner_id,
        milestone_owner_id=row.owner_id,
        is_for_subject=row.is_for_subject,
    )


def returned_plans(session: Session, actor: Actor) -> Sequence[ReturnedPlan]:
    """The plans that `actor` owns and that were given back to be changed. One statement."""
    return [ReturnedPlan(*row) for row in session.execute(_RETURNED, _asked(actor))]


def _asked(actor: Actor) -> dict[str, object]:
    return {"owner_id": actor.person_id, "owners": sorted(actor.answers_for), **scope_of(actor)}


_OWNER = sa.bindparam("owner_id", type_=sa.Integer())
_OWNERS = sa.bindparam("owners", type_=sa.Integer(), expanding=True)
_TODAY = sa.bindparam("today", type_=sa.Date())
_is_asked = Recommendation.state.in_(sorted(STILL_ASKED))
_OPEN = (
    sa.select(
        Milestone.id,
        Milestone.title,
        Milestone.state,
        Milestone.due_on,
        Recommendation.id,
        Recommendation.number,
        Unit.name,
        Inspection.title,
        Inspection.unit_id,
        sa.func.coalesce(Unit.region_id, Inspection.region_id).label("region_id"),
        Plan.owner_id.label("plan_owner_id"),
        Milestone.owner_id,
        Recommendation.is_for_subject,
        sa.case((Milestone.owner_id != _OWNER, Person.name)).label("away"),
        sa.func.count().over().label("total"),
        sa.func.count(sa.case((Milestone.due_on < _TODAY, 1))).over().label("overdue"),
    )
    .select_from(Milestone)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .join(Milestone.owner)
    .where(Milestone.owner_id.in_(_OWNERS), IS_OPEN, _is_asked, PLANS_SEEN)
    .order_by(Milestone.due_on, Milestone.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
_RETURNED = (
    sa.select(Recommendation.id, Recommendation.number, Recommendation.text)
    .select_from(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(
        Plan.owner_id == _OWNER,
        sa.or_(Plan.state == PlanState.RETURNED, CHANGE_IS[PlanChangeState.RETURNED]),
        _is_asked,
        PLANS_SEEN,
    )
    .order_by(Plan.id)
)
