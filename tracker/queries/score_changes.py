"""Which plans need a score of a day: those that the date has changed, and those whose snapshot is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.domain.score_facts import Day
from tracker.domain.scoring import METHOD
from tracker.models import Plan, Score
from tracker.queries.score_inputs import FIGURES_OF_ALL, asked_on
from tracker.queries.score_milestones import number
from tracker.queries.scores import CURRENT


def compared(session: Session, day: Day) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """A row a plan, with its figures of that day and what its current score says. One statement.

    `is_same`: the current score has the same figures, inputs and method (its status
    is compared in Python, for the pace); `snapshot_due`: the current score is not of this week, or, within ninety days
    of the reinspection, not of this day.
    """
    monday = day.today - timedelta(days=day.today.weekday())
    return session.execute(_COMPARED, {**asked_on(day), "monday": monday}).all()


_figures = FIGURES_OF_ALL.subquery("figures")
_TODAY = sa.bindparam("today", type_=sa.Date())
_COMPARED = (
    sa.select(
        *(column for column in _figures.c if column.name != "is_near"),
        Score.status.label("current_status"),
        sa.func.coalesce(
            sa.and_(
                Score.reported == _figures.c.reported,
                Score.verified == _figures.c.verified,
                sa.type_coerce(Score.parts, sa.Text()) == _figures.c.parts,
                Score.inputs_revision == _figures.c.inputs_revision,
                Score.method == number(METHOD),
            ),
            sa.false(),
        ).label("is_same"),
        sa.or_(
            Score.id.is_(None),
            Score.on < sa.bindparam("monday", type_=sa.Date()),
            sa.and_(_figures.c.is_near, Score.on < _TODAY),
        ).label("snapshot_due"),
    )
    .select_from(_figures)
    .join(Plan, Plan.id == _figures.c.plan_id)
    .outerjoin(Score, CURRENT)
)
