"""Units one may see, each with its latest inspection and how its plans stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from tracker.domain.errors import NotFound
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import Rating, Response
from tracker.models import Deadline, Inspection, Person, Plan, Recommendation, Region, Unit
from tracker.models.person import Assignment
from tracker.queries.scope import units_seen_by
from tracker.queries.sessions import holds_on


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A line of the list. `waiting` counts plans without a response, `overdue` those of them past their date."""

    unit_id: int
    unit: str
    region: str
    inspection_id: int | None
    published_on: date | None
    rating: Rating | None
    recommendations: int
    waiting: int
    overdue: int


def get(session: Session, unit_id: int, *, seen_by: Actor) -> Unit:
    """The unit with its region; NotFound where it is not theirs to see."""
    unit = session.scalars(
        sa.select(Unit)
        .join(Unit.region)
        .where(Unit.id == unit_id, units_seen_by(seen_by))
        .options(contains_eager(Unit.region))
    ).one_or_none()
    if unit is None:
        raise NotFound("There is no such unit.")
    return unit


def people_of(session: Session, unit: Unit, *, today: date) -> list[Assignment]:
    """Who works in the unit today, the head first."""
    statement = (
        sa.select(Assignment)
        .join(Assignment.person)
        .where(Assignment.unit_id == unit.id, holds_on(today))
        .options(contains_eager(Assignment.person))
        .order_by(Assignment.role.desc(), Person.name)
    )
    return list(session.scalars(statement))


def seen(session: Session, *, seen_by: Actor, today: date, offset: int, limit: int) -> tuple[list[UnitRow], int]:
    """A page of the units that may be seen, by region and name, and how many there are. Two statements."""
    visible = sa.select(Unit.id).where(units_seen_by(seen_by))
    total = session.scalar(sa.select(sa.func.count()).select_from(visible.subquery())) or 0
    latest = _latest_inspections()
    plans = _plans_by_inspection(today)
    rows = session.execute(
        sa.select(
            Unit.id,
            Unit.name,
            Region.name,
            latest.c.id,
            latest.c.published_on,
            latest.c.overall_rating,
            sa.func.coalesce(plans.c.recommendations, 0),
            sa.func.coalesce(plans.c.waiting, 0),
            sa.func.coalesce(plans.c.overdue, 0),
        )
        .join(Region, Region.id == Unit.region_id)
        .outerjoin(latest, sa.and_(latest.c.unit_id == Unit.id, latest.c.place == 1))
        .outerjoin(plans, plans.c.inspection_id == latest.c.id)
        .where(units_seen_by(seen_by))
        .order_by(Region.name, Unit.name, Unit.id)
        .offset(offset)
        .limit(limit)
    )
    return [UnitRow(*row) for row in rows], total


def _latest_inspections() -> sa.Subquery:
    place = sa.func.row_number().over(
        partition_by=Inspection.unit_id, order_by=(Inspection.published_on.desc(), Inspection.id.desc())
    )
    return sa.select(
        Inspection.id, Inspection.unit_id, Inspection.published_on, Inspection.overall_rating, place.label("place")
    ).subquery("latest")


def _plans_by_inspection(today: date) -> sa.Subquery:
    no_response = Plan.response == Response.NONE
    return (
        sa.select(
            Recommendation.inspection_id,
            sa.func.count(Recommendation.id).label("recommendations"),
            sa.func.count(sa.case((no_response, 1))).label("waiting"),
            sa.func.count(sa.case((sa.and_(no_response, Deadline.due_on < today), 1))).label("overdue"),
        )
        .outerjoin(Plan, Plan.recommendation_id == Recommendation.id)
        .outerjoin(Deadline, Deadline.id == Plan.deadline_id)
        .group_by(Recommendation.inspection_id)
        .subquery("plans")
    )
