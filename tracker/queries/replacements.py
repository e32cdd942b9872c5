"""Which milestones of a plan were replaced, and by which."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import Milestone, MilestoneReplacement


def of_plan(session: Session, plan_id: int) -> dict[int, int]:
    """By the id of each milestone of a plan already seen that was replaced, the id of the one in its place. One
    statement."""
    return {row.milestone_id: row.replacement_id for row in session.execute(_OF_PLAN, {"plan_id": plan_id})}


def titles_by_replacement(session: Session, plan_id: int) -> dict[int, list[str]]:
    """By the id of each milestone that took the place of others, what these were called. One statement."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, title in session.execute(_TITLES, {"plan_id": plan_id}):
        found[key].append(title)
    return dict(found)


_OF_PLAN = sa.select(MilestoneReplacement.milestone_id, MilestoneReplacement.replacement_id).where(
    MilestoneReplacement.plan_id == sa.bindparam("plan_id", type_=sa.Integer())
)
_TITLES = (
    sa.select(MilestoneReplacement.replacement_id, Milestone.title)
    .join(Milestone, Milestone.id == MilestoneReplacement.milestone_id)
    .where(MilestoneReplacement.plan_id == sa.bindparam("plan_id", type_=sa.Integer()))
    .order_by(Milestone.ordinal)
)
