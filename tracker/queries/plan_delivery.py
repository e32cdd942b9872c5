"""What a plan lacks before it is delivered, and when its sustain period is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.adapters import bank_holidays
from tracker.domain.london import london_date
from tracker.domain.plan_delivery import sustained_on, undelivered
from tracker.models import Measure, Plan, PlanVersion, Reading
from tracker.queries import milestones


@dataclass(frozen=True, slots=True)
class MeasureRead:
    name: str
    read_until: date | None


def missing(session: Session, plan: Plan) -> list[str]:
    """What the plan lacks before it is delivered (domain/plan_delivery.py). Three statements."""
    agreed_at = session.scalar(_FIRST_AGREED, {"plan_id": plan.id})
    measures = [MeasureRead(*row) for row in session.execute(_MEASURES, {"plan_id": plan.id})]
    promised = milestones.of_plan(session, plan)
    return undelivered(promised, measures, agreed_on=agreed_at and london_date(agreed_at))


def sustained_until(plan: Plan) -> date | None:
    """The day on which the sustain period ends; None where none runs."""
    if plan.sustains_from is None:
        return None
    return sustained_on(plan.sustains_from, plan.sustain_months, bank_holidays.calendar())


_PLAN = sa.bindparam("plan_id", type_=sa.Integer())
_FIRST_AGREED = (
    sa.select(PlanVersion.agreed_at).where(PlanVersion.plan_id == _PLAN).order_by(PlanVersion.number).limit(1)
)
_MEASURES = (
    sa.select(Measure.name, sa.func.max(Reading.ends_on))
    .outerjoin(Reading, sa.and_(Reading.measure_id == Measure.id, Reading.replaced_at.is_(None)))
    .where(Measure.plan_id == _PLAN)
    .group_by(Measure.id, Measure.name)
    .order_by(Measure.id)
)
