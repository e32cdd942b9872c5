"""Which milestones of a plan wait for which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import MilestoneDependency


def of_plan(session: Session, plan_id: int) -> dict[int, list[int]]:
    """By the id of each milestone of a plan already seen that waits, the ids of those it waits for. One statement."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(_OF_PLAN, {"plan_id": plan_id}):
        found[row.milestone_id].append(row.depends_on_id)
    return dict(found)


def of_milestone(session: Session, milestone_id: int) -> list[int]:
    """The ids of what a milestone already seen waits for. One statement."""
    return [row.depends_on_id for row in session.execute(_IDS, {"milestone_id": milestone_id})]


def rows_of(session: Session, milestone_id: int) -> Sequence[MilestoneDependency]:
    """What a milestone already seen waits for, as rows."""
    return session.scalars(_OF_MILESTONE, {"milestone_id": milestone_id}).all()


_OF_PLAN = (
    sa.select(MilestoneDependency.milestone_id, MilestoneDependency.depends_on_id)
    .where(MilestoneDependency.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .order_by(MilestoneDependency.milestone_id, MilestoneDependency.depends_on_id)
)
_OF_MILESTONE = (
    sa.select(MilestoneDependency)
    .where(MilestoneDependency.milestone_id == sa.bindparam("milestone_id", type_=sa.Integer()))
    .order_by(MilestoneDependency.depends_on_id)
)
_IDS = (
    sa.select(MilestoneDependency.depends_on_id)
    .where(MilestoneDependency.milestone_id == sa.bindparam("milestone_id", type_=sa.Integer()))
    .order_by(MilestoneDependency.depends_on_id)
)
