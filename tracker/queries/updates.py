"""The progress updates of a plan already seen, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from tracker.models import ProgressUpdate


def of_plan(session: Session, plan_id: int, *, offset: int, limit: int) -> tuple[Sequence[ProgressUpdate], int]:
    """A page of them, each with who sent it, and how many there are. Two statements."""
    total = session.scalar(_COUNT, {"plan_id": plan_id}) or 0
    page = session.scalars(_OF_PLAN.offset(offset).limit(limit), {"plan_id": plan_id})
    return page.all(), total


def latest(session: Session, plan_id: int) -> ProgressUpdate | None:
    """The last one sent, by whomever."""
    return session.scalars(_OF_PLAN.limit(1), {"plan_id": plan_id}).one_or_none()


_ASKED = ProgressUpdate.plan_id == sa.bindparam("plan_id", type_=sa.Integer())
_COUNT = sa.select(sa.func.count()).select_from(ProgressUpdate).where(_ASKED)
_OF_PLAN = (
    sa.select(ProgressUpdate)
    .where(_ASKED)
    .options(joinedload(ProgressUpdate.sent_by))
    .order_by(ProgressUpdate.id.desc())
)
