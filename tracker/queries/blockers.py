"""Blockers, seen through the plan of their milestone: one, and those open of a milestone."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import Blocker, Inspection, Milestone, Plan, Recommendation
from tracker.queries.scope import PLANS_SEEN, scope_of


def get(session: Session, blocker_id: int, *, seen_by: Actor) -> Blocker:
    """The blocker with its milestone, plan and place; NotFound where the plan is not theirs to see."""
    blocker = session.scalars(_ONE, {"blocker_id": blocker_id, **scope_of(seen_by)}).one_or_none()
    if blocker is None:
        raise NotFound("There is no such blocker.")
    return blocker


def open_of_milestone(session: Session, milestone_id: int) -> Sequence[Blocker]:
    """What blocks a milestone already seen. One statement."""
    return session.scalars(_OPEN_OF_MILESTONE, {"milestone_id": milestone_id}).all()


_OPEN_OF_MILESTONE = (
    sa.select(Blocker)
    .where(Blocker.milestone_id == sa.bindparam("milestone_id", type_=sa.Integer()), Blocker.cleared_on.is_(None))
    .order_by(Blocker.answer_due_on, Blocker.id)
)
_ONE = (
    sa.select(Blocker)
    .join(Blocker.milestone)
    .join(Milestone.plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Blocker.id == sa.bindparam("blocker_id", type_=sa.Integer()), PLANS_SEEN)
    .options(
        contains_eager(Blocker.milestone)
        .contains_eager(Milestone.plan)
        .contains_eager(Plan.recommendation)
        .contains_eager(Recommendation.inspection)
        .contains_eager(Inspection.unit),
        contains_eager(Blocker.milestone).joinedload(Milestone.owner),
    )
)
