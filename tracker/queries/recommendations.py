"""Recommendations: one with its inspection, and all of an inspection with the plans one may see."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import Inspection, Plan, Recommendation
from tracker.queries.scope import inspections_seen_by, plans_seen_by


@dataclass(frozen=True, slots=True)
class RecommendationWithPlan:
    recommendation: Recommendation
    plan: Plan | None


def get(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation:
    """The recommendation with its inspection and unit; NotFound where it is not theirs to see."""
    recommendation = session.scalars(
        sa.select(Recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(Recommendation.id == recommendation_id, inspections_seen_by(seen_by))
        .options(
            contains_eager(Recommendation.inspection).contains_eager(Inspection.unit),
            joinedload(Recommendation.inspection).joinedload(Inspection.region),
            joinedload(Recommendation.deadline),
        )
    ).one_or_none()
    if recommendation is None:
        raise NotFound("There is no such recommendation.")
    return recommendation


def with_its_links(session: Session, recommendation: Recommendation) -> Recommendation:
    """The same with the standards, key questions and findings it answers."""
    return session.scalars(
        sa.select(Recommendation)
        .where(Recommendation.id == recommendation.id)
        .options(
            selectinload(Recommendation.standards),
            selectinload(Recommendation.key_questions),
            selectinload(Recommendation.findings),
        )
        .execution_options(populate_existing=True)
    ).one()


def of_inspection(session: Session, inspection: Inspection, *, seen_by: Actor) -> list[RecommendationWithPlan]:
    """All recommendations of an inspection already seen, in printed order, each with its plan if it may be seen."""
    visible = (
        sa.select(Plan.id)
        .join(Plan.recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(Inspection.id == inspection.id, plans_seen_by(seen_by))
    )
    rows = session.execute(
        sa.select(Recommendation, Plan)
        .outerjoin(Plan, sa.and_(Plan.recommendation_id == Recommendation.id, Plan.id.in_(visible)))
        .where(Recommendation.inspection_id == inspection.id)
        .order_by(Recommendation.ordinal)
        .options(joinedload(Recommendation.deadline), joinedload(Plan.owner), joinedload(Plan.deadline))
    )
    return [RecommendationWithPlan(recommendation, plan) for recommendation, plan in rows]
