"""Plans, and the recommendations they answer."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.domain.errors import NotFound
from tracker.domain.lifecycles import NEVER_SUBMITTED
from tracker.domain.permissions import Actor
from tracker.models import Inspection, Plan, Recommendation
from tracker.queries.scope import INSPECTIONS_SEEN, PLANS_SEEN, Condition, scope_of

WAS_SUBMITTED: Condition = Plan.state.not_in(sorted(NEVER_SUBMITTED))
"""Over a statement that selects from Plan: the SQL spelling of `lifecycles.was_submitted`."""


def get(session: Session, plan_id: int, *, seen_by: Actor) -> Plan:
    """The plan with its place, owner and deadline; NotFound where it is not theirs to see."""
    plan = session.scalars(_ONE, {"plan_id": plan_id, **scope_of(seen_by)}).one_or_none()
    if plan is None:
        raise NotFound("There is no such plan.")
    return plan


def of_recommendation(session: Session, recommendation_id: int, *, seen_by: Actor) -> Plan | None:
    """The plan of a recommendation, or None where there is none or it is not theirs to see."""
    asked = {"recommendation_id": recommendation_id, **scope_of(seen_by)}
    return session.scalars(_OF_RECOMMENDATION, asked).one_or_none()


def to_date(session: Session, recommendation_id: int, *, seen_by: Actor) -> Plan:
    """The plan of a recommendation for whoever may say when it is due; NotFound where the recommendation is not theirs
    to see, or has no plan."""
    asked = {"recommendation_id": recommendation_id, **scope_of(seen_by)}
    plan = session.scalars(_TO_DATE, asked).one_or_none()
    if plan is None:
        raise NotFound("There is no such plan.")
    return plan


_WHOLE = (
    sa.select(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .options(
        contains_eager(Plan.recommendation).contains_eager(Recommendation.inspection).contains_eager(Inspection.unit),
        joinedload(Plan.owner),
        joinedload(Plan.deadline),
    )
)
_SEEN = _WHOLE.where(PLANS_SEEN)
_ONE = _SEEN.where(Plan.id == sa.bindparam("plan_id"))
_OF_RECOMMENDATION = _SEEN.where(Plan.recommendation_id == sa.bindparam("recommendation_id"))
_TO_DATE = _WHOLE.where(INSPECTIONS_SEEN, Plan.recommendation_id == sa.bindparam("recommendation_id"))
