"""Plans, and the recommendations they answer."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import Inspection, Plan, Recommendation
from tracker.queries.scope import plans_seen_by


def get(session: Session, plan_id: int, *, seen_by: Actor) -> Plan:
    """The plan with its place, owner and deadline; NotFound where it is not theirs to see."""
    statement = _with_its_place(sa.select(Plan)).where(Plan.id == plan_id, plans_seen_by(seen_by))
    plan: Plan | None = session.scalars(
        statement.options(joinedload(Plan.owner), joinedload(Plan.deadline))
    ).one_or_none()
    if plan is None:
        raise NotFound("There is no such plan.")
    return plan


def of_recommendation(session: Session, recommendation_id: int, *, seen_by: Actor) -> Plan | None:
    """The plan of a recommendation, or None where there is none or it is not theirs to see."""
    statement = _with_its_place(sa.select(Plan)).where(
        Plan.recommendation_id == recommendation_id, plans_seen_by(seen_by)
    )
    found: Plan | None = session.scalars(
        statement.options(joinedload(Plan.owner), joinedload(Plan.deadline))
    ).one_or_none()
    return found


def _with_its_place(statement: sa.Select[Any]) -> sa.Select[Any]:
    return (
        statement.join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .options(
            contains_eager(Plan.recommendation)
            .contains_eager(Recommendation.inspection)
            .contains_eager(Inspection.unit)
        )
    )
