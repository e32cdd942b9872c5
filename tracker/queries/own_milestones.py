"""What one person owes: the open milestones they own, and their plans that were returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import MilestoneState, PlanState
from tracker.models import Inspection, Milestone, Plan, Recommendation, Unit
from tracker.queries.milestones import IS_OPEN
from tracker.queries.scope import PLANS_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class OwnedMilestone:
    """A line of what I am to do."""

    id: int
    title: str
    state: MilestoneState
    due_on: date
    recommendation_id: int
    number: str | None
    unit: str | None
    inspection: str


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    recommendation_id: int
    number: str | None
    text: str


def open_milestones(session: Session, actor: Actor, *, limit: int) -> tuple[Sequence[OwnedMilestone], int]:
    """The first open milestones that `actor` owns and may see, the next due first; and how many. One statement."""
    rows = session.execute(_OPEN, {"limit": limit, **_asked(actor)}).all()
    return [OwnedMilestone(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def returned_plans(session: Session, actor: Actor) -> Sequence[ReturnedPlan]:
    """The plans that `actor` owns and that were given back to be changed. One statement."""
    return [ReturnedPlan(*row) for row in session.execute(_RETURNED, _asked(actor))]


def _asked(actor: Actor) -> dict[str, object]:
    return {"owner_id": actor.person_id, **scope_of(actor)}


_OWNER = sa.bindparam("owner_id", type_=sa.Integer())
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
        sa.func.count().over(),
    )
    .select_from(Milestone)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Milestone.owner_id == _OWNER, IS_OPEN, PLANS_SEEN)
    .order_by(Milestone.due_on, Milestone.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
_RETURNED = (
    sa.select(Recommendation.id, Recommendation.number, Recommendation.text)
    .select_from(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Plan.owner_id == _OWNER, Plan.state == PlanState.RETURNED, PLANS_SEEN)
    .order_by(Plan.id)
)
