"""The versions of a plan that were agreed, the first of them the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.models import Event, Person, PlanVersion
from tracker.models.base import CanonicalJson


@dataclass(frozen=True, slots=True)
class AgreedVersion:
    """When it was agreed and by whom; `why` the plan was changed, None of the baseline."""

    number: int
    agreed_at: datetime
    agreed_by: str
    why: str | None
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class VersionWithContent:
    """What was frozen, and of the version before it, None of the baseline. `next_number` is None of the last."""

    agreed: AgreedVersion
    content: dict[str, Any]
    before: dict[str, Any] | None
    number_before: int | None
    next_number: int | None


def of_plan(session: Session, plan_id: int, *, offset: int, limit: int) -> tuple[Sequence[AgreedVersion], int]:
    """A page of the versions of a plan already seen, the latest first, and how many there are. One statement."""
    rows: Sequence[Any] = session.execute(_OF_PLAN, {"plan_id": plan_id, "offset": offset, "limit": limit}).all()
    return [AgreedVersion(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def get(session: Session, plan_id: int, number: int) -> VersionWithContent:
    """A version of a plan already seen; NotFound where it has none of that number. One statement."""
    row: Any = session.execute(_ONE, {"plan_id": plan_id, "number": number}).one_or_none()
    if row is None:
        raise NotFound("There is no such version of the plan.")
    return VersionWithContent(AgreedVersion(*row[:5]), *row[5:])


_ASKED = PlanVersion.plan_id == sa.bindparam("plan_id", type_=sa.Integer())
_why = (
    sa.select(Event.note)
    .where(
        Event.subject == "plan",
        Event.subject_id == PlanVersion.plan_id,
        Event.kind == "plan.agreed",
        Event.at == PlanVersion.agreed_at,
    )
    .order_by(Event.sequence)
    .limit(1)
    .scalar_subquery()
)
_SAID = (
    PlanVersion.number,
    PlanVersion.agreed_at,
    Person.name,
    _why,
    sa.func.row_number().over(order_by=PlanVersion.number) == 1,
)
_OF_PLAN = (
    sa.select(*_SAID, sa.func.count().over())
    .join(Person, Person.id == PlanVersion.agreed_by_id)
    .where(_ASKED)
    .order_by(PlanVersion.number.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer()))
    .offset(sa.bindparam("offset", type_=sa.Integer()))
)
_every = (
    sa.select(
        *(column.label(f"said_{place}") for place, column in enumerate(_SAID)),
        PlanVersion.content,
        sa.func.lag(PlanVersion.content, type_=CanonicalJson()).over(order_by=PlanVersion.number).label("before"),
        sa.func.lag(PlanVersion.number).over(order_by=PlanVersion.number).label("number_before"),
        sa.func.lead(PlanVersion.number).over(order_by=PlanVersion.number).label("next_number"),
    )
    .join(Person, Person.id == PlanVersion.agreed_by_id)
    .where(_ASKED)
    .subquery("every")
)
_ONE = sa.select(_every).where(_every.c.said_0 == sa.bindparam("number", type_=sa.Integer()))
