"""Which plans need a score of a day: those that the date may have changed, and those whose snapshot is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.score_facts import Day
from tracker.domain.scoring import METHOD, NEAR_DAYS
from tracker.models import Inspection, Plan, Recommendation, Score
from tracker.queries.score_inputs import FIRST, LAST
from tracker.queries.score_milestones import number
from tracker.queries.scores import CURRENT


@dataclass(frozen=True)
class Due:
    """Ids of plans in their order: whose score is to be worked out, and of whom a snapshot is due."""

    to_work_out: Sequence[int]
    snapshots: Sequence[int]


def due_on(session: Session, day: Day) -> Due:
    """What is due on the day. Two statements.

    A score is to be worked out where there is none, where its day of change has come, and where it is of another
    method. A snapshot is due where the current score is not of this week, or, within ninety days of the reinspection,
    not of this day. Each plan's weeks begin on a weekday of its own, so that no night has the snapshots of all.
    """
    weeks = {_week(rest): day.today - timedelta(days=(day.today.weekday() - rest) % 7) for rest in range(7)}
    asked = {"today": day.today, "near_until": day.today + timedelta(days=NEAR_DAYS), **weeks}
    weekly = session.execute(_DUE, asked).all()
    snapshots = {row.id for row in weekly if row.is_weekly} | set(session.scalars(_NEAR, asked))
    return Due([row.id for row in weekly if row.is_to_work_out], sorted(snapshots))


def current_of_some(session: Session, plan_ids: Collection[int], day: Day) -> dict[int, Any]:
    """The current scores of these plans by plan id, as rows whose parts are text. One statement."""
    rows = session.execute(_CURRENT, {"today": day.today, "plan_ids": list(plan_ids)})
    found: dict[int, Any] = {row.plan_id: row for row in rows}
    return found


def _week(rest: int) -> str:
    return f"week_of_{rest}"


_TODAY = sa.bindparam("today", type_=sa.Date())
_WEEK = sa.case({rest: sa.bindparam(_week(rest), type_=sa.Date()) for rest in range(7)}, value=Plan.id % number(7))
_IS_TO_WORK_OUT = sa.or_(Score.id.is_(None), Score.changes_on <= _TODAY, Score.method != number(METHOD))
_IS_WEEKLY = Score.on < _WEEK
STANDING: sa.ColumnElement[bool] = sa.and_(
    CURRENT,
    Score.method == number(METHOD),
    Score.inputs_revision == Plan.inputs_revision,
    sa.or_(Score.changes_on.is_(None), Score.changes_on > _TODAY),
)
"""Joins a statement over Plan to its current score where that needs not be worked out again, asked with `today`."""
_DUE = (
    sa.select(
        Plan.id,
        sa.func.coalesce(_IS_TO_WORK_OUT, sa.false()).label("is_to_work_out"),
        sa.func.coalesce(_IS_WEEKLY, sa.false()).label("is_weekly"),
    )
    .outerjoin(Score, CURRENT)
    .where(sa.or_(_IS_TO_WORK_OUT, _IS_WEEKLY))
    .order_by(Plan.id)
)
_NEAR = (
    sa.select(Plan.id)
    .select_from(Inspection)
    .join(Recommendation, Recommendation.inspection_id == Inspection.id)
    .join(Plan, Plan.recommendation_id == Recommendation.id)
    .join(Score, CURRENT)
    .where(sa.bindparam("near_until", type_=sa.Date()) >= FIRST, LAST >= _TODAY, Score.on < _TODAY)
)
_CURRENT = (
    sa.select(
        Score.id,
        Score.plan_id,
        Score.on,
        Score.method,
        Score.inputs_revision,
        Score.reported,
        Score.verified,
        Score.status,
        Score.changes_on,
        sa.type_coerce(Score.parts, sa.Text()).label("parts"),
    )
    .join(Plan, CURRENT)
    .where(Plan.id.in_(sa.bindparam("plan_ids", type_=sa.Integer(), expanding=True)))
)
