"""The progress updates on a plan already seen and on its milestones, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from tracker.domain.permissions import Actor, Permission, can
from tracker.models import Plan, PlanVersion, ProgressUpdate


def of_plan(
    session: Session, plan: Plan, milestone_id: int | None = None, *, seen_by: Actor, offset: int, limit: int
) -> tuple[Sequence[ProgressUpdate], int]:
    """A page of those on the plan and its milestones, or of those on one of them, each with who sent it and its
    milestone; and how many there are. Two statements.

    Whoever sees nothing of drafts, as inspectors do not, reads what was sent since the plan was first agreed.
    """
    asked = {
        "plan_id": plan.id,
        "milestone_id": milestone_id,
        "of_all": milestone_id is None,
        "sees_drafts": can(seen_by, Permission.SEE_PLAN_CHANGE, plan),
    }
    total = session.scalar(_COUNT, asked) or 0
    return session.scalars(_PAGE, {**asked, "offset": offset, "limit": limit}).all(), total


def latest(session: Session, plan_id: int, milestone_id: int | None = None) -> ProgressUpdate | None:
    """The last one sent on the plan itself, or on that milestone, by whomever."""
    return session.scalars(_LATEST, {"plan_id": plan_id, "milestone_id": milestone_id}).one_or_none()


def sent_since_agreed(plan_id: sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    """Whether an update was sent when a first version of its plan was agreed already."""
    first = sa.select(sa.func.min(PlanVersion.agreed_at)).where(PlanVersion.plan_id == plan_id)
    return ProgressUpdate.sent_at >= first.correlate(Plan).scalar_subquery()


_PLAN, _MILESTONE = (sa.bindparam(name, type_=sa.Integer()) for name in ("plan_id", "milestone_id"))
_ASKED = sa.and_(
    ProgressUpdate.plan_id == _PLAN,
    sa.or_(sa.bindparam("of_all", type_=sa.Boolean()), ProgressUpdate.milestone_id == _MILESTONE),
    sa.or_(sa.bindparam("sees_drafts", type_=sa.Boolean()), sent_since_agreed(_PLAN)),
)
_COUNT = sa.select(sa.func.count()).select_from(ProgressUpdate).where(_ASKED)
_PAGE = (
    sa.select(ProgressUpdate)
    .where(_ASKED)
    .options(joinedload(ProgressUpdate.sent_by), joinedload(ProgressUpdate.milestone))
    .order_by(ProgressUpdate.id.desc())
    .offset(sa.bindparam("offset", type_=sa.Integer()))
    .limit(sa.bindparam("limit", type_=sa.Integer()))
)
_LATEST = (
    sa.select(ProgressUpdate)
    .where(ProgressUpdate.plan_id == _PLAN, ProgressUpdate.milestone_id.is_not_distinct_from(_MILESTONE))
    .order_by(ProgressUpdate.id.desc())
    .limit(1)
)
