"""What needs one person now: the plans they own, and what their roles ask of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.domain.lifecycles import STILL_ASKED
from tracker.domain.permissions import Actor
from tracker.domain.vocabulary import ImportState, PlanState, Response
from tracker.models import Deadline, Inspection, Plan, Recommendation, ReportImport, Unit
from tracker.queries.scope import INSPECTIONS_SEEN, PLANS_SEEN, scope_of


@dataclass(frozen=True, slots=True)
class OwnedPlan:
    """A line of what is mine."""

    plan_id: int
    recommendation_id: int
    number: str | None
    text: str
    inspection_id: int
    title: str
    unit: str | None
    response: Response
    state: PlanState
    due_on: date
    limit_on: date | None

    @property
    def is_answered(self) -> bool:
        return self.response is not Response.NONE


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many plans somebody owns: those that wait for a response, and those that have one."""

    waiting: int
    answered: int

    @property
    def total(self) -> int:
        return self.waiting + self.answered


def owned_plans(session: Session, actor: Actor, *, offset: int, limit: int) -> tuple[list[OwnedPlan], HowMany]:
    """A page of the plans `actor` owns and may see, and how many there are. Two statements.

    Those without a response first, the next due first. `limit_on` is the date that the report itself sets.
    """
    asked = {"owner_id": actor.person_id, **scope_of(actor)}
    total, waiting = session.execute(_COUNT_OWNED, asked).one()
    rows = session.execute(_OWNED, {"offset": offset, "limit": limit, **asked})
    return [OwnedPlan(*row) for row in rows], HowMany(waiting, total - waiting)


@dataclass(frozen=True, slots=True)
class Ownerless:
    """A recommendation that nobody owns: addressed to others than the inspected unit."""

    recommendation_id: int
    number: str | None
    addressee: str | None
    text: str
    title: str


def ownerless(session: Session, actor: Actor, *, limit: int) -> tuple[list[Ownerless], int]:
    """The first recommendations without a plan that `actor` may see, the newest report first; and how many."""
    asked = scope_of(actor)
    total = session.scalar(_COUNT_OWNERLESS, asked) or 0
    rows = session.execute(_OWNERLESS, {"limit": limit, **asked})
    return [Ownerless(*row) for row in rows], total


def readings_to_check(session: Session) -> list[ReportImport]:
    """Reports that were read and wait for somebody to confirm or discard them, the oldest first."""
    statement = sa.select(ReportImport).where(ReportImport.state == ImportState.READ)
    return list(session.scalars(statement.order_by(ReportImport.read_at)))


_LIMIT = sa.bindparam("limit", type_=sa.Integer())

_is_asked = Recommendation.state.in_(sorted(STILL_ASKED))
_owned = (
    sa.select(Plan.id)
    .join(Plan.recommendation)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .where(Plan.owner_id == sa.bindparam("owner_id"), _is_asked, PLANS_SEEN)
)
_waits = Plan.response == Response.NONE
_COUNT_OWNED = _owned.with_only_columns(
    sa.func.count(), sa.func.count(sa.case((_waits, 1))), maintain_column_froms=True
)
_limit_of_report = aliased(Deadline)  # apart from the plan's own
_line: tuple[Any, ...] = (
    Plan.id,
    Recommendation.id,
    Recommendation.number,
    Recommendation.text,
    Inspection.id,
    Inspection.title,
    Unit.name,
    Plan.response,
    Plan.state,
    Deadline.due_on,
    _limit_of_report.due_on,
)
_OWNED = (
    _owned.join(Plan.deadline)
    .outerjoin(_limit_of_report, _limit_of_report.id == Recommendation.deadline_id)
    .with_only_columns(*_line, maintain_column_froms=True)
    .order_by(sa.case((_waits, 0), else_=1), Deadline.due_on, Recommendation.inspection_id, Recommendation.ordinal)
    .offset(sa.bindparam("offset", type_=sa.Integer()))
    .limit(_LIMIT)
)
_ownerless = (
    sa.select(Recommendation.id)
    .join(Recommendation.inspection)
    .outerjoin(Inspection.unit)
    .outerjoin(Plan, Plan.recommendation_id == Recommendation.id)
    .where(Plan.id.is_(None), _is_asked, INSPECTIONS_SEEN)
)
_COUNT_OWNERLESS = sa.select(sa.func.count()).select_from(_ownerless.subquery())
_OWNERLESS = (
    _ownerless.with_only_columns(
        Recommendation.id,
        Recommendation.number,
        Recommendation.addressee,
        Recommendation.text,
        Inspection.title,
        maintain_column_froms=True,
    )
    .order_by(Inspection.published_on.desc(), Inspection.id, Recommendation.ordinal)
    .limit(_LIMIT)
)
