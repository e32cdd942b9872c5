"""Stored scores: a plan's current one is the latest dated today or before."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.models import Plan, Score

_other = aliased(Score)
_latest = (
    sa.select(sa.func.max(_other.on))
    .where(_other.plan_id == Plan.id, _other.on <= sa.bindparam("today", type_=sa.Date()))
    .correlate(Plan)
    .scalar_subquery()
)
CURRENT: sa.ColumnElement[bool] = sa.and_(Score.plan_id == Plan.id, Score.on == _latest)
"""Joins a statement over Plan to its current score, asked with `today`: `.outerjoin(Score, CURRENT)`."""
