"""Reads stored scores for tests: a plan's current one is the latest dated that day or before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.models import Plan, Score
from tracker.queries.scores import CURRENT


def current_of(session: Session, plan_id: int, on: date) -> Score | None:
    """The plan's score that was current on a day; None where it was not scored yet."""
    return of_plans(session, [plan_id], on).get(plan_id)


def of_plans(session: Session, plan_ids: Collection[int], on: date) -> dict[int, Score]:
    """Likewise those of several plans, by plan id."""
    found = session.scalars(sa.select(Score).join(Plan, CURRENT).where(Plan.id.in_(plan_ids)), {"today": on})
    return {score.plan_id: score for score in found}
