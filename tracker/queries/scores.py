"""Stored scores: a plan's current one is the latest dated today or before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.models import Score


def current_of(session: Session, plan_id: int, today: date) -> Score | None:
    """The plan's current score; None where it was never scored."""
    return session.scalar(_CURRENT.where(Score.plan_id == plan_id), {"today": today})


def of_plans(session: Session, plan_ids: Collection[int], today: date) -> dict[int, Score]:
    """The current scores of these plans by plan id; without those never scored. One statement."""
    found = session.scalars(_CURRENT.where(Score.plan_id.in_(plan_ids)), {"today": today})
    return {score.plan_id: score for score in found}


def over_time(session: Session, plan_id: int, today: date) -> Sequence[Score]:
    """The plan's scores up to today, the first one first: snapshots and the days on which something changed."""
    return session.scalars(sa.select(Score).where(Score.plan_id == plan_id, Score.on <= today).order_by(Score.on)).all()


_later = aliased(Score)
TODAY = sa.bindparam("today", type_=sa.Date())
IS_CURRENT = sa.and_(
    Score.on <= TODAY, ~sa.exists().where(_later.plan_id == Score.plan_id, _later.on > Score.on, _later.on <= TODAY)
)
"""Over a statement that selects from Score, asked with `today`: for lists that join the current score."""
_CURRENT = sa.select(Score).where(IS_CURRENT)
