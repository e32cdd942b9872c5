"""Recommendations: one with its inspection, and all of an inspection with the plans one may see."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.models import Inspection, Person, Plan, Recommendation
from tracker.queries.scope import inspections_seen_by, plans_seen_by


@dataclass(frozen=True, slots=True)
class RecommendationWithPlan:
    """`plan` is None where there is none or it may not be seen; `owner` is who owns it, seen or not."""

    recommendation: Recommendation
    plan: Plan | None
    owner: str | None


_any_plan = aliased(Plan)  # apart from the Plan that only those who may see it get
_owner_name = sa.select(Person.name).join(_any_plan, _any_plan.owner_id == Person.id)


def get(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation:
    """The recommendation with its inspection and unit; NotFound where it is not theirs to see."""
    return _one(session, recommendation_id, seen_by)


def get_with_links(session: Session, recommendation_id: int, *, seen_by: Actor) -> Recommendation:
    """The same with the standards, key questions and findings it answers."""
    return _one(
        session,
        recommendation_id,
        seen_by,
        selectinload(Recommendation.standards),
        selectinload(Recommendation.key_questions),
        selectinload(Recommendation.findings),
    )


def _one(session: Session, recommendation_id: int, seen_by: Actor, *options: ExecutableOption) -> Recommendation:
    of_inspection = contains_eager(Recommendation.inspection)
    recommendation = session.scalars(
        sa.select(Recommendation)
        .join(Recommendation.inspection)
        .outerjoin(Inspection.unit)
        .where(Recommendation.id == recommendation_id, inspections_seen_by(seen_by))
        .options(
            of_inspection.contains_eager(Inspection.unit),
            of_inspection.joinedload(Inspection.region),
            joinedload(Recommendation.deadline),
            *options,
        )
    ).one_or_none()
    if recommendation is None:
        raise NotFound("There is no such recommendation.")
    return recommendation


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
        sa.select(
            Recommendation,
            Plan,
            _owner_name.where(_any_plan.recommendation_id == Recommendation.id).scalar_subquery(),
        )
        .outerjoin(Plan, sa.and_(Plan.recommendation_id == Recommendation.id, Plan.id.in_(visible)))
        .where(Recommendation.inspection_id == inspection.id)
        .order_by(Recommendation.ordinal)
        .options(joinedload(Recommendation.deadline), joinedload(Plan.deadline))
    )
    return [RecommendationWithPlan(*row) for row in rows]


def owner_of(session: Session, recommendation: Recommendation) -> str | None:
    """Who owns the plan of a recommendation already seen, by name; None where nobody does."""
    return session.scalar(_owner_name.where(_any_plan.recommendation_id == recommendation.id))
