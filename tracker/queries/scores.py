"""Stored scores: a plan's current one is the latest dated today or before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.models import Plan, Score


def current_of(session: Session, plan_id: int, today: date) -> Score | None:
    """The plan's current score; None where it was never scored."""
    return of_plans(session, [plan_id], today).get(plan_id)


def of_plans(session: Session, plan_ids: Collection[int], today: date) -> dict[int, Score]:
    """The current scores of these plans by plan id; without those never scored. One statement."""
    found = session.scalars(_CURRENT, {"today": today, "plan_ids": list(plan_ids)})
    return {score.plan_id: score for score in found}


def over_time(session: Session, plan_id: int, today: date) -> Sequence[Score]:
    """The plan's scores up to today, the first one first: snapshots, and the days on which something changed."""
    return session.scalars(sa.select(Score).where(Score.plan_id == plan_id, Score.on <= today).order_by(Score.on)).all()


def before(session: Session, score: Score) -> Score | None:
    """The plan's score of the day before `score` that was kept, to say what has changed since; None for the first."""
    earlier = sa.select(Score).where(Score.plan_id == score.plan_id, Score.on < score.on)
    return session.scalar(earlier.order_by(Score.on.desc()).limit(1))


_other = aliased(Score)
_latest = (
    sa.select(sa.func.max(_other.on))
    .where(_other.plan_id == Plan.id, _other.on <= sa.bindparam("today", type_=sa.Date()))
    .correlate(Plan)
    .scalar_subquery()
)
CURRENT: sa.ColumnElement[bool] = sa.and_(Score.plan_id == Plan.id, Score.on == _latest)
"""Joins a statement over Plan to its current score, asked with `today`: `.outerjoin(Score, CURRENT)`."""
_CURRENT = (
    sa.select(Score)
    .join(Plan, CURRENT)
    .where(Plan.id.in_(sa.bindparam("plan_ids", type_=sa.Integer(), expanding=True)))
)
