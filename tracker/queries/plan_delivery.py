"""What a plan lacks before it is delivered, when its sustain period is over, and which wait to be led on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.adapters import bank_holidays
from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.london import london_date
from tracker.domain.permissions import Actor
from tracker.domain.plan_delivery import sustained_on, undelivered
from tracker.domain.vocabulary import PlanState
from tracker.models import Inspection, Measure, Plan, PlanVersion, Reading, Recommendation, Unit
from tracker.queries import agreement, milestones
from tracker.queries.counted import counted
from tracker.queries.recommendation_seen import SeenPlan
from tracker.queries.scope import Condition


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


def sustained_until(plan: Plan | SeenPlan) -> date | None:
    """The day on which the sustain period ends; None where none runs."""
    if plan.sustains_from is None:
        return None
    return sustained_on(plan.sustains_from, plan.sustain_months, bank_holidays.calendar())


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivered plan whose sustain period is to begin, or is over, by its `state`."""

    plan_id: int
    number: str | None
    text: str
    unit: str | None
    title: str
    state: PlanState

    @property
    def is_sustained(self) -> bool:
        return self.state is PlanState.SUSTAINING


def to_lead_on(session: Session, actor: Actor, *, today: date, limit: int) -> tuple[Sequence[Delivered], int]:
    """The first delivered plans that `actor` may now have sustained, or assure, the longest waiting first; and how
    many. One statement."""
    asked = {"limit": limit, **agreement.asked_by(actor), **asked_on(today)}
    rows: Sequence[Any] = session.execute(_TO_LEAD_ON, asked).all()
    return [Delivered(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def asked_on(today: date) -> dict[str, object]:
    """The parameters of SUSTAIN_IS_OVER on a day."""
    last = monthrange(today.year, today.month)[1]
    return {"month": _month(today.year, today.month), "day": today.day, "is_last_day": today.day == last}


def _month(year: Any, month: Any) -> Any:
    """Months are counted through, so that they can be added."""
    return year * 12 + month


_DAY, _MONTH = sa.bindparam("day", type_=sa.Integer()), sa.bindparam("month", type_=sa.Integer())
_ENDS_IN = _month(sa.extract("year", Plan.sustains_from), sa.extract("month", Plan.sustains_from)) + Plan.sustain_months
SUSTAIN_IS_OVER: Condition = sa.or_(
    _ENDS_IN < _MONTH,
    sa.and_(
        _ENDS_IN == _MONTH,
        # a day that the month does not have is its last
        sa.or_(sa.extract("day", Plan.sustains_from) <= _DAY, sa.bindparam("is_last_day", type_=sa.Boolean())),
    ),
)
"""Over a statement that selects from Plan, asked with `asked_on`: the SQL spelling of `sustained_on(…) <= today`."""
_TO_LEAD_ON = (
    sa.select(
        Plan.id,
        Recommendation.number,
        Recommendation.text,
        Unit.name,
        Inspection.title,
        Plan.state,
        sa.func.count().over(),
    )
    .select_from(Plan)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(
        sa.or_(Plan.state == PlanState.DELIVERED, sa.and_(Plan.state == PlanState.SUSTAINING, SUSTAIN_IS_OVER)),
        Recommendation.state.in_(sorted(STILL_ASKED)),
        agreement.MAY_AGREE,
    )
    .order_by(Plan.sustains_from.is_(None), Plan.sustains_from, Plan.id)
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
HOW_MANY = counted(_TO_LEAD_ON)
"""How many there are, asked with `agreement.asked_by` and `asked_on`."""
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
